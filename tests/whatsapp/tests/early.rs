//! WhatsApp hands a claim over before the need it answers: it counts, once.

use std::sync::Arc;

use wegotus_real_whatsapp::Street;
use wegotus_script::{Chat, Place, Stage as _};

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_before_the_need_it_answers_counts() {
    let street = Arc::new(Street::open().await.unwrap());
    let chat = Chat::on(street.clone());
    let room = chat.room("signal");
    street.holds_all_back();
    let need = room.says("Ana", "need: a cot").await;
    let claim = room.replies("Ben", &need, "claim").await;
    street.lets_it_come_backwards_and_twice();
    need.bot_replies(["#1", "cot"]).await;
    claim.bot_replies(["Ben", "#1"]).await;
    let notice = chat.room("matrix").bot_shows(["#1", "cot"]).await;
    notice.shows(["#1", "Somebody has it"]).await;

    // The bot has the claim on disk, and dies before the need is there.
    let here = Place::Room("signal".to_owned());
    street.holds_all_back();
    let need = street
        .say(&here, "Ana", "need: a ladder", None)
        .await
        .unwrap();
    let claim = street
        .say(&here, "Cleo", "claim", Some(&need))
        .await
        .unwrap();
    street.lets_only_this_come(&claim).await;
    street.restart().await.unwrap();
    street.lets_it_come_backwards_and_twice();
    room.bot_says(["Cleo", "#2"]).await;
    let there = chat.room("matrix");
    there.bot_shows(["#2", "Somebody has it"]).await;
    street.settle().await.unwrap();
    let all = street.messages(&here).await.unwrap();
    for asked in [need, claim] {
        let answers = all
            .iter()
            .filter(|it| it.is_bot && it.reply_to.as_ref() == Some(&asked.id));
        assert_eq!(answers.count(), 1, "{}", chat.transcript().await);
    }
}
