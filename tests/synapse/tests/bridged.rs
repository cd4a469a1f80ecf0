//! A room that somebody's bridge joins with a WhatsApp group: plain accounts say what mautrix would.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "it is a test, helpers included"
)]

use std::time::Duration;

use serde_json::json;
use wegotus_script::Seen;
use wegotus_synapse::{Block, Person, Wire, until};

const BOT: &str = "@wegotus:localhost";
const PATIENCE: Duration = Duration::from_secs(60);

/// What the bot answers to a message.
async fn answer(block: &mut Block, message: &str) -> Seen {
    let view = &mut block.view;
    let is_answer = |it: &Seen| it.sender == BOT && it.reply_to.as_deref() == Some(message);
    let answered = until("the bot answers", PATIENCE, async || {
        Ok(view.messages().await?.into_iter().find(is_answer))
    });
    let answered = answered.await;
    answered.unwrap_or_else(|_| panic!("the bot said:\n{}", block.bot.said()))
}

async fn notice(by: &Wire, room: &str, text: &str) {
    let content = json!({ "msgtype": "m.notice", "body": text });
    by.send(room, "m.room.message", content).await.unwrap();
}

#[tokio::test]
async fn neighbours_behind_a_bridge_post_and_claim_in_their_own_name() {
    let names = ["Ana", "whatsappbot", "whatsapp_12025550142"];
    let mut block = Block::open(&names).await.unwrap();
    let [ana, bridge, puppet] = [0, 1, 2].map(|nth| block.people[nth].clone());
    let room = block.room.clone();
    puppet
        .account()
        .rename("+1 202-555-0142 (WA)")
        .await
        .unwrap();
    let state = json!({
        "bridgebot": bridge.account().user_id(),
        "protocol": { "id": "whatsapp", "displayname": "WhatsApp" },
        "channel": { "id": "120363404694233820@g.us", "displayname": "Block 5" },
        "com.beeper.room_type": "group",
    });
    ana.account()
        .set_state(&room, "m.bridge", "whatsapp", state)
        .await
        .unwrap();

    let ride = puppet
        .say(&room, "need: a ride to dialysis tomorrow 7am")
        .await
        .unwrap();
    let first = answer(&mut block, &ride).await;
    assert!(first.text.contains("#1"), "{}", first.text);
    // A bridge passes no notices on, so the bot speaks as people do.
    let events = block.view.events().await.unwrap();
    let said = events
        .iter()
        .find(|it| it["event_id"] == first.id.as_str())
        .unwrap();
    assert_eq!(said["content"]["msgtype"], "m.text");

    // What the bridge says of itself, what it marks, and what it brings back of the bot's own is nobody's.
    notice(&bridge, &room, "need: your message was not bridged").await;
    bridge.react(&room, &ride, "✅").await.unwrap();
    bridge.react(&room, &ride, "✋").await.unwrap();
    let back = format!("**wegotus**: {}", first.text);
    bridge.say(&room, &back).await.unwrap();
    bridge.say(&room, "wegotus: need: an echo").await.unwrap();

    // Whose words it says, they are theirs.
    let diapers = bridge
        .say(&room, "**Cleo**: need: diapers size 4")
        .await
        .unwrap();
    let second = answer(&mut block, &diapers).await;
    assert!(second.text.contains("#2"), "{}", second.text);
    let dan = bridge
        .reply(&room, &diapers, "**Dan**: claim")
        .await
        .unwrap();
    let taken = answer(&mut block, &dan).await;
    assert!(
        taken.text.contains("Dan") && taken.text.contains("#2"),
        "{}",
        taken.text
    );
    let own = bridge.reply(&room, &ride, "**Cleo**: claim").await.unwrap();
    let taken = answer(&mut block, &own).await;
    assert!(
        taken.text.contains("Cleo") && taken.text.contains("#1"),
        "{}",
        taken.text
    );
    // Who gives it back is who has it, and a bridge that speaks for many has not.
    let back = bridge
        .reply(&room, &ride, "**Cleo**: release")
        .await
        .unwrap();
    answer(&mut block, &back).await;

    // Somebody who is in Matrix themselves takes it; its author is nobody the bot can write to first.
    let claim = ana.reply(&room, &ride, "claim").await.unwrap();
    answer(&mut block, &claim).await;
    let asked = ana.say(&room, "help").await.unwrap();
    answer(&mut block, &asked).await;
    assert_eq!(puppet.account().rooms().await.unwrap().len(), 1);
    let whole = block.view.messages().await.unwrap();
    let bots = whole.iter().filter(|it| it.sender == BOT);
    for said in bots
        .map(|it| it.text.as_str())
        .chain([block.bot.said().as_str()])
    {
        assert!(!said.contains("0142") && !said.contains("#3"), "{said}");
    }
    assert!(!block.bot.said().contains("panicked"));
}
