//! Listening: sync, fill the gaps, read, commit, and only then save how far we are.
//!
//! The SDK's own loop sleeps up to a second between quick responses and saves its position before
//! anybody heard the events, so this is ours. The position here may lag behind the SDK's by one
//! response; that response then comes again, and its events carry the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use matrix_sdk::config::{SyncSettings, SyncToken};
use matrix_sdk::ruma::api::client::filter::{Filter, FilterDefinition, RoomEventFilter};
use matrix_sdk::ruma::{EventId, OwnedRoomId, OwnedUserId};
use matrix_sdk::sync::SyncResponse;
use matrix_sdk::{Client, Error};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{BridgeState, Event, EventSink, Host, Patience, RoomChange, Stopped, Teller};

use crate::behind::Behind;
use crate::hearing::{newest, own_place};
use crate::invites;
use crate::reader::Reader;
use crate::records::{Position, Records};
use crate::refusal;
use crate::rooms;
use crate::settings::MatrixSettings;
use crate::trust;

/// How long the homeserver may keep a sync open when there is nothing to tell.
const LONG_POLL: Duration = Duration::from_secs(30);
/// How much longer it may take before the connection counts as dead.
const WATCHDOG: Duration = Duration::from_secs(60);
/// Longest wait between attempts to set up what messages can do without.
const HOURLY: Duration = Duration::from_secs(3600);
/// Events in one commit; a long gap is handed over in several.
const AT_ONCE: usize = 500;

/// Why listening ended.
pub(crate) enum End {
    /// On request.
    Stopped,
    /// The homeserver ended the session.
    LoggedOut,
    /// The session has to be opened anew; with a reason if something is wrong.
    Reopen(Option<String>),
}

impl End {
    /// A task of ours ended as none should.
    pub(crate) fn broken() -> Self {
        Self::Reopen(Some("part of the bot stopped working".into()))
    }
}

impl From<Stopped> for End {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

/// What listening needs.
pub(crate) struct Listener {
    pub settings: Arc<MatrixSettings>,
    pub host: Host,
    pub records: Records,
    pub client: Client,
    pub sink: Arc<dyn EventSink>,
    pub state: Teller,
    pub stop: CancellationToken,
    pub reader: Reader,
    /// What is wrong with the account's keys, if anything.
    pub trust: Arc<Mutex<Option<String>>>,
    /// What goes on beside the listening, and ends with it.
    pub chores: JoinSet<()>,
    /// How far we are; as it is on disk.
    pub position: Position,
    /// The rooms that are not as far.
    pub behind: Behind,
    /// Who administers each room, as was told.
    pub admins: BTreeMap<OwnedRoomId, BTreeSet<OwnedUserId>>,
    /// Whether a response was seen that left nothing out, and nothing went wrong since.
    pub caught_up: bool,
}

type Keys = Pin<Box<dyn Stream<Item = Option<Vec<(String, String)>>> + Send>>;

impl Listener {
    /// Listens until there is a reason not to. `empty` says that the store knows no rooms yet.
    pub(crate) async fn listen(mut self, empty: bool) -> End {
        match self.until_end(empty).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn until_end(&mut self, empty: bool) -> Result<std::convert::Infallible, End> {
        let mut keys = self.keys().await;
        let mut patience = self.patience();
        self.position = match self.position().await? {
            Some(_) if empty => {
                // A new store: let the SDK learn the rooms, then go on from where we were.
                self.sync(SyncToken::NoToken, Duration::ZERO, &mut keys)
                    .await
                    .map_err(|failed| failed.end())?;
                return Err(End::Reopen(None));
            }
            Some(position) => position,
            None => self.begin(&mut keys, &mut patience).await?,
        };
        for room in self.client.joined_rooms() {
            self.reader.portals.look(&room).await;
        }
        self.resume().await;
        self.tell_admins(self.client.joined_rooms()).await?;
        let mut joining = Joining::default();
        let mut settling = false;
        loop {
            self.answer_invites(&mut joining).await;
            let wait = if self.caught_up {
                LONG_POLL
            } else {
                Duration::ZERO
            };
            let since = self.position.since.as_str().into();
            let response = match self.sync(since, wait, &mut keys).await {
                Ok(response) => response,
                Err(Failed::End(end)) => return Err(end),
                Err(Failed::Later { why, after }) => {
                    self.caught_up = false;
                    self.state.degraded(format!("{why}; trying again"));
                    patience.wait(after).await?;
                    continue;
                }
            };
            self.caught_up |= self.take_in(&response).await?;
            let rooms = response.rooms.joined.keys();
            let rooms = rooms.filter_map(|id| self.client.get_room(id)).collect();
            self.tell_admins(rooms).await?;
            self.retry_undecryptable().await?;
            patience.restore();
            if !std::mem::replace(&mut settling, true) {
                self.chores.spawn(settle_trust(
                    self.client.clone(),
                    self.settings.clone(),
                    self.records.clone(),
                    self.trust.clone(),
                    self.patience().up_to(HOURLY),
                ));
            }
            self.tell_if_connected();
        }
    }

    /// Connected is told once nothing is missing that could be had.
    fn tell_if_connected(&self) {
        if self.caught_up && !self.behind.is_hopeful() {
            self.state.tell(BridgeState::Connected);
        }
    }

    /// The very first sync of an account: what was said before is not for the bot, the rooms it is in are.
    async fn begin(&mut self, keys: &mut Keys, patience: &mut Patience) -> Result<Position, End> {
        let response = loop {
            match self.sync(SyncToken::NoToken, Duration::ZERO, keys).await {
                Ok(response) => break response,
                Err(Failed::End(end)) => return Err(end),
                Err(Failed::Later { why, after }) => {
                    self.state.degraded(format!("{why}; trying again"));
                    patience.wait(after).await?;
                }
            }
        };
        let mut position = Position {
            user: self.reader.own.to_string(),
            since: response.next_batch.clone(),
            ..Position::default()
        };
        let mut batch = Vec::new();
        for room in self.client.joined_rooms() {
            let newest = response
                .rooms
                .joined
                .get(room.room_id())
                .and_then(|joined| newest(&joined.timeline.events));
            position.rooms.insert(room.room_id().to_string(), newest);
            batch.extend(own_place(&room, RoomChange::Joined).await);
        }
        self.commit(batch).await?;
        self.save(position.clone()).await?;
        Ok(position)
    }

    /// Hands messages over whose key came meanwhile.
    async fn retry_undecryptable(&mut self) -> Result<(), End> {
        let mut put_off = Vec::new();
        while let Some(unread) = self.reader.waiting.next_ripe() {
            let found = match (
                rooms::joined(&self.client, &unread.room),
                EventId::parse(&unread.event),
            ) {
                (Some(room), Ok(id)) => {
                    room.event(&id, None).await.map(|event| Some((room, event)))
                }
                _ => Ok(None),
            };
            match found {
                Ok(Some((_, event))) if event.kind.is_utd() => {
                    self.reader.waiting.still_waits(&unread.event);
                }
                Ok(Some((room, event))) => match self.reader.read(&room, true, &[event]).await {
                    Ok(batch) => {
                        self.commit(batch).await?;
                        self.reader.waiting.done(&unread.event);
                    }
                    Err(_) => {
                        self.reader.waiting.still_waits(&unread.event);
                        put_off.push(unread.event);
                    }
                },
                Err(error) if refusal::is_logged_out(&error) => return Err(End::LoggedOut),
                // It may be this message alone that the homeserver cannot give; the others do not wait.
                Err(error) if refusal::is_of_the_server(&error) => {
                    self.reader.waiting.still_waits(&unread.event);
                    put_off.push(unread.event);
                }
                Err(error) if !refusal::is_final(&error) => break,
                Ok(None) | Err(_) => self.reader.waiting.done(&unread.event),
            }
        }
        self.reader.waiting.ripen(put_off);
        self.save_memory().await
    }

    /// Hands a batch over until it is taken.
    pub(crate) async fn commit(&self, batch: Vec<Event>) -> Result<(), End> {
        for part in batch.chunks(AT_ONCE) {
            let mut patience = self.patience();
            while let Err(refused) = self.sink.commit(part.to_vec()).await {
                self.state.degraded(format!(
                    "What was heard in Matrix rooms could not be stored ({}); trying again",
                    refused.reason
                ));
                patience.wait(Duration::ZERO).await?;
            }
        }
        Ok(())
    }

    /// Goes on to `position` and saves it. What later events refer to goes first: a crash in between
    /// repeats, and loses nothing.
    pub(crate) async fn save(&mut self, position: Position) -> Result<(), End> {
        if position == self.position {
            return Ok(());
        }
        self.save_memory().await?;
        let mut patience = self.patience();
        while let Err(error) = self.records.keep_position(&position).await {
            self.state.degraded(format!(
                "The position in Matrix could not be stored ({error}); trying again"
            ));
            patience.wait(Duration::ZERO).await?;
        }
        self.position = position;
        Ok(())
    }

    async fn save_memory(&mut self) -> Result<(), End> {
        let now = self.host.clock.now();
        let mut patience = self.patience();
        if let Some(known) = self.reader.reactions.take_news(now) {
            while let Err(error) = self.records.keep_reactions(known).await {
                self.state.degraded(format!(
                    "Matrix reactions could not be stored ({error}); trying again"
                ));
                patience.wait(Duration::ZERO).await?;
            }
        }
        if let Some(waiting) = self.reader.waiting.take_news(now, self.settings.max_gap) {
            while let Err(error) = self.records.keep_waiting(waiting).await {
                self.state.degraded(format!(
                    "Waiting Matrix messages could not be stored ({error}); trying again"
                ));
                patience.wait(Duration::ZERO).await?;
            }
        }
        Ok(())
    }

    /// How far this account is; none where it never listened before.
    async fn position(&self) -> Result<Option<Position>, End> {
        let mut patience = self.patience();
        loop {
            match self.records.position().await {
                Ok(Some(position))
                    if !position.user.is_empty() && position.user != self.reader.own.as_str() =>
                {
                    tracing::warn!(
                        "the position in Matrix is of the account this data folder had before; beginning anew \
                         with this one, and what was said before now is not read"
                    );
                    return Ok(None);
                }
                Ok(position) => {
                    let user = self.reader.own.to_string();
                    return Ok(position.map(|position| Position { user, ..position }));
                }
                Err(error) => {
                    self.state.degraded(format!(
                        "The position in Matrix cannot be read ({error}); trying again"
                    ));
                    patience.wait(Duration::ZERO).await?;
                }
            }
        }
    }

    /// One sync, while keys that come in meanwhile are put to use.
    async fn sync(
        &mut self,
        since: SyncToken,
        wait: Duration,
        keys: &mut Keys,
    ) -> Result<SyncResponse, Failed> {
        let client = self.client.clone();
        let clock = self.host.clock.clone();
        let stop = self.stop.clone();
        let settings = SyncSettings::new()
            .token(since)
            .timeout(wait)
            .filter(filter().into());
        // A task of its own: it holds the SDK's locks in places, and what is done meanwhile needs them.
        let mut syncing = JoinSet::new();
        syncing.spawn(async move { client.sync_once(settings).await });
        let mut watchdog = pin!(clock.sleep(wait + WATCHDOG));
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return Err(Failed::End(End::Stopped)),
                Some(ended) = syncing.join_next() => {
                    let response = ended.map_err(|_| Failed::End(End::broken()))?;
                    return response.map_err(|error| Failed::from(&error));
                }
                // A sync that was dropped may have been saved by the SDK; only a fresh session hears it again.
                () = &mut watchdog => {
                    return Err(Failed::End(End::Reopen(Some("the homeserver stays silent".into()))));
                }
                Some(fetched) = self.behind.next() => {
                    let fetched = fetched.map_err(|_| Failed::End(End::broken()))?;
                    self.take_fetched(fetched).await.map_err(Failed::End)?;
                    self.tell_if_connected();
                }
                // The key backup may be open now, and hold what was missing.
                Some(_) = self.chores.join_next() => {
                    self.reader.waiting.keys_came();
                    self.retry_undecryptable().await.map_err(Failed::End)?;
                }
                Some(came) = keys.next() => {
                    match came {
                        Some(came) => for (room, session) in came {
                            self.reader.waiting.key_came(&room, &session);
                        },
                        None => self.reader.waiting.keys_came(),
                    }
                    self.retry_undecryptable().await.map_err(Failed::End)?;
                }
            }
        }
    }

    /// Room keys as they come: room and session of each, or none where it was missed which.
    async fn keys(&self) -> Keys {
        match self.client.encryption().room_keys_received_stream().await {
            Some(stream) => Box::pin(stream.map(|came| {
                let came = came.ok()?;
                Some(
                    came.into_iter()
                        .map(|key| (key.room_id.to_string(), key.session_id))
                        .collect(),
                )
            })),
            None => Box::pin(futures_util::stream::pending()),
        }
    }

    async fn answer_invites(&self, joining: &mut Joining) {
        while let Some(done) = joining.tasks.try_join_next() {
            if let Ok(room) = done {
                joining.rooms.remove(&room);
                joining.given_up.insert(room);
            }
        }
        let open = self.client.invited_rooms().into_iter();
        let open: BTreeSet<_> = open.map(|room| room.room_id().to_owned()).collect();
        joining.given_up.retain(|room| open.contains(room));
        let (accepted, left_alone) =
            invites::to_accept(&self.client, &self.settings.inviters).await;
        for room in accepted {
            let id = room.room_id().to_owned();
            if !joining.given_up.contains(&id) && joining.rooms.insert(id.clone()) {
                let clock = self.host.clock.clone();
                joining.tasks.spawn(async move {
                    invites::accept(room, clock).await;
                    id
                });
            }
        }
        if left_alone != joining.left_alone {
            joining.left_alone = left_alone;
            tracing::info!(
                left_alone,
                "invitations to Matrix rooms wait: their senders are not in matrix.inviters"
            );
        }
    }

    fn patience(&self) -> Patience {
        Patience::new(self.host.clock.clone(), self.stop.clone())
    }
}

/// Invitations being accepted. Dropping this ends it.
#[derive(Default)]
struct Joining {
    tasks: JoinSet<OwnedRoomId>,
    rooms: BTreeSet<OwnedRoomId>,
    /// Those that could be neither accepted nor declined.
    given_up: BTreeSet<OwnedRoomId>,
    left_alone: usize,
}

/// Why a sync brought nothing.
enum Failed {
    Later { why: String, after: Duration },
    End(End),
}

impl Failed {
    fn end(self) -> End {
        match self {
            Self::End(end) => end,
            Self::Later { why, .. } => End::Reopen(Some(why)),
        }
    }
}

impl From<&Error> for Failed {
    fn from(error: &Error) -> Self {
        if refusal::is_logged_out(error) {
            return Self::End(End::LoggedOut);
        }
        let why = refusal::in_words(error);
        match error {
            Error::Http(_) => Self::Later {
                why,
                after: refusal::asked_to_wait(error).unwrap_or_default(),
            },
            // The response was there, and taking it in failed half-way.
            _ => Self::End(End::Reopen(Some(why))),
        }
    }
}

/// What is asked of the homeserver: as much of each timeline as it gives (Synapse: 100), members as
/// they speak, and nobody's presence or typing.
fn filter() -> FilterDefinition {
    let mut filter = FilterDefinition::with_lazy_loading();
    filter.room.timeline = RoomEventFilter::with_lazy_loading();
    filter.room.timeline.limit = Some(1000_u32.into());
    filter.room.ephemeral = RoomEventFilter::ignore_all();
    filter.presence = Filter::ignore_all();
    filter
}

/// Sets the account's encryption up, and tries again until it is.
async fn settle_trust(
    client: Client,
    settings: Arc<MatrixSettings>,
    records: Records,
    trouble: Arc<Mutex<Option<String>>>,
    mut patience: Patience,
) {
    loop {
        let found = trust::settle(&client, &settings, &records).await.err();
        let told = std::mem::replace(
            &mut *trouble.lock().unwrap_or_else(PoisonError::into_inner),
            found.clone(),
        );
        match &found {
            None => return,
            Some(why) if told != found => tracing::warn!(
                why,
                "Matrix encryption is not fully set up; messages go on, and it is tried again"
            ),
            Some(_) => {}
        }
        if patience.wait(Duration::ZERO).await.is_err() {
            return;
        }
    }
}
