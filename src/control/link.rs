//! What a running bot answers when it is asked how the linking of an account goes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far an account is linked. `Debug` does not show the code: whoever scans it links the account.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkAnswer {
    /// The config has no such account.
    None,
    /// It is linked, and the bot is connected.
    Linked,
    /// A phone has to scan this.
    Scan {
        /// What the code says.
        code: String,
        /// For how many more seconds it is good.
        seconds: u64,
    },
    /// It is neither yet, for this reason.
    NotYet(String),
}

impl fmt::Debug for LinkAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Linked => "Linked",
            Self::Scan { .. } => "Scan(…)",
            Self::NotYet(_) => "NotYet(…)",
        })
    }
}
