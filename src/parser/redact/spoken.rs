//! A message → the telephone numbers in it of which some or all digits are words: "zéro six douze trente-quatre …",
//! "double nine 8 7", "0176 zwölf 34 56 78".

use std::ops::Range;

use super::phone::LONG;
use super::view::View;
use super::words::Trace;

/// From how many digits on words are a number where another word says that it is to be called.
const SHORT: usize = 5;

/// How long a word may be that is taken apart: "hundertsechsundsiebzig".
const LETTERS: usize = 40;

/// How long the longest word for a digit is that others are written together with: "sieben".
const UNIT: usize = 6;

/// What a message says of a number at one place.
struct Said {
    /// How many digits it is.
    digits: usize,
    /// Whether it is said in words.
    word: bool,
    /// Whether it may be another word: "one", which is an article too, or a number of another language.
    doubtful: bool,
    /// The token after it.
    end: usize,
}

/// A run of digits and words for them, as it is read.
#[derive(Default)]
struct Spell {
    from: usize,
    said: usize,
    digits: usize,
    words: usize,
    /// Words with digits on both sides, or a hundred before others.
    inside: usize,
    /// Whether the last is such a word, if anything follows.
    open: bool,
    commas: usize,
}

impl Spell {
    fn add(&mut self, view: &View, at: usize, said: &Said) {
        if self.said == 0 {
            self.from = at;
        } else {
            self.commas += usize::from(view.gap_before(at).contains([',', '،', ';']));
        }
        self.inside += usize::from(self.open);
        self.open = said.word && !said.doubtful && (self.said > 0 || said.digits > 2);
        self.said += 1;
        self.digits += said.digits;
        self.words += usize::from(said.word);
    }

    /// Whether it is a number to be called.
    fn tells(&self, view: &View, end: usize) -> bool {
        let called = view.ended(self.from, Trace::Phone) || view.ended(self.from, Trace::Call);
        // "ages four, seven, ten, twelve, fourteen"
        let listed = self.said > 1 && self.commas + 2 >= self.said && !called;
        let enough = self.words > 2 || self.inside > 0 || self.words > 0 && called;
        let least = if called && self.words > 2 {
            SHORT
        } else {
            LONG
        };
        self.digits >= least && enough && !listed && (self.words > 2 || !view.counted(end))
    }
}

/// "five five five 0142", "double seven oh …": a run of digits of which some are words.
pub(super) fn spoken(view: &View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut spell = Spell::default();
    let mut at = 0;
    while at <= view.len() {
        let joined = spell.said == 0 || joins(view, at);
        let said = (at < view.len() && joined)
            .then(|| element(view, at))
            .flatten();
        if let Some(said) = said {
            spell.add(view, at, &said);
            at = said.end;
            continue;
        }
        if spell.said > 0 {
            if spell.tells(view, at) {
                found.push(view.span(spell.from).start..view.span(at - 1).end);
            }
            spell = Spell::default();
            if !joined {
                continue;
            }
        }
        at += 1;
    }
    found
}

/// Whether what stands before token `at` keeps it together with the digits before.
fn joins(view: &View, at: usize) -> bool {
    let gap = view.gap_before(at);
    let days = view.digits(at) && at.checked_sub(1).is_some_and(|before| view.digits(before));
    match gap.trim() {
        "" | "-" | "," | "(" | ")" | "…" | "..." | "–" | "،" => !gap.contains('\n'),
        "." => gap == ".",
        // "10:30", "24/12"
        ":" | "/" => !days,
        _ => false,
    }
}

/// The digits or the word for a number at token `at`.
fn element(view: &View, at: usize) -> Option<Said> {
    let told = |digits, end| {
        Some(Said {
            digits,
            word: true,
            doubtful: false,
            end,
        })
    };
    if view.digits(at) {
        return Some(Said {
            digits: view.word(at).len(),
            word: false,
            doubtful: false,
            end: at + 1,
        });
    }
    if let Some((times, end)) = view.starting(at).find_map(|mark| match mark.trace {
        Trace::Times(times) => Some((usize::from(times), mark.end)),
        _ => None,
    }) {
        let single = view.digits(end) && view.word(end).len() == 1;
        if let Some(end) = unit(view, end).or(single.then_some(end + 1)) {
            return told(times, end);
        }
    }
    if let Some(end) = view.end_of(at, Trace::Hundred) {
        return told(3, behind_hundred(view, end));
    }
    if let Some(end) = view.end_of(at, Trace::Ten) {
        return told(2, behind_ten(view, end));
    }
    if let Some(end) = view.end_of(at, Trace::Teen) {
        return told(2, end);
    }
    if let Some(end) = unit(view, at) {
        let hundred = view.end_of(end, Trace::Hundred);
        if let Some(end) = hundred.filter(|_| near(view, end)) {
            return told(3, behind_hundred(view, end));
        }
        return Some(Said {
            digits: 1,
            word: true,
            doubtful: doubtful(view, at),
            end,
        });
    }
    if view.word(at) == "o" && (digits_touch(view, at) || digits_touch(view, at + 1)) {
        return told(1, at + 1);
    }
    compound(view, at).and_then(|digits| told(digits, at + 1))
}

/// Whether the word for a digit may be another: an article, or one of a language that the message is hardly in.
fn doubtful(view: &View, at: usize) -> bool {
    let foreign = || {
        let (_, tongues) = view.message.words.get(at)?.value?;
        Some(!tongues.has(view.message.guess.language?))
    };
    let mut digits = view
        .starting(at)
        .filter(|mark| matches!(mark.trace, Trace::Digit(_)))
        .peekable();
    match digits.peek() {
        Some(_) => digits.any(|mark| mark.trace == Trace::Digit(1)),
        None => foreign().unwrap_or(false),
    }
}

/// Where the word for a single digit at token `at` ends.
fn unit(view: &View, at: usize) -> Option<usize> {
    let digit = view
        .starting(at)
        .find(|mark| matches!(mark.trace, Trace::Digit(_)));
    let number = || {
        let value = view.message.value(at)?;
        (value < 10 && !view.digits(at)).then_some(at + 1)
    };
    digit.map(|mark| mark.end).or_else(number)
}

/// Where "thirty" ends with what belongs to it, read up to token `at`: "thirty-*four*", "treinta *y cuatro*",
/// "soixante-*douze*".
fn behind_ten(view: &View, at: usize) -> usize {
    if !near(view, at) {
        return at;
    }
    let from = view.end_of(at, Trace::NumberAnd).unwrap_or(at);
    let teen = (view.gap_before(at) == "-")
        .then(|| view.end_of(from, Trace::Teen))
        .flatten();
    teen.or_else(|| unit(view, from).filter(|_| near(view, from)))
        .unwrap_or(at)
}

/// Where a hundred ends with what belongs to it, read up to token `at`: "novecentos *e doze*".
fn behind_hundred(view: &View, at: usize) -> usize {
    if !near(view, at) {
        return at;
    }
    let from = view.end_of(at, Trace::NumberAnd).unwrap_or(at);
    if let Some(end) = view.end_of(from, Trace::Ten) {
        return behind_ten(view, end);
    }
    view.end_of(from, Trace::Teen)
        .or_else(|| unit(view, from))
        .unwrap_or(at)
}

/// Whether token `at` follows the one before it directly.
fn near(view: &View, at: usize) -> bool {
    matches!(view.gap_before(at), " " | "-")
}

/// Whether digits touch each other or a letter before token `at`: "o134".
fn digits_touch(view: &View, at: usize) -> bool {
    let before = at.checked_sub(1);
    view.gap_before(at).is_empty()
        && before.is_some_and(|before| view.digits(before) || view.digits(at))
}

/// How many digits a number of several words written as one has: "vierunddreißig", "hundertzwölf".
fn compound(view: &View, at: usize) -> Option<usize> {
    let word = view.word(at);
    if !(7..=LETTERS).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let words = view.words;
    if let Some(head) = words.headed(word, Trace::Ten) {
        let tied = words.headed(head, Trace::NumberAnd)?;
        return Some(if tied.len() > UNIT { 3 } else { 2 });
    }
    let head = words.headed(word, Trace::Teen)?;
    words.means(head, Trace::Hundred).then_some(3)
}
