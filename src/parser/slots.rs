//! Message → how many a post takes: "3 volunteers", "4 packs", "blankets x5". (What about, when, where and how urgent have
//! files of their own.)
//!
//! A message is one post, also where it names several things: "pasta, milk and nappies" is one errand to whoever takes
//! it, and one notice reads better than three; its category is the one most of its words are of. What differs in kind
//! (a need and an offer in one message) or stands on lines of its own would be two posts; that takes one reading for
//! each part of a message, and is left to its author, who can write two.

use super::Slots;
use super::message::Message;
use super::redact::Redacted;
use super::redact::words::Trace;
use super::role::{Cue, Layer, Role, Time};
use super::trie::Hit;
use crate::board::Kind;

/// How many anybody asks for: what is more is a number of something else.
const MOST: u32 = 99;

/// How many it takes. "size 4", "7am", "block 5", "50mg tablets" and "N95 masks" count nothing, and neither do those whom one
/// neighbour takes all together: "a ride for 3".
///
/// A number that is cut from the notice counts nothing there either: what reads "14 Bakers Lane" to others would be a house again.
pub(crate) fn slots(redacted: &Redacted, kind: Option<Kind>) -> Slots {
    let numbers = Numbers { redacted, kind };
    numbers
        .times()
        .or_else(|| numbers.counted())
        .or_else(|| numbers.seats())
        .or_else(|| numbers.asked_for())
        .map_or_else(Slots::default, Slots::new)
}

/// The numbers of a message.
struct Numbers<'r, 'm> {
    redacted: &'r Redacted<'m>,
    kind: Option<Kind>,
}

impl Numbers<'_, '_> {
    fn message(&self) -> &Message {
        self.redacted.view.message
    }

    /// What stands at token `at`, where it may be how many.
    fn value(&self, at: usize) -> Option<u32> {
        let value = self.message().value(at)?;
        let may = (1..=MOST).contains(&value) && !self.redacted.hides(at);
        may.then_some(value)
    }

    fn word(&self, at: usize) -> &str {
        let message = self.message();
        let token = message.tokens().get(at);
        token.map_or("", |token| message.normal.word(token))
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.message()
            .starting(at, Layer::Fact)
            .any(|hit| hit.role == role)
    }

    /// Whether token `at` makes the number before it an hour, or so many hours.
    fn is_hour(&self, at: usize) -> bool {
        self.message().starting(at, Layer::Fact).any(|hit| {
            matches!(
                hit.role,
                Role::Time(Time::Oclock | Time::Hours | Time::Minutes)
            )
        })
    }

    /// Whether the tokens at both places are said in one clause.
    fn same_clause(&self, one: usize, other: usize) -> bool {
        let clause = |at: usize| self.message().tokens().get(at).map(|token| token.clause);
        clause(one).is_some() && clause(one) == clause(other)
    }

    /// "blankets x5", "2x Bett": a number that its times sign shows.
    fn times(&self) -> Option<u32> {
        let plain =
            |at: usize| at < self.message().tokens().len() && self.message().value(at).is_none();
        let glued = |at: usize| self.message().gap(at).is_empty();
        let written = |at: usize| {
            let token = self.message().tokens().get(at)?;
            self.message()
                .normal
                .clean
                .get(token.clean.0..token.clean.1)
        };
        (0..self.message().tokens().len()).find_map(|at| {
            let behind =
                written(at + 1) == Some("x") && glued(at) && !glued(at + 1) && plain(at + 2);
            let before = at.checked_sub(2).is_some_and(|named| {
                written(at - 1) == Some("x") && glued(at - 1) && !glued(named) && plain(named)
            });
            (behind || before).then(|| self.value(at))?
        })
    }

    /// "3 volunteers" or "3 strong volunteers".
    fn counted(&self) -> Option<u32> {
        let message = self.message();
        let of = |hit: usize| {
            let at = [1, 2]
                .into_iter()
                .filter_map(|back| hit.checked_sub(back))
                .filter(|&at| self.same_clause(at, hit))
                .find(|&at| {
                    let unit = self.is(at + 1, Role::Uncounted) && !self.is(at + 1, Role::Counted);
                    message.value(at).is_some() && !unit && !self.is_hour(at + 1)
                })?;
            (!self.uncounted(at) && !self.glued(at)).then(|| self.value(at))?
        };
        message
            .hits
            .iter()
            .filter(|hit| hit.role == Role::Counted)
            .find_map(|hit| of(hit.at))
    }

    /// "room for 3 in my car": places that an offer has.
    fn seats(&self) -> Option<u32> {
        (self.kind == Some(Kind::Offer)).then_some(())?;
        self.redacted
            .view
            .marks()
            .iter()
            .filter(|mark| mark.trace == Trace::RoomFor)
            .filter(|mark| !self.is_hour(mark.end + 1) && !self.is(mark.end + 1, Role::Uncounted))
            .find_map(|mark| self.value(mark.end))
    }

    /// "need 50 tamales": what is counted may be any word, where the number stands right behind the asking.
    fn asked_for(&self) -> Option<u32> {
        let message = self.message();
        let currency = |at: usize| {
            self.redacted
                .view
                .marks()
                .iter()
                .any(|mark| mark.at == at && mark.trace == Trace::Currency)
        };
        (0..message.tokens().len())
            .filter(|&at| self.asked(at) && !self.glued(at))
            .find_map(|at| {
                let value = self.value(at).filter(|&value| value > 1)?;
                let named = message.tokens().get(at + 1)?;
                let thing = !named.symbol
                    && message.value(at + 1).is_none()
                    && self.word(at + 1).chars().nth(2).is_some()
                    && message.gap(at) == " "
                    && self.same_clause(at, at + 1)
                    && !message.is_little(at + 1);
                let measure =
                    self.is(at + 1, Role::Uncounted) || self.is_hour(at + 1) || currency(at + 1);
                (thing && !measure).then_some(value)
            })
    }

    /// "looking for 4 drivers" counts, "dinner for 4" does not.
    fn asked(&self, at: usize) -> bool {
        self.message().cues().any(|(cue, hit)| {
            matches!(cue, Cue::Seek | Cue::Ask | Cue::Want | Cue::Offer) && hit.end() == at
        })
    }

    /// "I have 3 seats": of what is offered, what one has counts.
    fn had(&self, at: usize) -> bool {
        let has = |(cue, hit): (Cue, &Hit)| cue == Cue::Have && hit.end() == at;
        self.kind == Some(Kind::Offer) && self.message().cues().any(has)
    }

    /// Whether what stands before the number at `at` makes it a size, an age, an hour.
    fn uncounted(&self, at: usize) -> bool {
        let made = |role: Role| {
            self.message()
                .hits
                .iter()
                .any(|hit| hit.end() == at && hit.role == role)
        };
        !self.asked(at) && !self.had(at) && made(Role::Uncounted)
    }

    /// "N95", "FFP2".
    fn glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|before| {
            let word = self.message().tokens().get(before);
            word.is_some_and(|word| !word.symbol) && self.message().gap(before).is_empty()
        })
    }
}
