//! The webhook: Meta's handshake, and what it posts. A request is answered with 200 once all that matters of it is on
//! disk, or once it is certain that it will never be read; whatever is not signed with the app's secret gets no
//! further than the signature.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::sync::{Mutex, Semaphore};
use wegotus_chat::{
    Clock, Event, EventKey, EventKind, EventSink, NotCommitted, SealedError, SenderKind, Timestamp,
};

use crate::native;
use crate::outgoing::Outgoing;
use crate::reactions;
use crate::reader::{Found, Malformed, Reader, Request, own};
use crate::records::{People, Windows};
use crate::sends::Stood;
use crate::settings::CloudSettings;
use crate::signature::{self, Signature};
use crate::tally::Tally;

/// The longest request that is read. Meta's are 3 MiB at most.
const LONGEST: usize = 4 * 1024 * 1024;
/// How long a request may take to come in.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many requests are held in memory at once.
const AT_ONCE: usize = 64;

/// What the webhook stands on.
pub(crate) struct Webhook {
    pub settings: CloudSettings,
    pub clock: Arc<dyn Clock>,
    pub sink: Arc<dyn EventSink>,
    pub reader: Reader,
    pub people: People,
    pub windows: Arc<Windows>,
    pub reactions: Mutex<reactions::Kept>,
    pub outgoing: Arc<Outgoing>,
    pub tally: Arc<Tally>,
    pub at_once: Semaphore,
}

/// What is to be answered.
#[derive(Debug)]
enum Refusal {
    /// It is not Meta's.
    Forged,
    /// It is longer than any of Meta's.
    TooLong,
    /// It did not come in whole.
    Broken,
    /// It is not on disk: Meta sends it again.
    NotYet(String),
}

impl Webhook {
    pub(crate) fn at_once() -> Semaphore {
        Semaphore::new(AT_ONCE)
    }

    /// Its address.
    pub(crate) fn router(self: Arc<Self>) -> Router {
        Router::new()
            .route(CloudSettings::PATH, get(handshake).post(post))
            .with_state(self)
    }

    async fn post(&self, headers: &HeaderMap, body: Body) -> Result<(), Refusal> {
        let signature = headers.get(signature::HEADER);
        let signature = signature.and_then(|it| Signature::read(it.as_bytes()));
        let signature = signature.ok_or(Refusal::Forged)?;
        let length = headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|it| it.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|it| it > LONGEST as u64) {
            return Err(Refusal::TooLong);
        }
        let held = self.at_once.acquire().await;
        let bytes = tokio::select! {
            read = axum::body::to_bytes(body, LONGEST) => read.map_err(|error| {
                let long = std::error::Error::source(&error)
                    .is_some_and(|it| it.is::<http_body_util::LengthLimitError>());
                if long { Refusal::TooLong } else { Refusal::Broken }
            })?,
            () = self.clock.sleep(PATIENCE) => return Err(Refusal::Broken),
        };
        if !signature.holds(&bytes, &self.settings.app_secret) {
            return Err(Refusal::Forged);
        }
        let taken = self.take(&bytes).await;
        drop(held);
        taken
    }

    /// Takes what Meta says. `Ok` once all that matters of it is on disk, or where none of it can ever be read.
    async fn take(&self, bytes: &Bytes) -> Result<(), Refusal> {
        let request = match Request::parse(bytes) {
            Ok(request) => request,
            // It will never get better, and Meta would send it again for days.
            Err(Malformed) => {
                self.tally.malformed();
                tracing::warn!("Meta sent something that cannot be read; it is passed over");
                return Ok(());
            }
        };
        let known = self.people.meet(&request.people()).await?;
        let found = {
            let kept = self.reactions.lock().await;
            let now = self.clock.now();
            self.reader.read_with(request, &known, &kept.reactions, now)
        };
        let Found {
            mut events,
            statuses,
            reactions,
            failures,
            passed,
        } = found;
        self.tally.heard(passed);
        for failure in failures {
            tracing::warn!(
                code = failure.code,
                "Meta tells of a trouble with the number"
            );
        }
        // Before they are handed over, for they may be answered as soon as they are.
        for event in &events {
            if event.sender.kind == SenderKind::Person {
                self.windows.heard(&event.room, event.at).await?;
            }
        }
        for status in &statuses {
            if let Some(stood) = self.outgoing.told(status).await? {
                events.push(self.echo(stood));
            }
        }
        if !events.is_empty() {
            self.sink.commit(events).await?;
        }
        if !reactions.is_empty() {
            let mut kept = self.reactions.lock().await;
            for on in reactions {
                kept.keep(on).await?;
            }
        }
        Ok(())
    }

    /// An own message that stands, as if it were seen coming back.
    fn echo(&self, stood: Stood) -> Event {
        let private = matches!(native::place(&stood.room), native::Place::Private(_));
        Event {
            key: EventKey(format!("own/{}/echo", stood.id)),
            sender: own(&self.settings.phone_number_id, private),
            at: self.clock.now().max(Timestamp::default()),
            vanishes: None,
            kind: EventKind::Echo {
                msg: native::message(&stood.room, &stood.id),
                sent_as: Some(stood.key),
            },
            room: stood.room,
        }
    }
}

impl From<SealedError> for Refusal {
    fn from(error: SealedError) -> Self {
        Self::NotYet(error.to_string())
    }
}

impl From<NotCommitted> for Refusal {
    fn from(error: NotCommitted) -> Self {
        Self::NotYet(error.to_string())
    }
}

async fn post(State(webhook): State<Arc<Webhook>>, headers: HeaderMap, body: Body) -> Response {
    match webhook.post(&headers, body).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(Refusal::Forged) => {
            webhook.tally.forged();
            (
                StatusCode::UNAUTHORIZED,
                "not signed with this app's secret",
            )
                .into_response()
        }
        Err(Refusal::TooLong) => {
            let says = "longer than the 4 MiB that are read here";
            (StatusCode::PAYLOAD_TOO_LARGE, says).into_response()
        }
        Err(Refusal::Broken) => {
            (StatusCode::BAD_REQUEST, "it did not come in whole").into_response()
        }
        Err(Refusal::NotYet(why)) => {
            tracing::warn!(why, "what Meta sent is not on disk yet; it sends it again");
            (StatusCode::SERVICE_UNAVAILABLE, "not on disk yet").into_response()
        }
    }
}

/// What Meta asks once, to see that the address is the app's.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint>
#[derive(Default, Deserialize)]
#[serde(default)]
struct Handshake {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.verify_token")]
    verify_token: String,
    #[serde(rename = "hub.challenge")]
    challenge: String,
}

async fn handshake(
    State(webhook): State<Arc<Webhook>>,
    Query(asked): Query<Handshake>,
) -> Response {
    let is_known = signature::is_same(&asked.verify_token, &webhook.settings.verify_token);
    if asked.mode == "subscribe" && is_known {
        tracing::info!("Meta verified the webhook");
        let plain = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return (plain, asked.challenge).into_response();
    }
    webhook.tally.forged();
    let says = "the verify token is not whatsapp_cloud.verify_token";
    (StatusCode::FORBIDDEN, says).into_response()
}
