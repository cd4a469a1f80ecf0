//! The sandbox in the browser: one page, and the JSON interface it stands on.
//!
//! **Architecture invariant:** this module shows and passes on; what is decided is decided in the engine,
//! what is said is kept in the sandbox's world.

mod api;
mod assets;
mod form;
mod guard;
mod live;
mod page;
mod problem;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, get, post};
use serde::Serialize;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{Name, Text};
use wegotus_sandbox::Sandbox;

use crate::board::{Kind, Status};
use crate::parser::Category;

/// The largest request that is read, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// What the page shows and acts on.
#[derive(Clone)]
pub struct SandboxPage {
    /// The rooms and who says what in them.
    pub world: Arc<Sandbox>,
    /// The bot that listens there.
    pub engine: Arc<dyn SandboxEngine>,
    /// Ends the live connections, so that a graceful shutdown need not wait for browsers.
    pub stop: CancellationToken,
}

/// What the page needs of the engine behind it.
#[async_trait]
pub trait SandboxEngine: Send + Sync + 'static {
    /// The posts as the rooms see them.
    async fn board(&self) -> Vec<BoardPost>;

    /// Returns once everything said was read and everything due was delivered.
    async fn settle(&self);

    /// Moves the sandbox's clock through every due time in order; when `asleep`, in one leap, as if the bot
    /// had been off meanwhile. Returns once what came due was dealt with.
    async fn advance(&self, by: Duration, asleep: bool);

    /// Changes whenever the board or the clock did.
    fn changes(&self) -> watch::Receiver<u64>;
}

/// A post as the rooms see it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct BoardPost {
    /// The number people call it by.
    pub number: u32,
    /// Need or offer.
    pub kind: Kind,
    /// Where it is in its life.
    pub status: Status,
    /// What it is about.
    pub category: Category,
    /// How many neighbours or things it takes.
    pub slots: u32,
    /// Who promised how many of them.
    pub claims: Vec<BoardClaim>,
    /// When it is wanted: an RFC 3339 instant, or a date where only a day was named.
    pub when: Option<String>,
    /// How it comes round, where it does: "every Tuesday, 12:00".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// Where, roughly.
    #[serde(rename = "where")]
    pub place: Option<Text>,
    /// What other rooms read.
    pub text: Text,
    /// It matters now.
    pub urgent: bool,
    /// What the room it came from is called.
    pub from: Option<String>,
}

/// A neighbour's promise on a post.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct BoardClaim {
    /// The name they go by.
    pub person: Name,
    /// How many slots they take.
    pub count: u32,
}

/// The page at `/` and all it needs under `/sandbox/`. To be served on loopback only: requests that name
/// another host are refused.
pub fn sandbox_router(state: SandboxPage) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/sandbox/page.css", get(assets::css))
        .route("/sandbox/page.js", get(assets::js))
        .route("/sandbox/icon.svg", get(assets::icon))
        .route("/sandbox/form/say", post(form::say))
        .route("/sandbox/api/say", post(api::say))
        .route("/sandbox/api/react", post(api::react))
        .route("/sandbox/api/edit", post(api::edit))
        .route("/sandbox/api/delete", post(api::delete))
        .route("/sandbox/api/clock", get(api::clock).post(api::advance))
        .route("/sandbox/api/unreachable", post(api::unreachable))
        .route("/sandbox/api/settle", post(api::settle))
        .route("/sandbox/api/rooms", get(api::rooms))
        .route("/sandbox/api/rooms/{room}", get(api::messages))
        .route("/sandbox/api/board", get(api::board))
        .route("/sandbox/api/live", get(live::listen))
        .route("/sandbox/api/{*unknown}", any(api::unknown))
        .method_not_allowed_fallback(api::wrong_method)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn(guard::only_this_computer))
        .with_state(state)
}
