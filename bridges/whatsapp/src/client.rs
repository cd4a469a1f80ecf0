//! The SDK's client behind the port. Whatever calls the SDK is here, and nothing else is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use wegotus_chat::Host;
use whatsapp_rust::bot::Bot;
use whatsapp_rust::http::UreqHttpClient;
use whatsapp_rust::pair_code::PairCodeOptions;
use whatsapp_rust::transport::TokioWebSocketTransportFactory;
use whatsapp_rust::types::events::{Event, EventHandler, EventInterest, EventKind, InboundMessage};
use whatsapp_rust::types::message::AddressingMode;
use whatsapp_rust::wacore::store::DevicePropsOverride;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::{
    CacheConfig, Client, ErrorChainExt, InboundDurabilityHook, Jid, MsgSecretRetention, SendError,
    SendOptions, TokioRuntime, anyhow,
};

use crate::port::{Group, Heard, NotSent, Own, Typing, WaOpen, WaPort};
use crate::settings::WhatsAppSettings;
use crate::store::Session;

/// What the bridge wants to hear of. Messages come through the hook, but for those that the phone had to be asked for.
const HEARD: [EventKind; 21] = [
    EventKind::Messages,
    EventKind::Connected,
    EventKind::Disconnected,
    EventKind::PairSuccess,
    EventKind::PairError,
    EventKind::LoggedOut,
    EventKind::PairingQrCode,
    EventKind::PairingCode,
    EventKind::PairingCodeError,
    EventKind::PairingCodeRefresh,
    EventKind::PairingQrCodesExhausted,
    EventKind::QrScannedWithoutMultidevice,
    EventKind::ClientOutdated,
    EventKind::UndecryptableMessage,
    EventKind::GroupUpdate,
    EventKind::OfflineSyncCompleted,
    EventKind::StreamReplaced,
    EventKind::TemporaryBan,
    EventKind::ConnectFailure,
    EventKind::StreamError,
    EventKind::ServerAck,
];

/// The version told to a server that is not WhatsApp's own; WhatsApp itself says which one it wants.
const ANY_VERSION: (u32, u32, u32) = (2, 3000, 0);

/// For how long the SDK keeps what the bot sent, sealed, should a phone ask for it again.
const SENT_KEPT_FOR: Duration = Duration::from_secs(2 * 24 * 3600);
/// For how long the secret of a message is kept, with which an edit of it is read. People's apps take edits for a
/// quarter of an hour; the rest is for a bot that was off.
const SECRETS_KEPT_FOR: Duration = Duration::from_secs(3 * 24 * 3600);

/// Opens clients on the session in sealed storage.
pub(crate) struct Opener {
    settings: WhatsAppSettings,
    host: Host,
}

impl Opener {
    pub(crate) fn new(settings: WhatsAppSettings, host: Host) -> Self {
        Self { settings, host }
    }

    /// Read anew each time: what an earlier client could not write must not be taken for written.
    fn session(&self) -> Session {
        Session::new(&self.host.vault, self.host.clock.clone())
    }
}

#[async_trait]
impl WaOpen for Opener {
    async fn open(
        &self,
        link: Option<&str>,
        heard: mpsc::UnboundedSender<Heard>,
    ) -> Result<Arc<dyn WaPort>, String> {
        let server = self.settings.server.as_deref();
        let transport = TokioWebSocketTransportFactory::new();
        let transport = match server {
            Some(url) => transport.with_url(url),
            None => transport,
        };
        let device = DevicePropsOverride::new().with_os(&self.settings.device_name);
        let mut bot = Bot::builder()
            .with_backend(self.session())
            .with_transport_factory(transport)
            .with_http_client(UreqHttpClient::new())
            .with_runtime(TokioRuntime)
            .with_device_props(device)
            .with_cache_config(caches())
            .with_inbound_durability_hook(Hook(heard.clone()))
            .with_event_handler(Listener(heard.clone()))
            .skip_history_sync();
        if server.is_some() {
            bot = bot.with_version(ANY_VERSION);
        }
        if let Some(number) = link {
            bot = bot.with_pair_code(PairCodeOptions {
                phone_number: number.trim_start_matches('+').to_owned(),
                ..PairCodeOptions::default()
            });
        }
        // The SDK's own words may hold numbers.
        let bot = bot.build().await.map_err(|_| {
            "the WhatsApp session cannot be read or begun: see that the disk is not full, and that data folder and key file belong together"
                .to_owned()
        })?;
        let handle = bot.spawn();
        let client = handle.client();
        let running = tokio::spawn(async move {
            handle.await;
            // Nobody listens any more where the bridge is being stopped.
            let _ = heard.send(Heard::Ended);
        });
        Ok(Arc::new(SdkClient {
            client,
            running: Mutex::new(Some(running)),
        }))
    }

    async fn forget(&self) -> Result<(), String> {
        let cleared = self.session().clear().await;
        cleared.map_err(|error| format!("the old WhatsApp session cannot be erased: {error}"))
    }
}

fn caches() -> CacheConfig {
    CacheConfig {
        sent_message_ttl_secs: SENT_KEPT_FOR.as_secs(),
        msg_secret_retention: MsgSecretRetention {
            text: SECRETS_KEPT_FOR,
            // The bot has no part in polls, nor in other bots' answers.
            poll_event: Duration::ZERO,
            bot: Duration::ZERO,
        },
        ..CacheConfig::default()
    }
}

struct SdkClient {
    client: Arc<Client>,
    /// Holds the SDK's handle: when this ends, the client does.
    running: Mutex<Option<JoinHandle<()>>>,
}

impl SdkClient {
    fn take_running(&self) -> Option<JoinHandle<()>> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.take()
    }
}

impl Drop for SdkClient {
    fn drop(&mut self) {
        if let Some(running) = self.take_running() {
            running.abort();
        }
    }
}

#[async_trait]
impl WaPort for SdkClient {
    fn own(&self) -> Own {
        Own {
            number: self.client.pn(),
            lid: self.client.lid(),
        }
    }

    async fn other(&self, jid: &Jid) -> Option<Jid> {
        let entry = self.client.get_lid_pn_entry(jid).await.ok()??;
        Some(if jid.is_lid() {
            Jid::pn(&*entry.phone_number)
        } else {
            Jid::lid(&*entry.lid)
        })
    }

    async fn called(&self, group: &Jid, person: &Jid) -> Result<Jid, NotSent> {
        let info = self.client.groups().query_info(group).await;
        let info = info.map_err(|error| not_sent(&error))?;
        let goes_by_lid = info.addressing_mode == AddressingMode::Lid;
        if goes_by_lid == person.is_lid() {
            return Ok(person.clone());
        }
        Ok(self.other(person).await.unwrap_or_else(|| person.clone()))
    }

    async fn send(&self, chat: &Jid, id: &str, message: wa::Message) -> Result<(), NotSent> {
        let options = SendOptions::default().with_message_id(id);
        let sent = self
            .client
            .send_message_with_options(chat.clone(), message, options)
            .await;
        match sent {
            Ok(_) => Ok(()),
            Err(SendError::NotLoggedIn) => Err(NotSent::NotLinked),
            Err(SendError::InvalidRequest(_)) => {
                Err(NotSent::Wrong("it is in no form that WhatsApp takes"))
            }
            Err(error) => Err(not_sent(&error)),
        }
    }

    async fn typing(&self, chat: &Jid, typing: Typing) {
        let chatstate = self.client.chatstate();
        let shown = match typing {
            Typing::On => chatstate.send_composing(chat).await,
            Typing::Off => chatstate.send_paused(chat).await,
        };
        if shown.is_err() {
            tracing::debug!("that the bot writes was not shown");
        }
    }

    async fn groups(&self) -> Result<Vec<Group>, NotSent> {
        let groups = self.client.groups().get_participating().await;
        let groups = groups.map_err(|error| not_sent(&error))?;
        let groups = groups.into_values().map(|it| {
            let members = it.participants.iter().map(|member| {
                let other = if member.jid.is_lid() {
                    &member.phone_number
                } else {
                    &member.lid
                };
                (member.jid.clone(), other.clone())
            });
            let admins = it.participants.iter().filter(|it| it.is_admin());
            Group {
                members: members.collect(),
                admins: admins.map(|it| it.jid.clone()).collect(),
                timer: it
                    .ephemeral
                    .and_then(|it| it.expiration)
                    .unwrap_or_default(),
                jid: it.id,
                name: it.subject,
            }
        });
        Ok(groups.collect())
    }

    async fn close(&self) {
        self.client.disconnect().await;
        if let Some(running) = self.take_running() {
            // It ends by itself once it is disconnected; that it was aborted is no news either.
            let _ = running.await;
        }
    }
}

/// What an error of the SDK means for what was to be sent. Its words may hold numbers, so they go nowhere.
fn not_sent(error: &(dyn std::error::Error + 'static)) -> NotSent {
    if let Some(refused) = error.server_rejection() {
        return NotSent::Refused(refused.code);
    }
    if error.is_transport_unavailable() {
        return NotSent::Offline;
    }
    NotSent::Unknown
}

/// Hands messages over, and acknowledges what was kept.
struct Hook(mpsc::UnboundedSender<Heard>);

#[async_trait]
impl InboundDurabilityHook for Hook {
    async fn on_messages(
        &self,
        _client: Arc<Client>,
        batch: &[InboundMessage],
    ) -> anyhow::Result<()> {
        let (kept, told) = oneshot::channel();
        let batch = batch.to_vec();
        let sent = self.0.send(Heard::Messages { batch, kept });
        sent.map_err(|_| anyhow::anyhow!("the bridge is being stopped"))?;
        match told.await {
            Ok(true) => Ok(()),
            _ => anyhow::bail!("it was not kept"),
        }
    }
}

/// Hears what else happens, in order.
struct Listener(mpsc::UnboundedSender<Heard>);

impl EventHandler for Listener {
    fn handle_event(&self, event: Arc<Event>) {
        if event.as_messages().is_some_and(|it| it.hook_committed) {
            return;
        }
        // Nobody listens any more where the bridge is being stopped.
        let _ = self.0.send(Heard::Told(event));
    }

    fn interest(&self) -> EventInterest {
        EventInterest::of(&HEARD)
    }
}
