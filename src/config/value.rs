//! The small types of a configuration, and how each is read from text.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize, de::value::StrDeserializer};

use crate::parser::Language;

/// Hours of the day in which nothing is sent unasked, from `from`:00 until `to`:00; over midnight when
/// `from` is the greater.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct QuietHours {
    /// The first quiet hour, 0 to 23.
    pub from: u8,
    /// The hour in which quiet ends, 0 to 23; never `from`.
    pub to: u8,
}

impl QuietHours {
    /// Reads `"22-8"`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let hour = |text: &str| text.trim().parse::<u8>().ok().filter(|hour| *hour < 24);
        let (from, to) = (hour(from)?, hour(to)?);
        (from != to).then_some(Self { from, to })
    }

    /// Whether the hour `hour`:00 to `hour`:59 is quiet.
    #[must_use]
    pub fn holds(self, hour: u8) -> bool {
        if self.from < self.to {
            (self.from..self.to).contains(&hour)
        } else {
            hour >= self.from || hour < self.to
        }
    }
}

/// Reads `"500ms"`, `"90s"`, `"15m"`, `"3h"`, `"7d"` or `"2w"`; ten years at most.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    const LONGEST: Duration = Duration::from_secs(10 * 366 * 24 * 60 * 60);
    let text = text.trim();
    let unit = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at(unit);
    let millis: u64 = match unit.trim() {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "w" => 604_800_000,
        _ => return None,
    };
    let span = Duration::from_millis(count.parse::<u64>().ok()?.checked_mul(millis)?);
    (span <= LONGEST).then_some(span)
}

/// Reads a time of day: `"18:00"`, `"9:30"`.
#[must_use]
pub fn time_of_day(text: &str) -> Option<jiff::civil::Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    let whole = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
    if !whole(hour) || !whole(minute) || minute.len() != 2 {
        return None;
    }
    jiff::civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Reads a language's tag (`en`, `hi-Latn` …), one of those the parser knows.
#[must_use]
pub fn language(tag: &str) -> Option<Language> {
    Language::deserialize(StrDeserializer::<serde::de::value::Error>::new(tag)).ok()
}

/// The tag of a language.
#[must_use]
pub fn tag(language: Language) -> Option<String> {
    serde_json::to_value(language)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

/// The bot's own account name. `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Account(pub(super) String);

impl Account {
    /// A full id (`@bot:example.org`) or its first part (`bot`).
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Account(…)")
    }
}

/// User ids, with `*` for anything: `@ana:example.org`, `@*:example.org`, `*`. `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct UserPattern(String);

impl UserPattern {
    /// Reads a pattern that can match a Matrix user id.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let whole = text.starts_with(['@', '*']) && text.contains(':');
        (whole || text == "*").then(|| Self(text.to_owned()))
    }

    /// The pattern as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `user` is one of those meant. Takes time in proportion to both lengths multiplied.
    #[must_use]
    pub fn matches(&self, user: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| user.strip_prefix(first)) else {
            return false;
        };
        let Some(last) = parts.next_back() else {
            return rest.is_empty();
        };
        for part in parts {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

impl fmt::Debug for UserPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserPattern(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_a_number_and_a_unit() {
        let seconds = |text| duration(text).map(|span| span.as_secs_f64());
        assert_eq!(seconds("500ms"), Some(0.5));
        assert_eq!(seconds("0s"), Some(0.0));
        assert_eq!(seconds("90m"), Some(5400.0));
        assert_eq!(seconds("7d"), Some(604_800.0));
        assert_eq!(seconds("2w"), seconds("14d"));
        for none in [
            "",
            "7",
            "h",
            "-1h",
            "1.5h",
            "1h30m",
            "7 days",
            "999999999999999999w",
            "4000d",
            "٣h",
        ] {
            assert_eq!(duration(none), None, "{none}");
        }
    }

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let night = QuietHours::parse("22-8").unwrap();
        assert!(night.holds(22) && night.holds(0) && night.holds(7));
        assert!(!night.holds(8) && !night.holds(21));
        let siesta = QuietHours::parse("13 - 16").unwrap();
        assert!(siesta.holds(13) && !siesta.holds(16) && !siesta.holds(0));
        for none in ["", "22", "24-8", "8-8", "-1-8", "22:00-8:00", "a-b"] {
            assert_eq!(QuietHours::parse(none), None, "{none}");
        }
    }

    #[test]
    fn patterns_match_whole_ids() {
        let matches = |pattern, user| UserPattern::parse(pattern).unwrap().matches(user);
        assert!(matches("@ana:example.org", "@ana:example.org"));
        assert!(!matches("@ana:example.org", "@ana:example.org.evil.net"));
        assert!(matches("@*:example.org", "@ben:example.org"));
        assert!(!matches("@*:example.org", "@ben:elsewhere.org"));
        assert!(matches("*", "@anyone:anywhere"));
        assert!(matches("@a*b*:x", "@a1b2:x"));
        assert!(!matches("@ab*b:x", "@ab:x"));
        for none in ["", "ana", "@ana", "example.org"] {
            assert!(UserPattern::parse(none).is_none(), "{none}");
        }
    }

    #[test]
    fn tags_are_those_of_the_parser() {
        assert_eq!(language("hi-Latn"), Some(Language::HindiLatin));
        assert_eq!(language("en"), Some(Language::English));
        assert_eq!(language("xx"), None);
    }
}
