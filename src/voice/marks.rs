//! Names in a sentence that call whom they name, and the number of a post where a line about it begins, which stands out.
//! While the sentence is put together they stand between marks: noncharacters (Unicode 23.7), which
//! [`isolated`](super::phrases::isolated) takes out of whatever people wrote.

use wegotus_chat::{Mention, Speech};

use super::Telling;

const OPENS: char = '\u{fdd0}';
const CLOSES: char = '\u{fdd1}';
const STRONG: char = '\u{fdd2}';
const PLAIN: char = '\u{fdd3}';
/// What the number of somebody called counts from: the first of a plane for private use.
const FIRST: u32 = 0xf_0000;

/// Somebody who is called: the how-manieth of those a sentence speaks of.
#[derive(Clone, Copy)]
pub(super) struct Called(u32);

/// How something stands in a sentence.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    /// As its words.
    None,
    /// As a name that calls somebody.
    Calls(Called),
    /// So that it stands out.
    Strong,
}

/// Words in their marks: those of a name within what keeps it apart from what stands around it, which phones show in
/// place of the name; those of strong words around it, so that asterisks stand at the edge of a word.
pub(super) fn marked(words: &str, mark: Mark) -> String {
    match mark {
        Mark::None => words.to_owned(),
        Mark::Strong => format!("{STRONG}{words}{PLAIN}"),
        Mark::Calls(called) => {
            let Some(number) = char::from_u32(FIRST + called.0) else {
                return words.to_owned();
            };
            let bare = words.trim_matches(['\u{2068}', '\u{2069}']);
            words.replacen(bare, &format!("{OPENS}{number}{bare}{CLOSES}"), 1)
        }
    }
}

impl Telling {
    /// Whether a sentence that names somebody calls them.
    pub(super) fn called(&self, person: crate::board::PersonId) -> Mark {
        let mut people = self.people.iter();
        let nth = people.position(|(it, view)| *it == person && view.called.is_some());
        let nth = nth.and_then(|nth| u32::try_from(nth).ok());
        nth.map_or(Mark::None, |nth| Mark::Calls(Called(nth)))
    }

    /// What a sentence about this says, with whom it calls and what stands out.
    #[must_use]
    pub fn speech(&self, said: &str) -> Speech {
        let mut text = String::with_capacity(said.len());
        let (mut mentions, mut named) = (Vec::new(), None);
        let (mut strong, mut stressed) = (Vec::new(), None);
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
                    named = person.map(|person| (text.len(), person));
                }
                CLOSES => mentions.extend(named.take().map(|(start, person)| Mention {
                    person,
                    at: start..text.len(),
                })),
                STRONG => stressed = Some(text.len()),
                PLAIN => strong.extend(stressed.take().map(|start| start..text.len())),
                c => text.push(c),
            }
        }
        Speech::calling(text.into(), mentions).stressing(strong)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use wegotus_chat::{Part, PersonRef, Platform};

    use super::super::{PersonView, Phrases, Stands, Voice};
    use super::*;
    use crate::board::{HandoffId, PersonId, PostNo, RelayId, Saying, Which};
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
            Part::Words(_) | Part::Strong(_) => None,
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

    fn strong(speech: &Speech) -> Vec<&str> {
        let strong = speech.parts().filter_map(|part| match part {
            Part::Strong(words) => Some(words),
            Part::Words(_) | Part::Name(..) => None,
        });
        strong.collect()
    }

    #[test]
    fn the_number_stands_out_where_a_line_about_a_post_begins_and_nowhere_else() {
        let phrases = Phrases::load(None).unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let telling = super::super::tests::telling();
        let (no, other) = (PostNo(14), PostNo(15));
        for language in Phrases::built_in() {
            let voice = Voice::new(&phrases, language, &zone);
            let say = |saying: Saying| telling.speech(&voice.say(&saying, &telling));
            let apart = |no: &str| match language {
                Language::Arabic | Language::Hebrew => format!("\u{2068}{no}\u{2069}"),
                _ => no.to_owned(),
            };
            let (first, second) = (apart("#14"), apart("#15"));
            let notice = telling.speech(&voice.notice(&[no], Stands::InAnotherRoom, &telling));
            assert_eq!(strong(&notice), [first.as_str()], "{language:?}");
            let list = say(Saying::List {
                which: Which::Board,
                posts: vec![no, other],
                more: 3,
            });
            assert_eq!(
                strong(&list),
                [first.as_str(), second.as_str()],
                "{language:?}"
            );
            let changed = telling.speech(&voice.changed(telling.post(no).unwrap()));
            assert_eq!(strong(&changed), [first.as_str()], "{language:?}");
            assert!(strong(&say(Saying::ClaimTooLate { no })).is_empty());
            assert!(
                strong(&say(Saying::Relay {
                    no,
                    from: PersonId([2; 16]),
                    relay: RelayId(0),
                    handoff: HandoffId(1),
                    corrected: false,
                }))
                .is_empty()
            );
        }
    }

    #[test]
    fn what_people_wrote_cannot_stand_out() {
        let phrases = Phrases::load(None).unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let voice = Voice::new(&phrases, Language::English, &zone);
        let mut telling = super::super::tests::telling();
        for post in telling.posts.values_mut() {
            post.summary = "a \u{fdd2}#99\u{fdd3} b\u{fdd3}".to_owned();
        }
        let notice = telling.speech(&voice.notice(&[PostNo(14)], Stands::InAnotherRoom, &telling));
        assert_eq!(strong(&notice), ["#14"]);
        assert!(notice.as_str().contains("a #99 b"));
    }
}
