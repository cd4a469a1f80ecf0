//! Message → how urgent a post is: what its author says of it, and what they tell of danger.

use std::ops::Range;

use super::Urgency;
use super::redact::Redacted;
use super::redact::words::Trace;
use super::role::Cue;
use super::when::When48;

/// Urgent where the author says so, soon where it is wanted within two days.
///
/// Words of haste say nothing where they are denied ("no hurry") or belong to something else ("urgent care").
pub(crate) fn urgency(redacted: &Redacted, when: When48) -> Urgency {
    let message = redacted.view.message;
    let marks = redacted.view.marks();
    let denied = |hasty: Range<usize>| {
        marks
            .iter()
            .filter(|mark| mark.trace == Trace::Calm)
            .any(|calm| calm.at < hasty.end && hasty.start < calm.end)
    };
    let mut said = marks
        .iter()
        .filter(|mark| mark.trace == Trace::Urgent)
        .map(|mark| mark.at..mark.end);
    let mut cues = message
        .cues()
        .filter(|(cue, _)| *cue == Cue::Urgent)
        .map(|(_, hit)| hit.at..hit.end());
    if said.any(|it| !denied(it)) || cues.any(|it| !denied(it)) {
        Urgency::Urgent
    } else if when == When48::Within {
        Urgency::Soon
    } else {
        Urgency::Normal
    }
}
