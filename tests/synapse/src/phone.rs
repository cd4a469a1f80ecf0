//! A person with a whole client, who reads encrypted rooms.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use futures_util::future::LocalBoxFuture;
use matrix_sdk::config::SyncSettings;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::api::client::filter::FilterDefinition;
use matrix_sdk::ruma::events::room::member::MembershipState;
use matrix_sdk::ruma::{OwnedEventId, OwnedRoomId, RoomId, UserId};
use matrix_sdk::{Client, RoomState};
use serde_json::Value;
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{LocalSet, spawn_local};
use wegotus_script::Seen;

use crate::timeline::Timeline;
use crate::wait::Looks;
use crate::{Account, Person};

/// How long a change in a room may take until this client has seen it.
const UNTIL_SEEN: Duration = Duration::from_secs(30);

/// A person whose client is matrix-sdk with a store in memory. It joins whatever it is invited to,
/// and collects what it sees in the background until it is dropped.
///
/// The client lives on a thread of its own and is asked by messages: to prove its futures `Send`, as other
/// threads would need, takes the compiler minutes.
pub struct Phone {
    account: Account,
    rooms: Arc<Rooms>,
    jobs: mpsc::UnboundedSender<Job>,
}

type Job = Box<dyn FnOnce(Client) -> LocalBoxFuture<'static, ()> + Send>;
type Rooms = Mutex<BTreeMap<OwnedRoomId, SeenRoom>>;

/// What was seen of one room.
#[derive(Default)]
struct SeenRoom {
    timeline: Timeline,
    /// Messages whose key has not arrived yet.
    unreadable: Vec<OwnedEventId>,
}

impl Phone {
    pub(crate) async fn log_in(account: Account) -> Result<Self> {
        let rooms = Arc::new(Rooms::default());
        let (jobs, asked) = mpsc::unbounded_channel();
        let (tell, told) = oneshot::channel();
        std::thread::spawn({
            let (account, rooms) = (account.clone(), Arc::clone(&rooms));
            move || {
                let run = || -> Result<_> {
                    let runtime = Builder::new_current_thread().enable_all().build()?;
                    let local = LocalSet::new();
                    let client = local.block_on(&runtime, enter(&account))?;
                    Ok((runtime, local, client))
                };
                match run() {
                    Ok((runtime, local, client)) => {
                        let _ = tell.send(Ok(()));
                        local.block_on(&runtime, serve(client, rooms, asked));
                    }
                    Err(error) => drop(tell.send(Err(error))),
                }
            }
        });
        told.await??;
        Ok(Self {
            account,
            rooms,
            jobs,
        })
    }

    /// Waits until this client knows that `user_id` is in `room`. What is written before that in an
    /// encrypted room, they cannot read.
    ///
    /// # Errors
    /// When that takes too long.
    pub async fn sees(&self, room: &str, user_id: &str) -> Result<()> {
        let (room, user) = (RoomId::parse(room)?, UserId::parse(user_id)?);
        let what = format!("{} sees {user_id} in the room", self.account.user_id());
        self.ask(async move |client| {
            let mut looks = Looks::new(&what, UNTIL_SEEN);
            loop {
                looks.next().await?;
                let Some(room) = client.get_room(&room) else {
                    continue;
                };
                // Of its own place the client knows by the room's state; the member event may come later.
                if Some(&*user) == client.user_id() && room.state() == RoomState::Joined {
                    return Ok(());
                }
                let member = room.get_member_no_sync(&user).await?;
                if member.is_some_and(|member| *member.membership() == MembershipState::Join) {
                    return Ok(());
                }
            }
        })
        .await
    }

    /// Has the client's thread do something.
    async fn ask<T: Send + 'static>(
        &self,
        job: impl AsyncFnOnce(Client) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (tell, told) = oneshot::channel();
        let job: Job = Box::new(move |client| {
            Box::pin(async move {
                let _ = tell.send(job(client).await);
            })
        });
        self.jobs
            .send(job)
            .ok()
            .context("the client's thread has ended")?;
        told.await?
    }
}

#[async_trait]
impl Person for Phone {
    fn account(&self) -> &Account {
        &self.account
    }

    async fn send(&self, room: &str, kind: &str, content: Value) -> Result<String> {
        self.sees(room, self.account.user_id()).await?;
        let (room, kind) = (RoomId::parse(room)?, kind.to_owned());
        self.ask(async move |client| {
            let room = client.get_room(&room).context("no such room")?;
            let sent = room.send_raw(&kind, content).await?;
            Ok(sent.response.event_id.to_string())
        })
        .await
    }

    async fn messages(&self, room: &str) -> Result<Vec<Seen>> {
        let id = RoomId::parse(room)?;
        let rooms = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(rooms
            .get(&id)
            .map(|room| room.timeline.messages())
            .unwrap_or_default())
    }
}

async fn enter(account: &Account) -> Result<Client> {
    let address = account.api.base();
    let client = Client::builder().homeserver_url(address).build().await?;
    let (user, password) = (account.user_id(), account.password());
    client
        .matrix_auth()
        .login_username(user, password)
        .send()
        .await?;
    // Its keys are published before anybody can write to it.
    client.sync_once(settings()).await?;
    Ok(client)
}

/// Listens, and does what is asked, until nobody can ask any more.
async fn serve(client: Client, rooms: Arc<Rooms>, mut asked: mpsc::UnboundedReceiver<Job>) {
    spawn_local(listen(client.clone(), rooms));
    while let Some(job) = asked.recv().await {
        spawn_local(job(client.clone()));
    }
}

/// At most 100 events of a room in one answer, which is also what Synapse gives at most.
fn settings() -> SyncSettings {
    let mut filter = FilterDefinition::default();
    filter.room.timeline.limit = Some(100_u32.into());
    SyncSettings::new()
        .timeout(Duration::from_secs(10))
        .filter(filter.into())
}

async fn listen(client: Client, rooms: Arc<Rooms>) {
    let mut after_failure = tokio::time::interval(Duration::from_millis(200));
    loop {
        // Not `Client::sync`: that rests up to a second between answers.
        let Ok(answer) = client.sync_once(settings()).await else {
            after_failure.tick().await;
            continue;
        };
        for id in answer.rooms.invited.keys() {
            if let Some(room) = client.get_room(id) {
                let _ = room.join().await;
            }
        }
        for (id, update) in answer.rooms.joined {
            collect(&rooms, &id, &update.timeline.events);
        }
        read_late(&client, &rooms).await;
    }
}

fn collect(rooms: &Rooms, id: &RoomId, events: &[TimelineEvent]) {
    let mut rooms = rooms.lock().unwrap_or_else(PoisonError::into_inner);
    let room = rooms.entry(id.to_owned()).or_default();
    for event in events {
        if event.kind.is_utd() {
            room.unreadable.extend(event.event_id());
        } else if let Ok(event) = event.raw().deserialize_as_unchecked() {
            room.timeline.take(&event);
        }
    }
}

/// Tries once more what could not be read, for its key may have come meanwhile.
async fn read_late(client: &Client, rooms: &Rooms) {
    let waiting: Vec<_> = {
        let mut rooms = rooms.lock().unwrap_or_else(PoisonError::into_inner);
        rooms
            .iter_mut()
            .flat_map(|(id, room)| room.unreadable.drain(..).map(|event| (id.clone(), event)))
            .collect()
    };
    for (id, event) in waiting {
        let Some(room) = client.get_room(&id) else {
            continue;
        };
        match room.event(&event, None).await {
            Ok(event) => collect(rooms, &id, &[event]),
            Err(_) => rooms
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(id)
                .or_default()
                .unreadable
                .push(event),
        }
    }
}
