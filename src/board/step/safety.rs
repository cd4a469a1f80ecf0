//! Keeping people safe: help for one in danger, money appeals that wait, floods that are slowed.

use wegotus_chat::Timestamp;

use super::Turn;
use super::routing::Message;
use crate::board::{
    Act, CareFact, Fact, Hold, OrganizerSaying, PersonId, Post, PostNo, Question, SafetyFact,
    SafetySaying, Saying, State, To, Topic,
};
use crate::parser::Reading;

impl Turn<'_> {
    /// Whoever may be in danger is told at once, privately, where there is help; at any hour.
    pub(super) fn comfort(&mut self, person: PersonId, reading: &Reading) {
        if !reading.signs.danger || self.board.was_comforted(person, self.now) {
            return;
        }
        let at = self.now;
        self.safety(SafetyFact::Comforted { person, at });
        // Before the question whether their post shall be shown, where there is one.
        self.say_to_one_in_danger(person, SafetySaying::Comfort, None);
    }

    /// Said without a neutral opening, so that help is there at once; but not in a network where phones are shared.
    fn say_to_one_in_danger(
        &mut self,
        person: PersonId,
        saying: SafetySaying,
        topic: Option<Topic>,
    ) {
        let saying = Saying::Safety(saying);
        let hides = self.policy.neutral_openings
            && self.whispers != Some(person)
            && !self.board.care.just_wrote(person, self.now);
        if hides {
            return self.keep_back(person, saying, topic);
        }
        let answers = None;
        let act = Act::Say {
            saying,
            answers,
            topic,
        };
        self.act(To::Person(person), act);
    }

    /// Until when a post that is being made is held back for what it shows.
    pub(super) fn held_for_signs(&self) -> Option<Timestamp> {
        self.hold.map(|why| self.held_until(why))
    }

    fn held_until(&self, why: Hold) -> Timestamp {
        self.now.plus(match why {
            Hold::Danger => self.policy.need_expires,
            Hold::Money => self.policy.money_held,
        })
    }

    /// Tells those concerned that a post is held back, and why.
    pub(super) fn tell_of_hold(
        &mut self,
        no: PostNo,
        author: PersonId,
        why: Hold,
        until: Timestamp,
    ) {
        let topic = Topic::Post(no);
        match why {
            Hold::Danger => {
                let (person, question) = (author, Question::Show(no));
                self.fact(Fact::Asked { person, question });
                self.say_to_one_in_danger(author, SafetySaying::AskShow { no }, Some(topic));
            }
            Hold::Money => {
                let held = SafetySaying::MoneyHeld { no, until };
                self.tell(author, no, Saying::Safety(held));
                let waits = Saying::Safety(SafetySaying::MoneyWaits { no, until });
                self.tell_organizers(&waits, Some(&topic));
            }
        }
    }

    /// A post says something else now: it may have to be held back for that. Says whether it is.
    pub(super) fn hold_again(&mut self, no: PostNo, post: &Post, reading: &Reading) -> bool {
        let Some(why) = Hold::of(reading.signs) else {
            return false;
        };
        if post.held_for == Some(why) || post.cleared == Some(why) || post.hidden.is_some() {
            return false;
        }
        let until = self.held_until(why);
        self.safety(SafetyFact::HeldAgain { no, why, until });
        self.tell_of_hold(no, post.source.author, why, until);
        true
    }

    /// The time of a post that was held back for what it shows is over.
    pub(super) fn hold_over(&mut self, no: PostNo, why: Hold) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let source = post.source;
        match why {
            // Nobody said that it may be shown: it is not, and no word of it is written to a phone that others may see.
            Hold::Danger => {
                self.fact(Fact::Expired { no, at: self.now });
                self.drop_questions(no, post);
            }
            Hold::Money => {
                let known = self.board.person(source.author).and_then(|it| it.room);
                let known = known.filter(|room| self.board.has_room(*room));
                if source.private && known.is_none() {
                    // There is no room of theirs to show it in: it waits for an organizer as long as any post.
                    return self.expire(no);
                }
                let home = known.filter(|_| source.private);
                self.safety(SafetyFact::Cautioned { no, home });
                self.fact(Fact::Care(CareFact::StaysHome { no }));
                self.put_up(no);
            }
        }
    }

    /// The author's word on whether a post of theirs is shown.
    pub(super) fn may_show(&mut self, it: &Message<'_>, no: PostNo) {
        let (person, question) = (it.heard.who, Question::Show(no));
        self.fact(Fact::Answered { person, question });
        self.let_through(no);
        let noted = Saying::Safety(SafetySaying::ShowNoted { no });
        self.answer(it.heard, it.msg, noted, Some(no));
    }

    /// A post that was held back goes on the board like any other: their yes, or an organizer's, is for every room but
    /// where a room keeps its posts to itself.
    pub(super) fn let_through(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let danger = post.held_for == Some(Hold::Danger);
        let local = !post.source.private && self.board.is_local(post.source.room);
        let shared = (danger || !post.shape.sensitive) && !local && self.board.stays_home(no);
        self.safety(SafetyFact::LetGo { no });
        if shared {
            self.fact(Fact::Care(CareFact::Shared { no }));
        }
        if post.is_held() {
            let timing = self.policy.timing(&post.shape, self.now);
            self.fact(Fact::Extended { no, timing });
            self.put_up(no);
        }
    }

    /// Whether an organizer may decide on a post that is or was held; tells them where not.
    pub(super) fn may_decide(&mut self, it: &Message<'_>, no: PostNo) -> bool {
        let waits = |post: &&Post| {
            post.hidden.is_none() && (post.is_held() || post.caution && post.is_live())
        };
        let post = self.board.post(no).filter(waits);
        match post.map(|post| post.held_for) {
            Some(Some(Hold::Danger)) => {
                let saying = Saying::Safety(SafetySaying::AuthorDecides { no });
                self.answer(it.heard, it.msg, saying, Some(no));
                false
            }
            Some(_) => true,
            None => {
                self.answer_organizer(it, OrganizerSaying::NoChange);
                false
            }
        }
    }

    /// An organizer takes back their word on a held post: it waits again.
    pub(super) fn decide_anew(&mut self, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        let over = matches!(post.state, State::Done(_) | State::Expired(_));
        if over || post.erased || post.hidden.is_some() || post.is_held() {
            return;
        }
        let why = Hold::Money;
        let until = self.held_until(why);
        self.safety(SafetyFact::HeldAgain { no, why, until });
    }

    /// Whether somebody who promises something has promised very much in this hour; tells them and the organizers.
    pub(super) fn takes_much(
        &mut self,
        it: &super::Heard,
        answered: crate::board::MsgId,
        no: PostNo,
    ) -> bool {
        let person = it.who;
        let most = self.policy.claims_per_hour.map(|most| most as usize);
        if most.is_none_or(|most| self.board.promises_of(person, self.now) < most) {
            return false;
        }
        let saying = Saying::Safety(SafetySaying::TakesMuch { no });
        self.answer(it, answered, saying, Some(no));
        if !self.board.is_flooded(person, self.now) {
            let at = self.now;
            self.safety(SafetyFact::Flooded { person, at });
            let told = Saying::Safety(SafetySaying::SomebodyTakesMuch { person });
            self.tell_organizers(&told, None);
        }
        true
    }

    pub(super) fn safety(&mut self, fact: SafetyFact) {
        self.fact(Fact::Safety(fact));
    }
}
