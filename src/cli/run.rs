//! `wegotus` alone: the bot or the sandbox.

use clap::Args;

use super::{Common, Failure, log};
use crate::app::{self, Mode};
use crate::config::{Config, ConfigFile, Sources};
use wegotus_chat::Platform;

/// How to start.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// Start the sandbox, whatever ./wegotus.toml says.
    #[arg(long)]
    sandbox: bool,
    /// The loopback port of the sandbox page.
    #[arg(long, value_name = "N")]
    port: Option<u16>,
}

impl Run {
    /// Whether an option of this command was given.
    pub(super) fn is_asked_for(&self) -> bool {
        self.sandbox || self.port.is_some()
    }

    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let mode = self.mode(common)?;
        let (Mode::Bot(config) | Mode::Sandbox(config)) = &mode;
        log::start(config.log);
        Ok(app::start(mode).await?)
    }

    /// What is to run. An explicit sandbox reads no config file but one named explicitly.
    fn mode(&self, common: &Common) -> Result<Mode, Failure> {
        let sources = if self.sandbox {
            let file = common.config.clone().map(ConfigFile::read).transpose()?;
            Sources {
                file,
                ..Sources::without_file(app::languages())
            }
        } else {
            Sources::of_process(common.config.as_deref(), app::languages())?
        };
        let config = common.load(sources)?;
        self.choose(config)
    }

    fn choose(&self, mut config: Config) -> Result<Mode, Failure> {
        let sandbox_rooms = config
            .networks
            .iter()
            .flat_map(|network| &network.rooms)
            .any(|room| room.platform == Platform::Sandbox);
        if !self.sandbox && (config.matrix.is_some() || sandbox_rooms) {
            if self.port.is_some() {
                let wrong = "--port is the port of the sandbox, and this config starts the bot. Add --sandbox, or leave --port out";
                return Err(Failure::Usage(wrong.to_owned()));
            }
            return Ok(Mode::Bot(config));
        }
        if let Some(file) = config.file.as_ref().filter(|_| !self.sandbox) {
            return Err(Failure::Usage(format!(
                "{}: no chat account is set up. Fill in [matrix], or try wegotus out with `wegotus --sandbox`",
                file.display()
            )));
        }
        if !cfg!(feature = "sandbox") {
            let wrong = "this build has no sandbox. Build with `--features sandbox`, or set up a chat account";
            return Err(Failure::Usage(wrong.to_owned()));
        }
        config.matrix = None;
        config.sandbox.port = self.port.unwrap_or(config.sandbox.port);
        Ok(Mode::Sandbox(config))
    }
}
