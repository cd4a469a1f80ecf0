//! The real signal-cli without an account, and with one that its phone unlinked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use serde_json::json;
use wegotus_real_signal::{Bot, Rig, Street};

const LOOK: Duration = Duration::from_millis(200);
/// signal-cli says nothing of it by itself: the bot asks it every five minutes.
const NOTICED: Duration = Duration::from_secs(330);

/// Waits until the bot has said this in its log; what else it said.
async fn said_until(street: &Street, words: &str) -> String {
    let looking = async {
        let mut looks = tokio::time::interval(LOOK);
        loop {
            looks.tick().await;
            let said = street.bot.lock().await.said();
            if said.contains(words) {
                return said;
            }
        }
    };
    tokio::time::timeout(NOTICED, looking).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_how_to_link() {
    let rig = Rig::start().await.unwrap();
    let bot = Bot::new(&rig).unwrap();
    let said = bot.ask(&["doctor"]).unwrap();
    let told = String::from_utf8(said.stdout).unwrap();
    assert!(told.contains("signal-cli 0.13.19 answers"), "{told}");
    assert!(told.contains("not linked yet"), "{told}");
    assert!(told.contains("wegotus link signal"), "{told}");
    assert!(
        !said.status.success(),
        "what is missing is told by the exit code too"
    );
    assert!(
        !bot.data().join("signal/daemon.pid").exists(),
        "the signal-cli that was started to look is gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_its_phone_unlinked_is_told_and_linked_again() {
    let street = Street::people(&["signal"]).await.unwrap();
    street.begin().await.unwrap();
    street.signal("unlink", json!({})).await.unwrap();

    // With the bot running, and its signal-cli cut off: it says what to do by itself.
    let told = said_until(&street, "no longer linked").await;
    assert!(told.contains("Run `wegotus link signal`"), "{told}");
    let doctor = async || {
        let said = street.bot.lock().await.ask(&["doctor"]).unwrap();
        (
            String::from_utf8(said.stdout).unwrap(),
            said.status.success(),
        )
    };
    let (told, is_well) = doctor().await;
    println!("while it runs:\n{told}");
    assert!(told.contains("wegotus link signal") && !is_well, "{told}");

    // Without it, too; and linking does not take what signal-cli keeps of the account for a link.
    street.bot.lock().await.terminate().await.unwrap();
    let (told, is_well) = doctor().await;
    println!("while it does not:\n{told}");
    assert!(told.contains("wegotus link signal") && !is_well, "{told}");
    street.begin().await.unwrap();
    let (told, _) = doctor().await;
    assert!(told.contains("connected"), "{told}");
}
