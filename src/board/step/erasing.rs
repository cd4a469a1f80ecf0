//! What is held, and for how long: closed posts, messages, people.

use super::Turn;
use crate::board::{
    Act, ContentId, EffectId, Fact, Fate, Keep, MsgId, PersonId, PostNo, Saying, To, Topic,
    Undelivered,
};

impl Turn<'_> {
    /// The vault shall have a message's reference: for its time, or as long as what it is about.
    pub(super) fn keep_message(&mut self, msg: MsgId, of: Option<PersonId>) {
        let until = Some(self.now.plus(self.policy.keep_closed));
        self.fact(Fact::Kept { msg, of, until });
    }

    /// Where a message stands is forgotten.
    pub(super) fn drop_message(&mut self, msg: MsgId) {
        self.fact(Fact::MessageGone { msg });
        self.keep(Keep::Erase(ContentId::Message(msg)));
    }

    /// A message has had its time; what a post hangs on stays as long as that.
    pub(super) fn outlived(&mut self, msg: MsgId) {
        if self.board.posts_about(msg).is_empty() {
            return self.drop_message(msg);
        }
        let of = self.board.told_of(msg);
        self.fact(Fact::Kept {
            msg,
            of,
            until: None,
        });
    }

    /// A post loses its words and people.
    pub(super) fn erase(&mut self, no: PostNo, notices: Fate) {
        self.close_handoffs(no, None);
        self.fact(Fact::Erased { no, notices });
        self.keep(Keep::Erase(ContentId::Post(no)));
    }

    /// What was sent stands as a message of its own, to be known for a while.
    pub(super) fn delivered_message(
        &mut self,
        effect: EffectId,
        outcome: Result<Option<MsgId>, Undelivered>,
    ) {
        let (to, farewell) = match effect {
            EffectId::Notice(id) => {
                let Some(notice) = self.board.notice(id) else {
                    return;
                };
                (notice.to, None)
            }
            EffectId::Say(number) => match self.board.pending(number) {
                Some(effect) => match &effect.act {
                    Act::Say {
                        saying: Saying::Forgotten,
                        answers,
                        ..
                    } => (effect.to, Some(*answers)),
                    Act::Say { topic, .. } if *topic != Some(Topic::Groups) => (effect.to, None),
                    Act::Say { .. }
                    | Act::Edit { .. }
                    | Act::TakeBack { .. }
                    | Act::Doubt { .. } => return,
                },
                None => return,
            },
            EffectId::Change(..) => return,
        };
        if let Some(answers) = farewell {
            answers.into_iter().for_each(|msg| self.drop_message(msg));
            return;
        }
        let of = match to {
            To::Person(person) => Some(self.board.who(person)),
            To::Room(_) => None,
        };
        if let Ok(Some(msg)) = outcome {
            match effect {
                // A notice is known as long as it stands.
                EffectId::Notice(_) => self.fact(Fact::Kept {
                    msg,
                    of,
                    until: None,
                }),
                _ => self.keep_message(msg, of),
            }
        }
    }

    /// Looks at what lost its hold, and lets go of what nothing needs any more.
    pub(super) fn sweep(&mut self) {
        if !self.board.has_loose() {
            return;
        }
        self.fact(Fact::Swept);
        let loose = self.board.loose.clone();
        for no in loose.posts {
            let closed = self.board.post(no).and_then(|post| post.closed_at());
            if let Some(at) = closed {
                let at = at.plus(self.policy.keep_closed);
                self.fact(Fact::ErasureSet { no, at });
            }
        }
        for msg in loose.messages {
            let held = self.board.topic(msg).is_some() || self.board.doubt(msg).is_some();
            if self.board.keeps_message(msg) && !held {
                self.drop_message(msg);
            }
        }
        for person in loose.people {
            if self.board.needs(person) || self.organizes(person) {
                continue;
            }
            if self.board.waits_for_farewell(person) {
                self.fact(Fact::FarewellOver { person });
            }
            self.fact(Fact::Faded { person });
            self.keep(Keep::Erase(ContentId::Person(person)));
        }
    }
}
