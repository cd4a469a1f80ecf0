//! Message → the features that the [model](super::model) weighs, as numbers of buckets.
//!
//! Five groups, each scaled on its own so that a long story and a short line weigh alike: **words** (single, in pairs,
//! pairs one apart, and in threes), **classes** of words that mean alike (in the same ways), **pieces** of words (of three
//! to five letters, which carry over to spellings and inflections never seen), **runs** of characters (of four and of six,
//! wherever words begin and end, so that they tell how words are joined too) and **signs** (what the lexicon's phrases say
//! together, in any language). The trainer and the reader gather them by this one function; not every part of the model
//! hears all of them ([`Part`]).

use super::Category;
use super::classes::Classes;
use super::message::Message;
use super::normal::Token;
use super::role::{Cue, Role, Time};

/// How many buckets there are, as a power of two.
pub(crate) const BITS: u32 = 21;

/// How many words of a message are weighed: nobody asks for help in more.
const WORDS: usize = 400;

/// How many letters of a word are taken apart.
const LETTERS: usize = 24;

/// How many characters a run has.
const RUNS: [u32; 2] = [4, 6];

/// How many characters between two words are looked at.
const BETWEEN: usize = 4;

/// How many cues of a message are paired with each other.
const CUES: usize = 24;

/// A group of features with a scale of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Words, and words together.
    Words,
    /// Letters of a word that follow each other.
    Pieces,
    /// Kinds of words that mean alike.
    Classes,
    /// What phrases of the lexicon say.
    Signs,
    /// Runs of characters wherever words begin and end.
    Runs,
}

/// A part of the model.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// What is said of needs and of offers at first.
    First,
    /// The second opinion, of the hidden layer.
    Second,
    /// What is said of answers.
    Answers,
    /// What is said of what a post is about.
    Topics,
}

impl Part {
    /// Whether it hears the features of a group; chosen on the development parts. What runs tell includes what pieces do, so
    /// none hears both. The second opinion learns most from the corpora, which are small: few different pieces tell it more
    /// than many different runs. Answers are short, and said in so few words that runs cover them with their neighbours; words
    /// and classes beside them only fill the buckets. What a post is about is told by the beginnings of words, which are runs.
    #[must_use]
    pub const fn hears(self, group: Group) -> bool {
        match self {
            Self::First => !matches!(group, Group::Pieces),
            Self::Second => !matches!(group, Group::Runs),
            Self::Answers | Self::Topics => matches!(group, Group::Signs | Group::Runs),
        }
    }
}

/// How many groups there are.
pub(crate) const GROUPS: usize = 5;

/// The bucket of an answer that is given to a question.
pub(crate) const TO_A_QUESTION: u32 = bucket(mix(QUESTION));

/// The bucket that a feature falls into: the upper bits of its number.
const fn bucket(hash: u32) -> u32 {
    hash >> (32 - BITS)
}

/// Calls `met` with every feature of the message, word by word. `skip` leaves a word out: what happened to be
/// talked about in the training text, not how people ask.
pub(crate) fn visit(
    message: &Message,
    classes: &Classes,
    skip: impl Fn(&str) -> bool,
    mut met: impl FnMut(Group, u32),
) {
    signs(message, &mut met);
    runs(message, &skip, &mut met);
    words(message, classes, skip, met);
}

fn words(
    message: &Message,
    classes: &Classes,
    skip: impl Fn(&str) -> bool,
    mut met: impl FnMut(Group, u32),
) {
    let end = |sentence| {
        if message.normal.asked(sentence) {
            ASKED
        } else {
            END
        }
    };
    let (mut before, mut two_before) = (START, START);
    let (mut class_before, mut class_two_before) = (0, 0);
    let mut sentence = 0;
    for token in message.tokens().iter().take(WORDS) {
        if token.sentence != sentence {
            sentence = token.sentence;
            met(Group::Words, bucket(join(before, end(sentence - 1))));
            (before, two_before) = (START, START);
            (class_before, class_two_before) = (0, 0);
        }
        let word = message.normal.word(token);
        let (hash, class) = if token.number.is_some() {
            (NUMBER, 0)
        } else if skip(word) {
            (SKIPPED, 0)
        } else {
            pieces(word, |piece| met(Group::Pieces, bucket(piece)));
            let hash = hash(word);
            met(Group::Words, bucket(hash));
            (hash, classes.of(hash))
        };
        met(Group::Words, bucket(join(before, hash)));
        met(Group::Words, bucket(join(join(two_before, GAP), hash)));
        let class = u32::from(class).wrapping_mul(CLASS);
        if class != 0 {
            met(Group::Classes, bucket(mix(class)));
            met(Group::Classes, bucket(join(class, class_before)));
            met(
                Group::Classes,
                bucket(join(class, join(GAP, class_two_before))),
            );
            if class_before != 0 && class_two_before != 0 {
                let three = join(class_before, join(THREE, class_two_before));
                met(Group::Classes, bucket(join(class, three)));
            }
        }
        met(
            Group::Words,
            bucket(join(join(join(two_before, THREE), before), hash)),
        );
        (class_two_before, class_before) = (class_before, class);
        (two_before, before) = (before, hash);
    }
    met(Group::Words, bucket(join(before, end(sentence))));
}

/// Every run of characters of the message as it is folded. A blank is one however wide, and so is a number however long.
fn runs(message: &Message, skip: impl Fn(&str) -> bool, met: &mut impl FnMut(Group, u32)) {
    // A number for what stands before each character, and so one for what stands between two (Karp and Rabin 1987).
    let mut before = Vec::with_capacity(message.normal.folded.len() + 3);
    before.push(0_u32);
    characters(message, skip, |character| {
        let so_far = before.last().copied().unwrap_or_default();
        before.push(so_far.wrapping_mul(ROLL).wrapping_add(character));
    });
    for length in RUNS {
        let gone = ROLL.wrapping_pow(length);
        for (from, to) in before.iter().zip(before.iter().skip(length as usize)) {
            let run = to.wrapping_sub(from.wrapping_mul(gone));
            met(Group::Runs, bucket(mix(run ^ length)));
        }
    }
}

/// The characters that runs are made of.
fn characters(message: &Message, skip: impl Fn(&str) -> bool, mut met: impl FnMut(u32)) {
    let folded = &message.normal.folded;
    let mut from = 0;
    met(EDGE);
    for token in message.tokens().iter().take(WORDS) {
        let (start, end) = token.folded;
        between(folded.get(from..start).unwrap_or_default(), &mut met);
        let word = message.normal.word(token);
        if token.number.is_some() {
            met(NUMBER);
        } else if skip(word) {
            met(SKIPPED);
        } else {
            word.chars().take(LETTERS).map(u32::from).for_each(&mut met);
        }
        from = end;
    }
    between(folded.get(from..).unwrap_or_default(), &mut met);
    met(EDGE);
}

/// What stands between two words.
fn between(text: &str, met: &mut impl FnMut(u32)) {
    let mut blank = false;
    for character in text.chars().take(BETWEEN) {
        let before = std::mem::replace(&mut blank, character.is_whitespace());
        if !blank {
            met(u32::from(character));
        } else if !before {
            met(u32::from(' '));
        }
    }
}

/// Every piece of three to five letters of a word with its edges.
pub(crate) fn pieces(word: &str, mut met: impl FnMut(u32)) {
    let mut letters = [0_u32; LETTERS + 2];
    let mut len = 1;
    letters[0] = EDGE;
    for c in word.chars().take(LETTERS) {
        letters[len] = u32::from(c);
        len += 1;
    }
    letters[len] = EDGE;
    len += 1;
    for at in 0..len.saturating_sub(2) {
        let mut run = join(join(letters[at], letters[at + 1]), letters[at + 2]);
        met(mix(run));
        for more in [3, 4] {
            let Some(&letter) = letters[..len].get(at + more) else {
                break;
            };
            run = join(run, letter);
            met(mix(run));
        }
    }
}

/// What the phrases of the lexicon say, alone and together.
fn signs(message: &Message, met: &mut impl FnMut(Group, u32)) {
    let mut seen = Seen::default();
    let mut say = |hash: u32| {
        let bucket = bucket(mix(hash ^ SIGN));
        if seen.is_new(bucket) {
            met(Group::Signs, bucket);
        }
    };
    let mut cues: [Option<(Cue, &Token, usize)>; CUES] = [None; CUES];
    let mut count = 0;
    for (cue, hit) in message.cues().take(CUES) {
        let Some(token) = message.tokens().get(hit.at) else {
            continue;
        };
        cues[count] = Some((cue, token, hit.at));
        count += 1;
    }
    for (nth, &(cue, token, at)) in cues.iter().flatten().enumerate() {
        let cue = cue as u32 + 1;
        let asks = u32::from(message.normal.asks(token));
        say(cue);
        say(join(cue, 100 + asks));
        if at == 0 {
            say(join(cue, 102));
        }
        for &(other, beside, _) in cues[..nth].iter().flatten() {
            let (low, high) = (cue.min(other as u32 + 1), cue.max(other as u32 + 1));
            say(join(join(low, high), 103));
            if beside.sentence == token.sentence {
                say(join(join(low, high), 104));
            }
        }
    }
    let mut things: [bool; 17] = [false; 17];
    for hit in &message.hits {
        let Some(token) = message.tokens().get(hit.at) else {
            continue;
        };
        match hit.role {
            Role::Thing(category) => {
                let kind = category as u32;
                if let Some(thing) = things.get_mut(kind as usize) {
                    *thing = true;
                }
                say(join(kind, 200));
                let weighty = if category == Category::Other {
                    207
                } else {
                    201
                };
                for &(cue, beside, at) in cues.iter().flatten() {
                    let cue = cue as u32 + 1;
                    if beside.sentence == token.sentence {
                        let after = u32::from(at <= hit.at);
                        say(join(join(cue, weighty), after));
                        say(join(join(cue, kind), 202 + after));
                        if beside.clause == token.clause {
                            say(join(join(cue, weighty), 205 + after));
                        }
                    }
                }
            }
            Role::Time(time) => {
                let time = match time {
                    Time::Day(_) | Time::Weekday(_) => 1,
                    Time::Month(_) => 2,
                    Time::Morning | Time::Evening | Time::Oclock => 3,
                    // The rest only joins days and hours.
                    _ => continue,
                };
                say(join(time, 300));
                for &(cue, beside, _) in cues.iter().flatten() {
                    if beside.sentence == token.sentence {
                        say(join(join(cue as u32 + 1, time), 301));
                    }
                }
            }
            _ => {}
        }
    }
    let kinds = things.iter().filter(|&&thing| thing).count();
    say(join(u32::try_from(kinds.min(4)).unwrap_or(4), 400));
    if message.names_place() {
        say(401);
    }
    let numbers = message
        .tokens()
        .iter()
        .take(WORDS)
        .filter(|token| token.number.is_some());
    say(join(
        u32::try_from(numbers.count().min(3)).unwrap_or(3),
        402,
    ));
    let words = message.tokens().len().min(WORDS);
    say(join(words.checked_ilog2().unwrap_or(0), 403));
    if words > 0 && message.normal.asked(message.tokens()[words - 1].sentence) {
        say(404);
    }
}

/// The signs met already, few enough to look through.
#[derive(Default)]
struct Seen(Vec<u32>);

impl Seen {
    fn is_new(&mut self, sign: u32) -> bool {
        let new = !self.0.contains(&sign);
        if new {
            self.0.push(sign);
        }
        new
    }
}

const START: u32 = 0x1b56_c4e9;
const END: u32 = 0x9e62_70d1;
const ASKED: u32 = 0x3c6e_f372;
const ROLL: u32 = 0x9e37_79b1;
const NUMBER: u32 = 0x5851_f42d;
const SKIPPED: u32 = 0x4c95_7f2d;
const QUESTION: u32 = 0x2f0b_4f27;
const THREE: u32 = 0x7f4a_7c15;
pub(crate) const GAP: u32 = 0x27d4_eb2f;
const EDGE: u32 = 0x0011_0000;
pub(crate) const CLASS: u32 = 0x0101_0163;
const SIGN: u32 = 0x51ab_37d9;

/// The number of a folded word (FNV-1a, mixed).
pub(crate) fn hash(word: &str) -> u32 {
    let fnv = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    mix(word.as_bytes().iter().fold(0x811c_9dc5, fnv))
}

pub(crate) fn join(one: u32, other: u32) -> u32 {
    mix(one.rotate_left(7) ^ other.wrapping_mul(0x9e37_79b1))
}

/// Spreads a number over all bits (the finaliser of MurmurHash3).
const fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}
