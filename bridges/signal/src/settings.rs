//! What an operator says about the Signal account.

use std::fmt;
use std::path::PathBuf;

/// One Signal account and the signal-cli that speaks for it. `Debug` does not show who it is.
#[derive(Clone)]
pub struct SignalSettings {
    /// Which signal-cli.
    pub daemon: Daemon,
    /// The account's number; `None`: the one that was linked, or the only one signal-cli has.
    pub account: Option<String>,
    /// Whose invitations to a group are accepted: account ids, or `*`.
    pub inviters: Vec<String>,
    /// What the device is called in the account's list of devices.
    pub device_name: String,
}

/// A signal-cli in daemon mode.
#[derive(Clone)]
pub enum Daemon {
    /// One that runs beside the bot, at this address.
    Beside(String),
    /// One that the bot starts and ends.
    Child {
        /// The program and its first arguments.
        command: Vec<String>,
        /// The folder it keeps the account in.
        store: PathBuf,
    },
}

impl fmt::Debug for SignalSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignalSettings")
            .field("daemon", &self.daemon)
            .field("account", &self.account.as_ref().map(|_| "…"))
            .field("inviters", &self.inviters.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Daemon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Beside(_) => "Beside(…)",
            Self::Child { .. } => "Child(…)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_never_show_whose_account_it_is() {
        let settings = SignalSettings {
            daemon: Daemon::Child {
                command: vec!["hush".into()],
                store: "/hush".into(),
            },
            account: Some("+12025550134".into()),
            inviters: vec!["hush".into()],
            device_name: "hush".into(),
        };
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hush") && !shown.contains("555"), "{shown}");
    }
}
