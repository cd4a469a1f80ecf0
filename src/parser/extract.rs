//! Message → the facts of a post: how many, how urgent. (What about, when and where have files of their own.)

use super::message::Message;
use super::role::{Cue, Role};
use super::when::When48;
use super::{Slots, Urgency};

/// How many it takes: "3 volunteers", "4 packs". "size 4", "2 units", "7am" and "block 5" count nothing.
pub(crate) fn slots(message: &Message) -> Slots {
    let fact = |at: usize, role: Role| {
        message
            .hits
            .iter()
            .any(|hit| hit.at == at && hit.role == role)
    };
    let uncounted = |at: usize| {
        message
            .hits
            .iter()
            .any(|hit| hit.end() == at && hit.role == Role::Uncounted)
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
                .filter(|&(at, value)| (1..=99).contains(&value) && !uncounted(at))
                .map(|(_, value)| value)
        })
        .map_or_else(Slots::default, Slots::new)
}

/// Urgent where the author says so, soon where it is wanted within two days.
pub(crate) fn urgency(message: &Message, when: When48) -> Urgency {
    if message.cues().any(|(cue, _)| cue == Cue::Urgent) {
        Urgency::Urgent
    } else if when == When48::Within {
        Urgency::Soon
    } else {
        Urgency::Normal
    }
}
