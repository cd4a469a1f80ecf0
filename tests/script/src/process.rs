//! A program under trial: ends with the test, leaves what it said in a file.

use std::fs::{File, OpenOptions};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// How much of the end of a log a failure shows, in bytes.
const LOG_TAIL: usize = 6_000;

/// A running program. It is killed when this is dropped, and, where `setpriv` is installed, also when
/// the test itself is killed.
pub struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts `command`; what it prints is appended to `log`.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &Command, log: &Path) -> Result<Self> {
        let output = append(log)?;
        let mut command = bound_to_us(command);
        command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let child = command
            .spawn()
            .with_context(|| format!("starting {command:?}"))?;
        Ok(Self {
            child,
            log: log.to_owned(),
        })
    }

    /// Ends it as `kill -9` does, and waits until it is gone.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn kill9(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to end, as `kill` does, and waits for that.
    ///
    /// # Errors
    /// When it is still there after `patience`.
    pub async fn terminate(&mut self, patience: Duration) -> Result<ExitStatus> {
        let asked = Command::new("kill")
            .arg("-TERM")
            .arg(self.child.id().to_string())
            .status()?;
        if !asked.success() && self.ended()?.is_none() {
            bail!("kill -TERM failed: {asked}");
        }
        self.end(patience).await
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// When it is still there after `patience`.
    pub async fn end(&mut self, patience: Duration) -> Result<ExitStatus> {
        let waiting = async {
            let mut looks = tokio::time::interval(Duration::from_millis(10));
            loop {
                looks.tick().await;
                if let Some(status) = self.child.try_wait()? {
                    return anyhow::Ok(status);
                }
            }
        };
        match tokio::time::timeout(patience, waiting).await {
            Ok(status) => status,
            Err(_) => bail!(
                "still running after {patience:?}; it said:\n{}",
                self.said()
            ),
        }
    }

    /// How it ended, if it did.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// The end of what it printed.
    #[must_use]
    pub fn said(&self) -> String {
        let all = std::fs::read(&self.log).unwrap_or_default();
        let tail = all
            .get(all.len().saturating_sub(LOG_TAIL)..)
            .unwrap_or_default();
        String::from_utf8_lossy(tail).into_owned()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.kill9();
    }
}

/// A port on loopback that was free a moment ago.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn append(log: &Path) -> Result<File> {
    let open = OpenOptions::new().create(true).append(true).open(log);
    open.with_context(|| format!("opening {}", log.display()))
}

/// The same command, killed by the system when this process ends, however it ends.
fn bound_to_us(command: &Command) -> Command {
    let mut bound = if Path::new("/usr/bin/setpriv").exists() {
        let mut setpriv = Command::new("/usr/bin/setpriv");
        setpriv
            .args(["--pdeathsig", "KILL", "--"])
            .arg(command.get_program());
        setpriv
    } else {
        Command::new(command.get_program())
    };
    bound.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bound.env(name, value),
            None => bound.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        bound.current_dir(folder);
    }
    bound
}
