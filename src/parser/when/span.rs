//! Spans from now on: "in two hours", "dans une demi-heure", "in 3 days", "1 ghante baad".

use jiff::{Span, Zoned};

use super::super::Language;
use super::super::role::{Layer, Moment, Role, Time};
use super::day::Named;
use super::scene::Scene;

/// The most hours or minutes that are counted.
const MOST: i64 = 96;

/// The most days that are counted.
const MOST_DAYS: i64 = 62;

/// "in an hour", "in 20 Minuten", "dentro de 2 horas y media", from token `at` on.
pub(super) fn hours_from_now(scene: &Scene<'_>, at: usize) -> Option<Zoned> {
    if scene.idle(at) || scene.is_past(at) {
        return None;
    }
    let (minutes, end) = match lead(scene, at) {
        Some(lead) => minutes(scene, lead)?,
        None => minutes(scene, at).filter(|&(_, end)| is_ahead(scene, end))?,
    };
    let per = scene.moment(end, Moment::Per).is_some();
    let whole = is_whole(scene, at, end) && !per;
    let span = Span::new().try_minutes(minutes).ok().filter(|_| whole)?;
    scene.now.checked_add(span).ok()
}

/// Where the count of a span begins whose lead begins at token `at`.
fn lead(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let end = scene.phrase(at, Time::Inside)?;
    Some(scene.moment(end, Moment::About).unwrap_or(end))
}

/// Whether the tokens `at..end` are of one clause. The full stop of "ca." ends none.
fn is_whole(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let last = end.saturating_sub(1);
    scene.joined(at, last)
        || (at + 2..end).any(|next| scene.word(next - 1) == "ca" && scene.joined(next, last))
}

/// Whether "from now" or the like stands at token `at`.
fn is_ahead(scene: &Scene<'_>, at: usize) -> bool {
    scene.moment(at, Moment::Ahead).is_some() && at > 0 && scene.joined(at - 1, at)
}

/// The minutes of the span that begins at token `at`, and where it ends.
fn minutes(scene: &Scene<'_>, at: usize) -> Option<(i64, usize)> {
    let named = |from: usize| {
        let known = [
            (Moment::HalfHour, 30),
            (Moment::QuarterHour, 15),
            (Moment::ThreeQuarterHour, 45),
            (Moment::TwoHours, 120),
        ];
        known
            .into_iter()
            .find_map(|(moment, minutes)| Some((minutes, scene.moment(from, moment)?)))
    };
    let little = scene.message.is_little(at) || scene.moment(at, Moment::Single).is_some();
    if let Some(named) = named(at).or_else(|| named(at + 1).filter(|_| little)) {
        return Some(named);
    }
    if let Some(end) = scene.moment(at, Moment::OneAndHalf) {
        return Some((90, scene.phrase(end, Time::Hours)?));
    }
    let (count, unit) = count(scene, at)?;
    let count = count.min(MOST);
    if let Some(end) = scene.phrase(unit, Time::Minutes) {
        return Some((count, end));
    }
    let end = scene.phrase(unit, Time::Hours).or_else(|| {
        scene
            .phrase(unit, Time::Oclock)
            .filter(|_| scene.word(unit) == "h")
    })?;
    // "1h30".
    let glued = scene.view.gap(end.checked_sub(1)?).is_empty();
    if let Some(minutes) = scene.number(end).filter(|&it| glued && it < 60) {
        return Some((count * 60 + i64::from(minutes), end + 1));
    }
    let half = half_behind(scene, end);
    Some((
        count * 60 + if half.is_some() { 30 } else { 0 },
        half.unwrap_or(end),
    ))
}

/// Where "and a half" ends, where it stands at token `at`.
fn half_behind(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let english = || {
        let words = [at, at + 1, at + 2].map(|at| scene.word(at));
        (words == ["and", "a", "half"]).then_some(at + 3)
    };
    scene.phrase(at, Time::HalfAfter).or_else(english)
}

/// The count at token `at`, in digits, in words or as an article, and where its unit begins.
fn count(scene: &Scene<'_>, at: usize) -> Option<(i64, usize)> {
    let several = scene
        .message
        .starting(at, Layer::Fact)
        .find_map(|hit| match hit.role {
            Role::Number(number) if hit.len > 1 => Some((i64::from(number), hit.end())),
            _ => None,
        });
    // "in a *couple of* hours".
    let further = || {
        let hit = scene
            .message
            .starting(at + 1, Layer::Fact)
            .find(|hit| hit.len > 1)?;
        match hit.role {
            Role::Number(number) if scene.message.is_little(at) => {
                Some((i64::from(number), hit.end()))
            }
            _ => None,
        }
    };
    // "בעוד שבוע" is one week.
    let unsaid = || {
        let semitic = matches!(scene.language(), Some(Language::Hebrew | Language::Arabic));
        let unit =
            scene.moment(at, Moment::Weeks).is_some() || scene.phrase(at, Time::Hours).is_some();
        (semitic && unit).then_some((1, at))
    };
    let plain = || Some((i64::from(scene.value(at)?), at + 1));
    let single = || Some((1, scene.moment(at, Moment::Single)?));
    let little = || scene.message.is_little(at).then_some((1, at + 1));
    several
        .or_else(unsaid)
        .or_else(plain)
        .or_else(further)
        .or_else(single)
        .or_else(little)
}

/// "in 3 days", "in zwei Wochen", "do din baad", from token `at` on.
pub(super) fn days_from_now(scene: &Scene<'_>, at: usize) -> Option<Named> {
    let (days, end) = of_days(scene, at)?;
    let date = scene
        .today()
        .checked_add(Span::new().try_days(days).ok()?)
        .ok()?;
    Some(Named {
        at,
        end,
        date,
        exact: false,
    })
}

/// How many days the span that begins at token `at` is long, and where it ends.
pub(super) fn of_days(scene: &Scene<'_>, at: usize) -> Option<(i64, usize)> {
    let lead = lead(scene, at);
    let begin = lead.unwrap_or(at);
    let dual = [(Moment::TwoDays, 2), (Moment::TwoWeeks, 14)];
    let mut dual = dual.into_iter();
    if let Some((days, end)) = dual.find_map(|(it, days)| Some((days, scene.moment(begin, it)?))) {
        return lead.is_some().then_some((days, end));
    }
    let (count, unit) = count(scene, begin)?;
    let weeks = scene.moment(unit, Moment::Weeks);
    let end = weeks.or_else(|| scene.moment(unit, Moment::Days))?;
    let counted = lead.is_some() || is_ahead(scene, end);
    let whole = is_whole(scene, at, end) && !scene.idle(at);
    let days = if weeks.is_some() {
        count * 7
    } else {
        idiom(scene, count)
    };
    (counted && whole && (1..=MOST_DAYS).contains(&days)).then_some((days, end))
}

/// A week has eight days in some languages, and two have fifteen.
fn idiom(scene: &Scene<'_>, count: i64) -> i64 {
    match (scene.language(), count) {
        (Some(Language::German | Language::French | Language::Portuguese), 8) => 7,
        (Some(Language::French), 15) => 14,
        _ => count,
    }
}
