//! The sandbox: rooms inside this process, the real engine and store, and one page on loopback.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use futures_util::FutureExt as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{Host, Name, PersonRef, Platform, RoomRef, Text};
use wegotus_sandbox::{Sandbox, SandboxBridge, SandboxClock};

use super::time::pass;
use super::{End, burn, control, end, engine, networks, store};
use crate::board::OrganizersFrom;
use crate::config::Config;
use crate::engine::{Engine, Listed};
use crate::tracker::SledStore;
use crate::web::{BoardClaim, BoardPost, SandboxEngine, SandboxPage, sandbox_router};

/// Who organizes there.
const ORGANIZER: &str = "Organizer";

/// The rooms of the sandbox, and what they are called.
const ROOMS: [(&str, &str); 3] = [
    ("whatsapp", "WhatsApp · Elm Street"),
    ("signal", "Signal · Block 5"),
    ("matrix", "Matrix · Community Garden"),
];

/// Serves the sandbox until it is told to stop.
pub(super) async fn run(config: Config) -> Result<()> {
    let store = store::open(&config).await?;
    let clock = Arc::new(SandboxClock::open(store.sealed("sandbox-clock")).await?);
    let host = Host {
        clock: clock.clone(),
        vault: store.sealed("sandbox"),
    };
    let world = Sandbox::open(host).await?;
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, config.sandbox.port));
    let door = TcpListener::bind(wanted).await.with_context(|| {
        format!("the sandbox's page cannot be served on {wanted}; choose another port with --port")
    })?;
    let address = door.local_addr()?;

    let stop = CancellationToken::new();
    let stage = Arc::new(Stage::new(world.clone(), clock.clone(), stop.clone()));
    let first = Play::begin(&config, &store, &stage).await?;
    // The page is served throughout: who asks while everything begins anew is answered then.
    let page = SandboxPage {
        world,
        engine: stage.clone(),
        stop: stop.clone(),
    };
    let serving = axum::serve(door, sandbox_router(page))
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let serving = tokio::spawn(serving.into_future());
    announce(address);
    let played = play(&config, &store, &stage, first).await;
    stop.cancel();
    serving.await?.context("the page could not be served")?;
    played
}

/// Plays until somebody ends it, and anew after what the organizers erase.
async fn play(config: &Config, store: &SledStore, stage: &Stage, first: Play) -> Result<()> {
    let mut now = first;
    loop {
        match now.end(stage).await? {
            End::Burnt(network) => burn(store, &network).await?,
            End::Told | End::AllBurnt => return Ok(()),
        }
        now = Play::begin(config, store, stage).await?;
    }
}

/// The engine at work on the sandbox's rooms, and what answers `wegotus` commands beside it.
struct Play {
    now: Playing,
    control: JoinHandle<()>,
    all_burnt: CancellationToken,
}

impl Play {
    /// Begins, and lets the page know.
    async fn begin(config: &Config, store: &SledStore, stage: &Stage) -> Result<Self> {
        let network = config
            .networks
            .first()
            .context("a sandbox needs a network")?;
        let mut setup = networks::setup(network, &config.safety, store).await?;
        setup.policy.keep_closed = config.privacy.keep_closed;
        setup.rooms = ROOMS
            .iter()
            .map(|(room, name)| {
                (
                    RoomRef::new(Platform::Sandbox, *room),
                    Some(Name::from(*name)),
                )
            })
            .collect();
        let mut bridge = SandboxBridge::new(stage.world.clone());
        match setup.policy.organizers_from {
            OrganizersFrom::Config => setup
                .organizers
                .push(PersonRef::new(Platform::Sandbox, ORGANIZER)),
            OrganizersFrom::RoomAdmins => bridge = bridge.administered_by(ORGANIZER.parse()?),
        }
        let bridge = Arc::new(bridge);
        let engine = engine(
            config,
            store,
            stage.clock.clone(),
            vec![setup],
            vec![bridge],
        )
        .await?;
        let over = CancellationToken::new();
        let served = control::Served {
            engine: engine.clone(),
            store: store.clone(),
            #[cfg(feature = "failpoints")]
            clock: stage.clock.clone(),
        };
        let (control, all_burnt) = control::serve(&config.data, served, over.clone()).await?;
        let now = Playing { engine, over };
        stage.shows(now.clone());
        Ok(Self {
            now,
            control,
            all_burnt,
        })
    }

    /// Plays until something ends it, and takes everything down.
    async fn end(self, stage: &Stage) -> Result<End> {
        let Playing { engine, over } = self.now;
        let end = end(&engine, &self.all_burnt).await?;
        stage.shows_nothing();
        over.cancel();
        if end != End::AllBurnt {
            engine.stop().await;
        }
        self.control.await?;
        Ok(end)
    }
}

/// Tells the address, which is what the command was started for. Nobody may be listening (`wegotus | head`);
/// the page is served all the same.
fn announce(address: SocketAddr) {
    let told = format!(
        "The wegotus sandbox is open on http://{address}\nNothing in it leaves this computer. Stop it with Ctrl-C."
    );
    if let Err(error) = writeln!(std::io::stdout().lock(), "{told}") {
        tracing::info!(%error, %address, "the sandbox is open; standard output is closed");
    }
}

/// An engine, and what is cancelled once it is.
#[derive(Clone)]
struct Playing {
    engine: Arc<Engine>,
    over: CancellationToken,
}

/// What the page shows: the rooms, and whichever engine is at work in them.
struct Stage {
    world: Arc<Sandbox>,
    clock: Arc<SandboxClock>,
    /// None while everything begins anew.
    playing: watch::Sender<Option<Playing>>,
    changed: watch::Sender<u64>,
    stop: CancellationToken,
}

impl Stage {
    fn new(world: Arc<Sandbox>, clock: Arc<SandboxClock>, stop: CancellationToken) -> Self {
        Self {
            world,
            clock,
            playing: watch::Sender::new(None),
            changed: watch::Sender::new(0),
            stop,
        }
    }

    fn shows(&self, now: Playing) {
        for mut standing in now.engine.changes() {
            let changed = self.changed.clone();
            tokio::spawn(async move {
                while standing.changed().await.is_ok() {
                    changed.send_modify(|count| *count += 1);
                }
            });
        }
        self.playing.send_replace(Some(now));
        self.changed.send_modify(|count| *count += 1);
    }

    fn shows_nothing(&self) {
        self.playing.send_replace(None);
    }

    /// The engine at work, once there is one; none where the program stops first.
    async fn playing(&self) -> Option<Playing> {
        let mut playing = self.playing.subscribe();
        tokio::select! {
            () = self.stop.cancelled() => None,
            now = playing.wait_for(Option::is_some) => now.ok()?.clone(),
        }
    }

    /// Returns once all is read and said; whether the engine stopped before, which delivers nothing any more.
    async fn settle_or_stop(&self, now: &Playing) -> bool {
        let settled = async {
            // What the bot says comes back as echoes, which have to be read too.
            self.world.settled().await;
            now.engine.settle().await;
            self.world.settled().await;
            now.engine.settle().await;
        };
        tokio::select! {
            () = now.over.cancelled() => true,
            () = settled => false,
        }
    }
}

#[async_trait]
impl SandboxEngine for Stage {
    async fn board(&self) -> Vec<BoardPost> {
        let Some(Playing { engine, .. }) = self.playing().await else {
            return Vec::new();
        };
        let listed = engine.posts().await.unwrap_or_else(|error| {
            tracing::error!(%error, "the page cannot show the board");
            Vec::new()
        });
        listed
            .into_iter()
            .map(
                |Listed {
                     view, when, claims, ..
                 }| BoardPost {
                    number: view.no.0,
                    kind: view.kind,
                    status: view.status,
                    category: view.category,
                    slots: view.slots,
                    claims: claims
                        .into_iter()
                        .map(|(person, count, _)| BoardClaim { person, count })
                        .collect(),
                    when,
                    repeats: view.repeats.map(|repeats| repeats.to_string()),
                    place: view.place.map(Text::from),
                    text: Text::from(view.summary),
                    urgent: view.urgency == crate::parser::Urgency::Urgent,
                    from: view.room,
                },
            )
            .collect()
    }

    /// Waits for the engine after one that is stopped meanwhile.
    async fn settle(&self) {
        while let Some(now) = self.playing().await
            && self.settle_or_stop(&now).await
        {}
    }

    async fn advance(&self, by: Duration, asleep: bool) {
        let Some(now) = self.playing().await else {
            return;
        };
        let settle = || self.settle_or_stop(&now).map(|_stopped| ()).boxed();
        pass(&now.engine, &self.clock, by, asleep, settle).await;
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}
