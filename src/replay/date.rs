//! The dates of a whole export → which of their numbers is the day.
//!
//! `3/4/24` is read differently in Madrid and in Boston, and no line says where it was written. A number above
//! 12 anywhere settles it; else that time runs forwards; else what is likeliest, and that is said.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use super::head::Numbers;

/// The order of the numbers in a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// 31/12/2023.
    DayFirst,
    /// 12/31/2023.
    MonthFirst,
    /// 2023-12-31.
    YearFirst,
}

/// Why dates are read in that order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Because {
    /// Somebody who knows says so.
    Told,
    /// A number above 12, or a year in front, settles it.
    Settled,
    /// In the other order time would run backwards.
    TimeRunsForwards,
    /// A guess: so the chat spans weeks and not months.
    Shorter,
    /// A guess: dates with that sign between the numbers are.
    Sign,
    /// A guess: who writes the month first mostly writes no nought before it.
    Padded,
    /// A guess: most of the chat is in a language that writes them so.
    Language,
    /// Some dates can only be read one way and some only the other; the order of most.
    Mixed,
}

impl Because {
    /// Whether it may be wrong.
    #[must_use]
    pub fn is_a_guess(self) -> bool {
        !matches!(self, Self::Told | Self::Settled | Self::TimeRunsForwards)
    }
}

/// How many different dates it takes to judge by how far apart they are.
const ENOUGH: usize = 4;
/// How much shorter the chat has to be in one order than in the other.
const SHORTER: i64 = 4;

/// Everything there is to know of the dates of an export, gathered line by line.
#[derive(Default)]
pub(super) struct Dates {
    year_leads: u64,
    day_leads: u64,
    month_leads: u64,
    day_first: Run,
    month_first: Run,
    dots: u64,
    slashes: u64,
    padded: u64,
    distinct: BTreeSet<(i16, i16, i16)>,
}

/// How time runs in one order.
#[derive(Default)]
struct Run {
    last: Option<Date>,
    first: Option<Date>,
    backwards: u64,
}

impl Dates {
    pub(super) fn add(&mut self, it: Numbers) {
        if it.year_leads || it.first > 31 {
            self.year_leads += 1;
            return;
        }
        self.day_leads += u64::from(it.first > 12);
        self.month_leads += u64::from(it.second > 12);
        match it.sign {
            '.' => self.dots += 1,
            _ => self.slashes += 1,
        }
        self.padded += u64::from(it.padded);
        self.day_first.add(Order::DayFirst.exactly(it));
        self.month_first.add(Order::MonthFirst.exactly(it));
        if self.distinct.len() < ENOUGH {
            self.distinct.insert((it.first, it.second, it.third));
        }
    }

    /// The order, and why; `by_language` is asked only where nothing in the dates themselves tells.
    pub(super) fn order(&self, by_language: impl FnOnce() -> Order) -> (Order, Because) {
        let (day, month) = (self.day_leads, self.month_leads);
        if self.year_leads > day + month && self.year_leads > 0 {
            return (Order::YearFirst, Because::Settled);
        }
        match (day, month) {
            (0, 0) => {}
            (_, 0) => return (Order::DayFirst, Because::Settled),
            (0, _) => return (Order::MonthFirst, Because::Settled),
            _ if day >= month => return (Order::DayFirst, Because::Mixed),
            _ => return (Order::MonthFirst, Because::Mixed),
        }
        match self.day_first.backwards.cmp(&self.month_first.backwards) {
            std::cmp::Ordering::Less => return (Order::DayFirst, Because::TimeRunsForwards),
            std::cmp::Ordering::Greater => return (Order::MonthFirst, Because::TimeRunsForwards),
            std::cmp::Ordering::Equal => {}
        }
        if self.distinct.len() >= ENOUGH {
            let (day, month) = (self.day_first.days(), self.month_first.days());
            if day * SHORTER <= month {
                return (Order::DayFirst, Because::Shorter);
            }
            if month * SHORTER <= day {
                return (Order::MonthFirst, Because::Shorter);
            }
        }
        if self.dots > self.slashes {
            return (Order::DayFirst, Because::Sign);
        }
        if self.padded > 0 {
            return (Order::DayFirst, Because::Padded);
        }
        (by_language(), Because::Language)
    }
}

impl Run {
    fn add(&mut self, date: Option<Date>) {
        let Some(date) = date else { return };
        self.backwards += u64::from(self.last.is_some_and(|last| date < last));
        self.last = Some(date);
        self.first = self.first.or(Some(date));
    }

    fn days(&self) -> i64 {
        match (self.first, self.last) {
            (Some(first), Some(last)) => last
                .since(first)
                .map_or(0, |span| i64::from(span.get_days())),
            _ => 0,
        }
    }
}

impl Order {
    /// The date, in this order or, where that is none, in the only other that is.
    pub(super) fn date(self, it: Numbers) -> Option<Date> {
        let other = match self {
            Self::DayFirst => Self::MonthFirst,
            Self::MonthFirst | Self::YearFirst => Self::DayFirst,
        };
        self.exactly(it).or_else(|| other.exactly(it))
    }

    fn exactly(self, it: Numbers) -> Option<Date> {
        let (year, month, day) = match self {
            _ if it.year_leads || it.first > 31 => (it.first, it.second, it.third),
            Self::DayFirst => (it.third, it.second, it.first),
            Self::MonthFirst => (it.third, it.first, it.second),
            Self::YearFirst => (it.first, it.second, it.third),
        };
        let year = match year {
            ..100 => 2000 + year,
            // The Buddhist era, which Thai phones write.
            2500..2700 => year - 543,
            _ => year,
        };
        let month = i8::try_from(month).ok()?;
        Date::new(year, month, i8::try_from(day).ok()?).ok()
    }

    /// How a date is written in this order.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DayFirst => "day/month/year",
            Self::MonthFirst => "month/day/year",
            Self::YearFirst => "year/month/day",
        }
    }
}

/// The day an undated message is given where none came before it.
pub(super) const NO_DAY: Date = date(2000, 1, 1);

#[cfg(test)]
mod tests {
    use super::super::head::head;
    use super::*;

    fn order(dates: &[&str], by_language: Order) -> (Order, Because) {
        let mut all = Dates::default();
        for date in dates {
            let line = format!("{date}, 10:00 - Ana: x");
            all.add(head(&line).unwrap_or_else(|| panic!("{line}")).date);
        }
        all.order(|| by_language)
    }

    #[test]
    fn a_day_above_12_settles_it() {
        for (dates, wanted) in [
            (&["1/2/24", "13/2/24"], Order::DayFirst),
            (&["1/2/24", "2/13/24"], Order::MonthFirst),
            (&["2024-01-02", "2024-02-01"], Order::YearFirst),
            (&["31-12-23", "01-01-24"], Order::DayFirst),
        ] {
            assert_eq!(
                order(dates, Order::MonthFirst),
                (wanted, Because::Settled),
                "{dates:?}"
            );
            assert_eq!(
                order(dates, Order::DayFirst),
                (wanted, Because::Settled),
                "{dates:?}"
            );
        }
    }

    #[test]
    fn else_time_runs_forwards() {
        let forwards = ["9/1/24", "10/1/24", "1/2/24", "2/2/24"];
        let wanted = (Order::DayFirst, Because::TimeRunsForwards);
        assert_eq!(order(&forwards, Order::MonthFirst), wanted);
        let wanted = (Order::MonthFirst, Because::TimeRunsForwards);
        assert_eq!(
            order(&["1/9/24", "1/10/24", "2/1/24"], Order::DayFirst),
            wanted
        );
    }

    #[test]
    fn else_it_is_a_guess_and_says_so() {
        let days = ["1/3/24", "2/3/24", "3/3/24", "4/3/24"];
        assert_eq!(
            order(&days, Order::MonthFirst),
            (Order::DayFirst, Because::Shorter)
        );
        assert_eq!(
            order(&["1.3.24"], Order::MonthFirst),
            (Order::DayFirst, Because::Sign)
        );
        assert_eq!(
            order(&["03/04/24", "03/05/24"], Order::MonthFirst),
            (Order::DayFirst, Because::Padded)
        );
        for by_language in [Order::DayFirst, Order::MonthFirst] {
            let guess = order(&["3/4/24", "3/5/24"], by_language);
            assert_eq!(guess, (by_language, Because::Language));
            assert!(guess.1.is_a_guess());
        }
    }

    #[test]
    fn two_exports_in_one_file_are_read_each_in_its_way() {
        let mixed = ["13/2/24", "14/2/24", "2/15/24"];
        assert_eq!(
            order(&mixed, Order::MonthFirst),
            (Order::DayFirst, Because::Mixed)
        );
        let thai = head("31/12/2566 21:41 - Ana: x").unwrap();
        assert_eq!(Order::DayFirst.date(thai.date), Some(date(2023, 12, 31)));
        let line = head("2/15/24, 10:00 - Ana: x").unwrap();
        assert_eq!(Order::DayFirst.date(line.date), Some(date(2024, 2, 15)));
        assert_eq!(
            Order::MonthFirst.date(head("31/2/24, 1:00 - A: x").unwrap().date),
            None
        );
    }
}
