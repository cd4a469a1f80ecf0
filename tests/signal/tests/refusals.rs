//! What Signal refuses, on the real signal-cli: a captcha, somebody who left Signal; and words past their time.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use wegotus_real_signal::Street;
use wegotus_script::{Chat, Place, Stage as _};

const LOOK: Duration = Duration::from_millis(200);
/// The outbox tries once a minute what waits for an operator.
const PATIENCE: Duration = Duration::from_secs(150);

/// Waits until the bot has said this in its log.
async fn log_says(street: &Street, words: &str) {
    let looking = async {
        let mut looks = tokio::time::interval(LOOK);
        while !street.bot.lock().await.said().contains(words) {
            looks.tick().await;
        }
    };
    let found = tokio::time::timeout(PATIENCE, looking).await;
    let said = street.bot.lock().await.said();
    assert!(found.is_ok(), "the log does not say {words:?}:\n{said}");
}

/// Waits until the bot wrote this privately; how often it did by then.
async fn written_to(street: &Street, person: &str, words: &str) -> usize {
    let place = Place::Direct(person.to_owned());
    let looking = async {
        let mut looks = tokio::time::interval(LOOK);
        loop {
            looks.tick().await;
            let all = street.messages(&place).await.unwrap();
            let times = all.iter().filter(|it| it.is_bot && it.text.contains(words));
            let times = times.count();
            if times > 0 {
                return times;
            }
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_signal_refuses_is_told_and_nothing_is_said_twice() {
    let street = Arc::new(Street::open().await.unwrap());
    let chat = Chat::on(street.clone());
    let room = chat.room("signal");

    // Signal asks for a captcha before the bot may write to Cleo. The others in her group hear it all the same.
    let need = room.says("Cleo", "need: a lamp for the hall").await;
    need.bot_replies("#1").await;
    let limit = json!({ "to": "Cleo" });
    street.signal("limit", limit.clone()).await.unwrap();
    let claim = room.says("Ben", "claim 1").await;
    claim.bot_replies(["Ben", "#1"]).await;
    log_says(&street, "did not get it").await;
    log_says(&street, "captcha").await;
    log_says(&street, "submitRateLimitChallenge --challenge token").await;
    let mut lifted = limit;
    lifted["off"] = json!(true);
    street.signal("limit", lifted).await.unwrap();
    assert_eq!(written_to(&street, "Cleo", "Ben").await, 1);

    // What vanishes on people's phones goes from the board at the same time.
    let words = "need: a pram until friday";
    street.says_for("signal", "Ana", words, 20).await.unwrap();
    let notice = chat.room("matrix").bot_shows(["#2", "pram"]).await;
    notice.is_withdrawn().await;

    // Ben deletes his account: the group goes on, and what was for him alone is let go.
    let leave = json!({ "name": "Ben" });
    street.rig.mock.call("leave", leave).await.unwrap();
    let release = chat.dm("Cleo").says("someone else").await;
    release.bot_replies("#1").await;
    street.settle().await.unwrap();
}
