//! Check-ins, drop-outs, nights, digests: what the bot says by itself, and when.

use std::time::Duration;

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
async fn a_no_that_tells_of_nobody_takes_nothing_off() {
    let chat = Flow::start().await;
    a_ride_is_claimed(&chat, "on thursday at 8:15").await;
    chat.hours_pass(60).await;
    let question = chat.dm("Ana").bot_says("Is it still needed").await;
    let no = chat.dm("Ana").replies(&question, "no, nobody came").await;
    no.bot_replies("#1").await;
    let board = chat.room("matrix").says("Cleo", "board").await;
    board.bot_replies(["#1", "ride to the clinic"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_helper_who_does_not_answer_is_let_go_on_the_evening_before_an_early_ride() {
    let chat = Flow::start().await;
    a_ride_is_claimed(&chat, "on thursday at 8:15").await;
    chat.hours_pass(48).await;
    chat.dm("Ben").bot_says("Still on it").await;
    chat.hours_pass(4).await;
    chat.dm("Ben").bot_says("Still on it").await;
    // Two questions are a day's; by eight in the evening somebody else can still be found.
    chat.hours_pass(8).await;
    chat.dm("Ben").bot_says("not heard from you").await;
    chat.room("signal").bot_says("Open again").await;
    chat.dm("Ana").bot_says("Is it still needed").await;

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

#[tokio::test]
async fn a_digest_is_edited_until_somebody_speaks() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let pram = signal.says("Ana", "need: a pram").await;
    pram.bot_replies("#1").await;
    matrix.bot_says("#1").await;
    chat.hours_pass(9).await;
    let first = matrix.bot_says(["Open right now", "#1"]).await;
    let soup = signal.says("Ana", "offer: soup for two").await;
    soup.bot_replies("#2").await;
    matrix.bot_says("#2").await;
    chat.hours_pass(24).await;
    first.shows(["Open right now", "#1", "#2"]).await;
    matrix.says("Ben", "lovely evening everyone").await;
    let ladder = signal.says("Cleo", "need: a ladder").await;
    ladder.bot_replies("#3").await;
    matrix.bot_says("#3").await;
    chat.hours_pass(24).await;
    matrix.bot_says(["Open right now", "#3"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn at_night_only_those_are_woken_who_said_so() {
    let chat = Flow::start().await;
    let on = chat.dm("Ben").says("nights on").await;
    on.bot_replies("at night").await;
    chat.dm("Cleo")
        .says("board")
        .await
        .bot_replies("empty")
        .await;
    chat.hours_pass(14).await;
    let need = chat
        .room("signal")
        .says("Ana", "need: urgent, insulin tonight, we have run out")
        .await;
    need.bot_replies("#1").await;
    let woken = chat.dm("Ben").bot_says(["cannot wait", "#1"]).await;
    chat.dm("Cleo").bot_says_nothing_more().await;
    let claim = chat.dm("Ben").replies(&woken, "claim").await;
    claim.bot_replies("#1").await;
    chat.dm("Ben").bot_says("is yours").await;
    let off = chat.dm("Ben").says("nights off").await;
    off.bot_replies("alone").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn an_organizer_sets_the_quiet_hours() {
    let chat = Flow::start().await;
    let dm = chat.dm("Organizer");
    dm.says("quiet 12-20")
        .await
        .bot_replies("quiet 12-20")
        .await;
    dm.says("set nudge later 2h 30h")
        .await
        .bot_replies("2h 30h")
        .await;
    let wrong = dm.says("set digest at six").await;
    wrong.bot_replies("set digest 9:00 18:00").await;
    dm.says("settings").await.bot_replies("quiet 12-20").await;
    let ben = chat.dm("Ben").says("quiet 1-2").await;
    ben.bot_replies("organizers").await;
    let room = chat.room("signal");
    room.says("Ben", "quiet off").await.bot_stays_silent().await;
    room.says("Ana", "need: a pram")
        .await
        .bot_replies("#1")
        .await;
    // Two hours would be eleven; then quiet hours begin at noon and end at eight in the evening.
    chat.hours_pass(2).await;
    room.bot_says(["Still waiting", "#1"]).await;
    room.says("Ana", "need: a cot")
        .await
        .bot_replies("#2")
        .await;
    chat.hours_pass(8).await;
    room.bot_says_nothing_more().await;
    chat.hours_pass(1).await;
    room.bot_says(["Still waiting", "#2"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn after_days_off_everything_is_said_once() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    a_ride_is_claimed(&chat, "on wednesday at 3pm").await;
    for what in ["a pram", "a ladder"] {
        let need = signal.says("Ana", &format!("need: {what}")).await;
        need.bot_replies(what).await;
    }
    chat.off_for(6 * 24 + 2).await;
    signal.bot_says(["Open right now", "pram", "ladder"]).await;
    signal.bot_says_nothing_more().await;
    chat.dm("Ben").bot_says(["Still on it", "#1"]).await;
    let asked = chat
        .dm("Ana")
        .bot_says(["A few questions", "pram", "ladder"])
        .await;
    let ana = chat.dm("Ana");
    ana.replies(&asked, "2 yes")
        .await
        .bot_replies("#2 stays")
        .await;
    ana.replies(&asked, "3 no")
        .await
        .bot_replies("#3 is off")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_was_put_off_until_the_morning_is_said_once() {
    let chat = Flow::with("[reminders]\ndigest = []\n").await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    chat.pass(Duration::from_secs(11 * 3600 + 40 * 60)).await;
    let need = signal
        .says("Ana", "need: help moving a sofa tomorrow at 3pm")
        .await;
    need.bot_replies("#1").await;
    matrix.bot_says("#1").await;
    // Three hours after it would be night, and twelve hours after are an hour after the night.
    chat.hours_pass(13).await;
    matrix.bot_says(["Still waiting", "sofa"]).await;
    matrix.bot_says_nothing_more().await;
    chat.hours_pass(2).await;
    matrix.bot_says(["Still waiting", "sofa"]).await;
    chat.hours_pass(2).await;
    matrix.bot_says_nothing_more().await;
}

#[tokio::test]
async fn what_was_wanted_yesterday_is_in_no_digest() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    for (says, number) in [
        ("need: help moving a sofa tomorrow at 3pm", "#1"),
        ("need: a ladder", "#2"),
    ] {
        signal.says("Ana", says).await.bot_replies(number).await;
    }
    chat.hours_pass(24).await;
    let digest = matrix.bot_says("Open right now").await;
    digest.shows(["sofa", "ladder"]).await;
    matrix.says("Ben", "good evening").await;
    chat.hours_pass(24).await;
    let digest = matrix.bot_says("Open right now").await;
    digest.hides("sofa").await;
    digest.shows("ladder").await;
}
