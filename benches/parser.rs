//! Whole `read`s a second, beside one regex set over the same lexicon that only says which phrases are there.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use regex::{RegexSet, RegexSetBuilder};
use wegotus::parser::{Answers, Context, Lexicon, read};
use wegotus_chat::Timestamp;

const CHAT: [&str; 12] = [
    "ok see you at six then",
    "did anyone see the game last night? what a mess",
    "need a ride to dialysis tmrw 7am",
    "lol no way",
    "the meeting moved to Thursday, same place, bring chairs if you can",
    "Happy birthday Ana!!! 🎉🎂",
    "does anyone have a car seat I could borrow? for my sister's baby, call 555-123-4567",
    "gracias a todos por venir ayer, estuvo muy bonito",
    "ich komme etwas später, fangt ruhig schon an",
    "I have extra diapers size 4, free, 24 Elm St apt 4B",
    "شكرا لكم جميعا",
    "claim 14",
];

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
    group.throughput(Throughput::Elements(CHAT.len() as u64));
    group.bench_function("read", |b| {
        b.iter_batched(
            || CHAT,
            |chat| chat.map(|text| read(text, &ctx, &lexicon).confidence),
            BatchSize::SmallInput,
        );
    });
    if let Some(set) = phrases(&lexicon) {
        group.bench_function("regex set", |b| {
            b.iter_batched(
                || CHAT.map(str::to_lowercase),
                |chat| chat.map(|text| set.matches(&text).iter().count()),
                BatchSize::SmallInput,
            );
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
