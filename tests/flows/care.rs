//! Gently: rest, a human to talk with, neutral words on a shared phone, and parting for good.

use crate::flow::Flow;

#[tokio::test]
async fn a_shared_phone_tells_nothing_by_itself() {
    let chat = Flow::with("[safety]\nneutral_openings = true\n").await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Ana", "need: pads and a pregnancy test").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    matrix.replies("Ben", &notice, "claim").await;

    for person in ["Ana", "Ben"] {
        let opening = chat.dm(person).bot_says("news").await;
        opening.hides(["#1", "Ben", "Ana", "pads"]).await;
        chat.dm(person).bot_says_nothing_more().await;
    }
    chat.dm("Ben").says("hm?").await;
    chat.dm("Ben").bot_says(["#1", "pads"]).await;
    // What he writes meanwhile waits with the rest.
    chat.dm("Ben").says("I can be there at six").await;
    chat.dm("Ana").bot_says_nothing_more().await;
    chat.dm("Ana").says("yes").await;
    chat.dm("Ana").bot_says(["#1", "Ben"]).await;
    chat.dm("Ana").bot_says("at six").await;
    chat.dm("Ben").bot_says_nothing_more().await;
    chat.dm("Ana").says("thank you, six is good").await;
    chat.dm("Ben").bot_says("six is good").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn who_says_stop_hears_nothing_of_it() {
    let chat = Flow::with("[safety]\nneutral_openings = true\n").await;
    let need = chat.room("signal").says("Ana", "need: a crib").await;
    need.bot_replies("#1").await;
    let notice = chat.room("matrix").bot_shows("#1").await;
    chat.room("matrix").replies("Ben", &notice, "claim").await;
    chat.dm("Ana").bot_says("news").await;
    chat.dm("Ana")
        .says("stop")
        .await
        .bot_replies([])
        .await
        .hides("#1")
        .await;
    chat.dm("Ben").bot_says("news").await;
    chat.dm("Ana").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_does_not_feel_safe() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Ana", "need: a lift to the clinic").await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    matrix
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;

    let ended = chat.dm("Ana").says("I don't feel safe").await;
    ended.bot_replies(["organizer", "1 Organizer"]).await;
    chat.dm("Ben").bot_says(["#1", "over"]).await;
    chat.dm("Ana")
        .says("1")
        .await
        .bot_replies("Organizer")
        .await;
    let told = chat.dm("Organizer").bot_says(["Ana", "Ben", "#1"]).await;
    chat.dm("Organizer")
        .replies(&told, "I am here, do you want to talk?")
        .await;
    chat.dm("Ana").bot_says("do you want to talk").await;
    chat.dm("Ana").says("yes please").await;
    chat.dm("Organizer").bot_says("yes please").await;

    // They are never brought together again, and he is not told why.
    matrix.replies("Ben", &notice, "claim").await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Ben").bot_says_nothing_more().await;
    matrix
        .replies("Cleo", &notice, "claim")
        .await
        .bot_replies("Cleo")
        .await;
    chat.dm("Ana").bot_says("Cleo").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_tired_neighbour_rests_and_comes_back() {
    let chat = Flow::start().await;
    let need = chat.room("signal").says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    let notice = chat.room("matrix").bot_shows("#1").await;
    chat.room("matrix")
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Ben")
        .says("rest")
        .await
        .bot_replies(["back", "#1"])
        .await;
    chat.dm("Ben")
        .says("release 1")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ana").says("rest").await.bot_replies("back").await;
    chat.hours_pass(24 * 6 + 1).await;
    chat.dm("Ana").says("back").await.bot_replies("back").await;
    chat.room("signal")
        .says("Ana", "rest")
        .await
        .bot_stays_silent()
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_human_answers() {
    let chat = Flow::start().await;
    chat.room("signal")
        .says("Ana", "help")
        .await
        .bot_replies("claim")
        .await;
    chat.dm("Ana")
        .says("person")
        .await
        .bot_replies("people")
        .await;
    let asked = chat.dm("Organizer").bot_says("Ana").await;
    chat.dm("Organizer")
        .replies(&asked, "hello Ana, I am listening")
        .await;
    let heard = chat.dm("Ana").bot_says("I am listening").await;
    chat.dm("Ana").replies(&heard, "it is a lot just now").await;
    chat.dm("Organizer").bot_says("a lot just now").await;
    chat.dm("Ana").says("stop").await.bot_replies("over").await;
    chat.dm("Organizer").bot_says("over").await;
    chat.dm("Organizer").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}
