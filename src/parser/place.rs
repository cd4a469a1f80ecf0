//! Redacted text → where, roughly: "Elm St", "Block 5", "Calle Mayor". Only what looks like a name is taken.

use super::lexicon::Lexicon;
use super::message::Message;
use super::role::{Layer, Role};

/// How many words a place's name may have.
const WORDS: usize = 4;

/// Where, as the summary names it; `summary` holds no house number any more.
pub(crate) fn place(summary: &str, lexicon: &Lexicon) -> Option<String> {
    let message = Message::new(summary, lexicon);
    let fact = |at: usize, role: Role| {
        message
            .starting(at, Layer::Fact)
            .find(|hit| hit.role == role)
    };
    let street = lexicon.redactor.street(summary).map(str::to_owned);
    street
        .or_else(|| {
            (0..message.tokens().len()).find_map(|at| {
                fact(at, Role::Area).and_then(|area| numbered(&message, at, area.len))
            })
        })
        .or_else(|| {
            // In a script without capitals nothing tells a name from a word.
            let shouting = !summary.chars().any(char::is_lowercase) || !message.capitals_name();
            (0..message.tokens().len())
                .filter_map(|at| fact(at, Role::PlaceLead))
                .filter(|_| !shouting)
                .find_map(|lead| named(&message, lead.end()))
        })
}

/// "Block 5", "sector B".
fn numbered(message: &Message, at: usize, len: usize) -> Option<String> {
    let tokens = message.tokens();
    let (first, last) = (tokens.get(at)?, tokens.get(at + len)?);
    let letter = message.normal.word(last).chars().count() == 1;
    (last.clause == first.clause && (last.number.is_some() || letter))
        .then(|| message.normal.clean[first.clean.0..last.clean.1].to_owned())
}

/// Up to four capitalised words from token `from` on.
fn named(message: &Message, from: usize) -> Option<String> {
    let tokens = message.tokens();
    let first = tokens.get(from)?;
    let begins_capital =
        |at: usize| message.normal.clean[tokens[at].clean.0..].starts_with(char::is_uppercase);
    let timed = |at: usize| {
        message
            .starting(at, Layer::Fact)
            .any(|hit| matches!(hit.role, Role::Time(_)))
    };
    let name = (from..tokens.len().min(from + WORDS))
        .take_while(|&at| tokens[at].clause == first.clause && begins_capital(at) && !timed(at))
        .last()?;
    Some(message.normal.clean[first.clean.0..tokens[name].clean.1].to_owned())
}
