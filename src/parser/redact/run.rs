//! A text → its runs of digits with little between them: what may be one number, whichever way it is written.

use std::ops::Range;

use super::super::normal::{fold, is_symbol};

/// How many different signs may stand between two groups of one number: ` - `, `.../...`.
const SIGNS: usize = 3;

/// How long what stands between two groups may be, in characters.
const APART: usize = 12;

/// A run of digits with little between them.
pub(super) struct Run {
    pub groups: Vec<Group>,
}

/// Digits that stand together.
pub(super) struct Group {
    pub span: Range<usize>,
    pub digits: String,
}

impl Group {
    pub(super) fn value(&self) -> u64 {
        self.digits.parse().unwrap_or(u64::MAX)
    }

    /// The group that begins at byte `start`; letters that pass for digits are digits.
    fn at(clean: &str, start: usize) -> Self {
        let rest = clean.get(start..).unwrap_or("");
        let end = rest
            .char_indices()
            .find(|&(at, c)| !digit(clean, start + at, c))
            .map_or(clean.len(), |(at, _)| start + at);
        let digits = fold(clean.get(start..end).unwrap_or(""));
        Self {
            span: start..end,
            digits: digits.replace('o', "0").replace(['l', 'i'], "1"),
        }
    }
}

impl Run {
    /// The first run that begins at byte `from` or later.
    pub(super) fn next(clean: &str, from: usize) -> Option<Self> {
        let first = from + clean.get(from..)?.find(char::is_numeric)?;
        // "O176 …": the letter before the first digit.
        let start = clean[from..first]
            .char_indices()
            .next_back()
            .map(|(at, c)| (from + at, c))
            .filter(|&(at, c)| digit(clean, at, c))
            .map_or(first, |(at, _)| at);
        let mut run = Self {
            groups: vec![Group::at(clean, start)],
        };
        while let Some(next) = run.next_group(clean) {
            run.groups.push(next);
        }
        debug_assert!(run.end() > from, "a run goes forward");
        Some(run)
    }

    /// The group behind the last one, where what stands between keeps them together.
    fn next_group(&self, clean: &str) -> Option<Group> {
        let last = self.groups.last()?;
        let rest = clean.get(last.span.end..)?;
        let mut signs = 0;
        let mut before = None;
        for (offset, c) in rest.char_indices().take(APART + 1) {
            let at = last.span.end + offset;
            if digit(clean, at, c) {
                let next = Group::at(clean, at);
                return self.joined(clean, last, &next).then_some(next);
            }
            if !(separates(c) || c == '\n' || is_symbol(c)) {
                return None;
            }
            signs += usize::from(before != Some(c));
            before = Some(c);
            if signs > SIGNS {
                return None;
            }
        }
        None
    }

    /// Whether what stands between two groups keeps them together.
    fn joined(&self, clean: &str, last: &Group, next: &Group) -> bool {
        let gap = clean.get(last.span.end..next.span.start).unwrap_or("");
        if gap.contains('\n') {
            return gap == "\n" && lone_line(clean, next.span.start);
        }
        if let Some(symbol) = gap.chars().find(|&c| is_symbol(c)) {
            // "20 🥖 100 🥛" counts two things.
            let before = self.gap(clean, self.groups.len().wrapping_sub(2));
            let same = |text: &str| text.chars().all(|c| c == symbol || !is_symbol(c));
            return same(gap) && same(before);
        }
        if gap.contains(':') {
            let dialled = self.groups.first().is_some_and(|first| {
                first.digits.starts_with('0') || clean[..first.span.start].ends_with(['+', '＋'])
            });
            // "Block 5: 120 chairs"
            return !hour(clean, last, next) && (gap != ": " || dialled);
        }
        true
    }

    pub(super) fn end(&self) -> usize {
        self.groups.last().map_or(usize::MAX, |last| last.span.end)
    }

    pub(super) fn start(&self) -> usize {
        self.groups.first().map_or(0, |first| first.span.start)
    }

    pub(super) fn digits(&self) -> usize {
        self.groups.iter().map(|group| group.digits.len()).sum()
    }

    /// What stands between group `at` and the next.
    pub(super) fn gap<'c>(&self, clean: &'c str, at: usize) -> &'c str {
        let ends = (self.groups.get(at), self.groups.get(at.wrapping_add(1)));
        let (Some(one), Some(other)) = ends else {
            return "";
        };
        clean.get(one.span.end..other.span.start).unwrap_or("")
    }

    /// "2026-12-24", "24.12.2026" at the head of the run.
    pub(super) fn begins_with_date(&self, clean: &str) -> bool {
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

    pub(super) fn without_first(mut self, count: usize) -> Self {
        self.groups.drain(..count.min(self.groups.len()));
        self
    }
}

/// Whether the character at byte `at` is a digit, or a letter that passes for one: "5l2 555 O134".
fn digit(clean: &str, at: usize, c: char) -> bool {
    if c.is_numeric() {
        return true;
    }
    if !matches!(c, 'O' | 'o' | 'l' | 'I') {
        return false;
    }
    let before = clean.get(..at).and_then(|it| it.chars().next_back());
    let after = clean.get(at + 1..).and_then(|it| it.chars().next());
    let numeric = |c: Option<char>| c.is_some_and(char::is_numeric);
    let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    match c {
        'l' | 'I' => numeric(before) && numeric(after),
        // Many digits before it: "2O" is something else.
        'O' if numeric(before) && outside(after) => {
            clean
                .get(..at)
                .unwrap_or("")
                .chars()
                .rev()
                .take(4)
                .filter(|c| c.is_numeric())
                .count()
                == 4
        }
        _ => numeric(after) && (numeric(before) || outside(before)),
    }
}

/// Whether the line from byte `start` on holds nothing but a number.
fn lone_line(clean: &str, start: usize) -> bool {
    let rest = clean.get(start..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    line.len() <= 4 * APART && line.chars().all(|c| c.is_numeric() || separates(c))
}

/// "10:30", and not "06:12:34:56".
fn hour(clean: &str, last: &Group, next: &Group) -> bool {
    let gap = clean.get(last.span.end..next.span.start).unwrap_or("");
    let shape = last.digits.len() <= 2 && last.value() <= 24;
    let minutes = next.digits.len() == 2 && next.value() <= 59;
    let behind = clean.get(next.span.end..).unwrap_or("");
    let ahead = clean.get(..last.span.start).unwrap_or("");
    let more = |text: Option<&str>, from_start: bool| {
        text.is_some_and(|text| {
            if from_start {
                text.starts_with(char::is_numeric)
            } else {
                text.ends_with(char::is_numeric)
            }
        })
    };
    let chain = more(behind.strip_prefix(gap), true) || more(ahead.strip_suffix(gap), false);
    shape && minutes && !chain
}

/// What people put between the digits of one number.
pub(super) fn separates(c: char) -> bool {
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
            | ':'
            | ';'
            | '='
            | '&'
            | '\''
            | '"'
    ) || matches!(
        c,
        '‐' | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '−'
            | '·'
            | '•'
            | '∙'
            | '・'
            | 'ー'
            | '…'
            | '’'
            | '“'
            | '”'
            | '،'
    )
}
