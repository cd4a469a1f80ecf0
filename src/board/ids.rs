//! Opaque ids. Facts and effects carry only these; what they stand for is in the vault.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A post's number, as people write it: `#14`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostNo(pub u32);

impl fmt::Display for PostNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// Need or offer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody asks.
    Need,
    /// Somebody gives.
    Offer,
}

impl Kind {
    /// `need` or `offer`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Offer => "offer",
        }
    }
}

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// Stands where one was erased: no keyed hash is ever this, as far as chance goes.
            pub const NONE: Self = Self([u8::MAX; 16]);
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let hex = String::deserialize(from)?;
                let mut id = [0; 16];
                if hex.len() != 32 || !hex.is_ascii() {
                    return Err(D::Error::custom("an id is 32 hexadecimal digits"));
                }
                for (byte, at) in id.iter_mut().zip((0..32).step_by(2)) {
                    *byte = u8::from_str_radix(&hex[at..at + 2], 16).map_err(D::Error::custom)?;
                }
                Ok(Self(id))
            }
        }
    )*};
}

opaque! {
    /// A person: a keyed hash of their account.
    PersonId
    /// A room: a keyed hash of its reference.
    RoomId
    /// A message: a keyed hash of its reference.
    MsgId
    /// A code that links accounts: a keyed hash of its letters.
    LinkId
}

macro_rules! counted {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub u32);
    )*};
}

counted! {
    /// A notice: one message of the bot's that shows posts in a room.
    NoticeId
    /// A hand-off: the private conversation between the two ends of a claim.
    HandoffId
    /// A text on its way from one end of a hand-off to the other.
    RelayId
}
