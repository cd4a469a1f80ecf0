//! What a configuration is read from.

use std::path::{Path, PathBuf};

use wegotus_chat::Platform;

use super::error::{ConfigError, ConfigErrors, Place};
use crate::parser::Language;

/// The variable that names the config file.
const FILE_VARIABLE: &str = "WEGOTUS_CONFIG";

/// The file that is read where none is named.
pub(crate) const STANDARD_FILE: &str = "wegotus.toml";

/// What a configuration is read from. No `Debug`: it holds secrets.
#[derive(Clone, Default)]
pub struct Sources {
    /// The config file.
    pub file: Option<ConfigFile>,
    /// Environment variables: name, and value where it is Unicode. Those of other programs may be among them.
    pub env: Vec<(String, Option<String>)>,
    /// Options of the command line that stand for a text key: option, key, value.
    pub options: Vec<(&'static str, &'static str, String)>,
    /// The languages the bot can speak.
    pub languages: Vec<Language>,
    /// The platforms this build has a bridge for.
    pub bridges: Vec<Platform>,
    /// Whether it has the Cloud API of WhatsApp's, which shares its platform with the linked device.
    pub whatsapp_cloud: bool,
    /// Whether it has the linked device.
    pub whatsapp: bool,
}

/// A config file.
#[derive(Clone)]
pub struct ConfigFile {
    /// Its path, as errors name it.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

impl Sources {
    /// The environment of this process and the file `config`, else the one `WEGOTUS_CONFIG` names, else
    /// `./wegotus.toml` where it exists.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of_process(
        config: Option<&Path>,
        languages: Vec<Language>,
    ) -> Result<Self, ConfigErrors> {
        let named = config.map(Path::to_owned).or_else(|| {
            std::env::var_os(FILE_VARIABLE)
                .filter(|name| !name.is_empty())
                .map(PathBuf::from)
        });
        let path =
            named.or_else(|| Some(PathBuf::from(STANDARD_FILE)).filter(|path| path.exists()));
        let file = path.map(ConfigFile::read).transpose()?;
        Ok(Self {
            file,
            ..Self::without_file(languages)
        })
    }

    /// The environment of this process alone.
    #[must_use]
    pub fn without_file(languages: Vec<Language>) -> Self {
        let env = std::env::vars_os()
            .map(|(name, value)| {
                (
                    name.to_string_lossy().into_owned(),
                    value.into_string().ok(),
                )
            })
            .collect();
        let bridges = [
            (Platform::Sandbox, cfg!(feature = "sandbox")),
            (Platform::Matrix, cfg!(feature = "matrix")),
            (Platform::Signal, cfg!(feature = "signal")),
            (
                Platform::WhatsApp,
                cfg!(any(feature = "whatsapp", feature = "whatsapp-cloud")),
            ),
        ];
        let bridges = bridges
            .into_iter()
            .filter(|(_, built)| *built)
            .map(|(platform, _)| platform)
            .collect();
        Self {
            file: None,
            env,
            options: Vec::new(),
            languages,
            bridges,
            whatsapp_cloud: cfg!(feature = "whatsapp-cloud"),
            whatsapp: cfg!(feature = "whatsapp"),
        }
    }
}

impl ConfigFile {
    /// Reads a file.
    ///
    /// # Errors
    /// When it cannot be read, or is not UTF-8.
    pub fn read(path: PathBuf) -> Result<Self, ConfigErrors> {
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => Err(ConfigErrors(vec![ConfigError {
                place: Place::File(path),
                key: String::new(),
                wrong: format!("the config file cannot be read: {error}"),
                remedy: format!(
                    "Check its path and permissions, or name another with --config or {FILE_VARIABLE}"
                ),
            }])),
        }
    }
}
