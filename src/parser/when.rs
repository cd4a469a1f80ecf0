//! Message → when something is wanted, in the network's zone: the next time the day and hour come round.

use std::time::Duration;

use jiff::civil::{Date, Time as Clock, Weekday};
use jiff::{Span, Zoned};

use super::lexicon::Dates;
use super::message::Message;
use super::role::{Role, Time};
use super::{Context, Precision, When};

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

/// When it is wanted.
pub(crate) fn when(message: &Message, ctx: &Context, dates: Dates) -> Option<When> {
    let now = ctx.now.to_jiff().to_zoned(ctx.zone.clone());
    let day = message
        .hits
        .iter()
        .find_map(|hit| day(message, hit.at, hit.end(), hit.role, &now));
    let day = day.or_else(|| {
        (0..message.tokens().len()).find_map(|at| numeric_date(message, at, dates, &now))
    });
    let hour = (0..message.tokens().len()).find_map(|at| hour(message, at));
    let (date, precision, clock) = match (day, hour) {
        (None, None) => return None,
        (Some(date), None) => (date, Precision::Day, Clock::midnight()),
        (Some(date), Some(hour)) => (date, Precision::Time, hour.on(date, &now)),
        (None, Some(hour)) => {
            let today = hour.on(now.date(), &now);
            let date = if now.date().to_datetime(today) <= now.datetime() {
                now.tomorrow().ok()?.date()
            } else {
                now.date()
            };
            (date, Precision::Time, hour.on(date, &now))
        }
    };
    let at = date.to_datetime(clock).to_zoned(ctx.zone.clone()).ok()?;
    Some(When {
        at: at.timestamp().into(),
        precision,
    })
}

/// "tomorrow", "Friday", "24 December", "Dec 24".
fn day(message: &Message, at: usize, end: usize, role: Role, now: &Zoned) -> Option<Date> {
    let today = now.date();
    match role {
        Role::Time(Time::Day(after)) => today.checked_add(Span::new().try_days(after).ok()?).ok(),
        Role::Time(Time::Weekday(nth)) => {
            let wanted = Weekday::from_monday_one_offset(nth).ok()?;
            let after = today.weekday().until(wanted);
            today.checked_add(Span::new().try_days(after).ok()?).ok()
        }
        Role::Time(Time::Month(month)) => {
            // The number stands beside the month, or one short word away ("24 de diciembre").
            let around = [end.checked_sub(0), at.checked_sub(1), at.checked_sub(2)];
            let number = around
                .into_iter()
                .flatten()
                .find_map(|at| message.tokens().get(at)?.number)?;
            coming(month, i8::try_from(number).ok()?, today)
        }
        _ => None,
    }
}

/// The date of that month and day which comes next, today included.
fn coming(month: i8, day: i8, today: Date) -> Option<Date> {
    let this = Date::new(today.year(), month, day).ok();
    this.filter(|date| *date >= today)
        .or_else(|| Date::new(today.year().checked_add(1)?, month, day).ok())
}

/// "12/24", "24.12.", "2026-12-24".
fn numeric_date(message: &Message, at: usize, dates: Dates, now: &Zoned) -> Option<Date> {
    let tokens = message.tokens();
    let number = |at: usize| tokens.get(at).and_then(|token| token.number);
    let (first, second) = (number(at)?, number(at + 1)?);
    let gap = message.gap(at);
    if (1900..2200).contains(&first) && gap == "-" && message.gap(at + 1) == "-" {
        return Date::new(
            i16::try_from(first).ok()?,
            i8::try_from(second).ok()?,
            i8::try_from(number(at + 2)?).ok()?,
        )
        .ok();
    }
    // "24.12." is a date in German; "2.5" alone is a quantity.
    let dotted = gap == "." && message.normal.clean[tokens[at + 1].clean.1..].starts_with('.');
    let preceded = at
        .checked_sub(1)
        .is_some_and(|before| matches!(message.gap(before), "/" | "."));
    if !(gap == "/" || dotted) || preceded {
        return None;
    }
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let month_first = (dates == Dates::MonthFirst && first <= 12) || second > 12;
    let (month, day) = if month_first {
        (first, second)
    } else {
        (second, first)
    };
    coming(month, day, now.date())
}

/// An hour as it was named.
#[derive(Clone, Copy)]
struct Hour {
    hour: i8,
    minute: i8,
    half: Half,
}

/// Which half of the day an hour is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
    /// It does not say.
    Either,
    /// Counted to 24.
    Plain,
}

impl Hour {
    /// The hour on that day. "At 3" is in the afternoon, and an hour of today that has passed is the later one.
    fn on(self, date: Date, now: &Zoned) -> Clock {
        let later = match self.half {
            Half::Morning | Half::Plain => false,
            Half::Evening => true,
            Half::Either => {
                let early = Clock::new(self.hour, self.minute, 0, 0).unwrap_or_default();
                self.hour < 7 || (date == now.date() && early <= now.time())
            }
        };
        let hour = match (later, self.hour) {
            (true, 1..=11) => self.hour + 12,
            (false, 12) if self.half == Half::Morning => 0,
            (_, hour) => hour,
        };
        Clock::new(hour % 24, self.minute, 0, 0).unwrap_or_default()
    }
}

/// "7am", "7:30", "18h30", "at 7", "7 in the evening", from token `at` on.
fn hour(message: &Message, at: usize) -> Option<Hour> {
    let tokens = message.tokens();
    let token = tokens.get(at)?;
    let hour = i8::try_from(message.value(at)?)
        .ok()
        .filter(|hour| (0..=24).contains(hour))?;
    let says = |at: usize, wanted: Time| {
        message
            .hits
            .iter()
            .any(|hit| hit.at == at && hit.role == Role::Time(wanted))
    };
    let led = message
        .hits
        .iter()
        .any(|hit| hit.end() == at && hit.role == Role::Time(Time::At));
    let minute_at = |at: usize| {
        let minute = tokens.get(at)?;
        let two = minute.clean.1 - minute.clean.0 == minute.folded.1 - minute.folded.0
            && minute.folded.1 - minute.folded.0 == 2;
        minute
            .number
            .filter(|&value| two && value < 60)
            .and_then(|value| i8::try_from(value).ok())
    };
    let mut after = at + 1;
    let mut minute = None;
    if message.gap(at) == ":" || (led && message.gap(at) == ".") {
        minute = minute_at(after);
        after += usize::from(minute.is_some());
    }
    let oclock = says(after, Time::Oclock);
    if oclock {
        if minute.is_none() && message.gap(after).is_empty() {
            minute = minute_at(after + 1);
        }
        after += 1 + usize::from(minute.is_some());
    }
    let morning = says(after, Time::Morning);
    let evening = says(after, Time::Evening);
    let signed = morning || evening || oclock || minute.is_some() && message.gap(at) == ":";
    // A bare number is an hour only after "at", and not "at 24 Elm St" or "at 7-11".
    let alone = tokens
        .get(at + 1)
        .is_none_or(|next| next.clause != token.clause || next.number.is_none());
    let bare = led && hour <= 12 && alone && ends_there(message, at);
    if !(signed || bare) || token.hash {
        return None;
    }
    let half = match (morning, evening) {
        _ if hour > 12 || hour == 0 => Half::Plain,
        (true, _) => Half::Morning,
        (_, true) => Half::Evening,
        _ if hour == 12 => Half::Plain,
        _ if bare && !signed => Half::Either,
        _ => Half::Plain,
    };
    Some(Hour {
        hour,
        minute: minute.unwrap_or(0),
        half,
    })
}

/// Whether what follows a bare number leaves it an hour: the clause's end, a day, or a small word, not a name.
fn ends_there(message: &Message, at: usize) -> bool {
    let (Some(token), Some(next)) = (message.tokens().get(at), message.tokens().get(at + 1)) else {
        return true;
    };
    let capital = message.normal.clean[next.clean.0..].starts_with(char::is_uppercase);
    let day = message
        .hits
        .iter()
        .any(|hit| hit.at == at + 1 && matches!(hit.role, Role::Time(_)));
    let counted = message
        .hits
        .iter()
        .any(|hit| hit.at == at + 1 && matches!(hit.role, Role::Counted | Role::Thing(_)));
    next.clause != token.clause || day || !(capital || counted)
}
