//! News for the page as it happens: server-sent events.

use std::convert::Infallible;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::watch;

use super::SandboxPage;
use super::problem::Problem;

#[derive(Deserialize)]
pub(super) struct Since {
    since: Option<u64>,
}

/// `GET live?since=<change>` → a stream of `news` events, each with the messages that changed since the one
/// before as they stand now, all posts, and the time. A browser that reconnects goes on where it was.
pub(super) async fn listen(
    State(page): State<SandboxPage>,
    asked: Result<Query<Since>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let Query(asked) = asked?;
    let last_seen = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let mut said = page.world.changes();
    // The first news is what there is already.
    said.mark_changed();
    let listener = Listener {
        said,
        decided: page.engine.changes(),
        since: last_seen.or(asked.since).unwrap_or(0),
        page,
    };
    let news = stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Ok(Sse::new(news).keep_alive(KeepAlive::default()))
}

struct Listener {
    page: SandboxPage,
    said: watch::Receiver<u64>,
    decided: watch::Receiver<u64>,
    since: u64,
}

impl Listener {
    /// Waits for the next news; `None` when the program stops.
    async fn next(&mut self) -> Option<Event> {
        tokio::select! {
            () = self.page.stop.cancelled() => return None,
            said = self.said.changed() => said.ok()?,
            decided = self.decided.changed() => decided.ok()?,
        }
        self.said.mark_unchanged();
        self.decided.mark_unchanged();
        let (messages, next) = self.page.world.changed_since(self.since);
        self.since = next;
        let news = json!({
            "messages": messages,
            "posts": self.page.engine.board().await,
            "now": self.page.world.now().to_string(),
            "change": next,
        });
        Some(
            Event::default()
                .event("news")
                .id(next.to_string())
                .data(news.to_string()),
        )
    }
}
