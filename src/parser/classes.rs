//! Words that mean alike, in whatever language: what the model knows of words that it never met in training.
//!
//! A table of word hashes, each with the number of its class, gathered at training time from an openly licensed
//! multilingual encoder (see `config/model/README.md`).

/// The class of each known word.
#[derive(Clone, Default)]
pub(crate) struct Classes {
    /// The upper bits of a hash lead to the first entry that begins with them.
    starts: Vec<u32>,
    /// Hash and class, in the order of the hashes.
    entries: Vec<(u32, u16)>,
}

/// How many of a hash's bits lead to its entry.
const LEAD: u32 = 16;

impl Classes {
    /// The table of these entries.
    pub(crate) fn new(mut entries: Vec<(u32, u16)>) -> Self {
        entries.sort_unstable();
        entries.dedup_by_key(|entry| entry.0);
        let mut starts = Vec::with_capacity((1 << LEAD) + 1);
        let mut at = 0;
        for lead in 0..=1_u32 << LEAD {
            while entries
                .get(at)
                .is_some_and(|entry| entry.0 >> (32 - LEAD) < lead)
            {
                at += 1;
            }
            starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { starts, entries }
    }

    /// The class of the word of this hash, from 1; 0 where it is not known.
    pub(crate) fn of(&self, hash: u32) -> u16 {
        let lead = (hash >> (32 - LEAD)) as usize;
        let (Some(&from), Some(&to)) = (self.starts.get(lead), self.starts.get(lead + 1)) else {
            return 0;
        };
        self.entries[from as usize..to as usize]
            .iter()
            .find(|entry| entry.0 == hash)
            .map_or(0, |entry| entry.1)
    }

    /// Its entries, in the order of their hashes.
    pub(crate) fn entries(&self) -> &[(u32, u16)] {
        &self.entries
    }
}
