//! A message → the names that "call", "ask for" or "Mrs" lead to, that sign it, and that are written in full.
//!
//! A capital shows a name where the script has capitals and the language keeps them for names; elsewhere, and in
//! lower case, a word that no lexicon knows is taken for one ("call maria", "اتصل بمحمد", "pregunta por luis").
//! What a name looks like is told in [`shape`], what stands beside telephone numbers in [`beside`], signatures and
//! forms in [`signed`], full names in [`full`].

mod beside;
mod full;
mod shape;
mod signed;

use std::ops::Range;

use super::view::View;
use super::words::{Mark, Trace};
use shape::{follows, last, name, office, usual};

pub(crate) use shape::person;

/// Every name that is called, titled, signed, in full or beside one of the telephone `numbers`, as ranges of the clean
/// text.
pub(crate) fn names(view: &View, numbers: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for mark in view.marks() {
        found.extend(marked(view, mark).map(|(at, end)| span(view, at, end)));
        if let Some(how) = Call::of(mark.trace) {
            found.extend(others(view, mark, how));
        }
    }
    found.extend(signed::lines(view));
    found.extend(full::names(view));
    for number in numbers {
        found.extend(beside::owner(view, number));
    }
    found
}

/// The bytes of tokens `at..end`.
fn span(view: &View, at: usize, end: usize) -> Range<usize> {
    view.span(at).start..view.span(end.saturating_sub(1)).end
}

/// The tokens of the name that a mark leads to.
fn marked(view: &View, mark: &Mark) -> Option<(usize, usize)> {
    if let Some(how) = Call::of(mark.trace) {
        return called(view, mark, how);
    }
    match mark.trace {
        Trace::CallAfter => caller(view, mark.at),
        Trace::SelfAfter => speaker(view, mark),
        Trace::Title => titled(view, mark),
        Trace::TitleAfter => honoured(view, mark.at),
        Trace::NameLabel => signed::labelled(view, mark.end),
        Trace::SignOff => signed::signed(view, mark.end),
        _ => None,
    }
}

/// How sure a call is that a name follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    /// "ask for": an unknown word will do.
    Plain,
    /// "chez": a capital, or a usual first name.
    Everyday,
    /// "I am": a usual first name.
    First,
    /// "Klingel": a capital, though nouns have them too.
    Shown,
    /// "סמס": a word behind its preposition.
    Glued,
}

impl Call {
    fn of(trace: Trace) -> Option<Self> {
        Some(match trace {
            Trace::Call => Self::Plain,
            Trace::CallCapital => Self::Everyday,
            Trace::CallFirst => Self::First,
            Trace::CallShown => Self::Shown,
            Trace::CallGlued => Self::Glued,
            _ => return None,
        })
    }
}

/// What stood between a call and a name.
#[derive(Clone, Copy, Default)]
struct Steps {
    article: bool,
    /// Who it is: "my sister".
    kin: bool,
    title: bool,
}

/// Over articles, titles and kin to where the name may begin: "my sister Mrs …".
fn step(view: &View, from: usize) -> (usize, Steps) {
    let (mut at, mut steps) = (from, Steps::default());
    for _ in 0..5 {
        let ends = |trace| view.end_of(at, trace);
        // "my friend. She": what begins a sentence is not led to.
        if at > from && (view.gap_before(at).contains(". ") && !view.ended(at, Trace::Title)) {
            break;
        }
        if let Some(end) = ends(Trace::Title) {
            (steps.title, at) = (true, end);
        } else if let Some(end) = ends(Trace::Kin) {
            (steps.kin, at) = (true, end);
        } else if let Some(end) = ends(Trace::Article).filter(|_| !(steps.kin || steps.title)) {
            (steps.article, at) = (true, end);
        } else {
            break;
        }
    }
    (at, steps)
}

/// Over titles that stand one behind another: "Sr. Eng. …".
fn over_titles(view: &View, from: usize) -> usize {
    let mut at = from;
    while let Some(end) = view.end_of(at, Trace::Title).filter(|_| at < from + 4) {
        at = end;
    }
    at
}

/// Whether the call is part of something else: "video call".
fn mistaken(view: &View, call: usize) -> bool {
    (0..3)
        .filter_map(|back| call.checked_sub(back))
        .any(|from| {
            view.end_of(from, Trace::NotCall)
                .is_some_and(|end| end > call)
        })
}

/// The name behind a call.
fn called(view: &View, call: &Mark, how: Call) -> Option<(usize, usize)> {
    let (at, steps) = step(view, call.end);
    let symbol = view.message.tokens().get(call.at)?.symbol;
    let sentence = view.gap_before(at).contains(". ") && !steps.title && at > call.end;
    if at >= view.len() || !follows(view, at) || sentence || symbol || mistaken(view, call.at) {
        return None;
    }
    taken(view, at, steps, how).then(|| (at, last(view, at) + 1))
}

/// Whether a call that is so sure takes the word at token `at` for a name.
fn taken(view: &View, at: usize, steps: Steps, how: Call) -> bool {
    let plain = matches!(how, Call::Plain | Call::Glued);
    let between = steps.article || steps.kin;
    let sure = steps.title || plain && (!between || view.caseless(at));
    if !name(view, at, sure) || !usual(view, at) && office(view, at) {
        return false;
    }
    let quoted = view.gap_before(at).contains(['"', '“', '„', '«']);
    // Where nouns have capitals, "the" stands before any of them.
    let led = steps.title || steps.kin || steps.article && view.caseless(at);
    let noun = view.caseless(at) || !view.message.capitals_name();
    let full = view.capital(at + 1) && view.gap(at) == " " && name(view, at + 1, true);
    let known = usual(view, at);
    match how {
        Call::Plain => led || known || !noun || !steps.article,
        Call::Everyday => led || quoted || !noun || known || full || floor(view, at),
        Call::First => steps.title || view.end_of(at, Trace::FirstName).is_some(),
        Call::Shown => known || view.caseless(at) || view.capital(at),
        Call::Glued => {
            steps.title || steps.kin || known || view.word(at).starts_with(['ל', 'ل', 'ب'])
        }
    }
}

/// Whether a floor or a door is named before the word that leads to the name at token `at`: "4. OG bei Nowak".
fn floor(view: &View, at: usize) -> bool {
    let door = |end: usize| {
        view.ended(end, Trace::UnitAfter)
            || view.ended(end, Trace::Unit)
            || view.digits(end.saturating_sub(1)) && view.ended(end - 1, Trace::Unit)
    };
    at > 1 && view.capital(at) && door(at - 1)
}

/// Whoever else may be called: "Ana *or Luis*".
fn others(view: &View, call: &Mark, how: Call) -> Option<Range<usize>> {
    let (_, end) = called(view, call, how)?;
    let (at, _) = step(view, view.end_of(end, Trace::OrName)?);
    let joined = view
        .gap_before(end)
        .trim()
        .trim_start_matches(',')
        .is_empty();
    let shown = usual(view, at) || view.capital(at) && view.message.capitals_name();
    let more = joined && follows(view, at) && shown && name(view, at, false) && !office(view, at);
    more.then(|| span(view, at, last(view, at) + 1))
}

/// The name before a call: "Maria ko call karo", "Frau Müller anrufen".
fn caller(view: &View, call: usize) -> Option<(usize, usize)> {
    let at = call.checked_sub(1)?;
    if !matches!(view.gap(at), " ") {
        return None;
    }
    // "Ramesh bhai ko": the title stands behind.
    let behind = [Trace::Title, Trace::TitleAfter, Trace::Article];
    let titled = behind.iter().any(|&trace| view.end_of(at, trace).is_some());
    let at = if titled { at.checked_sub(1)? } else { at };
    // Any noun may stand before "fragen" where nouns have capitals; "bei Müller klingeln" leads to it from both sides.
    let led = usual(view, at)
        || view.ended(at, Trace::Title)
        || view.ended(at, Trace::CallCapital)
        || view.ended(at, Trace::CallShown);
    let named = name(view, at, true) && (usual(view, at) || !office(view, at));
    if !named || !(view.message.capitals_name() || led) {
        return None;
    }
    Some((earlier(view, at), at + 1))
}

/// Where the name begins whose last word is at token `at`: a word with a capital before it belongs to it.
fn earlier(view: &View, at: usize) -> usize {
    let more = |before: usize| {
        view.gap(before) == " "
            && view.capital(before)
            && view.end_of(before, Trace::Title).is_none()
            && name(view, before, true)
    };
    let before = (1..=2).filter_map(|back| at.checked_sub(back));
    before
        .take_while(|&before| more(before))
        .last()
        .unwrap_or(at)
}

/// Who speaks: "Pinky here, …".
fn speaker(view: &View, after: &Mark) -> Option<(usize, usize)> {
    let at = after.at.checked_sub(1).filter(|&at| view.gap(at) == " ")?;
    let apart = view.gap_before(after.end).starts_with(',');
    let opens = view.message.opens_clause(at) && !view.known(at) && apart;
    let named = usual(view, at) || opens && view.message.capitals_name() && !office(view, at);
    (view.capital(at) && named && name(view, at, true)).then(|| (earlier(view, at), at + 1))
}

/// The name before a title: "Verma ji", "Pinky didi".
fn honoured(view: &View, title: usize) -> Option<(usize, usize)> {
    let at = title
        .checked_sub(1)
        .filter(|&at| matches!(view.gap(at), " " | "-"))?;
    let shown = view.capital(at) && !view.known(at) && !view.stop(at);
    let kin = view.end_of(at, Trace::TitleAfter).is_some() || view.end_of(at, Trace::Kin).is_some();
    let named = (shown || usual(view, at)) && !kin && name(view, at, true);
    named.then(|| (earlier(view, at), at + 1))
}

/// The surname behind "Mrs" or "Señora".
fn titled(view: &View, title: &Mark) -> Option<(usize, usize)> {
    let at = over_titles(view, title.end);
    let shown = view.capital(at) && !view.shouts() || view.caseless(at);
    // "Elm Dr" is a street.
    let drive = title.at > 0
        && view.end_of(title.at, Trace::StreetAfter).is_some()
        && view.capital(title.at - 1)
        && view.gap_before(title.at) == " ";
    let named = shown && follows(view, at) && name(view, at, true);
    (named && !drive && !street(view, at)).then(|| (at, last(view, at) + 1))
}

/// "Dr Martin Luther King Street" names no neighbour.
fn street(view: &View, at: usize) -> bool {
    (at..at + 5).any(|at| view.end_of(at, Trace::StreetAfter).is_some() && view.capital(at))
}
