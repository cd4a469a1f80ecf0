//! A clock that can be moved.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use wegotus_chat::{Clock, Sealed, SealedError, SystemClock, Timestamp};

const OFFSET: &str = "sandbox/clock-offset";

/// Real time plus an offset, or time that stands still; either moves forward when told, and wakes
/// whoever sleeps on it. The offset is kept, so that a restart does not turn time back.
pub struct SandboxClock {
    base: Base,
    offset: watch::Sender<Duration>,
    vault: Option<Arc<dyn Sealed>>,
}

enum Base {
    System,
    Stopped(Timestamp),
}

impl SandboxClock {
    /// Real time, with the offset kept in `vault`.
    ///
    /// # Errors
    /// When what was kept cannot be read.
    pub async fn open(vault: Arc<dyn Sealed>) -> Result<Self, SealedError> {
        let offset = match vault.get(OFFSET).await? {
            None => Duration::ZERO,
            Some(kept) => serde_json::from_slice(&kept)
                .map(Duration::from_millis)
                .map_err(|error| {
                    SealedError(format!(
                        "the sandbox's clock offset is unreadable ({error})"
                    ))
                })?,
        };
        Ok(Self {
            base: Base::System,
            offset: watch::Sender::new(offset),
            vault: Some(vault),
        })
    }

    /// Time that stands at `at` until it is moved; nothing is kept. For tests.
    #[must_use]
    pub fn stopped_at(at: Timestamp) -> Self {
        Self {
            base: Base::Stopped(at),
            offset: watch::Sender::new(Duration::ZERO),
            vault: None,
        }
    }

    /// How far the clock has been moved in all.
    #[must_use]
    pub fn offset(&self) -> Duration {
        *self.offset.borrow()
    }

    /// Moves the clock forward and wakes whoever waited for that; kept on disk before it moves.
    ///
    /// # Errors
    /// When it could not be kept: the clock has not moved.
    pub async fn advance(&self, by: Duration) -> Result<(), SealedError> {
        self.set_offset(self.offset().saturating_add(by)).await
    }

    /// Sets how far ahead of its base the clock is; kept on disk before it moves.
    ///
    /// # Errors
    /// When it could not be kept: the clock has not moved.
    pub async fn set_offset(&self, offset: Duration) -> Result<(), SealedError> {
        if let Some(vault) = &self.vault {
            vault
                .put(OFFSET, offset.as_millis().to_string().as_bytes())
                .await?;
        }
        self.offset.send_replace(offset);
        Ok(())
    }
}

#[async_trait]
impl Clock for SandboxClock {
    fn now(&self) -> Timestamp {
        let base = match self.base {
            Base::System => SystemClock.now(),
            Base::Stopped(at) => at,
        };
        base.plus(self.offset())
    }

    async fn sleep_until(&self, until: Timestamp) {
        let mut moved = self.offset.subscribe();
        loop {
            let offset = *moved.borrow_and_update();
            if self.now() >= until {
                return;
            }
            let base_reaches_it = async {
                match self.base {
                    Base::System => SystemClock.sleep_until(until.minus(offset)).await,
                    Base::Stopped(_) => std::future::pending().await,
                }
            };
            tokio::select! {
                () = base_reaches_it => {}
                _ = moved.changed() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::MemorySealed;

    const DAY: Duration = Duration::from_secs(24 * 3600);

    #[tokio::test]
    async fn moving_the_clock_wakes_who_sleeps_on_it() {
        let clock = Arc::new(SandboxClock::stopped_at(Timestamp(1_000)));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep(DAY).await;
                clock.now()
            }
        });
        tokio::task::yield_now().await;
        clock.advance(DAY / 2).await.unwrap();
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(DAY).await.unwrap();
        assert_eq!(sleeper.await.unwrap(), Timestamp(1_000).plus(DAY + DAY / 2));
    }

    #[tokio::test]
    async fn the_offset_survives_a_restart() {
        let vault = Arc::new(MemorySealed::default());
        SandboxClock::open(vault.clone())
            .await
            .unwrap()
            .advance(DAY)
            .await
            .unwrap();
        let clock = SandboxClock::open(vault).await.unwrap();
        assert_eq!(clock.offset(), DAY);
        assert!(clock.now().since(SystemClock.now()) > DAY / 2);
    }

    #[tokio::test]
    async fn a_damaged_offset_is_an_error_that_names_it() {
        let vault = Arc::new(MemorySealed::default());
        vault.put(OFFSET, b"soon").await.unwrap();
        let error = SandboxClock::open(vault).await.err().unwrap();
        assert!(error.to_string().contains("clock offset"), "{error}");
    }
}
