//! Strong words as WhatsApp writes them, for both ways to it: between asterisks.

/// Words between asterisks; as they are where an app would show the asterisks themselves: inside a word, beside another
/// asterisk, or around more than a line.
#[must_use]
pub fn starred(words: &str, before: &str, after: &str) -> String {
    let opens = before.chars().next_back().is_none_or(char::is_whitespace);
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…');
    let closes = after.chars().next().is_none_or(ends);
    let is_one = !words.contains(['*', '\n']) && words.trim() == words && !words.is_empty();
    if opens && closes && is_one {
        format!("*{words}*")
    } else {
        words.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asterisks_stand_where_an_app_takes_them_for_a_mark() {
        assert_eq!(starred("#14", "Need ", " · diapers"), "*#14*");
        assert_eq!(starred("#14", "", ""), "*#14*");
        assert_eq!(starred("#14", "board:\n", ". Done"), "*#14*");
        let hebrew = "\u{2068}#14\u{2069}";
        assert_eq!(starred(hebrew, "צורך ", " · "), format!("*{hebrew}*"));
        for (before, words, after) in [
            ("ל", "#14", " "),
            ("Need ", "#14", "th"),
            ("Need ", "#14", "*"),
            ("Need ", "1*4", " "),
            ("Need ", "1\n4", " "),
            ("Need ", "14 ", ""),
            ("Need ", "", ""),
        ] {
            assert_eq!(starred(words, before, after), words);
        }
    }
}
