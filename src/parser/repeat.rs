//! Message → how it comes round: "every Tuesday", "daily", "every other Friday", "every first Monday"; and which day that is
//! next.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::{Date, Time as Clock, Weekday};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::monthly::{self, Monthly};
use super::redact::view::View;
use super::redact::words::{Mark, Trace};
use super::role::{Layer, Role, Time};
use super::{Precision, When};

/// How something comes round, by the calendar and the clock on the wall.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Repeats {
    /// The days of the week, one bit each from Monday; none where no day is named.
    days: u8,
    /// Every how many weeks.
    weeks: u8,
    /// The minute of the day, where an hour is named. Kept as it was said: what an hour that a change of the clock
    /// leaves out is moved to is not the hour of the next time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minute: Option<u16>,
    /// The day of the month, where it comes round by the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    monthly: Option<Monthly>,
}

const ALL: u8 = 0b111_1111;
const WORKDAYS: u8 = 0b1_1111;
const MOST_WEEKS: u8 = 2;
/// Within how many days everything that comes round by the month does so again.
const TWO_MONTHS: usize = 62;

impl Repeats {
    /// On these days (bits from Monday), every so many weeks, at that minute of the day.
    #[must_use]
    pub fn new(days: u8, weeks: u8, minute: Option<u16>) -> Self {
        Self {
            days: days & ALL,
            weeks: weeks.clamp(1, MOST_WEEKS),
            minute: minute.filter(|minute| *minute < 24 * 60),
            monthly: None,
        }
    }

    /// The same, but once a month. What counts a day of the week needs one.
    #[must_use]
    pub fn in_month(self, monthly: Monthly) -> Self {
        let counts = matches!(monthly, Monthly::Nth(_));
        let sound = monthly.is_sound() && (!counts || self.days != 0);
        Self {
            days: if counts { self.days } else { 0 },
            weeks: 1,
            monthly: Some(if sound { monthly } else { Monthly::Open }),
            ..self
        }
    }

    /// The day of the month, where it comes round by the month.
    #[must_use]
    pub fn monthly(self) -> Option<Monthly> {
        self.monthly
    }

    /// The days of the week it falls on, Monday first; none where no day is named.
    pub fn days(self) -> impl Iterator<Item = Weekday> {
        (1..=7)
            .filter(move |nth| self.days & bit(*nth) != 0)
            .filter_map(|nth| Weekday::from_monday_one_offset(nth).ok())
    }

    /// Every how many weeks: 1 or 2.
    #[must_use]
    pub fn weeks(self) -> u8 {
        self.weeks.clamp(1, MOST_WEEKS)
    }

    /// The hour and minute, where an hour is named: "07:30".
    #[must_use]
    pub fn clock(self) -> Option<String> {
        let time = |minute| format!("{:02}:{:02}", minute / 60, minute % 60);
        self.minute.map(time)
    }

    /// When that is on a day, by the clock on the wall there. `None` only at the end of the calendar.
    #[must_use]
    pub fn on(self, day: Date, zone: &TimeZone) -> Option<When> {
        let clock = self.minute.and_then(|it| {
            let (hour, minute) = (i8::try_from(it / 60).ok()?, i8::try_from(it % 60).ok()?);
            Clock::new(hour, minute, 0, 0).ok()
        });
        let local = day.to_datetime(clock.unwrap_or_default());
        Some(When {
            at: local.to_zoned(zone.clone()).ok()?.timestamp().into(),
            precision: match clock {
                Some(_) => Precision::Time,
                None => Precision::Day,
            },
        })
    }

    /// Whether it is each day of the week.
    #[must_use]
    pub fn is_daily(self) -> bool {
        self.days == ALL && self.weeks() == 1
    }

    /// Whether it is each day from Monday to Friday.
    #[must_use]
    pub fn is_on_workdays(self) -> bool {
        self.days == WORKDAYS && self.weeks() == 1
    }

    /// The first of its days after `day`, itself one of them, that is no earlier than `from`. `None` only at the end of
    /// the calendar.
    #[must_use]
    pub fn after(self, day: Date, from: Date) -> Option<Date> {
        if let Some(monthly) = self.monthly {
            let begin = day.tomorrow().ok()?.max(from);
            return self.in_months(monthly, begin, day);
        }
        let cycle = i32::from(self.weeks()) * 7;
        // Whole rounds that have passed are skipped at once, but for the last.
        let passed = from.since(day).ok()?.get_days().max(0);
        let skipped = (passed / cycle - 1).max(0) * cycle;
        let mut at = day
            .checked_add(jiff::Span::new().try_days(skipped).ok()?)
            .ok()?;
        let week = i32::from(at.weekday().to_monday_zero_offset());
        let named = |date: Date| {
            self.days == 0 && date.weekday() == day.weekday() || self.falls_on(date.weekday())
        };
        for days in 1..=3 * cycle + 7 {
            at = at.tomorrow().ok()?;
            // Days are counted from the Monday of the week it was in.
            let in_turn = (week + days) / 7 % i32::from(self.weeks()) == 0;
            if in_turn && named(at) && at >= from {
                return Some(at);
            }
        }
        None
    }

    /// The first of its days that is no earlier than `from`.
    pub(super) fn first(self, from: Date) -> Option<Date> {
        if let Some(monthly) = self.monthly {
            let open = monthly == Monthly::Open;
            return self.in_months(monthly, from, from).filter(|_| !open);
        }
        let mut days = std::iter::successors(Some(from), |day| day.tomorrow().ok()).take(7);
        days.find(|day| self.falls_on(day.weekday()))
    }

    /// The first date from `begin` on; `before` is one it came round on.
    fn in_months(self, monthly: Monthly, begin: Date, before: Date) -> Option<Date> {
        let dates = std::iter::successors(Some(begin), |day| day.tomorrow().ok());
        let mut dates = dates.take(TWO_MONTHS);
        dates.find(|date| monthly.falls_on(*date, self.falls_on(date.weekday()), before))
    }

    fn falls_on(self, day: Weekday) -> bool {
        self.days & bit(day.to_monday_one_offset()) != 0
    }
}

/// In English, for whoever runs the program: "every Tuesday, 12:00".
impl fmt::Display for Repeats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.days().map(|day| format!("{day:?}"));
        let names = names.collect::<Vec<_>>().join(", ");
        match (self.weeks(), names.as_str()) {
            _ if self.monthly.is_some() => match self.monthly {
                Some(Monthly::Day(day)) => write!(f, "every month on day {day}")?,
                Some(Monthly::Nth(nth)) => write!(f, "every month on {names} no. {nth}")?,
                _ => f.write_str("every month")?,
            },
            (1, _) if self.is_daily() => f.write_str("every day")?,
            (1, "") => f.write_str("every week")?,
            (1, days) => write!(f, "every {days}")?,
            (_, "") => f.write_str("every two weeks")?,
            (_, days) => write!(f, "every two weeks on {days}")?,
        }
        match self.clock() {
            Some(clock) => write!(f, ", {clock}"),
            None => Ok(()),
        }
    }
}

/// The bit of a day of the week, 1 for Monday to 7.
pub(super) fn bit(nth: i8) -> u8 {
    match nth {
        1..=7 => 1 << (nth - 1),
        _ => 0,
    }
}

/// A round as it is named in a message.
#[derive(Clone, Copy)]
pub(super) struct Round {
    /// The days of the week, as bits; none where no day is named.
    pub days: u8,
    /// Every how many weeks.
    pub weeks: u8,
    /// The day of the month, where it is by the month.
    pub monthly: Option<Monthly>,
    /// The token where it is first named.
    pub at: usize,
    /// The token that is the number of the day, where that is said as one.
    pub number: Option<usize>,
}

impl Round {
    /// Whether no day of the week is singled out.
    pub fn is_open(self) -> bool {
        matches!(self.days, 0 | ALL)
    }

    /// Whether a day that is named elsewhere in the message is the one meant.
    pub fn is_unnamed(self) -> bool {
        self.days == 0 && !matches!(self.monthly, Some(Monthly::Day(_)))
    }

    /// On the day of the week that this day is, or of the month.
    pub fn on(self, day: Date) -> Self {
        if self.monthly.is_some() {
            let day = u8::try_from(day.day()).unwrap_or(1);
            let monthly = Some(Monthly::Day(day));
            return Self { monthly, ..self };
        }
        let days = bit(day.weekday().to_monday_one_offset());
        Self { days, ..self }
    }
}

/// The round a message names, where it names one. "Closed every Sunday" and "my daily planner" name none.
pub(super) fn round(view: &View<'_>) -> Option<Round> {
    let message = view.message;
    let (mut days, mut weeks, mut whole) = (0, 1, 0);
    let mut first = None;
    let clause = |at: usize| message.tokens().get(at).map(|token| token.clause);
    let denials = view.marks().iter();
    let denials = denials.filter(|mark| mark.trace == Trace::NotEvery);
    let denied: BTreeSet<_> = denials.map(|mark| clause(mark.at)).collect();
    let marks: Vec<Mark> = view
        .marks()
        .iter()
        .filter(|mark| !denied.contains(&clause(mark.at)))
        .copied()
        .collect();
    if let Some(monthly::Named {
        monthly,
        days,
        at,
        number,
    }) = monthly::named(view, &marks)
    {
        let (weeks, monthly) = (1, Some(monthly));
        return Some(Round {
            days,
            weeks,
            monthly,
            at,
            number,
        });
    }
    for mark in marks {
        let named = match mark.trace {
            Trace::Every => weekdays(message, mark.end),
            Trace::EveryOther => {
                let named = weekdays(message, mark.end);
                weeks = if named != 0 { 2 } else { weeks };
                named
            }
            Trace::EveryOtherAfter => {
                let named = weekday_before(message, mark.at);
                weeks = if named != 0 { 2 } else { weeks };
                named
            }
            Trace::OnDay(nth) => bit(i8::try_from(nth).unwrap_or(0)),
            Trace::Workdays => WORKDAYS,
            Trace::Daily => {
                whole = ALL;
                first.get_or_insert(mark.at);
                0
            }
            Trace::Weekly => {
                first.get_or_insert(mark.at);
                0
            }
            Trace::Fortnightly => {
                weeks = 2;
                first.get_or_insert(mark.at);
                0
            }
            _ => 0,
        };
        if named != 0 {
            first.get_or_insert(mark.at);
        }
        days |= named;
    }
    // "كل يوم جمعة": a day that is named narrows "every day" down.
    let days = if days == 0 { whole } else { days };
    let (monthly, number) = (None, None);
    first.map(|at| Round {
        number,
        days,
        weeks,
        monthly,
        at,
    })
}

/// The days of the week that are named from token `at` on, one after the other: "Monday, Wednesday and Friday".
fn weekdays(message: &Message, mut at: usize) -> u8 {
    let sentence = |at: usize| message.tokens().get(at).map(|token| token.sentence);
    let begun = sentence(at);
    let mut days = 0;
    while sentence(at) == begun {
        let little = days == 0 && message.is_little(at);
        let here = weekday(message, at).or_else(|| weekday(message, at + 1).filter(|_| little));
        let Some((nth, end)) = here else {
            break;
        };
        days |= bit(nth);
        let joint = message
            .starting(end, Layer::Order)
            .find(|hit| hit.role == Role::Joint);
        at = joint.map_or(end, |hit| hit.end());
    }
    days
}

/// The day of the week named at token `at`, and where its name ends.
pub(super) fn weekday(message: &Message, at: usize) -> Option<(i8, usize)> {
    message
        .starting(at, Layer::Fact)
        .find_map(|hit| match hit.role {
            Role::Time(Time::Weekday(nth)) => Some((nth, hit.end())),
            _ => None,
        })
}

/// The day of the week whose name ends right before token `at`.
pub(super) fn weekday_before(message: &Message, at: usize) -> u8 {
    let from = at.saturating_sub(3);
    let mut days = (from..at).filter_map(|from| weekday(message, from));
    days.find(|(_, end)| *end == at)
        .map_or(0, |(nth, _)| bit(nth))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_next_day_is_found_in_its_own_month() {
        let monthly = |days, monthly| Repeats::new(days, 1, None).in_month(monthly);
        let (monday, friday) = (0b1, 0b1_0000);
        for (repeats, day, from, next) in [
            (
                monthly(monday, Monthly::Nth(1)),
                date(2026, 12, 7),
                date(2026, 12, 7),
                date(2027, 1, 4),
            ),
            (
                monthly(friday, Monthly::Nth(5)),
                date(2026, 12, 25),
                date(2026, 12, 25),
                date(2027, 1, 29),
            ),
            (
                monthly(friday, Monthly::Nth(4)),
                date(2026, 12, 25),
                date(2030, 5, 1),
                date(2030, 5, 24),
            ),
            (
                monthly(0, Monthly::Day(31)),
                date(2027, 1, 31),
                date(2027, 1, 31),
                date(2027, 2, 28),
            ),
            (
                monthly(0, Monthly::Day(31)),
                date(2027, 2, 28),
                date(2027, 2, 28),
                date(2027, 3, 31),
            ),
            (
                monthly(0, Monthly::Day(5)),
                date(2027, 1, 5),
                date(2029, 1, 6),
                date(2029, 2, 5),
            ),
            (
                monthly(0, Monthly::Open),
                date(2027, 1, 30),
                date(2027, 1, 30),
                date(2027, 2, 28),
            ),
            // What counts no day of the week, or a day that no month has, is some day of each month.
            (
                monthly(0, Monthly::Nth(1)),
                date(2027, 1, 9),
                date(2027, 1, 9),
                date(2027, 2, 9),
            ),
            (
                monthly(0, Monthly::Day(40)),
                date(2027, 1, 9),
                date(2027, 1, 9),
                date(2027, 2, 9),
            ),
        ] {
            assert_eq!(
                repeats.after(day, from),
                Some(next),
                "{repeats:?} after {day} from {from}"
            );
        }
    }

    #[test]
    fn the_next_day_is_found_in_its_own_week() {
        let friday = date(2026, 12, 11);
        let tuesdays = Repeats::new(0b10, 1, None);
        let daily = Repeats::new(ALL, 1, None);
        let other_fridays = Repeats::new(0b1_0000, 2, None);
        let monday_and_friday = Repeats::new(0b1_0001, 2, None);
        let weekly = Repeats::new(0, 1, None);
        for (repeats, day, from, next) in [
            (
                tuesdays,
                date(2026, 12, 8),
                date(2026, 12, 8),
                date(2026, 12, 15),
            ),
            (
                tuesdays,
                date(2026, 12, 8),
                date(2026, 12, 15),
                date(2026, 12, 15),
            ),
            (
                tuesdays,
                date(2026, 12, 8),
                date(2027, 12, 8),
                date(2027, 12, 14),
            ),
            (daily, friday, friday, date(2026, 12, 12)),
            (other_fridays, friday, friday, date(2026, 12, 25)),
            (other_fridays, friday, date(2026, 12, 26), date(2027, 1, 8)),
            (other_fridays, friday, date(2028, 1, 1), date(2028, 1, 7)),
            (
                monday_and_friday,
                date(2026, 12, 7),
                date(2026, 12, 7),
                friday,
            ),
            (monday_and_friday, friday, friday, date(2026, 12, 21)),
            (weekly, friday, friday, date(2026, 12, 18)),
        ] {
            assert_eq!(
                repeats.after(day, from),
                Some(next),
                "{repeats:?} after {day} from {from}"
            );
        }
    }
}
