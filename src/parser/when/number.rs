//! Hours by their number: "7am", "18h30", "at 7", "halb 6", "9 y media", "0730".

use super::super::Language;
use super::super::redact::words::Trace;
use super::super::role::{Layer, Moment, Role, Time};
use super::hour::{Half, Hour, beside, counted, half_of, is_led, is_named, leads_to_hours, on_day};
use super::quarter::behind;
use super::scene::Scene;

/// From this hour on "15h" beside nothing is an hour of the day; below it is as likely a span.
const NO_SPAN: i8 = 6;

/// "7am", "7:30", "18h30", "at 7", "7 in the evening", "halb 6", "9 y media", from token `at` on.
pub(super) fn by_number(scene: &Scene<'_>, at: usize) -> Option<Hour> {
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
        // "24.11" is a day.
        if hour == 24 && minute.is_some_and(|minute| minute > 0) {
            return None;
        }
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
    let leads = is_led(scene, at) && scene.word(at.saturating_sub(1)) != "pour";
    let led = leads || scene.ended(at, Moment::From) || on_day(scene, at) && half;
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

/// The minutes that two digits at token `at` tell.
fn minute_at(scene: &Scene<'_>, at: usize) -> Option<i8> {
    let minute = scene.token(at)?;
    let written = scene
        .message
        .normal
        .clean
        .get(minute.clean.0..minute.clean.1)?;
    let two = written.chars().count() == 2;
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
    let measured = unit && !scene.message.is_little(at + 1);
    let named = scene.view.capital(at + 1);
    day || small && !(named || measured || scene.counts(at + 1))
}

/// "0730", "1900 tonight", "at 0600".
pub(super) fn compact(scene: &Scene<'_>, at: usize) -> Option<Hour> {
    let word = scene.word(at);
    let number = scene.number(at).filter(|_| word.len() == 4)?;
    let (hour, minute) = (number / 100, number % 100);
    let hours = scene.phrase(at + 1, Time::Hours).is_some();
    let day = |role: Role| is_named(role) || role == Role::Time(Time::Late);
    let beside = scene.ending(at).any(|hit| day(hit.role)) || scene.view.role(at + 1, day);
    let year = (18..=21).contains(&hour);
    let led = scene.ends(at, Time::At) && !year;
    let sound = hour < 24 && minute < 60 && minute % 5 == 0;
    let free = !scene.labelled(at) && !scene.rest(at).starts_with('/');
    (sound && free && (hours || beside || led)).then_some(Hour {
        hour: i8::try_from(hour).ok()?,
        minute: i8::try_from(minute).ok()?,
        half: Half::Plain,
    })
}
