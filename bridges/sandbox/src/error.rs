//! Why something cannot be done in the sandbox, in words for the person who tried.

use thiserror::Error;
use wegotus_chat::SealedError;

/// Something that cannot be done. The text names neither people nor what they wrote.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SandboxError {
    /// No such room.
    #[error("there is no such room: the rooms are whatsapp, signal, matrix and dm:<person>")]
    UnknownRoom,
    /// No such message, or it has left the sandbox's memory.
    #[error(
        "there is no such message: a message id looks like m12, and only the latest few thousand are kept"
    )]
    UnknownMessage,
    /// Not a name.
    #[error(
        "not a usable name: it needs 1 to 64 visible characters, without control characters, and \"wegotus\" is the bot's own"
    )]
    BadName,
    /// Not an emoji.
    #[error("not a usable emoji: it needs 1 to 16 characters without spaces or control characters")]
    BadEmoji,
    /// Nothing was written.
    #[error("the text is empty: write something")]
    EmptyText,
    /// Too much was written.
    #[error("the text is too long: at most 512 kB fit in one message")]
    TextTooLong,
    /// A reply has to stand where its message stands.
    #[error(
        "the message it replies to is in another room: reply in the room where that message stands"
    )]
    ReplyElsewhere,
    /// A private chat has one owner.
    #[error("a private chat belongs to one person: only that person can act in it")]
    NotTheirChat,
    /// The bot may not write first.
    #[error("the bot cannot write to this person first: they have to write to it")]
    NotReachable,
    /// Only its author may change a message, and the bot's are the bot's.
    #[error("this message is the bot's: only its own author can change it")]
    NotTheAuthor,
    /// The message is gone.
    #[error("this message was deleted: nothing more can be done with it")]
    Deleted,
    /// The room's network allows it only for a while.
    #[error("too late: in this room a message can be {what} only for {limit} after it was written")]
    TooLate {
        /// "edited" or "deleted".
        what: &'static str,
        /// How long, in words.
        limit: String,
    },
    /// The bot has not kept up.
    #[error(
        "the bot has not read thousands of earlier events yet: wait until it has, and try again"
    )]
    Behind,
    /// The change could not be written to disk; it did not happen.
    #[error(
        "not kept, so it did not happen ({0}): see that the disk has space and is writable, and try again"
    )]
    NotKept(#[from] SealedError),
}
