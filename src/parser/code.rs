//! Codes that make two accounts one person: short enough to type on a phone, and nothing in them looks alike.

use wegotus_chat::Text;

/// What a code is written with: no vowels, so that none is a word, and nothing that could be taken for another.
const LETTERS: &[u8; 27] = b"BCDFGHJKLMNPQRSTVWXYZ234679";
/// How long a code is: 27^6 are nearly 400 million.
const LENGTH: usize = 6;

/// A code that makes two accounts one person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LinkCode {
    /// As people write it.
    pub text: Text,
    /// What the board knows of it: a keyed hash, all zeros until whoever has the key makes it.
    pub seal: [u8; 16],
}

impl LinkCode {
    /// The code in a text that is nothing else: in capitals, without blanks.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_whitespace() || matches!(c, '-' | '"' | '\'' | '.' | '`');
        let code: String = text
            .trim_matches(plain)
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = code.len() == LENGTH && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then(|| Self {
            text: Text::from(code),
            seal: [0; 16],
        })
    }

    /// A new code. `fill` fills bytes by chance, and says whether it could.
    pub(crate) fn draw(fill: impl Fn(&mut [u8]) -> bool) -> Option<Text> {
        let even = LETTERS.len() * (256 / LETTERS.len());
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let mut bytes = [0; 16];
            if !fill(&mut bytes) {
                return None;
            }
            // Bytes beyond the last whole round would make some letters likelier than others.
            let letters = bytes
                .iter()
                .map(|byte| usize::from(*byte))
                .filter(|byte| *byte < even);
            let left = LENGTH - code.len();
            code.extend(
                letters
                    .take(left)
                    .map(|byte| char::from(LETTERS[byte % LETTERS.len()])),
            );
        }
        Some(Text::from(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_read_however_it_is_typed() {
        let counter = std::cell::Cell::new(0_u8);
        let drawn = LinkCode::draw(|bytes| {
            for byte in bytes {
                counter.set(counter.get().wrapping_add(37));
                *byte = counter.get();
            }
            true
        });
        let drawn = drawn.unwrap();
        assert_eq!(drawn.as_str().len(), LENGTH);
        let (head, tail) = drawn.as_str().split_at(3);
        for typed in [
            drawn.as_str().to_owned(),
            drawn.as_str().to_lowercase(),
            format!(" {head}-{tail} "),
            format!("{head} {tail}."),
        ] {
            assert_eq!(LinkCode::read(&typed).unwrap().text, drawn, "{typed}");
        }
        assert_eq!(LinkCode::read("my account"), None);
        assert_eq!(LinkCode::read(""), None);
        assert_eq!(LinkCode::draw(|_| false), None);
    }
}
