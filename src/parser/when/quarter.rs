//! Minutes to and past an hour, and hours that have a name: "ten to eight", "8 y cuarto", "at noon".

use super::super::Language;
use super::super::role::{Cue, Layer, Moment, Role, Time};
use super::hour::{Half, Hour, counted, half_of, on_day};
use super::number::by_number;
use super::scene::Scene;

/// What is said behind an hour: how many minutes more or less, and where that ends.
pub(super) fn behind(scene: &Scene<'_>, at: usize, sure: bool) -> Option<(i16, usize)> {
    let fixed = || {
        let half = scene.phrase(at, Time::HalfAfter).map(|end| (30, end));
        let quarter = || Some((15, scene.moment(at, Moment::QuarterAfter)?));
        let less = || Some((-15, scene.moment(at, Moment::QuarterLess)?));
        half.or_else(quarter).or_else(less)
    };
    let minutes = |at: usize| {
        let value = i16::try_from(scene.value(at)?).ok()?;
        let round = (5..60).contains(&value) && value % 5 == 0;
        (round && !scene.counts(at + 1)).then_some(value)
    };
    let less = || {
        let end = scene.moment(at, Moment::Less)?;
        Some((-minutes(end).filter(|it| *it < 30)?, end + 1))
    };
    let more = || {
        let end = scene.moment(at, Moment::More).filter(|_| sure)?;
        Some((minutes(end)?, end + 1))
    };
    let same = at > 0 && scene.joined(at - 1, at);
    fixed().or_else(less).or_else(more).filter(|_| same)
}

/// "ten to eight", "viertel nach acht", "fünf vor halb vier", "drei viertel acht", "quinze pras seis".
pub(super) fn minutes_first(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let at_lead = scene.ends(at, Time::At) && !scene.ended(at, Moment::From);
    let quarter = scene.moment(at, Moment::Quarter);
    let three = scene.moment(at, Moment::ThreeQuarters);
    let digits = scene.number(at).is_some();
    let (minutes, end) = match (three, quarter) {
        (Some(end), _) => (45, end),
        (_, Some(end)) => (15, end),
        _ => {
            let value = i16::try_from(scene.value(at)?).ok()?;
            let round = matches!(value, 5 | 10 | 15 | 20 | 25);
            let end = scene.phrase(at + 1, Time::Minutes);
            let named = (1..30).contains(&value) && end.is_some();
            (round || named).then_some(())?;
            (value, end.unwrap_or(at + 1))
        }
    };
    let to = scene.moment(end, Moment::MinutesTo);
    let past = scene.moment(end, Moment::MinutesPast);
    let (minutes, lead) = match (to, past) {
        (Some(lead), _) => (-minutes, lead),
        (_, Some(lead)) => (minutes, lead),
        // "viertel acht" is a quarter of the way from seven.
        _ if three.is_some() || quarter.is_some() && at_lead => (minutes - 60, end),
        _ => return None,
    };
    let half = scene.phrase(lead, Time::HalfBefore);
    let named = half.unwrap_or(lead);
    let (hour, after) = match scene.value(named) {
        Some(value) => (i8::try_from(value).ok()?, named + 1),
        None => (one(scene, named)?, named + 1),
    };
    let after = scene.phrase(after, Time::Oclock).unwrap_or(after);
    let whole = scene.joined(at, named) && scene.joined(at, after.checked_sub(1)?);
    let sure = quarter.is_some()
        || three.is_some()
        || past.is_some()
        || half.is_some()
        || is_no_range(scene, at, minutes, hour, at_lead, digits);
    let free = !scene.counts(after) && !scene.labelled(named) && !scene.idle(named);
    if !(1..=24).contains(&hour) || !whole || !sure || !free {
        return None;
    }
    let minutes = minutes - if half.is_some() { 30 } else { 0 };
    counted(hour, minutes, half_of(scene, at, after, hour, Half::Either))
}

/// Whether "ten to eight" is an hour: from ten to eight nobody stays, from five to eight they do; and who asks for ten
/// for eight o'clock asks for ten things.
fn is_no_range(
    scene: &Scene<'_>,
    at: usize,
    minutes: i16,
    hour: i8,
    at_lead: bool,
    digits: bool,
) -> bool {
    let minutes = minutes.abs();
    let asked = scene.ending(at).any(|hit| {
        matches!(
            hit.role,
            Role::Cue(Cue::Want | Cue::Ask | Cue::Seek | Cue::Offer)
        )
    });
    let english = scene.language() == Some(Language::English);
    let from = scene.ended(at, Moment::From);
    let backwards = minutes > i16::from(hour) && !digits || minutes > 12;
    !asked && !from && (!english || at_lead || backwards)
}

/// One, as the hour at token `at`: "quarter to one".
fn one(scene: &Scene<'_>, at: usize) -> Option<i8> {
    matches!(scene.word(at), "one" | "eins" | "una" | "uma" | "une").then_some(1)
}

/// "at noon", "à midi", "a la una y media", "dhai baje", "midnight".
pub(super) fn by_name(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let mut hits = scene.message.starting(at, Layer::Moment);
    let (hour, minute, end) = hits.find_map(|hit| match hit.role {
        Role::Moment(Moment::Clock(hour, minute)) => Some((hour, minute, hit.end())),
        _ => None,
    })?;
    // "mittags um 1", "12 noon": the number tells more.
    let next = (end..end + 2).find_map(|at| by_number(scene, at));
    let free = !scene.counts(end) && !scene.labelled(at);
    let meal = scene.word(at) == "mittag" && !on_day(scene, at);
    if meal {
        return None;
    }
    if hour >= 12 && next.is_some() {
        return next;
    }
    let (minutes, after) = behind(scene, end, true).unwrap_or((0, end));
    let half = half_of(scene, at, after, hour, Half::Either);
    let (named, hour) = (hour, counted(hour, i16::from(minute) + minutes, half));
    hour.filter(|_| free || named < 12)
}
