//! What is passed on is kept while it waits and no longer, whatever people do.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use wegotus::board::{Board, ContentId, Keep, RelayId};

use crate::history::{History, cases, moves};

/// Every letter that may still be told, as the board is written: whatever carries one carries it by this name.
fn waiting(board: &Board) -> BTreeSet<RelayId> {
    fn look(value: &Value, found: &mut BTreeSet<RelayId>) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_u64() {
                        Some(number) if name == "relay" => {
                            found.insert(RelayId(u32::try_from(number).unwrap()));
                        }
                        _ => look(value, found),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|it| look(it, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    look(&serde_json::to_value(board).unwrap(), &mut found);
    found
}

fn kept_letters_wait(
    mut history: History,
    moves: &[crate::history::Move],
) -> Result<(), TestCaseError> {
    let mut kept = BTreeSet::new();
    let mut from = 0;
    for it in moves {
        history.play(it);
        for keep in history.steps[from..].iter().flat_map(|step| &step.keeps) {
            match keep {
                Keep::Put(ContentId::Relay(relay), _) => drop(kept.insert(*relay)),
                Keep::Erase(ContentId::Relay(relay)) => drop(kept.remove(relay)),
                _ => {}
            }
        }
        from = history.steps.len();
        if kept.is_empty() {
            continue;
        }
        let waiting = waiting(&history.board);
        prop_assert!(
            kept.is_subset(&waiting),
            "{kept:?} is kept, {waiting:?} waits"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn words_are_kept_while_they_wait_and_no_longer(moves in moves(120)) {
        kept_letters_wait(History::default(), &moves)?;
    }

    #[test]
    fn words_are_kept_while_they_wait_and_no_longer_where_there_is_an_organizer(moves in moves(120)) {
        kept_letters_wait(History::organized(), &moves)?;
    }
}
