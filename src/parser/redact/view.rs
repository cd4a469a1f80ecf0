//! A message with its marks, and the questions that addresses and names ask of its words.

use std::ops::Range;

use super::super::Language;
use super::super::message::Message;
use super::super::role::{Role, Time};
use super::words::{Mark, Trace, Words};

/// A message and what its words betray.
pub(crate) struct View<'m> {
    pub message: &'m Message,
    pub words: &'m Words,
    marks: Vec<Mark>,
    shouts: bool,
}

impl<'m> View<'m> {
    pub(crate) fn new(message: &'m Message, words: &'m Words) -> Self {
        Self {
            message,
            words,
            marks: words.marks(message),
            shouts: !message.normal.clean.contains(char::is_lowercase),
        }
    }

    pub(crate) fn clean(&self) -> &'m str {
        &self.message.normal.clean
    }

    /// Whether no letter of it is small.
    pub(crate) fn shouts(&self) -> bool {
        self.shouts
    }

    pub(crate) fn len(&self) -> usize {
        self.message.tokens().len()
    }

    /// Every mark, in order.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Where the longest phrase of that kind ends which begins at token `at`.
    pub(crate) fn end_of(&self, at: usize, trace: Trace) -> Option<usize> {
        self.starting(at)
            .filter(|mark| mark.trace == trace)
            .map(|mark| mark.end)
            .max()
    }

    /// Whether a phrase of that kind ends before token `at`.
    pub(crate) fn ended(&self, at: usize, trace: Trace) -> bool {
        (1..=5).filter_map(|back| at.checked_sub(back)).any(|from| {
            self.starting(from)
                .any(|mark| mark.trace == trace && mark.end == at)
        })
    }

    /// The marks that begin at token `at`.
    pub(crate) fn starting(&self, at: usize) -> impl Iterator<Item = &Mark> {
        let from = self.marks.partition_point(|mark| mark.at < at);
        self.marks[from..]
            .iter()
            .take_while(move |mark| mark.at == at)
    }

    /// The folded word; empty where there is no token.
    pub(crate) fn word(&self, at: usize) -> &'m str {
        let token = self.message.tokens().get(at);
        token.map_or("", |token| self.message.normal.word(token))
    }

    /// The word as written; empty where there is no token.
    pub(crate) fn written(&self, at: usize) -> &'m str {
        self.clean().get(self.span(at)).unwrap_or("")
    }

    /// Where token `at` is in the clean text; an empty range at its end where there is none.
    pub(crate) fn span(&self, at: usize) -> Range<usize> {
        let token = self.message.tokens().get(at);
        token.map_or(self.clean().len()..self.clean().len(), |token| {
            token.clean.0..token.clean.1
        })
    }

    /// What stands between token `at` and the next.
    pub(crate) fn gap(&self, at: usize) -> &'m str {
        self.clean()
            .get(self.span(at).end..self.span(at + 1).start)
            .unwrap_or("")
    }

    /// What stands between token `at` and the one before.
    pub(crate) fn gap_before(&self, at: usize) -> &'m str {
        match at.checked_sub(1) {
            Some(before) => self.gap(before),
            None => self.clean().get(..self.span(at).start).unwrap_or(""),
        }
    }

    /// The number that stands there in digits.
    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        self.message.tokens().get(at)?.number
    }

    /// Whether the token is written in digits, however many.
    pub(crate) fn digits(&self, at: usize) -> bool {
        self.word(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is one letter.
    pub(crate) fn letter(&self, at: usize) -> bool {
        let mut letters = self.word(at).chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    }

    /// Whether it begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// Whether its script has no capitals.
    pub(crate) fn caseless(&self, at: usize) -> bool {
        let letter = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase();
        self.written(at).starts_with(letter)
    }

    /// Whether one of the `count` tokens from `at` on begins with a capital.
    pub(crate) fn capital_soon(&self, at: usize, count: usize) -> bool {
        (at..at + count).any(|at| self.capital(at))
    }

    /// Whether it begins with the raised letter of a rank: "4*ºDto*".
    pub(crate) fn raised(&self, at: usize) -> bool {
        self.written(at).starts_with(['º', 'ª'])
    }

    /// Whether the message may be in that language.
    pub(crate) fn speaks(&self, language: Language) -> bool {
        self.message.guess.tongues.has(language)
    }

    /// Whether it is a number in words, of the message's language.
    pub(crate) fn numeral(&self, at: usize) -> bool {
        let number = |role| matches!(role, Role::Number(_));
        !self.digits(at)
            && (self.end_of(at, Trace::Spelt).is_some()
                || !self.stop(at) && self.within(at, number))
    }

    /// Whether a phrase of that kind covers the token.
    pub(crate) fn covered(&self, at: usize, trace: Trace) -> bool {
        (0..4).filter_map(|back| at.checked_sub(back)).any(|from| {
            self.starting(from)
                .any(|mark| mark.trace == trace && mark.end > at)
        })
    }

    /// Whether the number at token `at` is an age, a size or the like.
    pub(crate) fn labelled(&self, at: usize) -> bool {
        matches!(self.gap_before(at), " " | ". ") && self.ended(at, Trace::Label)
    }

    /// Whether the token makes a size or a price of the number before it: "82 *cm*", "500 *euros*", "80 *x* 210".
    pub(crate) fn size(&self, at: usize) -> bool {
        let across = matches!(self.word(at), "x" | "×") && self.digits(at + 1);
        at > 0
            && matches!(self.gap_before(at), "" | " ")
            && (across
                || self.end_of(at, Trace::Size).is_some()
                || self.end_of(at, Trace::Currency).is_some())
    }

    /// Whether a word tells where on a floor a door is: "izq", "Dto".
    pub(crate) fn side(&self, word: &str) -> bool {
        self.words.is_side(word)
    }

    /// Whether it is a little word of the message's language.
    pub(crate) fn stop(&self, at: usize) -> bool {
        let tongues = self.message.guess.tongues.0;
        let word = self.message.words.get(at);
        word.is_some_and(|word| word.stop.0 & tongues != 0)
    }

    /// Whether some lexicon knows the word.
    pub(crate) fn known(&self, at: usize) -> bool {
        let word = self.message.words.get(at);
        word.is_some_and(|word| word.known.0 != 0)
    }

    /// Whether a phrase with such a role begins there.
    pub(crate) fn role(&self, at: usize, wanted: impl Fn(Role) -> bool) -> bool {
        let hits = &self.message.hits;
        let from = hits.partition_point(|hit| hit.at < at);
        hits[from..]
            .iter()
            .take_while(|hit| hit.at == at)
            .any(|hit| wanted(hit.role))
    }

    /// Whether a phrase with such a role covers the token.
    pub(crate) fn within(&self, at: usize, wanted: impl Fn(Role) -> bool) -> bool {
        let hits = &self.message.hits;
        let from = hits.partition_point(|hit| hit.at + 6 < at);
        hits[from..]
            .iter()
            .take_while(|hit| hit.at <= at)
            .any(|hit| hit.end() > at && wanted(hit.role))
    }

    /// Whether a phrase with such a role ends before token `at`.
    pub(crate) fn role_ended(&self, at: usize, wanted: impl Fn(Role) -> bool) -> bool {
        let hits = &self.message.hits;
        let from = hits.partition_point(|hit| hit.at + 6 < at);
        hits[from..]
            .iter()
            .take_while(|hit| hit.at < at)
            .any(|hit| hit.end() == at && wanted(hit.role))
    }

    /// Whether a day, a month or the like is named there.
    pub(crate) fn time(&self, at: usize) -> bool {
        // "Dawn" is a name, and "Calle Mayor 12 por la tarde" has a number.
        let names = |time| {
            !matches!(
                time,
                Time::At | Time::Early | Time::Late | Time::Greeting | Time::To
            )
        };
        self.within(at, |role| matches!(role, Role::Time(time) if names(time)))
    }

    /// Whether a month is named there.
    pub(crate) fn month(&self, at: usize) -> bool {
        self.within(at, |role| matches!(role, Role::Time(Time::Month(_))))
    }

    /// Whether a word that makes a quantity of a number stands at token `at` or, behind a word of no meaning, one further on: "2
    /// *bunk beds*".
    pub(crate) fn counted_soon(&self, at: usize) -> bool {
        let counts = |at| self.within(at, |role| role == Role::Counted);
        let means = self.within(at, |role| matches!(role, Role::Cue(_)));
        self.gap(at) == " " && !self.capital(at) && !means && (counts(at) || counts(at + 1))
    }

    /// Whether the token makes a quantity or an hour of the number before it: "3 *families*", "7 *am*".
    pub(crate) fn counted(&self, at: usize) -> bool {
        if at == 0 || at >= self.len() || !matches!(self.gap_before(at).trim(), "" | "x" | "-") {
            return false;
        }
        // "4º" is no "4 or".
        if self.raised(at) {
            return false;
        }
        let door = |trace| matches!(trace, Trace::Unit | Trace::UnitPerhaps | Trace::UnitAfter);
        if self.starting(at).any(|mark| door(mark.trace))
            && self.end_of(at, Trace::Measure).is_none()
        {
            return false;
        }
        let hour = |role| {
            matches!(
                role,
                Role::Time(Time::Morning | Time::Evening | Time::Oclock)
            )
        };
        // "Elm Street 24 milk": so many of a thing nobody counts are more likely a house.
        let few = self.number(at - 1) < Some(10);
        let thing = |role| match role {
            Role::Counted => true,
            Role::Thing(_) => few,
            _ => false,
        };
        let several = |word: &str| word.len() > 4 && word.is_ascii() && word.ends_with('s');
        self.end_of(at, Trace::Measure).is_some()
            || self.end_of(at, Trace::Currency).is_some()
            || (self.role(at, hour) && self.number(at - 1) < Some(25))
            || self.role(at, thing)
            || (!self.capital(at) && !self.known(at) && several(self.word(at)))
    }
}
