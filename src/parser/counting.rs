//! Claim → how many of a counted post it takes.
//!
//! "Two of the chairs" and "me and my brother" take two; "at two", "class 2" and "two doors down" do not. Each number in the
//! words is weighed by what stands around it, and so are the words as a whole for the small numbers that people leave
//! unsaid, by weights that the [model](super::model) learnt from claims.

use std::ops::RangeInclusive;

use super::amount::measures;
use super::classes::Classes;
use super::features::{CLASS, GAP, hash, join, pieces};
use super::message::Message;
use super::role::{Layer, Role};

/// How many buckets the weights have, as a power of two.
pub(crate) const BITS: u32 = 18;

/// The most of a post that anybody takes.
const MOST: u32 = 99;

/// How far around a number is looked, in words.
const NEAR: usize = 3;

/// How many words of a claim are looked at for numbers: nobody says how many after more.
const FIRST: usize = 400;

/// How many words of a claim are weighed as a whole.
const WORDS: usize = 60;

/// The numbers that are told without a number: "both of us", "mi hermano y yo".
const UNSAID: RangeInclusive<u32> = 1..=4;

/// A number that a claim may take, and the buckets of what speaks for it and against it.
pub(crate) struct Candidate {
    pub value: u32,
    /// Whether it stands in the message as a number.
    pub said: bool,
    pub features: Vec<u32>,
}

/// Every number that a claim may take.
pub(crate) fn candidates(message: &Message, classes: &Classes) -> Vec<Candidate> {
    let words = Words::of(message, classes);
    let said = (0..words.known.len()).filter_map(|at| {
        let value = message
            .value(at)
            .filter(|value| (1..=MOST).contains(value))?;
        let counts = !message.tokens()[at].hash && !measures(message, at);
        counts.then(|| words.around(at, value))
    });
    said.chain(UNSAID.map(|value| words.without(value)))
        .collect()
}

/// The words of a message as numbers.
struct Words<'a> {
    message: &'a Message,
    /// For each word its hash and its class.
    known: Vec<(u32, u32)>,
    /// The smallest and the largest number in them.
    least: Option<u32>,
    most: Option<u32>,
}

impl<'a> Words<'a> {
    fn of(message: &'a Message, classes: &Classes) -> Self {
        let known = message.tokens().iter().take(FIRST).map(|token| {
            let hash = match token.number {
                Some(number) => join(NUMBER, number.min(MOST)),
                None => hash(message.normal.word(token)),
            };
            (hash, u32::from(classes.of(hash)).wrapping_mul(CLASS))
        });
        let numbers = || (0..message.tokens().len().min(FIRST)).filter_map(|at| message.value(at));
        Self {
            message,
            known: known.collect(),
            least: numbers().min(),
            most: numbers().max(),
        }
    }

    /// What stands `by` words away from `at`, within the message: a word and its class.
    fn by(&self, at: usize, by: isize) -> (u32, u32) {
        let place = at.checked_add_signed(by);
        place
            .and_then(|at| self.known.get(at).copied())
            .unwrap_or((OUTSIDE, 0))
    }

    /// A number that stands at token `at`.
    fn around(&self, at: usize, value: u32) -> Candidate {
        let mut features = Vec::with_capacity(64);
        let mut say = |hash: u32| features.push(hash >> (32 - BITS));
        let near = NEAR.cast_signed();
        for by in -near..=near {
            let ((word, class), place) = (self.by(at, by), BY.wrapping_add_signed(by as i32));
            say(join(word, place));
            say(join(class, join(place, CLASS)));
        }
        for (one, other) in [(-2, -1), (-1, 1), (1, 2), (-1, 0), (0, 1), (-2, 1)] {
            let place = BY.wrapping_add_signed((one * 8 + other) as i32);
            let ((word, class), (beside, other)) = (self.by(at, one), self.by(at, other));
            say(join(join(word, beside), place));
            say(join(join(class, other), join(place, CLASS)));
        }
        // What else is said: whoever takes a part says so elsewhere too.
        for &(word, class) in self.known.iter().take(WORDS) {
            say(join(word, ALL));
            say(join(class, join(ALL, CLASS)));
        }
        // What is counted, by its letters.
        for by in [-1, 1] {
            let place = at.checked_add_signed(by);
            let token = place.and_then(|at| self.message.tokens().get(at));
            if let Some(token) = token.filter(|token| token.number.is_none()) {
                let place = BY.wrapping_add_signed(by as i32);
                pieces(self.message.normal.word(token), |piece| {
                    say(join(piece, place));
                });
            }
        }
        for (role, by) in [(at.wrapping_sub(1), 1), (at, 2), (at + 1, 3)] {
            for hit in self.message.starting(role, Layer::Fact) {
                let kind = match hit.role {
                    Role::Time(_) => 1,
                    Role::Uncounted => 2,
                    Role::Counted => 3,
                    Role::Thing(_) => 4,
                    _ => continue,
                };
                say(join(join(FACT, kind), by));
            }
        }
        let digits = u32::from(self.message.tokens()[at].number.is_some());
        say(join(join(VALUE, value), digits));
        say(join(SIZE, value.ilog2()));
        let last = at + 1 == self.known.len();
        say(join(join(EDGE, u32::from(at == 0)), u32::from(last)));
        // What is written between it and its neighbours: "7:15", "6.", "2-3".
        for before in [at.checked_sub(1), Some(at)].into_iter().flatten() {
            let sign = self.message.gap(before).chars().find(|c| *c != ' ');
            let side = join(SIGN, u32::from(before == at));
            say(join(side, sign.map_or(0, u32::from)));
        }
        let larger = self.most.is_some_and(|most| most > value);
        let smaller = self.least.is_some_and(|least| least < value);
        say(join(OTHERS, u32::from(larger) << 1 | u32::from(smaller)));
        Candidate {
            value,
            said: true,
            features,
        }
    }

    /// A number that the words amount to without saying it.
    fn without(&self, value: u32) -> Candidate {
        let kind = join(UNSAID_KIND, value);
        let mut features = Vec::with_capacity(64);
        let mut say = |hash: u32| features.push(join(hash, kind) >> (32 - BITS));
        say(0);
        say(join(OTHERS, u32::from(self.least.is_none())));
        let (mut before, mut two_before) = (OUTSIDE, OUTSIDE);
        for (token, &(word, class)) in self.message.tokens().iter().zip(&self.known).take(WORDS) {
            say(word);
            say(join(before, word));
            say(join(join(two_before, GAP), word));
            say(join(class, CLASS));
            if token.number.is_none() {
                pieces(self.message.normal.word(token), &mut say);
            }
            (two_before, before) = (before, word);
        }
        Candidate {
            value,
            said: false,
            features,
        }
    }
}

/// What each of `count` features weighs.
#[must_use]
pub(crate) fn scale(count: usize) -> f32 {
    1.0 / (count.max(1) as f32).sqrt()
}

const NUMBER: u32 = 0x71c9_44a5;
const OUTSIDE: u32 = 0x2f0b_4c47;
const BY: u32 = 0x0000_1000;
const FACT: u32 = 0x6a09_e667;
const VALUE: u32 = 0xbb67_ae85;
const SIZE: u32 = 0x510e_527f;
const ALL: u32 = 0x3956_c25b;
const EDGE: u32 = 0x9b05_688c;
const SIGN: u32 = 0x1f83_d9ab;
const OTHERS: u32 = 0x5be0_cd19;
const UNSAID_KIND: u32 = 0x428a_2f98;
