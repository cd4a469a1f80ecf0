//! A word for a street → the house numbers before and behind its name.

use super::super::Language;
use super::super::role::{Role, Time};
use super::address::door;
use super::house::{House, closes, dated, house, house_of_street, ordinal, spelt};
use super::line::{Cut, Leaves};
use super::view::View;
use super::words::Trace;

/// How many words a street's name may have.
const NAME: usize = 6;

/// The years by which French streets are called.
const YEARS: [u32; 5] = [1870, 1918, 1944, 1945, 1962];

/// The numbers around a street whose word, at tokens `at..end`, stands before its name: "12 rue des Lilas, 3e".
pub(super) fn around(view: &View, at: usize, end: usize) -> impl Iterator<Item = Cut> {
    let behind = number_behind(view, end, NAME, false);
    // "somos 3, calle Mayor 12".
    let listed = view.gap_before(at).contains(',') && behind.is_some_and(|house| house.alone);
    let front = if listed {
        None
    } else {
        before_street(view, at)
    };
    let behind = match front {
        Some(_) => number_behind(view, end, NAME, true),
        None => behind,
    };
    let behind = behind.map(|house| door(view, house.at, house.end, Leaves::Nothing));
    front.into_iter().chain(behind)
}

/// The number behind a name that begins at token `from` and has at most `words`.
pub(super) fn behind_name(view: &View, from: usize, words: usize) -> Option<Cut> {
    let house = number_behind(view, from, words, false)?;
    Some(door(view, house.at, house.end, Leaves::Nothing))
}

/// The number behind a street's name, which begins at token `from` and has at most `words`: "Calle (Mayor 12)",
/// "rue (du 8 mai 1945, 3)". Behind a capital only capitals and links go on with a name. Where the house is `fronted` by its
/// number, what is behind is the floor or the postcode.
fn number_behind(view: &View, from: usize, words: usize, fronted: bool) -> Option<House> {
    let mut capital = false;
    for at in from..view.len().min(from + words + 1) {
        let gap = view.gap_before(at);
        let number = view.end_of(at, Trace::Number).is_some();
        let numbered = view.digits(at) || number;
        let joined = matches!(gap, " " | "-" | "'" | "’" | ". " | "." | "/" | "");
        let apart = !joined && (at > from || gap.contains(','));
        if apart && !numbered || gap.contains(['\n', '!', '?', ';']) {
            return None;
        }
        // A number right behind the word for street is its name: "Calle 45", "شارع 10".
        let named = at > from || view.ended(from, Trace::StreetName);
        if (named && numbered || number) && !year(view, at) {
            let house = if capital {
                house_of_street(view, at)?
            } else {
                house(view, at)?
            };
            // "9 de Julio", "8 mai": part of the name.
            let timed = view.time(house.end) || view.stop(house.end) && view.time(house.end + 1);
            let blank = view.gap(house.end - 1) == " ";
            let named = dated(view, house.end) || blank && timed;
            let named = house.alone && !house.marked && named;
            if !named {
                let counts = house.counts(view) || hours(view, &house);
                let believed = !counts && !postcode(view, &house, fronted);
                let floor = !fronted || house.marked || !house.alone || closes(view, house.end);
                return (believed && floor).then_some(house);
            }
        }
        let goes_on = view.capital(at) || view.digits(at) || view.stop(at) || view.time(at);
        if capital && !goes_on && !numbered {
            return spelt_behind(view, at).filter(|_| view.capital(at - 1));
        }
        capital |= view.capital(at);
    }
    None
}

/// Whether token `at` is the year of a street that is called after a day: "rue du 8 mai 1945".
fn year(view: &View, at: usize) -> bool {
    let known = view.number(at).is_some_and(|year| YEARS.contains(&year));
    known && at > 0 && view.month(at - 1) && view.speaks(Language::French)
}

/// Whether a number of five digits is the postcode of the town behind it: "7 rue Pasteur 31000 Toulouse".
fn postcode(view: &View, house: &House, fronted: bool) -> bool {
    let town = view.capital(house.end) && view.gap(house.end - 1) == " ";
    house.alone && view.word(house.at).len() == 5 && (fronted || town)
}

/// Whether the number is the first of two hours: "de 8 às 12".
fn hours(view: &View, house: &House) -> bool {
    let to = |role| matches!(role, Role::Time(Time::To));
    let hour = view.number(house.at).is_some_and(|number| number < 25);
    let led = house.at > 0 && view.stop(house.at - 1) && view.gap(house.end - 1) == " ";
    house.alone && hour && led && view.role(house.end, to) && view.digits(house.end + 1)
}

/// The number in words right behind a street's name: "Gartenstr. zwölf".
fn spelt_behind(view: &View, at: usize) -> Option<House> {
    let blank = matches!(view.gap_before(at), " " | ". ") && at > 0 && !view.stop(at - 1);
    spelt(view, at).filter(|house| blank && closes(view, house.end) && !view.counted(house.end))
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
    // "dos de la calle Sol" are two people.
    let small = view.message.value(at).is_none_or(|value| value < 10);
    if linked > 0 && small && !view.digits(at) && !view.letter(at) {
        return None;
    }
    numbered_before(view, at, street)
}

/// The house number that ends with token `last`; what is between it and token `street` goes too.
fn numbered_before(view: &View, last: usize, street: usize) -> Option<Cut> {
    // "nous sommes deux rue Haute", but "au deux rue Haute".
    let place = |from| lead(view, from) || view.gap_before(from) != " ";
    let words = |from| {
        let apart = view.caseless(from) || !place(from) || view.gap(last).contains(',');
        spelt(view, from).filter(|_| !apart)
    };
    let found = |from| house(view, from).or_else(|| words(from));
    let from = (last.saturating_sub(3)..=last).find(|&from| {
        found(from).is_some_and(|house| house.end == last + 1)
            && !view.gap_before(from).ends_with('-')
    })?;
    let hour = view.counted(last + 1) && view.gap(last) == " " && last + 1 < street;
    if hour
        || view.labelled(from)
        || view.gap_before(from).ends_with(':') && from > 0 && view.digits(from - 1)
    {
        return None;
    }
    Some(Cut {
        span: view.span(from).start..view.span(street).start,
        leaves: Leaves::Nothing,
    })
}

/// The numbers before and behind a street's name that ends with a word for street: "24 Elm St 3B", "Elm St. #24".
pub(super) fn after_street(view: &View, street: usize, end: usize) -> impl Iterator<Item = Cut> {
    let (named, front) = name_before(view, street);
    let behind = if !named {
        None
    } else if front.is_some() {
        flat_behind(view, end)
    } else {
        behind(view, end)
    };
    front.into_iter().chain(behind)
}

/// Whether a name stands before the word for street at token `street`, and the number before that name.
fn name_before(view: &View, street: usize) -> (bool, Option<Cut>) {
    let mut at = street;
    let mut named = false;
    let mut capitals = true;
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        if !matches!(view.gap(before), " " | "-" | "" | ". " | ", " | "'" | "’") {
            break;
        }
        // "5th Avenue" is a name.
        if numbered_name(view, before) {
            (named, at) = (true, before - 1);
            continue;
        }
        let lettered = view.letter(before)
            && before > 0
            && view.digits(before - 1)
            && view.gap(before - 1).len() < 2;
        let spelt = view.numeral(before)
            && matches!(view.gap(before), " " | "-")
            && (capitals || lead(view, before));
        if view.digits(before) || lettered || named && spelt {
            let front = named.then(|| numbered_before(view, before, at));
            return (named, front.flatten());
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
        capitals &= !plain;
        named = true;
        at = before;
    }
    (named, None)
}

/// Whether token `at` makes a name of the number before it: "5*th* Avenue".
fn numbered_name(view: &View, at: usize) -> bool {
    let number = at > 0 && view.gap(at - 1).is_empty() && view.digits(at - 1);
    number && view.word(at).len() == 2 && ordinal(view, at)
}

/// The flat behind a street whose house stands before it: "24 Elm St 3B", "77 Massachusetts Ave #4".
fn flat_behind(view: &View, end: usize) -> Option<Cut> {
    let gap = view.gap(end - 1);
    if gap.contains(['\n', '!', '?', ';', ':']) {
        return None;
    }
    let house = house(view, end)?;
    let sure = house.marked || !house.alone || closes(view, house.end) && !gap.contains('.');
    (sure && !house.counts(view) && !postcode(view, &house, true))
        .then(|| door(view, house.at, house.end, Leaves::Nothing))
}

/// The number right behind a street's name.
pub(super) fn behind(view: &View, end: usize) -> Option<Cut> {
    let gap = view.gap(end - 1);
    if gap.contains(['\n', '!', '?', ';']) {
        return None;
    }
    // "Platz fünf" is a seat.
    let words = || {
        spelt_behind(view, end).filter(|_| !matches!(view.word(end - 1), "platz" | "weg" | "zeile"))
    };
    let house = house_of_street(view, end).or_else(words)?;
    if house.counts(view) && !range(view, &house) {
        return None;
    }
    let last = if range(view, &house) { 2 } else { 0 };
    Some(door(view, house.at, house.end + last, Leaves::Nothing))
}

/// Whether a German range of houses begins: "Hauptstr. 5 bis 7".
fn range(view: &View, house: &House) -> bool {
    house.alone
        && view.word(house.end) == "bis"
        && view.digits(house.end + 1)
        && !view.counted(house.end + 2)
}

/// The number behind a German word for street and the name that goes on with a link: "Straße (des 17. Juni 135)".
pub(super) fn behind_linked(view: &View, street: usize) -> Option<Cut> {
    let linked = matches!(view.word(street + 1), "des" | "der" | "am" | "an" | "im");
    let joined = matches!(view.gap(street), " " | ". ");
    (linked && joined && view.capital(street) && view.capital_soon(street + 2, 2))
        .then(|| behind_name(view, street + 1, 4))
        .flatten()
}

/// Whether words like "at" or "near" end before token `at`.
pub(super) fn lead(view: &View, at: usize) -> bool {
    view.role_ended(at, |role| role == Role::PlaceLead)
}

/// A number before a name that has no word for street, where somebody goes or is: "from *4512* Maple to work".
pub(super) fn before_bare_name(view: &View, at: usize) -> Option<Cut> {
    let number = view.number(at)?;
    // "in 2016 Terry was here".
    let dated = at > 0 && matches!(view.word(at - 1), "in" | "from");
    let year = dated && (1990..2040).contains(&number);
    let english = view.speaks(Language::English) && !year;
    let far = (100..100_000).contains(&number) && english;
    let from = at > 0 && view.word(at - 1) == "from" && view.gap_before(at) == " ";
    let led = (lead(view, at) || from) && view.gap(at) == " " && !view.labelled(at);
    let name = at + 1;
    let named = view.capital(name) && !view.letter(name) && !view.time(name) && !view.counted(name);
    let thing = view.role(name, |role| {
        matches!(role, Role::Thing(_) | Role::Counted | Role::Uncounted)
    });
    // "to 300 Ukrainians".
    let everybody = matches!(number, 911 | 112);
    let people = number % 10 == 0 && view.word(name).ends_with('s');
    if !far || !led || !named || thing || people || everybody || view.shouts() {
        return None;
    }
    let second = view.capital(name + 1) && view.gap(name) == " ";
    let end = name + 1 + usize::from(second);
    let ends = closes(view, end) || view.stop(end);
    ends.then(|| door(view, at, at + 1, Leaves::Nothing))
}

/// The number of a Spanish address that is told by its corners: "Los Aromos *345* e/ Tilos y Ceibos".
pub(super) fn between_streets(view: &View, at: usize) -> Option<Cut> {
    let before = at.checked_sub(1)?;
    let named = view.capital(before) && view.gap(before) == " " && !view.time(before);
    if !named || !view.speaks(Language::Spanish) {
        return None;
    }
    let short = view.word(at + 1) == "e" && view.gap(at + 1).starts_with('/');
    let house = house(view, at)?;
    let end = if short { at + 1 } else { house.end };
    let corner = short || matches!(view.word(end), "entre" | "esq" | "esquina");
    let street = view.capital_soon(end + 1, 2) && !view.digits(end + 1);
    (corner && street).then(|| door(view, at, end, Leaves::Nothing))
}
