//! Message → its explicit marker: "#need", "offer:", "ISO".

use std::ops::Range;

use super::message::Message;
use super::role::{Cue, Role};
use super::trie::Hit;
use crate::board::Kind;

/// An explicit marker.
pub(crate) struct Marker {
    pub kind: Kind,
    /// What of `clean` it takes up.
    pub span: Range<usize>,
    /// Whether anything is said besides it.
    pub says_more: bool,
}

/// The explicit marker of a message.
pub(crate) fn marker(message: &Message) -> Option<Marker> {
    message.hits.iter().find_map(|hit| {
        let (kind, shouted) = match hit.role {
            Role::Marker(kind) => (kind, false),
            Role::Shout(kind) => (kind, true),
            _ => return None,
        };
        let span = if shouted {
            shout(message, hit)
        } else {
            marked(message, hit)
        }?;
        let says_more = message
            .tokens()
            .iter()
            .any(|token| token.clean.1 <= span.start || token.clean.0 >= span.end);
        Some(Marker {
            kind,
            span,
            says_more,
        })
    })
}

/// `#need` anywhere, or at the head of a clause `need:`, `need -`, `[need]`.
fn marked(message: &Message, hit: &Hit) -> Option<Range<usize>> {
    let clean = message.normal.clean.as_str();
    let (first, last) = (
        message.tokens().get(hit.at)?,
        message.tokens().get(hit.end() - 1)?,
    );
    let (head, tail) = (&clean[..first.clean.0], &clean[last.clean.1..]);
    if first.hash {
        let after = if tail.trim_start().starts_with(':') {
            tail.find(':').map_or(0, |at| at + 1)
        } else {
            0
        };
        return Some(head.rfind(['#', '＃'])?..last.clean.1 + after);
    }
    let next = tail.trim_start();
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】')] {
        if head.ends_with(open) && next.starts_with(close) && message.opens_clause(hit.at) {
            let after = tail.len() - next.len() + close.len_utf8();
            return Some(head.len() - open.len_utf8()..last.clean.1 + after);
        }
    }
    let sign = next.chars().next()?;
    let ends_it = matches!(sign, ':' | '：') && !next[sign.len_utf8()..].starts_with("//")
        || matches!(sign, '-' | '–' | '—' | '→')
            && next[sign.len_utf8()..].starts_with([' ', '\n']);
    let head_of_line = message.opens_clause(hit.at);
    (ends_it && head_of_line)
        .then(|| first.clean.0..last.clean.1 + (tail.len() - next.len()) + sign.len_utf8())
}

/// "ISO diapers": in capitals, first of all, and with words after it.
fn shout(message: &Message, hit: &Hit) -> Option<Range<usize>> {
    let (first, last) = (
        message.tokens().get(hit.at)?,
        message.tokens().get(hit.end() - 1)?,
    );
    let written = &message.normal.clean[first.clean.0..last.clean.1];
    let next = message.tokens().get(hit.end())?;
    let capitals = !written.chars().any(char::is_lowercase);
    let technical = message.cues().any(|(cue, _)| cue == Cue::Tech);
    (hit.at == 0 && capitals && next.number.is_none() && next.clause == first.clause && !technical)
        .then_some(first.clean.0..last.clean.1)
}
