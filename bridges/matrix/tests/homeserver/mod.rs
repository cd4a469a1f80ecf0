//! A homeserver of a few answers, on loopback: one account, one room, a stream written by the test.

use std::collections::BTreeMap;
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
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Bridge, BridgeState, Event, EventKind, EventSink, Fatal, Host, MemorySealed, NotCommitted,
    SystemClock,
};
use wegotus_matrix::{MatrixAuth, MatrixBridge, MatrixSettings};

pub const ROOM: &str = "!block5:here";
const BOT: &str = "@bot:here";

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
    /// Answers to the next sends, before they are taken.
    pub send_troubles: Mutex<Vec<(StatusCode, Value)>>,
    /// The session is no longer taken until the next login.
    pub logged_out: AtomicBool,
    pub asked: Mutex<Vec<Asked>>,
    pub address: String,
    grown: Notify,
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

    async fn sync(&self, query: &BTreeMap<String, String>) -> Value {
        let Some(since) = query.get("since") else {
            return json!({"next_batch": "s0", "rooms": {"join": {ROOM: {"timeline": {"events": []},
                "state": {"events": state()}}}}});
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
            Ok((next, rooms)) => json!({"next_batch": next, "rooms": rooms}),
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
        body,
    });
    let ends = |end: &str| path.ends_with(end);
    if server.logged_out.load(Ordering::SeqCst) && (ends("/sync") || ends("/whoami")) {
        let no = json!({"errcode": "M_UNKNOWN_TOKEN", "error": "", "soft_logout": true});
        return (StatusCode::UNAUTHORIZED, Json(no)).into_response();
    }
    let said = if ends("/versions") {
        json!({"versions": ["v1.1", "v1.5", "v1.11"]})
    } else if ends("/login") {
        server.logged_out.store(false, Ordering::SeqCst);
        json!({"user_id": BOT, "access_token": "token", "device_id": "ignored"})
    } else if ends("/whoami") {
        json!({"user_id": BOT, "device_id": "DEVICE"})
    } else if ends("/keys/upload") {
        json!({"one_time_key_counts": {"signed_curve25519": 50}})
    } else if ends("/keys/query") {
        let device = server.asked("/login")[0].body["device_id"].clone();
        json!({"device_keys": {BOT: {device.as_str().unwrap_or_default(): {}}}})
    } else if ends("/sync") {
        server.sync(&query).await
    } else if ends("/members") {
        json!({"chunk": state().into_iter().filter(|event| event["type"] == "m.room.member").collect::<Vec<_>>()})
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

fn state() -> Vec<Value> {
    let state = |kind: &str, key: &str, content: Value| {
        json!({"type": kind, "state_key": key, "content": content, "sender": "@ana:here",
            "event_id": format!("$state-{kind}-{key}"), "origin_server_ts": 1, "room_id": ROOM})
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
        state("m.room.member", BOT, json!({"membership": "join"})),
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

/// How the bridge is told about this homeserver.
pub fn settings(server: &Homeserver, auth: MatrixAuth, store: &Path) -> MatrixSettings {
    MatrixSettings {
        homeserver: server.address.clone(),
        user: "bot".into(),
        auth,
        recovery_key: None,
        inviters: vec![],
        store: store.to_owned(),
        device_name: "wegotus".into(),
        max_gap: MatrixSettings::MAX_GAP,
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
        Self::start_with(
            MatrixAuth::Password("hush".to_owned().into()),
            server,
            store,
            vault,
        )
    }

    pub fn start_with(
        auth: MatrixAuth,
        server: &Homeserver,
        store: &Path,
        vault: &Arc<MemorySealed>,
    ) -> Self {
        let settings = settings(server, auth, store);
        let host = Host {
            clock: Arc::new(SystemClock),
            vault: vault.clone(),
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

    /// Ends it as a crash would.
    pub async fn crash(self) {
        self.task.abort();
        let _ended = self.task.await;
    }
}
