//! A message → the names that "call", "ask for" or "Mrs" lead to.
//!
//! A capital shows a name where the script has capitals and the language keeps them for names; elsewhere, and in
//! lower case, a word that no lexicon knows is taken for one ("call maria", "اتصل بمحمد", "pregunta por luis").

use std::ops::Range;

use super::super::role::{Layer, Role};
use super::view::View;
use super::words::Trace;

/// Every name that is called, titled or stands beside one of the telephone `numbers`, as ranges of the clean text.
pub(crate) fn names(view: &View, numbers: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for mark in view.marks() {
        found.extend(match mark.trace {
            Trace::Call => called(view, mark.at, mark.end, Call::Plain),
            Trace::CallCapital => called(view, mark.at, mark.end, Call::Everyday),
            Trace::CallAfter => caller(view, mark.at),
            Trace::Title => titled(view, mark.end),
            _ => None,
        });
    }
    for number in numbers {
        found.extend(owner(view, number));
    }
    found
}

/// How sure a call is that a name follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    /// "ask for": an unknown word will do.
    Plain,
    /// "chez": a capital, or a usual first name.
    Everyday,
}

/// The name beside a telephone number: "Len, 07700 900266", "Salma ki ammi 0312 5550190".
fn owner(view: &View, number: &Range<usize>) -> Option<Range<usize>> {
    let tokens = view.message.tokens();
    let first = tokens.partition_point(|token| token.clean.0 < number.start);
    let after = tokens.partition_point(|token| token.clean.0 < number.end);
    let own = |at: usize| {
        let first_name = view.end_of(at, Trace::FirstName).is_some();
        let shown = view.capital(at) && view.message.capitals_name() && !view.known(at);
        let place = view.role_ended(at, |role| role == Role::PlaceLead)
            || view.end_of(at, Trace::PlaceKind).is_some();
        let told = |trace| view.end_of(at, trace).is_some();
        let word = told(Trace::Call)
            || told(Trace::CallCapital)
            || told(Trace::Phone)
            || told(Trace::Platform);
        let caseless = view.caseless(at) && !view.known(at) && at + 1 == first;
        !word && !place && (first_name || shown || caseless) && name(view, at, true)
    };
    let joined = |at: usize| {
        matches!(view.gap(at).trim(), "" | "," | ":" | "(" | "-" | "–")
            && !view.gap(at).contains('\n')
    };
    let mut at = first;
    for back in 0..3 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if !joined(before) || back > 0 && view.gap(before) != " " {
            break;
        }
        at = before;
        if own(at) {
            let more = at
                .checked_sub(1)
                .filter(|&more| view.gap(more) == " " && view.capital(more) && own(more));
            return Some(view.span(more.unwrap_or(at)).start..view.span(at).end);
        }
    }
    let behind = after < view.len()
        && after.checked_sub(1).is_some_and(joined)
        && view.end_of(after, Trace::FirstName).is_some()
        && (view.capital(after) || view.caseless(after));
    behind.then(|| view.span(after))
}

/// The name behind a call.
fn called(view: &View, call: usize, end: usize, how: Call) -> Option<Range<usize>> {
    let mut at = end;
    let (mut article, mut title) = (false, false);
    for _ in 0..3 {
        if let Some(end) = view.end_of(at, Trace::Title) {
            (title, at) = (true, end);
        } else if let Some(end) = view.end_of(at, Trace::Article) {
            (article, at) = (true, end);
        } else {
            break;
        }
    }
    if at >= view.len() || !follows(view, at) || view.message.tokens()[call].symbol {
        return None;
    }
    let sure = title || how == Call::Plain && (!article || view.caseless(at));
    let quoted = view.gap_before(at).contains(['"', '“', '„', '«']);
    let noun = how == Call::Everyday
        && !title
        && !article
        && !quoted
        && (view.caseless(at) || !view.message.capitals_name());
    let full = view.capital(at + 1) && view.gap(at) == " " && name(view, at + 1, true);
    let usual = view.end_of(at, Trace::FirstName).is_some() || full;
    (name(view, at, sure) && (usual || !noun))
        .then(|| view.span(at).start..view.span(last(view, at)).end)
}

/// The name before a call: "Maria ko call karo", "Frau Müller anrufen".
fn caller(view: &View, call: usize) -> Option<Range<usize>> {
    let at = call.checked_sub(1)?;
    if !matches!(view.gap(at), " ") {
        return None;
    }
    // "Ramesh bhai ko": the title stands behind.
    let titled = view
        .end_of(at, Trace::Title)
        .or_else(|| view.end_of(at, Trace::Article));
    let at = if titled.is_some() {
        at.checked_sub(1)?
    } else {
        at
    };
    // Any noun may stand before "fragen" where nouns have capitals; "bei Müller klingeln" leads to it from both sides.
    let usual = view.end_of(at, Trace::FirstName).is_some()
        || view.ended(at, Trace::Title)
        || view.ended(at, Trace::CallCapital);
    if !name(view, at, true) || !(view.message.capitals_name() || usual) {
        return None;
    }
    let before = at.checked_sub(1).filter(|&before| {
        view.gap(before) == " " && view.capital(before) && name(view, before, true)
    });
    Some(view.span(before.unwrap_or(at)).start..view.span(at).end)
}

/// The surname behind "Mrs" or "Señora".
fn titled(view: &View, at: usize) -> Option<Range<usize>> {
    let shown = view.capital(at) && view.clean().contains(char::is_lowercase) || view.caseless(at);
    (shown && follows(view, at) && name(view, at, true) && !street(view, at))
        .then(|| view.span(at).start..view.span(last(view, at)).end)
}

/// "Dr Martin Luther King Street" names no neighbour.
fn street(view: &View, at: usize) -> bool {
    (at..at + 5).any(|at| view.end_of(at, Trace::StreetAfter).is_some() && view.capital(at))
}

/// Whether token `at` follows the words before it directly.
fn follows(view: &View, at: usize) -> bool {
    matches!(
        view.gap_before(at).trim(),
        "" | ":" | "." | "\"" | "“" | "„" | "«" | "-" | "*" | "(" | "/"
    ) && !view.gap_before(at).contains('\n')
}

/// Whether the word is known not to be a name there.
fn blocked(view: &View, at: usize) -> bool {
    let meant = |role: Role| {
        matches!(role.layer(), Layer::Thing | Layer::Fact) || matches!(role, Role::Cue(_))
    };
    view.end_of(at, Trace::NotName).is_some()
        || view.end_of(at, Trace::Phone).is_some()
        || view.end_of(at, Trace::Platform).is_some()
        || view.digits(at)
        || view.time(at)
        || (!view.capital(at) && view.role(at, meant))
}

/// Whether the word at token `at` is a name; where it is `sure` that one stands there, an unknown word is.
fn name(view: &View, at: usize, sure: bool) -> bool {
    let word = view.word(at);
    if at >= view.len()
        || view.message.tokens()[at].symbol
        || !word.starts_with(char::is_alphabetic)
    {
        return false;
    }
    if view.end_of(at, Trace::FirstName).is_some() {
        return true;
    }
    if blocked(view, at) {
        return false;
    }
    let long = word.chars().nth(2).is_some();
    if view.capital(at) {
        // Nouns of a language that writes them with capitals are known words.
        let noun = !view.message.capitals_name() && (view.known(at) || view.stop(at));
        let shouted = !view.clean().contains(char::is_lowercase) && view.known(at);
        let little = view.stop(at) && !long;
        return !(noun || shouted || little);
    }
    sure && !view.known(at)
        && !view.stop(at)
        && (long || view.caseless(at) && word.chars().nth(1).is_some())
}

/// The last token of the name that begins at token `at`: up to three words.
fn last(view: &View, at: usize) -> usize {
    let mut last = at;
    for next in at + 1..(at + 3).min(view.len()) {
        let gap = view.gap(last);
        let initial = gap == ". " && view.word(last).chars().count() <= 2;
        if !(matches!(gap, " " | "-" | "'" | "’") || initial) || blocked(view, next) {
            break;
        }
        let script = view.caseless(next) != view.caseless(next + 1);
        let closes = next + 1 >= view.len() || view.gap(next) != " " || script;
        let more = if view.capital(last) {
            view.capital(next) && !view.stop(next)
        } else if view.caseless(next) {
            let article = view.word(next).starts_with("ال");
            view.end_of(next, Trace::FirstName).is_some()
                || (!view.known(next) && !view.stop(next) && (closes || article))
        } else {
            view.end_of(next, Trace::FirstName).is_some()
                || (!view.known(next) && !view.stop(next) && closes)
        };
        if !more {
            break;
        }
        last = next;
    }
    last
}
