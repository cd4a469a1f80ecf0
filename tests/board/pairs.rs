//! Needs and offers that somebody should bring together, and others that nobody should, in eight languages.

use wegotus::board::{GOOD, Kind, Score, Shape};
use wegotus::parser::{Answers, Context, Lexicon, read};
use wegotus_chat::Timestamp;

const PAIRS: &str = include_str!("pairs.tsv");

struct Pair<'a> {
    fits: bool,
    need: &'a str,
    offer: &'a str,
}

fn pairs() -> Vec<Pair<'static>> {
    let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut cells = line.split('\t');
            Pair {
                fits: cells.next() == Some("yes"),
                need: cells.next().unwrap(),
                offer: cells.next().unwrap(),
            }
        })
        .collect()
}

fn shape(kind: Kind, text: &str, lexicon: &Lexicon) -> Shape {
    let context = Context {
        // 2026-11-18T10:00:00Z, a Wednesday
        now: Timestamp(1_794_996_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: true,
    };
    let reading = read(text, &context, lexicon);
    Shape::of(kind, &reading.details, reading.language)
}

#[test]
fn what_fits_is_brought_together_and_what_does_not_is_left_alone() {
    let lexicon = Lexicon::builtin();
    let (mut missed, mut wrong, mut told) = (0, 0, String::new());
    let pairs = pairs();
    for Pair { fits, need, offer } in &pairs {
        let score = Score::of(
            &shape(Kind::Need, need, &lexicon),
            &shape(Kind::Offer, offer, &lexicon),
        );
        let good = score.total() >= GOOD;
        if good != *fits {
            missed += usize::from(*fits);
            wrong += usize::from(!*fits);
            told.push_str(&format!(
                "\n{}: {need} | {offer}: {score}",
                if *fits { "missed" } else { "wrong" }
            ));
        }
    }
    let fitting = pairs.iter().filter(|pair| pair.fits).count();
    println!(
        "{missed} of {fitting} missed, {wrong} of {} wrong{told}",
        pairs.len() - fitting
    );
    assert!(missed * 10 <= fitting, "more than a tenth are missed");
    assert!(
        wrong * 20 <= pairs.len() - fitting,
        "more than a twentieth are wrong"
    );
}
