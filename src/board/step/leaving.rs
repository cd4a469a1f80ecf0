//! "forget me": asked once to be sure, then all that is held of somebody goes.

use std::time::Duration;

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{
    Act, CareFact, CareSaying, ContentId, Fact, Fate, Keep, PersonId, PostNo, Saying, State, To,
    Visit,
};

/// How long "forget me", said again, is meant.
const SURE_WITHIN: Duration = Duration::from_secs(3600);
/// How long the bot tries to tell somebody that they are forgotten.
const FAREWELL: Duration = Duration::from_secs(3600);

impl Turn<'_> {
    /// "forget me".
    pub(super) fn forget_me(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        let asked = self.board.leaves_until(person);
        if asked.is_none_or(|until| until <= self.now) {
            let until = self.now.plus(SURE_WITHIN);
            self.fact(Fact::ForgetAsked { person, until });
            self.answer(it.heard, it.msg, Saying::AskForget, None);
            return true;
        }
        for no in self.board.tied_to(person) {
            self.leave_post(person, no);
        }
        let handoffs = self.board.handoffs_of(person);
        for (handoff, open) in handoffs.map(|(id, it)| (id, *it)).collect::<Vec<_>>() {
            let said =
                |fact: &Fact| matches!(fact, Fact::HandoffClosed { handoff: id } if *id == handoff);
            if self.done.facts.iter().any(said) {
                continue;
            }
            self.fact(Fact::HandoffClosed { handoff });
            let live = self.board.post(open.no).is_some_and(|post| post.is_live());
            if let Some(other) = open.other(person).filter(|_| !live) {
                self.tell(other, open.no, Saying::HandoffOver { no: open.no });
            }
        }
        self.drop_care_of(person);
        self.drop_letters_of(person);
        self.drop_doubts_of(person);
        self.drop_early_of(person);
        if let Some(Visit::Waits { messages, .. }) =
            self.board.visitor(person).map(|it| it.visit.clone())
        {
            for msg in messages {
                self.keep(Keep::Erase(ContentId::Visit(msg)));
            }
        }
        self.unsay(person);
        for account in self.board.accounts_of(person).collect::<Vec<_>>() {
            self.unsay(account);
        }
        for msg in self.board.messages_of(person) {
            self.drop_message(msg);
        }
        self.fact(Fact::Forgotten { person });
        // From here on each account of theirs is nobody's; the one that asked is answered.
        let asked = self.account.unwrap_or(person);
        self.fact(Fact::Farewell {
            person: asked,
            until: self.now.plus(FAREWELL),
        });
        // Where they said it is known until they have been answered; of whom it tells, no more.
        self.fact(Fact::Kept {
            msg: it.msg,
            of: None,
            until: Some(self.now.plus(FAREWELL)),
        });
        let to = match it.heard.way {
            Way::Room => it.heard.from(),
            Way::Private => To::Person(asked),
        };
        self.act(
            to,
            Act::Say {
                saying: Saying::Forgotten,
                answers: Some(it.msg),
                topic: None,
            },
        );
        true
    }

    /// What waits for somebody to answer, and whom they talk with, is let go of.
    fn drop_care_of(&mut self, person: PersonId) {
        let waits = self.board.care.waiting_for(person).iter();
        let relays: Vec<_> = waits.filter_map(|it| it.saying.relays()).collect();
        for (relay, _) in relays {
            self.keep(Keep::Erase(ContentId::Relay(relay)));
        }
        if let Some(talk) = self.board.talk(person).copied() {
            self.fact(Fact::Care(CareFact::TalkOver { person }));
            if let Some(organizer) = talk.organizer {
                let saying = Saying::Care(CareSaying::TalkOver);
                self.say(To::Person(organizer), saying, None);
            }
        }
    }

    /// A post goes on without somebody; their own goes.
    fn leave_post(&mut self, person: PersonId, no: PostNo) {
        let Some(post) = self.board.post(no) else {
            return;
        };
        if post.source.author == person {
            if matches!(post.state, State::Live | State::Held(_)) {
                self.take_off(no, Some(person));
            }
            return self.erase(no, Fate::TakenBack);
        }
        if !post.is_live() {
            return self.fact(Fact::Detached { no, person });
        }
        for source in post.also.iter().filter(|it| it.author == person) {
            let msg = source.msg;
            self.fact(Fact::SourceGone { no, msg });
        }
        if post.backups.contains(&person) {
            self.fact(Fact::BackupLeft { no, person });
        }
        if let Some(claim) = post.claim_of(person).copied() {
            let next = post.backups.first().copied();
            self.let_go(no, person);
            self.tell(post.source.author, no, Saying::HelperLeft { no, next });
            self.fill(no, &[claim.person]);
        }
    }

    /// What waits to be said to somebody, or of them, never is.
    fn unsay(&mut self, person: PersonId) {
        for number in self.board.waiting_about(person) {
            if let Some(Act::Say { saying, .. }) = self.board.pending(number).map(|it| &it.act)
                && let Some((relay, _)) = saying.relays()
            {
                self.keep(Keep::Erase(ContentId::Relay(relay)));
            }
            self.fact(Fact::Unsaid { number });
        }
    }

    /// Somebody who was forgotten could not be told so for an hour.
    pub(super) fn give_up_farewell(&mut self, person: PersonId) {
        self.unsay(person);
        self.fact(Fact::FarewellOver { person });
    }

    /// Whether this step has just forgotten somebody.
    pub(super) fn has_forgotten(&self, person: PersonId) -> bool {
        let gone = |fact: &Fact| matches!(fact, Fact::Forgotten { person: it } if *it == person);
        self.done.facts.iter().any(gone)
    }
}
