//! Killing the store while it writes. What was acknowledged must be there.
//!
//! The test starts itself once more as a child that writes and says what was acknowledged, and kills it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use wegotus_chat::{EventKey, Platform};

use super::*;
use crate::tracker::{Cause, NetworkId};

const NETWORKS: [&str; 3] = ["one", "two", "three"];
const FOLDER: &str = "WEGOTUS_TEST_STORE";

/// What entry `n` of `net` says: so that what is read can be checked without having been told.
async fn nth(store: &SledStore, net: &NetworkId, n: u64) -> Entry {
    let key = store.key(net).await.unwrap();
    let seen = key.seen(Platform::Sandbox, &EventKey(format!("{net}/{n}")));
    Entry {
        cause: Cause::Event(seen),
        payload: format!("entry {n} of {net} ")
            .repeat(1 + usize::try_from(n % 50).unwrap())
            .into(),
        keeps: vec![put(&format!("post/{n}"), &format!("text {n} of {net}"))],
        ..tick(n)
    }
}

/// The child: one writer for each network, saying `ack <network> <seq>` for what was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the tests below start it and kill it"]
async fn child_writes() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let store = open(Path::new(&folder));
    let writers = NETWORKS.map(|name| {
        let store = store.clone();
        tokio::spawn(async move {
            let net = network(name);
            let mut head = store.head(&net).await.unwrap();
            while head < Seq(1_000_000) {
                let next = nth(&store, &net, head.next().0).await;
                head = store.append(&net, head, vec![next]).await.unwrap();
                println!("ack {name} {head}");
                if head.0 % 64 == 0 {
                    let bytes = head.0.to_be_bytes().repeat(1000);
                    store
                        .save_snapshot(
                            &net,
                            Snapshot {
                                at: Seq(head.0 - 20),
                                bytes,
                            },
                        )
                        .await
                        .unwrap();
                }
            }
        })
    });
    // They write until this process is killed.
    for writer in writers {
        writer.await.unwrap();
    }
}

fn start(folder: &Path, environment: &[(&str, String)]) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "tracker::sled::tests::crash::child_writes",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stdout.take().unwrap());
    (child, said)
}

/// The last acknowledged entry of each network.
type Acked = BTreeMap<String, u64>;

/// Notes what the child says, until it has said `lines` or is gone. Half a line was not said.
fn listen(said: &mut impl BufRead, lines: usize, acked: &mut Acked) {
    let mut heard = 0;
    let mut line = String::new();
    while heard < lines {
        line.clear();
        if said.read_line(&mut line).unwrap() == 0 {
            return;
        }
        // libtest begins the line on which a test first speaks.
        let Some((_, ack)) = line.split_once("ack ") else {
            continue;
        };
        if let (Some((name, seq)), true) = (ack.trim_end().split_once(' '), ack.ends_with('\n')) {
            let last = acked.entry(name.to_owned()).or_default();
            *last = (*last).max(seq.parse().unwrap());
            heard += 1;
        }
    }
}

/// Opens what the killed one left and checks that all of it is there.
async fn check(folder: &Path, acked: &Acked) {
    let store = open(folder);
    for name in NETWORKS {
        let net = network(name);
        let head = store.head(&net).await.unwrap();
        let acked = acked.get(name).copied().unwrap_or(0);
        assert!(
            head.0 >= acked,
            "{name}: {acked} were acknowledged and {head} are there"
        );
        let from = match store.load_snapshot(&net).await.unwrap() {
            None => Seq(0),
            Some(Snapshot { at, bytes }) => {
                assert_eq!(bytes, (at.0 + 20).to_be_bytes().repeat(1000));
                at
            }
        };
        let read = read_all(&store, &net, from).await;
        assert_eq!(read.len() as u64, head.0 - from.0);
        for entry in read {
            let expected = nth(&store, &net, entry.seq.0).await;
            assert_eq!(
                (&entry.cause, &entry.payload),
                (&expected.cause, &expected.payload)
            );
        }
        for n in 1..=head.0 + 1 {
            let Cause::Event(seen) = nth(&store, &net, n).await.cause else {
                unreachable!()
            };
            let there = n <= head.0;
            assert_eq!(
                store.seen(&net, &[seen]).await.unwrap(),
                [there],
                "{name} {n}"
            );
            let text = store.get(&net, &id(&format!("post/{n}"))).await.unwrap();
            assert_eq!(text, there.then(|| format!("text {n} of {net}").into()));
        }
    }
}

fn random(below: u64) -> u64 {
    getrandom::u64().unwrap() % below
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_to_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut acked = Acked::new();
    for _ in 0..20 {
        let (mut child, mut said) = start(folder.path(), &[]);
        listen(
            &mut said,
            1 + usize::try_from(random(60)).unwrap(),
            &mut acked,
        );
        // Not to wait for anything: to kill at an instant that follows from nothing.
        std::thread::sleep(Duration::from_micros(random(5000)));
        child.kill().unwrap();
        child.wait().unwrap();
        listen(&mut said, usize::MAX, &mut acked);
        check(folder.path(), &acked).await;
    }
    println!(
        "20 kills, {} entries acknowledged, none lost",
        acked.values().sum::<u64>()
    );
}

#[cfg(feature = "failpoints")]
mod failpoints {
    use super::*;

    const ALL: [&str; 4] = [
        "journal.before-commit",
        "journal.before-flush",
        "journal.before-sync",
        "journal.before-answer",
    ];

    #[tokio::test]
    async fn nothing_acknowledged_is_lost_at_any_step_of_a_commit() {
        use std::os::unix::process::ExitStatusExt;
        for name in ALL {
            let folder = tempfile::tempdir().unwrap();
            let mut acked = Acked::new();
            for nth in [1, 2, 7, 30, 100] {
                let at = format!("{name}:{nth}");
                let (mut child, mut said) = start(folder.path(), &[("WEGOTUS_FAILPOINT", at)]);
                listen(&mut said, usize::MAX, &mut acked);
                assert_eq!(child.wait().unwrap().signal(), Some(9), "{name}");
                check(folder.path(), &acked).await;
            }
        }
    }

    #[tokio::test]
    async fn nothing_acknowledged_is_lost_to_a_power_cut() {
        let folder = tempfile::tempdir().unwrap();
        let synced = folder.path().join("synced");
        let store = folder.path().join("data/store");
        let mut acked = Acked::new();
        for round in 0..20 {
            let mut environment = vec![("WEGOTUS_SYNCED_COPY", synced.display().to_string())];
            if let Some(name) = ALL.get(round) {
                environment.push(("WEGOTUS_FAILPOINT", format!("{name}:{}", 2 + random(20))));
            }
            let (mut child, mut said) = start(folder.path(), &environment);
            listen(
                &mut said,
                1 + usize::try_from(random(40)).unwrap(),
                &mut acked,
            );
            std::thread::sleep(Duration::from_micros(random(5000)));
            child.kill().unwrap();
            child.wait().unwrap();
            listen(&mut said, usize::MAX, &mut acked);
            fs::remove_dir_all(&store).unwrap();
            if synced.exists() {
                fs::rename(&synced, &store).unwrap();
            }
            check(folder.path(), &acked).await;
        }
        println!(
            "20 power cuts, {} entries acknowledged, none lost",
            acked.values().sum::<u64>()
        );
    }
}
