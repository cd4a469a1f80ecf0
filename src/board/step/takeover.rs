//! Taking over what has gone quiet: the claimant is asked, and silence hands it on.

use std::time::Duration;

use wegotus_chat::Timestamp;

use super::routing::Message;
use super::{Heard, Turn};
use crate::board::{
    Claim, ClaimFact, ClaimSaying, Fact, MsgId, PersonId, Post, PostNo, Question, Saying, TakeOver,
};
use crate::parser::Urgency;

/// When a promise is looked at again that could not be handed on now.
const NEXT_LOOK: Duration = Duration::from_secs(60);

impl Turn<'_> {
    /// Somebody wants what is taken: they are put in line and its claimant is asked, where nothing was heard from
    /// them for long; else they are told that it is taken.
    pub(super) fn want_taken(&mut self, heard: &Heard, answered: MsgId, no: PostNo, post: &Post) {
        let by = heard.who;
        let quiet = self.quietest(post);
        if !post.is_questioned() && quiet.is_none() {
            return self.answer(heard, answered, Saying::ClaimTooLate { no }, Some(no));
        }
        let known = post.backups.iter().position(|backup| *backup == by);
        if known.is_none() {
            self.fact(Fact::BackedUp { no, person: by });
        }
        let place = known.unwrap_or(post.backups.len()).saturating_add(1);
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let saying = Saying::Claims(ClaimSaying::TakeOverAsked { no, place });
        self.answer(heard, answered, saying, Some(no));
        let Some(claim) = quiet.filter(|_| !post.is_questioned()) else {
            return;
        };
        let until = self.silence_ends(post, self.now);
        self.fact(Fact::Claims(ClaimFact::Questioned {
            no,
            person: claim.person,
            over: TakeOver { by, until },
        }));
        let hours = self.silence(post).as_secs().div_ceil(3600);
        let hours = u32::try_from(hours).unwrap_or(u32::MAX);
        let saying = Saying::Claims(ClaimSaying::AskStillYours { no, hours });
        self.ask(claim.person, Question::StillYours(no), saying);
    }

    /// The claim of which least was heard, where that is long enough ago.
    fn quietest<'p>(&self, post: &'p Post) -> Option<&'p Claim> {
        let near = post.shape.when.is_some_and(|when| {
            let starts = when.at.minus(self.policy.claim_near);
            starts <= self.now
        });
        let long = if near {
            self.policy.claim_near.min(self.policy.claim_stale)
        } else {
            self.policy.claim_stale
        };
        let quiet = |claim: &&Claim| !claim.done && self.now.since(claim.last_seen()) >= long;
        let claims = post.claims.iter().filter(quiet);
        claims.min_by_key(|claim| claim.last_seen())
    }

    fn silence(&self, post: &Post) -> Duration {
        match post.shape.urgency {
            Urgency::Urgent => self.policy.silence_urgent,
            _ => self.policy.silence,
        }
    }

    /// When silence hands on what is asked about at `asked`: never in somebody's night, unless it is urgent.
    fn silence_ends(&self, post: &Post, asked: Timestamp) -> Timestamp {
        if self.policy.disturbs_quiet(&post.shape) {
            return asked.plus(self.silence(post));
        }
        let asked = self.policy.out_of_quiet(asked);
        self.policy.out_of_quiet(asked.plus(self.silence(post)))
    }

    /// The question went out later than it came up: the time to answer begins now.
    pub(super) fn leave_time_to_say(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no).filter(|post| post.is_questioned()) else {
            return;
        };
        let until = self.silence_ends(post, self.now);
        self.fact(Fact::Claims(ClaimFact::AnswerBy { no, until }));
    }

    /// A claimant says whether they still have it.
    pub(super) fn still_yours(&mut self, it: &Message<'_>, no: PostNo, yes: bool) {
        let person = it.heard.who;
        let question = Question::StillYours(no);
        self.fact(Fact::Answered { person, question });
        if !yes {
            return self.release(it.heard, Some(it.msg), no);
        }
        self.seen(no, person);
        let saying = Saying::Claims(ClaimSaying::StillYours { no });
        self.answer(it.heard, it.msg, saying, Some(no));
    }

    /// A claimant shows that they still have it; whoever would take it over hears so.
    pub(super) fn seen(&mut self, no: PostNo, person: PersonId) {
        let Some(claim) = self.board.post(no).and_then(|post| post.claim_of(person)) else {
            return;
        };
        let at = self.now;
        self.fact(Fact::Claims(ClaimFact::Seen { no, person, at }));
        if let Some(over) = claim.over {
            let question = Question::StillYours(no);
            self.fact(Fact::Answered { person, question });
            self.tell(over.by, no, Saying::Claims(ClaimSaying::StillTheirs { no }));
        }
    }

    /// A word in the hand-off shows it too; noted where it matters.
    pub(super) fn heard_from_claimant(&mut self, no: PostNo, person: PersonId) {
        let claim = self.board.post(no).and_then(|post| post.claim_of(person));
        let matters = claim.is_some_and(|claim| {
            let long_ago = self.now.since(claim.last_seen()) >= self.policy.claim_near / 4;
            claim.over.is_some() || long_ago
        });
        if matters {
            self.seen(no, person);
        }
    }

    /// A claimant said nothing: it goes to the first in line, where there still is one.
    pub(super) fn silence_over(&mut self, no: PostNo) {
        let over = |fact: &Fact| matches!(fact, Fact::Expired { no: it, .. } if *it == no);
        if self.done.facts.iter().any(over) {
            return;
        }
        let Some(post) = self.board.post(no) else {
            return;
        };
        let due = |claim: &&Claim| claim.over.is_some_and(|over| over.until <= self.now);
        let Some(claim) = post.claims.iter().find(due).copied() else {
            return;
        };
        let (person, question) = (claim.person, Question::StillYours(no));
        // A slot that came free a moment ago is filled by whoever saw to that: this one has its turn at the next look.
        let freed = |fact: &&Fact| matches!(fact, Fact::Released { no: it, .. } if *it == no);
        if let Some(fact) = self.done.facts.iter().find(freed) {
            let gone = matches!(fact, Fact::Released { person: it, .. } if *it == person);
            if !gone {
                let until = self.now.plus(NEXT_LOOK);
                self.fact(Fact::Claims(ClaimFact::AnswerBy { no, until }));
            }
            return;
        }
        self.fact(Fact::Answered { person, question });
        let Some(next) = post.backups.first().copied() else {
            return self.fact(Fact::Claims(ClaimFact::LeftBe { no }));
        };
        self.let_go(no, person);
        self.tell(person, no, Saying::Claims(ClaimSaying::WentOn { no }));
        let next = Some(next);
        self.tell(post.source.author, no, Saying::HelperLeft { no, next });
        self.fill(no, &[person]);
    }
}
