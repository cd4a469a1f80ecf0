//! The second opinion of the [model](super::model): a network of one hidden layer over features found in the
//! same way, with pieces of words in the place of runs ([`Part::Second`](super::features::Part)).
//!
//! A linear model adds up what each feature says; here features first speak for a few units, of which only those speak
//! on that were convinced (a deep averaging network: Iyyer et al., ACL 2015). It errs elsewhere than the linear one, and
//! the sum of both errs less. What it says is already weighed, and added to the linear scores.

use std::borrow::Cow;

use super::model::{LANGUAGES, NotAModel, Reader, packed, row, weights};
use super::{Language, features};

/// How many hidden units there are.
pub const UNITS: usize = 16;

/// How many buckets features have here, as a power of two; each has a weight for every unit.
const BITS: u32 = 18;

/// The bucket of a feature among those of the hidden layer.
#[must_use]
pub const fn hidden_bucket(bucket: u32) -> u32 {
    bucket >> (features::BITS - BITS)
}

/// How many buckets the features of the hidden layer have.
#[must_use]
pub const fn hidden_buckets() -> usize {
    1 << BITS
}

/// The hidden layer before it is written: weights as they were learnt.
pub struct HiddenLearnt {
    /// For each bucket ([`hidden_bucket`]), a weight for each unit.
    pub weights: Vec<[f32; UNITS]>,
    /// What is added for each unit.
    pub bias: [f32; UNITS],
    /// What each unit that is convinced adds to the scores of need and offer.
    pub says: [[f32; 2]; UNITS],
    /// How much of what they say of needs counts in each language, and where none shows: by [`row`].
    pub on_needs: [f32; LANGUAGES],
}

impl HiddenLearnt {
    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let (unit, weights) = packed(&self.weights);
        let numbers = [unit].into_iter().chain(self.bias);
        let numbers = numbers.chain(self.says.into_iter().flatten());
        for number in numbers.chain(self.on_needs) {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(weights);
    }
}

/// The hidden layer as it is read.
#[derive(Clone, Default)]
pub(super) struct Hidden {
    weights: Cow<'static, [u8]>,
    unit: f32,
    bias: [f32; UNITS],
    says: [[f32; 2]; UNITS],
    on_needs: [f32; LANGUAGES],
}

impl Hidden {
    /// Reads what [`HiddenLearnt::write`] wrote; `hold` keeps a part of the file.
    pub(super) fn parse<'a>(
        reader: &mut Reader<'a>,
        hold: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, NotAModel> {
        let unit = reader.f32()?;
        let mut hidden = Self {
            unit,
            ..Self::default()
        };
        let numbers = hidden.bias.iter_mut().chain(hidden.says.as_flattened_mut());
        for number in numbers.chain(&mut hidden.on_needs) {
            *number = reader.f32()?;
        }
        hidden.weights = hold(reader.take(hidden_buckets() * UNITS)?);
        Ok(hidden)
    }

    /// What a feature says to each unit.
    pub(super) fn weights(&self, bucket: u32) -> [i8; UNITS] {
        weights(&self.weights, hidden_bucket(bucket)).unwrap_or([0; UNITS])
    }

    /// What the units add to the scores of need and offer, after all features of a message in that language have spoken.
    pub(super) fn says(&self, sums: [f32; UNITS], language: Option<Language>) -> [f32; 2] {
        let mut said = [0.0; 2];
        for ((sum, bias), says) in sums.into_iter().zip(self.bias).zip(self.says) {
            let convinced = (sum * self.unit + bias).max(0.0);
            for (said, says) in said.iter_mut().zip(says) {
                *said += convinced * says;
            }
        }
        let [need, offer] = said;
        [need * self.on_needs[row(language)], offer]
    }
}
