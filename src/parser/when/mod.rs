//! Message → when something is wanted, in the network's zone: the next time the day and hour come round.

mod date;
mod day;
mod hour;
mod number;
mod quarter;
mod range;
mod scene;
mod span;

use std::time::Duration;

use jiff::Zoned;

use super::lexicon::Dates;
use super::redact::view::View;
use super::repeat::{Repeats, Round};
use super::role::{Role, Time};
use super::{Context, Precision, When};
use hour::named_hour;
use scene::Scene;

/// Whether a time is near enough to matter now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum When48 {
    /// Within 48 hours.
    Within,
    /// Later, or no time named.
    Beyond,
}

impl When48 {
    pub(crate) fn of(when: Option<When>, ctx: &Context) -> Self {
        let end = ctx.now.plus(Duration::from_secs(48 * 3600));
        if when.is_some_and(|when| when.at <= end) {
            Self::Within
        } else {
            Self::Beyond
        }
    }
}

/// What the times of a message are read from.
#[derive(Clone, Copy)]
pub(crate) struct Times<'m> {
    pub view: &'m View<'m>,
    /// Which of two numbers is the month.
    pub dates: Dates,
    /// Whether it asks for something.
    pub need: bool,
}

/// When it is wanted: the first day that is no limit and no past, with the first hour; a day alone, or an hour alone.
pub(crate) fn when(times: Times<'_>, ctx: &Context) -> Option<When> {
    let now = ctx.now.to_jiff().to_zoned(ctx.zone.clone());
    let scene = Scene::new(times, &now);
    if let Some(at) = (0..scene.len()).find_map(|at| span::hours_from_now(&scene, at)) {
        return Some(When {
            at: at.timestamp().into(),
            precision: Precision::Time,
        });
    }
    let day = day::named(&scene, |_| true);
    let taken = day.map(|day| day.at..day.end);
    let hour = named_hour(&scene, taken, None);
    let (local, precision) = match (day, hour) {
        (None, None) => return None,
        (Some(day), None) => (day.date.to_datetime(Default::default()), Precision::Day),
        (Some(day), Some(hour)) => (hour.on(day.date, &now), Precision::Time),
        (None, Some(hour)) => {
            let today = hour.on(now.date(), &now);
            let over = today <= now.datetime();
            let date = if over {
                now.tomorrow().ok()?.date()
            } else {
                now.date()
            };
            (hour.on(date, &now), Precision::Time)
        }
    };
    let at = local.to_zoned(ctx.zone.clone()).ok()?;
    Some(When {
        at: at.timestamp().into(),
        precision,
    })
}

/// When what comes round is wanted first, and how it comes round.
pub(super) fn in_round(times: Times<'_>, ctx: &Context, round: Round) -> (Option<When>, Repeats) {
    let now = ctx.now.to_jiff().to_zoned(ctx.zone.clone());
    let scene = Scene::new(times, &now);
    let today = now.date();
    // "Weekly, on Friday", "daily from Monday", "every Tuesday from 1 March": where days of the week come round, such a
    // day is one of them.
    // Of a month it is one only where it is a date.
    let open = round.is_open() && round.monthly.is_none();
    let begins = |role: Role| open || !matches!(role, Role::Time(Time::Weekday(_)));
    let named = day::named(&scene, begins).map(|day| day.date);
    let round = match named {
        Some(day) if round.is_unnamed() => round.on(day),
        _ => round,
    };
    let minute = minute_in_round(&scene, round, &now);
    let repeats = Repeats::new(round.days, round.weeks, minute);
    let repeats = round.monthly.map_or(repeats, |it| repeats.in_month(it));
    let over = match minute {
        Some(minute) => i32::from(minute) <= i32::from(now.hour()) * 60 + i32::from(now.minute()),
        None => now.hour() >= 17,
    };
    let from = match named.unwrap_or(today).max(today) {
        day if day == today && over => today.tomorrow().unwrap_or(today),
        day => day,
    };
    let first = repeats.first(from);
    let when = first.and_then(|day| repeats.on(day, &ctx.zone));
    (when, repeats)
}

/// The minute of the day at which it comes round. Such an hour is not "the later one" today.
fn minute_in_round(scene: &Scene<'_>, round: Round, now: &Zoned) -> Option<u16> {
    let hour = named_hour(scene, Some(round.at..round.at + 1), round.number)?;
    let tomorrow = now.date().tomorrow().unwrap_or(now.date());
    let clock = hour.on(tomorrow, now);
    u16::try_from(i16::from(clock.hour()) * 60 + i16::from(clock.minute())).ok()
}
