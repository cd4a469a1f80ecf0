//! What every store must do: one suite, run on each.
//!
//! [`suite!`](suite) takes an expression for a fresh empty store and, for each behaviour, makes a test of it.

use wegotus_chat::Timestamp;

use super::journal::{
    AppendError, Cause, ContentId, Entry, Journal, Keep, NetworkId, Recorded, SEEN_DAYS, SeenKey,
    Seq, Snapshot, Store, StoreError,
};

pub(super) fn network(name: &str) -> NetworkId {
    NetworkId::new(name).unwrap()
}

pub(super) fn event(n: u8) -> SeenKey {
    SeenKey([n; 16])
}

pub(super) fn id(name: &str) -> ContentId {
    ContentId::new(name)
}

pub(super) fn put(name: &str, value: &str) -> Keep {
    Keep::Put {
        id: id(name),
        value: value.into(),
    }
}

pub(super) fn erase(name: &str) -> Keep {
    Keep::Erase { id: id(name) }
}

/// An entry that follows from event `n` and says so.
pub(super) fn entry(n: u8) -> Entry {
    Entry {
        at: Timestamp(i64::from(n)),
        cause: Cause::Event(event(n)),
        payload: format!("facts of {n}").into(),
        keeps: Vec::new(),
    }
}

/// An entry that follows from a timer, of any number of them.
pub(super) fn tick(n: u64) -> Entry {
    Entry {
        at: Timestamp(0),
        cause: Cause::Timer(format!("nudge/{n}")),
        payload: format!("tick {n}").into(),
        keeps: Vec::new(),
    }
}

/// Everything after `from`, asking as often as it takes.
pub(super) async fn read_all(store: &impl Journal, net: &NetworkId, from: Seq) -> Vec<Recorded> {
    try_read_all(store, net, from).await.unwrap()
}

/// The same where reading may fail.
pub(super) async fn try_read_all(
    store: &impl Journal,
    net: &NetworkId,
    from: Seq,
) -> Result<Vec<Recorded>, StoreError> {
    let mut all: Vec<Recorded> = Vec::new();
    loop {
        let from = all.last().map_or(from, |last| last.seq);
        let chunk = store.read(net, from).await?;
        if chunk.is_empty() {
            return Ok(all);
        }
        all.extend(chunk);
    }
}

pub(super) async fn what_is_appended_is_read_back_in_order(store: impl Store + Clone) {
    let net = network("block-5");
    assert_eq!(store.head(&net).await.unwrap(), Seq(0));
    assert_eq!(
        store.append(&net, Seq(0), vec![entry(1), entry(2)]).await,
        Ok(Seq(2))
    );
    assert_eq!(store.append(&net, Seq(2), vec![entry(3)]).await, Ok(Seq(3)));
    assert_eq!(store.head(&net).await.unwrap(), Seq(3));

    let read = read_all(&store, &net, Seq(0)).await;
    let expected: Vec<_> = (1..=3)
        .map(|n| Recorded {
            seq: Seq(u64::from(n)),
            at: Timestamp(i64::from(n)),
            cause: Cause::Event(event(n)),
            payload: format!("facts of {n}").into(),
        })
        .collect();
    assert_eq!(read, expected);
    assert_eq!(read_all(&store, &net, Seq(2)).await, expected[2..]);
    assert_eq!(read_all(&store, &net, Seq(3)).await, []);
}

pub(super) async fn every_cause_comes_back(store: impl Store + Clone) {
    let net = network("a");
    let causes = [
        Cause::Event(event(1)),
        Cause::Timer("nudge/1".into()),
        Cause::Receipt("post/1/notice".into()),
        Cause::Operator("close #1".into()),
    ];
    let entries = causes
        .iter()
        .map(|cause| Entry {
            cause: cause.clone(),
            ..entry(9)
        })
        .collect();
    store.append(&net, Seq(0), entries).await.unwrap();
    let read = read_all(&store, &net, Seq(0)).await;
    assert_eq!(
        read.into_iter()
            .map(|entry| entry.cause)
            .collect::<Vec<_>>(),
        causes
    );
}

pub(super) async fn a_long_journal_comes_in_chunks_without_a_gap(store: impl Store + Clone) {
    let net = network("a");
    let ticks = (1..=2500).map(tick).collect();
    store.append(&net, Seq(0), ticks).await.unwrap();
    let numbers: Vec<_> = read_all(&store, &net, Seq(0))
        .await
        .iter()
        .map(|e| e.seq.0)
        .collect();
    assert_eq!(numbers, (1..=2500).collect::<Vec<_>>());
}

pub(super) async fn a_long_payload_and_a_long_text_come_back(store: impl Store + Clone) {
    let net = network("a");
    for length in [1, 3959, 3960, 3961, 7960, 8000, 200_000, 3_000_000] {
        let long: Vec<u8> = (0..length)
            .map(|n: u32| n.to_le_bytes()[0] ^ n.to_le_bytes()[1])
            .collect();
        let from = store.head(&net).await.unwrap();
        let entry = Entry {
            payload: long.clone(),
            keeps: vec![Keep::Put {
                id: id("text"),
                value: long.clone(),
            }],
            ..tick(1)
        };
        store.append(&net, from, vec![entry]).await.unwrap();
        assert_eq!(read_all(&store, &net, from).await[0].payload, long);
        assert_eq!(store.get(&net, &id("text")).await.unwrap().unwrap(), long);
    }
    store
        .keep(&net, vec![put("text", "short again")])
        .await
        .unwrap();
    assert_eq!(
        store.get(&net, &id("text")).await.unwrap().unwrap(),
        b"short again"
    );
}

pub(super) async fn a_writer_who_is_late_is_fenced(store: impl Store + Clone) {
    let net = network("a");
    store.append(&net, Seq(0), vec![entry(1)]).await.unwrap();
    let late = Entry {
        keeps: vec![put("late", "x")],
        ..entry(2)
    };
    let fenced = Err(AppendError::Fenced { head: Seq(1) });
    assert_eq!(store.append(&net, Seq(0), vec![late.clone()]).await, fenced);
    assert_eq!(store.append(&net, Seq(2), vec![late]).await, fenced);
    assert_eq!(store.head(&net).await.unwrap(), Seq(1));
    assert_eq!(store.seen(&net, &[event(2)]).await.unwrap(), [false]);
    assert_eq!(store.get(&net, &id("late")).await.unwrap(), None);
}

pub(super) async fn of_two_writers_at_once_one_wins(store: impl Store + Clone) {
    let net = network("a");
    for round in 0..20u64 {
        let from = Seq(round);
        let (one, two) = (store.clone(), store.clone());
        let (net_one, net_two) = (net.clone(), net.clone());
        let one = tokio::spawn(async move { one.append(&net_one, from, vec![tick(1)]).await });
        let two = tokio::spawn(async move { two.append(&net_two, from, vec![tick(2)]).await });
        let outcomes = [one.await.unwrap(), two.await.unwrap()];
        let next = from.next();
        assert!(outcomes.contains(&Ok(next)), "{outcomes:?}");
        assert!(
            outcomes.contains(&Err(AppendError::Fenced { head: next })),
            "{outcomes:?}"
        );
    }
}

pub(super) async fn an_event_is_seen_when_its_entry_is_written(store: impl Store + Clone) {
    let net = network("a");
    assert_eq!(
        store.seen(&net, &[event(1), event(2)]).await.unwrap(),
        [false, false]
    );
    store.append(&net, Seq(0), vec![entry(1)]).await.unwrap();
    assert_eq!(
        store.seen(&net, &[event(1), event(2)]).await.unwrap(),
        [true, false]
    );
    assert!(store.seen(&net, &[]).await.unwrap().is_empty());
}

pub(super) async fn an_event_counts_once(store: impl Store + Clone) {
    let net = network("a");
    store.append(&net, Seq(0), vec![entry(1)]).await.unwrap();
    let again = store.append(&net, Seq(1), vec![entry(2), entry(1)]).await;
    assert_eq!(again, Err(AppendError::Repeated { index: 1 }));
    let twice = store.append(&net, Seq(1), vec![entry(3), entry(3)]).await;
    assert_eq!(twice, Err(AppendError::Repeated { index: 1 }));
    assert_eq!(store.head(&net).await.unwrap(), Seq(1));
    assert_eq!(
        store.seen(&net, &[event(2), event(3)]).await.unwrap(),
        [false, false]
    );
}

pub(super) async fn an_event_that_came_to_nothing_takes_no_number(store: impl Store + Clone) {
    let net = network("a");
    let nothing = |n| Entry {
        payload: Vec::new(),
        keeps: vec![put("doubt", "?")],
        ..entry(n)
    };
    assert_eq!(
        store.append(&net, Seq(0), vec![nothing(1)]).await,
        Ok(Seq(0))
    );
    assert_eq!(
        store
            .append(&net, Seq(0), vec![nothing(1), entry(2), nothing(3)])
            .await,
        Ok(Seq(1))
    );
    assert_eq!(
        store
            .seen(&net, &[event(1), event(2), event(3)])
            .await
            .unwrap(),
        [true; 3]
    );
    assert_eq!(store.get(&net, &id("doubt")).await.unwrap().unwrap(), b"?");
    assert_eq!(read_all(&store, &net, Seq(0)).await.len(), 1);
    let late = store.append(&net, Seq(0), vec![nothing(4)]).await;
    assert_eq!(late, Err(AppendError::Fenced { head: Seq(1) }));
}

pub(super) async fn seen_keys_expire(store: impl Store + Clone) {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let net = network("a");
    let on_day = |n: u8| Entry {
        at: Timestamp(i64::from(n) * DAY),
        ..entry(n)
    };
    store
        .append(&net, Seq(0), (0..5).map(on_day).collect())
        .await
        .unwrap();
    let now = Timestamp((SEEN_DAYS + 2) * DAY);
    assert_eq!(store.expire_seen(&net, now).await.unwrap(), 2);
    let keys: Vec<_> = (0..5).map(event).collect();
    assert_eq!(
        store.seen(&net, &keys).await.unwrap(),
        [false, false, true, true, true]
    );
    assert_eq!(store.expire_seen(&net, now).await.unwrap(), 0);
}

pub(super) async fn many_seen_keys_expire(store: impl Store + Clone) {
    let net = network("a");
    let key = |n: u16| SeenKey([n.to_be_bytes(); 8].concat().try_into().unwrap());
    let marks = |cause| Entry {
        cause,
        payload: Vec::new(),
        ..entry(0)
    };
    let all = (0..1500).map(|n| marks(Cause::Event(key(n)))).collect();
    store.append(&net, Seq(0), all).await.unwrap();
    let later = Timestamp((SEEN_DAYS + 1) * 24 * 60 * 60 * 1000);
    assert_eq!(store.expire_seen(&net, later).await.unwrap(), 1500);
    assert_eq!(
        store
            .seen(&net, &[key(0), key(700), key(1499)])
            .await
            .unwrap(),
        [false; 3]
    );
}

pub(super) async fn keeps_go_with_their_entry(store: impl Store + Clone) {
    let net = network("a");
    let first = Entry {
        keeps: vec![put("post/1", "bread"), put("person/1", "Ana")],
        ..entry(1)
    };
    store.append(&net, Seq(0), vec![first]).await.unwrap();
    assert_eq!(
        store.get(&net, &id("post/1")).await.unwrap().unwrap(),
        b"bread"
    );
    let keeps = vec![
        erase("post/1"),
        put("person/1", "Ben"),
        erase("never there"),
        put("x", ""),
        put("y", "1"),
        put("y", "2"),
    ];
    store
        .append(&net, Seq(1), vec![Entry { keeps, ..entry(2) }])
        .await
        .unwrap();
    assert_eq!(store.get(&net, &id("post/1")).await.unwrap(), None);
    assert_eq!(
        store.get(&net, &id("person/1")).await.unwrap().unwrap(),
        b"Ben"
    );
    assert_eq!(store.get(&net, &id("x")).await.unwrap().unwrap(), b"");
    assert_eq!(store.get(&net, &id("y")).await.unwrap().unwrap(), b"2");
}

pub(super) async fn keeps_go_without_an_entry_too(store: impl Store + Clone) {
    let net = network("a");
    store
        .keep(&net, vec![put("one", "1"), put("two", "2")])
        .await
        .unwrap();
    store.keep(&net, vec![erase("one")]).await.unwrap();
    store.keep(&net, Vec::new()).await.unwrap();
    assert_eq!(store.get(&net, &id("one")).await.unwrap(), None);
    assert_eq!(store.get(&net, &id("two")).await.unwrap().unwrap(), b"2");
    assert_eq!(store.head(&net).await.unwrap(), Seq(0));
}

pub(super) async fn networks_know_nothing_of_each_other(store: impl Store + Clone) {
    let (here, there) = (network("here"), network("there"));
    let first = Entry {
        keeps: vec![put("post/1", "bread")],
        ..entry(1)
    };
    store.append(&here, Seq(0), vec![first]).await.unwrap();
    assert_eq!(store.head(&there).await.unwrap(), Seq(0));
    assert_eq!(store.seen(&there, &[event(1)]).await.unwrap(), [false]);
    assert_eq!(store.get(&there, &id("post/1")).await.unwrap(), None);
    assert_eq!(store.load_snapshot(&there).await.unwrap(), None);
}

pub(super) async fn a_snapshot_stands_for_the_entries_before_it(store: impl Store + Clone) {
    let net = network("a");
    assert_eq!(store.load_snapshot(&net).await.unwrap(), None);
    store
        .append(&net, Seq(0), (1..=1200).map(tick).collect())
        .await
        .unwrap();
    for (at, length) in [(700, 10_000), (1100, 100)] {
        let snapshot = Snapshot {
            at: Seq(at),
            bytes: vec![7; length],
        };
        store.save_snapshot(&net, snapshot.clone()).await.unwrap();
        assert_eq!(store.load_snapshot(&net).await.unwrap(), Some(snapshot));
        let early = store.read(&net, Seq(at - 1)).await;
        assert_eq!(early, Err(StoreError::Folded { at: Seq(at) }));
        assert_eq!(read_all(&store, &net, Seq(at)).await[0].seq, Seq(at + 1));
    }
    assert_eq!(store.head(&net).await.unwrap(), Seq(1200));
    assert_eq!(
        store.append(&net, Seq(1200), vec![tick(1201)]).await,
        Ok(Seq(1201))
    );
    assert_eq!(read_all(&store, &net, Seq(1100)).await.len(), 101);
}

pub(super) async fn a_snapshot_of_what_is_not_there_is_refused(store: impl Store + Clone) {
    let net = network("a");
    store
        .append(&net, Seq(0), (1..=9).map(tick).collect())
        .await
        .unwrap();
    let at = |at| Snapshot {
        at: Seq(at),
        bytes: vec![1],
    };
    assert!(store.save_snapshot(&net, at(10)).await.is_err());
    store.save_snapshot(&net, at(5)).await.unwrap();
    assert!(store.save_snapshot(&net, at(4)).await.is_err());
    assert_eq!(store.load_snapshot(&net).await.unwrap(), Some(at(5)));
    store.save_snapshot(&net, at(5)).await.unwrap();
    assert_eq!(store.load_snapshot(&net).await.unwrap(), Some(at(5)));
}

/// Makes a test of each behaviour. `$fresh` gives an empty store and whatever must outlive it.
macro_rules! suite {
    ($name:ident, $fresh:expr) => {
        $crate::tracker::conformance::suite!($name, $fresh;
            what_is_appended_is_read_back_in_order
            every_cause_comes_back
            a_long_journal_comes_in_chunks_without_a_gap
            a_long_payload_and_a_long_text_come_back
            a_writer_who_is_late_is_fenced
            of_two_writers_at_once_one_wins
            an_event_is_seen_when_its_entry_is_written
            an_event_counts_once
            an_event_that_came_to_nothing_takes_no_number
            seen_keys_expire
            many_seen_keys_expire
            keeps_go_with_their_entry
            keeps_go_without_an_entry_too
            networks_know_nothing_of_each_other
            a_snapshot_stands_for_the_entries_before_it
            a_snapshot_of_what_is_not_there_is_refused
        );
    };
    ($name:ident, $fresh:expr; $($behaviour:ident)*) => {
        mod $name {
            use super::*;
            $(
                #[tokio::test]
                async fn $behaviour() {
                    let (store, _outlives) = $fresh;
                    $crate::tracker::conformance::$behaviour(store).await;
                }
            )*
        }
    };
}
pub(super) use suite;
