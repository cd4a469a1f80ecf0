//! However the bot dies, while people go on writing in WhatsApp groups: every need is posted once and shown once, every
//! claim is answered once.

#![expect(clippy::unwrap_used, reason = "it is a test, helpers included")]

use std::sync::Arc;
use std::time::Duration;

use wegotus_real_whatsapp::Street;
use wegotus_script::{Handle, Place, Seen, Stage as _};

const KILLS: usize = 10;
const NEEDS: usize = 30;
/// Every so manyth need is claimed by a neighbour at once.
const CLAIM_EVERY: usize = 3;
/// How long the bot may take for all of it, once it is left alone.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(100);

/// A word that no other need has, that reads as no quantity and as nothing in the plural.
fn mark(nth: usize) -> String {
    let digits = nth.to_string();
    let letters = digits
        .bytes()
        .map(|it| char::from(b"bdfgkmptvz"[usize::from(it - b'0')]));
    format!("zq{}", letters.collect::<String>())
}

fn answers(all: &[Seen], to: &Handle) -> usize {
    let answers = |seen: &&Seen| seen.is_bot && seen.reply_to.as_ref() == Some(&to.id);
    all.iter().filter(answers).count()
}

async fn a_moment(most: u64) {
    let moment = Duration::from_millis(rand::random_range(0..most));
    let _over = tokio::time::timeout(moment, std::future::pending::<()>()).await;
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
        a_moment(2000).await;
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
        a_moment(6000).await;
        street.restart().await.unwrap();
    }
    let (needs, claims) = writing.await.unwrap();
    let waits = |all: &[Seen]| {
        let mut asked = needs.iter().chain(&claims);
        asked.any(|it| answers(all, it) == 0)
    };
    let mut looks = tokio::time::interval(LOOK);
    let complete = async {
        while waits(&street.messages(&here).await.unwrap()) {
            looks.tick().await;
        }
    };
    // However it ends: what is missing is told below.
    let _all_or_too_late = tokio::time::timeout(PATIENCE, complete).await;
    street.settle().await.unwrap();

    let all = street.messages(&here).await.unwrap();
    for (what, asked) in [("need", &needs), ("claim", &claims)] {
        let times: Vec<usize> = asked.iter().map(|it| answers(&all, it)).collect();
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
