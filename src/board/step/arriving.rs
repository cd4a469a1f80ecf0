//! What a room hears that the bot comes into: who runs it, what it reads and keeps, how to opt out.

use super::{Heard, Turn, Way};
use crate::board::{Act, CareFact, Fact, MsgId, RoomId, Saying, To};

impl Turn<'_> {
    /// Says so, as an answer to the message that brought it in where there is one.
    pub(super) fn arrive(&mut self, room: RoomId, asked: Option<MsgId>) {
        self.fact(Fact::Care(CareFact::Greeted { room }));
        let act = Act::Say {
            saying: Saying::Arrived,
            answers: asked,
            topic: None,
        };
        self.act(To::Room(room), act);
    }

    /// A room that joined without a code hears it when somebody first says something there, where the network wants
    /// that: before, the bot may not be in it yet.
    pub(super) fn greet(&mut self, heard: &Heard) {
        let new = heard.way == Way::Room && !self.board.care.greeted(heard.room);
        if self.policy.greets && new && self.board.has_room(heard.room) {
            self.arrive(heard.room, None);
        }
    }
}
