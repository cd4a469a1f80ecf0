//! However the bot dies, while people go on writing: every need is posted once, every claim confirmed
//! once, none is lost.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it is a test, helpers included"
)]

use std::fs;
use std::path::Path;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_synapse::{Block, Ledger, Person, Wire, pause};

const KILLS: usize = 30;
const POWER_CUTS: usize = 10;
/// Every so manyth need is claimed by a neighbour at once.
const CLAIM_EVERY: usize = 3;
const PATIENCE: Duration = Duration::from_secs(240);

/// Where the bot can be made to die, and the how manyth time it comes by there.
const FAILPOINTS: [&str; 9] = [
    "engine.received",
    "journal.before-commit",
    "journal.before-flush",
    "journal.before-sync",
    "journal.before-answer",
    "engine.committed",
    "outbox.before-send",
    "outbox.after-send",
    "outbox.receipt",
];
const NTH: [u32; 2] = [1, 4];

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_random_instants() {
    let mut random = random();
    let mut block = Block::open(&["Ana", "Ben"]).await.unwrap();
    let people = Writers::begin(&block, random.fork());
    for _ in 0..KILLS {
        pause(Duration::from_millis(random.u64(0..4_000))).await;
        block.bot.kill9().unwrap();
        pause(Duration::from_millis(random.u64(0..800))).await;
        block.bot.start().unwrap();
    }
    let ledger = people.end().await;
    expect_all(&mut block, &ledger, &format!("after {KILLS} kills")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_boundary() {
    let mut block = Block::open(&["Ana", "Ben"]).await.unwrap();
    let people = Writers::begin(&block, random());
    block.bot.kill9().unwrap();
    for (name, nth) in FAILPOINTS
        .iter()
        .flat_map(|name| NTH.map(|nth| (name, nth)))
    {
        let failpoint = format!("{name}:{nth}");
        block
            .bot
            .start_with(&[("WEGOTUS_FAILPOINT", &failpoint)])
            .unwrap();
        let died = block.bot.end(Duration::from_secs(60)).await;
        assert!(died.is_ok(), "{failpoint} was never reached");
        assert!(
            !died.unwrap().success(),
            "at {failpoint} it ended as if all was well"
        );
    }
    block.bot.start().unwrap();
    let ledger = people.end().await;
    let deaths = FAILPOINTS.len() * NTH.len();
    expect_all(
        &mut block,
        &ledger,
        &format!("after {deaths} deaths at boundaries"),
    )
    .await;
}

/// After each kill the store is put back to what was surely on the disk.
#[tokio::test(flavor = "multi_thread")]
async fn killed_by_power_cuts() {
    let mut random = random();
    let mut block = Block::open(&["Ana", "Ben"]).await.unwrap();
    let synced = block.bot.folder().join("synced");
    let env = [("WEGOTUS_SYNCED_COPY", synced.to_str().unwrap())];
    block.bot.terminate().await.unwrap();
    let people = Writers::begin(&block, random.fork());
    let mut put_back = 0;
    for _ in 0..POWER_CUTS {
        block.bot.start_with(&env).unwrap();
        // A busy machine may take long to start it: the power goes some time after the first commit.
        let committed = async {
            while !synced.exists() {
                pause(Duration::from_millis(20)).await;
            }
        };
        let _never = tokio::time::timeout(Duration::from_secs(60), committed).await;
        pause(Duration::from_millis(random.u64(0..3_000))).await;
        block.bot.kill9().unwrap();
        put_back += usize::from(lose_what_was_not_synced(&block.bot.data(), &synced));
    }
    block.bot.start().unwrap();
    let ledger = people.end().await;
    assert!(put_back > 0, "no synced copy was ever left");
    let how = format!("after {POWER_CUTS} power cuts ({put_back} with something synced)");
    expect_all(&mut block, &ledger, &how).await;
}

/// Ana asks and Ben claims, without end, whether the bot is there or not.
struct Writers {
    stop: CancellationToken,
    writing: JoinHandle<Ledger>,
}

impl Writers {
    fn begin(block: &Block, random: fastrand::Rng) -> Self {
        let stop = CancellationToken::new();
        let (ana, ben) = (block.people[0].clone(), block.people[1].clone());
        let writing = write(ana, ben, block.room.clone(), random, stop.clone());
        Self {
            stop,
            writing: tokio::spawn(writing),
        }
    }

    /// They finish their sentence; gives all they wrote.
    async fn end(self) -> Ledger {
        self.stop.cancel();
        self.writing.await.unwrap()
    }
}

async fn write(
    ana: Wire,
    ben: Wire,
    room: String,
    mut random: fastrand::Rng,
    stop: CancellationToken,
) -> Ledger {
    let mut ledger = Ledger::default();
    for nth in 1.. {
        let need = ana.say(&room, &Ledger::words(nth)).await.unwrap();
        if nth % CLAIM_EVERY == 0 {
            ledger.claim(ben.reply(&room, &need, "claim").await.unwrap());
        }
        ledger.need(nth, need);
        if stop.is_cancelled() {
            break;
        }
        pause(Duration::from_millis(random.u64(20..300))).await;
    }
    ledger
}

async fn expect_all(block: &mut Block, ledger: &Ledger, when: &str) {
    let balance = block.settled(ledger, PATIENCE).await.unwrap();
    println!("{when}: {balance}");
    assert!(
        balance.needs.all > 10 && balance.claims.all > 2,
        "hardly anything was written"
    );
    assert!(balance.exact(), "{when}: {balance}");
}

/// The store as a power cut would have left it; whether anything had been synced in this run.
fn lose_what_was_not_synced(data: &Path, synced: &Path) -> bool {
    if !synced.exists() {
        return false;
    }
    let store = data.join("store");
    fs::remove_dir_all(&store).unwrap();
    fs::rename(synced, &store).unwrap();
    true
}

/// Chance, which `WEGOTUS_SEED` repeats.
fn random() -> fastrand::Rng {
    let named = std::env::var("WEGOTUS_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = named.unwrap_or_else(|| fastrand::u64(..));
    println!("WEGOTUS_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}
