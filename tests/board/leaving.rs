//! Whoever does not want to be read is left alone, whoever wants to be forgotten is, and everybody is in time.

use proptest::prelude::*;
use wegotus::board::{Fact, PersonId};

use crate::history::{History, Move, cases, moves};

/// Whether a board tells of somebody anywhere but among those it does not read.
fn tells_of(history: &History, person: PersonId) -> bool {
    let mut board = serde_json::to_value(&history.board).unwrap();
    if let Some(board) = board.as_object_mut() {
        board.remove("ignored");
        // A block is a number without a name.
        if let Some(organizers) = board
            .get_mut("organizers")
            .and_then(serde_json::Value::as_object_mut)
        {
            organizers.remove("blocked");
        }
        // Whom somebody must never meet again is kept for the other's sake.
        if let Some(care) = board
            .get_mut("care")
            .and_then(serde_json::Value::as_object_mut)
        {
            care.remove("apart");
        }
    }
    board.to_string().contains(&person.to_string())
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn nobody_is_asked_anything_who_does_not_want_to_be_read(moves in moves(150)) {
        let mut history = History::default();
        for it in moves {
            let before = history.steps.len();
            let ignored: Vec<PersonId> = (0..5)
                .map(|who| PersonId([who; 16]))
                .filter(|person| history.board.is_ignored(*person))
                .collect();
            history.play(&it);
            for fact in history.steps[before..].iter().flat_map(|step| &step.facts) {
                if let Fact::Asked { person, .. } = fact {
                    prop_assert!(!ignored.contains(person), "{:?} was asked", person);
                }
            }
        }
    }

    #[test]
    fn nothing_comes_of_what_somebody_says_who_is_not_read(moves in moves(150), who in 0..5_u8) {
        let mut history = History::default();
        let person = PersonId([who; 16]);
        history.play(&Move::Leave { who, room: 0, what: 0, private: false });
        for it in moves {
            let theirs = match &it {
                Move::Post { who: it, private: false, .. } | Move::Doubt { who: it, .. } => *it % 5 == who,
                _ => false,
            };
            let before = history.steps.len();
            let silent = theirs && history.board.is_ignored(person);
            history.play(&it);
            if silent {
                prop_assert!(history.steps[before..].iter().all(wegotus::board::Step::is_empty));
            }
        }
    }

    #[test]
    fn of_whoever_is_forgotten_nothing_stays(moves in moves(150), who in 0..5_u8, private: bool) {
        let mut history = History::default();
        history.play_all(&moves);
        for _ in 0..2 {
            history.play(&Move::Leave { who, room: 1, what: 2, private });
        }
        let person = PersonId([who; 16]);
        if history.board.person(person).is_some() {
            // They had asked just before the first of the two, so the second asked anew.
            history.play(&Move::Leave { who, room: 1, what: 2, private });
        }
        history.deliver_everything();
        history.play(&Move::Send { fails: false });
        prop_assert!(!tells_of(&history, person), "{}", serde_json::to_string_pretty(&history.board).unwrap());
    }

    #[test]
    fn who_is_forgotten_and_cannot_be_told_is_forgotten_all_the_same(moves in moves(100), who in 0..5_u8) {
        let mut history = History::default();
        history.play_all(&moves);
        for _ in 0..2 {
            history.play(&Move::Leave { who, room: 1, what: 2, private: true });
        }
        let person = PersonId([who; 16]);
        if history.board.person(person).is_some() {
            history.play(&Move::Leave { who, room: 1, what: 2, private: true });
        }
        history.play(&Move::Pass(3601));
        prop_assert!(!tells_of(&history, person), "{}", serde_json::to_string_pretty(&history.board).unwrap());
    }

    #[test]
    fn in_time_only_counts_remain(moves in moves(100)) {
        let mut history = History::default();
        history.play_all(&moves);
        // While the bot is paused nothing runs out.
        history.play(&Move::Organize { what: 6, post: 0, whom: 0 });
        let posts = history.board.posts().count();
        for _ in 0..40 {
            history.deliver_everything();
            // At another hour each time, for at some the bot asks nothing.
            history.play(&Move::Pass(71 * 3600));
        }
        history.deliver_everything();
        history.play(&Move::Pass(31 * 24 * 3600));
        prop_assert_eq!(history.board.posts().count(), posts);
        for who in 0..5 {
            let person = PersonId([who; 16]);
            // Whoever is blocked may be unblocked by their name, and accounts stay one person's.
            let held = history.board.is_blocked(person) || history.board.is_linked(person);
            let told = tells_of(&history, person) && !held;
            prop_assert!(!told, "{}", serde_json::to_string_pretty(&history.board).unwrap());
        }
    }
}
