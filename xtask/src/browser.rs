//! The sandbox page in a real browser: a fresh sandbox for it, and the script that drives it.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::run::{command, target};

/// A sandbox on a free port, which ends with this value.
pub(crate) struct Sandbox {
    child: Child,
    port: u16,
}

impl Sandbox {
    /// Starts the built program on an empty store and waits until it answers.
    ///
    /// # Errors
    /// When it does not.
    pub(crate) fn start() -> Result<Self> {
        let folder = target().join("browser");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
            .local_addr()?
            .port();
        let program = target().join("debug/wegotus");
        let mut start = command(
            &program,
            &["--sandbox", "--port", &port.to_string(), "--data"],
        );
        let log = folder.join("wegotus.log");
        let output = fs::File::create(&log)?;
        start.arg(folder.join("data")).current_dir(&folder);
        start.stdout(output.try_clone()?).stderr(output);
        let child = start
            .spawn()
            .with_context(|| format!("starting {}", program.display()))?;
        let mut sandbox = Self { child, port };
        sandbox.ready(&log)?;
        Ok(sandbox)
    }

    /// The script that drives its page; screenshots go to `target/browser`.
    pub(crate) fn script(&self, chromium: &Path) -> Command {
        let url = format!("http://127.0.0.1:{}", self.port);
        let mut script = command("node", &["tests/browser/sandbox.mjs", &url]);
        script
            .arg(target().join("browser"))
            .env("CHROMIUM", chromium);
        script
    }

    fn ready(&mut self, log: &Path) -> Result<()> {
        // A minute, in steps; a debug build on a busy machine takes a few seconds.
        for _ in 0..600 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!(
                    "the sandbox ended ({status}):\n{}",
                    fs::read_to_string(log)?
                );
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        bail!("the sandbox does not answer:\n{}", fs::read_to_string(log)?)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
