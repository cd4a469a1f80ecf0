//! A message → what else finds one person or opens their door: plates of vehicles, numbers of papers and customers,
//! passwords, the day of a birth.
//!
//! A few have a shape that nothing else has; the others are found by the word that leads to them and by looking like a
//! code: letters and digits in one, or many digits.

use std::ops::Range;

use regex::Regex;

use super::super::Language;
use super::super::role::{Role, Time};
use super::view::View;
use super::words::Trace;

/// How many words may stand between the word for it and the code: "passport *number is* …".
const BETWEEN: usize = 4;

/// How many words may stand between the word for a password and it: "PIN *for my EBT card, it's* 4471".
const NEAR: usize = 7;

/// How many letters and digits a piece of a code has at the most.
const LETTERS: usize = 64;

/// How many pieces a code has at the most: "12 C 345/26".
const PIECES: usize = 6;

/// How many words a date has at the most: "14 de agosto de 1939".
const DATE: usize = 6;

/// The shapes that codes have whatever the language.
#[derive(Default)]
pub(crate) struct Ids {
    shapes: Vec<Regex>,
    /// Only where the message is German: "HH AB 1234".
    german: Option<Regex>,
}

impl Ids {
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let shapes = [
            // Plates: French, German, Indian, Brazilian, Mexican, British.
            r"\b[A-Z]{2}-\d{3}-[A-Z]{2}\b",
            r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} \d{3,4}[EH]?\b",
            r"\b(?:AN|AP|AR|AS|BR|CG|CH|DD|DL|DN|GA|GJ|HP|HR|JH|JK|KA|KL|LA|LD|MH|ML|MN|MP|MZ|NL|OD|PB|PY|RJ|SK|TN|TR|TS|UK|UP|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?\d{4}\b",
            r"\b[A-Z]{3}-?\d[A-Z]\d{2}\b",
            r"\b[A-Z]{3}-\d{2}-\d{2}\b",
            r"\b[A-Z]{2}\d{2}[A-Z]{3}\b",
            r"(?:^|[^\p{L}\p{M}])((?:\p{Arabic}\s){2,3}\d{2,4})\b",
            // A vehicle's own number.
            r"\b[A-HJ-NPR-Z\d]{3,9}\d[A-HJ-NPR-Z\d]{6}\d{4}\b",
            // People in Mexico (CURP, RFC) and India (PAN), and their health insurance in the US.
            r"(?i)\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b",
            r"\b[A-Z]{3,4}\d{6}[A-Z\d]{3}\b",
            r"\b[A-Z]{5}\d{4}[A-Z]\b",
            r"(?i)\b\d[A-Z][A-Z\d]\d-?[A-Z][A-Z\d]\d-?[A-Z]{2}\d{2}\b",
            // "*03.12.1936"
            r"\*\s?(\d{1,2}\.\s?\d{1,2}\.\s?(?:19\d{2}|20[01]\d|[3-9]\d))\b",
        ];
        let shapes = shapes.iter().map(|shape| Regex::new(shape));
        Ok(Self {
            shapes: shapes.collect::<Result<_, _>>()?,
            german: Some(Regex::new(r"\b[A-ZÄÖÜ]{1,3} [A-Z]{1,2} \d{3,4}[EH]?\b")?),
        })
    }

    /// Every one of them, as ranges of the clean text.
    pub(crate) fn find(&self, view: &View) -> Vec<Range<usize>> {
        let clean = view.clean();
        let mut found = Vec::new();
        if clean.contains(char::is_numeric) {
            let shaped = self.shapes.iter().flat_map(|it| it.captures_iter(clean));
            let shaped = shaped.filter_map(|it| Some(it.get(1).or_else(|| it.get(0))?.range()));
            found.extend(shaped);
            if view.message.guess.language == Some(Language::German) && !view.shouts() {
                let plates = self.german.iter().flat_map(|it| it.find_iter(clean));
                found.extend(plates.map(|plate| plate.range()));
            }
        }
        for mark in view.marks() {
            found.extend(match mark.trace {
                Trace::Id => led(view, mark.end, BETWEEN, id),
                Trace::Plate => led(view, mark.end, BETWEEN, plate),
                Trace::Secret => secret(view, mark.end),
                Trace::Birth => birth(view, mark.at, mark.end),
                _ => None,
            });
        }
        found
    }
}

/// A word, a number or both in one, and the short words and numbers tied to it.
struct Code<'m> {
    span: Range<usize>,
    text: &'m str,
}

impl<'m> Code<'m> {
    /// The code whose first piece is token `at`.
    fn at(view: &View<'m>, at: usize) -> Option<Self> {
        let clean = view.clean();
        let start = view.span(at).start;
        let mut end = start;
        let mut from = start;
        for _ in 0..PIECES {
            let rest = clean.get(from..)?;
            let len = until(rest, |c| !c.is_alphanumeric());
            let piece = rest.get(..len)?;
            let mixed = piece.contains(char::is_numeric);
            let letters =
                !view.shouts() && len <= 4 && piece.chars().all(char::is_uppercase) && len > 0;
            if !(mixed || letters) {
                break;
            }
            end = from + len;
            // One sign or a blank ties it to the next.
            let Some(sign) = clean.get(end..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            if !matches!(sign, ' ' | '-' | '/' | '.' | '·' | '*' | '‑') {
                break;
            }
            from = end + sign.len_utf8();
        }
        let text = clean.get(start..end)?;
        // Letters behind the last digit belong to it only where they are tied.
        let text = text.trim_end_matches(' ');
        (!text.is_empty()).then(|| Self {
            span: start..start + text.len(),
            text,
        })
    }

    fn digits(&self) -> usize {
        self.text.chars().filter(|c| c.is_numeric()).count()
    }

    fn letters(&self) -> bool {
        self.text.contains(char::is_alphabetic)
    }
}

/// The number of a paper: letters and digits, or many digits.
fn id(code: &Code) -> bool {
    code.digits() > 3 || code.letters() && code.digits() > 2
}

/// A plate: letters and digits.
fn plate(code: &Code) -> bool {
    code.letters() && code.digits() > 1 || code.digits() > 3
}

/// The first code from token `at` on, with few words between.
fn led(
    view: &View,
    at: usize,
    between: usize,
    fits: impl Fn(&Code) -> bool,
) -> Option<Range<usize>> {
    for at in at..(at + between).min(view.len()) {
        if view.gap_before(at).contains(['\n', '!', '?', ';']) {
            return None;
        }
        if let Some(code) =
            Code::at(view, at).filter(|code| code.digits() > 0 || at + 1 >= view.len())
        {
            return fits(&code).then_some(code.span);
        }
        let little = [Trace::HandleLink, Trace::HandleFiller, Trace::Number];
        let little = little.iter().any(|&it| view.end_of(at, it).is_some());
        if !(little || view.stop(at)) {
            return None;
        }
    }
    None
}

/// How many bytes of `rest` come before a character at which it ends, or before it is too long to be a code.
fn until(rest: &str, ends: impl Fn(char) -> bool) -> usize {
    let mut letters = rest.char_indices().enumerate();
    let end = letters.find(|&(nth, (_, c))| nth >= LETTERS || ends(c));
    end.map_or(rest.len(), |(_, (at, _))| at)
}

/// What opens something, behind the word for it, which ends before token `at`.
fn secret(view: &View, from: usize) -> Option<Range<usize>> {
    for at in from..(from + NEAR).min(view.len()) {
        let gap = view.gap_before(at);
        if gap.contains(['\n', '!', '?', ';']) || gap.contains(". ") {
            return None;
        }
        let told = gap.contains([':', '=']) || view.ended(at, Trace::Is);
        let right = told || at == from;
        let span = view.span(at);
        let rest = view.clean().get(span.start..)?;
        let len = until(rest, char::is_whitespace);
        let word = rest.get(..len)?.trim_end_matches(['.', ',', ')', '"']);
        let digits = word.chars().filter(|c| c.is_numeric()).count();
        let mixed = right && word.starts_with(char::is_alphabetic) && digits > 0 && word.len() > 4;
        let number = digits > 3 && !view.counted(at + 1) && (right || !year(view, at));
        let name = told && !view.known(at) && !view.stop(at) && word.len() > 3;
        if mixed && !word.contains('\'') || number || name {
            return Some(span.start..span.start + word.len());
        }
    }
    None
}

/// The day of a birth with its year, behind or before the word for it, which is `at..end`.
fn birth(view: &View, at: usize, end: usize) -> Option<Range<usize>> {
    let behind = (end..end + 3).find_map(|from| {
        let date = date(view, from)?;
        (from..date)
            .any(|at| year(view, at))
            .then_some((from, date))
    });
    let before = || {
        let from = at.saturating_sub(DATE);
        (from..at).find_map(|from| {
            let date = date(view, from).filter(|&date| date + 1 >= at)?;
            (from..date)
                .any(|at| year(view, at))
                .then_some((from, date))
        })
    };
    let (from, end) = behind.or_else(before)?;
    Some(view.span(from).start..view.span(end.checked_sub(1)?).end)
}

/// Where the date ends that begins at token `from`: numbers and a month, with little words between.
fn date(view: &View, from: usize) -> Option<usize> {
    let month = |at: usize| view.within(at, |role| matches!(role, Role::Time(Time::Month(_))));
    let day = |at: usize| view.number(at).is_some_and(|day| (1..=31).contains(&day));
    let part = |at: usize| day(at) || month(at) || year(view, at);
    if from >= view.len() || !part(from) {
        return None;
    }
    let (mut end, mut parts) = (from, 0);
    let mut last = from;
    for at in from..(from + DATE).min(view.len()) {
        let ends = at > from && view.gap_before(at).contains(['\n', '!', '?', ';']);
        let little = matches!(
            view.word(at),
            "de" | "del" | "of" | "th" | "st" | "nd" | "rd" | "er" | "the"
        );
        if ends || !(part(at) || little) {
            break;
        }
        if part(at) {
            parts += 1;
            last = at;
            end = at + 1;
            if year(view, at) && parts > 1 {
                break;
            }
        }
    }
    let named = (from..=last).any(month);
    (parts > 2 || named && parts > 1).then_some(end)
}

/// Whether somebody who lives may have been born in the year at that token.
fn year(view: &View, at: usize) -> bool {
    view.digits(at)
        && view
            .number(at)
            .is_some_and(|year| (1900..2030).contains(&year))
}
