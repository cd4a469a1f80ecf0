//! The language a room or a person is spoken to in: chosen by somebody who may, else learned from posts.

use serde::{Deserialize, Serialize};

use crate::parser::Language;

/// How many of the last posts are remembered.
const LAST: usize = 5;
/// How many of them must be in one language before it is taken for the room's.
const ENOUGH: usize = 3;

/// What is known of the language of a room or a person.
#[derive(Clone, Default, PartialEq, Debug, Serialize, Deserialize)]
pub struct Tongue {
    /// What was asked for: of a room by an organizer, of a person by themselves.
    pub chosen: Option<Language>,
    /// What their posts are in.
    pub learned: Option<Language>,
    /// The languages of the last posts, newest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heard: Vec<Language>,
}

impl Tongue {
    /// The language to speak; none where nothing tells.
    #[must_use]
    pub fn speaks(&self) -> Option<Language> {
        self.chosen.or(self.learned)
    }

    /// Remembers the language of one more post.
    pub(super) fn hear(&mut self, language: Language) {
        self.heard.push(language);
        if self.heard.len() > LAST {
            self.heard.remove(0);
        }
    }

    /// Whether, with one more post in `language`, most of the last ones are in it.
    pub(super) fn settles_on(&self, language: Language) -> bool {
        let before = self.heard.iter().rev().take(LAST - 1);
        before.filter(|it| **it == language).count() + 1 >= ENOUGH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, French, Spanish};

    fn heard(languages: &[Language]) -> Tongue {
        let mut tongue = Tongue::default();
        languages.iter().for_each(|it| tongue.hear(*it));
        tongue
    }

    #[test]
    fn three_of_the_last_five_settle_it() {
        assert!(!heard(&[Spanish]).settles_on(Spanish));
        assert!(heard(&[Spanish, Spanish]).settles_on(Spanish));
        assert!(heard(&[Spanish, French, English, Spanish]).settles_on(Spanish));
        assert!(!heard(&[Spanish, Spanish, French, English, French]).settles_on(Spanish));
    }

    #[test]
    fn what_was_asked_for_counts_more_than_what_was_learned() {
        let tongue = Tongue {
            chosen: Some(French),
            learned: Some(Spanish),
            ..Tongue::default()
        };
        assert_eq!(tongue.speaks(), Some(French));
    }
}
