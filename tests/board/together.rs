//! What must always hold of posts that may belong together.

use std::collections::BTreeSet;

use proptest::prelude::*;
use wegotus::board::{Fact, PersonId, Saying, To};

use crate::history::{History, cases, moves};

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn only_the_two_ends_are_asked_and_neither_is_shown_who_the_other_is(moves in moves(120)) {
        let mut history = History::default();
        for it in moves {
            history.play(&it);
            for (to, saying) in history.last_said() {
                let sayings = match saying {
                    Saying::Several { sayings } => sayings,
                    one => vec![one],
                };
                for saying in sayings {
                    let (Saying::AskFits { no, with, .. } | Saying::AskSame { no, with }) = saying else {
                        continue;
                    };
                    prop_assert!(saying.people().is_empty(), "{saying:?} names somebody");
                    let author = |no| history.board.post(no).unwrap().source.author;
                    prop_assert_eq!(to, To::Person(author(no)));
                    prop_assert!(author(no) != author(with), "{no} and {with} are one person's");
                }
            }
        }
    }

    #[test]
    fn a_merged_post_has_all_that_was_promised(moves in moves(160)) {
        let mut history = History::default();
        for it in moves {
            let before = history.board.clone();
            let from = history.steps.len();
            history.play(&it);
            let facts = history.steps[from..].iter().flat_map(|step| &step.facts);
            for fact in facts {
                let Fact::Merged { no, into, .. } = fact else { continue };
                let claimants = |board: &wegotus::board::Board, no| {
                    let post = board.post(no).unwrap();
                    post.claims.iter().map(|claim| claim.person).collect::<BTreeSet<PersonId>>()
                };
                let kept = history.board.post(*into).unwrap();
                prop_assert!(kept.is_live() && kept.promised() <= kept.slots());
                let mut expected = claimants(&before, *no);
                expected.extend(claimants(&before, *into));
                expected.remove(&kept.source.author);
                prop_assert_eq!(claimants(&history.board, *into), expected);
                prop_assert!(history.board.post(*no).unwrap().claims.is_empty());
                prop_assert_eq!(history.board.current(*no), *into);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_is_not_for_everybody_is_matched_with_nothing(moves in moves(120)) {
        let mut history = History::organized();
        for it in moves {
            let from = history.steps.len();
            history.play(&it);
            let new: Vec<Fact> = history.steps[from..].iter().flat_map(|step| step.facts.clone()).collect();
            for fact in &new {
                let Fact::Paired { one, other, .. } = fact else { continue };
                for no in [one, other] {
                    let post = history.board.post(*no).unwrap();
                    prop_assert!(!post.shape.sensitive, "{no} is sensitive");
                    prop_assert!(post.is_live(), "{no} is held, hidden or over");
                    prop_assert!(!history.board.stays_home(*no), "{no} stays in its room");
                }
            }
        }
    }
}
