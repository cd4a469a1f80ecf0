//! What overrules a command: words beside it that say otherwise.
//!
//! "Found one, need two more" takes nothing off the board, "no, still looking" is no "no", and who is on the way has
//! not brought anything yet.

use super::message::Message;
use super::role::{Order, Role};
use super::trie::Hit;
use super::{Answers, Command, Context};

/// Whether the words take back what they say. "I can, but not back" takes nothing back: it claims a part.
pub(crate) fn unsaid(message: &Message) -> bool {
    let covered = |unsay: &Hit| {
        let mut parts = message.hits.iter().filter(|hit| hit.role == Role::Partly);
        parts.any(|part| part.at <= unsay.at && part.end() >= unsay.end())
    };
    let mut unsays = message.hits.iter().filter(|hit| hit.role == Role::Unsay);
    unsays.any(|unsay| !covered(unsay))
}

/// Whether some words of the message are for this.
fn has(message: &Message, role: Role) -> bool {
    message.hits.iter().any(|hit| hit.role == role)
}

/// How much a meaning must stand out against words that speak against it.
const AGAINST: f32 = 1.0;

/// In so few words what speaks against a meaning is all that is said.
const FEW: usize = 7;

/// Whether what seems meant, and stands out so much, is only talk: "I can relate", "nobody came".
pub(crate) fn talked_away(order: Order, margin: f32, message: &Message, answers: Answers) -> bool {
    let against = match order {
        Order::Claim | Order::Backup => has(message, Role::ButNo) || talks(message),
        Order::Release => has(message, Role::Hitch),
        // "I'm here, which door?"
        Order::Done if answers == Answers::PromisedPost => {
            has(message, Role::Coming) || asks_at_the_end(message)
        }
        Order::Withdraw => has(message, Role::NoOne),
        Order::No => is_polite(message),
        _ => false,
    };
    let few = message
        .tokens()
        .iter()
        .filter(|token| !token.symbol)
        .count()
        <= FEW;
    against && (few || margin < AGAINST)
}

/// Whether it ends in a question.
pub(crate) fn asks_at_the_end(message: &Message) -> bool {
    let last = message.tokens().last();
    last.is_some_and(|token| message.normal.asked(token.sentence))
}

/// Whether a clause begins with talk.
fn talks(message: &Message) -> bool {
    let mut talk = message.hits.iter().filter(|hit| hit.role == Role::Talk);
    talk.any(|hit| opens(message, hit.at))
}

/// Whether token `at` is the first of its clause, but for politeness.
fn opens(message: &Message, at: usize) -> bool {
    let polite = |hit: &&Hit| hit.end() == at && hit.role == Role::Filler;
    message.opens_clause(at)
        || message
            .hits
            .iter()
            .filter(polite)
            .any(|hit| message.opens_clause(hit.at))
}

/// Whether it is nothing but a turn of politeness of several words: "no worries".
fn is_polite(message: &Message) -> bool {
    let words = message.tokens().iter().filter(|token| !token.symbol);
    let all = words.count();
    let polite = |role: Role| matches!(role, Role::Filler | Role::Tail);
    let turns = message.hits.iter().filter(|hit| polite(hit.role));
    all > 1 && turns.filter(|hit| hit.at == 0).any(|hit| hit.len == all)
}

/// The command, unless other words of the message overrule it; what it is instead, where they do.
pub(crate) fn heeded(command: Command, message: &Message, ctx: &Context) -> Option<Command> {
    let asked = matches!(ctx.answers, Answers::Question | Answers::Asked);
    let open = has(message, Role::Open);
    let nobody = has(message, Role::NoOne) && message.tokens().len() > 1;
    match command {
        Command::No { post } if asked && (open || nobody) => Some(Command::StillNeeded { post }),
        Command::Yes { post } if asked && open && begins_with_no(message) => {
            Some(Command::StillNeeded { post })
        }
        Command::Done { post: None } | Command::Withdraw { post: None } if open => {
            may_end(ctx).then_some(command).or_else(|| still(asked))
        }
        Command::Claim { post: None, .. } if open && ctx.answers == Answers::OwnPost => None,
        Command::Claim { post: None, .. } | Command::Backup { post: None }
            if has(message, Role::ButNo) =>
        {
            None
        }
        Command::Claim {
            post: None,
            count: None,
            ..
        } if ctx.answers == Answers::PromisedPost && !ctx.private => {
            (!has(message, Role::Coming)).then_some(command)
        }
        other => Some(other),
    }
}

/// "No, I still need it", in answer to a question: what no other command says.
pub(crate) fn still_open(message: &Message, ctx: &Context) -> Option<Command> {
    let asked = ctx.answers == Answers::Question;
    let open = asked && begins_with_no(message) && has(message, Role::Open);
    open.then_some(Command::StillNeeded { post: None })
}

/// "Still needed", as an answer to a question.
fn still(asked: bool) -> Option<Command> {
    asked.then_some(Command::StillNeeded { post: None })
}

/// Whether what is still wanted is no reason against its end: the one who promised, or did not, speaks of their own part.
fn may_end(ctx: &Context) -> bool {
    matches!(ctx.answers, Answers::PromisedPost | Answers::NeighboursPost)
}

/// Whether the first word is "no".
fn begins_with_no(message: &Message) -> bool {
    let mut first = message.hits.iter().take_while(|hit| hit.at == 0);
    first.any(|hit| matches!(hit.role, Role::Order(Order::No, _)))
}
