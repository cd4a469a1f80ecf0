//! What is due: nudges, expiry, messages in doubt, hand-offs that close.

use std::collections::BTreeSet;

use wegotus_chat::Timestamp;

use super::Turn;
use super::checking::Silences;
use crate::board::due::Due;
use crate::board::{
    Fact, Fate, Kind, NoticeId, OrganizerFact, PostNo, Question, RoomId, Saying, To, Topic,
};

impl Turn<'_> {
    /// Does everything that is due by now, once: what came due during downtime is said in one message.
    pub(super) fn tick(&mut self) {
        let due: Vec<Due> = self.board.due_by(self.now).collect();
        let due = self.vanish(due);
        let (mut nudged, mut silences) = (Vec::new(), Silences::default());
        let mut questioned = Vec::new();
        // What is due about a turn that is over is not said any more.
        let turns: Vec<PostNo> = due.iter().filter_map(Due::turns).collect();
        let turned = self.leave_time_to_finish(turns);
        let mut digest = false;
        for due in due {
            match due {
                Due::Nudge(no) | Due::CheckIn(no, _) | Due::Silence(no) if turned.contains(&no) => {
                }
                Due::Doubt(msg) => self.close_doubt(msg),
                Due::Early(by, to) => self.end_early(by, to),
                Due::Show(no) => self.show_held(no),
                Due::Nudge(no) => nudged.push(no),
                Due::AskExpiry(no) => self.ask_expiry(no),
                Due::Silence(no) => questioned.push(no),
                Due::AskAgain(no) => self.ask_outcome_again(no),
                Due::Expire(no) => self.expire_or_ask(no),
                Due::Turn(_) | Due::Vanish(_) => {}
                Due::Handoff(handoff) => self.fact(Fact::HandoffClosed { handoff }),
                Due::CheckIn(no, person) => self.check_in(no, person, &mut silences),
                Due::Digest => digest = true,
                Due::Ask(person) => self.ask_what_waited(person),
                Due::Deeds => self.organizers(OrganizerFact::Faded { at: self.now }),
                Due::Letters(person) => self.let_go_letters(person),
                Due::Visit(person) => self.end_visit(person),
                Due::Unled => self.miss_organizers(),
                Due::Talk(person) => self.end_talk(person, None),
                Due::Erase(no) => self.erase(no, Fate::Left),
                Due::Message(msg) => self.outlived(msg),
                Due::Forget(person) => self.fact(Fact::ForgetLapsed { person }),
                Due::Farewell(person) => self.give_up_farewell(person),
            }
        }
        self.let_go_of_silent(silences);
        for no in questioned {
            self.silence_over(no);
        }
        let over = self.run_out();
        for no in turned.into_iter().filter(|no| !over.contains(no)) {
            self.turn_over_to_next(no);
        }
        if digest {
            self.digest(&BTreeSet::new());
        }
        let over = self.run_out();
        nudged.retain(|no| !over.contains(no));
        self.nudge(nudged);
    }

    fn ask_expiry(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let author = post.source.author;
        self.fact(Fact::ExpiryAsked { no });
        if post.shape.kind == Kind::Need && post.free() > 0 {
            for organizer in self.policy.organizers.iter().filter(|it| **it != author) {
                let question = Question::StillNeeded(no);
                self.ask(*organizer, question, Saying::UnmetNeed { no });
            }
        }
        self.ask(
            author,
            Question::StillNeeded(no),
            Saying::AskStillNeeded { no },
        );
    }

    /// The posts that ran out in this very turn.
    pub(super) fn run_out(&self) -> BTreeSet<PostNo> {
        let over = |fact: &Fact| match fact {
            Fact::Expired { no, .. } => Some(*no),
            _ => None,
        };
        self.done.facts.iter().filter_map(over).collect()
    }

    /// A post whose author could not be asked in time, because the bot was away, is asked about first.
    fn expire_or_ask(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if post.hidden.is_some() {
            return self.fact(Fact::Expired { no, at: self.now });
        }
        if post.timing.ask.is_none() {
            let quiet_until = self.policy.out_of_quiet(self.now);
            let until = if self.board.waits(post.source.author, no) {
                self.now.plus(self.policy.expiry_question)
            } else if quiet_until > self.now {
                quiet_until
            } else {
                return self.expire(no);
            };
            return self.fact(Fact::Stays { no, until });
        }
        let until = self.now.plus(self.policy.expiry_question);
        self.fact(Fact::Stays { no, until });
        self.fact(Fact::ExpiryAsked { no });
    }

    /// Reminds every room once of all needs that wait, within its daily number. Where every room has used its
    /// own, all of it stays due, and is said together once the first of them has room again.
    fn nudge(&mut self, due: Vec<PostNo>) {
        let quiet_until = self.policy.out_of_quiet(self.now);
        let quiet = quiet_until > self.now;
        let (rooms, next_room) = self.rooms_to_speak_in();
        let mut posts = Vec::new();
        for no in due {
            let Some(post) = self.board.post(no) else {
                continue;
            };
            let may_disturb = self.policy.disturbs_quiet(&post.shape);
            let next = if quiet && !may_disturb {
                Some(quiet_until)
            } else if let Some(at) = next_room.filter(|_| rooms.is_empty()) {
                Some(if may_disturb {
                    at
                } else {
                    self.policy.out_of_quiet(at)
                })
            } else {
                posts.push(no);
                self.policy
                    .next_nudge(&post.shape, post.waits_since(), self.now)
            };
            self.fact(Fact::Nudged { no, next });
        }
        if posts.is_empty() {
            return;
        }
        posts.sort_unstable();
        let more =
            u32::try_from(posts.len().saturating_sub(self.policy.merge_most)).unwrap_or(u32::MAX);
        posts.truncate(self.policy.merge_most);
        let rooms = rooms.into_iter();
        let rooms: Vec<RoomId> = rooms.filter(|it| !self.just_shown(*it, &posts)).collect();
        for room in rooms {
            let posts: Vec<PostNo> = posts
                .iter()
                .copied()
                .filter(|no| self.board.shows_in(*no, room))
                .collect();
            if posts.is_empty() {
                continue;
            }
            self.fact(Fact::SpokeUp { room, at: self.now });
            let topic = Some(Topic::Posts(posts.clone()));
            self.say(
                To::Room(room),
                Saying::Nudge {
                    posts: posts.clone(),
                    more,
                },
                topic,
            );
        }
    }

    /// The rooms that the bot may start a message in now, and when the first of the others is one again.
    pub(super) fn rooms_to_speak_in(&self) -> (Vec<RoomId>, Option<Timestamp>) {
        let (mut rooms, mut next) = (Vec::new(), None);
        for (id, room) in self.board.rooms() {
            let now = self.done.facts.iter().filter_map(|fact| match fact {
                Fact::SpokeUp { room, at } if *room == id => Some(*at),
                _ => None,
            });
            let spoke_up: Vec<Timestamp> = room.spoke_up.iter().copied().chain(now).collect();
            match self.policy.room_free_at(&spoke_up, self.now) {
                Some(free) if free <= self.now => rooms.push(id),
                Some(free) => next = Some(next.map_or(free, |next: Timestamp| next.min(free))),
                None => {}
            }
        }
        (rooms, next)
    }

    /// Plans the notices of posts that no room but their own shows yet: one message a room, or few.
    pub(super) fn spread(&mut self) {
        let fresh: Vec<PostNo> = self.board.fresh.iter().copied().collect();
        if fresh.is_empty() || self.board.is_paused() {
            return;
        }
        self.fact(Fact::Spread {
            posts: fresh.clone(),
        });
        let rooms: Vec<RoomId> = self.board.rooms().map(|(room, _)| room).collect();
        for room in rooms {
            let foreign: Vec<PostNo> = fresh
                .iter()
                .copied()
                .filter(|no| {
                    self.board.post(*no).is_some_and(|post| {
                        post.is_live()
                            && post.sources().all(|it| it.private || it.room != room)
                            && self.board.shows_in(*no, room)
                    })
                })
                .collect();
            let size = if foreign.len() >= self.policy.merge_from {
                self.policy.merge_most
            } else {
                1
            };
            for posts in foreign.chunks(size.max(1)) {
                let notice: NoticeId = self.next_notice();
                let posts = posts.to_vec();
                self.fact(Fact::Noticed {
                    notice,
                    to: To::Room(room),
                    posts,
                    answers: None,
                });
            }
        }
    }
}
