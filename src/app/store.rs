//! The store: opened by whoever runs or links, and looked at by `doctor` while no bot runs. One process has it at a time.

use std::time::Duration;

use anyhow::Result;
use async_trait::async_trait;
use wegotus_chat::{Clock as _, SystemClock};

use crate::config::Config;
use crate::control;
use crate::doctor::{Check, Finding, Held};
use crate::tracker::{OpenError, SledStore, StoreOptions};

const PART: &str = "store";

/// Between two tries to open a store that somebody has.
const LOOK: Duration = Duration::from_millis(100);
/// How often it is tried: for a minute, which a doctor's questions to the networks, or a bot that is being stopped, may take.
const LOOKS: u32 = 600;

fn options(config: &Config) -> StoreOptions {
    StoreOptions {
        keys: config.keys.clone(),
        ..StoreOptions::new(&config.data)
    }
}

/// Opens the store; blocks while it reads. A bot that runs on it is not waited for; whoever only looks at it, or is about to
/// end, is.
pub(super) async fn open(config: &Config) -> Result<SledStore> {
    let mut looks = 0;
    loop {
        match SledStore::open(options(config)) {
            Err(OpenError::InUse { who, .. })
                if looks < LOOKS && !control::answers(&config.data).await =>
            {
                if looks == 0 {
                    tracing::info!(%who, "another wegotus has the data folder just now; waiting until it lets go");
                }
                looks += 1;
                SystemClock.sleep(LOOK).await;
            }
            opened => return Ok(opened?),
        }
    }
}

/// The store as a check may see it, where there is one that opens.
#[cfg(any(
    feature = "matrix",
    feature = "signal",
    feature = "whatsapp",
    feature = "whatsapp-cloud"
))]
pub(super) fn to_look_at(config: &Config) -> Result<Option<SledStore>, Held> {
    let options = options(config);
    if !options.data.join("store").exists() {
        return Ok(None);
    }
    match SledStore::open(options) {
        Ok(store) => Ok(Some(store)),
        Err(OpenError::InUse { who, .. }) => Err(Held { who }),
        // The store's own check tells of it.
        Err(_) => Ok(None),
    }
}

pub(super) struct StoreCheck(StoreOptions);

impl StoreCheck {
    pub fn new(config: &Config) -> Self {
        Self(options(config))
    }
}

#[async_trait]
impl Check for StoreCheck {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        if !self.0.data.join("store").exists() {
            let what = format!(
                "{} is made when wegotus first starts",
                self.0.data.display()
            );
            return Ok(vec![Finding::ok(PART, what)]);
        }
        let options = self.0.clone();
        let opened = tokio::task::spawn_blocking(move || SledStore::open(options)).await;
        Ok(vec![match opened {
            Ok(Ok(_)) => Finding::ok(PART, "opens and can be read"),
            Ok(Err(OpenError::InUse { who, .. })) => return Err(Held { who }),
            Ok(Err(error)) => Finding::bad(
                PART,
                error.to_string(),
                "Do what it says; never delete the folder without a copy",
            ),
            Err(error) => Finding::bad(
                PART,
                format!("opening it broke ({error})"),
                "Restore it from a backup",
            ),
        }])
    }
}
