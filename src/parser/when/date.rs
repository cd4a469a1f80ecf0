//! Dates: "24 December", "24.12.", "2026-12-24", "on the 24th", "Saturday 28".

use jiff::Span;
use jiff::civil::{Date, Weekday};

use super::super::Language;
use super::super::lexicon::Dates;
use super::super::redact::words::Trace;
use super::super::role::{Layer, Moment, Role, Time};
use super::super::trie::Hit;
use super::day::Named;
use super::scene::Scene;

/// How far a day of the week and of the month are looked for.
const AHEAD: i64 = 62;

/// How many words may stand between a word for birth and the date.
const BORN: usize = 6;

/// How many words may stand between the number of a day and its month: "the 2*nd of* December".
const JOINTS: usize = 2;

/// Pairs of numbers that are no dates: "24/7".
const NO_DATES: [(u32, u32); 3] = [(24, 7), (24, 24), (7, 7)];

/// What fractions are parts of: "1/2", "9/16".
const PARTS: [u32; 6] = [2, 3, 4, 8, 16, 32];

/// "12/24", "24.12.", "2026-12-24", "24-12-2026", from token `at` on.
pub(super) fn numeric(scene: &Scene<'_>, at: usize) -> Option<Named> {
    let (first, second) = (scene.number(at)?, scene.number(at + 1)?);
    let gap = scene.view.gap(at);
    let joined = at
        .checked_sub(1)
        .is_some_and(|before| match scene.view.gap(before) {
            "/" | "." | "," | ":" => true,
            "-" => scene.number(before).is_some(),
            _ => false,
        });
    if joined || scene.idle(at) {
        return None;
    }
    let third = scene
        .number(at + 2)
        .filter(|_| scene.view.gap(at + 1) == gap);
    if (1900..2200).contains(&first) && gap == "-" {
        let date = date(first, second, third?)?;
        return kept(scene, at, at + 3, date);
    }
    if let Some(year) = third.filter(|_| matches!(gap, "/" | "." | "-")) {
        let year = match year {
            0..100 if gap != "-" => year + 2000,
            1900..2200 => year,
            _ => return None,
        };
        let (month, day) = month_and_day(scene, first, second, gap);
        return kept(scene, at, at + 3, date(year, month, day)?);
    }
    let sound = match gap {
        "/" => !is_amount(scene, at, first, second),
        "." => is_dotted(scene, at) && second <= 12,
        _ => false,
    };
    if !sound {
        return None;
    }
    let (month, day) = month_and_day(scene, first, second, gap);
    let date = coming(
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
        scene.today(),
    )?;
    kept(scene, at, at + 2, date)
}

/// Which of two numbers is the month and which the day.
fn month_and_day(scene: &Scene<'_>, first: u32, second: u32, gap: &str) -> (u32, u32) {
    let month_first = scene.dates == Dates::MonthFirst && first <= 12 && gap == "/";
    if month_first || second > 12 {
        (first, second)
    } else {
        (second, first)
    }
}

/// The date of a year, a month and a day.
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
    .ok()
}

/// The date of tokens `at..end`, unless it is past, a birthday or the name of a street.
fn kept(scene: &Scene<'_>, at: usize, end: usize, date: Date) -> Option<Named> {
    let wanted = date >= scene.today() && !is_birth(scene, at) && !is_name(scene, at);
    wanted.then_some(Named {
        at,
        end,
        date,
        exact: true,
    })
}

/// Whether the numbers with a full stop between from token `at` on are a date: "24.12.", "am 24.12". "2.5" alone is a
/// quantity.
fn is_dotted(scene: &Scene<'_>, at: usize) -> bool {
    let ended = scene.rest(at + 1).starts_with('.') && !scene.ends(at, Time::At);
    let says = |wanted| scene.phrase(at + 2, wanted).is_some();
    let hour = [Time::Oclock, Time::Morning, Time::Evening, Time::Hours]
        .into_iter()
        .any(says);
    // "ב-24.11", "ב-2.12 ב-8": no hour, or one that an hour follows.
    let no_hour = scene.number(at).is_some_and(|first| first > 23) && scene.ends(at, Time::At)
        || scene.phrase(at + 2, Time::At).is_some();
    let led = scene.ends(at, Time::DateLead) || on_day(scene, at) || no_hour;
    ended || !hour && !scene.counts(at + 2) && led
}

/// Whether a day of the week is named right before token `at`.
fn on_day(scene: &Scene<'_>, at: usize) -> bool {
    let mut hits = scene.ending(at);
    hits.any(|hit| matches!(hit.role, Role::Time(Time::Weekday(_))))
}

/// Whether two numbers with a stroke between from token `at` on are an amount, an age or a reading: "2/3 people", "5/6
/// ans", "tension 14/9", "a 3/4 violin", "24/7". "On 3/4" is a date.
fn is_amount(scene: &Scene<'_>, at: usize, first: u32, second: u32) -> bool {
    let next = at + 2;
    let on = at > 0 && matches!(scene.word(at - 1), "on" | "by" | "before" | "from");
    let led = on || on_day(scene, at) || scene.ends(at, Time::DateLead);
    let goes_on = scene.joined(at, next) && scene.view.gap(at + 1).trim().is_empty();
    let timely = |layer| {
        let mut hits = scene.message.starting(next, layer);
        hits.any(|hit| matches!(hit.role, Role::Time(_) | Role::Moment(_)))
    };
    let time = timely(Layer::Fact) || timely(Layer::Half) || timely(Layer::Moment);
    let cue = scene.view.role(next, |role| matches!(role, Role::Cue(_)));
    let little = scene.message.is_little(next);
    let part =
        matches!(scene.word(next), "a" | "an" | "of" | "de" | "d") || !time && !cue && !little;
    let counted = goes_on && scene.counts(next) && !led;
    let fraction = goes_on && part && !led && first < second && PARTS.contains(&second);
    let always = NO_DATES.contains(&(first, second)) && !led;
    counted || fraction || always || scene.is_measured(at) || labelled(scene, at)
}

/// Whether a word that makes a size of it leads to token `at`.
fn labelled(scene: &Scene<'_>, at: usize) -> bool {
    scene.view.ended(at, Trace::Label) && !scene.ends(at, Time::DateLead)
}

/// "24 December", "Dec 24", "24 de diciembre", "the 2nd of December": the month is that of tokens `at..end`; `number` is
/// one that stands within.
pub(super) fn in_month(scene: &Scene<'_>, hit: &Hit, month: i8) -> Option<Named> {
    let day = |at: usize| {
        let value = i8::try_from(scene.value(at)?).ok()?;
        (1..=31).contains(&value).then_some(value)
    };
    let before = || {
        let mut from = hit.at;
        for _ in 0..=JOINTS {
            from = from.checked_sub(1)?;
            if let Some(last) = day(from) {
                let (first, from) = from_day(scene, from).unwrap_or((last, from));
                return Some((first, from, hit.end()));
            }
            if !is_joint(scene.word(from)) {
                return None;
            }
        }
        None
    };
    let behind = || {
        let hour = is_hour(scene, hit.end() + 1) || scene.view.gap(hit.end()) == ":";
        let day = day(hit.end()).filter(|_| !hour)?;
        Some((day, hit.at, hit.end() + 1))
    };
    let within = || {
        let day = i8::try_from(hit.number?).ok()?;
        Some((day, hit.at, hit.end()))
    };
    let (day, at, end) = within().or_else(before).or_else(behind)?;
    let (end, date) = match year_behind(scene, end) {
        Some((year, after)) => (after, Date::new(year, month, day).ok()?),
        None => (end, coming(month, day, scene.today())?),
    };
    kept(scene, at, end, date)
}

/// The first of several days, of which the last is at token `last`: "from *3* to 14 December", "3-14 December".
fn from_day(scene: &Scene<'_>, last: usize) -> Option<(i8, usize)> {
    let dash = last > 0 && matches!(scene.view.gap(last - 1).trim(), "-" | "–");
    let first = if dash {
        last.checked_sub(1)?
    } else {
        let to = last.checked_sub(1)?;
        let joins = matches!(
            scene.word(to),
            "to" | "bis" | "au" | "al" | "a" | "ao" | "until" | "till" | "se"
        );
        to.checked_sub(1).filter(|_| joins)?
    };
    let (day, end) = (scene.value(first)?, scene.value(last)?);
    let sound = (1..=31).contains(&day) && day < end && scene.joined(first, last);
    i8::try_from(day)
        .ok()
        .filter(|_| sound)
        .map(|day| (day, first))
}

/// What stands between the number of a day and its month.
fn is_joint(word: &str) -> bool {
    matches!(
        word,
        "st" | "nd" | "rd" | "th" | "er" | "ro" | "o" | "a" | "de" | "do" | "du" | "of"
    )
}

/// The year that stands behind a date which ends before token `end`, and where it ends: "14 de agosto de 1939".
fn year_behind(scene: &Scene<'_>, end: usize) -> Option<(i16, usize)> {
    let little = usize::from(matches!(scene.word(end), "de" | "del" | "do"));
    let year = scene.number(end + little)?;
    let year = i16::try_from(year).ok()?;
    (1900..2200)
        .contains(&year)
        .then_some((year, end + little + 1))
}

/// Whether what stands at token `at` makes an hour of the number before it.
fn is_hour(scene: &Scene<'_>, at: usize) -> bool {
    let marks = [
        Time::Oclock,
        Time::Morning,
        Time::Evening,
        Time::Hours,
        Time::Minutes,
    ];
    marks
        .into_iter()
        .any(|time| scene.phrase(at, time).is_some())
}

/// Whether a word for birth leads to the date that begins at token `at`.
fn is_birth(scene: &Scene<'_>, at: usize) -> bool {
    let near = |from: &usize| scene.moment(*from, Moment::Born).is_some();
    (at.saturating_sub(BORN)..at).rev().any(|from| near(&from))
}

/// Whether the date that begins at token `at` names a street or a house: "calle 16 de Septiembre", "Hospital 12 de
/// Octubre", "rue du 8 mai 1945".
fn is_name(scene: &Scene<'_>, at: usize) -> bool {
    let of = |at: usize| matches!(scene.word(at), "du" | "de" | "des" | "del" | "do" | "da");
    let end = match at.checked_sub(1) {
        Some(before) if of(before) => before,
        Some(_) => at,
        None => return false,
    };
    let Some(before) = end.checked_sub(1) else {
        return false;
    };
    let street = scene.view.ended(end, Trace::StreetBefore)
        || scene.view.ended(end, Trace::StreetBeforeCapital)
        || ["strasse", "platz", "allee"]
            .iter()
            .any(|kind| scene.word(before).ends_with(kind));
    let kind = scene.view.ended(end, Trace::PlaceKind);
    let named = at > end || scene.view.capital(at + 2);
    street || kind && scene.view.capital(before) && scene.message.capitals_name() && named
}

/// "the 24th", "el 24", "am 24.": the day that the number at token `at` names, behind its lead; `lead` is where that
/// begins.
pub(super) fn of_month(scene: &Scene<'_>, lead: usize, at: usize) -> Option<Named> {
    // "20 tareekh".
    if scene.postposed() {
        let before = lead.checked_sub(1)?;
        let day = scene.number(before)?;
        return named(scene, before, at, day);
    }
    let number = scene.number(at).filter(|day| (1..=31).contains(day))?;
    let rest = scene.rest(at);
    let next = scene.word(at + 1);
    let ordinal = scene.view.gap(at).is_empty() && matches!(next, "st" | "nd" | "rd" | "th" | "er");
    let plain = match scene.language() {
        Some(Language::English) => ordinal,
        Some(Language::German) => {
            let full = rest.strip_prefix('.');
            full.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
                && !names_feast(scene, at + 1)
        }
        _ => ordinal || is_bare_day(scene, lead, at, number),
    };
    if !plain || scene.idle(at) {
        return None;
    }
    named(scene, lead, at + 1 + usize::from(ordinal), number)
}

/// The day of this month or the next with that number.
fn named(scene: &Scene<'_>, at: usize, end: usize, number: u32) -> Option<Named> {
    let today = scene.today();
    let number = i8::try_from(number).ok()?;
    let this = Date::new(today.year(), today.month(), number)
        .ok()
        .filter(|date| *date >= today);
    let next = || {
        let month = Span::new().try_months(1).ok()?;
        let next = today.first_of_month().checked_add(month).ok()?;
        Date::new(next.year(), next.month(), number).ok()
    };
    kept(scene, at, end, this.or_else(next)?)
}

/// Whether a feast stands at token `at`, which counts its days: "2. Weihnachtstag".
fn names_feast(scene: &Scene<'_>, at: usize) -> bool {
    let mut hits = scene.message.starting(at, Layer::Moment);
    hits.any(|hit| matches!(hit.role, Role::Moment(Moment::Feast(..) | Moment::NoTime)))
}

/// Whether a number behind an article is a day: "el 24". Not "las botas del 31", "la del 2º", "el 5 por ciento".
fn is_bare_day(scene: &Scene<'_>, lead: usize, at: usize, number: u32) -> bool {
    let rest = scene.rest(at);
    let month = |hit: &Hit| matches!(hit.role, Role::Time(Time::Month(_)));
    let counted = scene.counts(at + 1)
        || is_hour(scene, at + 1)
        || scene.message.starting(at + 1, Layer::Fact).any(month);
    let ends = !scene.joined(at, at + 1) || scene.message.is_little(at + 1);
    let signs = ['/', ':', '%', '€', '$', '-', 'º', 'ª', '°'];
    let of = matches!(scene.word(lead), "del" | "du");
    let thing = |hit: &Hit| matches!(hit.role, Role::Counted | Role::Thing(_));
    let belongs = of && lead + 1 == at && scene.ending(lead).any(thing);
    !counted && !belongs && (ends || number > 12) && !rest.starts_with(signs)
}

/// The number right behind a day of the week which ends before token `end`, where that day has that number within two
/// months: "Saturday 28", "viernes 20", "Freitag, den 27.".
pub(super) fn behind_weekday(scene: &Scene<'_>, end: usize, nth: i8) -> Option<Named> {
    let article = usize::from(matches!(
        scene.word(end),
        "the" | "den" | "der" | "el" | "le" | "dia" | "ce"
    ));
    let at = end + article;
    let number = i8::try_from(scene.number(at)?).ok()?;
    let gap = scene.view.gap(at);
    let joined = gap.starts_with([':', '/', '-']) || gap == ".";
    if joined || is_hour(scene, at + 1) || scene.counts(at + 1) {
        return None;
    }
    let wanted = Weekday::from_monday_one_offset(nth).ok()?;
    let date = (0..AHEAD).find_map(|days| {
        let date = scene
            .today()
            .checked_add(Span::new().try_days(days).ok()?)
            .ok()?;
        (date.day() == number && date.weekday() == wanted).then_some(date)
    })?;
    kept(scene, end, at + 1, date)
}

/// The date of that month and day which comes next, today included.
pub(super) fn coming(month: i8, day: i8, today: Date) -> Option<Date> {
    let this = Date::new(today.year(), month, day).ok();
    this.filter(|date| *date >= today)
        .or_else(|| Date::new(today.year().checked_add(1)?, month, day).ok())
}
