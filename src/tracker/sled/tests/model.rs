//! The store on disk and the store in memory give the same answers, whatever is asked and however often the one
//! on disk is closed in between.

use proptest::prelude::*;

use super::*;
use crate::tracker::conformance::read_all;
use crate::tracker::{Cause, MemoryStore, SEEN_DAYS, SeenKey};
use wegotus_chat::Timestamp;

const DAY: i64 = 24 * 60 * 60 * 1000;

#[derive(Clone, Debug)]
enum Act {
    /// Append these, expecting the head or, now and then, something else.
    Append {
        late: bool,
        entries: Vec<Entry>,
    },
    Keep(Vec<Keep>),
    Snapshot {
        before_head: u64,
        length: usize,
    },
    Expire {
        day: i64,
    },
    Restart,
}

fn keeps() -> impl Strategy<Value = Vec<Keep>> {
    let keep = (
        0..6u8,
        prop_oneof![Just(None), (0..9000usize).prop_map(Some)],
    )
        .prop_map(|(n, put)| {
            let id = id(&format!("text/{n}"));
            match put {
                Some(length) => Keep::Put {
                    id,
                    value: vec![n; length],
                },
                None => Keep::Erase { id },
            }
        });
    prop::collection::vec(keep, 0..4)
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let cause = prop_oneof![
        (0..30u8).prop_map(|n| Cause::Event(event(n))),
        (0..30u8).prop_map(|n| Cause::Timer(format!("nudge/{n}"))),
    ];
    let payload = prop_oneof![Just(0), 1..300usize, Just(5000)];
    let entry = (cause, payload, keeps(), 0..60i64).prop_map(|(cause, length, keeps, day)| Entry {
        at: Timestamp(day * DAY),
        cause,
        payload: vec![b'f'; length],
        keeps,
    });
    prop::collection::vec(entry, 0..4)
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (prop::bool::weighted(0.1), entries())
            .prop_map(|(late, entries)| Act::Append { late, entries }),
        2 => keeps().prop_map(Act::Keep),
        2 => (0..12u64, 0..9000usize)
            .prop_map(|(before_head, length)| Act::Snapshot { before_head, length }),
        1 => (0..60 + SEEN_DAYS).prop_map(|day| Act::Expire { day }),
        1 => Just(Act::Restart),
    ]
}

async fn play(acts: Vec<Act>) {
    let folder = tempfile::tempdir().unwrap();
    let mut disk = open(folder.path());
    let memory = MemoryStore::default();
    let net = network("a");
    for act in acts {
        match act {
            Act::Append { late, entries } => {
                let head = memory.head(&net).await.unwrap();
                let expect = if late { head.next() } else { head };
                let on_disk = disk.append(&net, expect, entries.clone()).await;
                assert_eq!(on_disk, memory.append(&net, expect, entries).await);
            }
            Act::Keep(keeps) => {
                disk.keep(&net, keeps.clone()).await.unwrap();
                memory.keep(&net, keeps).await.unwrap();
            }
            Act::Snapshot {
                before_head,
                length,
            } => {
                let head = memory.head(&net).await.unwrap();
                let at = Seq(head.0.saturating_sub(before_head));
                let snapshot = Snapshot {
                    at,
                    bytes: vec![9; length],
                };
                let on_disk = disk.save_snapshot(&net, snapshot.clone()).await;
                assert_eq!(on_disk, memory.save_snapshot(&net, snapshot).await);
            }
            Act::Expire { day } => {
                let now = Timestamp(day * DAY);
                let on_disk = disk.expire_seen(&net, now).await;
                assert_eq!(on_disk, memory.expire_seen(&net, now).await);
            }
            Act::Restart => {
                drop(disk);
                disk = open(folder.path());
            }
        }
        let snapshot = memory.load_snapshot(&net).await.unwrap();
        assert_eq!(disk.load_snapshot(&net).await.unwrap(), snapshot);
        let from = snapshot.map(|snapshot| snapshot.at).unwrap_or_default();
        assert_eq!(
            read_all(&disk, &net, from).await,
            read_all(&memory, &net, from).await
        );
        let all: Vec<SeenKey> = (0..30).map(event).collect();
        assert_eq!(disk.seen(&net, &all).await, memory.seen(&net, &all).await);
        for n in 0..6 {
            let id = id(&format!("text/{n}"));
            assert_eq!(disk.get(&net, &id).await, memory.get(&net, &id).await);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn disk_and_memory_agree(acts in prop::collection::vec(act(), 1..40)) {
        tokio::runtime::Runtime::new().unwrap().block_on(play(acts));
    }
}
