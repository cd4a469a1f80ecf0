//! The same need, put up twice.

use crate::flow::Flow;

#[tokio::test]
async fn what_its_author_pastes_into_three_rooms_is_one_post() {
    let chat = Flow::start().await;
    let text = "need: diapers size 4 for my daughter, near Elm St";
    let first = chat.room("whatsapp").says("Ana", text).await;
    first.bot_replies("#1").await;
    chat.room("signal").bot_shows("#1").await;
    let second = chat.room("signal").says("Ana", text).await;
    second.bot_replies(["already", "#1"]).await;

    first.deleted().await;
    chat.settle().await;
    assert_eq!(chat.posts().await["posts"][0]["status"], "open");
    second
        .edited_to("need: diapers size 5 for my daughter, near Elm St")
        .await;
    chat.room("matrix").bot_shows(["#1", "size 5"]).await;
    chat.room("signal")
        .replies("Ben", &second, "claim")
        .await
        .bot_replies("#1")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn two_neighbours_who_tell_the_same_need_are_asked_and_it_becomes_one() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let first = signal
        .says("Ana", "need: a wheelchair for Mrs Levy in Block 5")
        .await;
    first.bot_replies("#1").await;
    let second = matrix
        .says("Noa", "need: wheelchair for Mrs Levy, Block 5")
        .await;
    second.bot_replies("#2").await;
    let to_ana = chat.dm("Ana").bot_says(["#1", "same"]).await;
    to_ana.hides("Noa").await;
    chat.dm("Noa").bot_says(["#2", "same"]).await;
    signal
        .replies("Ben", &first, "claim")
        .await
        .bot_replies("#1")
        .await;

    chat.dm("Noa")
        .says("yes")
        .await
        .bot_replies("Thank you")
        .await;
    chat.dm("Ana").replies(&to_ana, "yes").await;
    chat.dm("Noa").bot_says("one post now").await;
    chat.settle().await;
    let board = chat.posts().await;
    assert_eq!(board["posts"][0]["status"], "claimed");
    assert_eq!(board["posts"][1]["status"], "withdrawn");
    matrix.says("Cleo", "claim 2").await.bot_replies("#1").await;

    insta::assert_snapshot!(chat.read_out().await);
}
