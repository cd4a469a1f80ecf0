//! A message → its house and flat numbers, with the words for door or flat that they stand beside.
//!
//! A number beside a street is a house number wherever the language puts it ("24 Elm St", "Calle Mayor 12"), unless
//! it counts what follows ("on Elm St 3 families") or tells an hour. A street, a block or a sector stays: it says
//! roughly where, which is what other rooms may know. Where both readings are possible the number is cut: a door
//! shown to strangers cannot be taken back, a quantity left out is asked for.
//!
//! [`street`] looks around words for streets, [`unit`] behind words for doors and floors, [`access`] for the codes that open
//! them, [`bare`] at numbers that have no such word; [`house`] tells what a house number looks like.
//!
//! [`street`]: super::street
//! [`unit`]: super::unit
//! [`access`]: super::access
//! [`bare`]: super::bare
//! [`house`]: super::house

use super::access::{Lock, code_behind};
use super::bare::bare;
use super::house::{dated, house, spelt};
use super::line::{Cut, Leaves};
use super::street::{after_street, around, behind_name};
use super::unit::{Surety, floor, floor_in_words, said, unit};
use super::view::View;
use super::words::{Mark, Trace};

/// Every house and flat number, and every code that opens a door.
pub(crate) fn doors(view: &View) -> Vec<Cut> {
    let mut cuts = Vec::new();
    if !view.clean().contains(|c: char| c.is_numeric()) && view.marks().is_empty() {
        return cuts;
    }
    for mark in view.marks() {
        match mark.trace {
            Trace::StreetBefore | Trace::StreetName => {
                cuts.extend(around(view, mark.at, mark.end));
            }
            Trace::StreetBeforeCapital if view.capital_soon(mark.end, 3) => {
                cuts.extend(around(view, mark.at, mark.end));
            }
            Trace::StreetAfter => cuts.extend(after_street(view, mark.at, mark.end)),
            Trace::StreetAfterCapital if mark.at > 0 && view.capital(mark.at - 1) => {
                cuts.extend(after_street(view, mark.at, mark.end));
            }
            _ => cuts.extend(beside(view, mark)),
        }
    }
    for at in 0..view.len() {
        cuts.extend(bare(view, at));
    }
    cuts
}

/// What a word that is no street betrays.
fn beside(view: &View, mark: &Mark) -> Option<Cut> {
    let (at, end) = (mark.at, mark.end);
    match mark.trace {
        Trace::Unit => unit(view, at, end, Surety::Sure).or_else(|| said(view, end)),
        Trace::UnitPerhaps => unit(view, at, end, Surety::Unsure),
        Trace::UnitThing => unit(view, at, end, Surety::Thing),
        Trace::UnitAfter => floor(view, at, end),
        Trace::FloorWord => floor_in_words(view, at, end),
        Trace::Key if view.covered(at, Trace::NoKey) => None,
        Trace::Key => code_behind(view, end, Lock::Key),
        Trace::Gate => code_behind(view, end, Lock::Gate),
        Trace::Dial => code_behind(view, end, Lock::Dial),
        Trace::StreetLead if name_of_street(view, end) => behind_name(view, end, 2),
        Trace::Home => at_home(view, end),
        Trace::HomeLabel if view.gap(end - 1).contains(':') => at_home(view, end),
        _ => None,
    }
}

/// The number that follows "I live at", or the one behind the name that follows "my address is": "Rosenhof 12".
fn at_home(view: &View, at: usize) -> Option<Cut> {
    // "a knock at seven" is an hour.
    let hour = at > 0 && view.word(at - 1) == "at";
    let house = house(view, at).or_else(|| spelt(view, at).filter(|_| !hour));
    if let Some(house) = house.filter(|house| !view.counted(house.end)) {
        if !house.alone || !dated(view, house.end) {
            return Some(door(view, house.at, house.end, Leaves::Sign));
        }
        // "moro na 15 de novembro 230".
        return behind_name(view, at, 3);
    }
    let named = (view.capital(at) || view.caseless(at)) && view.end_of(at, Trace::Area).is_none();
    let cut = named.then(|| behind_name(view, at, 3)).flatten()?;
    let name = view.clean().get(view.span(at).start..cut.span.end)?;
    (!name.contains(['.', ',', ';', ':', '\n'])).then_some(cut)
}

/// Whether token `at` may name a street by itself: "Am *Markt* 5", not "im *Block* 5" nor "auf der *A* 8".
fn name_of_street(view: &View, at: usize) -> bool {
    let area = view.end_of(at, Trace::Area).is_some();
    let label = view.end_of(at, Trace::Label).is_some();
    view.capital(at) && !view.letter(at) && !view.time(at) && !area && !label
}

/// The cut of tokens `at..end`, with the comma and the brackets that would be left alone.
pub(super) fn door(view: &View, at: usize, end: usize, leaves: Leaves) -> Cut {
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
