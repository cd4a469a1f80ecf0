//! What is in the way of the bot, and how it goes on: a store that cannot be read, a bridge that ends, floods.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus::board::{Policy, Status};
use wegotus::engine::Condition;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Outbound, Platform, RoomRef,
    SendError, Sent,
};

use super::bench::{Bench, Setting, engine_on};

const HOUR: Duration = Duration::from_secs(3600);

/// Everything that is sent next has to wait for an hour.
fn hold_sends(bench: &Bench, sends: usize) {
    bench.world.script_faults(|faults| {
        let wait = SendError::Retry { after: HOUR };
        faults.fail_next_sends.extend(vec![wait; sends]);
    });
}

#[tokio::test]
async fn a_store_that_cannot_be_read_for_a_while_drops_no_message() {
    let bench = Bench::new().await;
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    bench.vault.fail_next(12);
    bench.says("signal", "Ana", "need: a cot").await;
    bench.says("matrix", "Ben", "claim 1").await;
    bench.settle_over_time().await;
    assert_eq!(
        bench.bot_in("signal").await.len(),
        2,
        "two acknowledgements"
    );
    let told = bench.texts_in("matrix").await;
    assert!(told.iter().any(|it| it.contains("a cot")), "{told:?}");
    assert_eq!(bench.bot_in("dm:Ana").await.len(), 1);
    assert_eq!(bench.bot_in("dm:Ben").await.len(), 1);
    assert!(bench.engine.store_trouble().is_none(), "it reads again");
}

#[tokio::test]
async fn a_store_that_cannot_be_read_is_told_of() {
    let bench = Bench::new().await;
    bench.vault.fail_next(u32::MAX);
    bench.says("signal", "Ana", "need: diapers size 4").await;
    while bench.engine.store_trouble().is_none() {
        tokio::task::yield_now().await;
    }
    bench.vault.fail_next(0);
    bench.settle_over_time().await;
    assert_eq!(bench.bot_in("signal").await.len(), 1);
}

/// A bridge that says it is well, and ends.
struct Ends;

#[async_trait]
impl Bridge for Ends {
    fn platform(&self) -> Platform {
        Platform::Matrix
    }

    fn abilities(&self, _room: &RoomRef) -> Abilities {
        let never = Ability::Never;
        Abilities {
            edit: never,
            delete: never,
            react: never,
            direct: never,
        }
    }

    async fn run(
        &self,
        _sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        _stop: CancellationToken,
    ) -> Result<(), Fatal> {
        state.send_replace(BridgeState::Connected);
        Err(Fatal {
            what: "the password is wrong".to_owned(),
            remedy: "Set matrix.password".to_owned(),
        })
    }

    async fn send(&self, _out: &Outbound) -> Result<Sent, SendError> {
        Err(SendError::Offline)
    }
}

#[tokio::test]
async fn a_bridge_that_ended_says_why_and_what_to_do() {
    let engine = engine_on(vec![Arc::new(Ends)]).await;
    let ended = engine.ended().await.unwrap_err();
    let (_, condition) = engine.bridges().next().unwrap();
    let Condition::Ended(shown) = condition else {
        panic!("it shows as {condition:?}")
    };
    assert_eq!(shown, ended);
    assert_eq!(shown.remedy, "Set matrix.password");
}

#[tokio::test]
async fn a_nudge_that_no_room_has_room_for_is_said_the_next_day() {
    let policy = Policy {
        room_messages_per_day: 1,
        digest: Vec::new(),
        ..Policy::default()
    };
    let bench = Bench::with(Setting {
        policy,
        ..Setting::default()
    })
    .await;
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    bench.pass(22 * HOUR).await;
    bench.hears("signal", "Ben", "need: a cot").await;
    // The first need is nudged, which uses up the day; the second is due within it.
    for _ in 0..60 {
        bench.pass(HOUR).await;
        bench.settle().await;
    }
    let nudges: Vec<String> = bench.texts_in("matrix").await.into_iter().skip(2).collect();
    assert!(
        nudges[0].contains("#1") && !nudges[0].contains("#2"),
        "{nudges:?}"
    );
    assert!(nudges[1].contains("#2"), "it was spent unsaid: {nudges:?}");
}

#[tokio::test]
async fn an_answer_goes_before_the_notices_of_a_flood() {
    let bench = Bench::new().await;
    hold_sends(&bench, 3);
    for thing in ["a cot", "a drill", "rice"] {
        bench.says("signal", "Ana", &format!("need: {thing}")).await;
        bench.world.settled().await;
    }
    bench.says("matrix", "Ben", "help").await;
    bench.world.settled().await;
    bench.settle_over_time().await;
    let told = bench.texts_in("matrix").await;
    let help = told.iter().position(|it| it.contains("own words")).unwrap();
    let first = told.iter().position(|it| it.contains("📌")).unwrap();
    assert!(help < first, "{told:?}");
    for thing in ["a cot", "a drill", "rice"] {
        assert!(told.iter().any(|it| it.contains(thing)), "{told:?}");
    }
}

#[tokio::test]
async fn a_rooms_card_is_not_looked_for_with_each_message() {
    let bench = Bench::new().await;
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    // What is sent has to look for rooms too: nothing is, for now.
    hold_sends(&bench, 100);
    for number in 0..15 {
        bench
            .says("signal", "Ben", &format!("need: bag {number}"))
            .await;
        bench.world.settled().await;
    }
    let before = bench.vault.looks_for("room");
    for _ in 0..15 {
        bench.says("signal", "Cleo", "claim 1").await;
        bench.world.settled().await;
    }
    let looks = bench.vault.looks_for("room") - before;
    assert!(looks < 15, "it was looked for {looks} times");
    assert_eq!(bench.board().await[0].1, Status::Claimed);
}

/// Somebody's own bridge joins two of the bot's rooms, so its words come back under another's name.
#[tokio::test]
async fn what_comes_back_of_its_own_words_is_no_neighbours() {
    let bench = Bench::new().await;
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    let notice = bench.texts_in("matrix").await.remove(0);
    bench
        .hears("whatsapp", "Relay", &format!("wegotus: {notice}"))
        .await;
    bench.hears("signal", "Relay", &notice).await;
    assert_eq!(bench.engine.posts().await.unwrap().len(), 1);
    for room in ["whatsapp", "signal", "matrix"] {
        let said = bench.texts_in(room).await;
        assert_eq!(said.len(), 1, "{room}: {said:?}");
    }
    bench.hears("whatsapp", "Relay", "need: a cot").await;
    assert_eq!(bench.engine.posts().await.unwrap().len(), 2);
}
