//! `assign 14 @name`: an organizer has somebody asked whether they take a post on; only their yes claims it.

use super::Turn;
use super::claiming::Promotion;
use super::closing::closed;
use super::routing::Message;
use crate::board::{
    Acted, Fact, OrganizerSaying, PersonId, PostNo, Question, Saying, To, Topic, Was,
};

impl Turn<'_> {
    /// Has somebody asked. Why they cannot be is nobody's business but theirs.
    pub(super) fn assign(&mut self, it: &Message<'_>, no: PostNo, person: PersonId) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.is_live() {
            return self.answer(it.heard, it.msg, closed(no, post), Some(no));
        }
        if post.free() == 0 {
            return self.answer_organizer(it, OrganizerSaying::AllTaken { no });
        }
        if !self.board.may_take_on(person, post) || !self.may_be_asked(person) {
            return self.answer_organizer(it, OrganizerSaying::CannotAsk { no, person });
        }
        let by = it.heard.who;
        let saying = Saying::Organizers(OrganizerSaying::AskTakeOn { no });
        self.ask(person, Question::TakeOn { no, by }, saying);
        let act = Acted::Assigned(no, person);
        self.did(by, act);
        self.answer_organizer(it, OrganizerSaying::Did { act });
    }

    /// Somebody who was asked says whether they take it on; whoever had them asked hears it.
    pub(super) fn take_on(&mut self, it: &Message<'_>, no: PostNo, by: PersonId, yes: bool) {
        let (person, question) = (it.heard.who, Question::TakeOn { no, by });
        self.fact(Fact::Answered { person, question });
        let Some(post) = self.board.post(no) else {
            return;
        };
        if yes && !self.board.may_take_on(person, post) {
            let saying = match post.is_live() {
                true => Saying::ClaimTooLate { no },
                false => closed(no, post),
            };
            return self.answer(it.heard, it.msg, saying, Some(no));
        }
        let saying = if yes {
            Saying::ClaimTaken {
                no,
                by: person,
                count: 1,
                left: post.free().saturating_sub(1),
                short: false,
            }
        } else {
            Saying::Organizers(OrganizerSaying::TakeOnLeft { no })
        };
        self.answer(it.heard, it.msg, saying, Some(no));
        if yes {
            self.give(no, post, person, 1, Promotion::No);
        }
        if self.organizes(by) {
            let told = Saying::Organizers(OrganizerSaying::TakenOn { no, person, yes });
            self.say(To::Person(by), told, Some(Topic::Post(no)));
        }
    }

    /// They are not asked any more; what they promised meanwhile is theirs.
    pub(super) fn take_assigning_back(&mut self, no: PostNo, person: PersonId) {
        let Some(known) = self.board.person(person) else {
            return;
        };
        let waiting = known.waiting.iter().map(|it| it.question);
        let asked = known.questions.iter().copied().chain(waiting);
        let about = |it: &Question| matches!(it, Question::TakeOn { no: it, .. } if *it == no);
        for question in asked.filter(about).collect::<Vec<_>>() {
            self.fact(Fact::Answered { person, question });
        }
    }

    /// `merge 14 15`: two posts are one from now on.
    pub(super) fn merge_command(&mut self, it: &Message<'_>, posts: &[PostNo]) -> bool {
        let [one, other] = posts else {
            return false;
        };
        let (one, other) = (self.board.current(*one), self.board.current(*other));
        for no in [one, other] {
            if self.board.post(no).is_none() {
                self.answer(it.heard, it.msg, Saying::NoSuchPost { no }, None);
                return true;
            }
        }
        match self.merge(one, other) {
            Some((stays, goes, apart)) => {
                let act = Acted::Merged(stays, goes);
                self.did_from(it.heard.who, act, Some(Was::Two(apart)));
                self.answer_organizer(it, OrganizerSaying::Did { act });
            }
            None => {
                let (no, other) = (one, other);
                self.answer_organizer(it, OrganizerSaying::StayTwo { no, other });
            }
        }
        true
    }
}
