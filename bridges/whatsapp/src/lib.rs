//! WhatsApp groups, as a linked device of an account of the bot's own, through whatsapp-rust.
//!
//! `port` is the seam: behind it `client` calls the SDK, with the session that `store` keeps sealed. Before it: `reader`
//! makes common events of what the SDK hands over, `session` hands those on and says yes only when they are kept,
//! `outgoing` writes under ids made from keys, at the `pace` of a person. `states` says what an end means.

#![recursion_limit = "512"]

mod check;
mod client;
mod content;
mod groups;
mod lately;
mod link;
mod native;
mod outgoing;
pub mod pace;
mod people;
pub mod port;
mod reactions;
mod reader;
mod records;
mod session;
mod settings;
mod states;
mod store;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Host, Name, Outbound, Patience,
    Platform, RoomRef, SendError, Sent, Teller,
};

pub use check::check;
pub use link::{Linked, Show, Shown, link};
pub use settings::WhatsAppSettings;

use crate::client::Opener;
use crate::outgoing::Outgoing;
use crate::pace::Luck;
use crate::port::{WaOpen, WaPort};
use crate::records::{Ended, Records};
use crate::session::Session;
use crate::states::{End, LINK_AGAIN};

/// WhatsApp takes an edit for fifteen minutes; one of them is for what stands in line.
const EDITABLE: Duration = Duration::from_secs(14 * 60);
/// People's apps take a message back for a little over two days.
const REVOCABLE: Duration = Duration::from_secs(48 * 3600);

/// One WhatsApp account as a [`Bridge`].
pub struct WhatsAppBridge {
    host: Host,
    opener: Arc<dyn WaOpen>,
    records: Records,
    outgoing: Outgoing,
    /// The account while it is connected.
    live: RwLock<Option<Arc<dyn WaPort>>>,
    /// The groups it is in.
    rooms: RwLock<Vec<(RoomRef, Name)>>,
}

impl WhatsAppBridge {
    /// A bridge that has not connected yet. No I/O.
    #[must_use]
    pub fn new(settings: WhatsAppSettings, host: Host) -> Self {
        let opener = Arc::new(Opener::new(settings.clone(), host.clone()));
        Self::over(opener, settings, host, Arc::new(chance))
    }

    /// The same over any client, and with any luck.
    #[must_use]
    pub fn over(
        opener: Arc<dyn WaOpen>,
        settings: WhatsAppSettings,
        host: Host,
        luck: Arc<Luck>,
    ) -> Self {
        let records = Records(host.vault.clone());
        Self {
            outgoing: Outgoing::new(host.clock.clone(), records.clone(), settings.pace, luck),
            records,
            host,
            opener,
            live: RwLock::default(),
            rooms: RwLock::default(),
        }
    }

    fn set_live(&self, live: Option<Arc<dyn WaPort>>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }

    fn live(&self) -> Option<Arc<dyn WaPort>> {
        self.live
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// One client after the other, until one ends for good.
    async fn sessions(
        &self,
        sink: Arc<dyn EventSink>,
        state: &Teller,
        stop: &CancellationToken,
    ) -> Result<(), Fatal> {
        let mut patience = Patience::new(self.host.clock.clone(), stop.clone());
        let mut personal = 0;
        loop {
            let ended = self.one(&sink, state, stop, &mut personal).await;
            if state.is_connected() {
                patience.restore();
            }
            match ended {
                End::Stopped => return Ok(()),
                _ if stop.is_cancelled() => return Ok(()),
                End::Expired => {}
                End::Away(why) => state.degraded(format!("{why}; trying again")),
                End::LoggedOut => {
                    tracing::error!("the WhatsApp account is no longer linked. {LINK_AGAIN}");
                    state.tell(BridgeState::LoggedOut);
                    // Nothing of the old session is of use; the next client shows codes.
                    if let Err(error) = self.opener.forget().await {
                        tracing::warn!(%error, "trying again");
                    }
                }
                End::Banned(until, fatal) => {
                    self.remember(&fatal).await;
                    state.tell(BridgeState::Banned { until });
                    tracing::error!(what = %fatal.what, remedy = %fatal.remedy, "shut out by WhatsApp");
                    let Some(until) = until else {
                        return Err(fatal);
                    };
                    tokio::select! {
                        () = self.host.clock.sleep_until(until) => {}
                        () = stop.cancelled() => return Ok(()),
                    }
                }
                End::Fatal(fatal) => {
                    self.remember(&fatal).await;
                    return Err(fatal);
                }
            }
            if patience.wait(Duration::ZERO).await.is_err() {
                return Ok(());
            }
        }
    }

    /// Keeps why it ended, for a doctor who is asked when nothing runs any more.
    async fn remember(&self, fatal: &Fatal) {
        let ended = Ended {
            what: fatal.what.clone(),
            remedy: fatal.remedy.clone(),
        };
        if let Err(error) = self.records.keep_ended(Some(&ended)).await {
            tracing::warn!(%error, "why the account cannot be used cannot be written down");
        }
    }

    /// One client, from when it is opened until it is closed.
    async fn one(
        &self,
        sink: &Arc<dyn EventSink>,
        state: &Teller,
        stop: &CancellationToken,
        personal: &mut u32,
    ) -> End {
        let (sender, mut heard) = mpsc::unbounded_channel();
        let opened = tokio::select! {
            opened = self.opener.open(None, sender) => opened,
            () = stop.cancelled() => return End::Stopped,
        };
        let port = match opened {
            Ok(port) => port,
            Err(why) => return End::Away(why),
        };
        let mut session = Session {
            host: &self.host,
            records: &self.records,
            outgoing: &self.outgoing,
            state,
            stop,
            sink: sink.clone(),
            port: port.clone(),
            rooms: &self.rooms,
            personal,
        };
        let live = |is_live: bool| self.set_live(is_live.then(|| port.clone()));
        let ended = session.run(&mut heard, &live).await;
        // Whoever waits for an answer gets none any more, and what comes from now on comes again.
        drop(heard);
        port.close().await;
        ended
    }
}

#[async_trait]
impl Bridge for WhatsAppBridge {
    fn platform(&self) -> Platform {
        Platform::WhatsApp
    }

    fn abilities(&self, _room: &RoomRef) -> Abilities {
        Abilities {
            edit: Ability::Within(EDITABLE),
            delete: Ability::Within(REVOCABLE),
            react: Ability::Always,
            direct: Ability::Always,
        }
    }

    fn rooms(&self) -> Vec<(RoomRef, Name)> {
        let rooms = self.rooms.read();
        rooms.unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        let state = Teller::new(Platform::WhatsApp, state);
        state.tell(BridgeState::Starting);
        let ended = self.sessions(sink, &state, &stop).await;
        if ended.is_ok() {
            state.tell(BridgeState::Stopped);
        }
        ended
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let live = self.live().ok_or(SendError::Offline)?;
        self.outgoing.send(&live, out).await
    }
}

/// The system's own luck; the middle where it has none.
fn chance() -> f64 {
    getrandom::u32().map_or(0.5, |it| f64::from(it) / (f64::from(u32::MAX) + 1.0))
}
