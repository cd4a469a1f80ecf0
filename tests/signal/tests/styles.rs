//! What stands out in what the bot says, as people's phones receive it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use serde_json::Value;
use wegotus_real_signal::Street;
use wegotus_script::{Chat, Stage as _};

/// What stands out in a message or an edit with these words that a phone received.
fn strong_in(street: &Street, kind: &str, words: &str) -> Vec<String> {
    let events = street.rig.mock.events(0);
    let mut found = events.iter().rev().filter_map(|event| {
        let data = match (event["event"].as_str()?, kind) {
            ("message", "message") => &event["message"],
            ("edit", "edit") => &event["message"]["dataMessage"],
            _ => return None,
        };
        let body = data["body"].as_str().filter(|it| it.contains(words))?;
        Some((body.to_owned(), data["bodyRanges"].clone()))
    });
    let (body, ranges) = found.next().unwrap();
    let units: Vec<u16> = body.encode_utf16().collect();
    let at = |range: &Value, of: &str| usize::try_from(range[of].as_u64().unwrap_or(0)).unwrap();
    let ranges = ranges.as_array().cloned().unwrap_or_default();
    let strong = ranges.iter().filter(|it| it["style"] == "BOLD");
    let strong = strong.map(|it| (at(it, "start"), at(it, "length")));
    strong
        .map(|(start, length)| String::from_utf16(&units[start..start + length]).unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_of_a_post_stands_out_on_peoples_phones() {
    let street = Arc::new(Street::open().await.unwrap());
    let chat = Chat::on(street.clone());
    let (room, other) = (chat.room("signal"), chat.room("matrix"));
    let need = room.says("Ana", "need: a lamp for the hall").await;
    need.bot_replies(["#1", "lamp"]).await;
    let notice = other.bot_shows(["#1", "lamp"]).await;
    assert_eq!(strong_in(&street, "message", "lamp"), ["#1"]);

    // Somebody else's emoji and letters that run the other way stand before the second number.
    let second = other.says("Cleo", "need: 🪑🪑 כיסא").await;
    second.bot_replies("#2").await;
    let board = room.says("Ben", "board").await;
    board.bot_replies(["#1", "#2"]).await;
    assert_eq!(strong_in(&street, "message", "#2"), ["#1", "#2"]);

    // The notice is edited in place, and its number stands out still.
    let claim = room.says("Ben", "claim 1").await;
    claim.bot_replies(["Ben", "#1"]).await;
    notice.shows("🤝").await;
    assert_eq!(strong_in(&street, "edit", "lamp"), ["#1"]);
    street.settle().await.unwrap();
}
