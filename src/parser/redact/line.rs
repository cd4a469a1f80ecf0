//! A text and what is cut from it → one line of at most 280 characters.

use std::ops::Range;

/// What stands where something was cut.
pub(crate) const CUT: &str = "…";

/// How long a notice's text may be, in characters.
const SUMMARY: usize = 280;

/// A piece of a text that other rooms must not see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Cut {
    /// Where it is, in bytes.
    pub span: Range<usize>,
    /// What stands there instead.
    pub leaves: Leaves,
}

/// What a cut leaves behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Leaves {
    /// Nothing: the sentence reads well without it.
    Nothing,
    /// A sign that something was there.
    Sign,
}

/// The cuts in order, those that touch made one.
pub(crate) fn merge(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_by_key(|cut| (cut.span.start, cut.span.end));
    let mut merged: Vec<Cut> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match merged.last_mut() {
            Some(last) if cut.span.start < last.span.end => {
                // What reads well without the one reads well without both.
                if cut.leaves == Leaves::Nothing {
                    last.leaves = Leaves::Nothing;
                }
                last.span.end = last.span.end.max(cut.span.end);
            }
            _ => merged.push(cut),
        }
    }
    merged
}

/// `text[range]` without the cuts, which are in order and apart.
pub(crate) fn without(text: &str, range: Range<usize>, cuts: &[Cut]) -> String {
    let mut left = String::with_capacity(range.len());
    let mut at = range.start;
    for cut in cuts {
        if cut.span.end <= at || cut.span.start >= range.end {
            continue;
        }
        left.push_str(text.get(at..cut.span.start.max(at)).unwrap_or_default());
        left.push_str(match cut.leaves {
            Leaves::Nothing => " ",
            Leaves::Sign => CUT,
        });
        at = cut.span.end;
    }
    left.push_str(text.get(at..range.end).unwrap_or_default());
    left
}

/// What other rooms may see: one line of at most 280 characters.
pub(crate) fn summary(text: &str, cuts: &[Cut]) -> String {
    shorten(&one_line(&without(text, 0..text.len(), cuts)))
}

/// Lines joined by " / ", blanks and repeated cuts made one, no blank before a comma.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let parts = text
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    for part in parts {
        if !line.is_empty() {
            line.push_str(" / ");
        }
        for word in part.split_whitespace() {
            let glue = matches!(word, "," | "." | ";" | "!" | "?" | "…") || word == "()";
            if word == "()" || word == CUT && line.ends_with(CUT) {
                continue;
            }
            let comma = word.starts_with([',', ';', '.', '?', '!']) && !word.starts_with("...");
            if !(line.is_empty() || line.ends_with(' ') || ((glue || comma) && word != CUT)) {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    let edges =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '-' | '–' | '—' | '|');
    let mut kept = line.trim_start_matches(edges);
    while let Some(rest) = kept.strip_suffix(edges) {
        // "blood type A-"
        if kept.ends_with(['-', '–']) && rest.ends_with(char::is_alphanumeric) {
            break;
        }
        kept = rest;
    }
    kept.to_owned()
}

/// At most 280 characters, cut between words.
fn shorten(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(SUMMARY) else {
        return line.to_owned();
    };
    let room = line
        .char_indices()
        .nth(SUMMARY - 1)
        .map_or(end, |(at, _)| at);
    let head = &line[..room];
    // A word longer than half the notice is cut through.
    let cut = head
        .rfind(char::is_whitespace)
        .filter(|&at| at > room / 2)
        .unwrap_or(room);
    format!(
        "{}{CUT}",
        head[..cut].trim_end_matches([' ', ',', '/', '…'])
    )
}
