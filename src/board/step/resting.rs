//! `rest` and `back`: nothing is asked of somebody who rests, and no reason is asked for.

use super::Turn;
use super::routing::Message;
use crate::board::{CareFact, CareSaying, Fact, Saying};

impl Turn<'_> {
    /// Somebody wants to be left in peace. What they promised stands until they give it back; they hear how.
    pub(super) fn rest(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        if !self.board.rests(person) {
            self.fact(Fact::Care(CareFact::Rested { person }));
            self.drop_all_questions(person);
        }
        let posts = self.board.claims_of(person).collect();
        let saying = Saying::Care(CareSaying::RestNoted { posts });
        self.answer(it.heard, it.msg, saying, None);
        true
    }

    /// They can be asked again. From somebody who does not rest it is a word like any other.
    pub(super) fn back(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        if !self.board.rests(person) {
            return false;
        }
        self.fact(Fact::Care(CareFact::Back { person }));
        let saying = Saying::Care(CareSaying::BackNoted);
        self.answer(it.heard, it.msg, saying, None);
        self.ask_what_rested(person);
        true
    }

    /// What was asked needs no answer any more.
    fn drop_all_questions(&mut self, person: crate::board::PersonId) {
        let asked = self.board.person(person).map(|it| it.questions.clone());
        for question in asked.unwrap_or_default() {
            self.fact(Fact::Answered { person, question });
        }
    }
}
