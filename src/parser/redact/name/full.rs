//! Names in full: a usual first name with a surname, whoever stands behind "my neighbour", and what is somebody's.

use std::ops::Range;

use super::super::super::place;
use super::super::view::View;
use super::super::words::{Trace, owning};
use super::shape::{blocked, last, name, office, usual};

/// Every name in full that is no part of a place's.
pub(super) fn names(view: &View) -> Vec<Range<usize>> {
    let found: Vec<(usize, usize)> = (0..view.len())
        .filter_map(|at| whole(view, at).or_else(|| owner(view, at)))
        .collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut places = place::exact(view);
    let known = view.marks().iter().filter(|it| it.trace == Trace::Place);
    places.extend(known.map(|mark| (mark.at, mark.end)));
    let free = |&&(at, end): &&(usize, usize)| !places.iter().any(|it| it.0 < end && at < it.1);
    let free = found.iter().filter(free);
    free.map(|&(at, end)| super::span(view, at, end)).collect()
}

/// A first name and a surname that begin at token `at`: "Harold Finch", "my neighbour Agnieszka Kowalski".
fn whole(view: &View, at: usize) -> Option<(usize, usize)> {
    let shouted = view.shouts() && view.capital(at);
    let first = view.end_of(at, Trace::FirstName).is_some();
    let kin = view.ended(at, Trace::Kin);
    let shown = if view.caseless(at) {
        first && kin && !blocked(view, at)
    } else {
        view.capital(at) && view.capital(at + 1) && (first || kin && name(view, at, true))
    };
    // "12 Harry Potter books" are counted.
    let counted = at
        .checked_sub(1)
        .is_some_and(|it| view.number(it).is_some());
    if !shown || shouted || counted || office(view, at) && !first || within_name(view, at) {
        return None;
    }
    let end = last(view, at) + 1;
    let surname = view.message.capitals_name() || !view.known(end - 1) || usual(view, end - 1);
    let office = (at + 1..end).any(|at| view.end_of(at, Trace::Office).is_some());
    (end > at + 1 && surname && !office).then_some((at, end))
}

/// Whether a word with a capital before token `at` makes it a part of another name: "San José", "Trader Joe".
fn within_name(view: &View, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&it| view.gap(it) == " ") else {
        return false;
    };
    let opens = view.message.opens_clause(before);
    // "St Mary's"
    let saint = matches!(
        view.word(before),
        "st" | "saint" | "san" | "santa" | "sao" | "sankt" | "sainte" | "santo"
    );
    view.capital(before)
        && (!opens || saint)
        && !usual(view, before)
        && view.end_of(before, Trace::Title).is_none()
        && view.end_of(before, Trace::Kin).is_none()
        && view.message.capitals_name()
}

/// Whose something is: "Hanna's door".
fn owner(view: &View, at: usize) -> Option<(usize, usize)> {
    let owns = owning(view.written(at), view.word(at)).is_some();
    let first = view.capital(at) && view.end_of(at, Trace::FirstName).is_some();
    let alone = !view.capital(at + 1) || view.gap(at) != " ";
    (owns && first && alone && !blocked(view, at) && !within_name(view, at)).then_some((at, at + 1))
}
