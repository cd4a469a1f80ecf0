//! What comes round, and when it does so first.

use super::{none, said};

/// It is Thursday 10 December 2026, 10:00, in New York.
#[test]
fn how_it_comes_round() {
    let mut wrong = Vec::new();
    for (text, repeats, first) in [
        (
            "need: someone to bring dad his lunch every tuesday",
            "every Tuesday",
            "2026-12-15T00:00",
        ),
        (
            "need: lunch for dad every tuesday at noon",
            "every Tuesday",
            "2026-12-15T00:00",
        ),
        (
            "need: lunch for dad every tuesday at 12:00",
            "every Tuesday, 12:00",
            "2026-12-15T12:00",
        ),
        (
            "need: a ride every other friday at 5pm",
            "every two weeks on Friday, 17:00",
            "2026-12-11T17:00",
        ),
        (
            "need: a ride to dialysis every monday, wednesday and friday 7am",
            "every Monday, Wednesday, Friday, 07:00",
            "2026-12-11T07:00",
        ),
        (
            "need: dog walker every day at 8am",
            "every day, 08:00",
            "2026-12-11T08:00",
        ),
        (
            "need: someone to check on my aunt daily",
            "every day",
            "2026-12-10T00:00",
        ),
        (
            "need: groceries weekly, on Friday",
            "every Friday",
            "2026-12-11T00:00",
        ),
        ("need: groceries every two weeks", "every two weeks", ""),
        ("need: help with the bins weekly", "every week", ""),
        (
            "offer: I can drive on tuesdays 3pm",
            "every Tuesday, 15:00",
            "2026-12-15T15:00",
        ),
        (
            "need: school run every weekday at 7:45",
            "every Monday, Tuesday, Wednesday, Thursday, Friday, 07:45",
            "2026-12-11T07:45",
        ),
        (
            "need: ride every thursday at 9am",
            "every Thursday, 09:00",
            "2026-12-17T09:00",
        ),
        (
            "need: ride every thursday at 6pm",
            "every Thursday, 18:00",
            "2026-12-10T18:00",
        ),
        (
            "necesito: comida para mi padre cada martes a las 12 y media",
            "every Tuesday, 12:30",
            "2026-12-15T12:30",
        ),
        (
            "necesito: compañía todos los días",
            "every day",
            "2026-12-10T00:00",
        ),
        (
            "necesito: alguien que la lleve los viernes a las 17:00",
            "every Friday, 17:00",
            "2026-12-11T17:00",
        ),
        (
            "necesito: alguien que riegue cada dos viernes",
            "every two weeks on Friday",
            "2026-12-11T00:00",
        ),
        (
            "besoin : quelqu'un pour les courses chaque lundi matin",
            "every Monday",
            "2026-12-14T00:00",
        ),
        (
            "besoin : un repas tous les mardis à 18h30",
            "every Tuesday, 18:30",
            "2026-12-15T18:30",
        ),
        (
            "besoin : aide un vendredi sur deux",
            "every two weeks on Friday",
            "2026-12-11T00:00",
        ),
        (
            "preciso: carona toda terça às 7",
            "every Tuesday, 07:00",
            "2026-12-15T07:00",
        ),
        (
            "preciso: companhia para minha avó todos os dias",
            "every day",
            "2026-12-10T00:00",
        ),
        (
            "preciso: ajuda aos sábados",
            "every Saturday",
            "2026-12-12T00:00",
        ),
        (
            "Suche: jemand, der jeden Dienstag um 12 Uhr Essen bringt",
            "every Tuesday, 12:00",
            "2026-12-15T12:00",
        ),
        (
            "Suche: Hilfe beim Einkauf, dienstags und freitags",
            "every Tuesday, Friday",
            "2026-12-11T00:00",
        ),
        (
            "Suche: Fahrt jeden zweiten Freitag",
            "every two weeks on Friday",
            "2026-12-11T00:00",
        ),
        ("Biete: Suppe jede Woche", "every week", ""),
        (
            "محتاج: توصيلة كل يوم جمعة",
            "every Friday",
            "2026-12-11T00:00",
        ),
        (
            "محتاج: حدا يجيب أكل لأمي كل يوم",
            "every day",
            "2026-12-10T00:00",
        ),
        ("محتاج: مساعدة كل أسبوعين", "every two weeks", ""),
        (
            "צריך: הסעה כל יום שני בשעה 9",
            "every Monday, 09:00",
            "2026-12-14T09:00",
        ),
        ("צריך: ארוחה כל יום", "every day", "2026-12-10T00:00"),
        ("צריך: עזרה בימי שלישי", "every Tuesday", "2026-12-15T00:00"),
        (
            "chahiye: papa ke liye khana har mangalwar",
            "every Tuesday",
            "2026-12-15T00:00",
        ),
        ("chahiye: dawai har roz", "every day", "2026-12-10T00:00"),
        (
            "chahiye: gaadi har doosre shukravar",
            "every two weeks on Friday",
            "2026-12-11T00:00",
        ),
    ] {
        let details = said(text).details;
        let found = details.repeats.map(|it| it.to_string()).unwrap_or_default();
        let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
        let when = details.when.map(|when| when.at.to_jiff().to_zoned(zone));
        let when = when.map(|at| at.strftime("%Y-%m-%dT%H:%M").to_string());
        let read = (found.as_str(), when.as_deref().unwrap_or_default());
        if read != (repeats, first) {
            wrong.push(format!("{text}: {read:?}"));
        }
    }
    none(wrong);
}

#[test]
fn what_only_sounds_so_comes_once() {
    for text in [
        "need: a ride on tuesday",
        "need: milk, the shop is closed every sunday",
        "need: refill of my daily insulin",
        "need: everything for a newborn",
        "offer: couch, pickup any day",
        "necesito: leche el martes",
        "necesito: pan, la tienda cierra los domingos",
        "besoin : lait mardi",
        "Suche: Milch am Dienstag",
        "محتاج: حليب يوم الجمعة",
        "צריך: חלב ביום שני",
        "chahiye: doodh mangalwar ko",
    ] {
        assert_eq!(said(text).details.repeats, None, "{text}");
    }
}
