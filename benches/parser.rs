//! Whole `read`s a second, beside one regex set over the same lexicon that only says which phrases are there.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regex::{RegexSet, RegexSetBuilder};
use wegotus::parser::{Answers, Context, Lexicon, read};
use wegotus_chat::Timestamp;

/// One of so many lines is read by the regex set.
const REGEX_LINES: usize = 50;

/// Ordinary chat in eight languages, hard and plain: our own.
fn chat() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/chats");
    let languages = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = languages
        .map(|it| it.path().join("train/chatter.tsv"))
        .collect();
    files.sort();
    let text = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok());
    text.flat_map(|text| {
        let lines = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once('\t'));
        lines.map(|(_, said)| said.to_owned()).collect::<Vec<_>>()
    })
    .collect()
}

fn parser(c: &mut Criterion) {
    let lexicon = Lexicon::builtin();
    let ctx = Context {
        now: Timestamp(1_790_000_000_000),
        zone: jiff::tz::TimeZone::UTC,
        answers: Answers::Nothing,
        private: false,
        keep: false,
    };
    let mut group = c.benchmark_group("parser");
    let chat = chat();
    group.sample_size(20);
    group.throughput(Throughput::Elements(chat.len() as u64));
    group.bench_function("read", |b| {
        b.iter(|| {
            chat.iter()
                .map(|text| read(text, &ctx, &lexicon).confidence)
                .sum::<f32>()
        });
    });
    if let Some(set) = phrases(&lexicon) {
        // It takes some hundred times as long: fewer lines tell as much.
        let chat: Vec<String> = chat
            .iter()
            .step_by(REGEX_LINES)
            .map(|text| text.to_lowercase())
            .collect();
        group.sample_size(10);
        group.throughput(Throughput::Elements(chat.len() as u64));
        group.bench_function("regex set", |b| {
            b.iter(|| {
                chat.iter()
                    .map(|text| set.matches(text).iter().count())
                    .sum::<usize>()
            });
        });
    }
    group.finish();
}

fn phrases(lexicon: &Lexicon) -> Option<RegexSet> {
    RegexSetBuilder::new(lexicon.patterns())
        .size_limit(1 << 30)
        .dfa_size_limit(1 << 28)
        .build()
        .ok()
}

criterion_group!(benches, parser);
criterion_main!(benches);
