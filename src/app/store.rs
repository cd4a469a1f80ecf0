//! The store, as `doctor` looks at it while no bot runs.

use async_trait::async_trait;

use crate::config::Config;
use crate::doctor::{Check, Finding};
use crate::tracker::{SledStore, StoreOptions};

const PART: &str = "store";

pub(super) struct StoreCheck(StoreOptions);

impl StoreCheck {
    pub fn new(config: &Config) -> Self {
        Self(StoreOptions {
            keys: config.keys.clone(),
            ..StoreOptions::new(&config.data)
        })
    }
}

#[async_trait]
impl Check for StoreCheck {
    async fn findings(&self) -> Vec<Finding> {
        if !self.0.data.join("store").exists() {
            let what = format!(
                "{} is made when wegotus first starts",
                self.0.data.display()
            );
            return vec![Finding::ok(PART, what)];
        }
        let options = self.0.clone();
        let opened = tokio::task::spawn_blocking(move || SledStore::open(options)).await;
        vec![match opened {
            Ok(Ok(_)) => Finding::ok(PART, "opens and can be read"),
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
        }]
    }
}
