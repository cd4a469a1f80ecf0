//! A message → its telephone and account numbers, in the ways people write them in any country.
//!
//! Found by shape: seven digits or more with little between them, unless they are a date, an amount or a row of
//! sizes. Google's libphonenumber (crate `phonenumber`) was measured for this: it adds 3.3 MB to the binary, 150 ms
//! to the first message and 6 µs to each candidate, and it answers another question. It says whether a number is
//! *assigned* in one country, so "555 0142" without a country, a number one digit short or a foreign one are "no",
//! and a "no" would show them to strangers. So it serves the tests instead (`tests/phones.tsv`): its example numbers
//! of every country, in each of the national and international formats it knows, must not survive.

use std::ops::Range;

use super::run::{Group, Run};
use super::spoken::spoken;
use super::view::View;
use super::words::Trace;

/// From how many digits on a number may be a telephone's.
pub(super) const LONG: usize = 7;

/// From how many on, where a word says that it is one.
const CALLED: usize = 4;

/// From how many on, where a word says that it is an extension.
const EXTENSION: usize = 2;

/// From how many on two pieces are one number, whatever they begin with.
const PIECES: usize = 9;

/// From how many digits on a piece of a number is no count, whatever follows.
const COUNTED: usize = 5;

/// Up to how many digits a plain number beside a currency is money.
const MONEY: usize = 7;

/// Every number by which a person could be reached or paid, as ranges of the clean text.
pub(crate) fn numbers(view: &View) -> Vec<Range<usize>> {
    let clean = view.clean();
    let mut found = Vec::new();
    // What stands before a run, in case both are pieces of one number.
    let mut before: Option<Piece> = None;
    if clean.contains(char::is_numeric) {
        let mut at = 0;
        while let Some(run) = Run::next(clean, at) {
            at = run.end();
            let piece = Piece::of(view, &run);
            let told = telling(view, run);
            if let Some(before) = before.take()
                && before.goes_on(view, &piece)
            {
                found.extend([before.span, piece.span.clone()]);
            }
            found.extend(told);
            before = Some(piece);
        }
    }
    found.extend(spoken(view));
    found
}

/// What may be a part of a number: "06 12 34 *then* 56 78".
struct Piece {
    span: Range<usize>,
    digits: usize,
    /// Whether it begins as numbers that are called do, or a word says so.
    dialled: bool,
    /// Whether it is a day, an amount, a round number or so many of something.
    other: bool,
}

impl Piece {
    fn of(view: &View, run: &Run) -> Self {
        let clean = view.clean();
        let span = whole(clean, run);
        let zero = run
            .groups
            .first()
            .is_some_and(|first| first.digits.starts_with('0') && run.digits() > 2);
        let after = view.message.tokens();
        let after = after.partition_point(|token| token.clean.0 < run.end());
        let plain = run.groups.len() == 1;
        let round = run
            .groups
            .last()
            .is_some_and(|it| it.digits.ends_with("00"));
        let dialled = zero || called(view, run) || clean[span.start..].starts_with('+');
        // "128, 140 und 152"
        let listed = !dialled && (1..run.groups.len()).any(|at| run.gap(clean, at - 1) == ", ");
        Self {
            dialled,
            other: listed
                || run.begins_with_date(clean)
                || amount(view, run)
                || plain && round
                || run.digits() < COUNTED && view.counted(after),
            digits: run.digits(),
            span,
        }
    }

    /// Whether `next` is the other part of the same number: only words like "and then" are between.
    fn goes_on(&self, view: &View, next: &Self) -> bool {
        let digits = self.digits + next.digits;
        let enough = digits >= LONG && (self.dialled || digits >= PIECES);
        if !enough || self.other || next.other || self.digits < 2 || next.digits < 2 {
            return false;
        }
        let tokens = view.message.tokens();
        let first = tokens.partition_point(|token| token.clean.0 < self.span.end);
        let last = tokens.partition_point(|token| token.clean.0 < next.span.start);
        let near = (first..=last).all(|at| {
            view.gap_before(at).chars().all(|c| {
                matches!(
                    c,
                    ' ' | ',' | '\n' | '(' | ')' | '.' | '…' | ':' | '+' | '-'
                )
            })
        });
        // At most two such phrases: "puis à la fin".
        let mut at = first;
        for _ in 0..2 {
            at = view.end_of(at, Trace::Then).unwrap_or(at);
        }
        // A mere "and" parts two numbers as well.
        let and = view.end_of(first, Trace::NumberAnd) == Some(last);
        first < last && at == last && near && (self.dialled || !and)
    }
}

/// The part of a run that must go.
fn telling(view: &View, run: Run) -> Option<Range<usize>> {
    let clean = view.clean();
    if run.digits() < LONG {
        return (called(view, &run) || extends(view, &run)).then(|| whole(clean, &run));
    }
    // A day is none, but the day on which somebody was born is.
    if run.begins_with_date(clean) && !led(view, &run, Trace::Phone) {
        let rest = run.without_first(3);
        return telling(view, rest);
    }
    let other = amount(view, &run) || row(clean, &run) || years(&run);
    let called = !other || called(view, &run);
    (called && !names_thing(view, &run)).then(|| whole(clean, &run))
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
    let gap = run.gap(view.clean(), 0).trim();
    let date = run.groups.len() == 2 && matches!(gap, "/" | "." | ",");
    let hours =
        run.groups.len() == 2 && gap == "-" && run.groups.iter().all(|group| group.value() <= 24);
    let long = run.digits() >= LONG;
    told && !(date || hours || names_thing(view, run)) && (long || !view.counted(after))
}

/// "ext. 23": what is dialled behind the number.
fn extends(view: &View, run: &Run) -> bool {
    let tokens = view.message.tokens();
    let after = tokens.partition_point(|token| token.clean.0 < run.end());
    run.digits() >= EXTENSION && led(view, run, Trace::Extension) && !view.counted(after)
}

/// Whether the number is a thing's: "ISBN 978-3-16-148410-0", "lego sets 10245 60197".
fn names_thing(view: &View, run: &Run) -> bool {
    let tokens = view.message.tokens();
    let at = tokens.partition_point(|token| token.clean.0 < run.start());
    let dialled = view.clean()[..run.start()].ends_with(['+', '＋']);
    !dialled && view.ended(at, Trace::ThingNumber) && !view.gap_before(at).contains(['\n', ','])
}

/// Whether such a word stands right before the number.
fn led(view: &View, run: &Run, by: Trace) -> bool {
    let tokens = view.message.tokens();
    let at = tokens.partition_point(|token| token.clean.0 < run.start());
    let gap = view.gap_before(at).trim();
    view.ended(at, by) && matches!(gap, "" | ":" | "." | "#" | ".:" | "-" | "(" | "+" | "=")
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
            run.groups[at].digits.len() == 3 && matches!(gap, " " | "." | "," | "'" | "’")
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
    // "cambio de pesos 5512345678"
    let named = named
        && (run.groups.len() > 1
            || run.digits() <= MONEY
            || run.groups.iter().all(|group| group.digits.ends_with("000")));
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
    let zero = |group: &Group| group.digits.starts_with('0');
    let listed = gaps().all(|gap| matches!(gap, ", " | "، "))
        && !scattered(run)
        && (!run.groups.iter().any(zero) || run.groups.iter().all(zero));
    if listed || growing(run) {
        // "01 02 03 04 05" and "71-76-83-91-92" are written as a number is, not as sizes are.
        let zeros = run.groups.iter().all(zero);
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

/// Whether they are pairs in no order and far from each other, as sizes and ages are not: "61, 23, 45, 67, 89".
fn scattered(run: &Run) -> bool {
    let values = || run.groups.iter().map(Group::value);
    let sorted = run.groups.is_sorted_by_key(Group::value);
    let (least, most) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    let pairs = run.groups.iter().all(|group| group.digits.len() == 2);
    run.groups.len() > 3 && pairs && !sorted && most - least > 40
}

/// Whether each group is a little more than the one before.
fn growing(run: &Run) -> bool {
    let mut pairs = run.groups.iter().zip(run.groups.iter().skip(1));
    pairs.all(|(one, next)| (1..=10).contains(&next.value().wrapping_sub(one.value())))
}
