//! How the bot is in a room: `listen` or `explicit`, `local` or `shared`. An organizer says, in that room.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Acted, CareFact, CareSaying, Fact, Saying};
use crate::parser::{RoomManner, Verb};

impl Turn<'_> {
    /// Takes on a manner. From anybody but an organizer, or privately, it is a word like others.
    pub(super) fn take_manner(&mut self, it: &Message<'_>, manner: RoomManner) -> bool {
        let room = it.heard.room;
        if it.heard.way != Way::Room || !self.organizes(it.heard.who) {
            return false;
        }
        self.fact(Fact::Care(CareFact::Manner { room, manner }));
        self.did(it.heard.who, Acted::All(Verb::Manner));
        let saying = Saying::Care(CareSaying::Manner { manner });
        self.answer(it.heard, it.msg, saying, None);
        true
    }
}
