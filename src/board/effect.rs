//! What shall be said, as data. The words are found when it is sent.

use serde::{Deserialize, Serialize};
use wegotus_chat::{Event, MessageRef, Name, PersonRef, RoomRef, Text, Timestamp};

use crate::parser::{Command, Language, RoomManner};
use crate::tracker::NetworkId;

use super::{
    ClaimSaying, HandoffId, Kind, LetterSaying, LinkSaying, MsgId, NoticeId, OrganizerSaying,
    PersonId, PostNo, RelayId, RoomId, SafetySaying, Setting, SettingName, Status, Topic,
};

/// Names one thing to be sent: a function of what the board had decided before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectId {
    /// A notice's message.
    Notice(NoticeId),
    /// The n-th thing this network had to say.
    Say(u64),
    /// The change that brings a notice to its n-th wanted state.
    Change(NoticeId, u32),
}

impl std::fmt::Display for EffectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Notice(id) => write!(f, "notice/{}", id.0),
            Self::Say(number) => write!(f, "say/{number}"),
            Self::Change(id, state) => write!(f, "notice/{}/{state}", id.0),
        }
    }
}

/// What goes first where several things wait to be sent to one place; within a rank, what was decided first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// Somebody waits for it: an answer, or words for one person.
    Answer,
    /// A new notice.
    Notice,
    /// What the bot says to a room by itself.
    Unasked,
    /// A change to a notice that stands.
    Change,
}

/// One thing to be sent, once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Effect {
    /// Its number.
    pub number: u64,
    /// Where it goes.
    pub to: To,
    /// What it is.
    pub act: Act,
}

impl Effect {
    /// What it goes before, and after.
    #[must_use]
    pub fn rank(&self) -> Rank {
        match (&self.to, &self.act) {
            (To::Room(_), Act::Say { answers: None, .. } | Act::Edit { .. }) => Rank::Unasked,
            _ => Rank::Answer,
        }
    }
}

/// Where something goes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// A room.
    Room(RoomId),
    /// A person, privately.
    Person(PersonId),
}

/// What is sent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A message.
    Say {
        /// What it says.
        saying: Saying,
        /// The message it answers.
        answers: Option<MsgId>,
        /// What an answer to it will be about.
        topic: Option<Topic>,
    },
    /// A message of the bot's says something else now.
    Edit {
        /// Which.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
        /// What it says.
        saying: Saying,
    },
    /// A message of the bot's is taken back, where the network can.
    TakeBack {
        /// Which.
        msg: MsgId,
        /// When it was sent.
        sent: Timestamp,
    },
    /// ❓ on a message.
    Doubt {
        /// Which.
        target: MsgId,
    },
}

/// Everything the bot can say, apart from notices. Each has a sentence in `config/replies`.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Saying {
    /// The rooms hear what a new room needs to know.
    Arrived,
    /// To a claimant, where they claimed.
    ClaimTaken {
        no: PostNo,
        by: PersonId,
        count: u32,
        left: u32,
        /// They asked for more than was free.
        #[serde(default)]
        short: bool,
    },
    /// To one who takes more of what they have some of already.
    ClaimAdded {
        no: PostNo,
        by: PersonId,
        count: u32,
        left: u32,
        short: bool,
    },
    /// To the author, privately: their helper takes more of it.
    HelperAdds {
        no: PostNo,
        helper: PersonId,
        count: u32,
    },
    /// Something about a claim.
    Claims(ClaimSaying),
    /// Something about words on their way.
    Letters(LetterSaying),
    /// Something about somebody's accounts.
    Links(LinkSaying),
    /// To one who came second.
    ClaimTooLate { no: PostNo },
    /// To one who has it already.
    ClaimHeld { no: PostNo },
    /// To an author who claims their own post.
    ClaimOwn { no: PostNo },
    /// To one who speaks of a post that is closed.
    Closed { no: PostNo, status: Status },
    /// To one who names a number that is not there.
    NoSuchPost { no: PostNo },
    /// To one who would end what is neither theirs nor promised by them.
    NotYours { no: PostNo },
    /// To one whose word could mean several posts.
    WhichPost {
        posts: Vec<PostNo>,
        #[serde(default)]
        to: WhichFor,
    },
    /// To a backup.
    BackupNoted { no: PostNo, place: u32 },
    /// To a claimant who gave back.
    ReleaseNoted { no: PostNo, promoted: bool },
    /// To a room: it is open again.
    OpenAgain { no: PostNo },
    /// To the author, privately: their helper cannot come.
    HelperLeft { no: PostNo, next: Option<PersonId> },
    /// To the author, privately: who it is.
    MeetHelper {
        no: PostNo,
        helper: PersonId,
        handoff: HandoffId,
    },
    /// To the claimant, privately.
    MeetAuthor {
        no: PostNo,
        kind: Kind,
        handoff: HandoffId,
        promoted: bool,
    },
    /// To the claimant, privately: the author would rather have somebody else.
    Thanked { no: PostNo },
    /// Where it was said: finished.
    DoneNoted { no: PostNo },
    /// To the author, privately: the four-way question.
    AskOutcome { no: PostNo },
    /// To the author: thanks for the answer.
    OutcomeNoted {
        no: PostNo,
        outcome: Outcome,
        /// They are asked once more.
        #[serde(default)]
        again: bool,
    },
    /// To the other end, privately: it is finished.
    OtherSaysDone { no: PostNo },
    /// To the other end, privately: it is still needed.
    StillNeeded { no: PostNo },
    /// Where it was said: off the board.
    WithdrawNoted { no: PostNo },
    /// To a claimant, privately: no longer wanted.
    OtherWithdrew { no: PostNo },
    /// To the author, privately: over the hourly number, so it is shown later.
    HeldForNow { no: PostNo, until: Timestamp },
    /// To the author, privately, a day before the end.
    AskStillNeeded { no: PostNo },
    /// Where it was said: this is set now.
    SettingNoted { setting: Setting },
    /// To an organizer: that cannot be read; how the setting they named is written.
    SettingUnread { name: Option<SettingName> },
    /// To an organizer: how everything is set.
    Settings { settings: Vec<Setting> },
    /// To one who is none, privately: that is for organizers.
    OrganizersSet,
    /// To a room, at set hours: what is open; `last` are needs on their last day.
    Digest {
        posts: Vec<PostNo>,
        last: Vec<PostNo>,
        more: u32,
    },
    /// To one who may be woken: an urgent need.
    NightNeed { no: PostNo },
    /// To them: whether they may be woken.
    NightsNoted { on: bool },
    /// To an organizer, privately: a need leaves the board tomorrow, and nobody took it.
    UnmetNeed { no: PostNo },
    /// To a claimant, privately: still on it?
    AskCheckIn { no: PostNo },
    /// To them: it stays with them.
    CheckInNoted { posts: Vec<PostNo> },
    /// To them: they did not say, so it is open again.
    CheckInLapsed { no: PostNo },
    /// To the author, privately: nothing is heard of their helper.
    HelperSilent { no: PostNo, next: Option<PersonId> },
    /// To an organizer, privately: a helper was lost shortly before the time.
    LateDropOut { no: PostNo },
    /// To one person, privately: several questions in one message.
    Several { sayings: Vec<Saying> },
    /// To one whose answer could be to several questions.
    WhichAnswer { posts: Vec<PostNo> },
    /// To an author, privately: does another post fit their own?
    AskFits {
        no: PostNo,
        with: PostNo,
        kind: Kind,
    },
    /// To an author, privately: is another post the same as their own?
    AskSame { no: PostNo, with: PostNo },
    /// To one who said yes: the other one is asked too.
    PairingNoted { no: PostNo },
    /// To one who said no.
    PairingLeft { no: PostNo },
    /// To one who said yes: nothing came of it.
    PairingOver { no: PostNo },
    /// To those concerned, privately: two posts are one now.
    Merged { no: PostNo, gone: PostNo },
    /// To those concerned, privately: two posts that were made one are two again.
    Parted { no: PostNo, other: PostNo },
    /// To one who speaks of a post that is part of another.
    PartOf { no: PostNo, into: PostNo },
    /// To an author who posted the same again.
    AlreadyPosted { no: PostNo },
    /// To the author: it stays.
    ExtendNoted { no: PostNo },
    /// To a room: still unclaimed.
    Nudge { posts: Vec<PostNo>, more: u32 },
    /// A neighbour's words, passed on.
    Relay {
        no: PostNo,
        from: PersonId,
        relay: RelayId,
        handoff: HandoffId,
        /// It was told before, and its writer corrected it.
        #[serde(default)]
        corrected: bool,
    },
    /// To one whose words could not be passed on.
    RelayFailed { no: PostNo },
    /// To one with several hand-offs: which one?
    WhichHandoff { posts: Vec<PostNo> },
    /// To one who sent a picture or a voice note: only words are passed on.
    AttachmentLeft { no: PostNo },
    /// A contact, given by its owner.
    Contact {
        no: PostNo,
        from: PersonId,
        handoff: HandoffId,
    },
    /// To the owner: it was passed on.
    ShareNoted { no: PostNo },
    /// The hand-off ended.
    HandoffOver { no: PostNo },
    /// The list of posts somebody asked for.
    List {
        which: Which,
        posts: Vec<PostNo>,
        more: u32,
    },
    /// To one who asked not to be read: it is so, and how to undo it.
    Ignoring,
    /// To them: they are read again.
    Listening,
    /// To one who asks to be forgotten: sure?
    AskForget,
    /// To them: it is done.
    Forgotten,
    /// What the bot can do.
    Help { private: bool },
    /// To one who marked a message that is not at hand any more.
    CannotSee { kind: Kind },
    /// To one who marked a picture or a voice note.
    WhatIsIt { kind: Kind },
    /// To one who wrote something privately that the bot does not understand.
    NotUnderstood,
    /// Something to organizers, or of what they did.
    Organizers(OrganizerSaying),
    /// Something that keeps people safe.
    Safety(SafetySaying),
    /// To one who is in several networks: which one is it for?
    WhichGroup { groups: Vec<NetworkId> },
    /// To them: it is there, and what they write next goes there too.
    GroupNoted { group: NetworkId },
    /// To them: they did not say, and what they wrote is gone.
    GroupLapsed,
    /// Where somebody asked for a language: it is spoken there from now on.
    Speaks { language: Language },
    /// To a stranger, where there are several networks: how to reach one.
    HowToReach,
    /// Something said with particular care.
    Care(CareSaying),
}

impl Saying {
    /// The words it passes on, and whose they are.
    #[must_use]
    pub fn relays(&self) -> Option<(RelayId, PersonId)> {
        match self {
            Self::Relay { relay, from, .. } | Self::Care(CareSaying::Said { relay, from }) => {
                Some((*relay, *from))
            }
            Self::Claims(ClaimSaying::AskCovers { relay, helper, .. }) => Some((*relay, *helper)),
            Self::Links(it) => it.relays(),
            _ => None,
        }
    }
}

/// What is said with particular care: privately, and without a word too many.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "care", rename_all = "snake_case")]
pub enum CareSaying {
    /// To one end of a hand-off, on a phone that others may see: there is news, and nothing of it.
    Neutral,
    /// To one who said "stop" before hearing what it was.
    LetGo,
    /// To one who is kept apart from the author: not this one.
    NotThisOne { no: PostNo },
    /// To one who did not feel safe: it is over, and which organizer shall hear of it?
    NotSafe { organizers: Vec<PersonId> },
    /// To them: nobody in particular can be told; where there is help besides.
    NotSafeAlone,
    /// To them: this organizer was told, or nobody.
    NotSafeTold { organizer: Option<PersonId> },
    /// To an organizer: this person did not feel safe, with whom, and about which post.
    SomebodyUnsafe {
        person: PersonId,
        other: Option<PersonId>,
        no: Option<PostNo>,
    },
    /// To one who rests: nothing more is asked of them; these they may give back.
    RestNoted { posts: Vec<PostNo> },
    /// To one who is back.
    BackNoted,
    /// To one who asks for a human: somebody is told.
    HumanAsked,
    /// To one who asks for a human, where there is none: where there is help besides.
    NoHuman,
    /// To an organizer: somebody asks for a human.
    SomebodyAsks { person: PersonId },
    /// To the other organizers: one of them has answered.
    HumanCame {
        person: PersonId,
        organizer: PersonId,
    },
    /// A word in a talk between somebody and an organizer, passed on.
    Said { from: PersonId, relay: RelayId },
    /// To the author of a sensitive post: may the other rooms see it?
    MayShare { no: PostNo },
    /// To them: they may, or they may not.
    ShareNoted { no: PostNo, shared: bool },
    /// To an organizer: somebody would help with a sensitive post; shall they be brought together?
    AskIntroduce { no: PostNo, helper: PersonId },
    /// To its author, where there is no organizer: the same.
    MayIntroduce { no: PostNo, helper: PersonId },
    /// To its author: somebody would help, and an organizer looks at it first.
    HelperWaits { no: PostNo },
    /// To that somebody.
    AuthorWaits { no: PostNo },
    /// To an organizer: the two can write to each other now.
    Introduced { no: PostNo },
    /// To an organizer: there is nobody to bring together.
    NobodyWaits { no: PostNo },
    /// To a room: no organizer was seen for long.
    NoOrganizer,
    /// To the author of a held post: nobody is there to look at it.
    HeldReturned { no: PostNo },
    /// To a room: this person would look after the board.
    StewardAsked { person: PersonId },
    /// To a neighbour who is glad of it.
    StewardBacked,
    /// To a room: they do.
    StewardNow { person: PersonId },
    /// To a room: how the bot is there from now on.
    Manner { manner: RoomManner },
    /// To one whose words in such a talk could not be passed on.
    NotPassedOn,
    /// The talk is over.
    TalkOver,
}

/// What the author says of a finished post.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All done.
    AllDone,
    /// Still needed, by the same helper.
    SameHelper,
    /// Still needed, by somebody else.
    SomeoneElse,
    /// Not sure.
    NotSure,
}

/// What somebody wants of the post they are asked to name.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhichFor {
    /// Whatever takes or names it.
    #[default]
    Claim,
    /// To be next in line.
    Backup,
    /// To give it back.
    Release,
    /// To say that it is done.
    Done,
    /// To take it off the board.
    Withdraw,
}

impl WhichFor {
    /// What a command wants of its post.
    pub(crate) fn of(command: Option<&Command>) -> Self {
        match command {
            Some(Command::Backup { .. }) => Self::Backup,
            Some(Command::Release { .. }) => Self::Release,
            Some(Command::Done { .. }) => Self::Done,
            Some(Command::Withdraw { .. }) => Self::Withdraw,
            _ => Self::Claim,
        }
    }

    /// The sentence that asks.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Claim => "which-post",
            Self::Backup => "which-post-backup",
            Self::Release => "which-post-release",
            Self::Done => "which-post-done",
            Self::Withdraw => "which-post-withdraw",
        }
    }
}

/// Which list was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Everything on the board.
    Board,
    /// Needs.
    Needs,
    /// Offers.
    Offers,
    /// What concerns the one who asks.
    Mine,
}

/// A question somebody was asked privately.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// How did it go?
    Outcome(PostNo),
    /// Shall it be shown, though its words sound as if they were in danger?
    Show(PostNo),
    /// Is it still needed?
    StillNeeded(PostNo),
    /// Are they still on it?
    CheckIn(PostNo),
    /// Does what this neighbour can do cover it?
    Covers(PostNo, PersonId),
    /// Do they still have it?
    StillYours(PostNo),
    /// Does one's own post go together with somebody else's: what one needs, the other offers?
    Fits {
        /// One's own.
        no: PostNo,
        /// The other.
        with: PostNo,
    },
    /// Is somebody else's post the same as one's own?
    Same {
        /// One's own.
        no: PostNo,
        /// The other.
        with: PostNo,
    },
    /// May the other rooms see it?
    MayShare(PostNo),
    /// An organizer asks: do they take it on?
    TakeOn {
        /// The post.
        no: PostNo,
        /// Who asks.
        by: PersonId,
    },
    /// Where there is no organizer to do it: shall the author and the helper be brought together?
    MayIntroduce(PostNo),
}

impl Question {
    /// Whether it is about one turn of a post that comes round, and over with that.
    #[must_use]
    pub fn is_of_a_turn(self) -> bool {
        matches!(
            self,
            Self::Outcome(_)
                | Self::CheckIn(_)
                | Self::Covers(..)
                | Self::StillYours(_)
                | Self::TakeOn { .. }
                | Self::MayIntroduce(_)
        )
    }

    /// The post it is about.
    #[must_use]
    pub fn post(self) -> PostNo {
        match self {
            Self::Outcome(no)
            | Self::Show(no)
            | Self::StillNeeded(no)
            | Self::CheckIn(no)
            | Self::Covers(no, _)
            | Self::StillYours(no)
            | Self::Fits { no, .. }
            | Self::Same { no, .. }
            | Self::TakeOn { no, .. }
            | Self::MayShare(no)
            | Self::MayIntroduce(no) => no,
        }
    }
}

/// What the vault keeps, by what it is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ContentId {
    /// A person's account and name.
    Person(PersonId),
    /// A room's reference and name.
    Room(RoomId),
    /// A message's reference.
    Message(MsgId),
    /// A post's words.
    Post(PostNo),
    /// The words of a message in doubt.
    Doubt(MsgId),
    /// Words on their way through a hand-off.
    Relay(RelayId),
    /// A private message of which it is not known yet which network it is for.
    Visit(MsgId),
    /// What an account answered to a message that is not known yet.
    Early(PersonId, MsgId),
}

impl std::fmt::Display for ContentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person/{id}"),
            Self::Room(id) => write!(f, "room/{id}"),
            Self::Message(id) => write!(f, "message/{id}"),
            Self::Post(no) => write!(f, "post/{}", no.0),
            Self::Doubt(id) => write!(f, "doubt/{id}"),
            Self::Relay(id) => write!(f, "relay/{}", id.0),
            Self::Visit(id) => write!(f, "visit/{id}"),
            Self::Early(by, to) => write!(f, "early/{by}/{to}"),
        }
    }
}

/// Words, names and references: the only place where they are kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Of a person.
    Person {
        /// Their account.
        account: PersonRef,
        /// The name they go by.
        name: Name,
    },
    /// Of a room.
    Room {
        /// Its reference.
        room: RoomRef,
        /// What it calls itself.
        name: Option<Name>,
    },
    /// Of a message.
    Message(MessageRef),
    /// Of a post or a message in doubt, as other rooms may see it.
    Words {
        /// What it says.
        summary: Text,
        /// Where, roughly.
        place: Option<Text>,
    },
    /// Of a text on its way.
    Relay(Text),
    /// Of a private message, or of an answer, that waits: all of it.
    Event(Box<Event>),
}

/// A change to the vault, in the same commit as the facts that need it.
#[derive(Clone, PartialEq, Debug)]
pub enum Keep {
    /// Keep this.
    Put(ContentId, Content),
    /// Keep what was kept there here.
    Move {
        /// There.
        from: ContentId,
        /// Here.
        to: ContentId,
    },
    /// Forget that.
    Erase(ContentId),
}
