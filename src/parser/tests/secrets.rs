//! No telephone number, address or house number survives, whichever way it is written and wherever it stands.

use proptest::prelude::*;

use super::{none, said};

fn shown(text: &str) -> String {
    said(text).details.summary.as_str().to_owned()
}

/// How many digits a text has, in any script.
fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// One line each: country, number. See the head of the file for where they are from.
const PHONES: &str = include_str!("phones.tsv");

#[test]
fn the_numbers_of_every_country_are_cut() {
    let mut complaints = Vec::new();
    for row in PHONES.lines().filter(|row| !row.starts_with('#')) {
        let Some((country, number)) = row.split_once('\t') else {
            panic!("{row}")
        };
        // Islands have numbers of five or six digits: too short to be told without a word for them.
        let lead = if digits(number) < 7 { "call " } else { "" };
        let shown = shown(&format!("need: milk for my mother {lead}{number} thanks"));
        if digits(&shown) > 0 {
            complaints.push(format!("{country}: {number} → {shown}"));
        }
    }
    none(complaints);
}

/// Words of a sentence without digits or countable things, in several languages.
fn words() -> impl Strategy<Value = Vec<&'static str>> {
    let word = prop::sample::select(vec![
        "please",
        "we",
        "need",
        "milk",
        "soon",
        "thanks",
        "and",
        "my",
        "sister",
        "is",
        "ill",
        "hola",
        "necesito",
        "leche",
        "para",
        "gracias",
        "bonjour",
        "cherche",
        "du",
        "lait",
        "merci",
        "preciso",
        "de",
        "leite",
        "obrigada",
        "brauche",
        "Milch",
        "danke",
        "محتاج",
        "حليب",
        "شكرا",
        "צריכה",
        "חלב",
        "תודה",
        "mujhe",
        "doodh",
        "chahiye",
        "URGENT",
        "🙏",
        "lonely",
        "tomorrow",
    ]);
    prop::collection::vec(word, 0..8)
}

/// A telephone number in one of the ways people write them.
fn phone() -> impl Strategy<Value = String> {
    let form = prop::sample::select(vec![
        "#######",
        "### ####",
        "###-####",
        "(###) ###-####",
        "###.###.####",
        "+## ### ### ###",
        "00## ## ### ## ##",
        "0# ## ## ## ##",
        "0#.##.##.##.##",
        "0###/#######",
        "0## ### ## ##",
        "+##(##)####-####",
        "#####-#####",
        "##### #####",
        "(0##) ####-####",
        "05#-###-####",
        "0### ## ## ##",
        "+# ### ### ## ##",
        "###—###—####",
        "### · ### · ###",
        "# # # # # # #",
        "0##-#######",
        "+##-##-####-####",
        "[###] ### ####",
        "###_###_###",
        "##-##-##-##-##",
        "+### ## ### ###",
        "### ### ###",
    ]);
    let digits = prop::collection::vec(1..10_u8, 20);
    let script = prop::sample::select(vec![
        "0123456789",
        "٠١٢٣٤٥٦٧٨٩",
        "۰۱۲۳۴۵۶۷۸۹",
        "०१२३४५६७८९",
        "０１２３４５６７８９",
        "keycaps",
    ]);
    (form, digits, script).prop_map(|(form, digits, script)| {
        let mut digits = digits.into_iter();
        let write = |digit: char| match (script, digit.to_digit(10)) {
            (_, None) => digit.to_string(),
            ("keycaps", Some(_)) => format!("{digit}\u{fe0f}\u{20e3}"),
            (script, Some(value)) => script
                .chars()
                .nth(value as usize)
                .unwrap_or(digit)
                .to_string(),
        };
        form.chars()
            .map(|c| match c {
                '#' => write(char::from(b'0' + digits.next().unwrap_or(5))),
                other => write(other),
            })
            .collect()
    })
}

/// A house or flat number in one of the ways people write them.
fn door() -> impl Strategy<Value = String> {
    let form = prop::sample::select(vec![
        "# Elm St",
        "#b Elm Street",
        "Elm Street #,",
        "Elm St. no. #",
        "#-A Elm St",
        "# old mill road",
        "apt #",
        "flat no #",
        "House #,",
        "Rm #",
        "unit #B",
        "calle Mayor #,",
        "C/Mayor #,",
        "Gran Vía #,",
        "avenida Jacinto nº #",
        "depto #",
        "lote #",
        "# rue des Lilas",
        "# bis rue des Lilas",
        "au # de la rue Haute",
        "appt #",
        "porte #",
        "Rua Augusta, #,",
        "apto #",
        "bloco B #,",
        "Hauptstr. #,",
        "Lange Straße #a",
        "bin Am Markt #, bitte ich wohne",
        "Unter den Linden #,",
        "Wohnung Nr. #",
        "شارع الملك #،",
        "شقة #",
        "عمارة #",
        "ברחוב הזית #,",
        "הרצל #,",
        "דירה #",
        "makan #",
        "Plot #",
        "H.No. #",
        "flat #",
    ]);
    (form, 101..999_u16).prop_map(|(form, number)| form.replace('#', &number.to_string()))
}

fn inserted(words: &[&str], at: usize, secret: &str) -> String {
    let at = at % (words.len() + 1);
    let (before, after) = words.split_at(at);
    format!("need: {} {secret} {}", before.join(" "), after.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_phone_number_survives(words in words(), at in 0..9_usize, phone in phone()) {
        let text = inserted(&words, at, &phone);
        let shown = shown(&text);
        prop_assert!(digits(&shown) < 3, "{} → {}", text, shown);
    }

    #[test]
    fn no_house_number_survives(words in words(), at in 0..9_usize, door in door()) {
        let text = inserted(&words, at, &door);
        let shown = shown(&text);
        prop_assert!(digits(&shown) == 0, "{} → {}", text, shown);
    }

    #[test]
    fn no_mail_address_survives(
        words in words(),
        at in 0..9_usize,
        name in "[a-z]{2,8}[._+-]?[a-z0-9]{1,5}",
        sign in prop::sample::select(vec!["@", " @ ", "＠", " (at) ", "[at]", " at "]),
        host in "[a-z]{3,8}[a-z0-9]",
        end in prop::sample::select(vec![".org", ".co.uk", " dot com", ".test"]),
    ) {
        // "at" by itself is an address only with a "dot".
        let sign = if sign == " at " && end != " dot com" { "@" } else { sign };
        let text = inserted(&words, at, &format!("{name}{sign}{host}{end}"));
        let shown = shown(&text);
        prop_assert!(!shown.contains(&host), "{} → {}", text, shown);
    }
}

#[test]
fn numbers_that_look_like_dates_and_sizes_are_cut() {
    for number in [
        "71-76-83-91-92",
        "71.76.83.91.92",
        "+11-11-1911-1111",
        "+1.12.2026.5550",
    ] {
        let shown = shown(&format!("need: a cot, {number}"));
        assert!(digits(&shown) < 3, "{number} → {shown}");
    }
    for sizes in ["36 38 40 42 44", "36, 38, 40, 42, 44", "62/68/74/80/86"] {
        let shown = shown(&format!("need: trousers {sizes}"));
        assert!(shown.contains(sizes), "{sizes} → {shown}");
    }
}
