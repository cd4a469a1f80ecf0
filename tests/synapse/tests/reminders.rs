//! Reminders and the hand-off on real Matrix rooms, one of them encrypted, with the bot's clock in the test's hand.

use std::sync::Arc;
use std::time::Duration;

use wegotus_script::Chat;
use wegotus_synapse::Street;

/// Whatever the hour on the homeserver's clock is: nothing waits for a morning, and no digest comes in between.
const ANY_HOUR: [(&str, &str); 2] = [
    ("WEGOTUS__REMINDERS__QUIET", "off"),
    ("WEGOTUS__REMINDERS__DIGEST", "[]"),
];

fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_need_is_not_forgotten_and_its_helper_is_asked_until_it_is_done() {
    let street = Arc::new(Street::open_with(&ANY_HOUR).await.unwrap());
    let chat = Chat::on(Arc::<Street>::clone(&street));
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let need = signal.says("Ana", "need: a cot").await;
    need.bot_replies("#1").await;
    matrix.bot_says(["#1", "a cot"]).await;
    street.pass(hours(25)).await.unwrap();
    let nudge = matrix.bot_says(["Still waiting", "#1"]).await;
    let claim = matrix.replies("Ben", &nudge, "claim").await;
    claim.bot_replies(["Ben", "#1"]).await;

    // The two ends write to each other; then Ben falls silent.
    chat.dm("Ben").bot_says("is yours").await;
    chat.dm("Ana").bot_says(["Ben", "#1"]).await;
    chat.dm("Ben").says("I can bring it on Saturday").await;
    chat.dm("Ana").bot_says("bring it on Saturday").await;
    street.pass(hours(24)).await.unwrap();
    let asked = chat.dm("Ben").bot_says(["Still on it", "#1"]).await;
    chat.restart().await;
    let yes = chat.dm("Ben").replies(&asked, "yes").await;
    yes.bot_replies(["Thank you", "#1"]).await;
    street.pass(hours(24)).await.unwrap();
    chat.dm("Ben").bot_says_nothing_more().await;

    let done = chat.dm("Ben").says("done").await;
    done.bot_replies("#1").await;
    chat.dm("Ana").bot_says("#1").await;
    street.pass(hours(100)).await.unwrap();
    matrix.bot_says_nothing_more().await;
}
