//! Explicit marks: always a post, whatever the words.

use super::super::{Answers, Command, Context, Decision, read};
use super::{LEXICON, answered, context, said, whispered};
use crate::board::Kind::{self, Need, Offer};

#[test]
fn a_mark_makes_a_post() {
    let table: &[(Kind, &str, &str)] = &[
        (Need, "need: diapers size 4", "diapers size 4"),
        (Need, "NEED: diapers size 4", "diapers size 4"),
        (Need, "Need - a ladder for an hour", "a ladder for an hour"),
        (Need, "#need ride to the clinic", "ride to the clinic"),
        (Need, "ride to the clinic #need", "ride to the clinic"),
        (Need, "#NEED: two blankets", "two blankets"),
        (Need, "ISO toddler bed", "toddler bed"),
        (Need, "ISO: toddler bed", "toddler bed"),
        (Need, "In search of: toddler bed", "toddler bed"),
        (
            Need,
            "[Request] soup for a sick neighbor",
            "soup for a sick neighbor",
        ),
        (Offer, "[Offer] soup", "soup"),
        (Offer, "offer: two coats, size M", "two coats, size M"),
        (Offer, "#offer spare room", "spare room"),
        (Offer, "Offering: rides on Sunday", "rides on Sunday"),
        (
            Need,
            "Hi all! Need: someone to walk my dog",
            "Hi all! someone to walk my dog",
        ),
        (Need, "🆘 need: insulin", "🆘 insulin"),
        (Need, "need：water", "water"),
        (Need, "n\u{200b}eed: water", "water"),
        (Need, "necesito: leche", "leche"),
        (Need, "Busco: cuna", "cuna"),
        (Offer, "ofrezco: clases", "clases"),
        (Need, "#necesito cobijas", "cobijas"),
        (Offer, "#ofrezco cobijas", "cobijas"),
        (Need, "Se busca: chofer", "chofer"),
        (Need, "besoin : une poussette", "une poussette"),
        (Need, "cherche : lit bébé", "lit bébé"),
        (Offer, "j'offre : des vêtements", "des vêtements"),
        (Offer, "J’offre : des vêtements", "des vêtements"),
        (Need, "#besoin couches", "couches"),
        (Offer, "Je donne : un canapé", "un canapé"),
        (Need, "preciso: fraldas", "fraldas"),
        (Need, "Procuro: berço", "berço"),
        (Offer, "ofereço: carona", "carona"),
        (Need, "#preciso fraldas", "fraldas"),
        (Need, "محتاج: حليب", "حليب"),
        (Need, "أحتاج: دواء", "دواء"),
        (Need, "احتاج: دواء", "دواء"),
        (Offer, "عرض: بطانيات", "بطانيات"),
        (Need, "#محتاج حليب", "حليب"),
        (Need, "צריך: עגלה", "עגלה"),
        (Need, "מחפשת: מיטה", "מיטה"),
        (Offer, "מציע: הסעות", "הסעות"),
        (Need, "#צריכה תרופות", "תרופות"),
        (Need, "Suche: Kinderwagen", "Kinderwagen"),
        (Need, "Brauche: Hilfe am Samstag", "Hilfe am Samstag"),
        (Offer, "Biete: Sofa", "Sofa"),
        (Need, "#suche Windeln", "Windeln"),
        (Offer, "Zu verschenken: Tisch", "Tisch"),
        (Need, "chahiye: kambal", "kambal"),
        (Need, "zaroorat: dawai", "dawai"),
        (
            Need,
            "madad: maa ko hospital le jana hai",
            "maa ko hospital le jana hai",
        ),
        (Offer, "dena hai: purani cycle", "purani cycle"),
    ];
    for &(kind, text, summary) in table {
        for reading in [said(text), whispered(text), answered(text)] {
            assert_eq!(
                (reading.kind, reading.decision),
                (Some(kind), Decision::Post),
                "{text}"
            );
            assert_eq!(reading.details.summary.as_str(), summary, "{text}");
            assert!(reading.command.is_none(), "{text}");
            assert_eq!(reading.evidence, ["marker"], "{text}");
        }
    }
}

#[test]
fn a_mark_with_nothing_after_it_is_no_post() {
    for text in [
        "need:",
        "NEED",
        "#need",
        "offer :",
        "necesito:",
        "besoin :",
        "محتاج",
        "צריך:",
        "Suche:",
        "chahiye",
    ] {
        assert_eq!(said(text).decision, Decision::Silent, "{text}");
        assert_eq!(said(text).command, None, "{text}");
        let kind = if text.starts_with("offer") {
            Offer
        } else {
            Need
        };
        for answers in [Answers::Message, Answers::Post] {
            let reading = read(
                text,
                &Context {
                    answers,
                    ..context()
                },
                &LEXICON,
            );
            assert_eq!(reading.command, Some(Command::Mark { kind }), "{text}");
        }
    }
}

#[test]
fn a_word_that_only_looks_like_a_mark_is_none() {
    for text in [
        "what I need: peace",
        "needless: to say",
        "my needs-based approach",
        "iso 9001 certified",
        "the offer: take it or leave it, he said",
        "http://need.example/x",
        "a #needle in a haystack",
        "> need: diapers",
    ] {
        assert_ne!(said(text).evidence, ["marker"], "{text}");
    }
}
