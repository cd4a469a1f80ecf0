//! Signal groups, through signal-cli's daemon: one account of the bot's own.
//!
//! One way in: `stream` reads the event stream, `envelope` its JSON, `reader` makes the common events of it,
//! `session` hands them over. One way out: `outgoing`, one request at a time, written down in `sends` before it is
//! asked for, since Signal takes no key that would make a repetition harmless. `house` has signal-cli there:
//! beside the bot, or as its child.

mod check;
mod daemon;
pub mod envelope;
mod groups;
mod house;
mod link;
mod native;
mod outgoing;
mod reader;
mod records;
mod results;
mod revisions;
mod rpc;
mod sends;
mod session;
mod settings;
mod stream;
mod verdict;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{Mutex, mpsc, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Host, Name, Outbound, Patience,
    Platform, RoomRef, SendError, Sent, Teller,
};

pub use check::check;
pub use link::{Linked, link};
pub use reader::{Found, Own, Reader};
pub use settings::{Daemon, SignalSettings};

use crate::house::House;
use crate::outgoing::{Live, News, Outgoing};
use crate::records::{Groups, Records};
use crate::session::{End, Session, Shown};
use crate::verdict::LINK_AGAIN;

/// People's apps take no edit or deletion of a message that is older.
const CHANGEABLE: Duration = Duration::from_secs(24 * 3600);

/// One Signal account as a [`Bridge`].
pub struct SignalBridge {
    settings: SignalSettings,
    host: Host,
    records: Records,
    outgoing: Outgoing,
    news: Mutex<mpsc::UnboundedReceiver<News>>,
    /// The account while there is a session.
    live: RwLock<Option<Live>>,
    /// The groups it was last seen in.
    rooms: RwLock<Vec<(RoomRef, Name)>>,
}

impl SignalBridge {
    /// A bridge that has not connected yet. No I/O.
    #[must_use]
    pub fn new(settings: SignalSettings, host: Host) -> Self {
        let (outgoing, news) = Outgoing::new(host.clock.clone());
        Self {
            settings,
            records: Records(host.vault.clone()),
            host,
            outgoing,
            news: Mutex::new(news),
            live: RwLock::default(),
            rooms: RwLock::default(),
        }
    }

    fn live(&self) -> Option<Live> {
        self.live
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// One session after the other, until one ends for good.
    async fn sessions(
        &self,
        house: &House,
        sink: Arc<dyn EventSink>,
        state: &Teller,
        stop: &CancellationToken,
        hushed: &CancellationToken,
    ) -> Result<(), Fatal> {
        let mut patience = Patience::new(self.host.clock.clone(), stop.clone());
        let mut news = self.news.lock().await;
        let (mut personal, mut unlinked) = (0, false);
        loop {
            let opened = tokio::select! {
                opened = self.open(house) => opened,
                () = stop.cancelled() => return Ok(()),
            };
            let ended = match opened {
                Ok(rpc) => {
                    let mut session = Session {
                        settings: &self.settings,
                        host: &self.host,
                        records: &self.records,
                        outgoing: &self.outgoing,
                        state,
                        stop: hushed,
                        sink: sink.clone(),
                        personal: &mut personal,
                        unlinked: &mut unlinked,
                    };
                    let running = session.run(rpc, &mut news, self);
                    tokio::select! {
                        biased;
                        ended = running => ended,
                        () = stopped_for_long(hushed, &self.host) => End::Stopped,
                    }
                }
                Err(why) => End::Away(why),
            };
            self.set_live(None);
            if state.is_connected() {
                patience.restore();
            }
            match ended {
                End::Stopped => return Ok(()),
                _ if stop.is_cancelled() => return Ok(()),
                End::Away(why) => state.degraded(format!("{why}; trying again")),
                End::LoggedOut => {
                    tracing::error!(
                        "the Signal account is no longer linked to signal-cli. {LINK_AGAIN}"
                    );
                    state.tell(BridgeState::LoggedOut);
                    unlinked = true;
                }
                End::Fatal(fatal) => return Err(fatal),
            }
            if patience.wait(Duration::ZERO).await.is_err() {
                return Ok(());
            }
        }
    }

    async fn open(&self, house: &House) -> Result<rpc::Rpc, String> {
        let restored = self.outgoing.restore(self.host.vault.clone()).await;
        restored.map_err(|error| error.to_string())?;
        let (rpc, version) = house.open().await?;
        tracing::info!(%version, "signal-cli answers");
        Ok(rpc)
    }
}

impl Shown for SignalBridge {
    fn set_live(&self, live: Option<Live>) {
        *self.live.write().unwrap_or_else(PoisonError::into_inner) = live;
    }

    fn set_groups(&self, groups: &Groups) {
        let there = groups.iter().filter(|(_, group)| group.is_member);
        let rooms = there.map(|(id, group)| (native::group(id), Name::from(group.name.as_str())));
        *self.rooms.write().unwrap_or_else(PoisonError::into_inner) = rooms.collect();
    }
}

/// Returns some time after `stop`: a session ends by itself then, unless signal-cli keeps it waiting.
async fn stopped_for_long(stop: &CancellationToken, host: &Host) {
    stop.cancelled().await;
    host.clock.sleep(Duration::from_secs(2)).await;
}

#[async_trait]
impl Bridge for SignalBridge {
    fn platform(&self) -> Platform {
        Platform::Signal
    }

    fn abilities(&self, _room: &RoomRef) -> Abilities {
        Abilities {
            edit: Ability::Within(CHANGEABLE),
            delete: Ability::Within(CHANGEABLE),
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
        let state = Teller::new(Platform::Signal, state);
        state.tell(BridgeState::Starting);
        let house = House::new(self.settings.daemon.clone(), self.host.clock.clone());
        // A child is ended first: what it hands over until then is still heard.
        let hushed = CancellationToken::new();
        let ending = async {
            stop.cancelled().await;
            house.close().await;
            hushed.cancel();
            std::future::pending().await
        };
        let ended = tokio::select! {
            ended = self.sessions(&house, sink, &state, &stop, &hushed) => ended,
            ended = ending => ended,
        };
        house.close().await;
        if ended.is_ok() {
            state.tell(BridgeState::Stopped);
        }
        ended
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let live = self.live().ok_or(SendError::Offline)?;
        self.outgoing.send(live, out).await
    }
}
