//! The organizers' own words.

use std::collections::BTreeSet;
use std::fs;

use super::super::{
    Answers, Command, Context, Decision, Lexicon, LexiconError, PhraseId, Reading, read,
};
use super::{LEXICON, context};
use crate::board::Kind;

fn with(own: &str) -> Result<Lexicon, LexiconError> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), own).unwrap();
    Lexicon::load(Some(folder.path()))
}

const OWN: &str = r#"
[lists]
who = ["anyone", "anybody"]

[need]
add = ["{hand|hands} wanted on deck", "is <who> up for", "كومي"]

[offer]
add = ["on the stoop"]

[claim]
add = ["zas catapum"]

[silence]
phrases = ["need a ride", "potluck", "{i |}got this", "offering"]
"#;

#[test]
fn an_added_phrase_makes_a_post_in_any_language() {
    let lexicon = with(OWN).unwrap();
    for (text, kind) in [
        ("hands wanted on deck saturday!", Kind::Need),
        ("Is anybody up for watering my plants", Kind::Need),
        (
            "mañana hands wanted on deck en casa de mi madre",
            Kind::Need,
        ),
        ("كومي غدا", Kind::Need),
        ("two chairs on the stoop", Kind::Offer),
    ] {
        let before = read(text, &context(), &LEXICON);
        assert_ne!(before.decision, Decision::Post, "{text}");
        let reading = read(text, &context(), &lexicon);
        assert_eq!(
            (reading.decision, reading.kind),
            (Decision::Post, Some(kind)),
            "{text}"
        );
        assert!(reading.confidence < 1.0);
    }
    let command = |text: &str, lexicon: &Lexicon| {
        let answers = Answers::Post;
        read(
            text,
            &Context {
                answers,
                ..context()
            },
            lexicon,
        )
        .command
    };
    let claim = Some(Command::Claim {
        post: None,
        count: None,
        part: false,
    });
    assert_eq!(command("zas catapum", &lexicon), claim);
    assert_eq!(command("zas catapum", &LEXICON), None);
}

#[test]
fn a_silenced_phrase_never_fires_but_a_marker_does() {
    let lexicon = with(OWN).unwrap();
    let decision = |text: &str| read(text, &context(), &lexicon).decision;
    let ride = "hi all, I need a ride to the clinic tomorrow 7am please";
    assert_ne!(read(ride, &context(), &LEXICON).decision, Decision::Silent);
    assert_eq!(decision(ride), Decision::Silent);
    assert_eq!(
        decision("We need chairs, tables and food for the potluck at the church"),
        Decision::Silent
    );
    assert_eq!(decision("need: a ride to the potluck"), Decision::Post);
    assert_eq!(decision("#offer dish for the potluck"), Decision::Post);
    assert_eq!(decision("offering: a dish"), Decision::Post);
    // Only the sentence it stands in is silenced.
    let two = "See you at the potluck. I need size 4 diapers for my baby, does anyone have some?";
    assert_eq!(
        decision(two),
        read(&two[24..], &context(), &LEXICON).decision
    );
    assert_ne!(decision(two), Decision::Silent);
    // Commands in everyday words too.
    let answers = Answers::Post;
    let reading = read(
        "I got this",
        &Context {
            answers,
            ..context()
        },
        &lexicon,
    );
    assert_eq!(reading.command, None);
    assert_eq!(
        reading.details,
        read("I got this", &context(), &LEXICON).details
    );
}

#[test]
fn silence_wins_over_what_is_added() {
    let lexicon =
        with("[need]\nadd = [\"hands wanted\"]\n[silence]\nphrases = [\"hands wanted\"]\n")
            .unwrap();
    assert_eq!(
        read("hands wanted today", &context(), &lexicon).decision,
        Decision::Silent
    );
}

#[test]
fn without_own_words_nothing_changes() {
    let lexicon = with("").unwrap();
    for text in [
        "I need a ride to the clinic tomorrow",
        "good morning",
        "need: x",
        "I got this",
    ] {
        assert_eq!(
            read(text, &context(), &lexicon),
            read(text, &context(), &LEXICON)
        );
    }
}

#[test]
fn an_error_names_file_line_key_and_remedy() {
    for (own, line, what, remedy) in [
        (
            "[ned]\nadd = [\"x\"]\n",
            1,
            "no section [ned]",
            "Use [need]",
        ),
        (
            "[need]\n\nphrases = [\"x\"]\n",
            3,
            "no key \"phrases\" in [need]",
            "Write add =",
        ),
        (
            "[silence]\nadd = [\"x\"]\n",
            2,
            "no key \"add\" in [silence]",
            "Write phrases =",
        ),
        (
            "[need]\nadd = \"x\"\n",
            2,
            "a list of phrases belongs here",
            "Write [",
        ),
        (
            "[need]\nadd = [\"{a|b\"]\n",
            2,
            "opens a bracket",
            "Add the missing",
        ),
        (
            "[need]\nadd = [\"<kin>\"]\n",
            2,
            "names the list <kin>",
            "under [lists]",
        ),
        (
            "[silence]\nphrases = [\" ?! \"]\n",
            2,
            "which is no word",
            "take it out",
        ),
        ("[need\n", 1, "it is not TOML", "Mend that line"),
        ("need = 1\n", 1, "a table belongs here", "[section]"),
    ] {
        let Err(error) = with(own) else {
            panic!("{own} was accepted")
        };
        let said = error.to_string();
        assert!(error.file.ends_with("own.toml"), "{said}");
        assert_eq!(error.line, Some(line), "{said}");
        assert!(said.contains(what) && said.contains(remedy), "{said}");
    }
}

#[test]
fn the_example_in_the_documentation_works() {
    let text = include_str!("../../../config/lexicon/README.md");
    let example = text
        .split("```toml")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let lexicon = with(example.unwrap()).unwrap();
    let reading = read("hands wanted saturday", &context(), &lexicon);
    assert_eq!(reading.decision, Decision::Post);
}

fn phrase(reading: &Reading, lexicon: &Lexicon) -> Option<String> {
    let id = reading.details.phrase?;
    lexicon.phrases(&BTreeSet::from([id])).remove(&id)
}

#[test]
fn what_made_it_a_post_is_known_by_the_lexicons_words_alone() {
    let lexicon = with(OWN).unwrap();
    let reading = read(
        "Does anyone have a stroller to borrow, my number is 0199",
        &context(),
        &lexicon,
    );
    assert_eq!(
        phrase(&reading, &lexicon).as_deref(),
        Some("does anyone have")
    );
    let reading = read("Is anybody up for watering my plants", &context(), &lexicon);
    assert_eq!(
        phrase(&reading, &lexicon).as_deref(),
        Some("is anybody up for")
    );
    for text in ["need: soup", "good morning"] {
        assert_eq!(read(text, &context(), &lexicon).details.phrase, None);
    }
    assert!(
        lexicon
            .phrases(&BTreeSet::from([PhraseId::WHOLE]))
            .is_empty()
    );
}
