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
    Seq, Snapshot, StoreError, Vault,
};
use wegotus::voice::Phrases;
use wegotus_chat::{
    Bridge, Clock, Host, MemorySealed, Name, PersonRef, Platform, RoomRef, Timestamp,
};
use wegotus_sandbox::{Sandbox, SandboxBridge, SandboxClock};

/// 2026-07-01T10:00:00Z, a Wednesday.
const START: Timestamp = Timestamp(1_782_900_000_000);

pub struct Bench {
    pub world: Arc<Sandbox>,
    pub journal: Arc<Failing>,
    pub vault: Arc<Unreadable>,
    pub engine: Engine,
    clock: Arc<SandboxClock>,
    setting: Setting,
}

/// What the engine is set up with.
#[derive(Clone)]
pub struct Setting {
    /// Each network's id, name and rooms.
    pub networks: &'static [(&'static str, &'static str, &'static [&'static str])],
    pub policy: Policy,
}

impl Default for Setting {
    /// One network in all three rooms.
    fn default() -> Self {
        Self {
            networks: &[("riverside", "Riverside", &["whatsapp", "signal", "matrix"])],
            policy: Policy::default(),
        }
    }
}

/// One of the bot's messages.
pub struct Heard {
    pub id: String,
    pub text: String,
}

impl Bench {
    pub async fn new() -> Self {
        Self::with(Setting::default()).await
    }

    pub async fn with(setting: Setting) -> Self {
        let clock = Arc::new(SandboxClock::stopped_at(START));
        let host = Host {
            clock: clock.clone(),
            vault: Arc::new(MemorySealed::default()),
        };
        let world = Sandbox::open(host).await.unwrap();
        let store = MemoryStore::default();
        let journal = Arc::new(Failing::over(store.clone()));
        let vault = Arc::new(Unreadable::over(store));
        let engine = start(&world, &vault, &journal, &clock, &setting).await;
        Self {
            world,
            journal,
            vault,
            engine,
            clock,
            setting,
        }
    }

    /// Stops the engine and starts another on the same store.
    pub async fn restart(&mut self) {
        self.engine.stop().await;
        let (world, clock) = (&self.world, &self.clock);
        self.engine = start(world, &self.vault, &self.journal, clock, &self.setting).await;
    }

    pub async fn says(&self, room: &str, person: &str, text: &str) -> String {
        let (room, person) = (room.parse().unwrap(), person.parse().unwrap());
        self.world
            .say(room, person, text, None)
            .await
            .unwrap()
            .to_string()
    }

    /// As [`Bench::says`], and waits for what comes of it.
    pub async fn hears(&self, room: &str, person: &str, text: &str) -> String {
        let message = self.says(room, person, text).await;
        self.settle().await;
        message
    }

    /// Ana needs diapers, #1, and Ben has it.
    pub async fn with_a_claim(&self) {
        self.says("signal", "Ana", "need: diapers size 4").await;
        self.hears("matrix", "Ben", "claim 1").await;
    }

    /// Besides, she needs rice, #2, and Cleo has that.
    pub async fn with_two_claims(&self) {
        self.with_a_claim().await;
        self.says("signal", "Ana", "need: bags of rice").await;
        self.hears("matrix", "Cleo", "claim 2").await;
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
        let posts = self.engine.posts().await.unwrap().into_iter();
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

    /// As [`Bench::board`], of one network alone: number and words.
    pub async fn board_of(&self, network: &str) -> Vec<(u32, String)> {
        let posts = self.engine.posts().await.unwrap().into_iter();
        posts
            .filter(|it| it.network.as_str() == network)
            .map(|it| (it.view.no.0, it.view.summary))
            .collect()
    }

    /// The texts of the bot's messages in a room that stand, oldest first.
    pub async fn texts_in(&self, room: &str) -> Vec<String> {
        let heard = self.bot_in(room).await.into_iter();
        heard.map(|it| it.text).collect()
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
    vault: &Arc<Unreadable>,
    journal: &Arc<Failing>,
    clock: &Arc<SandboxClock>,
    setting: &Setting,
) -> Engine {
    let bridge = Arc::new(SandboxBridge::new(world.clone()));
    let setup = engine_setup(vault, journal, clock, setting, vec![bridge]);
    Engine::start(setup).await.unwrap()
}

fn engine_setup(
    vault: &Arc<Unreadable>,
    journal: &Arc<Failing>,
    clock: &Arc<SandboxClock>,
    setting: &Setting,
    bridges: Vec<Arc<dyn Bridge>>,
) -> EngineSetup {
    let room = |name: &&str| {
        (
            RoomRef::new(Platform::Sandbox, *name),
            Some(Name::from(*name)),
        )
    };
    let networks = setting.networks.iter().zip(7_u8..);
    EngineSetup {
        networks: networks
            .map(|((id, name, rooms), key)| NetworkSetup {
                id: NetworkId::new(*id).unwrap(),
                name: Name::from(*name),
                key: Arc::new(Key::new(&[key; 32])),
                language: Language::English,
                policy: setting.policy.clone(),
                rooms: rooms.iter().map(room).collect(),
                organizer_room: None,
                contacts: Vec::new(),
                organizers: vec![PersonRef::new(Platform::Sandbox, "Organizer")],
                run_by: None,
                join_code: None,
                all_rooms: Vec::new(),
                burnt: false,
            })
            .collect(),
        journal: journal.clone(),
        vault: vault.clone(),
        clock: clock.clone() as Arc<dyn Clock>,
        lexicon: Arc::new(Lexicon::builtin()),
        phrases: Arc::new(Phrases::load(None).unwrap()),
        bridges,
        pace: Duration::ZERO,
    }
}

/// An engine in memory on these bridges alone.
pub async fn engine_on(bridges: Vec<Arc<dyn Bridge>>) -> Engine {
    Ground::new().engine_on(bridges).await
}

/// A store in memory and a clock, on which engines run one after the other.
pub struct Ground {
    pub journal: Arc<Failing>,
    pub clock: Arc<SandboxClock>,
    vault: Arc<Unreadable>,
}

impl Ground {
    pub fn new() -> Self {
        let store = MemoryStore::default();
        Self {
            journal: Arc::new(Failing::over(store.clone())),
            clock: Arc::new(SandboxClock::stopped_at(START)),
            vault: Arc::new(Unreadable::over(store)),
        }
    }

    pub async fn engine_on(&self, bridges: Vec<Arc<dyn Bridge>>) -> Engine {
        let setting = Setting::default();
        let setup = engine_setup(&self.vault, &self.journal, &self.clock, &setting, bridges);
        Engine::start(setup).await.unwrap()
    }
}

/// A vault whose next reads can be made to fail, and that counts them by what was looked for.
pub struct Unreadable {
    store: MemoryStore,
    left: AtomicU32,
    looked: std::sync::Mutex<std::collections::BTreeMap<String, u32>>,
}

impl Unreadable {
    fn over(store: MemoryStore) -> Self {
        Self {
            store,
            left: AtomicU32::new(0),
            looked: std::sync::Mutex::default(),
        }
    }

    pub fn fail_next(&self, reads: u32) {
        self.left.store(reads, Ordering::SeqCst);
    }

    /// How often something of a kind, like `room`, was looked for.
    pub fn looks_for(&self, kind: &str) -> u32 {
        let looked = self.looked.lock().unwrap();
        looked.get(kind).copied().unwrap_or_default()
    }
}

#[async_trait]
impl Vault for Unreadable {
    async fn get(&self, net: &NetworkId, id: &ContentId) -> Result<Option<Vec<u8>>, StoreError> {
        let kind = id.as_str().split('/').next().unwrap().to_owned();
        *self.looked.lock().unwrap().entry(kind).or_default() += 1;
        let one_less = |left: u32| left.checked_sub(1);
        let order = Ordering::SeqCst;
        if self.left.fetch_update(order, order, one_less).is_ok() {
            return Err(StoreError::Failed("made to fail".to_owned()));
        }
        self.store.get(net, id).await
    }

    async fn keep(&self, net: &NetworkId, keeps: Vec<Keep>) -> Result<(), StoreError> {
        self.store.keep(net, keeps).await
    }
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

    /// How many things of a kind, like `room`, are kept now.
    pub fn keeps(&self, kind: &str) -> usize {
        let kept = self.kept.lock().unwrap();
        let of_kind = |id: &&ContentId| id.as_str().split('/').next() == Some(kind);
        kept.keys().filter(of_kind).count()
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
