//! Message → need, offer or chatter, with how sure that is.
//!
//! Words are told apart by role, not by language: who speaks ("I need"), to whom ("does anyone have"), of
//! what (a thing people lack), and what speaks against it (a joke, a rule, a shop). Each sentence earns
//! points; the best one, with what the rest of the message adds, becomes a confidence.

use super::message::Message;
use super::normal::Token;
use super::role::{Cue, Role, Time};
use super::{Answers, Category, Context};
use crate::board::Kind;

/// What detection found.
pub(crate) struct Detected {
    pub kind: Option<Kind>,
    pub confidence: f32,
    pub evidence: Vec<&'static str>,
}

/// Points at which need or offer and chatter are equally likely, and how quickly that changes.
const EVEN: f32 = 1.8;
const SLOPE: f32 = 2.0;

/// How many words a thing may stand behind the words that ask for it.
const REACH: usize = 12;

/// How many cues of a message are weighed; a request needs one.
const CUES: usize = 64;

/// Need, offer or chatter.
pub(crate) fn detect(message: &Message, ctx: &Context) -> Detected {
    let context = Circumstance::new(message, ctx);
    let need = score(message, &context, Kind::Need);
    let offer = score(message, &context, Kind::Offer);
    let (kind, best) = if offer.points > need.points {
        (Kind::Offer, offer)
    } else {
        (Kind::Need, need)
    };
    if best.points <= 0.0 {
        return Detected {
            kind: None,
            confidence: 0.0,
            evidence: Vec::new(),
        };
    }
    let confidence = 1.0 / (1.0 + (-SLOPE * (best.points - EVEN)).exp());
    Detected {
        kind: (confidence >= 0.5).then_some(kind),
        confidence,
        evidence: best.evidence,
    }
}

#[derive(Default)]
struct Score {
    points: f32,
    evidence: Vec<&'static str>,
}

impl Score {
    fn add(&mut self, points: f32, why: &'static str) {
        self.points += points;
        self.evidence.push(why);
    }
}

/// What the message as a whole says for or against a post.
struct Circumstance {
    sum: Score,
}

impl Circumstance {
    fn new(message: &Message, ctx: &Context) -> Self {
        let mut sum = Score::default();
        let has = |wanted: Cue| message.cues().any(|(cue, _)| cue == wanted);
        let against: [(Cue, f32, &'static str); 9] = [
            (Cue::Joke, -2.0, "joke"),
            (Cue::Idiom, -0.7, "idiom"),
            (Cue::Past, -1.6, "past"),
            (Cue::Thanks, -1.2, "thanks"),
            (Cue::Tech, -2.5, "technical"),
            (Cue::Policy, -1.8, "policy"),
            (Cue::Forward, -3.0, "forwarded"),
            (Cue::Advert, -2.2, "advert"),
            (Cue::You, -1.2, "about the other's need"),
        ];
        for (cue, points, why) in against {
            if has(cue) {
                sum.add(points, why);
            }
        }
        let favour = [
            (Cue::Please, 0.4, "please"),
            (Cue::Urgent, 0.7, "urgent"),
            (Cue::Kin, 0.5, "for kin"),
        ];
        for (cue, points, why) in favour {
            if has(cue) {
                sum.add(points, why);
            }
        }
        let times = |wanted: fn(Time) -> bool| {
            message
                .hits
                .iter()
                .any(|hit| matches!(hit.role, Role::Time(time) if wanted(time)))
        };
        if times(|time| matches!(time, Time::Day(_) | Time::Weekday(_) | Time::Month(_))) {
            sum.add(0.4, "day");
        }
        if times(|time| matches!(time, Time::Morning | Time::Evening | Time::Oclock)) {
            sum.add(0.3, "hour");
        }
        if ctx.private {
            sum.add(0.5, "private");
        }
        if ctx.answers == Answers::Post {
            sum.add(-1.0, "answers a post");
        }
        Self { sum }
    }
}

/// How much the message sounds like a post of `kind`.
fn score(message: &Message, context: &Circumstance, kind: Kind) -> Score {
    let mut best = Score::default();
    for (cue, hit) in message.cues().take(CUES) {
        let things = things_near(message, hit.at, hit.end());
        let asks = message
            .tokens()
            .get(hit.at)
            .is_some_and(|token| message.normal.asks(token));
        let beside = |wanted: Cue| near(message, hit.at, wanted);
        let near = |wanted: Cue| beside(wanted) > 0;
        let mut here = Score::default();
        match (kind, cue) {
            (Kind::Need, Cue::Want) if things > 0 => {
                here.add(if asks { 1.0 } else { 2.0 }, "wants a thing")
            }
            (Kind::Need, Cue::Ask) if things > 0 => here.add(2.0, "asks for a thing"),
            (Kind::Need, Cue::Seek) if things > 0 => {
                here.add(1.8, "seeks a thing");
                if hit.at == 0 {
                    here.add(0.4, "begins so");
                }
            }
            (Kind::Need, Cue::Lack) if things > 0 => here.add(1.7, "lacks a thing"),
            (Kind::Need, Cue::Plea) => here.add(if things > 0 { 2.1 } else { 1.7 }, "plea"),
            (Kind::Need, Cue::Plight) => here.add(1.7, "plight"),
            (Kind::Need, Cue::Borrow) if things > 0 && asks => here.add(1.5, "to borrow a thing"),
            (Kind::Offer, Cue::Offer) if things > 0 && (!asks || near(Cue::Spare)) => {
                here.add(2.1, "offers a thing");
                if hit.at == 0 {
                    here.add(0.4, "begins so");
                }
                if near(Cue::Spare) {
                    here.add(0.8, "to spare");
                }
            }
            (Kind::Offer, Cue::Have) if things > 0 && near(Cue::Spare) && !asks => {
                here.add(2.4, "has a thing to spare")
            }
            (Kind::Offer, Cue::Spare)
                if things > 0 && !near(Cue::Want) && !near(Cue::Ask) && !asks =>
            {
                here.add(1.3, "a thing to spare");
            }
            _ => continue,
        }
        if things > 1 {
            here.add(if things > 2 { 1.3 } else { 0.8 }, "several things");
        }
        if kind == Kind::Need && cue == Cue::Ask && near(Cue::Borrow) {
            here.add(0.9, "to borrow");
        }
        if kind == Kind::Offer && beside(Cue::Spare) > 1 {
            here.add(0.5, "more to spare");
        }
        if here.points > best.points {
            best = here;
        }
    }
    if best.points > 0.0 {
        if kind == Kind::Need {
            if message.names_place() {
                best.add(0.8, "place");
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
                best.add(if ways > 2 { 1.4 } else { 0.8 }, "asks in several ways");
            }
        }
        best.points += context.sum.points;
        best.evidence.extend(&context.sum.evidence);
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
