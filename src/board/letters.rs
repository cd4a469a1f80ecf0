//! Letters: words on their way from one end of a hand-off to the other.
//!
//! Their text is in the vault, under a number, from when it is written until it is told, and not a moment longer: told,
//! refused, taken back, or the conversation over, it is erased. Where somebody has several conversations open and does
//! not say which one is meant, their words wait sealed while they are asked, for a day at most. Nobody's words go to
//! two people, and nobody has to write them twice.
//!
//! As long as a conversation is open, what its writer changes is told as a correction, and what they take back is taken
//! back at the other end too, where the network can.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{Board, HandoffId, MsgId, PersonId, PostNo, RelayId, Saying};

/// Letters that are not told yet.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Letters {
    /// Letters on their way.
    passing: BTreeMap<RelayId, Passing>,
    /// Letters that were told in a conversation that is open: what was written, and what stands at the other end.
    told: BTreeMap<HandoffId, BTreeMap<MsgId, Vec<Told>>>,
    /// What people wrote of whom it is not known yet whom it is for.
    unaddressed: BTreeMap<PersonId, Unaddressed>,
}

/// A letter on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Passing {
    /// The message it was written as.
    msg: MsgId,
    /// The conversation it belongs to.
    handoff: HandoffId,
    /// Its writer took it back before it was told.
    #[serde(default)]
    stopped: bool,
}

/// A message of the bot's that told a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Told {
    /// Which.
    pub(super) msg: MsgId,
    /// When it was sent.
    pub(super) sent: Timestamp,
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
    /// It has words.
    pub words: bool,
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
    /// A message is on its way through a conversation.
    Passing {
        relay: RelayId,
        msg: MsgId,
        handoff: HandoffId,
    },
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
        let passing = self.letters.passing.get(&relay);
        passing.is_some_and(|it| it.stopped)
    }

    /// The letter a message is, while it is on its way.
    pub(super) fn passing(&self, msg: MsgId) -> Option<RelayId> {
        let mut passing = self.letters.passing.iter();
        let found = passing.find(|(_, it)| it.msg == msg && !it.stopped);
        found.map(|(relay, _)| *relay)
    }

    /// What stands at the other end of what somebody wrote in a conversation that is open.
    pub(super) fn told_as(&self, handoff: HandoffId, msg: MsgId) -> &[Told] {
        let told = self.letters.told.get(&handoff);
        told.and_then(|told| told.get(&msg))
            .map_or(&[], Vec::as_slice)
    }

    /// Everybody whose words wait, with the conversations they can be for.
    pub(super) fn with_unaddressed(&self) -> Vec<(PersonId, Vec<HandoffId>)> {
        let waiting = self.letters.unaddressed.iter();
        waiting
            .map(|(it, waits)| (*it, waits.choices.clone()))
            .collect()
    }

    /// Whether words of somebody's wait until it is known whom they are for.
    pub(super) fn has_unaddressed(&self, person: PersonId) -> bool {
        self.letters.unaddressed.contains_key(&person)
    }

    pub(super) fn apply_to_letters(&mut self, fact: &LetterFact) {
        match fact {
            LetterFact::Passing {
                relay,
                msg,
                handoff,
            } => {
                let passing = Passing {
                    msg: *msg,
                    handoff: *handoff,
                    stopped: false,
                };
                self.letters.passing.insert(*relay, passing);
            }
            LetterFact::Stopped { relay } => {
                if let Some(passing) = self.letters.passing.get_mut(relay) {
                    passing.stopped = true;
                }
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

    /// A letter was told by this message, or never will be.
    pub(super) fn letter_over(&mut self, saying: &Saying, told: Option<Told>) {
        let Some((relay, _)) = saying.relays() else {
            return;
        };
        let passing = self.letters.passing.remove(&relay);
        if let (Some(passing), Some(told)) = (passing, told)
            && self.handoffs.contains_key(&passing.handoff)
        {
            let of = self.letters.told.entry(passing.handoff).or_default();
            of.entry(passing.msg).or_default().push(told);
        }
    }

    /// A conversation is over, and nothing is known any more of what was told in it.
    pub(super) fn close_letters(&mut self, handoff: HandoffId) {
        self.letters.told.remove(&handoff);
        let passing = &mut self.letters.passing;
        passing.retain(|_, it| it.handoff != handoff || it.stopped);
    }

    /// What waited of somebody's, by another account of theirs.
    pub(super) fn hand_over_letters(&mut self, account: PersonId, person: PersonId) {
        let Some(waits) = self.letters.unaddressed.remove(&account) else {
            return;
        };
        let Some(known) = self.letters.unaddressed.get_mut(&person) else {
            self.letters.unaddressed.insert(person, waits);
            return;
        };
        known.until = known.until.min(waits.until);
        known.letters.extend(waits.letters);
        for choice in waits.choices {
            if !known.choices.contains(&choice) {
                known.choices.push(choice);
            }
        }
    }

    /// Nothing of somebody's waits any more.
    pub(super) fn forget_letters(&mut self, person: PersonId) {
        self.apply_to_letters(&LetterFact::Waits {
            person,
            unaddressed: None,
        });
    }

    pub(super) fn reindex_letters(&mut self) {
        for (person, waits) in &self.letters.unaddressed {
            let due = (waits.until, Due::Letters(*person));
            self.index.dues.insert(due);
        }
    }
}
