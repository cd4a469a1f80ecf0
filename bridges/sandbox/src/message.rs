//! A message as it stands in a room now.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use wegotus_chat::{MessageRef, Name, Part, PersonRef, Platform, Speech, Text, Timestamp};

use crate::{BOT_NAME, Emoji, Person, Room, SandboxError};

/// A message's id, unique over all rooms and all restarts: `m1`, `m2`, …
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Debug)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(pub(crate) u64);

impl MessageId {
    /// The message, as the app knows it.
    #[must_use]
    pub fn to_ref(self, room: &Room) -> MessageRef {
        MessageRef::new(room.to_ref(), self.to_string())
    }
}

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "m{}", self.0)
    }
}

impl FromStr for MessageId {
    type Err = SandboxError;

    fn from_str(text: &str) -> Result<Self, SandboxError> {
        text.strip_prefix('m')
            .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0'))
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or(SandboxError::UnknownMessage)
    }
}

impl TryFrom<String> for MessageId {
    type Error = SandboxError;

    fn try_from(text: String) -> Result<Self, SandboxError> {
        text.parse()
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.to_string()
    }
}

/// Who speaks: a person, or the bot.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Speaker {
    /// wegotus itself.
    Bot,
    /// One of the people.
    Person(Person),
}

impl Speaker {
    /// The name shown in the room.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Bot => BOT_NAME,
            Self::Person(person) => person.as_str(),
        }
    }

    pub(crate) fn to_sender(&self, room: &Room) -> wegotus_chat::Sender {
        wegotus_chat::Sender {
            person: PersonRef::new(Platform::Sandbox, self.as_str()),
            name: Name::from(self.as_str()),
            kind: match self {
                Self::Bot => wegotus_chat::SenderKind::Own,
                Self::Person(_) => wegotus_chat::SenderKind::Person,
            },
            private: room.is_private(),
        }
    }
}

impl Serialize for Speaker {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

/// Where something stands out in a text: its first UTF-16 unit, and how many.
pub type Strong = [usize; 2];

/// What stands out in what is said.
pub(crate) fn strong_in(text: &Speech) -> Vec<Strong> {
    let strong = text.placed().filter_map(|(part, units)| match part {
        Part::Strong(_) => Some([units.start, units.length]),
        Part::Words(_) | Part::Name(..) => None,
    });
    strong.collect()
}

/// A message as it stands now; serialized as the sandbox's interface shows it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it stands.
    pub room: Room,
    /// Who wrote it.
    pub sender: Speaker,
    /// Its text now; empty once deleted.
    pub text: Text,
    /// What stands out in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub strong: Vec<Strong>,
    /// The message it answers.
    pub reply_to: Option<MessageId>,
    /// When it was written, by the sandbox's clock.
    #[serde(serialize_with = "as_rfc3339")]
    pub at: Timestamp,
    /// Its text was replaced.
    pub edited: bool,
    /// It was taken back.
    pub deleted: bool,
    /// Who put which emoji on it, in the order they did.
    pub reactions: BTreeMap<Emoji, Vec<Speaker>>,
    /// How often it was edited; numbers its events.
    #[serde(skip)]
    pub(crate) edits: u64,
    /// How often a reaction on it changed; numbers its events.
    #[serde(skip)]
    pub(crate) reaction_changes: u64,
}

fn as_rfc3339<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_it_is_written_and_nothing_else_does() {
        assert_eq!("m12".parse::<MessageId>().unwrap().to_string(), "m12");
        for text in [
            "",
            "m",
            "12",
            "m0",
            "m012",
            "m+1",
            "m-1",
            "m1 ",
            "m99999999999999999999",
        ] {
            assert_eq!(
                text.parse::<MessageId>(),
                Err(SandboxError::UnknownMessage),
                "{text:?}"
            );
        }
    }
}
