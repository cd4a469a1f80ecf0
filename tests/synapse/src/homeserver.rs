//! A throw-away Synapse.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use wegotus_script::{Process, free_port};

use crate::api::{Api, Call};
use crate::{Account, Phone, Wire, until};

/// How long Synapse may take to start; about 7 s on a quiet machine.
const UNTIL_READY: Duration = Duration::from_secs(120);
/// A fixed key of a server that nobody federates with, so that none has to be made at each start.
const SIGNING_KEY: &str = "ed25519 a_test AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

/// A real Synapse on a free port of loopback, with a store of its own. Both end with this value.
pub struct Synapse {
    api: Api,
    folder: TempDir,
    process: Process,
}

impl Synapse {
    /// Starts one, with the python that `WEGOTUS_SYNAPSE_PYTHON` names or that `cargo xtask test` set
    /// up, and waits until it answers.
    ///
    /// # Errors
    /// When it does not start; then with what it said.
    pub async fn start() -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("wegotus-synapse-")
            .tempdir()?;
        let port = free_port()?;
        let config = include_str!("../homeserver/homeserver.yaml");
        let write = |name, text: &str| std::fs::write(folder.path().join(name), text);
        write(
            "homeserver.yaml",
            &config.replace("{port}", &port.to_string()),
        )?;
        write("log.yaml", include_str!("../homeserver/log.yaml"))?;
        write("signing.key", SIGNING_KEY)?;
        let process = launch(folder.path())?;
        let api = Api::new(&format!("http://127.0.0.1:{port}"))?;
        let mut synapse = Self {
            api,
            folder,
            process,
        };
        synapse.ready().await?;
        Ok(synapse)
    }

    /// Its address, as a client config wants it.
    #[must_use]
    pub fn url(&self) -> &str {
        self.api.base()
    }

    /// Takes it off the network, as a power cut would.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn stop(&mut self) -> Result<()> {
        self.process.kill9()
    }

    /// Starts it again on its store, at the same address.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn resume(&mut self) -> Result<()> {
        self.process = launch(self.folder.path())?;
        self.ready().await
    }

    /// Makes an account for somebody who goes by `name`; their user id is that name in lower case.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn account(&self, name: &str) -> Result<Account> {
        Account::register(&self.api, name).await
    }

    /// A new person by bare requests.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn wire(&self, name: &str) -> Result<Wire> {
        Ok(Wire::new(self.account(name).await?))
    }

    /// A new person with a whole client.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn phone(&self, name: &str) -> Result<Phone> {
        Phone::log_in(self.account(name).await?).await
    }

    async fn ready(&mut self) -> Result<()> {
        let Self {
            api,
            process,
            folder,
        } = self;
        until("Synapse answers", UNTIL_READY, async || {
            if let Some(status) = process.ended()? {
                let log = std::fs::read_to_string(folder.path().join("homeserver.log"));
                let log = log.unwrap_or_default();
                bail!(
                    "Synapse ended ({status}) and said:\n{}\n{log}",
                    process.said()
                );
            }
            let versions = Call {
                path: &["versions"],
                ..Call::default()
            };
            Ok(api.get(versions).await.ok().map(drop))
        })
        .await
    }
}

fn launch(folder: &Path) -> Result<Process> {
    let mut command = Command::new(python()?);
    command
        .args(["-m", "synapse.app.homeserver", "-c", "homeserver.yaml"])
        .current_dir(folder);
    Process::start(&command, &folder.join("stdout.log"))
}

fn python() -> Result<PathBuf> {
    let named = std::env::var_os("WEGOTUS_SYNAPSE_PYTHON").map(PathBuf::from);
    let default = || crate::bot::target_folder().join("synapse/bin/python");
    let python = named.unwrap_or_else(default);
    python.exists().then_some(python.clone()).with_context(|| {
        format!(
            "no Synapse at {}; `cargo xtask test --only synapse` sets it up",
            python.display()
        )
    })
}
