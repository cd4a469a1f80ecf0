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
    /// Who answers the next thing it sends before it knows that this was sent.
    pub quick: Mutex<Option<Event>>,
    /// Where it brings what it hears, once it runs.
    pub ear: watch::Sender<Option<Arc<dyn EventSink>>>,
}

impl Scripted {
    /// What it was to send by now.
    pub fn sent(&self) -> Vec<Outbound> {
        self.outbox.lock().unwrap().clone()
    }

    /// It hears this now; returns once that is on disk.
    pub async fn hears_now(&self, event: Event) {
        let mut ear = self.ear.subscribe();
        let ear = ear.wait_for(Option::is_some).await.unwrap().clone();
        ear.unwrap().commit(vec![event]).await.unwrap();
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

/// As [`says`], in answer to another message of that room.
pub fn answers(in_room: &str, name: &str, words: &str, to: &Event) -> Event {
    let mut event = says(in_room, name, words);
    if let EventKind::Message { reply_to, .. } = &mut event.kind {
        *reply_to = Some(message(to));
    }
    event
}

/// Somebody does something else in a room; `nth` tells what they do twice.
pub fn does(in_room: &str, name: &str, nth: u32, kind: EventKind) -> Event {
    Event {
        key: EventKey(format!("{in_room}/{name}/{nth}")),
        kind,
        ..says(in_room, name, "")
    }
}

/// The message an event is: it is called as its event is.
pub fn message(event: &Event) -> MessageRef {
    MessageRef::new(event.room.clone(), event.key.0.clone())
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
        self.ear.send_replace(Some(sink));
        stop.cancelled().await;
        Ok(())
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let message = {
            let mut sent = self.outbox.lock().unwrap();
            sent.push(out.clone());
            MessageRef::new(room("whatsapp"), format!("bot/{}", sent.len()))
        };
        let quick = self.quick.lock().unwrap().take();
        if let Some(mut answer) = quick {
            if let EventKind::Message { reply_to, .. } = &mut answer.kind {
                *reply_to = Some(message.clone());
            }
            self.hears_now(answer).await;
        }
        Ok(Sent { message })
    }
}
