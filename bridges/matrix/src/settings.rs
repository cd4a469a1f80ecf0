//! What an operator says about the Matrix account.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

/// One Matrix account and how to be it. `Debug` shows neither secrets nor who it is.
#[derive(Clone)]
pub struct MatrixSettings {
    /// Address of the homeserver (`https://matrix.example.org`), or the name after the colon in its
    /// user ids (`example.org`), whose well-known file then names the address.
    pub homeserver: String,
    /// The account: `@bot:example.org`, or `bot`.
    pub user: String,
    /// How it proves itself.
    pub auth: MatrixAuth,
    /// Recovery key of an account that had one before wegotus; otherwise one is made.
    pub recovery_key: Option<SecretString>,
    /// Whose invitations are accepted: full user ids, `@*:example.org`, or `*`.
    pub inviters: Vec<String>,
    /// Accounts that pass on others' words in rooms that do not tell of them: full user ids.
    pub bridges: Vec<String>,
    /// Directory of the device's own store.
    pub store: PathBuf,
    /// What the device is called in people's session lists.
    pub device_name: String,
    /// How far back a gap is filled after an absence.
    pub max_gap: Duration,
}

/// How the account proves itself.
#[derive(Clone)]
pub enum MatrixAuth {
    /// By logging in, once; the session is kept.
    Password {
        /// The account's password.
        password: SecretString,
        /// What the new device is to be called by the homeserver; made up when empty. A device that is
        /// there already keeps its name.
        device_id: String,
    },
    /// With a session somebody else made.
    Token {
        /// Its access token.
        access_token: SecretString,
        /// Its device; asked of the homeserver when empty.
        device_id: String,
    },
}

impl MatrixSettings {
    /// Seven days: how far back a gap is filled unless an operator says otherwise.
    pub const MAX_GAP: Duration = Duration::from_secs(7 * 24 * 3600);
}

impl fmt::Debug for MatrixAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password { .. } => "Password(…)",
            Self::Token { .. } => "Token(…)",
        })
    }
}

impl fmt::Debug for MatrixSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MatrixSettings")
            .field("homeserver", &self.homeserver)
            .field("auth", &self.auth)
            .field("recovery_key", &self.recovery_key.as_ref().map(|_| "…"))
            .field("inviters", &self.inviters.len())
            .field("max_gap", &self.max_gap)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_never_show_a_secret_or_a_person() {
        let settings = MatrixSettings {
            homeserver: "https://matrix.example.org".into(),
            user: "@board:example.org".into(),
            auth: MatrixAuth::Token {
                access_token: "syt_hush".to_owned().into(),
                device_id: "HUSHDEVICE".into(),
            },
            recovery_key: Some("EsTh hush".to_owned().into()),
            inviters: vec!["@ana-hush:example.org".into()],
            bridges: vec!["@relay-hush:example.org".into()],
            store: "/hush".into(),
            device_name: "hush".into(),
            max_gap: MatrixSettings::MAX_GAP,
        };
        let shown = format!("{settings:?}");
        assert!(
            !shown.to_lowercase().contains("hush") && !shown.contains("@board"),
            "{shown}"
        );
        let by_password = format!(
            "{:?}",
            MatrixAuth::Password {
                password: "hush".to_owned().into(),
                device_id: "HUSHDEVICE".into(),
            }
        );
        assert!(!by_password.to_lowercase().contains("hush"));
    }
}
