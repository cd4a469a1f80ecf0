//! One person with several accounts: a code given to one of them, sent from the other, makes the two one.

use std::collections::BTreeSet;
use std::time::Duration;

use super::routing::Message;
use super::{Input, Said, Turn, Way};
use crate::board::{
    Act, Board, CODE_TRIES, Content, ContentId, Fact, HandoffId, Keep, LinkFact, LinkId,
    LinkSaying, PersonId, Policy, Post, PostNo, Saying, To, Visit,
};
use crate::parser::{Account, Command, LinkCode};

/// How many minutes a code holds.
const MINUTES: u32 = 15;

/// Whoever acts in an input, as the person they are; with the account they wrote from.
pub(super) fn as_person(board: &Board, input: Input) -> (Input, Option<PersonId>) {
    match input {
        Input::Heard(mut heard) => {
            let account = heard.who;
            heard.who = board.who(account);
            if let Said::Message {
                quoted, reading, ..
            } = &mut heard.what
            {
                if let Some(quoted) = quoted {
                    quoted.author = board.who(quoted.author);
                }
                if let Some(Command::Organize(told)) = &mut reading.command {
                    let named = told.people.iter();
                    let people: BTreeSet<PersonId> = named.map(|it| board.who(*it)).collect();
                    told.people = people.into_iter().collect();
                }
            }
            (Input::Heard(heard), Some(account))
        }
        Input::Visited { who: account, came } => {
            let who = board.who(account);
            (Input::Visited { who, came }, Some(account))
        }
        other => (other, None),
    }
}

/// The policy in which organizers are the people they are, each once; none where that is how it stands.
pub(super) fn policy_of_people(board: &Board, policy: &Policy) -> Option<Policy> {
    let organizers = policy.organizers.iter();
    let people: BTreeSet<PersonId> = organizers.map(|it| board.who(*it)).collect();
    (people != policy.organizers).then(|| Policy {
        organizers: people,
        ..policy.clone()
    })
}

impl Turn<'_> {
    fn links(&mut self, fact: LinkFact) {
        self.fact(Fact::Links(fact));
    }

    /// Somebody with several accounts is written to where they wrote last.
    pub(super) fn note_account(&mut self, person: PersonId, account: PersonId) {
        let news = !self.done.is_empty()
            && !self.has_forgotten(person)
            && self.board.address(person) != account;
        if news && self.board.is_linked(person) && self.board.who(account) == person {
            self.links(LinkFact::WroteFrom { person, account });
        }
    }

    /// "link me": a code, drawn by who has randomness; told privately, wherever it was asked for.
    pub(super) fn offer_link(&mut self, it: &Message<'_>, drawn: Option<&LinkCode>) -> bool {
        let to = it.heard.who;
        let Some(code) = drawn else {
            self.say_of_links(it, LinkSaying::Refused);
            return true;
        };
        let (relay, minutes) = self.give_code(to, code);
        self.tell_of_links(to, LinkSaying::Code { to, relay, minutes });
        true
    }

    fn give_code(&mut self, person: PersonId, code: &LinkCode) -> (crate::board::RelayId, u32) {
        let relay = self.next_relay();
        self.links(LinkFact::Offered {
            person,
            code: LinkId(code.seal),
            relay,
            until: self.now.plus(Duration::from_secs(u64::from(MINUTES) * 60)),
        });
        // Kept as words on their way are: until it is told, and no longer.
        let words = Content::Relay(code.text.clone());
        self.keep(Keep::Put(ContentId::Relay(relay), words));
        (relay, MINUTES)
    }

    fn say_of_links(&mut self, it: &Message<'_>, saying: LinkSaying) {
        self.answer(it.heard, it.msg, Saying::Links(saying), None);
    }

    fn tell_of_links(&mut self, person: PersonId, saying: LinkSaying) {
        self.say(To::Person(person), Saying::Links(saying), None);
    }

    /// "link" and a code. Words in a room that are no code of anybody's mean nothing.
    pub(super) fn link(
        &mut self,
        it: &Message<'_>,
        code: &LinkCode,
        anew: Option<&LinkCode>,
    ) -> bool {
        let offered = self.board.link_offer(LinkId(code.seal), self.now);
        if it.heard.way == Way::Room {
            let Some(person) = offered else { return false };
            // Everybody in the room has seen it.
            let code = LinkId(code.seal);
            self.links(LinkFact::Burnt { code });
            if let Some(anew) = anew {
                let to = person;
                let (relay, minutes) = self.give_code(to, anew);
                self.tell_of_links(to, LinkSaying::CodeAnew { to, relay, minutes });
            }
            return true;
        }
        let account = it.heard.who;
        let missed = self.board.links_missed(account, self.now);
        let saying = match offered {
            _ if missed >= CODE_TRIES => LinkSaying::Locked,
            None => {
                let at = self.now;
                self.links(LinkFact::Missed {
                    person: account,
                    at,
                });
                LinkSaying::Unknown
            }
            Some(person) if person == account => LinkSaying::FromOther,
            Some(person) if !self.may_be_one(account, person) => LinkSaying::Refused,
            Some(person) => {
                self.make_one(account, person);
                self.tell_of_links(person, LinkSaying::Linked);
                self.linked = Some((account, person));
                LinkSaying::Linked
            }
        };
        self.say_of_links(it, saying);
        true
    }

    /// What two accounts of one person are in another network they are here too, where they may be.
    pub(super) fn link_elsewhere(&mut self, account: PersonId, person: PersonId) {
        let (account, person) = (self.board.who(account), self.board.who(person));
        if account != person && self.may_be_one(account, person) {
            self.make_one(account, person);
            self.linked = Some((account, person));
        }
    }

    /// Whether `account` may become `person`'s. Whoever has an organizer send a code must not become one by it: the code
    /// is asked for from the account that organizes. And nobody slips out of a block, or is made one with whom
    /// they must never meet, or with who is just dealing with somebody they must never meet.
    fn may_be_one(&self, account: PersonId, person: PersonId) -> bool {
        let organizes = |it| self.policy.organizers.contains(&it);
        let blocked = [account, person]
            .into_iter()
            .any(|it| self.board.is_blocked(it));
        (organizes(person) || !organizes(account))
            && !blocked
            && !self.board.apart(account, person)
            && !self.would_meet(account, person)
            && !self.would_meet(person, account)
            && !self.board.waits_for_farewell(account)
    }

    /// Whether there is anything open between `with` and somebody whom `one` must never meet.
    fn would_meet(&self, one: PersonId, with: PersonId) -> bool {
        let never = |other: PersonId| self.board.apart(one, other);
        let mut talking = self.board.handoffs_of(with);
        let mut stakes = self.board.stakes_of(with).filter(|(_, post)| !post.rests());
        talking.any(|(_, open)| open.other(with).is_some_and(never))
            || stakes.any(|(_, post)| match post.source.author {
                author if author == with => post.stakeholders().any(never),
                author => post.concerns(with) && never(author),
            })
    }

    /// Two accounts become one person. What one promised the other is no promise any more; where both promised on the
    /// same, it is one promise and one conversation.
    fn make_one(&mut self, account: PersonId, person: PersonId) {
        for (helper, author) in [(account, person), (person, account)] {
            let stakes = self.board.stakes_of(helper);
            let theirs = stakes.filter(|(_, post)| post.source.author == author);
            for (no, post) in theirs.collect::<Vec<(PostNo, &Post)>>() {
                if post.claim_of(helper).is_some() {
                    self.let_go(no, helper);
                    if post.is_live() {
                        self.fill(no, &[helper]);
                    }
                } else if post.backups.contains(&helper) {
                    self.fact(Fact::BackupLeft { no, person: helper });
                }
            }
        }
        let both: Vec<(PostNo, PersonId)> = self
            .board
            .handoffs_of(person)
            .map(|(_, open)| (open.no, open.claimant))
            .collect();
        let doubled: Vec<HandoffId> = self
            .board
            .handoffs_of(account)
            .filter(|(_, open)| {
                let between = open.other(account) == Some(person);
                between || open.claimant == account && both.contains(&(open.no, person))
            })
            .map(|(id, _)| id)
            .collect();
        for handoff in doubled {
            let closed = Fact::HandoffClosed { handoff };
            if !self.done.facts.contains(&closed) {
                self.fact(closed);
            }
        }
        if let Some(Visit::Waits { .. }) = self.board.visitor(account).map(|it| &it.visit) {
            self.end_visit(account);
        }
        let between = |one: PersonId, two: PersonId| {
            let talk = self.board.talk(one);
            talk.is_some_and(|talk| talk.organizer == Some(two))
        };
        if between(account, person) || self.board.talk(account).is_some() {
            self.end_talk(account, None);
        }
        if between(person, account) {
            self.end_talk(person, None);
        }
    }

    /// Said once all else of the turn is: from then on the account is nobody by itself.
    pub(super) fn become_one(&mut self) {
        if let Some((account, person)) = self.linked.take() {
            self.links(LinkFact::Linked { account, person });
        }
    }

    /// "unlink me", "unlink this account", "unlink Signal".
    pub(super) fn unlink(&mut self, it: &Message<'_>, which: Option<&Account>) -> bool {
        if it.heard.way != Way::Private {
            return false;
        }
        let person = it.heard.who;
        let from = self.account.unwrap_or(person);
        if !self.board.is_linked(person) {
            // "unlink the hose" is said to a neighbour.
            let named = matches!(which, Some(Account::Named { .. }));
            if !named {
                self.say_of_links(it, LinkSaying::NotLinked);
            }
            return !named;
        }
        let account = match which {
            None => None,
            Some(Account::This) => Some(from),
            Some(Account::Named { found, .. }) => {
                let own = |it: &PersonId| self.board.who(*it) == person;
                let Some(found) = found.filter(own) else {
                    self.say_of_links(it, LinkSaying::NoSuchAccount);
                    return true;
                };
                Some(found)
            }
        };
        // Of two, one apart is both apart.
        let account = account.filter(|_| self.board.accounts_of(person).nth(1).is_some());
        let (saying, fact) = match account {
            Some(account) => (
                LinkSaying::UnlinkedOne,
                LinkFact::UnlinkedOne { person, account },
            ),
            None => (LinkSaying::Unlinked, LinkFact::Unlinked { person }),
        };
        let act = Act::Say {
            saying: Saying::Links(saying),
            answers: Some(it.msg),
            topic: None,
        };
        // To the account it was said from, which may be somebody else again in a moment.
        self.act(To::Person(from), act);
        self.unlinked = Some(fact);
        true
    }

    /// As [`Turn::become_one`].
    pub(super) fn become_several(&mut self) {
        if let Some(fact) = self.unlinked.take() {
            self.links(fact);
        }
    }
}
