//! How fast the bot writes: like a person, and never more than a number of its age may. Pure; WhatsApp shuts out
//! numbers that write many messages, at fixed intervals, or soon after they were new.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A chance from 0 up to, but not, 1.
pub type Luck = dyn Fn() -> f64 + Send + Sync;

/// How fast a number may write.
#[derive(Clone, Debug)]
pub struct Pace {
    /// How many seconds lie between two messages.
    pub gap: RangeInclusive<f64>,
    /// How long a letter takes to write, in seconds.
    pub letter: f64,
    /// How long a message takes to write, in seconds, however short or long it is.
    pub writing: RangeInclusive<f64>,
    /// How many messages a day; the last quarter of them is for private ones.
    pub a_day: u32,
    /// How many on the first day; it grows from there.
    pub first_day: u32,
    /// How long a number is young.
    pub young: Duration,
}

impl Pace {
    /// Like a person who has at most so many things to say a day.
    #[must_use]
    pub fn of_a_person(a_day: u32) -> Self {
        Self {
            gap: 1.2..=4.0,
            letter: 0.03,
            writing: 0.8..=6.0,
            a_day,
            first_day: 40.min(a_day),
            young: DAY * 14,
        }
    }

    /// At once, always: where nobody is to be spared.
    #[must_use]
    pub fn at_once() -> Self {
        Self {
            gap: 0.0..=0.0,
            letter: 0.0,
            writing: 0.0..=0.0,
            a_day: u32::MAX,
            first_day: u32::MAX,
            young: Duration::ZERO,
        }
    }

    /// How many messages may be written today.
    #[must_use]
    pub fn today(&self, past: &Past, now: Timestamp) -> u32 {
        let age = now.since(past.linked.unwrap_or(now));
        if age >= self.young {
            return self.a_day;
        }
        // Whole days, so that a day's number does not change while it is counted.
        let days = age.as_secs() / DAY.as_secs();
        let young = (self.young.as_secs() / DAY.as_secs()).max(1);
        let more = u64::from(self.a_day.saturating_sub(self.first_day)) * days / young;
        let today = u64::from(self.first_day) + more;
        u32::try_from(today).unwrap_or(self.a_day)
    }

    /// When and how something of so many letters may be written now.
    pub fn next(
        &self,
        past: &Past,
        what: What,
        letters: usize,
        now: Timestamp,
        luck: &Luck,
    ) -> Next {
        let today = self.today(past, now);
        let most = match what {
            What::Change => u32::MAX,
            What::Private => today,
            What::Public => today - today / 4,
        };
        if past.on(now) >= most {
            return Next::Tomorrow(until_tomorrow(now));
        }
        let slower = if now.since(past.linked.unwrap_or(now)) < self.young {
            2.0
        } else {
            1.0
        };
        let gap = span(within(&self.gap, luck()) * slower);
        let since = past.last.map_or(gap, |last| now.since(last));
        let writing = match what {
            What::Change => 0.0,
            What::Private | What::Public => {
                // Nobody writes two messages equally fast.
                let letters = f64::from(u32::try_from(letters).unwrap_or(u32::MAX));
                let hand = 0.75 + luck() * 0.5;
                let (least, most) = (*self.writing.start(), *self.writing.end());
                (letters * self.letter * hand).clamp(least, most)
            }
        };
        Next::Go {
            wait: gap.saturating_sub(since),
            writing: span(writing),
        }
    }
}

fn within(range: &RangeInclusive<f64>, luck: f64) -> f64 {
    range.start() + (range.end() - range.start()) * luck
}

fn span(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or_default()
}

fn day(now: Timestamp) -> i64 {
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    now.0.div_euclid(day)
}

fn until_tomorrow(now: Timestamp) -> Duration {
    let day = i64::try_from(DAY.as_millis()).unwrap_or(i64::MAX);
    let left = day - now.0.rem_euclid(day);
    Duration::from_millis(u64::try_from(left).unwrap_or_default())
}

/// What is to be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum What {
    /// A message to one person.
    Private,
    /// A message to a group.
    Public,
    /// A reaction, a correction: nothing that counts as a message.
    Change,
}

/// When something may be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Next {
    /// Now: after this wait, and so long under the eyes of whoever it is for.
    Go {
        /// How long to wait.
        wait: Duration,
        /// How long to be seen writing then.
        writing: Duration,
    },
    /// Not today; tomorrow begins after this long.
    Tomorrow(Duration),
}

/// What a number wrote so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// Since when it is linked.
    pub linked: Option<Timestamp>,
    /// When it last wrote.
    pub last: Option<Timestamp>,
    /// The day it last wrote a message, by the days of UTC since 1970.
    day: i64,
    /// How many messages it wrote on that day.
    count: u32,
}

impl Past {
    /// A number that was linked at `now` and wrote nothing.
    #[must_use]
    pub fn linked(now: Timestamp) -> Self {
        Self {
            linked: Some(now),
            ..Self::default()
        }
    }

    /// How many messages it wrote on the day that it is `now`.
    #[must_use]
    pub fn on(&self, now: Timestamp) -> u32 {
        if self.day == day(now) { self.count } else { 0 }
    }

    /// It writes this now.
    pub fn wrote(&mut self, what: What, now: Timestamp) {
        self.last = Some(now);
        if what != What::Change {
            self.count = self.on(now).saturating_add(1);
            self.day = day(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_764_000_000_000);

    fn waits(pace: &Pace, past: &Past, now: Timestamp, luck: f64) -> (f64, f64) {
        match pace.next(past, What::Public, 100, now, &move || luck) {
            Next::Go { wait, writing } => (wait.as_secs_f64(), writing.as_secs_f64()),
            Next::Tomorrow(_) => panic!("the day is over"),
        }
    }

    fn grown() -> Past {
        Past {
            last: Some(START),
            ..Past::linked(START.minus(DAY * 30))
        }
    }

    #[test]
    fn no_two_gaps_are_alike_and_none_is_too_short() {
        let pace = Pace::of_a_person(300);
        assert_eq!(waits(&pace, &grown(), START, 0.0).0, 1.2);
        let (wait, writing) = waits(&pace, &grown(), START, 0.5);
        assert!((2.5..2.7).contains(&wait), "{wait}");
        assert!((2.9..3.1).contains(&writing), "{writing}");
        // What was waited already counts.
        let later = START.plus(Duration::from_secs(60));
        assert_eq!(waits(&pace, &grown(), later, 0.5).0, 0.0);
    }

    #[test]
    fn a_young_number_is_slower_and_says_less() {
        let pace = Pace::of_a_person(300);
        let young = Past {
            last: Some(START),
            ..Past::linked(START)
        };
        assert_eq!(waits(&pace, &young, START, 0.0).0, 2.4);
        let on_day = |day: u32| pace.today(&Past::linked(START), START.plus(DAY * day));
        assert_eq!((on_day(0), on_day(7), on_day(14)), (40, 170, 300));
        let mut before = 0;
        for day in 0..20 {
            assert!(on_day(day) >= before);
            before = on_day(day);
        }
    }

    #[test]
    fn the_last_quarter_of_a_day_is_for_private_words_and_then_it_is_over() {
        let pace = Pace::of_a_person(8);
        let mut past = grown();
        let next = |past: &Past, what, now| pace.next(past, what, 1, now, &|| 0.0);
        for _ in 0..6 {
            assert!(matches!(next(&past, What::Public, START), Next::Go { .. }));
            past.wrote(What::Public, START);
        }
        assert!(matches!(
            next(&past, What::Public, START),
            Next::Tomorrow(_)
        ));
        for _ in 0..2 {
            assert!(matches!(next(&past, What::Private, START), Next::Go { .. }));
            past.wrote(What::Private, START);
        }
        let Next::Tomorrow(left) = next(&past, What::Private, START) else {
            panic!("there is a ceiling");
        };
        // Corrections and reactions are never held back.
        assert!(matches!(next(&past, What::Change, START), Next::Go { .. }));
        let tomorrow = START.plus(left);
        assert!(matches!(
            next(&past, What::Public, tomorrow),
            Next::Go { .. }
        ));
    }
}
