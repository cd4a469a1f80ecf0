//! Logging to standard error, for people.

use std::io::IsTerminal;

use tracing::Level;
use tracing_subscriber::EnvFilter;

/// Starts logging at `level`; does nothing when logging has been started before.
///
/// Other people's crates say no more than warnings whatever the level is: what they call debugging may
/// hold what somebody wrote. matrix-sdk says nothing at all: its errors carry addresses with room ids, and
/// the bridge tells what matters in words of its own.
pub(super) fn start(level: Level) {
    let others = level.min(Level::WARN);
    let filter = EnvFilter::new(format!("{others},matrix_sdk=off,wegotus={level}"));
    let started = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(level > Level::INFO)
        .try_init();
    if started.is_err() {
        tracing::debug!("logging was started before");
    }
}
