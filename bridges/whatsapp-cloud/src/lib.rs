//! WhatsApp through Meta's official Cloud API: one number of a business account, direct messages and API groups.
//!
//! One way in: `webhook` takes what Meta posts and is signed, `payload` is its JSON, `reader` makes the common events
//! of it; Meta is answered once they are on disk. One way out: `outgoing`, a message written down in `sends` before
//! it is asked for, since the API takes no key that would make a repetition harmless; what Meta tells of it later
//! settles what an answer did not. `health` looks whether the number can send at all.

mod check;
mod graph;
mod health;
mod native;
mod outgoing;
mod payload;
mod reactions;
mod reader;
mod records;
mod sends;
mod settings;
mod signature;
mod tally;
mod verdict;
mod webhook;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_trait::async_trait;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Finding, Host, Outbound, Patience,
    Platform, RoomRef, SendError, Sent, Stopped, Teller,
};

pub use check::check;
pub use reader::{Found, Malformed, Passed, Reader, Request};
pub use settings::{CloudSettings, Template};
pub use signature::sign;

use crate::graph::Graph;
use crate::health::Standing;
use crate::outgoing::Outgoing;
use crate::reactions::Kept;
use crate::records::{People, Windows};
use crate::tally::Tally;
use crate::webhook::Webhook;

/// Between two looks at the number while it can send.
const PULSE: Duration = Duration::from_secs(300);
/// How long people's messages can be reacted to.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/reaction-messages>
const REACTABLE: Duration = Duration::from_secs(30 * 24 * 3600);

/// One number as a [`Bridge`].
pub struct WhatsAppCloudBridge {
    settings: CloudSettings,
    host: Host,
    graph: Graph,
    windows: Arc<Windows>,
    tally: Arc<Tally>,
    outgoing: Arc<Outgoing>,
    listening: watch::Sender<Option<SocketAddr>>,
}

impl WhatsAppCloudBridge {
    /// A bridge that does not listen yet. No I/O.
    #[must_use]
    pub fn new(settings: CloudSettings, host: Host) -> Self {
        let graph = Graph::new(&settings);
        let windows = Arc::new(Windows::new(host.vault.clone()));
        let tally = Arc::<Tally>::default();
        let outgoing = Outgoing::new(
            graph.clone(),
            settings.template.clone(),
            host.clock.clone(),
            windows.clone(),
            tally.clone(),
        );
        Self {
            settings,
            host,
            graph,
            windows,
            tally,
            outgoing: Arc::new(outgoing),
            listening: watch::Sender::new(None),
        }
    }

    /// Where the webhook listens, once it does: with port 0 in the settings, any free one.
    pub async fn address(&self) -> SocketAddr {
        let mut listening = self.listening.subscribe();
        let address = listening.wait_for(Option::is_some).await;
        let address = address.ok().and_then(|it| *it);
        address.unwrap_or(self.settings.listen)
    }

    /// Reads back what was kept, as often as it takes.
    async fn restored(&self, state: &Teller, patience: &mut Patience) -> Result<Kept, Stopped> {
        loop {
            let vault = self.host.vault.clone();
            let restored = async {
                self.outgoing.restore(vault.clone()).await?;
                Kept::load(vault.clone()).await
            };
            match restored.await {
                Ok(kept) => {
                    // What was counted is worth no waiting.
                    if let Err(error) = self.tally.restore(&*vault).await {
                        tracing::warn!(%error, "what was counted before is lost");
                    }
                    patience.restore();
                    return Ok(kept);
                }
                Err(error) => state.degraded(format!(
                    "The bot's WhatsApp records cannot be read ({error}): see that the disk is not full, and that \
                     data folder and key file belong together; trying again"
                )),
            }
            patience.wait(Duration::ZERO).await?;
        }
    }

    async fn listener(&self) -> Result<TcpListener, Fatal> {
        let listen = self.settings.listen;
        TcpListener::bind(listen).await.map_err(|error| Fatal {
            what: format!("the webhook cannot listen on {listen}: {error}"),
            remedy: "Free that address, or set whatsapp_cloud.listen to another; then start wegotus again"
                .to_owned(),
        })
    }

    /// Looks at the number again and again, and at once when a send met with trouble.
    async fn look_after(&self, state: &Teller, patience: &mut Patience) -> Result<(), Stopped> {
        let mut before = self.tally.counts();
        loop {
            let (standing, _) = health::ask(&self.graph).await;
            let shut = self.outgoing.shut.swap(false, Ordering::Relaxed);
            let is_well = matches!(standing, Standing::Well | Standing::Limited(_));
            state.tell(if shut {
                BridgeState::Banned { until: None }
            } else {
                standing.into()
            });
            if is_well && !shut {
                patience.restore();
                tokio::select! {
                    () = self.outgoing.trouble.notified() => {}
                    () = self.host.clock.sleep(PULSE) => {}
                }
            } else {
                patience
                    .wait(if shut { PULSE } else { Duration::ZERO })
                    .await?;
            }
            let now = self.tally.counts();
            if now != before {
                if let Err(error) = self.tally.keep(&*self.host.vault).await {
                    tracing::warn!(%error, "what was counted cannot be written down");
                }
                before = now;
            }
        }
    }
}

#[async_trait]
impl Bridge for WhatsAppCloudBridge {
    fn platform(&self) -> Platform {
        Platform::WhatsApp
    }

    fn abilities(&self, _room: &RoomRef) -> Abilities {
        Abilities {
            edit: Ability::Never,
            delete: Ability::Never,
            react: Ability::Within(REACTABLE),
            direct: match self.settings.template {
                Some(_) => Ability::Always,
                None => Ability::Never,
            },
        }
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        let state = Teller::new(Platform::WhatsApp, state);
        state.tell(BridgeState::Starting);
        let mut patience = Patience::new(self.host.clock.clone(), stop.clone());
        let Ok(kept) = self.restored(&state, &mut patience).await else {
            state.tell(BridgeState::Stopped);
            return Ok(());
        };
        let webhook = Arc::new(Webhook {
            settings: self.settings.clone(),
            clock: self.host.clock.clone(),
            sink,
            reader: Reader::new(&self.settings.phone_number_id),
            people: People::new(self.host.vault.clone()),
            windows: self.windows.clone(),
            reactions: Mutex::new(kept),
            outgoing: self.outgoing.clone(),
            tally: self.tally.clone(),
            at_once: Webhook::at_once(),
        });
        let listener = self.listener().await?;
        self.listening.send_replace(listener.local_addr().ok());
        let ending = stop.clone().cancelled_owned();
        let served = axum::serve(listener, webhook.router()).with_graceful_shutdown(ending);
        let served = async {
            // What is under way is answered; whoever keeps a connection open is not waited for.
            let end = async {
                stop.cancelled().await;
                self.host.clock.sleep(Duration::from_secs(2)).await;
            };
            tokio::select! {
                ended = served.into_future() => ended,
                () = end => Ok(()),
            }
        };
        let looked_after = async {
            // It ends when it is stopped, and what is under way at the webhook ends after it.
            let _stopped = self.look_after(&state, &mut patience).await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            ended = served => if let Err(error) = ended {
                return Err(Fatal {
                    what: format!("the webhook broke: {error}"),
                    remedy: "Start wegotus again; Meta sends again what was not answered".to_owned(),
                });
            },
            () = looked_after => {}
        }
        if let Err(error) = self.tally.keep(&*self.host.vault).await {
            tracing::warn!(%error, "what was counted cannot be written down");
        }
        state.tell(BridgeState::Stopped);
        Ok(())
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        self.outgoing.send(out).await
    }

    fn notices(&self) -> Vec<Finding> {
        self.tally.counts().findings()
    }
}
