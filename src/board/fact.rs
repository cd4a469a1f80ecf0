//! What happened to the board. The journal holds these; folding them gives the board back.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{
    CareFact, ClaimFact, EarlyFact, EffectId, HandoffId, LetterFact, LinkFact, MsgId, NoticeId,
    OrganizerFact, PersonId, PostNo, Question, RelayId, RoomId, RoundFact, SafetyFact, Setting,
    Shape, Source, Tie, Timing, To, Visit, Waiting, Word,
};
use crate::parser::{Language, PhraseId};

/// One thing that happened. Carries opaque ids only, never a word, name or number of anybody's.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// A room belongs to this network now.
    RoomJoined {
        room: RoomId,
        language: Option<Language>,
    },
    /// A room no longer does.
    RoomLeft { room: RoomId },
    /// A room is spoken to in this language from now on: an organizer chose it, or its posts are in it.
    RoomSpeaks {
        room: RoomId,
        language: Language,
        chosen: bool,
    },
    /// Somebody is spoken to in this language, privately.
    PersonSpeaks {
        person: PersonId,
        language: Language,
        /// They asked for it; else it is what they write in.
        #[serde(default = "always")]
        chosen: bool,
    },
    /// Somebody took part: in which room or private chat, last.
    Met {
        person: PersonId,
        room: RoomId,
        private: bool,
    },
    /// A message may be a post; its author was asked with ❓.
    Doubted {
        msg: MsgId,
        source: Source,
        shape: Shape,
        until: Timestamp,
    },
    /// Somebody who may say so says that a message is no post: this phrase misled the bot.
    Corrected { phrase: PhraseId },
    /// The question is settled or lapsed.
    DoubtClosed { msg: MsgId },
    /// Something about answers that came before what they answer.
    Early(EarlyFact),
    /// A post was made.
    Posted {
        no: PostNo,
        shape: Shape,
        source: Source,
        at: Timestamp,
        timing: Timing,
        held_until: Option<Timestamp>,
    },
    /// A held post goes on the board.
    Shown { no: PostNo },
    /// Its author changed what it says.
    Revised {
        no: PostNo,
        shape: Shape,
        nudge: Option<Timestamp>,
    },
    /// Another message says the same as this post's.
    SourceAdded { no: PostNo, source: Source },
    /// One of the messages of a post was taken back; another stands.
    SourceGone { no: PostNo, msg: MsgId },
    /// Two posts may belong together.
    Paired {
        one: PostNo,
        other: PostNo,
        how: Tie,
    },
    /// What a post's author says of its belonging together with another.
    PairingSaid {
        no: PostNo,
        with: PostNo,
        word: Word,
    },
    /// A post became part of another: both were the same.
    Merged {
        no: PostNo,
        into: PostNo,
        at: Timestamp,
    },
    /// Somebody promised.
    Claimed {
        no: PostNo,
        person: PersonId,
        count: u32,
        at: Timestamp,
    },
    /// Something about a claim.
    Claims(ClaimFact),
    /// Something about a post that comes round.
    Round(RoundFact),
    /// Something about words on their way.
    Letters(LetterFact),
    /// Something about somebody's accounts.
    Links(LinkFact),
    /// Somebody is next in line.
    BackedUp { no: PostNo, person: PersonId },
    /// Somebody is no longer next in line.
    BackupLeft { no: PostNo, person: PersonId },
    /// When somebody is next asked whether they are still on what they promised, and how often they were.
    CheckIn {
        no: PostNo,
        person: PersonId,
        next: Option<Timestamp>,
        asked: u32,
    },
    /// It lost a helper shortly before its time: it is urgent.
    Pressing {
        no: PostNo,
        nudge: Option<Timestamp>,
    },
    /// A promise was given back.
    Released {
        no: PostNo,
        person: PersonId,
        nudge: Option<Timestamp>,
    },
    /// Somebody says they did their part.
    Fulfilled { no: PostNo, person: PersonId },
    /// The post is finished.
    Finished { no: PostNo, at: Timestamp },
    /// It is needed after all.
    Reopened { no: PostNo, timing: Timing },
    /// Taken off by its author.
    Withdrawn { no: PostNo, at: Timestamp },
    /// Its message vanished, and its words with it.
    Vanished { no: PostNo },
    /// Ran out.
    Expired { no: PostNo, at: Timestamp },
    /// Its author says it is still wanted.
    Extended { no: PostNo, timing: Timing },
    /// Its author was asked whether it is still wanted.
    ExpiryAsked { no: PostNo },
    /// It stays until then, so that its author has time to answer.
    Stays { no: PostNo, until: Timestamp },
    /// Rooms were reminded of it.
    Nudged { no: PostNo, next: Option<Timestamp> },
    /// An organizer set something.
    Set { setting: Setting },
    /// When the rooms are next shown what is open.
    DigestDue { at: Option<Timestamp> },
    /// A room is shown what is open: in a new message, or in the last one.
    Digested {
        room: RoomId,
        posts: Vec<PostNo>,
        more: u32,
        said: Option<Timestamp>,
    },
    /// Somebody may be woken for an urgent need, or no longer.
    Nights { person: PersonId, on: bool },
    /// The bot wrote to a room without being asked.
    SpokeUp { room: RoomId, at: Timestamp },
    /// A message of the bot's shall show these posts in this room.
    Noticed {
        notice: NoticeId,
        to: To,
        posts: Vec<PostNo>,
        answers: Option<MsgId>,
    },
    /// A hand-off opened between a post's author and one claimant.
    HandoffOpened {
        handoff: HandoffId,
        no: PostNo,
        author: PersonId,
        claimant: PersonId,
    },
    /// A hand-off shall close at this instant.
    HandoffEnds { handoff: HandoffId, at: Timestamp },
    /// A hand-off is closed.
    HandoffClosed { handoff: HandoffId },
    /// A text is on its way through a hand-off.
    Relayed {
        relay: RelayId,
        from: PersonId,
        to: PersonId,
    },
    /// These posts have their notices in the rooms.
    Spread { posts: Vec<PostNo> },
    /// A message is about this.
    About { msg: MsgId, topic: Topic },
    /// Somebody was asked a question privately.
    Asked {
        person: PersonId,
        question: Question,
    },
    /// Somebody is to be asked a question privately, once they may be: then, with all else that waits for them.
    AskLater {
        person: PersonId,
        waiting: Waiting,
        at: Timestamp,
    },
    /// The bot wrote to somebody privately by itself, and it counts into their day.
    Approached { person: PersonId, at: Timestamp },
    /// They answered it, or it no longer matters.
    Answered {
        person: PersonId,
        question: Question,
    },
    /// It stands like this with somebody whose private words belong to no network by themselves.
    Visited {
        person: PersonId,
        visit: Visit,
        until: Timestamp,
    },
    /// It is over with them.
    VisitOver { person: PersonId },
    /// Something about how people want to be treated.
    Care(CareFact),
    /// Somebody asked not to be read.
    Ignored { person: PersonId },
    /// They may be read again.
    Heeded { person: PersonId },
    /// The vault has a message's reference: of whom it tells, and until when it is kept; as long as the post it
    /// is about where no time is given.
    Kept {
        msg: MsgId,
        of: Option<PersonId>,
        until: Option<Timestamp>,
    },
    /// Where that message stands is forgotten.
    MessageGone { msg: MsgId },
    /// A closed post loses its words and people at this instant.
    ErasureSet { no: PostNo, at: Timestamp },
    /// It lost them.
    Erased { no: PostNo, notices: Fate },
    /// A closed post no longer tells that this person had promised on it.
    Detached { no: PostNo, person: PersonId },
    /// Something that waited to be said never is.
    Unsaid { number: u64 },
    /// Somebody asked to be forgotten; said again before this instant, it is done.
    ForgetAsked { person: PersonId, until: Timestamp },
    /// They did not say so again.
    ForgetLapsed { person: PersonId },
    /// They are forgotten.
    Forgotten { person: PersonId },
    /// They are told so privately, by then at the latest.
    Farewell { person: PersonId, until: Timestamp },
    /// That is done.
    FarewellOver { person: PersonId },
    /// What had lost its hold was looked through.
    Swept,
    /// Nothing is held any more that needs to know this person.
    Faded { person: PersonId },
    /// An organizer decided something.
    Organized(OrganizerFact),
    /// Something that keeps people safe.
    Safety(SafetyFact),
    /// It was sent; this is the message that now stands.
    Delivered {
        effect: EffectId,
        msg: Option<MsgId>,
        at: Timestamp,
    },
    /// It will not be sent.
    Undelivered { effect: EffectId, why: Undelivered },
}

/// What a message is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// It is the source of a post.
    Source(PostNo),
    /// It is a notice.
    Notice(NoticeId),
    /// It speaks of a post.
    Post(PostNo),
    /// It speaks of several posts.
    Posts(Vec<PostNo>),
    /// It belongs to a hand-off about this post, open or closed.
    Handoff(HandoffId, PostNo),
    /// It asks this person what a picture or a voice note is.
    What(PersonId),
    /// It asks whether this person shall look after the board.
    Steward(PersonId),
    /// It belongs to the talk that this person asked for with an organizer.
    Talk(PersonId),
    /// It speaks of the networks, and belongs to none of them.
    Groups,
}

/// What becomes of the notices of a post whose words are erased.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// They stay in the rooms as they stand, and are known no more.
    Left,
    /// They are taken back, where the network can.
    TakenBack,
}

/// Why something was not sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undelivered {
    /// It was no longer true when its turn came.
    Moot,
    /// The network refuses it for good.
    Rejected,
    /// It may have been sent; not repeated blindly.
    MaybeSent,
}

/// What was always so before it was told.
fn always() -> bool {
    true
}
