//! How long it takes to write a store that holds a hundred megabytes anew, so that what was erased is unreadable, and how long whoever
//! writes meanwhile waits: a neighbour is answered only once their words are on disk.
//!
//! Run with `cargo bench --bench repack`; it takes half a minute and 600 MB. On two busy cores: 100,000 posts with 90 MB of facts
//! and words were 324 MB on disk and 209 MB after, in 14.8 s; who wrote meanwhile waited that long.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot write has nothing to measure"
)]
#![expect(clippy::print_stdout, reason = "it is what this program is for")]
#![expect(
    clippy::disallowed_methods,
    reason = "what is measured is the machine's time"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use wegotus::tracker::{
    Cause, ContentId, Entry, Journal, Keep, NetworkId, SeenKey, Seq, SledStore, StoreOptions, Vault,
};
use wegotus_chat::Timestamp;

/// Posts of a year in a large network: each an entry of its facts and a text.
const POSTS: u64 = 100_000;
/// Entries a commit while the store is filled.
const AT_ONCE: u64 = 500;
/// Bytes of facts and of text.
const FACTS: usize = 700;
const WORDS: usize = 200;
const MEGABYTE: f64 = 1e6;

#[tokio::main]
async fn main() {
    // What cargo says to a bench that is only to be built or listed.
    if std::env::args().any(|arg| arg == "--test" || arg == "--list") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let store = SledStore::open(StoreOptions::new(folder.path().join("data"))).unwrap();
    let net = NetworkId::new("north").unwrap();
    let begun = Instant::now();
    for from in (0..POSTS).step_by(AT_ONCE as usize) {
        let entries = (from..from + AT_ONCE).map(entry).collect();
        store.append(&net, Seq(from), entries).await.unwrap();
    }
    let filled = size(&folder.path().join("data"));
    println!(
        "filled: {:.0} MB on disk in {:.1?}",
        filled,
        begun.elapsed()
    );

    let erase = vec![Keep::Erase {
        id: ContentId::new("post/7"),
    }];
    store.keep(&net, erase).await.unwrap();
    let begun = Instant::now();
    let shredding = tokio::spawn({
        let store = store.clone();
        async move { store.shred().await }
    });
    let (mut next, mut longest, mut written) = (POSTS, Duration::ZERO, 0_u32);
    while !shredding.is_finished() {
        let asked = Instant::now();
        store
            .append(&net, Seq(next), vec![entry(next)])
            .await
            .unwrap();
        longest = longest.max(asked.elapsed());
        (next, written) = (next + 1, written + 1);
    }
    shredding.await.unwrap().unwrap();
    let took = begun.elapsed();
    let left = size(&folder.path().join("data"));
    println!(
        "written anew: {left:.0} MB in {took:.1?} ({:.0} MB/s)",
        filled / took.as_secs_f64()
    );
    println!("meanwhile: {written} commits, the longest waited {longest:.1?}");
}

fn entry(n: u64) -> Entry {
    let mut seen = [0; 16];
    seen[..8].copy_from_slice(&n.to_be_bytes());
    // What is sealed cannot be packed: neither can this.
    let noise = |len: usize| {
        let mut state = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let byte = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        };
        std::iter::repeat_with(byte).take(len).collect::<Vec<u8>>()
    };
    Entry {
        at: Timestamp(0),
        cause: Cause::Event(SeenKey(seen)),
        payload: noise(FACTS),
        keeps: vec![Keep::Put {
            id: ContentId::new(format!("post/{n}")),
            value: noise(WORDS),
        }],
    }
}

/// The size of all files in a folder, in megabytes.
fn size(folder: &Path) -> f64 {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let meta = entry.metadata().unwrap();
        bytes += if meta.is_dir() {
            (size(&entry.path()) * MEGABYTE) as u64
        } else {
            meta.len()
        };
    }
    bytes as f64 / MEGABYTE
}
