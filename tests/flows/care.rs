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

#[tokio::test]
async fn a_human_answers_whoever_waits_without_quoting_them() {
    let chat = Flow::start().await;
    let ana = chat.dm("Ana");
    ana.says("person").await.bot_replies("people").await;
    let organizer = chat.dm("Organizer");
    organizer.bot_says("Ana").await;
    organizer.says("I am here, Ana, what happened?").await;
    ana.bot_says("what happened").await;
    ana.says("the flat above burnt out").await;
    organizer.bot_says("burnt out").await;
    // A command is one still.
    organizer.says("board").await.bot_replies("empty").await;
}

#[tokio::test]
async fn a_personal_need_stays_until_its_author_says() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let words = "need: somewhere to stay for the night near 12 Elm Street, Block 5, leaving my abusive partner";
    let need = signal.says("Ana", words).await;
    need.bot_replies("#1").await;
    matrix.bot_says_nothing_more().await;
    matrix
        .says("Ben", "board")
        .await
        .bot_replies([])
        .await
        .hides("#1")
        .await;

    // Her phone may be shared: nothing is named before she answers.
    chat.dm("Ana")
        .bot_says("news")
        .await
        .hides(["#1", "stay"])
        .await;
    chat.dm("Ana").says("who is this?").await;
    chat.dm("Ana").bot_says(["#1", "yes"]).await;
    chat.dm("Ana").says("yes").await.bot_replies("#1").await;
    let notice = matrix.bot_shows(["#1", "Block 5"]).await;
    notice.hides(["Ana", "Elm", "12"]).await;

    matrix
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("#1")
        .await;
    let asked = chat.dm("Organizer").bot_says(["Ben", "introduce 1"]).await;
    chat.dm("Ana").bot_says("looks after").await;
    chat.dm("Ben").bot_says("news").await.hides("#1").await;
    chat.dm("Ben").says("yes?").await;
    chat.dm("Ben").bot_says("looks after").await;
    chat.dm("Organizer")
        .replies(&asked, "introduce 1")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("I pass it on").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_room_says_how_the_bot_shall_be() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    signal
        .says("Ana", "explicit")
        .await
        .bot_stays_silent()
        .await;
    signal
        .says("Organizer", "explicit")
        .await
        .bot_replies("marked")
        .await;
    signal
        .says("Ana", "I need a ride to the airport tomorrow at 7")
        .await
        .bot_stays_silent()
        .await;
    signal
        .says("Organizer", "local")
        .await
        .bot_replies("stays here")
        .await;
    signal
        .says("Ana", "need: a ladder")
        .await
        .bot_replies("#1")
        .await;
    matrix.bot_says_nothing_more().await;
    matrix
        .says("Ben", "claim 1")
        .await
        .bot_replies("no #1")
        .await;
    signal
        .says("Organizer", "shared")
        .await
        .bot_replies([])
        .await;
    signal
        .says("Organizer", "listen")
        .await
        .bot_replies([])
        .await;
    signal
        .says("Ana", "need: a drill")
        .await
        .bot_replies("#2")
        .await;
    matrix.bot_shows("#2").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_network_without_an_organizer_finds_a_steward() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    signal
        .says("Organizer", "help")
        .await
        .bot_replies("claim")
        .await;
    // Before anybody misses them, nobody can take their place.
    signal.says("Ana", "steward").await.bot_stays_silent().await;
    chat.hours_pass(7 * 24 + 1).await;
    for room in [&signal, &matrix] {
        room.bot_says("steward").await;
    }
    chat.hours_pass(30 * 24).await;
    signal.bot_says_nothing_more().await;
    let asked = signal.says("Ana", "steward").await.bot_replies("Ana").await;
    signal
        .replies("Ana", &asked, "yes")
        .await
        .bot_stays_silent()
        .await;
    signal
        .replies("Ben", &asked, "yes")
        .await
        .bot_replies("One more")
        .await;
    signal
        .replies("Ben", &asked, "yes")
        .await
        .bot_stays_silent()
        .await;
    signal
        .says("Ana", "explicit")
        .await
        .bot_stays_silent()
        .await;
    signal
        .replies("Cleo", &asked, "yes")
        .await
        .bot_replies("Ana")
        .await;
    signal
        .says("Ana", "explicit")
        .await
        .bot_replies("marked")
        .await;
    // The organizer is back.
    signal.says("Organizer", "hello again, I was ill").await;
    signal.says("Ana", "listen").await.bot_stays_silent().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_neighbour_asks_for_her_mother() {
    let chat = Flow::start().await;
    let need = chat
        .room("signal")
        .says("Ana", "need: groceries for my mother, she cannot get out")
        .await;
    need.bot_replies("somebody else").await;
    let notice = chat.room("matrix").bot_shows(["#1", "somebody else"]).await;
    chat.room("matrix")
        .replies("Ben", &notice, "claim")
        .await
        .bot_replies("#1")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("arranges").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_room_hears_who_the_bot_is() {
    let config =
        "[networks.elm]\nname = \"Elm Street\"\nrun_by = \"the tenants of 12\"\ngreet = true\n";
    let chat = Flow::with(config).await;
    chat.room("signal").says("Ana", "good morning!").await;
    chat.room("signal")
        .bot_says(["Elm Street", "the tenants of 12", "ignore me"])
        .await;
    chat.room("signal")
        .says("Ben", "morning")
        .await
        .bot_stays_silent()
        .await;
    chat.room("signal").bot_says_nothing_more().await;
    chat.room("matrix").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}
