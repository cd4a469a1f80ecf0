//! The names of authors: behind "thanks" or "name:", and alone on a line.

use std::ops::Range;

use super::super::view::View;
use super::super::words::Trace;
use super::shape::{blocked, last, name, office, usual};

/// The name in a form: "Name: Deb Kline".
pub(super) fn labelled(view: &View, at: usize) -> Option<(usize, usize)> {
    let gap = view.gap_before(at);
    let label = gap.contains([':', '=', '：']) && !gap.contains('\n');
    let (at, _) = super::step(view, at);
    let end = last(view, at) + 1;
    let shown = view.capital(at) && (view.message.capitals_name() || !view.known(at));
    let alone = closes_line(view, end) && !view.known(at);
    let named = usual(view, at) || (shown || alone) && name(view, at, true) && !office(view, at);
    (label && named).then_some((at, end))
}

/// The name of who greets or thanks at the end: "Viele Grüße, Peter".
pub(super) fn signed(view: &View, at: usize) -> Option<(usize, usize)> {
    let apart =
        |c: char| c.is_whitespace() || matches!(c, ',' | '،' | '.' | '!' | '-' | '–' | '—' | '~');
    let from = super::over_titles(view, at);
    if at >= view.len() || from >= view.len() || !view.gap_before(at).chars().all(apart) {
        return None;
    }
    let end = last(view, from) + 1;
    // "תודה רבה לעונים": without a comma and without capitals it may be anything.
    let comma = view.gap_before(at).contains([',', '،', '\n']);
    let shown = !view.known(from) && (view.capital(from) || comma && view.caseless(from));
    let full = end > from + 1 && view.capital(from) && view.message.capitals_name();
    let named = name(view, from, view.caseless(from)) && !blocked(view, from);
    let author = usual(view, from) || (shown || full) && named && !office(view, from);
    (author && closes_line(view, end)).then_some((from, end))
}

/// Whether nothing more is said in the line behind token `end - 1`, but numbers and signs.
fn closes_line(view: &View, end: usize) -> bool {
    let token = view.message.tokens().get(end);
    view.gap_before(end).contains('\n')
        || view.digits(end)
        || token.is_none_or(|token| token.symbol)
}

/// The names that stand alone on a line or behind a dash at the end: "— Rosa Delgado".
pub(super) fn lines(view: &View) -> Vec<Range<usize>> {
    let begins = |at: usize| {
        let gap = view.gap_before(at);
        gap.contains('\n') || gap.contains(['—', '–', '~']) || gap.contains(" -")
    };
    let alone = |at: usize| {
        let end = last(view, at) + 1;
        let first = view.capital(at) && view.end_of(at, Trace::FirstName).is_some();
        (first && closes_line(view, end)).then(|| super::span(view, at, end))
    };
    let after_all = (1..view.len()).filter(|&at| begins(at));
    after_all.filter_map(alone).collect()
}
