//! Two neighbours writing to each other through the bot.

use crate::flow::Flow;

/// Ana needs two things, #1 and #2; Ben has the first and Cleo the second. Each of them has just heard of the other.
async fn two_at_once(chat: &Flow) {
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let ladder = signal.says("Ana", "need: a ladder").await;
    ladder.bot_replies("#1").await;
    let soup = signal.says("Ana", "need: soup for two").await;
    soup.bot_replies("#2").await;
    let shown = matrix.bot_shows("ladder").await;
    matrix
        .replies("Ben", &shown, "claim")
        .await
        .bot_replies("Ben")
        .await;
    signal
        .replies("Cleo", &soup, "claim")
        .await
        .bot_replies("Cleo")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ana").bot_says("Cleo").await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Cleo").bot_says("#2").await;
}

#[tokio::test]
async fn several_at_once_are_not_mixed_up() {
    let chat = Flow::start().await;
    two_at_once(&chat).await;

    // An answer goes to whoever wrote what it quotes.
    chat.dm("Ben").says("is five good?").await;
    let ben = chat.dm("Ana").bot_says(["Ben", "is five good?"]).await;
    chat.dm("Cleo").says("does he eat onions?").await;
    let cleo = chat.dm("Ana").bot_says(["Cleo", "onions"]).await;
    chat.dm("Ana").replies(&cleo, "no onions please").await;
    chat.dm("Cleo").bot_says("no onions please").await;
    chat.dm("Ana").replies(&ben, "five is fine").await;
    chat.dm("Ben").bot_says("five is fine").await;

    // What quotes nothing waits until she says whom it is for: by a number, or by a name.
    let which = chat.dm("Ana").says("the bell is broken, knock").await;
    which.bot_replies(["Who is this for", "Ben", "Cleo"]).await;
    chat.dm("Ana")
        .says("and thank you")
        .await
        .bot_stays_silent()
        .await;
    chat.dm("Ana").says("Ben").await.bot_replies("#1").await;
    chat.dm("Ben").bot_says("the bell is broken").await;
    chat.dm("Ben").bot_says("and thank you").await;
    chat.dm("Ana")
        .says("there is a dog, he is friendly")
        .await
        .bot_replies("Who is this for")
        .await;
    chat.dm("Ana").says("2").await.bot_replies("#2").await;
    chat.dm("Cleo").bot_says("he is friendly").await;

    // By its number straight away.
    chat.dm("Ana").says("#1 third floor").await;
    chat.dm("Ben").bot_says("third floor").await;

    // What nobody addresses is let go within a day.
    let lost = chat.dm("Ana").says("see you on the stairs").await;
    lost.bot_replies("Who is this for").await;
    chat.hours_pass(25).await;
    chat.dm("Ana").bot_says("let go of what you wrote").await;
    for person in ["Ben", "Cleo"] {
        chat.dm(person).bot_says("Still on it").await;
        chat.dm(person).bot_says_nothing_more().await;
    }

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_is_corrected_or_taken_back_is_so_at_the_other_end() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;

    let bell = chat.dm("Ana").says("ring at number 12").await;
    chat.dm("Ben").bot_says("number 12").await;
    bell.edited_to("ring at number 21").await;
    chat.dm("Ben").bot_says(["corrected", "number 21"]).await;

    let code = chat.dm("Ana").says("the code is 4711").await;
    let told = chat.dm("Ben").bot_says("4711").await;
    code.deleted().await;
    told.is_withdrawn().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_picture_is_announced_at_both_ends() {
    let chat = Flow::start().await;
    two_at_once(&chat).await;

    let alone = chat.dm("Ben").shows_a_picture("").await;
    alone.bot_replies(["only", "#1"]).await;
    chat.dm("Ana").bot_says(["Ben", "picture"]).await;
    let both = chat.dm("Ben").shows_a_picture("this one?").await;
    both.bot_replies(["only", "#1"]).await;
    chat.dm("Ana").bot_says("this one?").await;
    chat.dm("Ana").bot_says(["Ben", "picture"]).await;

    let unclear = chat.dm("Ana").shows_a_picture("the door").await;
    unclear.bot_replies("Who is this for").await;
    chat.dm("Ana").says("cleo").await.bot_replies("#2").await;
    chat.dm("Cleo").bot_says("the door").await;
    chat.dm("Cleo").bot_says(["Ana", "picture"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_contact_is_shared_and_a_conversation_stopped() {
    let chat = Flow::start().await;
    two_at_once(&chat).await;

    chat.dm("Ben")
        .says("share")
        .await
        .bot_replies("given your contact")
        .await;
    chat.dm("Ana").bot_says(["Ben", "contact"]).await;
    // She is in two conversations: it has to be said which one ends.
    chat.dm("Ana")
        .says("stop")
        .await
        .bot_replies("Who is this for")
        .await;
    chat.dm("Ana")
        .says("stop 2")
        .await
        .bot_replies(["#2", "over"])
        .await;
    chat.dm("Cleo").bot_says(["#2", "over"]).await;
    chat.dm("Cleo").says("are you there?").await;
    chat.dm("Ana").says("the ladder is for the roof").await;
    chat.dm("Ben").bot_says("for the roof").await;
    chat.dm("Ana").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn it_closes_itself_a_while_after_it_is_done() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a pot for Sunday soup").await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Ana").says("done").await.bot_replies("#1").await;
    chat.dm("Ben").bot_says("#1 is done").await;

    chat.hours_pass(3).await;
    chat.dm("Ana")
        .says("when shall I bring back the pot?")
        .await;
    chat.dm("Ben").bot_says("bring back the pot").await;
    chat.hours_pass(30).await;
    let late = chat.dm("Ben").says("tomorrow is fine").await;
    late.bot_replies("did not catch that").await;
    chat.dm("Ana").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn the_author_would_rather_have_someone_else() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal
        .says("Ana", "need: someone to sit with my aunt")
        .await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("Ben").bot_says("#1").await;
    let meet = chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ana")
        .replies(&meet, "someone else")
        .await
        .bot_replies(["#1", "No reason needed"])
        .await;
    chat.dm("Ben").bot_says(["#1", "plan", "changed"]).await;
    chat.dm("Ben").says("oh, what happened?").await;
    chat.dm("Ana").bot_says_nothing_more().await;
    let again = signal.bot_says(["Open again", "aunt"]).await;
    signal
        .replies("Cleo", &again, "claim")
        .await
        .bot_replies("Cleo")
        .await;
    chat.dm("Ana").bot_says("Cleo").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn whoever_cannot_be_written_to_is_asked_to_write() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    chat.cannot_write_to("Ben").await;
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    signal
        .bot_says(["Ben", "cannot write to you first"])
        .await
        .hides("ladder")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ana").says("it is the blue door").await;
    chat.dm("Ben").says("hi").await;
    chat.dm("Ben").bot_says(["#1", "ladder"]).await;
    chat.dm("Ben").bot_says("the blue door").await;
    chat.dm("Ben").says("on my way").await;
    chat.dm("Ana").bot_says("on my way").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn an_offer_is_spoken_of_as_an_offer() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let offer = signal.says("Ana", "offer: a cot, hardly used").await;
    offer.bot_replies("#1").await;
    signal
        .replies("Ben", &offer, "I'll take it")
        .await
        .bot_replies("Ben")
        .await;
    signal
        .replies("Cleo", &offer, "backup")
        .await
        .bot_replies("next")
        .await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Ben")
        .says("sorry, can't make it")
        .await
        .bot_replies("Somebody else")
        .await;
    chat.dm("Ana").bot_says(["wanted #1", "Cleo"]).await;
    chat.dm("Cleo").bot_says("#1").await;
    chat.dm("Cleo").says("done").await.bot_replies("#1").await;
    let how = chat.dm("Ana").bot_says(["took #1", "How did it go"]).await;
    chat.dm("Ana")
        .replies(&how, "3")
        .await
        .bot_replies("open again for someone else")
        .await;
    signal.bot_says(["Open again", "a cot"]).await;

    insta::assert_snapshot!(chat.read_out().await);
}
