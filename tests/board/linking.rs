//! Accounts that became one person: nothing is left of the other but whose it is.

use proptest::prelude::*;
use wegotus::board::{Board, Fact, LinkFact, PersonId};

use crate::history::{History, cases, moves};

/// Whether a board tells of an account anywhere but where it says whose it is.
fn tells_of(board: &Board, account: PersonId) -> bool {
    let mut board = serde_json::to_value(board).unwrap();
    board.as_object_mut().unwrap().remove("links");
    board.to_string().contains(&account.to_string())
}

fn an_account_is_its_person(
    mut history: History,
    moves: &[crate::history::Move],
) -> Result<(), TestCaseError> {
    for it in moves {
        history.play(it);
        for account in (0..5).map(|who| PersonId([who; 16])) {
            let person = history.board.who(account);
            prop_assert_eq!(
                history.board.who(person),
                person,
                "who somebody is, is one step away"
            );
        }
    }
    history.deliver_everything();
    for account in (0..5).map(|who| PersonId([who; 16])) {
        if history.board.who(account) != account {
            let left = tells_of(&history.board, account);
            prop_assert!(
                !left,
                "{account}: {}",
                serde_json::to_string_pretty(&history.board).unwrap()
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn of_an_account_nothing_is_left_but_whose_it_is(moves in moves(120)) {
        an_account_is_its_person(History::default(), &moves)?;
    }

    #[test]
    fn of_an_account_nothing_is_left_but_whose_it_is_where_there_is_an_organizer(moves in moves(120)) {
        an_account_is_its_person(History::organized(), &moves)?;
    }

    /// A code links once, and only somebody it was not given to, who is no organizer unless its owner is.
    #[test]
    fn nobody_becomes_an_organizer_by_a_code(moves in moves(160)) {
        let mut history = History::organized();
        let organizer = PersonId([4; 16]);
        for it in moves {
            let before = history.steps.len();
            history.play(&it);
            for fact in history.steps[before..].iter().flat_map(|step| &step.facts) {
                if let Fact::Links(LinkFact::Linked { account, person }) = fact {
                    prop_assert!(account != person);
                    prop_assert!(*account != organizer, "an organizer became somebody else");
                }
            }
        }
    }
}
