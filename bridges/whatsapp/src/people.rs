//! One person, one name: WhatsApp calls the same person by number here and by a hidden id ("LID") there.
//!
//! A person is called by their number, which is what an organizer knows them by. Who was first met without one keeps
//! their hidden id for a name, also when the number becomes known, so that what is theirs stays theirs.

use std::collections::{BTreeSet, HashMap};

use whatsapp_rust::Jid;

use crate::native::{Author, Person};

/// The account's own two addresses.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// By number.
    pub number: Option<Jid>,
    /// By hidden id.
    pub lid: Option<Jid>,
}

impl Own {
    pub(crate) fn is(&self, jid: &Jid) -> bool {
        let own = if jid.is_lid() {
            &self.lid
        } else {
            &self.number
        };
        own.as_ref().is_some_and(|own| own.is_same_chat_as(jid))
    }

    /// What the bot itself is called.
    pub(crate) fn person(&self) -> Person {
        match (&self.number, &self.lid) {
            (Some(number), _) => Person::by_number(&number.user),
            (None, Some(lid)) => Person::by_lid(&lid.user),
            (None, None) => Person::by_number(""),
        }
    }
}

/// What is known of who is who.
#[derive(Default)]
pub(crate) struct People {
    pub(crate) own: Own,
    /// Hidden ids that are names.
    hidden: BTreeSet<String>,
    /// Hidden ids and numbers of those who were met lately, each to the other.
    numbers: HashMap<String, String>,
    lids: HashMap<String, String>,
}

impl People {
    /// How many pairs are remembered; the SDK's store has them all.
    const REMEMBERED: usize = 8192;

    /// `hidden` are the hidden ids that are names.
    pub(crate) fn new(own: Own, hidden: BTreeSet<String>) -> Self {
        Self {
            own,
            hidden,
            ..Self::default()
        }
    }

    /// Hidden ids that are names.
    pub(crate) fn hidden(&self) -> &BTreeSet<String> {
        &self.hidden
    }

    /// Whether nothing more can be learned about this address.
    pub(crate) fn knows(&self, jid: &Jid) -> bool {
        if jid.is_lid() {
            self.hidden.contains(jid.user.as_str()) || self.numbers.contains_key(jid.user.as_str())
        } else {
            self.lids.contains_key(jid.user.as_str())
        }
    }

    /// Two addresses are one person's.
    pub(crate) fn learn(&mut self, one: &Jid, other: &Jid) {
        let (number, lid) = match (one.is_lid(), other.is_lid()) {
            (false, true) => (one, other),
            (true, false) => (other, one),
            _ => return,
        };
        if self.lids.len() >= Self::REMEMBERED {
            self.lids.clear();
            self.numbers.clear();
        }
        self.lids
            .insert(number.user.to_string(), lid.user.to_string());
        self.numbers
            .insert(lid.user.to_string(), number.user.to_string());
    }

    /// What the person at this address is called. Who has no number yet will keep that name.
    pub(crate) fn name(&mut self, jid: &Jid) -> Person {
        let user = jid.user.as_str();
        if jid.is_lid() {
            return match self.numbers.get(user) {
                Some(number) if !self.hidden.contains(user) => Person::by_number(number),
                _ => {
                    self.hidden.insert(user.to_owned());
                    Person::by_lid(user)
                }
            };
        }
        match self.lids.get(user) {
            Some(lid) if self.hidden.contains(lid) => Person::by_lid(lid),
            _ => Person::by_number(user),
        }
    }

    /// Whose a message of this address is.
    pub(crate) fn author(&mut self, jid: &Jid) -> Author {
        if self.own.is(jid) {
            Author::Own
        } else {
            Author::Other(self.name(jid))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number() -> Jid {
        Jid::pn("12025550134")
    }

    fn lid() -> Jid {
        Jid::lid("100000000000001")
    }

    #[test]
    fn whoever_has_a_number_is_called_by_it_at_both_addresses() {
        let mut people = People::default();
        people.learn(&lid(), &number());
        assert!(people.name(&lid()) == people.name(&number()));
        assert_eq!(people.name(&lid()).to_ref().native, "12025550134");
        assert!(people.hidden().is_empty());
    }

    #[test]
    fn whoever_was_met_without_a_number_keeps_their_name_when_it_becomes_known() {
        let mut people = People::default();
        let name = people.name(&lid());
        let mut later = People::new(Own::default(), people.hidden().clone());
        later.learn(&number(), &lid());
        assert!(later.name(&number()) == name);
        assert!(later.name(&lid()) == name);
    }

    #[test]
    fn the_bot_knows_itself_at_both_addresses_and_on_every_device() {
        let own = Own {
            number: Some("12025550100:5@s.whatsapp.net".parse().unwrap()),
            lid: Some("100000000000009:5@lid".parse().unwrap()),
        };
        let mut people = People::new(own, BTreeSet::new());
        for jid in ["12025550100@s.whatsapp.net", "100000000000009:7@lid"] {
            assert!(people.author(&jid.parse().unwrap()) == Author::Own, "{jid}");
        }
        assert!(people.author(&number()) != Author::Own);
    }
}
