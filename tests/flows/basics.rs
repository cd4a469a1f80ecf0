//! Asking, claiming, finishing.

use crate::flow::Flow;

#[tokio::test]
async fn a_need_is_met() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let need = signal
        .says("Ana", "need: a ride to dialysis tomorrow 7am")
        .await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    matrix
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;
    matrix.replies("Ben", &notice, "done").await;
    let question = chat.dm("Ana").bot_says("1").await;
    chat.dm("Ana")
        .replies(&question, "1")
        .await
        .bot_replies("#1")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_need_that_waits_is_mentioned_again() {
    let chat = Flow::start().await;
    let need = chat
        .room("whatsapp")
        .says("Ana", "need: a pram, any colour")
        .await;
    need.bot_replies("#1").await;
    chat.room("whatsapp").bot_says_nothing_more().await;
    chat.hours_pass(25).await;
    chat.room("whatsapp").bot_says(["#1", "pram"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_came_due_while_the_bot_was_off_is_said_once() {
    let chat = Flow::start().await;
    let room = chat.room("whatsapp");
    for what in ["a pram", "a ladder", "a cot"] {
        let need = room.says("Ana", &format!("need: {what}")).await;
        need.bot_replies(what).await;
    }
    chat.off_for(80).await;
    room.bot_says(["Open right now", "pram", "ladder", "cot"])
        .await;
    room.bot_says_nothing_more().await;
    assert_eq!(chat.posts().await["posts"][0]["status"], "open");

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_asks_who_the_bot_is() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    for asks in [
        "@wegotus who are you?",
        "what is this bot?",
        "Wegotus, what do you do?",
    ] {
        let asked = signal.says("Ana", asks).await;
        asked.bot_replies(["request board", "ignore me"]).await;
    }
    // A neighbour is meant.
    let talk = signal.says("Ben", "who are you?").await;
    talk.bot_stays_silent().await;
    for (who, asks, told) in [
        ("Bea", "@wegotus ¿quién eres?", "tablón"),
        ("Chloé", "c'est quoi ce bot ?", "tableau"),
        ("Davi", "o que é esse bot?", "mural"),
        ("Emad", "مين أنت؟", "لوحة"),
        ("Fay", "מי אתה?", "לוח"),
        ("Greta", "wer bist du?", "Brett"),
        ("Hari", "ye bot kya hai?", "board"),
    ] {
        chat.dm(who).says(asks).await.bot_replies(told).await;
    }

    // In a conversation between neighbours it is asked of the other.
    let need = matrix.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    let claim = matrix.replies("Ben", &need, "claim").await;
    claim.bot_replies("Ben").await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").says("hello, it is about the ladder").await;
    chat.dm("Ana").bot_says("about the ladder").await;
    chat.dm("Ana").says("who are you?").await;
    chat.dm("Ben").bot_says("who are you?").await;

    insta::assert_snapshot!(chat.read_out().await);
}
