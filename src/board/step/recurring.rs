//! Posts that come round: a turn is done, or its day is over, and the next one follows.

use wegotus_chat::Timestamp;

use super::Turn;
use crate::board::recurring::{DAY, HOUR};
use crate::board::{Comes, Fact, Post, PostNo, RoundFact, Shape, State};

impl Turn<'_> {
    fn round(&mut self, fact: RoundFact) {
        self.fact(Fact::Round(fact));
    }

    /// A post is made: where it comes round, its first turn begins.
    pub(super) fn begin_round(&mut self, no: PostNo, shape: &Shape) {
        let turn = self.policy.turn(shape, self.now);
        if turn.is_some() {
            self.round(RoundFact::Set { no, turn });
        }
    }

    /// Its author changed what it says: it comes round otherwise, or not any more.
    pub(super) fn revise_round(&mut self, no: PostNo, post: &Post, shape: &Shape) {
        if shape.repeats == post.shape.repeats && shape.when == post.shape.when {
            return;
        }
        let turn = self.policy.turn(shape, self.now);
        if turn.is_none() && post.round.is_none() {
            return;
        }
        self.round(RoundFact::Set { no, turn });
        if let Some(turn) = turn.filter(|_| matches!(post.state, State::Done(_)))
            && let Some(comes) = self.policy.comes(shape, &turn, self.now)
        {
            self.round(RoundFact::Rests { no, comes });
        }
    }

    /// A turn is done: the next one follows after a while, so that it can be told how this one went.
    pub(super) fn rest_until_next(&mut self, no: PostNo, post: &Post) {
        if let Some(round) = &post.round
            && let Some(comes) = self.policy.comes(&post.shape, round, self.now)
        {
            self.round(RoundFact::Rests { no, comes });
        }
    }

    /// A turn that was done is wanted after all: there is a day for it, or as long as it is before the next.
    pub(super) fn keep_turn(&mut self, no: PostNo, post: &Post) {
        let Some(round) = &post.round else {
            return;
        };
        let next = self.policy.next_turn(&post.shape, round, self.now);
        let day = self.now.plus(DAY).max(round.over);
        let until = next.map_or(day, |next| day.min(next.at.minus(HOUR)));
        let until = until.max(self.now.plus(HOUR));
        self.round(RoundFact::Stays { no, until });
    }

    /// Of these posts, whose turn is over, those that go on to the next: what somebody has promised and not finished has
    /// a day more.
    pub(super) fn leave_time_to_finish(&mut self, posts: Vec<PostNo>) -> Vec<PostNo> {
        let mut turned = Vec::new();
        for no in posts {
            match self.turn_kept(no) {
                Some(until) => self.round(RoundFact::Stays { no, until }),
                None => turned.push(no),
            }
        }
        turned
    }

    fn turn_kept(&self, no: PostNo) -> Option<Timestamp> {
        let post = self.board.post(no)?;
        let round = post.round?;
        let promised = post.is_live() && post.claims.iter().any(|claim| !claim.done);
        let until = self.policy.turn_kept(&post.shape, &round)?;
        (promised && until > self.now.max(round.over)).then_some(until)
    }

    /// A post's turn is over, or the next one follows on one that is done.
    pub(super) fn turn_over_to_next(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let Some(round) = post.round else {
            return;
        };
        if let Some(comes) = post
            .comes()
            .filter(|_| self.board.is_blocked(post.source.author))
        {
            // Whoever is blocked has nothing on the board; it is looked at again tomorrow, as long as it would have stayed.
            if self.now >= post.timing.expires {
                return self.round(RoundFact::Set { no, turn: None });
            }
            let comes = Comes {
                at: self.now.plus(DAY),
                ..comes
            };
            return self.round(RoundFact::Rests { no, comes });
        }
        let next = self.policy.next_turn(&post.shape, &round, self.now);
        let next = next.and_then(|next| {
            let shape = self.policy.turned(&post.shape, next, self.now);
            Some((shape, self.policy.turn(&shape, self.now)?))
        });
        let Some((shape, turn)) = next else {
            // Only at the end of the calendar.
            return self.round(RoundFact::Set { no, turn: None });
        };
        self.drop_some_questions(no, post, |_, question| question.is_of_a_turn());
        if post.is_live() {
            self.end_handoffs_later(no);
        }
        // What was done shows that it is wanted; what nobody did is asked about in its time.
        let timing = match post.state {
            State::Done(_) => Some(self.policy.timing(&shape, self.now)),
            _ => None,
        };
        self.round(RoundFact::Turned {
            no,
            turn,
            when: shape.when,
            urgency: shape.urgency,
            nudge: self.policy.next_nudge(&shape, self.now, self.now),
            timing,
        });
    }
}
