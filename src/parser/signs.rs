//! What a message shows besides what it asks for: that somebody is in danger, or the marks of fraud.
//!
//! Its phrases stand in an automaton of their own, heard in every message whatever language it is in: they change
//! nothing of how a message is read otherwise.

use super::Language;
use super::message::Message;
use super::phrase::{Group, Phrases};
use super::role::Role;
use super::trie::{Tongues, Trie};
use crate::board::Kind;

/// What a message shows besides what it asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Signs {
    /// Somebody may be in danger: violence at home, thoughts of ending one's life, being followed.
    pub danger: bool,
    /// Money is asked for with the marks of fraud.
    pub fraud: bool,
}

/// The phrases that show it.
#[derive(Default)]
pub(crate) struct SignWords {
    trie: Trie,
    phrases: Phrases,
}

/// What a phrase shows; its roles lie in layers that do not compete, but for what is meant and its idioms.
const DANGER: Role = Role::Marker(Kind::Need);
const NO_DANGER: Role = Role::Filler;
const FRAUD: Role = Role::Uncounted;
const SEND: Role = Role::Thing(super::Category::Money);

impl SignWords {
    /// Adds a phrase under a key of `[safety]`. False where there is no such key.
    pub(crate) fn add(&mut self, key: &str, groups: &[Group], language: Language) -> bool {
        let role = match key {
            "danger" => DANGER,
            "no_danger" => NO_DANGER,
            "fraud" => FRAUD,
            "send" => SEND,
            _ => return false,
        };
        self.trie.insert(&mut self.phrases, groups, role, language);
        true
    }

    /// Makes the added phrases findable.
    pub(crate) fn finish(&mut self) {
        self.trie.finish(&self.phrases);
    }

    /// What a message shows.
    pub(crate) fn signs(&self, message: &Message) -> Signs {
        let normal = &message.normal;
        let words = self.trie.words(normal);
        let mut hits = Vec::new();
        self.trie.scan(normal, &words, Tongues(u16::MAX), &mut hits);
        let shows = |role: Role| hits.iter().any(|hit| hit.role == role);
        Signs {
            danger: shows(DANGER),
            fraud: shows(FRAUD) && shows(SEND),
        }
    }
}
