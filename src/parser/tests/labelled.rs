//! How well the facts of the labelled chats are read, per language: printed, not asserted, since labels have taste.
//!
//! `WEGOTUS_CHATS=DIR cargo nextest run -p wegotus --lib labelled --run-ignored all --no-capture`; with
//! `WEGOTUS_MISSES=1` each miss is printed too.

use std::fmt::Write as _;
use std::path::Path;

use super::super::{Answers, Context, Precision, Urgency, read};
use super::LEXICON;

/// `cut` says how many messages without a secret stand uncut.
const COLUMNS: [&str; 7] = [
    "category", "slots", "when", "where", "urgent", "secret", "cut",
];

#[test]
#[ignore = "prints a table; reads the labelled chats"]
fn labelled_chats() {
    let folder = std::env::var("WEGOTUS_CHATS").unwrap_or_else(|_| "tests/chats".to_owned());
    let misses = std::env::var("WEGOTUS_MISSES").ok();
    println!("lang      rows  {}", COLUMNS.join("  "));
    for lang in ["en", "es", "fr", "pt", "ar", "he", "de", "hi-Latn"] {
        let train = Path::new(&folder).join(lang).join("train");
        let rows: Vec<String> = ["needs.tsv", "offers.tsv"]
            .iter()
            .filter_map(|file| std::fs::read_to_string(train.join(file)).ok())
            .flat_map(|text| text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let (mut right, mut named) = ([0; 7], [(0, 0); 7]);
        for row in &rows {
            let row: Vec<&str> = row.split('\t').collect();
            let [category, slots, when, place, urgent, secret, text] = row[..] else {
                continue;
            };
            let read = Facts::of(&text.replace('␤', "\n"));
            let slots = if slots.is_empty() { "1" } else { slots };
            let urgent = if urgent.is_empty() { "" } else { "urgent" };
            let leaks: Vec<&str> = secret
                .split(';')
                .map(str::trim)
                .filter(|secret| !secret.is_empty() && read.shows(secret))
                .collect();
            let whole = read.whole(&text.replace('␤', "\n")).to_string();
            let told = [category, slots, when, place, urgent, secret, "true"];
            let found = [
                &read.category,
                &read.slots,
                &read.when,
                &read.place,
                &read.urgent,
                &leaks.join(";"),
                &whole,
            ];
            for at in 0..7 {
                let same = match at {
                    3 => alike(told[3], found[3]),
                    5 => leaks.is_empty(),
                    6 => whole == "true" || !secret.is_empty(),
                    _ => told[at] == found[at],
                };
                let says = !(told[at].is_empty() || at == 1 && told[at] == "1");
                named[at].0 += usize::from(says);
                named[at].1 += usize::from(says && same);
                right[at] += usize::from(same);
                if !same
                    && misses
                        .as_deref()
                        .is_some_and(|wanted| wanted == COLUMNS[at] || wanted == lang)
                {
                    println!(
                        "{lang} {}: {:?} not {:?} | {text}\n    {}",
                        COLUMNS[at], found[at], told[at], read.summary
                    );
                }
            }
        }
        let mut line = format!("{lang:8} {:5}", rows.len());
        for at in 0..7 {
            let all = rows.len().max(1);
            write!(
                line,
                "  {:.2} ({}/{})",
                right[at] as f64 / all as f64,
                named[at].1,
                named[at].0
            )
            .unwrap();
        }
        println!("{line}");
    }
}

struct Facts {
    category: String,
    slots: String,
    when: String,
    place: String,
    urgent: String,
    summary: String,
}

impl Facts {
    /// What is read in a message sent on Wednesday 2026-11-18 at 10:00.
    fn of(text: &str) -> Self {
        let now = "2026-11-18T10:00:00Z".parse::<jiff::Timestamp>().unwrap();
        let zone = jiff::tz::TimeZone::UTC;
        let ctx = Context {
            now: now.into(),
            zone: zone.clone(),
            answers: Answers::Nothing,
            private: false,
            keep: true,
        };
        let details = read(text, &ctx, &LEXICON).details;
        let when = details.when.map(|when| {
            let form = match when.precision {
                Precision::Day => "%Y-%m-%d",
                Precision::Time => "%Y-%m-%d %H:%M",
            };
            when.at.to_jiff().to_zoned(zone).strftime(form).to_string()
        });
        Self {
            category: details.category.as_str().to_owned(),
            slots: details.slots.get().to_string(),
            when: when.unwrap_or_default(),
            place: details
                .place
                .map(|place| place.as_str().to_owned())
                .unwrap_or_default(),
            urgent: if details.urgency == Urgency::Urgent {
                "urgent"
            } else {
                ""
            }
            .to_owned(),
            summary: details.summary.as_str().to_owned(),
        }
    }

    /// Whether the summary says all that the text says, as far as a notice has room.
    fn whole(&self, text: &str) -> bool {
        let letters =
            |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let shown = letters(self.summary.trim_end_matches('…'));
        letters(text).starts_with(&shown)
            && (!self.summary.contains('…') || text.chars().count() > 280)
    }

    /// Whether the summary shows the secret, or the number in it.
    fn shows(&self, secret: &str) -> bool {
        let digits: String = secret.chars().filter(|c| c.is_numeric()).collect();
        let numbers = self.summary.split(|c: char| !c.is_numeric());
        let number = !digits.is_empty()
            && digits.chars().count() < 5
            && numbers.into_iter().any(|number| number == digits);
        self.summary.contains(secret) || number && !secret.contains(char::is_alphabetic)
    }
}

/// Whether two names of places are the same but for case, or one holds the other's words.
fn alike(told: &str, found: &str) -> bool {
    let (told, found) = (told.to_lowercase(), found.to_lowercase());
    told == found
        || !found.is_empty() && !told.is_empty() && (told.contains(&found) || found.contains(&told))
}
