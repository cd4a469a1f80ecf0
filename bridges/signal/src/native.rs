//! Native ids: what a room, a person and a message of Signal are called in `chat`'s references.
//!
//! A room is a group's id (base64), or `dm:` and the account id of whoever writes privately. A person is an
//! account id, or a number where that is all that is known. A message is `author/time`; the author of the bot's
//! own is `own`, whatever account the bot has.

use wegotus_chat::{MessageRef, PersonRef, Platform, RoomRef};

/// The author of the bot's own messages.
const OWN: &str = "own";
const PRIVATE: &str = "dm:";

/// Who wrote a message.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Author {
    /// The bot.
    Own,
    /// This account.
    Other(String),
}

/// Where something is said.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a group, by id.
    Group(String),
    /// Privately, with this account.
    Private(String),
}

/// A group.
pub(crate) fn group(id: &str) -> RoomRef {
    RoomRef::new(Platform::Signal, id)
}

/// The private chat with an account.
pub(crate) fn private(account: &str) -> RoomRef {
    RoomRef::new(Platform::Signal, format!("{PRIVATE}{account}"))
}

/// An account.
pub(crate) fn person(account: &str) -> PersonRef {
    PersonRef::new(Platform::Signal, account)
}

/// A message.
pub(crate) fn message(room: &RoomRef, author: &Author, at: i64) -> MessageRef {
    let author = match author {
        Author::Own => OWN,
        Author::Other(account) => account,
    };
    MessageRef::new(room.clone(), format!("{author}/{at}"))
}

/// What room a reference means.
pub(crate) fn place(room: &RoomRef) -> Place {
    match room.native.strip_prefix(PRIVATE) {
        Some(account) => Place::Private(account.to_owned()),
        None => Place::Group(room.native.clone()),
    }
}

/// Author and time of a message; `None` where the reference is not of this bridge's making.
pub(crate) fn author_and_time(msg: &MessageRef) -> Option<(Author, i64)> {
    let (author, at) = msg.native.rsplit_once('/')?;
    let author = match author {
        OWN => Author::Own,
        account => Author::Other(account.to_owned()),
    };
    Some((author, at.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_what_it_was_made_of() {
        let room = private("b973cfa5");
        assert!(place(&room) == Place::Private("b973cfa5".into()));
        assert!(place(&group("4qm=")) == Place::Group("4qm=".into()));
        for author in [Author::Own, Author::Other("b973cfa5".into())] {
            let msg = message(&room, &author, 17);
            assert!(author_and_time(&msg) == Some((author, 17)));
        }
        assert!(author_and_time(&MessageRef::new(room, "elsewhere")).is_none());
    }
}
