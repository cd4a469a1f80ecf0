//! One person, several accounts.
//!
//! A code given to one account and sent from another makes the two one person: the account it was given to is who they
//! are from then on, and whatever comes from the other is theirs. So nothing but what is heard has to be looked up; what
//! is known already of the other account is handed over when the two become one. They are written to where they
//! wrote last.
//!
//! Codes are drawn by chance, hold for minutes, count once, and may be tried a few times only. One that was said in a
//! room holds no longer. The board knows a code by its keyed hash alone; its letters are in the vault until it is told.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, LinkId, Person, PersonId, Post, RelayId, To};

/// How many codes that link nothing somebody may send within [`CODE_TRIES_KEPT`].
pub const CODE_TRIES: usize = 5;
/// For how long a code that was tried in vain counts.
pub const CODE_TRIES_KEPT: Duration = Duration::from_secs(3600);

/// Which accounts are one person.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Links {
    /// Whose an account is that was linked to another.
    whose: BTreeMap<PersonId, PersonId>,
    /// The account somebody with several wrote from last.
    wrote_from: BTreeMap<PersonId, PersonId>,
    /// Codes that were given out.
    #[serde(with = "super::pairs")]
    offers: BTreeMap<LinkId, LinkOffer>,
    /// When somebody sent a code that links nothing.
    missed: BTreeMap<PersonId, Vec<Timestamp>>,
}

/// A code that was given out, to be sent from another account.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LinkOffer {
    /// Whom it was given to.
    pub person: PersonId,
    /// How long it holds.
    pub until: Timestamp,
}

/// One thing that happened to somebody's accounts. Opaque ids only.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "link", rename_all = "snake_case")]
pub enum LinkFact {
    /// A code was given to somebody; its letters are kept under this number until they are told.
    Offered {
        person: PersonId,
        code: LinkId,
        relay: RelayId,
        until: Timestamp,
    },
    /// A code holds no longer.
    Burnt { code: LinkId },
    /// Somebody sent a code that links nothing.
    Missed { person: PersonId, at: Timestamp },
    /// From here on this account is this person's.
    Linked { account: PersonId, person: PersonId },
    /// They wrote from this account.
    WroteFrom { person: PersonId, account: PersonId },
    /// Their other accounts are somebody else again.
    Unlinked { person: PersonId },
    /// This one of their accounts is somebody else again.
    UnlinkedOne { person: PersonId, account: PersonId },
}

/// Something said about somebody's accounts.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "link", rename_all = "snake_case")]
pub enum LinkSaying {
    /// To one who asked for it: the code, and how many minutes it holds.
    Code {
        to: PersonId,
        relay: RelayId,
        minutes: u32,
    },
    /// To one whose code was said in a room: another one.
    CodeAnew {
        to: PersonId,
        relay: RelayId,
        minutes: u32,
    },
    /// To one who sends their code from the account it was given to.
    FromOther,
    /// To one who sends a code that is none, or no longer.
    Unknown,
    /// To one who sent too many of those.
    Locked,
    /// To one who cannot be linked like this: the other way round, or not at all.
    Refused,
    /// To both accounts: they are one person's.
    Linked,
    /// To one whose accounts are apart again.
    Unlinked,
    /// To one of whose accounts one is apart from the others.
    UnlinkedOne,
    /// To one who named an account that is none of theirs.
    NoSuchAccount,
    /// To one who has no other account.
    NotLinked,
}

impl LinkSaying {
    /// The words it tells, and whose they are.
    #[must_use]
    pub fn relays(&self) -> Option<(RelayId, PersonId)> {
        match self {
            Self::Code { relay, to, .. } | Self::CodeAnew { relay, to, .. } => Some((*relay, *to)),
            _ => None,
        }
    }
}

impl Board {
    /// The person an account belongs to: itself, or the one it was linked to.
    #[must_use]
    pub fn who(&self, account: PersonId) -> PersonId {
        self.links.whose.get(&account).copied().unwrap_or(account)
    }

    /// The account somebody is written to: the one they wrote from last.
    #[must_use]
    pub fn address(&self, person: PersonId) -> PersonId {
        let last = self.links.wrote_from.get(&person);
        last.copied().unwrap_or(person)
    }

    /// The other accounts of somebody.
    pub fn accounts_of(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        let whose = self.links.whose.iter();
        whose
            .filter(move |(_, it)| **it == person)
            .map(|(account, _)| *account)
    }

    /// Whether somebody has several accounts, or this is one of somebody's.
    #[must_use]
    pub fn is_linked(&self, person: PersonId) -> bool {
        self.links.whose.contains_key(&person) || self.accounts_of(person).next().is_some()
    }

    /// Whom this code was given to, where it holds.
    #[must_use]
    pub fn link_offer(&self, code: LinkId, now: Timestamp) -> Option<PersonId> {
        let offer = self.links.offers.get(&code)?;
        (offer.until > now).then_some(offer.person)
    }

    /// How often somebody sent a code that links nothing, lately.
    pub(super) fn links_missed(&self, person: PersonId, now: Timestamp) -> usize {
        let missed = self.links.missed.get(&person).into_iter().flatten();
        missed
            .filter(|at| now.since(**at) < CODE_TRIES_KEPT)
            .count()
    }

    pub(super) fn apply_to_links(&mut self, fact: &LinkFact) {
        let links = &mut self.links;
        match *fact {
            LinkFact::Offered {
                person,
                code,
                relay,
                until,
            } => {
                self.relays = self.relays.max(relay.0.saturating_add(1));
                // Of somebody's codes the last one holds.
                links.offers.retain(|_, it| it.person != person);
                links.offers.insert(code, LinkOffer { person, until });
            }
            LinkFact::Burnt { code } => drop(links.offers.remove(&code)),
            LinkFact::Missed { person, at } => {
                let missed = links.missed.entry(person).or_default();
                missed.retain(|before| at.since(*before) < CODE_TRIES_KEPT);
                missed.push(at);
            }
            LinkFact::Linked { account, person } => self.link(account, person),
            LinkFact::WroteFrom { person, account } => {
                if account == person {
                    links.wrote_from.remove(&person);
                } else {
                    links.wrote_from.insert(person, account);
                }
            }
            LinkFact::Unlinked { person } => self.unlink(person),
            LinkFact::UnlinkedOne { person, account } => self.unlink_one(person, account),
        }
    }

    /// Nothing of somebody's codes is known any more.
    pub(super) fn drop_link_codes(&mut self, person: PersonId) {
        self.links.offers.retain(|_, it| it.person != person);
        self.links.missed.remove(&person);
    }

    /// The accounts of somebody are each their own again. What others rely on holds for all of them: who is blocked, who
    /// is not read, and who must never meet.
    pub(super) fn unlink(&mut self, person: PersonId) {
        for account in self.accounts_of(person).collect::<Vec<_>>() {
            self.links.whose.remove(&account);
            self.holds_as(person, account);
        }
        self.links.wrote_from.remove(&person);
    }

    /// As [`Board::unlink`], of one account alone. Where that is the one the person is known by, it keeps what they have, and
    /// the others are one person without it.
    fn unlink_one(&mut self, person: PersonId, account: PersonId) {
        if account != person && self.links.whose.get(&account) != Some(&person) {
            return;
        }
        let mut apart = vec![account];
        if account == person {
            apart = self.accounts_of(person).collect();
        }
        let first = apart.first().copied();
        for account in apart {
            match first.filter(|first| *first != account) {
                Some(first) => drop(self.links.whose.insert(account, first)),
                None => {
                    self.links.whose.remove(&account);
                    self.holds_as(person, account);
                }
            }
            if self.links.wrote_from.get(&person) == Some(&account) {
                self.links.wrote_from.remove(&person);
            }
        }
    }

    /// What others rely on holds for an account that was somebody's, though it is no longer.
    fn holds_as(&mut self, person: PersonId, account: PersonId) {
        if self.ignored.contains(&person) {
            self.ignored.insert(account);
        }
        self.block_as(person, account);
        self.care.keep_apart_as(person, account);
        self.loosen(account);
    }

    /// From here on `account` is `person`: what was the one's is the other's.
    fn link(&mut self, account: PersonId, person: PersonId) {
        if account == person || self.links.whose.contains_key(&person) {
            return;
        }
        self.drop_link_codes(account);
        self.drop_link_codes(person);
        for whose in self.links.whose.values_mut().filter(|it| **it == account) {
            *whose = person;
        }
        self.links.whose.insert(account, person);
        self.links.wrote_from.remove(&account);

        let same = Same {
            from: account,
            to: person,
        };
        for no in self.tied_to(account) {
            if let Some(post) = self.posts.get_mut(no) {
                post.hand_over(same);
            }
        }
        self.drop_pairings_of_one(person);
        for open in self.handoffs.values_mut() {
            open.author = same.of(open.author);
            open.claimant = same.of(open.claimant);
        }
        for doubt in self.doubts.values_mut() {
            doubt.source.author = same.of(doubt.source.author);
        }
        for notice in self.notices.values_mut() {
            notice.to = same.of_place(notice.to);
        }
        for topic in self.topics.values_mut() {
            same.rename(topic);
        }
        for effect in self.pending.values_mut() {
            effect.to = same.of_place(effect.to);
            same.rename(&mut effect.act);
        }
        for kept in self.kept.values_mut() {
            kept.of = kept.of.map(|of| same.of(of));
        }
        if self.ignored.remove(&account) {
            self.ignored.insert(person);
        }
        if self.nights.remove(&account) {
            self.nights.insert(person);
        }
        self.leaving.remove(&account);
        self.farewells.remove(&account);
        if let Some(visitor) = self.visitors.remove(&account) {
            self.visitors.entry(person).or_insert(visitor);
        }
        self.hand_over_letters(account, person);
        self.organizers.hand_over(account, person);
        same.rename(&mut self.organizers);
        self.safety.hand_over(account, person);
        self.care.hand_over(account, person);
        same.rename(&mut self.care);
        if let Some(known) = self.people.remove(&account) {
            let of = self.people.entry(person).or_default();
            of.take_over(known);
        }
        for known in self.people.values_mut() {
            same.rename(&mut known.questions);
            same.rename(&mut known.waiting);
            known.drop_twins();
        }
        self.loose.people.insert(person);
        self.reindex();
    }

    /// What may belong together is not asked of one person about two posts of their own.
    fn drop_pairings_of_one(&mut self, person: PersonId) {
        let own = self.tied_to_author(person);
        for no in &own {
            if let Some(post) = self.posts.get_mut(*no) {
                post.pairings.retain(|it| !own.contains(&it.with));
            }
        }
    }

    fn tied_to_author(&self, person: PersonId) -> Vec<super::PostNo> {
        let posts = self.posts.iter();
        let own = posts.filter(|(_, post)| post.source.author == person);
        own.map(|(no, _)| no).collect()
    }
}

/// Two ids that are one person's from now on.
#[derive(Clone, Copy)]
struct Same {
    from: PersonId,
    to: PersonId,
}

impl Same {
    fn of(self, person: PersonId) -> PersonId {
        if person == self.from { self.to } else { person }
    }

    fn of_place(self, to: To) -> To {
        match to {
            To::Person(person) => To::Person(self.of(person)),
            room @ To::Room(_) => room,
        }
    }

    /// Says `to` wherever something speaks of `from`: whatever it carries, it carries people by their ids, so that
    /// none added later is forgotten here. Not for maps whose keys are people: two of them would become one.
    fn rename<T: Serialize + DeserializeOwned>(self, what: &mut T) {
        let from = self.from.to_string();
        let renamed = serde_json::to_string(what)
            .ok()
            .filter(|written| written.contains(&from))
            .map(|written| written.replace(&from, &self.to.to_string()))
            .and_then(|written| serde_json::from_str(&written).ok());
        if let Some(renamed) = renamed {
            *what = renamed;
        }
    }
}

impl Post {
    /// What was the one's here is the other's. Two promises of one person are one.
    fn hand_over(&mut self, same: Same) {
        self.source.author = same.of(self.source.author);
        for source in &mut self.also {
            source.author = same.of(source.author);
        }
        let author = self.source.author;
        for mut claim in std::mem::take(&mut self.claims) {
            claim.person = same.of(claim.person);
            if claim.person == author {
                // Over by now, or it would have been given back.
                claim.person = PersonId::NONE;
            }
            if let Some(over) = &mut claim.over {
                over.by = same.of(over.by);
            }
            claim.over = claim.over.filter(|over| over.by != claim.person);
            let known = self.claims.iter_mut();
            let known = known.filter(|it| it.person != PersonId::NONE);
            match known.into_iter().find(|it| it.person == claim.person) {
                Some(known) => {
                    known.count = known.count.saturating_add(claim.count);
                    known.done &= claim.done;
                    known.part |= claim.part;
                    known.seen = known.seen.max(claim.seen);
                    known.over = known.over.or(claim.over);
                    let both = known.check_in.into_iter().chain(claim.check_in);
                    known.check_in = both.min();
                    known.checked = known.checked.min(claim.checked);
                }
                None => self.claims.push(claim),
            }
        }
        for backup in std::mem::take(&mut self.backups) {
            let backup = same.of(backup);
            let has = self.claim_of(backup).is_some() || self.backups.contains(&backup);
            if !has && backup != author {
                self.backups.push(backup);
            }
        }
    }
}

impl Person {
    /// What is known of the same person by another account.
    fn take_over(&mut self, other: Self) {
        self.room = self.room.or(other.room);
        self.told = self.told.max(other.told);
        self.talked |= other.talked;
        if self.tongue.speaks().is_none() {
            self.tongue = other.tongue;
        }
        self.approached.extend(other.approached);
        self.approached.sort_unstable();
        self.questions.splice(0..0, other.questions);
        self.ask_at = self.ask_at.into_iter().chain(other.ask_at).min();
        self.waiting.extend(other.waiting);
    }

    /// Two questions that became the same are one.
    fn drop_twins(&mut self) {
        let mut questions = Vec::with_capacity(self.questions.len());
        for question in self.questions.drain(..).rev() {
            if !questions.contains(&question) {
                questions.push(question);
            }
        }
        questions.reverse();
        self.questions = questions;
        let mut waiting: Vec<super::Waiting> = Vec::with_capacity(self.waiting.len());
        for it in self.waiting.drain(..) {
            if !waiting.iter().any(|known| known.question == it.question) {
                waiting.push(it);
            }
        }
        self.waiting = waiting;
    }
}
