//! Taking some of a counted need, part of a need, or what somebody else has.

use crate::flow::Flow;

/// Soon enough to come before the first check-in.
const QUIET_SOON: &str = "[reminders]\nclaim_quiet_after = \"2h\"\nclaim_answer_within = \"3h\"\n";

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

#[tokio::test]
async fn a_bare_word_in_a_room_is_enough_where_it_can_mean_one_thing() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    signal
        .says("Ana", "need: a cot")
        .await
        .bot_replies("#1")
        .await;
    let notice = matrix.bot_shows("#1").await;
    let claim = matrix.replies("Ben", &notice, "claim").await;
    claim.bot_replies("Ben").await;
    // Told to answer "backup", people write it without quoting.
    let late = matrix.replies("Cleo", &notice, "claim").await;
    late.bot_replies("next in line").await;
    let line = matrix.says("Cleo", "backup").await;
    line.bot_replies("next in line for #1").await;
    // Who has nothing to do with it says it to nobody.
    matrix
        .says("Dora", "release")
        .await
        .bot_stays_silent()
        .await;
    let freed = matrix.says("Ben", "release").await;
    freed.bot_replies("covered").await;

    // An everyday word is asked back about.
    let done = matrix.says("Cleo", "done").await;
    done.bot_replies("done 1").await;
    matrix
        .says("Cleo", "done 1")
        .await
        .bot_replies("done")
        .await;

    // Two that it could mean.
    signal
        .says("Ana", "need: a pram")
        .await
        .bot_replies("#2")
        .await;
    signal
        .says("Ana", "need: a lamp")
        .await
        .bot_replies("#3")
        .await;
    matrix.says("Ben", "claim 2").await.bot_replies("#2").await;
    matrix.says("Ben", "claim 3").await.bot_replies("#3").await;
    let which = matrix.says("Ben", "release").await;
    which.bot_replies(["release 2", "#3"]).await;

    // Whose a private post is, no room sees.
    let private = chat.dm("Eve").says("need: someone to talk to").await;
    private.bot_replies("#4").await;
    signal
        .says("Eve", "withdraw")
        .await
        .bot_stays_silent()
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_part_is_enough_or_is_not() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let need = signal
        .says("Ana", "need: a ride to dialysis tomorrow 7am")
        .await;
    need.bot_replies("#1").await;
    let notice = matrix.bot_shows("#1").await;
    matrix
        .replies("Ben", &notice, "I can do the way there")
        .await
        .bot_replies(["Ben", "part of #1"])
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    let question = chat
        .dm("Ana")
        .bot_says(["Does that cover it", "the way there"])
        .await;
    notice.shows("Somebody has it").await;
    chat.dm("Ana")
        .replies(&question, "no")
        .await
        .bot_replies("rest")
        .await;
    let rest = signal.bot_says(["rest is still open", "dialysis"]).await;
    notice.shows("1 of 2 still open").await;
    signal
        .replies("Carla", &rest, "yo la llevo")
        .await
        .bot_replies("Carla")
        .await;
    notice.shows("Somebody has it").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_part_covers_it() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");

    let need = signal
        .says("Ana", "necesito: que alguien acompañe a mi madre al médico")
        .await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "puedo llevarla pero no traerla")
        .await
        .bot_replies("Ben")
        .await;
    let question = chat.dm("Ana").bot_says("pero no traerla").await;
    chat.dm("Ana")
        .replies(&question, "sí")
        .await
        .bot_replies("#1")
        .await;
    signal
        .replies("Carla", &need, "me apunto")
        .await
        .bot_replies("backup")
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_went_quiet_is_handed_on_in_silence() {
    let chat = Flow::with(QUIET_SOON).await;
    let signal = chat.room("signal");

    let need = signal.says("Ana", "need: someone to fix a door").await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    signal
        .replies("Carla", &need, "claim")
        .await
        .bot_replies("backup")
        .await;
    chat.hours_pass(3).await;
    signal
        .replies("Dora", &need, "I can do it")
        .await
        .bot_replies("asking whether they still do")
        .await;
    chat.dm("Ben").bot_says("Do you still have #1").await;
    chat.hours_pass(4).await;
    chat.dm("Ben").bot_says("gone to another neighbour").await;
    chat.dm("Dora").bot_says(["#1", "is yours now"]).await;
    chat.dm("Ana").bot_says(["cannot make it", "Dora"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn whoever_still_has_it_keeps_it() {
    let chat = Flow::with(QUIET_SOON).await;
    let signal = chat.room("signal");

    let need = signal.says("Ana", "need: someone to fix a door").await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.hours_pass(3).await;
    signal
        .replies("Dora", &need, "claim")
        .await
        .bot_replies("asking")
        .await;
    let question = chat.dm("Ben").bot_says("Do you still have #1").await;
    chat.dm("Ben")
        .replies(&question, "yes")
        .await
        .bot_replies("stays with you")
        .await;
    chat.dm("Dora").bot_says("good hands").await;
    chat.hours_pass(5).await;
    chat.dm("Dora").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn how_it_went_in_ones_own_words() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");

    let need = signal.says("Ana", "need: soup for two").await;
    need.bot_replies("#1").await;
    let claim = signal.replies("Ben", &need, "claim").await;
    claim.bot_replies("Ben").await;
    signal
        .replies("Ben", &need, "done")
        .await
        .bot_replies("done")
        .await;
    chat.dm("Ana").bot_says("How did it go").await;
    chat.dm("Ana")
        .says("not sure")
        .await
        .bot_replies("once more tomorrow")
        .await;
    chat.hours_pass(25).await;
    let again = chat.dm("Ana").bot_says("How did it go").await;
    chat.dm("Ana")
        .replies(&again, "still needed")
        .await
        .bot_replies("back with your helper")
        .await;
    chat.dm("Ben").bot_says("still needed").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_promise_in_the_words_of_neighbours() {
    let chat = Flow::start().await;
    let (whatsapp, signal, matrix) = (
        chat.room("whatsapp"),
        chat.room("signal"),
        chat.room("matrix"),
    );
    let chairs = signal
        .says("Ana", "need: 6 folding chairs on saturday")
        .await;
    chairs.bot_replies(["#1", "6 of 6"]).await;
    let two = matrix.says("Ben", "claim 1 with 2 chairs").await;
    two.bot_replies(["Ben takes 2 of #1", "4 still open"]).await;
    let rest = signal.replies("Eva", &chairs, "I'll take the rest").await;
    rest.bot_replies("Eva takes 4 of #1").await;

    let ride = whatsapp
        .says(
            "Hal",
            "need: a ride to the hospital and back on thursday 9am",
        )
        .await;
    ride.bot_replies("#2").await;
    let half = matrix.says("Ben", "claim 2, but only the way there").await;
    half.bot_replies("Ben can do part of #2").await;

    let cot = matrix.says("Ida", "offer: a baby cot, barely used").await;
    cot.bot_replies("#3").await;
    let shown = whatsapp.bot_shows("baby cot").await;
    let wants = whatsapp
        .replies("Kim", &shown, "oh, can we have it please?")
        .await;
    wants.bot_replies("Kim has #3").await;
    let shown = signal.bot_shows("baby cot").await;
    let late = signal.replies("Jon", &shown, "yes please!!").await;
    late.bot_replies(["#3", "backup"]).await;
    // Said to a need it is no promise.
    let talk = whatsapp.replies("Kim", &ride, "yes please").await;
    talk.bot_stays_silent().await;

    let not_hers = chat.dm("Eva").says("release 2").await;
    not_hers.bot_replies("you have not taken it").await;

    insta::assert_snapshot!(chat.read_out().await);
}
