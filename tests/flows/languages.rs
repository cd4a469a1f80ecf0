//! Which language the bot speaks where.

use crate::flow::Flow;

#[tokio::test]
async fn a_room_is_answered_in_the_language_of_its_posts() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    for (who, what) in [
        ("Ana", "necesito: pañales talla 4"),
        ("Luz", "necesito: alguien que me lleve al médico mañana"),
    ] {
        let need = signal.says(who, what).await;
        need.bot_replies("Need").await;
    }
    let need = signal.says("Eva", "ofrezco: sopa para tres vecinos").await;
    need.bot_replies("Oferta #3").await;
    matrix.bot_shows("Offer #3").await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn somebody_asks_for_another_language() {
    let chat = Flow::start().await;
    let room = chat.room("signal");
    // Only an organizer speaks for a room.
    room.says("Ana", "language de").await;
    room.bot_says_nothing_more().await;
    let asked = room.says("Organizer", "language es").await;
    asked.bot_replies("español").await;
    let need = room.says("Ana", "need: a pram for my sister").await;
    need.bot_replies("Necesidad #1").await;

    chat.dm("Ben").says("idioma español").await;
    chat.dm("Ben").bot_says("español").await;
    chat.dm("Ben").says("help").await;
    chat.dm("Ben").bot_says("necesito").await;

    insta::assert_snapshot!(chat.read_out().await);
}
