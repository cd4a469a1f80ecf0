//! A number → whether its neighbours betray that it is a house or a flat, where no word for a street or a door does.

use super::super::Language;
use super::super::role::Role;
use super::address::door;
use super::house::{dated, house, suffix};
use super::line::{Cut, Leaves};
use super::street::{before_bare_name, behind, behind_linked, between_streets, lead};
use super::unit::bare_floor;
use super::view::View;
use super::words::Trace;

/// A number that only its neighbours betray: "Hauptstr. 5", "3ºB", "bloco B 304", "in 2B", "at Lincoln 24", "בהרצל 12".
pub(super) fn bare(view: &View, at: usize) -> Option<Cut> {
    let area = view.end_of(at, Trace::Area).is_some();
    if street_of_one_word(view, at) && !view.counted(at) && !area {
        return behind(view, at + 1).or_else(|| behind_linked(view, at));
    }
    if area && view.digits(at + 2) && view.end_of(at, Trace::Label).is_none() {
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
    if !view.digits(at) || view.labelled(at) {
        return None;
    }
    // "12 bis" is a house wherever it stands; before a street it is met there.
    if suffix(view, at + 1) && view.gap(at).len() < 2 {
        let house = house(view, at)?;
        let street = view.end_of(house.end, Trace::StreetBefore).is_some();
        return (!street).then(|| door(view, house.at, house.end, Leaves::Sign));
    }
    let elsewhere = bare_floor(view, at)
        .or_else(|| hashed(view, at))
        .or_else(|| ours(view, at))
        .or_else(|| between_streets(view, at))
        .or_else(|| before_bare_name(view, at));
    if elsewhere.is_some() {
        return elsewhere;
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

/// Whether token `at` is a street's name by itself, as German makes them: "Hauptstr.". What ends so by chance in other
/// languages ("offering") is one in German only, with a capital or where a word leads to a place.
fn street_of_one_word(view: &View, at: usize) -> bool {
    let word = view.word(at);
    let likely = view.speaks(Language::German) && (view.capital(at) || lead(view, at));
    view.words.ends_as_street(word) || likely && view.words.ends_perhaps_as_street(word)
}

/// "#214", "#4C": a flat that has its sign only.
fn hashed(view: &View, at: usize) -> Option<Cut> {
    let hash = view.message.tokens().get(at)?.hash;
    let house = house(view, at).filter(|house| hash && !view.counted(house.end))?;
    let before = at.checked_sub(1)?;
    // "Apts, #214", "Bldg 4 #212", but "sandpaper #120".
    let placed = view.gap(before).contains(',') || view.capital(before) || view.digits(before);
    let long = placed && (3..=4).contains(&view.word(at).len());
    let lettered = !house.alone && house.end == at + 2 && view.letter(at + 1);
    (long || lettered && view.gap(at).is_empty()).then(|| door(view, at, house.end, Leaves::Sign))
}

/// "sou a Edilene do 32": where somebody is from who says who they are.
fn ours(view: &View, at: usize) -> Option<Cut> {
    let before = at.checked_sub(1)?;
    let of = matches!(view.word(before), "del" | "do" | "da") && view.gap(before) == " ";
    let own = (2..=4)
        .filter_map(|back| at.checked_sub(back))
        .any(|at| view.end_of(at, Trace::IAm).is_some());
    let house = house(view, at)?;
    let closed = house.end >= view.len() || view.gap(house.end - 1).trim() != "";
    (of && own && closed).then(|| door(view, at, house.end, Leaves::Sign))
}

/// "nº 77" by itself, where a house is spoken of or a clause begins.
fn numbered(view: &View, at: usize) -> Option<Cut> {
    view.end_of(at, Trace::Number)?;
    let house = house(view, at).filter(|house| house.marked && !view.counted(house.end))?;
    // "I am number two on the list".
    let first = view
        .message
        .value(house.end - 1)
        .is_none_or(|value| value < 4);
    if view.numeral(house.end - 1) && (first || !lead(view, at)) {
        return None;
    }
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
        && !road(view, at)
        && !view.labelled(at)
        && (2..=4).contains(&view.word(at + 1).len())
        && view.number(at + 1).is_some_and(|number| number != 12);
    let apart = view.gap_before(at) != "-" && !view.gap(at + 1).starts_with('-');
    (door_like && apart && !view.counted(at + 2)).then(|| door(view, at, at + 2, Leaves::Sign))
}

/// Whether a letter begins a road's name: "I-35", "la M-30", "l'A-7".
fn road(view: &View, at: usize) -> bool {
    let article = at > 0 && matches!(view.word(at - 1), "la" | "l");
    view.word(at) == "i" || article && matches!(view.word(at), "a" | "e" | "m" | "n" | "d")
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
    let shouting = view.shouts() && view.capital(from);
    let house = house(view, at).filter(|house| house.end == at + 1 || view.letter(at + 1))?;
    if dated(view, house.end) {
        return None;
    }
    // Only where the sentence ends or goes on with a little word: else it may count what follows.
    let ends = house.end >= view.len()
        || view.gap(house.end - 1) != " "
        || (view.stop(house.end) && !view.counted(house.end));
    // "Room 7" of a school, "Terminal 2": one digit names the place more often than a house.
    let place = number < 10 && !view.caseless(from);
    (named && !shouting && ends && !place && !view.counted(house.end))
        .then(|| door(view, house.at, house.end, Leaves::Nothing))
}
