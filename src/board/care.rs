//! How people want to be treated: who rests, who is kept apart, what waits until somebody writes, and who talks
//! with an organizer.
//!
//! Phones are shared, so the first private words to somebody begin **neutrally** where that matters: about a
//! sensitive post, and everywhere in a network that sets `safety.neutral_openings`. They name nobody and nothing;
//! what there is to tell waits here until the person answers anything at all. Who wrote to the bot privately within
//! a day, or asked privately, is told at once: they know what is coming. Where neither holds, the opening says what
//! it is about in its first line, and the words of the post only in its last.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{
    Board, ClaimSaying, HandoffId, Kind, PersonId, Post, PostNo, RelayId, RoomId, Saying, Source,
    Topic,
};
use crate::parser::RoomManner;

/// Whoever wrote within this time expects an answer, and reads it themselves.
const JUST_WROTE: Duration = Duration::from_secs(24 * 3600);
/// It is noted again that somebody wrote once this has passed.
const NOTED_AGAIN: Duration = Duration::from_secs(3600);

/// What the board knows of how people want to be treated.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// Who is asked nothing until they say "back".
    resting: BTreeSet<PersonId>,
    /// Who is never brought together again, the smaller first.
    apart: BTreeSet<(PersonId, PersonId)>,
    /// When somebody last wrote to the bot privately; to the hour.
    wrote: BTreeMap<PersonId, Timestamp>,
    /// What somebody is told once they answer.
    waiting: BTreeMap<PersonId, Vec<Unheard>>,
    /// Who asked for a human, and who came.
    talks: BTreeMap<PersonId, Talk>,
    /// Posts that are shown where they were written and nowhere else.
    at_home: BTreeSet<PostNo>,
    /// Rooms in which the bot acts on marked words only.
    explicit: BTreeSet<RoomId>,
    /// Rooms that keep their posts to themselves.
    local: BTreeSet<RoomId>,
    /// Who was asked what a picture or a voice note is.
    unnamed: BTreeMap<PersonId, Unnamed>,
    /// Rooms that were told who the bot is.
    greeted: BTreeSet<RoomId>,
    /// When the rooms are told that no organizer was seen; none where they were told, or there never was one.
    missed_at: Option<Timestamp>,
    /// When it was last noted that an organizer was seen; to the day, and not which.
    organizer_seen: Option<Timestamp>,
    /// The rooms were told that no organizer was seen.
    unled: bool,
    /// Who would look after the board meanwhile, and which neighbours are glad of it.
    candidates: BTreeMap<PersonId, BTreeSet<PersonId>>,
    /// Who looks after the board meanwhile.
    stewards: BTreeSet<PersonId>,
    /// Who is to say which organizer hears that they did not feel safe.
    choosing: BTreeMap<PersonId, Choosing>,
}

/// Something that is said once its reader answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unheard {
    /// What.
    pub saying: Saying,
    /// What an answer to it will be about.
    pub topic: Option<Topic>,
}

impl Unheard {
    /// The hand-off it belongs to, and the words that are kept for it.
    pub(super) fn relayed(&self) -> Option<(HandoffId, RelayId)> {
        match self.saying {
            Saying::Relay { handoff, relay, .. }
            | Saying::Claims(ClaimSaying::AskCovers { handoff, relay, .. }) => {
                Some((handoff, relay))
            }
            _ => None,
        }
    }
}

/// Somebody talks with an organizer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Talk {
    /// The organizer who came; all of them hear it until one did.
    pub organizer: Option<PersonId>,
    /// When it ends unless one of the two writes.
    pub until: Timestamp,
}

/// The question which organizer shall be told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choosing {
    /// Whom they are kept apart from, and about which post they met; none where that is not known.
    pub met: Option<(PersonId, PostNo)>,
    /// Whom they can choose from, in the order they were named.
    pub organizers: Vec<PersonId>,
}

/// A picture or a voice note that shall go on the board, once somebody says in a word what it is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Unnamed {
    /// The message.
    pub source: Source,
    /// Need or offer.
    pub kind: Kind,
    /// When it was asked.
    pub asked: Timestamp,
}

/// One thing that happened in how people want to be treated. Opaque ids only.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "care", rename_all = "snake_case")]
pub enum CareFact {
    /// Somebody wrote to the bot privately.
    Wrote { person: PersonId, at: Timestamp },
    /// Something waits until they answer.
    Waits { person: PersonId, unheard: Unheard },
    /// They answered, and hear what waited; or it is let go.
    Opened { person: PersonId },
    /// Somebody wants to be asked nothing.
    Rested { person: PersonId },
    /// They can be asked again.
    Back { person: PersonId },
    /// These two are never brought together again.
    KeptApart { a: PersonId, b: PersonId },
    /// Somebody was asked which organizer shall be told.
    AskedWhom {
        person: PersonId,
        choosing: Choosing,
    },
    /// They said which, or none.
    ToldWhom { person: PersonId },
    /// A post is shown where it was written and nowhere else.
    StaysHome { no: PostNo },
    /// Its author says that the other rooms may see it.
    Shared { no: PostNo },
    /// Somebody was asked what a picture or a voice note is.
    AskedWhat { person: PersonId, unnamed: Unnamed },
    /// They said.
    Named { person: PersonId },
    /// A room was told who the bot is.
    Greeted { room: RoomId },
    /// An organizer was seen; where none is until then, the rooms are told.
    OrganizerSeen { at: Timestamp, missed_at: Timestamp },
    /// The rooms were told that no organizer was seen.
    Unled,
    /// Somebody would look after the board meanwhile; a neighbour is glad of it, where there is one.
    Candidate {
        person: PersonId,
        backed_by: Option<PersonId>,
    },
    /// Somebody looks after the board until an organizer is seen.
    Steward { person: PersonId },
    /// How the bot shall be in a room.
    Manner { room: RoomId, manner: RoomManner },
    /// Somebody talks with an organizer, or waits for one; until then, unless one of the two writes.
    Talks { person: PersonId, talk: Talk },
    /// The talk is over.
    TalkOver { person: PersonId },
}

impl Care {
    pub(super) fn apply(&mut self, fact: &CareFact) {
        match fact {
            CareFact::Wrote { person, at } => {
                self.wrote.insert(*person, *at);
            }
            CareFact::Waits { person, unheard } => {
                self.waiting
                    .entry(*person)
                    .or_default()
                    .push(unheard.clone());
            }
            CareFact::Opened { person } => {
                self.waiting.remove(person);
            }
            CareFact::Rested { person } => {
                self.resting.insert(*person);
            }
            CareFact::Back { person } => {
                self.resting.remove(person);
            }
            CareFact::KeptApart { a, b } => {
                self.apart.insert(pair(*a, *b));
            }
            CareFact::AskedWhom { person, choosing } => {
                self.choosing.insert(*person, choosing.clone());
            }
            CareFact::ToldWhom { person } => {
                self.choosing.remove(person);
            }
            CareFact::StaysHome { no } => {
                self.at_home.insert(*no);
            }
            CareFact::Shared { no } => {
                self.at_home.remove(no);
            }
            CareFact::AskedWhat { person, unnamed } => {
                self.unnamed.insert(*person, *unnamed);
            }
            CareFact::Named { person } => {
                self.unnamed.remove(person);
            }
            CareFact::Greeted { room } => {
                self.greeted.insert(*room);
            }
            CareFact::OrganizerSeen { at, missed_at } => {
                self.organizer_seen = Some(*at);
                self.missed_at = Some(*missed_at);
                self.unled = false;
                self.candidates.clear();
                self.stewards.clear();
            }
            CareFact::Unled => {
                self.missed_at = None;
                self.unled = true;
            }
            CareFact::Candidate { person, backed_by } => {
                let backers = self.candidates.entry(*person).or_default();
                backers.extend(*backed_by);
            }
            CareFact::Steward { person } => {
                self.candidates.remove(person);
                self.stewards.insert(*person);
            }
            CareFact::Manner { room, manner } => match manner {
                RoomManner::Listen => drop(self.explicit.remove(room)),
                RoomManner::Explicit => drop(self.explicit.insert(*room)),
                RoomManner::Local => drop(self.local.insert(*room)),
                RoomManner::Shared => drop(self.local.remove(room)),
            },
            CareFact::Talks { person, talk } => {
                self.talks.insert(*person, *talk);
            }
            CareFact::TalkOver { person } => {
                self.talks.remove(person);
            }
        }
    }

    /// Whether anything here waits for somebody, or holds until they say otherwise.
    pub(super) fn concerns(&self, person: PersonId) -> bool {
        let theirs =
            |(one, talk): (&PersonId, &Talk)| *one == person || talk.organizer == Some(person);
        self.resting.contains(&person)
            || self.waiting.contains_key(&person)
            || self.choosing.contains_key(&person)
            || self.unnamed.contains_key(&person)
            || self.candidates.contains_key(&person)
            || self.stewards.contains(&person)
            || self.talks.iter().any(theirs)
    }

    /// Lets go of somebody, but for whom they are kept apart from: that keeps the other safe.
    pub(super) fn forget(&mut self, person: PersonId) {
        self.resting.remove(&person);
        self.wrote.remove(&person);
        self.waiting.remove(&person);
        self.choosing.remove(&person);
        self.talks.remove(&person);
        self.unnamed.remove(&person);
        self.unnamed.retain(|_, it| it.source.author != person);
        self.candidates.remove(&person);
        for backers in self.candidates.values_mut() {
            backers.remove(&person);
        }
        self.stewards.remove(&person);
        let id = person.to_string();
        for unheard in self.waiting.values_mut() {
            unheard.retain(|it| !super::erasing::speaks_of(it, &id));
        }
        self.waiting.retain(|_, unheard| !unheard.is_empty());
        for choosing in self.choosing.values_mut() {
            choosing.met = choosing.met.filter(|(met, _)| *met != person);
            choosing.organizers.retain(|organizer| *organizer != person);
        }
        for talk in self.talks.values_mut() {
            talk.organizer = talk.organizer.filter(|organizer| *organizer != person);
        }
    }

    /// What holds for an account holds for the person it is linked to: where both had something of their own, all of it
    /// or theirs. The values are renamed by the caller; here only what is found by who it is about.
    pub(super) fn hand_over(&mut self, account: PersonId, person: PersonId) {
        if let Some(at) = self.wrote.remove(&account) {
            let wrote = self.wrote.entry(person).or_insert(at);
            *wrote = at.max(*wrote);
        }
        let waited = self.waiting.remove(&account).unwrap_or_default();
        if !waited.is_empty() {
            self.waiting.entry(person).or_default().extend(waited);
        }
        if let Some(talk) = self.talks.remove(&account) {
            self.talks.entry(person).or_insert(talk);
        }
        if let Some(unnamed) = self.unnamed.remove(&account) {
            self.unnamed.entry(person).or_insert(unnamed);
        }
        if let Some(choosing) = self.choosing.remove(&account) {
            self.choosing.entry(person).or_insert(choosing);
        }
        if let Some(backers) = self.candidates.remove(&account) {
            self.candidates.entry(person).or_default().extend(backers);
        }
        for (candidate, backers) in &mut self.candidates {
            if backers.remove(&account) && *candidate != person {
                backers.insert(person);
            }
            backers.remove(candidate);
        }
        let apart = std::mem::take(&mut self.apart);
        let of = |it: PersonId| if it == account { person } else { it };
        self.apart = apart.into_iter().map(|(a, b)| pair(of(a), of(b))).collect();
    }

    /// Whom somebody must never meet again, another account of theirs must not either.
    pub(super) fn keep_apart_as(&mut self, person: PersonId, account: PersonId) {
        let theirs = self
            .apart
            .iter()
            .filter(|(a, b)| *a == person || *b == person);
        let others = theirs.map(|(a, b)| if *a == person { *b } else { *a });
        let more: Vec<_> = others.map(|other| pair(account, other)).collect();
        self.apart.extend(more);
    }

    /// What somebody is told once they answer.
    pub(super) fn waiting_for(&self, person: PersonId) -> &[Unheard] {
        self.waiting.get(&person).map_or(&[], Vec::as_slice)
    }

    /// Whether it is worth noting that they wrote.
    pub(super) fn is_news(&self, person: PersonId, now: Timestamp) -> bool {
        self.wrote
            .get(&person)
            .is_none_or(|at| now.since(*at) >= NOTED_AGAIN)
    }

    /// Whether they wrote privately a short while ago.
    pub(super) fn just_wrote(&self, person: PersonId, now: Timestamp) -> bool {
        self.wrote
            .get(&person)
            .is_some_and(|at| now.since(*at) < JUST_WROTE)
    }

    /// The question which organizer shall be told, where they were asked.
    pub(super) fn choosing(&self, person: PersonId) -> Option<&Choosing> {
        self.choosing.get(&person)
    }

    /// Whether a room was told who the bot is.
    pub(super) fn greeted(&self, room: RoomId) -> bool {
        self.greeted.contains(&room)
    }

    /// When it was last noted that an organizer was seen.
    pub(super) fn organizer_seen(&self) -> Option<Timestamp> {
        self.organizer_seen
    }

    /// When the rooms are told that none was.
    pub(super) fn missed_at(&self) -> Option<Timestamp> {
        self.missed_at
    }

    /// Whether they were.
    pub(super) fn is_unled(&self) -> bool {
        self.unled
    }

    /// The neighbours who are glad that somebody would look after the board; none where they did not offer to.
    pub(super) fn backers(&self, candidate: PersonId) -> Option<&BTreeSet<PersonId>> {
        self.candidates.get(&candidate)
    }

    /// Who looks after the board until an organizer is seen.
    pub(super) fn stewards(&self) -> &BTreeSet<PersonId> {
        &self.stewards
    }

    /// When each talk ends unless somebody writes.
    pub(super) fn talks(&self) -> impl Iterator<Item = (PersonId, Talk)> {
        self.talks.iter().map(|(person, talk)| (*person, *talk))
    }
}

impl Board {
    /// Whether somebody wants to be asked nothing: no question, match or reminder may go to them.
    #[must_use]
    pub fn rests(&self, person: PersonId) -> bool {
        self.care.resting.contains(&person)
    }

    /// Whether these two must never be brought together: no claim, match or hand-off between them.
    #[must_use]
    pub fn apart(&self, a: PersonId, b: PersonId) -> bool {
        self.care.apart.contains(&pair(self.who(a), self.who(b)))
    }

    /// Whether somebody may not help with this post: blocked, or to be kept apart from its author.
    #[must_use]
    pub fn is_barred(&self, post: &Post, person: PersonId) -> bool {
        self.is_blocked(person) || self.apart(post.source.author, person)
    }

    /// The picture or voice note this person was asked about here.
    #[must_use]
    pub fn unnamed(&self, person: PersonId, room: RoomId) -> Option<&Unnamed> {
        let asked = self.care.unnamed.get(&person);
        asked.filter(|it| it.source.room == room)
    }

    /// Whether a post may be shown in this room: one that stays home is seen where it was written, and by nobody else
    /// where that was a private chat.
    #[must_use]
    pub fn shows_in(&self, no: PostNo, room: RoomId) -> bool {
        let at_home = |post: &Post| {
            post.home == Some(room) || post.sources().any(|it| !it.private && it.room == room)
        };
        !self.stays_home(no) || self.post(no).is_some_and(at_home)
    }

    /// Whether a post may be shown nowhere but where it was written, and be matched with nothing.
    #[must_use]
    pub fn stays_home(&self, no: PostNo) -> bool {
        self.care.at_home.contains(&no)
    }

    /// Whether the bot acts on nothing but marked words there.
    #[must_use]
    pub fn is_explicit(&self, room: RoomId) -> bool {
        self.care.explicit.contains(&room)
    }

    /// Whether a room keeps its posts to itself.
    #[must_use]
    pub fn is_local(&self, room: RoomId) -> bool {
        self.care.local.contains(&room)
    }

    /// Whether somebody has yet to answer before they are told more.
    #[must_use]
    pub fn is_unopened(&self, person: PersonId) -> bool {
        !self.care.waiting_for(person).is_empty()
    }

    /// The talk with an organizer that this person asked for.
    #[must_use]
    pub fn talk(&self, person: PersonId) -> Option<&Talk> {
        self.care.talks.get(&person)
    }
}

fn pair(a: PersonId, b: PersonId) -> (PersonId, PersonId) {
    (a.min(b), a.max(b))
}
