//! What is held back and why, and what was done to keep people safe.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, PersonId, Post, PostNo, RoomId, State};
use crate::parser::Signs;

const HOUR: Duration = Duration::from_secs(3600);

/// Why a post is held back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Its words sound as if somebody were in danger: its author says whether it is shown.
    Danger,
    /// It asks for money with the marks of fraud: an organizer says, or time.
    Money,
}

impl Hold {
    /// Why a message that shows this is held back as a post.
    #[must_use]
    pub fn of(signs: Signs) -> Option<Self> {
        match signs {
            Signs { danger: true, .. } => Some(Self::Danger),
            Signs { fraud: true, .. } => Some(Self::Money),
            Signs { .. } => None,
        }
    }
}

/// What is remembered to keep people safe.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Safety {
    /// When somebody was last told where there is help.
    #[serde(default)]
    comforted: BTreeMap<PersonId, Timestamp>,
    /// When somebody promised something, within the last hour.
    #[serde(default)]
    promises: BTreeMap<PersonId, Vec<Timestamp>>,
    /// When the organizers were last told that somebody takes very much.
    #[serde(default)]
    flooded: BTreeMap<PersonId, Timestamp>,
}

impl Safety {
    /// What is remembered of an account is remembered of the person it is linked to.
    pub(super) fn hand_over(&mut self, account: PersonId, person: PersonId) {
        for last in [&mut self.comforted, &mut self.flooded] {
            if let Some(at) = last.remove(&account) {
                let known = last.entry(person).or_insert(at);
                *known = at.max(*known);
            }
        }
        if let Some(promised) = self.promises.remove(&account) {
            let known = self.promises.entry(person).or_default();
            known.extend(promised);
            known.sort_unstable();
        }
    }
}

/// Something that keeps people safe.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "safety", rename_all = "snake_case")]
pub enum SafetyFact {
    /// A post is held back.
    HeldFor { no: PostNo, why: Hold },
    /// It no longer is.
    LetGo { no: PostNo },
    /// Nobody looked at it in time: it is shown with a word of caution, where it was written privately in the one
    /// room its author is known from.
    Cautioned { no: PostNo, home: Option<RoomId> },
    /// A post that was on the board is held back, for what it says now.
    HeldAgain {
        no: PostNo,
        why: Hold,
        until: Timestamp,
    },
    /// Somebody was told where there is help.
    Comforted { person: PersonId, at: Timestamp },
    /// The organizers were told that somebody takes very much in an hour.
    Flooded { person: PersonId, at: Timestamp },
}

/// What is said to keep people safe.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "for_safety", rename_all = "snake_case")]
pub enum SafetySaying {
    /// To one who may be in danger, privately: where there is help.
    Comfort,
    /// To one who may be in danger, privately: shall their post be shown?
    AskShow { no: PostNo },
    /// To them: it is shown.
    ShowNoted { no: PostNo },
    /// To an author, privately: why their post waits, and how long.
    MoneyHeld { no: PostNo, until: Timestamp },
    /// To the organizers: it waits for their word.
    MoneyWaits { no: PostNo, until: Timestamp },
    /// To its author: it is shown.
    LetThrough { no: PostNo },
    /// To its author: it is not.
    Refused { no: PostNo },
    /// To an organizer: only its author can say.
    AuthorDecides { no: PostNo },
    /// To one who promises very much in an hour.
    TakesMuch { no: PostNo },
    /// To the organizers: who that is.
    SomebodyTakesMuch { person: PersonId },
}

impl Post {
    /// Whether it is held back still.
    pub(super) fn is_held(&self) -> bool {
        matches!(self.state, State::Held(_))
    }
}

impl Board {
    /// Whether somebody was told where there is help in the last hours.
    pub(super) fn was_comforted(&self, person: PersonId, now: Timestamp) -> bool {
        let told = self.safety.comforted.get(&person);
        told.is_some_and(|at| now.since(*at) < 6 * HOUR)
    }

    /// How often somebody promised something in the last hour.
    pub(super) fn promises_of(&self, person: PersonId, now: Timestamp) -> usize {
        let promises = self.safety.promises.get(&person).into_iter().flatten();
        promises.filter(|at| now.since(**at) < HOUR).count()
    }

    /// Whether the organizers were told in the last hour that somebody takes very much.
    pub(super) fn is_flooded(&self, person: PersonId, now: Timestamp) -> bool {
        let told = self.safety.flooded.get(&person);
        told.is_some_and(|at| now.since(*at) < HOUR)
    }

    /// Nothing of this tells any more of somebody who is forgotten, or whom nothing needs to know.
    pub(super) fn forget_safety(&mut self, person: PersonId) {
        self.safety.comforted.remove(&person);
        self.safety.promises.remove(&person);
        self.safety.flooded.remove(&person);
    }

    pub(super) fn promised(&mut self, person: PersonId, at: Timestamp) {
        let promises = self.safety.promises.entry(person).or_default();
        promises.retain(|before| at.since(*before) < HOUR);
        promises.push(at);
    }

    pub(super) fn kept_safe(&mut self, fact: &SafetyFact) {
        match fact {
            SafetyFact::HeldFor { no, why } => {
                self.change_unseen(*no, |post| post.held_for = Some(*why));
            }
            SafetyFact::LetGo { no } => self.change(*no, |post| {
                post.cleared = post.held_for.take().or(post.cleared);
                post.caution = false;
            }),
            SafetyFact::Cautioned { no, home } => self.change_unseen(*no, |post| {
                post.cleared = post.held_for.take();
                post.caution = true;
                post.home = *home;
            }),
            SafetyFact::HeldAgain { no, why, until } => {
                self.fresh.remove(no);
                self.change(*no, |post| {
                    post.state = State::Held(*until);
                    post.held_for = Some(*why);
                    post.cleared = None;
                    post.caution = false;
                });
                self.take_notices_back(*no);
            }
            SafetyFact::Comforted { person, at } => {
                self.safety.comforted.insert(*person, *at);
            }
            SafetyFact::Flooded { person, at } => {
                self.safety.flooded.insert(*person, *at);
            }
        }
    }
}
