//! Questions the bot asks somebody privately, by itself: never in their night, and only so many messages a day.
//!
//! What is asked is gathered through a turn and goes out at its end, what is for one person in one message.
//! What may not go yet waits with the person, and is asked together once it may.

use wegotus_chat::Timestamp;

use super::Turn;
use crate::board::{
    Fact, PersonId, PostNo, Question, RoundFact, Saying, Shape, To, Topic, Waiting,
};
use crate::parser::Urgency;

impl Turn<'_> {
    /// Asks somebody privately about a post, now or once they may be asked, and remembers that an answer is
    /// awaited. A question about what is urgent does not count into their day.
    pub(super) fn ask(&mut self, person: PersonId, question: Question, saying: Saying) {
        let asks = self.asks.entry(person).or_default();
        asks.retain(|it| it.question != question);
        asks.push(Waiting { question, saying });
    }

    /// Asks what waited for this person, as far as it may be asked by now.
    pub(super) fn ask_what_waited(&mut self, person: PersonId) {
        self.asks.entry(person).or_default();
    }

    /// Whether the bot may ask this person anything by itself.
    pub(super) fn may_be_asked(&self, person: PersonId) -> bool {
        let left_alone = self.board.rests(person)
            || self.board.is_ignored(person)
            || self.board.is_blocked(person);
        self.policy.person_messages_per_day > 0 && !left_alone
    }

    /// The end of a turn: all that was asked in it, and all that waited for the same people.
    pub(super) fn ask_everybody(&mut self) {
        for (person, new) in std::mem::take(&mut self.asks) {
            self.ask_together(person, new);
        }
    }

    fn ask_together(&mut self, person: PersonId, new: Vec<Waiting>) {
        let waited = self
            .board
            .person(person)
            .map(|known| known.waiting.clone())
            .unwrap_or_default();
        let settled = |turn: &Self, question| {
            let answered = Fact::Answered { person, question };
            turn.done.facts.contains(&answered)
        };
        let mut all: Vec<Waiting> = Vec::new();
        let may = self.may_be_asked(person);
        for waiting in waited {
            let question = waiting.question;
            if settled(self, question) {
                continue;
            }
            // What is asked anew just now takes the place of what waited, unless nothing may be asked at all.
            let renewed = new.iter().any(|it| it.question == question);
            let matters = renewed || self.board.matters(person, question, self.now);
            if !may || !matters || self.is_over(person, question) {
                self.fact(Fact::Answered { person, question });
            } else if !renewed {
                all.push(waiting);
            }
        }
        if may {
            let new = new.into_iter();
            all.extend(new.filter(|it| !self.is_over(person, it.question)));
        }
        let timed = all
            .into_iter()
            .filter_map(|it| Some((self.may_be_asked_at(person, it.question)?, it)));
        let (now, later): (Vec<_>, Vec<_>) = timed.partition(|(at, _)| *at == self.now);
        self.ask_now(person, now.into_iter().map(|(_, it)| it).collect());
        let next = later.iter().map(|(at, _)| *at).min();
        for (_, waiting) in later {
            let at = next.unwrap_or(self.now);
            self.fact(Fact::AskLater {
                person,
                waiting,
                at,
            });
        }
    }

    /// Whether a question came to nothing in this very turn: what came due while the bot was away is done all at once.
    fn is_over(&self, person: PersonId, question: Question) -> bool {
        let no = question.post();
        let promise = matches!(question, Question::CheckIn(_) | Question::StillYours(_));
        self.done.facts.iter().any(|fact| match fact {
            Fact::Expired { no: over, .. }
            | Fact::Withdrawn { no: over, .. }
            | Fact::Merged { no: over, .. } => *over == no,
            Fact::Released {
                no: of, person: by, ..
            } => promise && *of == no && *by == person,
            Fact::Round(RoundFact::Turned { no: over, .. }) => {
                *over == no && question.is_of_a_turn()
            }
            _ => false,
        })
    }

    fn ask_now(&mut self, person: PersonId, asked: Vec<Waiting>) {
        let counts = asked.iter().any(|it| !self.is_urgent(it.question.post()));
        for Waiting { question, .. } in &asked {
            self.fact(Fact::Asked {
                person,
                question: *question,
            });
            self.was_asked(person, *question);
        }
        if counts {
            let at = self.now;
            self.fact(Fact::Approached { person, at });
        }
        let mut posts: Vec<PostNo> = asked.iter().map(|it| it.question.post()).collect();
        posts.sort_unstable();
        posts.dedup();
        let mut sayings: Vec<Saying> = asked.into_iter().map(|it| it.saying).collect();
        let topic = match posts[..] {
            [no] => Topic::Post(no),
            _ => Topic::Posts(posts),
        };
        match sayings.len() {
            0 => {}
            1 => self.say(To::Person(person), sayings.remove(0), Some(topic)),
            _ => self.say(To::Person(person), Saying::Several { sayings }, Some(topic)),
        }
    }

    /// What else follows from a question that has gone out. A post whose author was asked late does not leave the
    /// board before they had their time.
    fn was_asked(&mut self, person: PersonId, question: Question) {
        let until = self.now.plus(self.policy.expiry_question);
        match question {
            Question::CheckIn(no) => self.checked_in(no, person),
            Question::StillNeeded(no) => {
                let post = self.board.post(no);
                if post.is_some_and(|post| post.timing.expires < until) {
                    self.fact(Fact::Stays { no, until });
                }
            }
            Question::StillYours(no) => self.leave_time_to_say(no),
            Question::Outcome(_)
            | Question::Show(_)
            | Question::Covers(..)
            | Question::Fits { .. }
            | Question::Same { .. }
            | Question::TakeOn { .. }
            | Question::MayShare(_)
            | Question::MayIntroduce(_) => {}
        }
    }

    /// When somebody may be asked this: now, or once there is room in their day and it is not quiet; or never.
    /// What is urgent, or wanted within hours, needs no room; whose post was done this very moment was just there.
    pub(super) fn may_be_asked_at(
        &self,
        person: PersonId,
        question: Question,
    ) -> Option<Timestamp> {
        let shape = self.shape_by_now(question.post());
        let is_urgent = shape.is_some_and(|it| it.urgency == Urgency::Urgent);
        let free = if is_urgent || shape.is_some_and(|it| self.policy.is_close(&it, self.now)) {
            self.now
        } else {
            let known = self.board.person(person);
            let approached = known.map_or(&[][..], |known| &known.approached);
            let free = self.policy.person_free_at(approached, self.now)?;
            let near = shape.and_then(|it| self.policy.close_from(&it, self.now));
            near.map_or(free, |near| near.min(free))
        };
        let awake = self.policy.urgent_in_quiet_hours && is_urgent;
        if awake || (free == self.now && self.is_just_done(question)) {
            Some(free)
        } else {
            Some(self.policy.out_of_quiet(free))
        }
    }

    /// Whether it is how something went that was said to be done in this turn.
    fn is_just_done(&self, question: Question) -> bool {
        let finished = |it: &Fact| matches!(it, Fact::Finished { no, .. } if Question::Outcome(*no) == question);
        self.done.facts.iter().any(finished)
    }

    fn is_urgent(&self, no: PostNo) -> bool {
        self.shape_by_now(no)
            .is_some_and(|shape| shape.urgency == Urgency::Urgent)
    }

    /// The shape this turn leaves a post with: one on the board, or one that is being made.
    pub(super) fn shape_by_now(&self, no: PostNo) -> Option<Shape> {
        let known = self.board.post(no).map(|post| post.shape);
        self.done
            .facts
            .iter()
            .fold(known, |known, fact| match fact {
                Fact::Posted { no: of, shape, .. } | Fact::Revised { no: of, shape, .. }
                    if *of == no =>
                {
                    Some(*shape)
                }
                Fact::Pressing { no: of, .. } if *of == no => known.map(|shape| Shape {
                    urgency: Urgency::Urgent,
                    ..shape
                }),
                Fact::Round(RoundFact::Turned {
                    no: of,
                    when,
                    urgency,
                    ..
                }) if *of == no => known.map(|shape| Shape {
                    when: *when,
                    urgency: *urgency,
                    ..shape
                }),
                _ => known,
            })
    }
}
