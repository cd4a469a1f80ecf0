//! A message → its telephone and account numbers, in the ways people write them in any country.
//!
//! Found by shape: seven digits or more with little between them, unless they are a date, an amount or a row of
//! sizes. Google's libphonenumber (crate `phonenumber`) was measured for this: it adds 3.3 MB to the binary, 150 ms
//! to the first message and 6 µs to each candidate, and it answers another question. It says whether a number is
//! *assigned* in one country, so "555 0142" without a country, a number one digit short or a foreign one are "no",
//! and a "no" would show them to strangers. So it serves the tests instead (`tests/phones.tsv`): its example numbers
//! of every country, in each of the national and international formats it knows, must not survive.

use std::ops::Range;

use super::super::normal::fold;
use super::view::View;
use super::words::Trace;

/// From how many digits on a number may be a telephone's.
const LONG: usize = 7;

/// From how many on, where a word says that it is one.
const CALLED: usize = 4;

/// Every number by which a person could be reached or paid, as ranges of the clean text.
pub(crate) fn numbers(view: &View) -> Vec<Range<usize>> {
    let clean = view.clean();
    let mut found = Vec::new();
    if clean.contains(char::is_numeric) {
        let mut at = 0;
        while let Some(run) = Run::next(clean, at) {
            at = run.end();
            found.extend(telling(view, run));
        }
    }
    found.extend(spoken(view));
    found
}

/// A run of digits with little between them.
struct Run {
    groups: Vec<Group>,
}

/// Digits that stand together.
struct Group {
    span: Range<usize>,
    digits: String,
}

impl Group {
    fn value(&self) -> u64 {
        self.digits.parse().unwrap_or(u64::MAX)
    }
}

impl Run {
    /// The first run that begins at byte `from` or later.
    fn next(clean: &str, from: usize) -> Option<Self> {
        let start = from + clean.get(from..)?.find(char::is_numeric)?;
        let mut groups: Vec<Group> = Vec::new();
        let (mut at, mut apart) = (start, 0);
        for (offset, c) in clean[start..].char_indices() {
            at = start + offset;
            if c.is_numeric() {
                match groups.last_mut() {
                    Some(last) if last.span.end == at => {
                        last.span.end = at + c.len_utf8();
                    }
                    _ => groups.push(Group {
                        span: at..at + c.len_utf8(),
                        digits: String::new(),
                    }),
                }
                apart = 0;
            } else if separates(c) && apart < 3 {
                apart += 1;
            } else {
                break;
            }
        }
        debug_assert!(at >= start, "a run goes forward");
        for group in &mut groups {
            group.digits = fold(&clean[group.span.clone()]);
        }
        Some(Self { groups })
    }

    fn end(&self) -> usize {
        self.groups.last().map_or(usize::MAX, |last| last.span.end)
    }

    fn start(&self) -> usize {
        self.groups.first().map_or(0, |first| first.span.start)
    }

    fn digits(&self) -> usize {
        self.groups.iter().map(|group| group.digits.len()).sum()
    }

    /// What stands between group `at` and the next.
    fn gap<'c>(&self, clean: &'c str, at: usize) -> &'c str {
        let ends = (self.groups.get(at), self.groups.get(at + 1));
        let (Some(one), Some(other)) = ends else {
            return "";
        };
        clean.get(one.span.end..other.span.start).unwrap_or("")
    }

    /// "2026-12-24", "24.12.2026" at the head of the run.
    fn begins_with_date(&self, clean: &str) -> bool {
        let [first, second, third, ..] = self.groups.as_slice() else {
            return false;
        };
        let gap = self.gap(clean, 0).trim();
        let dialled = clean[..self.start()].ends_with(['+', '＋']);
        if dialled || !matches!(gap, "-" | "." | "/") || self.gap(clean, 1).trim() != gap {
            return false;
        }
        let year = |group: &Group| group.digits.len() == 4 && (1900..2200).contains(&group.value());
        let small = |group: &Group| group.digits.len() <= 2 && (1..=31).contains(&group.value());
        (year(first) && small(second) && small(third))
            || (small(first) && small(second) && year(third))
    }

    fn without_first(mut self, count: usize) -> Self {
        self.groups.drain(..count.min(self.groups.len()));
        self
    }
}

/// What people put between the digits of one number.
fn separates(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}'
            | '('
            | ')'
            | '['
            | ']'
            | '.'
            | ','
            | '-'
            | '/'
            | '\\'
            | '_'
            | '*'
            | '|'
            | '~'
            | '+'
    ) || matches!(
        c,
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '·' | '•' | '∙' | '・' | 'ー'
    )
}

/// The part of a run that must go.
fn telling(view: &View, run: Run) -> Option<Range<usize>> {
    let clean = view.clean();
    if run.digits() < LONG {
        return called(view, &run).then(|| whole(clean, &run));
    }
    // A day is none, but the day on which somebody was born is.
    if run.begins_with_date(clean) && !led(view, &run, Trace::Phone) {
        let rest = run.without_first(3);
        return telling(view, rest);
    }
    let other = amount(view, &run) || row(clean, &run) || years(&run);
    (!other || called(view, &run)).then(|| whole(clean, &run))
}

/// The run with the sign and the bracket that belong to it.
fn whole(clean: &str, run: &Run) -> Range<usize> {
    let (mut start, mut end) = (run.start(), run.end().min(clean.len()));
    while let Some(c) = clean[..start].chars().next_back()
        && matches!(c, '+' | '＋' | '(' | '[')
    {
        start -= c.len_utf8();
    }
    let inside = clean.get(start..end).unwrap_or("");
    let open =
        |open: char, close: char| inside.matches(open).count() > inside.matches(close).count();
    let unclosed = open('(', ')') || open('[', ']');
    if let Some(c) = clean[end..].chars().next()
        && (c == '+' || unclosed && matches!(c, ')' | ']'))
    {
        end += c.len_utf8();
    }
    start..end
}

/// Whether a word before the number says that it is to be called.
fn called(view: &View, run: &Run) -> bool {
    if run.digits() < CALLED || run.groups.len() > 2 && growing(run) {
        return false;
    }
    let tokens = view.message.tokens();
    let after = tokens.partition_point(|token| token.clean.0 < run.end());
    let told = led(view, run, Trace::Phone) || led(view, run, Trace::Call);
    // "call 24/12", "tel 2.5": a day or an amount.
    let date = run.groups.len() == 2 && matches!(run.gap(view.clean(), 0).trim(), "/" | "." | ",");
    let long = run.digits() >= LONG;
    told && !date && (long || !view.counted(after))
}

/// Whether such a word stands right before the number.
fn led(view: &View, run: &Run, by: Trace) -> bool {
    let tokens = view.message.tokens();
    let at = tokens.partition_point(|token| token.clean.0 < run.start());
    let gap = view.gap_before(at).trim();
    view.ended(at, by) && matches!(gap, "" | ":" | "." | "#" | ".:" | "-" | "(" | "+")
}

/// Whether it is money or a large count: a currency beside one plain number, or thousands.
fn amount(view: &View, run: &Run) -> bool {
    let clean = view.clean();
    let dialled = clean[..run.start()].ends_with(['+', '＋', '(']);
    let zero = |group: &Group| group.digits.starts_with('0');
    if dialled || run.groups.first().is_none_or(zero) {
        return false;
    }
    let thousands = run.groups.len() == 1
        || (1..run.groups.len()).all(|at| {
            let gap = run.gap(clean, at - 1);
            run.groups[at].digits.len() == 3 && matches!(gap, " " | "." | ",")
        });
    let currency = |c: char| matches!(c, '$' | '€' | '£' | '₪' | '₹' | '₨' | '¥' | '₦' | '₺');
    let beside = clean[..run.start()].trim_end().ends_with(currency)
        || clean[run.end().min(clean.len())..]
            .trim_start()
            .starts_with(currency);
    let tokens = view.message.tokens();
    let first = tokens.partition_point(|token| token.clean.0 < run.start());
    let after = tokens.partition_point(|token| token.clean.0 < run.end());
    let named = view.ended(first, Trace::Currency) || view.end_of(after, Trace::Currency).is_some();
    let round =
        run.groups.len() > 1 && run.groups.iter().skip(1).all(|group| group.digits == "000");
    // "1000-1500": each a round number.
    let range = run.groups.len() == 2
        && run
            .groups
            .iter()
            .all(|group| group.digits.len() > 3 && group.digits.ends_with("00"));
    thousands && (beside || named || round) || range
}

/// "2026-2027".
fn years(run: &Run) -> bool {
    let year = |group: &Group| group.digits.len() == 4 && (1900..2100).contains(&group.value());
    match run.groups.as_slice() {
        [one, other] => {
            year(one) && year(other) && (1..30).contains(&other.value().wrapping_sub(one.value()))
        }
        _ => false,
    }
}

/// "38 40 42 44", "10.12. 14-16", "4, 5, 6, 7": small numbers that grow by little, or are parted in several ways.
fn row(clean: &str, run: &Run) -> bool {
    if run.groups.len() < 2 || run.groups.iter().any(|group| group.digits.len() > 2) {
        return false;
    }
    let gaps = || (1..run.groups.len()).map(|at| run.gap(clean, at - 1));
    let listed = gaps().all(|gap| gap == ", ");
    if listed || growing(run) {
        // "01 02 03 04 05" and "71-76-83-91-92" are written as a number is, not as sizes are.
        let zeros = run.groups.iter().all(|group| group.digits.starts_with('0'));
        let tied = run.groups.len() > 4 && gaps().all(|gap| matches!(gap, "-" | "."));
        return listed || !zeros && !tied;
    }
    let first = run.gap(clean, 0).trim();
    let mixed = (1..run.groups.len()).any(|at| run.gap(clean, at - 1).trim() != first);
    let bracket = (1..run.groups.len()).any(|at| run.gap(clean, at - 1).contains(['(', ')', '+']));
    let small = run.groups.iter().all(|group| group.value() <= 59);
    // "08-12 34 56": an area's code, then the number.
    let gaps = 2..run.groups.len();
    let coded = run
        .groups
        .iter()
        .take(1)
        .all(|group| group.digits.starts_with('0'))
        && gaps
            .clone()
            .all(|at| run.gap(clean, at - 1) == run.gap(clean, 1))
        && run.groups.len() > 3;
    mixed && !bracket && !coded && small && run.digits() <= 8
}

/// Whether each group is a little more than the one before.
fn growing(run: &Run) -> bool {
    let mut pairs = run.groups.iter().zip(run.groups.iter().skip(1));
    pairs.all(|(one, next)| (1..=10).contains(&next.value().wrapping_sub(one.value())))
}

/// "five five five 0142", "double seven oh …": a run of digits of which some are words.
fn spoken(view: &View) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut digits, mut words) = (None, 0, 0);
    let mut at = 0;
    while at <= view.len() {
        let joined = from.is_none() || matches!(view.gap_before(at).trim(), "" | "-" | "," | ".");
        let told = (at < view.len() && joined)
            .then(|| spoken_digits(view, at))
            .flatten();
        if let Some((count, word, end)) = told {
            from = from.or(Some(at));
            digits += count;
            words += usize::from(word);
            at = end;
            continue;
        }
        if let Some(start) = from.take() {
            if digits >= LONG && words > 2 {
                found.push(view.span(start).start..view.span(at - 1).end);
            }
            (digits, words) = (0, 0);
            if !joined {
                continue;
            }
        }
        at += 1;
    }
    found
}

/// How many digits token `at` says, whether in words, and where it ends.
fn spoken_digits(view: &View, at: usize) -> Option<(usize, bool, usize)> {
    if view.digits(at) {
        return Some((view.word(at).len(), false, at + 1));
    }
    let digit = |at: usize| {
        let mark = view
            .starting(at)
            .find(|mark| matches!(mark.trace, Trace::Digit(_)));
        let number = view.message.value(at).filter(|value| *value < 10);
        mark.map(|mark| mark.end).or_else(|| number.map(|_| at + 1))
    };
    let times = view.starting(at).find_map(|mark| match mark.trace {
        Trace::Times(times) => Some((times, mark.end)),
        _ => None,
    });
    if let Some((times, end)) = times
        && let Some(end) = digit(end)
    {
        return Some((usize::from(times), true, end));
    }
    digit(at).map(|end| (1, true, end))
}
