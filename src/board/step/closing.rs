//! Falling through, finishing, taking off.

use std::time::Duration;

use super::claiming::Promotion;
use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::{
    Acted, AskAgain, ClaimFact, Fact, Fate, MsgId, Outcome, PersonId, Post, PostNo, Question,
    Saying, State, Status, Topic,
};
use crate::parser::Verb;

const DAY: Duration = Duration::from_secs(24 * 3600);

impl Turn<'_> {
    /// A claimant gives back; a backup moves up.
    pub(super) fn release(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let Some(claim) = post.claim_of(heard.who).copied() else {
            self.fact(Fact::BackupLeft {
                no,
                person: heard.who,
            });
            return self.noted(heard, msg, no, Saying::ReleaseNoted { no, promoted: true });
        };
        let next = post.backups.first().copied();
        let promoted = next.is_some();
        self.noted(heard, msg, no, Saying::ReleaseNoted { no, promoted });
        self.let_go(no, heard.who);
        self.tell(post.source.author, no, Saying::HelperLeft { no, next });
        self.fill(no, &[claim.person]);
    }

    /// Takes back what somebody promised who takes no part any more.
    pub(super) fn release_for(&mut self, no: PostNo, person: PersonId) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let Some(claim) = post.claim_of(person).copied() else {
            return;
        };
        let next = post.backups.first().copied();
        self.let_go(no, person);
        self.tell(post.source.author, no, Saying::HelperLeft { no, next });
        self.fill(no, &[claim.person]);
    }

    /// Whoever promised on a post is free of it.
    pub(super) fn free_claimants(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        for claim in &post.claims {
            self.let_go(no, claim.person);
            self.tell(claim.person, no, Saying::OtherWithdrew { no });
        }
    }

    /// The author would rather have another neighbour; no reason asked.
    pub(super) fn someone_else(&mut self, it: &Message<'_>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let quoted = it.reply_to.and_then(|msg| self.board.topic(msg));
        let meant = match (quoted, post.claims.as_slice()) {
            (_, [only]) => Some(*only),
            (Some(Topic::Handoff(id, _)), _) => self
                .board
                .handoff(*id)
                .and_then(|open| post.claim_of(open.claimant))
                .copied(),
            _ => None,
        };
        let Some(claim) = meant else {
            let saying = Saying::WhichHandoff { posts: vec![no] };
            return self.answer(it.heard, it.msg, saying, Some(no));
        };
        self.let_go(no, claim.person);
        self.tell(claim.person, no, Saying::Thanked { no });
        let saying = Saying::OutcomeNoted {
            no,
            outcome: Outcome::SomeoneElse,
            again: false,
        };
        self.answer(it.heard, it.msg, saying, Some(no));
        self.fill(no, &[claim.person]);
    }

    /// Slots came free: those next in line move up, one slot each; what is left is shown again.
    pub(super) fn fill(&mut self, no: PostNo, gone: &[PersonId]) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let stay = post.claims.iter().filter(|it| !gone.contains(&it.person));
        let promised: u32 = stay.map(|claim| claim.count).sum();
        // With nobody holding a part any more it is whole again.
        let slots = match promised {
            0 => post.shape.slots.get(),
            _ => post.slots(),
        };
        if self.promote(no, post, slots.saturating_sub(promised)) > 0 {
            self.show_again(no);
        }
    }

    /// Of a post that is open again: whoever was barred while it was closed has promised nothing on it any more.
    fn let_go_of_barred(&mut self, no: PostNo, post: &Post) {
        for &person in post
            .backups
            .iter()
            .filter(|it| self.board.is_barred(post, **it))
        {
            self.fact(Fact::BackupLeft { no, person });
        }
        let barred = post.claims.iter().map(|claim| claim.person);
        let barred: Vec<PersonId> = barred
            .filter(|it| self.board.is_barred(post, *it))
            .collect();
        for &person in &barred {
            self.let_go(no, person);
        }
        if !barred.is_empty() {
            self.fill(no, &barred);
        }
    }

    /// Gives each next in line one of the free slots; gives how many are left.
    pub(super) fn promote(&mut self, no: PostNo, post: &Post, mut free: u32) -> u32 {
        let together = post.backups.iter();
        for person in together.filter(|it| !self.board.is_barred(post, **it)) {
            if free == 0 {
                break;
            }
            self.give(no, post, *person, 1, Promotion::Yes);
            free -= 1;
        }
        free
    }

    /// Takes a promise back and closes its hand-off.
    pub(super) fn let_go(&mut self, no: PostNo, person: PersonId) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let halves = self.other_halves(no, person);
        self.free(no, post, person);
        // What was promised in turn is free again too.
        for (half, other) in halves {
            self.free(half, other, post.source.author);
        }
    }

    fn free(&mut self, no: PostNo, post: &Post, person: PersonId) {
        let nudge = self.policy.next_nudge(&post.shape, self.now, self.now);
        self.fact(Fact::Released { no, person, nudge });
        let question = Question::CheckIn(no);
        self.fact(Fact::Answered { person, question });
        let covers = Fact::Answered {
            person: post.source.author,
            question: Question::Covers(no, person),
        };
        if self.board.person(post.source.author).is_some() {
            self.fact(covers);
        }
        self.close_handoffs(no, Some(person));
    }

    /// Either end says it is done.
    pub(super) fn finish(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.is_live() {
            return self.noted(heard, msg, no, closed(no, post));
        }
        let by_author = post.source.author == heard.who;
        if !by_author {
            let (person, question) = (heard.who, Question::CheckIn(no));
            self.fact(Fact::Fulfilled { no, person });
            self.fact(Fact::Answered { person, question });
            let others_left = post
                .claims
                .iter()
                .any(|it| it.person != heard.who && !it.done);
            if others_left || post.free() > 0 {
                return self.noted(heard, msg, no, Saying::DoneNoted { no });
            }
        }
        self.fact(Fact::Finished { no, at: self.now });
        self.rest_until_next(no, post);
        self.drop_questions(no, post);
        self.end_handoffs_later(no);
        self.finish_other_halves(no, post);
        self.noted(heard, msg, no, Saying::DoneNoted { no });
        if by_author {
            for claim in &post.claims {
                self.tell(claim.person, no, Saying::OtherSaysDone { no });
            }
        } else {
            let author = post.source.author;
            self.ask(author, Question::Outcome(no), Saying::AskOutcome { no });
        }
    }

    /// What was brought together with a post ends with it, where nothing of it is left to give.
    fn finish_other_halves(&mut self, no: PostNo, post: &Post) {
        let author = post.source.author;
        for claim in &post.claims {
            for (half, other) in self.other_halves(no, claim.person) {
                self.fact(Fact::Fulfilled {
                    no: half,
                    person: author,
                });
                let others_left = other
                    .claims
                    .iter()
                    .any(|it| it.person != author && !it.done);
                if !others_left && other.free() == 0 {
                    self.fact(Fact::Finished {
                        no: half,
                        at: self.now,
                    });
                    self.rest_until_next(half, other);
                    self.drop_questions(half, other);
                    self.end_handoffs_later(half);
                }
            }
        }
    }

    /// The author's answer to the four-way question.
    pub(super) fn outcome(&mut self, heard: &Heard, msg: MsgId, no: PostNo, outcome: Outcome) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let stay = post.claims.iter().map(|claim| claim.person);
        let stay: Vec<PersonId> = stay.filter(|it| !self.board.is_barred(post, *it)).collect();
        let outcome = match outcome {
            Outcome::SameHelper if stay.is_empty() => Outcome::SomeoneElse,
            _ => outcome,
        };
        let question = Question::Outcome(no);
        self.fact(Fact::Answered {
            person: heard.who,
            question,
        });
        let asked_again = post.again != AskAgain::No;
        let saying = Saying::OutcomeNoted {
            no,
            outcome,
            again: !asked_again,
        };
        self.answer(heard, msg, saying, Some(no));
        if outcome == Outcome::NotSure {
            return self.ask_again_later(no, post);
        }
        let again = matches!(outcome, Outcome::SameHelper | Outcome::SomeoneElse);
        if !again || !matches!(post.state, State::Done(_)) {
            return;
        }
        self.fact(Fact::Reopened {
            no,
            timing: self.policy.timing(&post.shape, self.now),
        });
        self.keep_turn(no, post);
        match outcome {
            Outcome::SameHelper => {
                for &person in &stay {
                    self.tell(person, no, Saying::StillNeeded { no });
                    self.plan_check_in(no, &post.shape, person);
                }
                self.meet_again(no, post, &stay);
                self.let_go_of_barred(no, post);
            }
            _ => {
                for claim in &post.claims {
                    self.let_go(no, claim.person);
                }
                for &person in &stay {
                    self.tell(person, no, Saying::Thanked { no });
                }
                let all: Vec<PersonId> = post.claims.iter().map(|it| it.person).collect();
                self.fill(no, &all);
            }
        }
    }

    /// An author who is not sure yet is asked once more, the next day; the two can still talk until then.
    fn ask_again_later(&mut self, no: PostNo, post: &Post) {
        if post.again != AskAgain::No || !matches!(post.state, State::Done(_)) {
            return;
        }
        let at = self.policy.out_of_quiet(self.now.plus(DAY));
        let again = AskAgain::At(at);
        self.fact(Fact::Claims(ClaimFact::Again { no, again }));
        self.end_handoffs_at(no, at.plus(self.policy.handoff_grace));
    }

    pub(super) fn ask_outcome_again(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let (author, again) = (post.source.author, AskAgain::Asked);
        self.fact(Fact::Claims(ClaimFact::Again { no, again }));
        self.ask(author, Question::Outcome(no), Saying::AskOutcome { no });
    }

    /// Its author, or an organizer, takes a post off the board.
    pub(super) fn withdraw(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.goes_on() {
            return self.noted(heard, msg, no, closed(no, post));
        }
        if post.source.author != heard.who {
            self.did(heard.who, Acted::Post(Verb::Close, no));
        }
        self.noted(heard, msg, no, Saying::WithdrawNoted { no });
        self.take_off(no, Some(heard.who));
    }

    /// A post is over: what was asked about it, of its author, its claimants or the organizers, needs no answer any
    /// more.
    pub(super) fn drop_questions(&mut self, no: PostNo, post: &Post) {
        self.drop_some_questions(no, post, |_, _| true);
    }

    /// As [`Turn::drop_questions`], for those of a kind.
    pub(super) fn drop_some_questions(
        &mut self,
        no: PostNo,
        post: &Post,
        over: impl Fn(PersonId, Question) -> bool,
    ) {
        let claimants = post.claims.iter().map(|claim| claim.person);
        let mut asked: Vec<PersonId> = claimants.chain([post.source.author]).collect();
        asked.extend(&self.policy.organizers);
        asked.sort_unstable();
        asked.dedup();
        for person in asked {
            let Some(known) = self.board.person(person) else {
                continue;
            };
            let waiting = known.waiting.iter().map(|it| it.question);
            let asked = known.questions.iter().copied().chain(waiting);
            for question in asked.filter(|it| it.post() == no && over(person, *it)) {
                self.fact(Fact::Answered { person, question });
            }
        }
    }

    /// Takes a post off the board and tells every claimant, except `by`.
    pub(super) fn take_off(&mut self, no: PostNo, by: Option<PersonId>) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !matches!(post.state, State::Live | State::Held(_)) {
            // A finished post whose source is deleted loses its words, not its place in the count.
            if !matches!(post.state, State::Withdrawn(_)) {
                self.fact(Fact::Withdrawn { no, at: self.now });
            } else if !post.erased && post.merged.is_none() {
                // An organizer had closed it: whoever takes their words back wants them gone, and nobody brings them back.
                self.erase(no, Fate::TakenBack);
            }
            return;
        }
        self.fact(Fact::Withdrawn { no, at: self.now });
        self.drop_questions(no, post);
        for claim in post.claims.iter().filter(|claim| Some(claim.person) != by) {
            self.tell(claim.person, no, Saying::OtherWithdrew { no });
        }
        self.end_handoffs_later(no);
    }

    /// The author says a post is still wanted.
    pub(super) fn extend(&mut self, heard: &Heard, msg: MsgId, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let question = Question::StillNeeded(no);
        self.fact(Fact::Answered {
            person: heard.who,
            question,
        });
        let timing = self.policy.timing(&post.shape, self.now);
        match post.state {
            State::Live => self.fact(Fact::Extended { no, timing }),
            State::Expired(_) => {
                self.fact(Fact::Reopened { no, timing });
                self.keep_handoffs(no);
                self.let_go_of_barred(no, post);
            }
            _ => return self.answer(heard, msg, closed(no, post), Some(no)),
        }
        self.answer(heard, msg, Saying::ExtendNoted { no }, Some(no));
    }

    /// Answers a message, or, where a reaction was the message, says it where the reaction is.
    fn noted(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo, saying: Saying) {
        if let Some(msg) = msg {
            self.fact(Fact::About {
                msg,
                topic: Topic::Post(no),
            });
            return self.answer(heard, msg, saying, Some(no));
        }
        // A reaction or an edit is not answered in the room: the notices show what came of it. Only a
        // promise given back is said, so that the neighbour knows it was seen.
        if matches!(saying, Saying::ReleaseNoted { .. }) && heard.way == Way::Room {
            self.tell(heard.who, no, saying);
        }
    }

    pub(super) fn expire(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        self.fact(Fact::Expired { no, at: self.now });
        // Its author may still say that it is wanted: a "yes" that comes late brings it back.
        let (author, wanted) = (post.source.author, Question::StillNeeded(no));
        let known = self.board.person(author);
        let waits = |it: &crate::board::Waiting| it.question == wanted;
        let asked =
            known.is_some_and(|it| it.questions.contains(&wanted) && !it.waiting.iter().any(waits));
        self.drop_some_questions(no, post, |person, question| {
            !asked || (person, question) != (author, wanted)
        });
        let expired = Saying::Closed {
            no,
            status: Status::Expired,
        };
        self.tell(post.source.author, no, expired.clone());
        for claim in &post.claims {
            self.tell(claim.person, no, expired.clone());
        }
        self.end_handoffs_later(no);
    }

    /// The time of a held post is over.
    pub(super) fn show_held(&mut self, no: PostNo) {
        match self.board.post(no).and_then(|post| post.held_for) {
            Some(why) => self.hold_over(no, why),
            None => self.put_up(no),
        }
    }

    /// A held post goes on the board.
    pub(super) fn put_up(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        self.fact(Fact::Shown { no });
        // It waits for somebody from now on, not since it was written.
        let next = self.policy.next_nudge(&post.shape, self.now, self.now);
        self.fact(Fact::Nudged { no, next });
        // The turn it was written for may have passed while it was held: it goes up in the one that follows.
        if post.round.is_some_and(|round| round.over <= self.now) {
            self.turn_over_to_next(no);
        }
        let shape = self.shape_by_now(no).unwrap_or(post.shape);
        let source = post.source;
        self.acknowledge(no, &source);
        self.look_for(no, &shape, source.author);
        self.wake(no, &shape, &[source.author]);
    }
}

/// What is said of a post that is closed.
pub(super) fn closed(no: PostNo, post: &Post) -> Saying {
    if let Some(into) = post.merged {
        return Saying::PartOf { no, into };
    }
    Saying::Closed {
        no,
        status: post.status(),
    }
}
