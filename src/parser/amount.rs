//! Claim → how much of a post it takes: so many, all that is left, a part.

use std::ops::Range;

use super::Command;
use super::message::Message;
use super::model::Model;
use super::role::{Layer, Role};

/// The most that anybody takes.
const MOST: u32 = 99;

/// A claim, with how many it takes, said to a post, and with whether its words say that it is for a part only.
pub(crate) fn narrowed(
    command: Command,
    message: &Message,
    to_a_post: bool,
    model: &Model,
) -> Command {
    match command {
        Command::Claim { post, count, .. } => Command::Claim {
            post,
            count: besides(message)
                .or_else(|| count.filter(|&count| is_of_things(message, count)))
                .or_else(|| {
                    let unnumbered = to_a_post && post.is_none();
                    unnumbered.then(|| model.counted(message)).flatten()
                }),
            part: message.hits.iter().any(|hit| hit.role == Role::Partly),
        },
        other => other,
    }
}

/// Themselves and so many: "me and two friends" are three.
fn besides(message: &Message) -> Option<u32> {
    let mut others = message
        .hits
        .iter()
        .filter(|hit| hit.role == Role::Besides)
        .filter_map(|hit| hit.number);
    others
        .next()
        .filter(|&others| others < MOST)
        .map(|it| it + 1)
}

/// Whether the number at token `at` measures hours, money or the like.
pub(crate) fn measures(message: &Message, at: usize) -> bool {
    let money = |gap: &str| gap.contains(['$', '€', '£', '₪', '₹']);
    let unit = message
        .starting(at, Layer::Amount)
        .any(|hit| hit.role == Role::Measured);
    unit || money(message.gap(at)) || at.checked_sub(1).is_some_and(|it| money(message.gap(it)))
}

/// Whether a count that a phrase gave is of things: not of hours only.
fn is_of_things(message: &Message, count: u32) -> bool {
    let mut same = (0..message.tokens().len())
        .filter(|&at| message.value(at) == Some(count))
        .peekable();
    same.peek().is_none() || same.any(|at| !measures(message, at))
}

/// How many of a counted post goes with its number ("claim 14, I can bring two"): the first number `among` these tokens
/// that tells no time.
pub(crate) fn count(message: &Message, among: Range<usize>) -> Option<u32> {
    among.into_iter().find_map(|at| {
        let timed = |at: usize| {
            message
                .starting(at, Layer::Fact)
                .any(|hit| matches!(hit.role, Role::Time(_) | Role::Uncounted))
        };
        let value = message.value(at).filter(|value| (1..=99).contains(value))?;
        let clear = !message.tokens()[at].hash
            && !timed(at)
            && !timed(at + 1)
            && !at.checked_sub(1).is_some_and(timed)
            && !matches!(message.gap(at), ":" | "-");
        clear.then_some(value)
    })
}
