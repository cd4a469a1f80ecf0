//! How something comes round, in words.

use super::phrases::Args;
use super::{PostView, Telling, Voice};
use crate::board::PostNo;
use crate::parser::{Monthly, Precision, Repeats, When};

impl Voice<'_> {
    /// "every Tuesday, 12:00".
    pub(super) fn round(&self, repeats: Repeats) -> String {
        let days: Vec<i8> = repeats
            .days()
            .map(|day| day.to_monday_one_offset())
            .collect();
        let two = repeats.weeks() == 2;
        let every = match days[..] {
            _ if repeats.monthly().is_some() => self.monthly(repeats, &days),
            _ if repeats.is_daily() => self.word("every-day"),
            _ if repeats.is_on_workdays() => self.word("every-workday"),
            [] if two => self.word("every-two-weeks"),
            [] => self.word("every-week"),
            [day] if !two => self.word(&format!("every-{day}")),
            ref several => {
                let names: Vec<String> = several
                    .iter()
                    .map(|day| self.word(&format!("weekday-{day}")))
                    .collect();
                let key = if two {
                    "every-two-weeks-on"
                } else {
                    "every-week-on"
                };
                self.with(key, Args::default().text("days", names.join(", ")))
            }
        };
        let Some(time) = repeats.clock() else {
            return every;
        };
        let args = Args::default().text("every", every).text("time", time);
        self.with("every-at", args)
    }

    /// "the first Monday of every month".
    fn monthly(&self, repeats: Repeats, days: &[i8]) -> String {
        match repeats.monthly() {
            Some(Monthly::Day(day)) => {
                self.with("every-month-day", Args::default().number("day", day.into()))
            }
            Some(Monthly::Nth(nth)) => {
                let names = days.iter().map(|day| {
                    let args = Args::default().text("day", self.word(&format!("day-{day}")));
                    // In some languages these are of another gender than the other days.
                    let weekend = if *day > 5 { "-weekend" } else { "" };
                    self.with(&format!("every-month-{nth}{weekend}"), args)
                });
                names.collect::<Vec<_>>().join(", ")
            }
            Some(Monthly::Open) | None => self.word("every-month"),
        }
    }

    /// The day that a promise is for, where its post comes round.
    pub(super) fn this_time(&self, no: PostNo, telling: &Telling) -> Option<String> {
        let post = telling.post(no).filter(|post| post.repeats.is_some())?;
        post.when.map(|when| self.when(when))
    }

    /// When a post comes again that is done for this time.
    pub(super) fn next_time(&self, no: PostNo, telling: &Telling) -> Option<String> {
        telling.post(no)?.comes.map(|when| self.when(when))
    }
}

/// When a post is wanted; where it comes round its hour was told with that.
pub(super) fn as_told(when: When, post: &PostView) -> When {
    let told = post.repeats.and_then(Repeats::clock).is_some();
    let precision = if told { Precision::Day } else { when.precision };
    When { precision, ..when }
}
