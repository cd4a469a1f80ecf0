//! Rooms, people and emoji by name: text → a value that is known to be usable, or a [`SandboxError`].

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::{Abilities, Ability, PersonRef, Platform, RoomRef};

use crate::SandboxError;

/// The name the bot speaks under. No person can have it.
pub const BOT_NAME: &str = "wegotus";

/// The longest text of one message, in bytes.
pub const MAX_TEXT_BYTES: usize = 512 * 1024;

const MAX_NAME_CHARS: usize = 64;
const MAX_EMOJI_CHARS: usize = 16;
const DIRECT: &str = "dm:";
const HOUR: u64 = 3600;

/// A person, known by name alone, and a member of all three group rooms. `Debug` hides the name.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Person(String);

impl Person {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Their account, as the app knows it.
    #[must_use]
    pub fn to_ref(&self) -> PersonRef {
        PersonRef::new(Platform::Sandbox, self.as_str())
    }
}

impl FromStr for Person {
    type Err = SandboxError;

    fn from_str(text: &str) -> Result<Self, SandboxError> {
        let name = text.trim();
        let usable = name.chars().any(|c| !is_joiner(c))
            && name.chars().count() <= MAX_NAME_CHARS
            && !name.chars().any(is_unseen)
            && !name.eq_ignore_ascii_case(BOT_NAME);
        if usable {
            Ok(Self(name.to_owned()))
        } else {
            Err(SandboxError::BadName)
        }
    }
}

/// Control characters, and those that hide in a name or turn the text around it: with them two names
/// could look alike.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Joiners shape letters and emoji, so they may stand in a name, but not alone.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}') || c.is_whitespace()
}

/// A room of the sandbox.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Debug)]
#[serde(try_from = "String", into = "String")]
pub enum Room {
    /// Behaves like a WhatsApp group.
    WhatsApp,
    /// Behaves like a Signal group.
    Signal,
    /// Behaves like a Matrix room.
    Matrix,
    /// The private chat between this person and the bot.
    Direct(Person),
}

impl Room {
    /// The three group rooms, in the order they are shown.
    pub const GROUPS: [Self; 3] = [Self::WhatsApp, Self::Signal, Self::Matrix];

    /// The room, as the app knows it.
    #[must_use]
    pub fn to_ref(&self) -> RoomRef {
        RoomRef::new(Platform::Sandbox, self.to_string())
    }

    /// Whether the room is a private chat.
    #[must_use]
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Direct(_))
    }

    /// Whether this person can act in the room.
    #[must_use]
    pub fn admits(&self, person: &Person) -> bool {
        match self {
            Self::Direct(owner) => owner == person,
            Self::WhatsApp | Self::Signal | Self::Matrix => true,
        }
    }

    /// What can be done in the room and for how long, as its network would have it: WhatsApp lets a
    /// message be edited for 15 minutes and deleted for two days and a half, Signal both for a day, Matrix
    /// both always. A private chat is like Matrix.
    #[must_use]
    pub fn abilities(&self) -> Abilities {
        let (edit, delete) = match self {
            Self::WhatsApp => (
                Ability::Within(Duration::from_secs(HOUR / 4)),
                Ability::Within(Duration::from_secs(60 * HOUR)),
            ),
            Self::Signal => (
                Ability::Within(Duration::from_secs(24 * HOUR)),
                Ability::Within(Duration::from_secs(24 * HOUR)),
            ),
            Self::Matrix | Self::Direct(_) => (Ability::Always, Ability::Always),
        };
        Abilities {
            edit,
            delete,
            react: Ability::Always,
            direct: Ability::Always,
        }
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WhatsApp => f.write_str("whatsapp"),
            Self::Signal => f.write_str("signal"),
            Self::Matrix => f.write_str("matrix"),
            Self::Direct(person) => write!(f, "{DIRECT}{}", person.as_str()),
        }
    }
}

impl FromStr for Room {
    type Err = SandboxError;

    fn from_str(text: &str) -> Result<Self, SandboxError> {
        match text {
            "whatsapp" => Ok(Self::WhatsApp),
            "signal" => Ok(Self::Signal),
            "matrix" => Ok(Self::Matrix),
            _ => match text.strip_prefix(DIRECT) {
                Some(name) => name.parse().map(Self::Direct),
                None => Err(SandboxError::UnknownRoom),
            },
        }
    }
}

/// What is put on a message: a few characters without spaces.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Debug)]
#[serde(try_from = "String", into = "String")]
pub struct Emoji(String);

impl Emoji {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Emoji {
    type Err = SandboxError;

    fn from_str(text: &str) -> Result<Self, SandboxError> {
        let emoji = text.trim();
        let count = emoji.chars().count();
        let usable = (1..=MAX_EMOJI_CHARS).contains(&count)
            && !emoji.chars().any(|c| c.is_control() || c.is_whitespace());
        if usable {
            Ok(Self(emoji.to_owned()))
        } else {
            Err(SandboxError::BadEmoji)
        }
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(…)")
    }
}

macro_rules! kept_as_text {
    ($($kind:ident: $text:expr;)*) => {$(
        impl TryFrom<String> for $kind {
            type Error = SandboxError;

            fn try_from(text: String) -> Result<Self, SandboxError> {
                text.parse()
            }
        }
        impl From<$kind> for String {
            fn from(it: $kind) -> Self {
                $text(it)
            }
        }
    )*};
}
kept_as_text! {
    Person: |it: Person| it.0;
    Room: |it: Room| it.to_string();
    Emoji: |it: Emoji| it.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_kept_as_written() {
        assert_eq!(
            "  Ana María ".parse::<Person>().unwrap().as_str(),
            "Ana María"
        );
        assert_eq!("فاطمة".parse::<Person>().unwrap().as_str(), "فاطمة");
        assert!("x".repeat(64).parse::<Person>().is_ok());
    }

    #[test]
    fn a_name_that_hides_or_misleads_is_refused() {
        let long = "x".repeat(65);
        for name in [
            "",
            "  ",
            "\u{200b}",
            "\u{200d}",
            "A\nB",
            "A\0",
            "Ana\u{202e}",
            "WeGotUs",
            &long,
        ] {
            assert_eq!(
                name.parse::<Person>(),
                Err(SandboxError::BadName),
                "{name:?}"
            );
        }
    }

    #[test]
    fn a_room_reads_back_as_it_is_written() {
        for name in ["whatsapp", "signal", "matrix", "dm:Ana"] {
            assert_eq!(name.parse::<Room>().unwrap().to_string(), name);
        }
        assert_eq!("telegram".parse::<Room>(), Err(SandboxError::UnknownRoom));
        assert_eq!("dm:".parse::<Room>(), Err(SandboxError::BadName));
    }
}
