//! A homeserver of a few answers, on loopback: one account, a few rooms, a stream written by the test.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Bridge, BridgeState, Event, EventKind, EventSink, Fatal, Host, MemorySealed, NotCommitted,
    Sealed, SealedError, SenderKind, SystemClock,
};
use wegotus_matrix::{MatrixAuth, MatrixBridge, MatrixSettings};

pub const ROOM: &str = "!block5:here";
/// A room the bot is not in yet.
pub const OTHER: &str = "!block6:here";
pub const BOT: &str = "@bot:here";

/// One request the bridge made.
#[derive(Clone, Debug)]
pub struct Asked {
    pub path: String,
    pub query: BTreeMap<String, String>,
    pub body: Value,
}

/// What the homeserver answers with.
#[derive(Default)]
pub struct Homeserver {
    /// What follows each sync token: the next token, and the rooms' news.
    pub stream: Mutex<BTreeMap<String, (String, Value)>>,
    /// Pages of history by token, newest event first.
    pub history: Mutex<BTreeMap<String, Value>>,
    /// The rooms the bot may join.
    pub joinable: Mutex<BTreeSet<String>>,
    /// The rooms whose history fails.
    pub without_history: Mutex<BTreeSet<String>>,
    /// Single messages, as they can be read now.
    pub messages: Mutex<BTreeMap<String, Value>>,
    /// Whose account the bot logs in to, if not the bot's.
    pub user: Mutex<Option<String>>,
    /// The account's own data, by type.
    account_data: Mutex<BTreeMap<String, Value>>,
    /// Answers to the next sends, before they are taken.
    pub send_troubles: Mutex<Vec<(StatusCode, Value)>>,
    /// The session is no longer taken until the next login.
    pub logged_out: AtomicBool,
    pub asked: Mutex<Vec<Asked>>,
    pub address: String,
    grown: Notify,
    called: Notify,
}

impl Homeserver {
    pub async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Arc::new(Self {
            address,
            ..Self::default()
        });
        let app = Router::new().fallback(answer).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        server
    }

    /// After the token `since` comes `next`, with this timeline.
    pub fn then(&self, since: &str, next: &str, timeline: Value) {
        self.then_rooms(since, next, json!({"join": {ROOM: {"timeline": timeline}}}));
    }

    /// After the token `since` comes `next`, with these news of rooms.
    pub fn then_rooms(&self, since: &str, next: &str, rooms: Value) {
        self.stream
            .lock()
            .unwrap()
            .insert(since.into(), (next.into(), rooms));
        self.grown.notify_waiters();
    }

    pub fn asked(&self, path_part: &str) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .filter(|asked| asked.path.contains(path_part))
            .cloned()
            .collect()
    }

    /// Waits until a path with this part was asked for this many times.
    pub async fn until_asked(&self, path_part: &str, times: usize) {
        let wait = async {
            loop {
                let called = self.called.notified();
                if self.asked(path_part).len() >= times {
                    return;
                }
                called.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), wait)
            .await
            .expect("it was never asked for");
    }

    fn user(&self) -> String {
        let user = self.user.lock().unwrap();
        user.clone().unwrap_or_else(|| BOT.to_owned())
    }

    async fn sync(&self, query: &BTreeMap<String, String>) -> Value {
        let Some(since) = query.get("since") else {
            return json!({"next_batch": "s0", "rooms": {"join": {ROOM: {"timeline": {"events": []},
                "state": {"events": state(ROOM, &self.user())}}}}});
        };
        let patience: u64 = query
            .get("timeout")
            .and_then(|wait| wait.parse().ok())
            .unwrap_or(0);
        let news = async {
            loop {
                let grown = self.grown.notified();
                if let Some(news) = self.stream.lock().unwrap().get(since).cloned() {
                    return news;
                }
                grown.await;
            }
        };
        match tokio::time::timeout(Duration::from_millis(patience), news).await {
            Ok((next, rooms)) => {
                let own = self.account_data.lock().unwrap();
                let own = own
                    .iter()
                    .map(|(kind, content)| json!({"type": kind, "content": content}));
                json!({"next_batch": next, "rooms": rooms, "account_data": {"events": own.collect::<Vec<_>>()}})
            }
            Err(_) => json!({"next_batch": since}),
        }
    }
}

async fn answer(
    State(server): State<Arc<Homeserver>>,
    method: Method,
    uri: Uri,
    Query(query): Query<BTreeMap<String, String>>,
    body: Bytes,
) -> Response {
    let path = uri.path().to_owned();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    server.asked.lock().unwrap().push(Asked {
        path: path.clone(),
        query: query.clone(),
        body: Value::clone(&body),
    });
    server.called.notify_waiters();
    let ends = |end: &str| path.ends_with(end);
    if server.logged_out.load(Ordering::SeqCst) && (ends("/sync") || ends("/whoami")) {
        let no = json!({"errcode": "M_UNKNOWN_TOKEN", "error": "", "soft_logout": true});
        return (StatusCode::UNAUTHORIZED, Json(no)).into_response();
    }
    let said = if ends("/versions") {
        json!({"versions": ["v1.1", "v1.5", "v1.11"]})
    } else if ends("/login") {
        server.logged_out.store(false, Ordering::SeqCst);
        json!({"user_id": server.user(), "access_token": "token", "device_id": "ignored"})
    } else if ends("/whoami") {
        json!({"user_id": server.user(), "device_id": "DEVICE"})
    } else if ends("/keys/upload") {
        json!({"one_time_key_counts": {"signed_curve25519": 50}})
    } else if ends("/keys/query") {
        let uploads = server.asked("/keys/upload");
        let uploaded = uploads.iter().map(|upload| &upload.body["device_keys"]);
        let devices: serde_json::Map<_, _> = uploaded
            .filter_map(|keys| Some((keys["device_id"].as_str()?.to_owned(), keys.clone())))
            .collect();
        json!({"device_keys": {server.user(): devices}})
    } else if ends("/sync") {
        server.sync(&query).await
    } else if ends("/members") {
        json!({"chunk": state(room_in(&path), &server.user()).into_iter().filter(|event| event["type"] == "m.room.member").collect::<Vec<_>>()})
    } else if let Some(message) = path
        .rsplit_once("/event/")
        .and_then(|(_, id)| server.messages.lock().unwrap().get(id).cloned())
    {
        message
    } else if (ends("/messages") || path.contains("/event/"))
        && server
            .without_history
            .lock()
            .unwrap()
            .contains(room_in(&path))
    {
        let no = json!({"errcode": "M_UNKNOWN", "error": "Internal server error"});
        let asked_before = server.asked(&path).len();
        let status = if asked_before % 2 == 1 || path.contains("/event/") {
            StatusCode::INTERNAL_SERVER_ERROR
        } else {
            StatusCode::BAD_REQUEST
        };
        return (status, Json(no)).into_response();
    } else if ends("/leave") || ends("/forget") {
        json!({})
    } else if let Some((_, kind)) = path
        .split_once("/account_data/")
        .filter(|_| method == Method::PUT)
    {
        let mut own = server.account_data.lock().unwrap();
        own.insert(kind.to_owned(), body);
        json!({})
    } else if ends("/join") && server.joinable.lock().unwrap().contains(room_in(&path)) {
        json!({"room_id": room_in(&path)})
    } else if ends("/messages") {
        server
            .history
            .lock()
            .unwrap()
            .get(&query["from"])
            .cloned()
            .unwrap_or(json!({"start": "", "chunk": []}))
    } else if method == Method::PUT && path.contains("/send/") {
        if let Some((status, trouble)) = server.send_troubles.lock().unwrap().pop() {
            return (status, Json(trouble)).into_response();
        }
        json!({"event_id": "$said"})
    } else {
        return (
            StatusCode::NOT_FOUND,
            Json(json!({"errcode": "M_NOT_FOUND", "error": ""})),
        )
            .into_response();
    };
    Json(said).into_response()
}

/// The room a path names.
fn room_in(path: &str) -> &str {
    let (_, rest) = path.split_once("/rooms/").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}

/// The room as it is when the bot is in it.
pub fn state(room: &str, bot: &str) -> Vec<Value> {
    let state = |kind: &str, key: &str, content: Value| {
        json!({"type": kind, "state_key": key, "content": content, "sender": "@ana:here",
            "event_id": format!("$state-{kind}-{key}"), "origin_server_ts": 1, "room_id": room})
    };
    vec![
        state(
            "m.room.create",
            "",
            json!({"creator": "@ana:here", "room_version": "10"}),
        ),
        state("m.room.name", "", json!({"name": "Block 5"})),
        state(
            "m.room.member",
            "@ana:here",
            json!({"membership": "join", "displayname": "Ana"}),
        ),
        state("m.room.member", bot, json!({"membership": "join"})),
    ]
}

/// The bot's own place in the room, changed by Ana.
pub fn own_place(id: &str, membership: &str, before: &str) -> Value {
    json!({"type": "m.room.member", "state_key": BOT, "event_id": id, "sender": "@ana:here",
        "origin_server_ts": wegotus_chat::Clock::now(&SystemClock).0, "content": {"membership": membership},
        "unsigned": {"prev_content": {"membership": before}}})
}

/// Something Ana wrote, now.
pub fn says(id: &str, body: &str) -> Value {
    json!({"type": "m.room.message", "event_id": id, "sender": "@ana:here",
        "origin_server_ts": wegotus_chat::Clock::now(&SystemClock).0,
        "content": {"msgtype": "m.text", "body": body}})
}

/// A sink that keeps what it took, and refuses while told to.
#[derive(Default)]
pub struct Ledger {
    pub taken: Mutex<Vec<Event>>,
    pub refusing: AtomicBool,
    pub refused: AtomicBool,
    changed: Notify,
}

#[async_trait]
impl EventSink for Ledger {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        let refuses = self.refusing.load(Ordering::SeqCst) && !batch.is_empty();
        if refuses {
            self.refused.store(true, Ordering::SeqCst);
        } else {
            self.taken.lock().unwrap().extend(batch);
        }
        self.changed.notify_waiters();
        if refuses {
            Err(NotCommitted {
                reason: "the disk is full".into(),
            })
        } else {
            Ok(())
        }
    }
}

impl Ledger {
    /// Waits until `holds`.
    pub async fn until(&self, holds: impl Fn(&Self) -> bool) {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                if holds(self) {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), wait)
            .await
            .expect("it never happened");
    }

    /// The messages taken, as (key, body).
    pub fn messages(&self) -> Vec<(String, String)> {
        let taken = self.taken.lock().unwrap();
        let message = |event: &Event| match &event.kind {
            EventKind::Message { body, .. } => {
                Some((event.key.0.clone(), body.as_str().to_owned()))
            }
            _ => None,
        };
        taken.iter().filter_map(message).collect()
    }
}

/// A log-in by password, as a device that is to be called `device_id`.
pub fn by_password(device_id: &str) -> MatrixAuth {
    MatrixAuth::Password {
        password: "hush".to_owned().into(),
        device_id: device_id.to_owned(),
    }
}

/// How the bridge is told about this homeserver.
pub fn settings(server: &Homeserver, auth: MatrixAuth, store: &Path) -> MatrixSettings {
    MatrixSettings {
        homeserver: server.address.clone(),
        user: "bot".into(),
        auth,
        recovery_key: None,
        inviters: vec![],
        bridges: vec!["@relay:here".into()],
        store: store.to_owned(),
        device_name: "wegotus".into(),
        max_gap: MatrixSettings::MAX_GAP,
    }
}

/// Sealed storage on a disk that may be full.
#[derive(Default)]
pub struct FullDisk {
    pub full: AtomicBool,
    kept: MemorySealed,
}

#[async_trait]
impl Sealed for FullDisk {
    async fn put(&self, name: &str, value: &[u8]) -> Result<(), SealedError> {
        if self.full.load(Ordering::SeqCst) {
            return Err(SealedError("no space left on device".into()));
        }
        self.kept.put(name, value).await
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SealedError> {
        self.kept.get(name).await
    }

    async fn erase(&self, name: &str) -> Result<(), SealedError> {
        self.kept.erase(name).await
    }
}

/// A running bridge.
pub struct Running {
    pub bridge: Arc<MatrixBridge>,
    pub ledger: Arc<Ledger>,
    pub state: watch::Receiver<BridgeState>,
    pub stop: CancellationToken,
    pub task: JoinHandle<Result<(), Fatal>>,
}

impl Running {
    /// One that logs in with a password.
    pub fn start(server: &Homeserver, store: &Path, vault: &Arc<MemorySealed>) -> Self {
        Self::start_with(by_password(""), server, store, vault)
    }

    pub fn start_with(
        auth: MatrixAuth,
        server: &Homeserver,
        store: &Path,
        vault: &Arc<MemorySealed>,
    ) -> Self {
        Self::start_as(settings(server, auth, store), vault.clone())
    }

    pub fn start_as(settings: MatrixSettings, vault: Arc<dyn Sealed>) -> Self {
        let host = Host {
            clock: Arc::new(SystemClock),
            vault,
        };
        let bridge = Arc::new(MatrixBridge::new(settings, host));
        let ledger = Arc::new(Ledger::default());
        let (told, state) = watch::channel(BridgeState::Starting);
        let stop = CancellationToken::new();
        let task = tokio::spawn({
            let (bridge, ledger, stop) = (bridge.clone(), ledger.clone(), stop.clone());
            async move { bridge.run(ledger, told, stop).await }
        });
        Self {
            bridge,
            ledger,
            state,
            stop,
            task,
        }
    }

    pub async fn becomes(&mut self, wanted: impl Fn(&BridgeState) -> bool) {
        let state = self.state.wait_for(wanted);
        tokio::time::timeout(Duration::from_secs(60), state)
            .await
            .expect("never in that state")
            .unwrap();
    }

    pub async fn is_connected(&mut self) {
        self.becomes(|state| matches!(state, BridgeState::Connected))
            .await;
    }

    /// What was heard in words: who, called what, which words, by whom of the kinds of senders.
    pub fn heard(&self) -> Vec<(String, String, String, SenderKind)> {
        let taken = self.ledger.taken.lock().unwrap();
        let said = taken.iter().filter_map(|event| match &event.kind {
            EventKind::Message { body, .. } | EventKind::Edited { body, .. } => Some((
                event.sender.person.native.clone(),
                event.sender.name.as_str().to_owned(),
                body.as_str().to_owned(),
                event.sender.kind,
            )),
            _ => None,
        });
        said.collect()
    }

    /// Ends it as a crash would.
    pub async fn crash(self) {
        self.task.abort();
        let _ended = self.task.await;
    }
}

/// A homeserver, and nothing kept yet.
pub async fn fresh() -> (Arc<Homeserver>, TempDir, Arc<MemorySealed>) {
    let store = tempfile::tempdir().unwrap();
    (Homeserver::start().await, store, Arc::default())
}
