//! The replies files, read by fluent.

use std::collections::BTreeMap;
use std::path::Path;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use super::marks::{self, Mark};
use crate::parser::Language;

/// Replies compiled in, by language.
const BUILT_IN: [(Language, &str); 8] = [
    (
        Language::English,
        include_str!("../../config/replies/en.ftl"),
    ),
    (
        Language::Spanish,
        include_str!("../../config/replies/es.ftl"),
    ),
    (
        Language::French,
        include_str!("../../config/replies/fr.ftl"),
    ),
    (
        Language::Portuguese,
        include_str!("../../config/replies/pt.ftl"),
    ),
    (
        Language::Arabic,
        include_str!("../../config/replies/ar.ftl"),
    ),
    (
        Language::Hebrew,
        include_str!("../../config/replies/he.ftl"),
    ),
    (
        Language::German,
        include_str!("../../config/replies/de.ftl"),
    ),
    (
        Language::HindiLatin,
        include_str!("../../config/replies/hi-Latn.ftl"),
    ),
];

/// Every sentence the bot can say, in every language it speaks.
pub struct Phrases {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
}

/// A replies file that cannot be used.
#[derive(Debug, Error)]
pub enum PhraseError {
    /// It cannot be read.
    #[error("{file}: cannot be read: {source}. Check that the file exists and its permissions")]
    Unreadable {
        /// Which file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// It is not written as fluent wants it.
    #[error("{file}: line {line}: {what}. See the file that is compiled in for how it is written")]
    Malformed {
        /// Which file.
        file: String,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
}

impl Phrases {
    /// The replies compiled in, overridden by `<language>.ftl` files in `folder`.
    ///
    /// # Errors
    /// [`PhraseError`] names the file and the line.
    pub fn load(folder: Option<&Path>) -> Result<Self, PhraseError> {
        let mut bundles = BTreeMap::new();
        for (language, source) in BUILT_IN {
            let mut bundle = bundle(language);
            bundle.add_resource_overriding(resource("built-in replies", source)?);
            let file = folder.map(|folder| folder.join(format!("{}.ftl", language.tag())));
            if let Some(file) = file.filter(|file| file.exists()) {
                let name = file.display().to_string();
                let source =
                    std::fs::read_to_string(&file).map_err(|source| PhraseError::Unreadable {
                        file: name.clone(),
                        source,
                    })?;
                bundle.add_resource_overriding(resource(&name, &source)?);
            }
            bundles.insert(language, bundle);
        }
        Ok(Self { bundles })
    }

    /// The languages the bot speaks.
    pub fn built_in() -> impl Iterator<Item = Language> {
        BUILT_IN.into_iter().map(|(language, _)| language)
    }

    /// The sentence of this key; English where the language lacks it; the key itself where all do.
    pub(super) fn say(&self, language: Language, key: &str, args: Args) -> String {
        let Args { mut own, theirs } = args;
        for language in [language, Language::English] {
            let Some(bundle) = self.bundles.get(&language) else {
                continue;
            };
            let message = bundle.get_message(key);
            let Some(pattern) = message.and_then(|message| message.value()) else {
                continue;
            };
            for (name, text, mark) in &theirs {
                let text = marks::marked(&isolated(text, language), *mark);
                own.set(*name, FluentValue::from(text));
            }
            let said = bundle.format_pattern(pattern, Some(&own), &mut Vec::new());
            return said.into_owned();
        }
        key.to_owned()
    }
}

/// The replies compiled in, as they are written.
#[cfg(test)]
pub(super) fn sources() -> impl Iterator<Item = (Language, &'static str)> {
    BUILT_IN.into_iter()
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id = language
        .tag()
        .parse::<LanguageIdentifier>()
        .unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Only what people wrote is isolated, and only where it runs the other way: see `isolated`.
    bundle.set_use_isolating(false);
    bundle
}

fn resource(file: &str, source: &str) -> Result<FluentResource, PhraseError> {
    FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
        let (at, what) = errors
            .first()
            .map_or((0, "unreadable".to_owned()), |error| {
                (error.pos.start, error.kind.to_string())
            });
        let line = source
            .bytes()
            .take(at)
            .filter(|byte| *byte == b'\n')
            .count()
            + 1;
        PhraseError::Malformed {
            file: file.to_owned(),
            line,
            what,
        }
    })
}

/// What goes into a sentence.
#[derive(Default)]
pub(super) struct Args {
    own: FluentArgs<'static>,
    /// What stands apart from the sentence around it.
    theirs: Vec<(&'static str, String, Mark)>,
}

impl Args {
    /// A word of the bot's own; a post's number with its mark stands apart.
    pub(super) fn text(self, key: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        if value.starts_with('#') {
            return self.user(key, &value);
        }
        self.raw(key, value)
    }

    /// A line that is already put together.
    pub(super) fn raw(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.own.set(key, FluentValue::from(value.into()));
        self
    }

    /// What somebody wrote.
    pub(super) fn user(mut self, key: &'static str, value: &str) -> Self {
        self.theirs.push((key, value.to_owned(), Mark::None));
        self
    }

    /// The name of somebody who is called by it, where they can be.
    pub(super) fn person(mut self, key: &'static str, name: String, called: Mark) -> Self {
        self.theirs.push((key, name, called));
        self
    }

    /// What stands out.
    pub(super) fn strong(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.theirs.push((key, value.into(), Mark::Strong));
        self
    }

    /// A number, for plurals.
    pub(super) fn number(mut self, key: &'static str, value: u32) -> Self {
        self.own.set(key, FluentValue::from(value));
        self
    }
}

/// What somebody wrote, so that it can neither reorder nor style the sentence of `language` around it: control
/// and invisible formatting characters are dropped, and where either runs from right to left it is isolated
/// (UAX #9, 2.4.2).
pub(super) fn isolated(text: &str, language: Language) -> String {
    let clean: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let turns = matches!(language, Language::Arabic | Language::Hebrew);
    if !clean.is_empty() && (turns || clean.chars().any(is_right_to_left)) {
        format!("\u{2068}{clean}\u{2069}")
    } else {
        clean
    }
}

fn is_invisible(c: char) -> bool {
    let formats = matches!(c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}');
    formats || (c.is_control() && c != '\n' && c != '\t')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Keys of a replies file, as they stand at the beginning of a line.
    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    #[test]
    fn every_language_has_every_sentence() {
        let english = keys(BUILT_IN[0].1);
        assert!(english.len() > 80, "the keys were not found");
        for (language, source) in BUILT_IN {
            let here = keys(source);
            let missing: Vec<_> = english.symmetric_difference(&here).collect();
            assert!(missing.is_empty(), "{language:?} differs in {missing:?}");
        }
    }

    #[test]
    fn an_override_names_its_line_when_it_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("en.ftl"),
            "claim-own = Yours.\n\n= nothing\n",
        )
        .unwrap();
        let Err(error) = Phrases::load(Some(folder.path())) else {
            panic!("it was accepted")
        };
        assert!(error.to_string().contains("en.ftl: line 3"), "{error}");
        std::fs::write(folder.path().join("en.ftl"), "claim-own = Yours.\n").unwrap();
        let phrases = Phrases::load(Some(folder.path())).unwrap();
        assert_eq!(
            phrases.say(Language::English, "claim-own", Args::default()),
            "Yours."
        );
    }

    #[test]
    fn what_people_write_cannot_turn_a_sentence_around() {
        assert_eq!(isolated("ab\u{202e}cd\u{200b}", Language::English), "abcd");
        assert_eq!(isolated("#14", Language::Arabic), "\u{2068}#14\u{2069}");
        assert_eq!(isolated("صديق", Language::English), "\u{2068}صديق\u{2069}");
    }
}
