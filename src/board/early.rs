//! Answers that came before what they answer, folded: a claim on a message that the bot cannot read yet.
//!
//! No chat promises that a message can be read before its answers: in an encrypted room somebody's first words may have to
//! be asked for anew, and what was missed comes in any order. What the answers say lies sealed in the vault until then.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{Board, MsgId, PersonId};

/// An answer that waits for what it answers. Nobody has more than one to the same message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Early {
    /// The account that gave it.
    pub by: PersonId,
    /// What it answers.
    pub to: MsgId,
    /// The message it is; none where it is an emoji.
    pub msg: Option<MsgId>,
    /// When it is forgotten.
    pub until: Timestamp,
}

/// Something about answers that came early.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "early", rename_all = "snake_case")]
pub enum EarlyFact {
    /// One waits, in place of what the same account had said to the same message.
    Waits(Early),
    /// It was heard in its turn, taken back, or had its time.
    Over { by: PersonId, to: MsgId },
}

impl Board {
    /// The answers that wait for a message, in the order in which they came.
    pub fn early_to(&self, msg: MsgId) -> impl Iterator<Item = &Early> {
        self.early.iter().filter(move |it| it.to == msg)
    }

    /// The answer that waits and is this message.
    #[must_use]
    pub fn early_as(&self, msg: MsgId) -> Option<&Early> {
        self.early.iter().find(|it| it.msg == Some(msg))
    }

    /// Whether a message is known as anything: what answers it can be decided now.
    #[must_use]
    pub fn has_heard_of(&self, msg: MsgId) -> bool {
        self.topic(msg).is_some() || self.doubt(msg).is_some() || self.keeps_message(msg)
    }

    pub(super) fn take_early(&mut self, fact: EarlyFact) {
        match fact {
            EarlyFact::Waits(early) => {
                let due = Due::Early(early.by, early.to);
                self.index.dues.insert((early.until, due));
                match self.place_of(early.by, early.to) {
                    Some(at) => {
                        let before = std::mem::replace(&mut self.early[at], early);
                        if before.until != early.until {
                            self.index.dues.remove(&(before.until, due));
                        }
                    }
                    None => self.early.push(early),
                }
            }
            EarlyFact::Over { by, to } => {
                if let Some(at) = self.place_of(by, to) {
                    let early = self.early.remove(at);
                    let due = Due::Early(by, to);
                    self.index.dues.remove(&(early.until, due));
                }
                let person = self.who(by);
                if self.people.contains_key(&person) {
                    self.loosen(person);
                }
            }
        }
    }

    fn place_of(&self, by: PersonId, to: MsgId) -> Option<usize> {
        let mut early = self.early.iter();
        early.position(|it| it.by == by && it.to == to)
    }
}
