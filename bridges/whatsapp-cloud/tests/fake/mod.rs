//! A Graph API that misbehaves as told, made of the JSON in `tests/fixtures/whatsapp-cloud`; and what a bridge needs
//! around it: Meta posting to its webhook, a clock that hurries, and a sink that can refuse or stall.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge as _, BridgeState, Clock, Destination, EffectKey, Event, EventSink, Fatal, Host,
    MemorySealed, MessageRef, NotCommitted, Outbound, Platform, RoomRef, SystemClock, Timestamp,
};
use wegotus_whatsapp_cloud::{CloudSettings, Template, WhatsAppCloudBridge, sign};

pub const NUMBER: &str = "106540352242922";
pub const ANA: &str = "12025550101";
pub const GROUP: &str = "Y2FwaV9ncm91cDoxMjAyNTU1MDEwMDoxMjAzNjM0MDQ2OTQyMzM4MjAZD";
pub const SECRET: &str = "open sesame";
pub const VERIFY: &str = "a word made up";

/// How a request to send is answered.
pub enum Answer {
    /// It is carried out, and the answer is lost.
    Lost,
    /// It is carried out, and answered only when this is notified.
    Late(Arc<Notify>),
    /// Nothing is done; this is the HTTP status.
    Status(u16),
    /// Nothing is done; this fixture is the answer.
    Fixture(&'static str),
}

#[derive(Default)]
struct Inside {
    answers: VecDeque<Answer>,
    /// All that was carried out, with the ids it stands under.
    done: Vec<(Value, String)>,
    health: &'static str,
    templates: &'static str,
}

/// A fake Graph API.
#[derive(Clone)]
pub struct Fake {
    inside: Arc<Mutex<Inside>>,
    carried_out: Arc<Notify>,
    pub url: String,
}

impl Fake {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v25.0", listener.local_addr().unwrap());
        let inside = Inside {
            health: "answer-health",
            templates: "answer-templates",
            ..Inside::default()
        };
        let fake = Self {
            inside: Arc::new(Mutex::new(inside)),
            carried_out: Arc::default(),
            url,
        };
        let app = Router::new()
            .route("/v25.0/{node}", get(node))
            .route("/v25.0/{node}/{edge}", get(edge))
            .route("/v25.0/{node}/messages", post(messages))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        fake
    }

    fn with<T>(&self, change: impl FnOnce(&mut Inside) -> T) -> T {
        change(&mut self.inside.lock().unwrap())
    }

    pub fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.with(|it| it.answers.extend(answers));
    }

    /// The fixture that answers how the number is doing.
    pub fn set_health(&self, fixture: &'static str) {
        self.with(|it| it.health = fixture);
    }

    /// All that was carried out, and the ids it stands under.
    pub fn done(&self) -> Vec<(Value, String)> {
        self.with(|it| it.done.clone())
    }

    /// Waits until so much was carried out.
    pub async fn until_done(&self, count: usize) {
        let reached = async {
            while self.done().len() < count {
                self.carried_out.notified().await;
            }
        };
        let reached = tokio::time::timeout(Duration::from_secs(20), reached).await;
        reached.expect("it was not asked for");
    }
}

fn answer(name: &str) -> Response {
    let fixture = fixture(name);
    let status = u16::try_from(fixture["status"].as_u64().unwrap()).unwrap();
    let status = StatusCode::from_u16(status).unwrap();
    (status, Json(fixture["answer"].clone())).into_response()
}

async fn node(State(fake): State<Fake>) -> Response {
    answer(fake.with(|it| it.health))
}

async fn edge(State(fake): State<Fake>, Path((_, edge)): Path<(String, String)>) -> Response {
    match edge.as_str() {
        "groups" => answer("answer-groups"),
        "subscribed_apps" => answer("answer-subscribed-apps"),
        "message_templates" => answer(fake.with(|it| it.templates)),
        _ => answer("answer-no-such-number"),
    }
}

async fn messages(State(fake): State<Fake>, Json(message): Json<Value>) -> Response {
    let scripted = fake.with(|it| it.answers.pop_front());
    let carry_out = || {
        let id = fake.with(|it| {
            let id = format!("wamid.OURS{}", it.done.len());
            it.done.push((message.clone(), id.clone()));
            id
        });
        fake.carried_out.notify_waiters();
        fake.carried_out.notify_one();
        id
    };
    let well = |id: String| {
        let mut answer = fixture("answer-sent")["answer"].clone();
        answer["messages"][0]["id"] = json!(id);
        Json(answer).into_response()
    };
    match scripted {
        None => well(carry_out()),
        Some(Answer::Lost) => {
            carry_out();
            let broken = [
                Ok(Bytes::from_static(b"{")),
                Err(std::io::Error::other("lost")),
            ];
            Body::from_stream(futures_util::stream::iter(broken)).into_response()
        }
        Some(Answer::Late(go)) => {
            let id = carry_out();
            go.notified().await;
            well(id)
        }
        Some(Answer::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Answer::Fixture(name)) => answer(name),
    }
}

/// What is in a fixture.
pub fn fixture(name: &str) -> Value {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/whatsapp-cloud"
    );
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The request of a fixture, with another id for its message, and now as its time.
pub fn request(name: &str, id: &str) -> Value {
    let mut request = fixture(name)["request"].clone();
    let message = &mut request["entry"][0]["changes"][0]["value"]["messages"][0];
    message["id"] = json!(id);
    message["timestamp"] = json!((SystemClock.now().0 / 1000).to_string());
    request
}

/// The same with other words.
pub fn text(name: &str, id: &str, body: &str) -> Value {
    let mut request = request(name, id);
    request["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"] = json!(body);
    request
}

/// What Meta tells of a message of ours.
pub fn status(name: &str, id: &str, key: Option<&str>) -> Value {
    let mut request = fixture(name)["request"].clone();
    let status = &mut request["entry"][0]["changes"][0]["value"]["statuses"][0];
    status["id"] = json!(id);
    status["biz_opaque_callback_data"] = json!(key);
    request
}

/// Waits are a hundredth of what they should be.
pub struct Hurried;

#[async_trait]
impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        SystemClock.now()
    }

    async fn sleep_until(&self, until: Timestamp) {
        let span = until.since(self.now()) / 100;
        SystemClock.sleep(span.max(Duration::from_millis(1))).await;
    }
}

/// Keeps what it is given, once it has refused so many times; or stalls.
#[derive(Default)]
pub struct Sink {
    pub refusals: Mutex<usize>,
    pub stalls: Mutex<bool>,
    pub kept: Mutex<Vec<Event>>,
    told: Notify,
}

#[async_trait]
impl EventSink for Sink {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        let stalls = *self.stalls.lock().unwrap();
        if stalls {
            self.told.notify_one();
            std::future::pending::<()>().await;
        }
        {
            let mut refusals = self.refusals.lock().unwrap();
            if *refusals > 0 {
                *refusals -= 1;
                return Err(NotCommitted {
                    reason: "the disk is full".into(),
                });
            }
        }
        self.kept.lock().unwrap().extend(batch);
        self.told.notify_one();
        Ok(())
    }
}

impl Sink {
    /// Waits until something was handed over.
    pub async fn told(&self) {
        let told = tokio::time::timeout(Duration::from_secs(20), self.told.notified()).await;
        told.expect("nothing was handed over");
    }
}

pub fn settings(fake: &Fake, template: bool) -> CloudSettings {
    CloudSettings {
        phone_number_id: NUMBER.into(),
        access_token: "a token".into(),
        app_secret: SECRET.into(),
        verify_token: VERIFY.into(),
        listen: "127.0.0.1:0".parse().unwrap(),
        graph: fake.url.clone(),
        template: template.then(|| Template {
            name: "neighbour_news".into(),
            language: "en".into(),
        }),
    }
}

/// A bridge that runs, on a fake Graph API.
pub struct Running {
    pub bridge: Arc<WhatsAppCloudBridge>,
    pub sink: Arc<Sink>,
    pub state: watch::Receiver<BridgeState>,
    pub webhook: String,
    pub http: reqwest::Client,
    stop: CancellationToken,
    run: tokio::task::JoinHandle<Result<(), Fatal>>,
}

impl Running {
    pub async fn start(fake: &Fake, vault: &Arc<MemorySealed>) -> Self {
        Self::with(settings(fake, true), vault).await
    }

    pub async fn with(settings: CloudSettings, vault: &Arc<MemorySealed>) -> Self {
        let host = Host {
            clock: Arc::new(Hurried),
            vault: vault.clone(),
        };
        let bridge = Arc::new(WhatsAppCloudBridge::new(settings, host));
        let (sender, state) = watch::channel(BridgeState::Starting);
        let (sink, stop) = (Arc::new(Sink::default()), CancellationToken::new());
        let (running, into, until) = (bridge.clone(), sink.clone(), stop.clone());
        let run = tokio::spawn(async move { running.run(into, sender, until).await });
        let webhook = format!("http://{}{}", bridge.address().await, CloudSettings::PATH);
        Self {
            bridge,
            sink,
            state,
            webhook,
            http: reqwest::Client::new(),
            stop,
            run,
        }
    }

    /// Returns once its state is one that `is` takes.
    pub async fn until(&mut self, is: impl Fn(&BridgeState) -> bool) -> BridgeState {
        let waiting = self.state.wait_for(|state| is(state));
        let reached = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        reached.expect("the state was not reached").unwrap().clone()
    }

    pub async fn connected(mut self) -> Self {
        self.until(|it| matches!(it, BridgeState::Connected)).await;
        self
    }

    /// Posts bytes with a signature; gives the status of the answer.
    pub async fn posts(&self, bytes: impl Into<Vec<u8>>, signature: Option<&str>) -> u16 {
        let request = self.http.post(&self.webhook).body(bytes.into());
        let request = match signature {
            Some(signature) => request.header("X-Hub-Signature-256", signature),
            None => request,
        };
        request.send().await.map_or(0, |it| it.status().as_u16())
    }

    /// Meta posts something.
    pub async fn meta_posts(&self, request: &Value) -> u16 {
        let bytes = request.to_string();
        let signature = sign(bytes.as_bytes(), &SECRET.into());
        self.posts(bytes, Some(&signature)).await
    }

    /// Meta posts something, and is told that it is on disk.
    pub async fn hears(&self, request: &Value) {
        assert_eq!(self.meta_posts(request).await, 200);
    }

    /// All that was heard.
    pub fn heard(&self) -> Vec<Event> {
        self.sink.kept.lock().unwrap().clone()
    }

    /// The texts that were heard, in order.
    pub fn texts(&self) -> Vec<String> {
        let kept = self.sink.kept.lock().unwrap();
        let texts = kept.iter().filter_map(|event| match &event.kind {
            wegotus_chat::EventKind::Message { body, .. } => Some(body.as_str().to_owned()),
            _ => None,
        });
        texts.collect()
    }

    /// It ends as a killed process does: at once, with nothing more written.
    pub fn kill(self) {
        self.run.abort();
    }

    pub async fn stop(self) {
        self.stop.cancel();
        self.run.await.unwrap().unwrap();
    }
}

pub fn room() -> RoomRef {
    RoomRef::new(Platform::WhatsApp, GROUP)
}

pub fn private() -> RoomRef {
    RoomRef::new(Platform::WhatsApp, format!("dm:{ANA}"))
}

/// Our own message of this id.
pub fn ours(room: RoomRef, id: &str) -> MessageRef {
    MessageRef::new(room, id)
}

/// Something to say in a room.
pub fn say(key: &str, room: RoomRef, text: &str) -> Outbound {
    Outbound {
        key: EffectKey(key.to_owned()),
        to: Destination::Room(room),
        action: Action::Say {
            text: text.into(),
            reply_to: None,
        },
    }
}
