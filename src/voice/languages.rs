//! Every language says what English says: the same keys with the same variables, commands that are
//! understood, as short, as calm, and in one direction.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use wegotus_chat::Timestamp;

use super::phrases::sources;
use super::tests::everything;
use crate::parser::{Answers, Command, Context, Language, Lexicon, read};

/// One case of a sentence that has several.
static CASE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\*?\[[\w-]+\] (.*)$").unwrap());
/// Words in any language's quotation marks.
static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new("[\"«“„]([^\"»”“]+)[\"»”“]").unwrap());

#[test]
fn french() {
    insta::assert_snapshot!(everything(Language::French));
}

#[test]
fn portuguese() {
    insta::assert_snapshot!(everything(Language::Portuguese));
}

#[test]
fn arabic() {
    insta::assert_snapshot!(everything(Language::Arabic));
}

#[test]
fn hebrew() {
    insta::assert_snapshot!(everything(Language::Hebrew));
}

#[test]
fn german() {
    insta::assert_snapshot!(everything(Language::German));
}

#[test]
fn hindi_or_urdu() {
    insta::assert_snapshot!(everything(Language::HindiLatin));
}

#[test]
fn every_language_of_the_parser_is_spoken() {
    let spoken: Vec<Language> = sources().map(|(language, _)| language).collect();
    assert_eq!(spoken, Language::ALL);
}

/// What a replies file says, by key: each as it is written, its variants one under the other.
fn messages(source: &str) -> BTreeMap<String, String> {
    let mut messages: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((key, text)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                last = key.to_owned();
                messages.insert(last.clone(), text.trim().to_owned());
            }
            _ => {
                let text = messages.entry(last.clone()).or_default();
                text.push('\n');
                text.push_str(line.trim());
            }
        }
    }
    messages
}

#[test]
fn every_sentence_stands_once() {
    for (language, source) in sources() {
        let keys = source.lines().filter_map(|line| line.split_once(" ="));
        let mut keys: Vec<&str> = keys
            .map(|(key, _)| key)
            .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()))
            .collect();
        keys.sort_unstable();
        // The second of two would silently take the first one's place.
        let twice: Vec<_> = keys.windows(2).filter(|two| two[0] == two[1]).collect();
        assert!(twice.is_empty(), "{language}: {twice:?}");
    }
}

/// The sentences of a message: one, or one for each case.
fn sentences(message: &str) -> Vec<String> {
    if !message.contains("->") {
        return vec![message.to_owned()];
    }
    let cases = message.lines().filter_map(|line| CASE.captures(line));
    cases.map(|it| it[1].to_owned()).collect()
}

/// Runs `look` on every message of every language, with the English one and the key beside it.
fn beside_english(mut look: impl FnMut(Language, &str, &str, &str)) {
    let all: Vec<(Language, BTreeMap<String, String>)> = sources()
        .map(|(language, source)| (language, messages(source)))
        .collect();
    let (_, english) = &all[0];
    for (language, messages) in &all {
        for (key, here) in messages {
            look(*language, key, here, &english[key]);
        }
    }
}

#[test]
fn every_sentence_names_what_the_english_one_names() {
    let variable = Regex::new(r"\$([a-z]+)").unwrap();
    let names = |text: &str| -> BTreeSet<String> {
        variable
            .captures_iter(text)
            .map(|it| it[1].to_owned())
            .collect()
    };
    beside_english(|language, key, here, english| {
        assert_eq!(names(here), names(english), "{language} {key}");
    });
}

#[test]
fn a_sentence_has_the_emoji_of_the_english_one_and_never_two() {
    let emoji = |text: &str| -> Vec<char> {
        let pictures =
            |c: &char| matches!(c, '⌛' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}');
        text.chars().filter(pictures).collect()
    };
    beside_english(|language, key, here, english| {
        let wanted = emoji(&sentences(english)[0]);
        assert!(wanted.len() <= 1, "{key}");
        for sentence in sentences(here) {
            assert_eq!(emoji(&sentence), wanted, "{language} {key}: {sentence}");
        }
    });
}

#[test]
fn a_sentence_is_hardly_longer_than_the_english_one() {
    let placeable = Regex::new(r"\{ \$[a-z]+ \}").unwrap();
    let mut long = Vec::new();
    let length = |text: &str| placeable.replace_all(text, "").chars().count();
    beside_english(|language, key, here, english| {
        let longest = |text: &str| {
            sentences(text)
                .iter()
                .map(|it| length(it))
                .max()
                .unwrap_or(0)
        };
        let (english, here) = (longest(english), longest(here));
        // A word or two is no sentence: they may take their room.
        if here > (english * 8 / 5).max(english + 20) {
            long.push(format!("{language} {key}: {here} for {english}"));
        }
    });
    assert!(long.is_empty(), "{long:#?}");
}

/// Where somebody may write what they were told to write.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    /// In a room, answering nothing.
    Room,
    /// In a room, in answer to what the bot said.
    Reply,
    /// To the bot alone.
    Private,
}

/// Somebody who reads what is written as the bot does.
struct Listener {
    lexicon: Lexicon,
    /// What was read before: the same few words are taught in many sentences.
    known: RefCell<BTreeMap<(String, Place), Option<String>>>,
}

impl Listener {
    fn understands(&self, phrase: &str, place: Place) -> Option<String> {
        let asked = (phrase.to_owned(), place);
        if let Some(known) = self.known.borrow().get(&asked) {
            return known.clone();
        }
        let understood = understood(phrase, place, &self.lexicon);
        self.known.borrow_mut().insert(asked, understood.clone());
        understood
    }
}

/// What the bot understands of a phrase written in a place; nothing where it is talk.
fn understood(phrase: &str, place: Place, lexicon: &Lexicon) -> Option<String> {
    let context = Context {
        now: Timestamp(1_795_478_400_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: match place {
            Place::Reply => Answers::Post,
            Place::Room | Place::Private => Answers::Nothing,
        },
        private: place == Place::Private,
        keep: false,
    };
    let reading = read(phrase, &context, lexicon);
    match reading.command {
        // What follows the number is in the language of whoever writes it.
        Some(Command::About { post, .. }) => Some(format!("about {post}")),
        Some(command) => Some(format!("{command:?}")),
        None => reading
            .evidence
            .contains(&"marker")
            .then(|| format!("{:?}", reading.kind)),
    }
}

/// What people are told to write: the words in quotation marks, as somebody would write them.
fn taught(message: &str) -> Vec<String> {
    let all = QUOTED.captures_iter(message);
    all.map(|it| {
        let it = it[1]
            .trim()
            .trim_start_matches('\u{a0}')
            .trim_end_matches('\u{a0}');
        let it = it
            .replace("{ $number }", "14")
            .replace("{ $code }", "BCDFGH");
        let it = it.replace('…', "x");
        if it.ends_with(':') {
            format!("{it} x")
        } else {
            it
        }
    })
    .collect()
}

#[test]
fn what_people_are_told_to_write_is_understood() {
    let listener = Listener {
        lexicon: Lexicon::builtin(),
        known: RefCell::default(),
    };
    let mut wrong = Vec::new();
    beside_english(|language, key, here, english| {
        // A hand-off is named by its number as it is shown, with its mark.
        let taught = |text: &str| -> Vec<String> {
            let marked = |phrase: String| match key {
                "which-handoff" => phrase.replace("14", "#14"),
                _ => phrase,
            };
            taught(text).into_iter().map(marked).collect()
        };
        let meanings = |text: &str, place| -> BTreeSet<Option<String>> {
            let phrases = taught(text);
            phrases
                .iter()
                .map(|it| listener.understands(it, place))
                .collect()
        };
        // A number makes it plain anywhere; so do words that show something. All else is said in answer, or
        // privately.
        let alone = key == "which-handoff" || meanings(english, Place::Private).is_empty();
        let places: &[Place] = if alone {
            &[Place::Private]
        } else {
            &[Place::Private, Place::Reply, Place::Room]
        };
        for &place in places {
            let wanted: BTreeSet<_> = meanings(english, place);
            let found = meanings(here, place);
            let views = ["Board", "Mine", "Help"];
            for phrase in taught(here) {
                let meant = listener.understands(&phrase, Place::Private);
                let view = meant.as_deref().is_some_and(|it| views.contains(&it));
                let needed = match place {
                    Place::Private => true,
                    Place::Reply => !view,
                    Place::Room => view || phrase.contains("14") || phrase.contains(':'),
                };
                let said = listener.understands(&phrase, place);
                if needed && (said.is_none() || !wanted.contains(&said)) {
                    wrong.push(format!(
                        "{language} {key}: {phrase:?} is {said:?} in {place:?}, not of {wanted:?}"
                    ));
                }
            }
            let lacking: Vec<_> = wanted.difference(&found).flatten().collect();
            if place == Place::Private && !lacking.is_empty() {
                wrong.push(format!("{language} {key}: nothing says {lacking:?}"));
            }
        }
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A client gives a paragraph the direction of its first letter that is not set apart.
#[test]
fn what_runs_from_right_to_left_does_so_from_its_first_letter() {
    let apart = Regex::new("\u{2068}[^\u{2069}]*\u{2069}").unwrap();
    for language in [Language::Arabic, Language::Hebrew] {
        for line in everything(language)
            .lines()
            .filter(|line| !line.starts_with("--"))
        {
            let own = apart.replace_all(line, "");
            let first = own.chars().find(|c| c.is_alphabetic());
            assert!(first.is_none_or(|c| c >= '\u{590}'), "{language}: {line}");
            assert!(
                !own.contains('#'),
                "{language}, a number that is not set apart: {line}"
            );
        }
    }
}
