//! Doors, floors and the codes that open them are cut; what only looks like them stays.

use super::{none, said};

/// One line each: what must not be seen, message.
const DOORS: &str = include_str!("doors.tsv");

/// One line each: what must be seen, message.
const NO_DOORS: &str = include_str!("no_doors.tsv");

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter_map(|row| row.split_once('\t'))
}

fn shown(text: &str) -> String {
    let summary = said(&format!("need: {text}")).details.summary;
    summary.as_str().to_owned()
}

#[test]
fn doors_and_codes_are_cut_however_they_are_written() {
    let complaints = rows(DOORS).filter_map(|(secret, text)| {
        let shown = shown(text);
        let seen = shown.contains(secret);
        seen.then(|| format!("shows {secret}: {text} → {shown}"))
    });
    none(complaints.collect());
}

#[test]
fn what_only_looks_like_a_door_stays() {
    let complaints = rows(NO_DOORS).filter_map(|(word, text)| {
        let shown = shown(text);
        let lost = !shown.contains(word);
        lost.then(|| format!("loses {word}: {text} → {shown}"))
    });
    none(complaints.collect());
}
