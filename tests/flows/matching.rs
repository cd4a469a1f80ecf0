//! Needs and offers brought together.

use crate::flow::Flow;

#[tokio::test]
async fn a_need_meets_the_offer_that_was_there() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let offer = signal
        .says("Ben", "offer: pram in good condition, pick up at Elm St")
        .await;
    offer.bot_replies("#1").await;
    let need = matrix.says("Ana", "need: un cochecito de bebé").await;
    need.bot_replies("#2").await;
    let to_ana = chat.dm("Ana").bot_says(["#2", "pram"]).await;
    let to_ben = chat.dm("Ben").bot_says(["#1", "cochecito"]).await;
    to_ana.hides("Ben").await;
    to_ben.hides("Ana").await;

    chat.dm("Ben")
        .says("yes")
        .await
        .bot_replies("Thank you")
        .await;
    chat.dm("Ana").bot_says_nothing_more().await;
    chat.dm("Ana").says("sí").await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#2").await;
    chat.settle().await;
    let board = chat.posts().await;
    assert_eq!(board["posts"][0]["status"], "claimed");
    assert_eq!(board["posts"][1]["status"], "claimed");

    chat.dm("Ben").says("done").await;
    chat.settle().await;
    let board = chat.posts().await;
    assert_eq!(board["posts"][0]["status"], "done");
    assert_eq!(board["posts"][1]["status"], "done");

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_no_is_heard_by_nobody_and_the_next_best_is_asked() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    for (who, what) in [
        ("Ben", "offer: a pack of diapers size 4"),
        ("Cleo", "offer: diapers size 4, opened pack"),
    ] {
        let offer = signal.says(who, what).await;
        offer.bot_replies("#").await;
    }
    let need = matrix.says("Ana", "need: nappies size 4").await;
    need.bot_replies("#3").await;
    chat.dm("Ana").bot_says(["#3", "#1"]).await;
    chat.dm("Ben").bot_says("nappies").await;
    chat.dm("Cleo").bot_says_nothing_more().await;
    chat.dm("Ben").says("no").await.bot_replies("#1").await;
    chat.dm("Ana").bot_says(["#3", "#2"]).await;
    chat.dm("Cleo").bot_says("nappies").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_does_not_fit_is_left_alone() {
    let chat = Flow::start().await;
    let room = chat.room("whatsapp");
    let offer = room.says("Ben", "offer: crib with mattress").await;
    offer.bot_replies("#1").await;
    let need = room.says("Ana", "need: diapers size 4").await;
    need.bot_replies("#2").await;
    chat.dm("Ana").bot_says_nothing_more().await;
    chat.dm("Ben").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_helper_who_cannot_leaves_both_posts_open() {
    let chat = Flow::start().await;
    let room = chat.room("whatsapp");
    room.says("Ben", "offer: ladder to lend")
        .await
        .bot_replies("#1")
        .await;
    room.says("Ana", "need: a ladder for the gutters")
        .await
        .bot_replies("#2")
        .await;
    chat.dm("Ana").bot_says("#1").await;
    chat.dm("Ana")
        .says("yes")
        .await
        .bot_replies("Thank you")
        .await;
    chat.dm("Ben").bot_says("#2").await;
    chat.dm("Ben").says("yes").await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").says("release").await;
    chat.dm("Ana").bot_says("cannot make it").await;
    chat.settle().await;
    let board = chat.posts().await;
    assert_eq!(board["posts"][0]["status"], "open");
    assert_eq!(board["posts"][1]["status"], "open");

    insta::assert_snapshot!(chat.read_out().await);
}
