//! What a bridge says.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{MessageRef, OperatorAction, PersonRef, RoomRef, Speech};

/// Names one thing to be sent, for ever: a retry carries the same key. Where the network allows it
/// the bridge makes its transaction id or message id from it, so that sending twice says it once.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectKey(pub String);

/// One thing to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outbound {
    /// Its key.
    pub key: EffectKey,
    /// Where it goes.
    pub to: Destination,
    /// What it is.
    pub action: Action,
}

/// Where a message goes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Destination {
    /// A room the bot is in.
    Room(RoomRef),
    /// A person, privately; the bridge finds or opens the private chat.
    Direct(PersonRef),
}

/// What to do there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Write a message.
    Say {
        /// Plain text, who is called in it and what stands out; a bridge never interprets anything else in it as markup.
        text: Speech,
        /// The message it answers.
        reply_to: Option<MessageRef>,
    },
    /// Replace the text of one of the bot's own messages.
    Edit {
        /// Which.
        target: MessageRef,
        /// Its whole new text.
        text: Speech,
    },
    /// Put an emoji on a message.
    React {
        /// Which.
        target: MessageRef,
        /// The emoji.
        emoji: String,
    },
    /// Take back one of the bot's own messages.
    Delete {
        /// Which.
        target: MessageRef,
    },
}

/// A send that the network took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The message that now stands, for [`Action::Say`]; otherwise the one acted on.
    pub message: MessageRef,
}

/// A send that did not go through.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SendError {
    /// Nothing was sent; the network asks to wait.
    #[error("the network asks to wait {after:?}")]
    Retry {
        /// How long at least.
        after: Duration,
    },
    /// It may or may not have been sent, and sending again could say it twice.
    #[error("the network did not answer; the message may have been sent")]
    MaybeSent,
    /// The network will never take this message.
    #[error("the network refuses it: {reason}")]
    Rejected {
        /// Why, in words for an operator, without text or names.
        reason: String,
    },
    /// There is no connection now; nothing was sent.
    #[error("not connected")]
    Offline,
    /// An operator has to do something first; nothing was sent.
    #[error("needs the operator: {0}")]
    NeedsOperator(OperatorAction),
}
