//! Matrix rooms, through matrix-sdk: plain and encrypted, one account, one device.
//!
//! One way in: `sync` asks the homeserver, `behind` and `gap` fetch what did not fit, `incoming` reads
//! the JSON, `reader` makes the common events of it, `hearing` hands them over, and only when they are
//! committed is the position saved. One way out: `outgoing`, by transaction id. The SDK's types end at this crate's edge.
#![recursion_limit = "256"]

mod admins;
mod authors;
mod behind;
mod bridged;
mod content;
mod doctor;
mod gap;
mod hearing;
mod incoming;
mod invites;
mod outgoing;
mod portals;
mod reactions;
mod reader;
mod records;
mod refusal;
mod rooms;
mod session;
mod settings;
mod sync;
mod trust;
mod undecryptable;
mod wire;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use matrix_sdk::Client;
use secrecy::SecretString;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Host, Outbound, Patience, PersonRef,
    Platform, RoomRef, SealedError, SendError, Sent, Stopped, Teller,
};

pub use doctor::check;
pub use records::RECOVERY_KEY;
pub use settings::{MatrixAuth, MatrixSettings};

use crate::authors::Authors;
use crate::behind::Behind;
use crate::outgoing::Outgoing;
use crate::portals::Portals;
use crate::reactions::Reactions;
use crate::reader::Reader;
use crate::records::{Position, Records};
use crate::session::{NoSession, Session};
use crate::sync::{End, Listener};
use crate::undecryptable::Waiting;

/// One Matrix account as a [`Bridge`].
pub struct MatrixBridge {
    settings: Arc<MatrixSettings>,
    host: Host,
    records: Records,
    /// The client while there is a session.
    live: RwLock<Option<Client>>,
    outgoing: Outgoing,
    portals: Portals,
    waiting: Arc<AtomicUsize>,
    trust: Arc<Mutex<Option<String>>>,
}

impl MatrixBridge {
    /// A bridge that has not connected yet. No I/O.
    #[must_use]
    pub fn new(settings: MatrixSettings, host: Host) -> Self {
        let records = Records::new(host.vault.clone());
        let portals = Portals::new(&settings.bridges);
        Self {
            settings: Arc::new(settings),
            host,
            records,
            live: RwLock::default(),
            outgoing: Outgoing::new(portals.clone()),
            portals,
            waiting: Arc::default(),
            trust: Arc::default(),
        }
    }

    /// How many messages wait for a key to be read with.
    #[must_use]
    pub fn undecryptable_waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// What is wrong with the account's signing keys, recovery key or key backup, in words for an
    /// operator. It does not stand in the way of messages, so the bridge is not degraded by it.
    #[must_use]
    pub fn encryption_trouble(&self) -> Option<String> {
        self.trust
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The account's recovery key, once there is one: with it an organizer can bring the account's
    /// keys back should this machine be lost.
    ///
    /// # Errors
    /// When sealed storage cannot be read.
    pub async fn recovery_key(&self) -> Result<Option<SecretString>, SealedError> {
        Ok(self.records.recovery_key().await?.map(SecretString::from))
    }

    fn set_live(&self, client: Option<Client>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = client;
    }

    fn live(&self) -> Option<Client> {
        self.live
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn listener(
        &self,
        client: &Client,
        sink: Arc<dyn EventSink>,
        state: &Teller,
        stop: &CancellationToken,
    ) -> Result<Listener, NoSession> {
        let own = client
            .user_id()
            .ok_or_else(|| NoSession::Away("there is no session".into()))?;
        let reader = Reader {
            own: own.to_owned(),
            reactions: Reactions::new(self.records.reactions().await?),
            authors: Authors::default(),
            waiting: Waiting::new(self.records.waiting().await?, self.waiting.clone()),
            portals: self.portals.clone(),
        };
        Ok(Listener {
            settings: self.settings.clone(),
            host: self.host.clone(),
            records: self.records.clone(),
            client: client.clone(),
            sink,
            state: state.clone(),
            stop: stop.clone(),
            reader,
            trust: self.trust.clone(),
            chores: JoinSet::new(),
            position: Position::default(),
            behind: Behind::new(self.host.clock.clone(), self.outgoing.stuck.clone()),
            admins: BTreeMap::new(),
            caught_up: false,
        })
    }

    /// One session, from opening it to its end.
    async fn session(
        &self,
        sink: Arc<dyn EventSink>,
        state: &Teller,
        stop: &CancellationToken,
    ) -> Result<End, NoSession> {
        let opening = session::open(&self.settings, &self.records);
        let Session { client, empty } = tokio::select! {
            () = stop.cancelled() => return Ok(End::Stopped),
            opened = opening => opened?,
        };
        let listener = self.listener(&client, sink, state, stop).await?;
        self.set_live(Some(client));
        let end = listener.listen(empty).await;
        self.set_live(None);
        Ok(end)
    }
}

#[async_trait]
impl Bridge for MatrixBridge {
    fn platform(&self) -> Platform {
        Platform::Matrix
    }

    fn abilities(&self, room: &RoomRef) -> Abilities {
        let here = Abilities {
            edit: Ability::Always,
            delete: Ability::Always,
            react: Ability::Always,
            direct: Ability::Always,
        };
        match self.portals.of(&room.native) {
            Some(portal) => portal.abilities(here),
            None => here,
        }
    }

    fn reaches(&self, person: &PersonRef) -> bool {
        self.portals.reaches(&person.native)
    }

    fn copies(&self) -> Vec<(RoomRef, RoomRef)> {
        self.portals.groups()
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        let state = Teller::new(Platform::Matrix, state);
        let mut patience = Patience::new(self.host.clock.clone(), stop.clone());
        state.tell(BridgeState::Starting);
        loop {
            let ended = self.session(sink.clone(), &state, &stop).await;
            if state.is_connected() {
                patience.restore();
            }
            let waited = match ended {
                Ok(End::Stopped) => Err(Stopped),
                Ok(End::Reopen(None)) => Ok(()),
                Ok(End::Reopen(Some(why))) => {
                    state.degraded(format!("{why}; connecting anew"));
                    patience.wait(Duration::ZERO).await
                }
                // With a password the next session is a new login; a token is found wanting there.
                Ok(End::LoggedOut) => {
                    state.tell(BridgeState::LoggedOut);
                    patience.wait(Duration::ZERO).await
                }
                Err(NoSession::Away(why)) => {
                    state.degraded(format!("{why}; trying again"));
                    patience.wait(Duration::ZERO).await
                }
                Err(NoSession::LoggedOut(fatal)) => {
                    state.tell(BridgeState::LoggedOut);
                    return Err(fatal);
                }
                Err(NoSession::Fatal(fatal)) => return Err(fatal),
            };
            if let Err(Stopped) = waited {
                state.tell(BridgeState::Stopped);
                return Ok(());
            }
        }
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let client = self.live().ok_or(SendError::Offline)?;
        self.outgoing.send(&client, &self.records, out).await
    }
}
