//! Bad days: a clear message or a clean refusal, nothing lost, nothing injected.

#![expect(clippy::unwrap_used, reason = "it is a test, helpers included")]

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;
use wegotus_script::{Chat, free_port, stages::Sandbox};
use wegotus_synapse::{Block, Bot, Ledger, Person, Setup, Synapse, program, until};

const PATIENCE: Duration = Duration::from_secs(60);

/// The bot ends by itself, not well, and says all of `pieces`; it neither panics nor tells `secrets`.
async fn refuses(bot: &mut Bot, pieces: &[&str], secrets: &[&str]) {
    bot.start().unwrap();
    let status = bot.end(PATIENCE).await.unwrap();
    let said = bot.said();
    assert!(!status.success(), "it ended as if all was well:\n{said}");
    speaks(&said, pieces, secrets);
}

fn speaks(said: &str, pieces: &[&str], secrets: &[&str]) {
    for piece in pieces {
        assert!(
            said.to_lowercase().contains(&piece.to_lowercase()),
            "no {piece:?} in:\n{said}"
        );
    }
    for secret in secrets.iter().chain(&["panicked"]) {
        assert!(!said.contains(secret), "{secret:?} in:\n{said}");
    }
}

#[tokio::test]
async fn a_wrong_password() {
    let synapse = Synapse::start().await.unwrap();
    let account = synapse.account("wegotus").await.unwrap();
    let setup = Setup::new(&synapse, &account, &["*"]);
    let mut bot = Bot::new(setup.with("WEGOTUS__MATRIX__PASSWORD", "open sesame")).unwrap();
    refuses(&mut bot, &["password"], &["open sesame"]).await;
}

#[tokio::test]
async fn a_homeserver_that_comes_late_and_goes_away_for_a_while() {
    let mut synapse = Synapse::start().await.unwrap();
    let account = synapse.account("wegotus").await.unwrap();
    let ana = synapse.wire("Ana").await.unwrap();
    let room = ana.account().create_room("Block 5").await.unwrap();
    ana.account()
        .invite(&room, account.user_id())
        .await
        .unwrap();
    let mut bot = Bot::new(Setup::new(&synapse, &account, &[ana.account().user_id()])).unwrap();

    synapse.stop().unwrap();
    bot.start().unwrap();
    says(&bot, "homeserver").await;
    assert!(bot.runs().unwrap(), "it gave up:\n{}", bot.said());
    synapse.resume().await.unwrap();
    until("the bot joins", PATIENCE, async || {
        let members = ana.account().members(&room).await?;
        Ok(members
            .iter()
            .any(|it| it == account.user_id())
            .then_some(()))
    })
    .await
    .unwrap();

    synapse.stop().unwrap();
    synapse.resume().await.unwrap();
    let mut ledger = Ledger::default();
    ledger.need(1, ana.say(&room, &Ledger::words(1)).await.unwrap());
    let mut view = ana.follow(&room);
    until("the need is acknowledged", PATIENCE, async || {
        Ok(ledger
            .balance(&view.messages().await?)
            .nothing_lost()
            .then_some(()))
    })
    .await
    .unwrap();
    speaks(&bot.said(), &[], &[]);
}

#[tokio::test]
async fn a_config_with_mistakes() {
    let mut bot = Bot::new(Setup::default()).unwrap();
    let config = "[matrix]\nhomeserver = \"https://example.org\"\npasword = \"open sesame\"\n";
    fs::write(bot.folder().join("wegotus.toml"), config).unwrap();
    refuses(
        &mut bot,
        &["wegotus.toml:3", "matrix.pasword"],
        &["open sesame"],
    )
    .await;

    let name = "WEGOTUS__MATRIX__ALL_ROOMS";
    let mut bot = Bot::new(Setup::default().with(name, "perhaps")).unwrap();
    refuses(&mut bot, &[name, "true"], &[]).await;

    let setup = Setup::default().with("WEGOTUS__MATRIX__HOMESERVER", "https://example.org");
    let mut bot = Bot::new(setup.with("WEGOTUS__MATRIX__USER", "@wegotus:example.org")).unwrap();
    refuses(&mut bot, &["password"], &[]).await;
}

#[tokio::test]
async fn a_store_that_another_one_uses() {
    let bot = running_sandbox().await;
    let mut double = bot.double().unwrap();
    let status = double.end(PATIENCE).await.unwrap();
    assert!(
        !status.success(),
        "two run on one store:\n{}",
        double.said()
    );
    speaks(&double.said(), &["in use"], &[]);
}

#[tokio::test]
async fn a_store_that_is_damaged() {
    let mut bot = running_sandbox().await;
    bot.terminate().await.unwrap();
    let database = bot.data().join("store/db");
    let mut bytes = fs::read(&database).unwrap();
    bytes.iter_mut().for_each(|byte| *byte ^= 0x55);
    fs::write(&database, &bytes).unwrap();
    let data = bot.data();
    refuses(&mut bot, &["damaged", data.to_str().unwrap()], &[]).await;
    let same = fs::read(&database).unwrap() == bytes;
    assert!(same, "what could be repaired is gone");
}

/// `wegotus` alone, without any config: a sandbox, which is up when this returns.
async fn running_sandbox() -> Bot {
    let port = free_port().unwrap();
    let setup = Setup::default().with("WEGOTUS__SANDBOX__PORT", &port.to_string());
    let mut bot = Bot::new(setup).unwrap();
    bot.start().unwrap();
    let up = until("the sandbox answers", PATIENCE, async || {
        Ok(TcpStream::connect(("127.0.0.1", port)).await.ok().map(drop))
    });
    assert!(up.await.is_ok(), "no sandbox:\n{}", bot.said());
    bot
}

/// More than any of the networks would carry.
#[tokio::test]
async fn a_message_of_200_kb() {
    let chat = Chat::on(Arc::new(Sandbox::start(program().unwrap()).await.unwrap()));
    let room = chat.room("signal");
    room.says("Ana", &format!("need: {}", "blankets ".repeat(25_000)))
        .await;
    room.says("Ben", &"\u{202e}x".repeat(40_000)).await;
    room.says("Cleo", "need: a ladder")
        .await
        .bot_replies("ladder")
        .await;
    chat.settle().await;
    assert!(
        chat.room("matrix")
            .bot_shows("blankets")
            .await
            .text()
            .await
            .len()
            < 2_000
    );
}

/// Names and words that want to be more than words.
#[tokio::test(flavor = "multi_thread")]
async fn names_and_words_with_tricks_in_them() {
    let mut block = Block::open(&["Ana", "<b>Ben</b>\u{202e}\u{200b}@room"])
        .await
        .unwrap();
    let (ana, ben) = (&block.people[0], &block.people[1]);
    let bot = "@wegotus:localhost";
    let words = [
        "need: soup <script>alert(1)</script><img src=x onerror=alert(1)> k1x",
        "need: soup \u{202e}drow\u{202d} [a](javascript:alert(1)) @room k2x",
        "need: so\u{200b}up\u{feff} for\u{2066} two k3x",
    ];
    let mut ledger = Ledger::default();
    for (nth, words) in words.iter().enumerate() {
        let need = ana.say(&block.room, words).await.unwrap();
        ledger.claim(ben.reply(&block.room, &need, "claim").await.unwrap());
        ledger.need(nth + 1, need);
    }
    let balance = block.settled(&ledger, PATIENCE).await.unwrap();
    assert!(balance.exact(), "{balance}");

    let events = block.view.events().await.unwrap();
    let said: Vec<_> = events
        .iter()
        .filter(|event| event["sender"] == bot)
        .collect();
    assert!(said.len() >= 6);
    for event in said {
        nothing_injected(&event["content"]);
        nothing_injected(&event["content"]["m.new_content"]);
    }
}

fn nothing_injected(content: &Value) {
    let text = |field: &str| content[field].as_str().unwrap_or_default().to_owned();
    let (body, html) = (text("body"), text("formatted_body"));
    for trick in ["<script", "<img", "<b>Ben", "href=\"javascript"] {
        assert!(
            !html.to_lowercase().contains(&trick.to_lowercase()),
            "{trick} in {html}"
        );
    }
    for trick in ['\u{202d}', '\u{202e}', '\u{200b}', '\u{feff}'] {
        assert!(
            !body.contains(trick) && !html.contains(trick),
            "{trick:?} in {body:?}"
        );
    }
    let isolates = |mark: char| body.matches(mark).count();
    let opened = isolates('\u{2066}') + isolates('\u{2067}') + isolates('\u{2068}');
    assert_eq!(
        opened,
        isolates('\u{2069}'),
        "an isolate stays open in {body:?}"
    );
    assert_ne!(content["m.mentions"]["room"], true, "everybody is called");
}

async fn says(bot: &Bot, piece: &str) {
    let said = until("it says so", PATIENCE, async || {
        Ok(bot.said().to_lowercase().contains(piece).then_some(()))
    });
    assert!(said.await.is_ok(), "no {piece:?} in:\n{}", bot.said());
}
