//! Message → when something is wanted, in the network's zone: the next time the day and hour come round.

use std::time::Duration;

use jiff::civil::{Date, Time as Clock, Weekday};
use jiff::{Span, Zoned};

use super::lexicon::Dates;
use super::message::Message;
use super::repeat::{Repeats, Round};
use super::role::{Layer, Role, Time};
use super::trie::Hit;
use super::{Context, Language, Precision, When};

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

/// When it is wanted: the first day that is no limit and no past, with the first hour; a day alone, or an hour alone.
pub(crate) fn when(message: &Message, ctx: &Context, dates: Dates) -> Option<When> {
    let now = ctx.now.to_jiff().to_zoned(ctx.zone.clone());
    if let Some(at) = (0..message.tokens().len()).find_map(|at| span(message, at, &now)) {
        return Some(When {
            at: at.timestamp().into(),
            precision: Precision::Time,
        });
    }
    let day = named_day(message, dates, &now, |_| true);
    let hour = named_hour(message, day.map(|(at, _)| at), None);
    let day = day.map(|(_, date)| date);
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

/// When what comes round is wanted first, and how it comes round.
pub(super) fn in_round(
    message: &Message,
    ctx: &Context,
    dates: Dates,
    round: Round,
) -> (Option<When>, Repeats) {
    let now = ctx.now.to_jiff().to_zoned(ctx.zone.clone());
    let today = now.date();
    // "Weekly, on Friday", "daily from Monday", "every Tuesday from 1 March": where days of the week come round, such a
    // day is one of them.
    // Of a month it is one only where it is a date.
    let open = round.is_open() && round.monthly.is_none();
    let begins = |role: Role| open || !matches!(role, Role::Time(Time::Weekday(_)));
    let named = named_day(message, dates, &now, begins).map(|(_, date)| date);
    let round = match named {
        Some(day) if round.is_unnamed() => round.on(day),
        _ => round,
    };
    // An hour that comes round is not "the later one" today.
    let hour = named_hour(message, Some(round.at), round.number);
    let clock = hour.map(|hour| hour.on(today.tomorrow().unwrap_or(today), &now));
    let minute =
        clock.and_then(|it| u16::try_from(i16::from(it.hour()) * 60 + i16::from(it.minute())).ok());
    let repeats = Repeats::new(round.days, round.weeks, minute);
    let repeats = round.monthly.map_or(repeats, |it| repeats.in_month(it));
    let over = match clock {
        Some(clock) => clock <= now.time(),
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

/// The first day that is no limit and no past, with where it is named.
fn named_day(
    message: &Message,
    dates: Dates,
    now: &Zoned,
    wanted: impl Fn(Role) -> bool,
) -> Option<(usize, Date)> {
    let mut hits = message.hits.iter().filter(|hit| wanted(hit.role));
    let day = hits.find_map(|hit| Some((hit.at, day(message, hit.at, hit.end(), hit.role, now)?)));
    day.or_else(|| {
        let mut dated = 0..message.tokens().len();
        dated.find_map(|at| Some((at, numeric_date(message, at, dates, now)?)))
    })
}

/// The first hour, of the sentence that token `beside` is in where one is given: that of another sentence belongs to
/// something else. The number of a `day` is none.
fn named_hour(message: &Message, beside: Option<usize>, day: Option<usize>) -> Option<Hour> {
    let sentence = |at: usize| message.tokens().get(at).map(|token| token.sentence);
    let beside = |at: &usize| beside.is_none_or(|day| sentence(day) == sentence(*at));
    let tokens = (0..message.tokens().len()).filter(beside);
    let mut tokens = tokens.filter(|at| Some(*at) != day);
    tokens.find_map(|at| hour(message, at).filter(|_| !follows_past(message, at)))
}

/// Whether token `at` is the hour of a day that is past: "since Monday at 6".
fn follows_past(message: &Message, at: usize) -> bool {
    let from = message.hits.partition_point(|hit| hit.at + 8 < at);
    let days = message.hits[from..].iter().take_while(|hit| hit.at < at);
    let mut days = days.filter(|hit| is_named(hit.role) && passed(message, hit.at, hit.end()));
    days.any(|hit| hour_lead(message, hit.end()) == at)
}

/// Whether it is a day by its name: "tomorrow", "Friday".
fn is_named(role: Role) -> bool {
    matches!(role, Role::Time(Time::Day(_) | Time::Weekday(_)))
}

/// Whether a phrase of that kind leads to the day of tokens `at..end`; in Hindi it follows: "kal se", since yesterday.
fn bounds(message: &Message, at: usize, end: usize, wanted: Time) -> bool {
    let postposed = message.guess.language == Some(Language::HindiLatin);
    led(message, at, wanted) || postposed && phrase(message, end, wanted).is_some()
}

/// Whether the day of tokens `at..end` is past.
fn passed(message: &Message, at: usize, end: usize) -> bool {
    bounds(message, at, end, Time::Since)
}

/// Where the hour of a day that ends before token `end` would stand: right behind, or behind its "at".
fn hour_lead(message: &Message, end: usize) -> usize {
    phrase(message, end, Time::At).unwrap_or(end)
}

/// "in an hour", "in 20 Minuten", "dentro de 2 horas", from token `at` on.
fn span(message: &Message, at: usize, now: &Zoned) -> Option<Zoned> {
    let lead = phrase(message, at, Time::Inside)?;
    let (count, unit) = match message.value(lead) {
        Some(count) => (count, lead + 1),
        // "in an hour", "dans une heure": one word that is no number.
        None => (1, lead + 1),
    };
    let count = i64::from(count).min(96);
    let hours = phrase(message, unit, Time::Hours).map(|_| Span::new().try_hours(count));
    let minutes = phrase(message, unit, Time::Minutes).map(|_| Span::new().try_minutes(count));
    let one = message.value(lead).is_some() || message.is_little(lead);
    let same = message.tokens().get(unit)?.clause == message.tokens().get(at)?.clause;
    let span = hours.or(minutes).filter(|_| one && same)?.ok()?;
    now.checked_add(span).ok()
}

/// Whether an hour stands right behind a day that ends before token `end`, with at most its "at" between.
fn hour_follows(message: &Message, end: usize) -> bool {
    let lead = hour_lead(message, end);
    let clause = |at: usize| message.tokens().get(at).map(|token| token.clause);
    clause(lead) == end.checked_sub(1).and_then(clause) && hour(message, lead).is_some()
}

/// Where the phrase of that kind ends which begins at token `at`.
fn phrase(message: &Message, at: usize, wanted: Time) -> Option<usize> {
    let mut hits = message.starting(at, Layer::Fact);
    let hit = hits.find(|hit| hit.role == Role::Time(wanted))?;
    Some(hit.end())
}

/// Whether a phrase of that kind ends right before token `at`.
fn ends(message: &Message, at: usize, wanted: Time) -> bool {
    let from = message.hits.partition_point(|hit| hit.at + 4 < at);
    message.hits[from..]
        .iter()
        .take_while(|hit| hit.at < at)
        .any(|hit| hit.end() == at && hit.role == Role::Time(wanted))
}

/// Whether a phrase of that kind leads to token `at` in its clause, with at most one little word between.
fn led(message: &Message, at: usize, wanted: Time) -> bool {
    let clause = |at: usize| message.tokens().get(at).map(|token| token.clause);
    let same = |back: usize| at >= back && clause(at - back) == clause(at);
    (same(1) && ends(message, at, wanted))
        || (same(2) && message.is_little(at - 1) && ends(message, at - 1, wanted))
}

/// "tomorrow", "Friday", "24 December", "Dec 24", "on the 24th". Not "since Monday", "until Friday", "every Sunday"; a
/// limit to the hour is a time too ("until Friday 6pm").
fn day(message: &Message, at: usize, end: usize, role: Role, now: &Zoned) -> Option<Date> {
    let today = now.date();
    let passed = passed(message, at, end) || led(message, at, Time::Every);
    let limit = bounds(message, at, end, Time::Until) && !hour_follows(message, end);
    if is_named(role) && (passed || limit) {
        return None;
    }
    match role {
        Role::Time(Time::Day(after)) => today.checked_add(Span::new().try_days(after).ok()?).ok(),
        Role::Time(Time::Weekday(nth)) => {
            let wanted = Weekday::from_monday_one_offset(nth).ok()?;
            let after = i64::from(today.weekday().until(wanted));
            // The day it is today: "next" means a week on, and so does its evening.
            let next = led(message, at, Time::Next) || phrase(message, end, Time::Next).is_some();
            let over = after == 0 && (next || now.hour() >= 17);
            let after = if over { 7 } else { after };
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
        Role::Time(Time::DateLead) => day_of_month(message, end, today),
        _ => None,
    }
}

/// "the 24th", "el 24", "am 24.": the day of this month or the next that the number at token `at` names.
fn day_of_month(message: &Message, at: usize, today: Date) -> Option<Date> {
    let token = message.tokens().get(at)?;
    let number = i8::try_from(token.number?)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    let gap = message.gap(at);
    let next = message.tokens().get(at + 1);
    let word = next.map_or("", |next| message.normal.word(next));
    let ordinal = gap.is_empty() && matches!(word, "st" | "nd" | "rd" | "th");
    let plain = match message.guess.language {
        Some(Language::English) => ordinal,
        Some(Language::German) => {
            gap.starts_with('.') && (gap.len() > 1 || next.is_none_or(|next| next.number.is_none()))
        }
        _ => {
            let counted = message.starting(at + 1, Layer::Fact).any(|hit| {
                matches!(
                    hit.role,
                    Role::Counted
                        | Role::Time(Time::Hours | Time::Minutes | Time::Oclock | Time::Month(_))
                )
            });
            let ends =
                next.is_none_or(|next| next.clause != token.clause) || message.is_little(at + 1);
            !counted && (ends || number > 12) && !gap.starts_with(['/', ':', '%', '€', '$', '-'])
        }
    };
    if !plain {
        return None;
    }
    let this = Date::new(today.year(), today.month(), number)
        .ok()
        .filter(|date| *date >= today);
    this.or_else(|| {
        let next = today
            .first_of_month()
            .checked_add(Span::new().try_months(1).ok()?)
            .ok()?;
        Date::new(next.year(), next.month(), number).ok()
    })
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
    if !(gap == "/" || dotted) || preceded || fraction(message, at) {
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

/// Whether the two numbers from token `at` on are a part of what follows: "a 3/4 violin", but "on 3/4".
fn fraction(message: &Message, at: usize) -> bool {
    let tokens = message.tokens();
    let number = |at: usize| tokens.get(at).and_then(|token| token.number);
    let parts = [(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)];
    let small = parts.contains(&(number(at).unwrap_or(0), number(at + 1).unwrap_or(0)));
    let of_something = tokens.get(at + 2).is_some_and(|next| {
        let fact = message.starting(at + 2, Layer::Fact).next().is_some();
        next.clause == tokens[at].clause && !message.is_little(at + 2) && !fact
    });
    small && message.gap(at) == "/" && of_something && !ends(message, at, Time::DateLead)
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
                self.hour < 6 || (date == now.date() && early <= now.time())
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

/// "7am", "7:30", "18h30", "at 7", "7 in the evening", "halb 6", "9 y media", from token `at` on.
fn hour(message: &Message, at: usize) -> Option<Hour> {
    if let Some(hour) = from_to(message, at) {
        return Some(hour);
    }
    let token = message.tokens().get(at)?;
    let hour = i8::try_from(message.value(at)?)
        .ok()
        .filter(|hour| (0..=24).contains(hour))?;
    let says = |at: usize, wanted: Time| phrase(message, at, wanted).is_some();
    let before = |wanted: Time| ends(message, at, wanted);
    // A half stands between the word that leads to the hour and the hour: "um halb 6".
    let half_before = before(Time::HalfBefore);
    let half_next = before(Time::HalfNext);
    let shifted = half_before || half_next;
    let led = before(Time::At) || shifted && at > 0 && ends(message, at - 1, Time::At);
    let mut after = at + 1;
    let mut minute = None;
    let joined = message.gap(at) == ":" || (led && message.gap(at) == ".");
    if joined {
        minute = minute_at(message, after);
        after += usize::from(minute.is_some());
    }
    // "5 horas" is a span; "às 5 horas" is an hour.
    let hours = says(after, Time::Hours) && before(Time::At) && minute.is_none();
    let oclock = says(after, Time::Oclock) || hours;
    if oclock {
        if minute.is_none() && message.gap(after).is_empty() {
            minute = minute_at(message, after + 1);
        }
        after += 1 + usize::from(minute.is_some());
    }
    let half_after = minute.is_none() && says(after, Time::HalfAfter);
    // What follows the hour tells more than what stands near.
    let told = says(after, Time::Morning) || says(after, Time::Evening);
    let near = |half: Time| !told && hour < 12 && beside(message, at, half);
    let evening = says(after, Time::Evening) || near(Time::Late);
    let morning = says(after, Time::Morning) || near(Time::Early) && !evening;
    let day = at > 0
        && message
            .starting(at.saturating_sub(2), Layer::Fact)
            .chain(message.starting(at - 1, Layer::Fact))
            .any(|hit| {
                hit.end() >= at - usize::from(shifted)
                    && matches!(hit.role, Role::Time(Time::Day(_) | Time::Weekday(_)))
            });
    let signed = told || oclock || minute.is_some() || shifted && (led || day);
    // A bare number is an hour only after "at", and not "at 24 Elm St" or "at 7-11".
    let next = message.tokens().get(at + 1);
    let alone = next.is_none_or(|next| next.clause != token.clause || next.number.is_none());
    let bare = led && hour <= 12 && alone && (half_after || ends_there(message, at));
    if !(signed || bare) || token.hash {
        return None;
    }
    // Counted to 24 where it is written so; "3 baje", "3.15" and in English "3:15" say only the half of the day they are in.
    let digits = token.clean.1 - token.clean.0;
    let dotted =
        message.gap(at) == "." || message.guess.language == Some(Language::English) && digits == 1;
    let loose = minute.is_some() && dotted
        || oclock && message.guess.language == Some(Language::HindiLatin);
    let half = match (morning, evening) {
        _ if hour > 12 || hour == 0 => Half::Plain,
        (true, _) => Half::Morning,
        (_, true) => Half::Evening,
        _ if hour == 12 => Half::Plain,
        _ if loose || bare && !signed => Half::Either,
        _ => Half::Plain,
    };
    let (hour, minute) = match minute {
        None if half_before => (if hour > 0 { hour - 1 } else { 23 }, 30),
        None if half_next || half_after => (hour, 30),
        minute => (hour, minute.unwrap_or(0)),
    };
    Some(Hour { hour, minute, half })
}

/// The first of two hours, from token `at` on: "from 8 to 12", "de 8 a 12", "Tue 9-12", "2 to 5pm".
fn from_to(message: &Message, at: usize) -> Option<Hour> {
    let tokens = message.tokens();
    let hour = |at: usize| {
        let hour = i8::try_from(message.value(at)?).ok()?;
        ((0..=24).contains(&hour) && !tokens[at].hash).then_some(hour)
    };
    let from = hour(at)?;
    let dash = matches!(message.gap(at).trim(), "-" | "–");
    let to_at = if dash {
        at + 1
    } else {
        let mut joins = message.starting(at + 1, Layer::Half);
        joins.find(|hit| hit.role == Role::Time(Time::To))?.end()
    };
    let to = hour(to_at)?;
    if tokens[to_at].clause != tokens[at].clause || from == to {
        return None;
    }
    let says = |wanted: Time| phrase(message, to_at + 1, wanted).is_some();
    let (morning, evening) = (says(Time::Morning), says(Time::Evening));
    let signed = morning || evening || says(Time::Oclock) && message.gap(to_at + 1) != ":";
    let on_day = |hit: &Hit| {
        is_named(hit.role)
            && (hit.end() == at || !dash && tokens[hit.at].clause == tokens[at].clause)
    };
    let near = message.hits.partition_point(|hit| hit.at + 8 < at);
    let mut near = message.hits[near..]
        .iter()
        .take_while(|hit| hit.at <= to_at + 8);
    let told = signed || !dash && ends(message, at, Time::At) || near.any(on_day);
    if !told || counted(message, to_at + 1) {
        return None;
    }
    let half = match (morning, evening) {
        _ if from > 12 || from == 0 || to > 12 => Half::Plain,
        (true, _) => Half::Morning,
        // "9 to 5pm".
        (_, true) if from < to || to == 12 => Half::Evening,
        (_, true) => Half::Morning,
        _ if signed => Half::Plain,
        _ if beside(message, at, Time::Early) => Half::Morning,
        _ if beside(message, at, Time::Late) => Half::Evening,
        _ => Half::Either,
    };
    Some(Hour {
        hour: from,
        minute: 0,
        half,
    })
}

/// Whether a word for that half of the day stands near token `at` in its clause.
fn beside(message: &Message, at: usize, half: Time) -> bool {
    let clause = |at: usize| message.tokens().get(at).map(|token| token.clause);
    let from = message
        .hits
        .partition_point(|hit| hit.at + 2 * HALF_NEAR < at);
    message.hits[from..]
        .iter()
        .take_while(|hit| hit.at <= at + HALF_NEAR)
        .filter(|hit| hit.end() + HALF_NEAR >= at)
        .any(|hit| hit.role == Role::Time(half) && clause(hit.at) == clause(at))
}

/// How many words may stand between an hour and the half of the day it is in.
const HALF_NEAR: usize = 4;

/// The minutes that two digits at token `at` tell.
fn minute_at(message: &Message, at: usize) -> Option<i8> {
    let minute = message.tokens().get(at)?;
    let two = minute.clean.1 - minute.clean.0 == minute.folded.1 - minute.folded.0
        && minute.folded.1 - minute.folded.0 == 2;
    minute
        .number
        .filter(|&value| two && value < 60)
        .and_then(|value| i8::try_from(value).ok())
}

/// Whether token `at` makes a span, a count or a measure of the number before it: "5 hours", "5 people", "5 años".
fn counted(message: &Message, at: usize) -> bool {
    let facts = message.starting(at, Layer::Fact);
    let mut hits = facts.chain(message.starting(at, Layer::Thing));
    hits.any(|hit| match hit.role {
        Role::Time(Time::Hours | Time::Minutes) | Role::Counted | Role::Thing(_) => true,
        Role::Uncounted => !message.is_little(at),
        _ => false,
    })
}

/// Whether what follows a bare number leaves it an hour: the clause's end, a day, or a small word, not a name.
fn ends_there(message: &Message, at: usize) -> bool {
    let (Some(token), Some(next)) = (message.tokens().get(at), message.tokens().get(at + 1)) else {
        return true;
    };
    let capital = message.normal.clean[next.clean.0..].starts_with(char::is_uppercase);
    let counted = counted(message, at + 1);
    let span = |time| matches!(time, Time::Hours | Time::Minutes);
    let mut facts = message.starting(at + 1, Layer::Fact);
    let day = facts.any(|hit| matches!(hit.role, Role::Time(time) if !span(time)));
    next.clause != token.clause || day || !(capital || counted)
}
