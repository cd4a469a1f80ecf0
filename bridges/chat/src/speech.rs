//! What the bot says: plain words, in which it may call people by name so that they are told of it, and make a word stand
//! out to the eye.

use std::fmt;
use std::ops::Range;

use crate::{PersonRef, Text};

/// Plain text, some of it names of people in the room who are called, some of it strong. `Debug` shows neither words nor
/// people.
///
/// A bridge writes each name in its network's own way of calling somebody, and what is strong in its own way of writing
/// that; either as it stands where it has none. It never interprets anything else in it as markup.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Speech {
    text: Text,
    /// In order, apart from each other, each on whole characters.
    mentions: Vec<Mention>,
    /// The same, and apart from those who are called.
    strong: Vec<Range<usize>>,
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
    /// Words that stand out.
    Strong(&'a str),
}

/// Where a part stands, in UTF-16 units: what phones and browsers count in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Units {
    /// How many units stand before it.
    pub start: usize,
    /// How many it has.
    pub length: usize,
}

impl Speech {
    /// Words in which these people are called; what is no name in them, or overlaps another, calls nobody.
    #[must_use]
    pub fn calling(text: Text, mut mentions: Vec<Mention>) -> Self {
        mentions.sort_by_key(|it| it.at.start);
        let mut end = 0;
        mentions.retain(|it| {
            let is_one = is_within(&text, &it.at) && it.at.start >= end;
            if is_one {
                end = it.at.end;
            }
            is_one
        });
        Self {
            text,
            mentions,
            strong: Vec::new(),
        }
    }

    /// The same, with these of its bytes strong; what is no stretch of it, or overlaps another or a name, is not.
    #[must_use]
    pub fn stressing(mut self, mut strong: Vec<Range<usize>>) -> Self {
        strong.sort_by_key(|it| it.start);
        let mut end = 0;
        strong.retain(|it| {
            let names = &self.mentions;
            let is_name = |name: &Mention| name.at.start < it.end && it.start < name.at.end;
            let is_one = is_within(&self.text, it) && it.start >= end && !names.iter().any(is_name);
            if is_one {
                end = it.end;
            }
            is_one
        });
        self.strong = strong;
        self
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

    /// Whether it is words and nothing else.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.mentions.is_empty() && self.strong.is_empty()
    }

    /// All of it, in order.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let text = self.as_str();
        let names = self.mentions.iter();
        let names = names.map(|it| (&it.at, Some(&it.person)));
        let strong = self.strong.iter().map(|at| (at, None));
        let mut marked: Vec<_> = names.chain(strong).collect();
        marked.sort_by_key(|(at, _)| at.start);
        let mut parts = Vec::with_capacity(marked.len() * 2 + 1);
        let mut end = 0;
        for (at, person) in marked {
            let words = text.get(at.clone()).unwrap_or_default();
            parts.push(Part::Words(text.get(end..at.start).unwrap_or_default()));
            parts.push(match person {
                Some(person) => Part::Name(person, words),
                None => Part::Strong(words),
            });
            end = at.end;
        }
        parts.push(Part::Words(text.get(end..).unwrap_or_default()));
        parts.into_iter().filter(|part| !part.as_str().is_empty())
    }

    /// All of it, in order, with where it stands.
    pub fn placed(&self) -> impl Iterator<Item = (Part<'_>, Units)> {
        let mut start = 0;
        self.parts().map(move |part| {
            let length = part.as_str().encode_utf16().count();
            let units = Units { start, length };
            start += length;
            (part, units)
        })
    }
}

impl<'a> Part<'a> {
    /// As it stands in the text.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        match self {
            Self::Words(words) | Self::Name(_, words) | Self::Strong(words) => words,
        }
    }
}

fn is_within(text: &Text, at: &Range<usize>) -> bool {
    let stretch = text.as_str().get(at.clone());
    stretch.is_some_and(|it| !it.is_empty())
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
            ..Self::default()
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
            Part::Strong(words) => format!("<{words}>"),
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
    fn strong_words_stand_beside_names_and_nothing_stands_twice() {
        let text = "🤝 Ben has #1, #22.";
        let called = || Speech::calling(text.into(), vec![mention("b", 5..8)]);
        let strong = called().stressing(vec![17..20, 13..15]);
        let expected = ["🤝 ", "[b=Ben]", " has ", "<#1>", ", ", "<#22>", "."];
        assert_eq!(parts(&strong), expected);
        assert_eq!((strong.as_str(), strong.is_plain()), (text, false));
        // Within a character, in a name, within another, nowhere, nothing.
        let wrong = vec![1..5, 7..9, 13..15, 14..16, 17..99, 20..20];
        let kept = ["🤝 ", "[b=Ben]", " has ", "<#1>", ", #22."];
        assert_eq!(parts(&called().stressing(wrong)), kept);
    }

    #[test]
    fn places_are_counted_in_utf16_units() {
        // An emoji outside the first plane is two units and four bytes, a Hebrew letter one and two.
        let text = "📌 צורך \u{2068}#1\u{2069} · Ben";
        let number = text.find('\u{2068}').unwrap()..text.find(" ·").unwrap();
        let name = text.find("Ben").unwrap();
        let speech = Speech::calling(text.into(), vec![mention("b", name..name + 3)]);
        let speech = speech.stressing(vec![number]);
        let at = |wanted: &str| {
            let mut placed = speech.placed();
            let (_, units) = placed.find(|(part, _)| part.as_str() == wanted).unwrap();
            let units = units.start..units.start + units.length;
            let all: Vec<u16> = text.encode_utf16().collect();
            assert_eq!(String::from_utf16(&all[units.clone()]).unwrap(), wanted);
            units
        };
        assert_eq!(at("\u{2068}#1\u{2069}"), 8..12);
        assert_eq!(at("Ben"), 15..18);
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
