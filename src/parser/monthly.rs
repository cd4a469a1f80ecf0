//! Message → the day of the month on which something comes round: "every first Monday", "on the 5th of every month"; and
//! which dates that is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::redact::view::View;
use super::redact::words::{Mark, Trace};
use super::repeat::{bit, weekday, weekday_before};
use super::role::{Layer, Role, Time};

/// How many words may stand between a day and the month it is of: "on the 5th *of* every month", "chaque mois *le* 5".
const BETWEEN: usize = 2;
/// Counts the last one of a month, however many there are.
const LAST: u8 = 5;
/// The last day of the longest month.
const LAST_DAY: u8 = 31;

/// The day of the month on which something comes round.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Monthly {
    /// The day it was on before.
    Open,
    /// This one, 1 to 31; the last one of a month that has fewer.
    Day(u8),
    /// The first to the fourth of a day of the week, or with 5 the last.
    Nth(u8),
}

impl Monthly {
    /// Whether it is a day that a month has.
    pub(super) fn is_sound(self) -> bool {
        match self {
            Self::Open => true,
            Self::Day(day) => (1..=LAST_DAY).contains(&day),
            Self::Nth(nth) => (1..=LAST).contains(&nth),
        }
    }

    /// Whether it comes round on this date, of which `named` says whether its day of the week is one of those wanted;
    /// `before` is a date it came round on.
    pub(super) fn falls_on(self, date: Date, named: bool, before: Date) -> bool {
        let the = |day: i8| date.day() == day.min(date.days_in_month());
        match self {
            Self::Open => the(before.day()),
            Self::Day(day) => the(i8::try_from(day).unwrap_or(i8::MAX)),
            Self::Nth(LAST) => named && date.day() + 7 > date.days_in_month(),
            Self::Nth(nth) => named && (date.day() - 1) / 7 + 1 == i8::try_from(nth).unwrap_or(0),
        }
    }
}

/// A month as a message names it: which of its days, with the days of the week that is one of, as bits.
pub(super) struct Named {
    pub monthly: Monthly,
    pub days: u8,
    /// A token of the sentence that names it.
    pub at: usize,
    /// The token that is the number of the day, so that it is not taken for an hour.
    pub number: Option<usize>,
}

/// What a message says of months, where anything in it comes round by them; `marks` are those that count.
pub(super) fn named(view: &View<'_>, marks: &[Mark]) -> Option<Named> {
    let message = view.message;
    let of = |mark: &Mark, wanted: &[Trace]| wanted.contains(&mark.trace);
    let every_month = marks.iter().find(|mark| of(mark, &[Trace::Monthly]));
    let months: Vec<&Mark> = marks
        .iter()
        .filter(|mark| of(mark, &[Trace::Monthly, Trace::OfMonth]))
        .collect();
    let counted = marks.iter().filter_map(|mark| match mark.trace {
        Trace::Nth(nth) => Some((mark, nth)),
        _ => None,
    });
    for (mark, nth) in counted.clone() {
        let Some((days, at)) = day_counted(view, mark) else {
            continue;
        };
        let in_month = months.iter().any(|month| together(message, month.at, at));
        if in_month || is_every(message, marks, mark, nth) {
            let (monthly, number) = (Monthly::Nth(nth), None);
            return Some(Named {
                monthly,
                days,
                at,
                number,
            });
        }
    }
    let month = every_month?;
    let number = (0..message.tokens().len()).find_map(|at| Some((day(view, at)?, at)));
    let first = || {
        let mut beside = counted.filter(|(mark, _)| near(message, mark, month));
        let nth = beside.next().map(|(_, nth)| nth)?;
        Some(if nth == LAST { LAST_DAY } else { nth })
    };
    let day = number.map(|(day, _)| day).or_else(first);
    Some(Named {
        monthly: day.map_or(Monthly::Open, Monthly::Day),
        days: 0,
        at: month.at,
        number: number.map(|(_, at)| at),
    })
}

/// Whether a counted day of the week comes each month though no month is named: "every first Monday". Every second one is
/// every other week; and what counts in Portuguese may be a day itself ("toda quarta").
fn is_every(message: &Message, marks: &[Mark], mark: &Mark, nth: u8) -> bool {
    let mut before = marks.iter().filter(|it| it.trace == Trace::Every);
    nth != 2 && weekday(message, mark.at).is_none() && before.any(|every| every.end == mark.at)
}

/// The day of the week that an ordinal counts, as a bit, and where it is named: behind it, else before it ("الاثنين الأول").
fn day_counted(view: &View<'_>, mark: &Mark) -> Option<(u8, usize)> {
    let message = view.message;
    // "jeden 1. Montag": that full stop ends no sentence.
    let numbered = || {
        let number = message.tokens().get(mark.at)?.number;
        number.filter(|_| message.gap(mark.end.saturating_sub(1)).trim() == ".")
    };
    let goes_on = together(message, mark.at, mark.end) || numbered().is_some();
    let mut behind =
        (mark.end..mark.end + 2).filter(|at| goes_on && together(message, *at, mark.end));
    let called = |at: usize| {
        let names = view.starting(at).find_map(|it| match it.trace {
            Trace::Counted(nth) => i8::try_from(nth).ok(),
            _ => None,
        });
        weekday(message, at).map(|(nth, _)| nth).or(names)
    };
    let before = || {
        let days = weekday_before(message, mark.at);
        (days != 0).then(|| (days, mark.at.saturating_sub(1)))
    };
    behind
        .find_map(|at| Some((bit(called(at)?), at)))
        .or_else(before)
}

/// The day of the month that the number at token `at` is: "5th", "5.", "día 5", "5 tarikh".
fn day(view: &View<'_>, at: usize) -> Option<u8> {
    let message = view.message;
    let number = u8::try_from(message.tokens().get(at)?.number?).ok()?;
    let word = |at: usize| {
        let token = message.tokens().get(at);
        token.map_or("", |token| message.normal.word(token))
    };
    let suffixed = message.gap(at).is_empty() && matches!(word(at + 1), "st" | "nd" | "rd" | "th");
    let called = |from: Option<usize>| from.and_then(|from| view.end_of(from, Trace::MonthDay));
    let led = called(at.checked_sub(1)) == Some(at);
    let followed = called(Some(at + 1)).is_some();
    let hour = message.gap(at) == ":"
        || message
            .starting(at + 1, Layer::Fact)
            .any(|hit| is_hour(hit.role));
    let is_day = (1..=LAST_DAY).contains(&number) && !hour && (suffixed || led || followed);
    is_day.then_some(number)
}

/// What makes the number before it an hour: "9 in the morning".
fn is_hour(role: Role) -> bool {
    let hours = |time| {
        matches!(
            time,
            Time::Morning | Time::Evening | Time::Oclock | Time::Hours | Time::Minutes
        )
    };
    matches!(role, Role::Time(time) if hours(time))
}

/// Whether an ordinal stands beside a month: "am ersten jedes Monats".
fn near(message: &Message, ordinal: &Mark, month: &Mark) -> bool {
    let between = if ordinal.at < month.at {
        month.at.checked_sub(ordinal.end)
    } else {
        ordinal.at.checked_sub(month.end)
    };
    together(message, ordinal.at, month.at) && between.is_some_and(|words| words <= BETWEEN)
}

/// Whether two tokens are of one sentence.
fn together(message: &Message, one: usize, other: usize) -> bool {
    let sentence = |at: usize| message.tokens().get(at).map(|token| token.sentence);
    sentence(one).is_some() && sentence(one) == sentence(other)
}
