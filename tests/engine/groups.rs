//! Several networks in one bot: whom a private message is for.

use std::time::Duration;

use super::bench::{Bench, Setting};

const HOUR: Duration = Duration::from_secs(3600);

/// Elm Street has the Signal room, Riverside the Matrix room; WhatsApp belongs to nobody.
async fn two() -> Bench {
    Bench::with(Setting {
        networks: &[
            ("elm", "Elm Street", &["signal"]),
            ("riverside", "Riverside", &["matrix"]),
        ],
        ..Setting::default()
    })
    .await
}

/// Both know Ana: she has posted in each.
async fn known_to_both() -> Bench {
    let bench = two().await;
    bench.says("signal", "Ana", "need: a cot").await;
    bench.hears("matrix", "Ana", "need: a drill").await;
    bench
}

/// What the networks have on their boards besides Ana's first posts.
async fn posted(bench: &Bench) -> (Vec<String>, Vec<String>) {
    let mut both = Vec::new();
    for network in ["elm", "riverside"] {
        let posts = bench.board_of(network).await.into_iter().skip(1);
        both.push(posts.map(|(_, words)| words).collect());
    }
    let riverside = both.pop().unwrap();
    (both.pop().unwrap(), riverside)
}

#[tokio::test]
async fn somebody_whom_one_network_knows_is_not_asked() {
    let bench = two().await;
    bench.hears("matrix", "Ana", "need: a drill").await;
    bench.hears("dm:Ana", "Ana", "need: a ladder").await;
    let words: Vec<_> = bench.board_of("riverside").await;
    assert_eq!(words.len(), 2);
    assert!(words[1].1.contains("ladder"));
    assert!(bench.board_of("elm").await.is_empty());
}

#[tokio::test]
async fn somebody_in_two_networks_is_asked_once_and_answers_with_a_number() {
    let bench = known_to_both().await;
    bench.says("dm:Ana", "Ana", "need: a ladder").await;
    bench.hears("dm:Ana", "Ana", "offer: warm soup").await;
    let asked = bench.texts_in("dm:Ana").await;
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].ends_with("\n1 Elm Street\n2 Riverside"),
        "{}",
        asked[0]
    );
    assert_eq!(
        posted(&bench).await,
        (vec![], vec![]),
        "nobody was meant yet"
    );

    bench.hears("dm:Ana", "Ana", "2").await;
    let (elm, riverside) = posted(&bench).await;
    assert!(elm.is_empty(), "{elm:?}");
    assert_eq!(riverside.len(), 2, "both that waited: {riverside:?}");
    assert!(riverside[0].contains("ladder") && riverside[1].contains("soup"));
    assert!(
        !bench.journal.holds("need: a ladder").await,
        "it is kept still"
    );
}

#[tokio::test]
async fn a_name_is_an_answer_too_and_so_is_a_reply_to_the_question() {
    for by_reply in [false, true] {
        let bench = known_to_both().await;
        bench.says("dm:Ana", "Ana", "need: a ladder").await;
        bench.settle().await;
        let question = bench.bot_in("dm:Ana").await.pop().unwrap();
        if by_reply {
            bench.replies("dm:Ana", "Ana", "1", &question.id).await;
        } else {
            bench.says("dm:Ana", "Ana", " elm  STREET").await;
        }
        bench.settle().await;
        let (elm, riverside) = posted(&bench).await;
        assert_eq!((elm.len(), riverside.len()), (1, 0));
    }
}

#[tokio::test]
async fn a_number_nobody_has_is_asked_about_again() {
    let bench = known_to_both().await;
    bench.says("dm:Ana", "Ana", "need: a ladder").await;
    bench.hears("dm:Ana", "Ana", "3").await;
    assert_eq!(bench.bot_in("dm:Ana").await.len(), 2);
    bench.hears("dm:Ana", "Ana", "1").await;
    assert_eq!(posted(&bench).await.0.len(), 1, "the number is no message");
}

#[tokio::test]
async fn what_answers_a_message_goes_to_the_network_of_that_message() {
    let bench = known_to_both().await;
    bench.hears("matrix", "Ben", "claim 1").await;
    let met = bench.bot_in("dm:Ana").await.pop().unwrap();
    bench
        .replies("dm:Ana", "Ana", "come at five", &met.id)
        .await;
    bench.settle().await;
    let told = bench.texts_in("dm:Ben").await.pop().unwrap();
    assert!(told.contains("come at five"), "{told}");
    assert_eq!(bench.bot_in("dm:Ana").await.len(), 1, "nothing was asked");
}

#[tokio::test]
async fn an_edit_and_a_deletion_find_the_message_they_change() {
    let bench = known_to_both().await;
    bench.says("dm:Ana", "Ana", "need: a ladder").await;
    let ladder = bench.says("dm:Ana", "Ana", "need: a rope").await;
    let gone = bench.says("dm:Ana", "Ana", "need: a pony").await;
    bench
        .world
        .edit(ladder.parse().unwrap(), "need: a long rope")
        .await
        .unwrap();
    bench.world.delete(gone.parse().unwrap()).await.unwrap();
    bench.settle().await;
    assert!(!bench.journal.holds("pony").await, "it was taken back");
    bench.hears("dm:Ana", "Ana", "2").await;
    let (_, riverside) = posted(&bench).await;
    assert_eq!(riverside.len(), 2, "{riverside:?}");
    assert!(riverside[1].contains("long rope"), "{riverside:?}");
    // Posted, it belongs to Riverside, and so does what happens to it.
    bench.pass(2 * HOUR).await;
    bench.world.delete(ladder.parse().unwrap()).await.unwrap();
    bench.settle().await;
    let board = bench.board().await;
    assert_eq!(board.last().unwrap().1, wegotus::board::Status::Withdrawn);
}

#[tokio::test]
async fn a_choice_holds_for_a_while_but_not_against_the_other_network() {
    let bench = known_to_both().await;
    bench.says("dm:Ana", "Ana", "need: a ladder").await;
    bench.hears("dm:Ana", "Ana", "2").await;
    bench.hears("dm:Ana", "Ana", "need: a rope").await;
    assert_eq!(
        posted(&bench).await.1.len(),
        2,
        "she was asked a moment ago"
    );
    let before = bench.bot_in("dm:Ana").await.len();
    // Elm Street writes to her: what she writes now may be an answer to that.
    bench.pass(Duration::from_secs(60)).await;
    bench.hears("signal", "Ben", "claim 1").await;
    bench.hears("dm:Ana", "Ana", "third door on the left").await;
    let told = bench.texts_in("dm:Ana").await;
    assert!(told[before + 1].contains("Which group"), "{told:?}");
    bench.hears("dm:Ana", "Ana", "1").await;
    let heard = bench.texts_in("dm:Ben").await.pop().unwrap();
    assert!(heard.contains("third door"), "{heard}");
    bench.pass(2 * HOUR).await;
    let before = bench.bot_in("dm:Ana").await.len();
    bench.hears("dm:Ana", "Ana", "need: a tent").await;
    let told = bench.texts_in("dm:Ana").await;
    assert!(told[before].contains("Which group"), "{told:?}");
}

#[tokio::test]
async fn what_waits_is_there_after_a_restart_and_counts_once() {
    let mut bench = known_to_both().await;
    bench.hears("dm:Ana", "Ana", "need: a ladder").await;
    assert!(bench.journal.holds("need: a ladder").await, "it is kept");
    bench
        .world
        .script_faults(|faults| faults.redeliver_all_on_restart = true);
    bench.restart().await;
    bench.settle().await;
    assert_eq!(bench.bot_in("dm:Ana").await.len(), 1, "asked once");
    bench.hears("dm:Ana", "Ana", "2").await;
    bench
        .world
        .script_faults(|faults| faults.redeliver_all_on_restart = true);
    bench.restart().await;
    bench.settle().await;
    assert_eq!(posted(&bench).await.1.len(), 1);
    assert_eq!(bench.board().await.len(), 3);
    assert!(
        !bench.journal.holds("need: a ladder").await,
        "it is kept twice"
    );
}

#[tokio::test]
async fn commits_that_fail_on_the_way_lose_nothing_and_say_nothing_twice() {
    for fails in 1..6 {
        let bench = known_to_both().await;
        bench
            .world
            .script_faults(|faults| faults.redeliver_batches = 1_000);
        bench.journal.fail_next(fails);
        bench.says("dm:Ana", "Ana", "need: a ladder").await;
        bench.settle().await;
        bench.journal.fail_next(fails);
        bench.says("dm:Ana", "Ana", "1").await;
        bench.settle().await;
        let (elm, riverside) = posted(&bench).await;
        assert_eq!((elm.len(), riverside.len()), (1, 0), "{fails} failed");
        let told = bench.texts_in("dm:Ana").await;
        assert_eq!(told.len(), 3, "question, thanks, acknowledgement: {told:?}");
    }
}

#[tokio::test]
async fn who_does_not_answer_is_told_that_it_is_gone() {
    let bench = known_to_both().await;
    bench.hears("dm:Ana", "Ana", "need: a ladder").await;
    bench.pass(25 * HOUR).await;
    bench.settle().await;
    assert!(!bench.journal.holds("ladder").await, "it is still kept");
    let told = bench.texts_in("dm:Ana").await;
    assert!(told[1].contains("let go"), "{told:?}");
}

#[tokio::test]
async fn a_stranger_is_told_once_a_day_how_to_reach_a_group() {
    let bench = two().await;
    for text in ["need: a ladder", "hello?", "is anybody there?"] {
        bench.says("dm:Zoe", "Zoe", text).await;
    }
    bench.settle().await;
    let told = bench.texts_in("dm:Zoe").await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("help"), "{}", told[0]);
    assert!(
        !told[0].contains("Elm") && !told[0].contains("Riverside"),
        "a stranger need not know whom there is"
    );
    assert!(bench.board().await.is_empty());
    bench.pass(25 * HOUR).await;
    bench.settle().await;
    assert!(!bench.journal.holds("Zoe").await, "nothing of them stays");
    bench.hears("dm:Zoe", "Zoe", "hello?").await;
    assert_eq!(bench.bot_in("dm:Zoe").await.len(), 2);
    // And it is true.
    bench.hears("signal", "Zoe", "help").await;
    bench.hears("dm:Zoe", "Zoe", "need: a ladder").await;
    assert_eq!(bench.board_of("elm").await.len(), 1);
}

#[tokio::test]
async fn the_echo_of_a_private_message_heals_a_lost_receipt() {
    let bench = known_to_both().await;
    bench
        .world
        .script_faults(|faults| faults.lose_receipts = 10);
    bench.hears("dm:Ana", "Ana", "need: a ladder").await;
    bench.world.script_faults(|faults| faults.lose_receipts = 0);
    // The private acknowledgement of a private post is a notice: its echo is its receipt.
    bench.says("dm:Ana", "Ana", "2").await;
    bench
        .world
        .script_faults(|faults| faults.lose_receipts = 10);
    bench.settle().await;
    let mut told = bench.bot_in("dm:Ana").await.into_iter();
    let post = told.rfind(|it| it.text.contains("📌")).unwrap();
    bench.world.script_faults(|faults| faults.lose_receipts = 0);
    bench
        .world
        .react(
            post.id.parse().unwrap(),
            "Ana".parse().unwrap(),
            "❌".parse().unwrap(),
            wegotus_chat::ReactionChange::Added,
        )
        .await
        .unwrap();
    bench.settle().await;
    let board = bench.board().await;
    assert_eq!(board.last().unwrap().1, wegotus::board::Status::Withdrawn);
}
