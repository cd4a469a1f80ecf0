//! Letters: words on their way from one end of a hand-off to the other.
//!
//! Their text is in the vault, under a number, from when it is written until it is told, and not a moment longer: told,
//! refused, taken back, or the conversation over, it is erased. Where somebody has several conversations open and does
//! not say which one is meant, their words wait sealed while they are asked, for a day at most. Nobody's words go to
//! two people, and nobody has to write them twice.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{Act, Board, HandoffId, MsgId, PersonId, PostNo, RelayId};

/// Letters that are not told yet.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Letters {
    /// The messages that letters on their way were written as.
    passing: BTreeMap<RelayId, MsgId>,
    /// Letters their writers took back before they were told.
    stopped: BTreeSet<RelayId>,
    /// What people wrote of whom it is not known yet whom it is for.
    unaddressed: BTreeMap<PersonId, Unaddressed>,
}

/// What somebody wrote while it is not known whom it is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unaddressed {
    /// What they wrote, oldest first.
    pub letters: Vec<Letter>,
    /// The conversations it can be for, in the order in which they were named.
    pub choices: Vec<HandoffId>,
    /// When they were last asked.
    pub asked: Timestamp,
    /// When it is let go.
    pub until: Timestamp,
}

/// One message of somebody's, to be passed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// Under which number its words are kept.
    pub relay: RelayId,
    /// The message.
    pub msg: MsgId,
    /// A picture or a recording came with it.
    pub attachment: bool,
}

/// One thing that happened to letters. Opaque ids only.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum LetterFact {
    /// A message is on its way.
    Passing { relay: RelayId, msg: MsgId },
    /// Its writer took it back before it was told.
    Stopped { relay: RelayId },
    /// What somebody wrote waits until they say whom it is for; none: nothing waits any more.
    Waits {
        person: PersonId,
        unaddressed: Option<Unaddressed>,
    },
}

/// Something said about letters.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum LetterSaying {
    /// To one with several conversations: whom is it for? The other end is named to a post's author only.
    WhoFor {
        choices: Vec<(PostNo, Option<PersonId>)>,
    },
    /// To them: it is on its way.
    PassedOn { no: PostNo },
    /// To them: they did not say, and it is gone.
    LetGo,
    /// To the other end: a picture or a recording was sent, which stays behind.
    AttachmentSent {
        no: PostNo,
        from: PersonId,
        handoff: HandoffId,
    },
    /// To a room: the bot has something for this neighbour and cannot write to them first.
    CannotWrite { to: PersonId },
}

impl LetterSaying {
    /// The posts it speaks of.
    #[must_use]
    pub fn posts(&self) -> Vec<PostNo> {
        match self {
            Self::WhoFor { choices } => choices.iter().map(|(no, _)| *no).collect(),
            Self::PassedOn { no } | Self::AttachmentSent { no, .. } => vec![*no],
            Self::LetGo | Self::CannotWrite { .. } => Vec::new(),
        }
    }

    /// The people it names.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::WhoFor { choices } => choices.iter().filter_map(|(_, other)| *other).collect(),
            Self::AttachmentSent { from: person, .. } | Self::CannotWrite { to: person } => {
                vec![*person]
            }
            Self::PassedOn { .. } | Self::LetGo => Vec::new(),
        }
    }

    /// Whether it is still true.
    #[must_use]
    pub fn holds(&self, board: &Board) -> bool {
        match self {
            Self::AttachmentSent { handoff, .. } => board.handoff(*handoff).is_some(),
            _ => true,
        }
    }
}

impl Board {
    /// What somebody wrote of which it is not known yet whom it is for.
    #[must_use]
    pub fn unaddressed(&self, person: PersonId) -> Option<&Unaddressed> {
        self.letters.unaddressed.get(&person)
    }

    /// Whether a letter was taken back by its writer.
    #[must_use]
    pub fn is_stopped(&self, relay: RelayId) -> bool {
        self.letters.stopped.contains(&relay)
    }

    /// Every letter that may still be told: what waits for its turn, for an answer, or for an address.
    #[must_use]
    pub fn letters(&self) -> BTreeSet<RelayId> {
        let queued = self
            .pending
            .values()
            .filter_map(|effect| match &effect.act {
                Act::Say { saying, .. } => saying.relays(),
                Act::Edit { .. } | Act::Doubt { .. } => None,
            });
        let unheard = self.people.keys().flat_map(|person| {
            let waiting = self.care.waiting_for(*person).iter();
            waiting.filter_map(|it| it.saying.relays())
        });
        let waiting = self.letters.unaddressed.values();
        let unaddressed = waiting.flat_map(|it| it.letters.iter().map(|letter| letter.relay));
        let told = queued.chain(unheard).map(|(relay, _)| relay);
        told.chain(unaddressed).collect()
    }

    /// The letter a message is, while it is on its way.
    pub(super) fn passing(&self, msg: MsgId) -> Option<RelayId> {
        let mut passing = self.letters.passing.iter();
        passing.find(|(_, it)| **it == msg).map(|(relay, _)| *relay)
    }

    pub(super) fn apply_to_letters(&mut self, fact: &LetterFact) {
        match fact {
            LetterFact::Passing { relay, msg } => {
                self.letters.passing.insert(*relay, *msg);
            }
            LetterFact::Stopped { relay } => {
                self.letters.passing.remove(relay);
                self.letters.stopped.insert(*relay);
            }
            LetterFact::Waits {
                person,
                unaddressed,
            } => {
                if let Some(before) = self.letters.unaddressed.remove(person) {
                    let due = (before.until, Due::Letters(*person));
                    self.index.dues.remove(&due);
                }
                if let Some(waits) = unaddressed {
                    let due = (waits.until, Due::Letters(*person));
                    self.index.dues.insert(due);
                    self.letters.unaddressed.insert(*person, waits.clone());
                }
            }
        }
    }

    /// A letter was told, or will not be.
    pub(super) fn letter_over(&mut self, relay: RelayId) {
        self.letters.passing.remove(&relay);
        self.letters.stopped.remove(&relay);
    }

    pub(super) fn reindex_letters(&mut self) {
        for (person, waits) in &self.letters.unaddressed {
            let due = (waits.until, Due::Letters(*person));
            self.index.dues.insert(due);
        }
    }
}
