//! A daemon that runs beside the bot, as in docker-compose.yml: linked by `wegotus link signal`, and killed under it.

use std::sync::Arc;

use wegotus_real_signal::{Bot, Daemon, Street};
use wegotus_script::Chat;

#[tokio::test(flavor = "multi_thread")]
async fn a_daemon_beside_the_bot_is_linked_and_may_die() {
    let street = Street::people(&["signal"]).await.unwrap();
    let mut daemon = Daemon::start(&street.rig).await.unwrap();
    let bot = Bot::new(&street.rig).unwrap().beside(&daemon.url);
    *street.bot.lock().await = bot;
    street.begin().await.unwrap();
    let street = Arc::new(street);
    let chat = Chat::on(street.clone());
    let room = chat.room("signal");
    let need = room.says("Ana", "need: a cot").await;
    need.bot_replies(["#1", "cot"]).await;

    daemon.restart().await.unwrap();
    let claim = room.says("Ben", "claim 1").await;
    claim.bot_replies(["Ben", "#1"]).await;
    chat.dm("Ana").bot_says(["#1", "Ben"]).await;

    let told = street.bot.lock().await.ask(&["doctor"]).unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(
        told.contains("in signal (signal:"),
        "its groups are listed: {told}"
    );
}
