//! However the bot dies, while people go on writing in WhatsApp groups: every need is posted once and shown once, every
//! claim is answered once.

use std::sync::Arc;
use std::time::Duration;

use wegotus_script::{Handle, Place, Seen, Stage as _};

use crate::street::Street;

const KILLS: usize = 12;
const NEEDS: usize = 30;
/// Every so manyth need is claimed by a neighbour at once.
const CLAIM_EVERY: usize = 3;

/// A word that no other need has, and that reads as no quantity.
fn mark(nth: usize) -> String {
    let letters = nth
        .to_string()
        .bytes()
        .map(|it| char::from(it - b'0' + b'k'))
        .collect::<String>();
    format!("zq{letters}")
}

async fn a_moment(most: u64) {
    tokio::time::sleep(Duration::from_millis(rand::random_range(0..most))).await;
}

/// Ana asks and Ben claims, whether the bot is there or not; gives what they wrote.
async fn write(street: Arc<Street>, room: Place) -> (Vec<Handle>, Vec<Handle>) {
    let (mut needs, mut claims) = (Vec::new(), Vec::new());
    for nth in 0..NEEDS {
        let words = format!("need: a lamp for the hall, mark {}", mark(nth));
        let need = street.say(&room, "Ana", &words, None).await.unwrap();
        if nth % CLAIM_EVERY == 0 {
            let claim = street.say(&room, "Ben", "claim", Some(&need)).await;
            claims.push(claim.unwrap());
        }
        needs.push(need);
        a_moment(1200).await;
    }
    (needs, claims)
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_random_instants() {
    let street = Arc::new(Street::open().await.unwrap());
    let (here, there) = (
        Place::Room("signal".to_owned()),
        Place::Room("matrix".to_owned()),
    );
    let writing = tokio::spawn(write(street.clone(), here.clone()));
    for _ in 0..KILLS {
        a_moment(2500).await;
        street.restart().await.unwrap();
    }
    let (needs, claims) = writing.await.unwrap();
    street.settle().await.unwrap();

    let all = street.messages(&here).await.unwrap();
    let answers = |to: &Handle| {
        let answers = |seen: &&Seen| seen.is_bot && seen.reply_to.as_ref() == Some(&to.id);
        all.iter().filter(answers).count()
    };
    for (what, asked) in [("need", &needs), ("claim", &claims)] {
        let times: Vec<usize> = asked.iter().map(answers).collect();
        assert!(
            times.iter().all(|it| *it == 1),
            "answers to each {what}: {times:?}"
        );
    }
    let shown = street.messages(&there).await.unwrap();
    let times: Vec<usize> = (0..NEEDS)
        .map(|nth| {
            let mark = mark(nth);
            let words = |seen: &Seen| {
                seen.text
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|it| it == mark)
            };
            shown.iter().filter(|it| it.is_bot && words(it)).count()
        })
        .collect();
    assert!(
        times.iter().all(|it| *it == 1),
        "notices of each need: {times:?}"
    );
}
