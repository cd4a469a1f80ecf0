//! What is passed on in a hand-off is held until it is told and not a moment longer, and never in the journal.

use std::time::Duration;

use wegotus_chat::SendError;

use crate::bench::Bench;
use crate::leaving::story;

const HOUR: Duration = Duration::from_secs(3600);

async fn held(bench: &Bench, words: &str) -> bool {
    let in_journal = story(bench).await.contains(words);
    assert!(!in_journal, "{words} is in the journal");
    bench.journal.holds(words).await
}

#[tokio::test]
async fn words_are_held_until_they_are_told() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    bench.hears("dm:Ben", "Ben", "quagga at five").await;
    assert!(!held(&bench, "quagga").await);

    bench.hears("dm:Ana", "Ana", "okapi by the door").await;
    assert!(held(&bench, "okapi").await, "it waits for whom it is for");
    bench.hears("dm:Ana", "Ana", "Cleo").await;
    assert!(!held(&bench, "okapi").await);
    let told = bench.texts_in("dm:Cleo").await;
    assert!(told.iter().any(|text| text.contains("okapi")), "{told:?}");
}

#[tokio::test]
async fn words_nobody_addressed_are_let_go() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    bench.hears("dm:Ana", "Ana", "okapi by the door").await;
    assert!(held(&bench, "okapi").await);
    bench.pass(25 * HOUR).await;
    bench.settle_over_time().await;
    assert!(!held(&bench, "okapi").await);
}

#[tokio::test]
async fn words_for_conversations_that_are_over_are_let_go_at_once() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    bench.hears("dm:Ana", "Ana", "okapi by the door").await;
    bench.hears("dm:Ben", "Ben", "stop").await;
    assert!(held(&bench, "okapi").await, "it may be for Cleo");
    bench.hears("dm:Cleo", "Cleo", "stop").await;
    assert!(!held(&bench, "okapi").await);
}

#[tokio::test]
async fn words_taken_back_are_never_told() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    let okapi = bench.hears("dm:Ana", "Ana", "okapi by the door").await;
    bench.world.delete(okapi.parse().unwrap()).await.unwrap();
    bench.settle().await;
    assert!(!held(&bench, "okapi").await);
    bench.hears("dm:Ana", "Ana", "1").await;
    for place in ["dm:Ben", "dm:Cleo"] {
        let told = bench.texts_in(place).await;
        assert!(!told.iter().any(|text| text.contains("okapi")), "{told:?}");
    }
}

#[tokio::test]
async fn words_of_whoever_is_forgotten_are_told_to_nobody() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    bench.hears("dm:Ana", "Ana", "okapi by the door").await;
    bench.hears("dm:Ana", "Ana", "forget me").await;
    bench.hears("dm:Ana", "Ana", "forget me").await;
    assert!(!held(&bench, "okapi").await);
}

#[tokio::test]
async fn words_that_cannot_be_told_before_the_end_are_never_told() {
    let bench = Bench::new().await;
    bench.with_a_claim().await;
    let offline = || SendError::Offline;
    bench.world.script_faults(|faults| {
        faults.fail_next_sends = (0..40).map(|_| offline()).collect();
    });
    bench.says("dm:Ana", "Ana", "okapi by the door").await;
    bench.world.settled().await;
    assert!(held(&bench, "okapi").await, "it is on its way");
    bench.says("dm:Ana", "Ana", "stop").await;
    bench.world.settled().await;
    assert!(!held(&bench, "okapi").await);
    bench
        .world
        .script_faults(|faults| faults.fail_next_sends.clear());
    bench.settle_over_time().await;
    let told = bench.texts_in("dm:Ben").await;
    assert!(!told.iter().any(|text| text.contains("okapi")), "{told:?}");
}
