//! A word for a door or a floor → what it names: "apt 4B", "Tür 3", "4th floor", "3ºB", "second floor".

use super::super::Language;
use super::super::role::Role;
use super::address::door;
use super::house::{House, closes, house, ordinal, rank, spelt};
use super::line::{Cut, Leaves};
use super::street::lead;
use super::view::View;
use super::words::Trace;

/// How sure it is that a word is a door.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Surety {
    /// It is nothing else.
    Sure,
    /// It is an everyday word too.
    Unsure,
    /// It is a thing that people ask for too: a tent, a box.
    Thing,
}

/// "apt 4B", "depto 3", "bât B", "House 24", "unit #7", "digicode 4B17".
pub(super) fn unit(view: &View, at: usize, end: usize, surety: Surety) -> Option<Cut> {
    if !matches!(
        view.gap(end - 1).trim(),
        "" | "." | ":" | "#" | "-" | ".:" | ". #" | "°" | "'" | "\"" | "“"
    ) {
        return None;
    }
    let found = named(view, at, end, surety)?;
    // "digicode 4B17", "3ºB".
    let mut last = found;
    while last < view.len()
        && view.gap(last - 1).is_empty()
        && (view.letter(last) || view.digits(last) || ordinal(view, last))
    {
        last += 1;
    }
    if view.gap(last - 1) == " " && view.side(view.word(last)) {
        last += 1;
    }
    let led = led(view, at);
    let leaves = if led { Leaves::Sign } else { Leaves::Nothing };
    Some(door(view, at, last, leaves))
}

/// Whether a little word or one like "at" stands before token `at`.
fn led(view: &View, at: usize) -> bool {
    at > 0 && view.gap_before(at) == " " && (view.stop(at - 1) || lead(view, at))
}

/// Where the name of a door ends that begins at token `end`, behind the word for it at token `at`.
fn named(view: &View, at: usize, end: usize, surety: Surety) -> Option<usize> {
    if let Some(house) = house(view, end) {
        let believed = match surety {
            Surety::Thing => thing_with_number(view, at, &house),
            _ => believed(view, end, &house, surety),
        };
        return believed.then_some(house.end);
    }
    if surety == Surety::Thing {
        return None;
    }
    if let Some(rank) = rank(view, end) {
        let letter = view.gap(rank - 1) == " " && view.letter(rank) && view.capital(rank);
        let closed = letter || closes(view, rank) || view.side(view.word(rank));
        return closed.then_some(rank + usize::from(letter));
    }
    if let Some(house) = spelt(view, end) {
        let counts = view.counted(house.end) || view.counted_soon(house.end);
        let give = view.word(end) == "do";
        let closed = house.end >= view.len() || view.gap(house.end - 1) != " ";
        let sure = surety == Surety::Sure || closed && led(view, at);
        return (sure && !counts && !give).then_some(house.end);
    }
    if surety == Surety::Unsure
        && view.gap(end - 1) == " "
        && view.side(view.word(end))
        && !view.letter(end)
    {
        return Some(end + 1);
    }
    if !lettered(view, end, surety) || sought(view, end) {
        return None;
    }
    let number = matches!(view.gap(end), "" | "-" | " ") && view.digits(end + 1);
    let counts = number && view.counted(end + 2);
    Some(end + if number && !counts { 2 } else { 1 })
}

/// Whether a number behind a word for a door is its number, not a size or a count.
fn believed(view: &View, end: usize, house: &House, surety: Surety) -> bool {
    if house.alone && !house.marked && view.size(house.end) {
        return false;
    }
    let measure = view.end_of(house.end, Trace::Measure).is_some();
    let short = view.word(house.at).len() < 3;
    if house.counts(view) && (short && measure || surety == Surety::Unsure) {
        return false;
    }
    // "Free to good home: 2 bunk beds".
    let listed = view.gap(end - 1).contains(':') && !house.marked;
    let few = view.number(house.at) < Some(10);
    let things = few && view.gap(house.end - 1) == " " && view.counted_soon(house.end);
    !(surety == Surety::Unsure && listed && things)
}

/// Whether the number behind a thing is the one by which it is found, not how wide it is: "tent 14, camp B".
fn thing_with_number(view: &View, at: usize, house: &House) -> bool {
    let width = |number: u32| (70..=200).contains(&number) && number.is_multiple_of(5);
    let wide = house.alone && view.number(house.at).is_some_and(width) && !lead(view, at);
    // "2 tent 4 people", but "ward 4 bed 12".
    let ward = at > 1 && view.end_of(at - 2, Trace::Area).is_some();
    let many = at > 0 && !ward && (view.digits(at - 1) || view.numeral(at - 1));
    // "lift the box. 3 of us".
    if view.gap_before(house.at).contains(['.', ':']) {
        return false;
    }
    let plain = house.marked
        || closes(view, house.end) && !house.counts(view) && !view.size(house.end)
        || lead_at(view, house.end);
    plain && !wide && !many
}

/// Whether a word like "at" or "near" begins at token `at`.
fn lead_at(view: &View, at: usize) -> bool {
    view.role(at, |role| role == Role::PlaceLead)
}

/// Whether a letter names a door: "bât B", "flat c", "B304", "A-12".
fn lettered(view: &View, at: usize, surety: Surety) -> bool {
    let vowel = matches!(view.word(at), "a" | "e" | "i" | "o" | "u" | "y");
    view.letter(at)
        && (view.capital(at)
            || view.caseless(at)
            || surety == Surety::Sure && !vowel && !view.stop(at))
}

/// Whether it says how many rooms a flat has that somebody looks for: "appart T2", "appartement F3".
fn sought(view: &View, at: usize) -> bool {
    let rooms = matches!(view.word(at), "t" | "f") && view.gap(at).is_empty();
    let speaks = view.speaks(Language::French) || view.speaks(Language::Portuguese);
    rooms && speaks && view.digits(at + 1) && view.word(at + 1).len() == 1
}

/// "apt number is 3B", "el telefonillo es el 34B": what is said of the door whose word ends before token `end`.
pub(super) fn said(view: &View, end: usize) -> Option<Cut> {
    let number = view.end_of(end, Trace::Number);
    let at = view.end_of(number.unwrap_or(end), Trace::Is)?;
    let article = view.stop(at) && !view.letter(at) && !view.digits(at);
    let at = at + usize::from(article);
    let blank = view.gap(end - 1) == " " && view.gap(at - 1) == " ";
    let house = house(view, at)?;
    let sure = number.is_some() || !house.alone;
    (blank && sure && !house.counts(view)).then(|| door(view, at, house.end, Leaves::Sign))
}

/// "4th floor", "3. Stock", "2º andar".
pub(super) fn floor(view: &View, at: usize, end: usize) -> Option<Cut> {
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
    let leaves = if led(view, from) {
        Leaves::Sign
    } else {
        Leaves::Nothing
    };
    Some(door(view, from, last, leaves))
}

/// A floor in words: "second floor", "tercero derecha", "segundo A".
pub(super) fn floor_in_words(view: &View, at: usize, end: usize) -> Option<Cut> {
    if view.gap(end - 1) != " " {
        return None;
    }
    let storey = view.end_of(end, Trace::UnitAfter);
    let side = view.side(view.word(end)) && !view.letter(end);
    let latin = view.speaks(Language::Spanish) || view.speaks(Language::Portuguese);
    let closed = closes(view, end + 1) && view.gap(end) != "-";
    let letter = latin && view.letter(end) && view.capital(end) && closed;
    let last = storey.or_else(|| (side || letter).then_some(end + 1))?;
    let leaves = if led(view, at) || view.gap_before(at).starts_with('.') {
        Leaves::Sign
    } else {
        Leaves::Nothing
    };
    Some(door(view, at, last, leaves))
}

/// A floor that only its sign betrays: "3ºB", "4ºDto", "2º 3ª", "1.º A", "3ro B".
pub(super) fn bare_floor(view: &View, at: usize) -> Option<Cut> {
    let end = rank(view, at)?;
    let cut = |end| Some(door(view, at, end, Leaves::Nothing));
    let raised = view.raised(end - 1);
    let rest: String = view.word(end - 1).chars().skip(1).collect();
    if raised && !rest.is_empty() {
        let door = rest.chars().count() == 1 || view.side(&rest);
        return door.then(|| cut(end)).flatten();
    }
    let letter = view.letter(end) && view.capital(end) && view.gap(end - 1) == " ";
    let latin = view.speaks(Language::Spanish) || view.speaks(Language::Portuguese);
    // "Kevin de 4to B" is at school.
    let class = view.labelled(at) || at > 0 && view.word(at - 1) == "de";
    if letter && (raised || latin && view.word(end - 1).len() == 2 && !class) {
        return cut(end + 1);
    }
    if !raised {
        return None;
    }
    let sided = view.side(view.word(end)) && !view.letter(end);
    if matches!(view.gap(end - 1), " " | "") && (sided || rank(view, end).is_some()) {
        return cut(rank(view, end).unwrap_or(end + 1));
    }
    // "Soy la Trini del 2º".
    let of = at > 0 && matches!(view.word(at - 1), "del" | "do") && view.gap_before(at) == " ";
    let closed = end >= view.len() || view.gap(end - 1).trim() != "";
    (of && closed && view.number(at) < Some(10)).then(|| door(view, at, end, Leaves::Sign))
}
