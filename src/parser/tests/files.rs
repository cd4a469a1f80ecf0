//! The organizer's own lexicon files.

use std::fs;

use super::super::{Decision, Lexicon, read};
use super::{LEXICON, context};

fn folder(name: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

#[test]
fn the_files_compiled_in_are_sound() {
    assert!(LEXICON.patterns().count() > 5000);
    assert_eq!(
        Lexicon::builtin().patterns().count(),
        LEXICON.patterns().count()
    );
}

#[test]
fn a_file_of_the_same_name_takes_its_place() {
    let folder = folder("de.toml", "[markers]\nneed = [\"obacht\"]\n");
    let lexicon = Lexicon::load(Some(folder.path())).unwrap();
    assert_eq!(
        read("Obacht: Windeln", &context(), &lexicon).decision,
        Decision::Post
    );
    assert_eq!(
        read("Biete: Windeln", &context(), &lexicon).decision,
        Decision::Silent
    );
    assert_eq!(
        read("need: diapers", &context(), &lexicon).decision,
        Decision::Post
    );
}

#[test]
fn the_organizers_own_places_are_known() {
    let folder = folder("own.toml", "places = [\"Riverside\", \"the old mill\"]\n");
    let lexicon = Lexicon::load(Some(folder.path())).unwrap();
    for (text, place) in [
        ("need: soup for the camp at riverside", Some("riverside")),
        (
            "need: boots behind the Old Mill please",
            Some("the Old Mill"),
        ),
        (
            "need: a crib, near Elm St, riverside flats",
            Some("riverside"),
        ),
        ("need: diapers size 4", None),
    ] {
        let found = read(text, &context(), &lexicon).details.place;
        assert_eq!(found.as_ref().map(|place| place.as_str()), place, "{text}");
    }
    let folder = super::files::folder("own.toml", "places = \"Riverside\"\n");
    let Err(error) = Lexicon::load(Some(folder.path())) else {
        panic!("a slip was accepted")
    };
    assert!(
        error.what.contains("a list of phrases belongs here"),
        "{error}"
    );
}

#[test]
fn an_error_names_file_line_and_remedy() {
    for (name, text, line, what) in [
        (
            "en.toml",
            "[markers]\n\nneeed = [\"x\"]\n",
            Some(3),
            "no key \"neeed\" in [markers]",
        ),
        (
            "en.toml",
            "[cues]\nwant = \"x\"\n",
            Some(2),
            "a list of phrases belongs here",
        ),
        (
            "en.toml",
            "[cues]\nwant = [\"a {b|c\"]\n",
            Some(2),
            "opens a bracket",
        ),
        (
            "en.toml",
            "[cues]\nwant = [\"<kin> needs\"]\n",
            Some(2),
            "names the list <kin>",
        ),
        (
            "en.toml",
            "[things]\npizza = [\"x\"]\n",
            Some(2),
            "no key \"pizza\"",
        ),
        ("es.toml", "[cues\n", Some(1), "it is not TOML"),
        (
            "others.toml",
            "it = \"il lo la\"\n",
            Some(1),
            "a list of phrases belongs here",
        ),
        ("xx.toml", "", None, "there is no language of that name"),
    ] {
        let folder = folder(name, text);
        let Err(error) = Lexicon::load(Some(folder.path())) else {
            panic!("{text} was accepted")
        };
        assert!(error.file.ends_with(name), "{error}");
        assert_eq!(error.line, line, "{error}");
        assert!(error.what.contains(what), "{error}");
        assert!(!error.remedy.is_empty() && error.to_string().contains(&error.remedy));
    }
}
