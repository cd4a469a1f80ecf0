//! Sensitive posts: they stay where they were written until their author says yes, and an organizer brings their ends
//! together. So do the posts of a room that keeps them to itself, but for the last.

use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::{
    Act, Acted, CareFact, CareSaying, Fact, Hold, PersonId, PostNo, Question, Saying, Shape,
    Source, To, Topic,
};
use crate::parser::Verb;

impl Turn<'_> {
    /// A post is new: where it may be shown.
    pub(super) fn keep_home(&mut self, no: PostNo, shape: &Shape, source: &Source) {
        let local = !source.private && self.board.is_local(source.room);
        if !(shape.sensitive || local) {
            return;
        }
        self.fact(Fact::Care(CareFact::StaysHome { no }));
        // Whether a post that sounds like danger is shown at all is asked already.
        let asked = self.hold == Some(Hold::Danger);
        if shape.sensitive && !local && !asked {
            self.ask_to_share(no, source.author);
        }
    }

    /// An edit made a post sensitive: it goes back home, and its author is asked anew.
    pub(super) fn take_home(&mut self, no: PostNo, before: &Shape, now: &Shape) {
        if now.sensitive && !before.sensitive && !self.board.stays_home(no) {
            self.fact(Fact::Care(CareFact::StaysHome { no }));
            if let Some(post) = self.board.post(no) {
                self.ask_to_share(no, post.source.author);
            }
        }
    }

    /// Asked at once, whatever the hour: it answers a post of theirs.
    fn ask_to_share(&mut self, no: PostNo, person: PersonId) {
        let question = Question::MayShare(no);
        self.fact(Fact::Asked { person, question });
        self.tell(person, no, Saying::Care(CareSaying::MayShare { no }));
    }

    /// The author's answer.
    pub(super) fn share_post(&mut self, it: &Message<'_>, no: PostNo, shared: bool) {
        let person = it.heard.who;
        let question = Question::MayShare(no);
        self.fact(Fact::Answered { person, question });
        if shared {
            self.fact(Fact::Care(CareFact::Shared { no }));
        }
        let saying = Saying::Care(CareSaying::ShareNoted { no, shared });
        self.answer(it.heard, it.msg, saying, Some(no));
    }

    /// Whether a post is shown nowhere else, as the board will be once this step is folded.
    pub(super) fn stays_home(&self, no: PostNo) -> bool {
        let new = Fact::Care(CareFact::StaysHome { no });
        self.board.stays_home(no) || self.done.facts.contains(&new)
    }

    /// Whether somebody may see a post from where they are.
    pub(super) fn may_see(&self, heard: &Heard, no: PostNo) -> bool {
        let who = heard.who;
        match heard.way {
            Way::Room => self.board.shows_in(no, heard.room),
            Way::Private => {
                let near = self.board.person(who).and_then(|known| known.room);
                !self.board.stays_home(no)
                    || self.organizes(who)
                    || self.board.post(no).is_some_and(|post| post.concerns(who))
                    || near.is_some_and(|room| self.board.shows_in(no, room))
            }
        }
    }

    /// Somebody promised to help with a sensitive post: an organizer looks at it first, or, where there is none, its
    /// author.
    pub(super) fn ask_to_introduce(&mut self, no: PostNo, author: PersonId, helper: PersonId) {
        let organizers: Vec<PersonId> = self
            .on_duty(helper)
            .into_iter()
            .filter(|organizer| *organizer != author)
            .collect();
        if organizers.is_empty() {
            // Whoever rests is asked when they are back.
            if !self.board.rests(author) {
                self.ask_author(no, author, helper);
            }
        } else {
            for organizer in organizers {
                let saying = CareSaying::AskIntroduce { no, helper };
                let act = Act::Say {
                    saying: Saying::Care(saying),
                    answers: None,
                    topic: Some(Topic::Post(no)),
                };
                self.act(To::Person(organizer), act);
            }
            let saying = Saying::Care(CareSaying::HelperWaits { no });
            self.tell(author, no, saying);
        }
        let saying = Saying::Care(CareSaying::AuthorWaits { no });
        self.tell(helper, no, saying);
    }

    fn ask_author(&mut self, no: PostNo, person: PersonId, helper: PersonId) {
        let question = Question::MayIntroduce(no);
        self.fact(Fact::Asked { person, question });
        let saying = CareSaying::MayIntroduce { no, helper };
        self.tell(person, no, Saying::Care(saying));
    }

    /// Somebody is back: those who would help with their sensitive posts have waited, where no organizer could see to it.
    pub(super) fn ask_what_rested(&mut self, person: PersonId) {
        let own = self.board.posts_of(person);
        let waiting: Vec<(PostNo, PersonId)> = own
            .filter(|(_, post)| post.shape.sensitive && post.is_live())
            .flat_map(|(no, post)| post.claims.iter().map(move |claim| (no, claim.person)))
            .collect();
        for (no, helper) in waiting {
            let mut open = self.board.handoffs_of(helper);
            let met = open.any(|(_, handoff)| handoff.no == no);
            if !met && self.on_duty(helper).iter().all(|it| *it == person) {
                self.ask_author(no, person, helper);
            }
        }
    }

    /// `introduce 14`: an organizer lets the two ends write to each other. From anybody else it is a word like others.
    pub(super) fn introduce_command(&mut self, it: &Message<'_>, no: PostNo) {
        if self.organizes(it.heard.who) {
            self.did(it.heard.who, Acted::Post(Verb::Introduce, no));
            self.introduce_waiting(it, no);
        }
    }

    /// Opens the hand-offs that wait for a word of an organizer's, or of the author's.
    pub(super) fn introduce_waiting(&mut self, it: &Message<'_>, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let person = it.heard.who;
        let question = Question::MayIntroduce(no);
        self.fact(Fact::Answered { person, question });
        let author = post.source.author;
        let met: Vec<PersonId> = self
            .board
            .handoffs_of(author)
            .filter(|(_, handoff)| handoff.no == no)
            .map(|(_, handoff)| handoff.claimant)
            .collect();
        let waiting: Vec<PersonId> = post
            .claims
            .iter()
            .map(|claim| claim.person)
            .filter(|helper| !met.contains(helper))
            .collect();
        let saying = if waiting.is_empty() || !post.is_live() {
            CareSaying::NobodyWaits { no }
        } else {
            CareSaying::Introduced { no }
        };
        if post.is_live() {
            for helper in waiting {
                self.meet(no, post, helper, super::claiming::Promotion::No);
            }
        }
        self.answer(it.heard, it.msg, Saying::Care(saying), Some(no));
    }
}
