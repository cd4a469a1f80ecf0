//! Message → the categories whose words it has, for what was learnt of topics ([`about`](super::about)) to weigh.
//!
//! The lists `[topics]` of the lexicons are wider than `[things]`: they need not tell a need from chatter, only one
//! kind of post from another, and are looked at for posts alone. A word with `*` at its end stands for all that
//! begin so.

use std::collections::HashMap;

use super::message::Message;
use super::normal::Normal;
use super::redact::words::Words;
use super::role::Role;
use super::{Category, Language};

/// How short the beginning of a word may be that stands for all that begin so, and how long it is looked for.
const STEM: std::ops::RangeInclusive<usize> = 2..=14;

/// The words that show what a post is about.
#[derive(Default)]
pub(crate) struct Topics {
    phrases: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    rest: Vec<String>,
    /// Its last word is only the beginning of one.
    stem: bool,
    category: Category,
    language: Language,
}

impl Topics {
    /// Adds one phrase of a category.
    pub(crate) fn add(&mut self, written: &str, category: Category, language: Language) {
        let stem = written.ends_with('*');
        let words = Normal::new(written.trim_end_matches('*'));
        let mut words = words
            .tokens
            .iter()
            .map(|token| words.word(token).to_owned());
        // "A+" is no word once it is folded.
        let first = words.next().filter(|first| first.len() > 1);
        if let Some(first) = first {
            self.phrases.entry(first).or_default().push(Phrase {
                rest: words.collect(),
                stem,
                category,
                language,
            });
        }
    }

    /// What the message names. Each phrase counts once, by how many words it has.
    pub(crate) fn named(&self, message: &Message, words: &Words) -> Named {
        let mut tally = Named::default();
        for (at, token) in message.tokens().iter().enumerate() {
            let word = message.normal.word(token);
            let mut met = self.met(message, at, word);
            if met.is_empty() && !word.is_ascii() {
                met = words
                    .unprefixed(word)
                    .find_map(|rest| {
                        Some(self.met(message, at, rest)).filter(|met| !met.is_empty())
                    })
                    .unwrap_or_default();
            }
            let longest = met.iter().map(|&(_, len)| len).max().unwrap_or(0);
            let best: Vec<Category> = met
                .into_iter()
                .filter(|&(_, len)| len == longest)
                .map(|(category, _)| category)
                .collect();
            for &category in &best {
                tally.add(category, at, longest as f32 / best.len() as f32);
            }
        }
        for hit in &message.hits {
            if let Role::Thing(category) = hit.role {
                tally.add(category, hit.at, hit.len as f32);
            }
        }
        tally
    }

    /// The categories of the phrases that begin at token `at` with `first`, and how many words they have.
    fn met(&self, message: &Message, at: usize, first: &str) -> Vec<(Category, usize)> {
        let mut met = Vec::new();
        for phrase in self.phrases.get(first).into_iter().flatten() {
            if self.goes_on(message, at, phrase) {
                met.push((phrase.category, phrase.rest.len() + 1));
            }
        }
        let stems = first
            .char_indices()
            .map(|(end, _)| end)
            .filter(|end| STEM.contains(end) || !first.is_ascii());
        for end in stems.take(*STEM.end()) {
            for phrase in self.phrases.get(&first[..end]).into_iter().flatten() {
                if phrase.stem
                    && phrase.rest.is_empty()
                    && message.guess.tongues.has(phrase.language)
                {
                    met.push((phrase.category, 1));
                }
            }
        }
        met.sort_by_key(|&(category, len)| (category, len));
        met.dedup();
        met
    }

    fn goes_on(&self, message: &Message, at: usize, phrase: &Phrase) -> bool {
        if !message.guess.tongues.has(phrase.language) {
            return false;
        }
        let Some(tokens) = message.tokens().get(at + 1..at + 1 + phrase.rest.len()) else {
            return false;
        };
        let last = phrase.rest.len().saturating_sub(1);
        tokens
            .iter()
            .zip(&phrase.rest)
            .enumerate()
            .all(|(nth, (token, wanted))| {
                let word = message.normal.word(token);
                word == wanted || phrase.stem && nth == last && word.starts_with(wanted.as_str())
            })
    }
}

/// The categories that a message names: points for each, and where it was named first.
#[derive(Default)]
pub(crate) struct Named {
    points: [f32; Category::ALL.len()],
    first: [Option<usize>; Category::ALL.len()],
}

impl Named {
    fn add(&mut self, category: Category, at: usize, points: f32) {
        let nth = category as usize;
        // What helps with anything says less than what is named.
        let weight = match category {
            Category::Other => 0.6,
            Category::Supplies | Category::Errands => 0.9,
            _ => 1.0,
        };
        self.points[nth] += points * weight;
        self.first[nth] = self.first[nth].or(Some(at));
    }

    /// Whether it names any.
    pub(super) fn any(&self) -> bool {
        self.first.iter().any(Option::is_some)
    }

    /// How much of the message names it.
    pub(super) fn points(&self, category: Category) -> f32 {
        self.points[category as usize]
    }

    /// The category that most of it names; the one named first decides between equals.
    pub(super) fn most(&self) -> Category {
        let mut best = (Category::Other, 0.0, usize::MAX);
        for (nth, &category) in Category::ALL.iter().enumerate() {
            let (points, first) = (self.points[nth], self.first[nth].unwrap_or(usize::MAX));
            if points > best.1 || points > 0.0 && points == best.1 && first < best.2 {
                best = (category, points, first);
            }
        }
        best.0
    }
}
