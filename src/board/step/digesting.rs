//! The digest: what is open, in each room, at set hours.
//!
//! Where nobody has spoken since the last one, that one is edited instead. Who has spoken is chatter, of which
//! nothing is written: only whoever listens knows it, for as long as it runs.

use std::collections::BTreeSet;
use std::time::Duration;

use super::Turn;
use crate::board::{Act, Fact, Kind, Post, PostNo, RoomId, Saying, To, Topic};

/// How long a digest stands for the reminders it would be followed by.
const LATELY: Duration = Duration::from_secs(3600);
/// How many posts whose time is over are passed by at most.
const PASSED: usize = 200;

impl Turn<'_> {
    /// The digest is due; `silent` are the rooms in which nobody has spoken since their last one.
    pub(super) fn digest(&mut self, silent: &BTreeSet<RoomId>) {
        let quiet_until = self.policy.out_of_quiet(self.now);
        if quiet_until > self.now {
            let at = Some(quiet_until);
            return self.fact(Fact::DigestDue { at });
        }
        // Oldest first: they have waited longest.
        let most = self.policy.list_in_room.saturating_sub(2).max(1);
        let over = self.run_out();
        let (mut open, count) = self.board.oldest_everywhere(most + over.len() + PASSED);
        let listed = open.len();
        // What was wanted yesterday waits for its author's word, and nobody is asked for it.
        let passed = |no: &PostNo| {
            let when = self.board.post(*no).and_then(|post| post.shape.when);
            when.is_some_and(|when| self.policy.is_over(when, self.now))
        };
        open.retain(|no| over.contains(no) || !passed(no));
        let count = count.saturating_sub(listed - open.len());
        open.retain(|no| !over.contains(no));
        open.truncate(most);
        let took_claims = |post: &Post| post.is_live() && post.free() > 0;
        let over = over.into_iter().filter(|no| !self.board.stays_home(*no));
        let over = over.filter(|no| self.board.post(*no).is_some_and(took_claims));
        let count = count.saturating_sub(over.count());
        let at = match open.is_empty() {
            // It is planned again with the next post.
            true => None,
            false => self.policy.next_digest(self.now),
        };
        self.fact(Fact::DigestDue { at });
        if open.is_empty() {
            return;
        }
        let more = u32::try_from(count.saturating_sub(open.len())).unwrap_or(u32::MAX);
        let soon = self.now.plus(self.policy.expiry_question);
        let is_last = |post: &Post| post.shape.kind == Kind::Need && post.timing.expires <= soon;
        let last = open.iter().copied();
        let last = last
            .filter(|no| self.board.post(*no).is_some_and(is_last))
            .collect();
        let posts = open;
        let saying = Saying::Digest {
            posts: posts.clone(),
            last,
            more,
        };
        let (free, _) = self.rooms_to_speak_in();
        let rooms: Vec<RoomId> = self.board.rooms().map(|(id, _)| id).collect();
        for room in rooms {
            self.digest_in(room, free.contains(&room), silent.contains(&room), &saying);
        }
    }

    fn digest_in(&mut self, room: RoomId, free: bool, silent: bool, saying: &Saying) {
        let Saying::Digest { posts, more, .. } = saying else {
            return;
        };
        let topic = Topic::Posts(posts.clone());
        let before = self
            .board
            .room(room)
            .and_then(|known| known.digest.as_ref());
        let shown = |said| Fact::Digested {
            room,
            posts: posts.clone(),
            more: *more,
            said,
        };
        if silent && let Some((msg, sent)) = before.and_then(|digest| digest.stands) {
            let same = before.is_some_and(|it| it.posts == *posts && it.more == *more);
            if same {
                return;
            }
            self.fact(shown(None));
            self.fact(Fact::About { msg, topic });
            let saying = saying.clone();
            return self.act(To::Room(room), Act::Edit { msg, sent, saying });
        }
        if free {
            self.fact(shown(Some(self.now)));
            self.fact(Fact::SpokeUp { room, at: self.now });
            self.say(To::Room(room), saying.clone(), Some(topic));
        }
    }

    /// Whether a room has just been shown all of these, so that it needs no further reminder.
    pub(super) fn just_shown(&self, room: RoomId, posts: &[PostNo]) -> bool {
        let known = self
            .board
            .room(room)
            .and_then(|known| known.digest.as_ref());
        let before = known.and_then(|digest| Some((digest.said?, &digest.posts)));
        let now = self.done.facts.iter().find_map(|fact| match fact {
            Fact::Digested {
                room: shown,
                posts,
                said: Some(at),
                ..
            } if *shown == room => Some((*at, posts)),
            _ => None,
        });
        now.or(before).is_some_and(|(at, shown)| {
            self.now.since(at) < LATELY && posts.iter().all(|no| shown.contains(no))
        })
    }

    /// There is something to show and no digest planned: it is, with whatever else happens.
    pub(super) fn plan_digest(&mut self) {
        let posted = |fact: &Fact| matches!(fact, Fact::Posted { .. } | Fact::Reopened { .. });
        let planned = self.board.digest_at.is_some();
        if !planned
            && self.done.facts.iter().any(posted)
            && let at @ Some(_) = self.policy.next_digest(self.now)
        {
            self.fact(Fact::DigestDue { at });
        }
    }
}
