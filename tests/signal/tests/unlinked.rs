//! The real signal-cli without an account.

use wegotus_real_signal::{Bot, Rig};

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
