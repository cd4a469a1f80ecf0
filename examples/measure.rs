//! Tab-separated labelled messages (columns `id source lang label categories raw text`) → how many of each
//! label would be posted (❗) or asked about (❓), a file.
//!
//! `cargo run --release --example measure -- [--show LABEL=KIND] FILE.tsv…`; with `--show other=post` the
//! messages themselves are listed, for reading one's errors.
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::collections::BTreeMap;

use anyhow::Context as _;
use wegotus::board::Kind;
use wegotus::parser::{Answers, Context, Decision, Lexicon, read};
use wegotus_chat::Timestamp;

#[derive(Default)]
struct Tally {
    messages: usize,
    needs: usize,
    offers: usize,
    asks: usize,
}

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1).peekable();
    let show = args
        .next_if(|arg| arg == "--show")
        .and_then(|_| args.next())
        .unwrap_or_default();
    let lexicon = Lexicon::load(None)?;
    let ctx = Context {
        now: Timestamp(1_790_000_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
    };
    println!(
        "{:<26}{:>22}{:>9}{:>16}{:>16}{:>16}",
        "file", "label", "messages", "needs /1000", "offers /1000", "❓ /1000"
    );
    for path in args {
        let file = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for line in file.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, _, label, _, raw, text] = columns.as_slice() else {
                continue;
            };
            let genre = raw
                .split(';')
                .find_map(|part| part.strip_prefix("genre="))
                .unwrap_or("");
            let reading = read(text, &ctx, &lexicon);
            let tally = tallies.entry(format!("{genre} {label}")).or_default();
            tally.messages += 1;
            let verdict = match (reading.decision, reading.kind) {
                (Decision::Post, Some(Kind::Offer)) => "offer",
                (Decision::Post, _) => "need",
                (Decision::Ask, _) => "ask",
                (Decision::Silent, _) => "silent",
            };
            match verdict {
                "need" => tally.needs += 1,
                "offer" => tally.offers += 1,
                "ask" => tally.asks += 1,
                _ => {}
            }
            if show == format!("{label}={verdict}") {
                println!(
                    "{verdict} {:.2} {:?}\n    {text}",
                    reading.confidence, reading.evidence
                );
            }
        }
        let name = path.rsplit('/').next().unwrap_or(&path);
        for (label, tally) in tallies {
            let rate = |count: usize| {
                format!(
                    "{count} {:.2}",
                    count as f64 * 1000.0 / tally.messages as f64
                )
            };
            println!(
                "{name:<26}{label:>22}{:>9}{:>16}{:>16}{:>16}",
                tally.messages,
                rate(tally.needs),
                rate(tally.offers),
                rate(tally.asks)
            );
        }
    }
    Ok(())
}
