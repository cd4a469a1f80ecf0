//! What the bot says: plain words, in which it may call people by name so that they are told of it.

use std::fmt;
use std::ops::Range;

use crate::{PersonRef, Text};

/// Plain text, some of it names of people in the room who are called. `Debug` shows neither words nor people.
///
/// A bridge writes each name in its network's own way of calling somebody, and as it stands where it has none, or where
/// it cannot say whom it would call. It never interprets anything else in it as markup.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Speech {
    text: Text,
    /// In order, apart from each other, each on whole characters.
    mentions: Vec<Mention>,
}

/// Somebody who is called.
#[derive(Clone, PartialEq, Eq)]
pub struct Mention {
    /// Who.
    pub person: PersonRef,
    /// Their name's bytes in the text.
    pub at: Range<usize>,
}

/// A stretch of what is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Words(&'a str),
    /// Somebody's name.
    Name(&'a PersonRef, &'a str),
}

impl Speech {
    /// Words in which these people are called; what is no name in them, or overlaps another, calls nobody.
    #[must_use]
    pub fn calling(text: Text, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|it| it.at.start);
        let mut end = 0;
        mentions.retain(|it| {
            let name = text.as_str().get(it.at.clone());
            let is_one = name.is_some_and(|name| !name.is_empty()) && it.at.start >= end;
            if is_one {
                end = it.at.end;
            }
            is_one
        });
        Self { text, mentions }
    }

    /// The words alone.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The words, names as they are.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Who is called.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// All of it, in order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let text = self.as_str();
        let before = |nth: usize| match nth {
            0 => 0,
            nth => self.mentions.get(nth - 1).map_or(0, |it| it.at.end),
        };
        let named = self.mentions.iter().enumerate().flat_map(move |(nth, it)| {
            let words = text.get(before(nth)..it.at.start).unwrap_or_default();
            let name = text.get(it.at.clone()).unwrap_or_default();
            [Part::Words(words), Part::Name(&it.person, name)]
        });
        let rest = text.get(before(self.mentions.len())..).unwrap_or_default();
        named
            .chain([Part::Words(rest)])
            .filter(|part| !matches!(part, Part::Words("")))
    }
}

impl fmt::Debug for Speech {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Speech({:?}, {} called)", self.text, self.mentions.len())
    }
}

impl fmt::Debug for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mention({:?})", self.person)
    }
}

impl From<Text> for Speech {
    fn from(text: Text) -> Self {
        Self {
            text,
            mentions: Vec::new(),
        }
    }
}

impl From<String> for Speech {
    fn from(text: String) -> Self {
        Text::from(text).into()
    }
}

impl From<&str> for Speech {
    fn from(text: &str) -> Self {
        Text::from(text).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Platform;

    fn mention(name: &str, at: Range<usize>) -> Mention {
        let person = PersonRef::new(Platform::Sandbox, name);
        Mention { person, at }
    }

    fn parts(speech: &Speech) -> Vec<String> {
        let shown = speech.parts().map(|part| match part {
            Part::Words(words) => words.to_owned(),
            Part::Name(person, name) => format!("[{}={name}]", person.native),
        });
        shown.collect()
    }

    #[test]
    fn names_are_told_from_the_words_around_them() {
        let text = "🤝 Ben has #1, Cleo.";
        let speech = Speech::calling(text.into(), vec![mention("c", 17..21), mention("b", 5..8)]);
        assert_eq!(
            parts(&speech),
            ["🤝 ", "[b=Ben]", " has #1, ", "[c=Cleo]", "."]
        );
        assert_eq!(speech.as_str(), text);
        assert_eq!(parts(&"plain".into()), ["plain"]);
        assert!(parts(&Speech::default()).is_empty());
        let name = Speech::calling("Ben".into(), vec![mention("b", 0..3)]);
        assert_eq!(parts(&name), ["[b=Ben]"]);
    }

    #[test]
    fn what_is_no_name_calls_nobody() {
        let wrong = vec![mention("a", 1..3), mention("b", 4..99), mention("c", 5..5)];
        assert_eq!(parts(&Speech::calling("🤝 Ben".into(), wrong)), ["🤝 Ben"]);
        let twice = vec![mention("a", 0..3), mention("b", 2..4)];
        assert_eq!(
            parts(&Speech::calling("Ben!".into(), twice)),
            ["[a=Ben]", "!"]
        );
    }

    #[test]
    fn nobody_and_nothing_is_shown_in_a_log() {
        let speech = Speech::calling("Ben".into(), vec![mention("+1 555", 0..3)]);
        let shown = format!("{speech:?} {:?}", speech.mentions());
        assert_eq!(
            shown,
            "Speech(Text(3 bytes), 1 called) [Mention(PersonRef(sandbox:…))]"
        );
    }
}
