//! The bot on trial: the built program, as a harness would start it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use anyhow::{Context as _, Result};
use tempfile::TempDir;
use wegotus_script::Process;

use crate::{Account, Synapse};

/// How the bot is started: nothing but its environment.
#[derive(Clone, Default)]
pub struct Setup(BTreeMap<String, String>);

impl Setup {
    /// A bot with this account on this homeserver, that joins wherever one of `inviters` (user ids)
    /// invites it; all its rooms are one network, nobody is slowed down, and it has no quiet hours, whenever
    /// the test runs.
    #[must_use]
    pub fn new(synapse: &Synapse, account: &Account, inviters: &[&str]) -> Self {
        Self::default()
            .with("WEGOTUS__MATRIX__HOMESERVER", synapse.url())
            .with("WEGOTUS__MATRIX__USER", account.user_id())
            .with("WEGOTUS__MATRIX__PASSWORD", account.password())
            .with("WEGOTUS__MATRIX__INVITERS", &inviters.join(","))
            .with("WEGOTUS__MATRIX__ALL_ROOMS", "true")
            .with("WEGOTUS__SAFETY__POSTS_PER_HOUR", "0")
            .with("WEGOTUS__REMINDERS__QUIET", "off")
            .with("WEGOTUS__WEB__LISTEN", "127.0.0.1:0")
            .with("WEGOTUS__LOG", "info")
    }

    /// The same without one variable.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// The same with one variable set.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), value.to_owned());
        self
    }
}

/// A `wegotus` process with a data folder of its own, which outlives its kills and restarts.
pub struct Bot {
    setup: Setup,
    folder: TempDir,
    process: Option<Process>,
}

impl Bot {
    /// A bot that is not running yet.
    ///
    /// # Errors
    /// When it can have no folder.
    pub fn new(setup: Setup) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wegotus-bot-").tempdir()?;
        Ok(Self {
            setup,
            folder,
            process: None,
        })
    }

    /// Starts it on what its folder holds.
    ///
    /// # Errors
    /// When it cannot be started. (That it ends by itself soon after is no error here.)
    pub fn start(&mut self) -> Result<()> {
        self.start_with(&[])
    }

    /// Starts it with some variables more, for this run only.
    ///
    /// # Errors
    /// As [`Bot::start`].
    pub fn start_with(&mut self, more: &[(&str, &str)]) -> Result<()> {
        self.process = Some(self.launch(more, "wegotus.log")?);
        Ok(())
    }

    /// Starts it with some variables more, for this run and those after it.
    ///
    /// # Errors
    /// As [`Bot::start`].
    pub fn start_always_with(&mut self, more: &[(&str, &str)]) -> Result<()> {
        for (name, value) in more {
            self.setup.0.insert((*name).to_owned(), (*value).to_owned());
        }
        self.start()
    }

    /// Starts another process of it on the same data, beside the one that runs.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn double(&self) -> Result<Process> {
        self.launch(&[], "double.log")
    }

    /// Ends it as `kill -9` does.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn kill9(&mut self) -> Result<()> {
        self.process
            .take()
            .map_or(Ok(()), |mut process| process.kill9())
    }

    /// Asks it to end, and waits for that.
    ///
    /// # Errors
    /// When it does not end in time.
    pub async fn terminate(&mut self) -> Result<ExitStatus> {
        let mut process = self.process.take().context("the bot is not running")?;
        process.terminate(Duration::from_secs(30)).await
    }

    /// Waits for it to end by itself.
    ///
    /// # Errors
    /// When it does not within `patience`.
    pub async fn end(&mut self, patience: Duration) -> Result<ExitStatus> {
        self.process
            .as_mut()
            .context("the bot is not running")?
            .end(patience)
            .await
    }

    /// Whether it runs.
    ///
    /// # Errors
    /// When the system refuses to tell.
    pub fn runs(&mut self) -> Result<bool> {
        match &mut self.process {
            Some(process) => Ok(process.ended()?.is_none()),
            None => Ok(false),
        }
    }

    /// Its data folder, and whatever else the test wants to lay beside it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it keeps its data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The end of what it printed, in all its runs.
    #[must_use]
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("wegotus.log")).unwrap_or_default()
    }

    fn launch(&self, more: &[(&str, &str)], log: &str) -> Result<Process> {
        let mut command = Command::new(program()?);
        command
            .current_dir(self.folder.path())
            .env("WEGOTUS__DATA", self.data());
        command.envs(&self.setup.0).envs(more.iter().copied());
        Process::start(&command, &self.folder.path().join(log))
    }
}

impl Drop for Bot {
    #[expect(
        clippy::print_stderr,
        reason = "what the bot said belongs into a failed test's output"
    )]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("── the bot said ──\n{}", self.said());
        }
    }
}

/// Where cargo builds: what `cargo xtask test` sets up lies there too.
pub(crate) fn target_folder() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))
}

/// The program on trial: what `WEGOTUS_BIN` names, else the last debug build.
///
/// # Errors
/// When it is not built.
pub fn program() -> Result<PathBuf> {
    let named = std::env::var_os("WEGOTUS_BIN").map(PathBuf::from);
    let program = named.unwrap_or_else(|| target_folder().join("debug/wegotus"));
    program.canonicalize().with_context(|| {
        format!(
            "no {}; run `cargo build --features full,failpoints` first",
            program.display()
        )
    })
}
