//! The sandbox's interface and page as a script or a browser meets them. The engine behind is a stand-in:
//! what the real one decides is told elsewhere.
#![cfg(feature = "sandbox")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may stop at once, as tests do"
)]

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use futures_util::StreamExt;
use rstest::rstest;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use wegotus::board::{Kind, Status};
use wegotus::parser::Category;
use wegotus::web::{BoardClaim, BoardPost, SandboxEngine, SandboxPage, sandbox_router};
use wegotus_chat::{
    Action, Bridge, Clock, Destination, EffectKey, Host, MemorySealed, Outbound, Timestamp,
};
use wegotus_sandbox::{Room, Sandbox, SandboxBridge, SandboxClock};

/// A board with one post, and a clock that moves.
struct StandIn {
    clock: Arc<SandboxClock>,
    changed: watch::Sender<u64>,
}

#[async_trait::async_trait]
impl SandboxEngine for StandIn {
    async fn board(&self) -> Vec<BoardPost> {
        vec![BoardPost {
            number: 1,
            kind: Kind::Need,
            status: Status::Claimed,
            category: Category::Transport,
            slots: 2,
            claims: vec![BoardClaim {
                person: "Ben".into(),
                count: 1,
            }],
            when: Some("2027-01-15T07:00:00Z".into()),
            repeats: None,
            place: Some("Elm St".into()),
            text: "a ride <b>to</b> dialysis".into(),
            urgent: true,
            from: Some("WhatsApp".into()),
        }]
    }

    async fn settle(&self) {}

    async fn advance(&self, by: Duration, _asleep: bool) {
        self.clock.advance(by).await.unwrap();
        self.changed.send_modify(|count| *count += 1);
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}

/// The page of a new sandbox.
struct Browser {
    app: Router,
    world: Arc<Sandbox>,
    stop: CancellationToken,
}

/// What came back.
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn error(&self) -> String {
        self.json()["error"].as_str().expect("an error").to_owned()
    }
}

impl Browser {
    async fn new() -> Self {
        let clock = Arc::new(SandboxClock::stopped_at(Timestamp(1_800_000_000_000)));
        let host = Host {
            clock: clock.clone() as Arc<dyn Clock>,
            vault: Arc::new(MemorySealed::default()),
        };
        let world = Sandbox::open(host).await.unwrap();
        let stop = CancellationToken::new();
        let engine = Arc::new(StandIn {
            clock,
            changed: watch::Sender::new(0),
        });
        let app = sandbox_router(SandboxPage {
            world: world.clone(),
            engine,
            stop: stop.clone(),
        });
        Self { app, world, stop }
    }

    async fn sends(&self, request: Request<Body>) -> Reply {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = axum::body::to_bytes(response.into_body(), 10_000_000)
            .await
            .unwrap();
        Reply {
            status,
            headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    async fn gets(&self, path: &str) -> Reply {
        self.sends(ask("GET", path).body(Body::empty()).unwrap())
            .await
    }

    async fn posts(&self, path: &str, body: impl ToString) -> Reply {
        let request = ask("POST", path).header(header::CONTENT_TYPE, "application/json");
        self.sends(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Says something and gives the message's id.
    async fn says(&self, room: &str, person: &str, text: &str) -> String {
        let reply = self
            .posts(
                "/sandbox/api/say",
                json!({"room": room, "person": person, "text": text}),
            )
            .await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply.json()["message"].as_str().unwrap().to_owned()
    }
}

fn ask(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "127.0.0.1:7431")
}

#[tokio::test]
async fn a_script_writes_replies_reacts_edits_and_deletes() {
    let browser = Browser::new().await;
    let need = browser
        .says("whatsapp", "Ana", "need a ride to dialysis tmrw 7am")
        .await;
    assert_eq!(need, "m1");
    let claim = json!({"room": "whatsapp", "person": "Ben", "text": "claim", "reply_to": "m1"});
    assert_eq!(
        browser.posts("/sandbox/api/say", claim).await.json(),
        json!({"message": "m2"})
    );
    let hand = json!({"message": "m1", "person": "Ben", "emoji": "✋"});
    assert_eq!(
        browser.posts("/sandbox/api/react", hand).await.json(),
        json!({"message": "m1"})
    );
    let better = json!({"message": "m1", "text": "need a ride tmrw 8am"});
    assert_eq!(
        browser.posts("/sandbox/api/edit", better).await.json(),
        json!({"message": "m1"})
    );
    assert_eq!(
        browser
            .posts("/sandbox/api/delete", json!({"message": "m2"}))
            .await
            .json(),
        json!({"message": "m2"})
    );

    let at = "2027-01-15T08:00:00Z";
    assert_eq!(
        browser.gets("/sandbox/api/rooms/whatsapp").await.json(),
        json!({"messages": [
            {"id": "m1", "room": "whatsapp", "sender": "Ana", "text": "need a ride tmrw 8am", "reply_to": null,
             "at": at, "edited": true, "deleted": false, "reactions": {"✋": ["Ben"]}},
            {"id": "m2", "room": "whatsapp", "sender": "Ben", "text": "", "reply_to": "m1",
             "at": at, "edited": false, "deleted": true, "reactions": {}},
        ]})
    );
    let after = browser
        .gets("/sandbox/api/rooms/whatsapp?after=m1")
        .await
        .json();
    assert_eq!(after["messages"].as_array().unwrap().len(), 1);

    let unhand = json!({"message": "m1", "person": "Ben", "emoji": "✋", "remove": true});
    browser.posts("/sandbox/api/react", unhand).await;
    assert_eq!(
        browser.gets("/sandbox/api/rooms/whatsapp").await.json()["messages"][0]["reactions"],
        json!({})
    );
}

#[tokio::test]
async fn a_private_chat_is_a_room_of_its_own() {
    let browser = Browser::new().await;
    browser
        .says("dm:María José", "María José", "need: someone to talk to")
        .await;
    let path = "/sandbox/api/rooms/dm:Mar%C3%ADa%20Jos%C3%A9";
    assert_eq!(
        browser.gets(path).await.json()["messages"][0]["sender"],
        "María José"
    );
    assert_eq!(
        browser.gets("/sandbox/api/rooms").await.json(),
        json!({"rooms": [
            {"room": "whatsapp", "messages": 0, "last": null},
            {"room": "signal", "messages": 0, "last": null},
            {"room": "matrix", "messages": 0, "last": null},
            {"room": "dm:María José", "messages": 1, "last": "m1"},
        ]})
    );
}

#[tokio::test]
async fn the_board_is_shown_as_the_rooms_see_it() {
    let browser = Browser::new().await;
    assert_eq!(
        browser.gets("/sandbox/api/board").await.json(),
        json!({"posts": [{
            "number": 1, "kind": "need", "status": "claimed", "category": "transport", "slots": 2,
            "claims": [{"person": "Ben", "count": 1}], "when": "2027-01-15T07:00:00Z", "where": "Elm St",
            "text": "a ride <b>to</b> dialysis", "urgent": true, "from": "WhatsApp",
        }]})
    );
}

#[tokio::test]
async fn the_clock_moves_forward_only() {
    let browser = Browser::new().await;
    let day = json!({"advance_seconds": 86400, "asleep": true});
    assert_eq!(
        browser.posts("/sandbox/api/clock", day).await.json(),
        json!({"now": "2027-01-16T08:00:00Z"})
    );
    assert_eq!(
        browser.gets("/sandbox/api/clock").await.json(),
        json!({"now": "2027-01-16T08:00:00Z"})
    );
    let back = browser
        .posts("/sandbox/api/clock", json!({"advance_seconds": -1}))
        .await;
    assert_eq!(
        (back.status, back.error().contains("forward")),
        (StatusCode::BAD_REQUEST, true)
    );
    assert_eq!(
        browser.posts("/sandbox/api/settle", "{}").await.json(),
        json!({"settled": true})
    );
}

#[rstest]
#[case::broken_json("say", "{\"room\": ", StatusCode::BAD_REQUEST, "EOF")]
#[case::missing_field(
    "say",
    r#"{"room":"signal","text":"x"}"#,
    StatusCode::BAD_REQUEST,
    "`person`"
)]
#[case::wrong_type(
    "say",
    r#"{"room":"signal","person":1,"text":"x"}"#,
    StatusCode::BAD_REQUEST,
    "string"
)]
#[case::unknown_room(
    "say",
    r#"{"room":"irc","person":"Ana","text":"x"}"#,
    StatusCode::NOT_FOUND,
    "whatsapp, signal"
)]
#[case::bots_name(
    "say",
    r#"{"room":"signal","person":"wegotus","text":"x"}"#,
    StatusCode::BAD_REQUEST,
    "name"
)]
#[case::hidden_name(
    "say",
    r#"{"room":"signal","person":"A\u202ena","text":"x"}"#,
    StatusCode::BAD_REQUEST,
    "name"
)]
#[case::nothing_said(
    "say",
    r#"{"room":"signal","person":"Ana","text":" "}"#,
    StatusCode::BAD_REQUEST,
    "empty"
)]
#[case::reply_to_nothing(
    "say",
    r#"{"room":"signal","person":"Ana","text":"x","reply_to":"m9"}"#,
    StatusCode::NOT_FOUND,
    "m12"
)]
#[case::others_chat(
    "say",
    r#"{"room":"dm:Ana","person":"Ben","text":"x"}"#,
    StatusCode::CONFLICT,
    "private chat"
)]
#[case::no_emoji(
    "react",
    r#"{"message":"m1","person":"Ana","emoji":""}"#,
    StatusCode::BAD_REQUEST,
    "emoji"
)]
#[case::unknown_message(
    "edit",
    r#"{"message":"m7","text":"x"}"#,
    StatusCode::NOT_FOUND,
    "no such message"
)]
#[case::bots_message("delete", r#"{"message":"m1"}"#, StatusCode::CONFLICT, "bot's")]
#[case::unknown_path("shout", "{}", StatusCode::NOT_FOUND, "docs/sandbox.md")]
#[tokio::test]
async fn what_cannot_be_done_is_refused_in_a_sentence(
    #[case] path: &str,
    #[case] body: &str,
    #[case] status: StatusCode,
    #[case] says: &str,
) {
    let browser = Browser::new().await;
    let notice = Outbound {
        key: EffectKey("e1".into()),
        to: Destination::Room(Room::Signal.to_ref()),
        action: Action::Say {
            text: "📌 Need #1".into(),
            reply_to: None,
        },
    };
    SandboxBridge::new(browser.world.clone())
        .send(&notice)
        .await
        .unwrap();
    let reply = browser.posts(&format!("/sandbox/api/{path}"), body).await;
    assert_eq!(reply.status, status, "{}", reply.body);
    assert!(reply.error().contains(says), "{}", reply.error());
}

#[tokio::test]
async fn an_address_that_makes_no_sense_is_refused_in_a_sentence() {
    let browser = Browser::new().await;
    for (path, status) in [
        ("/sandbox/api/rooms/irc", StatusCode::NOT_FOUND),
        ("/sandbox/api/rooms/dm:", StatusCode::BAD_REQUEST),
        ("/sandbox/api/rooms/%FF", StatusCode::BAD_REQUEST),
        (
            "/sandbox/api/rooms/signal?after=seven",
            StatusCode::NOT_FOUND,
        ),
        (
            "/sandbox/api/rooms/signal?after=m1&after=m2",
            StatusCode::BAD_REQUEST,
        ),
        ("/sandbox/api/live?since=yesterday", StatusCode::BAD_REQUEST),
        ("/sandbox/api/nothing", StatusCode::NOT_FOUND),
    ] {
        let reply = browser.gets(path).await;
        assert_eq!(reply.status, status, "{path}: {}", reply.body);
        assert!(!reply.error().is_empty());
    }
}

#[tokio::test]
async fn a_field_it_does_not_know_is_ignored() {
    let browser = Browser::new().await;
    let body = json!({"room": "signal", "person": "Ana", "text": "hello", "mood": "good"});
    assert_eq!(
        browser.posts("/sandbox/api/say", body).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_long_message_is_kept_whole_and_a_huge_one_refused() {
    let browser = Browser::new().await;
    let long = "é".repeat(100_000);
    browser.says("matrix", "Ana", &long).await;
    let kept = browser.gets("/sandbox/api/rooms/matrix").await.json();
    assert_eq!(kept["messages"][0]["text"], long);
    let page = browser.gets("/").await.body;
    assert!(page.contains("98000 more characters") && page.len() < 100_000);

    let huge = json!({"room": "matrix", "person": "Ana", "text": "x".repeat(2_000_000)});
    let reply = browser.posts("/sandbox/api/say", huge).await;
    assert_eq!(
        (reply.status, reply.error().contains("1 MB")),
        (StatusCode::PAYLOAD_TOO_LARGE, true)
    );
}

#[tokio::test]
async fn a_late_edit_is_refused_as_the_network_would() {
    let browser = Browser::new().await;
    for room in ["whatsapp", "signal", "matrix"] {
        browser.says(room, "Ana", "need: diapers").await;
    }
    browser
        .posts("/sandbox/api/clock", json!({"advance_seconds": 3600}))
        .await;
    let late = browser
        .posts(
            "/sandbox/api/edit",
            json!({"message": "m1", "text": "need: wipes"}),
        )
        .await;
    assert_eq!(
        (late.status, late.error().contains("15 minutes")),
        (StatusCode::CONFLICT, true)
    );
    for still in ["m2", "m3"] {
        let edit = json!({"message": still, "text": "need: wipes"});
        assert_eq!(
            browser.posts("/sandbox/api/edit", edit).await.status,
            StatusCode::OK
        );
    }
}

#[rstest]
#[case::another_name("evil.example:7431", None, "application/json", StatusCode::FORBIDDEN)]
#[case::another_site(
    "127.0.0.1:7431",
    Some("http://evil.example"),
    "application/json",
    StatusCode::FORBIDDEN
)]
#[case::another_port(
    "127.0.0.1:7431",
    Some("http://127.0.0.1:80"),
    "application/json",
    StatusCode::FORBIDDEN
)]
#[case::hidden_origin(
    "127.0.0.1:7431",
    Some("null"),
    "application/json",
    StatusCode::FORBIDDEN
)]
#[case::a_foreign_form(
    "127.0.0.1:7431",
    None,
    "text/plain",
    StatusCode::UNSUPPORTED_MEDIA_TYPE
)]
#[case::its_own_page(
    "127.0.0.1:7431",
    Some("http://127.0.0.1:7431"),
    "application/json; charset=utf-8",
    StatusCode::OK
)]
#[case::a_script("localhost", None, "application/json", StatusCode::OK)]
#[case::over_ipv6(
    "[::1]:7431",
    Some("http://[::1]:7431"),
    "application/json",
    StatusCode::OK
)]
#[tokio::test]
async fn only_this_computer_may_act(
    #[case] host: &str,
    #[case] origin: Option<&str>,
    #[case] media: &str,
    #[case] status: StatusCode,
) {
    let browser = Browser::new().await;
    let mut request = Request::builder()
        .method("POST")
        .uri("/sandbox/api/say")
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, media);
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    let body = json!({"room": "signal", "person": "Ana", "text": "hello"}).to_string();
    let reply = browser.sends(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(reply.status, status, "{}", reply.body);
    let said = browser.world.messages(&Room::Signal, None).len();
    assert_eq!(said, usize::from(status == StatusCode::OK));
}

#[tokio::test]
async fn a_look_under_a_foreign_name_is_refused_too() {
    let browser = Browser::new().await;
    let request = Request::builder()
        .uri("/")
        .header(header::HOST, "rebound.example");
    let reply = browser.sends(request.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let wrong = browser.gets("/sandbox/api/say").await;
    assert_eq!(
        (wrong.status, wrong.error().contains("POST")),
        (StatusCode::METHOD_NOT_ALLOWED, true)
    );
}

#[tokio::test]
async fn the_page_reads_without_a_script_and_brings_no_markup_to_life() {
    let browser = Browser::new().await;
    browser
        .says("signal", "<i>Eve</i>", "<script>alert(1)</script>")
        .await;
    browser.says("signal", "Ana", "a pram to give away").await;
    let page = browser.gets("/?as=Ben").await;
    assert!(
        page.body.contains("a pram to give away")
            && page.body.contains("nothing here leaves this computer")
    );
    assert!(
        page.body.contains("a ride &lt;b&gt;to&lt;/b&gt; dialysis")
            && page.body.contains("1 of 2 taken")
    );
    assert!(!page.body.contains("<script>alert") && !page.body.contains("<i>Eve"));
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    for asset in ["/sandbox/page.css", "/sandbox/page.js", "/sandbox/icon.svg"] {
        assert_eq!(browser.gets(asset).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_plain_form_writes_and_comes_back() {
    let browser = Browser::new().await;
    let request = ask("POST", "/sandbox/form/say")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("room=signal&person=Mar%C3%ADa&text=hello"))
        .unwrap();
    let reply = browser.sends(request).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(
        reply.headers[header::LOCATION],
        "/?as=Mar%C3%ADa#room-signal"
    );
    assert_eq!(browser.world.messages(&Room::Signal, None).len(), 1);
}

#[tokio::test]
async fn news_comes_as_it_happens_and_ends_when_the_program_stops() {
    let browser = Browser::new().await;
    browser.says("signal", "Ana", "one").await;
    let request = ask("GET", "/sandbox/api/live").body(Body::empty()).unwrap();
    let mut live = browser
        .app
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .into_body()
        .into_data_stream();
    let first = String::from_utf8(live.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(
        first.contains("event: news") && first.contains("\"one\"") && first.contains("id: 1"),
        "{first}"
    );

    browser.says("matrix", "Ben", "two").await;
    let second = String::from_utf8(live.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(
        second.contains("\"two\"") && !second.contains("\"one\""),
        "{second}"
    );
    browser
        .posts("/sandbox/api/clock", json!({"advance_seconds": 60}))
        .await;
    let third = String::from_utf8(live.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(third.contains("08:01:00"), "{third}");

    let back = ask("GET", "/sandbox/api/live?since=0")
        .header("last-event-id", "1")
        .body(Body::empty())
        .unwrap();
    let mut again = browser
        .app
        .clone()
        .oneshot(back)
        .await
        .unwrap()
        .into_body()
        .into_data_stream();
    let missed = String::from_utf8(again.next().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(
        missed.contains("\"two\"") && !missed.contains("\"one\""),
        "{missed}"
    );

    browser.stop.cancel();
    assert!(live.next().await.is_none());
}
