//! The bot on trial: the built program, with nothing but its environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use tempfile::TempDir;
use wegotus_script::Process;

use crate::Rig;
use crate::rig::program;

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// A `wegotus` with a data folder of its own, which outlives its kills.
pub struct Bot {
    variables: BTreeMap<String, String>,
    folder: TempDir,
    process: Option<Process>,
}

impl Bot {
    /// A bot on the rig's signal-cli, not linked and not running; all its groups are one network, and it has no
    /// quiet hours, whenever the test runs.
    ///
    /// # Errors
    /// When it can have no folder.
    pub fn new(rig: &Rig) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wegotus-bot-").tempdir()?;
        let variables = [
            ("WEGOTUS__SIGNAL__COMMAND", rig.command.join(",")),
            ("WEGOTUS__SIGNAL__DEDICATED", "true".to_owned()),
            ("WEGOTUS__SIGNAL__ALL_GROUPS", "true".to_owned()),
            ("WEGOTUS__SAFETY__POSTS_PER_HOUR", "0".to_owned()),
            ("WEGOTUS__REMINDERS__QUIET", "off".to_owned()),
            ("WEGOTUS__LOG", "info".to_owned()),
        ];
        let variables = variables.map(|(name, value)| (name.to_owned(), value));
        Ok(Self {
            variables: variables.into(),
            folder,
            process: None,
        })
    }

    /// The same with a daemon that runs beside it, at `url`.
    #[must_use]
    pub fn beside(mut self, url: &str) -> Self {
        self.variables.remove("WEGOTUS__SIGNAL__COMMAND");
        self.with("WEGOTUS__SIGNAL__URL", url)
    }

    /// The same with one variable set.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Links its account: `name`'s phone scans what `wegotus link signal` shows.
    ///
    /// # Errors
    /// When it does not come to an end, or not well.
    pub async fn link(&self, rig: &Rig, name: &str) -> Result<()> {
        let log = self.folder.path().join("link.log");
        // The code of an earlier time is worth nothing.
        let _none_yet = std::fs::remove_file(&log);
        let mut command = self.command()?;
        command.args(["link", "signal"]);
        let mut linking = Process::start(&command, &log)?;
        let mut looks = tokio::time::interval(LOOK);
        let uri = loop {
            looks.tick().await;
            let shown = std::fs::read_to_string(&log).unwrap_or_default();
            // Its line is whole once the next one is begun.
            let line = shown.lines().find(|it| it.starts_with("sgnl://linkdevice"));
            if let Some(uri) = line.filter(|_| shown.ends_with('\n')) {
                break uri.to_owned();
            }
            if let Some(status) = linking.ended()? {
                bail!("{status}: {}", linking.said());
            }
        };
        rig.mock
            .call("link", json!({ "name": name, "uri": uri }))
            .await?;
        let ended = linking.end(Duration::from_secs(90)).await?;
        if !ended.success() {
            bail!("{ended}: {}", linking.said());
        }
        rig.mock.call("introduce", json!({ "name": name })).await?;
        Ok(())
    }

    /// Starts it on what its folder holds.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(&mut self) -> Result<()> {
        let log = self.folder.path().join("wegotus.log");
        self.process = Some(Process::start(&self.command()?, &log)?);
        Ok(())
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
    pub async fn terminate(&mut self) -> Result<()> {
        let mut process = self.process.take().context("the bot is not running")?;
        process.terminate(Duration::from_secs(30)).await?;
        Ok(())
    }

    /// Ends its signal-cli as `kill -9` does.
    ///
    /// # Errors
    /// When there is none.
    pub fn kill_signal_cli(&self) -> Result<()> {
        let pid = std::fs::read_to_string(self.data().join("signal/daemon.pid"))?;
        let killed = Command::new("kill").args(["-KILL", pid.trim()]).status()?;
        if !killed.success() {
            bail!("kill -KILL failed: {killed}");
        }
        Ok(())
    }

    /// What a command of the command line says.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn ask(&self, arguments: &[&str]) -> Result<Output> {
        Ok(self.command()?.args(arguments).output()?)
    }

    /// The end of what it printed, in all its runs.
    #[must_use]
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("wegotus.log")).unwrap_or_default()
    }

    /// Where it keeps its data.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder it runs in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self) -> Result<Command> {
        let mut command = Command::new(program()?);
        command
            .current_dir(self.folder.path())
            .env("WEGOTUS__DATA", self.data())
            .envs(&self.variables);
        Ok(command)
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
