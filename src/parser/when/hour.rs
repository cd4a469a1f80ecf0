//! Hours: "7am", "18h30", "at 7", "halb 6", "ten to eight", "9 y media", "from 8 to 12", "at noon".

use std::ops::Range;

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time as Clock};

use super::super::Language;
use super::super::redact::words::Trace;
use super::super::role::{Cue, Layer, Moment, Role, Time};
use super::super::trie::Hit;
use super::scene::Scene;

/// How many words may stand between an hour and the half of the day it is in.
const HALF_NEAR: usize = 4;

/// From this hour on "15h" beside nothing is an hour of the day; below it is as likely a span.
const NO_SPAN: i8 = 6;

/// An hour as it was named.
#[derive(Clone, Copy)]
pub(super) struct Hour {
    /// 24 is the end of the day.
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
    pub(super) fn on(self, date: Date, now: &Zoned) -> DateTime {
        let later = match self.half {
            Half::Morning | Half::Plain => false,
            Half::Evening => true,
            Half::Either => {
                let early = Clock::new(self.hour % 24, self.minute, 0, 0).unwrap_or_default();
                self.hour < 6 || (date == now.date() && early <= now.time())
            }
        };
        let hour = match (later, self.hour) {
            (true, 1..=11) => self.hour + 12,
            (false, 12) if self.half == Half::Morning => 0,
            (_, hour) => hour,
        };
        let date = if hour == 24 {
            date.tomorrow().unwrap_or(date)
        } else {
            date
        };
        date.to_datetime(Clock::new(hour % 24, self.minute, 0, 0).unwrap_or_default())
    }
}

/// The first hour, of the sentence that the day of tokens `day` is in where one is given: that of another sentence belongs
/// to something else. Its numbers are none, nor is the number at token `number`.
pub(super) fn named_hour(
    scene: &Scene<'_>,
    day: Option<Range<usize>>,
    number: Option<usize>,
) -> Option<Hour> {
    let sentence = |at: usize| scene.token(at).map(|token| token.sentence);
    // The full stop of "12.11." ends no sentence.
    let beside = |at: usize, of: &dyn Fn(usize) -> Option<usize>| {
        let Some(day) = &day else {
            return true;
        };
        let stop = day.end > day.start + 1 && scene.number(day.end - 1).is_some();
        of(day.start) == of(at)
            || of(day.end - 1) == of(at)
            || stop && of(day.end).is_some_and(|next| of(at) == Some(next))
    };
    let taken = |at: usize| day.as_ref().is_some_and(|day| day.contains(&at)) || number == Some(at);
    let mut tokens = (0..scene.len()).filter(|at| beside(*at, &sentence) && !taken(*at));
    let mut near = (0..scene.len()).filter(|at| beside(*at, &|at| scene.clause(at)) && !taken(*at));
    let found = |at: usize| hour(scene, at).filter(|_| !is_past(scene, at));
    near.find_map(found).or_else(|| tokens.find_map(found))
}

/// Whether the hour at token `at` is past, or that of a day that is: "since 5am", "since Monday at 6", "gestern um 18 Uhr".
fn is_past(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_past(at) || is_since(scene, at) || follows_past(scene, at)
}

/// Whether "since" leads to the hour at token `at`. In Spanish and Portuguese it leads to hours to come too, unless
/// something is missing: "desde las 6 sin luz".
fn is_since(scene: &Scene<'_>, at: usize) -> bool {
    let leads = |at: usize| scene.ends(at, Time::Since);
    let since = leads(at)
        || at.checked_sub(1).is_some_and(leads)
        || at > 0 && scene.word(at - 1) == "las" && at > 1 && scene.word(at - 2) == "desde";
    match scene.language() {
        Some(Language::Spanish | Language::Portuguese) => {
            let lacks = |role| {
                matches!(
                    role,
                    Role::Moment(Moment::Lacking) | Role::Cue(Cue::Lack | Cue::Plight)
                )
            };
            since && scene.clause_has(at, lacks)
        }
        Some(Language::Arabic | Language::HindiLatin) => false,
        _ => since,
    }
}

/// Whether token `at` is the hour of a day that is past: "since Monday at 6".
fn follows_past(scene: &Scene<'_>, at: usize) -> bool {
    let hits = &scene.message.hits;
    let from = hits.partition_point(|hit| hit.at + 8 < at);
    let days = hits[from..].iter().take_while(|hit| hit.at < at);
    let since = Role::Time(Time::Since);
    let mut days = days.filter(|hit| is_named(hit.role) && scene.bounds(hit.at, hit.end(), since));
    days.any(|hit| lead_end(scene, hit.end()) == at)
}

/// Whether it is a day by its name: "tomorrow", "Friday".
fn is_named(role: Role) -> bool {
    matches!(role, Role::Time(Time::Day(_) | Time::Weekday(_)))
}

/// Where the hour of a day that ends before token `end` would stand: right behind, or behind its "at".
fn lead_end(scene: &Scene<'_>, end: usize) -> usize {
    scene.phrase(end, Time::At).unwrap_or(end)
}

/// Whether an hour stands right behind a day that ends before token `end`, with at most its "at" between.
pub(super) fn follows(scene: &Scene<'_>, end: usize) -> bool {
    let lead = lead_end(scene, end);
    let same = end
        .checked_sub(1)
        .is_some_and(|last| scene.joined(last, lead));
    same && hour(scene, lead).is_some()
}

/// The hour that is named from token `at` on.
fn hour(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    if scene.idle(at) {
        return None;
    }
    minutes_first(scene, at)
        .or_else(|| from_to(scene, at))
        .or_else(|| by_name(scene, at))
        .or_else(|| compact(scene, at))
        .or_else(|| by_number(scene, at))
}

/// What is said behind an hour: how many minutes more or less, and where that ends.
fn behind(scene: &Scene<'_>, at: usize, sure: bool) -> Option<(i16, usize)> {
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

/// Whether a word for a half of the day stands right at token `at`, or near the hour where none does.
fn half_of(scene: &Scene<'_>, at: usize, after: usize, hour: i8, other: Half) -> Half {
    // What follows the hour tells more than what stands near.
    let told = scene.half_told(after);
    let near = |half: Time| told.is_none() && hour < 12 && beside(scene, at, Role::Time(half));
    let evening = told == Some(Time::Evening) || near(Time::Late);
    let morning = told == Some(Time::Morning) || near(Time::Early) && !evening;
    match (morning, evening) {
        _ if hour > 12 || hour == 0 => Half::Plain,
        (true, _) => Half::Morning,
        (_, true) => Half::Evening,
        _ if hour == 12 => Half::Plain,
        _ => other,
    }
}

/// The hour with its minutes put on or taken off. Twelve at night is the end of the day.
fn counted(hour: i8, minutes: i16, half: Half) -> Option<Hour> {
    let all = i16::from(hour) * 60 + minutes;
    let all = if all < 0 { all + 24 * 60 } else { all };
    // "A quarter to one" is past twelve.
    let all = if all < 60 && hour == 1 {
        all + 12 * 60
    } else {
        all
    };
    Some(Hour {
        hour: i8::try_from(all / 60).ok()?,
        minute: i8::try_from(all % 60).ok()?,
        half,
    })
}

/// "ten to eight", "viertel nach acht", "fünf vor halb vier", "drei viertel acht", "quinze pras seis".
fn minutes_first(scene: &Scene<'_>, at: usize) -> Option<Hour> {
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
fn by_name(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let mut hits = scene.message.starting(at, Layer::Moment);
    let (hour, minute, end) = hits.find_map(|hit| match hit.role {
        Role::Moment(Moment::Clock(hour, minute)) => Some((hour, minute, hit.end())),
        _ => None,
    })?;
    // "mittags um 1", "12 noon": the number tells more.
    let number = |at: usize| scene.value(at).is_some() && scene.joined(at, end - 1);
    let beside = at > 0 && number(at - 1) || at > 1 && number(at - 2) && scene.joined(at, at - 2);
    let next = (end..end + 2).find_map(|at| by_number(scene, at));
    let free = !scene.counts(end) && !scene.labelled(at);
    let meal = scene.word(at) == "mittag" && !on_day(scene, at);
    if meal {
        return None;
    }
    if hour >= 12 && (beside || next.is_some()) {
        return next;
    }
    let (minutes, after) = behind(scene, end, true).unwrap_or((0, end));
    let half = half_of(scene, at, after, hour, Half::Either);
    let (named, hour) = (hour, counted(hour, i16::from(minute) + minutes, half));
    hour.filter(|_| free || named < 12)
}

/// "0730", "1900 tonight", "at 0600".
fn compact(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let word = scene.word(at);
    let number = scene.number(at).filter(|_| word.len() == 4)?;
    let (hour, minute) = (number / 100, number % 100);
    let hours = scene.phrase(at + 1, Time::Hours).is_some();
    let day = |hit: &Hit| is_named(hit.role) || hit.role == Role::Time(Time::Late);
    let beside = scene.ending(at).any(day)
        || scene
            .message
            .hits
            .iter()
            .any(|hit| hit.at == at + 1 && day(hit));
    let year = (18..=21).contains(&hour);
    let led = scene.ends(at, Time::At) && !year;
    let sound = hour < 24 && minute < 60 && minute % 5 == 0;
    let free = !scene.labelled(at) && scene.rest(at).chars().next() != Some('/');
    (sound && free && (hours || beside || led)).then_some(Hour {
        hour: i8::try_from(hour).ok()?,
        minute: i8::try_from(minute).ok()?,
        half: Half::Plain,
    })
}

/// Whether what leads to the number at token `at` leads to hours alone: "às 18", "a las 18", "um 18".
fn leads_to_hours(scene: &Scene<'_>, at: usize) -> bool {
    match scene.language() {
        Some(Language::Spanish | Language::Portuguese) => true,
        Some(Language::German) => at > 0 && scene.word(at - 1) == "um",
        _ => false,
    }
}

/// Whether a phrase that leads to hours ends right before token `at`. "A" and "as" do so in one language only.
fn is_led(scene: &Scene<'_>, at: usize) -> bool {
    scene.ending(at).any(|hit| {
        let word = scene.word(hit.at);
        let own = match (word, hit.len) {
            ("a", 1) => {
                let hours = scene.number(at).is_some() || scene.word(at + 1).starts_with("heure");
                hours && scene.language() == Some(Language::French)
            }
            ("as", 1) => scene.language() == Some(Language::Portuguese),
            // "2 by 4".
            ("by", 1) => hit.at == 0 || scene.value(hit.at - 1).is_none(),
            _ => true,
        };
        hit.role == Role::Time(Time::At) && own
    })
}

/// "7am", "7:30", "18h30", "at 7", "7 in the evening", "halb 6", "9 y media", from token `at` on.
fn by_number(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let token = scene.token(at)?;
    let hour = i8::try_from(scene.value(at)?)
        .ok()
        .filter(|hour| (0..=24).contains(hour))?;
    let stroke = at > 0 && matches!(scene.view.gap(at - 1), "/");
    if token.hash || stroke || scene.labelled(at) {
        return None;
    }
    let (shift, lead) = shift_before(scene, at).unzip();
    let led = is_led(scene, at) || lead.is_some_and(|lead| is_led(scene, lead));
    let marked =
        |at: usize| scene.half_told(at).is_some() || scene.phrase(at, Time::Oclock).is_some();
    let mut after = at + 1;
    let mut minute = None;
    let dot = scene.view.gap(at) == ".";
    if scene.view.gap(at) == ":" || dot && (led || marked(after + 1)) {
        minute = minute_at(scene, after);
        after += usize::from(minute.is_some());
    }
    let sign = oclock(scene, at, after, minute.is_some());
    if let Some(sign) = sign {
        if minute.is_none() {
            minute = minute_behind(scene, sign);
        }
        after = sign + usize::from(minute.is_some() && sign > after);
    }
    if is_span(scene, at, sign, minute) {
        return None;
    }
    let spelt = (sign.is_some() || led) && minute.is_none();
    let more = behind(scene, after, spelt).filter(|_| minute.is_none() && shift.is_none());
    let more = more.or_else(|| spelt_out(scene, after, led).filter(|_| spelt && hour <= 12));
    let end = more.map_or(after, |(_, end)| end);
    let told = scene.half_told(end).is_some();
    let day = lead.is_some_and(|lead| on_day(scene, lead));
    let signed = told || sign.is_some() || minute.is_some() || shift.is_some() && (led || day);
    // A bare number is an hour only after "at", and not "at 24 Elm St" or "at 7-11".
    let next = scene.token(end);
    let alone = next.is_none_or(|next| next.clause != token.clause || next.number.is_none());
    let bare = led
        && (hour <= 12 || leads_to_hours(scene, at))
        && alone
        && (more.is_some() || ends_there(scene, at));
    // "8 y cuarto" stands by itself.
    let alone = more.is_some_and(|(minutes, _)| minutes % 15 == 0 && minutes != 30);
    if !(signed || bare || alone && hour <= 12) {
        return None;
    }
    // Counted to 24 where it is written so; "3 baje", "3.15" and in English "3:15" say only the half of the day they are in.
    let digits = token.clean.1 - token.clean.0;
    let dotted = dot || scene.language() == Some(Language::English) && digits == 1;
    let loose = minute.is_some() && dotted
        || sign.is_some() && scene.language() == Some(Language::HindiLatin)
        || shift.is_some()
        || more.is_some()
        || !signed;
    let other = if loose { Half::Either } else { Half::Plain };
    let minutes = i16::from(minute.unwrap_or(0)) + more.map_or(0, |(more, _)| more);
    if is_midnight(scene, at, hour, end) {
        return counted(24, minutes, Half::Plain);
    }
    let half = half_of(scene, at, end, hour, other);
    counted(hour, minutes + shift.unwrap_or(0), half)
}

/// The minutes that a word before the hour at token `at` puts on or takes off, and where it begins: "halb 6", "half past
/// 6", "sava 8".
fn shift_before(scene: &Scene<'_>, at: usize) -> Option<(i16, usize)> {
    scene.ending(at).find_map(|hit| {
        let minutes = match hit.role {
            Role::Time(Time::HalfBefore) => -30,
            Role::Time(Time::HalfNext) => 30,
            Role::Moment(Moment::QuarterNext) => 15,
            Role::Moment(Moment::QuarterBefore) => -15,
            _ => return None,
        };
        Some((minutes, hit.at))
    })
}

/// Where the sign of an hour ends which begins at token `after`, behind the hour at token `at`: "uhr", "h", "às 5 *horas*",
/// "hoje 18*hs*". "5 horas" alone is a span.
fn oclock(scene: &Scene<'_>, at: usize, after: usize, minute: bool) -> Option<usize> {
    let hours = || {
        let end = scene.phrase(after, Time::Hours)?;
        let short = matches!(scene.word(after), "hs" | "hrs");
        let value = scene.value(at).and_then(|it| i8::try_from(it).ok());
        let late = value.is_some_and(|it| it >= NO_SPAN);
        let hour = is_led(scene, at) && !minute || short && late && on_day(scene, at);
        hour.then_some(end)
    };
    scene.phrase(after, Time::Oclock).or_else(hours)
}

/// The minutes behind the sign of an hour that ends before token `at`: "18h30", "14 Uhr 30".
fn minute_behind(scene: &Scene<'_>, at: usize) -> Option<i8> {
    let glued = scene.view.gap(at.checked_sub(1)?).is_empty();
    let apart =
        scene.view.gap(at - 1) == " " && scene.word(at - 1) == "uhr" && !scene.counts(at + 1);
    minute_at(scene, at).filter(|_| glued || apart)
}

/// Whether the hours at token `at` are a span: "3h", "2h par jour", "24h/24". `sign` is where their sign ends.
fn is_span(scene: &Scene<'_>, at: usize, sign: Option<usize>, minute: Option<i8>) -> bool {
    let Some(sign) = sign else {
        return false;
    };
    let per = scene.moment(sign, Moment::Per).is_some() || scene.view.gap(sign - 1) == "/";
    let letter = scene.word(sign - 1) == "h";
    let told = scene.half_told(sign).is_some();
    let half =
        beside(scene, at, Role::Time(Time::Late)) || beside(scene, at, Role::Time(Time::Early));
    let few = scene
        .value(at)
        .is_some_and(|it| it < NO_SPAN.unsigned_abs().into());
    let led = is_led(scene, at) || scene.ended(at, Moment::From) || on_day(scene, at) && half;
    per || letter && few && minute.is_none() && !led && !told
}

/// The minutes in words behind an hour: "eight thirty", "huit heures vingt".
fn spelt_out(scene: &Scene<'_>, at: usize, led: bool) -> Option<(i16, usize)> {
    let before = at.checked_sub(1)?;
    let word = |at: usize| scene.number(at).is_none();
    let hours = scene.ends(at, Time::Hours) || scene.word(before) == "heures";
    let english = scene.language() == Some(Language::English) && word(before);
    let value = i16::try_from(scene.value(at)?).ok()?;
    let round = (10..60).contains(&value) && value % 5 == 0;
    let sure = word(at) && led && (hours || english) && scene.joined(before, at);
    (round && sure && !scene.counts(at + 1)).then_some((value, at + 1))
}

/// Whether twelve o'clock at token `at` is midnight: "las doce de la noche", "raat ke 12 baje".
fn is_midnight(scene: &Scene<'_>, at: usize, hour: i8, end: usize) -> bool {
    let night = Moment::Night;
    hour == 12 && (scene.moment(end, night).is_some() || beside(scene, at, Role::Moment(night)))
}

/// Whether a day is named right before token `at`.
fn on_day(scene: &Scene<'_>, at: usize) -> bool {
    let mut hits = scene.ending(at);
    hits.any(|hit| is_named(hit.role))
}

/// The first of two hours, from token `at` on: "from 8 to 12", "de 8 a 12", "Tue 9-12", "2 to 5pm", "between 2 and 3".
fn from_to(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let hour = |at: usize| {
        let hour = i8::try_from(scene.value(at)?).ok()?;
        ((0..=24).contains(&hour) && !scene.token(at)?.hash).then_some(hour)
    };
    let from = hour(at).filter(|_| !scene.labelled(at))?;
    let stroke = at > 0 && matches!(scene.view.gap(at - 1), "/");
    let dash = matches!(scene.view.gap(at).trim(), "-" | "–");
    let to_at = if dash { at + 1 } else { joint(scene, at + 1)? };
    let to = hour(to_at)?;
    if !scene.joined(at, to_at) || from == to || stroke {
        return None;
    }
    let says = |wanted: Time| scene.phrase(to_at + 1, wanted).is_some();
    let (morning, evening) = (says(Time::Morning), says(Time::Evening));
    let oclock = says(Time::Oclock) && scene.view.gap(to_at + 1) != ":";
    let signed = morning || evening || oclock;
    let on_day =
        |hit: &Hit| is_named(hit.role) && (hit.end() == at || !dash && scene.joined(hit.at, at));
    let hits = &scene.message.hits;
    let near = hits.partition_point(|hit| hit.at + 8 < at);
    let mut near = hits[near..].iter().take_while(|hit| hit.at <= to_at + 8);
    let told = signed || !dash && scene.ends(at, Time::At) || near.any(on_day);
    if !told || scene.counts(to_at + 1) || scene.labelled(to_at) {
        return None;
    }
    let hindi = scene.language() == Some(Language::HindiLatin);
    let half = match (morning, evening) {
        _ if from > 12 || from == 0 || to > 12 => Half::Plain,
        (true, _) => Half::Morning,
        // "9 to 5pm".
        (_, true) if from < to || to == 12 => Half::Evening,
        (_, true) => Half::Morning,
        _ if signed && !hindi => Half::Plain,
        _ if beside(scene, at, Role::Time(Time::Early)) => Half::Morning,
        _ if beside(scene, at, Role::Time(Time::Late)) => Half::Evening,
        _ => Half::Either,
    };
    Some(Hour {
        hour: from,
        minute: 0,
        half,
    })
}

/// Where what joins two hours ends, which begins at token `at`: "to", and behind "between" also "and". What leads to an hour
/// by itself joins two only where something leads to the first: "de 8 a las 12", but "el 20 a las 8".
fn joint(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let from = at.checked_sub(1)?;
    let between = scene.ended(from, Moment::From);
    let led = between || scene.ends(from, Time::At);
    let and = || {
        let mut hits = scene.message.starting(at, Layer::Order);
        hits.find(|hit| hit.role == Role::Joint && between && scene.word(at) != "en")
            .map(|hit| hit.end())
    };
    let own = |end: usize| {
        let alone = match scene.word(at) {
            "as" => true,
            "a" => end > at + 1 || scene.language() == Some(Language::French),
            _ => false,
        };
        // "amanhã 8 às 12".
        let day = scene
            .ending(from)
            .any(|hit| matches!(hit.role, Role::Time(Time::Day(_))));
        !alone || led || day
    };
    scene
        .phrase(at, Time::To)
        .filter(|end| own(*end))
        .or_else(and)
}

/// Whether a word for that half of the day stands near token `at` in its clause.
fn beside(scene: &Scene<'_>, at: usize, half: Role) -> bool {
    let hits = &scene.message.hits;
    let from = hits.partition_point(|hit| hit.at + 2 * HALF_NEAR < at);
    hits[from..]
        .iter()
        .take_while(|hit| hit.at <= at + HALF_NEAR)
        .filter(|hit| hit.end() + HALF_NEAR >= at)
        .any(|hit| hit.role == half && scene.joined(hit.at, at))
}

/// The minutes that two digits at token `at` tell.
fn minute_at(scene: &Scene<'_>, at: usize) -> Option<i8> {
    let minute = scene.token(at)?;
    let two = minute.clean.1 - minute.clean.0 == minute.folded.1 - minute.folded.0
        && minute.folded.1 - minute.folded.0 == 2;
    minute
        .number
        .filter(|&value| two && value < 60)
        .and_then(|value| i8::try_from(value).ok())
}

/// Whether what follows a bare number leaves it an hour: the clause's end, a day, or a small word, not a name.
fn ends_there(scene: &Scene<'_>, at: usize) -> bool {
    if !scene.joined(at, at + 1) {
        return true;
    }
    let span = |time| matches!(time, Time::Hours | Time::Minutes);
    let mut facts = scene.message.starting(at + 1, Layer::Fact);
    let day = facts.any(|hit| matches!(hit.role, Role::Time(time) if !span(time)));
    // "à 3 roues": what leads to hours leads to much else in French.
    let small = scene.language() != Some(Language::French)
        || scene.message.is_little(at + 1)
        || scene
            .view
            .role(at + 1, |role| matches!(role, Role::Cue(_) | Role::Time(_)));
    let unit = scene.view.end_of(at + 1, Trace::Measure).is_some();
    day || !scene.view.capital(at + 1)
        && !scene.counts(at + 1)
        && small
        && !(unit && !scene.message.is_little(at + 1))
}
