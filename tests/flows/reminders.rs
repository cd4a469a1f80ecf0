//! Check-ins, drop-outs, nights, digests: what the bot says by itself, and when.

use crate::flow::Flow;

/// Ana asks for a ride tomorrow at three; Ben takes it.
async fn a_ride_is_claimed(chat: &Flow, when: &str) {
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = format!("need: a ride to the clinic {when}");
    signal.says("Ana", &need).await.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    let claim = matrix.replies("Ben", &notice, "claim").await;
    claim.bot_replies("Ben").await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;
}

#[tokio::test]
async fn a_helper_is_asked_the_day_before_and_still_on_it() {
    let chat = Flow::start().await;
    a_ride_is_claimed(&chat, "on wednesday at 3pm").await;
    chat.hours_pass(29).await;
    chat.dm("Ben").bot_says_nothing_more().await;
    chat.hours_pass(1).await;
    chat.dm("Ben").bot_says(["Still on it", "#1"]).await;
    let yes = chat.dm("Ben").says("yes, leaving at half past two").await;
    yes.bot_replies(["Thank you", "#1"]).await;
    chat.hours_pass(24).await;
    chat.dm("Ben").bot_says_nothing_more().await;
    chat.dm("Ana").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_helper_who_does_not_answer_is_let_go_in_time() {
    let chat = Flow::start().await;
    a_ride_is_claimed(&chat, "on wednesday at 3pm").await;
    let second = chat.room("whatsapp").bot_shows("#1").await;
    let room = chat.room("whatsapp");
    let backup = room.replies("Cleo", &second, "backup").await;
    backup.bot_replies("next in line").await;
    chat.hours_pass(30).await;
    chat.dm("Ben").bot_says("Still on it").await;
    chat.hours_pass(4).await;
    chat.dm("Ben").bot_says("Still on it").await;
    chat.hours_pass(13).await;
    chat.dm("Ben").bot_says("Still on it").await;
    chat.hours_pass(4).await;
    chat.dm("Ben").bot_says("not heard from you").await;
    chat.dm("Ana").bot_says("Cleo").await;
    chat.dm("Cleo").bot_says("yours now").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_helper_lost_at_the_last_minute_is_an_alarm() {
    let chat = Flow::start().await;
    let board = chat.dm("Organizer").says("board").await;
    board.bot_replies("empty").await;
    a_ride_is_claimed(&chat, "today at 5pm").await;
    chat.hours_pass(5).await;
    chat.dm("Ben").bot_says("Still on it").await;
    let cant = chat.dm("Ben").says("can't").await;
    cant.bot_replies(["open again", "#1"]).await;
    chat.dm("Ana").bot_says("cannot make it").await;
    chat.room("signal").bot_says(["Open again", "urgent"]).await;
    chat.room("matrix").bot_says(["Open again", "urgent"]).await;
    chat.dm("Organizer")
        .bot_says(["lost its helper", "#1"])
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}
