//! Three neighbours who each have another app: Ana is in `signal`, Ben in `matrix`, Cleo in `whatsapp`. None of them
//! ever writes anywhere else.

use std::sync::Arc;

use crate::{Chat, Message, Stage};

/// Plays how they help each other on `stage`: claims by quote, by emoji and by number, hand-offs, changes.
///
/// # Panics
/// When the bot does not do its part.
pub async fn across(stage: Arc<dyn Stage>) {
    let chat = Chat::on(stage);
    ben_takes_it_by_answering(&chat).await;
    ana_takes_it_with_a_hand(&chat).await;
    cleo_takes_it_by_its_number(&chat).await;
    what_ana_changes_changes_everywhere(&chat).await;
    what_ben_takes_back_is_gone_everywhere(&chat).await;
}

/// The three rooms' messages about a post: where it was written, then the other two.
async fn everywhere(
    chat: &Chat,
    source: &Message,
    others: [&str; 2],
    pieces: [&str; 2],
) -> [Message; 3] {
    let here = source.bot_replies(pieces).await;
    let [one, two] = others.map(|room| chat.room(room));
    [
        here,
        one.bot_shows(pieces).await,
        two.bot_shows(pieces).await,
    ]
}

/// A need of Ana's, taken by whoever answers its notice elsewhere; the two write to each other from two apps.
async fn ben_takes_it_by_answering(chat: &Chat) {
    let words = "need: a ride to dialysis tomorrow 7am, my number is +1 202 555 0134";
    let need = chat.room("signal").says("Ana", words).await;
    let all = everywhere(chat, &need, ["matrix", "whatsapp"], ["#1", "dialysis"]).await;
    for notice in &all {
        notice.hides(["555", "0134"]).await;
    }
    let [acknowledged, in_matrix, in_whatsapp] = &all;
    let claim = chat.room("matrix").replies("Ben", in_matrix, "claim").await;
    claim.bot_replies(["Ben", "#1"]).await;
    for notice in [acknowledged, in_matrix, in_whatsapp] {
        notice.shows(["#1", "Somebody has it"]).await;
    }
    chat.dm("Ana").bot_says(["#1", "Ben"]).await;
    chat.dm("Ben").bot_says("#1").await.hides("555").await;
    chat.dm("Ben").says("I can be there at 6:40").await;
    chat.dm("Ana").bot_says("6:40").await;
    chat.dm("Ana").says("perfect, the blue door 🚪").await;
    let passed_on = chat.dm("Ben").bot_says("the blue door 🚪").await;
    passed_on.hides(["555", "0134"]).await;
}

/// A need of Cleo's: a hand on its notice takes it, and the hand taken off gives it back.
async fn ana_takes_it_with_a_hand(chat: &Chat) {
    let need = chat
        .room("whatsapp")
        .says("Cleo", "need: diapers size 4")
        .await;
    let all = everywhere(chat, &need, ["signal", "matrix"], ["#2", "size 4"]).await;
    let [_, in_signal, in_matrix] = &all;
    in_signal.reacts("Ana", "✋").await;
    chat.dm("Cleo").bot_says(["#2", "Ana"]).await;
    in_matrix.shows(["#2", "Somebody has it"]).await;
    chat.dm("Ana").bot_says("#2").await;
    in_signal.unreacts("Ana", "✋").await;
    chat.dm("Cleo").bot_says("#2").await;
    in_matrix.shows("Reply").await;
    in_signal.shows("Reply").await;
}

/// A need of Ben's, taken by its number from a room away.
async fn cleo_takes_it_by_its_number(chat: &Chat) {
    let need = chat.room("matrix").says("Ben", "need: a ladder").await;
    let all = everywhere(chat, &need, ["signal", "whatsapp"], ["#3", "ladder"]).await;
    let claim = chat.room("whatsapp").says("Cleo", "claim 3").await;
    claim.bot_replies(["Cleo", "#3"]).await;
    for notice in &all {
        notice.shows(["#3", "Somebody has it"]).await;
    }
    chat.dm("Ben").bot_says(["#3", "Cleo"]).await;
}

/// Ana got a detail wrong at first.
async fn what_ana_changes_changes_everywhere(chat: &Chat) {
    let need = chat
        .room("signal")
        .says("Ana", "need: 2 packs of coffee filters size 2")
        .await;
    let all = everywhere(chat, &need, ["matrix", "whatsapp"], ["#4", "size 2"]).await;
    need.edited_to("need: 2 packs of coffee filters size 6")
        .await;
    for notice in &all {
        notice.shows(["#4", "size 6"]).await;
    }
    need.deleted().await;
    for notice in all.iter().skip(1) {
        notice.is_withdrawn().await;
    }
}

/// Ben found one himself.
async fn what_ben_takes_back_is_gone_everywhere(chat: &Chat) {
    let need = chat
        .room("matrix")
        .says("Ben", "need: a bicycle pump on saturday")
        .await;
    let all = everywhere(chat, &need, ["signal", "whatsapp"], ["#5", "pump"]).await;
    need.deleted().await;
    for notice in all.iter().skip(1) {
        notice.is_withdrawn().await;
    }
}
