//! `wegotus` alone: the bot or the sandbox.

use clap::Args;

use super::{Common, Failure, log};
use crate::app::{self, Mode};
use crate::config::{Config, ConfigFile, STANDARD_NETWORK, Sources};
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
        if !self.sandbox && (config.has_account() || sandbox_rooms) {
            if self.port.is_some() {
                let wrong = "--port is the port of the sandbox, and this config starts the bot. Add --sandbox, or leave --port out";
                return Err(Failure::Usage(wrong.to_owned()));
            }
            return Ok(Mode::Bot(config));
        }
        let named = config
            .networks
            .iter()
            .any(|network| network.id.as_str() != STANDARD_NETWORK);
        if !self.sandbox && (config.file.is_some() || named) {
            let from = config
                .file
                .as_ref()
                .map_or_else(|| "environment".into(), |file| file.to_string_lossy());
            return Err(Failure::Usage(format!(
                "{from}: no chat account is set up. Fill in [matrix], [signal], [whatsapp] or [whatsapp_cloud], or try wegotus out with `wegotus --sandbox`"
            )));
        }
        if !cfg!(feature = "sandbox") {
            let wrong = "this build has no sandbox. Build with `--features sandbox`, or set up a chat account";
            return Err(Failure::Usage(wrong.to_owned()));
        }
        config.matrix = None;
        config.signal = None;
        config.whatsapp_cloud = None;
        config.whatsapp = None;
        config.sandbox.port = self.port.unwrap_or(config.sandbox.port);
        Ok(Mode::Sandbox(config))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;
    use crate::parser::Language;

    /// What would be started, in words.
    fn chosen(run: &Run, file: &str, homeserver: &str) -> String {
        let account = ["HOMESERVER", "USER", "PASSWORD"]
            .iter()
            .zip([homeserver, "bot", "sesame"]);
        let sources = Sources {
            file: (!file.is_empty()).then(|| ConfigFile {
                path: "wegotus.toml".into(),
                text: file.to_owned(),
            }),
            env: account
                .filter(|_| !homeserver.is_empty())
                .map(|(key, value)| (format!("WEGOTUS__MATRIX__{key}"), Some(value.to_owned())))
                .collect(),
            options: Vec::new(),
            languages: vec![Language::English],
            bridges: vec![Platform::Sandbox, Platform::Matrix],
            whatsapp_cloud: false,
            whatsapp: false,
        };
        match run.choose(load(&sources).unwrap()) {
            Ok(Mode::Bot(config)) => format!("bot, Matrix {}", config.matrix.is_some()),
            Ok(Mode::Sandbox(config)) => {
                format!(
                    "sandbox on {}, Matrix {}",
                    config.sandbox.port,
                    config.matrix.is_some()
                )
            }
            Err(Failure::Usage(wrong)) => wrong,
            Err(_) => "another failure".to_owned(),
        }
    }

    const ALONE: Run = Run {
        sandbox: false,
        port: None,
    };
    const SERVER: &str = "https://matrix.example.org";

    #[test]
    fn without_a_config_it_is_the_sandbox() {
        assert_eq!(chosen(&ALONE, "", ""), "sandbox on 8080, Matrix false");
        let port = Run {
            port: Some(9),
            ..ALONE
        };
        assert_eq!(chosen(&port, "", ""), "sandbox on 9, Matrix false");
    }

    #[test]
    fn with_an_account_it_is_the_bot() {
        assert_eq!(chosen(&ALONE, "", SERVER), "bot, Matrix true");
        assert_eq!(chosen(&ALONE, "log = \"warn\"", SERVER), "bot, Matrix true");
        let rooms = "[networks.elm]\nrooms = [\"sandbox:signal\"]";
        assert_eq!(chosen(&ALONE, rooms, ""), "bot, Matrix false");
    }

    #[test]
    fn an_explicit_sandbox_leaves_the_account_alone() {
        let sandbox = Run {
            sandbox: true,
            ..ALONE
        };
        assert_eq!(
            chosen(&sandbox, "", SERVER),
            "sandbox on 8080, Matrix false"
        );
        let tuned = "[sandbox]\nport = 7";
        assert_eq!(chosen(&sandbox, tuned, ""), "sandbox on 7, Matrix false");
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let port = Run {
            port: Some(9),
            ..ALONE
        };
        assert!(chosen(&port, "", SERVER).starts_with("--port is the port of the sandbox"));
        assert!(chosen(&ALONE, "log = \"warn\"", "").contains("no chat account is set up"));
        assert!(chosen(&ALONE, "[networks.elm]", "").contains("no chat account is set up"));
    }
}
