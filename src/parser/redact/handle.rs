//! A message → the names by which somebody is found on a platform: "insta ana.perez", "find me on instagram as
//! curlyjess", "Facebook: Peter Nowak".

use std::ops::Range;

use super::view::View;
use super::words::Trace;

/// How many words may stand between a platform and the handle: "auf insta *findet ihr mich als* jess".
const BETWEEN: usize = 5;

/// How many letters a handle has at the most.
const LETTERS: usize = 64;

/// How many words a name on a platform has at the most.
const NAMES: usize = 4;

/// Every handle behind the name of its platform.
pub(super) fn handles(view: &View) -> Vec<Range<usize>> {
    let platforms = view
        .marks()
        .iter()
        .filter(|mark| mark.trace == Trace::Platform);
    platforms
        // "facebook marketplace" and not "facebook".
        .filter(|mark| view.end_of(mark.at, Trace::Platform) == Some(mark.end))
        .filter_map(|mark| handle(view, mark.end))
        .collect()
}

/// The handle behind the name of its platform, which ends before token `at`.
fn handle(view: &View, platform: usize) -> Option<Range<usize>> {
    let First { at, led, skipped } = first(view, platform)?;
    let gap = view.gap_before(at);
    if gap.contains(['\n', '!', '?', ';']) || at >= view.len() {
        return None;
    }
    person(view, at, led).or_else(|| {
        let name = written(view, at)?;
        let inner = name.contains(['.', '_', '#'])
            || name.contains(char::is_alphabetic) && name.contains(char::is_numeric);
        let word = !view.known(at) && !view.stop(at) && view.end_of(at, Trace::NotName).is_none();
        let plain = word && name.is_ascii() && name.len() > 5 && (led || !skipped);
        let told = led && word && name.len() > 2;
        let start = view.span(at).start;
        let end = start + name.len();
        let told = if gap.contains(',') {
            // "add me on snap, debkline": and nothing more in the sentence.
            plain && !view.capital(at) && closes(view, end)
        } else {
            inner || plain || told
        };
        (!name.is_empty() && told).then_some(start..end)
    })
}

/// Where a handle may stand behind its platform.
struct First {
    at: usize,
    /// Whether something says that it does: a colon, "as".
    led: bool,
    /// Whether words that say nothing stand between.
    skipped: bool,
}

/// The token at which the handle may stand.
fn first(view: &View, platform: usize) -> Option<First> {
    let mut at = platform;
    let (mut led, mut skipped) = (false, false);
    for _ in 0..BETWEEN {
        if view.gap_before(at).contains([':', '=', '@']) {
            led = true;
            break;
        }
        // "é" says that it is one, "e" does not.
        let and = view.word(at) == "e" && view.written(at).is_ascii();
        if let Some(end) = view.end_of(at, Trace::HandleLink).filter(|_| !and) {
            (at, led) = (end, true);
        } else if let Some(end) = view.end_of(at, Trace::HandleFiller) {
            (at, skipped) = (end, true);
        } else {
            break;
        }
        if view.gap_before(at).contains(['\n', '!', '?', ';', '.']) {
            return None;
        }
    }
    Some(First { at, led, skipped })
}

/// What is written from token `at` to the next blank or sign that no handle has.
fn written<'m>(view: &View<'m>, at: usize) -> Option<&'m str> {
    let rest = view.clean().get(view.span(at).start..)?;
    let ends = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '#'));
    let mut letters = rest.char_indices().enumerate();
    let end = letters.find(|&(nth, (_, c))| nth >= LETTERS || ends(c));
    let end = end.map_or(rest.len(), |(_, (at, _))| at);
    Some(rest.get(..end)?.trim_end_matches(['.', '-']))
}

/// Whether nothing but a full stop follows byte `end` on its line.
fn closes(view: &View, end: usize) -> bool {
    let rest = view.clean().get(end..).unwrap_or("");
    let rest = rest.trim_start_matches(['.', '!', ' ']);
    rest.is_empty() || rest.starts_with('\n')
}

/// A first name and a surname at token `at`: "Peter Nowak", "Marinalva dos Santos".
fn person(view: &View, at: usize, led: bool) -> Option<Range<usize>> {
    let shown = |at: usize| (view.capital(at) || led && view.caseless(at)) && !view.digits(at);
    let usual = view.end_of(at, Trace::FirstName).is_some();
    let unknown = |at: usize| !view.known(at) && !view.stop(at);
    let blocked = view.end_of(at, Trace::NotName).is_some() || view.gap_before(at).contains(',');
    if !shown(at) || blocked || !(usual || unknown(at)) {
        return None;
    }
    let mut last = at;
    let mut next = at + 1;
    while next < at + NAMES && view.gap_before(next) == " " {
        let particle = matches!(
            view.word(next),
            "de" | "da" | "do" | "dos" | "das" | "del" | "von" | "van"
        );
        let caseless = view.caseless(next) && !(usual && unknown(next) && next == at + 1);
        if shown(next) && !caseless && view.end_of(next, Trace::NotName).is_none() {
            last = next;
        } else if !particle {
            break;
        }
        next += 1;
    }
    let full = last > at && (usual || unknown(last) && (led || view.message.capitals_name()));
    (full || usual).then(|| view.span(at).start..view.span(last).end)
}
