//! The whole chat on paper, for a failure.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::{Place, Seen, Stage};

/// How much of a quoted message is shown.
const QUOTE_CHARS: usize = 28;

/// All that can be seen at `places`, place after place.
pub(crate) async fn transcript(stage: &dyn Stage, places: Vec<Place>) -> String {
    let mut paper = String::new();
    for place in places {
        let _ = writeln!(paper, "── {place} ──");
        match stage.messages(&place).await {
            Ok(all) if all.is_empty() => paper.push_str("  (nothing was said)\n"),
            Ok(all) => write_chat(&mut paper, &all),
            Err(why) => drop(writeln!(paper, "  (cannot be read: {why:#})")),
        }
    }
    paper
}

fn write_chat(paper: &mut String, all: &[Seen]) {
    let texts: BTreeMap<_, _> = all.iter().map(|seen| (&seen.id, &seen.text)).collect();
    for seen in all {
        let bot = if seen.is_bot { "🤖 " } else { "" };
        let _ = write!(paper, "  {bot}{}: ", seen.sender);
        if let Some(quoted) = &seen.reply_to {
            let quoted = texts.get(quoted).map_or("?", |text| text.as_str());
            let _ = write!(
                paper,
                "↳“{}” ",
                quoted.chars().take(QUOTE_CHARS).collect::<String>()
            );
        }
        paper.push_str(if seen.deleted {
            "(taken back)"
        } else {
            &seen.text
        });
        paper.push_str(if seen.edited { " (edited)" } else { "" });
        for reaction in &seen.reactions {
            let _ = write!(paper, " [{} {}]", reaction.emoji, reaction.person);
        }
        paper.push('\n');
    }
}
