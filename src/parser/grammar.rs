//! What the grammar of asking and giving makes of a message, in points.
//!
//! Words are told apart by role, not by language: who speaks ("I need"), to whom ("does anyone have"), of what (a
//! thing people lack), and what speaks against it (a joke, a rule, a shop). Each sentence earns points; the best
//! one counts, with what the rest of the message adds. It knows a plain request in every language from its
//! lexicon alone, where the [model](super::model) has seen few.

use super::Category;
use super::message::Message;
use super::model::Scores;
use super::normal::Token;
use super::role::{Cue, Role, Time};
use crate::board::Kind;

/// How many words a thing may stand behind the words that ask for it.
const REACH: usize = 12;

/// How many cues of a message are weighed; a request needs one.
const CUES: usize = 64;

/// How much the grammar makes of a message as a need and as an offer: 0 for nothing, 2 and more for a plain one.
pub(crate) fn points(message: &Message) -> Scores {
    if message.cues().next().is_none() {
        return Scores::default();
    }
    let around = circumstance(message);
    let of = |kind| score(message, around, kind).max(0.0);
    Scores {
        need: of(Kind::Need),
        offer: of(Kind::Offer),
    }
}

/// What the message as a whole says for or against a post.
fn circumstance(message: &Message) -> f32 {
    let mut sum = 0.0;
    let has = |wanted: Cue| message.cues().any(|(cue, _)| cue == wanted);
    let against: [(Cue, f32); 9] = [
        (Cue::Joke, -2.0),
        (Cue::Idiom, -0.7),
        (Cue::Past, -1.6),
        (Cue::Thanks, -1.2),
        (Cue::Tech, -2.5),
        (Cue::Policy, -1.8),
        (Cue::Forward, -3.0),
        (Cue::Advert, -2.2),
        (Cue::You, -1.2),
    ];
    for (cue, points) in against {
        if has(cue) {
            sum += points;
        }
    }
    let favour = [(Cue::Please, 0.4), (Cue::Urgent, 0.7), (Cue::Kin, 0.5)];
    for (cue, points) in favour {
        if has(cue) {
            sum += points;
        }
    }
    let times = |wanted: fn(Time) -> bool| {
        message
            .hits
            .iter()
            .any(|hit| matches!(hit.role, Role::Time(time) if wanted(time)))
    };
    if times(|time| matches!(time, Time::Day(_) | Time::Weekday(_) | Time::Month(_))) {
        sum += 0.4;
    }
    if times(|time| matches!(time, Time::Morning | Time::Evening | Time::Oclock)) {
        sum += 0.3;
    }
    sum
}

/// How much the message sounds like a post of `kind`.
fn score(message: &Message, around: f32, kind: Kind) -> f32 {
    let mut best = 0.0;
    for (cue, hit) in message.cues().take(CUES) {
        let things = things_near(message, hit.at, hit.end());
        let asks = message
            .tokens()
            .get(hit.at)
            .is_some_and(|token| message.normal.asks(token));
        let beside = |wanted: Cue| near(message, hit.at, wanted);
        let near = |wanted: Cue| beside(wanted) > 0;
        let mut here = 0.0;
        match (kind, cue) {
            (Kind::Need, Cue::Want) if things > 0 => here += if asks { 1.0 } else { 2.0 },
            (Kind::Need, Cue::Ask) if things > 0 => here += 2.0,
            (Kind::Need, Cue::Seek) if things > 0 => {
                here += 1.8;
                if hit.at == 0 {
                    here += 0.4;
                }
            }
            (Kind::Need, Cue::Lack) if things > 0 => here += 1.7,
            (Kind::Need, Cue::Plea) => here += if things > 0 { 2.1 } else { 1.7 },
            (Kind::Need, Cue::Plight) => here += 1.7,
            (Kind::Need, Cue::Borrow) if things > 0 && asks => here += 1.5,
            (Kind::Offer, Cue::Offer) if things > 0 && (!asks || near(Cue::Spare)) => {
                here += 2.1;
                if hit.at == 0 {
                    here += 0.4;
                }
                if near(Cue::Spare) {
                    here += 0.8;
                }
            }
            (Kind::Offer, Cue::Have) if things > 0 && near(Cue::Spare) && !asks => here += 2.4,
            (Kind::Offer, Cue::Spare)
                if things > 0 && !near(Cue::Want) && !near(Cue::Ask) && !asks =>
            {
                here += 1.3;
            }
            _ => continue,
        }
        if things > 1 {
            here += if things > 2 { 1.3 } else { 0.8 };
        }
        if kind == Kind::Need && cue == Cue::Ask && near(Cue::Borrow) {
            here += 0.9;
        }
        if kind == Kind::Offer && beside(Cue::Spare) > 1 {
            here += 0.5;
        }
        if here > best {
            best = here;
        }
    }
    if best > 0.0 {
        if kind == Kind::Need {
            if message.names_place() {
                best += 0.8;
            }
            let asking = [
                Cue::Want,
                Cue::Ask,
                Cue::Seek,
                Cue::Lack,
                Cue::Plea,
                Cue::Plight,
            ];
            let ways = asking
                .iter()
                .filter(|&&way| message.cues().any(|(cue, _)| cue == way))
                .count();
            if ways > 1 {
                best += if ways > 2 { 1.4 } else { 0.8 };
            }
        }
        best += around;
    }
    best
}

/// How many kinds of things stand in the same sentence after the cue, within reach; where there are none, in
/// the same clause before it ("kambal chahiye", "food is needed").
fn things_near(message: &Message, at: usize, end: usize) -> usize {
    let Some(token) = message.tokens().get(at) else {
        return 0;
    };
    let kinds = |wanted: &dyn Fn(usize, &Token) -> bool| {
        let mut kinds: Vec<Category> = Vec::new();
        for hit in &message.hits {
            if let (Role::Thing(kind), Some(thing)) = (hit.role, message.tokens().get(hit.at))
                && !kinds.contains(&kind)
                && wanted(hit.at, thing)
            {
                kinds.push(kind);
            }
        }
        kinds.len()
    };
    let after = kinds(&|place, thing| {
        place >= at && place < end + REACH && thing.sentence == token.sentence
    });
    if after > 0 {
        after
    } else {
        kinds(&|place, thing| place < at && thing.clause == token.clause)
    }
}

/// How often a cue stands in the same sentence as token `at`.
fn near(message: &Message, at: usize, wanted: Cue) -> usize {
    let sentence = |at: usize| message.tokens().get(at).map(|token| token.sentence);
    message
        .cues()
        .filter(|(cue, hit)| *cue == wanted && sentence(hit.at) == sentence(at))
        .count()
}
