//! Answer to a post → the command that it means, where no phrase of the lexicon says it.

use super::amount::narrowed;
use super::command::build;
use super::heed::{self, asks_at_the_end, unsaid};
use super::lexicon::Lexicon;
use super::message::Message;
use super::model::Meant;
use super::role::Order;
use super::{Answers, Command, Context};

/// How much a meaning must stand out before an answer is taken for it.
const PLAIN: f32 = 0.05;

/// The same for "yes" and "no" where nothing was asked, which undo much, and for what lets go in words that take back what
/// they say: "not able to after all" does, but more often it is talk.
const PLAIN_WORD: f32 = 0.4;

/// What somebody means who answers a post in words that no phrase of the lexicon covers.
///
/// Only in a room, or to a question: what else is written privately is mostly meant for the other end of a
/// hand-off.
pub(crate) fn meant(message: &Message, ctx: &Context, lexicon: &Lexicon) -> Option<Command> {
    let wordless = message.tokens().iter().all(|token| token.symbol);
    let asked = ctx.answers == Answers::Question;
    let meant_for_another = ctx.private && !asked;
    if !ctx.answers.a_post() || meant_for_another || wordless {
        return None;
    }
    // Whoever asks whether something is done does not say so, unless it is theirs to say; who promises or lets go often asks
    // something too.
    let asks = ctx.answers == Answers::Post && asks_at_the_end(message);
    let told =
        |meant| !asks || !matches!(meant, Meant::Done | Meant::Withdraw | Meant::SomeoneElse);
    let may = |meant| told(meant) && may_mean(ctx.answers, meant);
    let (meant, margin) = lexicon.model.meant(message, asked, may);
    let order = match meant {
        Meant::None => return None,
        Meant::Claim => Order::Claim,
        Meant::Backup => Order::Backup,
        Meant::Release => Order::Release,
        Meant::Done => Order::Done,
        Meant::Withdraw => Order::Withdraw,
        Meant::Yes => Order::Yes,
        Meant::No => Order::No,
        Meant::SomeoneElse => Order::SomeoneElse,
    };
    let enough = match order {
        Order::No | Order::SomeoneElse if asked => PLAIN,
        Order::Release | Order::Withdraw if unsaid(message) => PLAIN_WORD,
        _ if unsaid(message) => return None,
        Order::Yes | Order::No if !asked => PLAIN_WORD,
        _ => PLAIN,
    };
    let plain = margin >= enough && !heed::talked_away(order, margin, message, ctx.answers);
    let command = plain.then(|| build(order, None, None))?;
    heed::heeded(command, message, ctx).map(|it| narrowed(it, message, true, &lexicon.model))
}

/// What somebody can mean who answers this: a post is let go of by who promised, and taken off by its author.
fn may_mean(answers: Answers, meant: Meant) -> bool {
    use Meant::{Backup, Claim, Done, No, None, Release, SomeoneElse, Withdraw, Yes};
    match answers {
        Answers::OwnPost => matches!(meant, None | Done | Withdraw | SomeoneElse | Yes | No),
        Answers::PromisedPost => matches!(meant, None | Claim | Release | Done),
        Answers::NeighboursPost => matches!(meant, None | Claim | Backup),
        Answers::Nothing
        | Answers::Message
        | Answers::Post
        | Answers::Question
        | Answers::Asked => true,
    }
}
