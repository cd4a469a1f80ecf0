//! Time, as everything in wegotus sees it.

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// An instant: milliseconds since 1970-01-01T00:00:00Z, as chat networks count.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `after` later; stays at the end of time rather than overflow.
    #[must_use]
    pub fn plus(self, after: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(after.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// The instant `before` earlier; stays at the beginning of time rather than overflow.
    #[must_use]
    pub fn minus(self, before: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(before.as_millis()).unwrap_or(i64::MAX)),
        )
    }

    /// How long after `earlier` this is; zero when it is not.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The same instant for calendar arithmetic; clamped to the years jiff knows.
    #[must_use]
    pub fn to_jiff(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(at: jiff::Timestamp) -> Self {
        Self(at.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}

/// Where time comes from. Everything waits and looks through this, so that tests and the sandbox
/// can move it.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// The instant it is.
    fn now(&self) -> Timestamp;

    /// Returns when `now` has reached `until`; at once when it has already.
    async fn sleep_until(&self, until: Timestamp);

    /// Returns after `span` from now.
    async fn sleep(&self, span: Duration) {
        self.sleep_until(self.now().plus(span)).await;
    }
}

/// The machine's own clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the system's time"
    )]
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }

    async fn sleep_until(&self, until: Timestamp) {
        // The wall clock may be set while we wait, so look again at least once a minute.
        loop {
            let left = until.since(self.now());
            if left.is_zero() {
                return;
            }
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the one place that waits on the system's time"
            )]
            tokio::time::sleep(left.min(Duration::from_secs(60))).await;
        }
    }
}
