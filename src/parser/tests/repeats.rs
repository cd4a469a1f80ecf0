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
            "every Tuesday, 12:00",
            "2026-12-15T12:00",
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
        let read = round(text);
        let read = (read.0.as_str(), read.1.as_str());
        if read != (repeats, first) {
            wrong.push(format!("{text}: {read:?}"));
        }
    }
    none(wrong);
}

/// It is Thursday 10 December 2026, 10:00, in New York.
#[test]
fn how_it_comes_round_by_the_month() {
    let (first_monday, fifth) = ("every month on Monday no. 1", "every month on day 5");
    let (last_friday, second_sunday) =
        ("every month on Friday no. 5", "every month on Sunday no. 2");
    let (january, friday, sunday) = ("2027-01-04T00:00", "2026-12-25T00:00", "2026-12-13T00:00");
    let new_year = "2027-01-05T00:00";
    let mut wrong = Vec::new();
    for (text, repeats, first) in [
        (
            "need: someone to read to gran every first monday",
            first_monday,
            january,
        ),
        (
            "need: a ride on the first monday of every month",
            first_monday,
            january,
        ),
        (
            "need: help with the food bank, every last friday of the month",
            last_friday,
            friday,
        ),
        (
            "need: a driver every second sunday of the month",
            second_sunday,
            sunday,
        ),
        (
            "need: a lift to the clinic every month on the 5th",
            fifth,
            new_year,
        ),
        (
            "need: help with the rent forms on the 5th of every month",
            fifth,
            new_year,
        ),
        (
            "need: someone to take out the bins on the first of every month",
            "every month on day 1",
            "2027-01-01T00:00",
        ),
        (
            "need: a lift on the 5th of every month at 9am",
            "every month on day 5, 09:00",
            "2027-01-05T09:00",
        ),
        ("offer: I cut hair once a month", "every month", ""),
        (
            "necesito: que alguien me lleve el primer lunes de cada mes",
            first_monday,
            january,
        ),
        (
            "necesito: ayuda con las compras el 5 de cada mes",
            fifth,
            new_year,
        ),
        (
            "ofrezco: sopa el último viernes de cada mes",
            last_friday,
            friday,
        ),
        ("necesito: pañales todos los meses", "every month", ""),
        (
            "besoin : quelqu'un pour les courses chaque premier lundi du mois",
            first_monday,
            january,
        ),
        ("besoin : un trajet le 5 de chaque mois", fifth, new_year),
        (
            "besoin : aide pour les cartons le dernier vendredi de chaque mois",
            last_friday,
            friday,
        ),
        (
            "preciso: carona toda primeira segunda do mês",
            first_monday,
            january,
        ),
        (
            "preciso: ajuda com as contas todo mês no dia 5",
            fifth,
            new_year,
        ),
        (
            "preciso: companhia na última sexta de cada mês",
            last_friday,
            friday,
        ),
        (
            "Suche: Hilfe beim Einkauf am ersten Montag im Monat",
            first_monday,
            january,
        ),
        (
            "Suche: jemand, der jeden 1. Montag im Monat vorliest",
            first_monday,
            january,
        ),
        (
            "Suche: jemand, der die Tonnen rausstellt, am ersten jedes Monats",
            "every month on day 1",
            "2027-01-01T00:00",
        ),
        ("Suche: Fahrt zum Arzt am 5. jedes Monats", fifth, new_year),
        (
            "Biete: Suppe jeden letzten Freitag im Monat",
            last_friday,
            friday,
        ),
        ("محتاج: توصيلة أول اثنين من كل شهر", first_monday, january),
        ("محتاج: مساعدة بالأغراض يوم 5 من كل شهر", fifth, new_year),
        ("محتاج: دوا لأمي كل شهر", "every month", ""),
        ("צריך: הסעה ביום שני הראשון בכל חודש", first_monday, january),
        ("צריך: עזרה עם הקניות ב-5 בכל חודש", fifth, new_year),
        ("צריך: עזרה פעם בחודש", "every month", ""),
        (
            "chahiye: gaadi har mahine ke pehle somvar",
            first_monday,
            january,
        ),
        ("chahiye: dawai har mahine ki 5 tarikh", fifth, new_year),
        ("chahiye: ration har mahine", "every month", ""),
    ] {
        let read = round(text);
        if (read.0.as_str(), read.1.as_str()) != (repeats, first) {
            wrong.push(format!("{text}: {read:?}"));
        }
    }
    none(wrong);
}

/// How it comes round, and when it does so first.
fn round(text: &str) -> (String, String) {
    let details = said(text).details;
    let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    let when = details.when.map(|when| when.at.to_jiff().to_zoned(zone));
    let when = when.map(|at| at.strftime("%Y-%m-%dT%H:%M").to_string());
    let repeats = details.repeats.map(|it| it.to_string());
    (repeats.unwrap_or_default(), when.unwrap_or_default())
}

#[test]
fn what_only_sounds_so_comes_once() {
    for text in [
        "need: a ride on the first monday in january",
        "need: help with my monthly rent",
        "need: milk, I was here first on monday",
        "need: a bus ticket, the monthly pass is too dear",
        "necesito: ayuda a fin de mes",
        "besoin : lait, c'est la fin du mois",
        "Suche: Hilfe am Ende des Monats",
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
