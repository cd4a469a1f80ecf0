//! `wegotus link signal` and `wegotus link whatsapp`.

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

/// Which account.
#[derive(Debug, Args)]
pub(super) struct Link {
    #[command(subcommand)]
    which: Which,
}

#[derive(Clone, Debug, Subcommand)]
enum Which {
    /// The bot's Signal account, by scanning a code with its phone.
    #[cfg(feature = "signal")]
    Signal,
    /// The bot's WhatsApp account, by scanning a code with its phone, or typing one there.
    #[cfg(feature = "whatsapp")]
    Whatsapp(Whatsapp),
}

/// How a WhatsApp account is linked.
#[cfg(feature = "whatsapp")]
#[derive(Clone, Debug, Args)]
struct Whatsapp {
    /// The bot's number, like +12025550134: shows a code to type on its phone, besides the one to scan.
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
}

/// What is said while an account is linked.
struct Words {
    how: &'static str,
    done: &'static str,
    asks: Request,
    missing: &'static str,
}

#[cfg(feature = "signal")]
const SIGNAL: Words = Words {
    how: "On the phone that has the bot's own Signal number: Settings, Linked devices, Link new device. Then scan this:",
    done: "Linked. In Signal, add the bot to your group, and write there: wegotus join <code>",
    asks: Request::LinkSignal,
    missing: "no signal-cli is set up. Set signal.command or signal.url, and signal.dedicated = true; docs/signal.md says how",
};
#[cfg(feature = "whatsapp")]
const WHATSAPP: Words = Words {
    how: "On the phone that has the bot's own WhatsApp number: Settings, Linked devices, Link a device. Then scan this:",
    done: "Linked. In WhatsApp, add the bot to your group, and write there: wegotus join <code>",
    asks: Request::LinkWhatsapp,
    missing: "no WhatsApp account is set up. Give the bot a number of its own, and set whatsapp.dedicated = true; docs/whatsapp.md says how",
};
const BEFORE: &str = "The account is linked already. `wegotus doctor` says how it is doing.";

impl Link {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        match self.which {
            #[cfg(feature = "signal")]
            Which::Signal => signal(&config).await,
            #[cfg(feature = "whatsapp")]
            Which::Whatsapp(how) => whatsapp(&config, how).await,
        }
    }
}

#[cfg(feature = "signal")]
async fn signal(config: &Config) -> Result<(), Failure> {
    let is_set_up = config.signal.is_some();
    let Some(first) = running_bot(config, &SIGNAL, is_set_up).await? else {
        let mut written = Ok(());
        let mut show = |code: SecretString, _| {
            if written.is_ok() {
                written = draw(SIGNAL.how, &code);
            }
        };
        let linked = app::link_signal(config, &mut show).await?;
        written?;
        return Ok(say(if linked { SIGNAL.done } else { BEFORE })?);
    };
    through_the_bot(config, &SIGNAL, first).await
}

#[cfg(feature = "whatsapp")]
async fn whatsapp(config: &Config, how: Whatsapp) -> Result<(), Failure> {
    use wegotus_chat::LinkKind;
    use wegotus_whatsapp::Shown;

    let number = how.phone.map(|it| it.replace([' ', '-', '(', ')'], ""));
    if let Some(number) = &number {
        let digits = number.strip_prefix('+').unwrap_or_default();
        if digits.len() < 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let wrong = "--phone takes a number with its country, like +12025550134";
            return Err(Failure::Usage(wrong.to_owned()));
        }
    }
    let is_set_up = config.whatsapp.is_some();
    if let Some(first) = running_bot(config, &WHATSAPP, is_set_up).await? {
        if number.is_some() {
            let wrong = "the bot is running, and shows codes to scan. Leave --phone out, or stop the bot first";
            return Err(Failure::Usage(wrong.to_owned()));
        }
        return through_the_bot(config, &WHATSAPP, first).await;
    }
    let mut written = Ok(());
    let mut show = |shown| {
        if written.is_ok() {
            written = match shown {
                Shown::Code(LinkKind::Qr, code, _) => draw(WHATSAPP.how, &code),
                Shown::Code(LinkKind::Code, code, _) => say(&format!(
                    "Or choose \"Link with phone number instead\" there, and type: {}",
                    code.expose_secret()
                )),
                Shown::Trouble(why) => say(&format!("It goes on, but: {why}")),
            };
        }
    };
    let linked = app::link_whatsapp(config, number.as_deref(), &mut show).await?;
    written?;
    Ok(say(if linked { WHATSAPP.done } else { BEFORE })?)
}

/// What a running bot says of the account; `None` where none runs.
async fn running_bot(
    config: &Config,
    words: &Words,
    is_set_up: bool,
) -> Result<Option<LinkAnswer>, Failure> {
    if !is_set_up {
        return Err(Failure::Usage(words.missing.to_owned()));
    }
    match control::ask::<LinkAnswer>(&config.data, words.asks).await {
        Err(AskError::NotRunning { .. }) => Ok(None),
        Err(error) => Err(anyhow::Error::from(error).into()),
        Ok(first) => Ok(Some(first)),
    }
}

/// Shows what the running bot shows, until it is connected.
async fn through_the_bot(config: &Config, words: &Words, first: LinkAnswer) -> Result<(), Failure> {
    let (mut answer, mut shown, mut looks) = (first, None, 0);
    loop {
        match answer {
            LinkAnswer::Linked => {
                return Ok(say(if shown.is_some() { words.done } else { BEFORE })?);
            }
            LinkAnswer::Scan { code, .. } => {
                looks = 0;
                if shown.as_ref() != Some(&code) {
                    draw(words.how, &SecretString::from(code.as_str()))?;
                    shown = Some(code);
                }
            }
            LinkAnswer::None => {
                let wrong = "the running bot was started without this account; start it again";
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
        let asked = control::ask(&config.data, words.asks).await;
        answer = asked.map_err(anyhow::Error::from)?;
    }
}

/// Draws the code for a terminal, dark on light and light on dark alike.
fn draw(how: &str, code: &SecretString) -> anyhow::Result<()> {
    let drawn = QrCode::new(code.expose_secret())?
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light)
        .light_color(Dense1x2::Dark)
        .build();
    say(&format!("{how}\n\n{drawn}\n\n{}", code.expose_secret()))
}
