//! Questions the bot asks somebody privately, by itself.

use super::Turn;
use crate::board::{Fact, PersonId, Question, Saying};

impl Turn<'_> {
    /// Asks somebody privately about a post, and remembers that an answer is awaited.
    pub(super) fn ask(&mut self, person: PersonId, question: Question, saying: Saying) {
        let no = question.post();
        self.fact(Fact::Asked { person, question });
        self.tell(person, no, saying);
    }
}
