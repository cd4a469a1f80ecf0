//! What must always hold of posts that come round.

use jiff::civil::DateTime;
use proptest::prelude::*;
use wegotus::board::{Board, Fact, Kind, Policy, RoundFact, Shape, Status};
use wegotus::parser::{Details, Precision, Repeats, When};
use wegotus_chat::Timestamp;

use crate::history::{History, cases, moves};

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_turn_is_later_than_the_last_and_nobodys_yet(moves in moves(160)) {
        let mut history = History::default();
        let mut board = Board::default();
        let mut seen = 0;
        for it in &moves {
            history.play(it);
            for step in &history.steps[seen..] {
                for fact in &step.facts {
                    let Fact::Round(RoundFact::Turned { no, when, turn, .. }) = fact else { continue };
                    let before = board.post(*no).unwrap();
                    // What was held until its turn was over goes up in the next one, in the same step.
                    let put_up = step.facts.contains(&Fact::Shown { no: *no });
                    let on = before.is_live() || before.rests() || put_up;
                    prop_assert!(on, "{no} is {:?} and comes round", before.status());
                    let (Some(last), Some(next)) = (before.shape.when, *when) else {
                        panic!("{no} lost its day")
                    };
                    prop_assert!(next.at > last.at, "{no} goes back");
                    prop_assert!(next.at > history.now, "{no} is in the past");
                    prop_assert!(turn.over > history.now);
                }
                board.fold(step);
                for fact in &step.facts {
                    let Fact::Round(RoundFact::Turned { no, .. }) = fact else { continue };
                    let post = board.post(*no).unwrap();
                    prop_assert!(post.claims.is_empty() && post.backups.is_empty());
                    prop_assert_eq!(post.status(), Status::Open);
                }
            }
            seen = history.steps.len();
        }
    }

    #[test]
    fn what_rests_keeps_its_words_and_comes_again(moves in moves(160)) {
        let mut history = History::default();
        for it in &moves {
            history.play(it);
            for (no, post) in history.board.posts().filter(|(_, post)| post.rests()) {
                prop_assert!(post.erase.is_none() && !post.erased, "{no} loses its words");
                let due = wegotus::board::next_due(&history.board);
                let comes = post.comes().unwrap();
                prop_assert!(history.board.is_paused() || due.is_some_and(|due| due <= comes.at));
            }
        }
    }
}

/// The hour on the wall stays what it was said to be, also where a change of the clock moved or doubled one of them.
#[test]
fn the_hour_is_the_same_after_the_clock_changed() {
    let zone = jiff::tz::TimeZone::get("Europe/Madrid").unwrap();
    let policy = Policy {
        zone: zone.clone(),
        ..Policy::default()
    };
    let at = |text: &str| -> Timestamp {
        let local: DateTime = text.parse().unwrap();
        local.to_zoned(zone.clone()).unwrap().timestamp().into()
    };
    for (repeats, turns) in [
        // Tuesdays at noon, over the end of March and of October.
        (
            Repeats::new(2, 1, Some(720)),
            &["2031-03-25T12:00", "2031-04-01T12:00", "2031-04-08T12:00"][..],
        ),
        (
            Repeats::new(2, 1, Some(720)),
            &["2031-10-21T12:00", "2031-10-28T12:00"][..],
        ),
        // Daily at half past two: there is no such hour on the 30th of March, and there are two on the 26th of October.
        (
            Repeats::new(0x7f, 1, Some(150)),
            &["2031-03-29T02:30", "2031-03-30T03:30", "2031-03-31T02:30"][..],
        ),
        (
            Repeats::new(0x7f, 1, Some(150)),
            &["2031-10-25T02:30", "2031-10-26T02:30", "2031-10-27T02:30"][..],
        ),
        (
            Repeats::new(1 << 4, 2, Some(1020)),
            &["2031-03-21T17:00", "2031-04-04T17:00", "2031-04-18T17:00"][..],
        ),
    ] {
        let mut now = at(turns[0]);
        let details = Details {
            when: Some(When {
                at: now,
                precision: Precision::Time,
            }),
            repeats: Some(repeats),
            ..Details::default()
        };
        let mut shape = Shape::of(Kind::Need, &details, None);
        let mut round = policy.turn(&shape, now).unwrap();
        for expected in &turns[1..] {
            let next = policy.next_turn(&shape, &round, now).unwrap();
            assert_eq!(next.at, at(expected), "{repeats}");
            now = next.at;
            shape = policy.turned(&shape, next, now);
            round = policy.turn(&shape, now).unwrap();
        }
    }
}

/// After months without the machine the next turn is the one ahead, in the same week of the two.
#[test]
fn what_was_missed_is_skipped() {
    let policy = Policy::default();
    let at = |text: &str| -> Timestamp { text.parse::<jiff::Timestamp>().unwrap().into() };
    let friday = at("2031-03-07T17:00Z");
    let details = Details {
        when: Some(When {
            at: friday,
            precision: Precision::Time,
        }),
        repeats: Some(Repeats::new(1 << 4, 2, Some(1020))),
        ..Details::default()
    };
    let shape = Shape::of(Kind::Need, &details, None);
    let round = policy.turn(&shape, friday).unwrap();
    let next = |now| policy.next_turn(&shape, &round, at(now)).unwrap().at;
    assert_eq!(next("2031-03-07T18:00Z"), at("2031-03-21T17:00Z"));
    assert_eq!(next("2031-08-01T12:00Z"), at("2031-08-08T17:00Z"));
    assert_eq!(next("2031-08-08T17:00Z"), at("2031-08-22T17:00Z"));
}
