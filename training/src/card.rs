//! The figures of the model's card, written where it keeps a place for them; what they mean stands around it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::corpus::Line;
use crate::eval::Measure;

/// Where the figures begin and end in the card.
const BEGIN: &str = "<!-- figures: written by `cargo xtask train` -->";
const END: &str = "<!-- end of figures -->";

/// Writes the figures into the card at `file`, and begins one where there is none.
///
/// # Errors
/// When the file cannot be read or written, or one of its two marks is missing.
pub fn write(file: &Path, own: &[Line], measures: &[Measure]) -> Result<()> {
    let card = if file.exists() {
        std::fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?
    } else {
        format!("# The detector's model\n\n{BEGIN}\n{END}\n")
    };
    let card = with_figures(&card, &figures(own, measures)).with_context(|| {
        format!(
            "{} has no place for figures: put {BEGIN:?} and {END:?} there, each on a line",
            file.display()
        )
    })?;
    std::fs::write(file, card).with_context(|| format!("{} cannot be written", file.display()))
}

fn with_figures(card: &str, figures: &str) -> Option<String> {
    let (before, rest) = card.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{figures}{END}{after}"))
}

fn figures(own: &[Line], measures: &[Measure]) -> String {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for line in own {
        *lines.entry(line.lang.as_str()).or_default() += 1;
    }
    let lines: Vec<String> = lines
        .iter()
        .map(|(lang, count)| format!("{lang} {count}"))
        .collect();
    let mut text = format!(
        "\nLines of our own chats it was trained on: {} ({}).\n",
        own.len(),
        lines.join(", ")
    );
    text.push_str("\n| measure | value |\n|---|---|\n");
    for measure in measures {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {:.3} |", measure.name, measure.value);
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_between_their_marks_and_nothing_else_changes() {
        let card = format!("before\n{BEGIN}\nold\n{END}\nafter\n");
        let written = with_figures(&card, "new\n").unwrap();
        assert_eq!(written, format!("before\n{BEGIN}\nnew\n{END}\nafter\n"));
        assert_eq!(with_figures("no marks", "new"), None);
    }
}
