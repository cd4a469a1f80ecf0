//! A replay as JSON lines; `docs/replay.md` says what each holds.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::tz::TimeZone;
use serde::Serialize;
use wegotus_chat::Timestamp;

use super::{Tally, Telling};
use crate::board::{Kind, PostNo};
use crate::cli::json::{DetailsJson, confidence, instant, line};
use crate::replay::{Export, Frame, Happening, Idea, Play, What};

/// Writes one object a line.
pub(super) struct JsonLines<'a, W> {
    out: W,
    zone: &'a TimeZone,
    names: bool,
}

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
enum Event<'a> {
    Export {
        phone: &'static str,
        lines: u64,
        dates: &'static str,
        guessed: bool,
    },
    Post {
        #[serde(flatten)]
        moment: Moment<'a>,
        number: PostNo,
        marked: bool,
        #[serde(flatten)]
        idea: IdeaJson<'a>,
    },
    Question {
        #[serde(flatten)]
        moment: Moment<'a>,
        #[serde(flatten)]
        idea: IdeaJson<'a>,
    },
    Claim {
        #[serde(flatten)]
        moment: Moment<'a>,
        number: PostNo,
        count: u32,
    },
    Backup(Numbered<'a>),
    Release(Numbered<'a>),
    Done(Numbered<'a>),
    Withdraw(Numbered<'a>),
    Expire(Numbered<'a>),
    Reminder {
        #[serde(flatten)]
        moment: Moment<'a>,
        numbers: &'a [PostNo],
    },
    Answer {
        #[serde(flatten)]
        moment: Moment<'a>,
        what: &'static str,
    },
    Summary(Box<Summary>),
}

/// When, and after whose message.
#[derive(Serialize)]
struct Moment<'a> {
    at: String,
    who: Option<&'a str>,
}

#[derive(Serialize)]
struct Numbered<'a> {
    #[serde(flatten)]
    moment: Moment<'a>,
    number: PostNo,
}

#[derive(Serialize)]
struct IdeaJson<'a> {
    kind: Kind,
    confidence: f64,
    #[serde(flatten)]
    details: DetailsJson<'a>,
}

#[derive(Serialize)]
struct Summary {
    messages: u64,
    people: usize,
    media: u64,
    deleted: u64,
    notices: u64,
    first: Option<String>,
    last: Option<String>,
    /// Messages the bot would have answered or put ❓ on, and their share of all.
    reacted: u64,
    share: f64,
    needs: BTreeMap<&'static str, u64>,
    offers: BTreeMap<&'static str, u64>,
    questions: Questions,
    claims: u64,
    releases: u64,
    done: u64,
    withdrawn: u64,
    expired: u64,
    open: usize,
    answers: u64,
    reminders: u64,
}

#[derive(Serialize)]
struct Questions {
    need: u64,
    offer: u64,
}

impl<'a> IdeaJson<'a> {
    fn of(idea: &'a Idea, zone: &TimeZone) -> Self {
        Self {
            kind: idea.kind,
            confidence: confidence(idea.confidence),
            details: DetailsJson::of(&idea.details, zone),
        }
    }
}

impl<'a, W: Write> JsonLines<'a, W> {
    pub(super) fn new(out: W, zone: &'a TimeZone, names: bool) -> Self {
        Self { out, zone, names }
    }

    fn write(&mut self, event: &Event<'_>) -> io::Result<()> {
        let line = line(event).map_err(io::Error::other)?;
        self.out.write_all(line.as_bytes())
    }

    fn instant(&self, at: Timestamp) -> String {
        instant(at, self.zone)
    }
}

impl<W: Write> Telling for JsonLines<'_, W> {
    fn begin(&mut self, export: &Export) -> io::Result<()> {
        self.write(&Event::Export {
            phone: match export.frame() {
                Frame::Dash => "android",
                Frame::Brackets => "ios",
            },
            lines: export.lines,
            dates: export.order().as_str(),
            guessed: export.because().is_a_guess(),
        })
    }

    fn tell(&mut self, it: &Happening, play: &Play) -> io::Result<()> {
        let people = play.people();
        let who = it.who.map(|who| {
            if self.names {
                people.name(who)
            } else {
                people.initials(who)
            }
        });
        let moment = Moment {
            at: self.instant(it.at),
            who,
        };
        let zone = self.zone;
        let numbered = |moment, number| Numbered { moment, number };
        let event = match &it.what {
            What::Posted {
                no,
                idea: posted,
                marked,
            } => Event::Post {
                moment,
                number: *no,
                marked: *marked,
                idea: IdeaJson::of(posted, zone),
            },
            What::Asked(asked) => Event::Question {
                moment,
                idea: IdeaJson::of(asked, zone),
            },
            What::Claimed { no, count } => Event::Claim {
                moment,
                number: *no,
                count: *count,
            },
            What::BackedUp(no) => Event::Backup(numbered(moment, *no)),
            What::Released(no) => Event::Release(numbered(moment, *no)),
            What::Done(no) => Event::Done(numbered(moment, *no)),
            What::Withdrawn(no) => Event::Withdraw(numbered(moment, *no)),
            What::Expired(no) => Event::Expire(numbered(moment, *no)),
            What::Reminded(numbers) => Event::Reminder { moment, numbers },
            What::Answered(what) => Event::Answer { moment, what },
        };
        self.write(&event)
    }

    fn end(&mut self, play: &Play, tally: &Tally) -> io::Result<()> {
        let counts = play.counts();
        let of = |kind: Kind| {
            let of = counts.posts.iter().filter(|((it, _), _)| *it == kind);
            of.map(|((_, category), count)| (category.as_str(), *count))
                .collect()
        };
        let asked = |kind| counts.asked.get(&kind).copied().unwrap_or(0);
        let summary = Summary {
            messages: counts.messages,
            people: play.people().len(),
            media: tally.media,
            deleted: tally.deleted,
            notices: tally.notices,
            first: tally.span.map(|(first, _)| self.instant(first)),
            last: tally.span.map(|(_, last)| self.instant(last)),
            reacted: counts.reacted,
            share: (counts.share() * 1e6).round() / 1e6,
            needs: of(Kind::Need),
            offers: of(Kind::Offer),
            questions: Questions {
                need: asked(Kind::Need),
                offer: asked(Kind::Offer),
            },
            claims: counts.claims,
            releases: counts.released,
            done: counts.done,
            withdrawn: counts.withdrawn,
            expired: counts.expired,
            open: play.open(),
            answers: counts.answers,
            reminders: counts.reminders,
        };
        self.write(&Event::Summary(Box::new(summary)))?;
        self.out.flush()
    }
}
