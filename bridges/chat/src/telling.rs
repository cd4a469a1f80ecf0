//! Telling how the bridge is doing, once per change, and waiting longer after each failure.

use std::sync::Arc;
use std::time::Duration;

use crate::{BridgeState, Clock, Platform};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Tells whoever watches a bridge.
#[derive(Clone)]
pub struct Teller {
    platform: Platform,
    state: watch::Sender<BridgeState>,
}

impl Teller {
    /// Tells through `state` how the bridge to `platform` is doing.
    #[must_use]
    pub fn new(platform: Platform, state: watch::Sender<BridgeState>) -> Self {
        Self { platform, state }
    }

    /// Pushes `now`, unless that is what was told last.
    pub fn tell(&self, now: BridgeState) {
        self.state.send_if_modified(|told| {
            if is_same(told, &now) {
                return false;
            }
            if let BridgeState::Degraded { why } = &now {
                tracing::warn!(platform = %self.platform, why, "a bridge is degraded");
            }
            *told = now;
            true
        });
    }

    /// Whether the last thing told was that all is well.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        matches!(*self.state.borrow(), BridgeState::Connected)
    }

    /// Pushes that something is wrong, and what happens next.
    pub fn degraded(&self, why: impl Into<String>) {
        self.tell(BridgeState::Degraded { why: why.into() });
    }
}

fn is_same(told: &BridgeState, now: &BridgeState) -> bool {
    match (told, now) {
        (BridgeState::Degraded { why: told }, BridgeState::Degraded { why: now }) => told == now,
        // Another code to scan.
        (
            BridgeState::AwaitingLink { expires: told, .. },
            BridgeState::AwaitingLink { expires: now, .. },
        ) => told == now,
        _ => std::mem::discriminant(told) == std::mem::discriminant(now),
    }
}

/// Waits that double from one second to one minute (or another longest), and end at once when the bridge is stopped.
pub struct Patience {
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
    next: Duration,
    longest: Duration,
}

/// The bridge was asked to stop.
#[derive(Debug)]
pub struct Stopped;

impl Patience {
    const FIRST: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_secs(60);

    /// Nothing was waited for yet.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, stop: CancellationToken) -> Self {
        Self {
            clock,
            stop,
            next: Self::FIRST,
            longest: Self::LONGEST,
        }
    }

    /// The same with another longest wait.
    #[must_use]
    pub fn up_to(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Waits once more, at least `asked`.
    ///
    /// # Errors
    /// [`Stopped`].
    pub async fn wait(&mut self, asked: Duration) -> Result<(), Stopped> {
        let span = self.next.max(asked);
        self.next = (self.next * 2).min(self.longest);
        tokio::select! {
            () = self.stop.cancelled() => Err(Stopped),
            () = self.clock.sleep(span) => Ok(()),
        }
    }

    /// Something went well; the next wait is short again.
    pub fn restore(&mut self) {
        self.next = Self::FIRST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_once_and_told_again_when_the_reason_changes() {
        let (sender, mut seen) = watch::channel(BridgeState::Starting);
        let teller = Teller::new(Platform::Sandbox, sender);
        teller.tell(BridgeState::Starting);
        assert!(!seen.has_changed().unwrap());
        for (why, changed) in [("a", true), ("a", false), ("b", true)] {
            teller.degraded(why);
            assert_eq!(seen.has_changed().unwrap(), changed);
            seen.mark_unchanged();
        }
    }
}
