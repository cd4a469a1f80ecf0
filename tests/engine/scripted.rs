//! A bridge that hears what a test has written down, and keeps what it is to send.

use std::sync::Arc;
use std::sync::Mutex;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, Event, EventKey, EventKind, EventSink, Fatal,
    MessageRef, Name, Outbound, PersonRef, Platform, RoomRef, SendError, Sender, SenderKind, Sent,
    Text, Timestamp,
};

/// Its rooms are called as the sandbox's are.
#[derive(Default)]
pub struct Scripted {
    /// What it hears, once.
    pub hears: Vec<Event>,
    /// Rooms that show a group.
    pub copies: Vec<(RoomRef, RoomRef)>,
    /// What it was to send.
    pub outbox: Mutex<Vec<Outbound>>,
}

impl Scripted {
    /// What it was to send by now.
    pub fn sent(&self) -> Vec<Outbound> {
        self.outbox.lock().unwrap().clone()
    }
}

pub fn room(name: &str) -> RoomRef {
    RoomRef::new(Platform::Sandbox, name)
}

/// Somebody says something in a room: their account is called as they are, after the room.
pub fn says(in_room: &str, name: &str, words: &str) -> Event {
    let id = format!("{in_room}/{name}/{words}");
    let room = room(in_room);
    Event {
        key: EventKey(id.clone()),
        sender: Sender {
            person: PersonRef::new(Platform::Sandbox, format!("{in_room}/{name}")),
            name: Name::from(name),
            kind: SenderKind::Person,
            private: false,
        },
        at: Timestamp(1_782_900_000_000),
        vanishes: None,
        kind: EventKind::Message {
            msg: MessageRef::new(room.clone(), id),
            body: Text::from(words),
            reply_to: None,
            attachments: Vec::new(),
        },
        room,
    }
}

#[async_trait]
impl Bridge for Scripted {
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
        self.copies.clone()
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        state.send_replace(BridgeState::Connected);
        for event in &self.hears {
            sink.commit(vec![event.clone()]).await.unwrap();
        }
        stop.cancelled().await;
        Ok(())
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let mut sent = self.outbox.lock().unwrap();
        sent.push(out.clone());
        let message = MessageRef::new(room("whatsapp"), format!("bot/{}", sent.len()));
        Ok(Sent { message })
    }
}
