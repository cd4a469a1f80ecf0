//! The engine with its three bridges, on a store in memory.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;
use tokio::sync::mpsc;
use wegotus::board::Policy;
use wegotus::engine::{Condition, Engine, EngineSetup, NetworkSetup};
use wegotus::parser::Lexicon;
use wegotus::tracker::{Key, MemoryStore, NetworkId};
use wegotus::voice::Phrases;
use wegotus_chat::{Bridge, BridgeState, Clock, Host, MemorySealed, Name, Platform, SystemClock};
use wegotus_matrix::{MatrixAuth, MatrixBridge, MatrixSettings};
use wegotus_signal::{Daemon, SignalBridge, SignalSettings};

use crate::third::Third;

/// How long the bridges may take until all of them are connected: a JVM starts, and a first sync is made.
const UNTIL_CONNECTED: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(50);

/// A running bot. Its folder goes with it.
pub(crate) struct Bot {
    pub engine: Engine,
    _folder: TempDir,
}

impl Bot {
    /// Links the account on Signal, and on the third network, starts, and waits until every bridge is connected.
    pub(crate) async fn start(
        signal: &wegotus_real_signal::Street,
        matrix: &wegotus_synapse::Street,
        third: &dyn Third,
    ) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("wegotus-bot-").tempdir()?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let host = || Host {
            clock: clock.clone(),
            vault: Arc::new(MemorySealed::default()),
        };
        let signal_host = host();
        let signal_settings = SignalSettings {
            daemon: Daemon::Child {
                command: signal.rig.command.clone(),
                store: folder.path().join("signal"),
            },
            account: None,
            inviters: Vec::new(),
            device_name: "wegotus".to_owned(),
        };
        link(signal, &signal_settings, &signal_host).await?;
        let account = matrix.bot_account();
        let matrix_settings = MatrixSettings {
            homeserver: matrix.synapse().url().to_owned(),
            user: account.user_id().to_owned(),
            auth: MatrixAuth::Password {
                password: SecretString::from(account.password()),
                device_id: String::new(),
            },
            recovery_key: None,
            inviters: vec![matrix.inviter()],
            bridges: Vec::new(),
            store: folder.path().join("matrix"),
            device_name: "wegotus".to_owned(),
            max_gap: MatrixSettings::MAX_GAP,
        };
        let bridges: Vec<Arc<dyn Bridge>> = vec![
            third.bridge(host()).await?,
            Arc::new(SignalBridge::new(signal_settings, signal_host)),
            Arc::new(MatrixBridge::new(matrix_settings, host())),
        ];
        let store = MemoryStore::default();
        let setup = EngineSetup {
            networks: vec![third.with_its_room(network()?)],
            journal: Arc::new(store.clone()),
            vault: Arc::new(store),
            clock,
            lexicon: Arc::new(Lexicon::builtin()),
            phrases: Arc::new(Phrases::load(None)?),
            bridges,
            pace: Duration::ZERO,
        };
        let bot = Self {
            engine: Engine::start(setup).await?,
            _folder: folder,
        };
        let connected = tokio::time::timeout(UNTIL_CONNECTED, bot.connected());
        connected.await.context("a bridge does not connect")?;
        Ok(bot)
    }

    async fn connected(&self) {
        let mut looks = tokio::time::interval(LOOK);
        let is_away = |(_, condition): (Platform, Condition)| {
            !matches!(condition, Condition::Says(BridgeState::Connected))
        };
        while self.engine.bridges().any(is_away) {
            looks.tick().await;
        }
    }
}

/// Shows the account's phone on Signal each code, until it is linked.
async fn link(
    street: &wegotus_real_signal::Street,
    settings: &SignalSettings,
    host: &Host,
) -> Result<()> {
    let (shown, mut codes) = mpsc::unbounded_channel();
    let mut show = |code: SecretString, _expires| drop(shown.send(code));
    let scanning = async {
        let code = codes.recv().await.context("no code was shown")?;
        street.scan(code.expose_secret()).await
    };
    let linking = wegotus_signal::link(settings, host, &mut show);
    let (linked, scanned) = tokio::join!(linking, scanning);
    scanned?;
    linked?;
    street.introduce().await
}

/// One network in every room there is on Signal and Matrix, at no quiet hour.
fn network() -> Result<NetworkSetup> {
    let (id, name) = (NetworkId::new("mixed")?, Name::from("The block"));
    Ok(NetworkSetup {
        policy: Policy {
            quiet: None,
            ..Policy::default()
        },
        all_rooms: vec![Platform::Matrix, Platform::Signal],
        ..NetworkSetup::new(id, name, Arc::new(Key::new(&[7; 32])))
    })
}
