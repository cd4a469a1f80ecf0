//! Linking: signal-cli becomes a device of the account whose phone scans a code.

use std::time::Duration;

use secrecy::SecretString;
use wegotus_chat::{Clock, Fatal, Host, Timestamp};

use crate::house::House;
use crate::records::Records;
use crate::rpc::{Reason, Rpc, RpcError};
use crate::settings::SignalSettings;

/// How long a code is good for: Signal closes the connection that waits for the phone after about a minute.
pub(crate) const GOOD_FOR: Duration = Duration::from_secs(60);
/// How long signal-cli may take once the code was scanned.
const FINISHING: Duration = Duration::from_secs(240);

/// How a try to link ended.
pub(crate) enum Tried {
    /// The account with this number is linked.
    Linked(String),
    /// Nobody scanned the code in time; there will be another.
    Expired,
    /// It did not work, for this reason.
    Failed(String),
}

/// Shows one code, and waits until it was scanned or is worthless.
pub(crate) async fn try_once(
    rpc: &Rpc,
    device: &str,
    clock: &dyn Clock,
    show: &mut (dyn FnMut(SecretString, Timestamp) + Send),
) -> Tried {
    let code = match rpc.start_link().await {
        Ok(code) => code,
        Err(RpcError::Refused(refusal)) if refusal.reason() == Reason::Io => {
            return Tried::Failed(
                "signal-cli cannot reach Signal; see that this machine has a connection".into(),
            );
        }
        Err(RpcError::Refused(refusal)) if refusal.code == -32601 => {
            return Tried::Failed(
                "signal-cli runs for one account only, so it can link none; start its daemon without -a".into(),
            );
        }
        Err(error) => return Tried::Failed(error.to_string()),
    };
    show(code.clone(), clock.now().plus(GOOD_FOR));
    match rpc.finish_link(&code, device, GOOD_FOR + FINISHING).await {
        Ok(number) => Tried::Linked(number),
        // −1: nobody scanned it in time; −3: Signal closed the connection first.
        Err(RpcError::Refused(refusal)) if matches!(refusal.code, -1 | -3) => Tried::Expired,
        Err(error) => Tried::Failed(error.to_string()),
    }
}

/// How linking ended well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Linked {
    /// A phone scanned the code.
    Now,
    /// The account was linked before, and still is as far as Signal can be asked.
    Before,
}

/// Links an account for a bot that is not running, and remembers it. `show` is given each code, and when it
/// becomes worthless.
///
/// # Errors
/// [`Fatal`]: what is wrong, and what to do.
pub async fn link(
    settings: &SignalSettings,
    host: &Host,
    show: &mut (dyn FnMut(SecretString, Timestamp) + Send),
) -> Result<Linked, Fatal> {
    let house = House::new(settings.daemon.clone(), host.clock.clone());
    let linked = at_house(&house, settings, host, show).await;
    house.close().await;
    linked
}

async fn at_house(
    house: &House,
    settings: &SignalSettings,
    host: &Host,
    show: &mut (dyn FnMut(SecretString, Timestamp) + Send),
) -> Result<Linked, Fatal> {
    let not_there = |what: String| Fatal {
        what,
        remedy: "Correct signal.url or signal.command, and try again".to_owned(),
    };
    let (rpc, _version) = house.open().await.map_err(not_there)?;
    let accounts = rpc
        .accounts()
        .await
        .map_err(|error| not_there(error.to_string()))?;
    let records = Records(host.vault.clone());
    let kept = records.account().await.ok().flatten();
    if let Some(account) = choose(&accounts, settings.account.as_deref(), kept.as_deref()) {
        // signal-cli goes on to name an account that its phone unlinked.
        let found = rpc.pulse(&account).await;
        if !found.is_err_and(|error| error.is_unlinked()) {
            return Ok(Linked::Before);
        }
    }
    loop {
        match try_once(&rpc, &settings.device_name, host.clock.as_ref(), show).await {
            Tried::Linked(number) => {
                records.keep_account(&number).await.map_err(|error| Fatal {
                    what: format!(
                        "The account is linked, but that cannot be written down: {error}"
                    ),
                    remedy: "Make room on the disk, and start wegotus".to_owned(),
                })?;
                if is_another(settings.account.as_deref(), &number) {
                    return Err(Fatal {
                        what: ANOTHER.to_owned(),
                        remedy: "Correct signal.account, or leave it empty".to_owned(),
                    });
                }
                return Ok(Linked::Now);
            }
            Tried::Expired => {}
            Tried::Failed(what) => {
                return Err(Fatal {
                    what,
                    remedy: "Try again when that is put right".to_owned(),
                });
            }
        }
    }
}

/// What is wrong where the phone that scanned the code has another number than the config names.
pub(crate) const ANOTHER: &str =
    "The account that was linked is not the one that signal.account names";

/// Whether the account that was linked is another than the one that is set, and so will not be used.
pub(crate) fn is_another(set: Option<&str>, linked: &str) -> bool {
    set.is_some_and(|set| set != linked)
}

/// The account to be: the one that is set, else the one that was linked, else the only one there is.
pub(crate) fn choose(
    accounts: &[String],
    set: Option<&str>,
    linked: Option<&str>,
) -> Option<String> {
    let there = |number: &str| accounts.iter().find(|it| *it == number).cloned();
    match (set, linked, accounts) {
        (Some(set), _, _) => there(set),
        (None, Some(linked), _) if there(linked).is_some() => there(linked),
        (None, _, [only]) => Some(only.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_that_is_set_wins_and_none_is_guessed_among_several() {
        let two = ["+1".to_owned(), "+2".to_owned()];
        assert_eq!(choose(&two, Some("+2"), Some("+1")), Some("+2".to_owned()));
        assert_eq!(choose(&two, Some("+3"), Some("+1")), None);
        assert_eq!(choose(&two, None, Some("+1")), Some("+1".to_owned()));
        assert_eq!(choose(&two, None, None), None);
        assert_eq!(choose(&two[..1], None, Some("+9")), Some("+1".to_owned()));
        assert_eq!(choose(&[], None, Some("+1")), None);
    }
}
