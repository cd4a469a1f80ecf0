//! The statistical half of detection: a linear model over hashed features (`features.rs`), compiled in, and a small network
//! beside it (`hidden.rs`) whose scores are added to its own.
//!
//! One number a bucket and kind, eight bits each; each part of it hears some of the features ([`Part`]). What it was
//! trained on, and how well it does, is written in `config/model/README.md`.

use std::borrow::Cow;

use super::about::{About, named_buckets};
pub use super::about::{AboutLearnt, topic_bucket, topic_buckets};
use super::classes::{Classes, ENTRY};
use super::counting::{self, candidates};
use super::detect::bare;
pub use super::features::Part;
use super::features::{BITS, GROUPS, Group, TO_A_QUESTION, visit};
use super::grammar::points;
use super::hidden::Hidden;
pub use super::hidden::{HiddenLearnt, UNITS, hidden_bucket, hidden_buckets};
use super::lexicon::Lexicon;
use super::message::Message;
use super::role::Cue;
use super::topic::Named;
use super::{Category, Language};
use crate::board::Kind;

/// The model compiled in.
const BUILTIN: &[u8] = include_bytes!("../../config/model/detector.bin");

/// How a model file begins.
const MAGIC: &[u8; 8] = b"wegotus6";

const BUCKETS: usize = 1 << BITS;

/// What a point of the grammar adds to a score. More helps plain words and hurts hints; chosen on the development
/// parts.
const GRAMMAR: f32 = 0.1;

/// How many weights are added up at once: no sum of so many bytes is too large for sixteen bits.
const BATCH: usize = 64;

/// What takes from the score of a message that is handed on from elsewhere.
const FORWARDED: f32 = -1.0;

/// What somebody means who answers a post, as far as it can be learnt; [`Meant::None`] is talk.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Meant {
    /// Talk.
    None,
    /// Takes it.
    Claim,
    /// Next in line.
    Backup,
    /// Lets go of it.
    Release,
    /// It is done.
    Done,
    /// Takes it off.
    Withdraw,
    /// Yes.
    Yes,
    /// No.
    No,
    /// Another neighbour, please.
    SomeoneElse,
}

/// Every [`Meant`], in the order of the model's weights.
pub const MEANT: [Meant; 9] = [
    Meant::None,
    Meant::Claim,
    Meant::Backup,
    Meant::Release,
    Meant::Done,
    Meant::Withdraw,
    Meant::Yes,
    Meant::No,
    Meant::SomeoneElse,
];

/// How many of a bucket's bits an answer's features keep: there is less to learn from.
const ANSWER_BITS: u32 = 19;

/// The bucket of a feature among those of answers.
#[must_use]
pub const fn answer_bucket(bucket: u32) -> u32 {
    bucket >> (BITS - ANSWER_BITS)
}

/// The feature that an answer to a question has besides those of its words, among those of answers: bucket and value.
#[must_use]
pub const fn to_a_question() -> (u32, f32) {
    (answer_bucket(TO_A_QUESTION), 1.0)
}

/// How many buckets the features of answers have.
#[must_use]
pub const fn answer_buckets() -> usize {
    1 << ANSWER_BITS
}

/// How many buckets the features of numbers in claims have.
#[must_use]
pub const fn count_buckets() -> usize {
    1 << counting::BITS
}

/// A number that a claim may take, with what speaks for it and against it: what the trainer learns from.
pub struct Counted {
    /// How many.
    pub value: u32,
    /// Whether it stands there as a number.
    pub said: bool,
    /// Buckets and values, in order.
    pub features: Vec<(u32, f32)>,
}

/// Every number that a claim in these words may take.
#[must_use]
pub fn counts_of(text: &str, lexicon: &Lexicon) -> Vec<Counted> {
    let message = Message::new(text, lexicon);
    let counted = candidates(&message, &lexicon.model.classes);
    let counted = counted.into_iter().map(|mut it| {
        let scale = counting::scale(it.features.len());
        it.features.sort_unstable();
        let same = it.features.chunk_by(|one, other| one == other);
        Counted {
            value: it.value,
            said: it.said,
            features: same
                .map(|same| (same[0], scale * same.len() as f32))
                .collect(),
        }
    });
    counted.collect()
}

/// What the model says of a kind before it is made a confidence.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Scores {
    /// Of a need.
    pub need: f32,
    /// Of an offer.
    pub offer: f32,
}

/// How a kind's score becomes a confidence: the logistic function of `slope * score + shift`, and gentler where that
/// is steep ([`Scale::log_odds`]).
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Scale {
    /// What a score is multiplied by.
    pub slope: f32,
    /// What is added then.
    pub shift: f32,
}

/// The scale of a kind in each language, and where none shows: by [`row`].
pub type Scales = [Scale; LANGUAGES];

/// The languages that have scales of their own, and one for none.
pub const LANGUAGES: usize = Language::ALL.len() + 1;

/// Where a language's scale stands among [`Scales`].
#[must_use]
pub fn row(language: Option<Language>) -> usize {
    language.map_or(LANGUAGES - 1, |language| language as usize)
}

/// Weights for every bucket, and what they mean.
#[derive(Clone, Default)]
pub struct Model {
    /// Two weights a bucket: need, offer.
    weights: Cow<'static, [u8]>,
    unit: f32,
    bias: Scores,
    hidden: Hidden,
    need: Scales,
    offer: Scales,
    /// For each bucket of answers, a weight for each of [`MEANT`].
    answers: Cow<'static, [u8]>,
    answers_unit: f32,
    answers_bias: [f32; MEANT.len()],
    /// For each bucket of [`counting`], a weight.
    counts: Cow<'static, [u8]>,
    counts_unit: f32,
    counts_bias: f32,
    about: About,
    pub(crate) classes: Classes,
}

/// A model file that does not hold a model of this build.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is not a detector model of this version; make one with `cargo xtask train`")]
pub struct NotAModel;

/// A model before it is written: weights as they were learnt.
pub struct Learnt {
    /// Two weights (need, offer) for each bucket of each group; see [`buckets`].
    pub weights: Vec<[f32; 2]>,
    /// What is added to every score.
    pub bias: Scores,
    /// The second opinion, which is added to the scores.
    pub hidden: HiddenLearnt,
    /// How needs' scores are read.
    pub need: Scales,
    /// How offers' scores are read.
    pub offer: Scales,
    /// For each bucket of answers, a weight for each of [`MEANT`].
    pub answers: Vec<[f32; MEANT.len()]>,
    /// What is added for each of [`MEANT`].
    pub answers_bias: [f32; MEANT.len()],
    /// For each bucket of [`counts_of`], a weight: how much speaks for a number being how many a claim takes.
    pub counts: Vec<f32>,
    /// What is added for each number.
    pub counts_bias: f32,
    /// What posts are about.
    pub about: AboutLearnt,
    /// The classes of words: the hash of each folded word ([`word_hash`]) and its class from 1.
    pub classes: Vec<(u32, u16)>,
}

/// How many buckets all groups have together.
#[must_use]
pub const fn buckets() -> usize {
    BUCKETS
}

/// The hash by which a word's class is found; `word` is folded as the parser folds it.
#[must_use]
pub fn word_hash(word: &str) -> u32 {
    super::features::hash(&super::normal::fold(word))
}

/// The features of a text that each of these parts of the model hears, with what each is worth, in the order of their buckets:
/// what the trainer learns from. `skip` leaves a folded word out.
#[must_use]
pub fn features_of<const N: usize>(
    text: &str,
    lexicon: &Lexicon,
    skip: impl Fn(&str) -> bool,
    parts: [Part; N],
) -> [Vec<(u32, f32)>; N] {
    let message = Message::new(text, lexicon);
    let mut met = Vec::new();
    let mut counts = [0_u32; GROUPS];
    visit(&message, &lexicon.model.classes, skip, |group, bucket| {
        counts[group as usize] += 1;
        met.push((bucket, group));
    });
    met.sort_unstable_by_key(|&(bucket, _)| bucket);
    parts.map(|part| {
        let mut features: Vec<(u32, f32)> = Vec::new();
        for &(bucket, group) in met.iter().filter(|(_, group)| part.hears(*group)) {
            let value = scale(group, counts[group as usize]);
            match features.last_mut() {
                Some(last) if last.0 == bucket => last.1 += value,
                _ => features.push((bucket, value)),
            }
        }
        features
    })
}

/// What the lexicons' words say of what a text is about, as features among those of [`topic_buckets`], in order.
#[must_use]
pub fn topics_named(text: &str, lexicon: &Lexicon) -> Vec<(u32, f32)> {
    let message = Message::new(text, lexicon);
    let named = lexicon.topics.named(&message, lexicon.redactor.words());
    named_buckets(&named).collect()
}

/// How much a text standing alone sounds like a need and like an offer, before it is scaled.
#[must_use]
pub fn scores_of(text: &str, lexicon: &Lexicon) -> Scores {
    alone(&Message::new(text, lexicon), lexicon)
}

/// What a message that says nothing scores: less than any that does.
const NOTHING: Scores = Scores {
    need: -100.0,
    offer: -100.0,
};

fn alone(message: &Message, lexicon: &Lexicon) -> Scores {
    if bare(message) {
        NOTHING
    } else {
        lexicon.model.scores(message)
    }
}

/// The log odds that a text standing alone is a need, and an offer: what its confidence is made from.
#[must_use]
pub fn odds_of(text: &str, lexicon: &Lexicon) -> Scores {
    let message = Message::new(text, lexicon);
    let scores = alone(&message, lexicon);
    let scale = |kind| lexicon.model.scale(kind, message.guess.language);
    Scores {
        need: scale(Kind::Need).log_odds(scores.need),
        offer: scale(Kind::Offer).log_odds(scores.offer),
    }
}

/// The language a text seems to be in.
#[must_use]
pub fn language_of(text: &str, lexicon: &Lexicon) -> Option<Language> {
    Message::new(text, lexicon).guess.language
}

impl Model {
    /// The model compiled in.
    #[must_use]
    pub fn builtin() -> Self {
        // A test proves that the file compiled in is sound.
        Self::parse(BUILTIN, Cow::Borrowed).unwrap_or_default()
    }

    /// Reads what [`Learnt::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are not such a file.
    pub fn read(bytes: &[u8]) -> Result<Self, NotAModel> {
        Self::parse(bytes, |part| Cow::Owned(part.to_vec()))
    }

    /// Weights and classes stay as they are in the file: `hold` keeps a part of it.
    fn parse<'a>(
        bytes: &'a [u8],
        hold: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, NotAModel> {
        let mut reader = Reader(bytes);
        if reader.take(MAGIC.len())? != MAGIC || reader.u32()? != BITS {
            return Err(NotAModel);
        }
        let unit = reader.f32()?;
        let bias = Scores {
            need: reader.f32()?,
            offer: reader.f32()?,
        };
        let (need, offer) = (reader.scales()?, reader.scales()?);
        let weights = reader.take(BUCKETS * 2)?;
        let hidden = Hidden::parse(&mut reader, &hold)?;
        let answers_unit = reader.f32()?;
        let mut answers_bias = [0.0; MEANT.len()];
        for bias in &mut answers_bias {
            *bias = reader.f32()?;
        }
        let answers = reader.take(answer_buckets() * MEANT.len())?;
        let (counts_unit, counts_bias) = (reader.f32()?, reader.f32()?);
        let counts = reader.take(count_buckets())?;
        let about = About::parse(&mut reader, &hold)?;
        let count = reader.u32()? as usize;
        let classes = reader.take(count.checked_mul(ENTRY).ok_or(NotAModel)?)?;
        Ok(Self {
            weights: hold(weights),
            unit,
            bias,
            hidden,
            need,
            offer,
            answers: hold(answers),
            answers_unit,
            answers_bias,
            counts: hold(counts),
            counts_unit,
            counts_bias,
            about,
            classes: Classes::packed(hold(classes)),
        })
    }

    /// How much a message sounds like a need and like an offer.
    pub(crate) fn scores(&self, message: &Message) -> Scores {
        let met = self.met(message);
        let [need, offer] = weighed(&met, Part::First, |bucket| {
            weights(&self.weights, bucket).unwrap_or_default()
        });
        let units = weighed(&met, Part::Second, |bucket| self.hidden.weights(bucket));
        let [need_beside, offer_beside] = self.hidden.says(units, message.guess.language);
        let need = self.bias.need + need * self.unit + need_beside;
        let offer = self.bias.offer + offer * self.unit + offer_beside;
        let forwarded = message.cues().any(|(cue, _)| cue == Cue::Forward);
        let circumstance = if forwarded { FORWARDED } else { 0.0 };
        let plain = points(message);
        Scores {
            need: need + (GRAMMAR * plain.need + circumstance),
            offer: offer + (GRAMMAR * plain.offer + circumstance),
        }
    }

    /// The buckets of a message's features, by group.
    fn met(&self, message: &Message) -> Met {
        // Two runs begin at nearly every byte, and no group has more: to let the vectors grow cost a quarter of a reading's time.
        let most = message.normal.folded.len() * 2;
        let mut met: Met = std::array::from_fn(|_| Vec::with_capacity(most));
        let keep = |group, bucket| met[group as usize].push(bucket);
        visit(message, &self.classes, |_| false, keep);
        met
    }

    /// What an answer to a post most likely means of what it `may` mean, and by how much that stands out from the
    /// next likely; `asked` when it answers a question. What most likely means something that it may not mean is talk.
    pub(crate) fn meant(
        &self,
        message: &Message,
        asked: bool,
        may: impl Fn(Meant) -> bool,
    ) -> (Meant, f32) {
        let weights =
            |bucket| -> [i8; MEANT.len()] { weights(&self.answers, bucket).unwrap_or_default() };
        let mut scores = weighed(&self.met(message), Part::Answers, |bucket| {
            weights(answer_bucket(bucket))
        });
        let (bucket, value) = to_a_question();
        let question = weights(bucket).map(|weight| {
            if asked {
                f32::from(weight) * value
            } else {
                0.0
            }
        });
        for ((score, question), bias) in scores.iter_mut().zip(question).zip(self.answers_bias) {
            *score = (*score + question) * self.answers_unit + bias;
        }
        let (mut best, mut next) = ((Meant::None, f32::MIN), f32::MIN);
        for (meant, score) in MEANT.into_iter().zip(scores) {
            let meant = if may(meant) { meant } else { Meant::None };
            if score > best.1 {
                if meant != best.0 {
                    next = best.1;
                }
                best = (meant, score);
            } else if score > next && meant != best.0 {
                next = score;
            }
        }
        (best.0, best.1 - next)
    }

    /// What a post is about; `named` is what the lexicons' words say of it.
    pub(crate) fn category(&self, message: &Message, named: &Named) -> Category {
        let said = weighed(&self.met(message), Part::Topics, |bucket| {
            self.about.weights(topic_bucket(bucket))
        });
        self.about.category(said, named)
    }

    /// How many of a counted post a claim takes, where its words tell.
    pub(crate) fn counted(&self, message: &Message) -> Option<u32> {
        let weighed = candidates(message, &self.classes)
            .into_iter()
            .map(|candidate| {
                let weight = |bucket: &u32| self.counts.get(*bucket as usize).copied().unwrap_or(0);
                let weights = candidate.features.iter().map(weight);
                let sum: i32 = weights.map(|it| i32::from(it.cast_signed())).sum();
                let scale = self.counts_unit * counting::scale(candidate.features.len());
                (candidate.value, sum as f32 * scale + self.counts_bias)
            });
        let best = weighed.max_by(|one, other| one.1.total_cmp(&other.1))?;
        (best.1 > 0.0).then_some(best.0)
    }

    /// A model that knows these classes of words and nothing else: what training begins with.
    #[must_use]
    pub fn untaught(classes: Vec<(u32, u16)>) -> Self {
        Self {
            classes: Classes::new(classes),
            ..Self::default()
        }
    }

    /// How a kind's scores are read.
    #[must_use]
    pub fn scale(&self, kind: Kind, language: Option<Language>) -> Scale {
        let scales = match kind {
            Kind::Need => &self.need,
            Kind::Offer => &self.offer,
        };
        scales[row(language)]
    }
}

/// The weights of a bucket, one byte each.
pub(super) fn weights<const N: usize>(all: &[u8], bucket: u32) -> Option<[i8; N]> {
    let of_bucket: &[u8; N] = all.as_chunks().0.get(bucket as usize)?;
    Some(of_bucket.map(u8::cast_signed))
}

/// The buckets of a message's features, by [`Group`].
type Met = [Vec<u32>; GROUPS];

/// The sums of what a part of the model says of each feature that it hears, as many as a bucket has weights, in their unit.
fn weighed<const N: usize>(met: &Met, part: Part, weights: impl Fn(u32) -> [i8; N]) -> [f32; N] {
    let mut scores = [0.0; N];
    let heard = GROUP.into_iter().zip(met);
    for (group, met) in heard.filter(|(group, _)| part.hears(*group)) {
        let mut sums = [0_i32; N];
        for batch in met.chunks(BATCH) {
            // They lie far apart: fetched one right after the other, their waits for memory overlap.
            let mut fetched = [[0; N]; BATCH];
            for (fetched, &bucket) in fetched.iter_mut().zip(batch) {
                *fetched = weights(bucket);
            }
            let mut batched = [0_i16; N];
            for weights in &fetched {
                for (sum, &weight) in batched.iter_mut().zip(weights) {
                    *sum += i16::from(weight);
                }
            }
            for (sum, batched) in sums.iter_mut().zip(batched) {
                *sum += i32::from(batched);
            }
        }
        let scale = scale(group, met.len() as u32);
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum as f32 * scale;
        }
    }
    scores
}

/// Every [`Group`], in the order of its numbers.
const GROUP: [Group; GROUPS] = [
    Group::Words,
    Group::Pieces,
    Group::Classes,
    Group::Signs,
    Group::Runs,
];

/// How much more runs weigh than words or classes; chosen on the development parts.
const RUNS: f32 = 1.4;

/// What each of `count` features of a group weighs.
#[must_use]
pub fn scale(group: Group, count: u32) -> f32 {
    let count = count.max(1) as f32;
    match group {
        Group::Words | Group::Pieces | Group::Classes => 1.0 / count.sqrt(),
        Group::Runs => RUNS / count.sqrt(),
        Group::Signs => 0.25,
    }
}

/// The log odds of the confidence 0.9, at which by default a post is made.
pub const CERTAIN: f32 = 2.197_224_4;

/// The log odds of the confidence 0.6, at which by default the author is asked.
pub const UNSURE: f32 = 0.405_465_2;

/// How much a score adds at most to the log odds beyond those two, as it does in most languages. Where the scores that stand for
/// them lie close together the slope between them says little of others: everything would be certain or nothing, and what
/// the circumstances add would count for nothing.
const GENTLE: f32 = 5.0;

impl Scale {
    /// The confidence, 0 to 1, that a score amounts to; `beside` is what the circumstances add, in log odds.
    #[must_use]
    pub fn confidence(&self, score: f32, beside: f32) -> f32 {
        1.0 / (1.0 + (-(self.log_odds(score) + beside)).exp())
    }

    /// The log odds that a score amounts to.
    #[must_use]
    pub fn log_odds(&self, score: f32) -> f32 {
        let odds = self.slope * score + self.shift;
        let between = odds.clamp(UNSURE, CERTAIN);
        between + (odds - between) * (GENTLE / self.slope).min(1.0)
    }
}

impl Learnt {
    /// The file of this model; the same weights give the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (unit, weights) = packed(&self.weights);
        let (answers_unit, answers) = packed(&self.answers);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(BITS.to_le_bytes());
        let Scores { need, offer } = self.bias;
        let scales = self
            .need
            .iter()
            .chain(&self.offer)
            .map(|scale| [scale.slope, scale.shift]);
        for value in [unit, need, offer].into_iter().chain(scales.flatten()) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(weights);
        self.hidden.write(&mut bytes);
        bytes.extend(answers_unit.to_le_bytes());
        bytes.extend(self.answers_bias.iter().flat_map(|bias| bias.to_le_bytes()));
        bytes.extend(answers);
        let (counts_unit, counts) = packed(self.counts.as_chunks::<1>().0);
        bytes.extend(counts_unit.to_le_bytes());
        bytes.extend(self.counts_bias.to_le_bytes());
        bytes.extend(counts);
        self.about.write(&mut bytes);
        let classes = Classes::new(self.classes.clone());
        let count = u32::try_from(classes.bytes().len() / ENTRY).unwrap_or(u32::MAX);
        bytes.extend(count.to_le_bytes());
        bytes.extend(classes.bytes());
        bytes
    }
}

/// Weights in eight bits each, and the unit they are counted in.
pub(super) fn packed<const N: usize>(weights: &[[f32; N]]) -> (f32, Vec<u8>) {
    let flat = weights.as_flattened();
    let most = flat
        .iter()
        .fold(0_f32, |most, weight| most.max(weight.abs()));
    let unit = (most / 127.0).max(f32::MIN_POSITIVE);
    // Within -127 to 127, for the largest is 127 units.
    let pack = |weight: &f32| ((weight / unit).round() as i8).cast_unsigned();
    (unit, flat.iter().map(pack).collect())
}

/// What is left of a file.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], NotAModel> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(NotAModel)?;
        self.0 = rest;
        Ok(taken)
    }

    fn four(&mut self) -> Result<[u8; 4], NotAModel> {
        self.take(4)?.try_into().map_err(|_| NotAModel)
    }

    fn u32(&mut self) -> Result<u32, NotAModel> {
        Ok(u32::from_le_bytes(self.four()?))
    }

    pub(super) fn f32(&mut self) -> Result<f32, NotAModel> {
        Ok(f32::from_le_bytes(self.four()?))
    }

    fn scales(&mut self) -> Result<Scales, NotAModel> {
        let mut scales = Scales::default();
        for scale in &mut scales {
            scale.slope = self.f32()?;
            scale.shift = self.f32()?;
        }
        Ok(scales)
    }
}
