//! Not being read, and being forgotten.

use crate::flow::Flow;

#[tokio::test]
async fn somebody_is_not_read_until_they_say_so() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a cot for a week").await;
    need.bot_replies("#1").await;

    let ignore = signal.says("Ana", "ignore me").await;
    ignore.bot_replies("listen to me").await;
    let unread = signal.says("Ana", "need: nappies, size 4").await;
    unread.bot_stays_silent().await;
    let marked = signal.replies("Ben", &unread, "need").await;
    marked.bot_replies("cannot see").await;

    // What stands there stays, and the bot still answers who speaks to it.
    let notice = chat.room("matrix").bot_shows("cot").await;
    chat.room("matrix")
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ana").says("the door is open").await;
    chat.dm("Ben").bot_says("the door is open").await;

    let listen = signal.says("Ana", "listen to me").await;
    listen.bot_replies("again").await;
    let read = signal.says("Ana", "need: a pram").await;
    read.bot_replies("#2").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_is_forgotten() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    let other = matrix.says("Cem", "need: soup for two").await;
    other.bot_replies("#2").await;
    let ladder = matrix.bot_shows("ladder").await;
    let soup = signal.bot_shows("soup").await;
    let claimed = matrix.replies("Ben", &ladder, "claim").await;
    claimed.bot_replies("Ben").await;
    let hers = signal.replies("Ana", &soup, "claim").await;
    hers.bot_replies("Ana").await;
    signal
        .replies("Dov", &soup, "backup")
        .await
        .bot_replies("next in line")
        .await;

    let once = signal.says("Ana", "forget me").await;
    once.bot_replies("again").await;
    let twice = signal.says("Ana", "forget me").await;
    twice.bot_replies("afresh").await;
    ladder.is_withdrawn().await;
    chat.dm("Ben").bot_says("no longer wanted").await;
    chat.dm("Cem").bot_says("Dov").await;
    chat.dm("Dov").bot_says("#2").await;

    // Who writes again is new.
    let again = signal.says("Ana", "need: a lamp").await;
    again.bot_replies("#3").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn who_does_not_say_it_again_stays() {
    let chat = Flow::start().await;
    chat.dm("Ana").says("need: a lamp").await;
    let shown = chat.room("matrix").bot_shows("lamp").await;
    let asked = chat.dm("Ana").says("forget me").await;
    asked.bot_replies("again").await;
    chat.hours_pass(2).await;
    let anew = chat.dm("Ana").says("forget me").await;
    anew.bot_replies("within the hour").await;
    chat.settle().await;
    shown.shows("lamp").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn an_olive_branch_in_spanish() {
    let chat = Flow::with("[networks.calle]\nlanguage = \"es\"\n").await;
    let room = chat.room("whatsapp");
    room.says("Ana", "ignórame")
        .await
        .bot_replies("escúchame")
        .await;
    room.says("Ana", "escúchame")
        .await
        .bot_replies("leer")
        .await;
    chat.dm("Ana")
        .says("olvídame")
        .await
        .bot_replies("otra vez")
        .await;
    chat.dm("Ana")
        .says("olvídame")
        .await
        .bot_replies("de nuevo")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}
