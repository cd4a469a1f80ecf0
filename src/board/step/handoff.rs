//! Hand-offs: the private conversation between the two ends of a claim, through the bot.

use wegotus_chat::{Text, Timestamp};

use super::claiming::Promotion;
use super::routing::Message;
use super::{Turn, Way};
use crate::board::{
    ClaimFact, Fact, HandoffId, LinkFact, PersonId, Post, PostNo, RelayId, Saying, To, Topic,
};

impl Turn<'_> {
    /// Brings the two ends of a promise together; those of a sensitive post are brought together by an organizer.
    pub(super) fn introduce(
        &mut self,
        no: PostNo,
        post: &Post,
        claimant: PersonId,
        promotion: Promotion,
    ) -> Option<HandoffId> {
        if post.shape.sensitive {
            self.ask_to_introduce(no, post.source.author, claimant);
            return None;
        }
        Some(self.meet(no, post, claimant, promotion))
    }

    /// Opens a hand-off and writes to both ends.
    pub(super) fn meet(
        &mut self,
        no: PostNo,
        post: &Post,
        claimant: PersonId,
        promotion: Promotion,
    ) -> HandoffId {
        let handoff = self.next_handoff();
        let author = post.source.author;
        self.fact(Fact::HandoffOpened {
            handoff,
            no,
            author,
            claimant,
        });
        let topic = Some(Topic::Handoff(handoff, no));
        self.say(
            To::Person(author),
            Saying::MeetHelper {
                no,
                helper: claimant,
                handoff,
            },
            topic.clone(),
        );
        let promoted = promotion == Promotion::Yes;
        let saying = Saying::MeetAuthor {
            no,
            kind: post.shape.kind,
            handoff,
            promoted,
        };
        self.say(To::Person(claimant), saying, topic);
        handoff
    }

    /// The number under which words are kept until they are told.
    pub(super) fn next_relay(&self) -> RelayId {
        let sealed = |fact: &&Fact| {
            matches!(
                fact,
                Fact::Relayed { .. }
                    | Fact::Claims(ClaimFact::Sealed { .. })
                    | Fact::Links(LinkFact::Offered { .. })
            )
        };
        let new = self.done.facts.iter().filter(sealed).count();
        let new = u32::try_from(new).unwrap_or(u32::MAX);
        RelayId(self.board.relays.saturating_add(new))
    }

    fn next_handoff(&self) -> HandoffId {
        let new = self
            .done
            .facts
            .iter()
            .filter(|fact| matches!(fact, Fact::HandoffOpened { .. }))
            .count();
        let new = u32::try_from(new).unwrap_or(u32::MAX);
        HandoffId(
            self.board
                .handoffs_made
                .saturating_add(new)
                .saturating_add(1),
        )
    }

    /// A private message that is no command: for the hand-off it quotes, else for the only one open.
    pub(super) fn pass_on(&mut self, it: &Message<'_>, quotes: Option<Topic>, text: &Text) {
        let who = it.heard.who;
        let about: Vec<PostNo> = match quotes {
            Some(_) => it
                .reply_to
                .map(|msg| self.board.posts_about(msg))
                .unwrap_or_default(),
            None => Vec::new(),
        };
        let open: Vec<(HandoffId, PostNo)> = self
            .board
            .handoffs_of(who)
            .map(|(id, handoff)| (id, handoff.no))
            .collect();
        // What quotes a conversation that is over goes to nobody else.
        let candidates = match quotes {
            Some(Topic::Handoff(id, _)) => {
                open.into_iter().filter(|(open, _)| *open == id).collect()
            }
            Some(_) => open
                .into_iter()
                .filter(|(_, no)| about.contains(no))
                .collect(),
            None => open,
        };
        match candidates.as_slice() {
            [] => {
                let closed = about
                    .first()
                    .and_then(|no| Some((*no, self.board.post(*no)?.status())));
                let saying = match closed {
                    Some((no, _)) => Saying::HandoffOver { no },
                    None => Saying::NotUnderstood,
                };
                self.answer(it.heard, it.msg, saying, None);
            }
            [(id, _)] => self.relay(it, *id, text),
            several => {
                let several = several.iter().map(|(id, _)| *id).collect();
                self.hold(it, several, text);
            }
        }
    }

    /// `#14 I am at the door`.
    pub(super) fn about(&mut self, it: &Message<'_>, no: PostNo, rest: &Text) -> bool {
        if it.heard.way != Way::Private {
            return false;
        }
        let open: Vec<HandoffId> = self
            .board
            .handoffs_of(it.heard.who)
            .filter(|(_, handoff)| handoff.no == no)
            .map(|(id, _)| id)
            .collect();
        if open.is_empty() {
            let known = self.board.post(no).is_some();
            let saying = if known {
                Saying::HandoffOver { no }
            } else {
                Saying::NoSuchPost { no }
            };
            self.answer(it.heard, it.msg, saying, None);
        }
        match open[..] {
            [] => {}
            [id] => self.relay(it, id, rest),
            _ => self.hold(it, open, rest),
        }
        true
    }

    /// Runs `then` on the hand-off the message means.
    pub(super) fn with_handoff(
        &mut self,
        it: &Message<'_>,
        named: Option<PostNo>,
        then: impl FnOnce(&mut Self, HandoffId),
    ) -> bool {
        if it.heard.way != Way::Private {
            return false;
        }
        let quoted = it
            .reply_to
            .filter(|_| named.is_none())
            .and_then(|msg| self.board.topic(msg));
        let about = match named {
            Some(no) => vec![no],
            None => it
                .reply_to
                .map(|msg| self.board.posts_about(msg))
                .unwrap_or_default(),
        };
        let open: Vec<(HandoffId, PostNo)> = self
            .board
            .handoffs_of(it.heard.who)
            .map(|(id, handoff)| (id, handoff.no))
            .filter(|(id, no)| match quoted {
                Some(Topic::Handoff(quoted, _)) => quoted == id,
                _ => about.is_empty() || about.contains(no),
            })
            .collect();
        match (open.as_slice(), about.first()) {
            ([], None) => return false,
            ([], Some(no)) => self.answer(it.heard, it.msg, Saying::HandoffOver { no: *no }, None),
            ([(id, _)], _) => then(self, *id),
            (several, _) => {
                let mut posts: Vec<PostNo> = several.iter().map(|(_, no)| *no).collect();
                posts.dedup();
                self.answer(it.heard, it.msg, Saying::WhichHandoff { posts }, None);
            }
        }
        true
    }

    /// Gives the other end one's own contact.
    pub(super) fn share(&mut self, it: &Message<'_>, id: HandoffId) {
        let Some(handoff) = self.board.handoff(id).copied() else {
            return;
        };
        let Some(other) = handoff.other(it.heard.who) else {
            return;
        };
        let no = handoff.no;
        let topic = Some(Topic::Handoff(id, handoff.no));
        self.say(
            To::Person(other),
            Saying::Contact {
                no,
                from: it.heard.who,
                handoff: id,
            },
            topic,
        );
        self.answer(it.heard, it.msg, Saying::ShareNoted { no }, Some(no));
    }

    /// Ends a hand-off.
    pub(super) fn stop(&mut self, it: &Message<'_>, id: HandoffId) {
        let Some(handoff) = self.board.handoff(id).copied() else {
            return;
        };
        let no = handoff.no;
        self.fact(Fact::HandoffClosed { handoff: id });
        self.answer(it.heard, it.msg, Saying::HandoffOver { no }, Some(no));
        if let Some(other) = handoff.other(it.heard.who) {
            self.tell(other, no, Saying::HandoffOver { no });
        }
    }

    /// Closes the hand-offs of a post, or only that with one claimant.
    pub(super) fn close_handoffs(&mut self, no: PostNo, claimant: Option<PersonId>) {
        for handoff in self.handoffs_about(no, claimant) {
            self.fact(Fact::HandoffClosed { handoff });
        }
    }

    /// Lets the hand-offs of a finished post go on a little: there may be a pot to give back.
    pub(super) fn end_handoffs_later(&mut self, no: PostNo) {
        self.end_handoffs_at(no, self.now.plus(self.policy.handoff_grace));
    }

    pub(super) fn end_handoffs_at(&mut self, no: PostNo, at: Timestamp) {
        for handoff in self.handoffs_about(no, None) {
            self.fact(Fact::HandoffEnds { handoff, at });
        }
    }

    /// A post is wanted again: its hand-offs stay open.
    pub(super) fn keep_handoffs(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let far = self.now.plus(self.policy.expires_after(post.shape.kind));
        for handoff in self.handoffs_about(no, None) {
            self.fact(Fact::HandoffEnds { handoff, at: far });
        }
    }

    /// The same neighbours go on: what they have open stays open, what is closed is opened again.
    pub(super) fn meet_again(&mut self, no: PostNo, post: &Post, helpers: &[PersonId]) {
        self.keep_handoffs(no);
        for &helper in helpers {
            if self.handoffs_about(no, Some(helper)).is_empty() {
                self.introduce(no, post, helper, Promotion::No);
            }
        }
    }

    fn handoffs_about(&self, no: PostNo, claimant: Option<PersonId>) -> Vec<HandoffId> {
        let Some(post) = self.board.post(no) else {
            return Vec::new();
        };
        self.board
            .handoffs_of(post.source.author)
            .filter(|(_, it)| it.no == no && claimant.is_none_or(|person| it.claimant == person))
            .map(|(id, _)| id)
            .collect()
    }
}
