//! Commits a second: the journal beside bare sled on the same disk in the same run.
//!
//! One commit is one entry of a typical need (facts, a seen-key, a text in the vault), on disk. Bare sled writes
//! as many bytes under one key and flushes; with `sync` it syncs its file as the journal does.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot write has nothing to measure"
)]

use std::fs::File;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tokio::runtime::Runtime;
use wegotus::tracker::{
    Cause, ContentId, Entry, Journal, Keep, NetworkId, SeenKey, Seq, SledStore, StoreOptions,
};
use wegotus_chat::Timestamp;

/// How many writers wait at once in the batched runs.
const WRITERS: u64 = 64;

fn entry(net: usize, n: u64) -> Entry {
    let mut seen = [0; 16];
    seen[..8].copy_from_slice(&n.to_be_bytes());
    seen[8..].copy_from_slice(&(net as u64).to_be_bytes());
    Entry {
        at: Timestamp(0),
        cause: Cause::Event(SeenKey(seen)),
        payload: vec![b'f'; 300],
        keeps: vec![Keep::Put {
            id: ContentId::new(format!("post/{n}")),
            value: vec![b't'; 120],
        }],
    }
}

/// The store, and where each of its networks stands.
struct Bench {
    runtime: Runtime,
    store: SledStore,
    heads: Vec<(NetworkId, Seq)>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SledStore::open(StoreOptions::new(folder.path().join("data"))).unwrap();
        let heads = (0..WRITERS)
            .map(|n| (NetworkId::new(format!("net-{n}")).unwrap(), Seq(0)))
            .collect();
        Self {
            runtime: Runtime::new().unwrap(),
            store,
            heads,
            _folder: folder,
        }
    }

    /// One commit by each of the first `writers`, at once; back when all are on disk.
    fn commit(&mut self, writers: usize) {
        let Self {
            runtime,
            store,
            heads,
            ..
        } = self;
        runtime.block_on(async {
            let writes: Vec<_> = heads[..writers]
                .iter()
                .enumerate()
                .map(|(n, (net, head))| {
                    let (store, net, head) = (store.clone(), net.clone(), *head);
                    tokio::spawn(async move {
                        store
                            .append(&net, head, vec![entry(n, head.0)])
                            .await
                            .unwrap()
                    })
                })
                .collect();
            for ((_, head), write) in heads.iter_mut().zip(writes) {
                *head = write.await.unwrap();
            }
        });
    }

    /// One commit of `entries` entries.
    fn commit_many(&mut self, entries: u64) {
        let Self {
            runtime,
            store,
            heads,
            ..
        } = self;
        let (net, head) = &mut heads[0];
        let entries = (0..entries).map(|n| entry(0, head.0 + n)).collect();
        *head = runtime.block_on(store.append(net, *head, entries)).unwrap();
    }
}

/// Bare sled.
struct Bare {
    db: sled::Db,
    file: File,
    n: u64,
    _folder: tempfile::TempDir,
}

impl Bare {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = sled::open(folder.path().join("store")).unwrap();
        let file = File::open(folder.path().join("store/db")).unwrap();
        Self {
            db,
            file,
            n: 0,
            _folder: folder,
        }
    }

    fn commit(&mut self, inserts: u64, sync: bool) {
        for _ in 0..inserts {
            self.n += 1;
            self.db
                .insert(self.n.to_be_bytes(), vec![b'f'; 600])
                .unwrap();
        }
        black_box(self.db.flush().unwrap());
        if sync {
            self.file.sync_data().unwrap();
        }
    }
}

fn commits(criterion: &mut Criterion) {
    let mut alone = criterion.benchmark_group("alone");
    alone.throughput(Throughput::Elements(1));
    let mut bare = Bare::new();
    alone.bench_function("bare sled, flush", |b| b.iter(|| bare.commit(1, false)));
    let mut bare = Bare::new();
    alone.bench_function("bare sled, flush and sync", |b| {
        b.iter(|| bare.commit(1, true))
    });
    let mut bench = Bench::new();
    alone.bench_function("journal", |b| b.iter(|| bench.commit(1)));
    alone.finish();

    let mut batched = criterion.benchmark_group("64 at once");
    batched.throughput(Throughput::Elements(WRITERS));
    let mut bare = Bare::new();
    batched.bench_function("bare sled, one flush and sync", |b| {
        b.iter(|| bare.commit(WRITERS, true));
    });
    let mut bare = Bare::new();
    batched.bench_function("bare sled, a flush and sync each", |b| {
        b.iter(|| (0..WRITERS).for_each(|_| bare.commit(1, true)));
    });
    let mut bench = Bench::new();
    batched.bench_function("journal, 64 writers", |b| b.iter(|| bench.commit(64)));
    let mut bench = Bench::new();
    batched.bench_function("journal, 64 entries of one writer", |b| {
        b.iter(|| bench.commit_many(WRITERS));
    });
    batched.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(30);
    targets = commits
}
criterion_main!(benches);
