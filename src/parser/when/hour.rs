//! Hours: which of those a message names is meant, and in which half of the day it is.

use std::ops::Range;

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time as Clock};

use super::super::Language;
use super::super::role::{Cue, Moment, Role, Time};
use super::scene::Scene;
use super::{number, quarter, range};

/// How many words may stand between an hour and the half of the day it is in.
const HALF_NEAR: usize = 4;

/// An hour as it was named.
#[derive(Clone, Copy)]
pub(super) struct Hour {
    /// 24 is the end of the day.
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) half: Half,
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Evening,
    /// It does not say.
    Either,
    /// Counted to 24.
    Plain,
}

impl Hour {
    /// The hour on that day. "At 3" is in the afternoon, and an hour of today that has passed is the later one.
    pub(super) fn on(self, date: Date, now: &Zoned) -> DateTime {
        let later = match self.half {
            Half::Morning | Half::Plain => false,
            Half::Evening => true,
            Half::Either => {
                let early = Clock::new(self.hour % 24, self.minute, 0, 0).unwrap_or_default();
                self.hour < 6 || (date == now.date() && early <= now.time())
            }
        };
        let hour = match (later, self.hour) {
            (true, 1..=11) => self.hour + 12,
            (false, 12) if self.half == Half::Morning => 0,
            (_, hour) => hour,
        };
        let date = if hour == 24 {
            date.tomorrow().unwrap_or(date)
        } else {
            date
        };
        date.to_datetime(Clock::new(hour % 24, self.minute, 0, 0).unwrap_or_default())
    }
}

/// The first hour, of the sentence that the day of tokens `day` is in where one is given: that of another sentence belongs
/// to something else. Its numbers are none, nor is the number at token `number`.
pub(super) fn named_hour(
    scene: &Scene<'_>,
    day: Option<Range<usize>>,
    number: Option<usize>,
) -> Option<Hour> {
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    // The full stop of "12.11." ends no sentence.
    let beside = |at: usize, of: &dyn Fn(usize) -> Option<usize>| {
        let Some(day) = &day else {
            return true;
        };
        let stop = day.end > day.start + 1 && scene.number(day.end - 1).is_some();
        of(day.start) == of(at)
            || of(day.end - 1) == of(at)
            || stop && of(day.end).is_some_and(|next| of(at) == Some(next))
    };
    let taken = |at: usize| day.as_ref().is_some_and(|day| day.contains(&at)) || number == Some(at);
    let mut tokens = (0..scene.len()).filter(|at| beside(*at, &sentence) && !taken(*at));
    let mut near = (0..scene.len()).filter(|at| beside(*at, &|at| scene.clause(at)) && !taken(*at));
    let found = |at: usize| hour(scene, at).filter(|_| !is_past(scene, at));
    near.find_map(found).or_else(|| tokens.find_map(found))
}

/// Whether the hour at token `at` is past, or that of a day that is: "since 5am", "since Monday at 6", "gestern um 18 Uhr".
fn is_past(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_past(at) || is_since(scene, at) || follows_past(scene, at)
}

/// Whether "since" leads to the hour at token `at`. In Spanish and Portuguese it leads to hours to come too, unless
/// something is missing: "desde las 6 sin luz".
fn is_since(scene: &Scene<'_>, at: usize) -> bool {
    let leads = |at: usize| scene.ends(at, Time::Since);
    let since = leads(at)
        || at.checked_sub(1).is_some_and(leads)
        || at > 0 && scene.word(at - 1) == "las" && at > 1 && scene.word(at - 2) == "desde";
    match scene.language() {
        Some(Language::Spanish | Language::Portuguese) => {
            let lacks = |role| {
                matches!(
                    role,
                    Role::Moment(Moment::Lacking) | Role::Cue(Cue::Lack | Cue::Plight)
                )
            };
            since && scene.clause_has(at, lacks)
        }
        Some(Language::Arabic | Language::HindiLatin) => false,
        _ => since,
    }
}

/// Whether token `at` is the hour of a day that is past: "since Monday at 6".
fn follows_past(scene: &Scene<'_>, at: usize) -> bool {
    let hits = &scene.message.hits;
    let from = hits.partition_point(|hit| hit.at + 8 < at);
    let days = hits[from..].iter().take_while(|hit| hit.at < at);
    let since = Role::Time(Time::Since);
    let mut days = days.filter(|hit| is_named(hit.role) && scene.bounds(hit.at, hit.end(), since));
    days.any(|hit| lead_end(scene, hit.end()) == at)
}

/// Whether it is a day by its name: "tomorrow", "Friday".
pub(super) fn is_named(role: Role) -> bool {
    matches!(role, Role::Time(Time::Day(_) | Time::Weekday(_)))
}

/// Where the hour of a day that ends before token `end` would stand: right behind, or behind its "at".
fn lead_end(scene: &Scene<'_>, end: usize) -> usize {
    scene.phrase(end, Time::At).unwrap_or(end)
}

/// Whether an hour stands right behind a day that ends before token `end`, with at most its "at" between.
pub(super) fn follows(scene: &Scene<'_>, end: usize) -> bool {
    let lead = lead_end(scene, end);
    let same = end
        .checked_sub(1)
        .is_some_and(|last| scene.joined(last, lead));
    same && hour(scene, lead).is_some()
}

/// The hour that is named from token `at` on.
fn hour(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    if scene.idle(at) {
        return None;
    }
    quarter::minutes_first(scene, at)
        .or_else(|| range::from_to(scene, at))
        .or_else(|| quarter::by_name(scene, at))
        .or_else(|| number::compact(scene, at))
        .or_else(|| number::by_number(scene, at))
}

/// Whether a word for a half of the day stands right at token `at`, or near the hour where none does.
pub(super) fn half_of(scene: &Scene<'_>, at: usize, after: usize, hour: i8, other: Half) -> Half {
    // What follows the hour tells more than what stands near.
    let told = scene.half_told(after);
    let near = |half: Time| told.is_none() && hour < 12 && beside(scene, at, Role::Time(half));
    let evening = told == Some(Time::Evening) || near(Time::Late);
    let morning = told == Some(Time::Morning) || near(Time::Early) && !evening;
    match (morning, evening) {
        _ if hour > 12 || hour == 0 => Half::Plain,
        (true, _) => Half::Morning,
        (_, true) => Half::Evening,
        _ if hour == 12 => Half::Plain,
        _ => other,
    }
}

/// The hour with its minutes put on or taken off. Twelve at night is the end of the day.
pub(super) fn counted(hour: i8, minutes: i16, half: Half) -> Option<Hour> {
    let all = i16::from(hour) * 60 + minutes;
    let all = if all < 0 { all + 24 * 60 } else { all };
    // "A quarter to one" is past twelve.
    let all = if all < 60 && hour == 1 {
        all + 12 * 60
    } else {
        all
    };
    Some(Hour {
        hour: i8::try_from(all / 60).ok()?,
        minute: i8::try_from(all % 60).ok()?,
        half,
    })
}

/// Whether a phrase that leads to hours ends right before token `at`. "A" and "as" do so in one language only.
pub(super) fn is_led(scene: &Scene<'_>, at: usize) -> bool {
    scene.ending(at).any(|hit| {
        let word = scene.word(hit.at);
        let own = match (word, hit.len) {
            ("a", 1) => {
                let hours = scene.number(at).is_some() || scene.word(at + 1).starts_with("heure");
                hours && scene.language() == Some(Language::French)
            }
            ("as", 1) => scene.language() == Some(Language::Portuguese),
            // "2 by 4".
            ("by", 1) => hit.at == 0 || scene.value(hit.at - 1).is_none(),
            _ => true,
        };
        hit.role == Role::Time(Time::At) && own
    })
}

/// Whether what leads to the number at token `at` leads to hours alone: "às 18", "a las 18", "um 18".
pub(super) fn leads_to_hours(scene: &Scene<'_>, at: usize) -> bool {
    match scene.language() {
        Some(Language::Spanish | Language::Portuguese) => true,
        Some(Language::German) => at > 0 && scene.word(at - 1) == "um",
        _ => false,
    }
}

/// Whether a day is named right before token `at`.
pub(super) fn on_day(scene: &Scene<'_>, at: usize) -> bool {
    let mut hits = scene.ending(at);
    hits.any(|hit| is_named(hit.role))
}

/// Whether a word for that half of the day stands near token `at` in its clause.
pub(super) fn beside(scene: &Scene<'_>, at: usize, half: Role) -> bool {
    let hits = &scene.message.hits;
    let from = hits.partition_point(|hit| hit.at + 2 * HALF_NEAR < at);
    hits[from..]
        .iter()
        .take_while(|hit| hit.at <= at + HALF_NEAR)
        .filter(|hit| hit.end() + HALF_NEAR >= at)
        .any(|hit| hit.role == half && scene.joined(hit.at, at))
}
