//! Ingest → decide → commit → deliver: what runs while wegotus runs.
//!
//! **Architecture invariants:** what a bridge hands over is on disk before it is told so. One writer a
//! network decides, one thing after the other. What is said was committed first.

mod ahead;
mod cabinet;
mod codes;
mod copies;
mod desk;
mod hearing;
mod ids;
mod in_flight;
mod naming;
mod network;
mod outbox;
mod own_words;
mod plan;
mod rooms;
mod saying;
mod shredding;
mod teller;
mod writer;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use wegotus_chat::{
    Bridge, BridgeState, Clock, Event, EventKind, EventSink, Fatal, Name, NotCommitted, PersonRef,
    Platform, RoomChange, RoomRef, SenderKind, Timestamp,
};

use crate::board::{Acted, Board, Correction, PersonId, Policy, Post, PostNo, next_due};
use crate::parser::{Language, Lexicon, Precision, Verb, When};
use crate::router::Route;
use crate::tracker::{Journal, Key, NetworkId, StoreError, Vault};
use crate::voice::{Phrases, PostView};
use cabinet::{Cabinet, Trouble};
pub use ids::Ids;
pub use network::Standing;
use network::{Network, Setup};
pub use outbox::Condition;
use outbox::{Line, Mouth, Outbox};
use own_words::OwnWords;
pub use rooms::Inhabited;
use teller::Teller;

/// How long the bridges may take to end.
const HEARING_OUT: Duration = Duration::from_secs(15);
/// How long it may take to tell the organizers that everything is being erased.
const TELLING_OF_A_BURN: Duration = Duration::from_secs(10);

/// One network, as the engine is set up with it.
pub struct NetworkSetup {
    /// Its id.
    pub id: NetworkId,
    /// What people call it.
    pub name: Name,
    /// Its key, for opaque ids.
    pub key: Arc<Key>,
    /// The language the bot speaks there.
    pub language: Language,
    /// The rules of its board; its organizers and zone are filled in from here.
    pub policy: Policy,
    /// Rooms that belong to it from the start, with their names where known.
    pub rooms: Vec<(RoomRef, Option<Name>)>,
    /// Who organizes it.
    pub organizers: Vec<PersonRef>,
    /// Who runs it, as rooms are told; its organizers' names where that is not said.
    pub run_by: Option<Name>,
    /// The room where they are among themselves.
    pub organizer_room: Option<RoomRef>,
    /// Where there is help for one in danger, as the network chose it.
    pub contacts: Vec<String>,
    /// What brings a further room in.
    pub join_code: Option<SecretString>,
    /// Every room the bot is in on these platforms belongs to it.
    pub all_rooms: Vec<Platform>,
    /// It was erased before: it is silent until an organizer says otherwise.
    pub burnt: bool,
}

impl NetworkSetup {
    /// A network that speaks English and has the standard rules, and nothing else yet.
    #[must_use]
    pub fn new(id: NetworkId, name: Name, key: Arc<Key>) -> Self {
        Self {
            id,
            name,
            key,
            language: Language::English,
            policy: Policy::default(),
            rooms: Vec::new(),
            organizers: Vec::new(),
            run_by: None,
            organizer_room: None,
            contacts: Vec::new(),
            join_code: None,
            all_rooms: Vec::new(),
            burnt: false,
        }
    }
}

/// What the engine stands on.
pub struct EngineSetup {
    /// The networks.
    pub networks: Vec<NetworkSetup>,
    /// The store's journal.
    pub journal: Arc<dyn Journal>,
    /// The store's vault.
    pub vault: Arc<dyn Vault>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The words of the parser.
    pub lexicon: Arc<Lexicon>,
    /// The words of the bot.
    pub phrases: Arc<Phrases>,
    /// The chat networks.
    pub bridges: Vec<Arc<dyn Bridge>>,
    /// The least time between two messages in one place.
    pub pace: Duration,
}

/// The running engine.
pub struct Engine {
    core: Arc<Core>,
    lines: BTreeMap<Platform, Line>,
    outbox: Arc<Outbox>,
    stop: CancellationToken,
    /// The bridges, while they run.
    listening: TaskTracker,
    bridges: Mutex<Vec<JoinHandle<Result<(), Fatal>>>>,
    clock: Arc<dyn Clock>,
    trouble: Trouble,
}

/// What events are brought to.
struct Core {
    networks: Vec<Room2Network>,
    /// What people call each of them.
    names: Arc<BTreeMap<NetworkId, Name>>,
    lexicon: Arc<Lexicon>,
    own_words: Arc<OwnWords>,
    bridges: Vec<Arc<dyn Bridge>>,
    clock: Arc<dyn Clock>,
    /// Who administers rooms that belong to no network yet. In memory only.
    admins: Mutex<HashMap<RoomRef, Event>>,
    /// Who tried codes that nobody gave. In memory only.
    misses: Mutex<codes::Misses>,
}

/// A network and how rooms come into it.
struct Room2Network {
    network: Network,
    organizers: HashSet<PersonId>,
    policy: Policy,
    join_code: Option<SecretString>,
    /// Rooms that config names: they belong to it whenever the bot is in them.
    rooms: Vec<RoomRef>,
    all_rooms: Vec<Platform>,
}

impl Engine {
    /// Restores every board, starts the writers, the outbox and the bridges.
    ///
    /// # Errors
    /// When a board cannot be read back from the store.
    pub async fn start(setup: EngineSetup) -> Result<Self, StoreError> {
        let stop = CancellationToken::new();
        let trouble = Trouble::default();
        let (wake, woken) = mpsc::unbounded_channel();
        let names = setup.networks.iter();
        let names = names.map(|one| (one.id.clone(), one.name.clone()));
        let names: Arc<BTreeMap<NetworkId, Name>> = Arc::new(names.collect());
        let (mut networks, mut mouths) = (Vec::new(), BTreeMap::new());
        for one in setup.networks {
            let ids = Ids(one.key);
            let cabinet = Cabinet::new(one.id.clone(), setup.vault.clone(), trouble.clone());
            let organizers: HashSet<PersonId> =
                one.organizers.iter().map(|it| ids.person(it)).collect();
            let policy = Policy {
                organizers: organizers.iter().copied().collect(),
                language: one.language,
                organizer_room: one.organizer_room.as_ref().map(|room| ids.room(room)),
                ..one.policy
            };
            let zone = policy.zone.clone();
            let writer = Setup {
                id: one.id.clone(),
                policy: policy.clone(),
                zone: zone.clone(),
                lexicon: setup.lexicon.clone(),
                cabinet: cabinet.clone(),
                journal: setup.journal.clone(),
                clock: setup.clock.clone(),
                ids,
                organizers: one.organizers.clone(),
                burnt: one.burnt,
            };
            let network = Network::start(writer, wake.clone()).await?;
            let named = one.rooms.iter().map(|(room, _)| room.clone()).collect();
            for (room, name) in one.rooms {
                let joined = network.join(room, name, None).await;
                joined.map_err(|error| StoreError::Failed(error.reason))?;
            }
            let teller = Teller {
                network: one.name,
                run_by: one.run_by,
                organizers: organizers.iter().copied().collect(),
                groups: names.clone(),
                language: one.language,
                zone,
                phrases: setup.phrases.clone(),
                contacts: one.contacts,
                cabinet,
            };
            mouths.insert(
                one.id,
                Mouth {
                    network: network.clone(),
                    teller,
                },
            );
            networks.push(Room2Network {
                network,
                organizers,
                policy,
                rooms: named,
                join_code: one.join_code,
                all_rooms: one.all_rooms,
            });
        }
        let own_words = Arc::<OwnWords>::default();
        let core = Arc::new(Core {
            networks,
            names,
            lexicon: setup.lexicon,
            own_words: own_words.clone(),
            bridges: setup.bridges.clone(),
            clock: setup.clock.clone(),
            admins: Mutex::default(),
            misses: Mutex::default(),
        });
        let (mut lines, mut bridges) = (BTreeMap::new(), Vec::new());
        let listening = TaskTracker::new();
        for bridge in setup.bridges {
            let (state, states) = watch::channel(BridgeState::Starting);
            let fatal_end = Arc::new(OnceLock::new());
            lines.insert(
                bridge.platform(),
                Line {
                    bridge: bridge.clone(),
                    state: states,
                    fatal: fatal_end.clone(),
                },
            );
            let (sink, stop) = (core.clone(), stop.clone());
            bridges.push(listening.spawn(async move {
                let ended = bridge.run(sink, state, stop).await;
                if let Err(fatal) = &ended {
                    tracing::error!(platform = %bridge.platform(), what = %fatal.what, remedy = %fatal.remedy, "a bridge cannot go on; the others do");
                    let _first = fatal_end.set(fatal.clone());
                }
                ended
            }));
        }
        let outbox = Arc::new(Outbox {
            mouths,
            lines: lines.clone(),
            clock: setup.clock.clone(),
            pace: setup.pace,
            stop: stop.clone(),
            busy: Mutex::default(),
            own_words,
        });
        tokio::spawn(outbox.clone().run(woken));
        Ok(Self {
            core,
            lines,
            outbox,
            stop,
            listening,
            bridges: Mutex::new(bridges),
            clock: setup.clock,
            trouble,
        })
    }

    /// Waits until every bridge has ended by itself, which is when none can go on.
    ///
    /// # Errors
    /// The last bridge's reason, with what to do.
    pub async fn ended(&self) -> Result<(), Fatal> {
        let bridges = std::mem::take(
            &mut *self
                .bridges
                .lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner),
        );
        let mut last = Ok(());
        let mut bridges: FuturesUnordered<_> = bridges.into_iter().collect();
        while let Some(ended) = bridges.next().await {
            match ended {
                Ok(Ok(())) => {}
                Ok(Err(fatal)) => last = Err(fatal),
                Err(error) => {
                    last = Err(Fatal {
                        what: format!("a bridge broke ({error})"),
                        remedy: "Start wegotus again; nothing is lost".to_owned(),
                    });
                }
            }
        }
        last
    }

    /// Stops listening and sending, and leaves each board whole on disk.
    pub async fn stop(&self) {
        self.stop.cancel();
        self.listening.close();
        // What a bridge has in hand is still heard, unless it takes too long.
        let _took_too_long = tokio::time::timeout(HEARING_OUT, self.listening.wait()).await;
        for network in &self.core.networks {
            network.network.close().await;
        }
    }

    /// Waits until the organizers of a network have agreed to erase it, and have been told so where that can be done
    /// soon.
    pub async fn to_burn(&self) -> NetworkId {
        let agreed = self.core.networks.iter().map(|it| async {
            let mut standing = it.network.standing();
            if standing.wait_for(|it| it.to_burn).await.is_err() {
                return std::future::pending().await;
            }
            let told = standing.wait_for(|it| it.unsent == 0);
            let _told_or_late = tokio::time::timeout(TELLING_OF_A_BURN, told).await;
            it.network.id.clone()
        });
        let mut agreed: FuturesUnordered<_> = agreed.collect();
        match agreed.next().await {
            Some(network) => network,
            None => std::future::pending().await,
        }
    }

    /// Whether the organizers of a network have agreed, within a day, that a copy of its board may be taken out.
    pub async fn may_export(&self, network: &NetworkId) -> bool {
        let mut networks = self.core.networks.iter();
        let Some(it) = networks.find(|it| it.network.id == *network) else {
            return false;
        };
        let (policy, now) = (it.policy.clone(), self.clock.now());
        let agreed = move |board: &Board| board.agreed(Verb::Export, now, &policy);
        it.network.look(agreed).await.unwrap_or_default()
    }

    /// What the organizers of a network did, oldest first.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn deeds(&self, network: &NetworkId) -> Result<Vec<Done>, StoreError> {
        let mut networks = self.core.networks.iter();
        let (Some(it), Some(mouth)) = (
            networks.find(|it| it.network.id == *network),
            self.outbox.mouths.get(network),
        ) else {
            return Ok(Vec::new());
        };
        let deeds = it.network.look(|board| board.deeds().to_vec()).await;
        let name = async |person| {
            let known = mouth.teller.cabinet.person(person).await?;
            Ok::<_, StoreError>(known.map(|(_, name)| name))
        };
        let mut told = Vec::new();
        for deed in deeds.unwrap_or_default() {
            let (posts, person) = match deed.act {
                Acted::All(_) => (Vec::new(), None),
                Acted::Post(_, no) => (vec![no], None),
                Acted::Merged(kept, gone) => (vec![kept, gone], None),
                Acted::Person(_, person) => (Vec::new(), Some(person)),
                Acted::Assigned(no, person) => (vec![no], Some(person)),
            };
            told.push(Done {
                at: local(deed.at, &mouth.teller.zone),
                by: name(deed.by).await?,
                verb: deed.act.verb(),
                posts,
                person: match person {
                    Some(person) => name(person).await?,
                    None => None,
                },
                undone: deed.undone,
            });
        }
        Ok(told)
    }

    /// How each bridge is doing.
    pub fn bridges(&self) -> impl Iterator<Item = (Platform, Condition)> {
        self.lines
            .iter()
            .map(|(platform, line)| (*platform, line.condition()))
    }

    /// What an operator should know of each bridge besides.
    pub fn notices(&self) -> impl Iterator<Item = (Platform, wegotus_chat::Finding)> {
        let each = self.lines.iter();
        each.flat_map(|(platform, line)| {
            let found = line.bridge.notices().into_iter();
            found.map(|it| (*platform, it))
        })
        .chain(self.of_copies())
    }

    /// The networks, in the order they were set up.
    pub fn networks(&self) -> impl Iterator<Item = &NetworkId> {
        self.core.networks.iter().map(|it| &it.network.id)
    }

    /// The boards' changes: every commit counts one.
    #[must_use]
    pub fn changes(&self) -> Vec<watch::Receiver<Standing>> {
        self.core
            .networks
            .iter()
            .map(|it| it.network.standing())
            .collect()
    }

    /// The next instant at which something is due on any board.
    pub async fn next_due(&self) -> Option<Timestamp> {
        let mut next = None;
        for it in &self.core.networks {
            let due = it.network.look(next_due).await.flatten();
            next = match (next, due) {
                (Some(a), Some(b)) => Some(std::cmp::min(a, b)),
                (a, b) => a.or(b),
            };
        }
        next
    }

    /// Does what is due, and waits until everything that can be sent was sent.
    pub async fn settle(&self) {
        for it in &self.core.networks {
            it.network.tick().await;
            let mut standing = it.network.standing();
            let _stopping = standing.wait_for(|standing| standing.unsent == 0).await;
        }
    }

    /// Every post with how others may see it, by network. Names of those who promised come along, for
    /// whoever may see them.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn posts(&self) -> Result<Vec<Listed>, StoreError> {
        let mut listed = Vec::new();
        for it in &self.core.networks {
            let Some(mouth) = self.outbox.mouths.get(&it.network.id) else {
                continue;
            };
            let all = |board: &Board| -> Vec<(PostNo, Post)> {
                board.posts().map(|(no, post)| (no, post.clone())).collect()
            };
            for (no, post) in it.network.look(all).await.unwrap_or_default() {
                let mut claims = Vec::new();
                for claim in &post.claims {
                    let card = mouth.teller.cabinet.person(claim.person).await?;
                    let name = card.map(|(_, name)| name).unwrap_or_default();
                    claims.push((name, claim.count, claim.done));
                }
                let author = mouth.teller.cabinet.person(post.source.author).await?;
                let view = mouth.teller.post(no, &post).await?;
                let when = view.when.map(|when| written(when, &mouth.teller.zone));
                listed.push(Listed {
                    network: it.network.id.clone(),
                    view,
                    when,
                    claims,
                    author: author.map(|(_, name)| name),
                    made: local(post.made, &mouth.teller.zone),
                });
            }
        }
        Ok(listed)
    }

    /// What the store last answered instead of what it keeps, while it cannot be read.
    #[must_use]
    pub fn store_trouble(&self) -> Option<StoreError> {
        self.trouble.borrow().clone()
    }

    /// The phrases that misled the bot, by network; those most often wrong first. `None` where it was no one
    /// phrase.
    pub async fn corrections(&self) -> Vec<(NetworkId, Vec<(Option<String>, Correction)>)> {
        let mut all = Vec::new();
        for it in &self.core.networks {
            let mut found = it
                .network
                .look(Board::corrections)
                .await
                .unwrap_or_default();
            found.sort_by_key(|it| std::cmp::Reverse((it.times, it.posts)));
            let ids = found.iter().map(|it| it.phrase).collect();
            let mut names = self.core.lexicon.phrases(&ids);
            let named = found.into_iter().map(|it| (names.remove(&it.phrase), it));
            all.push((it.network.id.clone(), named.collect()));
        }
        all
    }

    /// Time, as the engine sees it.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }
}

/// A post on one of the boards.
pub struct Listed {
    /// Which board.
    pub network: NetworkId,
    /// The post, as others may see it.
    pub view: PostView,
    /// When it is wanted, in the network's zone: an RFC 3339 instant, or a date where only a day is named.
    pub when: Option<String>,
    /// Who promised, how many, and whether they did it.
    pub claims: Vec<(Name, u32, bool)>,
    /// Who asks or offers, while that is kept.
    pub author: Option<Name>,
    /// When it was made: an RFC 3339 instant in the network's zone.
    pub made: String,
}

/// Something an organizer did, in words for a file.
pub struct Done {
    /// When: an RFC 3339 instant in the network's zone.
    pub at: String,
    /// Who.
    pub by: Option<Name>,
    /// What.
    pub verb: Verb,
    /// With which posts.
    pub posts: Vec<PostNo>,
    /// With whom.
    pub person: Option<Name>,
    /// It was taken back.
    pub undone: bool,
}

#[async_trait]
impl EventSink for Core {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        let mut by_network: BTreeMap<usize, Vec<Event>> = BTreeMap::new();
        for event in batch {
            if event.sender.kind != SenderKind::Person
                && matches!(event.kind, EventKind::Message { .. })
            {
                continue;
            }
            if self.own_words.come_back(&event, self.clock.now()) {
                continue;
            }
            let Some(event) = self.first_hand(event) else {
                continue;
            };
            self.bring_in(&event, &mut by_network).await?;
            // Whom a network knows, and who said what last, is read off its board.
            if event.sender.private && self.networks.len() > 1 {
                self.hand_over(&mut by_network).await?;
            }
            match self.receive(&event).await? {
                Some(Route::To(at)) => by_network.entry(at).or_default().push(event),
                Some(Route::Each) => {
                    for at in 0..self.networks.len() {
                        by_network.entry(at).or_default().push(event.clone());
                    }
                }
                Some(Route::Nowhere) if matches!(event.kind, EventKind::Admins { .. }) => {
                    self.strange_admins().insert(event.room.clone(), event);
                }
                Some(Route::Ask(_) | Route::Stranger | Route::Nowhere) | None => {}
            }
        }
        self.hand_over(&mut by_network).await
    }
}

impl Core {
    fn strange_admins(&self) -> MutexGuard<'_, HashMap<RoomRef, Event>> {
        self.admins.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has each network commit what is for it.
    async fn hand_over(
        &self,
        by_network: &mut BTreeMap<usize, Vec<Event>>,
    ) -> Result<(), NotCommitted> {
        while let Some((at, events)) = by_network.pop_first() {
            self.networks[at].network.commit(events).await?;
        }
        Ok(())
    }

    /// A room that belongs to no network yet joins one: all rooms do where config says so, any other by an
    /// organizer's `wegotus join <code>`.
    async fn bring_in(
        &self,
        event: &Event,
        waiting: &mut BTreeMap<usize, Vec<Event>>,
    ) -> Result<(), NotCommitted> {
        let joined = matches!(
            event.kind,
            EventKind::Membership {
                change: RoomChange::Joined,
                ..
            }
        );
        let name = match &event.kind {
            EventKind::Membership { room_name, .. } => room_name.clone(),
            _ => None,
        };
        if event.sender.private || matches!(event.kind, EventKind::Echo { .. }) {
            return Ok(());
        }
        let mut networks = self.networks.iter();
        if let Some(known) = networks.find(|it| it.network.knows_room(&event.room)) {
            if joined && name.is_some() {
                known.network.join(event.room.clone(), name, None).await?;
            }
            return Ok(());
        }
        let everything = self.networks.iter().find(|it| {
            it.rooms.contains(&event.room) || it.all_rooms.contains(&event.room.platform)
        });
        if let Some(network) = everything {
            let left = matches!(
                event.kind,
                EventKind::Membership {
                    change: RoomChange::Left,
                    ..
                }
            );
            if !left {
                network.network.join(event.room.clone(), name, None).await?;
            }
            return Ok(());
        }
        let EventKind::Message { msg, body, .. } = &event.kind else {
            return Ok(());
        };
        for (at, it) in self.networks.iter().enumerate() {
            let zone = it.network.zone.clone();
            let Some(code) = hearing::join_code(body.as_str(), zone, event.at, &self.lexicon)
            else {
                return Ok(());
            };
            let wanted = it
                .join_code
                .as_ref()
                .is_some_and(|wanted| wanted.expose_secret() == code);
            let organizer = it.organizers.is_empty()
                || it
                    .organizers
                    .contains(&it.network.ids.person(&event.sender.person));
            if wanted && organizer {
                if let Some(earlier) = waiting.remove(&at) {
                    it.network.commit(earlier).await?;
                }
                it.network
                    .join(event.room.clone(), name, Some(msg.clone()))
                    .await?;
                let admins = self.strange_admins().remove(&event.room);
                if let Some(admins) = admins {
                    it.network.commit(vec![admins]).await?;
                }
                return Ok(());
            }
        }
        Ok(())
    }
}

/// When something is wanted, as other programs read it.
fn written(when: When, zone: &jiff::tz::TimeZone) -> String {
    match when.precision {
        Precision::Day => when.at.to_jiff().to_zoned(zone.clone()).date().to_string(),
        Precision::Time => local(when.at, zone),
    }
}

/// An instant as other programs read it.
fn local(at: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    let local = at.to_jiff().to_zoned(zone.clone());
    local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
