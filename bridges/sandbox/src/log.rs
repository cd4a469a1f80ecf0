//! The record of what happened: one [`Change`] is one record on disk, one step of the world, and one
//! event for the bot.
//!
//! Records lie in a ring of [`KEPT_CHANGES`] places, so that keeping one costs one small write and the
//! store does not grow. The oldest messages leave the world as their records are written over.

use serde::{Deserialize, Serialize};
use wegotus_chat::{
    Attachment, EffectKey, Event, EventKey, EventKind, ReactionChange, Sealed, SealedError, Text,
    Timestamp,
};

use crate::message::Strong;
use crate::{Emoji, MessageId, Person, Room, Speaker};

/// How many of the latest changes the sandbox remembers; about 2,000 messages with what is done to them.
pub const KEPT_CHANGES: u64 = 4096;

const COMMITTED: &str = "sandbox/committed";

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Change {
    /// Counts all changes from 0.
    pub number: u64,
    /// How many messages were ever said, this one included; the next id follows from it.
    pub said: u64,
    /// The key of its event.
    pub key: EventKey,
    /// When.
    pub at: Timestamp,
    /// Where.
    pub room: Room,
    /// Who.
    pub by: By,
    /// The message it is about.
    pub message: MessageId,
    /// What.
    pub what: What,
}

/// Who made a change. The bot acts only under the key of an effect.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum By {
    Bot(EffectKey),
    Person(Person),
}

impl By {
    pub fn speaker(&self) -> Speaker {
        match self {
            Self::Bot(_) => Speaker::Bot,
            Self::Person(person) => Speaker::Person(person.clone()),
        }
    }
}

/// What happened to the message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum What {
    Said {
        text: Text,
        reply_to: Option<MessageId>,
        /// A picture came with it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        picture: bool,
        /// What stands out in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strong: Vec<Strong>,
    },
    Edited {
        text: Text,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        strong: Vec<Strong>,
    },
    Deleted,
    Reacted {
        emoji: Emoji,
        removed: bool,
    },
}

impl Change {
    /// The event the bot hears of it.
    pub fn event(&self) -> Event {
        let msg = self.message.to_ref(&self.room);
        let kind = match (&self.by, &self.what) {
            (By::Bot(key), _) => EventKind::Echo {
                msg,
                sent_as: Some(key.clone()),
            },
            (
                By::Person(_),
                What::Said {
                    text,
                    reply_to,
                    picture,
                    ..
                },
            ) => EventKind::Message {
                msg,
                body: text.clone(),
                reply_to: reply_to.map(|answered| answered.to_ref(&self.room)),
                attachments: picture.then_some(Attachment::Image).into_iter().collect(),
            },
            (By::Person(_), What::Edited { text, .. }) => EventKind::Edited {
                msg,
                body: text.clone(),
            },
            (By::Person(_), What::Deleted) => EventKind::Deleted { msg },
            (By::Person(_), What::Reacted { emoji, removed }) => EventKind::Reaction {
                target: msg,
                emoji: emoji.as_str().to_owned(),
                change: if *removed {
                    ReactionChange::Removed
                } else {
                    ReactionChange::Added
                },
            },
        };
        Event {
            key: self.key.clone(),
            room: self.room.to_ref(),
            sender: self.by.speaker().to_sender(&self.room),
            at: self.at,
            vanishes: None,
            kind,
        }
    }
}

fn place(number: u64) -> String {
    format!("sandbox/change/{}", number % KEPT_CHANGES)
}

/// Keeps one change; on disk when this returns.
pub(crate) async fn keep(vault: &dyn Sealed, change: &Change) -> Result<(), SealedError> {
    let record = serde_json::to_vec(change)
        .map_err(|error| SealedError(format!("a sandbox record cannot be written ({error})")))?;
    vault.put(&place(change.number), &record).await
}

/// Keeps that all changes before `next` are committed.
pub(crate) async fn keep_committed(vault: &dyn Sealed, next: u64) -> Result<(), SealedError> {
    vault.put(COMMITTED, next.to_string().as_bytes()).await
}

/// Reads back the kept changes, oldest first, and the number of the first uncommitted one.
pub(crate) async fn read(vault: &dyn Sealed) -> Result<(Vec<Change>, u64), SealedError> {
    let committed = match vault.get(COMMITTED).await? {
        None => 0,
        Some(kept) => serde_json::from_slice(&kept).map_err(|error| {
            SealedError(format!("the sandbox's position is unreadable ({error})"))
        })?,
    };
    // Numbers have no gaps, so what was never committed stands right after what was.
    let mut next = committed;
    while read_one(vault, next).await?.is_some() {
        next += 1;
    }
    let mut changes = Vec::new();
    for number in next.saturating_sub(KEPT_CHANGES)..next {
        changes.extend(read_one(vault, number).await?);
    }
    Ok((changes, committed))
}

async fn read_one(vault: &dyn Sealed, number: u64) -> Result<Option<Change>, SealedError> {
    let Some(record) = vault.get(&place(number)).await? else {
        return Ok(None);
    };
    let change: Change = serde_json::from_slice(&record)
        .map_err(|error| SealedError(format!("a sandbox record is unreadable ({error})")))?;
    Ok((change.number == number).then_some(change))
}
