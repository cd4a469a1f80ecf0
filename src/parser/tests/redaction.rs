//! What other rooms may see: nothing that finds a person, everything that describes the need.

use super::{none, said};

fn shown(text: &str) -> String {
    said(&format!("need: {text}"))
        .details
        .summary
        .as_str()
        .to_owned()
}

#[test]
fn contacts_and_doors_are_cut() {
    let mut complaints = Vec::new();
    for (text, summary) in [
        ("ride, call 555-123-4567", "ride, call …"),
        ("ride, text +1 (555) 123 4567 please", "ride, text … please"),
        ("milk 0049 170 1234567", "milk …"),
        ("milk 06.12.34.56.78", "milk …"),
        ("milk 050-1234567", "milk …"),
        ("حليب ٠٥٠١٢٣٤٥٦٧", "حليب …"),
        ("milk 5\u{200b}5\u{200b}5\u{200b}1234567", "milk …"),
        ("milk ５５５１２３４５６７", "milk …"),
        ("milk 5️⃣5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣", "milk …"),
        ("milk 555—123—4567", "milk …"),
        ("milk 555*123*4567 or 555|123|4567", "milk … or …"),
        ("ride on 12/24/2026 555 123 4567", "ride on 12/24/2026 …"),
        ("£20 for gas, 07700 900123", "£20 for gas, …"),
        ("500€ 0176 12345678", "500€ …"),
        ("milk, mail ana (at) example.org", "milk, mail …"),
        ("milk, ana at example dot com", "milk, …"),
        ("milk, telegram: ana_p", "milk, telegram: …"),
        ("milk, see linktr.ee/ana", "milk, see …"),
        ("soup for 24, Elm Street", "soup for Elm Street"),
        (
            "Suppe in der Hauptstraße Nr. 12",
            "Suppe in der Hauptstraße",
        ),
        ("milk, mail ana.b@example.org", "milk, mail …"),
        ("milk @ana_b on ig", "milk … on ig"),
        ("milk https://t.me/ana now", "milk … now"),
        ("milk wa.me/15551234567", "milk …"),
        ("milk www.example.org/x?y", "milk …"),
        ("milk instagram.com/ana", "milk …"),
        ("milk at 24 Elm St", "milk at Elm St"),
        ("milk at 24B Elm Street, apt 4B", "milk at Elm Street"),
        ("milk, flat 3", "milk"),
        ("milk, Unit 12 please", "milk please"),
        ("leche en Calle Mayor 12, 3ºB", "leche en Calle Mayor"),
        ("leche, calle Mayor nº 12", "leche, calle Mayor"),
        ("lait, 12 rue des Lilas", "lait, rue des Lilas"),
        ("lait, 12 bis rue des Lilas", "lait, rue des Lilas"),
        ("leite, Rua Augusta, 100, apto 12", "leite, Rua Augusta"),
        ("Milch, Hauptstr. 5", "Milch, Hauptstr."),
        ("Milch, Lange Straße 5a", "Milch, Lange Straße"),
        ("Milch, Gartenweg 12 b bitte", "Milch, Gartenweg bitte"),
        ("حليب شارع الملك 5 شقة 4", "حليب شارع الملك"),
        ("חלב רחוב הרצל 5 דירה 4", "חלב רחוב הרצל"),
        ("ride, ask for Maria", "ride, ask for …"),
        (
            "ride, call Mr. Levy at 555 123 4567",
            "ride, call Mr. … at …",
        ),
        ("leche, llamar a Ana López", "leche, llamar a …"),
        (
            "Milch, bitte klingeln bei Schmidt",
            "Milch, bitte klingeln bei …",
        ),
    ] {
        let shown = shown(text);
        if shown != summary {
            complaints.push(format!("{text}: {shown}, not {summary}"));
        }
    }
    none(complaints);
}

#[test]
fn what_describes_the_need_stays() {
    for text in [
        "2 size 4 packs",
        "O+ blood, 2 units",
        "ride at 7am",
        "tables for 12/24",
        "tables for 24.12.2026",
        "tables for 2026-12-24 18:00",
        "water in Block 5",
        "rent help, $1500000",
        "size 14/16 jeans",
        "3 volunteers 9-12 and 14-18",
        "2 people to move a couch",
        "call me",
        "Call the clinic",
        "diapers 4, 5 and 6",
        "<b>bold</b> & \"quoted\"",
        "ride @ 7pm",
        "no. 5 diapers",
        "4 packs of 12",
    ] {
        assert_eq!(shown(text), text);
    }
}

/// One line each: language, what must not be seen, message.
const LEAKS: &str = include_str!("leaks.tsv");

/// One line each: language, message of which nothing may be cut.
const KEPT: &str = include_str!("kept.tsv");

#[test]
fn what_finds_a_person_is_cut_in_every_language() {
    let mut complaints = Vec::new();
    for row in LEAKS.lines().skip(1) {
        let row: Vec<&str> = row.split('\t').collect();
        let [lang, secret, text] = row[..] else {
            panic!("{row:?}")
        };
        let shown = shown(text);
        if shown.contains(secret) {
            complaints.push(format!("{lang} shows {secret}: {text} → {shown}"));
        }
    }
    none(complaints);
}

#[test]
fn what_describes_the_need_stays_in_every_language() {
    let mut complaints = Vec::new();
    for row in KEPT.lines().skip(1) {
        let Some((lang, text)) = row.split_once('\t') else {
            panic!("{row}")
        };
        let shown = shown(text);
        if shown != text {
            complaints.push(format!("{lang} cuts: {text} → {shown}"));
        }
    }
    none(complaints);
}

#[test]
fn it_is_one_plain_line() {
    assert_eq!(shown("milk\n\n  bread\r\nsoup"), "milk / bread / soup");
    assert_eq!(
        shown("mi\u{202e}lk\u{0} and\u{2066} bread\t\tnow"),
        "milk and bread now"
    );
    assert_eq!(shown("milk\n> call 5551234567"), "milk");
    let long = shown(&"blanket ".repeat(100));
    assert!(
        long.chars().count() <= 280 && long.ends_with("blanket…"),
        "{long}"
    );
    assert_eq!(shown(&"a".repeat(1000)).chars().count(), 280);
}

#[test]
fn a_link_with_a_number_in_it_may_be_the_first_word() {
    for text in [
        "http://0612345678 call Ana",
        "://88888888 j",
        "https://wa.me/0612345678 Ana",
    ] {
        let summary = said(text).details.summary;
        assert!(!summary.as_str().contains("0612345678"), "{summary:?}");
    }
}

#[test]
fn a_number_on_several_lines_is_one_number() {
    for text in [
        "busco cuna\n612\n345\n678",
        "tel 06 12 34\net la suite 56 78",
        "need a cot\n0176\n1234\n5678\nthanks",
    ] {
        let shown = shown(text);
        assert!(!shown.contains(char::is_numeric), "{text}: {shown}");
    }
    for text in [
        "milk 2\n3 loaves of bread\n10 eggs",
        "sizes\n38\n40\n42\n44",
    ] {
        assert_eq!(shown(text), text.replace('\n', " / "));
    }
}
