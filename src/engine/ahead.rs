//! Answers that come before what they answer: a claim on a message that could not be read yet, or that comes late. They wait,
//! and are heard as if they had come after it.

use wegotus_chat::{
    Event, EventKey, EventKind, MessageRef, ReactionChange, SenderKind, Text, Timestamp,
};

use super::hearing::Hearing;
use super::writer::{Draft, Writer};
use crate::board::{
    Ahead, Board, Content, ContentId, Early, Input, Mark, MsgId, PersonId, PostNo, step,
};
use crate::parser::{Answers, Command};
use crate::tracker::Cause;

impl Hearing {
    /// What is done with an answer to a message in a room that is not known: a claim waits for it, and what takes a claim back
    /// ends it. A number needs no waiting, for there is none before the message is read.
    fn ahead(&self, board: &Board, event: &Event, now: Timestamp) -> Option<Input> {
        if event.sender.kind != SenderKind::Person || event.sender.private {
            return None;
        }
        let by = self.ids.person(&event.sender.person);
        let (target, msg, waits) = match &event.kind {
            EventKind::Message {
                msg,
                body,
                reply_to: Some(target),
                ..
            } if !self.was_taken_back(msg) => {
                let to = self.ids.message(target);
                let claimed = board.early_to(to).any(|it| it.by == by);
                let at = event.at.min(now);
                let read = |answers| self.read(body, answers, false, true, at).command;
                let unknown = |no: Option<PostNo>| no.is_none_or(|no| board.post(no).is_none());
                let claims = match read(Answers::NeighboursPost) {
                    Some(Command::Claim { post, .. } | Command::Backup { post }) => unknown(post),
                    _ => false,
                };
                let releases =
                    || matches!(read(Answers::PromisedPost), Some(Command::Release { .. }));
                if !(claims || claimed && releases()) {
                    return None;
                }
                (target, Some(self.ids.message(msg)), claims)
            }
            EventKind::Reaction {
                target,
                emoji,
                change,
            } if Mark::of(emoji) == Some(Mark::Hand) => {
                (target, None, *change == ReactionChange::Added)
            }
            _ => return None,
        };
        let to = self.ids.message(target);
        if target.room != event.room || board.has_heard_of(to) || self.has_at_hand(to) {
            return None;
        }
        let ahead = if waits {
            Ahead::Waits {
                room: self.ids.room(&event.room),
                msg,
                kept: Content::Event(Box::new(event.clone())),
                vanishes: event.vanishes,
            }
        } else {
            Ahead::Over
        };
        Some(Input::Ahead { by, to, ahead })
    }
}

impl Writer {
    /// What is done with an event that comes before what it is about, if anything is.
    pub(super) async fn ahead(
        &self,
        draft: &Draft,
        event: &Event,
        now: Timestamp,
    ) -> Option<Input> {
        match &event.kind {
            EventKind::Edited { msg, body } => self.edited_early(draft, msg, body).await,
            _ => self.hearing.ahead(&self.board, event, now),
        }
    }

    /// An answer that waits says something else now.
    async fn edited_early(&self, draft: &Draft, msg: &MessageRef, body: &Text) -> Option<Input> {
        let msg = self.setup.ids.message(msg);
        let Early { by, to, .. } = *self.board.early_as(msg)?;
        let mut kept = self.early(draft, by, to).await?;
        if let EventKind::Message { body: before, .. } = &mut kept.kind {
            *before = body.clone();
        }
        let ahead = Ahead::Waits {
            room: self.setup.ids.room(&kept.room),
            msg: Some(msg),
            vanishes: kept.vanishes,
            kept: Content::Event(Box::new(kept)),
        };
        Some(Input::Ahead { by, to, ahead })
    }

    /// Hears what waited for a message, now that it is there. Whatever it comes to, nothing of it is kept any longer.
    pub(super) async fn hear_early(&mut self, draft: &mut Draft, to: MsgId, now: Timestamp) {
        let waiting: Vec<Early> = self.board.early_to(to).copied().collect();
        for Early { by, .. } in waiting {
            if let Some(event) = self.early(draft, by, to).await {
                // Its own key counts for its having waited.
                let late = EventKey(format!("{}/late", event.key.0));
                let key = self.setup.ids.0.seen(event.room.platform, &late);
                let (decided, keeps) = self.meaning(&event, now).await;
                self.decide(draft, decided, Cause::Event(key), keeps, now)
                    .await;
            }
            let ahead = Ahead::Over;
            let over = step(
                &self.board,
                Input::Ahead { by, to, ahead },
                now,
                &self.setup.policy,
            );
            let cause = Cause::Timer(format!("early/{by}/{to}/{}", self.seq.0));
            self.decide(draft, over, cause, Vec::new(), now).await;
        }
    }

    /// The answer of an account to a message, where one waits.
    async fn early(&self, draft: &Draft, by: PersonId, to: MsgId) -> Option<Event> {
        let bytes = match draft.overlay.get(&ContentId::Early(by, to)) {
            Some(value) => value.clone(),
            None => self.kept(ContentId::Early(by, to)).await,
        };
        match serde_json::from_slice(&bytes?).ok()? {
            Content::Event(event) => Some(*event),
            _ => None,
        }
    }
}
