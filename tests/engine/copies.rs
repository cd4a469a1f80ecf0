//! A room that somebody's bridge makes of a group the bot is in itself: one neighbour's words are one post.

use std::sync::Arc;

use wegotus_chat::Destination;

use super::bench::engine_on;
use super::scripted::{Scripted, room, says};

#[tokio::test]
async fn what_is_said_in_a_group_and_its_copy_is_one_post() {
    let need = "need: a ride to dialysis";
    let bridge = Arc::new(Scripted {
        hears: vec![says("signal", "Ana", need), says("whatsapp", "Ana", need)],
        copies: vec![
            (room("signal"), room("whatsapp")),
            // The bot is not in this group.
            (room("matrix"), room("elsewhere")),
        ],
        ..Scripted::default()
    });
    let engine = engine_on(vec![bridge.clone()]).await;
    while bridge.sent().len() < 2 {
        tokio::task::yield_now().await;
    }
    engine.settle().await;
    assert_eq!(engine.posts().await.unwrap().len(), 1);
    let told = bridge.sent();
    let in_room = |name: &str| told.iter().any(|it| it.to == Destination::Room(room(name)));
    assert!(in_room("whatsapp") && in_room("matrix"), "{}", told.len());
    assert!(!in_room("signal"), "nothing is said in the copy");
    let found: Vec<String> = engine.notices().map(|(_, it)| it.what).collect();
    assert!(
        found.len() == 1 && found[0].contains("somebody's bridge"),
        "{found:?}"
    );
}
