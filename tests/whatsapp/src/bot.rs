//! The bot on trial: the built program, with nothing but its environment.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use wegotus_script::Process;

use crate::peer::Peer;

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);
/// How long linking may take once the code was scanned.
const LINKING: Duration = Duration::from_secs(90);

/// A `wegotus` with a data folder of its own, which outlives its kills.
pub(crate) struct Bot {
    url: String,
    folder: TempDir,
    process: Option<Process>,
}

impl Bot {
    /// A bot that finds WhatsApp at `url`, not linked and not running; all its groups are one network.
    pub(crate) fn new(url: &str) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wegotus-bot-").tempdir()?;
        Ok(Self {
            url: url.to_owned(),
            folder,
            process: None,
        })
    }

    /// Links its account: the phone scans what `wegotus link whatsapp` shows.
    pub(crate) async fn link(&self, peer: &Peer) -> Result<()> {
        let log = self.folder.path().join("link.log");
        // Of an earlier linking there may be codes in it.
        std::fs::write(&log, "")?;
        let mut command = self.command()?;
        command.args(["link", "whatsapp"]);
        let mut linking = Process::start(&command, &log)?;
        let mut looks = tokio::time::interval(LOOK);
        let code = loop {
            looks.tick().await;
            let shown = std::fs::read_to_string(&log).unwrap_or_default();
            // Its line is whole once it has ended.
            let line = shown.lines().find(|it| it.starts_with("ref-"));
            if let Some(code) = line.filter(|_| shown.ends_with('\n')) {
                break code.to_owned();
            }
            if let Some(status) = linking.ended()? {
                bail!("{status}: {}", linking.said());
            }
        };
        peer.scan(&code).await;
        let ended = linking.end(LINKING).await?;
        if !ended.success() {
            bail!("{ended}: {}", linking.said());
        }
        Ok(())
    }

    /// Starts it on what its folder holds.
    pub(crate) fn start(&mut self) -> Result<()> {
        let log = self.folder.path().join("wegotus.log");
        self.process = Some(Process::start(&self.command()?, &log)?);
        Ok(())
    }

    /// Ends it as `kill -9` does.
    pub(crate) fn kill9(&mut self) -> Result<()> {
        self.process
            .take()
            .map_or(Ok(()), |mut process| process.kill9())
    }

    /// What a command of the command line says.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command()?.args(arguments).output()?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// What it printed, in all its runs.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("wegotus.log")).unwrap_or_default()
    }

    fn command(&self) -> Result<Command> {
        let mut command = Command::new(program()?);
        command
            .current_dir(self.folder.path())
            .env("WEGOTUS__DATA", self.folder.path().join("data"))
            .env("WEGOTUS__WHATSAPP__DEDICATED", "true")
            .env("WEGOTUS__WHATSAPP__ALL_GROUPS", "true")
            .env("WEGOTUS__WHATSAPP__SERVER", &self.url)
            .env("WEGOTUS__SAFETY__POSTS_PER_HOUR", "0")
            .env("WEGOTUS__LOG", "info");
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

/// The program on trial: what `WEGOTUS_BIN` names, else the last debug build.
fn program() -> Result<PathBuf> {
    let named = std::env::var_os("WEGOTUS_BIN").map(PathBuf::from);
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target =
        target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"));
    let program = named.unwrap_or_else(|| target.join("debug/wegotus"));
    program.canonicalize().with_context(|| {
        format!(
            "no {}; run `cargo build --features whatsapp,failpoints` first",
            program.display()
        )
    })
}
