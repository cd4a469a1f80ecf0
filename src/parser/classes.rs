//! Words that mean alike, in whatever language: what the model knows of words that it never met in training.
//!
//! A table of word hashes, each with the number of its class, gathered at training time from an openly licensed
//! multilingual encoder (see `config/model/README.md`).

use std::borrow::Cow;

/// The class of each known word.
#[derive(Clone, Default)]
pub(crate) struct Classes {
    /// The upper bits of a hash lead to the first entry that begins with them.
    starts: Vec<u32>,
    /// Hash and class of each word, as they stand in the model's file, in the order of the hashes.
    entries: Cow<'static, [u8]>,
}

/// How many of a hash's bits lead to its entry.
const LEAD: u32 = 16;

/// The bytes of an entry: four of the hash, two of the class.
pub(crate) const ENTRY: usize = 6;

impl Classes {
    /// The table of these entries.
    pub(crate) fn new(mut entries: Vec<(u32, u16)>) -> Self {
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        let bytes = |(hash, class): (u32, u16)| {
            let ([a, b, c, d], [e, f]) = (hash.to_le_bytes(), class.to_le_bytes());
            [a, b, c, d, e, f]
        };
        Self::packed(Cow::Owned(entries.into_iter().flat_map(bytes).collect()))
    }

    /// The table that [`Classes::bytes`] gave. What is not in order is not found.
    pub(crate) fn packed(entries: Cow<'static, [u8]>) -> Self {
        let mut starts = Vec::with_capacity((1 << LEAD) + 1);
        let mut leads = entries
            .as_chunks()
            .0
            .iter()
            .map(|entry| hash(entry) >> (32 - LEAD));
        let (mut next, mut at) = (leads.next(), 0_u32);
        for lead in 0..=1_u32 << LEAD {
            while next.is_some_and(|next| next < lead) {
                (next, at) = (leads.next(), at + 1);
            }
            starts.push(at);
        }
        Self { starts, entries }
    }

    /// The class of the word of this hash, from 1; 0 where it is not known.
    pub(crate) fn of(&self, word: u32) -> u16 {
        let lead = (word >> (32 - LEAD)) as usize;
        let (Some(&from), Some(&to)) = (self.starts.get(lead), self.starts.get(lead + 1)) else {
            return 0;
        };
        let near = self.entries.as_chunks().0.get(from as usize..to as usize);
        near.unwrap_or_default()
            .iter()
            .find(|entry| hash(entry) == word)
            .map_or(0, |[_, _, _, _, low, high]| {
                u16::from_le_bytes([*low, *high])
            })
    }

    /// Its entries, as they stand in the model's file.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.entries
    }
}

fn hash([a, b, c, d, ..]: &[u8; ENTRY]) -> u32 {
    u32::from_le_bytes([*a, *b, *c, *d])
}
