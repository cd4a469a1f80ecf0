//! A disk that is full, or breaks.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::*;
use crate::tracker::journal::AppendError;

/// A disk that a test fills and breaks.
struct Fake {
    free: AtomicU64,
    breaks: AtomicBool,
}

impl Fake {
    fn new() -> Arc<Self> {
        Arc::new(Self {
            free: AtomicU64::new(1 << 40),
            breaks: AtomicBool::new(false),
        })
    }
}

impl Disk for Fake {
    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.free.load(Ordering::Relaxed))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.breaks.load(Ordering::Relaxed) {
            return Err(io::Error::other("the disk is on fire"));
        }
        file.sync_data()
    }
}

fn open_on(folder: &Path, disk: Arc<Fake>) -> SledStore {
    SledStore::open(StoreOptions {
        disk,
        low_water_bytes: 8 << 20,
        ..options(folder)
    })
    .unwrap()
}

#[tokio::test]
async fn a_full_disk_refuses_and_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Fake::new();
    let store = open_on(folder.path(), disk.clone());
    let net = network("a");
    store
        .append(
            &net,
            Seq(0),
            vec![Entry {
                keeps: vec![put("x", "1")],
                ..entry(1)
            }],
        )
        .await
        .unwrap();

    disk.free.store((8 << 20) - 1, Ordering::Relaxed);
    let refused = store
        .append(&net, Seq(1), vec![entry(2)])
        .await
        .unwrap_err();
    assert!(
        matches!(
            refused,
            AppendError::Full {
                free: 8_388_607,
                needed: 8_388_608..
            }
        ),
        "{refused}"
    );
    assert!(refused.to_string().contains("free some space"));
    assert!(matches!(*store.health().borrow(), Health::Full { .. }));
    assert_eq!(store.head(&net).await.unwrap(), Seq(1));
    assert_eq!(store.seen(&net, &[event(2)]).await.unwrap(), [false]);
    store
        .keep(&net, vec![erase("x")])
        .await
        .expect("forgetting needs little room");

    disk.free.store(1 << 40, Ordering::Relaxed);
    assert_eq!(store.append(&net, Seq(1), vec![entry(2)]).await, Ok(Seq(2)));
    assert_eq!(*store.health().borrow(), Health::Well);
}

#[tokio::test]
async fn room_is_counted_for_what_waits_together() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Fake::new();
    let store = open_on(folder.path(), disk.clone());
    let net = network("a");
    store.append(&net, Seq(0), vec![tick(1)]).await.unwrap();
    disk.free.store(9 << 20, Ordering::Relaxed);
    let long = Entry {
        payload: vec![7; 1 << 20],
        ..tick(2)
    };
    let refused = store.append(&net, Seq(1), vec![long]).await.unwrap_err();
    assert!(matches!(refused, AppendError::Full { .. }), "{refused}");
    assert_eq!(store.append(&net, Seq(1), vec![tick(2)]).await, Ok(Seq(2)));
}

#[tokio::test]
async fn a_failed_sync_fails_everyone_and_the_store_opens_itself_anew() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Fake::new();
    let store = open_on(folder.path(), disk.clone());
    let (one, two) = (network("one"), network("two"));
    store.append(&one, Seq(0), vec![entry(1)]).await.unwrap();
    store.append(&two, Seq(0), vec![entry(1)]).await.unwrap();

    disk.breaks.store(true, Ordering::Relaxed);
    for net in [&one, &two, &one] {
        let failed = store.append(net, Seq(1), vec![entry(2)]).await.unwrap_err();
        assert!(matches!(failed, AppendError::Failed(_)), "{failed}");
        assert!(failed.to_string().contains("on fire"), "{failed}");
        assert!(matches!(*store.health().borrow(), Health::Failed { .. }));
    }
    let reading = store.head(&one).await.unwrap_err().to_string();
    assert!(reading.contains("opens itself anew"), "{reading}");

    disk.breaks.store(false, Ordering::Relaxed);
    // Whether the entry that failed is there is for the head to say.
    let mut head = Seq(1);
    let next = loop {
        match store.append(&one, head, vec![tick(9)]).await {
            Ok(next) => break next,
            Err(AppendError::Fenced { head: now }) => head = now,
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(*store.health().borrow(), Health::Well);
    let numbers: Vec<_> = read_all(&store, &one, Seq(0))
        .await
        .iter()
        .map(|e| e.seq.0)
        .collect();
    assert_eq!(numbers, (1..=next.0).collect::<Vec<_>>());
    drop(store);
    assert_eq!(open(folder.path()).head(&one).await.unwrap(), next);
}

/// A small file system that is unmounted when the test ends.
struct Tmpfs(tempfile::TempDir);

impl Tmpfs {
    fn mount(size: &str) -> Result<Self, String> {
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mounted = std::process::Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size},mode=700"),
                "tmpfs",
            ])
            .arg(folder.path())
            .output()
            .map_err(|error| error.to_string())?;
        if mounted.status.success() {
            Ok(Self(folder))
        } else {
            Err(String::from_utf8_lossy(&mounted.stderr).into_owned())
        }
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        let _gone = std::process::Command::new("umount")
            .arg("-l")
            .arg(self.0.path())
            .status();
    }
}

/// Appends until the disk refuses; gives how far it came and why it ended.
async fn fill(store: &SledStore, from: Seq) -> (Seq, AppendError) {
    let net = network("a");
    let mut head = from;
    loop {
        let big = Entry {
            payload: vec![7; 60_000],
            ..tick(head.0)
        };
        match store.append(&net, head, vec![big]).await {
            Ok(next) => head = next,
            Err(error) => return (head, error),
        }
    }
}

#[tokio::test]
async fn a_real_disk_that_fills_up_loses_nothing() {
    let disk = match Tmpfs::mount("16m") {
        Ok(disk) => disk,
        Err(why) => return println!("skipped: cannot mount a small disk here: {why}"),
    };
    let low_water = |low_water_bytes| StoreOptions {
        low_water_bytes,
        ..options(disk.0.path())
    };
    let store = SledStore::open(low_water(9 << 20)).unwrap();
    let (head, error) = fill(&store, Seq(0)).await;
    assert!(matches!(error, AppendError::Full { .. }), "{error}");
    assert!(head > Seq(5), "{head}");

    // Somebody else takes the rest; what is forgotten or read still works or says why not.
    let ballast = disk.0.path().join("ballast");
    let free = RealDisk.free(disk.0.path()).unwrap();
    fs::write(&ballast, vec![1; usize::try_from(free).unwrap() - 4096]).unwrap();
    match try_read_all(&store, &network("a"), Seq(0)).await {
        Ok(all) => assert_eq!(all.len() as u64, head.0),
        Err(error) => assert!(error.to_string().contains("No space left"), "{error}"),
    }
    let refused = store
        .keep(&network("a"), vec![erase("x")])
        .await
        .unwrap_err();
    assert!(matches!(refused, StoreError::Full { .. }), "{refused}");

    fs::remove_file(&ballast).unwrap();
    drop(store);
    let store = SledStore::open(low_water(1 << 20)).unwrap();
    let (later, _) = fill(&store, head).await;
    assert!(later > head);
    assert_eq!(
        read_all(&store, &network("a"), Seq(0)).await.len() as u64,
        later.0
    );
}

// Without the margin sled does meet the full disk: even then nothing acknowledged may go.
#[tokio::test]
async fn a_disk_without_a_margin_fails_and_recovers() {
    let disk = match Tmpfs::mount("16m") {
        Ok(disk) => disk,
        Err(why) => return println!("skipped: cannot mount a small disk here: {why}"),
    };
    struct Blind;
    impl Disk for Blind {
        fn free(&self, _: &Path) -> io::Result<u64> {
            Ok(u64::MAX)
        }
        fn sync(&self, file: &File) -> io::Result<()> {
            file.sync_data()
        }
    }
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![1; 10 << 20]).unwrap();
    let blind = StoreOptions {
        disk: Arc::new(Blind),
        ..options(disk.0.path())
    };
    let store = SledStore::open(blind).unwrap();
    let (head, error) = fill(&store, Seq(0)).await;
    assert!(matches!(error, AppendError::Failed(_)), "{error}");
    let again = fill(&store, head).await;
    assert_eq!(again.0, head, "{}", again.1);

    fs::remove_file(&ballast).unwrap();
    let (net, mut at) = (network("a"), head);
    let next = loop {
        match store.append(&net, at, vec![tick(9)]).await {
            Ok(next) => break next,
            Err(AppendError::Fenced { head }) => at = head,
            Err(error) => panic!("{error}"),
        }
    };
    assert!(next > head);
    assert_eq!(read_all(&store, &net, Seq(0)).await.len() as u64, next.0);
}
