//! Which phrase of the lexicon made a message look like a post: its id, and the phrase of an id.
//!
//! A journal may hold the id: it is made from the lexicon's words alone, never from a message's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::message::Message;
use super::normal::Normal;
use super::phrase::Group;
use super::role::Cue;
use super::trie::Hit;
use crate::board::Kind;

/// Names a phrase of the lexicon as it was met: "does anybody have".
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PhraseId(u64);

/// More ways to say one written phrase are not tried when an id is looked up.
const WAYS: usize = 100_000;

impl PhraseId {
    /// No one phrase: the message as a whole.
    pub const WHOLE: Self = Self(0);

    /// The id of the phrase that `hit` met.
    pub(crate) fn of(normal: &Normal, hit: &Hit) -> Self {
        let tokens = normal.tokens.get(hit.at..hit.end()).unwrap_or_default();
        let words = tokens.iter().map(|token| match token.number {
            Some(_) => "#",
            None => normal.word(token),
        });
        Self::of_words(words)
    }

    fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut hash = Sha256::new();
        for word in words {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        let mut first = [0; 8];
        first.copy_from_slice(&hash.finalize()[..8]);
        // JSON readers hold 53 bits of a number for certain; 0 is taken.
        Self((u64::from_le_bytes(first) >> 11).max(1))
    }
}

impl fmt::Display for PhraseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

/// The phrase that made a message look like a post of this kind; [`PhraseId::WHOLE`] where there is none.
pub(crate) fn cause(message: &Message, kind: Kind) -> PhraseId {
    let asks = |cue: Cue| match kind {
        Kind::Need => matches!(
            cue,
            Cue::Want | Cue::Ask | Cue::Seek | Cue::Lack | Cue::Plea | Cue::Plight | Cue::Borrow
        ),
        Kind::Offer => matches!(cue, Cue::Offer | Cue::Have | Cue::Spare),
    };
    message
        .cues()
        .find(|(cue, _)| asks(*cue))
        .map_or(PhraseId::WHOLE, |(_, hit)| {
            PhraseId::of(&message.normal, hit)
        })
}

/// The phrases of these ids, as far as they are among the `written`.
pub(crate) fn name(
    wanted: &BTreeSet<PhraseId>,
    written: &[Vec<Group>],
) -> BTreeMap<PhraseId, String> {
    let mut names = BTreeMap::new();
    for groups in written {
        let mut ways = vec![Vec::new()];
        for group in groups {
            let longer = ways.iter().flat_map(|way: &Vec<&str>| {
                group.iter().map(move |words| {
                    let mut longer = way.clone();
                    longer.extend(words.iter().map(String::as_str));
                    longer
                })
            });
            ways = longer.take(WAYS).collect();
        }
        for way in ways {
            let id = PhraseId::of_words(way.iter().copied());
            if wanted.contains(&id) {
                names.insert(id, way.join(" "));
            }
        }
        if names.len() == wanted.len() {
            break;
        }
    }
    names
}
