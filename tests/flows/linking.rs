//! One person with two accounts.

use wegotus_script::Message;

use crate::flow::Flow;

/// The code in what the bot wrote.
async fn code(offered: &Message) -> String {
    let text = offered.text().await;
    let after = text.split_once("\"link ").unwrap().1;
    after.split_once('"').unwrap().0.to_owned()
}

/// What was said, with the codes as they cannot be known before.
async fn read_out(chat: &Flow, codes: &[&str]) -> String {
    let mut text = chat.read_out().await;
    for code in codes {
        text = text.replace(code, "CODE");
        text = text.replace(&code.to_lowercase(), "code");
    }
    text
}

#[tokio::test]
async fn two_accounts_become_one_person() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;

    chat.dm("Ana").says("link me").await;
    let offered = chat.dm("Ana").bot_says("15 minutes").await;
    let code = code(&offered).await;
    let typed = format!("link {}", code.to_lowercase());
    chat.dm("Ana")
        .says(&typed)
        .await
        .bot_replies("other account")
        .await;
    chat.dm("ana.p")
        .says(&typed)
        .await
        .bot_replies("one person")
        .await;
    chat.dm("Ana").bot_says("one person").await;
    // It counts once.
    chat.dm("Ben")
        .says(&typed)
        .await
        .bot_replies("do not know")
        .await;

    // What is hers on one is hers on both, and she is written to where she wrote last.
    let shown = matrix.bot_shows("ladder").await;
    matrix
        .replies("ana.p", &shown, "claim")
        .await
        .bot_replies("your own")
        .await;
    chat.dm("ana.p")
        .says("mine")
        .await
        .bot_replies("ladder")
        .await;
    matrix
        .replies("Ben", &shown, "claim")
        .await
        .bot_replies("Ben")
        .await;
    chat.dm("ana.p").bot_says("Ben").await;
    chat.dm("Ben").bot_says("#1").await;
    chat.dm("Ben").says("when shall I come?").await;
    chat.dm("ana.p").bot_says("when shall I come?").await;
    chat.dm("Ana").says("at six").await;
    chat.dm("Ben").bot_says("at six").await;
    chat.dm("Ben").says("good").await;
    chat.dm("Ana").bot_says("good").await;

    chat.dm("Ana")
        .says("unlink me")
        .await
        .bot_replies("apart")
        .await;
    let drill = matrix.says("ana.p", "need: a drill").await;
    drill.bot_replies("#2").await;
    let mine = chat.dm("ana.p").says("mine").await;
    mine.bot_replies("drill").await.hides("ladder").await;

    insta::assert_snapshot!(read_out(&chat, &[&code]).await);
}

#[tokio::test]
async fn a_code_is_not_found_by_trying() {
    let chat = Flow::start().await;
    let need = chat.room("signal").says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    chat.dm("Ana").says("link me").await;
    let offered = chat.dm("Ana").bot_says("15 minutes").await;
    let code = code(&offered).await;
    for wrong in ["KKKKKB", "KKKKKC", "KKKKKD", "KKKKKF", "KKKKKG"] {
        let tried = chat.dm("Eve").says(&format!("link {wrong}")).await;
        tried.bot_replies("do not know that code").await;
    }
    let right = format!("link {code}");
    let locked = chat.dm("Eve").says(&right).await;
    locked.bot_replies("again in an hour").await;
    chat.hours_pass(2).await;
    let late = chat.dm("Eve").says(&right).await;
    late.bot_replies("its time is over").await;
}

#[tokio::test]
async fn a_code_that_a_room_has_seen_holds_no_longer() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;

    let asked = signal.says("Ana", "link me").await;
    let offered = chat.dm("Ana").bot_says("15 minutes").await;
    asked.bot_stays_silent().await;
    let first = code(&offered).await;
    let shouted = signal.says("ana.p", &format!("link {first}")).await;
    let anew = chat.dm("Ana").bot_says("others can read it").await;
    shouted.bot_stays_silent().await;
    let second = code(&anew).await;
    chat.dm("Eve")
        .says(&format!("link {first}"))
        .await
        .bot_replies("do not know")
        .await;
    chat.dm("ana.p")
        .says(&format!("link {second}"))
        .await
        .bot_replies("one person")
        .await;

    insta::assert_snapshot!(read_out(&chat, &[&first, &second]).await);
}

#[tokio::test]
async fn somebody_is_forgotten_with_all_their_accounts() {
    let chat = Flow::start().await;
    let (signal, matrix) = (chat.room("signal"), chat.room("matrix"));
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    let soup = signal.says("Cleo", "need: soup for two").await;
    soup.bot_replies("#2").await;
    let shown = matrix.bot_shows("soup").await;
    matrix
        .replies("ana.p", &shown, "claim")
        .await
        .bot_replies("ana.p")
        .await;

    chat.dm("Ana").says("link me").await;
    let offered = chat.dm("Ana").bot_says("15 minutes").await;
    let code = code(&offered).await;
    let typed = format!("link {code}");
    chat.dm("ana.p")
        .says(&typed)
        .await
        .bot_replies("one person")
        .await;
    chat.dm("ana.p")
        .says("forget me")
        .await
        .bot_replies("forget you")
        .await;
    chat.dm("ana.p")
        .says("forget me")
        .await
        .bot_replies("I hold nothing")
        .await;
    matrix.bot_shows("soup").await.shows("soup").await;
    chat.dm("Cleo").bot_says("cannot make it").await;
    // Each account is a stranger again.
    chat.dm("Ana")
        .says("unlink me")
        .await
        .bot_replies("only one account")
        .await;

    insta::assert_snapshot!(read_out(&chat, &[&code]).await);
}

#[tokio::test]
async fn two_who_were_parted_do_not_meet_through_another_account() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    signal
        .replies("ben.w", &need, "claim")
        .await
        .bot_replies("ben.w")
        .await;
    chat.dm("Ana").bot_says("#1").await;
    let parted = chat.dm("Ana").says("not safe").await;
    parted.bot_replies("").await;

    // On his other account he is somebody else as yet.
    let need = signal.says("Ana", "need: a drill").await;
    need.bot_replies("#2").await;
    signal
        .replies("Ben", &need, "claim")
        .await
        .bot_replies("Ben")
        .await;
    for (from, to) in [("Ben", "ben.w"), ("ben.w", "Ben")] {
        chat.dm(from).says("link me").await;
        let offered = chat.dm(from).bot_says("15 minutes").await;
        let code = code(&offered).await;
        let typed = chat.dm(to).says(&format!("link {code}")).await;
        typed.bot_replies("cannot bring").await;
    }
}

#[tokio::test]
async fn one_of_three_accounts_is_taken_out() {
    let chat = Flow::start().await;
    let signal = chat.room("signal");
    let need = signal.says("Ana", "need: a ladder").await;
    need.bot_replies("#1").await;
    let mut codes = Vec::new();
    for other in ["ana.p", "Anita"] {
        chat.dm("Ana").says("link me").await;
        let offered = chat.dm("Ana").bot_says("15 minutes").await;
        let code = code(&offered).await;
        let typed = chat.dm(other).says(&format!("link {code}")).await;
        typed.bot_replies("one person").await;
        codes.push(code);
    }

    let unknown = chat.dm("Ana").says("unlink telegram").await;
    unknown.bot_replies("no account of yours").await;
    let one = chat.dm("Ana").says("unlink ana.p").await;
    one.bot_replies("by itself again").await;
    let stranger = chat.dm("ana.p").says("mine").await;
    stranger.bot_replies("nothing on the board").await;
    let mine = chat.dm("Anita").says("mine").await;
    mine.bot_replies("ladder").await;
    // Of two that are left one alone is none with another.
    let this = chat.dm("Anita").says("unlink this account").await;
    this.bot_replies("apart again").await;
    let stranger = chat.dm("Anita").says("mine").await;
    stranger.bot_replies("nothing on the board").await;
    let mine = chat.dm("Ana").says("mine").await;
    mine.bot_replies("ladder").await;

    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    insta::assert_snapshot!(read_out(&chat, &codes).await);
}
