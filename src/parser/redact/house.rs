//! A token → the house number that begins there: "24", "24b", "24-26", "nr. 24", "twenty-four", "4º".

use super::super::Language;
use super::view::View;
use super::words::Trace;

/// A house number: tokens `at..end`.
#[derive(Clone, Copy)]
pub(super) struct House {
    pub at: usize,
    pub end: usize,
    /// A "nr." or "#" says that it is one.
    pub marked: bool,
    /// It is a number and nothing else, so that it may count what follows.
    pub alone: bool,
}

impl House {
    /// Whether it is a number that counts what follows.
    pub(super) fn counts(&self, view: &View) -> bool {
        self.alone && !self.marked && view.counted(self.end)
    }
}

/// "24", "24b", "24-26", "24/3", "12 bis", "nr. 24", "#24", "number twelve" at token `at`.
pub(super) fn house(view: &View, at: usize) -> Option<House> {
    let number = view.end_of(at, Trace::Number).filter(|&end| {
        matches!(
            view.gap(end - 1).trim(),
            "" | "." | ":" | "°" | "º" | "#" | ".:" | "°:"
        )
    });
    let from = number.unwrap_or(at);
    if number.is_some() && !view.digits(from) {
        // "no one" is nobody.
        if from == at + 1 && view.word(at).len() < 4 {
            return None;
        }
        return spelt(view, from).map(|house| House {
            at,
            marked: true,
            ..house
        });
    }
    let marked = number.is_some() || view.message.tokens().get(from)?.hash;
    let before = view.gap_before(from);
    let broken = from > 0 && view.digits(from - 1) && matches!(before, "." | "," | ":" | "/");
    if !view.digits(from) || view.word(from).len() > 5 || amount_sign(before) || broken {
        return None;
    }
    let end = tail(view, from + 1)?;
    let amount = ['%', '€', '$', '£', '₪', '₹'];
    (!view.gap(end - 1).starts_with(amount)).then_some(House {
        at,
        end,
        marked,
        alone: end == from + 1,
    })
}

/// Where the number ends that goes on at token `end` with letters or another number; `None` where it is an hour, a
/// size or the like.
fn tail(view: &View, mut end: usize) -> Option<usize> {
    for _ in 0..3 {
        let gap = view.gap(end - 1);
        match gap.trim() {
            // "24b", "12bis", "4º"; "7am", "5kg", "5th" and "80x210" are no house numbers.
            "" if gap.is_empty() && end < view.len() => {
                let size = view.word(end) == "x" && view.digits(end + 1);
                let letter = view.letter(end) && !view.counted(end) && !size;
                if letter || suffix(view, end) || view.raised(end) {
                    end += 1;
                } else if !view.digits(end) && !view.caseless(end) {
                    return None;
                } else {
                    break;
                }
            }
            "" if suffix(view, end) => end += 1,
            "" if view.letter(end)
                && (view.capital(end) || !view.stop(end))
                && !view.counted(end) =>
            {
                end += 1;
            }
            "-" | "/" | "–" if view.number(end).is_some_and(|number| number < 10_000) => end += 1,
            "-" | "/" | "–" if view.letter(end) => end += 1,
            // An hour or a decimal.
            ":" | "." | "," if !gap.contains(' ') && view.digits(end) => return None,
            _ => break,
        }
    }
    Some(end)
}

/// The same, and with a point for the thousands, as streets of a whole town have: "Av. Paulista, 1.578".
pub(super) fn house_of_street(view: &View, at: usize) -> Option<House> {
    let thousands = view.digits(at)
        && (1..=2).contains(&view.word(at).len())
        && view.gap(at) == "."
        && view.digits(at + 1)
        && view.word(at + 1).len() == 3
        && !(view.digits(at + 2) && view.gap(at + 1).trim().len() == 1)
        && !amount_sign(view.gap_before(at));
    if thousands {
        return Some(House {
            at,
            end: at + 2,
            marked: false,
            alone: true,
        });
    }
    house(view, at)
}

/// A number in words: "twenty-four", "oitenta e nove".
pub(super) fn spelt(view: &View, at: usize) -> Option<House> {
    let mut end = at;
    while end < at + 5 {
        let joint = matches!(
            view.word(end),
            "and" | "und" | "y" | "e" | "et" | "aur" | "و"
        );
        let near = end == at || matches!(view.gap_before(end), " " | "-");
        if near && view.numeral(end) {
            end += 1;
        } else if end > at && near && joint && view.gap(end) == " " && view.numeral(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    (end > at).then_some(House {
        at,
        end,
        marked: false,
        alone: true,
    })
}

/// Whether nothing that a number could count stands behind it, before token `end`.
pub(super) fn closes(view: &View, end: usize) -> bool {
    let door = |trace| matches!(trace, Trace::Unit | Trace::UnitPerhaps);
    end >= view.len()
        || !matches!(view.gap(end - 1), " " | "")
        || view.stop(end) && !view.counted(end)
        || view.starting(end).any(|mark| door(mark.trace))
}

/// Whether a sign of money or the like stands before a number.
pub(super) fn amount_sign(before: &str) -> bool {
    before.ends_with(['$', '€', '£', '₪', '₹', '+', '~', '×', '-'])
}

/// Whether token `at` is the second house of a number: French "12 bis". Of "14 bis 18 Uhr" it is not.
pub(super) fn suffix(view: &View, at: usize) -> bool {
    if !matches!(view.word(at), "bis" | "ter" | "quater") {
        return false;
    }
    let glued = view.gap_before(at).is_empty();
    let next = at + 1;
    let street = view.starting(next).any(|mark| {
        matches!(
            mark.trace,
            Trace::StreetBefore | Trace::StreetBeforeCapital | Trace::StreetName
        )
    });
    glued
        || street
        || view.speaks(Language::French)
            && !view.digits(next)
            && (next >= view.len() || view.gap(at) != " " || view.stop(next))
}

/// Whether token `at` is what a number is written with where it is the rank of something: "4*th*", "3*ro*".
pub(super) fn ordinal(view: &View, at: usize) -> bool {
    let word = view.word(at);
    matches!(
        word,
        "st" | "nd"
            | "rd"
            | "th"
            | "e"
            | "er"
            | "ere"
            | "eme"
            | "o"
            | "a"
            | "ta"
            | "to"
            | "do"
            | "ro"
            | "mo"
            | "vo"
            | "na"
            | "no"
    ) || view.raised(at)
}

/// Where a rank in digits ends that begins at token `at`: "3ro", "4to", "1.º".
pub(super) fn rank(view: &View, at: usize) -> Option<usize> {
    let short = view.digits(at) && view.word(at).len() < 3;
    let glued = view.gap(at).is_empty() || view.gap(at) == "." && view.raised(at + 1);
    (short && glued && ordinal(view, at + 1)).then_some(at + 2)
}

/// Whether the number before token `end` is the day of a date by which a street or a place is called: "9 de Julio", "17. Juni".
pub(super) fn dated(view: &View, end: usize) -> bool {
    matches!(view.gap(end - 1), " " | ". ")
        && (view.month(end) || view.stop(end) && view.month(end + 1))
}
