//! What an operator says about the WhatsApp account.

use std::fmt;

use crate::pace::Pace;

/// One WhatsApp account. `Debug` does not show where it connects to.
#[derive(Clone)]
pub struct WhatsAppSettings {
    /// What the device is called in the account's list of linked devices.
    pub device_name: String,
    /// How fast it writes.
    pub pace: Pace,
    /// A server in WhatsApp's place (`ws://…`), for tests; `None`: WhatsApp itself.
    pub server: Option<String>,
}

impl fmt::Debug for WhatsAppSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WhatsAppSettings")
            .field("pace", &self.pace)
            .field("server", &self.server.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}
