//! What about, how many, when, where, how urgent, in which language.

use super::super::{Category, Language, Precision, Urgency};
use super::{none, said};

#[test]
fn what_it_is_about() {
    use Category::*;
    for (text, category) in [
        ("need: diapers size 4", Baby),
        ("need: a ride to dialysis", Transport),
        ("need: insulin", Medical),
        ("need: drinking water", Water),
        ("need: groceries", Food),
        ("need: help with rent", Money),
        ("need: ladder and drill", Tools),
        ("need: winter coats", Clothing),
        ("need: someone to watch my kids", Childcare),
        ("need: someone to check on my mother", Eldercare),
        ("need: a translator", Information),
        ("need: somewhere to stay", Shelter),
        ("need: someone to talk to", Emotional),
        ("need: folding tables", Supplies),
        ("need: dog walker", Errands),
        ("need: players for football on Sunday", Other),
        ("need: a fourth for cards", Other),
        ("need: a qwertz", Other),
        ("offer: two seats to Leeds on Friday", Transport),
        (
            "need: mum can't be left alone on Tuesday, dementia",
            Eldercare,
        ),
        ("necesito: medicina", Medical),
        ("Suche: Windeln", Baby),
        ("besoin : d'eau potable", Water),
        ("محتاج: بطانيات", Supplies),
        ("צריך: סולם", Tools),
        ("chahiye: khana", Food),
        ("preciso: carona", Transport),
    ] {
        assert_eq!(said(text).details.category, category, "{text}");
    }
}

#[test]
fn how_many() {
    let mut complaints = Vec::new();
    for (text, slots) in [
        ("need: 3 volunteers", 3),
        ("need: 2 people to move a couch", 2),
        ("need: two strong people for a move", 2),
        ("offer: 4 packs of diapers size 5", 4),
        ("need: 12 blankets", 12),
        ("need: diapers size 4", 1),
        ("need: 2 units of O+ blood", 2),
        ("need: looking for 4 pairs of hands", 4),
        ("need: twenty blankets", 20),
        ("need: help for 24 hours", 1),
        ("need: ride at 7am", 1),
        ("need: dinner for 5 people", 1),
        ("need: food, we are 20 people", 1),
        ("need: ride from Block 5", 1),
        ("need: 900 blankets", 1),
        ("se busca: 3 voluntarios", 3),
        ("Suche: zwei Helfer", 2),
        ("besoin : 3 bénévoles", 3),
        ("צריך: 2 מתנדבים", 2),
        ("chahiye: 5 kambal", 5),
        ("need: half a dozen eggs", 6),
        ("offer: a couple of chairs", 2),
        ("need: twenty five chairs", 25),
        ("besoin : une dizaine de chaises", 10),
        ("necesito: media docena de huevos", 6),
        ("preciso: meia dúzia de ovos", 6),
        ("Suche: ein halbes Dutzend Eier", 6),
        ("Need blankets x5", 5),
        ("need: bed 90x200", 1),
        ("biete: 2x Bett 90x200", 2),
        ("need 3 ppl asap", 3),
        ("offer: I have 3 seats in my van to Austin", 3),
        ("need: looking for 12 Harry Potter books", 12),
        ("busco 2 ayudantes y 1 camioneta", 2),
        ("offer: room for 3 in my car on Friday", 3),
        ("ofrezco: tengo lugar para 2 en el auto", 2),
        ("ofrezco: hay sitio para 4 en mi coche", 4),
        ("ofereço: posso levar 4 no carro", 4),
        ("Ich biete morgen Platz für 3 in meinem Auto", 3),
        ("offre : place pour 2 dans la voiture", 2),
        ("need: ride for 4", 1),
        ("necesito: transporte para 3 personas", 1),
        ("Necesito dos conductores", 2),
        ("necesito 50 tamales para mañana", 50),
        ("preciso de duas boleias", 2),
        ("necesito: cuatro furgonetas", 4),
        ("chahiye: teen driver", 3),
        ("chahiye: saat baje gaadi", 1),
        ("chahiye: parso shaam ko 5 baje gaadi", 1),
        ("chahiye: blood 2 unit", 2),
        ("I need 20 bucks for gas", 1),
        ("need a flat, I need 2 bedrooms", 1),
        ("I need 10 minutes of your time to move a couch", 1),
        ("offer: I have 3 kids and can babysit", 1),
        ("need: N95 masks", 1),
        ("need: 50mg tablets", 1),
        ("need: 15 inch monitors", 1),
        ("offer: 3 seater sofa", 1),
        ("need: help at 14 Bakers Lane", 1),
        ("offer: EU 42 shoes", 1),
        ("offer: 2 bunk beds", 2),
        ("biete: 2 Kinderbetten", 2),
        ("ofrezco: cuna y dos edredones", 2),
        ("offre : 5 matelas", 5),
    ] {
        let found = said(text).details.slots.get();
        if found != slots {
            complaints.push(format!("{text}: {found}, not {slots}"));
        }
    }
    none(complaints);
}

/// It is Thursday 10 December 2026, 10:00, in New York.
#[test]
fn when_it_is_wanted() {
    use Precision::*;
    for (text, at, precision) in [
        ("need: ride tomorrow", "2026-12-11T00:00", Day),
        ("need: ride tmrw 7am", "2026-12-11T07:00", Time),
        ("need: ride in an hour", "2026-12-10T11:00", Time),
        ("need: ride on the 24th", "2026-12-24T00:00", Day),
        ("need: ride next thursday", "2026-12-17T00:00", Day),
        ("besoin : aide dans 2 heures", "2026-12-10T12:00", Time),
        ("Suche: Hilfe morgen um halb 8", "2026-12-11T07:30", Time),
        ("Suche: Hilfe am 24. bitte", "2026-12-24T00:00", Day),
        (
            "necesito: ayuda mañana a las 9 y media",
            "2026-12-11T09:30",
            Time,
        ),
        ("preciso: carona amanhã às 15h30", "2026-12-11T15:30", Time),
        ("need: dinner tonight", "2026-12-10T00:00", Day),
        ("need: ride on Friday at 9", "2026-12-11T09:00", Time),
        ("need: ride Monday 3pm", "2026-12-14T15:00", Time),
        ("need: ride Monday at 3", "2026-12-14T15:00", Time),
        ("need: ride at 7am", "2026-12-11T07:00", Time),
        ("need: ride at 4", "2026-12-10T16:00", Time),
        (
            "need: ride tomorrow morning by 12",
            "2026-12-11T12:00",
            Time,
        ),
        (
            "need: ride tomorrow early afternoon around 2",
            "2026-12-11T14:00",
            Time,
        ),
        (
            "need: good morning, a lift tomorrow at 5",
            "2026-12-11T17:00",
            Time,
        ),
        (
            "need: good evening all ride tomorrow at 9",
            "2026-12-11T09:00",
            Time,
        ),
        (
            "preciso: boa noite carona amanhã às 7",
            "2026-12-11T07:00",
            Time,
        ),
        (
            "need: a lift tomorrow at 7 after my night shift",
            "2026-12-11T07:00",
            Time,
        ),
        (
            "need: sitter tomorrow from 8 to 12",
            "2026-12-11T08:00",
            Time,
        ),
        (
            "need: sitter tomorrow from 9 to 5 for my son",
            "2026-12-11T09:00",
            Time,
        ),
        ("need: sitter tuesday 9-12", "2026-12-15T09:00", Time),
        ("need: sitter tomorrow 2 to 5pm", "2026-12-11T14:00", Time),
        ("need: sitter tomorrow 9 to 5pm", "2026-12-11T09:00", Time),
        (
            "necesito: niñera mañana de 8 a 12",
            "2026-12-11T08:00",
            Time,
        ),
        ("ofrezco: ayuda mañana de 5 a 7", "2026-12-11T17:00", Time),
        (
            "Suche: Sitter morgen von 8 bis 12 Uhr",
            "2026-12-11T08:00",
            Time,
        ),
        ("preciso: babá amanhã das 8 às 12", "2026-12-11T08:00", Time),
        (
            "besoin : garde demain de 14h à 17h",
            "2026-12-11T14:00",
            Time,
        ),
        ("chahiye: gaadi kal 8 se 12", "2026-12-11T08:00", Time),
        ("צריך: בייביסיטר מחר 8 עד 12", "2026-12-11T08:00", Time),
        ("need: 2 or 3 tomorrow", "2026-12-11T00:00", Day),
        ("need: 2 to 3 people tomorrow", "2026-12-11T00:00", Day),
        (
            "ofrezco: ropa de 3 a 5 años mañana",
            "2026-12-11T00:00",
            Day,
        ),
        ("need: tables 12/24", "2026-12-24T00:00", Day),
        ("need: help on December 24", "2026-12-24T00:00", Day),
        ("need: help 1/5", "2027-01-05T00:00", Day),
        ("need: help on 3/4", "2027-03-04T00:00", Day),
        ("need: help 24/12 please", "2026-12-24T00:00", Day),
        ("need: ride 7:30 pm", "2026-12-10T19:30", Time),
        ("need: ride until 13:00", "2026-12-10T13:00", Time),
        ("need: ride tonight at 7", "2026-12-10T19:00", Time),
        ("need: ride tomorrow evening at 7", "2026-12-11T19:00", Time),
        ("need: ride tomorrow morning at 5", "2026-12-11T05:00", Time),
        (
            "offer: bandages changed, evenings after 7",
            "2026-12-10T19:00",
            Time,
        ),
        ("need: pick up tomorrow 2:30", "2026-12-11T14:30", Time),
        ("need: pick up tomorrow 7:30", "2026-12-11T07:30", Time),
        ("need: pick up tomorrow 05:30", "2026-12-11T05:30", Time),
        (
            "Suche: Hilfe heute Abend um 8 Uhr",
            "2026-12-10T20:00",
            Time,
        ),
        ("Suche: Fahrt morgen früh um 5", "2026-12-11T05:00", Time),
        (
            "Suche: Fahrt morgen früh um 5 Uhr",
            "2026-12-11T05:00",
            Time,
        ),
        (
            "necesito: ayuda esta noche a las 9",
            "2026-12-10T21:00",
            Time,
        ),
        (
            "necesito: viaje mañana por la mañana a las 5",
            "2026-12-11T05:00",
            Time,
        ),
        ("besoin : aide ce soir à 8h", "2026-12-10T20:00", Time),
        (
            "besoin : trajet demain matin à 5h",
            "2026-12-11T05:00",
            Time,
        ),
        (
            "preciso: carona hoje à noite às 8h",
            "2026-12-10T20:00",
            Time,
        ),
        ("محتاج: توصيلة الليلة الساعة 8", "2026-12-10T20:00", Time),
        ("צריך: הסעה הערב בשעה 8", "2026-12-10T20:00", Time),
        ("chahiye: gaadi kal subah 5 baje", "2026-12-11T05:00", Time),
        ("chahiye: gaadi aaj raat 9 baje", "2026-12-10T21:00", Time),
        ("offer: cot until Sunday 6pm", "2026-12-13T18:00", Time),
        (
            "ofrezco: cuna hasta el domingo 18h",
            "2026-12-13T18:00",
            Time,
        ),
        (
            "biete: Bett bis Sonntag um 18 Uhr",
            "2026-12-13T18:00",
            Time,
        ),
        (
            "ofereço: berço até domingo às 18h",
            "2026-12-13T18:00",
            Time,
        ),
        ("محتاج: دوا قبل الجمعة", "2026-12-11T00:00", Day),
        ("need: help 2026-12-24", "2026-12-24T00:00", Day),
        ("need: ride 12pm", "2026-12-10T12:00", Time),
        ("need: ride 12am", "2026-12-11T00:00", Time),
        ("necesito: ayuda mañana a las 7", "2026-12-11T07:00", Time),
        ("necesito: viaje el viernes", "2026-12-11T00:00", Day),
        ("necesito: mesa 5/1", "2027-01-05T00:00", Day),
        ("besoin : aide demain à 18h", "2026-12-11T18:00", Time),
        ("besoin : aide samedi 18h30", "2026-12-12T18:30", Time),
        ("preciso: carona amanhã às 7", "2026-12-11T07:00", Time),
        ("Suche: Hilfe morgen um 14 Uhr", "2026-12-11T14:00", Time),
        ("Suche: Hilfe am Samstag", "2026-12-12T00:00", Day),
        ("محتاج: توصيلة بكرا", "2026-12-11T00:00", Day),
        ("צריך: הסעה מחר בשעה 9", "2026-12-11T09:00", Time),
        ("chahiye: gaadi kal subah 8 baje", "2026-12-11T08:00", Time),
    ] {
        let when = said(text)
            .details
            .when
            .unwrap_or_else(|| panic!("no time in {text}"));
        let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
        let local = when
            .at
            .to_jiff()
            .to_zoned(zone)
            .strftime("%Y-%m-%dT%H:%M")
            .to_string();
        assert_eq!((local.as_str(), when.precision), (at, precision), "{text}");
    }
    for text in [
        "need: diapers size 4",
        "need: milk, no pay till Friday",
        "need: heat, none since Monday",
        "need: heat, none since Monday 6pm",
        "ofrezco: cuna hasta el domingo",
        "need: a 3/4 violin",
        "need: 1/2 bag of flour",
        "need: help for 24 hours",
        "need: ride from Block 5",
        "need: 2 packs",
        "need: meet at 24 Elm St",
        "need: meet at 7-11",
        "need: O+ blood, 2 units",
        "need: $20",
    ] {
        assert_eq!(said(text).details.when, None, "{text}");
    }
}

#[test]
fn where_it_is_roughly() {
    for (text, place) in [
        ("need: ride from 24 Elm St", Some("Elm St")),
        ("need: soup near Lincoln Park", Some("Lincoln Park")),
        ("need: ride to St Mary Hospital", Some("St Mary Hospital")),
        ("need: water in Block 5", Some("Block 5")),
        ("necesito: leche en la calle Mayor 12", Some("calle Mayor")),
        ("besoin : lait, 12 rue des Lilas", Some("rue des Lilas")),
        ("Suche: Bett, Hauptstr. 5", Some("Hauptstr")),
        ("צריך: אוכל ברחוב הרצל 5", Some("ברחוב הרצל")),
        ("محتاج: حليب في شارع الملك 7", Some("شارع الملك")),
        ("need: diapers size 4", None),
        ("need: ride on Friday", None),
        ("NEED: FOOD AT HOME PLEASE", None),
    ] {
        let found = said(text).details.place;
        assert_eq!(found.as_ref().map(|place| place.as_str()), place, "{text}");
    }
}

#[test]
fn how_urgent() {
    for (text, urgency) in [
        ("need: insulin URGENT", Urgency::Urgent),
        ("need: ride asap", Urgency::Urgent),
        ("necesito: agua ahora mismo", Urgency::Urgent),
        ("🆘 need: water", Urgency::Urgent),
        ("Suche: dringend Windeln", Urgency::Urgent),
        ("need: ride tomorrow", Urgency::Soon),
        ("need: ride tonight", Urgency::Soon),
        ("need: ride Monday", Urgency::Normal),
        ("need: a ladder", Urgency::Normal),
    ] {
        assert_eq!(said(text).details.urgency, urgency, "{text}");
    }
}

#[test]
fn what_can_wait_is_not_urgent() {
    let mut complaints = Vec::new();
    for text in [
        "need a ladder, not urgent",
        "need: shelves, no hurry",
        "Need a crib, nothing urgent",
        "Non-urgent: need a shelf",
        "this is not an emergency but I need a ladder",
        "can someone go with me to urgent care tomorrow",
        "need help with the emergency rental assistance form",
        "offer: room, available immediately",
        "Suche eine Leiter, nicht eilig",
        "Suche Leiter, eilt nicht",
        "Brauche Kartons, nicht so dringend",
        "Kein Notfall, aber ich brauche eine Leiter",
        "ab sofort Sofa zu verschenken",
        "Sofa zu verschenken, sofort abzuholen",
        "cherche échelle, pas urgent",
        "Rien d'urgent, cherche une échelle",
        "Je cherche un lit, aucune urgence",
        "Je donne un canapé, immédiatement disponible",
        "No es urgente, pero necesito una escalera",
        "necesito estantes, no urge",
        "Nada urgente: busco cuna",
        "vendo no, regalo: un coche rápido y barato",
        "preciso de uma escada, não é urgente",
        "Sem urgência, preciso de prateleiras",
        "mujhe seedhi chahiye, koi jaldi nahi hai",
        "urgent nahi hai, ek kursi chahiye",
        "מישהו יכול להשאיל סולם? לא דחוף",
        "צריכה מדפים, זה לא דחוף",
        "ממש לא דחוף, מחפשת שולחן",
        "محتاجة كنبة، مش مستعجلة",
        "محتاجة رفوف مو ضروري اليوم",
        "غير عاجل: محتاجة رفوف",
    ] {
        if said(text).details.urgency == Urgency::Urgent {
            complaints.push(text.to_owned());
        }
    }
    none(complaints);
}

#[test]
fn danger_is_urgent_without_the_word() {
    let mut complaints = Vec::new();
    for text in [
        "My baby isn't breathing right, need ride to hospital",
        "Need insulin within the hour",
        "Water is pouring through the ceiling, need help",
        "BP is 180/110, need a ride to ER now",
        "my wife is in labor, need a car",
        "Dad has chest pain, who can drive us",
        "no insulin left, can anyone share",
        "Mein Kind bekommt keine Luft, wer fährt uns ins Krankenhaus?",
        "Meine Frau hat Wehen, brauchen ein Auto",
        "Wasser läuft aus der Decke, wer kann helfen",
        "Mon fils respire mal, qui peut nous conduire à l'hôpital ?",
        "Ma femme a des contractions, il nous faut une voiture",
        "L'eau coule du plafond, besoin d'aide",
        "Mi hijo no puede respirar, necesito coche",
        "Se está desangrando, necesito ayuda",
        "Necesito una ambulancia YA",
        "Lo necesito ya!!!",
        "Preciso já de uma ambulância",
        "Preciso AGORA de um carro pro hospital",
        "preciso de leite agora, o bebê tá chorando",
        "labour pain shuru ho gaya, gaadi chahiye",
        "papa ko saans nahi aa rahi, gaadi chahiye",
        "אבא שלי לא נושם טוב, צריך הסעה",
        "אשתי בלידה, צריכים רכב",
        "ابني ما عم يتنفس منيح، محتاجة سيارة",
        "مرتي جاها الطلق، محتاجين سيارة",
        "ابي سيارة الحين الحين",
    ] {
        if said(text).details.urgency != Urgency::Urgent {
            complaints.push(text.to_owned());
        }
    }
    none(complaints);
}

#[test]
fn which_language() {
    for (text, language) in [
        ("does anyone have a ladder", Language::English),
        ("necesito una cuna para mi hija", Language::Spanish),
        ("je cherche une poussette pour ma fille", Language::French),
        ("preciso de fraldas para minha filha", Language::Portuguese),
        ("محتاج حليب", Language::Arabic),
        ("צריך עזרה", Language::Hebrew),
        ("ich suche einen Kinderwagen", Language::German),
        ("mujhe dawai chahiye", Language::HindiLatin),
    ] {
        assert_eq!(said(text).language, Some(language), "{text}");
    }
    assert_eq!(said("xyzzy 123").language, None);
    // What is not ours is not taken for what is near it.
    for text in [
        "Vorrei una camera con vista sul mare, per favore.",
        "Qualcuno di voi ha una bicicletta da prestarmi per domani?",
        "Heeft iemand morgen tijd om mijn moeder naar het ziekenhuis te brengen?",
        "Algú té una escala que em pugui deixar fins demà?",
        "Are cineva o saltea pentru un copil?",
        "Har någon en barnvagn som vi kan få låna?",
    ] {
        assert_eq!(said(text).language, None, "{text}");
    }
}
