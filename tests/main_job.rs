//! Whole scripts in the sandbox, which `tests/synapse`, `tests/signal` and `tests/mixed` play on real networks too.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;
use std::time::Duration;

use wegotus_chat::{Clock as _, SystemClock};
use wegotus_script::{scripts, stages::Sandbox};

const HOUR: i64 = 3_600_000;

/// A sandbox in which it is `hour` o'clock, UTC.
async fn sandbox_at(hour: i64) -> Arc<Sandbox> {
    let sandbox = Sandbox::start(env!("CARGO_BIN_EXE_wegotus")).await.unwrap();
    let ahead = (hour * HOUR - SystemClock.now().0).rem_euclid(24 * HOUR);
    let ahead = Duration::from_millis(u64::try_from(ahead).unwrap());
    sandbox.sleep_through(ahead).await.unwrap();
    Arc::new(sandbox)
}

#[tokio::test]
async fn neighbours_help_each_other() {
    scripts::main_job(sandbox_at(10).await).await;
}

#[tokio::test]
async fn neighbours_help_each_other_by_night() {
    scripts::main_job(sandbox_at(23).await).await;
}

#[tokio::test]
async fn neighbours_with_three_apps_help_each_other() {
    scripts::across(sandbox_at(10).await).await;
}
