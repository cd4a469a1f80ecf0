//! Two posts that are one, folded.

use wegotus_chat::Timestamp;

use super::{Board, Claim, MsgId, Post, PostNo, Source, State, Topic};
use crate::parser::Slots;

impl Post {
    /// Every message that says what it says; the first is the one it was made from, as long as that stands.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.source).chain(&self.also)
    }

    /// Another message of its author's that says the same.
    #[must_use]
    pub fn other_source(&self, msg: MsgId) -> Option<&Source> {
        let author = self.source.author;
        self.sources()
            .find(|it| it.author == author && it.msg != msg)
    }

    pub(super) fn drop_source(&mut self, msg: MsgId) {
        if self.source.msg == msg
            && let Some(other) = self.other_source(msg).copied()
        {
            self.source = other;
            self.also.retain(|it| it.msg != other.msg);
        }
        self.also.retain(|it| it.msg != msg);
    }

    /// Takes over what was promised on a post that is the same, and the messages it came from.
    fn take_over(&mut self, other: &Post) {
        let author = self.source.author;
        for claim in other.claims.iter().filter(|it| it.person != author) {
            match self.claims.iter_mut().find(|it| it.person == claim.person) {
                Some(known) => known.count = known.count.saturating_add(claim.count),
                None => self.claims.push(Claim { ..*claim }),
            }
        }
        let in_line = self.backups.iter().chain(&other.backups).copied();
        let mut backups: Vec<_> = Vec::new();
        for person in in_line {
            if person != author && self.claim_of(person).is_none() && !backups.contains(&person) {
                backups.push(person);
            }
        }
        self.backups = backups;
        self.shape.slots = self.shape.slots.max(Slots::new(self.promised()));
        self.also.extend(other.sources());
    }
}

impl Board {
    /// The post that this one is now, where it was merged into another.
    #[must_use]
    pub fn current(&self, no: PostNo) -> PostNo {
        let into = self.post(no).and_then(|post| post.merged);
        // A post is merged into one on the board, so a chain of them always ends; it is followed once for each.
        into.map_or(no, |into| self.current(into))
    }

    pub(super) fn merge(&mut self, no: PostNo, into: PostNo, at: Timestamp) {
        let Some(gone) = self.posts.get(no).filter(|_| no != into).cloned() else {
            return;
        };
        if !self.post(into).is_some_and(Post::is_live) {
            return;
        }
        for source in gone.sources() {
            self.note_topic(source.msg, Topic::Source(into));
        }
        self.fresh.remove(&no);
        self.change(no, |post| {
            post.state = State::Withdrawn(at);
            post.merged = Some(into);
            post.claims.clear();
            post.backups.clear();
            post.also.clear();
        });
        self.change(into, |post| post.take_over(&gone));
    }
}
