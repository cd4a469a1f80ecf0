//! Message → the facts of a post: how many. (What about, when, where and how urgent have files of their own.)
//!
//! A message is one post, also where it names several things: "pasta, milk and nappies" is one errand to whoever takes
//! it, and one notice reads better than three; its category is the one most of its words are of. What differs in kind
//! (a need and an offer in one message) or stands on lines of its own would be two posts; that takes one reading for
//! each part of a message, and is left to its author, who can write two.

use super::Slots;
use super::redact::Redacted;
use super::role::{Cue, Role};

/// How many it takes: "3 volunteers", "4 packs". "size 4", "7am", "block 5", "50mg tablets" and "N95 masks" count nothing.
///
/// A number that is cut from the notice counts nothing there either: what reads "14 Bakers Lane" to others would be a house again.
pub(crate) fn slots(redacted: &Redacted) -> Slots {
    let message = redacted.view.message;
    let fact = |at: usize, role: Role| {
        message
            .hits
            .iter()
            .any(|hit| hit.at == at && hit.role == role)
    };
    // "looking for 4 drivers" counts, "dinner for 4" does not.
    let asked = |at: usize| {
        let asks =
            |(cue, _): &(Cue, _)| matches!(cue, Cue::Seek | Cue::Ask | Cue::Want | Cue::Offer);
        message
            .cues()
            .any(|found| asks(&found) && found.1.end() == at)
    };
    let uncounted = |at: usize| {
        !asked(at)
            && message
                .hits
                .iter()
                .any(|hit| hit.end() == at && hit.role == Role::Uncounted)
    };
    // "N95", "FFP2".
    let glued = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| message.tokens().get(at));
        before.is_some_and(|before| !before.symbol) && message.gap(at - 1).is_empty()
    };
    message
        .hits
        .iter()
        .filter(|hit| hit.role == Role::Counted)
        .find_map(|hit| {
            // "3 volunteers" or "3 strong volunteers".
            let number = [1, 2]
                .into_iter()
                .filter_map(|back| hit.at.checked_sub(back))
                .find_map(|at| {
                    let same =
                        message.tokens().get(at)?.clause == message.tokens().get(hit.at)?.clause;
                    message
                        .value(at)
                        .filter(|_| same && !fact(at + 1, Role::Uncounted))
                        .map(|value| (at, value))
                });
            number
                .filter(|&(at, value)| {
                    (1..=99).contains(&value) && !uncounted(at) && !glued(at) && !redacted.hides(at)
                })
                .map(|(_, value)| value)
        })
        .map_or_else(Slots::default, Slots::new)
}
