//! The engine on a sandbox in memory, on a clock that only the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use wegotus::board::{Policy, Status};
use wegotus::engine::{Engine, EngineSetup, NetworkSetup};
use wegotus::parser::{Language, Lexicon};
use wegotus::tracker::{
    AppendError, ContentId, Entry, Journal, Keep, Key, MemoryStore, NetworkId, Recorded, SeenKey,
    Seq, Snapshot, StoreError,
};
use wegotus::voice::Phrases;
use wegotus_chat::{Clock, Host, MemorySealed, Name, PersonRef, Platform, RoomRef, Timestamp};
use wegotus_sandbox::{Sandbox, SandboxBridge, SandboxClock};

/// 2026-07-01T10:00:00Z, a Wednesday.
const START: Timestamp = Timestamp(1_782_900_000_000);

pub struct Bench {
    pub world: Arc<Sandbox>,
    pub journal: Arc<Failing>,
    pub engine: Engine,
    clock: Arc<SandboxClock>,
    store: MemoryStore,
}

/// One of the bot's messages.
pub struct Heard {
    pub id: String,
    pub text: String,
}

impl Bench {
    pub async fn new() -> Self {
        let clock = Arc::new(SandboxClock::stopped_at(START));
        let host = Host {
            clock: clock.clone(),
            vault: Arc::new(MemorySealed::default()),
        };
        let world = Sandbox::open(host).await.unwrap();
        let store = MemoryStore::default();
        let journal = Arc::new(Failing::over(store.clone()));
        let engine = start(&world, &store, &journal, &clock).await;
        Self {
            world,
            journal,
            engine,
            clock,
            store,
        }
    }

    /// Stops the engine and starts another on the same store.
    pub async fn restart(&mut self) {
        self.engine.stop().await;
        self.engine = start(&self.world, &self.store, &self.journal, &self.clock).await;
    }

    pub async fn says(&self, room: &str, person: &str, text: &str) -> String {
        let (room, person) = (room.parse().unwrap(), person.parse().unwrap());
        self.world
            .say(room, person, text, None)
            .await
            .unwrap()
            .to_string()
    }

    pub async fn replies(&self, room: &str, person: &str, text: &str, to: &str) -> String {
        let (room, person) = (room.parse().unwrap(), person.parse().unwrap());
        let to = to.parse().unwrap();
        self.world
            .say(room, person, text, Some(to))
            .await
            .unwrap()
            .to_string()
    }

    /// Waits until everything said was heard, and everything due was said.
    pub async fn settle(&self) {
        for _ in 0..2 {
            self.world.settled().await;
            self.engine.settle().await;
        }
    }

    /// As [`Bench::settle`], while time goes by: what waits before it tries again gets its turn.
    pub async fn settle_over_time(&self) {
        tokio::select! {
            () = self.settle() => {}
            () = async { loop { self.pass(Duration::from_secs(1)).await; tokio::task::yield_now().await } } => {}
        }
    }

    /// Lets time pass as if the bot had been asleep.
    pub async fn pass(&self, span: Duration) {
        self.clock.advance(span).await.unwrap();
    }

    pub async fn board(&self) -> Vec<(u32, Status, Vec<String>)> {
        let posts = self.engine.posts().await.into_iter();
        let names = |claims: Vec<(Name, u32, bool)>| {
            claims
                .into_iter()
                .map(|(name, ..)| name.as_str().to_owned())
                .collect()
        };
        posts
            .map(|it| (it.view.no.0, it.view.status, names(it.claims)))
            .collect()
    }

    /// The bot's messages in a room that stand, oldest first.
    pub async fn bot_in(&self, room: &str) -> Vec<Heard> {
        let messages = self
            .world
            .messages(&room.parse().unwrap(), None)
            .into_iter();
        messages
            .filter(|it| it.sender.as_str() == "wegotus" && !it.deleted)
            .map(|it| Heard {
                id: it.id.to_string(),
                text: it.text.as_str().to_owned(),
            })
            .collect()
    }
}

async fn start(
    world: &Arc<Sandbox>,
    store: &MemoryStore,
    journal: &Arc<Failing>,
    clock: &Arc<SandboxClock>,
) -> Engine {
    let room = |name: &str| {
        (
            RoomRef::new(Platform::Sandbox, name),
            Some(Name::from(name)),
        )
    };
    let network = NetworkSetup {
        id: net(),
        name: Name::from("Riverside"),
        key: Arc::new(Key::new(&[7; 32])),
        language: Language::English,
        policy: Policy::default(),
        rooms: ["whatsapp", "signal", "matrix"].map(room).to_vec(),
        organizers: vec![PersonRef::new(Platform::Sandbox, "Organizer")],
        join_code: None,
        all_rooms: Vec::new(),
    };
    let setup = EngineSetup {
        networks: vec![network],
        journal: journal.clone(),
        vault: Arc::new(store.clone()),
        clock: clock.clone() as Arc<dyn Clock>,
        lexicon: Arc::new(Lexicon::builtin()),
        phrases: Arc::new(Phrases::load(None).unwrap()),
        bridges: vec![Arc::new(SandboxBridge::new(world.clone()))],
        pace: Duration::ZERO,
    };
    Engine::start(setup).await.unwrap()
}

fn net() -> NetworkId {
    NetworkId::new("riverside").unwrap()
}

/// A journal whose next appends can be made to fail, and that remembers what was kept last.
pub struct Failing {
    store: MemoryStore,
    left: AtomicU32,
    kept: std::sync::Mutex<std::collections::BTreeMap<ContentId, Vec<u8>>>,
}

impl Failing {
    fn over(store: MemoryStore) -> Self {
        Self {
            store,
            left: AtomicU32::new(0),
            kept: std::sync::Mutex::default(),
        }
    }

    pub fn fail_next(&self, appends: u32) {
        self.left.store(appends, Ordering::SeqCst);
    }

    /// Whether these words are kept anywhere now.
    pub async fn holds(&self, words: &str) -> bool {
        let kept = self.kept.lock().unwrap();
        kept.values()
            .any(|value| String::from_utf8_lossy(value).contains(words))
    }
}

#[async_trait]
impl Journal for Failing {
    async fn append(
        &self,
        net: &NetworkId,
        expect: Seq,
        entries: Vec<Entry>,
    ) -> Result<Seq, AppendError> {
        let fails = self
            .left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        if fails.is_ok() {
            return Err(AppendError::Failed("made to fail".to_owned()));
        }
        for keep in entries.iter().flat_map(|entry| &entry.keeps) {
            let mut kept = self.kept.lock().unwrap();
            match keep {
                Keep::Put { id, value } => drop(kept.insert(id.clone(), value.clone())),
                Keep::Erase { id } => drop(kept.remove(id)),
            }
        }
        self.store.append(net, expect, entries).await
    }

    async fn seen(&self, net: &NetworkId, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError> {
        self.store.seen(net, keys).await
    }

    async fn expire_seen(&self, net: &NetworkId, now: Timestamp) -> Result<usize, StoreError> {
        self.store.expire_seen(net, now).await
    }

    async fn head(&self, net: &NetworkId) -> Result<Seq, StoreError> {
        self.store.head(net).await
    }

    async fn read(&self, net: &NetworkId, from: Seq) -> Result<Vec<Recorded>, StoreError> {
        self.store.read(net, from).await
    }

    async fn save_snapshot(&self, net: &NetworkId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.store.save_snapshot(net, snapshot).await
    }

    async fn load_snapshot(&self, net: &NetworkId) -> Result<Option<Snapshot>, StoreError> {
        self.store.load_snapshot(net).await
    }
}
