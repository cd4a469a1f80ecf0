//! `person`: somebody who would rather talk with a human is brought to an organizer, through the bot.
//!
//! All organizers hear the first words; whoever answers first has it, and the others are told so.

use std::time::Duration;

use wegotus_chat::Text;

use super::Turn;
use super::routing::Message;
use crate::board::{
    CareFact, CareSaying, Content, ContentId, Fact, Keep, PersonId, Saying, Talk, To, Topic,
};

/// A talk ends by itself when nobody wrote for so long.
const SILENCE: Duration = Duration::from_secs(3 * 24 * 3600);

impl Turn<'_> {
    /// Somebody asks for a human.
    pub(super) fn ask_for_human(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        let on_duty = self.on_duty(person);
        if on_duty.is_empty() {
            let saying = Saying::Care(CareSaying::NoHuman);
            self.answer(it.heard, it.msg, saying, None);
            return true;
        }
        if self.board.talk(person).is_none() {
            self.start_talk(person, None);
            for organizer in on_duty {
                let saying = Saying::Care(CareSaying::SomebodyAsks { person });
                self.say(To::Person(organizer), saying, Some(Topic::Talk(person)));
            }
        }
        self.answer_in_talk(it, person, CareSaying::HumanAsked);
        true
    }

    pub(super) fn start_talk(&mut self, person: PersonId, organizer: Option<PersonId>) {
        let talk = Talk {
            organizer,
            until: self.now.plus(SILENCE),
        };
        self.fact(Fact::Care(CareFact::Talks { person, talk }));
    }

    /// Organizers who can be asked; all of them where all rest: somebody needs a human.
    pub(super) fn on_duty(&self, but: PersonId) -> Vec<PersonId> {
        let all = self.policy.organizers.iter().copied();
        let all = all.filter(|it| *it != but && !self.board.apart(*it, but));
        let all: Vec<PersonId> = all.collect();
        let awake = |it: &PersonId| !self.board.rests(*it);
        if all.iter().any(awake) {
            all.into_iter().filter(awake).collect()
        } else {
            all
        }
    }

    /// The talk a private message belongs to: that which it answers, else the only one of somebody, or that waits for
    /// them, who is in no hand-off and whose message answers nothing.
    pub(super) fn talk_meant(&self, it: &Message<'_>) -> Option<PersonId> {
        let who = it.heard.who;
        let quoted = it.reply_to.and_then(|msg| self.board.topic(msg));
        if let Some(quoted) = quoted {
            return match quoted {
                Topic::Talk(person) => Some(*person),
                _ => None,
            };
        }
        if self.board.handoffs_of(who).next().is_some() {
            return None;
        }
        if self.board.talk(who).is_some() {
            return Some(who);
        }
        // An organizer's own talk, else the one that waits for somebody to come.
        let talks = |of: Option<PersonId>| {
            let all = self.board.care.talks().filter(|(_, it)| it.organizer == of);
            all.map(|(person, _)| person).take(2).collect::<Vec<_>>()
        };
        let mut meant = talks(Some(who));
        if meant.is_empty() && self.organizes(who) {
            meant = talks(None);
        }
        match meant[..] {
            [person] => Some(person),
            _ => None,
        }
    }

    /// Passes a word on to the other side of a talk. False when there is none.
    pub(super) fn talk_on(&mut self, it: &Message<'_>, person: PersonId, text: &Text) -> bool {
        let who = it.heard.who;
        let talk = self.board.talk(person).copied();
        let together = |talk: &Talk| {
            let other = talk.organizer.filter(|it| *it != who).unwrap_or(person);
            !self.board.apart(who, other)
        };
        let Some(talk) = talk.filter(together) else {
            self.answer(it.heard, it.msg, Saying::Care(CareSaying::TalkOver), None);
            return true;
        };
        if who == person {
            let listeners = match talk.organizer {
                Some(organizer) => vec![organizer],
                None => self.on_duty(person),
            };
            self.start_talk(person, talk.organizer);
            for organizer in listeners {
                self.pass_word(it, person, organizer, text);
            }
            return true;
        }
        if !self.organizes(who) {
            return false;
        }
        match talk.organizer {
            Some(other) if other != who => {
                let saying = CareSaying::HumanCame {
                    person,
                    organizer: other,
                };
                self.answer_in_talk(it, person, saying);
            }
            came => {
                self.start_talk(person, Some(who));
                self.pass_word(it, person, person, text);
                if came.is_none() {
                    for organizer in self.on_duty(person).into_iter().filter(|it| *it != who) {
                        let saying = Saying::Care(CareSaying::HumanCame {
                            person,
                            organizer: who,
                        });
                        self.say(To::Person(organizer), saying, Some(Topic::Talk(person)));
                    }
                }
            }
        }
        true
    }

    /// `stop`, said in a talk.
    pub(super) fn stop_talk(&mut self, it: &Message<'_>, person: PersonId) {
        let Some(talk) = self.board.talk(person).copied() else {
            self.answer(it.heard, it.msg, Saying::Care(CareSaying::TalkOver), None);
            return;
        };
        let (who, organizer) = (it.heard.who, talk.organizer);
        if who != person && organizer.is_some_and(|organizer| organizer != who) {
            return;
        }
        self.answer(it.heard, it.msg, Saying::Care(CareSaying::TalkOver), None);
        self.end_talk(person, Some(who));
    }

    /// A talk is over; both sides hear it, but for `by`.
    pub(super) fn end_talk(&mut self, person: PersonId, by: Option<PersonId>) {
        let Some(talk) = self.board.talk(person).copied() else {
            return;
        };
        self.fact(Fact::Care(CareFact::TalkOver { person }));
        let both = [Some(person), talk.organizer].into_iter().flatten();
        for side in both.filter(|side| Some(*side) != by) {
            let saying = Saying::Care(CareSaying::TalkOver);
            self.say(To::Person(side), saying, Some(Topic::Talk(person)));
        }
    }

    fn pass_word(&mut self, it: &Message<'_>, person: PersonId, to: PersonId, text: &Text) {
        let from = it.heard.who;
        let relay = self.next_relay();
        let topic = Topic::Talk(person);
        self.fact(Fact::About {
            msg: it.msg,
            topic: topic.clone(),
        });
        self.fact(Fact::Relayed { relay, from, to });
        let words = Content::Relay(text.clone());
        self.keep(Keep::Put(ContentId::Relay(relay), words));
        let saying = Saying::Care(CareSaying::Said { from, relay });
        self.say(To::Person(to), saying, Some(topic));
    }

    /// Answers somebody so that an answer of theirs belongs to the talk.
    fn answer_in_talk(&mut self, it: &Message<'_>, person: PersonId, saying: CareSaying) {
        let act = crate::board::Act::Say {
            saying: Saying::Care(saying),
            answers: Some(it.msg),
            topic: Some(Topic::Talk(person)),
        };
        self.act(it.heard.from(), act);
    }
}
