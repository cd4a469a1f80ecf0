//! How well two posts go together, in parts that can be shown and that add up.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Kind, Shape};
use crate::parser::{Category, Marks, Precision, When, WordMark};

/// How well two posts go together: points, each part with what it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Score {
    /// They are about the same kind of thing. A ride is a ride, but not every tool is the tool wanted.
    pub category: i8,
    /// They name the same things, in whatever languages.
    pub words: i8,
    /// They are at the same place; half where one names none.
    pub place: i8,
    /// Both can read each other.
    pub language: i8,
    /// They are for the same day; half where one names none, less than nothing where both do and differ.
    pub time: i8,
}

/// From how many points a need and an offer are a good match: tried on the pairs of `tests/board/pairs.tsv`.
pub const GOOD: i8 = 60;

/// How far apart two hours may be that mean the same.
const ABOUT: Duration = Duration::from_secs(3 * 3600);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// Most points for words.
const WORDS: f32 = 45.0;

impl Score {
    /// How well these two go together, whichever comes first.
    #[must_use]
    pub fn of(one: &Shape, other: &Shape) -> Self {
        let both = |one: bool, other: bool, same: bool, points: i8| match (one, other) {
            (true, true) if same => points,
            (true, true) => 0,
            _ => points / 2,
        };
        let near = one
            .marks
            .places()
            .any(|place| other.marks.places().any(|it| it == place));
        let somewhere = |shape: &Shape| shape.marks.places().next().is_some();
        Self {
            category: category(one.category, other.category),
            words: words(&one.marks, &other.marks),
            place: both(somewhere(one), somewhere(other), near, 10),
            language: both(
                one.language.is_some(),
                other.language.is_some(),
                one.language == other.language,
                4,
            ),
            time: match (one.when, other.when) {
                (Some(one), Some(other)) if same_time(one, other) => 10,
                (Some(_), Some(_)) => -40,
                _ => 5,
            },
        }
    }

    /// All of it together.
    #[must_use]
    pub fn total(self) -> i8 {
        self.category + self.words + self.place + self.language + self.time
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            category,
            words,
            place,
            language,
            time,
        } = self;
        write!(
            f,
            "{} = category {category} + words {words} + place {place} + language {language} + time {time}",
            self.total()
        )
    }
}

/// Whether two posts of one author are one request pasted twice.
#[must_use]
pub fn is_pasted(one: &Shape, other: &Shape) -> bool {
    let time = match (one.when, other.when) {
        (Some(one), Some(other)) => {
            one.precision == other.precision && apart(one.at, other.at) <= HOUR
        }
        (None, None) => true,
        _ => false,
    };
    let (marks, others) = (&one.marks, &other.marks);
    one.kind == other.kind
        && time
        && (marks.same_text(others)
            || one.category == other.category
                && one.slots == other.slots
                && marks.same_numbers(others)
                && marks.words().count().min(others.words().count()) >= 3
                && likeness(marks, others) >= 0.8)
}

/// Whether two needs of different people are likely to be one, told twice. Many need nappies: the words must be nearly
/// the same, and a place, a time or much else that is said too.
#[must_use]
pub fn is_likely_told_twice(one: &Shape, other: &Shape) -> bool {
    let (marks, others) = (&one.marks, &other.marks);
    let score = Score::of(one, other);
    let place = marks
        .places()
        .any(|place| others.places().any(|it| it == place));
    let time = one.when.is_some() && other.when.is_some() && score.time > 0;
    let words = marks
        .words()
        .filter(|mark| met(*mark, others) == 1.0)
        .count();
    one.kind == Kind::Need
        && other.kind == Kind::Need
        && score.time >= 0
        && marks.same_numbers(others)
        && (marks.same_text(others)
            || likeness(marks, others) >= 0.6 && (place || time || words >= 3))
}

/// A ride is a ride, and water is water: there the kind of thing is most of what counts.
fn category(one: Category, other: Category) -> i8 {
    if one != other {
        return 0;
    }
    match one {
        Category::Transport | Category::Childcare | Category::Eldercare => 45,
        Category::Water | Category::Shelter | Category::Emotional | Category::Errands => 45,
        Category::Food | Category::Money => 35,
        Category::Other => 10,
        Category::Medical | Category::Clothing | Category::Information => 25,
        Category::Supplies | Category::Baby | Category::Tools => 25,
    }
}

/// How much of the shorter one's words the longer one has too. What names a thing weighs twice as much as other words.
fn words(one: &Marks, other: &Marks) -> i8 {
    let (short, long) = if one.words().count() <= other.words().count() {
        (one, other)
    } else {
        (other, one)
    };
    let weight = |mark: &WordMark| if mark.is_thing() { 1.0 } else { 0.5 };
    let all: f32 = short.words().map(|mark| weight(&mark)).sum();
    if all == 0.0 {
        return 0;
    }
    let shared: f32 = short
        .words()
        .map(|mark| weight(&mark) * met(mark, long))
        .sum();
    // Two things named alike are plenty, however much else is said.
    ((shared / all.min(2.0)).min(1.0) * WORDS) as i8
}

/// How alike two posts are word for word, from 0 to 1.
fn likeness(one: &Marks, other: &Marks) -> f32 {
    let shared: f32 = one.words().map(|mark| met(mark, other)).sum();
    let all = (one.words().count() + other.words().count()) as f32 - shared;
    if all > 0.0 { shared / all } else { 0.0 }
}

/// Whether a post has a word, as 1 or 0; one of the same class is worth something in between.
fn met(mark: WordMark, post: &Marks) -> f32 {
    if post.words().any(|it| it.word == mark.word) {
        1.0
    } else if mark.class != 0 && post.words().any(|it| it.class == mark.class) {
        0.4
    } else {
        0.0
    }
}

fn same_time(one: When, other: When) -> bool {
    let hours = one.precision == Precision::Time && other.precision == Precision::Time;
    apart(one.at, other.at) < if hours { ABOUT } else { DAY }
}

fn apart(one: Timestamp, other: Timestamp) -> Duration {
    one.max(other).since(one.min(other))
}
