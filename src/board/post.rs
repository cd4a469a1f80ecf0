//! Posts and the promises made on them.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{
    AskAgain, Hidden, Hold, Kind, MsgId, Pairing, PersonId, PostNo, RoomId, Round, TakeOver,
};
use crate::parser::{Category, Details, Language, Marks, PhraseId, Repeats, Slots, Urgency, When};

/// What a post is about, without a word of it: the words are in the vault.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Shape {
    /// Need or offer.
    pub kind: Kind,
    /// What it is about.
    pub category: Category,
    /// How many neighbours or things it takes.
    pub slots: Slots,
    /// When it is wanted; where it comes round, this time.
    pub when: Option<When>,
    /// How it comes round, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// How soon it matters.
    pub urgency: Urgency,
    /// The language it was written in, where that shows.
    pub language: Option<Language>,
    /// The phrase of the lexicon that made it look like a post, where no marker did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<PhraseId>,
    /// What it speaks of, as numbers that tell nothing without the network's key.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// Its ends are brought together by an organizer, and it stays where it was written until its author says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sensitive: bool,
    /// It is for somebody else than who wrote it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_others: bool,
}

impl Shape {
    /// The shape of what was read.
    #[must_use]
    pub fn of(kind: Kind, details: &Details, language: Option<Language>) -> Self {
        let Details {
            category,
            slots,
            when,
            repeats,
            urgency,
            phrase,
            marks,
            sensitive,
            for_others,
            ..
        } = *details;
        Self {
            kind,
            category,
            slots,
            when,
            repeats,
            urgency,
            language,
            phrase,
            marks,
            sensitive,
            for_others,
        }
    }
}

/// Where a post came from.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Who asks or offers.
    pub author: PersonId,
    /// The message.
    pub msg: MsgId,
    /// Where it was written: a room, or the author's private chat with the bot.
    pub room: RoomId,
    /// It was written privately, so that no room sees who asks.
    pub private: bool,
    /// When the message vanishes, in a chat whose messages do; nothing of its words stays longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vanishes: Option<Timestamp>,
}

/// When something is due about a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Timing {
    /// When it expires unless its author says otherwise.
    pub expires: Timestamp,
    /// When its author is asked whether it is still wanted.
    pub ask: Option<Timestamp>,
    /// When the rooms are next reminded of it.
    pub nudge: Option<Timestamp>,
}

/// A numbered need or offer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Post {
    /// What it is about.
    pub shape: Shape,
    /// Where it came from.
    pub source: Source,
    /// When it was made.
    pub made: Timestamp,
    /// What is due about it, and when.
    pub timing: Timing,
    /// Where it stands, apart from its claims.
    pub state: State,
    /// Promises made on it, oldest first.
    pub claims: Vec<Claim>,
    /// Who is next in line, in order.
    pub backups: Vec<PersonId>,
    /// When its words and people are erased, once it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase: Option<Timestamp>,
    /// Its words and people are gone; it only counts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
    /// Slots that opened because somebody can do a part only.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub parts: u32,
    /// Whether its author is asked again how it went.
    #[serde(default)]
    pub again: AskAgain,
    /// Other messages that say the same: pasted by its author, or of a post that was merged into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Source>,
    /// The post it was merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged: Option<PostNo>,
    /// Posts that may belong together with it, best first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairings: Vec<Pairing>,
    /// Why it is off the rooms though it is not over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Hidden>,
    /// Why it is held back, where it is for what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_for: Option<Hold>,
    /// What it was held back for once, and is no longer: an edit that says the same does not hold it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Hold>,
    /// Nobody looked at it in time: it is shown with a word of caution.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub caution: bool,
    /// The one room where it is shown, where it was written privately and stays home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<RoomId>,
    /// The turn it is in, where it comes round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

/// Where a post stands, apart from its claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Kept, but not shown before the given instant.
    Held(Timestamp),
    /// On the board.
    Live,
    /// Finished, at the given instant.
    Done(Timestamp),
    /// Nobody said it was still needed.
    Expired(Timestamp),
    /// Taken off by its author.
    Withdrawn(Timestamp),
}

/// What people are told of where a post stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not shown yet.
    Held,
    /// Takes claims.
    Open,
    /// Every slot is promised.
    Claimed,
    /// Finished.
    Done,
    /// Ran out.
    Expired,
    /// Taken off.
    Withdrawn,
    /// Off the rooms, and kept.
    Hidden,
}

/// A neighbour's promise.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Who promised.
    pub person: PersonId,
    /// How many slots.
    pub count: u32,
    /// When.
    pub at: Timestamp,
    /// They say they did it.
    pub done: bool,
    /// When they are next asked whether they are still on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in: Option<Timestamp>,
    /// How often they were asked since they last said so.
    #[serde(default)]
    pub checked: u32,
    /// The author says that it covers a part only.
    #[serde(default)]
    pub part: bool,
    /// When they last showed that they still have it.
    #[serde(default)]
    pub seen: Option<Timestamp>,
    /// They are asked whether they still do.
    #[serde(default)]
    pub over: Option<TakeOver>,
}

impl Claim {
    /// A promise as it is made.
    #[must_use]
    pub fn made(person: PersonId, count: u32, at: Timestamp) -> Self {
        Self {
            person,
            count,
            at,
            done: false,
            check_in: None,
            checked: 0,
            part: false,
            seen: None,
            over: None,
        }
    }

    /// When they last showed that they have it.
    #[must_use]
    pub fn last_seen(&self) -> Timestamp {
        self.seen.map_or(self.at, |seen| seen.max(self.at))
    }
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Status {
    /// Its name, as programs read it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Open => "open",
            Self::Claimed => "claimed",
            Self::Done => "done",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Hidden => "hidden",
        }
    }

    /// Whether something can still come of it.
    #[must_use]
    pub fn is_live(self) -> bool {
        matches!(self, Self::Held | Self::Open | Self::Claimed)
    }
}

impl Post {
    /// How many neighbours or things it takes.
    #[must_use]
    pub fn slots(&self) -> u32 {
        self.shape.slots.get().saturating_add(self.parts)
    }

    /// Slots nobody has promised yet.
    #[must_use]
    pub fn free(&self) -> u32 {
        self.slots().saturating_sub(self.promised())
    }

    /// Slots somebody has promised.
    #[must_use]
    pub fn promised(&self) -> u32 {
        self.claims.iter().map(|claim| claim.count).sum()
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.state {
            State::Held(_) | State::Live if self.hidden.is_some() => Status::Hidden,
            State::Held(_) => Status::Held,
            State::Live if self.free() == 0 => Status::Claimed,
            State::Live => Status::Open,
            State::Done(_) => Status::Done,
            State::Expired(_) => Status::Expired,
            State::Withdrawn(_) => Status::Withdrawn,
        }
    }

    /// When it was closed, where it is for good.
    #[must_use]
    pub fn closed_at(&self) -> Option<Timestamp> {
        if self.rests() {
            return None;
        }
        match self.state {
            State::Done(at) | State::Expired(at) | State::Withdrawn(at) => Some(at),
            State::Held(_) | State::Live => None,
        }
    }

    /// Everybody who has to do with it.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let claimants = self.claims.iter().map(|claim| claim.person);
        std::iter::once(self.source.author)
            .chain(claimants)
            .chain(self.backups.iter().copied())
            .chain(self.also.iter().map(|source| source.author))
            .filter(|person| *person != PersonId::NONE)
    }

    /// Whether it is on the board: open or claimed.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.state == State::Live && self.hidden.is_none()
    }

    /// The promise of this person, where there is one.
    #[must_use]
    pub fn claim_of(&self, person: PersonId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.person == person)
    }

    /// Its author, whoever has promised on it, and whoever is next in line.
    pub fn stakeholders(&self) -> impl Iterator<Item = PersonId> {
        let claimants = self.claims.iter().map(|claim| claim.person);
        let all = std::iter::once(self.source.author).chain(claimants);
        all.chain(self.backups.iter().copied())
    }

    /// Whether this person is its author or has promised on it.
    #[must_use]
    pub fn concerns(&self, person: PersonId) -> bool {
        self.source.author == person || self.claim_of(person).is_some()
    }
}
