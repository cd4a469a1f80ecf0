//! Asking those who promised whether they are still on it, and what comes of their silence.

use std::collections::BTreeMap;

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Fact, PersonId, PostNo, Question, Saying, Shape};

/// Promises that were asked about often enough.
#[derive(Default)]
pub(super) struct Silences(BTreeMap<PostNo, Vec<PersonId>>);

impl Turn<'_> {
    /// A promise was made, or its post has another time: when it is first asked about.
    pub(super) fn plan_check_in(&mut self, no: PostNo, shape: &Shape, person: PersonId) {
        let next = Some(self.policy.check_in_at(shape, self.now));
        self.check_in_again(no, person, next, 0);
    }

    /// A promise is due to be asked about, or to be taken for given back.
    pub(super) fn check_in(&mut self, no: PostNo, person: PersonId, silences: &mut Silences) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let asked = post.claim_of(person).map_or(0, |claim| claim.checked);
        let times = self.policy.check_ins.times;
        if asked < times {
            let question = Question::CheckIn(no);
            // They were asked, and their day has no room for asking again before it is too late to find somebody else.
            if asked > 0
                && let Some(by) = self.policy.let_go_by(&post.shape, self.now)
                && self
                    .may_be_asked_at(person, question)
                    .is_none_or(|at| at > by)
            {
                return self.check_in_again(no, person, Some(by), times);
            }
            self.check_in_again(no, person, None, asked);
            return self.ask(person, question, Saying::AskCheckIn { no });
        }
        let quiet_until = self.policy.out_of_quiet(self.now);
        if quiet_until > self.now {
            return self.check_in_again(no, person, Some(quiet_until), asked);
        }
        silences.0.entry(no).or_default().push(person);
    }

    /// The question has gone out: when it is asked again.
    pub(super) fn checked_in(&mut self, no: PostNo, person: PersonId) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let asked = post.claim_of(person).map_or(0, |claim| claim.checked);
        let asked = asked.saturating_add(1);
        let next = self.policy.check_in_again(&post.shape, asked, self.now);
        self.check_in_again(no, person, Some(next), asked);
    }

    /// Nobody answered: their promises are taken for given back, and everyone concerned hears of it.
    pub(super) fn let_go_of_silent(&mut self, silences: Silences) {
        let over = self.run_out();
        for (no, people) in silences.0 {
            let Some(post) = self.board.post(no).filter(|_| !over.contains(&no)) else {
                continue;
            };
            let next = post.backups.first().copied();
            for person in people.iter().copied() {
                self.let_go(no, person);
                self.tell(person, no, Saying::CheckInLapsed { no });
            }
            let author = post.source.author;
            match next {
                Some(_) => self.tell(author, no, Saying::HelperSilent { no, next }),
                None => {
                    let question = Question::StillNeeded(no);
                    self.ask(author, question, Saying::HelperSilent { no, next });
                }
            }
            self.fill(no, &people);
        }
    }

    /// They are still on it: it is not asked again.
    pub(super) fn still_on(&mut self, it: &Message<'_>, posts: Vec<PostNo>) {
        let person = it.heard.who;
        for no in posts.iter().copied() {
            let question = Question::CheckIn(no);
            self.fact(Fact::Answered { person, question });
            self.check_in_again(no, person, None, 0);
            self.seen(no, person);
        }
        let about = match posts[..] {
            [no] => Some(no),
            _ => None,
        };
        self.answer(it.heard, it.msg, Saying::CheckInNoted { posts }, about);
    }

    /// The only post somebody was just asked about whether they are still on it: "done" and "can't" mean that.
    pub(super) fn checked_on(&self, it: &Message<'_>) -> Option<PostNo> {
        if it.heard.way != Way::Private || it.reply_to.is_some() {
            return None;
        }
        match self.check_ins_of(it.heard.who)[..] {
            [no] => Some(no),
            _ => None,
        }
    }

    /// Posts somebody was asked about whether they are still on it, and has not said nor talked since.
    pub(super) fn check_ins_of(&self, person: PersonId) -> Vec<PostNo> {
        let known = self.board.person(person).filter(|known| !known.talked);
        let open = known.into_iter().flat_map(|known| &known.questions);
        open.filter(|it| self.board.matters(person, **it, self.now))
            .filter_map(|question| match question {
                Question::CheckIn(no) => Some(*no),
                _ => None,
            })
            .collect()
    }

    fn check_in_again(
        &mut self,
        no: PostNo,
        person: PersonId,
        next: Option<wegotus_chat::Timestamp>,
        asked: u32,
    ) {
        self.fact(Fact::CheckIn {
            no,
            person,
            next,
            asked,
        });
    }
}
