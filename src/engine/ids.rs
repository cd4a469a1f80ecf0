//! References → opaque ids.

use std::sync::Arc;

use wegotus_chat::{MessageRef, PersonRef, RoomRef};

use crate::board::{MsgId, PersonId, RoomId};
use crate::parser::Marks;
use crate::tracker::Key;

/// Gives the opaque ids of one network: keyed hashes, so that they need no table and tell nothing.
#[derive(Clone)]
pub struct Ids(pub Arc<Key>);

impl Ids {
    /// The id of a person.
    #[must_use]
    pub fn person(&self, person: &PersonRef) -> PersonId {
        PersonId(self.hash("person", person.platform.as_str(), &[&person.native]))
    }

    /// The id of a room.
    #[must_use]
    pub fn room(&self, room: &RoomRef) -> RoomId {
        RoomId(self.hash("room", room.platform.as_str(), &[&room.native]))
    }

    /// The id of a message.
    #[must_use]
    pub fn message(&self, msg: &MessageRef) -> MsgId {
        let parts = [msg.room.native.as_str(), &msg.native];
        MsgId(self.hash("message", msg.room.platform.as_str(), &parts))
    }

    /// A post's marks under the network's key: what they were made of cannot be guessed without it.
    #[must_use]
    pub fn marks(&self, marks: &Marks) -> Marks {
        marks.keyed(|mark| {
            let [first, second, third, fourth, ..] = self.0.id("mark", &[&mark.to_be_bytes()]);
            u32::from_be_bytes([first, second, third, fourth])
        })
    }

    /// What a board knows of a code that links accounts: it cannot be told from that.
    #[must_use]
    pub fn code(&self, code: &str) -> [u8; 16] {
        self.0.id("link", &[code.as_bytes()])
    }

    fn hash(&self, domain: &str, platform: &str, native: &[&str]) -> [u8; 16] {
        let mut parts = vec![platform.as_bytes()];
        parts.extend(native.iter().map(|part| part.as_bytes()));
        self.0.id(domain, &parts)
    }
}
