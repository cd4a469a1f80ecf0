//! A message → its house and flat numbers, with the words for door or flat that they stand beside.
//!
//! A number beside a street is a house number wherever the language puts it ("24 Elm St", "Calle Mayor 12"), unless
//! it counts what follows ("on Elm St 3 families") or tells an hour. A street, a block or a sector stays: it says
//! roughly where, which is what other rooms may know. Where both readings are possible the number is cut: a door
//! shown to strangers cannot be taken back, a quantity left out is asked for.

use super::super::role::Role;
use super::line::{Cut, Leaves};
use super::view::View;
use super::words::Trace;

/// How many words a street's name may have.
const NAME: usize = 6;

/// Every house and flat number.
pub(crate) fn doors(view: &View) -> Vec<Cut> {
    let mut cuts = Vec::new();
    if !view.clean().contains(|c: char| c.is_numeric()) && view.marks().is_empty() {
        return cuts;
    }
    for mark in view.marks() {
        let found = match mark.trace {
            Trace::Unit => unit(view, mark.at, mark.end, Surety::Sure),
            Trace::UnitPerhaps => unit(view, mark.at, mark.end, Surety::Unsure),
            Trace::UnitAfter => floor(view, mark.at, mark.end),
            Trace::StreetBefore | Trace::StreetName => {
                behind_name(view, mark.end, NAME).or_else(|| before_street(view, mark.at))
            }
            Trace::StreetBeforeCapital if (mark.end..mark.end + 3).any(|at| view.capital(at)) => {
                behind_name(view, mark.end, NAME).or_else(|| before_street(view, mark.at))
            }
            Trace::StreetLead if name_of_street(view, mark.end) => behind_name(view, mark.end, 2),
            Trace::StreetAfter => after_street(view, mark.at, mark.end),
            Trace::StreetAfterCapital if mark.at > 0 && view.capital(mark.at - 1) => {
                after_street(view, mark.at, mark.end)
            }
            Trace::Home => at_home(view, mark.end),
            Trace::HomeLabel if view.gap(mark.end - 1).contains(':') => at_home(view, mark.end),
            _ => None,
        };
        cuts.extend(found);
    }
    for at in 0..view.len() {
        cuts.extend(bare(view, at));
    }
    cuts
}

/// The number that follows "I live at", or the one behind the name that follows "my address is": "Rosenhof 12".
fn at_home(view: &View, at: usize) -> Option<Cut> {
    if let Some(house) = house(view, at).filter(|house| !view.counted(house.end)) {
        return Some(door(view, house.at, house.end, Leaves::Sign));
    }
    let named = (view.capital(at) || view.caseless(at)) && view.end_of(at, Trace::Area).is_none();
    let cut = named.then(|| behind_name(view, at, 3)).flatten()?;
    let name = view.clean().get(view.span(at).start..cut.span.end)?;
    (!name.contains(['.', ',', ';', ':', '\n'])).then_some(cut)
}

/// Whether token `at` may name a street by itself: "Am *Markt* 5", not "im *Block* 5".
fn name_of_street(view: &View, at: usize) -> bool {
    let area = view.end_of(at, Trace::Area).is_some();
    view.capital(at) && !view.time(at) && !area && view.end_of(at, Trace::Label).is_none()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Surety {
    Sure,
    Unsure,
}

/// A house number: tokens `at..end`.
#[derive(Clone, Copy)]
struct House {
    at: usize,
    end: usize,
    /// A "nr." or "#" says that it is one.
    marked: bool,
}

/// "24", "24b", "24-26", "24/3", "12 bis", "nr. 24", "#24" at token `at`.
fn house(view: &View, at: usize) -> Option<House> {
    let number = view.end_of(at, Trace::Number).filter(|&end| {
        matches!(
            view.gap(end - 1).trim(),
            "" | "." | ":" | "°" | "º" | "#" | ".:" | "°:"
        )
    });
    let from = number.unwrap_or(at);
    let marked = number.is_some() || view.message.tokens().get(from)?.hash;
    let before = view.gap_before(from);
    let broken = from > 0 && view.digits(from - 1) && matches!(before, "." | "," | ":" | "/");
    if !view.digits(from) || view.word(from).len() > 5 || amount_sign(before) || broken {
        return None;
    }
    let mut end = from + 1;
    for _ in 0..3 {
        let gap = view.gap(end - 1);
        match gap.trim() {
            // "24b", "12bis"; "7am", "5kg" and "5th" are no house numbers.
            "" if gap.is_empty() && end < view.len() => {
                if view.letter(end) && !view.counted(end) || suffix(view.word(end)) {
                    end += 1;
                } else if !view.digits(end) && !view.caseless(end) {
                    return None;
                } else {
                    break;
                }
            }
            "" if suffix(view.word(end)) => end += 1,
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
    if view
        .gap(end - 1)
        .starts_with(['%', '€', '$', '£', '₪', '₹'])
    {
        return None;
    }
    Some(House { at, end, marked })
}

fn amount_sign(before: &str) -> bool {
    before.ends_with(['$', '€', '£', '₪', '₹', '+', '~', '×', '-'])
}

fn suffix(word: &str) -> bool {
    matches!(word, "bis" | "ter" | "quater")
}

/// "apt 4B", "depto 3", "bât B", "House 24", "unit #7", "digicode 4B17".
fn unit(view: &View, at: usize, end: usize, surety: Surety) -> Option<Cut> {
    if !matches!(
        view.gap(end - 1).trim(),
        "" | "." | ":" | "#" | "-" | ".:" | ". #" | "°"
    ) {
        return None;
    }
    let lettered = |at: usize| {
        // "bât B", "flat c", "B304", "A-12".
        let vowel = matches!(view.word(at), "a" | "e" | "i" | "o" | "u" | "y");
        view.letter(at)
            && (view.capital(at)
                || view.caseless(at)
                || surety == Surety::Sure && !vowel && !view.stop(at))
    };
    let found = match house(view, end) {
        Some(house) => {
            let counts = view.counted(house.end) && !house.marked && house.end == house.at + 1;
            let measure = view.end_of(house.end, Trace::Measure).is_some();
            let short = view.word(house.at).len() < 3;
            if counts && (short && measure || surety == Surety::Unsure) {
                return None;
            }
            // "Free to good home: 2 bunk beds".
            let listed = view.gap(end - 1).contains(':') && !house.marked;
            let few = view.number(house.at) < Some(10);
            let things = few && view.gap(house.end - 1) == " " && view.counted_soon(house.end);
            if surety == Surety::Unsure && listed && things {
                return None;
            }
            house.end
        }
        None if lettered(end) => {
            let number = matches!(view.gap(end), "" | "-" | " ") && view.digits(end + 1);
            end + if number && !view.counted(end + 2) {
                2
            } else {
                1
            }
        }
        None => return None,
    };
    // "digicode 4B17", "3ºB".
    let mut last = found;
    while last < view.len()
        && view.gap(last - 1).is_empty()
        && (view.letter(last) || view.digits(last) || ordinal(view, last))
    {
        last += 1;
    }
    let led = at > 0 && view.gap_before(at) == " " && (view.stop(at - 1) || lead(view, at));
    let closed = last >= view.len() || view.gap(last - 1) != " ";
    let leaves = if led && closed {
        Leaves::Sign
    } else {
        Leaves::Nothing
    };
    Some(door(view, at, last, leaves))
}

/// "4th floor", "3. Stock", "2º andar".
fn floor(view: &View, at: usize, end: usize) -> Option<Cut> {
    let mut from = at.checked_sub(1)?;
    if !matches!(view.gap(from).trim(), "" | "." | "°" | "º" | "-") {
        return None;
    }
    if !view.digits(from) && ordinal(view, from) && matches!(view.gap_before(from), "" | ".") {
        from = from.checked_sub(1)?;
    }
    if !view.digits(from) || view.word(from).len() > 3 {
        return None;
    }
    // "3rd floor 12".
    let last = house(view, end)
        .filter(|house| view.gap(end - 1) == " " && !view.counted(house.end))
        .map_or(end, |house| house.end);
    Some(door(view, from, last, Leaves::Nothing))
}

fn ordinal(view: &View, at: usize) -> bool {
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
            | "na"
            | "no"
            | "ob"
            | "oa"
            | "oc"
            | "od"
            | "ab"
            | "aa"
            | "ac"
            | "ad"
    )
}

/// The number behind a street's name, which begins at token `from` and has at most `words`: "Calle (Mayor 12)",
/// "rue (du 8 mai 1945, 3)". Behind a capital only capitals and links go on with a name.
fn behind_name(view: &View, from: usize, words: usize) -> Option<Cut> {
    let mut capital = false;
    for at in from..view.len().min(from + words + 1) {
        let gap = view.gap_before(at);
        let numbered = view.digits(at) || view.end_of(at, Trace::Number).is_some();
        let joined = matches!(gap, " " | "-" | "'" | "’" | ". " | "." | "/" | "");
        if (at > from && !joined && !numbered) || gap.contains(['\n', '!', '?', ';']) {
            return None;
        }
        // A number right behind the word for street is its name: "Calle 45", "شارع 10".
        let named = at > from || view.ended(from, Trace::StreetName);
        if named && numbered || view.end_of(at, Trace::Number).is_some() {
            let house = house(view, at)?;
            // "9 de Julio", "8 mai": part of the name.
            let dated = view.gap(house.end - 1) == " "
                && (view.time(house.end) || view.stop(house.end) && view.time(house.end + 1));
            let plain = !house.marked && house.end == house.at + 1;
            if !plain || !(view.counted(house.end) || dated) {
                return Some(door(view, house.at, house.end, Leaves::Nothing));
            }
            if !dated {
                return None;
            }
        }
        let goes_on = view.capital(at) || view.digits(at) || view.stop(at) || view.time(at);
        if capital && !goes_on && !numbered {
            return None;
        }
        capital |= view.capital(at);
    }
    None
}

/// The number before a street's word: "12 rue des Lilas", "au 12 de la rue", "12 bis, avenue".
fn before_street(view: &View, street: usize) -> Option<Cut> {
    let mut at = street.checked_sub(1)?;
    let mut linked = 0;
    while linked < 2 && view.stop(at) && view.gap(at) == " " {
        at = at.checked_sub(1)?;
        linked += 1;
    }
    if !matches!(view.gap(at).trim(), "" | ",") {
        return None;
    }
    numbered_before(view, at, street)
}

/// The house number that ends with token `last`; what is between it and token `street` goes too.
fn numbered_before(view: &View, last: usize, street: usize) -> Option<Cut> {
    let from = (last.saturating_sub(3)..=last).find(|&from| {
        house(view, from).is_some_and(|house| house.end == last + 1)
            && !view.gap_before(from).ends_with('-')
    })?;
    let hour = view.counted(last + 1) && view.gap(last) == " " && last + 1 < street;
    if hour
        || uncounted(view, from)
        || view.gap_before(from).ends_with(':') && from > 0 && view.digits(from - 1)
    {
        return None;
    }
    Some(Cut {
        span: view.span(from).start..view.span(street).start,
        leaves: Leaves::Nothing,
    })
}

/// The number before or behind a street's name that ends with a word for street: "24 Elm St", "Elm St. #24".
fn after_street(view: &View, street: usize, end: usize) -> Option<Cut> {
    let mut at = street;
    let mut named = false;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if !matches!(view.gap(before), " " | "-" | "" | ". " | ", " | "'" | "’") {
            break;
        }
        // "5th Avenue" is a name.
        let numbered = view.digits(before)
            && !(ordinal(view, at) && view.gap(before).is_empty() && view.word(at).len() == 2);
        let lettered = view.letter(before)
            && before > 0
            && view.digits(before - 1)
            && view.gap(before - 1).len() < 2;
        if numbered || lettered {
            if named && let Some(cut) = numbered_before(view, before, at) {
                return Some(cut);
            }
            break;
        }
        // "Elm St. 24" but not "3/4 size. I drive".
        if view.gap(before) == ". " && view.word(before).len() > 3 {
            break;
        }
        let plain = !view.capital(before);
        let other =
            view.stop(before) || view.counted(before) || view.time(before) || lead(view, at);
        if plain && other || view.gap(before) == ", " {
            break;
        }
        named = true;
        at = before;
    }
    if !named {
        return None;
    }
    behind(view, end)
}

/// The number right behind a street's name.
fn behind(view: &View, end: usize) -> Option<Cut> {
    let gap = view.gap(end - 1);
    if gap.contains(['\n', '!', '?', ';']) {
        return None;
    }
    let house = house(view, end)?;
    let counts = view.counted(house.end) && !house.marked && house.end == house.at + 1;
    (!counts).then(|| door(view, house.at, house.end, Leaves::Nothing))
}

/// Whether words like "at" or "near" end before token `at`.
fn lead(view: &View, at: usize) -> bool {
    view.role_ended(at, |role| role == Role::PlaceLead)
}

/// A number that only its neighbours betray: "Hauptstr. 5", "3ºB", "bloco B 304", "in 2B", "at Lincoln 24", "בהרצל 12".
fn bare(view: &View, at: usize) -> Option<Cut> {
    let area = view.end_of(at, Trace::Area).is_some();
    if view.words.ends_as_street(view.word(at)) && !view.counted(at) && !area {
        return behind(view, at + 1);
    }
    if area && view.digits(at + 2) {
        // "bloco B 304", "Block 5-12", "torre Ipê 1502": the block stays.
        let long = view.capital(at + 1) && view.word(at + 2).len() > 2;
        let ident = view.digits(at + 1) || view.letter(at + 1) || long;
        let joined = matches!(view.gap(at + 1), " " | "-" | "/" | "" | ", ");
        if ident && joined && view.gap(at) == " " {
            return behind(view, at + 2);
        }
    }
    if let Some(cut) = numbered(view, at).or_else(|| lettered(view, at)) {
        return Some(cut);
    }
    if !view.digits(at) || uncounted(view, at) {
        return None;
    }
    // "12 bis" is a house wherever it stands; before a street it is met there.
    if suffix(view.word(at + 1)) && view.gap(at).len() < 2 {
        let house = house(view, at)?;
        let street = view.end_of(house.end, Trace::StreetBefore).is_some();
        return (!street).then(|| door(view, house.at, house.end, Leaves::Sign));
    }
    let next = view.written(at + 1);
    let sign = view.clean()[view.span(at).end..].chars().next();
    if matches!(sign, Some('º' | 'ª')) && view.word(at).len() < 3 && next.chars().count() <= 2 {
        // "3ºB", "2º C".
        let letter = view.letter(at + 2) && view.gap(at + 1) == " " && view.capital(at + 2);
        if next.chars().count() == 2 || letter {
            return Some(door(
                view,
                at,
                at + if letter { 3 } else { 2 },
                Leaves::Nothing,
            ));
        }
    }
    let glued = view.gap(at).is_empty() && view.letter(at + 1);
    // "in 4G", "in 3D" and units are no doors.
    let letter = match view.word(at + 1) {
        "a" | "b" | "c" | "f" => true,
        "e" | "h" | "j" | "n" | "p" | "r" => view.capital(at + 1),
        _ => false,
    };
    if lead(view, at) && glued && letter && !view.counted(at + 1) && view.number(at) < Some(1000) {
        return Some(door(view, at, at + 2, Leaves::Sign));
    }
    named_place(view, at)
}

/// Whether the number at token `at` is an age, a size or the like.
fn uncounted(view: &View, at: usize) -> bool {
    view.gap_before(at) == " " && view.ended(at, Trace::Label)
}

/// "nº 77" by itself, where a house is spoken of or a clause begins.
fn numbered(view: &View, at: usize) -> Option<Cut> {
    view.end_of(at, Trace::Number)?;
    let house = house(view, at).filter(|house| house.marked && !view.counted(house.end))?;
    let spoken = (1..=3)
        .filter_map(|back| at.checked_sub(back))
        .any(|at| view.end_of(at, Trace::UnitPerhaps).is_some());
    let place = lead(view, at) || at > 0 && view.gap_before(at) != " ";
    let ends = house.end >= view.len()
        || view.gap(house.end - 1) != " "
        || view.stop(house.end)
        || view.end_of(house.end, Trace::Unit).is_some();
    (at > 0 && (spoken || place && ends)).then(|| door(view, house.at, house.end, Leaves::Sign))
}

/// "D-19", "B-204".
fn lettered(view: &View, at: usize) -> Option<Cut> {
    let door_like = view.letter(at)
        && view.capital(at)
        && view.gap(at) == "-"
        && (2..=4).contains(&view.word(at + 1).len())
        && view.number(at + 1).is_some_and(|number| number != 12);
    let apart = view.gap_before(at) != "-" && !view.gap(at + 1).starts_with('-');
    (door_like && apart && !view.counted(at + 2)).then(|| door(view, at, at + 2, Leaves::Sign))
}

/// A number behind a name that "at", "in" or "near" leads to, and that counts nothing.
fn named_place(view: &View, at: usize) -> Option<Cut> {
    let number = view
        .number(at)
        .filter(|number| at > 0 && (1..2000).contains(number))?;
    if view.role(at - 1, |role| {
        matches!(role, Role::Uncounted | Role::Counted)
    }) {
        return None;
    }
    let from = (1..=3)
        .filter_map(|back| at.checked_sub(back))
        .find(|&from| {
            // "בהרצל 12": the letter for "in" is written together with the name.
            let prefixed = view.word(from).starts_with(['ב', 'ب']) && number > 9;
            let unknown = |at: usize| view.caseless(at) && !view.known(at) && !view.time(at);
            (lead(view, from) && (view.capital(from) || unknown(from)))
                || (prefixed && unknown(from))
        })?;
    let name = from..at;
    let named = name.clone().all(|at| {
        let written = view.capital(at) || view.caseless(at) && !view.known(at);
        written
            && !view.time(at)
            && view.gap(at) == " "
            && !view.role(at, |role| {
                matches!(role, Role::Area | Role::Uncounted | Role::Thing(_))
            })
    });
    let shouting = !view.clean().contains(char::is_lowercase) && view.capital(from);
    let house = house(view, at).filter(|house| house.end == at + 1 || view.letter(at + 1))?;
    // Only where the sentence ends or goes on with a little word: else it may count what follows.
    let ends = house.end >= view.len()
        || view.gap(house.end - 1) != " "
        || (view.stop(house.end) && !view.counted(house.end));
    // "Room 7" of a school, "Terminal 2": one digit names the place more often than a house.
    let place = number < 10 && !view.caseless(from);
    (named && !shouting && ends && !place && !view.counted(house.end))
        .then(|| door(view, house.at, house.end, Leaves::Nothing))
}

/// The cut of tokens `at..end`, with the comma and the brackets that would be left alone.
fn door(view: &View, at: usize, end: usize, leaves: Leaves) -> Cut {
    let clean = view.clean();
    let (mut start, mut stop) = (view.span(at).start, view.span(end - 1).end);
    let ahead = |start: usize| clean[..start].chars().next_back();
    while let Some(c) = ahead(start)
        && matches!(c, '#' | ' ' | ',')
    {
        start -= c.len_utf8();
    }
    if ahead(start) == Some('(') && clean[stop..].starts_with(')') {
        (start, stop) = (start - 1, stop + 1);
    }
    if matches!(clean[stop..].chars().next(), Some('°' | 'º' | 'ª')) {
        stop += clean[stop..].chars().next().map_or(0, char::len_utf8);
    }
    if start > 0 && leaves == Leaves::Sign {
        // The blank before the sign stays.
        start += usize::from(clean[start..].starts_with(' '));
    }
    Cut {
        span: start..stop,
        leaves,
    }
}
