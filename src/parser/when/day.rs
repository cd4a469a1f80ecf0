//! Days by their name: "tomorrow", "Friday", "Friday next week", "Christmas Eve", "in three days".

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::super::Language;
use super::super::role::{Cue, Layer, Moment, Role, Time};
use super::super::trie::Hit;
use super::scene::Scene;
use super::{date, hour, span};

/// How many words may stand between a day of the week and its date: "Friday *the* 27th".
const BESIDE: usize = 2;

/// How many words may stand between a day of the week and its week: "viernes *de la* semana que viene".
const WEEK_NEAR: usize = 2;

/// A day as it is named by tokens `at..end`.
#[derive(Clone, Copy)]
pub(super) struct Named {
    pub at: usize,
    pub end: usize,
    pub date: Date,
    /// Whether it is named by its number.
    pub exact: bool,
}

/// The first day that is no limit and no past. Of a day of the week with its date the date counts.
pub(super) fn named(scene: &Scene<'_>, wanted: impl Fn(Role) -> bool) -> Option<Named> {
    let first = (0..scene.len()).find_map(|at| at_token(scene, at, &wanted))?;
    if first.exact {
        return Some(first);
    }
    let beside = (first.end..=first.end + BESIDE).find_map(|at| at_token(scene, at, &wanted));
    Some(match beside.filter(|beside| beside.exact) {
        Some(date) => Named {
            at: first.at,
            ..date
        },
        None => first,
    })
}

/// The day that is named from token `at` on.
fn at_token(scene: &Scene<'_>, at: usize, wanted: &impl Fn(Role) -> bool) -> Option<Named> {
    if scene.idle(at) {
        return None;
    }
    let days = scene.message.starting(at, Layer::Fact);
    let feasts = scene.message.starting(at, Layer::Moment);
    let mut hits = days.chain(feasts).filter(|hit| wanted(hit.role));
    let named = hits.find_map(|hit| by_name(scene, hit));
    let named = named
        .or_else(|| date::numeric(scene, at))
        .or_else(|| span::days_from_now(scene, at))?;
    (!is_past(scene, &named)).then_some(named)
}

/// Whether the day is told of as past. Tomorrow never is, but in Hindi, where it is yesterday too.
fn is_past(scene: &Scene<'_>, named: &Named) -> bool {
    let mut days = scene.message.starting(named.at, Layer::Fact);
    let ahead = days.any(|hit| matches!(hit.role, Role::Time(Time::Day(1..))));
    let told = scene.is_past(named.at) && (!ahead || scene.postposed());
    let led = scene.bounds(named.at, named.end, Role::Time(Time::Since));
    told || named.exact && led
}

/// "tomorrow", "Friday", "24 December", "Dec 24", "on the 24th". Not "since Monday", "until Friday", "every Sunday".
fn by_name(scene: &Scene<'_>, hit: &Hit) -> Option<Named> {
    let (at, end) = (hit.at, hit.end());
    let named = |date: Date| Named {
        at,
        end,
        date,
        exact: false,
    };
    match hit.role {
        Role::Time(Time::Day(after)) if !is_limit(scene, at, end) => {
            let day = scene.today().checked_add(days(i64::from(after))?).ok()?;
            Some(named(later(scene, at, end, day)?))
        }
        Role::Time(Time::Weekday(nth)) if !is_limit(scene, at, end) => {
            let numbered = date::behind_weekday(scene, end, nth);
            let numbered = numbered.map(|date| Named { at, ..date });
            numbered.or_else(|| Some(named(weekday(scene, at, end, nth)?)))
        }
        Role::Time(Time::Month(month)) => date::in_month(scene, hit, month),
        Role::Time(Time::DateLead) => date::of_month(scene, at, end),
        Role::Moment(Moment::Feast(month, day)) => feast(scene, hit, month, day),
        _ => None,
    }
}

/// That many days.
fn days(count: i64) -> Option<Span> {
    Span::new().try_days(count).ok()
}

/// Whether the day of tokens `at..end` is past, comes round or is a limit: "since Monday", "every Sunday", "until Friday".
/// A limit to the hour is a time too ("until Friday 6pm"), and so is the day by which something is needed.
fn is_limit(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let bounds = |time| scene.bounds(at, end, Role::Time(time));
    let passed = bounds(Time::Since) || scene.is_last(at, end);
    let every = scene.led(at, Role::Time(Time::Every));
    let until = bounds(Time::Until) && !hour::follows(scene, end);
    passed || every || until && !is_due(scene, at, end)
}

/// Whether the day of tokens `at..end` is the one by which something is needed: "Brauche bis Freitag 3 Kartons". What is
/// borrowed until then is needed before.
fn is_due(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let asks = |role| {
        matches!(
            role,
            Role::Cue(Cue::Want | Cue::Ask | Cue::Seek | Cue::Plea)
        )
    };
    let marked = || {
        let mut hits = scene.message.starting(0, Layer::Order);
        let marker = hits.find(|hit| matches!(hit.role, Role::Marker(_)));
        marker.is_some_and(|hit| scene.joined(hit.end(), at))
    };
    let borrows = |role| role == Role::Cue(Cue::Borrow);
    scene.need
        && scene.bounds(at, end, Role::Moment(Moment::Due))
        && (scene.clause_has(at, asks) || marked())
        && !scene.clause_has(at, borrows)
}

/// The day of the week that comes next, or the one of next week.
fn weekday(scene: &Scene<'_>, at: usize, end: usize, nth: i8) -> Option<Date> {
    let today = scene.today();
    let wanted = Weekday::from_monday_one_offset(nth).ok()?;
    if in_next_week(scene, at, end) {
        return of_next_week(scene, wanted);
    }
    let after = i64::from(today.weekday().until(wanted));
    // The day it is today: "next" means a week on, and so does its evening.
    let next = scene.led(at, Role::Time(Time::Next)) || scene.phrase(end, Time::Next).is_some();
    let over = after == 0 && (next || scene.now.hour() >= 17);
    let after = if over { 7 } else { after };
    later(scene, at, end, today.checked_add(days(after)?).ok()?)
}

/// Whether "next week" stands beside the day of tokens `at..end`.
fn in_next_week(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let begins = |from: usize| scene.moment(from, Moment::NextWeek);
    let behind =
        (end..=end + WEEK_NEAR).any(|from| begins(from).is_some() && scene.joined(from, at));
    let before = (at.saturating_sub(WEEK_NEAR)..=at).any(|end| scene.ended(end, Moment::NextWeek));
    behind || before
}

/// That day of the calendar's next week, which begins on a Sunday where people write Hebrew or Arabic.
fn of_next_week(scene: &Scene<'_>, wanted: Weekday) -> Option<Date> {
    let sunday = matches!(scene.language(), Some(Language::Hebrew | Language::Arabic));
    let first = if sunday {
        Weekday::Sunday
    } else {
        Weekday::Monday
    };
    let today = scene.today();
    let begin = days(i64::from(today.weekday().until(first)))?;
    let begin = today.checked_add(begin).ok()?;
    let begin = if begin == today {
        begin.checked_add(days(7)?).ok()?
    } else {
        begin
    };
    begin
        .checked_add(days(i64::from(first.until(wanted)))?)
        .ok()
}

/// The day of tokens `at..end`, or a later one counted from it: "a week from Friday", "heute in 8 Tagen".
fn later(scene: &Scene<'_>, at: usize, end: usize, day: Date) -> Option<Date> {
    let before = scene.led(at, Role::Moment(Moment::WeekOn));
    let week = before || scene.moment(end, Moment::WeekOn).is_some() && scene.joined(at, end);
    let counted = span::of_days(scene, end).filter(|_| scene.joined(at, end));
    let more = if week {
        7
    } else {
        counted.map_or(0, |(days, _)| days)
    };
    day.checked_add(days(more)?).ok()
}

/// "Christmas Eve", "am 2. Weihnachtstag". Not "a Christmas tree".
fn feast(scene: &Scene<'_>, hit: &Hit, month: i8, day: i8) -> Option<Named> {
    let second = || {
        let before = hit.at.checked_sub(1)?;
        Some(scene.value(before) == Some(2) && scene.word(hit.at).ends_with("tag"))
    };
    let day = if second().unwrap_or(false) {
        day + 1
    } else {
        day
    };
    let end = hit.end();
    let alone = !scene.joined(hit.at, end)
        || scene.message.is_little(end)
        || scene.value(end).is_some()
        || scene.view.role(end, |role| {
            matches!(role, Role::Time(_) | Role::Cue(_) | Role::Moment(_))
        });
    let limit = is_limit(scene, hit.at, end);
    let date = date::coming(month, day, scene.today())?;
    (alone && !limit).then_some(Named {
        at: hit.at,
        end,
        date,
        exact: true,
    })
}
