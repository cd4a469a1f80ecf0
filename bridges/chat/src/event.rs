//! What a bridge hears.

use serde::{Deserialize, Serialize};

use crate::{EffectKey, MessageRef, Name, PersonRef, RoomRef, Text, Timestamp};

/// Names one event for ever: the same event redelivered carries the same key.
///
/// Made by the bridge from the network's own ids (Matrix: the event id; Signal: author, timestamp and
/// what happened); unique within its platform.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventKey(pub String);

/// Something that happened in a room. It can be kept, sealed, until it is known what it is for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Stable across redelivery.
    pub key: EventKey,
    /// Where.
    pub room: RoomRef,
    /// Who did it.
    pub sender: Sender,
    /// When, by the network's reckoning.
    pub at: Timestamp,
    /// When it vanishes, in a chat whose messages do: nothing of its words may be kept longer.
    #[serde(default)]
    pub vanishes: Option<Timestamp>,
    /// What.
    pub kind: EventKind,
}

/// Who did it, as far as the network tells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sender {
    /// Their account.
    pub person: PersonRef,
    /// The name they go by in this room.
    pub name: Name,
    /// A neighbour, this bot, or another program.
    pub kind: SenderKind,
    /// The room is a private chat between this person and the bot.
    pub private: bool,
}

/// What a sender is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SenderKind {
    /// A neighbour.
    Person,
    /// This very account.
    Own,
    /// Another program (Matrix: its messages are `m.notice`).
    Bot,
}

/// What happened.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// A new message.
    Message {
        /// Its id.
        msg: MessageRef,
        /// What was written; the caption of an attachment; empty where there is none.
        body: Text,
        /// The message it answers.
        reply_to: Option<MessageRef>,
        /// Pictures, voice notes, files.
        attachments: Vec<Attachment>,
    },
    /// A message's text was replaced by its author (a bridge drops edits by anyone else).
    Edited {
        /// The message as it was first sent.
        msg: MessageRef,
        /// Its whole new text.
        body: Text,
    },
    /// A message was taken back.
    Deleted {
        /// Which.
        msg: MessageRef,
    },
    /// An emoji was put on a message, or taken off it.
    Reaction {
        /// The message it is on.
        target: MessageRef,
        /// The emoji, as the network gives it.
        emoji: String,
        /// Put on or taken off.
        change: ReactionChange,
    },
    /// The bot itself came into a room or left it.
    Membership {
        /// Which of the two.
        change: RoomChange,
        /// What the room calls itself, where it says.
        room_name: Option<Name>,
    },
    /// Who administers the room, all of them but the bot: told when the bridge begins to listen there, and
    /// whenever it changes.
    Admins {
        /// Their accounts.
        people: Vec<PersonRef>,
    },
    /// A message is there but cannot be read yet; if its key arrives, the bridge hands on the
    /// message under its own key.
    Undecryptable {
        /// Which.
        msg: MessageRef,
    },
    /// One of the bot's own messages, seen coming back. It stands in for a receipt that was lost.
    Echo {
        /// Its id.
        msg: MessageRef,
        /// The key it was sent under, where the network gives it back.
        sent_as: Option<EffectKey>,
    },
}

/// Whether a reaction was put on or taken off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReactionChange {
    /// Put on.
    Added,
    /// Taken off.
    Removed,
}

/// What became of the bot's place in a room.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomChange {
    /// The bot is in it now.
    Joined,
    /// The bot is no longer in it.
    Left,
}

/// Something sent along with a message. wegotus never downloads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A picture or sticker.
    Image,
    /// A voice note or other sound.
    Audio,
    /// A film.
    Video,
    /// Anything else.
    File,
}
