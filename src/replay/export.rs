//! A chat export → its messages, in the order of the file, one at a time.
//!
//! It is read twice: once for how it writes its dates, once for what it says. It may be of any size.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use wegotus_chat::{Name, Text, Timestamp};

use super::date::{Because, Dates, NO_DAY, Order};
use super::decode::Lines;
use super::file::{ExportError, File};
use super::form::{Form, form, speaker};
use super::head::{Frame, Head, head};
use crate::parser::{Answers, Context, Lexicon, read};

/// More words of one message are not kept: the parser reads 8 kB of it.
const LONGEST: usize = 32 * 1024;

/// How many messages are looked at for the language that most are in.
const SAMPLE: usize = 300;

/// A chat export, looked through once.
pub struct Export {
    file: File,
    frame: Frame,
    order: Order,
    because: Because,
    /// How many messages it has, WhatsApp's own lines among them.
    pub lines: u64,
}

/// Something in an export.
#[derive(Clone, PartialEq, Debug)]
pub struct Message {
    /// When it was written; never before the one before it.
    pub at: Timestamp,
    /// What it is.
    pub what: Entry,
}

/// What something in an export is.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// Somebody wrote this.
    Said(Said),
    /// A picture, a voice note or the like, without words.
    Media,
    /// A message that was taken back.
    Deleted,
    /// A line of WhatsApp's own.
    Notice,
}

/// What somebody wrote.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    /// Who, as the export names them.
    pub who: Name,
    /// What.
    pub text: Text,
    /// Whether a picture or the like came with it.
    pub attachment: bool,
}

impl Export {
    /// Looks through the export at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or holds no chat.
    pub fn open(path: &Path, lexicon: &Lexicon) -> Result<Self, ExportError> {
        Self::of(File::find(path)?, lexicon)
    }

    /// Looks through an export that is in memory.
    ///
    /// # Errors
    /// When it cannot be read, or holds no chat.
    pub fn in_memory(bytes: &[u8], lexicon: &Lexicon) -> Result<Self, ExportError> {
        Self::of(File::in_memory(bytes)?, lexicon)
    }

    fn of(file: File, lexicon: &Lexicon) -> Result<Self, ExportError> {
        let mut found = Survey::default();
        file.read(|text| {
            let mut lines = Lines::new(text)?;
            while let Some(line) = lines.next()? {
                if let Some(head) = head(line) {
                    found.add(&head);
                }
            }
            Ok(())
        })?;
        let Some((frame, survey)) = found.main() else {
            let remedy = "Give what WhatsApp's \"Export chat\" makes, unchanged: each message begins with its date and time";
            return Err(file.wrong("no message of a WhatsApp chat is in it", remedy));
        };
        let (order, because) = survey.dates.order(|| by_language(&survey.sample, lexicon));
        Ok(Self {
            frame,
            order,
            because,
            lines: survey.lines,
            file,
        })
    }

    /// How it is framed: which kind of phone made it.
    #[must_use]
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// The order its dates are read in.
    #[must_use]
    pub fn order(&self) -> Order {
        self.order
    }

    /// Why in that order.
    #[must_use]
    pub fn because(&self) -> Because {
        self.because
    }

    /// Reads its dates in this order, whatever they look like.
    pub fn read_dates_in(&mut self, order: Order) {
        (self.order, self.because) = (order, Because::Told);
    }

    /// Gives every message to `hear`, until that breaks off. Times are read as those of `zone`.
    ///
    /// # Errors
    /// When the file cannot be read to its end.
    pub fn each(
        &self,
        zone: &TimeZone,
        mut hear: impl FnMut(Message) -> ControlFlow<()>,
    ) -> Result<(), ExportError> {
        self.file.read(|text| {
            let mut lines = Lines::new(text)?;
            let mut clock = Clock {
                zone,
                order: self.order,
                day: NO_DAY.at(0, 0, 0, 0),
                now: Timestamp(i64::MIN),
            };
            let mut open: Option<Open> = None;
            while let Some(line) = lines.next()? {
                match head(line).filter(|head| head.frame == self.frame) {
                    Some(head) => {
                        let next = Open::new(clock.at(&head), head.rest);
                        if let Some(done) = open.replace(next)
                            && hear(done.close(self.frame)).is_break()
                        {
                            return Ok(());
                        }
                    }
                    None => open.iter_mut().for_each(|open| open.add(line)),
                }
            }
            if let Some(last) = open {
                let _last = hear(last.close(self.frame));
            }
            io::Result::Ok(())
        })
    }
}

/// What the first reading finds, for each frame: lines of the other are somebody's quote.
#[derive(Default)]
struct Survey {
    found: BTreeMap<u8, OfFrame>,
}

#[derive(Default)]
struct OfFrame {
    lines: u64,
    dates: Dates,
    sample: Vec<String>,
}

impl Survey {
    fn add(&mut self, head: &Head<'_>) {
        let it = self.found.entry(head.frame as u8).or_default();
        it.lines += 1;
        it.dates.add(head.date);
        if it.sample.len() < SAMPLE
            && let Some((_, text)) = speaker(head.rest)
        {
            it.sample.push(text.chars().take(500).collect());
        }
    }

    /// The frame of most lines.
    fn main(mut self) -> Option<(Frame, OfFrame)> {
        let dash = self.found.remove(&(Frame::Dash as u8));
        let brackets = self.found.remove(&(Frame::Brackets as u8));
        match (dash, brackets) {
            (None, None) => None,
            (Some(dash), Some(brackets)) if dash.lines < brackets.lines => {
                Some((Frame::Brackets, brackets))
            }
            (Some(dash), _) => Some((Frame::Dash, dash)),
            (None, Some(brackets)) => Some((Frame::Brackets, brackets)),
        }
    }
}

/// How the language of most messages orders a date.
fn by_language(sample: &[String], lexicon: &Lexicon) -> Order {
    let context = Context {
        now: Timestamp(0),
        zone: TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    let month_first = |text: &&String| {
        read(text, &context, lexicon)
            .language
            .is_none_or(|language| lexicon.writes_month_first(language))
    };
    if sample.iter().filter(month_first).count() * 2 > sample.len() {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

/// Time as the lines tell it; it never runs backwards, as the board's does not.
struct Clock<'a> {
    zone: &'a TimeZone,
    order: Order,
    day: DateTime,
    now: Timestamp,
}

impl Clock<'_> {
    fn at(&mut self, head: &Head<'_>) -> Timestamp {
        let (hour, minute, second) = head.time;
        if let Some(date) = self.order.date(head.date) {
            self.day = date.at(hour, minute, second, 0);
        }
        if let Ok(at) = self.day.to_zoned(self.zone.clone()) {
            self.now = self.now.max(Timestamp::from(at.timestamp()));
        }
        self.now
    }
}

/// A message whose further lines are still to come.
struct Open {
    at: Timestamp,
    who: Option<String>,
    text: String,
}

impl Open {
    fn new(at: Timestamp, rest: &str) -> Self {
        let (who, text) = match speaker(rest) {
            Some((who, text)) => (Some(who.to_owned()), text),
            None => (None, rest),
        };
        Self {
            at,
            who,
            text: text.to_owned(),
        }
    }

    fn add(&mut self, line: &str) {
        if self.text.len() + line.len() < LONGEST {
            self.text.push('\n');
            self.text.push_str(line);
        }
    }

    fn close(mut self, frame: Frame) -> Message {
        let what = match self.who {
            None => Entry::Notice,
            Some(who) => match form(frame, &mut self.text) {
                (Form::Words, attachment) => Entry::Said(Said {
                    who: Name::from(who),
                    text: Text::from(self.text),
                    attachment,
                }),
                (Form::Media, _) => Entry::Media,
                (Form::Deleted, _) => Entry::Deleted,
                (Form::Notice, _) => Entry::Notice,
            },
        };
        Message { at: self.at, what }
    }
}
