//! The whole program put together: what runs, and what it runs on.
//!
//! The command line stands before it and calls nothing else: [`start`], [`languages`], [`lexicon`],
//! [`policy`], [`checks`].

mod bridges;
mod control;
mod networks;
#[cfg(feature = "sandbox")]
mod sandbox;
mod store;
#[cfg(feature = "sandbox")]
mod time;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use wegotus_chat::Clock;

use crate::config::Config;
use crate::doctor::Check;
use crate::engine::{Engine, EngineSetup, NetworkSetup};
use crate::parser::{Language, Lexicon, LexiconError, Thresholds};
use crate::tracker::{NetworkId, SledStore};
use crate::voice::Phrases;

pub use networks::policy;

/// What to run. Its config is checked; `data`, `keys` and the sandbox's port are those to use.
#[derive(Clone, Debug)]
pub enum Mode {
    /// The bot, on the bridges that the config names.
    Bot(Config),
    /// The rooms inside this process and their page.
    Sandbox(Config),
}

/// Runs until it is told to stop (SIGINT, SIGTERM).
///
/// # Errors
/// When it cannot start or go on: what happened, to what, and what to do next.
pub async fn start(mode: Mode) -> Result<()> {
    match mode {
        Mode::Bot(config) => bot(config).await,
        #[cfg(feature = "sandbox")]
        Mode::Sandbox(config) => sandbox::run(config).await,
        #[cfg(not(feature = "sandbox"))]
        Mode::Sandbox(_) => anyhow::bail!(
            "this build has no sandbox. Build with `--features sandbox`, or set up a chat account"
        ),
    }
}

/// The languages the bot can speak.
#[must_use]
pub fn languages() -> Vec<Language> {
    Phrases::built_in().collect()
}

/// The parts `doctor` examines while no bot runs: the store, each bridge.
#[must_use]
pub fn checks(config: &Config) -> Vec<Box<dyn Check>> {
    let mut checks: Vec<Box<dyn Check>> = vec![Box::new(store::StoreCheck::new(config))];
    checks.extend(bridges::checks(config));
    checks
}

/// The words the bot knows under this config, and how sure is sure.
///
/// # Errors
/// Names the file, the line and the remedy when an organizer's own file cannot be used.
pub fn lexicon(config: &Config) -> Result<Lexicon, LexiconError> {
    let mut lexicon = Lexicon::load(folder(config, "lexicon").as_deref())?;
    lexicon.thresholds = Thresholds {
        certain: config.detector.certain,
        unsure: config.detector.unsure,
    };
    Ok(lexicon)
}

/// A folder of the organizer's own files, where they have any.
fn folder(config: &Config, name: &str) -> Option<PathBuf> {
    config.config_dir.as_deref().map(|dir| dir.join(name))
}

/// Links the Signal account while no bot runs; `show` is given each code to scan. Whether it had to be linked.
///
/// # Errors
/// When it cannot be linked: why, and what to do next.
#[cfg(feature = "signal")]
pub async fn link_signal(
    config: &Config,
    show: &mut (dyn FnMut(secrecy::SecretString, wegotus_chat::Timestamp) + Send),
) -> Result<bool> {
    let store = store::open(config).await?;
    let linked = bridges::link_signal(config, &store, show).await;
    let linked = linked.context("no signal-cli is set up")??;
    Ok(linked == wegotus_signal::Linked::Now)
}

/// Links the WhatsApp account while no bot runs; `show` is given each code to scan, and with `number` one to type on
/// the phone. Whether it had to be linked.
///
/// # Errors
/// When it cannot be linked: why, and what to do next.
#[cfg(feature = "whatsapp")]
pub async fn link_whatsapp(
    config: &Config,
    number: Option<&str>,
    show: &mut wegotus_whatsapp::Show<'_>,
) -> Result<bool> {
    let store = store::open(config).await?;
    let linked = bridges::link_whatsapp(config, &store, number, show).await;
    let linked = linked.context("no WhatsApp account is set up")??;
    Ok(linked == wegotus_whatsapp::Linked::Now)
}

async fn bot(config: Config) -> Result<()> {
    let store = store::open(&config).await?;
    #[cfg(feature = "failpoints")]
    let moved = Arc::new(wegotus_sandbox::SandboxClock::open(store.sealed("clock")).await?);
    #[cfg(feature = "failpoints")]
    let clock: Arc<dyn Clock> = moved.clone();
    #[cfg(not(feature = "failpoints"))]
    let clock: Arc<dyn Clock> = Arc::new(wegotus_chat::SystemClock);
    loop {
        let networks = networks::setups(&config, &store).await?;
        let bridges = bridges::all(&config, &store, &clock);
        let engine = engine(&config, &store, clock.clone(), networks, bridges).await?;
        let stop = CancellationToken::new();
        let served = control::Served {
            engine: engine.clone(),
            store: store.clone(),
            #[cfg(feature = "failpoints")]
            clock: moved.clone(),
        };
        let (control, all_burnt) = control::serve(&config.data, served, stop.clone()).await?;
        tracing::info!("wegotus is running; stop it with Ctrl-C");
        let mut ended = Ok(());
        let end = tokio::select! {
            end = end(&engine, &all_burnt) => end?,
            over = engine.ended() => { ended = over.map_err(anyhow::Error::from); End::Told }
        };
        stop.cancel();
        if end == End::AllBurnt {
            control.await?;
            return Ok(());
        }
        engine.stop().await;
        control.await?;
        match end {
            End::Burnt(network) => burn(&store, &network).await?,
            End::Told | End::AllBurnt => return ended,
        }
    }
}

/// What the engine is stopped for.
#[derive(PartialEq, Eq)]
enum End {
    /// Somebody stops the program.
    Told,
    /// The organizers of this network erase it; the others go on.
    Burnt(NetworkId),
    /// Every key is destroyed: nothing is to be written any more.
    AllBurnt,
}

/// Waits for what the engine is to be stopped for.
async fn end(engine: &Engine, all_burnt: &CancellationToken) -> Result<End> {
    tokio::select! {
        told = told_to_stop() => told.map(|()| End::Told),
        network = engine.to_burn() => Ok(End::Burnt(network)),
        () = all_burnt.cancelled() => Ok(End::AllBurnt),
    }
}

/// Erases a network, as its organizers agreed.
async fn burn(store: &SledStore, network: &NetworkId) -> Result<()> {
    store.burn(network).await.with_context(|| {
        format!("'{network}' is to be erased, and is not; start wegotus again to go on with it, or run `wegotus burn`")
    })?;
    tracing::info!(%network, "erased, as its organizers agreed; it is silent until one of them writes resume");
    Ok(())
}

async fn engine(
    config: &Config,
    store: &SledStore,
    clock: Arc<dyn Clock>,
    networks: Vec<NetworkSetup>,
    bridges: Vec<Arc<dyn wegotus_chat::Bridge>>,
) -> Result<Arc<Engine>> {
    let setup = EngineSetup {
        networks,
        journal: Arc::new(store.clone()),
        vault: Arc::new(store.clone()),
        clock,
        lexicon: Arc::new(lexicon(config)?),
        phrases: Arc::new(Phrases::load(folder(config, "replies").as_deref())?),
        bridges,
        pace: config.outbox.pace,
    };
    let engine = Engine::start(setup)
        .await
        .context("the board cannot be read back")?;
    Ok(Arc::new(engine))
}

/// Returns when somebody stops the program.
async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    tokio::select! {
        interrupt = tokio::signal::ctrl_c() => interrupt.context("cannot listen for Ctrl-C")?,
        _ = terminate.recv() => {}
    }
    Ok(())
}
