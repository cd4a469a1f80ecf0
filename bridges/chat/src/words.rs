//! Text and names that redact themselves in `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What somebody wrote. `Debug` shows its length only.
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(String);

/// The name somebody goes by in a room. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(…)")
    }
}

macro_rules! string_like {
    ($($kind:ident)*) => {$(
        impl $kind {
            /// The words themselves.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl From<String> for $kind {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
        impl From<&str> for $kind {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}
string_like!(Text Name);
