//! What a post is about, as it was learnt: a linear classifier for each category over the runs of characters and the signs of a
//! message ([`Part::Topics`](super::features::Part)), and over what the lexicons' words say ([`topic`](super::topic)).
//!
//! "The cot is going to the tip" names no category that a list would have; what hundreds of posts for each of them had
//! in common tells it. The lists are heard all the same: they know words that were never learnt.

use std::borrow::Cow;

use super::Category;
use super::features;
use super::model::{NotAModel, Reader, packed, weights};
use super::topic::Named;

/// How many categories there are.
const CATEGORIES: usize = Category::ALL.len();

/// How many buckets a message's features have here, as a power of two.
const BITS: u32 = 16;

/// What a category that is named is worth, by how much of the message names it, and what the one named most is worth.
const NAMED: f32 = 0.3;

/// What a category must reach to be told where no word of the lexicons names one: at 0 it is as likely as not, and below
/// that what is likeliest is a guess ("a miracle").
const GUESSED: f32 = 0.0;

/// How many points of a category count.
const POINTS: f32 = 3.0;

/// The bucket of a feature among those of topics.
#[must_use]
pub const fn topic_bucket(bucket: u32) -> u32 {
    bucket >> (features::BITS - BITS)
}

/// How many buckets the features of topics have: those of the message, and for each category three of what is named.
#[must_use]
pub const fn topic_buckets() -> usize {
    (1 << BITS) + 3 * CATEGORIES
}

/// What the lexicons' words say, as features: each category that is named, how much, and which most.
pub(super) fn named_buckets(named: &Named) -> impl Iterator<Item = (u32, f32)> {
    let of = |nth: usize, category: Category| {
        ((1 << BITS) + nth * CATEGORIES + category as usize) as u32
    };
    let points = |category: &Category| (*category, named.points(*category).min(POINTS));
    let met = Category::ALL.iter().map(points);
    let met: Vec<(Category, f32)> = met.filter(|(_, points)| *points > 0.0).collect();
    let is = met
        .clone()
        .into_iter()
        .map(move |(it, _)| (of(0, it), NAMED));
    let much = met
        .into_iter()
        .map(move |(it, points)| (of(1, it), NAMED * points));
    is.chain(much).chain([(of(2, named.most()), NAMED)])
}

/// What was learnt of topics before it is written.
pub struct AboutLearnt {
    /// For each of [`topic_buckets`] a weight for each category.
    pub weights: Vec<[f32; CATEGORIES]>,
    /// What is added for each category.
    pub bias: [f32; CATEGORIES],
}

impl AboutLearnt {
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let (unit, weights) = packed(&self.weights);
        for number in [unit].into_iter().chain(self.bias) {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(weights);
    }
}

/// What was learnt of topics as it is read.
#[derive(Clone, Default)]
pub(super) struct About {
    weights: Cow<'static, [u8]>,
    unit: f32,
    bias: [f32; CATEGORIES],
}

impl About {
    /// Reads what [`AboutLearnt::write`] wrote; `hold` keeps a part of the file.
    pub(super) fn parse<'a>(
        reader: &mut Reader<'a>,
        hold: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, NotAModel> {
        let unit = reader.f32()?;
        let mut bias = [0.0; CATEGORIES];
        for bias in &mut bias {
            *bias = reader.f32()?;
        }
        let weights = hold(reader.take(topic_buckets() * CATEGORIES)?);
        Ok(Self {
            weights,
            unit,
            bias,
        })
    }

    /// What a bucket says of each category.
    pub(super) fn weights(&self, bucket: u32) -> [i8; CATEGORIES] {
        weights(&self.weights, bucket).unwrap_or([0; CATEGORIES])
    }

    /// The category that most speaks for: `said` is the sum of what the message's features say.
    pub(super) fn category(&self, said: [f32; CATEGORIES], named: &Named) -> Category {
        let mut scores = said;
        for (bucket, value) in named_buckets(named) {
            for (score, weight) in scores.iter_mut().zip(self.weights(bucket)) {
                *score += f32::from(weight) * value;
            }
        }
        let scores = scores.into_iter().zip(self.bias);
        let scores = scores.map(|(score, bias)| score * self.unit + bias);
        let best = Category::ALL
            .iter()
            .zip(scores)
            .filter(|(_, score)| named.any() || *score >= GUESSED)
            .max_by(|one, other| one.1.total_cmp(&other.1));
        best.map_or(Category::Other, |(&category, _)| category)
    }
}
