//! Posts that come round: each turn is a date of its own, promised and finished by itself, and the next one follows by the
//! calendar and the clock on the wall.

use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{AskAgain, Board, Policy, Post, PostNo, Shape, State, Timing};
use crate::parser::{Precision, Repeats, Urgency, When};

pub(super) const HOUR: Duration = Duration::from_secs(3600);
pub(super) const DAY: Duration = Duration::from_secs(24 * 3600);
/// What is wanted within this time is wanted soon.
const SOON: Duration = Duration::from_secs(48 * 3600);
/// How long a turn that is done stays so before the next one takes its place, where there is time.
const RESTS: Duration = Duration::from_secs(12 * 3600);
/// How many turns may pass without anything being done before its author is asked whether it is still wanted.
const IDLE_TURNS: u32 = 4;
/// The same of what comes once a month: nobody remembers for longer what they asked for.
const IDLE_MONTHS: u32 = 2;

/// The turn that a post which comes round is in.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Round {
    /// When it began.
    pub began: Timestamp,
    /// When it is over though nobody says that it is done.
    pub over: Timestamp,
    /// It is done: when the next one follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comes: Option<Comes>,
}

/// The turn after one that is done.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Comes {
    /// When it takes the place of the one that is done.
    pub at: Timestamp,
    /// When it is wanted.
    pub when: When,
}

/// Something about a post that comes round.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "round", rename_all = "snake_case")]
pub enum RoundFact {
    /// It is in this turn; none where it comes round no more.
    Set { no: PostNo, turn: Option<Round> },
    /// Its turn is not over before this instant.
    Stays { no: PostNo, until: Timestamp },
    /// Its turn is done, and the next one follows.
    Rests { no: PostNo, comes: Comes },
    /// The next turn begins: nobody has promised on it yet.
    Turned {
        no: PostNo,
        turn: Round,
        when: Option<When>,
        urgency: Urgency,
        nudge: Option<Timestamp>,
        /// Where the last one was done: how long it stays. What nobody did stays as long as it would have.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        timing: Option<Timing>,
    },
}

impl Post {
    /// Whether it is done for this time, and comes again.
    #[must_use]
    pub fn rests(&self) -> bool {
        self.comes().is_some()
    }

    /// When it comes again, where it is done for this time.
    #[must_use]
    pub fn comes(&self) -> Option<Comes> {
        let done = matches!(self.state, State::Done(_)) && !self.erased;
        self.round.filter(|_| done)?.comes
    }

    /// Whether something can still come of it: it is on the board or held, or comes again.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        matches!(self.state, State::Live | State::Held(_)) || self.rests()
    }

    /// Since when it waits: since it was made, or since its turn began.
    #[must_use]
    pub fn waits_since(&self) -> Timestamp {
        self.round.map_or(self.made, |round| round.began)
    }

    /// When it takes its next turn, as it stands.
    pub(super) fn turns(&self, no: PostNo) -> Option<(Timestamp, Due)> {
        let round = self.round.filter(|_| !self.erased)?;
        let at = match self.state {
            State::Live => Some(round.over),
            State::Done(_) => round.comes.map(|comes| comes.at),
            _ => None,
        };
        at.map(|at| (at, Due::Turn(no)))
    }
}

impl Policy {
    /// The turn that a post is in from `now` on; none where it does not come round.
    #[must_use]
    pub fn turn(&self, shape: &Shape, now: Timestamp) -> Option<Round> {
        let repeats = shape.repeats?;
        let over = match shape.when {
            Some(when) => self.end_of_day(when.at),
            None => self.next_date(repeats, shape, now, now)?.at,
        };
        Some(Round {
            began: now,
            over: over.max(now.plus(HOUR)),
            comes: None,
        })
    }

    /// The turn after this one, no earlier than `now`: when it is wanted. A post of which no day is named comes round as
    /// many weeks after its last turn began.
    #[must_use]
    pub fn next_turn(&self, shape: &Shape, round: &Round, now: Timestamp) -> Option<When> {
        self.next_date(shape.repeats?, shape, round.began, now)
    }

    fn next_date(
        &self,
        repeats: Repeats,
        shape: &Shape,
        began: Timestamp,
        now: Timestamp,
    ) -> Option<When> {
        let last = self.date(shape.when.map_or(began, |when| when.at));
        let next = repeats.after(last, self.date(now))?;
        let when = repeats.on(next, &self.zone)?;
        if when.precision == Precision::Day || when.at > now {
            return Some(when);
        }
        let tomorrow = self.date(now).tomorrow().ok()?;
        repeats.on(repeats.after(last, tomorrow)?, &self.zone)
    }

    /// When the next turn takes the place of one that is done at `now`.
    #[must_use]
    pub fn comes(&self, shape: &Shape, round: &Round, now: Timestamp) -> Option<Comes> {
        let when = self.next_turn(shape, round, now)?;
        let at = match shape.when {
            Some(_) => {
                let rested = self.out_of_quiet(now.plus(RESTS));
                rested.min(when.at.minus(DAY)).max(now.plus(HOUR))
            }
            // Without a day it is done for its whole week.
            None => self.out_of_quiet(when.at),
        };
        Some(Comes { at, when })
    }

    /// A turn that somebody has promised and not finished goes on a day longer, where that leaves a day before the next.
    #[must_use]
    pub fn turn_kept(&self, shape: &Shape, round: &Round) -> Option<Timestamp> {
        let day_over = self.end_of_day(shape.when?.at);
        let next = self.next_turn(shape, round, day_over)?;
        let kept = day_over.plus(DAY);
        (next.at >= kept.plus(DAY)).then_some(kept)
    }

    /// The shape of a post in its next turn.
    #[must_use]
    pub fn turned(&self, shape: &Shape, next: When, now: Timestamp) -> Shape {
        let when = shape.when.map(|_| next);
        let soon = when.is_some_and(|when| when.at <= now.plus(SOON));
        Shape {
            when,
            urgency: if soon { Urgency::Soon } else { Urgency::Normal },
            ..*shape
        }
    }

    /// After how long without anything being done its author is asked whether a post that comes round is still wanted.
    pub(super) fn idle(&self, repeats: Repeats) -> Duration {
        if repeats.monthly().is_some() {
            return IDLE_MONTHS * 31 * DAY + DAY;
        }
        let in_a_round = u32::try_from(repeats.days().count()).unwrap_or(7).max(1);
        let rounds = IDLE_TURNS.div_ceil(in_a_round);
        7 * DAY * u32::from(repeats.weeks()) * rounds + DAY
    }

    /// When the rooms are next reminded, after `passed`, of a turn that is wanted at `when`: counted back from then. What
    /// would be due at night is said the evening before.
    pub(super) fn nudge_before(
        &self,
        shape: &Shape,
        when: When,
        passed: Timestamp,
    ) -> Option<Timestamp> {
        let before = match shape.urgency {
            Urgency::Urgent => &self.nudges.urgent,
            Urgency::Soon => &self.nudges.soon,
            Urgency::Normal => &self.nudges.later,
        };
        let wanted = self.moment(when);
        let times = before
            .iter()
            .map(|span| self.before_quiet(wanted.minus(*span)));
        times.filter(|at| *at > passed).min()
    }

    fn date(&self, at: Timestamp) -> Date {
        at.to_jiff().to_zoned(self.zone.clone()).date()
    }

    /// Whether the hour is over in which something is wanted, or the day where no hour is named.
    pub(super) fn is_over(&self, when: When, now: Timestamp) -> bool {
        let over = match when.precision {
            Precision::Time => when.at.plus(HOUR),
            Precision::Day => self.end_of_day(when.at),
        };
        over <= now
    }

    /// Midnight after `at`.
    fn end_of_day(&self, at: Timestamp) -> Timestamp {
        let tomorrow = self.date(at).tomorrow();
        let midnight = tomorrow.and_then(|day| day.to_zoned(self.zone.clone()));
        midnight.map_or(at.plus(DAY), |it| Timestamp::from(it.timestamp()))
    }
}

impl Board {
    pub(super) fn apply_to_round(&mut self, fact: &RoundFact) {
        match fact {
            RoundFact::Set { no, turn } => self.change_unseen(*no, |post| post.round = *turn),
            RoundFact::Stays { no, until } => self.change_unseen(*no, |post| {
                if let Some(round) = &mut post.round {
                    (round.over, round.comes) = (*until, None);
                }
            }),
            RoundFact::Rests { no, comes } => self.change(*no, |post| {
                if let Some(round) = &mut post.round {
                    round.comes = Some(*comes);
                }
            }),
            RoundFact::Turned {
                no,
                turn,
                when,
                urgency,
                nudge,
                timing,
            } => {
                let before = self.post(*no).map(|post| post.people().collect::<Vec<_>>());
                for person in before.into_iter().flatten() {
                    self.loosen(person);
                }
                self.change(*no, |post| {
                    post.state = State::Live;
                    (post.shape.when, post.shape.urgency) = (*when, *urgency);
                    post.round = Some(*turn);
                    post.timing = timing.unwrap_or(post.timing);
                    post.timing.nudge = *nudge;
                    post.claims.clear();
                    post.backups.clear();
                    post.parts = 0;
                    post.again = AskAgain::No;
                    post.erase = None;
                });
            }
        }
    }
}
