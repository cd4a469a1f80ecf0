//! Names in a sentence that call whom they name. While the sentence is put together they stand between marks:
//! noncharacters (Unicode 23.7), which [`isolated`](super::phrases::isolated) takes out of whatever people wrote.

use wegotus_chat::{Mention, Speech};

use super::Telling;

const OPENS: char = '\u{fdd0}';
const CLOSES: char = '\u{fdd1}';
/// What the number of somebody called counts from: the first of a plane for private use.
const FIRST: u32 = 0xf_0000;

/// Somebody who is called: the how-manieth of those a sentence speaks of.
#[derive(Clone, Copy)]
pub(super) struct Called(u32);

/// A name, with its marks where it calls; within those that keep it apart from what stands around it.
pub(super) fn marked(name: &str, called: Option<Called>) -> String {
    let number = called.and_then(|it| char::from_u32(FIRST + it.0));
    let Some(number) = number else {
        return name.to_owned();
    };
    let bare = name.trim_matches(['\u{2068}', '\u{2069}']);
    name.replacen(bare, &format!("{OPENS}{number}{bare}{CLOSES}"), 1)
}

impl Telling {
    /// Whether a sentence that names somebody calls them.
    pub(super) fn called(&self, person: crate::board::PersonId) -> Option<Called> {
        let mut people = self.people.iter();
        let nth = people.position(|(it, view)| *it == person && view.called.is_some())?;
        u32::try_from(nth).ok().map(Called)
    }

    /// What a sentence about this says, with whom it calls.
    #[must_use]
    pub fn speech(&self, said: &str) -> Speech {
        let mut text = String::with_capacity(said.len());
        let (mut mentions, mut open) = (Vec::new(), None);
        let mut chars = said.chars();
        while let Some(c) = chars.next() {
            match c {
                OPENS => {
                    let number = chars
                        .next()
                        .map(u32::from)
                        .and_then(|it| it.checked_sub(FIRST));
                    let nth = number.and_then(|it| usize::try_from(it).ok());
                    let view = nth.and_then(|nth| self.people.values().nth(nth));
                    let person = view.and_then(|it| it.called.clone());
                    open = person.map(|person| (text.len(), person));
                }
                CLOSES => mentions.extend(open.take().map(|(start, person)| Mention {
                    person,
                    at: start..text.len(),
                })),
                c => text.push(c),
            }
        }
        Speech::calling(text.into(), mentions)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use wegotus_chat::{Part, PersonRef, Platform};

    use super::super::{PersonView, Phrases, Voice};
    use super::*;
    use crate::board::{PersonId, PostNo, Saying};
    use crate::parser::Language;

    fn taken(name: &str, called: bool, language: Language) -> (String, Vec<String>) {
        let ben = PersonId([7; 16]);
        let view = PersonView {
            name: name.to_owned(),
            room: None,
            contact: String::new(),
            called: called.then(|| PersonRef::new(Platform::Sandbox, "ben")),
        };
        let telling = Telling {
            people: BTreeMap::from([(ben, view)]),
            ..Telling::default()
        };
        let phrases = Phrases::load(None).unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let voice = Voice::new(&phrases, language, &zone);
        let saying = Saying::ClaimTaken {
            no: PostNo(1),
            by: ben,
            count: 1,
            left: 0,
            short: false,
        };
        let speech = telling.speech(&voice.say(&saying, &telling));
        let called = speech.parts().filter_map(|part| match part {
            Part::Name(person, name) => Some(format!("{}={name}", person.native)),
            Part::Words(_) => None,
        });
        (speech.as_str().to_owned(), called.collect())
    }

    #[test]
    fn who_can_be_called_is_called_and_the_sentence_is_the_same() {
        for language in Phrases::built_in() {
            for name in ["Ben", "נועה", "B\u{fdd0}e\u{f0000}n\u{fdd1}"] {
                let (plain, nobody) = taken(name, false, language);
                let (said, called) = taken(name, true, language);
                let clean = name.replace(['\u{fdd0}', '\u{fdd1}'], "");
                assert_eq!((said, nobody.len()), (plain, 0));
                assert_eq!(called, [format!("ben={clean}")], "{language:?}");
            }
        }
    }
}
