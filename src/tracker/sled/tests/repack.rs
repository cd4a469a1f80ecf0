//! What was erased is unreadable once the store was written anew, and a crash on the way loses nothing.

use std::fs;

use super::*;
use crate::tracker::journal::INSTALL;

const SECRET: &str = "the blue door behind the bakery";

async fn filled(store: &SledStore) -> NetworkId {
    let net = network("a");
    let long = Keep::Put {
        id: id("long"),
        value: vec![7; 20_000],
    };
    let first = Entry {
        keeps: vec![put("stays", "bread"), put("goes", SECRET), long],
        ..entry(1)
    };
    store
        .append(&net, Seq(0), vec![first, entry(2), tick(3)])
        .await
        .unwrap();
    let bytes = vec![9; 9000];
    let snapshot = Snapshot { at: Seq(1), bytes };
    store.save_snapshot(&net, snapshot).await.unwrap();
    let other = network("b");
    store.append(&other, Seq(0), vec![entry(1)]).await.unwrap();
    store.sealed("matrix").put("at", b"s42").await.unwrap();
    net
}

/// Everything that [`filled`] wrote and nothing took back is there.
async fn whole(store: &SledStore) {
    let (net, other) = (network("a"), network("b"));
    let get = async |name: &str| store.get(&net, &id(name)).await.unwrap();
    assert_eq!(get("stays").await.unwrap(), b"bread");
    assert_eq!(get("long").await.unwrap(), vec![7; 20_000]);
    assert_eq!(read_all(store, &net, Seq(1)).await.len(), 2);
    let snapshot = store.load_snapshot(&net).await.unwrap().unwrap();
    assert_eq!((snapshot.at, snapshot.bytes.len()), (Seq(1), 9000));
    assert_eq!(store.seen(&net, &[event(2)]).await.unwrap(), [true]);
    assert_eq!(read_all(store, &other, Seq(0)).await.len(), 1);
    let at = store.sealed("matrix").get("at").await.unwrap();
    assert_eq!(at.unwrap(), b"s42");
}

fn holds(folder: &Path, needle: &[u8]) -> bool {
    let all = files(folder)
        .into_iter()
        .map(|file| fs::read(file).unwrap());
    all.into_iter()
        .any(|bytes| bytes.windows(needle.len()).any(|it| it == needle))
}

#[tokio::test]
async fn what_was_erased_is_nowhere_and_its_keys_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let net = filled(&store).await;
    let wire = store.key(&net).await.unwrap().wire("post/1");
    let sealed = {
        let scope = store.0.scope("a").await.unwrap();
        let place = scope.tag.content(&scope.key, &id("goes"));
        let read = move |tree: &Tree| Ok(records::get(tree, &place).unwrap().unwrap());
        store.0.committer.read(read).await.unwrap()
    };
    let key_files = ["a.key", "b.key", "install.key"];
    let secrets = key_files.map(|name| {
        let text = fs::read_to_string(folder.path().join("data.keys").join(name)).unwrap();
        text.lines().nth(1).unwrap().to_owned()
    });
    store.keep(&net, vec![erase("goes")]).await.unwrap();
    assert!(
        holds(&folder.path().join("data"), &sealed),
        "erasing alone leaves the sealed bytes in sled's file"
    );

    for round in 0..3 {
        store.shred().await.unwrap();
        whole(&store).await;
        assert_eq!(store.get(&net, &id("goes")).await.unwrap(), None);
        assert_eq!(store.key(&net).await.unwrap().wire("post/1"), wire);
        let folder = folder.path();
        assert!(
            !holds(folder, &sealed),
            "round {round}: the sealed bytes are still there"
        );
        for secret in &secrets {
            assert!(
                !holds(folder, secret.as_bytes()),
                "round {round}: an old key is still there"
            );
        }
    }
    // It is a store like any other: it is written to, closed, and opened again.
    store.append(&net, Seq(3), vec![tick(4)]).await.unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.head(&net).await.unwrap(), Seq(4));
    assert_eq!(store.key(&net).await.unwrap().wire("post/1"), wire);
}

#[tokio::test]
async fn whatever_step_it_stopped_at_the_store_opens_whole() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("data.keys");
    let store = open(folder.path());
    filled(&store).await;

    // Stopped after the key files had both secrets, with half a new store.
    for name in ["a", "b", INSTALL] {
        let scope = store.0.scope(name).await.unwrap();
        store.0.keyring.stage(name, &scope.key).unwrap();
    }
    drop(store);
    let next = folder.path().join("data/store.next");
    fs::create_dir_all(&next).unwrap();
    fs::write(next.join("db"), b"half of it").unwrap();
    let store = open(folder.path());
    assert!(!next.exists());
    whole(&store).await;
    let lines = |name: &str| fs::read_to_string(keys.join(name)).unwrap().lines().count();
    assert_eq!(lines("a.key"), 3, "one secret is left");

    // Stopped after the two stores changed places, with both secrets in the key files and the old store beside.
    let before = ["a", "b", INSTALL].map(|name| {
        let text = fs::read_to_string(keys.join(format!("{name}.key"))).unwrap();
        (name, text)
    });
    store.shred().await.unwrap();
    drop(store);
    for (name, before) in before {
        let path = keys.join(format!("{name}.key"));
        let after = fs::read_to_string(&path).unwrap();
        let old = before.lines().nth(2).unwrap();
        let new = after.lines().nth(2).unwrap();
        let start = after.lines().take(2).collect::<Vec<_>>().join("\n");
        fs::write(&path, format!("{start}\n{old}\n{new}\n")).unwrap();
    }
    fs::create_dir_all(&next).unwrap();
    let store = open(folder.path());
    whole(&store).await;
    assert_eq!(lines("a.key"), 3, "one secret is left");
}

#[tokio::test]
async fn writers_go_on_while_the_store_is_written_anew() {
    let (store, _folder) = fresh();
    let net = network("a");
    let writer = {
        let (store, net) = (store.clone(), net.clone());
        tokio::spawn(async move {
            for n in 0..60 {
                store.append(&net, Seq(n), vec![tick(n)]).await.unwrap();
            }
        })
    };
    for _ in 0..5 {
        store.shred().await.unwrap();
    }
    writer.await.unwrap();
    assert_eq!(read_all(&store, &net, Seq(0)).await.len(), 60);
}

/// What lies where a journal's end is noted, as it lies there.
async fn head(store: &SledStore, tag: Tag) -> Option<Vec<u8>> {
    let place = tag.head();
    let read = move |tree: &Tree| Ok(records::get(tree, &place).unwrap());
    store.0.committer.read(read).await.unwrap()
}

#[tokio::test]
async fn what_is_burnt_is_nowhere_and_the_rest_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("data.keys/a.key");
    let store = open(folder.path());
    let net = filled(&store).await;
    let ids = store.key(&net).await.unwrap().wire("post/1");
    let secret = fs::read_to_string(&key).unwrap();
    let secret = secret.lines().nth(1).unwrap();
    let tag = store.0.scope("a").await.unwrap().tag;
    assert!(head(&store, tag).await.is_some());

    store.burn(&net).await.unwrap();
    assert!(store.is_burnt(&net).unwrap());
    assert!(!holds(folder.path(), secret.as_bytes()));
    assert!(head(&store, tag).await.is_none(), "its records are gone");
    let other = network("b");
    assert_eq!(read_all(&store, &other, Seq(0)).await.len(), 1);
    let at = store.sealed("matrix").get("at").await.unwrap();
    assert_eq!(at.unwrap(), b"s42");

    // It begins anew, under another key.
    assert_ne!(store.key(&net).await.unwrap().wire("post/1"), ids);
    assert!(!store.is_burnt(&net).unwrap());
    assert!(read_all(&store, &net, Seq(0)).await.is_empty());
    store.append(&net, Seq(0), vec![tick(1)]).await.unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(read_all(&store, &net, Seq(0)).await.len(), 1);
}

#[tokio::test]
async fn a_burning_that_was_interrupted_is_done_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let net = filled(&store).await;
    let tag = store.0.scope("a").await.unwrap().tag;
    // The key is destroyed; then the power goes.
    store.0.keyring.burn("a").unwrap();
    drop(store);

    let store = open(folder.path());
    assert!(store.is_burnt(&net).unwrap());
    store.key(&net).await.unwrap();
    assert!(head(&store, tag).await.is_none());
    assert!(read_all(&store, &net, Seq(0)).await.is_empty());
    assert_eq!(read_all(&store, &network("b"), Seq(0)).await.len(), 1);
}
