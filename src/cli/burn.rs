//! `wegotus burn`.

use std::io::{IsTerminal, stdin};
use std::time::Duration;

use anyhow::anyhow;
use clap::Args;
use wegotus_chat::{Clock, SystemClock};

use super::{Common, Failure, say};
use crate::config::Config;
use crate::control::{self, AskError, Request};
use crate::tracker::{OpenError, burn_install};

/// How long a bot whose keys are gone may take to end.
const ENDING: Duration = Duration::from_secs(20);
const LOOK: Duration = Duration::from_millis(200);

/// Whether it is meant.
#[derive(Debug, Args)]
pub(super) struct Burn {
    /// Do not ask; erase.
    #[arg(long)]
    yes: bool,
}

impl Burn {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        if !self.yes {
            is_meant(&config)?;
        }
        let (data, keys) = (config.data.display(), config.keys.display());
        let clock = SystemClock;
        let until = clock.now().plus(ENDING);
        loop {
            // The running bot ends of it. Where nobody answers it is done from here; the keys come first in any case.
            let asked: Result<(), AskError> = control::ask(&config.data, Request::Burn).await;
            match burn_install(&config.data, &config.keys) {
                Ok(()) => break,
                Err(OpenError::InUse { .. }) if clock.now() < until => {
                    clock.sleep(LOOK).await;
                }
                Err(error @ OpenError::InUse { .. }) => {
                    let silent = asked.err().map(|why| format!(" ({why})"));
                    let why = format!(
                        "the keys are destroyed, so {data} can never be opened again; but it is still there: {error}{}. Stop that wegotus and run this once more",
                        silent.unwrap_or_default()
                    );
                    return Err(Failure::Failed(anyhow!(why)));
                }
                Err(error) => return Err(Failure::Failed(error.into())),
            }
        }
        let mut told = format!("Erased: the keys in {keys}, then {data}.\n");
        if let Some(file) = &config.file {
            told.push_str(&format!(
                "{} is still there: it names your accounts and rooms, and may hold passwords.\n",
                file.display()
            ));
        }
        told.push_str(
            "What was said in the rooms stays there. So do backups you made, and the bot among the linked devices of its account.",
        );
        Ok(say(&told)?)
    }
}

/// Asks whoever sits there.
fn is_meant(config: &Config) -> Result<(), Failure> {
    let data = config.data.display();
    if !stdin().is_terminal() {
        let wrong = format!(
            "this erases everything in {data} for good, and nobody is there to ask. Add --yes if it is meant"
        );
        return Err(Failure::Usage(wrong));
    }
    say(&format!(
        "This erases every network in {data} for good: the keys first, then the data. There is no way back.\nWrite burn to go on:"
    ))?;
    let mut answer = String::new();
    stdin()
        .read_line(&mut answer)
        .map_err(anyhow::Error::from)?;
    if answer.trim() == "burn" {
        return Ok(());
    }
    Err(Failure::Failed(anyhow!("nothing was erased")))
}
