//! Native ids: what a room, a person and a message of the Cloud API are called in `chat`'s references.
//!
//! A room is a group's id, or `dm:` and whoever writes privately. A person is their number, digits alone; or the
//! id they have for this business, where no number was ever told. A message is its `wamid.…`, which names it alone.

use wegotus_chat::{MessageRef, PersonRef, Platform, RoomRef};

const PRIVATE: &str = "dm:";

/// Where something is said.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In a group, by id.
    Group(String),
    /// Privately, with this person.
    Private(String),
}

/// A group.
pub(crate) fn group(id: &str) -> RoomRef {
    RoomRef::new(Platform::WhatsApp, id)
}

/// The private chat with somebody.
pub(crate) fn private(person: &str) -> RoomRef {
    RoomRef::new(Platform::WhatsApp, format!("{PRIVATE}{person}"))
}

/// Somebody.
pub(crate) fn person(native: &str) -> PersonRef {
    PersonRef::new(Platform::WhatsApp, native)
}

/// A message.
pub(crate) fn message(room: &RoomRef, id: &str) -> MessageRef {
    MessageRef::new(room.clone(), id)
}

/// What room a reference means.
pub(crate) fn place(room: &RoomRef) -> Place {
    match room.native.strip_prefix(PRIVATE) {
        Some(person) => Place::Private(person.to_owned()),
        None => Place::Group(room.native.clone()),
    }
}

/// Whether somebody is known by their number, not by the id they have for this business.
pub(crate) fn is_number(person: &str) -> bool {
    !person.is_empty() && person.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_says_what_it_was_made_of() {
        assert!(place(&private("12025550101")) == Place::Private("12025550101".into()));
        assert!(place(&group("Y2FwaV9n")) == Place::Group("Y2FwaV9n".into()));
        assert!(is_number("12025550101") && !is_number("US.1349") && !is_number(""));
    }
}
