//! A message with everything the lexicon found in it: what commands, detection and extraction all look at.

use super::lexicon::{Guess, Lexicon};
use super::normal::{Normal, Token};
use super::role::{Cue, Layer, Role};
use super::trie::{Hit, Tongues, Word, value};

/// Makes one number of those that several words name: "half a dozen", "twenty five". It stands at the last of them, before
/// what it counts.
fn count_together(words: &mut [Word], hits: &[Hit]) {
    for hit in hits.iter().filter(|hit| hit.len > 1) {
        let Role::Number(number) = hit.role else {
            continue;
        };
        if let Some([parts @ .., last]) = words.get_mut(hit.at..hit.end()) {
            for part in parts {
                part.value = None;
            }
            last.value = Some((number, Tongues(u16::MAX)));
        }
    }
}

/// A message, read once.
pub(crate) struct Message {
    pub normal: Normal,
    pub words: Vec<Word>,
    pub guess: Guess,
    pub hits: Vec<Hit>,
    /// Whether a capital letter shows a name in its language.
    capitals_name: bool,
}

impl Message {
    pub(crate) fn new(text: &str, lexicon: &Lexicon) -> Self {
        let normal = Normal::new(text);
        let (mut words, guess) = lexicon.look_up(&normal);
        let hits = lexicon.scan(&normal, &words, guess.tongues);
        count_together(&mut words, &hits);
        let capitals_name = lexicon.capitals_name(guess.language);
        Self {
            normal,
            words,
            guess,
            hits,
            capitals_name,
        }
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.normal.tokens
    }

    /// What begins at token `at` in a layer.
    pub(crate) fn starting(&self, at: usize, layer: Layer) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|hit| hit.at < at);
        self.hits[from..]
            .iter()
            .take_while(move |hit| hit.at == at)
            .filter(move |hit| hit.role.layer() == layer)
    }

    /// Every cue, in order.
    pub(crate) fn cues(&self) -> impl Iterator<Item = (Cue, &Hit)> {
        self.hits.iter().filter_map(|hit| match hit.role {
            Role::Cue(cue) => Some((cue, hit)),
            _ => None,
        })
    }

    /// The number that token `at` stands for.
    pub(crate) fn value(&self, at: usize) -> Option<u32> {
        value(self.tokens().get(at)?, self.words.get(at)?)
    }

    /// The text between two neighbouring tokens.
    pub(crate) fn gap(&self, before: usize) -> &str {
        let end = |at: usize| self.tokens().get(at).map(|token| token.clean);
        match (end(before), end(before + 1)) {
            (Some((_, from)), Some((to, _))) => self.normal.clean.get(from..to).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether token `at` is the first word of its clause.
    pub(crate) fn opens_clause(&self, at: usize) -> bool {
        let before = self.tokens()[..at].iter().rfind(|token| !token.symbol);
        match (before, self.tokens().get(at)) {
            (Some(before), Some(token)) => before.clause != token.clause,
            _ => true,
        }
    }

    /// Whether the word is one of those that every sentence has: "the", "el", "der".
    pub(crate) fn is_little(&self, at: usize) -> bool {
        let known = self.words.get(at);
        known.is_some_and(|word| word.stop.0 & self.guess.tongues.0 != 0)
    }

    /// Whether a capital letter shows a name in its language.
    pub(crate) fn capitals_name(&self) -> bool {
        self.capitals_name
    }

    /// Whether "in", "at" or the like leads to a word with a capital, in a message that is not all capitals.
    pub(crate) fn names_place(&self) -> bool {
        if !self.capitals_name {
            return false;
        }
        let leads = self
            .hits
            .iter()
            .filter(|hit| matches!(hit.role, Role::PlaceLead | Role::Area));
        let capital = |hit: &Hit| {
            let next = self.tokens().get(hit.end())?;
            let time = self
                .starting(hit.end(), Layer::Fact)
                .any(|hit| matches!(hit.role, Role::Time(_)));
            let name = self.normal.clean[next.clean.0..].starts_with(char::is_uppercase)
                && next.clean.1 - next.clean.0 > 2;
            (name && !time).then_some(())
        };
        leads.map(capital).any(|found| found.is_some())
            && self.normal.clean.contains(char::is_lowercase)
    }
}
