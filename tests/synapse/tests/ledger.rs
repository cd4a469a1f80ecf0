//! The ledger that the tests by the hundred trust.

use wegotus_script::Seen;
use wegotus_synapse::{Count, Ledger};

fn answer(to: &str, text: &str) -> Seen {
    Seen {
        id: format!("answer to {to}"),
        sender: "bot".into(),
        is_bot: true,
        text: text.into(),
        reply_to: Some(to.into()),
        edited: false,
        deleted: false,
        reactions: Vec::new(),
    }
}

#[test]
fn it_sees_what_is_lost_and_what_is_repeated() {
    let mut ledger = Ledger::default();
    for nth in 1..=3 {
        ledger.need(nth, format!("need {nth}"));
    }
    ledger.claim("claim 1".into());
    let first = answer(
        "need 1",
        "📌 Need #1 · a lamp for the hall, mark k1x. Reply \"claim\".",
    );
    let second = answer("need 2", "📌 Need #2 · a lamp for the hall, mark k2x.");
    let third = answer("need 3", "📌 Need #3 · a lamp for the hall, mark k3x.");
    let claimed = answer("claim 1", "Ben has #1.");

    let all = [
        first.clone(),
        second.clone(),
        third.clone(),
        claimed.clone(),
    ];
    assert!(ledger.balance(&all).exact());
    let balance = ledger.balance(&[first.clone(), first.clone(), third]);
    assert_eq!(
        balance.needs,
        Count {
            all: 3,
            lost: 1,
            repeated: 1
        }
    );
    assert_eq!(
        balance.by_text,
        Count {
            all: 3,
            lost: 1,
            repeated: 1
        }
    );
    assert_eq!(
        balance.claims,
        Count {
            all: 1,
            lost: 1,
            repeated: 0
        }
    );
    assert!(!balance.nothing_lost());
    let same_number = answer("need 3", "Need #2 · a lamp for the hall, mark k3x");
    assert!(
        !ledger
            .balance(&[first, second, same_number, claimed])
            .exact()
    );
}
