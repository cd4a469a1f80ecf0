//! Answers that wait for what they answer: what is kept is what waits, for its time and within bounds.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;
use wegotus::board::{Ahead, Content, ContentId, Input, Keep, MsgId, PersonId, RoomId};
use wegotus_chat::Text;

use crate::history::{History, cases};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn claims(room: RoomId) -> Ahead {
    Ahead::Waits {
        room,
        msg: None,
        kept: Content::Relay(Text::default()),
        vanishes: None,
    }
}

fn person(who: u8) -> PersonId {
    PersonId([who; 16])
}

fn message(to: u8) -> MsgId {
    MsgId([to; 16])
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn what_is_kept_is_what_waits(moves in prop::collection::vec((1..60_u8, 1..9_u8, any::<bool>(), 0..40_u32), 1..400)) {
        let mut history = History::default();
        let room = RoomId([200; 16]);
        let mut kept = BTreeSet::new();
        let mut from = 0;
        for (who, to, waits, minutes) in moves {
            history.now = history.now.plus(Duration::from_secs(u64::from(minutes) * 60));
            history.input(Input::Tick);
            let ahead = if waits { claims(room) } else { Ahead::Over };
            let (by, to) = (person(who), message(to));
            history.input(Input::Ahead { by, to, ahead });
            for keep in history.steps[from..].iter().flat_map(|step| &step.keeps) {
                match keep {
                    Keep::Put(ContentId::Early(by, to), _) => drop(kept.insert((*by, *to))),
                    Keep::Erase(ContentId::Early(by, to)) => drop(kept.remove(&(*by, *to))),
                    _ => {}
                }
            }
            from = history.steps.len();
            let waiting: BTreeSet<_> = (1..9).map(message)
                .flat_map(|to| history.board.early_to(to).map(|it| (it.by, it.to)))
                .collect();
            prop_assert_eq!(&kept, &waiting);
            for who in 1..60 {
                let theirs = waiting.iter().filter(|(by, _)| *by == person(who)).count();
                prop_assert!(theirs <= 5, "{} wait for one person", theirs);
            }
            prop_assert!(waiting.len() <= 200);
        }
        history.now = history.now.plus(DAY);
        history.input(Input::Tick);
        for to in (1..9).map(message) {
            prop_assert_eq!(history.board.early_to(to).count(), 0, "it waits for more than a day");
        }
    }
}

#[test]
fn a_network_keeps_two_hundred_and_the_oldest_goes_first() {
    let mut history = History::default();
    let room = RoomId([200; 16]);
    for who in 1..=201 {
        let ahead = claims(room);
        let (by, to) = (person(who), message(1));
        history.input(Input::Ahead { by, to, ahead });
    }
    let waiting: Vec<_> = history.board.early_to(message(1)).map(|it| it.by).collect();
    assert_eq!(waiting.len(), 200);
    assert_eq!((waiting[0], waiting[199]), (person(2), person(201)));
}
