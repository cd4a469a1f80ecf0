//! Taking some of a counted need, part of a need, or what somebody else has.

use crate::flow::Flow;

#[tokio::test]
async fn a_counted_need_is_shared_out() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let need = signal.says("Ana", "need: 6 chairs for Saturday").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    matrix
        .replies("Ben", &notice, "fico com duas")
        .await
        .bot_replies(["Ben", "2", "4"])
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    signal
        .replies("Carla", &need, "I'll bring 1 of them")
        .await
        .bot_replies(["Carla", "3"])
        .await;
    matrix
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("already")
        .await;
    matrix
        .replies("Ben", &notice, "I can take 2 more")
        .await
        .bot_replies(["Ben", "2 more", "1 still open"])
        .await;
    chat.dm("Ana").bot_says(["Ben", "2 more"]).await;
    signal
        .replies("Dora", &need, "me quedo con tres")
        .await
        .bot_replies(["One of", "Dora"])
        .await;
    notice.shows("Somebody has it").await;

    insta::assert_snapshot!(chat.read_out().await);
}
