//! Waiting for something to become true, and letting a random while pass.

use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

/// How long to wait between two looks.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// Looks again and again until `look` gives something.
///
/// # Errors
/// What `look` fails with; or that `what` did not happen within `patience`.
pub async fn until<T>(
    what: &str,
    patience: Duration,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let mut looks = Looks::new(what, patience);
    loop {
        looks.next().await?;
        if let Some(found) = look().await? {
            return Ok(found);
        }
    }
}

/// The rhythm of looking: what [`until`] is made of, for futures that have to be `Send`.
pub(crate) struct Looks<'a> {
    what: &'a str,
    patience: Duration,
    rhythm: Interval,
    began: Option<Instant>,
}

impl<'a> Looks<'a> {
    pub(crate) fn new(what: &'a str, patience: Duration) -> Self {
        let mut rhythm = interval(BETWEEN_LOOKS);
        rhythm.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            what,
            patience,
            rhythm,
            began: None,
        }
    }

    /// Waits for the time of the next look; an error when patience is over.
    pub(crate) async fn next(&mut self) -> Result<()> {
        let now = self.rhythm.tick().await;
        if now - *self.began.get_or_insert(now) > self.patience {
            bail!("not within {:?}: {}", self.patience, self.what);
        }
        Ok(())
    }
}

/// Lets time pass, where a random instant is the point of the test. Never to wait for an event.
#[expect(
    clippy::disallowed_methods,
    reason = "the instants of a kill are drawn in real time"
)]
pub async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}
