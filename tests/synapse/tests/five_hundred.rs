//! 500 of 500: as many needs at once as no bot measured before has answered.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it is a test, helpers included"
)]

use std::time::Duration;

use futures_util::future::try_join_all;
use wegotus_synapse::{Block, Ledger, Person, Wire};

const NEEDS: usize = 500;
const PEOPLE: [&str; 4] = ["Ana", "Ben", "Cleo", "Dan"];
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_written_while_it_was_away() {
    let mut block = Block::open(&PEOPLE).await.unwrap();
    let ended = block.bot.terminate().await.unwrap();
    assert!(
        ended.success(),
        "asked to end, it ended with {ended}:\n{}",
        block.bot.said()
    );
    let ledger = write_all(&block.people, &block.room).await;
    block.bot.start().unwrap();
    expect_all(&mut block, &ledger, "written while it was away").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_written_live() {
    let mut block = Block::open(&PEOPLE).await.unwrap();
    let ledger = write_all(&block.people, &block.room).await;
    expect_all(&mut block, &ledger, "written live").await;
}

/// Everybody writes their share, each as fast as the homeserver takes it.
async fn write_all(people: &[Wire], room: &str) -> Ledger {
    let shares = people.iter().enumerate().map(|(nth, person)| async move {
        let mut ledger = Ledger::default();
        for need in (nth..NEEDS).step_by(people.len()) {
            ledger.need(need, person.say(room, &Ledger::words(need)).await?);
        }
        anyhow::Ok(ledger)
    });
    let mut ledger = Ledger::default();
    try_join_all(shares)
        .await
        .unwrap()
        .into_iter()
        .for_each(|share| ledger.add(share));
    ledger
}

async fn expect_all(block: &mut Block, ledger: &Ledger, how: &str) {
    let balance = block.settled(ledger, PATIENCE).await.unwrap();
    println!("{NEEDS} {how}: {balance}");
    assert_eq!(balance.needs.all, NEEDS);
    assert!(balance.exact(), "{how}: {balance}");
}
