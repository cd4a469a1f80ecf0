//! Everyday things under their names in every language: word → the thing, for finding a need's offer.
//!
//! The table of word classes knows common words only; what neighbours lend each other is rarely among them. This list,
//! `config/model/alike.txt`, names those things, a line each.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::features::hash;
use super::normal::fold;

/// The list compiled in.
const LIST: &str = include_str!("../../config/model/alike.txt");

/// How many letters of a word tell it from others, whatever its ending.
const LETTERS: usize = 6;

/// What a word is without its ending: a plural's "s", and all behind its sixth letter. `word` is folded.
pub(crate) fn stem(word: &str) -> &str {
    let plural = word.is_ascii() && word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let word = if plural {
        &word[..word.len() - 1]
    } else {
        word
    };
    let end = word.char_indices().nth(LETTERS);
    end.map_or(word, |(end, _)| &word[..end])
}

/// The number of the thing that a folded word names, from 1.
pub(crate) fn thing(word: &str) -> Option<u32> {
    static THINGS: LazyLock<HashMap<String, u32>> = LazyLock::new(things);
    THINGS.get(stem(word)).copied()
}

/// The mark of the thing that a folded word names; that of the word itself where it names none of the list.
pub(crate) fn meaning(word: &str) -> u32 {
    match thing(word) {
        // No word has digits in it, so none has this hash on purpose.
        Some(number) => hash(&format!("thing {number}")),
        None => hash(stem(word)),
    }
}

fn things() -> HashMap<String, u32> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut things = HashMap::new();
    for (number, line) in (1..).zip(lines) {
        for word in line.split_whitespace() {
            // A word that two lines have means what the first says.
            things.entry(stem(&fold(word)).to_owned()).or_insert(number);
        }
    }
    things
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_in_many_languages() {
        let diapers = thing("diapers");
        assert!(diapers.is_some());
        for word in [
            "nappies",
            "pañales",
            "fraldas",
            "Windeln",
            "حفاضات",
            "חיתולים",
        ] {
            assert_eq!(thing(&fold(word)), diapers, "{word}");
        }
        assert_ne!(thing("pram"), diapers);
        assert_eq!(thing("yesterday"), None);
        assert_eq!(meaning("violins"), meaning("violin"));
    }
}
