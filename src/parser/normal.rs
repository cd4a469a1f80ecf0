//! Raw text → [`Normal`]: the same words without what hides them from a reader or a pattern.
//!
//! Three views of one message: `clean` keeps its look (for the notice), `folded` drops case, accents and
//! apostrophes (for the lexicon), `tokens` are its words with their place in both.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How much of a message is read, in bytes. People put what they want first; the rest of a 200 kB paste
/// could only make reading slow, and a notice shows 280 characters anyway.
const READ: usize = 8 * 1024;

/// How many bytes a word and the blank after it are at the least, as a rule: room is made for so many.
const LETTERS_A_WORD: usize = 4;

/// A message in three views.
#[derive(Default)]
pub(crate) struct Normal {
    /// Composed, without controls, bidi overrides, zero-width characters, or quoted lines; `\n` between lines.
    pub clean: String,
    /// Lower case, no accents, no apostrophes, ASCII digits.
    pub folded: String,
    /// The words of it.
    pub tokens: Vec<Token>,
    /// How each sentence ends.
    pub sentences: Vec<Ending>,
}

/// A word, a number or a lone symbol.
#[derive(Clone, Copy)]
pub(crate) struct Token {
    /// Where it is in `folded`.
    pub folded: (usize, usize),
    /// Where it is in `clean`.
    pub clean: (usize, usize),
    /// Which clause it is in, counted from 0: a comma, a dash or brackets end one.
    pub clause: usize,
    /// Which sentence it is in, counted from 0.
    pub sentence: usize,
    /// The [`key`] of the folded word.
    pub key: u64,
    /// What number it is, written in digits.
    pub number: Option<u32>,
    /// A `#` stands before it.
    pub hash: bool,
    /// An emoji or other symbol.
    pub symbol: bool,
}

/// How a sentence ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    /// With a full stop, a line's end, or nothing.
    Plain,
    /// With a question mark.
    Question,
}

impl Normal {
    /// Normalises the beginning of `text`.
    pub(crate) fn new(text: &str) -> Self {
        let clean = clean(text);
        let mut normal = Self {
            folded: String::with_capacity(clean.len()),
            tokens: Vec::with_capacity(clean.len() / LETTERS_A_WORD + 1),
            ..Self::default()
        };
        Tokenizer {
            into: &mut normal,
            clause: 0,
            sentence: 0,
            open: None,
            hash: false,
        }
        .run(&clean);
        normal.clean = clean;
        normal
    }

    /// The folded word.
    pub(crate) fn word(&self, token: &Token) -> &str {
        &self.folded[token.folded.0..token.folded.1]
    }

    /// Whether the token's sentence is a question.
    pub(crate) fn asks(&self, token: &Token) -> bool {
        self.asked(token.sentence)
    }

    /// Whether the sentence of that number is a question.
    pub(crate) fn asked(&self, sentence: usize) -> bool {
        self.sentences.get(sentence) == Some(&Ending::Question)
    }
}

/// The characters that a lexicon phrase and a message are both folded to.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_into(c, &mut folded);
    }
    folded
}

/// Appends what `c` folds to: nothing for marks and apostrophes.
fn fold_into(c: char, folded: &mut String) {
    if c.is_ascii() {
        if c != '\'' {
            folded.push(c.to_ascii_lowercase());
        }
        return;
    }
    for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
        match part {
            'ß' => folded.push_str("ss"),
            // Arabic: endings that people write either way, and the stretching stroke.
            'ى' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ـ' | '\'' | '’' | '‘' | 'ʼ' | '׳' | '´' => {}
            mark if is_combining_mark(mark) => {}
            other => folded.push(digit(other)),
        }
    }
}

/// Arabic-Indic, Persian and Devanagari digits as ASCII.
fn digit(c: char) -> char {
    let value = match u32::from(c) {
        at @ 0x0660..=0x0669 => at - 0x0660,
        at @ 0x06F0..=0x06F9 => at - 0x06F0,
        at @ 0x0966..=0x096F => at - 0x0966,
        _ => return c,
    };
    char::from_digit(value, 10).unwrap_or(c)
}

/// By what a folded word is found in a table (FNV-1a, 64 bits, mixed). Two words with one key are not to be met by
/// chance; who makes them on purpose could as well write the other word.
pub(crate) fn key(folded: &str) -> u64 {
    let fnv = |key: u64, byte: &u8| (key ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let key = folded.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, fnv);
    let key = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^ key >> 29
}

/// Composed text of one look: see [`Normal::clean`]. Reads at most [`READ`] bytes.
fn clean(text: &str) -> String {
    let cut = text.floor_char_boundary(READ);
    let read = &text[..cut];
    // Nearly all text is composed as it comes.
    let mut clean = if read.is_ascii() || is_nfc_quick(read.chars()) == IsNormalized::Yes {
        shown(read.chars(), cut)
    } else {
        shown(read.nfc(), cut)
    };
    if cut < text.len() {
        // The cut may have gone through a phone number: what is left of it would no longer look like one.
        clean.truncate(clean.trim_end_matches(|c: char| !c.is_alphabetic()).len());
    }
    clean
}

/// Composed text as a reader sees it, of about `size` bytes.
fn shown(composed: impl Iterator<Item = char>, size: usize) -> String {
    let mut clean = String::with_capacity(size);
    let mut quoted = false;
    let mut line_start = true;
    let mut previous = '\n';
    for c in composed {
        if c == '\n'
            || c == '\r'
            || c == '\u{2028}'
            || c == '\u{2029}'
            || c == '\u{b}'
            || c == '\u{c}'
        {
            (quoted, line_start) = (false, true);
            if !clean.ends_with('\n') && !clean.is_empty() {
                clean.truncate(clean.trim_end().len());
                clean.push('\n');
            }
            continue;
        }
        if hidden(c, previous) {
            continue;
        }
        previous = c;
        if line_start && c == '>' {
            quoted = true;
        }
        if quoted {
            continue;
        }
        if c.is_whitespace() {
            if !line_start && !clean.ends_with(' ') {
                clean.push(' ');
            }
            continue;
        }
        line_start = false;
        clean.push(c);
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Whether a reader does not see `c`: controls, bidi embeddings and overrides, zero-width characters,
/// variation selectors, keycap frames, skin tones. A joiner stays between the parts of one emoji.
fn hidden(c: char, previous: char) -> bool {
    match c {
        ' '..='~' | '\t' => false,
        '\u{200d}' => !is_symbol(previous),
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}'
        | '\u{20e3}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => true,
        '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control(),
    }
}

/// Emoji and the like: what may stand for a word but is not written with letters.
pub(crate) fn is_symbol(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x21ff | 0x2300..=0x23ff | 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1f000..=0x1faff)
}

/// The first link, from its scheme to the next blank.
fn links(text: &str) -> Option<std::ops::Range<usize>> {
    let sign = text.find("://")?;
    let scheme = text[..sign]
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
        .len();
    let end = text[sign..]
        .find(char::is_whitespace)
        .map_or(text.len(), |end| sign + end);
    Some(scheme..end)
}

struct Tokenizer<'a> {
    into: &'a mut Normal,
    clause: usize,
    sentence: usize,
    /// Where the word being read began, in `clean` and `folded`.
    open: Option<(usize, usize)>,
    hash: bool,
}

impl Tokenizer<'_> {
    fn run(mut self, clean: &str) {
        let mut rest = clean.char_indices().peekable();
        let mut before = ' ';
        let mut link = links(clean);
        while let Some((at, c)) = rest.next() {
            // The words of a link say nothing.
            if link.as_ref().is_some_and(|link| link.contains(&at)) {
                self.close(at);
                (before, self.hash) = (' ', false);
                continue;
            }
            if link.as_ref().is_some_and(|link| link.end <= at) {
                link = links(&clean[at..]).map(|link| link.start + at..link.end + at);
            }
            let after = rest.peek().map_or(' ', |&(_, c)| c);
            // Letters and digits part ways ("7am", "18h") so that a number is always its own word.
            if self.open.is_some()
                && before.is_numeric() != c.is_numeric()
                && before.is_alphanumeric()
            {
                self.close(at);
            }
            if c.is_alphanumeric()
                || is_combining_mark(c)
                || (is_apostrophe(c) && self.open.is_some())
            {
                if self.open.is_none() {
                    self.open = Some((at, self.into.folded.len()));
                }
                fold_into(c, &mut self.into.folded);
            } else {
                self.close(at);
                let start = self.into.folded.len();
                fold_into(c, &mut self.into.folded);
                self.punctuation(at, start, c, before, after);
            }
            before = c;
        }
        self.close(clean.len());
        self.into.sentences.resize(self.sentence + 1, Ending::Plain);
    }

    fn close(&mut self, end: usize) {
        let Some((clean, folded)) = self.open.take() else {
            return;
        };
        let word = &self.into.folded[folded..];
        if word.is_empty() {
            return;
        }
        let number = word.parse().ok();
        let range = (folded, self.into.folded.len());
        self.push((clean, end), range, number);
    }

    fn push(&mut self, clean: (usize, usize), folded: (usize, usize), number: Option<u32>) {
        let hash = std::mem::take(&mut self.hash);
        let (clause, sentence) = (self.clause, self.sentence);
        let key = key(&self.into.folded[folded.0..folded.1]);
        self.into.tokens.push(Token {
            folded,
            clean,
            clause,
            sentence,
            key,
            number,
            hash,
            symbol: false,
        });
    }

    fn punctuation(&mut self, at: usize, start: usize, c: char, before: char, after: char) {
        let inside_number = before.is_numeric() && after.is_numeric();
        match c {
            '#' | '＃' => {
                self.hash = true;
                return;
            }
            '?' | '؟' | '？' => self.end_sentence(Ending::Question),
            '!' | '¡' | '¿' | '\n' | '…' | ';' | '؛' => self.end_sentence(Ending::Plain),
            '.' if !(inside_number || inside_word(before, after)) => {
                self.end_sentence(Ending::Plain);
            }
            ',' | '،' | ':' if !inside_number => self.clause += 1,
            '(' | ')' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | '—' | '–' | '|' | '*' | '•' => {
                self.clause += 1
            }
            '-' if before == ' ' || after == ' ' => self.clause += 1,
            symbol if is_symbol(symbol) => {
                let folded = (start, self.into.folded.len());
                self.push((at, at + c.len_utf8()), folded, None);
                if let Some(token) = self.into.tokens.last_mut() {
                    token.symbol = true;
                }
            }
            _ => {}
        }
        self.hash = false;
    }

    /// Ends the sentence, unless nothing was said in it yet.
    fn end_sentence(&mut self, ending: Ending) {
        self.clause += 1;
        let said = self
            .into
            .tokens
            .last()
            .is_some_and(|token| token.sentence == self.sentence);
        if said {
            self.into.sentences.push(ending);
            self.sentence += 1;
        } else if ending == Ending::Question
            && let Some(last) = self.into.sentences.last_mut()
        {
            // "really!?" asks.
            *last = Ending::Question;
        }
    }
}

/// Whether a dot between these stands within an address or abbreviation. "I would.It is gone" is two sentences.
fn inside_word(before: char, after: char) -> bool {
    let between_sentences = before.is_lowercase() && after.is_uppercase();
    before.is_alphabetic() && after.is_alphabetic() && !between_sentences
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '׳' | '´' | '״')
}
