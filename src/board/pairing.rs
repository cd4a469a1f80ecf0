//! Posts that may belong together: a need and an offer that fit, or one need told by two people.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, GOOD, Post, PostNo, Score, Shape, is_likely_told_twice};

/// Another post that may belong together with this one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pairing {
    /// Which.
    pub with: PostNo,
    /// In which way.
    pub how: Tie,
    /// What this post's author says of it.
    pub word: Word,
}

/// In which way two posts may belong together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// One offers what the other needs.
    Fits,
    /// They are the same need, or the same offer, told by two people.
    Same,
}

/// What somebody says of two posts that may belong together.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// They are to be asked once nothing else is asked about the post.
    Waits,
    /// They were asked, then.
    Asked(Timestamp),
    /// Yes.
    Yes,
    /// No.
    No,
}

/// How many of the oldest, and how many of the newest posts that share a word are looked at.
const LOOKED_AT: usize = 25;
/// How many posts are compared at most.
const COMPARED: usize = 200;

impl Board {
    /// The posts on the board that may belong together with one of this shape, best first: `among` says which of them
    /// may be meant.
    /// The cost does not grow with the number of posts: rare words are looked up first, and of a common one only
    /// the oldest and the newest.
    pub(super) fn alike(
        &self,
        shape: &Shape,
        how: Tie,
        among: impl Fn(PostNo) -> bool,
    ) -> Vec<(PostNo, Score)> {
        let mut scored: Vec<(PostNo, Score)> = self
            .index
            .shelves
            .near(shape, how, LOOKED_AT, COMPARED)
            .into_iter()
            .filter(|no| among(*no))
            .filter_map(|no| {
                let other = &self.posts.get(no)?.shape;
                let score = Score::of(shape, other);
                let enough = match how {
                    Tie::Fits => score.total() >= GOOD,
                    Tie::Same => is_likely_told_twice(shape, other),
                };
                enough.then_some((no, score))
            })
            .collect();
        scored.sort_by_key(|(no, score)| (-score.total(), *no));
        scored
    }

    /// Whether the authors of two posts may hear of each other's: they are two people, and not kept apart.
    pub(super) fn may_meet(&self, one: &Post, other: &Post) -> bool {
        let (one, other) = (one.source.author, other.source.author);
        one != other && !self.apart(one, other)
    }

    /// What this post's author says of its belonging together with another, where that was ever asked.
    #[must_use]
    pub fn pairing(&self, no: PostNo, with: PostNo) -> Option<&Pairing> {
        let post = self.posts.get(no)?;
        post.pairings.iter().find(|it| it.with == with)
    }

    /// The other end's posts that this one was brought together with.
    pub(super) fn brought_together(&self, no: PostNo) -> Vec<PostNo> {
        let yes = |no, with| {
            self.pairing(no, with)
                .is_some_and(|it| it.word == Word::Yes)
        };
        let all = self.posts.get(no).map(|post| post.pairings.as_slice());
        all.unwrap_or_default()
            .iter()
            .filter(|it| it.how == Tie::Fits && it.word == Word::Yes && yes(it.with, no))
            .map(|it| it.with)
            .collect()
    }

    pub(super) fn pair(&mut self, one: PostNo, other: PostNo, how: Tie) {
        for (no, with) in [(one, other), (other, one)] {
            if let Some(post) = self.posts.get_mut(no) {
                post.pairings.retain(|it| it.with != with);
                let word = Word::Waits;
                post.pairings.push(Pairing { with, how, word });
            }
        }
    }

    pub(super) fn set_word(&mut self, no: PostNo, with: PostNo, word: Word) {
        let all = self.posts.get_mut(no).map(|post| &mut post.pairings);
        let known = all.into_iter().flatten().find(|it| it.with == with);
        if let Some(pairing) = known {
            pairing.word = word;
        }
    }
}
