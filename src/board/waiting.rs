//! Questions that wait until their person may be asked: in the morning, or once there is room in their day.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{Board, Person, PersonId, Post, PostNo, Question, Saying, State};

/// How long after a post is done its author's word on how it went is still looked for.
const OUTCOME_MATTERS: std::time::Duration = std::time::Duration::from_secs(7 * 24 * 3600);

/// How long after a post ran out its author may still say that it is wanted.
const LATE: std::time::Duration = std::time::Duration::from_secs(2 * 24 * 3600);

/// A question, with the sentence that asks it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// What is asked.
    pub question: Question,
    /// How.
    pub saying: Saying,
}

impl Board {
    /// Whether this person's answer to this question would change anything at `now`.
    #[must_use]
    pub fn matters(&self, person: PersonId, question: Question, now: Timestamp) -> bool {
        let Some(post) = self.post(question.post()) else {
            return false;
        };
        match question {
            Question::Outcome(_) => {
                matches!(post.state, State::Done(at) if now.since(at) < OUTCOME_MATTERS)
            }
            Question::Show(_) => matches!(post.state, State::Held(_)),
            Question::StillNeeded(_) => {
                let late = matches!(post.state, State::Expired(at) if now.since(at) < LATE);
                post.is_live() || late
            }
            Question::CheckIn(_) => {
                post.is_live() && post.claim_of(person).is_some_and(|claim| !claim.done)
            }
            Question::Covers(_, helper) => post.is_live() && post.claim_of(helper).is_some(),
            Question::StillYours(_) => post.is_live() && post.is_questioned(),
            Question::Fits { with, .. } => {
                let open = |post: &Post| post.is_live() && post.free() > 0;
                let other = self.post(with).filter(|other| open(other));
                open(post) && other.is_some_and(|other| self.may_meet(post, other))
            }
            Question::Same { with, .. } => {
                let other = self.post(with).filter(|other| other.is_live());
                post.is_live() && other.is_some_and(|other| self.may_meet(post, other))
            }
            Question::TakeOn { .. } => self.may_take_on(person, post),
            Question::MayShare(no) => post.status().is_live() && self.stays_home(no),
            Question::MayIntroduce(_) => post.is_live() && !post.claims.is_empty(),
        }
    }

    /// Whether somebody could take a post on: it is free, and neither theirs nor of somebody they are kept apart from.
    pub(super) fn may_take_on(&self, person: PersonId, post: &Post) -> bool {
        let meets = post.source.author != person && !self.apart(post.source.author, person);
        post.is_live() && post.free() > 0 && meets && post.claim_of(person).is_none()
    }

    /// Whether this question waits to be asked.
    pub(super) fn waits(&self, person: PersonId, no: PostNo) -> bool {
        self.person(person)
            .is_some_and(|known| known.waiting.iter().any(|it| it.question.post() == no))
    }

    pub(super) fn ask_later(&mut self, person: PersonId, waiting: &Waiting, at: Timestamp) {
        self.change_questions(person, |known| {
            known.waiting.retain(|it| it.question != waiting.question);
            known.waiting.push(waiting.clone());
            known.ask_at = Some(at);
        });
    }

    pub(super) fn asked(&mut self, person: PersonId, question: Question) {
        self.change_questions(person, |known| {
            known.waiting.retain(|it| it.question != question);
            known.questions.retain(|asked| *asked != question);
            known.questions.push(question);
            known.talked = false;
        });
    }

    pub(super) fn answered(&mut self, person: PersonId, question: Question) {
        self.change_questions(person, |known| {
            known.waiting.retain(|it| it.question != question);
            known.questions.retain(|asked| *asked != question);
        });
    }

    /// Changes what somebody is asked or is to be asked, and what is due of it.
    pub(super) fn change_questions(&mut self, person: PersonId, how: impl FnOnce(&mut Person)) {
        let known = self.people.entry(person).or_default();
        if let Some(before) = known.ask_at {
            self.index.dues.remove(&(before, Due::Ask(person)));
        }
        how(known);
        if known.waiting.is_empty() {
            known.ask_at = None;
        }
        let due = known.ask_at.map(|at| (at, Due::Ask(person)));
        let over = known.questions.is_empty() && known.waiting.is_empty();
        self.index.dues.extend(due);
        if over {
            self.loosen(person);
        }
    }
}
