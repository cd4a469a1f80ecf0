//! The main job, as three neighbours live it: Ana asks in `signal`, Ben and Cleo want to help.

use std::sync::Arc;

use crate::{Chat, Message, Stage};

/// Plays the whole life of a post on `stage`, in the rooms `signal` and `matrix`.
///
/// # Panics
/// When the bot does not do its part.
pub async fn main_job(stage: Arc<dyn Stage>) {
    let chat = Chat::on(stage);
    let (need, notice) = a_need_in_her_own_words(&chat).await;
    let (helper, second) = two_claim_at_once(&chat, &need, &notice).await;
    the_two_ends_write_to_each_other(&chat, helper).await;
    chat.restart().await;
    they_go_on_after_a_restart(&chat, helper).await;
    the_backup_moves_up(&chat, &notice, helper, second).await;
    it_gets_done(&chat, &notice, second).await;
    an_edit_shows_everywhere(&chat).await;
    what_is_taken_back_goes_away(&chat).await;
    chat.restart().await;
    they_look_around(&chat).await;
}

/// A need becomes a post; the other room learns what is needed, not who needs it.
async fn a_need_in_her_own_words(chat: &Chat) -> (Message, Message) {
    let chatter = chat
        .room("signal")
        .says("Cleo", "what a sunset yesterday!")
        .await;
    let words =
        "I need a ride to dialysis tmrw 7am from 118 Elm St please, my number is +1 202 555 0134";
    let need = chat.room("signal").says("Ana", words).await;
    need.bot_replies(["#1", "dialysis"]).await;
    let notice = chat
        .room("matrix")
        .bot_shows(["#1", "dialysis", "Elm St"])
        .await;
    notice.hides(["Ana", "555", "0134", "118"]).await;
    chatter.bot_stays_silent().await;
    (need, notice)
}

/// Both want it: one gets it, the other is told, and stands in line. Gives the winner and the other.
async fn two_claim_at_once<'a>(
    chat: &Chat,
    need: &Message,
    notice: &Message,
) -> (&'a str, &'a str) {
    let (there, here) = (chat.room("matrix"), chat.room("signal"));
    let (bens, cleos) = tokio::join!(
        there.replies("Ben", notice, "claim"),
        here.replies("Cleo", need, "claim")
    );
    let (to_ben, to_cleo) = (bens.bot_replies("#1").await, cleos.bot_replies("#1").await);

    let too_late = |answer: &str| answer.to_lowercase().contains("backup");
    let (ben_late, cleo_late) = (
        too_late(&to_ben.text().await),
        too_late(&to_cleo.text().await),
    );
    assert!(
        ben_late != cleo_late,
        "exactly one wins:\n{}",
        chat.transcript().await
    );

    let (helper, second) = if cleo_late {
        to_ben.shows(["Ben", "#1"]).await;
        here.replies("Cleo", &to_cleo, "backup")
            .await
            .bot_replies("#1")
            .await;
        ("Ben", "Cleo")
    } else {
        to_cleo.shows(["Cleo", "#1"]).await;
        there
            .replies("Ben", &to_ben, "backup")
            .await
            .bot_replies("#1")
            .await;
        ("Cleo", "Ben")
    };
    (helper, second)
}

/// What one end writes to the bot, the other receives; numbers stay where they are.
async fn the_two_ends_write_to_each_other(chat: &Chat, helper: &str) {
    chat.dm("Ana").bot_says(["#1", helper]).await;
    chat.dm(helper)
        .bot_says("#1")
        .await
        .hides(["555", "0134"])
        .await;
    chat.dm(helper)
        .says("I can be there at 6:40, is that fine?")
        .await;
    chat.dm("Ana").bot_says("6:40").await;
    chat.dm("Ana").says("perfect, the blue door").await;
    chat.dm(helper)
        .bot_says("the blue door")
        .await
        .hides(["555", "0134"])
        .await;
}

/// A kill in the middle of it is noticed by nobody.
async fn they_go_on_after_a_restart(chat: &Chat, helper: &str) {
    chat.dm("Ana").says("please ring twice").await;
    chat.dm(helper).bot_says("ring twice").await;
}

/// The helper falls ill; the next in line takes over, and Ana hears of it.
async fn the_backup_moves_up(chat: &Chat, notice: &Message, helper: &str, second: &str) {
    chat.room("matrix")
        .replies(helper, notice, "sorry, can't make it")
        .await;
    chat.dm(second).bot_says("#1").await;
    chat.dm("Ana").bot_says(["#1", second]).await;
    chat.dm(second).says("mine").await.bot_replies("#1").await;
    chat.dm(helper)
        .says("mine")
        .await
        .bot_replies([])
        .await
        .hides("#1")
        .await;
}

/// Done is done, once Ana says so too. She is asked a single time.
async fn it_gets_done(chat: &Chat, notice: &Message, second: &str) {
    chat.room("matrix").replies(second, notice, "done").await;
    let question = chat.dm("Ana").bot_says(["#1", "1", "2", "3", "4"]).await;
    chat.dm("Ana").replies(&question, "1").await;
    notice.shows("done").await;
    chat.settle().await;
    let asked = chat
        .transcript()
        .await
        .matches(question.text().await.trim())
        .count();
    assert_eq!(asked, 1, "Ana is asked once:\n{}", chat.transcript().await);
}

/// Ana gets a detail wrong at first.
async fn an_edit_shows_everywhere(chat: &Chat) {
    let need = chat
        .room("signal")
        .says("Ana", "need: 2 packs of diapers size 4")
        .await;
    need.bot_replies(["#2", "size 4"]).await;
    let notice = chat.room("matrix").bot_shows(["#2", "size 4"]).await;
    need.edited_to("need: 2 packs of diapers size 5").await;
    notice.shows(["#2", "size 5"]).await;
}

/// Cleo finds a ladder herself.
async fn what_is_taken_back_goes_away(chat: &Chat) {
    let need = chat
        .room("matrix")
        .says("Cleo", "need: a ladder on saturday")
        .await;
    need.bot_replies(["#3", "ladder"]).await;
    let notice = chat.room("signal").bot_shows(["#3", "ladder"]).await;
    need.deleted().await;
    notice.is_withdrawn().await;
}

/// What is on the board, what is mine, what can I say?
async fn they_look_around(chat: &Chat) {
    let room = chat.room("signal");
    let board = room
        .says("Ben", "board")
        .await
        .bot_replies(["#2", "size 5"])
        .await;
    board.hides(["#1", "#3"]).await;
    chat.dm("Ana").says("mine").await.bot_replies("#2").await;
    room.says("Cleo", "help").await.bot_replies("claim").await;
    chat.dm("Ben").says("help").await.bot_replies("claim").await;
}
