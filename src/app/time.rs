//! Time that is moved: by the sandbox's page, and by tests on the running bot.

use std::time::Duration;

use futures_util::future::BoxFuture;
use wegotus_chat::{Clock as _, Timestamp};
use wegotus_sandbox::SandboxClock;

use crate::engine::Engine;

/// Moves the clock on by a time. Everything that falls due on the way is done at its hour, unless the bot is to have been
/// `asleep`; `settle` waits until what the bot has to say is said.
pub(super) async fn pass<'a>(
    engine: &Engine,
    clock: &SandboxClock,
    by: Duration,
    asleep: bool,
    settle: impl Fn() -> BoxFuture<'a, ()> + Send + Sync,
) {
    settle().await;
    let until = clock.now().plus(by);
    if !asleep {
        while let Some(due) = engine.next_due().await.filter(|due| *due <= until) {
            move_to(clock, due).await;
            settle().await;
        }
    }
    move_to(clock, until).await;
    settle().await;
}

async fn move_to(clock: &SandboxClock, at: Timestamp) {
    let by = at.since(clock.now());
    if let Err(error) = clock.advance(by).await {
        tracing::error!(%error, "the clock cannot be kept; it stays where it is");
    }
}
