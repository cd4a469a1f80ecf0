//! `config/lexicon/<language>.toml` → [`Lexicon`]: the words the parser knows, ready to be met in text.
//!
//! A language is one such file. A phrase may hold `{one|another|}` for alternatives, `<name>` for a list of
//! `[lists]`, and `#` for any number; case, accents and apostrophes do not matter.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use thiserror::Error;
use toml_span::Value;
use toml_span::value::{Table, ValueInner};

use super::model::Model;
use super::normal::{Normal, fold, key};
use super::own::{Own, Purpose};
use super::phrase::{self, Group, Malformed, Phrases};
use super::redact::{Redactor, Traces};
use super::role::Role;
use super::signs::SignWords;
use super::topic::Topics;
use super::trie::{Hit, Tongues, Trie, Word};
use super::{Language, PhraseId, Thresholds, cause};
use crate::board::Kind;

/// The files compiled in.
const BUILTIN: [(Language, &str); 8] = [
    (
        Language::English,
        include_str!("../../config/lexicon/en.toml"),
    ),
    (
        Language::Spanish,
        include_str!("../../config/lexicon/es.toml"),
    ),
    (
        Language::French,
        include_str!("../../config/lexicon/fr.toml"),
    ),
    (
        Language::Portuguese,
        include_str!("../../config/lexicon/pt.toml"),
    ),
    (
        Language::Arabic,
        include_str!("../../config/lexicon/ar.toml"),
    ),
    (
        Language::Hebrew,
        include_str!("../../config/lexicon/he.toml"),
    ),
    (
        Language::German,
        include_str!("../../config/lexicon/de.toml"),
    ),
    (
        Language::HindiLatin,
        include_str!("../../config/lexicon/hi-Latn.toml"),
    ),
];

/// The file that tells languages apart which are not ours.
const OTHERS: (&str, &str) = (
    "others.toml",
    include_str!("../../config/lexicon/others.toml"),
);

/// The file with the organizer's own words, in the folder of the languages'.
const OWN: &str = "own.toml";

/// Every word the parser knows, in every language.
#[derive(Default)]
pub struct Lexicon {
    trie: Trie,
    guides: Vec<Guide>,
    pub(crate) redactor: Redactor,
    pub(crate) topics: Topics,
    patterns: Vec<String>,
    pub(crate) own: Own,
    pub(crate) signs: SignWords,
    /// The phrases that can make a post, for [`Lexicon::phrases`].
    causes: Vec<Vec<Group>>,
    /// How sure is sure.
    pub thresholds: Thresholds,
    /// What was learnt from labelled messages.
    pub model: Model,
}

/// What a language tells about itself besides phrases.
pub(crate) struct Guide {
    pub language: Language,
    /// Letters that no other language of ours has, folded.
    alphabet: String,
    /// What may be written together with the word after it ("l'", "و"), folded.
    prefixes: Vec<String>,
    /// Which of two numbers in a date is the month.
    pub dates: Dates,
    /// What a capital letter tells.
    capitals: Capitals,
}

/// What a word with a capital letter is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Capitals {
    Names,
    EveryNoun,
}

/// The order of a date's two numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Dates {
    /// 24/12.
    DayFirst,
    /// 12/24.
    MonthFirst,
}

/// A lexicon file cannot be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{file}{}: {what}. {remedy}", line.map(|line| format!(", line {line}")).unwrap_or_default())]
pub struct LexiconError {
    /// Which file.
    pub file: String,
    /// Where in it, from 1.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}

impl Lexicon {
    /// The lexicon as compiled in.
    #[must_use]
    pub fn builtin() -> Self {
        // A test proves that the files compiled in are sound.
        Self::load(None).unwrap_or_default()
    }

    /// The lexicon with the files of `overrides` in place of the compiled ones of the same name.
    ///
    /// # Errors
    /// Names the file, the line and the remedy when a file cannot be read or says what the parser does not know.
    pub fn load(overrides: Option<&Path>) -> Result<Self, LexiconError> {
        let mut gather = Gather::default();
        for (language, builtin) in BUILTIN {
            let name = format!("{}.toml", language.tag());
            let (path, text) = either(overrides, &name, builtin)?;
            Source {
                file: &path,
                text: &text,
                lists: Vec::new(),
            }
            .add(language, &mut gather)?;
        }
        if let Some(folder) = overrides {
            refuse_strangers(folder)?;
            if let Some((path, text)) = read(&folder.join(OWN))? {
                Source {
                    file: &path.display().to_string(),
                    text: &text,
                    lists: Vec::new(),
                }
                .own(&mut gather)?;
            }
        }
        // After all phrases: a word that only votes is in none.
        let (name, builtin) = OTHERS;
        let (path, text) = either(overrides, name, builtin)?;
        Source {
            file: &path,
            text: &text,
            lists: Vec::new(),
        }
        .others(&mut gather.lexicon.trie)?;
        gather.lexicon.own.finish();
        gather.lexicon.signs.finish();
        let Gather {
            mut lexicon,
            phrases,
            traces,
        } = gather;
        lexicon.trie.finish(&phrases);
        lexicon.model = Model::builtin();
        lexicon.redactor = Redactor::new(&traces).map_err(|error| LexiconError {
            file: "lexicon".to_owned(),
            line: None,
            what: format!("its streets and contacts make no pattern ({error})"),
            remedy: "Shorten the lists [street] and [contact].".to_owned(),
        })?;
        Ok(lexicon)
    }

    /// Every phrase in it, as a regular expression over folded text: for measuring against other ways of searching.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.patterns.iter().map(String::as_str)
    }

    /// What the phrases of these ids are, as far as it knows them.
    #[must_use]
    pub fn phrases(&self, ids: &BTreeSet<PhraseId>) -> BTreeMap<PhraseId, String> {
        cause::name(ids, &self.causes)
    }

    /// The message's words, looked up, and the language they seem to be in.
    pub(crate) fn look_up(&self, normal: &Normal) -> (Vec<Word>, Guess) {
        let mut words = self.trie.words(normal);
        let guess = Guess::new(&self.guides, normal, &words);
        // "do" is two in one language and no number in the others.
        for word in &mut words {
            word.value = word
                .value
                .filter(|(_, tongues)| tongues.0 & guess.tongues.0 != 0);
        }
        for guide in self
            .guides
            .iter()
            .filter(|guide| guess.tongues.has(guide.language))
        {
            for (word, token) in words.iter_mut().zip(&normal.tokens) {
                if word.known == Tongues::default() && token.number.is_none() {
                    *word = self
                        .without_prefix(guide, normal.word(token))
                        .unwrap_or(*word);
                }
            }
        }
        (words, guess)
    }

    /// Every phrase met in the message.
    pub(crate) fn scan(&self, normal: &Normal, words: &[Word], tongues: Tongues) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.guides.is_empty() {
            return hits;
        }
        self.trie.scan(normal, words, tongues, &mut hits);
        hits
    }

    /// How a language writes dates.
    pub(crate) fn dates(&self, language: Option<Language>) -> Dates {
        let of = |wanted| {
            self.guides
                .iter()
                .find(|guide| Some(guide.language) == wanted)
        };
        of(language)
            .or_else(|| of(Some(Language::default())))
            .map_or(Dates::DayFirst, |guide| guide.dates)
    }

    /// Whether a language writes the month before the day: 12/24.
    #[must_use]
    pub fn writes_month_first(&self, language: Language) -> bool {
        self.dates(Some(language)) == Dates::MonthFirst
    }

    /// Whether a capital letter within a sentence shows a name in that language.
    pub(crate) fn capitals_name(&self, language: Option<Language>) -> bool {
        let guide = self
            .guides
            .iter()
            .find(|guide| Some(guide.language) == language);
        guide.is_none_or(|guide| guide.capitals == Capitals::Names)
    }

    /// The language a phrase seems to be in.
    fn likely(&self, phrase: &str) -> Language {
        let (_, guess) = self.look_up(&Normal::new(phrase));
        guess.language.unwrap_or_default()
    }

    fn without_prefix(&self, guide: &Guide, word: &str) -> Option<Word> {
        guide.prefixes.iter().find_map(|prefix| {
            let rest = word
                .strip_prefix(prefix.as_str())
                .filter(|rest| rest.chars().count() > 2)?;
            self.trie
                .word(key(rest))
                .filter(|known| known.known.has(guide.language))
        })
    }
}

/// Which languages a message may be in.
#[derive(Clone, Copy)]
pub(crate) struct Guess {
    /// The likeliest, where one shows.
    pub language: Option<Language>,
    /// Those whose phrases count: the likely ones, or all where nothing shows.
    pub tongues: Tongues,
}

impl Guess {
    /// Stop words vote twice, other words of a lexicon once, letters of one alphabet by their number. A language that
    /// is not ours can win, and then none shows; the phrases of ours that are near it are heard all the same.
    fn new(guides: &[Guide], normal: &Normal, words: &[Word]) -> Self {
        let mut votes = vec![0_usize; guides.len()];
        for (guide, votes) in guides.iter().zip(&mut votes) {
            for word in words {
                *votes += usize::from(word.known.has(guide.language))
                    + usize::from(word.stop.has(guide.language));
            }
        }
        if !normal.folded.is_ascii() {
            for (guide, votes) in guides.iter().zip(&mut votes) {
                *votes += normal
                    .folded
                    .chars()
                    .filter(|&c| guide.alphabet.contains(c))
                    .count();
            }
        }
        let most = votes.iter().copied().max().unwrap_or(0);
        let mut others = [0_usize; u16::BITS as usize];
        for word in words.iter().filter(|word| word.others != 0) {
            for (nth, votes) in others.iter_mut().enumerate() {
                *votes += 2 * usize::from(word.others >> nth & 1);
            }
        }
        let other = others.into_iter().max().unwrap_or(0);
        let language = (most > 0 && most >= other)
            .then(|| {
                guides
                    .iter()
                    .zip(&votes)
                    .find(|&(_, &votes)| votes == most)
                    .map(|(guide, _)| guide.language)
            })
            .flatten();
        // People mix languages; a third of the winner's votes is enough to be heard.
        let heard = guides
            .iter()
            .zip(&votes)
            .filter(|&(_, &votes)| votes * 3 >= most);
        let tongues = heard.fold(Tongues::default(), |all, (guide, _)| {
            Tongues(all.0 | Tongues::of(guide.language).0)
        });
        Self { language, tongues }
    }
}

/// The path and text of the file in `overrides`, or else those of the one compiled in.
fn either(
    overrides: Option<&Path>,
    name: &str,
    builtin: &'static str,
) -> Result<(String, Cow<'static, str>), LexiconError> {
    let replaced = overrides
        .map(|folder| read(&folder.join(name)))
        .transpose()?
        .flatten();
    Ok(match replaced {
        Some((path, text)) => (path.display().to_string(), Cow::Owned(text)),
        None => (format!("lexicon/{name}"), Cow::Borrowed(builtin)),
    })
}

/// The file's text and path, where there is one.
fn read(path: &Path) -> Result<Option<(PathBuf, String)>, LexiconError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some((path.to_owned(), text))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(LexiconError {
            file: path.display().to_string(),
            line: None,
            what: format!("it cannot be read ({error})"),
            remedy:
                "Make it a readable UTF-8 text file, or take it away to use the built-in words."
                    .to_owned(),
        }),
    }
}

/// A `.toml` in the folder that is no language of ours is a slip of the organizer's: say so.
fn refuse_strangers(folder: &Path) -> Result<(), LexiconError> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    let known = BUILTIN.map(|(language, _)| format!("{}.toml", language.tag()));
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name == OWN || name == OTHERS.0 || known.contains(&name);
        if name.ends_with(".toml") && !ours {
            return Err(LexiconError {
                file: entry.path().display().to_string(),
                line: None,
                what: "there is no language of that name".to_owned(),
                remedy: format!(
                    "Name it one of {}, or {OWN} for words of your own, or move it elsewhere.",
                    known.join(", ")
                ),
            });
        }
    }
    Ok(())
}

/// The files read so far.
#[derive(Default)]
struct Gather {
    lexicon: Lexicon,
    phrases: Phrases,
    traces: Traces,
}

/// One file being read.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
    lists: Vec<(String, Vec<String>)>,
}

impl<'a> Source<'a> {
    fn add(&mut self, language: Language, gather: &mut Gather) -> Result<(), LexiconError> {
        let mut sections = self.sections()?;
        if let Some(lists) = sections.remove("lists") {
            self.lists = self.lists(&lists)?;
        }
        let mut guide = Guide {
            language,
            alphabet: String::new(),
            prefixes: Vec::new(),
            dates: Dates::DayFirst,
            capitals: Capitals::Names,
        };
        for (section, value) in &sections {
            match section.name.as_ref() {
                "commands" => {
                    for (key, value) in self.table(value)? {
                        if value.as_table().is_some() {
                            let section = format!("commands.{}", key.name);
                            self.roles(&section, self.table(value)?, language, gather)?;
                        } else {
                            self.role("commands", &key.name, value, language, gather)?;
                        }
                    }
                }
                "guess" => self.guess(value, &mut guide, &mut gather.lexicon.trie)?,
                section @ ("care" | "urgent") => {
                    for (key, value) in self.table(value)? {
                        let mut phrases = Vec::new();
                        for (written, at) in self.strings(value)? {
                            phrases.extend(phrase::spelt_out(&self.parse(written, at)?));
                        }
                        let phrases = phrases.iter().map(String::as_str);
                        let added = gather
                            .traces
                            .add(section, &key.name, phrases, Some(language));
                        added.ok_or_else(|| self.unknown(key.span.start, section, &key.name))?;
                    }
                }
                "street" | "contact" => {
                    for (key, value) in self.table(value)? {
                        self.trace(&section.name, &key.name, value, language, gather)?;
                    }
                }
                "safety" => {
                    for (key, value) in self.table(value)? {
                        for (written, at) in self.strings(value)? {
                            let groups = self.parse(written, at)?;
                            if !gather.lexicon.signs.add(&key.name, &groups, language) {
                                return Err(self.unknown(key.span.start, "safety", &key.name));
                            }
                        }
                    }
                }
                "topics" => {
                    for (key, value) in self.table(value)? {
                        let unknown = || self.unknown(key.span.start, "topics", &key.name);
                        let category = key.name.parse().map_err(|_| unknown())?;
                        for (phrase, _) in self.strings(value)? {
                            gather.lexicon.topics.add(phrase, category, language);
                        }
                    }
                }
                "place" => {
                    for (key, value) in self.table(value)? {
                        if key.name != "lead" {
                            self.trace("place", &key.name, value, language, gather)?;
                        }
                        if !matches!(key.name.as_ref(), "kind" | "ending") {
                            self.role("place", &key.name, value, language, gather)?;
                        }
                    }
                }
                name => self.roles(name, self.table(value)?, language, gather)?,
            }
        }
        gather.lexicon.guides.push(guide);
        Ok(())
    }

    fn roles(
        &self,
        section: &str,
        keys: &Table<'_>,
        language: Language,
        gather: &mut Gather,
    ) -> Result<(), LexiconError> {
        keys.iter()
            .try_for_each(|(key, value)| self.role(section, &key.name, value, language, gather))
    }

    /// Words that find a person or a place.
    fn trace(
        &self,
        section: &str,
        key: &str,
        value: &Value<'_>,
        language: Language,
        gather: &mut Gather,
    ) -> Result<(), LexiconError> {
        let unknown = || self.unknown(value.span.start, section, key);
        let mut phrases = Vec::new();
        for (written, at) in self.strings(value)? {
            // What is plain stays as written: "c/" and "d." are told by their last sign.
            if written.contains(['{', '<']) {
                phrases.extend(phrase::spelt_out(&self.parse(written, at)?));
            } else {
                phrases.push(written.to_owned());
            }
        }
        let phrases = phrases.iter().map(String::as_str);
        let added = gather.traces.add(section, key, phrases, Some(language));
        added.ok_or_else(unknown)
    }

    fn role(
        &self,
        section: &str,
        key: &str,
        value: &Value<'_>,
        language: Language,
        gather: &mut Gather,
    ) -> Result<(), LexiconError> {
        let role =
            Role::of(section, key).ok_or_else(|| self.unknown(value.span.start, section, key))?;
        for (written, at) in self.strings(value)? {
            let groups = self.parse(written, at)?;
            gather
                .lexicon
                .trie
                .insert(&mut gather.phrases, &groups, role, language);
            gather.lexicon.patterns.push(phrase::pattern(&groups));
            if matches!(role, Role::Cue(_)) {
                gather.lexicon.causes.push(groups);
            }
        }
        Ok(())
    }

    /// Reads the organizer's own words: `[need] add`, `[offer] add`, `[<command>] add`, `[silence] phrases`.
    fn own(&mut self, gather: &mut Gather) -> Result<(), LexiconError> {
        let mut sections = self.sections()?;
        if let Some(lists) = sections.remove("lists") {
            self.lists = self.lists(&lists)?;
        }
        if let Some(places) = sections.remove("places") {
            let names = self.strings(&places)?.into_iter().map(|(name, _)| name);
            let added = gather.traces.add("places", "places", names, None);
            added.ok_or_else(|| self.unknown(places.span.start, "places", "places"))?;
        }
        if let Some(sensitive) = sections.remove("sensitive") {
            let phrases = self.strings(&sensitive)?;
            let phrases = phrases.into_iter().map(|(phrase, _)| phrase);
            let added = gather.traces.add("care", "sensitive", phrases, None);
            added.ok_or_else(|| self.unknown(sensitive.span.start, "care", "sensitive"))?;
        }
        for (section, value) in &sections {
            let name = section.name.as_ref();
            if let "danger" | "fraud" = name {
                for (key, value) in self.table(value)? {
                    if key.name != "add" {
                        return Err(self.unknown(key.span.start, name, &key.name));
                    }
                    for (written, at) in self.strings(value)? {
                        let groups = self.parse(written, at)?;
                        let language = Language::default();
                        gather.lexicon.signs.add(name, &groups, language);
                    }
                }
                continue;
            }
            let purpose = match name {
                "need" => Some(Purpose::Post(Kind::Need)),
                "offer" => Some(Purpose::Post(Kind::Offer)),
                "silence" => Some(Purpose::Silence),
                _ => None,
            };
            let command = Role::of(&format!("commands.{name}"), "say");
            if purpose.is_none() && command.is_none() {
                let what = format!("there is no section [{name}]");
                let remedy = "Use [need], [offer], [silence], [lists], places, or a command like [claim], [release] or [done].";
                return Err(self.error(section.span.start, what, remedy));
            }
            let wanted = if name == "silence" { "phrases" } else { "add" };
            for (key, value) in self.table(value)? {
                if key.name != wanted {
                    let what = format!("there is no key \"{}\" in [{name}]", key.name);
                    let remedy = format!("Write {wanted} = [\"one phrase\", \"another\"].");
                    return Err(self.error(key.span.start, what, &remedy));
                }
                for (written, at) in self.strings(value)? {
                    let groups = self.parse(written, at)?;
                    if groups.iter().flatten().all(Vec::is_empty) {
                        let what =
                            format!("{wanted} of [{name}] holds \"{written}\", which is no word");
                        return Err(self.error(
                            at,
                            what,
                            "Write a phrase people use, or take it out.",
                        ));
                    }
                    match (purpose, command) {
                        (Some(purpose), _) => {
                            gather.lexicon.own.add(&groups, purpose);
                            gather.lexicon.causes.push(groups);
                        }
                        (None, Some(role)) => {
                            let language = gather.lexicon.likely(written);
                            let trie = &mut gather.lexicon.trie;
                            trie.insert(&mut gather.phrases, &groups, role, language);
                        }
                        (None, None) => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// The file's tables.
    fn sections(&self) -> Result<Table<'a>, LexiconError> {
        let mut root = toml_span::parse(self.text).map_err(|error| {
            self.error(
                error.span.start,
                format!("it is not TOML ({error})"),
                "Mend that line.",
            )
        })?;
        match root.take() {
            ValueInner::Table(sections) => Ok(sections),
            _ => Err(self.error(
                0,
                "it holds no tables".to_owned(),
                "Begin from the built-in file.",
            )),
        }
    }

    /// The stop words of languages that are not ours: a list for each.
    fn others(&self, trie: &mut Trie) -> Result<(), LexiconError> {
        let languages = self.sections()?;
        if languages.len() > u16::BITS as usize {
            return Err(self.error(
                0,
                format!("it tells {} languages apart", languages.len()),
                "Leave the most likely 16.",
            ));
        }
        for (nth, value) in languages.values().enumerate() {
            for (word, _) in self.strings(value)? {
                trie.stop_of_other(&fold(word), nth);
            }
        }
        Ok(())
    }

    fn guess(
        &self,
        value: &Value<'_>,
        guide: &mut Guide,
        trie: &mut Trie,
    ) -> Result<(), LexiconError> {
        for (key, value) in self.table(value)? {
            match (key.name.as_ref(), value.as_str()) {
                ("alphabet", Some(letters)) => guide.alphabet = fold(letters),
                ("dates", Some("day first")) => guide.dates = Dates::DayFirst,
                ("dates", Some("month first")) => guide.dates = Dates::MonthFirst,
                ("capitals", Some("names")) => guide.capitals = Capitals::Names,
                ("capitals", Some("every noun")) => guide.capitals = Capitals::EveryNoun,
                ("stopwords", None) => {
                    for (word, _) in self.strings(value)? {
                        trie.stop(&fold(word), guide.language);
                    }
                }
                ("prefixes", None) => {
                    guide.prefixes = self
                        .strings(value)?
                        .into_iter()
                        .map(|(prefix, _)| fold(prefix))
                        .collect();
                    guide
                        .prefixes
                        .sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
                }
                _ => return Err(self.unknown(value.span.start, "guess", &key.name)),
            }
        }
        Ok(())
    }

    fn lists(&self, value: &Value<'_>) -> Result<Vec<(String, Vec<String>)>, LexiconError> {
        let mut lists = Vec::new();
        for (key, value) in self.table(value)? {
            let words = self
                .strings(value)?
                .into_iter()
                .map(|(word, _)| word.to_owned())
                .collect();
            lists.push((key.name.to_string(), words));
        }
        Ok(lists)
    }

    fn table<'v, 'de>(&self, value: &'v Value<'de>) -> Result<&'v Table<'de>, LexiconError> {
        value.as_table().ok_or_else(|| {
            self.error(
                value.span.start,
                "a table belongs here".to_owned(),
                "Write [section] and keys below it.",
            )
        })
    }

    fn strings<'v>(&self, value: &'v Value<'_>) -> Result<Vec<(&'v str, usize)>, LexiconError> {
        let wrong = |at| {
            self.error(
                at,
                "a list of phrases belongs here".to_owned(),
                "Write [\"one phrase\", \"another\"].",
            )
        };
        let items = value.as_array().ok_or_else(|| wrong(value.span.start))?;
        items
            .iter()
            .map(|item| {
                Ok((
                    item.as_str().ok_or_else(|| wrong(item.span.start))?,
                    item.span.start,
                ))
            })
            .collect()
    }

    fn parse(&self, written: &str, at: usize) -> Result<Vec<Group>, LexiconError> {
        phrase::parse(written, &self.lists).map_err(|malformed| match malformed {
            Malformed::Open => {
                let what = format!("\"{written}\" opens a bracket that it does not close");
                self.error(at, what, "Add the missing } or >.")
            }
            Malformed::NoList(name) => {
                let what = format!("\"{written}\" names the list <{name}>, which is not there");
                self.error(at, what, "Add it under [lists], or correct the name.")
            }
        })
    }

    fn unknown(&self, at: usize, section: &str, key: &str) -> LexiconError {
        let what = format!("there is no key \"{key}\" in [{section}]");
        self.error(
            at,
            what,
            "Compare it with the built-in file of that language.",
        )
    }

    fn error(&self, at: usize, what: String, remedy: &str) -> LexiconError {
        let line = self
            .text
            .as_bytes()
            .iter()
            .take(at)
            .filter(|&&byte| byte == b'\n')
            .count()
            + 1;
        LexiconError {
            file: self.file.to_owned(),
            line: Some(line),
            what,
            remedy: remedy.to_owned(),
        }
    }
}
