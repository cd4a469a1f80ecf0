//! Urgent needs at night: for neighbours who said that they may be woken.

use super::Turn;
use super::routing::Message;
use crate::board::{Fact, Kind, PersonId, PostNo, Saying, Shape};
use crate::parser::Urgency;

impl Turn<'_> {
    /// "nights on", "nights off".
    pub(super) fn nights(&mut self, it: &Message<'_>, on: bool) {
        let person = it.heard.who;
        if self.board.nights.contains(&person) != on {
            self.fact(Fact::Nights { person, on });
        }
        self.answer(it.heard, it.msg, Saying::NightsNoted { on }, None);
    }

    /// It is night, and this need cannot wait: those who said so hear of it, but for `knows`.
    pub(super) fn wake(&mut self, no: PostNo, shape: &Shape, knows: &[PersonId]) {
        let night = self.policy.out_of_quiet(self.now) > self.now;
        if shape.sensitive || self.stays_home(no) {
            return;
        }
        if !night || shape.kind != Kind::Need || shape.urgency != Urgency::Urgent {
            return;
        }
        let awake: Vec<PersonId> = self.board.nights.iter().copied().collect();
        for person in awake {
            if !knows.contains(&person) && self.may_be_asked(person) {
                self.tell(person, no, Saying::NightNeed { no });
            }
        }
    }
}
