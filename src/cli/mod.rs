//! The command line: arguments → one of the commands → an exit code.
//!
//! 0: it went well. 1: it failed. 2: it was called or configured wrongly.

mod board;
mod burn;
mod corrections;
mod detect;
mod doctor;
mod export;
mod init;
mod json;
#[cfg(any(feature = "signal", feature = "whatsapp"))]
mod link;
mod log;
mod recovery_key;
mod replay;
mod run;
mod terminal;

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::app;
use crate::config::{self, Config, ConfigErrors, Sources};

/// A request board that lives in the group chats a neighbourhood already has.
///
/// Without a command it starts: with a config (a file, or a Matrix account in the environment) the bot,
/// else a sandbox to try it in.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: run::Run,
    #[command(flatten)]
    common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// The config file; else the one WEGOTUS_CONFIG names, else ./wegotus.toml where it exists.
    #[arg(long, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// The folder the board is kept in, whatever the config says.
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<String>,
    /// How much to tell: error, warn, info, debug or trace.
    #[arg(long, value_name = "LEVEL", global = true)]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a wegotus.toml to begin with.
    Init(init::Init),
    /// Look at every part and say what to do.
    Doctor(doctor::Doctor),
    /// Show the board of the running bot.
    Board(board::Board),
    /// Show which phrases the running bot took for a post wrongly, and how often.
    Corrections(corrections::Corrections),
    /// Show what the bot would have done with a chat: a WhatsApp export, .txt or .zip.
    ///
    /// Nothing is written and nothing is sent. It reads the export, says what would have become a post, what
    /// would have been asked about, and how often the bot would have spoken.
    Replay(replay::Replay),
    /// Read messages from standard input, and write what they say as JSON lines.
    ///
    /// The messages are tab separated with a header line that names the columns id, text, and perhaps lang and
    /// context; or JSON lines with those keys. `context` is what the message answers: post, question, message,
    /// or nothing.
    Detect(detect::Detect),
    /// Link the bot's account on a chat network that is linked by a code.
    #[cfg(any(feature = "signal", feature = "whatsapp"))]
    Link(link::Link),
    /// Write the boards as files for a spreadsheet, where two organizers agreed to it in chat.
    Export(export::Export),
    /// Erase everything for good: every key first, then the data. A running bot ends.
    Burn(burn::Burn),
    /// Show the key that brings the Matrix account's encryption back should this machine be lost. Keep it
    /// somewhere else, and show it to nobody.
    RecoveryKey,
}

/// Why a command did not do what it was asked.
enum Failure {
    /// It was called or configured wrongly; all that is wrong.
    Usage(String),
    /// It failed.
    Failed(anyhow::Error),
    /// It has said why already.
    Said,
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Self {
        Self::Usage(errors.to_string())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// Reads the arguments, does what they say, and tells how it went.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(dispatch(cli)),
        Err(error) => Err(Failure::Failed(error.into())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::FAILURE,
        Err(Failure::Failed(error)) => {
            tell(&format!("{error:#}"));
            ExitCode::FAILURE
        }
        Err(Failure::Usage(wrong)) => {
            tell(&wrong);
            ExitCode::from(2)
        }
    }
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    if cli.command.is_some() && cli.run.is_asked_for() {
        let wrong = "--sandbox and --port are for starting wegotus, which no other command does. Leave them out";
        return Err(Failure::Usage(wrong.to_owned()));
    }
    match cli.command {
        None => cli.run.run(&cli.common).await,
        Some(Command::Init(init)) => init.run(&cli.common),
        Some(Command::Doctor(doctor)) => doctor.run(&cli.common).await,
        Some(Command::Board(board)) => board.run(&cli.common).await,
        Some(Command::Corrections(corrections)) => corrections.run(&cli.common).await,
        Some(Command::Replay(replay)) => replay.run(&cli.common),
        Some(Command::Detect(detect)) => detect.run(&cli.common),
        #[cfg(any(feature = "signal", feature = "whatsapp"))]
        Some(Command::Link(link)) => link.run(&cli.common).await,
        Some(Command::Export(export)) => export.run(&cli.common).await,
        Some(Command::Burn(burn)) => burn.run(&cli.common).await,
        Some(Command::RecoveryKey) => recovery_key::run(&cli.common).await,
    }
}

impl Common {
    /// The config of this process.
    fn config(&self) -> Result<Config, ConfigErrors> {
        self.load(Sources::of_process(
            self.config.as_deref(),
            app::languages(),
        )?)
    }

    /// The config of `sources` and these options.
    fn load(&self, mut sources: Sources) -> Result<Config, ConfigErrors> {
        let options = [("--data", "data", &self.data), ("--log", "log", &self.log)];
        for (option, key, value) in options {
            sources
                .options
                .extend(value.clone().map(|value| (option, key, value)));
        }
        config::load(&sources)
    }
}

/// Writes what was asked for. A reader who has seen enough (`wegotus board | head`) is no failure.
fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{}", text.trim_end_matches('\n')).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes what went wrong. Where that cannot be written, the exit code still tells.
fn tell(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
