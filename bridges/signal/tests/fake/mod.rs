//! A signal-cli that misbehaves as told, made of the JSON in `tests/fixtures/signal`; and what a bridge needs
//! around it: a clock that hurries, and a sink that can refuse.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge as _, BridgeState, Clock, Destination, EffectKey, Event, EventSink, Fatal, Host,
    MemorySealed, MessageRef, NotCommitted, Outbound, Platform, RoomRef, SystemClock, Timestamp,
};
use wegotus_signal::{Daemon, SignalBridge, SignalSettings};

pub const BOT: &str = "+12025550100";
pub const ANA: &str = "b973cfa5-efe4-4fe2-baaf-752cdcb1d404";
pub const GROUP: &str = "ZzmAZVzgz3ziEycrGzmuscCaqCWA4TCqsNsOHN/dI1E=";

/// Between two comments on a stream: a hundredth of signal-cli's, and a little less.
const BEAT: Duration = Duration::from_millis(100);

/// How a request to send is answered.
pub enum Answer {
    /// It is carried out, and the answer is lost.
    Lost,
    /// It is carried out, and answered only when this is notified.
    Late(Arc<Notify>),
    /// Nothing is done; this is the HTTP status.
    Status(u16),
    /// Nothing is done; this is the error.
    Error(Value),
    /// These are the results.
    Results(Value),
}

#[derive(Default)]
struct Inside {
    accounts: Vec<String>,
    groups: Vec<Value>,
    answers: VecDeque<Answer>,
    /// Method, parameters and time of all that was carried out.
    done: Vec<(String, Value, i64)>,
    /// Accepted invitations.
    accepted: Vec<String>,
    waiting: VecDeque<String>,
    listener: Option<mpsc::UnboundedSender<String>>,
    offline: bool,
    hushed: bool,
    revoked: bool,
    opened: usize,
    /// How often it was asked for the account's devices.
    looks: usize,
}

/// A fake daemon. It keeps what is said until somebody listens, as `on-connection` does.
#[derive(Clone)]
pub struct Fake {
    inside: Arc<Mutex<Inside>>,
    scanned: Arc<Notify>,
    pub url: String,
}

impl Fake {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let group = fixture("answer-groups")["answer"]["result"][0].clone();
        let mut group = group;
        group["id"] = json!(GROUP);
        let inside = Inside {
            accounts: vec![BOT.to_owned()],
            groups: vec![group],
            ..Inside::default()
        };
        let fake = Self {
            inside: Arc::new(Mutex::new(inside)),
            scanned: Arc::default(),
            url,
        };
        let app = Router::new()
            .route("/api/v1/rpc", post(rpc))
            .route("/api/v1/events", get(events))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        fake
    }

    fn with<T>(&self, change: impl FnOnce(&mut Inside) -> T) -> T {
        change(&mut self.inside.lock().unwrap())
    }

    /// It has no account.
    pub fn unlinked(self) -> Self {
        self.with(|it| it.accounts.clear());
        self
    }

    /// A phone scans the code.
    pub fn scan(&self) {
        self.with(|it| {
            it.accounts = vec![BOT.to_owned()];
            it.revoked = false;
        });
        self.scanned.notify_one();
    }

    /// The account is unlinked.
    pub fn unlink(&self) {
        self.with(|it| it.accounts.clear());
        self.cut();
    }

    /// The account is unlinked, and signal-cli goes on to name it among its accounts.
    pub fn revoke(&self) {
        self.with(|it| it.revoked = true);
    }

    pub fn answers(&self, answers: impl IntoIterator<Item = Answer>) {
        self.with(|it| it.answers.extend(answers));
    }

    pub fn set_offline(&self, offline: bool) {
        self.with(|it| it.offline = offline);
    }

    /// Its streams stay open, and nothing comes on them, not even a comment.
    pub fn set_hushed(&self, hushed: bool) {
        self.with(|it| it.hushed = hushed);
    }

    pub fn set_groups(&self, groups: Vec<Value>) {
        self.with(|it| it.groups = groups);
    }

    pub fn groups(&self) -> Vec<Value> {
        self.with(|it| it.groups.clone())
    }

    pub fn accepted(&self) -> Vec<String> {
        self.with(|it| it.accepted.clone())
    }

    /// All that was carried out: method, parameters, time.
    pub fn done(&self) -> Vec<(String, Value, i64)> {
        self.with(|it| it.done.clone())
    }

    /// How often the stream was opened.
    pub fn opened(&self) -> usize {
        self.with(|it| it.opened)
    }

    /// How often it was asked for the account's devices.
    pub fn looks(&self) -> usize {
        self.with(|it| it.looks)
    }

    /// Somebody says something.
    pub fn says(&self, event: &Value) {
        let line = format!("event:receive\ndata:{event}\n\n");
        self.with(|it| match &it.listener {
            Some(listener) if listener.send(line.clone()).is_ok() => {}
            _ => it.waiting.push_back(line),
        });
    }

    /// The stream breaks.
    pub fn cut(&self) {
        self.with(|it| it.listener = None);
    }
}

async fn events(State(fake): State<Fake>) -> Response {
    let (sender, receiver) = mpsc::unbounded_channel::<String>();
    let is_linked = fake.with(|it| {
        for line in it.waiting.drain(..) {
            let _ = sender.send(line);
        }
        it.opened += 1;
        it.listener = Some(sender);
        !it.accounts.is_empty()
    });
    if !is_linked {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let beats = tokio::time::interval(BEAT);
    let open = (receiver, beats, fake);
    let lines = futures_util::stream::unfold(open, |(mut lines, mut beats, fake)| async {
        let line = loop {
            tokio::select! {
                line = lines.recv() => break line?,
                _ = beats.tick() => {}
            }
            if !fake.with(|it| it.hushed) {
                break ":\n".to_owned();
            }
        };
        let line = Ok::<_, std::io::Error>(Bytes::from(line));
        Some((line, (lines, beats, fake)))
    });
    Body::from_stream(lines).into_response()
}

async fn rpc(State(fake): State<Fake>, Json(call): Json<Value>) -> Response {
    let (method, params) = (call["method"].as_str().unwrap_or_default(), &call["params"]);
    let answer = |result: Value| {
        Json(json!({ "jsonrpc": "2.0", "id": "1", "result": result })).into_response()
    };
    let error =
        |error: Value| Json(json!({ "jsonrpc": "2.0", "id": "1", "error": error })).into_response();
    if method == "listDevices" {
        fake.with(|it| it.looks += 1);
    }
    match method {
        "version" => Json(fixture("answer-version")["answer"].clone()).into_response(),
        "listAccounts" => {
            let accounts = fake.with(|it| it.accounts.clone());
            let accounts = accounts.iter().map(|number| json!({ "number": number }));
            answer(accounts.collect())
        }
        "startLink" => answer(json!({ "deviceLinkUri": "sgnl://linkdevice?uuid=u&pub_key=k" })),
        "finishLink" => {
            fake.scanned.notified().await;
            answer(json!({ "number": BOT }))
        }
        "listContacts" => Json(fixture("answer-recipients")["answer"].clone()).into_response(),
        "listGroups" => answer(json!(fake.groups())),
        "listDevices" if fake.with(|it| it.offline) => {
            error(json!({ "code": -3, "message": "Connection failed", "data": null }))
        }
        "listDevices" if fake.with(|it| it.revoked) => error(
            json!({ "code": -3, "message": "Failed to get devices: Authorization failed!", "data": null }),
        ),
        "listDevices" => answer(json!([])),
        "updateGroup" => {
            fake.with(|it| {
                it.accepted
                    .push(params["groupId"].as_str().unwrap().to_owned());
                for group in &mut it.groups {
                    group["isMember"] = json!(true);
                }
            });
            answer(json!({}))
        }
        _ => {
            let scripted = fake.with(|it| it.answers.pop_front());
            let carry_out = || {
                fake.with(|it| {
                    let last = it.done.last().map_or(0, |(_, _, at)| *at);
                    let at = SystemClock.now().0.max(last + 1);
                    it.done.push((method.to_owned(), params.clone(), at));
                    at
                })
            };
            let well =
                |at: i64| answer(json!({ "timestamp": at, "results": [{ "type": "SUCCESS" }] }));
            match scripted {
                None => well(carry_out()),
                Some(Answer::Lost) => {
                    carry_out();
                    let broken = futures_util::stream::iter([
                        Ok(Bytes::from_static(b"{")),
                        Err(std::io::Error::other("lost")),
                    ]);
                    Body::from_stream(broken).into_response()
                }
                Some(Answer::Late(go)) => {
                    let at = carry_out();
                    go.notified().await;
                    well(at)
                }
                Some(Answer::Status(status)) => {
                    StatusCode::from_u16(status).unwrap().into_response()
                }
                Some(Answer::Error(it)) => error(it),
                Some(Answer::Results(results)) => {
                    let at = carry_out();
                    answer(json!({ "timestamp": at, "results": results }))
                }
            }
        }
    }
}

/// What is in a fixture.
pub fn fixture(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/signal");
    let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The event of a fixture, with another time and text.
pub fn event(name: &str, at: i64, text: &str) -> Value {
    let mut event = fixture(name)["event"].clone();
    event["envelope"]["timestamp"] = json!(at);
    let data = &mut event["envelope"]["dataMessage"];
    if !data.is_null() {
        data["timestamp"] = json!(at);
        data["message"] = json!(text);
    }
    event
}

/// A delivery receipt that names these times.
pub fn receipt(times: &[i64]) -> Value {
    let mut event = fixture("delivery-receipt")["event"].clone();
    event["envelope"]["receiptMessage"]["timestamps"] = json!(times);
    event
}

/// Waits are a hundredth of what they should be.
struct Hurried;

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

/// Keeps what it is given, once it has refused so many times.
#[derive(Default)]
pub struct Sink {
    refusals: Mutex<usize>,
    kept: Mutex<Vec<Event>>,
    told: Notify,
}

#[async_trait]
impl EventSink for Sink {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
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

/// A bridge that runs, on a fake daemon.
pub struct Running {
    pub bridge: Arc<SignalBridge>,
    pub sink: Arc<Sink>,
    pub state: watch::Receiver<BridgeState>,
    stop: CancellationToken,
    run: tokio::task::JoinHandle<Result<(), Fatal>>,
}

impl Running {
    pub fn start(fake: &Fake, vault: &Arc<MemorySealed>, inviters: &[&str]) -> Self {
        let settings = SignalSettings {
            inviters: inviters.iter().map(|it| (*it).to_owned()).collect(),
            ..settings(fake)
        };
        Self::with(settings, vault)
    }

    /// As [`Running::start`], where the config names this number.
    pub fn set_to(fake: &Fake, number: &str) -> Self {
        let settings = SignalSettings {
            account: Some(number.to_owned()),
            ..settings(fake)
        };
        Self::with(settings, &Arc::default())
    }

    fn with(settings: SignalSettings, vault: &Arc<MemorySealed>) -> Self {
        let host = Host {
            clock: Arc::new(Hurried),
            vault: vault.clone(),
        };
        let bridge = Arc::new(SignalBridge::new(settings, host));
        let (sender, state) = watch::channel(BridgeState::Starting);
        let (sink, stop) = (Arc::new(Sink::default()), CancellationToken::new());
        let (running, into, until) = (bridge.clone(), sink.clone(), stop.clone());
        let run = tokio::spawn(async move { running.run(into, sender, until).await });
        Self {
            bridge,
            sink,
            state,
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

    pub fn refuse(&self, times: usize) {
        *self.sink.refusals.lock().unwrap() = times;
    }

    /// Waits until an event is there for which `find` gives something.
    pub async fn heard<T>(&self, find: impl Fn(&Event) -> Option<T>) -> T {
        let looking = async {
            loop {
                if let Some(found) = self.sink.kept.lock().unwrap().iter().find_map(&find) {
                    return found;
                }
                self.sink.told.notified().await;
            }
        };
        let found = tokio::time::timeout(Duration::from_secs(20), looking).await;
        found.expect("it was not heard")
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

    /// How it ended by itself.
    pub async fn ended(self) -> Fatal {
        let ended = tokio::time::timeout(Duration::from_secs(20), self.run).await;
        ended.unwrap().unwrap().unwrap_err()
    }
}

pub fn room() -> RoomRef {
    RoomRef::new(Platform::Signal, GROUP)
}

/// Something to say in the group.
pub fn say(key: &str, text: &str) -> Outbound {
    outbound(
        key,
        Action::Say {
            text: text.into(),
            reply_to: None,
        },
    )
}

pub fn outbound(key: &str, action: Action) -> Outbound {
    Outbound {
        key: EffectKey(key.to_owned()),
        to: Destination::Room(room()),
        action,
    }
}

fn settings(fake: &Fake) -> SignalSettings {
    SignalSettings {
        daemon: Daemon::Beside(fake.url.clone()),
        account: None,
        inviters: Vec::new(),
        device_name: "wegotus".into(),
    }
}

/// The bot's own message of this time, in the group.
pub fn own(at: i64) -> MessageRef {
    MessageRef::new(room(), format!("own/{at}"))
}

/// A group the bot is asked into.
pub fn invitation() -> Value {
    let mut group = fixture("answer-groups")["answer"]["result"][0].clone();
    group["id"] = json!(GROUP);
    group["isMember"] = json!(false);
    group["pendingMembers"] = json!([{ "number": BOT, "uuid": null }]);
    group
}
