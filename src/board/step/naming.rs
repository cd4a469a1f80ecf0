//! A picture or a voice note on the board: somebody says in a word what it is.

use std::time::Duration;

use super::Turn;
use super::posting::words;
use super::routing::Message;
use crate::board::{CareFact, Fact, Hold, Shape, Topic, Unnamed};

/// An answer to the question counts this long …
const ASKED_FOR: Duration = Duration::from_secs(24 * 3600);
/// … and what the same person says next, without answering it, this long.
const NEXT: Duration = Duration::from_secs(600);
/// More words are no name for a thing.
const SHORT: usize = 12;

impl Turn<'_> {
    /// Whether a message says what a picture or a voice note is, and is dealt with.
    pub(super) fn names_it(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        let Some(unnamed) = self.board.unnamed(person, it.heard.room).copied() else {
            return false;
        };
        let Unnamed {
            source,
            kind,
            asked,
        } = unnamed;
        let passed = self.now.since(asked);
        let answers = it.reply_to.and_then(|msg| self.board.topic(msg));
        let meant = match answers {
            Some(Topic::What(asked)) => *asked == person && passed < ASKED_FOR,
            Some(_) => false,
            None => it.reply_to.is_none() && passed < NEXT,
        };
        let count = it.text.as_str().split_whitespace().count();
        if !meant || it.reading.command.is_some() || !(1..=SHORT).contains(&count) {
            return false;
        }
        self.fact(Fact::Care(CareFact::Named { person }));
        if self.board.topic(source.msg).is_some() {
            return true;
        }
        let no = self.board.next_no();
        self.hold = Hold::of(it.reading.signs);
        let shape = Shape::of(kind, &it.reading.details, it.reading.language);
        self.fact(Fact::About {
            msg: it.msg,
            topic: Topic::Post(no),
        });
        self.make(source, shape, words(&it.reading.details));
        true
    }
}
