//! The first of two hours: "from 8 to 12", "de 8 a 12", "between 2 and 3".

use super::super::Language;
use super::super::role::{Layer, Moment, Role, Time};
use super::super::trie::Hit;
use super::hour::{Half, Hour, beside, is_named};
use super::scene::Scene;

/// The first of two hours, from token `at` on: "from 8 to 12", "de 8 a 12", "Tue 9-12", "2 to 5pm", "between 2 and 3".
pub(super) fn from_to(scene: &Scene<'_>, at: usize) -> Option<Hour> {
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
