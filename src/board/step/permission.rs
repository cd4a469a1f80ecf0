//! Who may do what organizers do: those whom config names, those who administer a room of the network where config says
//! that they count, and stewards as long as no organizer is seen.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Turn;
use crate::board::{Board, Fact, OrganizerFact, OrganizersFrom, PersonId, Policy, RoomId};

impl Board {
    /// The rules, with everybody among the organizers who may do what organizers do.
    pub(super) fn with_all_organizers<'a>(&self, policy: Cow<'a, Policy>) -> Cow<'a, Policy> {
        let besides: BTreeSet<PersonId> = self
            .organizers_besides(&policy)
            .filter(|person| !policy.organizers.contains(person))
            .collect();
        if besides.is_empty() {
            return policy;
        }
        let mut policy = policy.into_owned();
        policy.organizers.extend(besides);
        Cow::Owned(policy)
    }

    /// Whether somebody may do what organizers do.
    #[must_use]
    pub fn organizes(&self, person: PersonId, policy: &Policy) -> bool {
        policy.organizers.contains(&person)
            || self.organizers_besides(policy).any(|it| it == person)
    }

    fn organizers_besides(&self, policy: &Policy) -> impl Iterator<Item = PersonId> {
        let count = policy.organizers_from == OrganizersFrom::RoomAdmins;
        let admins = self.admins().filter(move |_| count);
        // Whoever is blocked comes back by nobody's making them an administrator.
        let stewards = self.care.stewards().iter().copied();
        stewards
            .chain(admins)
            .filter(|person| !self.is_blocked(*person))
    }
}

impl Turn<'_> {
    /// Whether somebody may do what organizers do.
    pub(super) fn organizes(&self, person: PersonId) -> bool {
        self.policy.organizers.contains(&person)
    }

    /// Who administers a room is known now, or changed.
    pub(super) fn administered(&mut self, room: RoomId, people: BTreeSet<PersonId>) {
        let nobody = BTreeSet::new();
        let known = self.board.admins_of(room).unwrap_or(&nobody);
        if self.board.has_room(room) && *known != people {
            let fact = OrganizerFact::Administered { room, people };
            self.fact(Fact::Organized(fact));
        }
    }
}
