//! Text → [`Reading`]: what a message says, as far as words alone can tell.
//!
//! **Architecture invariant:** reading is pure and infallible. It takes any text, does no I/O, reads no
//! clock, and never panics; what it is unsure of it says with its confidence.

mod about;
mod alike;
mod amount;
mod cause;
mod classes;
mod code;
mod command;
mod counting;
mod detect;
mod features;
mod grammar;
mod heed;
mod hidden;
mod lexicon;
mod marker;
mod marks;
mod meant;
mod message;
pub mod model;
mod monthly;
mod names;
mod normal;
mod organizing;
mod own;
mod phrase;
mod place;
mod redact;
mod repeat;
mod role;
mod signs;
mod slots;
mod topic;
mod trie;
mod urgency;
mod when;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use wegotus_chat::{Text, Timestamp};

pub use cause::PhraseId;
pub use code::LinkCode;
pub use lexicon::{Lexicon, LexiconError};
pub use marks::{Marks, WordMark};
pub use monthly::Monthly;
pub use names::UnknownName;
pub use organizing::{Organizing, Verb};
pub use repeat::Repeats;
pub use signs::Signs;

use crate::board::{Kind, PostNo};
use message::Message;
use redact::words::Trace;

/// Reads one message: the command it is, or the post it would make.
///
/// Only its first 8 kB are read, so the time is bounded whatever is pasted. `details` are filled for whatever may
/// come on the board by this reading; of plain chatter only where [`Context::keep`] asks for them.
#[must_use]
pub fn read(text: &str, ctx: &Context, lexicon: &Lexicon) -> Reading {
    let message = Message::new(text, lexicon);
    let marker = marker::marker(&message).filter(|marker| marker.says_more);
    let mut reading = Reading {
        command: None,
        kind: None,
        confidence: 0.0,
        decision: Decision::Silent,
        evidence: Vec::new(),
        details: Details::default(),
        language: message.guess.language,
        signs: lexicon.signs.signs(&message),
    };
    let mut phrase = None;
    if let Some(marker) = &marker {
        reading.kind = Some(marker.kind);
        reading.confidence = 1.0;
        reading.decision = Decision::Post;
        reading.evidence.push("marker");
    } else {
        // What stands beside a phrase the organizers silenced is as if it were not said, but for a marker.
        let own = lexicon.own.verdict(&message);
        let rest = own.rest.map(|rest| Message::new(&rest, lexicon));
        let heard = rest.as_ref().unwrap_or(&message);
        reading.command =
            command::command(heard, ctx, lexicon).or_else(|| meant::meant(heard, ctx, lexicon));
        phrase = match own.post {
            _ if reading.command.is_some() => None,
            Some((kind, phrase)) => {
                reading.kind = Some(kind);
                reading.confidence = OWN_WORDS;
                reading.decision = Decision::Post;
                reading.evidence.push("own words");
                Some(phrase)
            }
            None => decide(&mut reading, heard, ctx, lexicon),
        };
    }
    let kept = ctx.keep || ctx.private || ctx.answers != Answers::Nothing;
    if reading.decision != Decision::Silent || kept {
        reading.details = details(&message, reading.kind, marker.as_ref(), ctx, lexicon);
        reading.details.phrase = phrase;
    }
    reading
}

/// Need, offer or chatter, what the confidence amounts to, and the phrase that told.
fn decide(
    reading: &mut Reading,
    message: &Message,
    ctx: &Context,
    lexicon: &Lexicon,
) -> Option<PhraseId> {
    let found = detect::detect(message, ctx, lexicon);
    reading.kind = found.kind;
    reading.confidence = found.confidence;
    reading.decision = match found.kind {
        // Whoever answers a post talks about that one, until they say otherwise.
        Some(_) if found.confidence >= lexicon.thresholds.certain && !ctx.answers.a_post() => {
            Decision::Post
        }
        Some(_) if found.confidence >= lexicon.thresholds.unsure => Decision::Ask,
        _ => return None,
    };
    reading.evidence = detect::evidence(message);
    found.kind.map(|kind| cause::cause(message, kind))
}

/// How sure a phrase of the organizers' own makes it; what begins with a marker is surer still.
const OWN_WORDS: f32 = 0.99;

fn details(
    message: &Message,
    kind: Option<Kind>,
    marker: Option<&marker::Marker>,
    ctx: &Context,
    lexicon: &Lexicon,
) -> Details {
    let mut redacted = lexicon
        .redactor
        .redact(message, marker.map(|marker| marker.span.clone()));
    let sensitive = redacted.says(Trace::Sensitive);
    if sensitive {
        redacted.hide(place::exact(&redacted.view));
    }
    let dates = lexicon.dates(message.guess.language);
    let times = when::Times {
        view: &redacted.view,
        dates,
        need: kind == Some(Kind::Need),
    };
    let (when, repeats) = match repeat::round(&redacted.view) {
        Some(round) => {
            let (when, repeats) = when::in_round(times, ctx, round);
            (when, Some(repeats))
        }
        None => (when::when(times, ctx), None),
    };
    let place = if sensitive {
        place::area(&redacted)
    } else {
        place::place(&redacted)
    };
    let summary = redacted.summary();
    Details {
        category: {
            let named = lexicon.topics.named(message, lexicon.redactor.words());
            lexicon.model.category(message, &named)
        },
        slots: slots::slots(&redacted, kind),
        urgency: urgency::urgency(&redacted, when::When48::of(when, ctx)),
        marks: Marks::of(&summary, place.as_deref(), lexicon),
        place: place.map(Text::from),
        sensitive,
        for_others: redacted.says(Trace::ForOthers),
        when,
        repeats,
        summary: Text::from(summary),
        phrase: None,
    }
}

/// How sure is sure: what the confidence must reach.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Thresholds {
    /// From here on the post is made.
    pub certain: f32,
    /// From here on the author is asked.
    pub unsure: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            certain: 0.9,
            unsure: 0.6,
        }
    }
}

/// What surrounds a message, as far as reading it needs that.
#[derive(Clone, Debug)]
pub struct Context {
    /// When it was written.
    pub now: Timestamp,
    /// The network's time zone.
    pub zone: jiff::tz::TimeZone,
    /// What the message answers.
    pub answers: Answers,
    /// It was written to the bot privately.
    pub private: bool,
    /// Details are wanted even of chatter: somebody put it on the board, or it is a post's source being edited.
    pub keep: bool,
}

/// What a message answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answers {
    /// Nothing: it stands alone.
    Nothing,
    /// Another message that is not on the board.
    Message,
    /// A post: its source, one of its notices, or what the bot said of it. Whose it is is not known.
    Post,
    /// A post of their own.
    OwnPost,
    /// A post they promised on, or are next in line for.
    PromisedPost,
    /// A post of somebody else's that they did not promise on.
    NeighboursPost,
    /// A question of the bot's: "yes" and "no" answer it in whatever words.
    Question,
    /// Nothing, privately, but the bot has asked and waits: what begins with "yes" or "no" answers that.
    Asked,
}

impl Answers {
    /// Whether it answers something that is, or may be, on the board.
    #[must_use]
    pub fn a_post(self) -> bool {
        !matches!(self, Self::Nothing | Self::Message | Self::Asked)
    }
}

/// What a message says.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The command the message is as a whole, where it is one.
    pub command: Option<Command>,
    /// Need, offer, or neither (`None` is chatter).
    pub kind: Option<Kind>,
    /// How sure that kind is, 0 to 1, meant to be calibrated.
    pub confidence: f32,
    /// What the confidence amounts to under the thresholds in force.
    pub decision: Decision,
    /// Why: names of the rules that fired, never words of the message.
    pub evidence: Vec<&'static str>,
    /// The details of the post it would make.
    pub details: Details,
    /// The language it seems to be in, where that shows.
    pub language: Option<Language>,
    /// What it shows besides what it asks for.
    pub signs: Signs,
}

/// What the bot should do with a message that may be a post.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Decision {
    /// Certain: make the post.
    Post,
    /// Unsure: ask with ❓.
    Ask,
    /// Chatter.
    Silent,
}

/// The details of a post, as its author wrote them.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Details {
    /// What other rooms may see: the marker stripped, contacts and house numbers left out, on one line,
    /// at most 280 characters.
    pub summary: Text,
    /// What it is about.
    pub category: Category,
    /// How many neighbours or things it takes; 1 unless it says.
    pub slots: Slots,
    /// When it is wanted; the first time, where it comes round.
    pub when: Option<When>,
    /// How it comes round, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeats>,
    /// Where, roughly: never a house number.
    pub place: Option<Text>,
    /// How soon it matters.
    pub urgency: Urgency,
    /// The phrase that made it look like a post, where no marker did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phrase: Option<PhraseId>,
    /// What it speaks of, as numbers.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// A child without an adult, a night with somebody, fleeing somebody, papers: it stays where it was written until
    /// its author says otherwise.
    #[serde(default)]
    pub sensitive: bool,
    /// It is for somebody else than who writes.
    #[serde(default)]
    pub for_others: bool,
}

/// How many neighbours or things a post takes: at least one, at most 99.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slots(u8);

impl Slots {
    /// `count` slots, held between 1 and 99.
    #[must_use]
    pub fn new(count: u32) -> Self {
        Self(u8::try_from(count.clamp(1, 99)).unwrap_or(99))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        u32::from(self.0)
    }
}

impl Default for Slots {
    fn default() -> Self {
        Self(1)
    }
}

/// When something is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct When {
    /// The instant; the start of the day where only a day is named.
    pub at: Timestamp,
    /// Whether a time of day was named.
    pub precision: Precision,
}

/// How exactly a time was named.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// A day.
    Day,
    /// A time of day.
    Time,
}

/// How soon a post matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// No hurry named.
    #[default]
    Normal,
    /// Today or tomorrow.
    Soon,
    /// Now: the author says so.
    Urgent,
}

/// What a post is about (the taxonomy of the labelled corpora, and baby, tools, emotional).
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    /// Meals, groceries.
    Food,
    /// Drinking water.
    Water,
    /// Medicine, care, blood.
    Medical,
    /// A place to stay.
    Shelter,
    /// Rides, moving things.
    Transport,
    /// Clothes and shoes.
    Clothing,
    /// Money, rent, bills.
    Money,
    /// Looking after children.
    Childcare,
    /// Looking after elders.
    Eldercare,
    /// Errands.
    Errands,
    /// Information, translation, paperwork.
    Information,
    /// Things in general: batteries, blankets, furniture, phones.
    Supplies,
    /// Nappies, formula, prams.
    Baby,
    /// Tools and repairs.
    Tools,
    /// Company, someone to talk to.
    Emotional,
    /// Anything else.
    #[default]
    Other,
}

/// A language the bot knows, by its BCP 47 tag.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Portuguese.
    #[serde(rename = "pt")]
    Portuguese,
    /// Arabic.
    #[serde(rename = "ar")]
    Arabic,
    /// Hebrew.
    #[serde(rename = "he")]
    Hebrew,
    /// German.
    #[serde(rename = "de")]
    German,
    /// Romanised Hindi and Urdu.
    #[serde(rename = "hi-Latn")]
    HindiLatin,
}

/// How the bot shall be in a room; an organizer says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoomManner {
    /// It reads along and spots needs and offers in plain words.
    Listen,
    /// It acts only on marked words.
    Explicit,
    /// What is posted there is shown nowhere else.
    Local,
    /// What is posted there is shown in the other rooms.
    Shared,
}

/// As many as are left: "I take the rest".
pub const ALL_LEFT: u32 = u32::MAX;

/// One of somebody's accounts, as they name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Account {
    /// The one they write from.
    This,
    /// The one of that network or name: which it is is found by whoever knows those.
    Named {
        /// As it was said.
        name: Text,
        /// The account, where there is just one of theirs that is called so.
        found: Option<crate::board::PersonId>,
    },
}

/// Something a message tells the bot to do. `post` is the number it names, where it names one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Command {
    /// "claim", "I'll take it", "claim 14", "I'll bring 2 of them".
    Claim {
        /// The post it names.
        post: Option<PostNo>,
        /// How many of a counted post.
        count: Option<u32>,
        /// Their words say that it is for a part only: "only one way".
        part: bool,
    },
    /// "backup": next in line.
    Backup {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "release", "sorry, can't make it".
    Release {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "done", "dropped it off".
    Done {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "never mind, found one", "withdraw".
    Withdraw {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "someone else": the author would rather have another neighbour.
    SomeoneElse {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "still needed": the answer to how it went, or whether it is still wanted.
    StillNeeded {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "not sure": the answer to how it went.
    NotSure {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// `share`: give the other end of a hand-off my contact.
    Share {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// `stop`: end a hand-off.
    Stop {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// `rest`: ask nothing of me.
    Rest,
    /// `back`: I can be asked again.
    Back,
    /// `person`: let me talk with a human.
    Person,
    /// `not safe`: never bring me together with them again.
    NotSafe {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// `nobody`: tell nobody.
    Nobody,
    /// `introduce 14`: an organizer brings the two ends of a sensitive post together.
    Introduce {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// `steward`: I would look after the board while no organizer is seen.
    Steward,
    /// `listen`, `explicit`, `local`, `shared`: how the bot shall be in a room.
    Manner(RoomManner),
    /// "need" or "offer" alone, as an answer to a message: put that on the board.
    Mark {
        /// Which of the two.
        kind: Kind,
    },
    /// "yes", "14 yes".
    Yes {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// "no", "14 no".
    No {
        /// The post it names.
        post: Option<PostNo>,
    },
    /// A number alone, the answer to a numbered question; or after a post's number, "14 2".
    Choice {
        /// The post it names.
        post: Option<PostNo>,
        /// 1 to 9.
        number: u8,
    },
    /// "board".
    Board,
    /// "needs".
    Needs,
    /// "offers".
    Offers,
    /// "mine".
    Mine,
    /// "help".
    Help,
    /// `quiet 22-8`, `set digest 9:00`: an organizer sets something.
    Set {
        /// What is set and to what, without the leading "set".
        words: Text,
    },
    /// "settings": how everything is set.
    Settings,
    /// "nights on", "nights off": whether one may be woken for an urgent need.
    Nights {
        /// Whether.
        on: bool,
    },
    /// `language es`: speak that here.
    Speak {
        /// Which.
        language: Language,
    },
    /// "ignore me": the bot no longer reads them, unless they speak to it.
    IgnoreMe,
    /// "listen to me": it reads them again.
    ListenToMe,
    /// "forget me": all that is held of them is erased.
    ForgetMe,
    /// "hide 14", "pause": what organizers tell the bot.
    Organize(Box<Organizing>),
    /// `wegotus join <code>`.
    Join {
        /// The code, as written.
        code: Text,
    },
    /// `link me`: a code to send from another account.
    LinkMe {
        /// The code, drawn by who has randomness; the parser has none.
        code: Option<LinkCode>,
    },
    /// `link <code>`: this account and the one the code was given to are one person's.
    Link {
        /// The code.
        code: LinkCode,
        /// Another one, drawn in case this one was said where others read it.
        anew: Option<LinkCode>,
    },
    /// "may I have it?": a claim, where it is said to an offer.
    Want,
    /// "who are you?", said to the bot.
    Who,
    /// `unlink me`, `unlink this account`, `unlink Signal`.
    Unlink {
        /// Which account is by itself again; none where all are.
        which: Option<Account>,
    },
    /// A sentence to be passed on in one hand-off: `#14 I am at the door`.
    About {
        /// The post it names.
        post: PostNo,
        /// The rest.
        rest: Text,
    },
}
