//! A message → the one line that other rooms may see: no contacts, no names to call, no house numbers.

use regex::{Captures, Regex};

/// What stands where something was cut.
const CUT: &str = "…";

/// How long a notice's text may be, in characters.
const SUMMARY: usize = 280;

/// The words that betray an address or a name, as the lexicons list them.
#[derive(Default)]
pub(crate) struct Traces {
    street_after: Vec<String>,
    street_before: Vec<String>,
    street_ending: Vec<String>,
    unit: Vec<String>,
    unit_after: Vec<String>,
    call: Vec<String>,
    not_name: Vec<String>,
}

impl Traces {
    /// The list that `section.key` of a lexicon file fills.
    pub(crate) fn list(&mut self, section: &str, key: &str) -> Option<&mut Vec<String>> {
        Some(match (section, key) {
            ("street", "after_name") => &mut self.street_after,
            ("street", "before_name") => &mut self.street_before,
            ("street", "ending") => &mut self.street_ending,
            ("street", "unit") => &mut self.unit,
            ("street", "unit_after_number") => &mut self.unit_after,
            ("contact", "call") => &mut self.call,
            ("contact", "not_name") => &mut self.not_name,
            _ => return None,
        })
    }
}

/// The patterns, in the order they are cut.
#[derive(Default)]
pub(crate) struct Redactor {
    rules: Vec<Rule>,
    not_names: Vec<String>,
    streets: Vec<Regex>,
}

struct Rule {
    pattern: Regex,
    what: What,
}

/// What a pattern finds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// An address on a network: cut.
    Contact,
    /// Digits that may be a telephone number: cut unless they are a date or money.
    Digits,
    /// A name after "call": cut from the first group on.
    Named,
    /// A house or flat: only the first group stays.
    House,
}

impl Redactor {
    pub(crate) fn new(traces: &Traces) -> Result<Self, regex::Error> {
        let after = any(&traces.street_after);
        let before = any(&traces.street_before);
        let ending = any(&traces.street_ending);
        let unit = any(&traces.unit);
        let unit_after = any(&traces.unit_after);
        let call = any(&traces.call);
        // A house number: "12", "12b", "12-14", "12 bis", "n° 12".
        let number = r"(?:n[º°o]?\.?\s?|#\s?|nr\.?\s?|numero\s|número\s|no\.?\s)?\d{1,5}(?:\s?[-/]\s?\d{1,4})?(?:\s?(?:bis|ter)\b|\s?[a-z]\b)?";
        let name = r"[\p{L}\d][\p{L}\p{M}\d.'’-]*";
        let patterns = [
            (What::Contact, r"(?i)\b[\w.+%-]+\s?[@＠]\s?[\w-]+(?:\s?\.\s?[\w-]+)+".to_owned()),
            // "ana [at] example [dot] org", "ana at example dot com"
            (What::Contact, r"(?i)\b[\w.+%-]+\s*(?:[\[(]\s*at\s*[\])]|\sat\s)\s*[\w-]+(?:\s*(?:[\[(]\s*dot\s*[\])]|\sdot\s)\s*[\w-]+)+".to_owned()),
            (What::Contact, r"(?i)\b[\w.+%-]+\s*[\[(]\s*at\s*[\])]\s*[\w-]+(?:\.[\w-]+)+".to_owned()),
            (What::Contact, r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:)\S+".to_owned()),
            (What::Contact, r"(?i)\b(?:[a-z0-9-]+\.)+(?:com|org|net|info|me|io|co|gg|app|link|ly|chat|de|fr|es|br|pt|il|in|uk|us|eu|be)\b(?:/\S*)?".to_owned()),
            (What::Contact, r"(?i)\b(?:[a-z0-9-]+\.)+[a-z]{2,10}/\S+".to_owned()),
            // "telegram: ana_p", "discord ana#1234"
            (What::Contact, r"(?i)\b(?:telegram|tg|insta(?:gram)?|ig|snap(?:chat)?|discord|signal)\b\s*(?:user(?:name)?|id|handle)?\s*:?\s+\w[\w.]*[\d_#][\w.#]*".to_owned()),
            (What::Contact, r"[@＠][\p{L}_][\w.-]*".to_owned()),
            (What::Digits, r"(?:\+|\b00)?[(\[]?\d(?:[\s().\-/\[\]_‐‑‒–—·•*|~]{0,3}\d){6,}".to_owned()),
            // "call Maria", "ask for Mr Levy": names begin with a capital where the script has them.
            (What::Named, format!(r"(?:^|[^\p{{L}}\p{{N}}])(?i:{call})\s*:?\s+((?:\p{{Lu}}[\p{{L}}\p{{M}}'’-]*\.?|[\p{{Lo}}][\p{{Lo}}\p{{M}}]+)(?:\s+\p{{Lu}}[\p{{L}}\p{{M}}'’-]+){{0,2}})")),
            // "apt 4B", "piso 3ºB", "شقة 4"
            (What::House, format!(r"(?i)()[,;]?\s*(?:^|\b)(?:{unit})\.?\s*(?:n[º°o.]+\s*)?#?\s?(?:\d{{1,5}}(?:\s?[-/]?\s?[a-z]\b)?(?:\s?[º°ª](?:\s?[a-z]\b)?)?|[a-z]\d{{1,4}}\b|[a-h]\b)")),
            // "4th floor", "3. Stock"
            (What::House, format!(r"(?i)()[,;]?\s*\b\d{{1,3}}\s?(?:º|ª|°|\.|st|nd|rd|th|e|er|ère|ème|eme|o|a)?\s?(?:{unit_after})\b(?:\s?\d{{1,3}}\s?[a-z]?\b)?")),
            // "3ºB"
            (What::House, r"(?i)()[,;]?\s*\b\d{1,2}\s?[º°ª]\s?[a-z]\b".to_owned()),
            // "12 rue des Lilas", "12, rue …"
            (What::House, format!(r"(?i)\b{number},?\s+((?:{before})\.?\s+{name})")),
            // "Calle Mayor 12", "rua Augusta, 100", "شارع الملك 5"
            (What::House, format!(r"(?i)((?:^|\b)(?:{before})\.?(?:\s+{name}){{1,5}}?)\s*,?\s+{number}(?:\b|$)")),
            // "24 Elm St", "24 old mill road"
            (What::House, format!(r"(?i)\b\d{{1,5}}(?:\s?[-/]\s?\d{{1,4}})?[a-z]?,?\s+((?:{name}\s+){{1,3}}?(?:{after})\b\.?)")),
            // "Hauptstr. 5", "Lange Straße 5a"
            (What::House, format!(r"(?i)(\b[\p{{L}}-]*(?:{ending})\b\.?)\s?,?\s?(?:nr\.?\s?|nummer\s)?\d{{1,4}}\s?(?:[-/]\s?\d{{1,4}})?(?:\s?[a-z]\b)?")),
        ];
        let mut rules = Vec::with_capacity(patterns.len());
        for (what, pattern) in patterns {
            rules.push(Rule {
                pattern: Regex::new(&pattern)?,
                what,
            });
        }
        let not_names = traces
            .not_name
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        let capital = r"(?-i:\p{Lu})[\p{L}\p{M}\d.'’-]*|[\p{Lo}]{2,}";
        let link = r"d[aeiou]s?|del|of|the|l[ao]s?|des|du|en";
        let streets = [
            format!(r"(?i)(?:^|\b)(?:{before})\.?(?:\s+(?:{link}))?(?:\s+(?:{capital})){{1,4}}"),
            format!(r"(?:{capital})(?:\s+(?:{capital})){{0,2}}\s+(?i:{after})\b\.?"),
            format!(r"\b\p{{Lu}}[\p{{L}}-]*(?i:{ending})(?:\.|\b)"),
        ];
        let streets = streets
            .iter()
            .map(|street| Regex::new(street))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            rules,
            not_names,
            streets,
        })
    }

    /// The first street named in a redacted text.
    pub(crate) fn street<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = self.streets.iter().filter_map(|street| street.find(text));
        found
            .min_by_key(regex::Match::start)
            .map(|street| street.as_str().trim())
    }

    /// What other rooms may see of `clean`, on one line of at most 280 characters.
    pub(crate) fn summary(&self, clean: &str) -> String {
        shorten(&one_line(&self.redact(clean)))
    }

    /// `clean` without contacts, called names and house numbers.
    fn redact(&self, clean: &str) -> String {
        let mut text = clean.to_owned();
        let digits = text.chars().any(char::is_numeric);
        for rule in &self.rules {
            if !digits && matches!(rule.what, What::Digits | What::House) {
                continue;
            }
            let cut = rule.pattern.replace_all(&text, |found: &Captures<'_>| {
                self.cut(rule.what, found, &text)
            });
            if let std::borrow::Cow::Owned(shorter) = cut {
                text = shorter;
            }
        }
        text
    }

    /// What stays of what a pattern found.
    fn cut(&self, what: What, found: &Captures<'_>, text: &str) -> String {
        let (whole, at) = found
            .get(0)
            .map_or(("", 0), |whole| (whole.as_str(), whole.start()));
        let group = found.get(1);
        match what {
            What::Contact => CUT.to_owned(),
            What::Digits
                if is_date(whole) || is_money(whole, &text[..at], &text[at + whole.len()..]) =>
            {
                whole.to_owned()
            }
            What::Digits => CUT.to_owned(),
            What::Named => match group {
                Some(name) if !self.is_word(name.as_str()) => {
                    format!("{}{CUT}", &whole[..name.start() - at])
                }
                _ => whole.to_owned(),
            },
            What::House => group.map_or("", |group| group.as_str()).to_owned(),
        }
    }

    fn is_word(&self, name: &str) -> bool {
        let first = name
            .split_whitespace()
            .next()
            .unwrap_or(name)
            .to_lowercase();
        self.not_names.contains(&first)
    }
}

/// The words as alternatives of a pattern, longest first; a pattern that finds nothing when there are none.
fn any(words: &[String]) -> String {
    let mut words: Vec<String> = words
        .iter()
        .map(|word| regex::escape(word).replace(r"\ ", " ").replace(' ', r"\s+"))
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    if words.is_empty() {
        r"[^\s\S]".to_owned()
    } else {
        words.join("|")
    }
}

/// "2026-12-24", "24.12.2026", "12/24/2026", and the first with hours after it.
fn is_date(digits: &str) -> bool {
    let parts: Vec<&str> = digits.split(['-', '.', '/']).map(str::trim).collect();
    let [first, second, third] = parts.as_slice() else {
        return false;
    };
    // Hours may follow a date; more digits than those are a number of their own.
    let (third, rest) = third.split_once(char::is_whitespace).unwrap_or((third, ""));
    if rest.chars().filter(char::is_ascii_digit).count() > 4 {
        return false;
    }
    let number = |part: &str| part.parse::<u16>().unwrap_or(0);
    let year = |part: &str| part.len() == 4 && (1900..2200).contains(&number(part));
    let small = |part: &str| (1..=2).contains(&part.len()) && (1..=31).contains(&number(part));
    (year(first) && small(second) && small(third)) || (small(first) && small(second) && year(third))
}

/// Whether a currency stands beside one plain number, as amounts are written.
fn is_money(number: &str, before: &str, after: &str) -> bool {
    let plain = number
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if !plain || number.starts_with('0') {
        return false;
    }
    let currency = |c: char| matches!(c, '$' | '€' | '£' | '₪' | '₹' | '₨' | '¥');
    before.trim_end().ends_with(currency) || after.trim_start().starts_with(currency)
}

/// Lines joined by " / ", blanks and repeated cuts made one, no blank before a comma.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for part in text
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        if !line.is_empty() {
            line.push_str(" / ");
        }
        for word in part.split_whitespace() {
            let glue = matches!(word, "," | "." | ";" | "!" | "…");
            if word == CUT && line.ends_with(CUT) {
                continue;
            }
            if !(line.is_empty() || line.ends_with(' ') || (glue && word != CUT)) {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    let edges =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '-' | '–' | '—' | '|');
    line.trim_matches(edges).to_owned()
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
