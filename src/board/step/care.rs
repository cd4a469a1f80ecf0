//! What comes before all else in a private message: news that wait for it, a question asked with care, a talk with an
//! organizer.

use super::Turn;
use super::opening::Opens;
use super::routing::Message;
use crate::board::{CareFact, Fact};
use crate::parser::{Command, Decision};

impl Turn<'_> {
    /// Whether a private message was meant for one of these, and is dealt with.
    pub(super) fn cared_for(&mut self, it: &Message<'_>) -> bool {
        if self.board.is_unopened(it.heard.who) && self.open_by(it) == Opens::Only {
            return true;
        }
        if let Some(command) = &it.reading.command
            && self.told_whom(it, command)
        {
            return true;
        }
        let Some(person) = self.talk_meant(it) else {
            return false;
        };
        match &it.reading.command {
            Some(Command::Stop { post: None }) => {
                self.stop_talk(it, person);
                true
            }
            Some(Command::NotSafe { .. } | Command::Rest | Command::Person) => false,
            // Whoever answers the talk talks; else only what names nothing else is meant for it.
            Some(command)
                if it.reply_to.is_none() && super::opening::names_what_it_does(command) =>
            {
                false
            }
            _ if it.reply_to.is_none() && is_marked(it) => false,
            _ => self.talk_on(it, person, it.text),
        }
    }

    /// Notes that somebody wrote privately, now and then: they need no neutral opening for a while.
    pub(super) fn note_whisper(&mut self) {
        let Some(person) = self.whispers else { return };
        // Of whoever nothing else is known, this would be known for ever.
        let met = |fact: &Fact| matches!(fact, Fact::Met { person: it, .. } if *it == person);
        let known = self.done.facts.iter().any(met)
            || self.board.person(person).is_some() && !self.has_forgotten(person);
        if known && !self.done.is_empty() && self.board.care.is_news(person, self.now) {
            let at = self.now;
            self.fact(Fact::Care(CareFact::Wrote { person, at }));
        }
    }
}

fn is_marked(it: &Message<'_>) -> bool {
    it.reading.decision == Decision::Post && it.reading.confidence >= 1.0
}
