//! Damaged files: a clear error or what was written, never a panic and never something else.

use std::collections::BTreeMap;

use super::*;
use crate::tracker::journal::Recorded;

/// What the undamaged store says.
struct Truth {
    entries: Vec<Recorded>,
    texts: BTreeMap<String, Vec<u8>>,
    snapshot: Snapshot,
}

async fn write(folder: &Path) -> Truth {
    let net = network("a");
    let mut texts = BTreeMap::new();
    let snapshot = Snapshot {
        at: Seq(20),
        bytes: vec![9; 20_000],
    };
    let store = open(folder);
    for n in 0..60 {
        let value = format!("text {n} ").repeat(100);
        let keeps = vec![put(&format!("post/{n}"), &value)];
        texts.insert(format!("post/{n}"), value.into());
        store
            .append(&net, Seq(n), vec![Entry { keeps, ..tick(n) }])
            .await
            .unwrap();
        if n == 40 {
            store.save_snapshot(&net, snapshot.clone()).await.unwrap();
        }
    }
    Truth {
        entries: read_all(&store, &net, Seq(20)).await,
        texts,
        snapshot,
    }
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let to = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(&file, to).unwrap();
    }
    fs::create_dir_all(to.join("data/store/blobs")).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    fs::set_permissions(to.join("data.keys"), private).unwrap();
}

#[derive(Default, Debug)]
struct Seen {
    whole: usize,
    refused: usize,
}

/// Opens a damaged store and reads all of it.
async fn look(folder: &Path, truth: &Truth, what: &str, seen: &mut Seen) {
    match read(folder, truth).await {
        Ok(entries) => {
            assert_eq!(
                entries,
                truth.entries.len(),
                "{what}: something is missing, and it does not say so"
            );
            seen.whole += 1;
        }
        Err(error) => {
            seen.refused += 1;
            assert!(error.contains("data/store"), "{what}: {error}");
            assert!(
                error.contains("restore it from your backup"),
                "{what}: {error}"
            );
        }
    }
}

/// How many entries are there; they are the first, and everything else is as it was with them.
async fn read(folder: &Path, truth: &Truth) -> Result<usize, String> {
    let store = SledStore::open(options(folder)).map_err(|error| error.to_string())?;
    let (net, said) = (network("a"), |error: StoreError| error.to_string());
    let head = store.head(&net).await.map_err(said)?;
    let snapshot = store.load_snapshot(&net).await.map_err(said)?;
    let mut entries = Vec::new();
    let mut from = snapshot
        .as_ref()
        .map(|snapshot| snapshot.at)
        .unwrap_or_default();
    loop {
        let chunk = store.read(&net, from).await.map_err(said)?;
        let Some(last) = chunk.last() else { break };
        from = last.seq;
        entries.extend(chunk);
    }
    assert_eq!(from.max(head), head);
    if let Some(snapshot) = snapshot {
        assert_eq!(snapshot, truth.snapshot);
        assert_eq!(entries, truth.entries[..entries.len()]);
    } else {
        assert!(
            head <= Seq(41),
            "the snapshot is gone and the entries after it are not"
        );
    }
    for (n, (name, text)) in truth.texts.iter().enumerate() {
        let got = store.get(&net, &id(name)).await.map_err(said)?;
        assert!(
            got.is_none() || got.as_ref() == Some(text),
            "text {n} is another"
        );
    }
    for n in 0..head.0 {
        let name = format!("post/{n}");
        assert!(
            store.get(&net, &id(&name)).await.map_err(said)?.is_some(),
            "{name} is gone"
        );
    }
    Ok(entries.len())
}

/// How many places each kind of damage is tried at; more with `WEGOTUS_DAMAGE=1000`.
fn tries() -> u64 {
    std::env::var("WEGOTUS_DAMAGE")
        .ok()
        .and_then(|tries| tries.parse().ok())
        .unwrap_or(40)
}

fn random(below: u64) -> u64 {
    getrandom::u64().unwrap() % below.max(1)
}

#[tokio::test]
async fn a_damaged_store_is_told_or_tells_the_truth() {
    let whole = tempfile::tempdir().unwrap();
    let truth = write(whole.path()).await;
    damage_everywhere(whole.path(), &truth).await;
}

// Opened once more, sled has an index of its pages, trusts it, and meets the damage only when it reads.
#[tokio::test]
async fn damage_below_sleds_index_is_told_or_does_no_harm() {
    let whole = tempfile::tempdir().unwrap();
    let truth = write(whole.path()).await;
    drop(open(whole.path()));
    damage_everywhere(whole.path(), &truth).await;
}

async fn damage_everywhere(whole: &Path, truth: &Truth) {
    let length = fs::metadata(whole.join("data/store/db")).unwrap().len();
    // Where something was written at all: sled's file is mostly padding.
    let bytes = fs::read(whole.join("data/store/db")).unwrap();
    let written: Vec<u64> = (0..length)
        .step_by(16)
        .filter(|at| {
            let at = usize::try_from(*at).unwrap();
            bytes[at..(at + 16).min(bytes.len())]
                .iter()
                .any(|byte| *byte != bytes[bytes.len() - 1])
        })
        .collect();
    let somewhere = || written[usize::try_from(random(written.len() as u64)).unwrap()] + random(16);

    for kind in [
        "no damage",
        "a flipped bit",
        "a lost end",
        "a zeroed block",
        "noise",
    ] {
        let mut seen = Seen::default();
        for _ in 0..tries() {
            let folder = tempfile::tempdir().unwrap();
            copy(whole, folder.path());
            let db = folder.path().join("data/store/db");
            let mut bytes = bytes.clone();
            let offset = somewhere().min(length - 1);
            let at = usize::try_from(offset).unwrap();
            let until = (at + 512).min(bytes.len());
            match kind {
                "no damage" => {}
                "a flipped bit" => bytes[at] ^= 1 << random(8),
                "a lost end" => bytes.truncate(at),
                "a zeroed block" => bytes[at..until].fill(0),
                _ => getrandom::fill(&mut bytes[at..until]).unwrap(),
            }
            fs::write(db, bytes).unwrap();
            look(
                folder.path(),
                truth,
                &format!("{kind} at {offset}"),
                &mut seen,
            )
            .await;
        }
        println!("{kind}: {seen:?}");
        assert!(kind != "no damage" || seen.refused == 0);
    }
}

#[tokio::test]
async fn a_lost_or_strange_side_file_is_told_or_does_no_harm() {
    let whole = tempfile::tempdir().unwrap();
    let truth = write(whole.path()).await;
    drop(open(whole.path()));
    let sides: Vec<_> = files(&whole.path().join("data"))
        .into_iter()
        .filter(|file| !file.ends_with("lock"))
        .map(|file| file.strip_prefix(whole.path()).unwrap().to_owned())
        .collect();
    assert!(sides.len() >= 3, "{sides:?}");
    for side in sides {
        let length = fs::metadata(whole.path().join(&side)).unwrap().len();
        let mut seen = Seen::default();
        for change in ["gone", "empty", "half", "noise", "noise", "noise"] {
            let folder = tempfile::tempdir().unwrap();
            copy(whole.path(), folder.path());
            let file = folder.path().join(&side);
            let mut bytes = fs::read(&file).unwrap();
            match change {
                "gone" => fs::remove_file(&file).unwrap(),
                "empty" => fs::write(&file, b"").unwrap(),
                "half" => fs::write(&file, &bytes[..bytes.len() / 2]).unwrap(),
                _ => {
                    let at = usize::try_from(random(length)).unwrap();
                    bytes[at] ^= 1 << random(8);
                    fs::write(&file, bytes).unwrap();
                }
            }
            let what = format!("{} {change}", side.display());
            look(folder.path(), &truth, &what, &mut seen).await;
        }
        println!("{}: {seen:?}", side.display());
    }
}
