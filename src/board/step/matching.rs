//! Bringing needs and offers together: both ends are asked, privately, and only both their "yes" makes it a claim.
//!
//! Nothing of the other is shown but the line that the rooms see. About one post one such question is open at a time;
//! the next best waits until it is answered, or was left unanswered for a day.

use std::time::Duration;

use super::Turn;
use super::claiming::Promotion;
use super::routing::Message;
use crate::board::{Fact, Kind, PersonId, Post, PostNo, Question, Saying, Shape, Tie, Word};

/// How many matches a new post is brought together with at most.
const MOST: usize = 3;
/// How long a question that nobody answers keeps the next one back.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);
/// How long ago a post may be made that a new one is likely to tell again.
const TOLD_AGAIN: Duration = Duration::from_secs(48 * 3600);

impl Turn<'_> {
    /// A post came on the board, or says something else now: what fits it, and what may be the same.
    pub(super) fn look_for(&mut self, no: PostNo, shape: &Shape, author: PersonId) {
        // What is sensitive, or stays where it was written, is brought together with nothing by the bot alone.
        if !self.may_be_asked(author) || shape.sensitive || self.stays_home(no) {
            return;
        }
        let mut found = Vec::new();
        for (how, most) in [(Tie::Same, 1), (Tie::Fits, MOST)] {
            let all = self
                .board
                .alike(shape, how, |with| self.may_pair(no, with, how, author));
            found.extend(all.into_iter().take(most).map(|(with, _)| (with, how)));
        }
        for &(with, how) in &found {
            self.fact(Fact::Paired {
                one: no,
                other: with,
                how,
            });
        }
        // Whether two are one is settled before either is brought together with anything.
        let first = found.into_iter().find(|(with, _)| !self.is_busy(*with));
        if let Some((with, how)) = first {
            self.ask_both((no, author, shape.kind), with, how);
        }
    }

    /// Whether a post may belong together with one of this author's.
    fn may_pair(&self, no: PostNo, with: PostNo, how: Tie, author: PersonId) -> bool {
        let Some(post) = self.board.post(with) else {
            return false;
        };
        let other = post.source.author;
        let fits = match how {
            Tie::Fits => post.free() > 0 && !post.backups.contains(&author),
            Tie::Same => self.now.since(post.made) < TOLD_AGAIN,
        };
        with != no
            && other != author
            && !self.board.apart(author, other)
            && fits
            // What is held, hidden or over is not on the board.
            && post.is_live()
            && !post.shape.sensitive
            && !self.board.stays_home(with)
            && post.claim_of(author).is_none()
            && self.board.pairing(with, no).is_none()
            && self.may_be_asked(other)
    }

    /// Whether such a question about this post waits for its answer.
    fn is_busy(&self, no: PostNo) -> bool {
        let asked = |it: &crate::board::Pairing| match it.word {
            Word::Asked(at) => self.now.since(at) < PATIENCE,
            // This one's author said yes; the other one's is asked still.
            Word::Yes => self.board.pairing(it.with, no).is_some_and(
                |other| matches!(other.word, Word::Asked(at) if self.now.since(at) < PATIENCE),
            ),
            Word::Waits | Word::No => false,
        };
        self.board
            .post(no)
            .is_some_and(|post| post.pairings.iter().any(asked))
    }

    /// Asks the authors of two posts, each about their own. The first may be made in this very turn.
    fn ask_both(&mut self, (no, author, kind): (PostNo, PersonId, Kind), with: PostNo, how: Tie) {
        let Some(other) = self.board.post(with) else {
            return;
        };
        let (other_author, other_kind) = (other.source.author, other.shape.kind);
        for (no, with, person, kind) in [
            (no, with, author, kind),
            (with, no, other_author, other_kind),
        ] {
            let word = Word::Asked(self.now);
            self.fact(Fact::PairingSaid { no, with, word });
            let (question, saying) = match how {
                Tie::Fits => (
                    Question::Fits { no, with },
                    Saying::AskFits { no, with, kind },
                ),
                Tie::Same => (Question::Same { no, with }, Saying::AskSame { no, with }),
            };
            self.ask(person, question, saying);
        }
    }

    /// The next question about a post, now that the one about `settled` is answered.
    fn ask_next(&mut self, no: PostNo, settled: PostNo) {
        let Some(post) = self.board.post(no).filter(|post| post.is_live()) else {
            return;
        };
        let author = post.source.author;
        let next = post.pairings.iter().find(|it| {
            it.word == Word::Waits
                && it.with != settled
                && self.board.post(it.with).is_some_and(|with| {
                    with.is_live()
                        && self.board.may_meet(post, with)
                        && (it.how == Tie::Same || with.free() > 0 && post.free() > 0)
                })
                && !self.is_busy(it.with)
                && self.may_be_asked(author)
        });
        if let Some(next) = next.copied() {
            self.ask_both((no, author, post.shape.kind), next.with, next.how);
        }
    }

    /// What the author of `no` says of its going together with another.
    pub(super) fn pairing_answer(&mut self, it: &Message<'_>, question: Question, yes: bool) {
        let (no, with, how) = match question {
            Question::Fits { no, with } => (no, with, Tie::Fits),
            Question::Same { no, with } => (no, with, Tie::Same),
            _ => return,
        };
        let person = it.heard.who;
        self.fact(Fact::Answered { person, question });
        let word = if yes { Word::Yes } else { Word::No };
        self.fact(Fact::PairingSaid { no, with, word });
        let Some(other) = self.board.post(with) else {
            return;
        };
        let theirs = self.board.pairing(with, no).map(|it| it.word);
        // The two may have become one person, or are kept apart meanwhile.
        let over = !self.board.matters(person, question, self.now);
        let saying = match (yes, theirs) {
            (false, _) => Saying::PairingLeft { no },
            (true, Some(Word::No) | None) => Saying::PairingOver { no },
            (true, _) if over => Saying::PairingOver { no },
            (true, Some(Word::Yes)) => return self.both_said_yes(no, with, how),
            (true, Some(Word::Waits | Word::Asked(_))) => {
                return self.answer(it.heard, it.msg, Saying::PairingNoted { no }, Some(no));
            }
        };
        self.answer(it.heard, it.msg, saying, Some(no));
        // Whoever said yes hears that it comes to nothing; of a "no" nobody else hears.
        if !yes && theirs == Some(Word::Yes) {
            self.tell(other.source.author, with, Saying::PairingOver { no: with });
        }
        self.ask_next(no, with);
        self.ask_next(with, no);
    }

    fn both_said_yes(&mut self, no: PostNo, with: PostNo, how: Tie) {
        match how {
            Tie::Fits => self.bring_together(no, with),
            Tie::Same => drop(self.merge(no, with)),
        }
    }

    /// A need and an offer whose authors both said yes: each has the other's, and they talk.
    fn bring_together(&mut self, one: PostNo, other: PostNo) {
        let (Some(first), Some(second)) = (self.board.post(one), self.board.post(other)) else {
            return;
        };
        let (need, offer) = match first.shape.kind {
            Kind::Need => ((one, first), (other, second)),
            Kind::Offer => ((other, second), (one, first)),
        };
        let count = need.1.free().min(offer.1.free());
        let helper = offer.1.source.author;
        self.give(need.0, need.1, helper, count, Promotion::No);
        // One conversation is enough: the offer is only no longer free.
        self.fact(Fact::Claimed {
            no: offer.0,
            person: need.1.source.author,
            count,
            at: self.now,
        });
    }
}

impl<'a> Turn<'a> {
    /// The other halves of a promise that came of a match: the posts by `person` that were brought together with
    /// this one, and on which its author has promised in turn.
    pub(super) fn other_halves(&self, no: PostNo, person: PersonId) -> Vec<(PostNo, &'a Post)> {
        let Some(post) = self.board.post(no) else {
            return Vec::new();
        };
        let (board, author) = (self.board, post.source.author);
        board
            .brought_together(no)
            .into_iter()
            .filter_map(|with| Some((with, board.post(with)?)))
            .filter(|(_, other)| {
                other.is_live() && other.source.author == person && other.claim_of(author).is_some()
            })
            .collect()
    }
}
