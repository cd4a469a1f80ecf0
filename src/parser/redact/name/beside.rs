//! The names beside telephone numbers.

use std::ops::Range;

use super::super::super::role::Role;
use super::super::view::View;
use super::super::words::Trace;
use super::shape::{last, name, office, usual};

/// The name beside a telephone number: "Len, 07700 900266", "Salma ki ammi 0312 5550190", "06 12 34 56 78 (Mireille)".
pub(super) fn owner(view: &View, number: &Range<usize>) -> Option<Range<usize>> {
    let tokens = view.message.tokens();
    let first = tokens.partition_point(|token| token.clean.0 < number.start);
    let after = tokens.partition_point(|token| token.clean.0 < number.end);
    before(view, first).or_else(|| behind(view, after))
}

/// Whether token `at` goes on with what follows it.
fn joined(view: &View, at: usize) -> bool {
    let gap = view.gap(at);
    matches!(gap.trim(), "" | "," | ":" | "(" | "-" | "–") && !gap.contains('\n')
}

/// Whether the word at token `at` may own the number whose first token is `first`.
fn owns(view: &View, at: usize, first: usize) -> bool {
    let shown =
        view.capital(at) && view.message.capitals_name() && !view.known(at) && !office(view, at);
    let place = view.role_ended(at, |role| role == Role::PlaceLead)
        || view.end_of(at, Trace::PlaceKind).is_some();
    let word = [
        Trace::Call,
        Trace::CallCapital,
        Trace::Phone,
        Trace::Platform,
    ]
    .iter()
    .any(|&trace| view.end_of(at, trace).is_some());
    let caseless = view.caseless(at) && !view.known(at) && at + 1 == first;
    !word && !place && (usual(view, at) || shown || caseless) && name(view, at, true)
}

/// The name before the number whose first token is `first`.
fn before(view: &View, first: usize) -> Option<Range<usize>> {
    let mut at = first;
    for back in 0..3 {
        let before = at.checked_sub(1)?;
        if !joined(view, before) || back > 0 && view.gap(before) != " " {
            return None;
        }
        at = before;
        if owns(view, at, first) {
            let more = at.checked_sub(1).filter(|&more| {
                view.gap(more) == " " && view.capital(more) && owns(view, more, first)
            });
            return Some(view.span(more.unwrap_or(at)).start..view.span(at).end);
        }
    }
    None
}

/// The name behind the number which ends before token `after`.
fn behind(view: &View, after: usize) -> Option<Range<usize>> {
    let joined = after < view.len() && joined(view, after.checked_sub(1)?);
    let end = last(view, after);
    let shown = view.capital(after) || view.caseless(after);
    let alone = view.gap_before(after).ends_with('(') && view.gap(end).starts_with(')');
    let named = usual(view, after)
        || alone
            && !view.known(after)
            && view.message.capitals_name()
            && name(view, after, false)
            && !office(view, after);
    (joined && shown && named).then(|| view.span(after).start..view.span(end).end)
}
