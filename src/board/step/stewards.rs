//! The network without an organizer: the rooms are told once, held posts go back, and neighbours may name a steward.
//!
//! Whoever offers needs the yes of two other neighbours, and does what an organizer does until one is seen again. What an
//! organizer's silence lasts counts from any sign of one; that is noted once a day, and not whose it was. A network
//! that never had an organizer hears none of this: `wegotus doctor` says so to whoever set it up.

use std::time::Duration;

use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::{Act, CareFact, CareSaying, Fact, PersonId, PostNo, RoomId, Saying, To, Topic};

/// How often it is noted that an organizer was seen.
const NOTED_AGAIN: Duration = Duration::from_secs(24 * 3600);
/// How many neighbours have to be glad of a steward.
const ENOUGH: usize = 2;

impl Turn<'_> {
    /// Notes a sign of an organizer, and begins to wait for one when the first word is heard.
    pub(super) fn note_organizer(&mut self, who: PersonId) {
        let stewards = self.board.care.stewards();
        let organizes = self.organizes(who) && !stewards.contains(&who);
        let seen = self.board.care.organizer_seen();
        let news = match seen {
            Some(at) => {
                organizes && (self.now.since(at) >= NOTED_AGAIN || self.board.care.is_unled())
            }
            None => !self.policy.organizers.is_empty(),
        };
        if news && !self.policy.organizer_silence.is_zero() {
            let at = self.now;
            let missed_at = self
                .policy
                .out_of_quiet(at.plus(self.policy.organizer_silence));
            self.fact(Fact::Care(CareFact::OrganizerSeen { at, missed_at }));
        }
    }

    /// No organizer was seen for long.
    pub(super) fn miss_organizers(&mut self) {
        self.fact(Fact::Care(CareFact::Unled));
        let rooms: Vec<RoomId> = self.board.rooms().map(|(room, _)| room).collect();
        for room in rooms {
            self.fact(Fact::SpokeUp { room, at: self.now });
            let saying = Saying::Care(CareSaying::NoOrganizer);
            self.say(To::Room(room), saying, None);
        }
        let held: Vec<(PostNo, PersonId)> = self
            .board
            .held()
            .map(|(no, post)| (no, post.source.author))
            .collect();
        for (no, author) in held {
            self.take_off(no, Some(author));
            self.tell(author, no, Saying::Care(CareSaying::HeldReturned { no }));
        }
    }

    /// `steward`: somebody would look after the board. Only where the rooms were told that nobody does.
    pub(super) fn offer_to_steward(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        if it.heard.way != Way::Room || !self.board.care.is_unled() {
            return false;
        }
        let backed_by = None;
        self.fact(Fact::Care(CareFact::Candidate { person, backed_by }));
        let act = Act::Say {
            saying: Saying::Care(CareSaying::StewardAsked { person }),
            answers: Some(it.msg),
            topic: Some(Topic::Steward(person)),
        };
        self.act(it.heard.from(), act);
        true
    }

    /// A neighbour's yes to a steward. False where the message answers something else.
    pub(super) fn back_steward(&mut self, it: &Message<'_>) -> bool {
        let quoted = it.reply_to.and_then(|msg| self.board.topic(msg));
        let Some(Topic::Steward(person)) = quoted.cloned() else {
            return false;
        };
        let Some(backers) = self.board.care.backers(person) else {
            return true;
        };
        let by = it.heard.who;
        if by == person || backers.contains(&by) || it.heard.way != Way::Room {
            return true;
        }
        let backed_by = Some(by);
        self.fact(Fact::Care(CareFact::Candidate { person, backed_by }));
        let saying = if backers.len() + 1 >= ENOUGH {
            self.fact(Fact::Care(CareFact::Steward { person }));
            CareSaying::StewardNow { person }
        } else {
            CareSaying::StewardBacked
        };
        self.answer(it.heard, it.msg, Saying::Care(saying), None);
        true
    }

    /// What is noted of whoever is heard, whatever they say.
    pub(super) fn note_presence(&mut self, heard: &Heard) {
        self.greet(heard);
        self.note_organizer(heard.who);
    }
}
