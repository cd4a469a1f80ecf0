//! What takes two organizers: erasing the network, taking a copy of the board out.

use super::Turn;
use super::routing::Message;
use crate::board::{Acted, Fact, OrganizerFact, OrganizerSaying, PersonId, Saying, To};
use crate::parser::Verb;

impl Turn<'_> {
    /// An organizer asks for what takes two, or says yes to what another one asked for.
    pub(super) fn consent(&mut self, it: &Message<'_>, on: Verb) {
        let by = it.heard.who;
        let others = self.policy.organizers.iter().filter(|other| **other != by);
        let others: Vec<PersonId> = others.copied().collect();
        let agreed = self
            .board
            .consenting(on, self.now)
            .any(|other| others.contains(&other));
        let alone = !self.policy.two_organizers;
        if others.is_empty() && !alone {
            return self.answer_organizer(it, OrganizerSaying::NoOther { on });
        }
        let at = self.now;
        self.did(by, Acted::All(on));
        self.organizers(OrganizerFact::Consented { by, on, at });
        if !agreed && !alone {
            for other in others {
                let saying = OrganizerSaying::AnotherAsks { on, by };
                self.say(To::Person(other), Saying::Organizers(saying), None);
            }
            return self.answer_organizer(it, OrganizerSaying::NeedsAnother { on });
        }
        match on {
            Verb::Burn => {
                self.organizers(OrganizerFact::BurnConfirmed { by, at });
                for other in others {
                    let saying = Saying::Organizers(OrganizerSaying::Burning);
                    self.say(To::Person(other), saying, None);
                }
                self.answer_organizer(it, OrganizerSaying::Burning);
            }
            _ => self.answer_organizer(it, OrganizerSaying::ExportHow),
        }
    }

    /// Takes back what one organizer asked for and no other has agreed to. False where there is none.
    pub(super) fn take_consent_back(&mut self, it: &Message<'_>) -> bool {
        let asked = [Verb::Burn, Verb::Export]
            .into_iter()
            .find(|on| self.board.consenting(*on, self.now).next().is_some());
        let Some(on) = asked else {
            return false;
        };
        self.organizers(OrganizerFact::ConsentOver { on });
        self.did(it.heard.who, Acted::All(Verb::Undo));
        let act = Acted::All(on);
        self.answer_organizer(it, OrganizerSaying::Undid { act });
        true
    }

    pub(super) fn organizers(&mut self, fact: OrganizerFact) {
        self.fact(Fact::Organized(fact));
    }
}
