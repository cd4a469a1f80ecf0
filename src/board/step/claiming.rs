//! Promises: who takes a post, who is next in line.

use wegotus_chat::Text;

use super::closing::closed;
use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::{
    CareSaying, ClaimSaying, Fact, HandoffId, Kind, MsgId, PersonId, Post, PostNo, Saying, Topic,
};
use crate::parser::{ALL_LEFT, Command};

impl Turn<'_> {
    /// "Yes please", "may I have it?", said to an offer of a neighbour's: it is taken.
    pub(super) fn wants_offer(&mut self, it: &Message<'_>) -> bool {
        let about = it.reply_to.map(|msg| self.board.posts_about(msg));
        let Some([no]) = about.as_deref() else {
            return false;
        };
        let offered = |post: &Post| {
            let open = post.is_live() && post.claim_of(it.heard.who).is_none();
            post.shape.kind == Kind::Offer && open && post.source.author != it.heard.who
        };
        // In a conversation it is said to the neighbour.
        let answers = it.reply_to.and_then(|msg| self.board.topic(msg));
        let talk = matches!(answers, Some(Topic::Handoff(..)));
        let wants = !talk && self.board.post(*no).is_some_and(offered);
        wants && self.claim_command(it, None, None, false)
    }

    /// "claim", said to a post or with its number.
    pub(super) fn claim_command(
        &mut self,
        it: &Message<'_>,
        named: Option<PostNo>,
        count: Option<u32>,
        part: bool,
    ) -> bool {
        let (named, count) = match self.counted_answer(it, named, count) {
            Some(many) => (None, Some(many)),
            None => (named, count),
        };
        // "Fico com 14", said to nothing.
        let number = count.filter(|_| named.is_none() && it.reply_to.is_none());
        let number = number
            .map(PostNo)
            .filter(|no| self.board.post(*no).is_some());
        let (named, count) = match number {
            Some(no) => (Some(no), None),
            None => (named, count),
        };
        if named.is_none()
            && it
                .reply_to
                .is_none_or(|msg| self.board.posts_about(msg).is_empty())
        {
            return self.claim_of_nothing(it);
        }
        // A claim on a message that shows several posts means the only one still open, where there is one.
        let open = it
            .reply_to
            .filter(|_| named.is_none())
            .map(|msg| self.open_among(msg));
        let named = match open.as_deref() {
            Some([only]) => Some(*only),
            _ => named,
        };
        self.with_post(it, named, |turn, no| {
            let wish = Wish {
                count,
                note: turn.part_of(it, no, part),
            };
            turn.claim(it.heard, Some(it.msg), it.msg, no, wish);
        })
    }

    /// "claim 3", said to a post that takes several, where there is no #3: that many of them.
    fn counted_answer(
        &self,
        it: &Message<'_>,
        named: Option<PostNo>,
        count: Option<u32>,
    ) -> Option<u32> {
        let no = named.filter(|no| count.is_none() && self.board.post(*no).is_none())?;
        let [about] = self.board.posts_about(it.reply_to?)[..] else {
            return None;
        };
        self.board
            .post(about)
            .is_some_and(|post| post.slots() > 1)
            .then_some(no.0)
    }

    /// The bare word, said to nothing: asked back when there is anything to claim.
    fn claim_of_nothing(&mut self, it: &Message<'_>) -> bool {
        if it.reply_to.is_some() {
            return false;
        }
        // Enough of them that some are left without their own.
        let oldest = self.board.oldest(false, self.policy.list_in_room * 2);
        let posts: Vec<PostNo> = oldest
            .into_iter()
            .filter(|no| !self.board.is_author(*no, it.heard.who))
            .filter(|no| self.may_see(it.heard, *no))
            .take(self.policy.list_in_room)
            .collect();
        if !posts.is_empty() {
            self.ask_which(it, posts);
        } else if it.heard.way == Way::Private {
            // Nobody waits in vain for an answer: they see that all is taken.
            self.list(it, &Command::Board);
        }
        true
    }

    fn open_among(&self, msg: MsgId) -> Vec<PostNo> {
        let about = self.board.posts_about(msg);
        let open = |no: &PostNo| {
            self.board
                .post(*no)
                .is_some_and(|post| post.is_live() && post.free() > 0)
        };
        if about.len() > 1 {
            about.into_iter().filter(open).collect()
        } else {
            about
        }
    }

    /// ✋ on a post.
    pub(super) fn claim_by_hand(&mut self, heard: &Heard, target: MsgId, no: PostNo) {
        // Somebody who only waves at what they have, or at their own, is not corrected.
        let quiet = self
            .board
            .post(no)
            .is_none_or(|post| post.concerns(heard.who) || !post.is_live());
        if !quiet {
            self.claim(heard, None, target, no, Wish::default());
        }
    }

    fn claim(
        &mut self,
        heard: &Heard,
        msg: Option<MsgId>,
        answered: MsgId,
        no: PostNo,
        wish: Wish<'_>,
    ) {
        if let Some(msg) = msg {
            self.fact(Fact::About {
                msg,
                topic: Topic::Post(no),
            });
        }
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !self.may_see(heard, no) {
            return;
        }
        let held = post.claim_of(heard.who).is_some();
        if post.is_live() && self.board.apart(post.source.author, heard.who) {
            // Said privately: in the room it would be seen that it is open to others.
            let saying = Saying::Care(CareSaying::NotThisOne { no });
            return self.tell(heard.who, no, saying);
        }
        let new = post.is_live() && post.free() > 0 && post.source.author != heard.who;
        if new && self.takes_much(heard, answered, no) {
            return;
        }
        let refusal = if !post.is_live() {
            Some(closed(no, post))
        } else if post.source.author == heard.who {
            Some(Saying::ClaimOwn { no })
        } else if held && (wish.count.is_none() || post.free() == 0) {
            // "claim" said twice is the same promise; only a number makes it more.
            Some(Saying::ClaimHeld { no })
        } else if post.free() == 0 {
            return self.want_taken(heard, answered, no, post);
        } else {
            None
        };
        if let Some(saying) = refusal {
            return self.answer(heard, answered, saying, Some(no));
        }
        let wanted = match wish.count {
            Some(ALL_LEFT) => post.free(),
            count => count.unwrap_or(1).max(1),
        };
        let count = wanted.min(post.free());
        let (by, left) = (heard.who, post.free() - count);
        let short = wanted > count && post.slots() > 1;
        if held {
            let saying = Saying::ClaimAdded {
                no,
                by,
                count,
                left,
                short,
            };
            self.answer(heard, answered, saying, Some(no));
            self.fact(Fact::Claimed {
                no,
                person: by,
                count,
                at: self.now,
            });
            let saying = Saying::HelperAdds {
                no,
                helper: by,
                count,
            };
            return self.tell(post.source.author, no, saying);
        }
        let saying = match wish.note {
            Some(_) => Saying::Claims(ClaimSaying::PartTaken { no, by }),
            None => Saying::ClaimTaken {
                no,
                by,
                count,
                left,
                short,
            },
        };
        self.answer(heard, answered, saying, Some(no));
        let handoff = self.give(no, post, by, count, Promotion::No);
        if let Some(note) = wish.note
            && let Some(handoff) = handoff
        {
            self.ask_covers(no, post, by, handoff, note);
        }
    }

    /// Gives slots to somebody and brings the two ends together.
    pub(super) fn give(
        &mut self,
        no: PostNo,
        post: &Post,
        person: PersonId,
        count: u32,
        promotion: Promotion,
    ) -> Option<HandoffId> {
        self.fact(Fact::Claimed {
            no,
            person,
            count,
            at: self.now,
        });
        self.plan_check_in(no, &post.shape, person);
        self.introduce(no, post, person, promotion)
    }

    pub(super) fn backup(&mut self, heard: &Heard, msg: MsgId, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if !post.is_live() {
            return self.answer(heard, msg, closed(no, post), Some(no));
        }
        if post.source.author == heard.who {
            return self.answer(heard, msg, Saying::ClaimOwn { no }, Some(no));
        }
        if post.claim_of(heard.who).is_some() {
            return self.answer(heard, msg, Saying::ClaimHeld { no }, Some(no));
        }
        if post.free() > 0 || self.board.apart(post.source.author, heard.who) {
            return self.claim(heard, Some(msg), msg, no, Wish::default());
        }
        let known = post.backups.iter().position(|backup| *backup == heard.who);
        if known.is_none() {
            self.fact(Fact::BackedUp {
                no,
                person: heard.who,
            });
        }
        let place = known.unwrap_or(post.backups.len());
        let place = u32::try_from(place).unwrap_or(u32::MAX).saturating_add(1);
        self.answer(heard, msg, Saying::BackupNoted { no, place }, Some(no));
    }

    pub(super) fn has_promised(&self, person: PersonId, no: PostNo) -> bool {
        self.board.post(no).is_some_and(|post| {
            post.is_live() && (post.claim_of(person).is_some() || post.backups.contains(&person))
        })
    }
}

/// How much of a post somebody wants to take.
#[derive(Clone, Copy, Default)]
struct Wish<'t> {
    /// How many of it, where they say.
    count: Option<u32>,
    /// What they write, where that is for a part only.
    note: Option<&'t Text>,
}

/// Whether somebody has a slot because one before them gave it back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Promotion {
    Yes,
    No,
}
