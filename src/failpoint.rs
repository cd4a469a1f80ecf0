//! Named places at which a test may kill this process.
//!
//! With the feature `failpoints` on and `WEGOTUS_FAILPOINT=name` in the environment, the first
//! [`hit`]`("name")` ends the process as `kill -9` would; `name:3` waits for the third. Without the feature
//! `hit` is nothing. No release is built with it.
//!
//! The store's failpoints, in the order a commit meets them:
//!
//! | name | what is lost by dying there |
//! |---|---|
//! | `journal.before-commit` | the batch; nobody was told |
//! | `journal.before-flush` | the batch (it is in memory only); nobody was told |
//! | `journal.before-sync` | in a power cut the batch, after a kill nothing; nobody was told |
//! | `journal.before-answer` | nothing; nobody was told, so it comes again and must count once |
//!
//! **The power cut.** With the feature on and `WEGOTUS_SYNCED_COPY=DIR` set, the store copies its folder to
//! `DIR` after each sync and before it answers: first whole to `DIR.tmp`, then by renaming. A test that kills
//! the process and puts `DIR` in the place of the store's folder has what a power cut would have left. The
//! store's own background writer rests meanwhile, so that the copy holds nothing but what was synced.

/// Ends the process here if the environment says so.
#[cfg(feature = "failpoints")]
pub fn hit(name: &str) {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU32, Ordering};

    static ARMED: OnceLock<Option<(String, AtomicU32)>> = OnceLock::new();
    let armed = ARMED.get_or_init(|| {
        let wish = std::env::var("WEGOTUS_FAILPOINT").ok()?;
        let (name, nth) = match wish.rsplit_once(':') {
            Some((name, nth)) => (name.to_owned(), nth.parse().unwrap_or(1)),
            None => (wish, 1),
        };
        Some((name, AtomicU32::new(nth)))
    });
    if let Some((wanted, left)) = armed
        && wanted == name
        && left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        die();
    }
}

/// Ends the process here if the environment says so; without the feature `failpoints` it does not.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn hit(_name: &str) {}

/// Dies without a chance to clean up, as by `kill -9`.
#[cfg(feature = "failpoints")]
fn die() -> ! {
    use rustix::process::{Signal, getpid, kill_process};
    // Should the signal be refused, an abort is the next best thing.
    let _sent = kill_process(getpid(), Signal::KILL);
    std::process::abort()
}

/// Where the store leaves a copy of what was synced, if a test asked for it.
#[cfg(feature = "failpoints")]
#[must_use]
pub fn synced_copy() -> Option<std::path::PathBuf> {
    std::env::var_os("WEGOTUS_SYNCED_COPY").map(Into::into)
}

/// Where the store leaves a copy of what was synced; nowhere without the feature `failpoints`.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
#[must_use]
pub fn synced_copy() -> Option<std::path::PathBuf> {
    None
}
