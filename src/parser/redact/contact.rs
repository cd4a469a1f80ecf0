//! A message → its e-mail addresses, links, handles and accounts.

use std::ops::Range;

use regex::Regex;

use super::view::View;
use super::words::Trace;

/// Names of the web that nobody writes for anything else.
const TOP: &str = "com|org|net|info|io|gg|app|link|ly|chat|de|fr|br|pt|il|uk|eu|ar|mx|cl|ch|nl|ng|ke|za|ma|pk|test|invalid|example|site|online|xyz|club|dev|bio";

/// The shapes that contacts have whatever the language.
#[derive(Default)]
pub(crate) struct Contacts {
    shapes: Vec<Regex>,
}

impl Contacts {
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let shapes = [
            r"[\w.+%-]+\s?[@＠]\s?[\w-]+(?:\s?\.\s?[\w-]+)+",
            // "ana [at] example [dot] org", "ana at example dot com", "ana (at) example.org"
            r"(?i)\b[\w.+%-]+\s*(?:[@＠]|[\[(]\s*(?:at|arroba|chez|et)\s*[\])]|\s(?:at|arroba)\s)\s*[\w-]+(?:\s*(?:[\[(]\s*(?:dot|punto|point|ponto|punkt)\s*[\])]|\s(?:dot|punto|point|ponto|punkt)\s)\s*[\w-]+)+",
            r"(?i)\b[\w.+%-]+\s*[\[(]\s*(?:at|arroba|et)\s*[\])]\s*[\w-]+(?:\.[\w-]+)+",
            r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:|///)[^\s,;)]+",
            &format!(r"(?i)\b(?:[a-z0-9-]+\.)+(?:{TOP})\b(?:/[^\s,;)]*)?"),
            r"(?i)\b(?:[a-z0-9-]+\.)+[a-z]{2,10}/[^\s,;)]+",
            r"(?i)\b(?:[a-z0-9-]+\.){2,}(?:me|in|us|be|es|it|at|to|co|do|ae|sa|jo|lb|eg)\b",
            // "@ana", "ana@okbank"; "@ 7pm" and "@7pm" are hours.
            r"[\w.+-]*[@＠][\p{L}_][\w.-]*",
            // "ana_p", "u/ana", "$ana-p", "ana#1234"; "#need_milk" is none.
            r"(?:^|[^#\w])([\p{L}\d.]*[\p{L}\d]_[\p{L}\d._-]+)",
            r"(?i)\b(?:u|r)/[a-z][\w-]+",
            r"\$[a-zA-Z][\w-]+",
            r"\b[\p{L}\d.]{2,}#\d{3,5}\b",
            // Accounts: IBAN, wallets.
            r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,}(?:\s?[A-Z0-9]{1,4})?\b",
            r"\b(?:0x)?[A-Za-z]*\d[A-Za-z0-9]{23,}\b",
        ];
        let shapes = shapes.iter().map(|shape| Regex::new(shape));
        Ok(Self {
            shapes: shapes.collect::<Result<_, _>>()?,
        })
    }

    /// Every contact, as ranges of the clean text.
    pub(crate) fn find(&self, view: &View) -> Vec<Range<usize>> {
        let clean = view.clean();
        let mut found = handles(view);
        if clean.contains(|c: char| {
            matches!(
                c,
                '@' | '＠' | '.' | '/' | '_' | '$' | '#' | '[' | '(' | ':'
            ) || c.is_ascii_digit()
        }) || clean.contains(" at ")
            || clean.contains(" arroba ")
        {
            for shape in &self.shapes {
                found.extend(shape.captures_iter(clean).filter_map(|shape| {
                    let span = shape.get(1).or_else(|| shape.get(0))?;
                    // A full stop ends the sentence, not the contact.
                    let kept = span.as_str().trim_end_matches(['.', '!', '?', ':']).len();
                    Some(span.start()..span.start() + kept)
                }));
            }
        }
        found
    }
}

/// "insta ana.perez", "my telegram is anap", "snap: ana22".
fn handles(view: &View) -> Vec<Range<usize>> {
    let platforms = view
        .marks()
        .iter()
        .filter(|mark| mark.trace == Trace::Platform);
    platforms
        .filter_map(|mark| handle(view, mark.end))
        .collect()
}

/// The handle behind the name of its platform, which ends before token `at`.
fn handle(view: &View, mut at: usize) -> Option<Range<usize>> {
    let mut led = false;
    for _ in 0..3 {
        led |= view.gap_before(at).contains([':', '=', '@']);
        let link = matches!(
            view.word(at),
            "is" | "es"
                | "est"
                | "ist"
                | "e"
                | "id"
                | "user"
                | "username"
                | "usuario"
                | "name"
                | "hai"
                | "handle"
                | "account"
                | "my"
                | "mi"
                | "conta"
                | "compte"
                | "هو"
                | "هي"
                | "הוא"
        );
        if !link || led {
            break;
        }
        led |= !matches!(view.word(at), "my" | "mi" | "e");
        at += 1;
    }
    if at >= view.len() || view.gap_before(at).contains(['\n', ',', '!', '?', ';']) {
        return None;
    }
    let clean = view.clean();
    let start = view.span(at).start;
    let end = clean[start..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '#')))
        .map_or(clean.len(), |len| start + len);
    let name = clean[start..end].trim_end_matches(['.', '-']);
    let inner = name.contains(['.', '_', '#'])
        || name.contains(char::is_alphabetic) && name.contains(char::is_numeric);
    let word = !view.known(at) && !view.stop(at) && view.end_of(at, Trace::NotName).is_none();
    let plain = word && name.is_ascii() && name.len() > 5;
    let told = led && word && name.len() > 2;
    (!name.is_empty() && (inner || plain || told)).then(|| start..start + name.len())
}
