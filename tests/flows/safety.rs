//! Words of danger, money appeals that look like fraud, and whoever takes too much at once.

use crate::flow::Flow;

const CONTACTS: &str = "
[networks.default]
contacts = [\"Women's line 555-0142, day and night\"]
";

#[tokio::test]
async fn whoever_is_in_danger_is_answered_at_once_and_nothing_spreads() {
    let chat = Flow::with(CONTACTS).await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    chat.hours_pass(14).await;
    let need = whatsapp
        .says("Ana", "need: a place to stay tonight, my husband beats me")
        .await;
    let ana = chat.dm("Ana");
    ana.bot_says("555-0142").await;
    let question = ana.bot_says(["#1", "yes"]).await;
    need.bot_stays_silent().await;
    matrix.bot_says_nothing_more().await;
    ana.replies(&question, "yes").await.bot_replies("#1").await;
    matrix.bot_says(["#1", "place to stay"]).await;
    whatsapp
        .says("Ben", "this traffic is killing me, I could die laughing")
        .await
        .bot_stays_silent()
        .await;
    chat.dm("Ben").bot_says_nothing_more().await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_money_appeal_with_the_marks_of_fraud_waits() {
    let chat = Flow::start().await;
    let (whatsapp, matrix) = (chat.room("whatsapp"), chat.room("matrix"));
    whatsapp
        .says(
            "Ana",
            "need: help with the rent, short 40€ for the electricity bill",
        )
        .await
        .bot_replies("#1")
        .await;
    matrix.bot_says("#1").await;
    let organizer = chat.dm("Organizer");
    for (number, who) in [(2, "Mallory"), (3, "Moe")] {
        let text = "need: please send me gift cards, I will pay you back double";
        whatsapp.says(who, text).await.bot_stays_silent().await;
        chat.dm(who).bot_says(format!("#{number}").as_str()).await;
        organizer.bot_says(format!("allow {number}").as_str()).await;
    }
    organizer.says("held").await.bot_replies(["#2", "#3"]).await;
    organizer.says("refuse 3").await.bot_replies("#3").await;
    chat.dm("Moe").bot_says("#3").await;
    matrix.bot_says_nothing_more().await;
    chat.hours_pass(13).await;
    whatsapp.bot_says(["#2", "gift cards", "never send"]).await;
    let digest = matrix.bot_says(["Open right now", "#1"]).await;
    digest.hides("#2").await;

    insta::assert_snapshot!(chat.read_out().await);
}
