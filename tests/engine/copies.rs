//! A room that somebody's bridge makes of a group the bot is in itself: one neighbour's words are one post.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, Destination, Event, EventKey, EventKind, EventSink,
    Fatal, MessageRef, Name, Outbound, PersonRef, Platform, RoomRef, SendError, Sender, SenderKind,
    Sent, Text, Timestamp,
};

use super::bench::engine_on;

/// A bridge that hears the same words in the group and in its copy, and keeps what it is to send.
#[derive(Default)]
struct Twice {
    sent: Mutex<Vec<Destination>>,
}

fn room(name: &str) -> RoomRef {
    RoomRef::new(Platform::Sandbox, name)
}

fn said(name: &str) -> Event {
    let room = room(name);
    Event {
        key: EventKey(format!("{name}/1")),
        sender: Sender {
            person: PersonRef::new(Platform::Sandbox, format!("Ana in {name}")),
            name: Name::from("Ana"),
            kind: SenderKind::Person,
            private: false,
        },
        at: Timestamp(1_782_900_000_000),
        vanishes: None,
        kind: EventKind::Message {
            msg: MessageRef::new(room.clone(), "1"),
            body: Text::from("need: a ride to dialysis"),
            reply_to: None,
            attachments: Vec::new(),
        },
        room,
    }
}

#[async_trait]
impl Bridge for Twice {
    fn platform(&self) -> Platform {
        Platform::Sandbox
    }

    fn abilities(&self, _room: &RoomRef) -> Abilities {
        let always = Ability::Always;
        Abilities {
            edit: always,
            delete: always,
            react: always,
            direct: always,
        }
    }

    fn copies(&self) -> Vec<(RoomRef, RoomRef)> {
        vec![
            (room("signal"), room("whatsapp")),
            // The bot is not in this group.
            (room("matrix"), room("elsewhere")),
        ]
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        state.send_replace(BridgeState::Connected);
        for name in ["signal", "whatsapp"] {
            sink.commit(vec![said(name)]).await.unwrap();
        }
        stop.cancelled().await;
        Ok(())
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let mut sent = self.sent.lock().unwrap();
        sent.push(out.to.clone());
        let message = MessageRef::new(room("whatsapp"), format!("bot/{}", sent.len()));
        Ok(Sent { message })
    }
}

#[tokio::test]
async fn what_is_said_in_a_group_and_its_copy_is_one_post() {
    let bridge = Arc::new(Twice::default());
    let engine = engine_on(vec![bridge.clone()]).await;
    let told = || bridge.sent.lock().unwrap().clone();
    while told().len() < 2 {
        tokio::task::yield_now().await;
    }
    engine.settle().await;
    assert_eq!(engine.posts().await.unwrap().len(), 1);
    let told = told();
    let in_room = |name: &str| told.contains(&Destination::Room(room(name)));
    assert!(in_room("whatsapp") && in_room("matrix"), "{}", told.len());
    assert!(!in_room("signal"), "nothing is said in the copy");
    let found: Vec<String> = engine.notices().map(|(_, it)| it.what).collect();
    assert!(
        found.len() == 1 && found[0].contains("somebody's bridge"),
        "{found:?}"
    );
}
