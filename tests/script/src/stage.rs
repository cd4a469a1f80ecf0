//! What a script needs of the place it is played in.

use std::fmt;
use std::time::Duration;

use anyhow::Result;
use async_trait::async_trait;

/// A place where people talk, with a bot in it. People and rooms go by plain names; a stage maps them
/// to accounts and rooms of its own.
#[async_trait]
pub trait Stage: Send + Sync {
    /// `person` writes `text` at `place`, quoting `reply_to` where given.
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle>;

    /// `person` sends a picture, with `text` beside it where there is any.
    async fn show(
        &self,
        place: &Place,
        _person: &str,
        _text: &str,
        _reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        anyhow::bail!("no pictures can be sent at {place} on this stage")
    }

    /// `person` puts `emoji` on a message, or takes it off again.
    async fn react(
        &self,
        message: &Handle,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> Result<()>;

    /// `person` replaces the text of their own message.
    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()>;

    /// `person` takes back their own message.
    async fn delete(&self, message: &Handle, person: &str) -> Result<()>;

    /// All that can be seen at `place` now, oldest first, edits applied.
    async fn messages(&self, place: &Place) -> Result<Vec<Seen>>;

    /// Kills the bot without warning and starts it again on what it had written.
    async fn restart(&self) -> Result<()>;

    /// Returns once the bot has done all it is going to do about what was said so far.
    async fn settle(&self) -> Result<()>;

    /// How long an expectation waits before it fails.
    fn patience(&self) -> Duration;
}

/// Where something is said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// A group chat, by name.
    Room(String),
    /// The private chat between the bot and a person, by their name.
    Direct(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Room(name) => f.write_str(name),
            Self::Direct(person) => write!(f, "dm:{person}"),
        }
    }
}

/// Names one message on its stage.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Handle {
    /// Where it stands.
    pub place: Place,
    /// The stage's own id of it.
    pub id: String,
}

/// Whether a reaction is put on or taken off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// Put on.
    Added,
    /// Taken off.
    Removed,
}

/// A message as the people in the room see it now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The stage's own id of it.
    pub id: String,
    /// The name its sender goes by.
    pub sender: String,
    /// The sender is the bot on trial.
    pub is_bot: bool,
    /// Its text after all edits; empty when it was taken back.
    pub text: String,
    /// The id of the message it answers.
    pub reply_to: Option<String>,
    /// It was edited.
    pub edited: bool,
    /// It was taken back.
    pub deleted: bool,
    /// The emoji on it.
    pub reactions: Vec<Reaction>,
}

/// An emoji on a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// The name of whoever put it there.
    pub person: String,
}
