//! The built program on WhatsApp's Cloud API: the main job in two groups, through a kill, and what a kill at any moment
//! costs. Meta is played by [`Meta`], which posts everything twice, tells what became of each message, and loses
//! answers when told to.

#![expect(clippy::unwrap_used, reason = "they are tests, helpers included")]

mod meta;

use std::sync::Arc;
use std::time::Duration;

use meta::Meta;
use wegotus_script::{Chat, Handle, Place, Stage as _};

#[expect(
    clippy::disallowed_methods,
    reason = "the instants of the kills are in real time"
)]
async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}

async fn street() -> (Arc<Meta>, Chat) {
    let meta = Meta::start(env!("CARGO_BIN_EXE_wegotus")).await.unwrap();
    let meta = Arc::new(meta);
    (meta.clone(), Chat::on(meta))
}

#[tokio::test]
async fn neighbours_help_each_other_across_two_groups() {
    let (meta, chat) = street().await;
    let (elm, oak) = (chat.room("elm"), chat.room("oak"));
    let chatter = elm.says("Cleo", "what a sunset yesterday!").await;
    let words =
        "I need a ride to dialysis tmrw 7am from 118 Elm St please, my number is +1 202 555 0134";
    // The answer to the notice is lost; what Meta tells of it says that it stands.
    meta.lose(1);
    let need = elm.says("Ana", words).await;
    need.bot_replies(["#1", "dialysis"]).await;
    let notice = oak.bot_shows(["#1", "dialysis", "Elm St"]).await;
    notice.hides(["Ana", "555", "0134", "118"]).await;
    chatter.bot_stays_silent().await;

    let claimed = oak.replies("Ben", &notice, "claim").await;
    claimed.bot_replies(["Ben", "#1"]).await;
    let late = elm.replies("Cleo", &need, "claim").await;
    let late = late.bot_replies("backup").await;
    let backup = elm.replies("Cleo", &late, "backup").await;
    backup.bot_replies("#1").await;

    // Nobody wrote privately yet, nor in the other group before the notice, so these are the template.
    chat.dm("Ana").bot_says(["#1", "Ben"]).await;
    chat.dm("Ben")
        .bot_says("#1")
        .await
        .hides(["555", "0134"])
        .await;
    assert!(meta.templates() >= 3);
    chat.dm("Ben")
        .says("I can be there at 6:40, is that fine?")
        .await;
    chat.dm("Ana").bot_says("6:40").await;
    chat.restart().await;
    chat.dm("Ana").says("perfect, the blue door").await;
    let words = chat.dm("Ben").bot_says("the blue door").await;
    words.hides(["555", "0134"]).await;

    oak.replies("Ben", &notice, "sorry, can't make it").await;
    chat.dm("Cleo").bot_says("#1").await;
    chat.dm("Ana").bot_says(["#1", "Cleo"]).await;
    elm.replies("Cleo", &need, "done").await;
    let question = chat.dm("Ana").bot_says(["#1", "1", "2", "3", "4"]).await;
    chat.dm("Ana").replies(&question, "1").await;
    // It cannot be edited, so the other group is told in a line of its own.
    oak.bot_says(["#1", "done"]).await;
}

#[tokio::test]
async fn an_emoji_promises_and_taking_it_off_gives_the_promise_back() {
    let (_meta, chat) = street().await;
    let (elm, oak) = (chat.room("elm"), chat.room("oak"));
    let need = elm.says("Ana", "need: a ladder on saturday").await;
    need.bot_replies(["#1", "ladder"]).await;
    let notice = oak.bot_shows(["#1", "ladder"]).await;
    notice.reacts("Ben", "✋").await;
    chat.dm("Ana").bot_says(["#1", "Ben"]).await;
    chat.restart().await;
    notice.unreacts("Ben", "✋").await;
    chat.dm("Ana").bot_says("#1").await;
    let board = elm.says("Cleo", "board").await;
    board.bot_replies(["#1", "ladder"]).await;
}

#[tokio::test]
async fn somebody_asks_privately() {
    let (_meta, chat) = street().await;
    let asked = chat.dm("Ana").says("need: diapers size 4").await;
    asked.bot_replies(["#1", "diapers"]).await;
    for room in ["elm", "oak"] {
        let notice = chat.room(room).bot_shows(["#1", "diapers"]).await;
        notice.hides("Ana").await;
    }
}

/// What is asked for between the kills; no two alike, for the same words of one author are one post.
const NEEDS: [&str; 24] = [
    "a ladder",
    "diapers",
    "rice",
    "a drill",
    "a sofa",
    "a crib",
    "blankets",
    "a lamp",
    "batteries",
    "a kettle",
    "soap",
    "a stroller",
    "milk",
    "a hammer",
    "a tent",
    "gloves",
    "a bicycle",
    "a fan",
    "carrots",
    "a desk",
    "paint",
    "a mirror",
    "candles",
    "an umbrella",
];

/// How long until the answers are looked at again.
const A_LOOK: Duration = Duration::from_millis(200);

/// `kill -9` at any moment: every need is on the board once, and answered once, but for those whose answer was being
/// asked for in the very instant, which are not repeated.
#[tokio::test]
async fn a_kill_at_any_moment_loses_nothing_and_says_nothing_twice() {
    let (meta, chat) = street().await;
    let elm = Place::Room("elm".into());
    let mut needs = Vec::new();
    let mut kills = 0;
    for three in NEEDS.chunks(3) {
        for need in three {
            let need = format!("need: {need}");
            needs.push(meta.say(&elm, "Ana", &need, None).await.unwrap());
        }
        // From before the first is answered until after the last is.
        pause(Duration::from_millis(17 * kills)).await;
        chat.restart().await;
        kills += 1;
    }
    chat.settle().await;
    let answers = async || {
        let all = meta.messages(&elm).await.unwrap();
        let of = |need: &Handle| {
            let answers = all
                .iter()
                .filter(|it| it.reply_to.as_ref() == Some(&need.id));
            answers.count()
        };
        needs.iter().map(of).collect::<Vec<usize>>()
    };
    let open = |answers: &[usize]| answers.iter().filter(|it| **it == 0).count() as u64;
    // On a busy machine, answers may still be on their way when whoever asks for help has theirs.
    let mut looks = meta.patience().as_millis() / A_LOOK.as_millis();
    while looks > 0 && open(&answers().await) > kills {
        looks -= 1;
        pause(A_LOOK).await;
    }
    let answers = answers().await;
    assert!(answers.iter().all(|it| *it <= 1), "{answers:?}");
    let unanswered = open(&answers);
    println!(
        "{} needs, {kills} kills: {unanswered} not answered",
        needs.len()
    );
    assert!(unanswered <= kills, "{answers:?}");
    let board = meta.board().unwrap();
    assert!(board.contains(&format!("{} posts", needs.len())), "{board}");
}
