//! `wegotus replay FILE`: a chat export → what the bot would have done, for people or as JSON lines.

mod lines;
mod page;
mod progress;

use std::io::{self, BufWriter, ErrorKind, stdout};
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use self::lines::JsonLines;
use self::page::Page;
use self::progress::Progress;
use super::terminal::Look;
use super::{Common, Failure};
use crate::app;
use crate::board::Policy;
use crate::config::{Config, Network};
use crate::replay::{Entry, Export, Happening, Message, Order, Play};

/// What to replay, and how to tell it.
#[derive(Debug, Args)]
pub(super) struct Replay {
    /// The export WhatsApp made: a .txt, or a .zip with one inside.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Tell it as JSON lines.
    #[arg(long)]
    json: bool,
    /// Show names as the export has them, and not initials.
    #[arg(long)]
    names: bool,
    /// The order of the dates in the export, where it was guessed wrongly.
    #[arg(long, value_name = "ORDER")]
    dates: Option<Dates>,
    /// The network of the config whose rules to go by; else the first.
    #[arg(long, value_name = "ID")]
    network: Option<String>,
}

/// An order of dates.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Dates {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// What the export holds besides messages with words.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Pictures, voice notes and the like, without words.
    media: u64,
    /// Messages taken back.
    deleted: u64,
    /// WhatsApp's own lines.
    notices: u64,
    /// The first and the last instant.
    span: Option<(wegotus_chat::Timestamp, wegotus_chat::Timestamp)>,
}

/// How a replay is told.
trait Telling {
    /// What was found in the file.
    fn begin(&mut self, export: &Export) -> io::Result<()>;
    /// Something would have happened.
    fn tell(&mut self, happening: &Happening, play: &Play) -> io::Result<()>;
    /// All of it, counted.
    fn end(&mut self, play: &Play, tally: &Tally) -> io::Result<()>;
}

impl Replay {
    pub(super) fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        let network = self.network(&config)?;
        let policy = app::policy(network, &config.safety);
        let lexicon = app::lexicon(&config).map_err(anyhow::Error::from)?;
        let mut export =
            Export::open(&self.file, &lexicon).map_err(|error| Failure::Failed(error.into()))?;
        if let Some(order) = self.dates {
            export.read_dates_in(order.into());
        }
        let play = Play::new(&lexicon, &policy);
        let out = BufWriter::new(stdout().lock());
        let told = if self.json {
            let telling = JsonLines::new(out, &policy.zone, self.names);
            replay(&export, play, &policy, telling)
        } else {
            let telling = Page::new(out, Look::of_stdout(), &policy.zone, self.names);
            replay(&export, play, &policy, telling)
        };
        told.map_err(Failure::Failed)
    }

    fn network<'c>(&self, config: &'c Config) -> Result<&'c Network, Failure> {
        let wanted = self.network.as_deref();
        let found = match wanted {
            None => config.networks.first(),
            Some(id) => config.networks.iter().find(|it| it.id.as_str() == id),
        };
        found.ok_or_else(|| {
            let ids: Vec<&str> = config.networks.iter().map(|it| it.id.as_str()).collect();
            let ids = ids.join(", ");
            Failure::Usage(format!(
                "there is no network {:?}. Use one of {ids}",
                wanted.unwrap_or_default()
            ))
        })
    }
}

impl From<Dates> for Order {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::Dmy => Self::DayFirst,
            Dates::Mdy => Self::MonthFirst,
            Dates::Ymd => Self::YearFirst,
        }
    }
}

/// Plays the export to its end. A reader who has seen enough (`… | head`) is no failure.
fn replay(
    export: &Export,
    mut play: Play,
    policy: &Policy,
    mut telling: impl Telling,
) -> anyhow::Result<()> {
    let mut progress = Progress::new(export.lines);
    let mut tally = Tally::default();
    let mut told = telling.begin(export);
    if told.is_ok() {
        export.each(&policy.zone, |message| {
            tally.add(&message);
            let happenings = match &message.what {
                Entry::Said(said) => play.hear(message.at, said),
                _ => Vec::new(),
            };
            progress.step(&play);
            for happening in &happenings {
                progress.clear();
                told = telling.tell(happening, &play);
                if told.is_err() {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        })?;
    }
    progress.clear();
    match told.and_then(|()| telling.end(&play, &tally)) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

impl Tally {
    fn add(&mut self, message: &Message) {
        match message.what {
            Entry::Said(_) => {}
            Entry::Media => self.media += 1,
            Entry::Deleted => self.deleted += 1,
            Entry::Notice => self.notices += 1,
        }
        let first = self.span.map_or(message.at, |(first, _)| first);
        self.span = Some((first, message.at));
    }
}
