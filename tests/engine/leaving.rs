//! What is held of people: nothing of chatter, nothing of whoever was forgotten, and of closed posts their counts.

use std::sync::Arc;
use std::time::Duration;

use wegotus::engine::Ids;
use wegotus::tracker::{Journal as _, Key, NetworkId, Seq};
use wegotus_chat::{PersonRef, Platform};

use crate::bench::Bench;

/// Everything the journal and its snapshot still hold, in plain.
pub async fn story(bench: &Bench) -> String {
    let net = NetworkId::new("riverside").unwrap();
    let snapshot = bench.journal.load_snapshot(&net).await.unwrap();
    let from = snapshot.as_ref().map_or(Seq(0), |snapshot| snapshot.at);
    let mut story = snapshot.map(|it| it.bytes).unwrap_or_default();
    for entry in bench.journal.read(&net, from).await.unwrap() {
        story.extend(entry.payload);
    }
    String::from_utf8(story).unwrap()
}

fn id_of(person: &str) -> String {
    let ids = Ids(Arc::new(Key::new(&[7; 32])));
    let person = PersonRef::new(Platform::Sandbox, person);
    ids.person(&person).to_string()
}

#[tokio::test]
async fn of_whoever_is_forgotten_nothing_is_held() {
    for place in ["signal", "dm:Zubeida"] {
        let bench = Bench::new().await;
        bench
            .hears("signal", "Zubeida", "need: a harmonium, near Wolf Court")
            .await;
        bench
            .hears("dm:Zubeida", "Zubeida", "need: a marimba")
            .await;
        bench.hears("matrix", "Ben", "claim 1").await;
        bench.hears("matrix", "Cleo", "need: soup").await;
        bench.hears("signal", "Zubeida", "claim 3").await;
        bench
            .hears("dm:Zubeida", "Zubeida", "#1 knock three times")
            .await;
        bench
            .hears("signal", "Zubeida", "does anyone have a spare zither?")
            .await;
        assert!(bench.journal.holds("Zubeida").await);
        assert!(story(&bench).await.contains(&id_of("Zubeida")));

        bench.hears(place, "Zubeida", "forget me").await;
        bench.hears(place, "Zubeida", "forget me").await;
        for words in ["Zubeida", "harmonium", "marimba", "knock", "zither", "Wolf"] {
            assert!(
                !bench.journal.holds(words).await,
                "{place}: {words} is held"
            );
        }
        let story = story(&bench).await;
        assert!(!story.contains(&id_of("Zubeida")), "{place}: {story}");
        assert!(story.contains(&id_of("Ben")), "of others everything stays");
        let told = bench.texts_in(place).await;
        let farewell = told.iter().any(|text| text.contains("I hold nothing"));
        assert!(farewell, "{told:?}");
    }
}

#[tokio::test]
async fn of_chatter_nothing_is_held() {
    let bench = Bench::new().await;
    let post = bench.hears("signal", "Ana", "need: a cot").await;
    for number in 0..60 {
        let mark = format!("quokka{number}");
        for (room, text) in [
            ("signal", format!("what a day, {mark} everywhere lol")),
            ("matrix", format!("see you at {mark} then, bye")),
            ("whatsapp", format!("wegotus dance {mark}")),
        ] {
            bench.says(room, "Quokkaman", &text).await;
        }
        bench
            .replies("signal", "Quokkaman", &format!("nice one, {mark}!"), &post)
            .await;
    }
    bench
        .says("dm:Quokkaman", "Quokkaman", "good morning, quokka to you")
        .await;
    bench.hears("signal", "Ben", "what is a quokka").await;
    assert!(!bench.journal.holds("quokka").await);

    // What is in doubt is held for a day, and of whom it was no longer either.
    bench
        .hears(
            "matrix",
            "Wombatman",
            "a key cutter would be nice to have one day",
        )
        .await;
    assert!(bench.journal.holds("Wombatman").await, "it is asked about");
    bench.pass(Duration::from_secs(24 * 3600)).await;
    bench.settle().await;
    assert!(!bench.journal.holds("ombat").await);
    assert!(!story(&bench).await.contains(&id_of("Wombatman")));
}

#[tokio::test]
async fn closed_posts_only_count_after_their_time() {
    let bench = Bench::new().await;
    bench.with_a_claim().await;
    bench.hears("matrix", "Ben", "done 1").await;
    bench.pass(Duration::from_secs(29 * 24 * 3600)).await;
    bench.settle().await;
    assert!(bench.journal.holds("diapers").await);
    bench.pass(Duration::from_secs(2 * 24 * 3600)).await;
    bench.settle().await;
    bench.pass(Duration::from_secs(31 * 24 * 3600)).await;
    bench.settle().await;
    bench.pass(Duration::from_secs(31 * 24 * 3600)).await;
    bench.settle().await;
    for words in ["diapers", "Ana", "Ben"] {
        assert!(!bench.journal.holds(words).await, "{words} is held");
    }
    let story = story(&bench).await;
    for person in ["Ana", "Ben"] {
        assert!(!story.contains(&id_of(person)), "{person}: {story}");
    }
    assert_eq!(bench.board().await.len(), 1, "it still counts");
}
