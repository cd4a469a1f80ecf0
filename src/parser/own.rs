//! The organizer's own words: phrases that always make a post, and phrases that never do.
//!
//! They belong to no language: they are heard in every message, whatever it is in.

use super::message::Message;
use super::normal::Normal;
use super::phrase::{Group, Phrases};
use super::role::{Cue, Role};
use super::trie::{Hit, Tongues, Trie};
use super::{Language, PhraseId};
use crate::board::Kind;

/// Phrases of `own.toml`.
#[derive(Default)]
pub(crate) struct Own {
    trie: Trie,
    phrases: Phrases,
    any: bool,
}

/// What an own phrase is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    /// A message with it is a post of this kind.
    Post(Kind),
    /// What is said in the same sentence is none.
    Silence,
}

/// What the own words say of a message.
#[derive(Default)]
pub(crate) struct Verdict {
    /// It is a post of this kind, because of this phrase.
    pub post: Option<(Kind, PhraseId)>,
    /// Only this of it may be one: sentences with a silenced phrase are left out.
    pub rest: Option<String>,
}

/// Their roles in an automaton of their own, in layers that do not compete.
const NEED: Role = Role::Marker(Kind::Need);
const OFFER: Role = Role::Marker(Kind::Offer);
const SILENCE: Role = Role::Cue(Cue::Idiom);

impl Own {
    /// Adds a phrase; [`Own::finish`] makes it findable.
    pub(crate) fn add(&mut self, groups: &[Group], purpose: Purpose) {
        let role = match purpose {
            Purpose::Post(Kind::Need) => NEED,
            Purpose::Post(Kind::Offer) => OFFER,
            Purpose::Silence => SILENCE,
        };
        self.trie
            .insert(&mut self.phrases, groups, role, Language::default());
        self.any = true;
    }

    /// Makes the added phrases findable.
    pub(crate) fn finish(&mut self) {
        self.trie.finish(&self.phrases);
    }

    /// What they say of a message.
    pub(crate) fn verdict(&self, message: &Message) -> Verdict {
        if !self.any {
            return Verdict::default();
        }
        let normal = &message.normal;
        let hits = self.hits(normal);
        let sentence = |hit: &Hit| normal.tokens.get(hit.at).map(|token| token.sentence);
        let silenced: Vec<usize> = hits
            .iter()
            .filter(|hit| hit.role == SILENCE)
            .filter_map(sentence)
            .collect();
        let post = hits
            .iter()
            .filter(|hit| sentence(hit).is_some_and(|it| !silenced.contains(&it)))
            .find_map(|hit| match hit.role {
                Role::Marker(kind) => Some((kind, PhraseId::of(normal, hit))),
                _ => None,
            });
        let rest = (!silenced.is_empty()).then(|| without(normal, &silenced));
        Verdict { post, rest }
    }

    fn hits(&self, normal: &Normal) -> Vec<Hit> {
        let words = self.trie.words(normal);
        let mut hits = Vec::new();
        self.trie.scan(normal, &words, Tongues(u16::MAX), &mut hits);
        hits
    }
}

/// The message without these sentences.
fn without(normal: &Normal, sentences: &[usize]) -> String {
    let mut rest = String::new();
    let tokens = &normal.tokens;
    for (at, token) in tokens.iter().enumerate() {
        if sentences.contains(&token.sentence) {
            continue;
        }
        let end = tokens
            .get(at + 1)
            .map_or(normal.clean.len(), |next| next.clean.0);
        rest.push_str(normal.clean.get(token.clean.0..end).unwrap_or_default());
    }
    rest
}
