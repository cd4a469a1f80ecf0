//! Envelopes a second through the adapter's reading, beside serde_json alone on the same bytes.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use wegotus_signal::envelope::Received;
use wegotus_signal::{Own, Reader};

/// How many are read at a time.
const ENVELOPES: usize = 10_000;

/// The events among the fixtures, over and over, each as the stream carries it.
fn envelopes() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/signal");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|it| it.path())
        .collect();
    files.sort();
    let events: Vec<String> = files
        .iter()
        .filter_map(|file| std::fs::read_to_string(file).ok())
        .filter_map(|text| serde_json::from_str::<Value>(&text).ok())
        .filter_map(|fixture| fixture.get("event").map(Value::to_string))
        .collect();
    events.iter().cycle().take(ENVELOPES).cloned().collect()
}

fn reading(c: &mut Criterion) {
    let lines = envelopes();
    let mut group = c.benchmark_group("signal envelopes");
    group.sample_size(20);
    group.throughput(Throughput::Elements(lines.len() as u64));
    group.bench_function("adapter", |b| {
        b.iter(|| {
            let mut reader = Reader::new(Own {
                number: "+12025550100".into(),
                account: Some("ffd7e293-0156-4cde-a2e7-ea23b57705e5".into()),
            });
            let read = lines
                .iter()
                .filter_map(|line| serde_json::from_str::<Received>(line).ok());
            read.filter_map(|it| reader.read(&it).event).count()
        });
    });
    group.bench_function("serde_json alone", |b| {
        b.iter(|| {
            let read = lines
                .iter()
                .filter_map(|line| serde_json::from_str::<Value>(black_box(line)).ok());
            read.count()
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
