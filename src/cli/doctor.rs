//! `wegotus doctor`.

use clap::Args;

use super::{Common, Failure, say};
use crate::{app, doctor};

/// How to tell.
#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Tell it as JSON.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let report = match common.config() {
            Ok(config) => doctor::examine(&config, &app::checks(&config)).await,
            Err(errors) => doctor::unreadable(&errors),
        };
        say(&if self.json {
            format!("{:#}", report.to_json())
        } else {
            report.to_string()
        })?;
        if report.is_healthy() {
            Ok(())
        } else {
            Err(Failure::Said)
        }
    }
}
