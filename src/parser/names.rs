//! The names of categories and languages, as config, files and pages write them.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{Category, Language};

/// A category or a language that there is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("no such {what}; known are {known}")]
pub struct UnknownName {
    what: &'static str,
    known: &'static str,
}

macro_rules! named {
    ($kind:ident, $what:literal, $name:ident, $known:literal, $($variant:ident = $text:literal)*) => {
        impl $kind {
            /// Every one, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name in files.
            #[must_use]
            pub fn $name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),*
                }
            }
        }

        impl FromStr for $kind {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                let named = Self::ALL.iter().copied().find(|it| it.$name() == text);
                named.ok_or(UnknownName { what: $what, known: $known })
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.$name())
            }
        }
    };
}

named! {
    Category, "category", as_str,
    "food, water, medical, shelter, transport, clothing, money, childcare, eldercare, errands, information, supplies, baby, tools, emotional, other",
    Food = "food" Water = "water" Medical = "medical" Shelter = "shelter" Transport = "transport"
    Clothing = "clothing" Money = "money" Childcare = "childcare" Eldercare = "eldercare"
    Errands = "errands" Information = "information" Supplies = "supplies" Baby = "baby"
    Tools = "tools" Emotional = "emotional" Other = "other"
}

named! {
    Language, "language", tag, "en, es, fr, pt, ar, he, de, hi-Latn",
    English = "en" Spanish = "es" French = "fr" Portuguese = "pt" Arabic = "ar" Hebrew = "he"
    German = "de" HindiLatin = "hi-Latn"
}
