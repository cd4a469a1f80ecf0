//! Native ids: what a room, a person and a message of WhatsApp are called in `chat`'s references.
//!
//! A person is their number, `12025550134`, or `…@lid` where the network keeps their number to itself. A room is a
//! group's id, `…@g.us`, or `dm:` and the person who writes privately. A message is `author/id`; the author of the
//! bot's own is `own`, whatever account the bot has.

use wegotus_chat::{MessageRef, PersonRef, Platform, RoomRef};
use whatsapp_rust::Jid;

/// The author of the bot's own messages.
const OWN: &str = "own";
const PRIVATE: &str = "dm:";
const LID: &str = "@lid";

/// What a person is called, once and for all: see [`crate::people`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Person(String);

impl Person {
    /// By number.
    pub(crate) fn by_number(number: &str) -> Self {
        Self(number.to_owned())
    }

    /// By hidden id.
    pub(crate) fn by_lid(lid: &str) -> Self {
        Self(format!("{lid}{LID}"))
    }

    /// The address that the name is made of; `None` where the name is not of this bridge's making.
    pub(crate) fn jid(&self) -> Option<Jid> {
        let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        match self.0.strip_suffix(LID) {
            Some(lid) if is_number(lid) => Some(Jid::lid(lid)),
            None if is_number(&self.0) => Some(Jid::pn(self.0.as_str())),
            _ => None,
        }
    }

    pub(crate) fn to_ref(&self) -> PersonRef {
        PersonRef::new(Platform::WhatsApp, self.0.clone())
    }

    pub(crate) fn of(person: &PersonRef) -> Self {
        Self(person.native.clone())
    }
}

/// Who wrote a message.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Author {
    /// The bot.
    Own,
    /// This person.
    Other(Person),
}

/// Where something is said.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a group, by address.
    Group(Jid),
    /// Privately, with this person.
    Private(Person),
}

/// A group.
pub(crate) fn group(jid: impl ToString) -> RoomRef {
    RoomRef::new(Platform::WhatsApp, jid.to_string())
}

/// The private chat with a person.
pub(crate) fn private(person: &Person) -> RoomRef {
    RoomRef::new(Platform::WhatsApp, format!("{PRIVATE}{}", person.0))
}

/// A message.
pub(crate) fn message(room: &RoomRef, author: &Author, id: &str) -> MessageRef {
    let author = match author {
        Author::Own => OWN,
        Author::Other(person) => &person.0,
    };
    MessageRef::new(room.clone(), format!("{author}/{id}"))
}

/// What room a reference means; `None` where it is not of this bridge's making.
pub(crate) fn place(room: &RoomRef) -> Option<Place> {
    match room.native.strip_prefix(PRIVATE) {
        Some(person) => Some(Place::Private(Person(person.to_owned()))),
        None => room.native.parse().ok().map(Place::Group),
    }
}

/// Author and id of a message; `None` where the reference is not of this bridge's making.
pub(crate) fn author_and_id(msg: &MessageRef) -> Option<(Author, &str)> {
    // An id may hold anything its sender likes, a name holds no slash.
    let (author, id) = msg.native.split_once('/')?;
    let author = match author {
        OWN => Author::Own,
        person => Author::Other(Person(person.to_owned())),
    };
    Some((author, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_what_it_was_made_of() {
        let ana = Person::by_number("12025550134");
        let room = private(&ana);
        assert!(place(&room) == Some(Place::Private(ana.clone())));
        let elm: Jid = "120363000000000001@g.us".parse().unwrap();
        assert!(place(&group(&elm)) == Some(Place::Group(elm)));
        let hidden = Person::by_lid("100000000000001");
        for author in [Author::Own, Author::Other(ana), Author::Other(hidden)] {
            let msg = message(&room, &author, "3EB0/1");
            assert!(author_and_id(&msg) == Some((author, "3EB0/1")));
        }
        assert!(author_and_id(&MessageRef::new(room, "elsewhere")).is_none());
    }

    #[test]
    fn a_name_gives_back_the_address_it_was_made_of_and_nothing_else_does() {
        let number: Jid = "12025550134@s.whatsapp.net".parse().unwrap();
        let lid: Jid = "100000000000001@lid".parse().unwrap();
        assert_eq!(Person::by_number(&number.user).jid(), Some(number));
        assert_eq!(Person::by_lid(&lid.user).jid(), Some(lid));
        for wrong in ["", "+1", "@lid", "1 202", "ana", "+1@lid"] {
            assert_eq!(Person(wrong.to_owned()).jid(), None, "{wrong}");
        }
    }
}
