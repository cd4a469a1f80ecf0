//! A message → the codes that open a door: "the code for the gate is 4471", "keypad: 1907*", "lockbox 3-7-1-9".

use super::address::door;
use super::line::{Cut, Leaves};
use super::street::lead;
use super::view::View;
use super::words::Trace;

/// How many words may stand between a code's word and the code.
const BETWEEN: usize = 6;

/// What the word is that leads to a code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// A code's own name: "code", "keypad".
    Key,
    /// What opens by it: "gate"; it must be said what it is.
    Gate,
    /// What calls somebody: "dial".
    Dial,
}

/// The code behind its word, which ends before token `end`.
pub(super) fn code_behind(view: &View, end: usize, lock: Lock) -> Option<Cut> {
    let mut little = true;
    for at in end..view.len().min(end + BETWEEN) {
        let gap = view.gap(at - 1);
        if gap.contains(['\n', '!', '?', ';', ',', '.']) {
            return None;
        }
        if let Some(last) = code(view, at) {
            let told = told(view, at) || gap.contains([':', '=']);
            let believed = match lock {
                Lock::Key => told || at == end || little && opens(view, at - 1),
                Lock::Gate => told && little && !matches!(view.word(last), "de" | "of"),
                Lock::Dial => at == end && panel(view.word(at)),
            };
            return believed.then(|| door(view, at, last, Leaves::Sign));
        }
        if view.digits(at) {
            return None;
        }
        little &= view.stop(at) || opens(view, at) || view.covered(at, Trace::Is);
    }
    None
}

/// Whether the words before token `at` say what something is: "is", "es el", "opens with".
fn told(view: &View, at: usize) -> bool {
    // "l'immeuble est de 1930".
    let article = at
        .checked_sub(1)
        .filter(|&before| view.stop(before) && !lead(view, at));
    view.ended(at, Trace::Is) || article.is_some_and(|at| view.ended(at, Trace::Is))
}

/// Whether token `at` is a door, a gate, a lock or a house.
fn opens(view: &View, at: usize) -> bool {
    view.starting(at).any(|mark| {
        matches!(
            mark.trace,
            Trace::Key | Trace::Gate | Trace::Unit | Trace::UnitPerhaps | Trace::Area
        )
    })
}

/// Where a code of three to eight signs ends that begins at token `at`: "4471", "B4471", "12B34", "3-7-1-9".
fn code(view: &View, at: usize) -> Option<usize> {
    let lettered = view.letter(at) && view.gap(at).is_empty();
    let from = at + usize::from(lettered);
    let before = view.gap_before(at);
    if !view.digits(from) || before.ends_with(['$', '€', '£', '₪', '₹']) {
        return None;
    }
    let single = |at: usize| view.digits(at) && view.word(at).len() == 1;
    let mut end = from + 1;
    while end < view.len() && end < at + 10 {
        let gap = view.gap(end - 1);
        let glued = gap.is_empty() && (view.digits(end) || view.letter(end));
        let apart = single(end - 1) && single(end) && matches!(gap, "-" | " " | "–" | ".");
        if !glued && !apart {
            break;
        }
        end += 1;
    }
    let word = |at: usize| view.word(at).len();
    let signs: usize = (at..end).map(word).sum();
    let digits: usize = (at..end).filter(|&at| view.digits(at)).map(word).sum();
    let after = view.gap(end - 1);
    let broken = matches!(after, "." | ":" | "," | "/") && view.digits(end)
        || after.starts_with(['%', '€', '$', '£', '₪', '₹'])
        || after.is_empty() && end < view.len();
    // "PIN 4471 am Tor" is no hour.
    let counted = view.counted(end) && view.word(end) != "am";
    let amount = view.size(end) || counted || view.month(end);
    let long = (3..=8).contains(&signs) && digits >= 2;
    (long && !broken && !amount).then_some(end)
}

/// Whether a number is dialled at a door, not one that everybody may call: "045", not "911", "112" or "5678".
fn panel(number: &str) -> bool {
    number.len() < 4
        && !number.starts_with(['1', '9'])
        && !number.ends_with("11")
        && number != "000"
}
