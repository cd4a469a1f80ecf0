//! The main job in WhatsApp groups: the script that the sandbox, Synapse and Signal play too, on the built program, whose
//! real client is linked by `wegotus link whatsapp` and talks to the other side of the wire in this process.

use std::sync::Arc;

use wegotus_real_whatsapp::{Street, Wordless};
use wegotus_script::{Chat, Place, Stage as _, scripts};

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_help_each_other() {
    let street = Street::open().await.unwrap();
    scripts::main_job(Arc::new(street)).await;
}

/// The first group calls Ben by his number, the second by his hidden id: he promises once, whatever he is called.
#[tokio::test(flavor = "multi_thread")]
async fn whoever_promises_by_number_and_by_hidden_id_promises_once() {
    let street = Street::open().await.unwrap();
    let chat = Chat::on(Arc::new(street));
    let (by_number, hidden) = (chat.room("signal"), chat.room("matrix"));
    let need = by_number.says("Ana", "need: 2 chairs").await;
    need.bot_replies(["#1", "chairs"]).await;
    let notice = hidden.bot_shows(["#1", "chairs"]).await;

    let one = hidden.replies("Ben", &notice, "I'll bring one").await;
    one.bot_replies(["Ben", "#1"]).await;
    notice.shows("1 of 2").await;
    let again = by_number.replies("Ben", &need, "claim").await;
    again.bot_replies(["already", "#1"]).await;
    notice.shows("1 of 2").await;

    let can_not = by_number.replies("Ben", &need, "sorry, can't make it");
    can_not.await.bot_replies("#1").await;
    notice.shows("2 of 2").await;
    let other = by_number.says("Cleo", "claim 1").await;
    other.bot_replies(["Cleo", "#1"]).await;

    // What he asks for in one group, he withdraws in the other.
    let lamp = hidden.says("Ben", "need: a lamp").await;
    lamp.bot_replies(["#2", "lamp"]).await;
    let shown = by_number.bot_shows(["#2", "lamp"]).await;
    by_number
        .replies("Ben", &shown, "never mind, found one")
        .await
        .bot_replies("#2")
        .await;
    let board = hidden.says("Cleo", "board").await;
    board
        .bot_replies(["#1", "chairs"])
        .await
        .hides("lamp")
        .await;
}

/// A picture or a voice note that somebody answers with "need" is asked about, and goes on the board by its name. A poll is
/// nothing to the bot.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_words_comes_on_the_board_by_a_word() {
    let street = Arc::new(Street::open().await.unwrap());
    let chat = Chat::on(street.clone());
    let (here, there) = (Place::Room("signal".to_owned()), chat.room("matrix"));
    street
        .say(&here, "Ana", "good morning", None)
        .await
        .unwrap();
    street.settle().await.unwrap();
    let poll = street.sends(&here, "Ana", Wordless::Poll).await.unwrap();
    let named = [
        (Wordless::Picture, "a cot"),
        (Wordless::VoiceNote, "a ladder"),
    ];
    for (nth, (wordless, name)) in named.into_iter().enumerate() {
        let sent = street.sends(&here, "Ana", wordless).await.unwrap();
        street.settle().await.unwrap();
        street.say(&here, "Ana", "need", Some(&sent)).await.unwrap();
        let room = chat.room("signal");
        let asked = room.bot_says("What is it").await;
        room.replies("Ana", &asked, name).await;
        there.bot_shows([&format!("#{}", nth + 1), name]).await;
    }
    street.settle().await.unwrap();
    let all = street.messages(&here).await.unwrap();
    assert!(
        all.iter().all(|it| it.reply_to.as_ref() != Some(&poll.id)),
        "{}",
        chat.transcript().await
    );
}
