//! What only a store on disk can get wrong.

mod crash;
mod damage;
mod full;
mod keys;
mod model;
mod repack;

use std::fs;
use std::path::Path;

use super::*;
use crate::tracker::conformance::{
    entry, erase, event, id, network, put, read_all, suite, tick, try_read_all,
};
use crate::tracker::journal::{Entry, Journal, Keep, Seq, Snapshot, Vault};

/// Where the store of a test lies.
pub(super) fn options(folder: &Path) -> StoreOptions {
    StoreOptions::new(folder.join("data"))
}

pub(super) fn open(folder: &Path) -> SledStore {
    SledStore::open(options(folder)).unwrap()
}

fn fresh() -> (SledStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (open(folder.path()), folder)
}

suite!(conformance, fresh());

/// Every file below `folder`.
pub(super) fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path)
            } else {
                files.push(path)
            }
        }
    }
    files
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let net = network("block-5");
    let wire = {
        let store = open(folder.path());
        let first = Entry {
            keeps: vec![put("post/1", "bread")],
            ..entry(1)
        };
        store
            .append(&net, Seq(0), vec![first, entry(2), tick(3)])
            .await
            .unwrap();
        store
            .save_snapshot(
                &net,
                Snapshot {
                    at: Seq(1),
                    bytes: vec![9; 9000],
                },
            )
            .await
            .unwrap();
        store
            .sealed("matrix")
            .put("position", b"s42")
            .await
            .unwrap();
        store.key(&net).await.unwrap().wire("post/1")
    };
    let store = open(folder.path());
    assert_eq!(store.head(&net).await.unwrap(), Seq(3));
    assert_eq!(read_all(&store, &net, Seq(1)).await.len(), 2);
    assert_eq!(
        store
            .seen(&net, &[event(1), event(2), event(3)])
            .await
            .unwrap(),
        [true, true, false]
    );
    assert_eq!(
        store.get(&net, &id("post/1")).await.unwrap().unwrap(),
        b"bread"
    );
    assert_eq!(
        store.load_snapshot(&net).await.unwrap().unwrap().bytes,
        vec![9; 9000]
    );
    assert_eq!(
        store
            .sealed("matrix")
            .get("position")
            .await
            .unwrap()
            .unwrap(),
        b"s42"
    );
    assert_eq!(store.key(&net).await.unwrap().wire("post/1"), wire);
}

#[tokio::test]
async fn bridges_do_not_see_each_others_records() {
    let (store, _folder) = fresh();
    let (matrix, signal) = (store.sealed("matrix"), store.sealed("signal"));
    matrix.put("position", b"1").await.unwrap();
    assert_eq!(signal.get("position").await.unwrap(), None);
    signal.erase("position").await.unwrap();
    matrix.put("position", &vec![2; 100_000]).await.unwrap();
    assert_eq!(
        matrix.get("position").await.unwrap().unwrap(),
        vec![2; 100_000]
    );
    matrix.erase("position").await.unwrap();
    assert_eq!(matrix.get("position").await.unwrap(), None);
}

#[tokio::test]
async fn a_second_wegotus_is_told_who_has_the_store() {
    let (store, folder) = fresh();
    let error = SledStore::open(options(folder.path()))
        .err()
        .unwrap()
        .to_string();
    let me = format!("in use by another wegotus (pid {})", std::process::id());
    assert!(error.contains(&me), "{error}");
    drop(store);
    open(folder.path());
}

#[tokio::test]
async fn nothing_on_disk_tells_what_was_said_or_by_whom() {
    let (store, folder) = fresh();
    let net = network("block-5");
    let secrets = [
        "SECRETpayload",
        "SECRETtext",
        "SECRETid",
        "SECRETtimer",
        "SECRETsnapshot",
        "SECRETname",
        "SECRETscope",
        "SECRETvalue",
    ];
    let cause = crate::tracker::Cause::Timer("SECRETtimer".into());
    let keeps = vec![put("SECRETid", "SECRETtext"), put("gone", "SECRETtext")];
    let said = Entry {
        cause,
        payload: b"SECRETpayload".repeat(400),
        keeps,
        ..entry(1)
    };
    store
        .append(&net, Seq(0), vec![said, tick(2)])
        .await
        .unwrap();
    store.keep(&net, vec![erase("gone")]).await.unwrap();
    store
        .save_snapshot(
            &net,
            Snapshot {
                at: Seq(1),
                bytes: b"SECRETsnapshot".repeat(400),
            },
        )
        .await
        .unwrap();
    store
        .sealed("SECRETscope")
        .put("SECRETname", b"SECRETvalue")
        .await
        .unwrap();

    let look = |when: &str| {
        let files = files(folder.path());
        assert!(files.len() >= 4, "{files:?}");
        for file in files {
            let bytes = fs::read(&file).unwrap();
            for secret in secrets {
                let found = bytes
                    .windows(secret.len())
                    .any(|window| window == secret.as_bytes());
                assert!(!found, "{secret} is in {} {when}", file.display());
            }
        }
    };
    look("while it is open");
    drop(store);
    look("after it was closed");
    drop(open(folder.path()));
    look("after it was opened again");
}

#[tokio::test]
async fn what_was_erased_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let net = network("a");
    {
        let store = open(folder.path());
        let long = Keep::Put {
            id: id("text"),
            value: vec![7; 50_000],
        };
        store
            .append(
                &net,
                Seq(0),
                vec![Entry {
                    keeps: vec![long],
                    ..entry(1)
                }],
            )
            .await
            .unwrap();
        store
            .append(
                &net,
                Seq(1),
                vec![Entry {
                    keeps: vec![erase("text")],
                    ..entry(2)
                }],
            )
            .await
            .unwrap();
    }
    let store = open(folder.path());
    assert_eq!(store.get(&net, &id("text")).await.unwrap(), None);
    store.keep(&net, vec![put("text", "new")]).await.unwrap();
    assert_eq!(store.get(&net, &id("text")).await.unwrap().unwrap(), b"new");
}

// sled's side files would escape our sync.
#[tokio::test]
async fn sled_keeps_everything_in_the_file_that_is_synced() {
    let (store, folder) = fresh();
    let net = network("a");
    for round in 0..40 {
        let long = vec![7; 100_000];
        let keep = Keep::Put {
            id: id(&format!("text/{}", round % 7)),
            value: long.clone(),
        };
        let entries = vec![Entry {
            payload: long,
            keeps: vec![keep],
            ..tick(round)
        }];
        store.append(&net, Seq(round), entries).await.unwrap();
        let blobs: Vec<_> = fs::read_dir(folder.path().join("data/store/blobs"))
            .unwrap()
            .collect();
        assert!(blobs.is_empty(), "{blobs:?}");
    }
}

#[tokio::test]
async fn many_writers_of_many_networks_share_the_disk() {
    let (store, _folder) = fresh();
    let writers = (0..16).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            let net = network(&format!("net-{writer}"));
            for n in 0..20 {
                store.append(&net, Seq(n), vec![tick(n)]).await.unwrap();
            }
            assert_eq!(read_all(&store, &net, Seq(0)).await.len(), 20);
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn a_gap_in_the_journal_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let net = network("a");
    let gone = {
        let store = open(folder.path());
        store
            .append(&net, Seq(0), (1..=5).map(tick).collect())
            .await
            .unwrap();
        store.0.scope("a").await.unwrap().tag.entry(Seq(3)).piece(0)
    };
    tamper(folder.path(), |db| drop(db.remove(&gone).unwrap()));
    let error = open(folder.path())
        .read(&net, Seq(0))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("entry 3 of 5 of 'a' is missing"),
        "{error}"
    );
}

#[tokio::test]
async fn a_record_in_anothers_place_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let net = network("a");
    let (one, two) = {
        let store = open(folder.path());
        store
            .append(&net, Seq(0), (1..=5).map(tick).collect())
            .await
            .unwrap();
        let tag = store.0.scope("a").await.unwrap().tag;
        (tag.entry(Seq(3)).piece(0), tag.entry(Seq(4)).piece(0))
    };
    tamper(folder.path(), |db| {
        let other = db.get(&two).unwrap().unwrap();
        db.insert(&one, other).unwrap();
    });
    let error = open(folder.path()).read(&net, Seq(2)).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged(_)), "{error}");
}

/// Changes what a closed store holds.
fn tamper(folder: &Path, change: impl FnOnce(&::sled::Db)) {
    // sled lets go of its lock on a thread of its own, some time after the store is dropped.
    let db = loop {
        match ::sled::open(folder.join("data/store")) {
            Ok(db) => break db,
            Err(::sled::Error::Io(error)) if error.to_string().contains("lock") => {
                std::thread::yield_now();
            }
            Err(error) => panic!("{error}"),
        }
    };
    change(&db);
    db.flush().unwrap();
}
