//! Notices: messages of the bot's that show posts, as desired state.
//!
//! The board only says how a notice should stand. Whoever sends compares that with how it stands, and
//! says, edits or deletes; so edits coalesce, and a lost receipt heals.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, EffectId, MsgId, NoticeId, PostNo, Rank, Status, To};

/// One message of the bot's that shows posts in a room, or to the author of a private post.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// Where.
    pub to: To,
    /// What it shows.
    pub posts: Vec<PostNo>,
    /// The message it answers: it is the acknowledgement of that source.
    pub answers: Option<MsgId>,
    /// The state it should be in, counted from 1.
    wanted: u32,
    /// The state it is in; 0 before it is sent.
    shown: u32,
    /// The message, once sent.
    msg: Option<MsgId>,
    /// When it was sent.
    sent: Option<Timestamp>,
    /// It cannot be sent, or it was taken back.
    over: bool,
    /// It shows nothing any more, and never will again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    spent: bool,
}

/// What has to be done so that a notice stands as it should.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Showing {
    /// Write it.
    Say,
    /// Change its text.
    Edit {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
    },
    /// Take it back.
    Delete {
        /// The message.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
    },
    /// Nothing worth saying any more.
    Moot,
}

impl Notice {
    pub(super) fn new(to: To, posts: Vec<PostNo>, answers: Option<MsgId>) -> Self {
        Self {
            to,
            posts,
            answers,
            wanted: 1,
            shown: 0,
            msg: None,
            sent: None,
            over: false,
            spent: false,
        }
    }

    pub(super) fn is_stale(&self) -> bool {
        !self.over && self.shown < self.wanted
    }

    /// It was given up.
    pub(super) fn is_over(&self) -> bool {
        self.over
    }

    /// The message, once sent.
    pub(super) fn message(&self) -> Option<MsgId> {
        self.msg
    }

    pub(super) fn wants_change(&mut self) {
        if self.spent {
            return;
        }
        self.wanted = self.wanted.saturating_add(1);
    }

    /// It was sent. A retry may have found an earlier text standing, so only the first state is sure.
    pub(super) fn stands(&mut self, msg: Option<MsgId>, at: Timestamp) {
        self.shown = self.shown.max(1);
        self.over = false;
        self.msg = msg;
        self.sent = Some(at);
    }

    pub(super) fn changed(&mut self, state: u32) {
        self.shown = self.shown.max(state);
    }

    /// It shows nothing any more, and never will again.
    pub(super) fn is_spent(&mut self) {
        self.spent = true;
    }

    pub(super) fn given_up(&mut self) {
        self.over = true;
    }
}

impl Board {
    /// One notice.
    #[must_use]
    pub fn notice(&self, id: NoticeId) -> Option<&Notice> {
        self.notices.get(&id)
    }

    /// Everything that waits to be sent.
    pub fn unsent(&self) -> impl Iterator<Item = EffectId> {
        let waiting = self.index.unsent.values().flatten();
        waiting.map(|(_, effect)| *effect)
    }

    /// How many things wait to be sent.
    #[must_use]
    pub fn unsent_count(&self) -> usize {
        self.index
            .unsent
            .values()
            .map(std::collections::BTreeSet::len)
            .sum()
    }

    /// Where something waits to be sent to.
    pub fn destinations(&self) -> impl Iterator<Item = To> {
        self.index.unsent.keys().copied()
    }

    /// What is to be sent there next.
    #[must_use]
    pub fn next_unsent(&self, to: To) -> Option<EffectId> {
        let (_, effect) = self.index.unsent.get(&to)?.first()?;
        Some(*effect)
    }

    /// What waits to be sent for this notice, and its rank.
    pub(super) fn due_to_notice(&self, id: NoticeId) -> Option<(Rank, EffectId)> {
        let notice = self.notices.get(&id).filter(|notice| notice.is_stale())?;
        Some(match notice.msg {
            None => (Rank::Notice, EffectId::Notice(id)),
            Some(_) => (Rank::Change, EffectId::Change(id, notice.wanted)),
        })
    }

    /// Whether this waits to be sent still.
    #[must_use]
    pub fn is_unsent(&self, effect: EffectId) -> bool {
        match effect {
            EffectId::Say(number) => self.pending.contains_key(&number),
            EffectId::Notice(id) | EffectId::Change(id, _) => {
                self.due_to_notice(id).is_some_and(|(_, due)| due == effect)
            }
        }
    }

    /// Whether this notice was given up without knowing where it stands.
    #[must_use]
    pub fn is_missing(&self, effect: EffectId) -> bool {
        matches!(effect, EffectId::Notice(id) if self.notices.get(&id).is_some_and(|it| it.msg.is_none()))
    }

    /// What waits under this number.
    #[must_use]
    pub fn pending(&self, number: u64) -> Option<&super::Effect> {
        self.pending.get(&number)
    }

    /// What has to be done so that this notice stands as it should.
    #[must_use]
    pub fn showing(&self, id: NoticeId) -> Showing {
        let Some(notice) = self.notices.get(&id) else {
            return Showing::Moot;
        };
        let gone = notice.spent || self.shows_nothing(id);
        match (notice.msg, notice.sent) {
            (Some(msg), Some(sent)) if gone => Showing::Delete { msg, sent },
            (Some(msg), Some(sent)) => Showing::Edit { msg, sent },
            _ if gone => Showing::Moot,
            _ => Showing::Say,
        }
    }

    /// Whether everything this notice was to show is off the rooms.
    pub(super) fn shows_nothing(&self, id: NoticeId) -> bool {
        self.notices.get(&id).is_some_and(|notice| {
            notice.posts.iter().all(|no| {
                let elsewhere = matches!(notice.to, To::Room(room) if !self.shows_in(*no, room));
                elsewhere
                    || self.posts.get(*no).is_none_or(|post| {
                        matches!(
                            post.status(),
                            Status::Withdrawn | Status::Hidden | Status::Held
                        )
                    })
            })
        })
    }

    /// Messages that show a post now, with where they stand.
    pub fn standing(&self, no: PostNo) -> impl Iterator<Item = (To, MsgId)> {
        let ids = self.index.shown_in.get(&no).into_iter().flatten();
        ids.filter_map(|id| self.notices.get(id))
            .filter_map(|notice| Some((notice.to, notice.msg?)))
    }
}
