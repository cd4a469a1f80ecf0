//! When it is wanted, as people write it in every language.

use wegotus_chat::Timestamp;

use super::super::{Context, Precision, read};
use super::{LEXICON, context, none};

/// One line each: language, when ("-" for never), message.
const TIMES: &str = include_str!("times.tsv");

/// Wednesday, 18 November 2026, 10:00 in Berlin.
fn wednesday() -> Context {
    let now = "2026-11-18T09:00:00Z".parse::<jiff::Timestamp>().unwrap();
    Context {
        now: Timestamp::from(now),
        zone: jiff::tz::TimeZone::get("Europe/Berlin").unwrap(),
        ..context()
    }
}

#[test]
fn times_are_read_in_every_language() {
    let ctx = wednesday();
    let mut wrong = Vec::new();
    for row in TIMES.lines().skip(1) {
        let row: Vec<&str> = row.split('\t').collect();
        let [lang, expected, text] = row[..] else {
            panic!("{row:?}")
        };
        let when = read(text, &ctx, &LEXICON).details.when;
        let found = when.map_or_else(
            || "-".to_owned(),
            |when| {
                let local = when.at.to_jiff().to_zoned(ctx.zone.clone());
                let format = match when.precision {
                    Precision::Time => "%m-%dT%H:%M",
                    Precision::Day => "%m-%d",
                };
                local.strftime(format).to_string()
            },
        );
        if found != expected {
            wrong.push(format!("{lang} {found} and not {expected}: {text}"));
        }
    }
    none(wrong);
}
