//! Who says that a message was no post is heard, and what misled the bot is counted.

use wegotus::board::{
    Board, Heard, Input, Kind, Mark, MsgId, PersonId, Policy, RoomId, Said, Way, step,
};
use wegotus::parser::{Command, Decision, Details, PhraseId, Reading};
use wegotus_chat::{Text, Timestamp};

use super::bench::Bench;

/// Phrase, times, posts.
async fn corrections(bench: &Bench) -> Vec<(Option<String>, u32, u32)> {
    let all = bench.engine.corrections().await.into_iter();
    let told = |(phrase, it): (_, wegotus::board::Correction)| (phrase, it.times, it.posts);
    all.flat_map(|(_, found)| found).map(told).collect()
}

#[tokio::test]
async fn a_no_counts_against_the_phrase_that_made_the_post() {
    let bench = Bench::new().await;
    let text = "does anyone have a crib, a stroller and diapers for my sister today please";
    for times in 1..=2 {
        bench.says("signal", "Ana", text).await;
        bench.settle().await;
        let acknowledged = bench.bot_in("signal").await.pop().unwrap();
        bench.replies("signal", "Ben", "no", &acknowledged.id).await;
        bench.settle().await;
        let before = times - 1;
        let wanted = (Some("does anyone have".to_owned()), before, times);
        let known = corrections(&bench).await;
        assert!(
            before == 0 && known.is_empty() || known == [wanted],
            "a bystander's no: {known:?}"
        );
        bench.replies("signal", "Ana", "no", &acknowledged.id).await;
        bench.settle().await;
        let wanted = (Some("does anyone have".to_owned()), times, times);
        assert_eq!(corrections(&bench).await, [wanted]);
    }
}

#[tokio::test]
async fn a_marked_post_taken_off_is_no_correction() {
    let bench = Bench::new().await;
    let need = bench.says("signal", "Ana", "need: diapers size 4").await;
    bench.settle().await;
    bench.replies("signal", "Ana", "no", &need).await;
    bench.settle().await;
    assert_eq!(corrections(&bench).await, []);
}

#[test]
fn a_question_refused_by_its_author_counts_too() {
    for by_word in [true, false] {
        let (policy, now) = (Policy::default(), Timestamp(1_000_000));
        let (ana, ben) = (PersonId([1; 16]), PersonId([2; 16]));
        let (room, asked) = (RoomId([3; 16]), MsgId([4; 16]));
        let mut board = Board::default();
        let says = |who, what| {
            Input::Heard(Heard {
                who,
                room,
                way: Way::Room,
                vanishes: None,
                what,
            })
        };
        let message = |msg, reply_to, command, decision| Said::Message {
            msg,
            reply_to,
            reading: Box::new(Reading {
                command,
                kind: (decision == Decision::Ask).then_some(Kind::Need),
                confidence: 0.7,
                decision,
                evidence: Vec::new(),
                details: Details {
                    phrase: Some(PhraseId::WHOLE),
                    ..Details::default()
                },
                signs: wegotus::parser::Signs::default(),
                language: None,
            }),
            text: Text::default(),
            quoted: None,
            attachment: false,
        };
        let refusal = |msg| {
            if by_word {
                message(
                    msg,
                    Some(asked),
                    Some(Command::No { post: None }),
                    Decision::Silent,
                )
            } else {
                Said::React {
                    target: asked,
                    mark: Mark::No,
                }
            }
        };
        let mut hear = |input| {
            let decided = step(&board, input, now, &policy);
            board.fold(&decided);
            let times = board.corrections().first().map_or(0, |it| it.times);
            (times, board.doubt(asked).is_some())
        };
        let doubted = says(ana, message(asked, None, None, Decision::Ask));
        assert_eq!(hear(doubted), (0, true));
        assert_eq!(hear(says(ben, refusal(MsgId([5; 16])))), (0, true));
        assert_eq!(hear(says(ana, refusal(MsgId([6; 16])))), (1, false));
        assert_eq!(hear(says(ana, refusal(MsgId([7; 16])))), (1, false));
    }
}
