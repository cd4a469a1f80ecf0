//! The sandbox: rooms inside this process, the real engine and store, and one page on loopback.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use tokio::net::TcpListener;
use tokio::sync::watch;
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
    let cannot = || {
        format!("the sandbox's page cannot be served on {wanted}; choose another port with --port")
    };
    // Open throughout: who asks while everything begins anew is answered then.
    let door = std::net::TcpListener::bind(wanted).with_context(cannot)?;
    door.set_nonblocking(true).with_context(cannot)?;
    let address = door.local_addr()?;
    let mut told = false;
    loop {
        let listener = TcpListener::from_std(door.try_clone()?)?;
        let ready = || {
            if !std::mem::replace(&mut told, true) {
                announce(address);
            }
        };
        match play(&config, &store, &clock, &world, listener, ready).await? {
            End::Burnt(network) => burn(&store, &network).await?,
            End::Told | End::AllBurnt => return Ok(()),
        }
    }
}

/// Serves the sandbox on `listener` until something ends it; calls `ready` once everything answers.
async fn play(
    config: &Config,
    store: &SledStore,
    clock: &Arc<SandboxClock>,
    world: &Arc<Sandbox>,
    listener: TcpListener,
    ready: impl FnOnce(),
) -> Result<End> {
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
    let mut bridge = SandboxBridge::new(world.clone());
    match setup.policy.organizers_from {
        OrganizersFrom::Config => setup
            .organizers
            .push(PersonRef::new(Platform::Sandbox, ORGANIZER)),
        OrganizersFrom::RoomAdmins => bridge = bridge.administered_by(ORGANIZER.parse()?),
    }
    let bridge = Arc::new(bridge);
    let engine = engine(config, store, clock.clone(), vec![setup], vec![bridge]).await?;
    let stop = CancellationToken::new();
    let served = control::Served {
        engine: engine.clone(),
        store: store.clone(),
        #[cfg(feature = "failpoints")]
        clock: clock.clone(),
    };
    let (control, all_burnt) = control::serve(&config.data, served, stop.clone()).await?;
    let played = Played::new(engine.clone(), world.clone(), clock.clone(), stop.clone());
    let page = SandboxPage {
        world: world.clone(),
        engine: Arc::new(played),
        stop: stop.clone(),
    };

    let serving = axum::serve(listener, sandbox_router(page))
        .with_graceful_shutdown(stop.clone().cancelled_owned());
    let serving = tokio::spawn(serving.into_future());
    ready();
    let end = end(&engine, &all_burnt).await?;
    stop.cancel();
    serving.await?.context("the page could not be served")?;
    if end != End::AllBurnt {
        engine.stop().await;
    }
    control.await?;
    Ok(end)
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

/// The engine behind the page.
struct Played {
    engine: Arc<Engine>,
    world: Arc<Sandbox>,
    clock: Arc<SandboxClock>,
    changes: watch::Receiver<u64>,
    stop: CancellationToken,
}

impl Played {
    fn new(
        engine: Arc<Engine>,
        world: Arc<Sandbox>,
        clock: Arc<SandboxClock>,
        stop: CancellationToken,
    ) -> Self {
        let (changed, changes) = watch::channel(0);
        for mut standing in engine.changes() {
            let changed = changed.clone();
            tokio::spawn(async move {
                while standing.changed().await.is_ok() {
                    changed.send_modify(|count| *count += 1);
                }
            });
        }
        Self {
            engine,
            world,
            clock,
            changes,
            stop,
        }
    }
}

#[async_trait]
impl SandboxEngine for Played {
    async fn board(&self) -> Vec<BoardPost> {
        let listed = self.engine.posts().await.unwrap_or_else(|error| {
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

    /// What the bot says comes back as echoes, which have to be read too.
    async fn settle(&self) {
        let settled = async {
            self.world.settled().await;
            self.engine.settle().await;
            self.world.settled().await;
            self.engine.settle().await;
        };
        // An engine that stops delivers nothing any more.
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = settled => {}
        }
    }

    async fn advance(&self, by: Duration, asleep: bool) {
        pass(&self.engine, &self.clock, by, asleep, || self.settle()).await;
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changes.clone()
    }
}
