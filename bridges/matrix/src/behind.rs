//! Rooms that lag behind the stream, because part of what was said in them is still being fetched or
//! cannot be fetched now. Each is fetched by a task of its own, and again after a while where that
//! failed, so that no room waits for another. Which rooms lag is on disk before the position passes them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::OwnedRoomId;
use matrix_sdk::sync::Timeline;
use matrix_sdk::{Error, Room};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, JoinSet};
use wegotus_chat::Clock;

use crate::gap::{self, Until};
use crate::refusal;

/// Rooms fetched at the same time.
const AT_ONCE: usize = 4;
const LONGEST: Duration = Duration::from_secs(60);

/// What one room said up to a sync token, as far as it is at hand.
#[derive(Clone)]
pub(crate) struct Stretch {
    /// The sync token right after it.
    pub until: String,
    /// The token of history before which something is missing; none where nothing is.
    pub from: Option<String>,
    /// What is at hand: the newest of it, oldest first.
    pub tail: Vec<TimelineEvent>,
}

impl Stretch {
    /// A room's part of the response that ends at `until`, with a gap before it.
    pub(crate) fn after_gap(timeline: &Timeline, until: &str) -> Self {
        match &timeline.prev_batch {
            Some(from) => Self {
                until: until.to_owned(),
                from: Some(from.clone()),
                tail: timeline.events.clone(),
            },
            None => Self::unknown(until),
        }
    }

    /// All that was said up to `until` is missing.
    pub(crate) fn unknown(until: &str) -> Self {
        Self {
            until: until.to_owned(),
            from: Some(until.to_owned()),
            tail: Vec::new(),
        }
    }

    /// Nothing is missing.
    pub(crate) fn whole(tail: Vec<TimelineEvent>, until: &str) -> Self {
        Self {
            until: until.to_owned(),
            from: None,
            tail,
        }
    }
}

/// What a fetch brought: everything the room said up to `until`, oldest first.
pub(crate) struct Fetched {
    pub room: Room,
    pub until: String,
    pub events: Result<Vec<TimelineEvent>, Error>,
}

/// The rooms to which nothing is sent: what they said could not be fetched, and among it may be the very
/// message about to be sent, whose receipt was lost.
#[derive(Clone, Default)]
pub(crate) struct Stuck(Arc<Mutex<BTreeSet<OwnedRoomId>>>);

impl Stuck {
    /// Whether this is one of them.
    pub(crate) fn holds(&self, room: &Room) -> bool {
        self.rooms().contains(room.room_id())
    }

    fn rooms(&self) -> std::sync::MutexGuard<'_, BTreeSet<OwnedRoomId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Lag {
    newest: Stretch,
    failures: u32,
}

/// The rooms that lag behind. Dropping this ends their fetching.
pub(crate) struct Behind {
    clock: Arc<dyn Clock>,
    rooms: BTreeMap<OwnedRoomId, Lag>,
    fetching: JoinSet<Fetched>,
    places: Arc<Semaphore>,
    stuck: Stuck,
}

impl Behind {
    /// None do yet. `stuck` is kept to those whose fetching failed.
    pub(crate) fn new(clock: Arc<dyn Clock>, stuck: Stuck) -> Self {
        stuck.rooms().clear();
        Self {
            clock,
            rooms: BTreeMap::new(),
            fetching: JoinSet::new(),
            places: Arc::new(Semaphore::new(AT_ONCE)),
            stuck,
        }
    }

    /// Lets `room` lag, up to `newest`; nothing is fetched before [`Behind::fetch`].
    pub(crate) fn add(&mut self, room: &Room, newest: Stretch) {
        let lag = Lag {
            newest,
            failures: 0,
        };
        self.rooms.insert(room.room_id().to_owned(), lag);
    }

    /// A room that lags has said more. It counts once the fetch under way has ended.
    pub(crate) fn grown(&mut self, room: &Room, newest: Stretch) {
        if let Some(lag) = self.rooms.get_mut(room.room_id()) {
            lag.newest = newest;
        }
    }

    /// Fetches what `room` said back to `until`, and before that waits as long as its failures so far
    /// ask for, at least `asked`.
    pub(crate) fn fetch(&mut self, room: Room, until: Until, asked: Duration) {
        let Some(lag) = self.rooms.get(room.room_id()) else {
            return;
        };
        let stretch = lag.newest.clone();
        let pause = match lag.failures {
            0 => Duration::ZERO,
            // Twice as long each time, from one second on.
            failures => Duration::from_secs(1 << (failures - 1).min(6)).min(LONGEST),
        };
        let (clock, places) = (self.clock.clone(), self.places.clone());
        self.fetching.spawn(async move {
            clock.sleep(pause.max(asked)).await;
            let _place = places.acquire().await;
            let before = match stretch.from {
                Some(from) => gap::fill(&room, from, &until).await,
                None => Ok(Vec::new()),
            };
            Fetched {
                room,
                until: stretch.until,
                events: before.map(|before| [before, stretch.tail].concat()),
            }
        });
    }

    /// The next fetch that ended; none when none is under way.
    pub(crate) async fn next(&mut self) -> Option<Result<Fetched, JoinError>> {
        self.fetching.join_next().await
    }

    /// A fetch failed, or what it brought could not be read.
    pub(crate) fn failed(&mut self, room: &Room, error: &Error) {
        let Some(lag) = self.rooms.get_mut(room.room_id()) else {
            return;
        };
        lag.failures += 1;
        if self.stuck.rooms().insert(room.room_id().to_owned()) {
            let why = refusal::in_words(error);
            tracing::warn!(
                why,
                "what was said in a Matrix room cannot be fetched; the other rooms go on, and nothing is said \
                 in this one until it is. Trying again; if it stays so, see the homeserver's own log"
            );
        }
    }

    /// What `room` said up to `until` is heard. Says whether it lags no more.
    pub(crate) fn heard(&mut self, room: &Room, until: &str) -> bool {
        let id = room.room_id();
        if let Some(lag) = self.rooms.get_mut(id)
            && lag.newest.until != until
        {
            lag.failures = 0;
            return false;
        }
        self.rooms.remove(id);
        if self.stuck.rooms().remove(id) {
            tracing::info!("a Matrix room that lagged behind has caught up");
        }
        true
    }

    /// The rooms that lag.
    pub(crate) fn lagging(&self) -> impl Iterator<Item = &OwnedRoomId> {
        self.rooms.keys()
    }

    /// Whether a room lags whose fetching has not failed yet: it may catch up any moment.
    pub(crate) fn is_hopeful(&self) -> bool {
        self.rooms.values().any(|lag| lag.failures == 0)
    }
}
