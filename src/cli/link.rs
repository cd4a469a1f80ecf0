//! `wegotus link signal`.

use std::time::Duration;

use clap::{Args, Subcommand};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use secrecy::{ExposeSecret, SecretString};
use wegotus_chat::{Clock, SystemClock};

use super::{Common, Failure, say};
use crate::app;
use crate::config::Config;
use crate::control::{self, AskError, LinkAnswer, Request};

/// Between two looks at a running bot.
const LOOK: Duration = Duration::from_secs(1);
/// How many looks a running bot is given to get connected or to show a code.
const LOOKS: u32 = 90;

const HOW: &str = "On the phone that has the bot's own Signal number: Settings, Linked devices, Link new device. Then scan this:";
const DONE: &str =
    "Linked. In Signal, add the bot to your group, and write there: wegotus join <code>";

/// Which account.
#[derive(Debug, Args)]
pub(super) struct Link {
    #[command(subcommand)]
    which: Which,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Which {
    /// The bot's Signal account, by scanning a code with its phone.
    Signal,
}

impl Link {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let Which::Signal = self.which;
        let config = common.config()?;
        if config.signal.is_none() {
            let wrong = "no signal-cli is set up. Set signal.command or signal.url, and signal.dedicated = true; docs/signal.md says how";
            return Err(Failure::Usage(wrong.to_owned()));
        }
        match control::ask::<LinkAnswer>(&config.data, Request::LinkSignal).await {
            Err(AskError::NotRunning { .. }) => by_ourselves(&config).await,
            Err(error) => Err(anyhow::Error::from(error).into()),
            Ok(first) => through_the_bot(&config, first).await,
        }
    }
}

/// Links while no bot runs.
async fn by_ourselves(config: &Config) -> Result<(), Failure> {
    let mut written = Ok(());
    let mut show = |code: SecretString, _| {
        if written.is_ok() {
            written = draw(&code);
        }
    };
    let linked = app::link_signal(config, &mut show).await?;
    written?;
    Ok(say(if linked { DONE } else { BEFORE })?)
}

const BEFORE: &str = "The account is linked already. `wegotus doctor` says how it is doing.";

/// Shows what the running bot shows, until it is connected.
async fn through_the_bot(config: &Config, first: LinkAnswer) -> Result<(), Failure> {
    let (mut answer, mut shown, mut looks) = (first, None, 0);
    loop {
        match answer {
            LinkAnswer::Linked => {
                return Ok(say(if shown.is_some() { DONE } else { BEFORE })?);
            }
            LinkAnswer::Scan { code, .. } => {
                looks = 0;
                if shown.as_ref() != Some(&code) {
                    draw(&SecretString::from(code.as_str()))?;
                    shown = Some(code);
                }
            }
            LinkAnswer::None => {
                let wrong = "the running bot was started without Signal; start it again";
                return Err(anyhow::anyhow!(wrong).into());
            }
            LinkAnswer::NotYet(why) => {
                looks += 1;
                if looks > LOOKS {
                    return Err(anyhow::anyhow!("the running bot cannot link: {why}").into());
                }
            }
        }
        SystemClock.sleep(LOOK).await;
        let asked = control::ask(&config.data, Request::LinkSignal).await;
        answer = asked.map_err(anyhow::Error::from)?;
    }
}

/// Draws the code for a terminal, dark on light and light on dark alike.
fn draw(code: &SecretString) -> anyhow::Result<()> {
    let drawn = QrCode::new(code.expose_secret())?
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    say(&format!("{HOW}\n\n{drawn}\n\n{}", code.expose_secret()))
}
