//! What happens to a Signal group's messages when something dies while people go on writing.

#![expect(
    clippy::unwrap_used,
    reason = "it is a test, helpers included; what a kill costs is measured here, and written in docs/signal.md"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinHandle;
use wegotus_real_signal::Street;
use wegotus_script::{Handle, Place, Seen, Stage as _};

const KILLS: u64 = 3;
/// Between two messages of one writer.
const PACE: Duration = Duration::from_millis(500);
/// For how many seconds nothing comes before nothing more is expected.
const QUIET: u32 = 20;
const PATIENCE: Duration = Duration::from_secs(90);

fn room() -> Place {
    Place::Room("signal".to_owned())
}

/// Somebody who goes on writing needs until told to stop.
struct Writer {
    go_on: Arc<AtomicBool>,
    writing: JoinHandle<Vec<Handle>>,
}

impl Writer {
    fn begin(street: &Arc<Street>) -> Self {
        let (go_on, street) = (Arc::new(AtomicBool::new(true)), street.clone());
        let until = go_on.clone();
        let writing = tokio::spawn(async move {
            let mut written = Vec::new();
            let mut pace = tokio::time::interval(PACE);
            while until.load(Ordering::Relaxed) {
                pace.tick().await;
                let text = format!("need: a lamp for the hall, mark k{}x", written.len());
                let said = street.say(&room(), "Ben", &text, None).await;
                written.push(said.unwrap());
            }
            written
        });
        Self { go_on, writing }
    }

    async fn end(self) -> Vec<Handle> {
        self.go_on.store(false, Ordering::Relaxed);
        self.writing.await.unwrap()
    }
}

/// How many of these needs nobody answered, and how many were answered more than once, once all is said.
async fn balance(street: &Street, needs: &[Handle]) -> (usize, usize) {
    let (mut before, mut quiet) = (0, 0);
    let mut looks = tokio::time::interval(Duration::from_secs(1));
    loop {
        looks.tick().await;
        let all = street.messages(&room()).await.unwrap();
        let times = needs.iter().map(|need| {
            let answers = |it: &&Seen| it.is_bot && it.reply_to.as_ref() == Some(&need.id);
            all.iter().filter(answers).count()
        });
        let (lost, repeated) = times.fold((0, 0), |(lost, repeated), times| {
            (
                lost + usize::from(times == 0),
                repeated + usize::from(times > 1),
            )
        });
        // A message in doubt takes its time; where nothing came for a while nothing more is coming.
        quiet = if all.len() == before { quiet + 1 } else { 0 };
        before = all.len();
        if lost == 0 || quiet > QUIET {
            return (lost, repeated);
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the instants of a kill are drawn in real time"
)]
async fn a_while(random: &mut fastrand::Rng, most: u64) {
    tokio::time::sleep(Duration::from_millis(random.u64(0..most))).await;
}

/// What dies.
#[derive(Clone, Copy, Debug)]
enum Death {
    /// The bot, and its signal-cli with it.
    OfTheBot,
    /// The bot, asked to end.
    Asked,
    /// signal-cli alone.
    OfSignalCli,
    /// signal-cli's connection to Signal.
    OfTheSocket,
}

async fn dies(street: &Street, death: Death, random: &mut fastrand::Rng) {
    match death {
        Death::OfTheBot => {
            let mut bot = street.bot.lock().await;
            bot.kill9().unwrap();
            a_while(random, 500).await;
            bot.start().unwrap();
        }
        Death::Asked => {
            let mut bot = street.bot.lock().await;
            bot.terminate().await.unwrap();
            bot.start().unwrap();
        }
        Death::OfSignalCli => street.bot.lock().await.kill_signal_cli().unwrap(),
        Death::OfTheSocket => {
            let dropped = street.rig.mock.call("drop", json!({ "name": "wegotus" }));
            dropped.await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_said_twice_and_little_is_lost_whatever_dies() {
    let street = Arc::new(Street::open().await.unwrap());
    let mut random = fastrand::Rng::with_seed(7);
    let mut told = Vec::new();
    for (death, times) in [
        (Death::OfTheSocket, 1),
        (Death::Asked, 1),
        (Death::OfSignalCli, 2),
        (Death::OfTheBot, KILLS),
    ] {
        let writer = Writer::begin(&street);
        for _ in 0..times {
            a_while(&mut random, 2_000).await;
            dies(&street, death, &mut random).await;
            // It has to be there again before it can die again.
            tokio::time::timeout(PATIENCE, street.settle())
                .await
                .unwrap()
                .unwrap();
        }
        let needs = writer.end().await;
        let (lost, repeated) = balance(&street, &needs).await;
        let line = format!(
            "{death:?} ×{times}: {} needs, {lost} unanswered, {repeated} answered twice",
            needs.len()
        );
        println!("{line}");
        told.push((death, times, lost, repeated, line));
    }
    for (death, times, lost, repeated, line) in told {
        assert_eq!(repeated, 0, "{line}");
        let window = match death {
            Death::OfTheSocket => 0,
            Death::Asked | Death::OfSignalCli | Death::OfTheBot => 2 * times,
        };
        assert!(lost <= usize::try_from(window).unwrap(), "{line}");
    }
}
