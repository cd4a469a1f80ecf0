//! Linking: the bot becomes a device of the account whose phone scans a code, or types one.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::mpsc;
use wegotus_chat::{BridgeState, Fatal, Host, LinkKind, Timestamp};

use crate::client::Opener;
use crate::pace::Past;
use crate::port::{Heard, WaOpen, WaPort};
use crate::records::Records;
use crate::settings::WhatsAppSettings;
use crate::states::{self, End, Turn};

/// How long the phone and the bot may take to get to know each other once the code was taken.
const FINISHING: Duration = Duration::from_secs(120);

/// How linking ended well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Linked {
    /// A phone took the code.
    Now,
    /// The account was linked before.
    Before,
}

/// What whoever links an account is shown.
pub enum Shown {
    /// A code: how it is taken, what it is, and when it becomes worthless.
    Code(LinkKind, SecretString, Timestamp),
    /// Something did not go well, in words for them; it goes on with what is shown otherwise.
    Trouble(String),
}

/// Shows it.
pub type Show<'a> = dyn FnMut(Shown) + Send + 'a;

/// Links an account for a bot that is not running. With `number` (`+12025550134`) there is a code to type on the phone
/// besides the ones to scan.
///
/// # Errors
/// [`Fatal`]: what is wrong, and what to do.
pub async fn link(
    settings: &WhatsAppSettings,
    host: &Host,
    number: Option<&str>,
    show: &mut Show<'_>,
) -> Result<Linked, Fatal> {
    let opener = Opener::new(settings.clone(), host.clone());
    through(&opener, host, number, show).await
}

/// The same, through any client.
pub(crate) async fn through(
    opener: &dyn WaOpen,
    host: &Host,
    number: Option<&str>,
    show: &mut Show<'_>,
) -> Result<Linked, Fatal> {
    loop {
        let (sender, mut heard) = mpsc::unbounded_channel();
        let port = opener.open(number, sender).await.map_err(again)?;
        if port.own().number.is_some() {
            port.close().await;
            return Ok(Linked::Before);
        }
        let tried = until_linked(&port, host, &mut heard, show).await;
        port.close().await;
        match tried {
            Tried::Linked => {
                let past = Past::linked(host.clock.now());
                let kept = Records(host.vault.clone()).keep_past(&past).await;
                return kept.map(|()| Linked::Now).map_err(|error| Fatal {
                    what: format!(
                        "The account is linked, but not all can be written down: {error}"
                    ),
                    remedy: "Make room on the disk, and start wegotus".to_owned(),
                });
            }
            Tried::Expired => {}
            Tried::Failed(fatal) => return Err(fatal),
        }
    }
}

enum Tried {
    Linked,
    Expired,
    Failed(Fatal),
}

async fn until_linked(
    port: &Arc<dyn WaPort>,
    host: &Host,
    heard: &mut mpsc::UnboundedReceiver<Heard>,
    show: &mut Show<'_>,
) -> Tried {
    let mut finishing = None;
    loop {
        let told = tokio::select! {
            told = heard.recv() => told,
            () = until(host, finishing) => {
                // What the phone still has to tell, it tells the bot when that runs.
                return match port.own().number {
                    Some(_) => Tried::Linked,
                    None => Tried::Failed(again("the phone took the code, but linking did not end".to_owned())),
                };
            }
        };
        let event = match told {
            Some(Heard::Told(event)) => event,
            Some(Heard::Messages { kept, .. }) => {
                // They come again when the bot runs.
                let _ = kept.send(false);
                continue;
            }
            Some(Heard::Ended) | None => {
                return Tried::Failed(again("WhatsApp ended the connection".to_owned()));
            }
        };
        match states::of(&event, host.clock.now()) {
            Some(Turn::Tell(BridgeState::AwaitingLink {
                kind,
                payload,
                expires,
                ..
            })) => show(Shown::Code(kind, payload, expires)),
            Some(Turn::Tell(BridgeState::Degraded { why })) => show(Shown::Trouble(why)),
            Some(Turn::Linked) => finishing = Some(host.clock.now().plus(FINISHING)),
            Some(Turn::Connected) => return Tried::Linked,
            Some(Turn::End(End::Expired)) => return Tried::Expired,
            Some(Turn::End(End::Away(what))) => return Tried::Failed(again(what)),
            Some(Turn::End(End::LoggedOut)) => {
                return Tried::Failed(again("WhatsApp ended the linking".to_owned()));
            }
            Some(Turn::End(End::Banned(_, fatal) | End::Fatal(fatal))) => {
                return Tried::Failed(fatal);
            }
            _ => {}
        }
    }
}

async fn until(host: &Host, when: Option<Timestamp>) {
    match when {
        Some(when) => host.clock.sleep_until(when).await,
        None => std::future::pending().await,
    }
}

fn again(what: String) -> Fatal {
    Fatal {
        what,
        remedy: "See that this machine has a connection, and try again".to_owned(),
    }
}
