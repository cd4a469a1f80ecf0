//! Secrets: in the config itself, in the environment, or in a file of their own.

use secrecy::SecretString;

use super::build::Build;
use super::layer::{Rank, Raw};

/// Keys that hold a secret themselves.
const SECRETS: [&str; 6] = [
    "matrix.password",
    "matrix.access_token",
    "matrix.recovery_key",
    "whatsapp_cloud.access_token",
    "whatsapp_cloud.app_secret",
    "whatsapp_cloud.verify_token",
];

impl Build<'_> {
    /// Whether a secret of an account is written in the config file itself.
    pub(super) fn has_secret_in_file(&self) -> bool {
        let in_file = |key: &str| matches!(self.layers.get(key), Some((Rank::File, _)));
        SECRETS.into_iter().any(in_file)
    }

    /// A secret: from `key` or from the file that `<key>_file` names, whichever was given more strongly.
    pub(super) fn secret(&mut self, key: &str) -> Option<SecretString> {
        let by_file = format!("{key}_file");
        match (self.layers.get(key), self.layers.get(&by_file)) {
            (Some((a, _)), Some((b, file))) if a == b => {
                let wrong = format!("{key} is given as well");
                self.wrongs.note(
                    file.place.clone(),
                    &by_file,
                    wrong,
                    "Take one of the two out",
                );
                None
            }
            (Some((a, given)), file) if file.is_none_or(|(b, _)| a > b) => match &given.value {
                Raw::Text(secret) => Some(SecretString::from(secret.as_str())),
                _ => None,
            },
            (_, Some(_)) => self.secret_in_file(&by_file),
            _ => None,
        }
    }

    /// Neither the file's name nor what is in it is shown: some write the secret itself here.
    fn secret_in_file(&mut self, key: &str) -> Option<SecretString> {
        let path = self.text(key)?;
        let wrong = match std::fs::read_to_string(path) {
            Ok(text) if !text.trim().is_empty() => return Some(SecretString::from(text.trim())),
            Ok(_) => "the file it names is empty".to_owned(),
            Err(error) => format!("the file it names cannot be read: {error}"),
        };
        let remedy = "Write the secret alone into that file, readable by the user wegotus runs as";
        self.wrongs.note(self.layers.place(key), key, wrong, remedy);
        None
    }
}
