//! What the name of a person looks like, and what has a capital and is none.

use super::super::super::role::{Layer, Role};
use super::super::view::View;
use super::super::words::Trace;

/// How many words a name may have, those between its parts too.
const WORDS: usize = 6;

/// Whether a usual name stands there.
pub(super) fn usual(view: &View, at: usize) -> bool {
    view.end_of(at, Trace::FirstName).is_some() || view.end_of(at, Trace::Surname).is_some()
}

/// Whether the words from token `at` on name a person rather than a place: "Harold Finch", "Doña Pilar".
pub(crate) fn person(view: &View, at: usize) -> bool {
    view.end_of(at, Trace::FirstName).is_some()
        || view.end_of(at, Trace::Title).is_some()
        || view.end_of(at, Trace::Kin).is_some()
        || view.ended(at, Trace::Title)
}

/// Whether token `at` follows the words before it directly.
pub(super) fn follows(view: &View, at: usize) -> bool {
    matches!(
        view.gap_before(at).trim(),
        "" | ":" | "." | "\"" | "“" | "„" | "«" | "-" | "*" | "(" | "/"
    ) && !view.gap_before(at).contains('\n')
}

/// Whether the word is known not to be a name there.
pub(super) fn blocked(view: &View, at: usize) -> bool {
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
pub(super) fn name(view: &View, at: usize, sure: bool) -> bool {
    let word = view.word(at);
    let symbol = view.message.tokens().get(at).is_none_or(|it| it.symbol);
    if symbol || !word.starts_with(char::is_alphabetic) {
        return false;
    }
    if usual(view, at) {
        return true;
    }
    if blocked(view, at) {
        return false;
    }
    let long = word.chars().nth(2).is_some();
    if view.capital(at) {
        // Nouns of a language that writes them with capitals are known words.
        let noun = !view.message.capitals_name() && (view.known(at) || view.stop(at));
        let shouted = view.shouts() && view.known(at);
        let little = view.stop(at) && !long;
        return !(noun || shouted || little);
    }
    sure && !view.known(at)
        && !view.stop(at)
        && (long || view.caseless(at) && word.chars().nth(1).is_some())
}

/// Whether the words with capitals from token `at` on name an office, a shop or a service: "Social Services", "EDF".
pub(super) fn office(view: &View, at: usize) -> bool {
    let goes_on = |next: usize| view.gap_before(next) == " " && view.capital(next);
    let mut run = (at..at + 4).take_while(|&next| next == at || goes_on(next));
    run.any(|at| {
        view.end_of(at, Trace::Office).is_some() || view.words.ends_as_office(view.word(at))
    }) || view.end_of(at, Trace::PlaceKind).is_some()
        || acronym(view, at)
}

/// Whether the word is the letters of an office in a text that is not all capitals: "CAF".
fn acronym(view: &View, at: usize) -> bool {
    let written = view.written(at);
    let letters = written.chars().count();
    let shouts = |at: usize| {
        let word = view.written(at);
        word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
    };
    let around = at > 0 && shouts(at - 1) || shouts(at + 1);
    (3..=5).contains(&letters) && shouts(at) && !around
}

/// The last token of the name that begins at token `at`.
pub(super) fn last(view: &View, at: usize) -> usize {
    let (mut last, mut words) = (at, 1);
    while last + 1 < view.len().min(at + WORDS) && words < 3 {
        let Some(next) = following(view, at, last) else {
            break;
        };
        (last, words) = (next, words + 1);
    }
    last
}

/// The next word of the name that begins at token `at` and goes on to token `last`.
fn following(view: &View, at: usize, last: usize) -> Option<usize> {
    let next = last + 1;
    let gap = view.gap(last);
    let initial = gap == ". " && view.word(last).chars().count() <= 2;
    let slash = gap == "/" && view.capital(last) && view.capital(next);
    if !(matches!(gap, " " | "-" | "'" | "’") || initial || slash) {
        return None;
    }
    if view.capital(last)
        && let Some(surname) = behind_particles(view, next)
    {
        return Some(surname);
    }
    if blocked(view, next) || view.end_of(next, Trace::Kin).is_some() {
        return None;
    }
    let unknown = !view.known(next) && !view.stop(next);
    let more = if view.capital(last) {
        let noun = !view.message.capitals_name() && view.known(next);
        view.capital(next) && !view.stop(next) && (usual(view, next) || !noun || slash)
    } else if view.caseless(next) {
        let article = view.word(next).starts_with("ال");
        let bare = view.words.unprefixed(view.word(next)).next().is_none();
        usual(view, next)
            || unknown && (closes(view, next) || article || bare && goes_over(view, at, next))
    } else {
        usual(view, next) || unknown && closes(view, next)
    };
    more.then_some(next)
}

/// Whether the name cannot go on behind token `at`.
fn closes(view: &View, at: usize) -> bool {
    let script = view.caseless(at) != view.caseless(at + 1);
    at + 1 >= view.len() || view.gap(at) != " " || script
}

/// Whether a word that is known, or glued to its "and", follows a surname without capitals: "אורית לוי וצריכה".
fn goes_over(view: &View, at: usize, surname: usize) -> bool {
    let after = surname + 1;
    let and = view.word(after).starts_with(['و', 'ו']);
    surname == at + 1 && usual(view, at) && (and || view.known(after) || view.stop(after))
}

/// The surname behind "de", "van der" or "al-", which begin at token `at`.
fn behind_particles(view: &View, at: usize) -> Option<usize> {
    let mut name = at;
    while name < at + 2 && view.end_of(name, Trace::Particle).is_some() {
        name += 1;
        if !matches!(view.gap_before(name), " " | "-" | "'" | "’") {
            return None;
        }
    }
    let noun = !view.message.capitals_name() && view.known(name);
    let street = view.end_of(name, Trace::StreetBefore).is_some();
    let named = name > at && view.capital(name) && !view.stop(name) && !noun && !street;
    (named && !blocked(view, name) && !office(view, name)).then_some(name)
}
