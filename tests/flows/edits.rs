//! What stands in a room changes where it stands, as long as people's apps take that; after it, in a new line.

use std::time::Duration;

use crate::flow::Flow;

#[tokio::test]
async fn whatsapp_takes_an_edit_for_a_quarter_of_an_hour() {
    let chat = Flow::start().await;
    let (signal, matrix, whatsapp) = (
        chat.room("signal"),
        chat.room("matrix"),
        chat.room("whatsapp"),
    );
    let need = signal.says("Ana", "need: a cot").await;
    need.bot_replies("#1").await;
    let (there, here) = (matrix.bot_shows("#1").await, whatsapp.bot_shows("#1").await);

    chat.pass(Duration::from_secs(600)).await;
    need.edited_to("need: a cot and sheets").await;
    there.shows("sheets").await;
    here.shows("sheets").await;

    chat.pass(Duration::from_secs(600)).await;
    matrix
        .replies("Ben", &there, "claim")
        .await
        .bot_replies("Ben")
        .await;
    there.shows("Somebody has it").await;
    whatsapp.bot_says(["#1", "claimed"]).await;
    here.shows("Reply").await;

    insta::assert_snapshot!(chat.read_out().await);
}
