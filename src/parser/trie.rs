//! Every phrase of every language in one automaton over words: met in a single pass, longest first.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Language;
use super::normal::{Normal, Token, key};
use super::phrase::{Group, Phrases, Table};
use super::role::{LAYERS, Layer, Role};

/// A phrase met in a message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// The token it begins at.
    pub at: usize,
    /// How many tokens it takes.
    pub len: usize,
    /// What it says.
    pub role: Role,
    /// The number that a `#` of the phrase stood for.
    pub number: Option<u32>,
}

impl Hit {
    /// The token after it.
    pub(crate) fn end(&self) -> usize {
        self.at + self.len
    }
}

/// A set of languages, one bit each.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Tongues(pub u16);

impl Tongues {
    pub(crate) fn of(language: Language) -> Self {
        Self(1 << language as u16)
    }

    pub(crate) fn has(self, language: Language) -> bool {
        self.0 & (1 << language as u16) != 0
    }
}

/// What is known of one word.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// Its number in the automaton, from 1; 0 for a word that only votes.
    id: u32,
    /// Whether some phrase begins with it.
    begins: bool,
    /// Whether it is written in digits: those that some phrase spells out ("24 7") stand for their number still.
    digits: bool,
    /// The languages whose phrases hold it.
    pub known: Tongues,
    /// The languages whose stop word it is.
    pub stop: Tongues,
    /// Those among the languages that the bot does not speak whose stop word it is, one bit each.
    pub others: u16,
    /// The number it stands for, and in which languages.
    pub value: Option<(u32, Tongues)>,
}

/// The state before any word.
const ROOT: u32 = 0;

/// The word that a `#` in a phrase stands for: any number.
const ANY_NUMBER: u32 = u32::MAX;

/// Every word, and the automaton over them.
#[derive(Default)]
pub(crate) struct Trie {
    /// By the word's [`key`].
    words: HashMap<u64, Word, Quick>,
    table: Table<Quick>,
    /// Whether some phrase begins with any number.
    counts: bool,
}

impl Trie {
    /// Gathers a phrase into `phrases`; [`Trie::finish`] makes them findable.
    pub(crate) fn insert(
        &mut self,
        phrases: &mut Phrases,
        groups: &[Group],
        role: Role,
        language: Language,
    ) {
        phrases.add(groups, role, language, |word| match word {
            "#" => ANY_NUMBER,
            word => self.learn(word, language),
        });
        if let (Role::Number(value), [group]) = (role, groups)
            && let [words] = group.as_slice()
            && let [word] = words.as_slice()
            && let Some(word) = self.words.get_mut(&key(word))
        {
            let others = word.value.map_or(0, |(_, tongues)| tongues.0);
            word.value = Some((value, Tongues(others | Tongues::of(language).0)));
        }
    }

    /// Makes the gathered phrases findable.
    pub(crate) fn finish(&mut self, phrases: &Phrases) {
        let numeric: Vec<u32> = self
            .words
            .values()
            .filter(|word| word.value.is_some() || word.digits)
            .map(|word| word.id)
            .collect();
        self.table = phrases.determine(&numeric, ANY_NUMBER);
        let begins = |word| self.table.edges.contains_key(&(ROOT, word));
        self.counts = begins(ANY_NUMBER);
        for word in self.words.values_mut() {
            word.begins = begins(word.id);
        }
    }

    /// Adds a stop word: it votes for its language.
    pub(crate) fn stop(&mut self, word: &str, language: Language) {
        self.learn(word, language);
        if let Some(known) = self.words.get_mut(&key(word)) {
            known.stop.0 |= Tongues::of(language).0;
        }
    }

    /// Adds a stop word of a language that the bot does not speak, the `nth` of those.
    pub(crate) fn stop_of_other(&mut self, word: &str, nth: usize) {
        let entry = self.words.entry(key(word)).or_default();
        entry.others |= 1_u16.checked_shl(nth as u32).unwrap_or(0);
    }

    /// What is known of each word of a message.
    pub(crate) fn words(&self, normal: &Normal) -> Vec<Word> {
        let tokens = normal.tokens.iter();
        tokens
            .map(|token| self.word(token.key).unwrap_or_default())
            .collect()
    }

    /// What is known of the folded word of this [`key`].
    pub(crate) fn word(&self, key: u64) -> Option<Word> {
        self.words.get(&key).copied()
    }

    /// The number of a word, a new one where it is new.
    fn learn(&mut self, word: &str, language: Language) -> u32 {
        let next = u32::try_from(self.words.len() + 1).unwrap_or(ANY_NUMBER - 1);
        let entry = self.words.entry(key(word)).or_insert(Word {
            id: next,
            digits: word.bytes().all(|byte| byte.is_ascii_digit()),
            ..Word::default()
        });
        entry.known.0 |= Tongues::of(language).0;
        entry.id
    }

    /// Every phrase of `tongues` in the message, in order; within a layer the longest wins and none overlap.
    /// `words` are the message's, looked up. A phrase never spans two clauses.
    pub(crate) fn scan(
        &self,
        normal: &Normal,
        words: &[Word],
        tongues: Tongues,
        hits: &mut Vec<Hit>,
    ) {
        let mut free = [0; LAYERS];
        // Marks and commands work in any language, whatever the rest is in.
        let heard = |role: Role, language| {
            let anyhow = matches!(
                role.layer(),
                Layer::Order | Layer::Part | Layer::Heed | Layer::Amount
            );
            anyhow || tongues.has(language)
        };
        for (at, (token, word)) in normal.tokens.iter().zip(words).enumerate() {
            if !word.begins && (!self.counts || value(token, word).is_none()) {
                continue;
            }
            let mut best: [Option<(u32, usize, Option<u32>)>; LAYERS] = [None; LAYERS];
            self.walk(normal, words, at, |node, len, number| {
                for &(role, language) in &self.table.ends[node as usize] {
                    if heard(role, language) {
                        best[role.layer() as usize] = Some((node, len, number));
                    }
                }
            });
            for (layer, found) in best.iter().enumerate() {
                let Some((node, len, number)) = *found else {
                    continue;
                };
                if at < free[layer] {
                    continue;
                }
                free[layer] = at + len;
                for &(role, language) in &self.table.ends[node as usize] {
                    if role.layer() as usize == layer && heard(role, language) {
                        hits.push(Hit {
                            at,
                            len,
                            role,
                            number,
                        });
                    }
                }
            }
        }
    }

    /// Follows the message from token `at`, telling `met` each node with its length and the last number.
    fn walk(
        &self,
        normal: &Normal,
        words: &[Word],
        at: usize,
        mut met: impl FnMut(u32, usize, Option<u32>),
    ) {
        let (mut node, mut number) = (ROOT, None);
        for (len, (token, word)) in normal.tokens[at..].iter().zip(&words[at..]).enumerate() {
            if token.clause != normal.tokens[at].clause {
                return;
            }
            let value = value(token, word);
            let edge = |word: u32| self.table.edges.get(&(node, word)).copied();
            let exact = if word.id == 0 { None } else { edge(word.id) };
            let any = value.and_then(|_| edge(ANY_NUMBER));
            let Some(next) = exact.or(any) else { return };
            number = if any.is_some() { value } else { number };
            node = next;
            met(node, len + 1, number);
        }
    }
}

/// The number a token stands for, in digits or in words.
pub(crate) fn value(token: &Token, word: &Word) -> Option<u32> {
    token.number.or(word.value.map(|(value, _)| value))
}

type Quick = BuildHasherDefault<Fx>;

/// The multiply-and-rotate hash that compilers use for small keys. The tables are built from the lexicon
/// alone, so nobody can fill them with colliding words.
#[derive(Default)]
struct Fx(u64);

impl Fx {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fx {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, word: u64) {
        self.add(word);
    }

    fn write_u32(&mut self, word: u32) {
        self.add(u64::from(word));
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}
