//! Requests a second through the whole webhook on loopback (signature, reading, handing over), beside plain axum, HMAC and
//! serde_json on the same bytes in the same run; and the same without the network.

use std::hint::black_box;
use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Bridge as _, BridgeState, Event, EventSink, Host, MemorySealed, NotCommitted, SystemClock,
    Timestamp,
};
use wegotus_whatsapp_cloud::{CloudSettings, Reader, Request, WhatsAppCloudBridge, sign};

const REQUESTS: usize = 1000;
/// How many post at once, as Meta does.
const AT_ONCE: usize = 32;
const SECRET: &str = "open sesame";
const NUMBER: &str = "106540352242922";

struct Taken;

#[async_trait]
impl EventSink for Taken {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        black_box(batch);
        Ok(())
    }
}

/// One message each, all different.
fn requests() -> Vec<(String, String)> {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/whatsapp-cloud/group-text.json"
    );
    let fixture = std::fs::read_to_string(file).unwrap_or_default();
    let fixture: Value = serde_json::from_str(&fixture).unwrap_or_default();
    let request = fixture["request"].to_string();
    let each = (0..REQUESTS).map(|nth| {
        let request = request.replace("wamid.", &format!("wamid.{nth}"));
        let signature = sign(request.as_bytes(), &SECRET.into());
        (request, signature)
    });
    each.collect()
}

/// Posts them all; gives how many were answered with 200.
async fn post_all(http: &reqwest::Client, url: &str, all: &Arc<Vec<(String, String)>>) -> usize {
    let posting = (0..AT_ONCE).map(|lane| {
        let (http, url, all) = (http.clone(), url.to_owned(), all.clone());
        tokio::spawn(async move {
            let mut taken = 0;
            for (request, signature) in all.iter().skip(lane).step_by(AT_ONCE) {
                let posted = http
                    .post(&url)
                    .header("X-Hub-Signature-256", signature)
                    .header("Content-Type", "application/json")
                    .body(request.clone());
                taken += usize::from(posted.send().await.is_ok_and(|it| it.status() == 200));
            }
            taken
        })
    });
    let mut taken = 0;
    for lane in posting.collect::<Vec<_>>() {
        taken += lane.await.unwrap_or_default();
    }
    taken
}

async fn bridge() -> String {
    let settings = CloudSettings {
        phone_number_id: NUMBER.into(),
        access_token: "a token".into(),
        app_secret: SECRET.into(),
        verify_token: "a word".into(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        graph: "http://127.0.0.1:9/v25.0".into(),
        template: None,
    };
    let host = Host {
        clock: Arc::new(SystemClock),
        vault: Arc::new(MemorySealed::default()),
    };
    let bridge = Arc::new(WhatsAppCloudBridge::new(settings, host));
    let running = bridge.clone();
    let (state, _) = watch::channel(BridgeState::Starting);
    tokio::spawn(async move {
        running
            .run(Arc::new(Taken), state, CancellationToken::new())
            .await
    });
    format!("http://{}{}", bridge.address().await, CloudSettings::PATH)
}

/// What is signed so, as plain JSON.
fn checked(bytes: &[u8], signature: &str) -> Option<Value> {
    let is_signed = sign(bytes, &SECRET.into()) == signature;
    is_signed.then(|| serde_json::from_slice(bytes).ok())?
}

async fn plain() -> Option<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.ok()?;
    let address = listener.local_addr().ok()?;
    let take = |headers: HeaderMap, bytes: Bytes| async move {
        let signature = headers.get("x-hub-signature-256");
        let signature = signature.and_then(|it| it.to_str().ok());
        match checked(&bytes, signature.unwrap_or_default()) {
            Some(value) => {
                black_box(value);
                StatusCode::OK
            }
            None => StatusCode::BAD_REQUEST,
        }
    };
    let app = Router::new().route("/", post(take));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Some(format!("http://{address}/"))
}

fn posting(c: &mut Criterion) {
    let Ok(runtime) = Runtime::new() else { return };
    let all = Arc::new(requests());
    let http = reqwest::Client::new();
    let (bridge, plain) = runtime.block_on(async { (bridge().await, plain().await) });
    let mut group = c.benchmark_group("webhook requests on loopback");
    group.sample_size(20);
    group.throughput(Throughput::Elements(REQUESTS as u64));
    let each = [
        ("the bridge", Some(bridge)),
        ("axum, HMAC and serde_json alone", plain),
    ];
    for (name, url) in each {
        let Some(url) = url else { continue };
        group.bench_function(name, |b| {
            b.iter(|| {
                let taken = runtime.block_on(post_all(&http, &url, &all));
                assert_eq!(taken, REQUESTS);
            });
        });
    }
    group.finish();
}

fn reading(c: &mut Criterion) {
    let all = requests();
    let reader = Reader::new(NUMBER);
    let mut group = c.benchmark_group("webhook payloads");
    group.sample_size(20);
    group.throughput(Throughput::Elements(all.len() as u64));
    group.bench_function("the reader", |b| {
        b.iter(|| {
            let parsed = all
                .iter()
                .filter_map(|(it, _)| Request::parse(it.as_bytes()).ok());
            let read = parsed.map(|it| reader.read(it, Timestamp(0)).events.len());
            read.sum::<usize>()
        });
    });
    group.bench_function("HMAC and serde_json alone", |b| {
        b.iter(|| {
            let checked = all
                .iter()
                .filter_map(|(it, signature)| checked(it.as_bytes(), signature));
            checked.count()
        });
    });
    group.bench_function("serde_json alone", |b| {
        b.iter(|| {
            let parsed = all
                .iter()
                .filter_map(|(it, _)| serde_json::from_str::<Value>(it).ok());
            parsed.count()
        });
    });
    group.finish();
}

criterion_group!(benches, posting, reading);
criterion_main!(benches);
