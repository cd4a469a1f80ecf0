//! The engine on the sandbox's rooms, with what can go wrong scripted: nothing is lost, nothing said twice.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bench;
mod calls;
mod codes;
mod copies;
mod corrections;
mod early;
mod groups;
mod leaving;
mod letters;
mod scripted;
mod trouble;

use std::collections::BTreeMap;

use bench::{Bench, Heard};
use proptest::prelude::*;
use wegotus::board::Status;
use wegotus_chat::SendError;

#[tokio::test]
async fn a_need_becomes_a_post_and_one_of_two_has_it() {
    let bench = Bench::new().await;
    let need = bench.hears("signal", "Ana", "need: diapers size 4").await;
    let notice = bench.bot_in("matrix").await.pop().unwrap();
    assert!(notice.text.contains("#1"), "{}", notice.text);
    bench.replies("matrix", "Ben", "claim", &notice.id).await;
    bench.replies("signal", "Cleo", "claim", &need).await;
    bench.settle().await;
    let told: Vec<String> = bench
        .bot_in("signal")
        .await
        .into_iter()
        .map(|it| it.text)
        .collect();
    assert!(
        told.iter().any(|text| text.contains("already has #1")),
        "{told:?}"
    );
    let board = bench.board().await;
    assert_eq!(board, [(1, Status::Claimed, vec!["Ben".to_owned()])]);
}

#[tokio::test]
async fn events_handed_over_twice_count_once() {
    let bench = Bench::new().await;
    bench
        .world
        .script_faults(|faults| faults.redeliver_batches = 10);
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    bench.hears("matrix", "Ben", "claim 1").await;
    assert_eq!(bench.board().await.len(), 1);
    assert_eq!(bench.bot_in("signal").await.len(), 1, "one acknowledgement");
    assert_eq!(
        bench.bot_in("matrix").await.len(),
        2,
        "one notice, one answer"
    );
    assert_eq!(bench.bot_in("dm:Ana").await.len(), 1, "one introduction");
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_away_is_heard() {
    let bench = Bench::new().await;
    bench
        .world
        .script_faults(|faults| faults.hold_delivery = true);
    for thing in ["a cot", "a drill", "rice", "a ride", "company", "milk"] {
        bench.says("signal", "Ana", &format!("need: {thing}")).await;
    }
    bench
        .world
        .script_faults(|faults| faults.hold_delivery = false);
    bench.settle().await;
    assert_eq!(bench.board().await.len(), 6);
    assert_eq!(
        bench.bot_in("signal").await.len(),
        6,
        "each is acknowledged"
    );
    let shown = bench.bot_in("matrix").await;
    assert_eq!(shown.len(), 1, "many posts at once are one notice");
    assert!(shown[0].text.contains("#6"), "{}", shown[0].text);
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_and_says_it_once() {
    let bench = Bench::new().await;
    bench.world.script_faults(|faults| {
        faults.fail_next_sends.extend([
            SendError::Offline,
            SendError::Retry {
                after: std::time::Duration::from_millis(1),
            },
            SendError::Offline,
        ]);
    });
    bench.says("signal", "Ana", "need: diapers size 4").await;
    bench.settle_over_time().await;
    assert_eq!(bench.bot_in("signal").await.len(), 1);
    assert_eq!(bench.bot_in("matrix").await.len(), 1);
}

#[tokio::test]
async fn a_lost_receipt_is_healed_by_the_echo_and_a_claim_on_it_counts() {
    let bench = Bench::new().await;
    bench.world.script_faults(|faults| faults.lose_receipts = 3);
    bench.hears("signal", "Ana", "need: diapers size 4").await;
    let notices = bench.bot_in("matrix").await;
    assert_eq!(notices.len(), 1, "it is not said again");
    bench
        .replies("matrix", "Ben", "claim", &notices[0].id)
        .await;
    bench.settle().await;
    assert_eq!(
        bench.board().await,
        [(1, Status::Claimed, vec!["Ben".to_owned()])]
    );
}

#[tokio::test]
async fn a_commit_that_fails_loses_nothing() {
    let bench = Bench::new().await;
    bench.journal.fail_next(3);
    bench.with_a_claim().await;
    assert_eq!(
        bench.board().await,
        [(1, Status::Claimed, vec!["Ben".to_owned()])]
    );
    assert_eq!(bench.bot_in("signal").await.len(), 1);
}

#[tokio::test]
async fn everything_goes_on_after_a_restart() {
    let mut bench = Bench::new().await;
    bench.with_a_claim().await;
    bench.restart().await;
    bench.hears("dm:Ana", "Ana", "third door on the left").await;
    let told = bench.bot_in("dm:Ben").await.pop().unwrap();
    assert!(
        told.text.contains("third door on the left"),
        "{}",
        told.text
    );
    bench.hears("dm:Ben", "Ben", "done").await;
    assert_eq!(
        bench.board().await,
        [(1, Status::Done, vec!["Ben".to_owned()])]
    );
}

#[tokio::test]
async fn what_is_passed_on_is_not_kept() {
    let bench = Bench::new().await;
    bench.with_a_claim().await;
    bench
        .hears("dm:Ana", "Ana", "the key is under the blue pot")
        .await;
    assert!(
        bench
            .bot_in("dm:Ben")
            .await
            .pop()
            .unwrap()
            .text
            .contains("blue pot")
    );
    assert!(
        !bench.journal.holds("blue pot").await,
        "the relay is still in the vault"
    );
    assert!(
        bench.journal.holds("diapers size 4").await,
        "the post is not where it is looked for"
    );
}

#[tokio::test]
async fn need_said_to_a_relatives_message_puts_that_on_the_board() {
    let bench = Bench::new().await;
    let message = bench
        .says("signal", "Ana", "grandma's wheelchair ramp broke again")
        .await;
    bench.replies("signal", "Ben", "need", &message).await;
    bench.settle().await;
    assert_eq!(bench.board().await.len(), 1);
    let shown = bench.bot_in("matrix").await.pop().unwrap();
    assert!(shown.text.contains("wheelchair ramp"), "{}", shown.text);
}

#[tokio::test]
async fn a_nudge_waits_for_morning_and_is_said_once_after_downtime() {
    let bench = Bench::new().await;
    bench.says("signal", "Ana", "need: diapers size 4").await;
    bench.hears("signal", "Ben", "need: a cot").await;
    bench
        .pass(std::time::Duration::from_secs(6 * 24 * 3600))
        .await;
    bench.settle().await;
    let nudges: Vec<Heard> = bench.bot_in("matrix").await.into_iter().skip(2).collect();
    assert_eq!(
        nudges.len(),
        1,
        "{:?}",
        nudges.iter().map(|it| &it.text).collect::<Vec<_>>()
    );
    assert!(
        nudges[0].text.contains("#1") && nudges[0].text.contains("#2"),
        "{}",
        nudges[0].text
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The same chat, handed over neatly or with everything repeated and commits failing, is the same board.
    #[test]
    fn however_events_arrive_the_board_is_the_same(lines in prop::collection::vec(0..12_usize, 1..25), fails in 0..4_u32) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (neat, rough) = runtime.block_on(async {
            let neat = Bench::new().await;
            let rough = Bench::new().await;
            rough.world.script_faults(|faults| faults.redeliver_batches = 1_000);
            rough.journal.fail_next(fails);
            for bench in [&neat, &rough] {
                for line in &lines {
                    chat(bench, *line).await;
                }
                bench.settle().await;
            }
            ((neat.board().await, said(&neat).await), (rough.board().await, said(&rough).await))
        });
        prop_assert_eq!(neat, rough);
    }
}

async fn chat(bench: &Bench, line: usize) {
    let (room, person, text) = [
        ("signal", "Ana", "need: diapers size 4"),
        ("matrix", "Ben", "need: 2 people to move a couch"),
        ("whatsapp", "Cleo", "offer: soup on friday"),
        ("signal", "Ben", "claim 1"),
        ("matrix", "Cleo", "claim 1"),
        ("whatsapp", "Ana", "claim 2"),
        ("whatsapp", "Cleo", "claim 2"),
        ("signal", "Cleo", "backup 1"),
        ("signal", "Ben", "release 1"),
        ("matrix", "Ben", "done 1"),
        ("signal", "Ana", "withdraw 1"),
        ("matrix", "Dalia", "what a sunset"),
    ][line];
    bench.says(room, person, text).await;
}

/// What the bot said where, without the order in which the places were served.
async fn said(bench: &Bench) -> BTreeMap<&'static str, Vec<String>> {
    let mut said = BTreeMap::new();
    for room in [
        "signal", "matrix", "whatsapp", "dm:Ana", "dm:Ben", "dm:Cleo",
    ] {
        let mut texts: Vec<String> = bench
            .bot_in(room)
            .await
            .into_iter()
            .map(|it| it.text)
            .collect();
        texts.sort_unstable();
        said.insert(room, texts);
    }
    said
}

/// Ana's #1 is over with Ben and her #2 is open with Cleo; gives what Ben last wrote to her.
async fn one_over_one_open(bench: &Bench) -> String {
    bench.with_two_claims().await;
    bench.hears("dm:Ben", "Ben", "I can come at five").await;
    let word = bench.bot_in("dm:Ana").await.pop().unwrap();
    assert!(word.text.contains("come at five"), "{}", word.text);
    bench.hears("dm:Ben", "Ben", "release 1").await;
    word.id
}

#[tokio::test]
async fn an_answer_to_a_conversation_that_is_over_goes_to_nobody_else() {
    let bench = Bench::new().await;
    let word = one_over_one_open(&bench).await;
    for text in [
        "the door code is 4711",
        "share",
        "stop",
        "never mind, found one",
    ] {
        bench.replies("dm:Ana", "Ana", text, &word).await;
    }
    bench
        .hears("dm:Ana", "Ana", "#1 the door code is 4711")
        .await;
    for heard in bench.bot_in("dm:Cleo").await {
        assert!(
            !heard.text.contains("4711") && !heard.text.contains("contact"),
            "{}",
            heard.text
        );
    }
    let open: Vec<_> = bench
        .board()
        .await
        .into_iter()
        .filter(|(no, ..)| *no == 2)
        .collect();
    assert_eq!(open, [(2, Status::Claimed, vec!["Cleo".to_owned()])]);
    bench.hears("dm:Ana", "Ana", "still here?").await;
    assert!(
        bench
            .bot_in("dm:Cleo")
            .await
            .pop()
            .unwrap()
            .text
            .contains("still here?")
    );
}

#[tokio::test]
async fn a_private_answer_is_never_put_on_the_board() {
    let bench = Bench::new().await;
    let word = one_over_one_open(&bench).await;
    bench.hears("dm:Cleo", "Cleo", "release 2").await;
    let text = "I still need a ride to the clinic on Tuesday please, my test results came";
    bench.replies("dm:Ana", "Ana", text, &word).await;
    bench.settle().await;
    assert_eq!(bench.board().await.len(), 2);
}

#[tokio::test]
async fn no_to_a_neighbour_takes_nothing_off() {
    let bench = Bench::new().await;
    let need = bench.says("signal", "Ana", "need: diapers").await;
    let claim = bench
        .replies("signal", "Ben", "claim. Do you want size 5 too?", &need)
        .await;
    bench.settle().await;
    bench.replies("signal", "Ana", "no", &claim).await;
    bench.settle().await;
    assert_eq!(bench.board().await[0].1, Status::Claimed);
}

#[tokio::test]
async fn a_bare_number_is_for_the_neighbour_one_talks_with() {
    let bench = Bench::new().await;
    bench.with_two_claims().await;
    bench.hears("dm:Ben", "Ben", "done 1").await;
    bench.hears("dm:Cleo", "Cleo", "how many bags?").await;
    let asked = bench.bot_in("dm:Ana").await.pop().unwrap();
    bench.replies("dm:Ana", "Ana", "3", &asked.id).await;
    bench.settle().await;
    assert_eq!(bench.board().await[0].1, Status::Done, "#1 is as it was");
    assert!(
        bench
            .bot_in("dm:Cleo")
            .await
            .pop()
            .unwrap()
            .text
            .ends_with('3')
    );
}

#[tokio::test]
async fn those_next_in_line_move_up_one_by_one() {
    let bench = Bench::new().await;
    bench
        .says("signal", "Ana", "need: 2 people to carry a couch")
        .await;
    bench.hears("matrix", "Ben", "claim 1").await;
    bench.says("matrix", "Cleo", "claim 1").await;
    bench.hears("matrix", "Dalia", "backup 1").await;
    bench.hears("matrix", "Ben", "release 1").await;
    let expected = vec!["Cleo".to_owned(), "Dalia".to_owned()];
    assert_eq!(bench.board().await, [(1, Status::Claimed, expected)]);
}
