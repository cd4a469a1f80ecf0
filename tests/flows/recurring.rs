//! Posts that come round: each turn is taken and finished by itself, until the author ends it.

use crate::flow::Flow;

#[tokio::test]
async fn lunch_every_tuesday() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));

    let need = signal
        .says(
            "Ana",
            "need: someone to bring dad his lunch every tuesday at 12:00",
        )
        .await;
    need.bot_replies(["#1", "every Tuesday, 12:00", "Tue 4 Mar"])
        .await;
    let notice = matrix.bot_shows("every Tuesday, 12:00").await;
    let claim = matrix.replies("Ben", &notice, "claim").await;
    claim.bot_replies(["Ben", "this time", "Tue 4 Mar"]).await;
    chat.dm("Ana").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;

    chat.hours_pass(4).await;
    let still = chat.dm("Ben").bot_says("Still on it").await;
    let on = chat.dm("Ben").replies(&still, "yes").await;
    on.bot_replies("#1").await;
    chat.hours_pass(24).await;
    let done = matrix.replies("Ben", &notice, "done").await;
    done.bot_replies(["done for this time", "Tue 11 Mar"]).await;
    notice.shows(["Done", "Next time: Tue 11 Mar"]).await;
    let question = chat.dm("Ana").bot_says(["1", "2"]).await;
    let answer = chat.dm("Ana").replies(&question, "1").await;
    answer.bot_replies("Tue 11 Mar").await;

    chat.hours_pass(24).await;
    notice.shows(["Tue 11 Mar", "claim"]).await;
    let claim = signal.replies("Carla", &need, "claim").await;
    claim.bot_replies(["Carla", "Tue 11 Mar"]).await;
    let ended = signal.replies("Ana", &need, "withdraw").await;
    ended.bot_replies("off the board").await;
    chat.dm("Carla").bot_says("no longer wanted").await;
    chat.hours_pass(24 * 4).await;
    signal.bot_says_nothing_more().await;
    assert_eq!(chat.posts().await["posts"][0]["status"], "withdrawn");

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn a_turn_that_nobody_takes_is_mentioned_before_and_the_next_follows() {
    let chat = Flow::start().await;
    let room = chat.room("matrix");

    let need = room
        .says(
            "Ana",
            "necesito: alguien que acompañe a mi tía al médico cada viernes a las 17:00",
        )
        .await;
    let shown = need.bot_replies(["every Friday, 17:00", "7 Mar"]).await;
    chat.hours_pass(9).await;
    room.bot_says("#1").await;
    chat.hours_pass(24 * 5).await;
    shown.shows("14 Mar").await;
    let posts = chat.posts().await;
    assert_eq!(posts["posts"][0]["status"], "open");
    assert_eq!(posts["posts"][0]["repeats"], "every Friday, 17:00");

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn what_nobody_does_for_long_is_asked_about() {
    let chat = Flow::start().await;
    let room = chat.room("whatsapp");

    let need = room
        .says("Ana", "need: someone to water the beds every day")
        .await;
    need.bot_replies("every day").await;
    chat.hours_pass(24 * 7).await;
    let question = chat.dm("Ana").bot_says("still wanted").await;
    chat.dm("Ana")
        .replies(&question, "yes")
        .await
        .bot_replies("stays")
        .await;
    chat.hours_pass(24 * 9).await;
    chat.dm("Ana").bot_says("still wanted").await;
    chat.dm("Ana").bot_says("ran out").await;
    assert_eq!(chat.posts().await["posts"][0]["status"], "expired");
    // She reads it a day late.
    chat.dm("Ana").says("yes").await.bot_replies("stays").await;
    chat.hours_pass(1).await;
    assert_eq!(chat.posts().await["posts"][0]["status"], "open");
}

#[tokio::test]
async fn a_turn_that_was_not_done_after_all() {
    let chat = Flow::start().await;
    let room = chat.room("whatsapp");

    let need = room
        .says("Ana", "need: a ride to dialysis every monday at 15:00")
        .await;
    need.bot_replies("Mon 3 Mar").await;
    room.replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    room.replies("Ben", &need, "done")
        .await
        .bot_replies("for this time")
        .await;
    let question = chat.dm("Ana").bot_says("How did it go").await;
    let late = room.replies("Carla", &need, "claim").await;
    late.bot_replies(["for this time", "Mon 10 Mar"]).await;
    chat.dm("Ana")
        .replies(&question, "2")
        .await
        .bot_replies("back with your helper")
        .await;
    chat.dm("Ben").bot_says("not quite finished").await;
    let mine = chat.dm("Ana").says("mine").await;
    mine.bot_replies(["every Monday, 15:00", "Mon 3 Mar", "claimed"])
        .await;

    insta::assert_snapshot!(chat.read_out().await);
}

#[tokio::test]
async fn once_a_month() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let said = "need: somebody to fetch my food box every last friday of the month at 14:00";
    let need = signal.says("Ana", said).await;
    need.bot_replies(["#1", "the last Friday of every month, 14:00", "Fri 28 Mar"])
        .await;
    chat.hours_pass(24 * 23).await;
    let notice = matrix.bot_shows("the last Friday of every month").await;
    let claim = matrix.replies("Ben", &notice, "claim").await;
    claim.bot_replies(["Ben", "this time", "Fri 28 Mar"]).await;
    let done = matrix.replies("Ben", &notice, "done").await;
    done.bot_replies(["done for this time", "Fri 25 Apr"]).await;
    let question = chat.dm("Ana").bot_says(["1", "2"]).await;
    let answer = chat.dm("Ana").replies(&question, "1").await;
    answer.bot_replies("Fri 25 Apr").await;
    chat.hours_pass(24).await;
    notice.shows(["Fri 25 Apr", "claim"]).await;

    // As neighbours say it elsewhere; each is answered in their own language.
    for (who, says, told) in [
        (
            "Bea",
            "necesito: ayuda con las compras el 5 de cada mes",
            "el 5 de cada mes",
        ),
        (
            "Chloé",
            "besoin : un trajet chaque premier lundi du mois",
            "le premier lundi de chaque mois",
        ),
        (
            "Davi",
            "preciso: carona na primeira segunda de cada mês",
            "a primeira segunda-feira de cada mês",
        ),
        (
            "Emad",
            "محتاج: توصيلة أول اثنين من كل شهر",
            "أول يوم اثنين من كل شهر",
        ),
        (
            "Fay",
            "צריך: הסעה ביום שני הראשון בכל חודש",
            "יום שני הראשון בכל חודש",
        ),
        (
            "Greta",
            "Suche: jemand, der am ersten jedes Monats die Tonnen rausstellt",
            "am 1. jedes Monats",
        ),
        ("Hari", "chahiye: ration har mahine", "har mahine"),
    ] {
        chat.dm(who).says(says).await.bot_replies(told).await;
    }

    insta::assert_snapshot!(chat.read_out().await);
}
