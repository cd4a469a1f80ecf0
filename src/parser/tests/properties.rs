//! What holds for any text at all.

use proptest::prelude::*;

use super::super::{Answers, Context, read};
use super::{LEXICON, answered, context, said};

/// Pieces that meet the parser's edges more often than chance would.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("need: "),
        Just("#14 "),
        Just("claim "),
        Just("555-123-4567"),
        Just("٠٥٠١٢٣٤٥٦٧"),
        Just("24 Elm St"),
        Just("apt 4B"),
        Just("12/24"),
        Just("7am "),
        Just("at "),
        Just("tomorrow "),
        Just("\u{202e}"),
        Just("\u{200d}"),
        Just("👩‍👩‍👧"),
        Just("ﷺ"),
        Just("ß"),
        Just("İ"),
        Just("\u{0301}"),
        Just("\n"),
        Just("> "),
        Just("?"),
        Just("…"),
        Just("99999999999999999999 "),
        Just("Dec 31 "),
        Just("2/30 "),
        Just("صريك"),
        Just("אני צריכה "),
        Just("{|}<x>"),
        Just("wegotus join "),
        Just("[need]"),
        Just("https://"),
        Just("wa.me/0612345678 "),
        Just("0612345678 "),
        Just("call Ana "),
        Just("@ana "),
    ];
    prop::collection::vec(prop_oneof![piece.prop_map(str::to_owned), ".{0,12}"], 0..20)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn anything_can_be_read(text in prop_oneof![any::<String>(), pieces()], now in any::<i64>(), private in any::<bool>(), post in any::<bool>()) {
        let answers = if post { Answers::Post } else { Answers::Nothing };
        let ctx = Context { now: wegotus_chat::Timestamp(now), answers, private, ..context() };
        let reading = read(&text, &ctx, &LEXICON);
        let summary = reading.details.summary.as_str();
        prop_assert!(summary.chars().count() <= 280);
        let hidden = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c) || c == '\u{200b}';
        prop_assert!(!summary.chars().any(hidden));
        prop_assert!((0.0..=1.0).contains(&reading.confidence));
        prop_assert_eq!(reading, read(&text, &ctx, &LEXICON));
    }

    #[test]
    fn no_phone_number_is_shown(before in "[a-z ]{0,20}", digits in "[2-9][0-9]{6,12}", after in "[a-z ]{0,20}") {
        let text = format!("need: {before} +{digits} {after}");
        prop_assert!(!said(&text).details.summary.as_str().contains(&digits));
    }

    #[test]
    fn chatter_around_a_claim_is_no_claim(word in "[a-z]{12,16}") {
        prop_assert_eq!(said(&format!("{word} claim {word}")).command, None);
    }
}

#[test]
fn a_huge_message_costs_no_more_than_its_beginning() {
    let text = format!(
        "need: soup {}",
        "call 555-123-4567 \u{202e}\u{1f469}\u{200d}".repeat(8_000)
    );
    assert!(text.len() > 200_000);
    assert!(
        said(&text)
            .details
            .summary
            .as_str()
            .starts_with("soup call …")
    );
    assert_eq!(said(&"a".repeat(200_000)).kind, None);
    assert_eq!(said(&"\u{0301}".repeat(100_000)).kind, None);
    assert_eq!(said(&"need ".repeat(40_000)).command, None);
    let numbers = format!("I'll take {}", "2 3 ".repeat(40_000));
    assert!(answered(&numbers).command.is_some());
}
