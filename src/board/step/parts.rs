//! Promises of a part: what was written goes to the author, who says whether that covers it.

use wegotus_chat::Text;

use super::Turn;
use super::routing::Message;
use crate::board::{
    ClaimFact, ClaimSaying, Content, ContentId, Fact, HandoffId, Keep, PersonId, Post, PostNo,
    Question, RoomId, Saying, To, Topic,
};

impl Turn<'_> {
    /// Asks the author whether a part is enough. They hear it as they hear of the claim itself: it belongs to the
    /// hand-off, and needs no room in their day.
    pub(super) fn ask_covers(
        &mut self,
        no: PostNo,
        post: &Post,
        helper: PersonId,
        handoff: HandoffId,
        note: &Text,
    ) {
        let author = post.source.author;
        let question = Question::Covers(no, helper);
        let relay = self.next_relay();
        self.fact(Fact::Claims(ClaimFact::Sealed { relay }));
        let (id, words) = (ContentId::Relay(relay), Content::Relay(note.clone()));
        self.keep(Keep::Put(id, words));
        self.fact(Fact::Asked {
            person: author,
            question,
        });
        let saying = ClaimSaying::AskCovers {
            no,
            helper,
            relay,
            handoff,
        };
        self.tell(author, no, Saying::Claims(saying));
    }

    /// The author says whether a part is enough.
    pub(super) fn covers(&mut self, it: &Message<'_>, no: PostNo, helper: PersonId, all: bool) {
        self.fact(Fact::Answered {
            person: it.heard.who,
            question: Question::Covers(no, helper),
        });
        let Some(post) = self.board.post(no) else {
            return;
        };
        let claim = post.claim_of(helper).filter(|_| post.is_live());
        let saying = match claim {
            Some(claim) if !all && !claim.part => {
                let promoted = !post.backups.is_empty();
                self.fact(Fact::Claims(ClaimFact::Parted { no, person: helper }));
                ClaimSaying::RestNoted { no, promoted }
            }
            _ => {
                let saying = ClaimSaying::Covered { no };
                return self.answer(it.heard, it.msg, Saying::Claims(saying), Some(no));
            }
        };
        self.answer(it.heard, it.msg, Saying::Claims(saying), Some(no));
        let free = post.free().saturating_add(1);
        if self.promote(no, post, free) > 0 {
            self.show_rest(no, post);
        }
    }

    /// The rooms hear that a part of it waits for somebody.
    fn show_rest(&mut self, no: PostNo, post: &Post) {
        let quiet = self.policy.out_of_quiet(self.now) > self.now;
        if quiet && !self.policy.disturbs_quiet(&post.shape) {
            // The next nudge says it.
            return;
        }
        let rooms: Vec<RoomId> = self.board.rooms().map(|(room, _)| room).collect();
        for room in rooms {
            let saying = Saying::Claims(ClaimSaying::RestOpen { no });
            self.say(To::Room(room), saying, Some(Topic::Post(no)));
        }
    }

    /// The words of a claim that is for a part only, where such a promise makes sense.
    pub(super) fn part_of<'t>(&self, it: &Message<'t>, no: PostNo, part: bool) -> Option<&'t Text> {
        let post = self.board.post(no)?;
        let need = post.shape.kind == crate::board::Kind::Need;
        let asks = self.may_be_asked(post.source.author);
        (part && need && asks).then_some(it.text)
    }
}
