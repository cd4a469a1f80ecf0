//! `[matrix]`: the bot's account.

use wegotus_chat::Platform;

use super::build::Build;
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

impl Build<'_> {
    /// The account; `None` where no homeserver is named.
    pub(super) fn matrix(&mut self) -> Option<Matrix> {
        let inviters = self.inviters();
        let bridges = self.bridges();
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
            bridges,
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

    fn bridges(&mut self) -> Vec<Account> {
        let key = "matrix.bridges";
        let mut bridges = Vec::new();
        for given in self.list(key) {
            if is_whole(&given.value) {
                bridges.push(Account(given.value.clone()));
            } else {
                self.wrongs.note(
                    given.place.clone(),
                    key,
                    "an entry is no user id",
                    "Write whole ids like \"@relay:example.org\"",
                );
            }
        }
        bridges
    }

    fn user(&mut self) -> Option<Account> {
        let key = "matrix.user";
        let Some(user) = self.text(key) else {
            self.missing(key, "matrix.homeserver", "the bot's account is not named");
            return None;
        };
        let local = !user.contains(['@', ':']) && !user.contains(char::is_whitespace);
        if !(is_whole(user) || local) {
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

    /// Notes that `key` is missing, at the place of `because`, the key that makes it needed.
    pub(super) fn missing(&mut self, key: &str, because: &str, wrong: &str) {
        if self.tried(key) {
            return;
        }
        let variable = variable(key);
        let remedy = match key {
            "matrix.password"
            | "whatsapp_cloud.access_token"
            | "whatsapp_cloud.app_secret"
            | "whatsapp_cloud.verify_token" => format!(
                "Set {key}, or the environment variable {variable}, or name a file that holds it in {key}_file"
            ),
            _ => format!("Set {key}, or the environment variable {variable}"),
        };
        self.wrongs
            .note(self.layers.place(because), key, wrong, remedy);
    }
}

/// Whether this is a whole user id: `@ana:example.org`.
fn is_whole(user: &str) -> bool {
    let parts = user.strip_prefix('@').and_then(|rest| rest.split_once(':'));
    parts.is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        && !user.contains(char::is_whitespace)
}
