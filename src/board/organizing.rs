//! What organizers did: who is ignored, whether the bot is paused, what two have to agree on, who did what.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::due::Due;
use super::{Board, Parting, PersonId, Policy, Post, PostNo, RoomId, Setting, State, Timing, Was};
use crate::parser::Verb;

/// How many deeds are remembered.
const REMEMBERED: usize = 100;
/// How long a deed is remembered.
const DEED_KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long one organizer's word waits for another's.
const CONSENT_HOLDS: Duration = Duration::from_secs(24 * 3600);

/// What organizers decided, as it stands.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Organizers {
    /// People whose messages come to nothing.
    #[serde(default)]
    blocked: BTreeSet<PersonId>,
    /// Since when the bot says nothing by itself.
    #[serde(default)]
    paused: Option<Timestamp>,
    /// Who did what, oldest first.
    #[serde(default)]
    deeds: Vec<Deed>,
    /// One organizer's word on what takes two.
    #[serde(default)]
    consents: Vec<Consent>,
    /// Organizers who named somebody by a name that several go by, and those several.
    #[serde(default)]
    which: BTreeMap<PersonId, (Verb, Vec<PersonId>)>,
    /// The posts that those were named for, where they were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    assigning: BTreeMap<PersonId, PostNo>,
    /// Who administers each room, as its chat network has it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    admins: BTreeMap<RoomId, BTreeSet<PersonId>>,
    /// When two organizers had agreed to erase the network.
    #[serde(default)]
    burnt: Option<Timestamp>,
}

/// Something an organizer did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Deed {
    /// Who.
    pub by: PersonId,
    /// What.
    pub act: Acted,
    /// When.
    pub at: Timestamp,
    /// It was taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    /// How it stood before, where that has to be known to take it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Was>,
}

/// What an organizer did, and about what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acted {
    /// With the network as a whole.
    All(Verb),
    /// With a post.
    Post(Verb, PostNo),
    /// Made one post of two: this one stays, that one goes.
    Merged(PostNo, PostNo),
    /// With somebody.
    Person(Verb, PersonId),
    /// Asked somebody whether they take a post.
    Assigned(PostNo, PersonId),
}

impl Acted {
    /// What was done.
    #[must_use]
    pub fn verb(self) -> Verb {
        match self {
            Self::All(verb) | Self::Post(verb, _) | Self::Person(verb, _) => verb,
            Self::Merged(..) => Verb::Merge,
            Self::Assigned(..) => Verb::Assign,
        }
    }

    /// Whether it can be taken back, whatever was before.
    #[must_use]
    pub fn can_be_undone(self) -> bool {
        matches!(
            self.verb(),
            Verb::Hide
                | Verb::Show
                | Verb::Close
                | Verb::Assign
                | Verb::Allow
                | Verb::Refuse
                | Verb::Block
                | Verb::Unblock
                | Verb::Pause
                | Verb::Resume
        )
    }
}

/// An organizer's word on what takes two.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consent {
    /// Whose.
    pub by: PersonId,
    /// On what.
    pub on: Verb,
    /// When.
    pub at: Timestamp,
}

/// Why a post is off the rooms though it is not over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hidden {
    /// An organizer hid it.
    ByOrganizer,
    /// Its author is blocked.
    WithAuthor,
}

/// Something an organizer decided.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "organizers", rename_all = "snake_case")]
pub enum OrganizerFact {
    /// This is what an organizer did, for those who look later.
    Did {
        by: PersonId,
        act: Acted,
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<Was>,
    },
    /// What was done at that instant was taken back; without one, the last thing that could be.
    Undone {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        done: Option<Timestamp>,
    },
    /// A setting is as config has it again.
    Unset { setting: Setting },
    /// Two posts that were made one are two again.
    Parted(Parting),
    /// A post is off the rooms, and kept.
    Hidden { no: PostNo, why: Hidden },
    /// A post that was off the rooms is back.
    Restored { no: PostNo, timing: Timing },
    /// Nothing somebody says counts any more.
    Blocked { person: PersonId },
    /// It does again.
    Unblocked { person: PersonId },
    /// The bot says nothing by itself.
    Paused { at: Timestamp },
    /// It does again.
    Resumed,
    /// An organizer says yes to what takes two.
    Consented {
        by: PersonId,
        on: Verb,
        at: Timestamp,
    },
    /// Nobody's word on it counts any more.
    ConsentOver { on: Verb },
    /// Enough organizers agreed to erase everything: whoever holds the keys does.
    BurnConfirmed { by: PersonId, at: Timestamp },
    /// An organizer named somebody by a name that several go by.
    Wondered {
        by: PersonId,
        verb: Verb,
        people: Vec<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<PostNo>,
    },
    /// What organizers did long ago is told no more.
    Faded { at: Timestamp },
    /// That is settled.
    WonderedNoMore { by: PersonId },
    /// These administer a room, and nobody else.
    Administered {
        room: RoomId,
        people: BTreeSet<PersonId>,
    },
}

/// What is said to organizers, and of what they do.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "to_organizers", rename_all = "snake_case")]
pub enum OrganizerSaying {
    /// To one who is no organizer: kindly not.
    NotYours,
    /// To an organizer: it is done.
    Did { act: Acted },
    /// To an organizer: it was so already.
    NoChange,
    /// To an organizer: nobody goes by that name.
    NobodyCalled,
    /// To an organizer: several do; which one?
    WhichOne { verb: Verb, people: Vec<PersonId> },
    /// To an organizer: an organizer cannot be blocked.
    NotAnOrganizer,
    /// To an organizer: whoever wrote it is blocked.
    AuthorBlocked { no: PostNo },
    /// To an organizer: there is nothing to take back.
    NothingToUndo,
    /// To an organizer: it was taken back.
    Undid { act: Acted },
    /// To an organizer: who did what.
    Log { deeds: Vec<Deed> },
    /// To an organizer: these are held.
    HeldList { posts: Vec<PostNo> },
    /// To one who asks for what takes two: another one has to say so too.
    NeedsAnother { on: Verb },
    /// To one who asks for what takes two, where there is no other.
    NoOther { on: Verb },
    /// To the other organizers: one of them asks for this; who says the same makes it so.
    AnotherAsks { on: Verb, by: PersonId },
    /// To an organizer: how to take a copy out.
    ExportHow,
    /// To the organizers: it is decided, everything is erased.
    Burning,
    /// To an author, privately: an organizer took their post off the board.
    ClosedForYou { no: PostNo },
    /// To somebody, privately: would they take it on?
    AskTakeOn { no: PostNo },
    /// To them: they need not.
    TakeOnLeft { no: PostNo },
    /// To the organizer who had them asked.
    TakenOn {
        no: PostNo,
        person: PersonId,
        yes: bool,
    },
    /// To an organizer: this person cannot be asked about it now.
    CannotAsk { no: PostNo, person: PersonId },
    /// To an organizer: somebody has it.
    AllTaken { no: PostNo },
    /// To an organizer: these two cannot be one.
    StayTwo { no: PostNo, other: PostNo },
    /// To whoever asks for something while the bot is paused.
    Paused,
}

impl Organizers {
    /// What an organizer was asked goes with them.
    pub(super) fn hand_over(&mut self, account: PersonId, person: PersonId) {
        if let Some(which) = self.which.remove(&account) {
            self.which.entry(person).or_insert(which);
        }
    }
}

impl Board {
    /// Whether nothing this person says counts.
    #[must_use]
    pub fn is_blocked(&self, person: PersonId) -> bool {
        self.organizers.blocked.contains(&self.who(person))
    }

    /// Whether the bot says nothing by itself now.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.organizers.paused.is_some()
    }

    /// Who did what, oldest first.
    #[must_use]
    pub fn deeds(&self) -> &[Deed] {
        &self.organizers.deeds
    }

    /// Who has said yes to this at `now`, where it takes two.
    pub fn consenting(&self, on: Verb, now: Timestamp) -> impl Iterator<Item = PersonId> {
        let consents = self.organizers.consents.iter();
        consents
            .filter(move |it| it.on == on && now.since(it.at) < CONSENT_HOLDS)
            .map(|it| it.by)
    }

    /// Whether as many organizers as it takes have said yes to this.
    #[must_use]
    pub fn agreed(&self, on: Verb, now: Timestamp, policy: &Policy) -> bool {
        let takes = if policy.two_organizers { 2 } else { 1 };
        let named: BTreeSet<PersonId> = policy.organizers.iter().map(|it| self.who(*it)).collect();
        let organizes = |person: &PersonId| {
            named.contains(&self.who(*person)) || self.organizes(*person, policy)
        };
        let agreed: BTreeSet<PersonId> = self
            .consenting(on, now)
            .filter(organizes)
            .map(|it| self.who(it))
            .collect();
        agreed.len() >= takes
    }

    /// Who administers a room, where that is known.
    #[must_use]
    pub fn admins_of(&self, room: RoomId) -> Option<&BTreeSet<PersonId>> {
        self.organizers.admins.get(&room)
    }

    /// Whoever administers a room.
    pub(super) fn admins(&self) -> impl Iterator<Item = PersonId> {
        self.organizers.admins.values().flatten().copied()
    }

    pub(super) fn set_admins(&mut self, room: RoomId, people: BTreeSet<PersonId>) {
        let before = if people.is_empty() {
            self.organizers.admins.remove(&room)
        } else {
            self.organizers.admins.insert(room, people)
        };
        // The cards of those who are none any more may not be needed.
        for person in before.into_iter().flatten() {
            self.loosen(person);
        }
    }

    /// When enough organizers had agreed to erase everything.
    #[must_use]
    pub fn burn_confirmed(&self) -> Option<Timestamp> {
        self.organizers.burnt
    }

    /// Nothing tells any more what somebody did who is forgotten. A block stays: it is a number without a name.
    pub(super) fn forget_organizing(&mut self, person: PersonId) {
        let before = self.organizing_due();
        let known = &mut self.organizers;
        let of = |deed: &Deed| {
            deed.by == person
                || matches!(deed.act, Acted::Person(_, it) | Acted::Assigned(_, it) if it == person)
        };
        known.deeds.retain(|deed| !of(deed));
        // What would be needed to take something back tells of them too.
        let id = person.to_string();
        for deed in &mut known.deeds {
            deed.was.take_if(|was| super::erasing::speaks_of(was, &id));
        }
        known.consents.retain(|it| it.by != person);
        for admins in known.admins.values_mut() {
            admins.remove(&person);
        }
        known.admins.retain(|_, admins| !admins.is_empty());
        known
            .which
            .retain(|by, (_, people)| *by != person && !people.contains(&person));
        known.assigning.remove(&person);
        self.organizing_is_due(before);
    }

    /// What an organizer was asked who used a name that several go by.
    pub(super) fn wonders(&self, by: PersonId) -> Option<&(Verb, Vec<PersonId>)> {
        self.organizers.which.get(&by)
    }

    /// The post that somebody was named for then.
    pub(super) fn wonders_for(&self, by: PersonId) -> Option<PostNo> {
        self.organizers.assigning.get(&by).copied()
    }

    /// The newest deed that can be taken back and was not.
    pub(super) fn last_deed(&self) -> Option<&Deed> {
        let mut deeds = self.organizers.deeds.iter().rev();
        deeds.find(|deed| !deed.undone && self.can_be_undone(deed))
    }

    /// When something of all this is to be let go of.
    pub(super) fn organizing_due(&self) -> Option<Timestamp> {
        let deed = self.organizers.deeds.first();
        let deed = deed.map(|deed| deed.at.plus(DEED_KEPT));
        let consent = self.organizers.consents.first();
        let consent = consent.map(|it| it.at.plus(CONSENT_HOLDS));
        deed.into_iter().chain(consent).min()
    }

    pub(super) fn organized(&mut self, fact: &OrganizerFact) {
        let before = self.organizing_due();
        self.organize(fact);
        self.organizing_is_due(before);
    }

    /// Another account of somebody who is blocked is blocked too.
    pub(super) fn block_as(&mut self, person: PersonId, account: PersonId) {
        if self.organizers.blocked.contains(&person) {
            self.organizers.blocked.insert(account);
        }
    }

    fn organizing_is_due(&mut self, before: Option<Timestamp>) {
        let dues = &mut self.index.dues;
        if let Some(at) = before {
            dues.remove(&(at, Due::Deeds));
        }
        if let Some(at) = self.organizing_due() {
            self.index.dues.insert((at, Due::Deeds));
        }
    }

    fn organize(&mut self, fact: &OrganizerFact) {
        let known = &mut self.organizers;
        match fact {
            OrganizerFact::Did { by, act, at, was } => {
                let deed = Deed {
                    by: *by,
                    act: *act,
                    at: *at,
                    undone: false,
                    was: was.clone(),
                };
                known.deeds.retain(|deed| at.since(deed.at) < DEED_KEPT);
                known.deeds.push(deed);
                let over = known.deeds.len().saturating_sub(REMEMBERED);
                known.deeds.drain(..over);
            }
            OrganizerFact::Undone { done } => {
                let mut deeds = known.deeds.iter_mut().rev();
                let is_it = |it: &&mut Deed| match done {
                    Some(done) => it.at == *done,
                    None => it.act.can_be_undone(),
                };
                if let Some(deed) = deeds.find(|it| !it.undone && is_it(it)) {
                    deed.undone = true;
                }
            }
            OrganizerFact::Unset { setting } => {
                self.settings.retain(|set| !setting.replaces(set));
            }
            OrganizerFact::Parted(parting) => self.part(parting),
            OrganizerFact::Hidden { no, why } => {
                self.fresh.remove(no);
                self.change(*no, |post| post.hidden = Some(*why));
                self.take_notices_back(*no);
            }
            OrganizerFact::Restored { no, timing } => {
                self.change(*no, |post| {
                    post.hidden = None;
                    post.erase = None;
                    if !matches!(post.state, State::Held(_)) {
                        post.state = State::Live;
                    }
                    post.timing = *timing;
                });
                if self.posts.get(*no).is_some_and(Post::is_live) {
                    self.fresh.insert(*no);
                }
            }
            OrganizerFact::Blocked { person } => drop(known.blocked.insert(*person)),
            OrganizerFact::Unblocked { person } => {
                known.blocked.remove(person);
                // What held them may be over since.
                self.loosen(*person);
            }
            OrganizerFact::Paused { at } => known.paused = Some(*at),
            OrganizerFact::Resumed => known.paused = None,
            OrganizerFact::Consented { by, on, at } => {
                known.consents.retain(|it| (it.by, it.on) != (*by, *on));
                known.consents.push(Consent {
                    by: *by,
                    on: *on,
                    at: *at,
                });
            }
            OrganizerFact::ConsentOver { on } => known.consents.retain(|it| it.on != *on),
            OrganizerFact::BurnConfirmed { at, .. } => known.burnt = Some(*at),
            OrganizerFact::Wondered {
                by,
                verb,
                people,
                no,
            } => {
                known.which.insert(*by, (*verb, people.clone()));
                match no {
                    Some(no) => drop(known.assigning.insert(*by, *no)),
                    None => drop(known.assigning.remove(by)),
                }
            }
            OrganizerFact::Faded { at } => {
                known.deeds.retain(|deed| at.since(deed.at) < DEED_KEPT);
                known.consents.retain(|it| at.since(it.at) < CONSENT_HOLDS);
                known.which.clear();
                known.assigning.clear();
            }
            OrganizerFact::WonderedNoMore { by } => {
                known.which.remove(by);
                known.assigning.remove(by);
            }
            OrganizerFact::Administered { room, people } => {
                self.set_admins(*room, people.clone());
            }
        }
    }

    /// The messages that show this post and nothing else that is still shown are taken back for good: when it is
    /// shown again, it is in new ones.
    pub(super) fn take_notices_back(&mut self, no: PostNo) {
        let shown_in = self.index.shown_in.get(&no).cloned().unwrap_or_default();
        for id in shown_in {
            if self.shows_nothing(id) {
                self.change_notice(id, super::Notice::is_spent);
            }
        }
    }
}
