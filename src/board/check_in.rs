//! When somebody who promised is asked whether they are still on it.

use std::time::Duration;

use jiff::civil::time;
use wegotus_chat::Timestamp;

use super::{Policy, Shape};
use crate::parser::{Precision, When};

/// Nobody is asked sooner than this after they promised.
const SETTLED: Duration = Duration::from_secs(3600);
/// The hour by which is asked what would be due at night.
const EVENING: i8 = 20;

/// When, and how often.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckIns {
    /// How long before a post's time; the longest that is still ahead when somebody promises.
    pub before: Vec<Duration>,
    /// How long after a promise on a post without a time, and as long again until it is answered.
    pub after: Duration,
    /// How long until it is asked again where there is a time, or sooner where that is near.
    pub again: Duration,
    /// How often it is asked before the promise is taken for given back.
    pub times: u32,
}

impl Policy {
    /// When a promise made at `made` is first asked about.
    #[must_use]
    pub fn check_in_at(&self, shape: &Shape, made: Timestamp) -> Timestamp {
        let settled = made.plus(SETTLED);
        let mut before = self.check_ins.before.clone();
        before.sort_unstable();
        let wanted = shape.when.map(|when| self.moment(when));
        let ahead = wanted.and_then(|wanted| {
            let times = before.iter().rev().map(|span| wanted.minus(*span));
            times
                .map(|at| self.before_quiet(at))
                .find(|at| *at >= settled)
        });
        ahead.unwrap_or_else(|| {
            let at = self.before_quiet(made.plus(self.check_ins.after));
            if at >= settled {
                at
            } else {
                self.out_of_quiet(made.plus(self.check_ins.after))
            }
        })
    }

    /// When it is asked again, or taken for given back, after it was asked for the `asked`-th time at `now`: so
    /// that all of it happens while somebody else can still be found; else before the post's time, where that is
    /// still ahead.
    #[must_use]
    pub fn check_in_again(&self, shape: &Shape, asked: u32, now: Timestamp) -> Timestamp {
        let left = self.check_ins.times.saturating_sub(asked);
        let ahead = || Some(self.moment(shape.when?)).filter(|wanted| *wanted > now);
        let in_time = self
            .let_go_by(shape, now)
            .map(|by| (by, left.saturating_add(1)));
        let end = in_time.or_else(|| Some((ahead()?, left.saturating_add(2))));
        let span = end.map_or(self.check_ins.after, |(end, parts)| {
            self.check_ins.again.min(end.since(now) / parts)
        });
        self.out_of_quiet(now.plus(span))
    }

    /// By when a helper who does not answer is let go of, so that somebody else can still be found: as long before the
    /// time as it is asked about last, and on the evening before where that is at night. None where that is past.
    #[must_use]
    pub fn let_go_by(&self, shape: &Shape, now: Timestamp) -> Option<Timestamp> {
        let last = self.check_ins.before.iter().min()?;
        let by = self.before_quiet(self.moment(shape.when?).minus(*last));
        (by > now).then_some(by)
    }

    /// Whether a post's time is near, before or after, so that losing its helper is an alarm.
    #[must_use]
    pub fn is_close(&self, shape: &Shape, now: Timestamp) -> bool {
        shape.when.is_some_and(|when| {
            let wanted = self.moment(when);
            wanted.since(now).max(now.since(wanted)) <= self.drop_out_window
        })
    }

    /// From when a post's time is near, where that is still ahead.
    #[must_use]
    pub fn close_from(&self, shape: &Shape, now: Timestamp) -> Option<Timestamp> {
        let from = self.moment(shape.when?).minus(self.drop_out_window);
        (from > now).then_some(from)
    }

    /// The instant meant; noon where only a day is named.
    pub(super) fn moment(&self, when: When) -> Timestamp {
        if when.precision == Precision::Time {
            return when.at;
        }
        let day = when.at.to_jiff().to_zoned(self.zone.clone()).date();
        day.to_datetime(time(12, 0, 0, 0))
            .to_zoned(self.zone.clone())
            .map_or(when.at, |noon| Timestamp::from(noon.timestamp()))
    }

    /// `at` itself; where it falls in quiet hours, the evening before them.
    #[must_use]
    pub fn before_quiet(&self, at: Timestamp) -> Timestamp {
        let Some(quiet) = self.quiet else { return at };
        let local = at.to_jiff().to_zoned(self.zone.clone());
        let hour = u8::try_from(local.hour()).unwrap_or(0);
        if !quiet.holds(hour) {
            return at;
        }
        let from = i8::try_from(quiet.from).unwrap_or(0);
        // Quiet hours begin on the day itself, or, over midnight, on the day before.
        let began_before = hour < quiet.from || from == 0;
        let day = if began_before {
            local.date().yesterday().unwrap_or(local.date())
        } else {
            local.date()
        };
        let evening = match from {
            0 => EVENING,
            from => EVENING.min(from - 1),
        };
        day.to_datetime(time(evening, 0, 0, 0))
            .to_zoned(self.zone.clone())
            .map_or(at, |evening| Timestamp::from(evening.timestamp()).min(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Kind;
    use crate::parser::{Category, Slots, Urgency};

    fn madrid(text: &str) -> Timestamp {
        let at: jiff::civil::DateTime = text.parse().unwrap();
        at.in_tz("Europe/Madrid").unwrap().timestamp().into()
    }

    fn policy() -> Policy {
        Policy {
            zone: jiff::tz::TimeZone::get("Europe/Madrid").unwrap(),
            ..Policy::default()
        }
    }

    fn wanted(at: &str, precision: Precision) -> Shape {
        Shape {
            kind: Kind::Need,
            category: Category::Other,
            slots: Slots::default(),
            when: Some(When {
                at: madrid(at),
                precision,
            }),
            repeats: None,
            urgency: Urgency::Normal,
            language: None,
            phrase: None,
            marks: crate::parser::Marks::default(),
            sensitive: false,
            for_others: false,
        }
    }

    #[test]
    fn a_promise_is_checked_on_the_day_before_or_three_hours_before() {
        let policy = policy();
        for (claimed, at, precision, expected) in [
            // Earlier than the day before, by day and by night.
            (
                "2031-03-03T09:00",
                "2031-03-06T15:00",
                Precision::Time,
                "2031-03-05T15:00",
            ),
            (
                "2031-03-03T09:00",
                "2031-03-06T07:00",
                Precision::Time,
                "2031-03-04T20:00",
            ),
            // The same day.
            (
                "2031-03-03T09:00",
                "2031-03-03T17:00",
                Precision::Time,
                "2031-03-03T14:00",
            ),
            // At seven in the morning, claimed the afternoon before.
            (
                "2031-03-03T15:00",
                "2031-03-04T07:00",
                Precision::Time,
                "2031-03-03T20:00",
            ),
            // Claimed at the last minute, and at night: the day after.
            (
                "2031-03-03T09:00",
                "2031-03-03T10:00",
                Precision::Time,
                "2031-03-04T09:00",
            ),
            (
                "2031-03-03T23:30",
                "2031-03-04T00:30",
                Precision::Time,
                "2031-03-04T20:00",
            ),
            // A day without an hour counts from noon.
            (
                "2031-03-03T09:00",
                "2031-03-06T00:00",
                Precision::Day,
                "2031-03-05T12:00",
            ),
            // The night in which the clock goes forward, and that in which it goes back.
            (
                "2031-03-28T09:00",
                "2031-03-31T02:30",
                Precision::Time,
                "2031-03-29T20:00",
            ),
            (
                "2031-10-24T09:00",
                "2031-10-27T07:30",
                Precision::Time,
                "2031-10-25T20:00",
            ),
        ] {
            let due = policy.check_in_at(&wanted(at, precision), madrid(claimed));
            assert_eq!(due, madrid(expected), "{claimed} for {at}");
        }
    }

    #[test]
    fn all_is_asked_before_it_is_too_late() {
        let policy = policy();
        let shape = wanted("2031-03-03T17:00", Precision::Time);
        let mut now = madrid("2031-03-03T14:00");
        for asked in 1..=policy.check_ins.times {
            now = policy.check_in_again(&shape, asked, now);
        }
        assert_eq!(now, madrid("2031-03-03T16:15"));
        let shape = Shape {
            when: None,
            ..shape
        };
        let again = policy.check_in_again(&shape, 1, now);
        assert_eq!(again, now.plus(policy.check_ins.after));
    }

    #[test]
    fn who_does_not_answer_is_let_go_on_the_evening_before_a_morning() {
        let policy = policy();
        let shape = wanted("2031-03-06T08:15", Precision::Time);
        let mut now = madrid("2031-03-05T08:15");
        let evening = madrid("2031-03-05T20:00");
        assert_eq!(policy.let_go_by(&shape, now), Some(evening));
        for asked in 1..=policy.check_ins.times {
            now = policy.check_in_again(&shape, asked, now);
            assert!(now <= evening, "{now}");
        }
        assert_eq!(policy.let_go_by(&shape, evening), None);
    }

    #[test]
    fn quiet_hours_of_any_shape_have_an_evening_before() {
        let night = policy();
        let early = Policy {
            quiet: Some(crate::config::QuietHours { from: 19, to: 8 }),
            ..policy()
        };
        let late = Policy {
            quiet: Some(crate::config::QuietHours { from: 0, to: 8 }),
            ..policy()
        };
        for (policy, at, expected) in [
            (&night, "2031-03-04T22:00", "2031-03-04T20:00"),
            (&night, "2031-03-04T07:59", "2031-03-03T20:00"),
            (&night, "2031-03-04T21:59", "2031-03-04T21:59"),
            (&early, "2031-03-04T20:00", "2031-03-04T18:00"),
            (&late, "2031-03-04T03:00", "2031-03-03T20:00"),
        ] {
            assert_eq!(policy.before_quiet(madrid(at)), madrid(expected), "{at}");
        }
    }
}
