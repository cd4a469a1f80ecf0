//! Answers that come before what they answer: kept for a while, and heard after it.

use std::time::Duration;

use wegotus_chat::Timestamp;

use super::Turn;
use crate::board::{Content, ContentId, Early, EarlyFact, Fact, Keep, MsgId, PersonId, RoomId};

/// A phone that is asked for its words again may be away for hours; nothing that nobody may ever understand is kept for
/// longer than a message in doubt.
const WAITS: Duration = Duration::from_secs(24 * 3600);
/// More than one person promises to messages that nobody can read is no help, and must not crowd others out.
const OF_ONE: usize = 5;
/// As much as a large neighbourhood may say in a night in which its phones are asked for everything again; so the board
/// stays small, whatever comes.
const OF_ALL: usize = 200;

/// What is done with an answer to a message that is not known.
#[derive(Clone, Debug)]
pub enum Ahead {
    /// It shall wait for it.
    Waits {
        /// The room both are in.
        room: RoomId,
        /// The message it is; none where it is an emoji.
        msg: Option<MsgId>,
        /// All of it.
        kept: Content,
        /// When it vanishes, in a chat whose messages do.
        vanishes: Option<Timestamp>,
    },
    /// It is of no use any more: heard in its turn, or taken back.
    Over,
}

impl Turn<'_> {
    /// What the account `by` says to the unknown message `to`.
    pub(super) fn ahead(&mut self, by: PersonId, to: MsgId, ahead: Ahead) {
        let Ahead::Waits {
            room,
            msg,
            kept,
            vanishes,
        } = ahead
        else {
            return self.end_early(by, to);
        };
        let person = self.board.who(by);
        let board = self.board;
        if board.is_paused() || !board.has_room(room) {
            return;
        }
        if board.is_ignored(person) || board.is_blocked(person) {
            return;
        }
        let others = || board.early.iter().filter(|it| (it.by, it.to) != (by, to));
        let mut theirs = others().filter(|it| board.who(it.by) == person);
        let oldest = if theirs.clone().count() >= OF_ONE {
            theirs.next()
        } else if others().count() >= OF_ALL {
            others().next()
        } else {
            None
        };
        if let Some(oldest) = oldest {
            self.end_early(oldest.by, oldest.to);
        }
        let lapses = self.now.plus(WAITS);
        let until = vanishes.map_or(lapses, |at| at.min(lapses));
        self.keep(Keep::Put(ContentId::Early(by, to), kept));
        self.early(EarlyFact::Waits(Early { by, to, msg, until }));
    }

    /// An answer does not wait any more, and its words are forgotten.
    pub(super) fn end_early(&mut self, by: PersonId, to: MsgId) {
        let mut early = self.board.early_to(to);
        if early.any(|it| it.by == by) {
            self.keep(Keep::Erase(ContentId::Early(by, to)));
            self.early(EarlyFact::Over { by, to });
        }
    }

    /// Forgets what somebody said to messages that are not known.
    pub(super) fn drop_early_of(&mut self, person: PersonId) {
        let board = self.board;
        for it in board.early.iter().filter(|it| board.who(it.by) == person) {
            self.end_early(it.by, it.to);
        }
    }

    fn early(&mut self, fact: EarlyFact) {
        self.fact(Fact::Early(fact));
    }
}
