//! Telling how the bridge is doing, once per change, and waiting longer after each failure.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{BridgeState, Clock};

/// Tells whoever watches.
#[derive(Clone)]
pub(crate) struct Teller(watch::Sender<BridgeState>);

impl Teller {
    pub(crate) fn new(state: watch::Sender<BridgeState>) -> Self {
        Self(state)
    }

    /// Pushes `now`, unless that is what was told last.
    pub(crate) fn tell(&self, now: BridgeState) {
        self.0.send_if_modified(|told| {
            if is_same(told, &now) {
                return false;
            }
            if let BridgeState::Degraded { why } = &now {
                tracing::warn!(why, "Matrix is degraded");
            }
            *told = now;
            true
        });
    }

    /// Whether the last thing told was that all is well.
    pub(crate) fn is_connected(&self) -> bool {
        matches!(*self.0.borrow(), BridgeState::Connected)
    }

    /// Pushes that something is wrong, and what happens next.
    pub(crate) fn degraded(&self, why: impl Into<String>) {
        self.tell(BridgeState::Degraded { why: why.into() });
    }
}

fn is_same(told: &BridgeState, now: &BridgeState) -> bool {
    match (told, now) {
        (BridgeState::Degraded { why: told }, BridgeState::Degraded { why: now }) => told == now,
        _ => std::mem::discriminant(told) == std::mem::discriminant(now),
    }
}

/// Waits that double from one second to one minute (or another longest), and end at once when the bridge is stopped.
pub(crate) struct Patience {
    clock: Arc<dyn Clock>,
    stop: CancellationToken,
    next: Duration,
    longest: Duration,
}

/// The bridge was asked to stop.
#[derive(Debug)]
pub(crate) struct Stopped;

impl Patience {
    const FIRST: Duration = Duration::from_secs(1);
    const LONGEST: Duration = Duration::from_secs(60);

    pub(crate) fn new(clock: Arc<dyn Clock>, stop: CancellationToken) -> Self {
        Self {
            clock,
            stop,
            next: Self::FIRST,
            longest: Self::LONGEST,
        }
    }

    /// The same with another longest wait.
    pub(crate) fn up_to(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Waits once more, at least `asked`.
    ///
    /// # Errors
    /// [`Stopped`].
    pub(crate) async fn wait(&mut self, asked: Duration) -> Result<(), Stopped> {
        let span = self.next.max(asked);
        self.next = (self.next * 2).min(self.longest);
        tokio::select! {
            () = self.stop.cancelled() => Err(Stopped),
            () = self.clock.sleep(span) => Ok(()),
        }
    }

    /// Something went well; the next wait is short again.
    pub(crate) fn restore(&mut self) {
        self.next = Self::FIRST;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_told_once_and_told_again_when_the_reason_changes() {
        let (sender, mut seen) = watch::channel(BridgeState::Starting);
        let teller = Teller::new(sender);
        teller.tell(BridgeState::Starting);
        assert!(!seen.has_changed().unwrap());
        for (why, changed) in [("a", true), ("a", false), ("b", true)] {
            teller.degraded(why);
            assert_eq!(seen.has_changed().unwrap(), changed);
            seen.mark_unchanged();
        }
    }
}
