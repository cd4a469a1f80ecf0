//! What organizers set in chat, over what config says: `quiet 22-8`, `set nudge urgent 1h 4h`.
//!
//! The words of a setting are its name and values, the same in every language: what is shown can be written back.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Board, Policy};
use crate::config::{QuietHours, value};
use crate::parser::Urgency;

/// One thing that is set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// The hours in which the bot starts nothing.
    Quiet(Option<QuietHours>),
    /// How long a need of this urgency waits before each nudge.
    Nudge(Urgency, Vec<Duration>),
    /// When rooms are shown what is open, in minutes of the day.
    Digest(Vec<u16>),
    /// How long a need stays.
    NeedExpires(Duration),
    /// How long an offer stays.
    OfferExpires(Duration),
    /// How long before that its author is asked.
    ExpiryAsked(Duration),
    /// How long before a post's time a helper is asked.
    CheckInBefore(Vec<Duration>),
    /// How long after a promise without a time.
    CheckInAfter(Duration),
    /// How long until they are asked again.
    CheckInAgain(Duration),
    /// How often they are asked.
    CheckInTimes(u32),
    /// How near its time a lost helper is an alarm.
    DropOut(Duration),
    /// How many messages a day the bot starts in a room.
    RoomMessages(u32),
    /// How many with a person.
    PersonMessages(u32),
    /// Whether rooms are nudged about urgent needs in quiet hours.
    UrgentAtNight(bool),
}

/// The name of a setting that could not be read, which says how it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingName {
    /// `quiet 22-8`.
    Quiet,
    /// `set nudge …`.
    Nudge,
    /// `set digest …`.
    Digest,
    /// `set expires …`.
    Expires,
    /// `set check-in …`.
    CheckIn,
    /// `set drop-out …`.
    DropOut,
    /// `set messages …`.
    Messages,
    /// `set urgent-at-night …`.
    UrgentAtNight,
}

impl SettingName {
    /// The setting that a word names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word.to_lowercase().as_str() {
            "quiet" => Self::Quiet,
            "nudge" => Self::Nudge,
            "digest" => Self::Digest,
            "expires" => Self::Expires,
            "check-in" => Self::CheckIn,
            "drop-out" => Self::DropOut,
            "messages" => Self::Messages,
            "urgent-at-night" => Self::UrgentAtNight,
            _ => return None,
        })
    }

    /// How it is written.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Quiet => "quiet 22-8 · quiet off",
            Self::Nudge => {
                "set nudge urgent 1h 4h 12h · set nudge soon 3h 12h · set nudge later off"
            }
            Self::Digest => "set digest 9:00 18:00 · set digest off",
            Self::Expires => "set expires need 7d · set expires offer 14d · set expires ask 24h",
            Self::CheckIn => {
                "set check-in before 24h 3h · set check-in after 24h · set check-in again 4h · set check-in times 3"
            }
            Self::DropOut => "set drop-out 12h",
            Self::Messages => "set messages room 4 · set messages person 2",
            Self::UrgentAtNight => "set urgent-at-night on · set urgent-at-night off",
        }
    }
}

impl Setting {
    /// Reads `quiet 22-8`, `nudge urgent 1h 4h`: the name and its values.
    ///
    /// # Errors
    /// The name, where the values are none of its own; nothing where there is no such name.
    pub fn read(words: &str) -> Result<Self, Option<SettingName>> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let name = words
            .first()
            .and_then(|word| SettingName::of(word))
            .ok_or(None)?;
        Self::of(name, &words[1..]).ok_or(Some(name))
    }

    fn of(name: SettingName, values: &[&str]) -> Option<Self> {
        Some(match (name, values) {
            (SettingName::Quiet, ["off"]) => Self::Quiet(None),
            (SettingName::Quiet, hours) => Self::Quiet(Some(QuietHours::parse(&hours.concat())?)),
            (SettingName::Nudge, [urgency, values @ ..]) => {
                let urgency = match *urgency {
                    "urgent" => Urgency::Urgent,
                    "soon" => Urgency::Soon,
                    "later" => Urgency::Normal,
                    _ => return None,
                };
                let nudges = spans(values)?;
                let rising = nudges.windows(2).all(|two| two[0] < two[1]);
                Self::Nudge(urgency, Some(nudges).filter(|_| rising)?)
            }
            (SettingName::Digest, ["off"]) => Self::Digest(Vec::new()),
            (SettingName::Digest, [_, ..]) => {
                let mut hours: Vec<u16> =
                    values.iter().copied().map(minute).collect::<Option<_>>()?;
                hours.sort_unstable();
                hours.dedup();
                Self::Digest(hours)
            }
            (SettingName::Expires, ["need", after]) => Self::NeedExpires(span(after)?),
            (SettingName::Expires, ["offer", after]) => Self::OfferExpires(span(after)?),
            (SettingName::Expires, ["ask", before]) => Self::ExpiryAsked(span(before)?),
            (SettingName::CheckIn, ["before", values @ ..]) => Self::CheckInBefore(spans(values)?),
            (SettingName::CheckIn, ["after", after]) => Self::CheckInAfter(span(after)?),
            (SettingName::CheckIn, ["again", after]) => Self::CheckInAgain(span(after)?),
            (SettingName::CheckIn, ["times", times]) => {
                Self::CheckInTimes(number(times).filter(|times| (1..=9).contains(times))?)
            }
            (SettingName::DropOut, [window]) => Self::DropOut(span(window)?),
            (SettingName::Messages, ["room", most]) => Self::RoomMessages(number(most)?),
            (SettingName::Messages, ["person", most]) => Self::PersonMessages(number(most)?),
            (SettingName::UrgentAtNight, ["on"]) => Self::UrgentAtNight(true),
            (SettingName::UrgentAtNight, ["off"]) => Self::UrgentAtNight(false),
            _ => return None,
        })
    }

    /// Whether `other` sets the same thing.
    #[must_use]
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nudge(one, _), Self::Nudge(another, _)) => one == another,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// All that can be set, as `policy` has it.
    #[must_use]
    pub fn all(policy: &Policy) -> Vec<Self> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let minutes = |time: &jiff::civil::Time| {
            u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).unwrap_or(0)
        };
        vec![
            Self::Quiet(policy.quiet),
            Self::Nudge(Urgency::Urgent, policy.nudges.urgent.clone()),
            Self::Nudge(Urgency::Soon, policy.nudges.soon.clone()),
            Self::Nudge(Urgency::Normal, policy.nudges.later.clone()),
            Self::Digest(policy.digest.iter().map(minutes).collect()),
            Self::NeedExpires(policy.need_expires),
            Self::OfferExpires(policy.offer_expires),
            Self::ExpiryAsked(policy.expiry_question),
            Self::CheckInBefore(policy.check_ins.before.clone()),
            Self::CheckInAfter(policy.check_ins.after),
            Self::CheckInAgain(policy.check_ins.again),
            Self::CheckInTimes(policy.check_ins.times),
            Self::DropOut(policy.drop_out_window),
            Self::RoomMessages(count(policy.room_messages_per_day)),
            Self::PersonMessages(count(policy.person_messages_per_day)),
            Self::UrgentAtNight(policy.urgent_in_quiet_hours),
        ]
    }

    /// Sets it.
    pub fn apply(&self, policy: &mut Policy) {
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        match self {
            Self::Quiet(quiet) => policy.quiet = *quiet,
            Self::Nudge(Urgency::Urgent, after) => policy.nudges.urgent.clone_from(after),
            Self::Nudge(Urgency::Soon, after) => policy.nudges.soon.clone_from(after),
            Self::Nudge(Urgency::Normal, after) => policy.nudges.later.clone_from(after),
            Self::Digest(minutes) => {
                policy.digest = minutes.iter().filter_map(|it| time(*it)).collect()
            }
            Self::NeedExpires(after) => policy.need_expires = *after,
            Self::OfferExpires(after) => policy.offer_expires = *after,
            Self::ExpiryAsked(before) => policy.expiry_question = *before,
            Self::CheckInBefore(before) => policy.check_ins.before.clone_from(before),
            Self::CheckInAfter(after) => policy.check_ins.after = *after,
            Self::CheckInAgain(after) => policy.check_ins.again = *after,
            Self::CheckInTimes(times) => policy.check_ins.times = *times,
            Self::DropOut(window) => policy.drop_out_window = *window,
            Self::RoomMessages(most) => policy.room_messages_per_day = count(*most),
            Self::PersonMessages(most) => policy.person_messages_per_day = count(*most),
            Self::UrgentAtNight(on) => policy.urgent_in_quiet_hours = *on,
        }
    }
}

/// As it is written.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = |on: &bool| if *on { "on" } else { "off" };
        match self {
            Self::Quiet(None) => write!(f, "quiet off"),
            Self::Quiet(Some(QuietHours { from, to })) => write!(f, "quiet {from}-{to}"),
            Self::Nudge(urgency, after) => {
                let urgency = match urgency {
                    Urgency::Urgent => "urgent",
                    Urgency::Soon => "soon",
                    Urgency::Normal => "later",
                };
                write!(f, "set nudge {urgency} {}", written_all(after))
            }
            Self::Digest(minutes) if minutes.is_empty() => write!(f, "set digest off"),
            Self::Digest(minutes) => {
                write!(f, "set digest")?;
                let mut minutes = minutes.iter();
                minutes.try_for_each(|it| write!(f, " {}:{:02}", it / 60, it % 60))
            }
            Self::NeedExpires(after) => write!(f, "set expires need {}", written(*after)),
            Self::OfferExpires(after) => write!(f, "set expires offer {}", written(*after)),
            Self::ExpiryAsked(before) => write!(f, "set expires ask {}", written(*before)),
            Self::CheckInBefore(before) => write!(f, "set check-in before {}", written_all(before)),
            Self::CheckInAfter(after) => write!(f, "set check-in after {}", written(*after)),
            Self::CheckInAgain(after) => write!(f, "set check-in again {}", written(*after)),
            Self::CheckInTimes(times) => write!(f, "set check-in times {times}"),
            Self::DropOut(window) => write!(f, "set drop-out {}", written(*window)),
            Self::RoomMessages(most) => write!(f, "set messages room {most}"),
            Self::PersonMessages(most) => write!(f, "set messages person {most}"),
            Self::UrgentAtNight(it) => write!(f, "set urgent-at-night {}", on(it)),
        }
    }
}

impl Board {
    /// The rules in force: those of config, and over them what the organizers set in chat.
    #[must_use]
    pub fn policy<'a>(&self, policy: &'a Policy) -> Cow<'a, Policy> {
        if self.settings.is_empty() {
            return Cow::Borrowed(policy);
        }
        let mut policy = policy.clone();
        self.settings.iter().for_each(|it| it.apply(&mut policy));
        Cow::Owned(policy)
    }
}

/// A span of a minute or more.
fn span(text: &str) -> Option<Duration> {
    value::duration(text).filter(|span| *span >= Duration::from_secs(60))
}

/// One span or several; "off" is none.
fn spans(texts: &[&str]) -> Option<Vec<Duration>> {
    match texts {
        [] => None,
        ["off"] => Some(Vec::new()),
        texts => texts.iter().copied().map(span).collect(),
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number| *number <= 99)
}

/// `9:30` → the minute of the day.
fn minute(text: &str) -> Option<u16> {
    let time = value::time_of_day(text)?;
    u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()
}

fn time(minute: u16) -> Option<jiff::civil::Time> {
    let (hour, minute) = (
        i8::try_from(minute / 60).ok()?,
        i8::try_from(minute % 60).ok()?,
    );
    jiff::civil::Time::new(hour, minute, 0, 0).ok()
}

fn written(span: Duration) -> String {
    let seconds = span.as_secs();
    let units = [("d", 86_400), ("h", 3_600), ("m", 60)];
    let whole = units
        .iter()
        .find(|(_, unit)| seconds >= *unit && seconds.is_multiple_of(*unit));
    match whole {
        // "24h" is what people write of a day.
        Some(("d", _)) if seconds == 86_400 => "24h".to_owned(),
        Some((name, unit)) => format!("{}{name}", seconds / unit),
        None => format!("{seconds}s"),
    }
}

fn written_all(spans: &[Duration]) -> String {
    if spans.is_empty() {
        return "off".to_owned();
    }
    let spans: Vec<String> = spans.iter().copied().map(written).collect();
    spans.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_written_back() {
        for setting in Setting::all(&Policy::default()) {
            let line = setting.to_string();
            let words = line.strip_prefix("set ").unwrap_or(&line);
            assert_eq!(Setting::read(words), Ok(setting), "{line}");
        }
        for name in [
            "quiet",
            "nudge",
            "digest",
            "expires",
            "check-in",
            "drop-out",
            "messages",
            "urgent-at-night",
        ] {
            let name = SettingName::of(name).unwrap();
            for example in name.example().split(" · ") {
                let words = example.strip_prefix("set ").unwrap_or(example);
                assert!(Setting::read(words).is_ok(), "{example}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_says_which_it_was() {
        for (words, name) in [
            ("quiet", Some(SettingName::Quiet)),
            ("quiet 25-8", Some(SettingName::Quiet)),
            ("nudge urgent 4h 1h", Some(SettingName::Nudge)),
            ("nudge often 1h", Some(SettingName::Nudge)),
            ("digest 24:00", Some(SettingName::Digest)),
            ("digest", Some(SettingName::Digest)),
            ("expires need never", Some(SettingName::Expires)),
            ("expires need 0h", Some(SettingName::Expires)),
            ("check-in times 0", Some(SettingName::CheckIn)),
            ("messages room -1", Some(SettingName::Messages)),
            ("the table", None),
            ("", None),
        ] {
            assert_eq!(Setting::read(words), Err(name), "{words}");
        }
    }

    #[test]
    fn what_is_set_holds_over_config() {
        let config = Policy::default();
        let mut board = Board::default();
        assert!(matches!(board.policy(&config), Cow::Borrowed(_)));
        for words in ["quiet off", "digest 9:00", "nudge soon 2h"] {
            let setting = Setting::read(words).unwrap();
            board.apply(&crate::board::Fact::Set { setting });
        }
        let policy = board.policy(&config);
        assert_eq!(policy.quiet, None);
        assert_eq!(policy.nudges.soon, [Duration::from_secs(7200)]);
        assert_eq!(policy.nudges.urgent, config.nudges.urgent);
    }
}
