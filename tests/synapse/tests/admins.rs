//! Whoever administers a room on a real Synapse organizes its network where the config says so, and no longer once they are no
//! administrator.

use std::sync::Arc;

use wegotus_script::Chat;
use wegotus_synapse::Street;

/// The rooms' own administrators organize; nothing waits for a morning.
const BY_ROOMS: [(&str, &str); 3] = [
    ("WEGOTUS__NETWORKS__DEFAULT__ORGANIZERS_FROM", "room-admins"),
    ("WEGOTUS__REMINDERS__QUIET", "off"),
    ("WEGOTUS__REMINDERS__DIGEST", "[]"),
];
const MODERATOR: i64 = 50;

#[tokio::test(flavor = "multi_thread")]
async fn whoever_administers_a_room_organizes_as_long_as_they_do() {
    let street = Arc::new(Street::open_with(&BY_ROOMS).await.unwrap());
    let chat = Chat::on(Arc::<Street>::clone(&street));
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Cleo", "need: a pram").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("a pram").await;

    // Ben is a member like any other; Ana made the rooms.
    let refused = chat.dm("Ben").says("hide 1").await;
    refused.bot_replies("for the organizers").await;
    let hidden = chat.dm("Ana").says("hide 1").await;
    hidden.bot_replies("off the rooms").await;
    notice.is_withdrawn().await;

    // He is made a moderator of one room: from then on it is his word too.
    street.set_power("signal", "Ben", MODERATOR).await.unwrap();
    chat.settle().await;
    let shown = chat.dm("Ben").says("show 1").await;
    shown.bot_replies("again").await;
    matrix.bot_says(["#1", "a pram"]).await;

    // That outlives a kill; and ends with his office.
    chat.restart().await;
    let log = chat.dm("Ben").says("log").await;
    log.bot_replies("Ana hid #1").await;
    street.set_power("signal", "Ben", 0).await.unwrap();
    chat.settle().await;
    let refused = chat.dm("Ben").says("hide 1").await;
    refused.bot_replies("for the organizers").await;
    let hidden = chat.dm("Ana").says("hide 1").await;
    hidden.bot_replies("off the rooms").await;
}
