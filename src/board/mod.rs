//! The board: what is needed, offered, claimed and done in one network.
//!
//! **Architecture invariant:** nothing here does I/O, reads a clock, or can fail. The board is a function
//! of what was said and what time it is: [`step`] decides, [`Board::apply`] folds.

mod care;
mod check_in;
mod claims;
mod digest;
mod due;
mod early;
mod effect;
mod erasing;
mod fact;
mod fold;
mod ids;
mod letters;
mod link;
mod merge;
mod notice;
mod organizing;
mod pairing;
mod policy;
mod post;
mod posts;
mod recurring;
mod safety;
mod score;
mod settings;
mod shelves;
mod step;
mod tongue;
mod undoing;
mod visit;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

pub use care::{Care, CareFact, Choosing, Talk, Unheard, Unnamed};
pub use check_in::CheckIns;
pub use claims::{AskAgain, ClaimFact, ClaimSaying, TakeOver};
pub use digest::Digest;
pub use due::next_due;
pub use early::{Early, EarlyFact};
pub use effect::{
    Act, CareSaying, Content, ContentId, Effect, EffectId, Keep, Outcome, Question, Rank, Saying,
    To, Which, WhichFor,
};
pub use fact::{Fact, Fate, Topic, Undelivered};
pub use ids::{HandoffId, Kind, LinkId, MsgId, NoticeId, PersonId, PostNo, RelayId, RoomId};
pub use letters::{Letter, LetterFact, LetterSaying, Letters, Unaddressed};
pub use link::{CODE_TRIES, CODE_TRIES_KEPT, LinkFact, LinkOffer, LinkSaying, Links};
pub use notice::{Notice, Showing};
pub use organizing::{Acted, Consent, Deed, Hidden, OrganizerFact, OrganizerSaying, Organizers};
pub use pairing::{Pairing, Tie, Word};
pub use policy::{OrganizersFrom, Policy, Schedule};
pub use post::{Claim, Post, Shape, Source, State, Status, Timing};
pub use recurring::{Comes, Round, RoundFact};
pub use safety::{Hold, Safety, SafetyFact, SafetySaying};
pub use score::{GOOD, Score, is_likely_told_twice, is_pasted};
pub use settings::{Setting, SettingName};
pub use step::{Ahead, Asks, Came, Heard, Input, Mark, Quoted, Receipt, Said, Step, Way, step};
pub use tongue::Tongue;
pub use undoing::{Apart, Parting, Was};
pub use visit::{Visit, Visitor};
pub use waiting::Waiting;

/// Everything one network knows, folded from its journal.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Board {
    posts: posts::Posts,
    rooms: BTreeMap<RoomId, Room>,
    people: BTreeMap<PersonId, Person>,
    notices: BTreeMap<NoticeId, Notice>,
    handoffs: BTreeMap<HandoffId, Handoff>,
    topics: BTreeMap<MsgId, Topic>,
    doubts: BTreeMap<MsgId, Doubt>,
    /// Answers that came before what they answer, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    early: Vec<Early>,
    /// People who wrote privately when it was not clear which network they meant.
    #[serde(default)]
    visitors: BTreeMap<PersonId, Visitor>,
    /// Said by the board, not yet by the bot.
    #[serde(with = "pairs")]
    pending: BTreeMap<u64, Effect>,
    /// Effects ever decided: the next one's number.
    effects: u64,
    /// Relays ever passed on: the next one's number.
    relays: u32,
    /// Hand-offs ever opened.
    handoffs_made: u32,
    /// Posts on the board that no room but their own was shown yet.
    fresh: BTreeSet<PostNo>,
    /// Sends whose outcome is not known and was not repeated.
    maybe_sent: u32,
    /// What organizers set in chat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    settings: Vec<Setting>,
    /// When the digest is due next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest_at: Option<Timestamp>,
    /// Who may be woken for an urgent need.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    nights: BTreeSet<PersonId>,
    /// How often each phrase of the lexicon misled the bot.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    corrections: BTreeMap<PhraseId, u32>,
    /// How people want to be treated.
    #[serde(default)]
    care: Care,
    /// People who asked not to be read.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    ignored: BTreeSet<PersonId>,
    /// The messages whose references are in the vault.
    #[serde(default)]
    kept: BTreeMap<MsgId, erasing::Kept>,
    /// People who asked to be forgotten, with how long they have to say so again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    leaving: BTreeMap<PersonId, Timestamp>,
    /// People who were forgotten and wait to be told, with how long that is tried.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    farewells: BTreeMap<PersonId, Timestamp>,
    /// What lost its hold and has to be looked at.
    #[serde(default, skip_serializing_if = "erasing::Loose::is_empty")]
    loose: erasing::Loose,
    /// Notices ever planned: their numbers are not used again.
    #[serde(default)]
    notices_made: u32,
    /// What organizers decided.
    #[serde(default)]
    organizers: Organizers,
    /// What is remembered to keep people safe.
    #[serde(default)]
    safety: Safety,
    /// Words on their way through hand-offs.
    #[serde(default)]
    letters: Letters,
    /// Which accounts are one person.
    #[serde(default)]
    links: Links,
    /// What is derived from the rest, for speed.
    #[serde(skip)]
    index: Index,
}

/// A room of this network, or a private chat with the bot.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Room {
    /// The language it was set up with, where it was.
    pub language: Option<Language>,
    /// What was asked for and learned since.
    #[serde(default)]
    pub tongue: Tongue,
    /// When the bot last wrote there without being asked, newest last; at most a day's worth.
    pub spoke_up: Vec<Timestamp>,
    /// The last list of what is open that it was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Digest>,
}

impl Room {
    /// The language the bot speaks there; the network's where it is none.
    #[must_use]
    pub fn speaks(&self) -> Option<Language> {
        let Tongue {
            chosen, learned, ..
        } = self.tongue;
        chosen.or(self.language).or(learned)
    }
}

/// Somebody who took part.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// The room they last acted in; never a private chat.
    pub room: Option<RoomId>,
    /// The questions they have yet to answer, newest last.
    pub questions: Vec<Question>,
    /// Since the last question they talked with a neighbour through the bot.
    pub talked: bool,
    /// When the bot last wrote to them privately about something of this network.
    #[serde(default)]
    pub told: Option<Timestamp>,
    /// The questions that are to be asked once they may be, in one message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<Waiting>,
    /// When those that wait are to be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_at: Option<Timestamp>,
    /// When the bot last asked them something by itself, newest last; at most a day's worth, urgent posts apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approached: Vec<Timestamp>,
    /// The language they asked for, else that of their last post.
    #[serde(default)]
    pub tongue: Tongue,
}

/// The private conversation between the two ends of a claim.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Handoff {
    /// The post it is about.
    pub no: PostNo,
    /// One end.
    pub author: PersonId,
    /// The other.
    pub claimant: PersonId,
    /// When it closes, once it is to close.
    pub ends: Option<Timestamp>,
}

impl Handoff {
    /// The other end, where `person` is one of the two.
    #[must_use]
    pub fn other(&self, person: PersonId) -> Option<PersonId> {
        match person {
            it if it == self.author => Some(self.claimant),
            it if it == self.claimant => Some(self.author),
            _ => None,
        }
    }
}

/// A message that may be a post, until its author says.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Doubt {
    /// Where it came from.
    pub source: Source,
    /// The post it would make.
    pub shape: Shape,
    /// When it is forgotten.
    pub until: Timestamp,
}

/// A phrase of the lexicon that misled the bot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Correction {
    /// Which.
    pub phrase: PhraseId,
    /// How often somebody said that it was no post.
    pub times: u32,
    /// How many posts came of it, those taken off among them.
    pub posts: u32,
}

#[derive(Clone, Default, PartialEq, Debug)]
struct Index {
    /// Every instant at which something is due, with what it is.
    dues: BTreeSet<(Timestamp, due::Due)>,
    /// What waits to be sent, by where it goes, in the order in which it goes there.
    unsent: BTreeMap<To, BTreeSet<(Rank, EffectId)>>,
    /// Notices that show a post.
    shown_in: BTreeMap<PostNo, BTreeSet<NoticeId>>,
    /// Posts on the board or held.
    live: BTreeSet<PostNo>,
    /// Posts that are held back.
    held: BTreeSet<PostNo>,
    /// Posts on the board, by what they are and what they speak of.
    shelves: shelves::Shelves,
    /// Open hand-offs of a person.
    handoffs_of: BTreeMap<PersonId, BTreeSet<HandoffId>>,
    /// What a person posted, newest last.
    posts_of: BTreeMap<PersonId, Vec<PostNo>>,
    /// Live posts a person has promised on.
    claims_of: BTreeMap<PersonId, BTreeSet<PostNo>>,
    /// All posts a person has to do with, however they stand.
    tied: BTreeMap<PersonId, BTreeSet<PostNo>>,
    /// Messages about a post, apart from its notices.
    said_of: BTreeMap<PostNo, BTreeSet<MsgId>>,
    /// Messages that tell of a person.
    kept_of: BTreeMap<PersonId, BTreeSet<MsgId>>,
    /// Posts on the board or held that are a person's own, or promised, or waited for.
    stakes_of: BTreeMap<PersonId, BTreeSet<PostNo>>,
}

use crate::parser::{Language, PhraseId};

impl Board {
    /// The post of this number.
    #[must_use]
    pub fn post(&self, no: PostNo) -> Option<&Post> {
        self.posts.get(no)
    }

    /// Every post, by number.
    pub fn posts(&self) -> impl Iterator<Item = (PostNo, &Post)> {
        self.posts.iter()
    }

    /// Posts on the board, by number.
    pub fn live(&self) -> impl Iterator<Item = (PostNo, &Post)> {
        self.index
            .live
            .iter()
            .filter_map(|no| Some((*no, self.posts.get(*no)?)))
    }

    /// Posts that are held back, by number.
    pub(crate) fn held(&self) -> impl Iterator<Item = (PostNo, &Post)> {
        let numbers = self.index.held.iter();
        numbers.filter_map(|no| Some((*no, self.posts.get(*no)?)))
    }

    /// The rooms of this network.
    pub fn rooms(&self) -> impl Iterator<Item = (RoomId, &Room)> {
        self.rooms.iter().map(|(id, room)| (*id, room))
    }

    /// Whether this room belongs to this network.
    #[must_use]
    pub fn has_room(&self, room: RoomId) -> bool {
        self.rooms.contains_key(&room)
    }

    /// Somebody who took part.
    #[must_use]
    pub fn person(&self, person: PersonId) -> Option<&Person> {
        self.people.get(&self.who(person))
    }

    /// Whether somebody asked not to be read: only what they say to the bot counts.
    #[must_use]
    pub fn is_ignored(&self, person: PersonId) -> bool {
        self.ignored.contains(&self.who(person))
    }

    /// Everybody who took part.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        self.people.keys().copied()
    }

    /// What a message is about, where the board knows it.
    #[must_use]
    pub fn topic(&self, msg: MsgId) -> Option<&Topic> {
        self.topics.get(&msg)
    }

    /// The posts a message is about.
    #[must_use]
    pub fn posts_about(&self, msg: MsgId) -> Vec<PostNo> {
        match self.topic(msg) {
            Some(Topic::Source(no) | Topic::Post(no)) => vec![*no],
            Some(Topic::Posts(several)) => several.clone(),
            Some(Topic::Notice(id)) => self
                .notices
                .get(id)
                .map(|notice| notice.posts.clone())
                .unwrap_or_default(),
            Some(Topic::Handoff(_, no)) => vec![*no],
            Some(Topic::Groups | Topic::Talk(_) | Topic::What(_) | Topic::Steward(_)) | None => {
                Vec::new()
            }
        }
    }

    /// The message in doubt, where it is one.
    #[must_use]
    pub fn doubt(&self, msg: MsgId) -> Option<&Doubt> {
        self.doubts.get(&msg)
    }

    /// The messages in doubt that somebody wrote.
    pub fn doubts_of(&self, person: PersonId) -> impl Iterator<Item = MsgId> {
        let doubts = self.doubts.iter();
        doubts
            .filter(move |(_, doubt)| doubt.source.author == person)
            .map(|(msg, _)| *msg)
    }

    /// The open hand-off of this number.
    #[must_use]
    pub fn handoff(&self, id: HandoffId) -> Option<&Handoff> {
        self.handoffs.get(&id)
    }

    /// The open hand-offs somebody is an end of.
    pub fn handoffs_of(&self, person: PersonId) -> impl Iterator<Item = (HandoffId, &Handoff)> {
        self.index
            .handoffs_of
            .get(&person)
            .into_iter()
            .flatten()
            .filter_map(|id| Some((*id, self.handoffs.get(id)?)))
    }

    /// Live posts somebody has promised on.
    pub fn claims_of(&self, person: PersonId) -> impl Iterator<Item = PostNo> {
        self.index
            .claims_of
            .get(&person)
            .into_iter()
            .flatten()
            .copied()
    }

    /// Posts on the board or held that are somebody's own, or that they have promised on or wait in line for.
    pub fn stakes_of(&self, person: PersonId) -> impl Iterator<Item = (PostNo, &Post)> {
        let numbers = self.index.stakes_of.get(&person).into_iter().flatten();
        numbers.filter_map(|no| Some((*no, self.posts.get(*no)?)))
    }

    /// What somebody posted, newest first.
    pub fn posts_of(&self, person: PersonId) -> impl Iterator<Item = (PostNo, &Post)> {
        let numbers = self.index.posts_of.get(&person).into_iter().flatten();
        numbers
            .rev()
            .filter_map(|no| Some((*no, self.posts.get(*no)?)))
    }

    /// How often each phrase of the lexicon misled the bot, and how many posts came of it.
    #[must_use]
    pub fn corrections(&self) -> Vec<Correction> {
        let posts = |phrase| {
            let with = |(_, post): &(PostNo, &Post)| post.shape.phrase == Some(phrase);
            self.posts.iter().filter(with).count()
        };
        self.corrections
            .iter()
            .map(|(&phrase, &times)| Correction {
                phrase,
                times,
                posts: u32::try_from(posts(phrase)).unwrap_or(u32::MAX),
            })
            .collect()
    }

    /// When the digest is due next.
    #[must_use]
    pub fn digest_at(&self) -> Option<Timestamp> {
        self.digest_at
    }

    /// Whether posts wait for their notices.
    #[must_use]
    pub fn has_fresh(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// Notices that may stand without the bot knowing where.
    pub fn missing(&self) -> impl Iterator<Item = EffectId> {
        self.notices
            .keys()
            .map(|id| EffectId::Notice(*id))
            .filter(|it| self.is_missing(*it))
    }

    /// Sends whose outcome is not known and which were not repeated.
    #[must_use]
    pub fn maybe_sent(&self) -> u32 {
        self.maybe_sent
    }

    fn next_no(&self) -> PostNo {
        let last = self.posts.last();
        PostNo(last.map_or(1, |no| no.0.saturating_add(1)))
    }
}

/// Maps whose keys are not strings, as lists of pairs.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S, K, V>(map: &BTreeMap<K, V>, to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        K: Serialize,
        V: Serialize,
    {
        to.collect_seq(map)
    }

    pub fn deserialize<'de, D, K, V>(from: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        D: Deserializer<'de>,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(from)?.into_iter().collect())
    }
}
