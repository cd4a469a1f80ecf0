//! What organizers can do, and what it looks like to everybody else.

use crate::flow::Flow;

/// A network with two organizers (the sandbox's own is the other), who have the Signal room to themselves.
const TWO: &str = "
[networks.default]
organizers = [\"sandbox:Olga\"]
organizer_room = \"sandbox:signal\"
";

#[tokio::test]
async fn a_post_is_hidden_closed_and_brought_back() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    let need = whatsapp.says("Ana", "need: a pram, any colour").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;

    whatsapp
        .says("Ben", "hide 1")
        .await
        .bot_stays_silent()
        .await;
    notice.shows("pram").await;
    matrix
        .says("Organizer", "hide 1")
        .await
        .bot_replies(["#1", "off the rooms"])
        .await;
    notice.is_withdrawn().await;
    whatsapp
        .says("Ben", "claim 1")
        .await
        .bot_replies("not shown")
        .await;
    let olga = chat.dm("Olga");
    olga.says("show 1").await.bot_replies("again").await;
    let notice = matrix.bot_says(["#1", "pram"]).await;

    olga.says("close 1")
        .await
        .bot_replies("off the board")
        .await;
    notice.is_withdrawn().await;
    chat.dm("Ana").bot_says(["organizer", "#1"]).await;
    olga.says("undo")
        .await
        .bot_replies("on the board again")
        .await;
    matrix.bot_says(["#1", "pram"]).await;
    olga.says("log")
        .await
        .bot_replies(["Organizer hid #1", "Olga closed #1"])
        .await;
    chat.dm("Ben")
        .says("pause")
        .await
        .bot_replies("organizers of this network")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_is_blocked() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    whatsapp
        .says("Ana", "need: soup for two")
        .await
        .bot_replies("#1")
        .await;
    matrix
        .says("Mallory", "offer: miracle cures")
        .await
        .bot_replies("#2")
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_replies("Mallory")
        .await;
    let offer = whatsapp.bot_shows("miracle").await;
    chat.dm("Ana").bot_says("Mallory").await;

    let signal = chat.room("signal");
    signal
        .says("Olga", "block @nobody")
        .await
        .bot_replies("nobody of that name")
        .await;
    signal
        .says("Olga", "block @mal")
        .await
        .bot_replies("Mallory is blocked")
        .await;
    offer.is_withdrawn().await;
    chat.dm("Ana").bot_says(["#1", "cannot make it"]).await;
    matrix
        .says("Mallory", "need: money")
        .await
        .bot_stays_silent()
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_stays_silent()
        .await;
    chat.dm("Mallory")
        .says("hello?")
        .await
        .bot_stays_silent()
        .await;
    signal
        .says("Olga", "block @Olga")
        .await
        .bot_replies("organize this network too")
        .await;
    signal
        .says("Olga", "undo")
        .await
        .bot_replies("Mallory is heard again")
        .await;
    matrix
        .says("Mallory", "claim 1")
        .await
        .bot_replies("Mallory")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn the_bot_rests_while_it_is_paused() {
    let chat = Flow::with(TWO).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    whatsapp
        .says("Ana", "need: a cot")
        .await
        .bot_replies("#1")
        .await;
    matrix.bot_shows("#1").await;
    chat.dm("Olga")
        .says("pause")
        .await
        .bot_replies("quiet")
        .await;
    matrix
        .says("Ben", "so how was everybody's weekend?")
        .await
        .bot_stays_silent()
        .await;
    matrix
        .says("Ben", "need: a ladder")
        .await
        .bot_replies("break")
        .await;
    chat.hours_pass(30).await;
    whatsapp.bot_says_nothing_more().await;
    chat.dm("Olga")
        .says("resume")
        .await
        .bot_replies("back")
        .await;
    whatsapp.bot_says("Open right now").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn erasing_everything_takes_two() {
    let chat = Flow::with(TWO).await;
    chat.room("whatsapp")
        .says("Ana", "need: a cot")
        .await
        .bot_replies("#1")
        .await;
    let (olga, other) = (chat.dm("Olga"), chat.dm("Organizer"));
    olga.says("burn").await.bot_replies("takes two").await;
    other.bot_says(["Olga", "erase everything"]).await;
    olga.says("burn").await.bot_replies("takes two").await;
    other
        .says("undo")
        .await
        .bot_replies("nothing will be erased")
        .await;
    olga.says("export").await.bot_replies("takes two").await;
    other
        .says("export")
        .await
        .bot_replies("wegotus export")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}
