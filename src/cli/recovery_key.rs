//! `wegotus recovery-key`.

use super::{Common, Failure, say};
use crate::control::{self, Request};

/// Shows the recovery key of the running bot's Matrix account, to be kept somewhere else.
pub(super) async fn run(common: &Common) -> Result<(), Failure> {
    let config = common.config()?;
    let key: Option<String> = control::ask(&config.data, Request::RecoveryKey)
        .await
        .map_err(anyhow::Error::from)?;
    let Some(key) = key else {
        let none = "There is no recovery key yet: it is made once the bot has logged in to Matrix. Ask again then.";
        return Err(Failure::Failed(anyhow::anyhow!(none)));
    };
    Ok(say(&key)?)
}
