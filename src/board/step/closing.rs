//! Falling through, finishing, taking off.

use super::claiming::Promotion;
use super::{Heard, Turn, Way};
use crate::board::{
    Fact, MsgId, Outcome, PersonId, PostNo, Question, RoomId, Saying, State, Status, To, Topic,
};

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
        self.noted(
            heard,
            msg,
            no,
            Saying::ReleaseNoted {
                no,
                promoted: next.is_some(),
            },
        );
        self.let_go(no, heard.who);
        self.tell(post.source.author, no, Saying::HelperLeft { no, next });
        match next {
            Some(person) => self.give(no, post, person, claim.count, Promotion::Yes),
            None => self.show_again(no),
        }
    }

    /// The author would rather have another neighbour; no reason asked.
    pub(super) fn someone_else(&mut self, heard: &Heard, msg: MsgId, no: PostNo) {
        let Some(post) = self.board.post(no).filter(|post| post.is_live()) else {
            return;
        };
        let Some(last) = post.claims.last().copied() else {
            return;
        };
        let next = post.backups.first().copied();
        self.let_go(no, last.person);
        self.tell(last.person, no, Saying::Thanked { no });
        let outcome = Outcome::SomeoneElse;
        self.answer(heard, msg, Saying::OutcomeNoted { no, outcome }, Some(no));
        match next {
            Some(person) => self.give(no, post, person, last.count, Promotion::Yes),
            None => self.show_again(no),
        }
    }

    /// Takes a promise back and closes its hand-off.
    fn let_go(&mut self, no: PostNo, person: PersonId) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let nudge = self.policy.next_nudge(&post.shape, self.now, self.now);
        self.fact(Fact::Released { no, person, nudge });
        self.close_handoffs(no, Some(person));
    }

    /// Shows a post in the rooms again: an edit far up would not be seen.
    fn show_again(&mut self, no: PostNo) {
        let rooms: Vec<RoomId> = self.board.rooms().map(|(room, _)| room).collect();
        for room in rooms {
            self.say(
                To::Room(room),
                Saying::OpenAgain { no },
                Some(Topic::Post(no)),
            );
        }
    }

    /// Either end says it is done.
    pub(super) fn finish(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.is_live() {
            return self.noted(
                heard,
                msg,
                no,
                Saying::Closed {
                    no,
                    status: post.status(),
                },
            );
        }
        let by_author = post.source.author == heard.who;
        if !by_author {
            self.fact(Fact::Fulfilled {
                no,
                person: heard.who,
            });
            let others_left = post
                .claims
                .iter()
                .any(|it| it.person != heard.who && !it.done);
            if others_left || post.free() > 0 {
                return self.noted(heard, msg, no, Saying::DoneNoted { no });
            }
        }
        self.fact(Fact::Finished { no, at: self.now });
        self.end_handoffs_later(no);
        self.noted(heard, msg, no, Saying::DoneNoted { no });
        if by_author {
            for claim in &post.claims {
                self.tell(claim.person, no, Saying::OtherSaysDone { no });
            }
        } else {
            let author = post.source.author;
            self.tell(author, no, Saying::AskOutcome { no });
            self.fact(Fact::Asked {
                person: author,
                question: Question::Outcome(no),
            });
        }
    }

    /// The author's answer to the four-way question.
    pub(super) fn outcome(&mut self, heard: &Heard, msg: MsgId, no: PostNo, outcome: Outcome) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        self.fact(Fact::Answered { person: heard.who });
        self.answer(heard, msg, Saying::OutcomeNoted { no, outcome }, Some(no));
        let again = matches!(outcome, Outcome::SameHelper | Outcome::SomeoneElse);
        if !again || !matches!(post.state, State::Done(_)) {
            return;
        }
        self.fact(Fact::Reopened {
            no,
            timing: self.policy.timing(&post.shape, self.now),
        });
        match outcome {
            Outcome::SameHelper => {
                for claim in &post.claims {
                    self.tell(claim.person, no, Saying::StillNeeded { no });
                }
                let far = self.now.plus(self.policy.expires_after(post.shape.kind));
                for (handoff, open) in self.board.handoffs_of(heard.who) {
                    if open.no == no && open.ends.is_some() {
                        self.done.facts.push(Fact::HandoffEnds { handoff, at: far });
                    }
                }
            }
            _ => {
                for claim in &post.claims {
                    self.let_go(no, claim.person);
                    self.tell(claim.person, no, Saying::Thanked { no });
                }
                self.show_again(no);
            }
        }
    }

    /// Its author, or an organizer, takes a post off the board.
    pub(super) fn withdraw(&mut self, heard: &Heard, msg: Option<MsgId>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !matches!(post.state, State::Live | State::Held(_)) {
            return self.noted(
                heard,
                msg,
                no,
                Saying::Closed {
                    no,
                    status: post.status(),
                },
            );
        }
        self.noted(heard, msg, no, Saying::WithdrawNoted { no });
        self.take_off(no, Some(heard.who));
    }

    /// Takes a post off the board and tells every claimant, except `by`.
    pub(super) fn take_off(&mut self, no: PostNo, by: Option<PersonId>) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !matches!(post.state, State::Live | State::Held(_)) {
            // A finished post whose source is deleted loses its words, not its place in the count.
            if post.status() != Status::Withdrawn {
                self.fact(Fact::Withdrawn { no, at: self.now });
            }
            return;
        }
        self.fact(Fact::Withdrawn { no, at: self.now });
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
        self.fact(Fact::Answered { person: heard.who });
        let timing = self.policy.timing(&post.shape, self.now);
        match post.state {
            State::Live => self.fact(Fact::Extended { no, timing }),
            State::Expired(_) => self.fact(Fact::Reopened { no, timing }),
            _ => {
                return self.answer(
                    heard,
                    msg,
                    Saying::Closed {
                        no,
                        status: post.status(),
                    },
                    Some(no),
                );
            }
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
        let closed = Saying::Closed {
            no,
            status: Status::Expired,
        };
        self.tell(post.source.author, no, closed.clone());
        for claim in &post.claims {
            self.tell(claim.person, no, closed.clone());
        }
        self.end_handoffs_later(no);
    }

    /// A held post goes on the board.
    pub(super) fn show_held(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        self.fact(Fact::Shown { no });
        let source = post.source;
        self.acknowledge(no, &source);
    }
}
