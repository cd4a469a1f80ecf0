//! Slots that came free: shown again in the rooms, and an alarm where the post's time is near.

use super::Turn;
use crate::board::{Fact, Post, PostNo, RoomId, Saying, Shape, To, Topic};
use crate::parser::Urgency;

impl Turn<'_> {
    /// Shows a post in the rooms again: an edit far up would not be seen. What may not be said now is said with
    /// the next nudge.
    pub(super) fn show_again(&mut self, no: PostNo) {
        let reopens =
            |fact: &Fact| matches!(fact, Fact::Reopened { no: reopened, .. } if *reopened == no);
        let reopened = self.done.facts.iter().any(reopens);
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.is_live() && !reopened {
            return;
        }
        let close = self.policy.is_close(&post.shape, self.now);
        if close {
            self.raise_alarm(no, post);
        }
        let shape = if close {
            urgent(&post.shape)
        } else {
            post.shape
        };
        let quiet_until = self.policy.out_of_quiet(self.now);
        if quiet_until > self.now && !self.policy.disturbs_quiet(&shape) {
            let next = Some(quiet_until);
            return self.fact(Fact::Nudged { no, next });
        }
        let (rooms, next) = self.rooms_to_speak_in();
        if rooms.is_empty() && next.is_some() {
            let next = next.map(|at| self.policy.out_of_quiet(at));
            return self.fact(Fact::Nudged { no, next });
        }
        let shown = |room: &RoomId| self.board.shows_in(no, *room);
        let rooms: Vec<RoomId> = rooms.into_iter().filter(shown).collect();
        for room in rooms {
            self.fact(Fact::SpokeUp { room, at: self.now });
            let topic = Some(Topic::Post(no));
            self.say(To::Room(room), Saying::OpenAgain { no }, topic);
        }
    }

    /// A helper was lost shortly before the time: it is urgent now, and the organizers hear of it.
    fn raise_alarm(&mut self, no: PostNo, post: &Post) {
        let shape = urgent(&post.shape);
        let nudge = self.policy.next_nudge(&shape, self.now, self.now);
        self.fact(Fact::Pressing { no, nudge });
        self.wake(no, &shape, &[post.source.author]);
        for organizer in &self.policy.organizers {
            if *organizer != post.source.author {
                self.tell(*organizer, no, Saying::LateDropOut { no });
            }
        }
    }
}

fn urgent(shape: &Shape) -> Shape {
    Shape {
        urgency: Urgency::Urgent,
        ..*shape
    }
}
