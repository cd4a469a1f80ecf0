//! The names of people are cut, and only they.

use super::{none, said};

/// One line each: language, what must not be seen (parts with `|`), message (`⏎` for a new line).
const NAMES: &str = include_str!("names.tsv");

/// One line each: language, message of which nothing may be cut.
const KEPT: &str = include_str!("names_kept.tsv");

#[test]
fn nobodys_name_is_shown_in_any_language() {
    let mut complaints = Vec::new();
    for row in NAMES.lines().skip(1) {
        let row: Vec<&str> = row.split('\t').collect();
        let [lang, secret, text] = row[..] else {
            panic!("{row:?}")
        };
        let details = said(&text.replace('⏎', "\n")).details;
        let place = details.place.as_ref().map_or("", |place| place.as_str());
        let summary = details.summary.as_str();
        for part in secret.split('|') {
            if summary.contains(part) || place.contains(part) {
                complaints.push(format!("{lang} shows {part}: {text} → {summary} @ {place}"));
            }
        }
    }
    none(complaints);
}

#[test]
fn offices_shops_and_callings_are_no_names() {
    let mut complaints = Vec::new();
    for row in KEPT.lines().skip(1) {
        let Some((lang, text)) = row.split_once('\t') else {
            panic!("{row}")
        };
        let shown = said(text).details.summary;
        let shown = shown.as_str();
        if shown != text {
            complaints.push(format!("{lang} cuts: {text} → {shown}"));
        }
    }
    none(complaints);
}
