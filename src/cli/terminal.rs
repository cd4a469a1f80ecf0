//! Lines for people: what a terminal shows, how wide it is, colour where it is wanted.

use std::io::{IsTerminal, stdout};

/// Text from people without what would steer a terminal: control characters, and marks that turn the
/// direction of the line round (Unicode's bidirectional controls).
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

/// How lines are shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Look {
    colour: bool,
    width: Option<usize>,
}

/// What a piece of a line is.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    /// Somebody asks.
    Need,
    /// Somebody gives.
    Offer,
    /// The bot is not sure.
    Doubt,
    /// A heading.
    Strong,
    /// What may be passed over.
    Faint,
}

impl Look {
    /// Of standard output: plain where it is no terminal, without colour where `NO_COLOR` is set.
    pub(super) fn of_stdout() -> Self {
        let out = stdout();
        if !out.is_terminal() {
            return Self::default();
        }
        let plain = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
        let width = rustix::termios::tcgetwinsize(&out).map(|size| usize::from(size.ws_col));
        Self {
            colour: !plain,
            width: width.ok().filter(|width| *width >= 40),
        }
    }

    /// The text in colour.
    pub(super) fn paint(self, ink: Ink, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Need => "1;33",
            Ink::Offer => "1;32",
            Ink::Doubt => "35",
            Ink::Strong => "1",
            Ink::Faint => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// The text, cut to what is left of a line of which `used` is taken.
    pub(super) fn cut(self, text: &str, used: usize) -> String {
        let room = self
            .width
            .map_or(usize::MAX, |width| width.saturating_sub(used + 1).max(20));
        if text.chars().count() <= room {
            return text.to_owned();
        }
        let mut cut: String = text.chars().take(room - 1).collect();
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        cut
    }
}

/// 12431 as 12,431.
pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// "1 post", "12,431 posts".
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let shown = [0, 999, 1000, 12431, 1_234_567].map(number);
        assert_eq!(shown, ["0", "999", "1,000", "12,431", "1,234,567"]);
    }

    #[test]
    fn a_line_fits_and_steers_nothing() {
        let look = Look {
            colour: false,
            width: Some(60),
        };
        let cut = look.cut(&"word ".repeat(40), 20);
        assert!(cut.ends_with('…') && cut.chars().count() <= 39, "{cut}");
        assert_eq!(printable("a\u{1b}[2J\u{202e}b"), "a [2Jb");
        assert_eq!(Look::default().paint(Ink::Need, "x"), "x");
    }
}
