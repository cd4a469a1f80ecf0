//! What was read of a message, as JSON: the same keys in `detect` and `replay`.

use jiff::tz::TimeZone;
use serde::Serialize;
use wegotus_chat::Timestamp;

use crate::board::{Kind, PostNo};
use crate::parser::{
    Command, Decision, Details, Monthly, Precision, Repeats, RoomManner, Slots, Urgency,
};

/// The details of a post.
#[derive(Serialize)]
pub(super) struct DetailsJson<'a> {
    category: &'static str,
    slots: Slots,
    when: Option<WhenJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repeats: Option<RepeatsJson>,
    #[serde(rename = "where")]
    place: Option<&'a str>,
    urgent: bool,
    redacted: &'a str,
}

/// When something is wanted.
#[derive(Serialize)]
struct WhenJson {
    at: String,
    precision: Precision,
}

/// How something comes round.
#[derive(Serialize)]
struct RepeatsJson {
    /// Every how many weeks.
    weeks: u8,
    /// On which days, in English; none where no day is named.
    days: Vec<String>,
    /// On which day of the month, where it comes round by the month: `open`, `day` or `nth` with its number, 5 for the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    monthly: Option<Monthly>,
    /// At which hour, by the clock on the wall.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

/// A command, with what it names.
#[derive(Serialize)]
pub(super) struct CommandJson {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<PostNo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
}

/// One line of JSON.
pub(super) fn line(value: &impl Serialize) -> anyhow::Result<String> {
    let mut line = serde_json::to_string(value)?;
    line.push('\n');
    Ok(line)
}

/// An instant in a time zone: `2026-12-11T07:00:00-05:00`.
pub(super) fn instant(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_jiff().to_zoned(zone.clone());
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// `post`, `ask` or `silent`.
pub(super) fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Post => "post",
        Decision::Ask => "ask",
        Decision::Silent => "silent",
    }
}

/// A confidence with no more digits than mean something.
pub(super) fn confidence(confidence: f32) -> f64 {
    (f64::from(confidence) * 10_000.0).round() / 10_000.0
}

impl<'a> DetailsJson<'a> {
    pub(super) fn of(details: &'a Details, zone: &TimeZone) -> Self {
        Self {
            category: details.category.as_str(),
            slots: details.slots,
            when: details.when.map(|when| WhenJson {
                at: instant(when.at, zone),
                precision: when.precision,
            }),
            repeats: details.repeats.map(RepeatsJson::of),
            place: details.place.as_ref().map(|place| place.as_str()),
            urgent: details.urgency == Urgency::Urgent,
            redacted: details.summary.as_str(),
        }
    }
}

impl RepeatsJson {
    fn of(repeats: Repeats) -> Self {
        let day = |day| format!("{day:?}").to_lowercase();
        Self {
            weeks: repeats.weeks(),
            days: repeats.days().map(day).collect(),
            monthly: repeats.monthly(),
            at: repeats.clock(),
        }
    }
}

impl CommandJson {
    pub(super) fn of(command: &Command) -> Self {
        let (name, post) = match command {
            Command::Claim { post, .. } => ("claim", *post),
            Command::Backup { post } => ("backup", *post),
            Command::Release { post } => ("release", *post),
            Command::Done { post } => ("done", *post),
            Command::Withdraw { post } => ("withdraw", *post),
            Command::SomeoneElse { post } => ("someone_else", *post),
            Command::StillNeeded { post } => ("still_needed", *post),
            Command::NotSure { post } => ("not_sure", *post),
            Command::Share { post } => ("share", *post),
            Command::Stop { post } => ("stop", *post),
            Command::Rest => ("rest", None),
            Command::Back => ("back", None),
            Command::Person => ("person", None),
            Command::NotSafe { post } => ("not_safe", *post),
            Command::Nobody => ("nobody", None),
            Command::Introduce { post } => ("introduce", *post),
            Command::Steward => ("steward", None),
            Command::Manner(RoomManner::Listen) => ("listen", None),
            Command::Manner(RoomManner::Explicit) => ("explicit", None),
            Command::Manner(RoomManner::Local) => ("local", None),
            Command::Manner(RoomManner::Shared) => ("shared", None),
            Command::About { post, .. } => ("about", Some(*post)),
            Command::Mark { .. } => ("mark", None),
            Command::Yes { post } => ("yes", *post),
            Command::No { post } => ("no", *post),
            Command::Choice { post, .. } => ("choice", *post),
            Command::Set { .. } => ("set", None),
            Command::Settings => ("settings", None),
            Command::Nights { .. } => ("nights", None),
            Command::Board => ("board", None),
            Command::Needs => ("needs", None),
            Command::Offers => ("offers", None),
            Command::Mine => ("mine", None),
            Command::Help => ("help", None),
            Command::Speak { .. } => ("language", None),
            Command::IgnoreMe => ("ignore-me", None),
            Command::ListenToMe => ("listen-to-me", None),
            Command::ForgetMe => ("forget-me", None),
            Command::LinkMe { .. } => ("link-me", None),
            Command::Link { .. } => ("link", None),
            Command::Want => ("want", None),
            Command::Who => ("who", None),
            Command::Unlink { .. } => ("unlink-me", None),
            Command::Organize(it) => (it.verb.as_str(), it.posts.first().copied()),
            Command::Join { .. } => ("join", None),
        };
        let count = match command {
            Command::Claim { count, .. } => *count,
            Command::Choice { number, .. } => Some(u32::from(*number)),
            _ => None,
        };
        let kind = match command {
            Command::Mark { kind } => Some(*kind),
            _ => None,
        };
        Self {
            name,
            kind,
            post,
            count,
        }
    }
}
