//! Redacted message → where, roughly: "Elm St", "Block 5", "Hospital San Telmo".
//!
//! First a place that the organizers named (`places` in `own.toml` of the lexicon folder), then what words for places show,
//! last what "at" or "near" leads to and a capital marks. Where several are named the first counts.

use super::redact::Redacted;
use super::redact::person;
use super::redact::view::View;
use super::redact::words::Trace;
use super::role::Role;

/// How many words a place's name may have.
const WORDS: usize = 4;

/// Where, as other rooms may hear it: never a house number.
pub(crate) fn place(redacted: &Redacted) -> Option<String> {
    let view = &redacted.view;
    let known = view.marks().iter().find(|mark| mark.trace == Trace::Place);
    let known = known.map(|mark| (mark.at, mark.end));
    let (at, end) = known
        .or_else(|| (0..view.len()).find_map(|at| worded(view, at)))
        .or_else(|| (0..view.len()).find_map(|at| led(redacted, at)))
        .or_else(|| (0..view.len()).find_map(|at| general(view, at)))?;
    let shown = redacted.shown(at, end);
    let named = shown.chars().any(char::is_alphabetic) && !shown.contains('…');
    named.then_some(shown)
}

/// An area, and nothing narrower: what a sensitive post may show.
pub(crate) fn area(redacted: &Redacted) -> Option<String> {
    let view = &redacted.view;
    let known = view.marks().iter().find(|mark| mark.trace == Trace::Place);
    let known = known.map(|mark| (mark.at, mark.end));
    let (at, end) = known.or_else(|| (0..view.len()).find_map(|at| numbered(view, at)))?;
    let shown = redacted.shown(at, end);
    let named = shown.chars().any(char::is_alphabetic) && !shown.contains('…');
    named.then_some(shown)
}

/// Where each place stands that is narrower than an area: streets, and kinds of places by their names.
pub(crate) fn exact(view: &View) -> Vec<(usize, usize)> {
    (0..view.len()).filter_map(|at| narrow(view, at)).collect()
}

/// A place that begins at token `at` or whose word for place stands there: "Calle Mayor", "Elm St", "Block 5".
fn worded(view: &View, at: usize) -> Option<(usize, usize)> {
    narrow(view, at).or_else(|| numbered(view, at))
}

/// The same, but for areas: "Calle Mayor", "Elm St", "Hospital San Telmo".
fn narrow(view: &View, at: usize) -> Option<(usize, usize)> {
    let found = view.starting(at).find_map(|mark| match mark.trace {
        Trace::StreetName => Some((mark.at, mark.end)),
        Trace::StreetBefore => after(view, mark.at, mark.end),
        Trace::StreetBeforeCapital if view.capital(mark.end) => after(view, mark.at, mark.end),
        Trace::StreetLead if view.capital(mark.end) && view.digits(mark.end + 1) => {
            Some((mark.at, mark.end + 1))
        }
        Trace::StreetAfter => before(view, mark.at, mark.end),
        Trace::StreetAfterCapital if mark.at > 0 && view.capital(mark.at - 1) => {
            before(view, mark.at, mark.end)
        }
        Trace::PlaceKind => kind(view, mark.at, mark.end),
        _ => None,
    });
    let street = || {
        let named = view.capital(at) && view.words.ends_as_street(view.word(at));
        (named && !view.known(at)).then(|| {
            let adjective =
                at > 0 && view.capital(at - 1) && view.gap(at - 1) == " " && !view.known(at - 1);
            (at - usize::from(adjective), at + 1)
        })
    };
    // "an der Steinbrücke", "Waldsiedlung wird geräumt": names of one word where every noun has a capital.
    let made = || {
        let led =
            view.message.opens_clause(at) || view.role_ended(at, |role| role == Role::PlaceLead);
        let named = led && view.capital(at) && !view.known(at) && !view.message.capitals_name();
        (named && view.words.ends_as_place(view.word(at))).then_some((at, at + 1))
    };
    found.or_else(street).or_else(made)
}

/// The name behind a word for street: links, one word, and what has a capital after it.
fn after(view: &View, at: usize, from: usize) -> Option<(usize, usize)> {
    let mut end = from;
    let joins = |at: usize| {
        matches!(
            view.gap_before(at),
            " " | "-" | "'" | "’" | ". " | "." | "/"
        )
    };
    while end < view.len().min(from + 3) && joins(end) && link(view, end) {
        end += 1;
    }
    if end >= view.len()
        || !joins(end)
        || (view.role(end, |role| matches!(role, Role::Cue(_))) && !view.capital(end))
    {
        return None;
    }
    end += 1;
    for _ in 0..WORDS {
        let linked = usize::from(link(view, end) && view.capital(end + 1));
        let name = end + linked;
        let more = name < view.len()
            && joins(end)
            && joins(name)
            && !view.time(name)
            && (view.capital(name) && !view.stop(name)
                || view.caseless(name)
                    && unknown(view, name)
                    && (closes(view, name + 1) || view.digits(name + 1)));
        if !more {
            break;
        }
        end = name + 1;
    }
    Some((at, end))
}

/// "de", "la", "des" between a word for street and its name.
fn link(view: &View, at: usize) -> bool {
    matches!(
        view.word(at),
        "de" | "del"
            | "la"
            | "las"
            | "los"
            | "el"
            | "da"
            | "do"
            | "das"
            | "dos"
            | "des"
            | "du"
            | "le"
            | "les"
            | "of"
            | "the"
            | "d"
            | "l"
    )
}

/// The name before a word for street: what has a capital, or one word that nobody knows.
fn before(view: &View, street: usize, end: usize) -> Option<(usize, usize)> {
    let from = capitals_before(view, street).or_else(|| {
        let at = street.checked_sub(1)?;
        let ordinal =
            matches!(view.word(at), "st" | "nd" | "rd" | "th") && at > 0 && view.digits(at - 1);
        if ordinal {
            return Some(at - 1);
        }
        (view.gap(at) == " " && unknown(view, at)).then_some(at)
    })?;
    Some((from, end))
}

/// Where the words with capitals begin that end before token `end`.
fn capitals_before(view: &View, end: usize) -> Option<usize> {
    let from = (1..=3)
        .filter_map(|back| end.checked_sub(back))
        .take_while(|&at| {
            view.capital(at)
                && matches!(view.gap(at), " " | "-" | ". " | "'" | "’" | "")
                && !view.time(at)
        })
        .filter(|&at| !view.stop(at))
        .last()?;
    Some(from)
}

/// "Hospital San Telmo", "Marlow Clinic", "مسجد النور".
fn kind(view: &View, at: usize, end: usize) -> Option<(usize, usize)> {
    if view.message.capitals_name()
        && let Some(from) = capitals_before(view, at)
    {
        let opens = from + 1 == at && view.message.opens_clause(from) && view.known(from);
        if !opens {
            return Some((from, end));
        }
    }
    let joins = matches!(view.gap_before(end), " " | " \"" | " '" | "-");
    let name = if link(view, end) && view.gap(end) == " " || view.gap(end) == "'" {
        end + 1
    } else {
        end
    };
    let name = if link(view, name) { name + 1 } else { name };
    let shouting = view.shouts();
    let named = view.capital(name) && !shouting && !view.time(name) && !(view.stop(name))
        || view.caseless(name) && unknown(view, name);
    if joins && named {
        return after(view, at, end);
    }
    // "school 12", "camp B".
    (joins
        && (view.number(end).is_some() && !view.counted(end + 1)
            || view.letter(end) && view.capital(end)))
    .then_some((at, end + 1))
}

/// "Block 5", "sector B".
fn numbered(view: &View, at: usize) -> Option<(usize, usize)> {
    let hit = view
        .message
        .starting(at, super::role::Layer::Fact)
        .find(|hit| hit.role == Role::Area)?;
    let end = hit.end();
    let ident = view.number(end).is_some()
        || view.letter(end) && (view.capital(end) || view.caseless(end) || !view.stop(end));
    if ident && view.gap_before(end).trim().is_empty() && !view.counted(end + 1) {
        return Some((at, end + 1));
    }
    let name = if link(view, end) { end + 1 } else { end };
    let named = view.capital(name) && !view.shouts() || view.caseless(name) && unknown(view, name);
    (named && view.gap_before(end) == " " && !view.time(name))
        .then(|| after(view, at, end))
        .flatten()
}

/// Up to four words with capitals that "at" or "near" leads to, unless they name a person.
fn led(redacted: &Redacted, at: usize) -> Option<(usize, usize)> {
    let view = &redacted.view;
    let lead = view
        .message
        .starting(at, super::role::Layer::Fact)
        .find(|hit| hit.role == Role::PlaceLead)?;
    // In a script without capitals nothing tells a name from a word; nor where everything is one.
    if view.shouts() || !view.message.capitals_name() {
        return None;
    }
    let mut from = lead.end();
    while from < lead.end() + 2 && link(view, from) && !view.capital(from) {
        from += 1;
    }
    let first = view.message.tokens().get(from)?;
    let name = |at: usize| {
        let token = view.message.tokens().get(at);
        token.is_some_and(|token| token.clause == first.clause)
            && view.capital(at)
            && !view.time(at)
    };
    let short = view.word(from).chars().nth(1).is_none();
    // "le fils de Karim", "tel de Mireille": whose it is, not where.
    let of = matches!(
        view.word(at),
        "de" | "del" | "da" | "do" | "of" | "von" | "d"
    );
    let whose = of && (view.ended(at, Trace::Kin) || view.ended(at, Trace::Phone));
    // Towns are called like people, but nobody is in a person.
    let inside = matches!(view.word(lead.end() - 1), "in" | "en" | "em" | "dans");
    let person = whose || !inside && person(view, from) || redacted.hides(from);
    if !name(from) || short || view.stop(from) || person {
        return None;
    }
    let end = (from..from + WORDS).take_while(|&at| name(at)).last()? + 1;
    Some((from, end))
}

/// A kind of place without a name that "to" leads to: "to the airport".
fn general(view: &View, at: usize) -> Option<(usize, usize)> {
    // Where every noun has a capital these are nouns like others: "in der Schule".
    let end = view
        .end_of(at, Trace::PlaceKind)
        .filter(|_| view.message.capitals_name())?;
    let lead = |at: usize| view.role_ended(at, |role| role == Role::PlaceLead);
    let led = lead(at) || at > 0 && link(view, at - 1) && lead(at - 1);
    let glued = view.caseless(at) && view.words.unprefixed(view.word(at)).next().is_some();
    (led || glued).then_some((at, end))
}

/// Whether no lexicon knows the word.
fn unknown(view: &View, at: usize) -> bool {
    at < view.len() && !view.known(at) && !view.stop(at) && !view.digits(at) && !view.time(at)
}

/// Whether token `at` does not go on with what is before it.
fn closes(view: &View, at: usize) -> bool {
    at >= view.len() || view.gap_before(at) != " "
}
