//! Who, where and which message. The `native` part belongs to the bridge that made it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of chat network.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Debug)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// A Matrix homeserver.
    Matrix,
    /// Signal, through signal-cli.
    Signal,
    /// WhatsApp, as a linked device or through the Cloud API.
    WhatsApp,
    /// Rooms inside this process.
    Sandbox,
}

impl Platform {
    /// The lower-case name used in config, ids and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Signal => "signal",
            Self::WhatsApp => "whatsapp",
            Self::Sandbox => "sandbox",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Platform {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Matrix, Self::Signal, Self::WhatsApp, Self::Sandbox]
            .into_iter()
            .find(|platform| platform.as_str() == text)
            .ok_or(())
    }
}

/// A room (group chat, or a private chat with the bot) on one platform.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RoomRef {
    /// The network it is on.
    pub platform: Platform,
    /// The network's own id; only its bridge reads it.
    pub native: String,
}

/// A person's account on one platform.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PersonRef {
    /// The network it is on.
    pub platform: Platform,
    /// The network's own id (a Matrix user id, a Signal account id …); only its bridge reads it.
    pub native: String,
}

/// One message in a room. Signal and WhatsApp name a message by author and id, so their `native`
/// carries both.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageRef {
    /// Where it stands.
    pub room: RoomRef,
    /// The network's own id; only its bridge reads it.
    pub native: String,
}

impl RoomRef {
    /// A room from its platform and native id.
    pub fn new(platform: Platform, native: impl Into<String>) -> Self {
        Self {
            platform,
            native: native.into(),
        }
    }
}

impl PersonRef {
    /// A person from platform and native id.
    pub fn new(platform: Platform, native: impl Into<String>) -> Self {
        Self {
            platform,
            native: native.into(),
        }
    }
}

impl MessageRef {
    /// A message from its room and native id.
    pub fn new(room: RoomRef, native: impl Into<String>) -> Self {
        Self {
            room,
            native: native.into(),
        }
    }
}

// A native id may be a phone number or a name: it never reaches a log.
macro_rules! debug_without_native {
    ($($kind:ident: $platform:expr;)*) => {$(
        impl fmt::Debug for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($kind), "({}:…)"), $platform(self))
            }
        }
    )*};
}
debug_without_native! {
    RoomRef: |it: &RoomRef| it.platform;
    PersonRef: |it: &PersonRef| it.platform;
    MessageRef: |it: &MessageRef| it.room.platform;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_show_what_they_name() {
        let room = RoomRef::new(Platform::WhatsApp, "4915550100@s.whatsapp.net");
        let message = MessageRef::new(room.clone(), "4915550100/ABC");
        let person = PersonRef::new(Platform::Matrix, "@ana:example.org");
        let shown = format!("{room:?} {message:?} {person:?}");
        assert_eq!(
            shown,
            "RoomRef(whatsapp:…) MessageRef(whatsapp:…) PersonRef(matrix:…)"
        );
    }
}
