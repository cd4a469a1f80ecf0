//! The words that betray an address, a contact or a name, as the lexicons list them → where they stand in a message.

use std::collections::HashMap;

use super::super::message::Message;
use super::super::normal::Normal;

/// What such a word shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Trace {
    /// Ends a street's name: "Elm *Street*".
    StreetAfter,
    /// The same, but an everyday word too: only after a name with a capital ("Elm *Close*").
    StreetAfterCapital,
    /// Begins a street's name: "*calle* Mayor".
    StreetBefore,
    /// The same, but an everyday word too: only before a name with a capital ("*place* Pigalle").
    StreetBeforeCapital,
    /// Begins a street's name that has no word for street: "*Unter den* Linden".
    StreetLead,
    /// A street known by its name alone: "Gran Vía".
    StreetName,
    /// A door: "*apt* 4B".
    Unit,
    /// Mostly a door, unless things are counted after it: "*house* 24".
    UnitPerhaps,
    /// Follows the number of a floor: "4th *floor*".
    UnitAfter,
    /// Leads to a number: "*nr.* 5".
    Number,
    /// Says where somebody lives: "I *live at* 24".
    Home,
    /// A place the organizers named.
    Place,
    /// A kind of place that has names: "*hospital* San Telmo", "Marlow *Clinic*".
    PlaceKind,
    /// Makes the number before it a quantity: "3 *families*".
    Measure,
    /// Leads to a name: "*ask for* Maria".
    Call,
    /// Follows a name: "Maria *ko call karo*".
    CallAfter,
    /// Between the call and the name: "llama *a la* Ana".
    Article,
    /// Before a surname: "*Mrs* Levy".
    Title,
    /// What may follow a call and is no name: "call *back*".
    NotName,
    /// A usual first name, so that it is known in lower case too.
    FirstName,
    /// Leads to a number to be called: "*tel* 4711".
    Phone,
    /// Where handles are from: "*insta* ana.perez".
    Platform,
    /// A money's name: what it counts is no telephone number.
    Currency,
    /// A digit as a word, for numbers that are spelt out.
    Digit(u8),
    /// Says the next digit that many times: "*double* five".
    Times(u8),
}

/// The lists of the lexicons, gathered.
#[derive(Default)]
pub(crate) struct Traces {
    street_endings: Vec<String>,
    prefixes: Vec<String>,
    lists: Vec<(Trace, Vec<String>)>,
}

impl Traces {
    /// The list that `section.key` of a lexicon file fills.
    pub(crate) fn list(&mut self, section: &str, key: &str) -> Option<&mut Vec<String>> {
        let trace = match (section, key) {
            ("street", "ending") => return Some(&mut self.street_endings),
            ("street", "prefix") => return Some(&mut self.prefixes),
            ("street", "after_name") => Trace::StreetAfter,
            ("street", "after_capital") => Trace::StreetAfterCapital,
            ("street", "before_name") => Trace::StreetBefore,
            ("street", "before_capital") => Trace::StreetBeforeCapital,
            ("street", "lead") => Trace::StreetLead,
            ("street", "names") => Trace::StreetName,
            ("street", "unit") => Trace::Unit,
            ("street", "unit_perhaps") => Trace::UnitPerhaps,
            ("street", "unit_after_number") => Trace::UnitAfter,
            ("street", "number") => Trace::Number,
            ("street", "home") => Trace::Home,
            ("street", "measure") => Trace::Measure,
            ("places", "places") => Trace::Place,
            ("place", "kind") => Trace::PlaceKind,
            ("contact", "call") => Trace::Call,
            ("contact", "call_after_name") => Trace::CallAfter,
            ("contact", "article") => Trace::Article,
            ("contact", "title") => Trace::Title,
            ("contact", "not_name") => Trace::NotName,
            ("contact", "first_names") => Trace::FirstName,
            ("contact", "phone") => Trace::Phone,
            ("contact", "platform") => Trace::Platform,
            ("contact", "currency") => Trace::Currency,
            ("contact", "double") => Trace::Times(2),
            ("contact", "triple") => Trace::Times(3),
            ("contact", digit) => {
                let digit = digit.strip_prefix("digit_")?.parse().ok()?;
                Trace::Digit(Some(digit).filter(|&digit| digit <= 9)?)
            }
            _ => return None,
        };
        let at = self.lists.iter().position(|(known, _)| *known == trace);
        let at = at.unwrap_or_else(|| {
            self.lists.push((trace, Vec::new()));
            self.lists.len() - 1
        });
        Some(&mut self.lists.get_mut(at)?.1)
    }
}

/// The lists, ready to be met.
#[derive(Default)]
pub(crate) struct Words {
    /// By their first word.
    phrases: HashMap<String, Vec<Phrase>>,
    endings: Vec<String>,
    prefixes: Vec<String>,
}

struct Phrase {
    /// The words after the first.
    rest: Vec<String>,
    /// What must stand behind the last: "c/" is a street, "c" is not.
    tail: Option<char>,
    trace: Trace,
}

/// A phrase met: tokens `at..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub at: usize,
    pub end: usize,
    pub trace: Trace,
}

impl Words {
    pub(crate) fn new(traces: &Traces) -> Self {
        let mut words = Self::default();
        for (trace, phrases) in &traces.lists {
            for phrase in phrases {
                words.add(phrase, *trace);
            }
        }
        let fold = |list: &[String]| {
            let mut list: Vec<String> = list
                .iter()
                .map(|it| super::super::normal::fold(it))
                .collect();
            list.sort_by_key(|it| std::cmp::Reverse(it.len()));
            list.dedup();
            list
        };
        words.endings = fold(&traces.street_endings);
        words.prefixes = fold(&traces.prefixes);
        words
    }

    fn add(&mut self, phrase: &str, trace: Trace) {
        let normal = Normal::new(phrase);
        let mut tokens = normal
            .tokens
            .iter()
            .map(|token| normal.word(token).to_owned());
        let Some(first) = tokens.next() else {
            return;
        };
        self.phrases.entry(first).or_default().push(Phrase {
            rest: tokens.collect(),
            tail: phrase.chars().last().filter(|c| matches!(c, '/' | '.')),
            trace,
        });
    }

    /// Every phrase that stands in the message, in order of its first word.
    pub(crate) fn marks(&self, message: &Message) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (at, token) in message.tokens().iter().enumerate() {
            let word = message.normal.word(token);
            self.met(message, at, word, &mut marks);
            for rest in self.unprefixed(word) {
                self.met(message, at, rest, &mut marks);
            }
        }
        marks
    }

    fn met(&self, message: &Message, at: usize, first: &str, marks: &mut Vec<Mark>) {
        for phrase in self.phrases.get(first).into_iter().flatten() {
            let end = at + 1 + phrase.rest.len();
            let Some(tokens) = message.tokens().get(at + 1..end) else {
                continue;
            };
            let same = tokens
                .iter()
                .zip(&phrase.rest)
                .all(|(token, word)| message.normal.word(token) == word);
            let joined = (at..end - 1).all(|at| !message.gap(at).contains(['\n', ',', '!', '?']));
            let tail = phrase
                .tail
                .is_none_or(|tail| message.gap(end - 1).starts_with(tail));
            if same && joined && tail {
                marks.push(Mark {
                    at,
                    end,
                    trace: phrase.trace,
                });
            }
        }
    }

    /// The word without what Arabic, Hebrew or French write together with it: "بشارع" → "شارع".
    pub(crate) fn unprefixed<'w>(&'w self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let long = word.chars().nth(2).is_some();
        let rests = self
            .prefixes
            .iter()
            .filter_map(|prefix| word.strip_prefix(prefix.as_str()));
        rests.filter(move |rest| long && rest.chars().nth(1).is_some())
    }

    /// Whether a word ends as street names of one word do: "Hauptstrasse".
    pub(crate) fn ends_as_street(&self, word: &str) -> bool {
        self.endings
            .iter()
            .any(|ending| word.ends_with(ending.as_str()))
    }
}
