//! The JSON interface: what `docs/sandbox.md` promises.

use std::future::Future;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{FromRequest, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wegotus_chat::ReactionChange;
use wegotus_sandbox::{MessageId, Room, SandboxError};

use super::SandboxPage;
use super::problem::Problem;

/// The clock moves at most this far at once: ten years.
const MAX_ADVANCE_SECONDS: f64 = 10.0 * 366.0 * 24.0 * 3600.0;

type Answer = Result<Json<Value>, Problem>;

/// `POST say {room, person, text, reply_to?, picture?}` → `{message}`.
pub(super) async fn say(State(page): State<SandboxPage>, Given(said): Given<Say>) -> Answer {
    let message = to_the_end(async move { said.happens(&page).await }).await??;
    Ok(Json(json!({ "message": message })))
}

#[derive(Deserialize)]
pub(super) struct Say {
    pub room: String,
    pub person: String,
    pub text: String,
    pub reply_to: Option<String>,
    #[serde(default)]
    pub picture: bool,
}

impl Say {
    pub async fn happens(self, page: &SandboxPage) -> Result<MessageId, SandboxError> {
        let reply_to = self.reply_to.map(|id| id.parse()).transpose()?;
        let (room, person) = (self.room.parse()?, self.person.parse()?);
        if self.picture {
            return page.world.show(room, person, &self.text, reply_to).await;
        }
        page.world.say(room, person, &self.text, reply_to).await
    }
}

/// `POST unreachable {person}` → `{}`: the bot cannot write to them before they write to it.
pub(super) async fn unreachable(
    State(page): State<SandboxPage>,
    Given(wish): Given<Unreachable>,
) -> Answer {
    page.world.make_unreachable(wish.person.parse()?);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Unreachable {
    person: String,
}

/// `POST react {message, person, emoji, remove?}` → `{message}`.
pub(super) async fn react(State(page): State<SandboxPage>, Given(wish): Given<React>) -> Answer {
    let (message, person, emoji) = (
        wish.message.parse()?,
        wish.person.parse()?,
        wish.emoji.parse()?,
    );
    let change = if wish.remove.unwrap_or(false) {
        ReactionChange::Removed
    } else {
        ReactionChange::Added
    };
    to_the_end(async move { page.world.react(message, person, emoji, change).await }).await??;
    Ok(Json(json!({ "message": message })))
}

#[derive(Deserialize)]
pub(super) struct React {
    message: String,
    person: String,
    emoji: String,
    remove: Option<bool>,
}

/// `POST edit {message, text}` → `{message}`.
pub(super) async fn edit(State(page): State<SandboxPage>, Given(wish): Given<Edit>) -> Answer {
    let message = wish.message.parse()?;
    to_the_end(async move { page.world.edit(message, &wish.text).await }).await??;
    Ok(Json(json!({ "message": message })))
}

#[derive(Deserialize)]
pub(super) struct Edit {
    message: String,
    text: String,
}

/// `POST delete {message}` → `{message}`.
pub(super) async fn delete(State(page): State<SandboxPage>, Given(wish): Given<Delete>) -> Answer {
    let message = wish.message.parse()?;
    to_the_end(async move { page.world.delete(message).await }).await??;
    Ok(Json(json!({ "message": message })))
}

#[derive(Deserialize)]
pub(super) struct Delete {
    message: String,
}

/// `POST clock {advance_seconds, asleep?}` → `{now}`.
pub(super) async fn advance(
    State(page): State<SandboxPage>,
    Given(wish): Given<Advance>,
) -> Answer {
    if !(0.0..=MAX_ADVANCE_SECONDS).contains(&wish.advance_seconds) {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "advance_seconds is to be between 0 and ten years: the clock only moves forward",
        ));
    }
    let by = Duration::from_secs_f64(wish.advance_seconds);
    let engine = page.engine.clone();
    to_the_end(async move { engine.advance(by, wish.asleep.unwrap_or(false)).await }).await?;
    Ok(now(&page))
}

#[derive(Deserialize)]
pub(super) struct Advance {
    advance_seconds: f64,
    asleep: Option<bool>,
}

/// `GET clock` → `{now}`.
pub(super) async fn clock(State(page): State<SandboxPage>) -> Json<Value> {
    now(&page)
}

fn now(page: &SandboxPage) -> Json<Value> {
    Json(json!({ "now": page.world.now().to_string() }))
}

/// `POST settle` → `{settled: true}` once everything due has been delivered.
pub(super) async fn settle(State(page): State<SandboxPage>) -> Json<Value> {
    page.engine.settle().await;
    Json(json!({ "settled": true }))
}

/// `GET rooms` → `{rooms: [{room, messages, last}]}`.
pub(super) async fn rooms(State(page): State<SandboxPage>) -> Json<Value> {
    Json(json!({ "rooms": page.world.rooms() }))
}

/// `GET rooms/<room>?after=<message>` → `{messages: […]}`, oldest first.
pub(super) async fn messages(
    State(page): State<SandboxPage>,
    room: Result<Path<String>, PathRejection>,
    wish: Result<Query<After>, QueryRejection>,
) -> Answer {
    let (Path(room), Query(wish)) = (room?, wish?);
    let room: Room = room.parse()?;
    let after = wish
        .after
        .filter(|id| !id.is_empty())
        .map(|id| id.parse())
        .transpose()?;
    Ok(Json(
        json!({ "messages": page.world.messages(&room, after) }),
    ))
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// `GET board` → `{posts: […]}`.
pub(super) async fn board(State(page): State<SandboxPage>) -> Json<Value> {
    Json(json!({ "posts": page.engine.board().await }))
}

/// Whatever else is asked for.
pub(super) async fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "there is nothing here: docs/sandbox.md lists what can be asked",
    )
}

/// A known path under a method it does not have.
pub(super) async fn wrong_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "this path does not take this method: what changes something is a POST, what only looks is a GET",
    )
}

/// A body of JSON. Fields it does not know are ignored.
pub(super) struct Given<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Given<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        let essence = media
            .and_then(|media| media.split(';').next())
            .map(str::trim);
        if !essence.is_some_and(|essence| essence.eq_ignore_ascii_case("application/json")) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "the body is to be JSON: send the header content-type: application/json",
            ));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| {
                let why = rejection.body_text();
                Problem::new(
                    rejection.status(),
                    format!("the body could not be read (at most 1 MB is taken): {why}"),
                )
            })?;
        serde_json::from_slice(&body).map(Self).map_err(|error| {
            Problem::new(
                StatusCode::BAD_REQUEST,
                format!("the body is not the JSON that is wanted here: {error}"),
            )
        })
    }
}

/// Runs a change to its end even when the browser that asked for it has gone: half a change is none.
pub(super) async fn to_the_end<T: Send + 'static>(
    change: impl Future<Output = T> + Send + 'static,
) -> Result<T, Problem> {
    tokio::spawn(change).await.map_err(|_| {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the sandbox is stopping: try again when it runs",
        )
    })
}
