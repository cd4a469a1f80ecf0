//! Listening: sync, fill the gaps, read, commit, and only then save how far we are.
//!
//! The SDK's own loop sleeps up to a second between quick responses and saves its position before
//! anybody heard the events, so this is ours. The position here may lag behind the SDK's by one
//! response; that response then comes again, and its events carry the same keys.

use std::collections::BTreeSet;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{Stream, StreamExt};
use matrix_sdk::config::{SyncSettings, SyncToken};
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::api::client::filter::{Filter, FilterDefinition, RoomEventFilter};
use matrix_sdk::ruma::{EventId, OwnedRoomId};
use matrix_sdk::sync::{SyncResponse, Timeline};
use matrix_sdk::{Client, Error, Room};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    BridgeState, Event, EventKey, EventKind, EventSink, Host, PersonRef, Platform, RoomChange,
    Sender, SenderKind, Timestamp,
};

use crate::gap;
use crate::invites;
use crate::reader::Reader;
use crate::records::{Position, Records};
use crate::refusal;
use crate::rooms;
use crate::settings::MatrixSettings;
use crate::state::{Patience, Stopped, Teller};
use crate::trust;

/// How long the homeserver may keep a sync open when there is nothing to tell.
/// Longest wait between attempts to set up what messages can do without.
const HOURLY: Duration = Duration::from_secs(3600);
const LONG_POLL: Duration = Duration::from_secs(30);
/// How much longer it may take before the connection counts as dead.
const WATCHDOG: Duration = Duration::from_secs(60);
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
        let mut position = match self.position().await? {
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
        let mut joining = Joining::default();
        let mut settling = false;
        let mut caught_up = false;
        loop {
            self.answer_invites(&mut joining).await;
            let wait = if caught_up { LONG_POLL } else { Duration::ZERO };
            let response = match self
                .sync(position.since.as_str().into(), wait, &mut keys)
                .await
            {
                Ok(response) => response,
                Err(Failed::End(end)) => return Err(end),
                Err(Failed::Later { why, after }) => {
                    caught_up = false;
                    self.state.degraded(format!("{why}; trying again"));
                    patience.wait(after).await?;
                    continue;
                }
            };
            let (batch, next, whole) = self.take_in(&response, &position).await?;
            self.commit(batch).await?;
            if next != position {
                self.save(&next).await?;
                position = next;
            }
            self.retry_undecryptable().await?;
            patience.restore();
            if !std::mem::replace(&mut settling, true) {
                self.chores.spawn(settle_trust(
                    self.client.clone(),
                    self.settings.clone(),
                    self.records.clone(),
                    self.trust.clone(),
                ));
            }
            if caught_up || whole {
                caught_up = true;
                self.state.tell(BridgeState::Connected);
            }
        }
                    self.patience().up_to(HOURLY),
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
            since: response.next_batch.clone(),
            ..Position::default()
        };
        let mut batch = Vec::new();
        for room in self.client.joined_rooms() {
            let newest = response
                .rooms
                .joined
                .get(room.room_id())
                .and_then(|joined| newest(&joined.timeline));
            position.rooms.insert(room.room_id().to_string(), newest);
            batch.extend(own_place(&room, RoomChange::Joined).await);
        }
        self.commit(batch).await?;
        self.save(&position).await?;
        Ok(position)
    }

    /// One response → events to commit, the position after them, and whether nothing was left out.
    async fn take_in(
        &mut self,
        response: &SyncResponse,
        position: &Position,
    ) -> Result<(Vec<Event>, Position, bool), End> {
        let mut next = position.clone();
        next.since.clone_from(&response.next_batch);
        let mut heard = Vec::new();
        let mut whole = true;
        for (id, joined) in &response.rooms.joined {
            let Some(room) = self.client.get_room(id) else {
                continue;
            };
            whole &= !joined.timeline.limited;
            let known = position.rooms.get(id.as_str());
            heard.push(self.hear(&room, known, &joined.timeline, position).await?);
            let newest = newest(&joined.timeline).or_else(|| known.cloned().flatten());
            next.rooms.insert(id.to_string(), newest);
        }
        for (id, left) in &response.rooms.left {
            let Some(room) = self.client.get_room(id) else {
                continue;
            };
            let Some(known) = position.rooms.get(id.as_str()) else {
                continue;
            };
            let mut events = self
                .hear(&room, Some(known), &left.timeline, position)
                .await?;
            let told = |event: &Event| {
                matches!(
                    event.kind,
                    EventKind::Membership {
                        change: RoomChange::Left,
                        ..
                    }
                )
            };
            if !events.iter().any(told) {
                events.extend(own_place(&room, RoomChange::Left).await);
            }
            heard.push(events);
            next.rooms.remove(id.as_str());
        }
        Ok((in_order(heard), next, whole))
    }

    /// One room's part of a response, with the gap before it filled.
    async fn hear(
        &mut self,
        room: &Room,
        known: Option<&Option<String>>,
        timeline: &Timeline,
        position: &Position,
    ) -> Result<Vec<Event>, End> {
        let mut patience = self.patience();
        loop {
            match self.try_to_hear(room, known, timeline, position).await {
                Ok(events) => return Ok(events),
                Err(error) if refusal::is_logged_out(&error) => return Err(End::LoggedOut),
                Err(error) => {
                    let why = refusal::in_words(&error);
                    self.state
                        .degraded(format!("{why} while catching up; trying again"));
                    patience
                        .wait(refusal::asked_to_wait(&error).unwrap_or_default())
                        .await?;
                }
            }
        }
    }

    async fn try_to_hear(
        &mut self,
        room: &Room,
        known: Option<&Option<String>>,
        timeline: &Timeline,
        position: &Position,
    ) -> Result<Vec<Event>, Error> {
        let mut events: Vec<TimelineEvent> = Vec::new();
        if let (true, Some(from)) = (timeline.limited, timeline.prev_batch.clone()) {
            let until = gap::Until {
                since: &position.since,
                known: known.and_then(Option::as_deref),
                oldest: self.host.clock.now().minus(self.settings.max_gap),
            };
            events = gap::fill(room, from, &until).await?;
        }
        events.extend(timeline.events.iter().cloned());
        self.reader.read(room, known.is_some(), &events).await
    }

    /// Hands messages over whose key came meanwhile.
    async fn retry_undecryptable(&mut self) -> Result<(), End> {
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
                Ok(Some((room, event))) => {
                    let Ok(batch) = self.reader.read(&room, true, &[event]).await else {
                        break;
                    };
                    self.commit(batch).await?;
                    self.reader.waiting.done(&unread.event);
                }
                Err(error) if refusal::is_logged_out(&error) => return Err(End::LoggedOut),
                Err(error) if !refusal::is_final(&error) => break,
                Ok(None) | Err(_) => self.reader.waiting.done(&unread.event),
            }
        }
        self.save_memory().await
    }

    /// Hands a batch over until it is taken.
    async fn commit(&self, batch: Vec<Event>) -> Result<(), End> {
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

    /// Saves how far we are. What later events refer to goes first: a crash in between repeats, and
    /// loses nothing.
    async fn save(&mut self, position: &Position) -> Result<(), End> {
        self.save_memory().await?;
        let mut patience = self.patience();
        while let Err(error) = self.records.keep_position(position).await {
            self.state.degraded(format!(
                "The position in Matrix could not be stored ({error}); trying again"
            ));
            patience.wait(Duration::ZERO).await?;
        }
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

    async fn position(&self) -> Result<Option<Position>, End> {
        let mut patience = self.patience();
        loop {
            match self.records.position().await {
                Ok(position) => return Ok(position),
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
                joining.given_up.insert(room);
    ) -> Result<SyncResponse, Failed> {
        let client = self.client.clone();
        let open = self.client.invited_rooms().into_iter();
        let open: BTreeSet<_> = open.map(|room| room.room_id().to_owned()).collect();
        joining.given_up.retain(|room| open.contains(room));
        let clock = self.host.clock.clone();
        let stop = self.stop.clone();
        let settings = SyncSettings::new()
            .token(since)
            .timeout(wait)
            .filter(filter().into());
        let mut response = pin!(client.sync_once(settings));
        let mut watchdog = pin!(clock.sleep(wait + WATCHDOG));
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return Err(Failed::End(End::Stopped)),
                response = &mut response => return response.map_err(|error| Failed::from(&error)),
                // A sync that was dropped may have been saved by the SDK; only a fresh session hears it again.
                () = &mut watchdog => {
                    return Err(Failed::End(End::Reopen(Some("the homeserver stays silent".into()))));
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
    /// Those that could be neither accepted nor declined.
    given_up: BTreeSet<OwnedRoomId>,
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
            }
        }
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
    mut patience: Patience,
}

/// Invitations being accepted. Dropping this ends it.
#[derive(Default)]
struct Joining {
    tasks: JoinSet<OwnedRoomId>,
    rooms: BTreeSet<OwnedRoomId>,
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

async fn settle_trust(
    client: Client,
    settings: Arc<MatrixSettings>,
    records: Records,
    trouble: Arc<Mutex<Option<String>>>,
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

    #[test]
    fn rooms_are_merged_by_time_and_a_wrong_clock_does_not_reorder_a_room() {
        let one = vec![said("!1", "a", 10), said("!1", "b", 5), said("!1", "c", 30)];
        let two = vec![said("!2", "x", 7), said("!2", "y", 20)];
        let order: Vec<_> = in_order(vec![one, two])
            .into_iter()
            .map(|event| event.key.0)
            .collect();
        assert_eq!(order, ["x", "a", "b", "y", "c"]);
    }
}
