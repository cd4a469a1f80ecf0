//! A message → its e-mail addresses, links and accounts.

use std::ops::Range;

use regex::Regex;

use super::view::View;
use super::words::Trace;

/// Names of the web that nobody writes for anything else.
const TOP: &str = "com|org|net|info|io|gg|app|link|ly|chat|de|fr|br|pt|il|uk|eu|ar|mx|cl|ch|nl|ng|ke|za|ma|pk|test|invalid|example|site|online|xyz|club|dev|bio";

/// What stands before the sign of an e-mail address, its full stops written out or not.
const LOCAL: &str =
    r"\b[\w.+%-]+(?:\s(?:dot|punto|point|ponto|punkt|underscore|unterstrich)\s[\w+%-]+)*";

/// What people write for the sign, and for little else.
const AT: &str =
    r"ät|aet|arroba|arobase|arrobase|klammeraffe|at\s+the\s+rate(?:\s+of)?|שטרודל|כרוכית|آت";

/// A full stop of an address as it is said: "dot", "[punkt]".
const SAID_DOT: &str = r"(?:\s*[\[({<*-]\s*(?:dot|punto|point|ponto|punkt|נקודה|دوت|نقطة)\s*[\])}>*-]\s*|\s(?:dot|punto|point|ponto|punkt|נקודה|دوت|نقطة)\s)";

/// A full stop of an address, said or written.
const DOT: &str = r"(?:\.|\s*[\[({<*-]\s*(?:dot|punto|point|ponto|punkt|נקודה|دوت|نقطة)\s*[\])}>*-]\s*|\s(?:dot|punto|point|ponto|punkt|נקודה|دوت|نقطة)\s)";

/// Who keeps people's mail, and is named for nothing else.
const SURE: &str = "gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|protonmail|rediffmail|ymail|aol|msn|tutanota|laposte|\
    ג.?ימייל|וואלה|جيميل|هوتميل|ياهو";

/// Who keeps people's mail.
const PROVIDER: &str = "gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|proton|protonmail|rediffmail|ymail|aol|msn|tutanota|laposte|\
    web|free|orange|wanadoo|sfr|live|mail|me|freenet|t-online|posteo|mailbox|uol|bol|terra|sapo|walla|comcast|libero|bluewin|yandex";

/// The words by which an address that is written out is looked for, folded.
const SIGNS: [&str; 12] = [
    "at",
    "aet",
    "arroba",
    "arobase",
    "arrobase",
    "klammeraffe",
    "chez",
    "bei",
    "rate",
    "שטרודל",
    "כרוכית",
    "ات",
];

/// Ends of a web address that are words too: only behind a word that no lexicon knows.
const TOP_PERHAPS: [&str; 8] = ["es", "in", "it", "at", "be", "us", "me", "co"];

/// How long the name before such an end is at the least.
const SITE: usize = 8;

/// The shapes that contacts have whatever the language.
#[derive(Default)]
pub(crate) struct Contacts {
    shapes: Vec<Regex>,
}

impl Contacts {
    pub(crate) fn new() -> Result<Self, regex::Error> {
        let shapes = [
            r"[\w.+%-]+\s?[@＠]\s?[\w-]+(?:\s?\.\s?[\w-]+)+",
            // "ana [at] example [dot] org", "max(ät)web.de", "debk -at- gmail -dot- com"
            &format!(
                r"(?i){LOCAL}\s*[\[({{<*-]\s*(?:{AT}|at|chez|bei|et)\s*[\])}}>*-]\s*[\w-]+(?:{DOT}[\w-]+)+"
            ),
            // "ana at example dot com", "max ät web.de", "mdupont chez laposte point net"
            &format!(r"(?i){LOCAL}\s*(?:[@＠]|\s(?:{AT})\s)\s*[\w-]+(?:{SAID_DOT}[\w-]+)+"),
            // "at this point" is none.
            &format!(
                r"(?i){LOCAL}\sat\s[\w-]+(?:{SAID_DOT}[\w-]+)*{SAID_DOT}(?:{TOP}|es|it|co|us)\b"
            ),
            &format!(
                r"(?i){LOCAL}\s(?:chez|bei)\s[\w-]+{SAID_DOT}(?:{TOP}|es|in|it|at|be|co|us)\b"
            ),
            &format!(r"(?i){LOCAL}\s(?:{AT})\s[\w-]+(?:\.[\w-]+)+"),
            // "mlopez at gmail.com", "m.lopez82 at gmail", "rui.costa at sapo.pt"
            &format!(r"(?i){LOCAL}\sat\s(?:{PROVIDER})(?:\.[\w-]+)+"),
            // "june 12 at 7.30" is none.
            &format!(
                r"(?i)\b[\w+-]*[\d._][\w.+-]*\sat\s(?:[\w-]+\.)*[\w-]*\p{{L}}[\w-]*\.(?:{TOP}|es|it|at|co|us)\b"
            ),
            &format!(r"(?i)\b[\w+-]*[\d._][\w.+-]*\sat\s(?:{SURE})\b"),
            &format!(r"(?i){LOCAL}\s*(?:{AT})\s*(?:{SURE})\b"),
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
            // Accounts: random keys, IBAN, wallets.
            r"(?i)\b[0-9a-f]{8}-[0-9a-f]{4}(?:-[0-9a-f]{1,12}){0,3}",
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
        let mut found: Vec<_> = (0..view.len()).filter_map(|at| site(view, at)).collect();
        if clean.contains(|c: char| {
            matches!(
                c,
                '@' | '＠' | '.' | '/' | '_' | '$' | '#' | '[' | '(' | ':'
            ) || c.is_ascii_digit()
        }) || (0..view.len()).any(|at| SIGNS.contains(&view.word(at)))
        {
            for shape in &self.shapes {
                found.extend(shape.captures_iter(clean).filter_map(|shape| {
                    let span = shape.get(1).or_else(|| shape.get(0))?;
                    // A full stop ends the sentence, not the contact.
                    let kept = span.as_str().trim_end_matches(['.', '!', '?', ':']).len();
                    Some(named(view, span.start())..span.start() + kept)
                }));
            }
        }
        found
    }
}

/// Where a contact that stands at byte `start` begins with the first name before it: "*dana* levi at gmail.com".
fn named(view: &View, start: usize) -> usize {
    let tokens = view.message.tokens();
    let at = tokens.partition_point(|token| token.clean.0 < start);
    let before = at.checked_sub(1).filter(|_| view.gap_before(at) == " ");
    let name = before.filter(|&before| view.end_of(before, Trace::FirstName) == Some(at));
    name.map_or(start, |before| view.span(before).start)
}

/// "costuraslopez.es": a site whose end is a word, with token `at` before it.
fn site(view: &View, at: usize) -> Option<Range<usize>> {
    let name = view.word(at);
    let end = at + 1;
    let whole = name.len() >= SITE && name.is_ascii() && !view.known(at) && !view.digits(at);
    let shape = whole && view.gap(at) == "." && TOP_PERHAPS.contains(&view.word(end));
    (shape && !view.capital(end)).then(|| view.span(at).start..view.span(end).end)
}
