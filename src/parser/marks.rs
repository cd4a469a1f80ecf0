//! What a post speaks of, as numbers: enough to see that two posts speak of the same, and no word to read.
//!
//! The parser makes them of what other rooms may see; before they reach the board they are hashed again under the
//! network's key ([`Marks::keyed`]), so that they tell nothing to whoever has no key.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::alike;
use super::features::hash;
use super::lexicon::Lexicon;
use super::message::Message;
use super::normal::Normal;
use super::role::{Cue, Role};

/// How many words of a post are marked: what it is about is said first.
const WORDS: usize = 8;
/// How many words of a place.
const PLACES: usize = 3;

/// What a post speaks of, as numbers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Its words that say what it is about.
    #[serde(default, skip_serializing_if = "is_none", with = "few")]
    words: [WordMark; WORDS],
    /// The words of its place.
    #[serde(default, skip_serializing_if = "is_none", with = "few")]
    places: [u32; PLACES],
    /// All numbers in it together; 0 where it has none.
    #[serde(default, skip_serializing_if = "is_zero")]
    numbers: u32,
    /// All of its words together; 0 where it has none.
    #[serde(default, skip_serializing_if = "is_zero")]
    whole: u32,
}

/// One word of a post.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct WordMark {
    /// The word without its ending, or the thing it names in any language.
    pub word: u32,
    /// The class of words that mean about the same; 0 where it has none. A word that names a thing is its own class.
    pub class: u32,
}

impl WordMark {
    /// Whether it names one of the things that have a name in every language.
    #[must_use]
    pub fn is_thing(self) -> bool {
        self.word == self.class
    }
}

impl From<(u32, u32)> for WordMark {
    fn from((word, class): (u32, u32)) -> Self {
        Self { word, class }
    }
}

impl From<WordMark> for (u32, u32) {
    fn from(mark: WordMark) -> Self {
        (mark.word, mark.class)
    }
}

impl fmt::Debug for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Marks({} words)", self.words().count())
    }
}

impl Marks {
    /// The words that say what it is about, each once.
    pub fn words(&self) -> impl Iterator<Item = WordMark> {
        self.words.into_iter().filter(|mark| mark.word != 0)
    }

    /// The words of its place.
    pub fn places(&self) -> impl Iterator<Item = u32> {
        self.places.into_iter().filter(|mark| *mark != 0)
    }

    /// Whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether both are word for word the same.
    #[must_use]
    pub fn same_text(&self, other: &Self) -> bool {
        self.whole != 0 && self.whole == other.whole
    }

    /// Whether both name the same numbers, or none.
    #[must_use]
    pub fn same_numbers(&self, other: &Self) -> bool {
        self.numbers == other.numbers
    }

    /// The same, with every number put through `hash`. Equal ones stay equal; 0, which stands for nothing, stays 0.
    #[must_use]
    pub fn keyed(&self, hash: impl Fn(u32) -> u32) -> Self {
        let keyed = |mark: u32| if mark == 0 { 0 } else { hash(mark).max(1) };
        let mut all = *self;
        for mark in &mut all.words {
            (mark.word, mark.class) = (keyed(mark.word), keyed(mark.class));
        }
        all.words.sort_unstable_by(|one, other| other.cmp(one));
        all.places = all.places.map(keyed);
        (all.numbers, all.whole) = (keyed(all.numbers), keyed(all.whole));
        all
    }

    /// The marks of a post as other rooms may see it.
    pub(crate) fn of(summary: &str, place: Option<&str>, lexicon: &Lexicon) -> Self {
        let message = Message::new(summary, lexicon);
        let mut marks = Self::default();
        let place = place.map(Normal::new).unwrap_or_default();
        let places: Vec<&str> = place.tokens.iter().map(|token| place.word(token)).collect();
        fill(
            &mut marks.places,
            places.iter().map(|word| named(word, lexicon).1.word),
        );
        let (mut numbers, mut whole) = (Vec::new(), 0_u32);
        let mut words: Vec<(bool, WordMark)> = Vec::new();
        for (at, token) in message.tokens().iter().enumerate() {
            if token.symbol {
                continue;
            }
            let word = message.normal.word(token);
            whole = whole.rotate_left(5) ^ hash(word).max(1);
            if let Some(number) = token.number {
                numbers.push(number);
                continue;
            }
            let (thing, mark) = named(word, lexicon);
            if places.contains(&word) || !(thing || tells(&message, at, word)) {
                continue;
            }
            if !words.iter().any(|(_, known)| known.word == mark.word) {
                words.push((thing, mark));
            }
        }
        // What names a thing goes first, so that a long story does not crowd it out.
        words.sort_by_key(|(thing, _)| !thing);
        fill(&mut marks.words, words.into_iter().map(|(_, mark)| mark));
        if !numbers.is_empty() {
            marks.numbers = hash(&format!("{numbers:?}")).max(1);
        }
        marks.whole = whole;
        marks
    }
}

/// The mark of a folded word, and whether it names one of the things that have a name in every language.
fn named(word: &str, lexicon: &Lexicon) -> (bool, WordMark) {
    // Arabic and Hebrew write small words together with the next one.
    let apart = (!word.is_ascii()).then(|| lexicon.redactor.words().unprefixed(word));
    let mut forms = std::iter::once(word).chain(apart.into_iter().flatten());
    let thing = forms.find(|form| alike::thing(form).is_some());
    let class = lexicon.model.classes.of(hash(word));
    let word = alike::meaning(thing.unwrap_or(word)).max(1);
    let class = match (thing, class) {
        (Some(_), _) => word,
        (None, 0) => 0,
        (None, class) => hash(&format!("class {class}")).max(1),
    };
    (thing.is_some(), WordMark { word, class })
}

/// Whether the word at token `at` says what a message is about, rather than who asks, when, or how.
fn tells(message: &Message, at: usize, word: &str) -> bool {
    let covers = |role: fn(Role) -> bool| {
        let mut hits = message.hits.iter();
        hits.any(|hit| hit.at <= at && at < hit.end() && role(hit.role))
    };
    let short = if word.is_ascii() { 3 } else { 2 };
    if word.chars().count() < short {
        return false;
    }
    if covers(|role| matches!(role, Role::Thing(_))) {
        return true;
    }
    let stop = message.words.get(at).is_some_and(|known| known.stop.0 != 0);
    let turn = |role| !matches!(role, Role::Cue(Cue::Plight | Cue::Kin));
    !stop && !covers(turn)
}

/// Puts as many items into an array as it holds.
fn fill<T, const N: usize>(array: &mut [T; N], items: impl Iterator<Item = T>) {
    for (slot, item) in array.iter_mut().zip(items) {
        *slot = item;
    }
}

fn is_none<T: Default + PartialEq, const N: usize>(items: &[T; N]) -> bool {
    items.iter().all(|item| *item == T::default())
}

fn is_zero(mark: &u32) -> bool {
    *mark == 0
}

/// Arrays of a few items, without the empty places.
mod few {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S, T, const N: usize>(items: &[T; N], to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        T: Serialize + Default + PartialEq,
    {
        to.collect_seq(items.iter().filter(|item| **item != T::default()))
    }

    pub fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<[T; N], D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de> + Copy + Default,
    {
        let mut items = [T::default(); N];
        super::fill(&mut items, Vec::<T>::deserialize(from)?.into_iter());
        Ok(items)
    }
}
