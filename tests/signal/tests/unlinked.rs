//! The real signal-cli without an account, and with one that its phone unlinked.

use std::time::Duration;

use serde_json::json;
use wegotus_real_signal::{Bot, Rig, Street};

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
async fn an_account_that_its_phone_unlinked_is_told_and_goes_on_once_it_is_linked_again() {
    let street = Street::people(&["signal"]).await.unwrap();
    street.begin().await.unwrap();
    street.signal("unlink", json!({})).await.unwrap();
    let doctor = async || {
        let said = street.bot.lock().await.ask(&["doctor"]).unwrap();
        let told = String::from_utf8(said.stdout).unwrap();
        (told, said.status.success())
    };
    // A bot that runs and says nothing finds out within a minute …
    let noticing = async {
        let mut looks = tokio::time::interval(Duration::from_millis(500));
        while !doctor().await.0.contains("logged out") {
            looks.tick().await;
        }
    };
    let noticed = tokio::time::timeout(Duration::from_secs(90), noticing).await;
    assert!(noticed.is_ok(), "{}", doctor().await.0);
    // … and without one it is found too.
    street.bot.lock().await.terminate().await.unwrap();
    let (told, is_well) = doctor().await;
    assert!(told.contains("Run `wegotus link signal`"), "{told}");
    assert!(!is_well, "{told}");

    // Linking does not take what signal-cli keeps of the account for a link, and the bot goes on in its group.
    street.begin().await.unwrap();
    let (told, _) = doctor().await;
    assert!(told.contains("connected"), "{told}");
}
