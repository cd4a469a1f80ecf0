//! `[matrix]`: the bot's account.

use secrecy::SecretString;
use wegotus_chat::Platform;

use super::build::Build;
use super::layer::{Rank, Raw};
use super::{Account, Login, Matrix, UserPattern, variable};

/// Keys that make no sense without a homeserver.
const OF_AN_ACCOUNT: [&str; 8] = [
    "matrix.user",
    "matrix.password",
    "matrix.password_file",
    "matrix.access_token",
    "matrix.access_token_file",
    "matrix.device_id",
    "matrix.recovery_key",
    "matrix.recovery_key_file",
];

/// Keys that hold a secret themselves.
const SECRETS: [&str; 3] = [
    "matrix.password",
    "matrix.access_token",
    "matrix.recovery_key",
];

impl Build<'_> {
    /// Whether a secret of the account is written in the config file itself.
    pub(super) fn has_secret_in_file(&self) -> bool {
        let in_file = |key: &str| matches!(self.layers.get(key), Some((Rank::File, _)));
        SECRETS.into_iter().any(in_file)
    }

    /// The account; `None` where no homeserver is named.
    pub(super) fn matrix(&mut self) -> Option<Matrix> {
        let inviters = self.inviters();
        if !self.tried("matrix.homeserver") {
            if let Some(key) = OF_AN_ACCOUNT
                .into_iter()
                .find(|key| self.layers.get(key).is_some())
            {
                self.missing(
                    "matrix.homeserver",
                    key,
                    "there is a Matrix account but no homeserver",
                );
            }
            return None;
        }
        if !self.sources.bridges.contains(&Platform::Matrix) {
            self.wrongs.note(
                self.layers.place("matrix.homeserver"),
                "matrix.homeserver",
                "this build has no Matrix",
                "Build with `--features matrix`, or use the container",
            );
        }
        let homeserver = self.homeserver();
        let user = self.user();
        let login = self.login();
        let recovery_key = self.secret("matrix.recovery_key");
        Some(Matrix {
            homeserver: homeserver?,
            user: user?,
            login: login?,
            recovery_key,
            inviters,
            all_rooms: self.flag("matrix.all_rooms"),
        })
    }

    /// The text is not shown where it is wrong: some write a password into an address.
    fn homeserver(&mut self) -> Option<String> {
        let key = "matrix.homeserver";
        let address = self.text(key)?;
        let host = address
            .strip_prefix("https://")
            .or_else(|| address.strip_prefix("http://"));
        let is_host = |host: &str| {
            host.bytes().all(|byte| byte.is_ascii_graphic())
                && !host.is_empty()
                && !host.starts_with('/')
                && !host.contains('@')
        };
        if !host.is_some_and(is_host) {
            let remedy = "Write it like https://matrix.example.org, and account and password into keys of their own";
            self.wrongs.note(
                self.layers.place(key),
                key,
                "this is no address of a homeserver",
                remedy,
            );
            return None;
        }
        Some(address.to_owned())
    }

    fn inviters(&mut self) -> Vec<UserPattern> {
        let key = "matrix.inviters";
        let mut inviters = Vec::new();
        for given in self.list(key) {
            match UserPattern::parse(&given.value) {
                Some(pattern) => inviters.push(pattern),
                None => self.wrongs.note(
                    given.place.clone(),
                    key,
                    "an entry is no user id",
                    "Write ids like \"@ana:example.org\", \"@*:example.org\" for a whole server, or \"*\" for anyone",
                ),
            }
        }
        inviters
    }

    fn user(&mut self) -> Option<Account> {
        let key = "matrix.user";
        let Some(user) = self.text(key) else {
            self.missing(key, "matrix.homeserver", "the bot's account is not named");
            return None;
        };
        let whole = user.strip_prefix('@').is_some_and(|rest| {
            rest.split_once(':')
                .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        });
        let local = !user.contains(['@', ':']);
        if user.contains(char::is_whitespace) || !(whole || local) {
            let remedy = "Write the whole id like \"@wegotus:example.org\", or its first part like \"wegotus\"";
            self.wrongs.note(
                self.layers.place(key),
                key,
                "this is no Matrix account",
                remedy,
            );
            return None;
        }
        Some(Account(user.to_owned()))
    }

    /// A token with its device wins over a password, for it logs in to what is there already.
    fn login(&mut self) -> Option<Login> {
        let password = self.secret("matrix.password");
        let access_token = self.secret("matrix.access_token");
        let device_id = self.text("matrix.device_id").map(str::to_owned);
        match (password, access_token, device_id) {
            (_, Some(access_token), Some(device_id)) => Some(Login::Token {
                access_token,
                device_id,
            }),
            (Some(password), _, device_id) => Some(Login::Password {
                password,
                device_id,
            }),
            (None, Some(_), None) => {
                self.missing(
                    "matrix.device_id",
                    "matrix.access_token",
                    "an access token needs the device it was made for",
                );
                None
            }
            (None, None, _) => {
                let tried = [
                    "matrix.password",
                    "matrix.password_file",
                    "matrix.access_token",
                    "matrix.access_token_file",
                ];
                if !tried.into_iter().any(|key| self.tried(key)) {
                    self.missing(
                        "matrix.password",
                        "matrix.homeserver",
                        "the password of the bot's account is missing",
                    );
                }
                None
            }
        }
    }

    /// A secret: from `key` or from the file that `<key>_file` names, whichever was given more strongly.
    fn secret(&mut self, key: &str) -> Option<SecretString> {
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

    /// Notes that `key` is missing, at the place of `because`, the key that makes it needed.
    fn missing(&mut self, key: &str, because: &str, wrong: &str) {
        if self.tried(key) {
            return;
        }
        let variable = variable(key);
        let remedy = match key {
            "matrix.password" => format!(
                "Set {key}, or the environment variable {variable}, or name a file that holds it in {key}_file"
            ),
            _ => format!("Set {key}, or the environment variable {variable}"),
        };
        self.wrongs
            .note(self.layers.place(because), key, wrong, remedy);
    }
}
