//! The stable pieces of a sentence. The sentence itself is data that an organizer may change.

use std::fmt;

/// Pieces that a text has to contain, whatever their case: one, or several in any order. An empty list
/// asks for any text at all.
#[derive(Clone, Debug)]
pub struct Pieces(Vec<String>);

impl Pieces {
    /// Whether `text` contains every piece.
    pub(crate) fn all_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0
            .iter()
            .all(|piece| text.contains(&piece.to_lowercase()))
    }

    /// The first piece that `text` contains.
    pub(crate) fn any_in(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        self.0
            .iter()
            .find(|piece| text.contains(&piece.to_lowercase()))
            .map(String::as_str)
    }
}

impl fmt::Display for Pieces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("anything");
        }
        for (nth, piece) in self.0.iter().enumerate() {
            write!(f, "{}{piece:?}", if nth == 0 { "" } else { " and " })?;
        }
        Ok(())
    }
}

impl From<&str> for Pieces {
    fn from(piece: &str) -> Self {
        Self(vec![piece.to_owned()])
    }
}

impl From<&String> for Pieces {
    fn from(piece: &String) -> Self {
        Self(vec![piece.clone()])
    }
}

impl<const N: usize> From<[&str; N]> for Pieces {
    fn from(pieces: [&str; N]) -> Self {
        Self(pieces.map(str::to_owned).to_vec())
    }
}
