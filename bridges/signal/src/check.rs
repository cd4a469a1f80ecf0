//! What `wegotus doctor` asks of signal-cli, without linking anything.

use std::sync::Arc;

use wegotus_chat::{Clock, Finding, Sealed, Verdict};

use crate::house::House;
use crate::link;
use crate::records::Records;
use crate::rpc::{Reason, RpcError};
use crate::settings::SignalSettings;
use crate::verdict::LINK_AGAIN;

/// The oldest signal-cli whose answers this bridge was tried with.
const OLDEST: (u32, u32) = (0, 13);

/// Looks at signal-cli, its accounts and its groups. `vault` is the bridge's sealed storage, where it can be opened.
pub async fn check(
    settings: &SignalSettings,
    vault: Option<Arc<dyn Sealed>>,
    clock: Arc<dyn Clock>,
) -> Vec<Finding> {
    let house = House::new(settings.daemon.clone(), clock);
    let findings = look(&house, settings, vault).await;
    house.close().await;
    findings
}

async fn look(
    house: &House,
    settings: &SignalSettings,
    vault: Option<Arc<dyn Sealed>>,
) -> Vec<Finding> {
    let (rpc, version) = match house.open().await {
        Ok(open) => open,
        Err(why) => {
            let remedy =
                "See that signal-cli's daemon runs, and correct signal.url or signal.command";
            return vec![finding(Verdict::Wrong, why, Some(remedy))];
        }
    };
    let mut findings = vec![if is_older(&version) {
        let what = format!("signal-cli {version} is older than any this bridge was tried with");
        finding(Verdict::Unchecked, what, Some("Update signal-cli"))
    } else {
        finding(Verdict::Well, format!("signal-cli {version} answers"), None)
    }];
    let accounts = match rpc.accounts().await {
        Ok(accounts) => accounts,
        Err(error) => {
            let remedy = "Start its daemon without -a, so that it is there for every account";
            findings.push(finding(Verdict::Wrong, error.to_string(), Some(remedy)));
            return findings;
        }
    };
    let kept = match vault {
        Some(vault) => Records(vault).account().await.ok().flatten(),
        None => None,
    };
    let Some(account) = link::choose(&accounts, settings.account.as_deref(), kept.as_deref())
    else {
        findings.push(match (accounts.len(), &settings.account) {
            (0, _) => finding(
                Verdict::Wrong,
                "not linked yet".to_owned(),
                Some(LINK_AGAIN),
            ),
            (_, Some(_)) => finding(
                Verdict::Wrong,
                "signal-cli does not have the account that signal.account names".to_owned(),
                Some("Correct signal.account, or leave it empty and run `wegotus link signal`"),
            ),
            (several, None) => finding(
                Verdict::Wrong,
                format!(
                    "signal-cli has {several} accounts, and it is not said which one is the bot's"
                ),
                Some("Name its number in signal.account"),
            ),
        });
        return findings;
    };
    findings.push(match rpc.pulse(&account).await {
        Ok(()) => finding(Verdict::Well, "the account is linked".to_owned(), None),
        Err(error) => unwell(&error),
    });
    if let Ok(groups) = rpc.groups(&account).await {
        let joined: Vec<String> = groups
            .iter()
            .filter(|it| it.is_member)
            .map(|it| format!("{} (signal:{})", it.name.as_deref().unwrap_or("?"), it.id))
            .collect();
        let what = match joined.len() {
            0 => "it is in no group yet; add it to one from Signal".to_owned(),
            1 => format!("it is in 1 group: {}", joined.join(", ")),
            several => format!("it is in {several} groups: {}", joined.join(", ")),
        };
        findings.push(finding(Verdict::Well, what, None));
    }
    findings
}

/// What is wrong with an account that Signal was asked about.
fn unwell(error: &RpcError) -> Finding {
    let reason = match error {
        RpcError::Refused(refusal) => Some(refusal.reason()),
        _ => None,
    };
    if error.is_unlinked() {
        let what =
            "the account is not linked any more: its phone unlinked it, or was away for weeks";
        return finding(Verdict::Wrong, what.to_owned(), Some(LINK_AGAIN));
    }
    let (verdict, remedy) = match reason {
        Some(Reason::Io) => (
            Verdict::Wrong,
            "See that this machine has a connection; what is written meanwhile waits at Signal",
        ),
        Some(Reason::RateLimit) => (Verdict::Unchecked, "Ask again in an hour"),
        _ => (
            Verdict::Unchecked,
            "Look at signal-cli's log, and ask again",
        ),
    };
    let what = format!("whether the account is still linked is not known: {error}");
    finding(verdict, what, Some(remedy))
}

fn is_older(version: &str) -> bool {
    let mut parts = version.split('.').map(|it| it.parse().unwrap_or(u32::MAX));
    (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    ) < OLDEST
}

fn finding(verdict: Verdict, what: String, remedy: Option<&str>) -> Finding {
    Finding {
        what,
        verdict,
        remedy: remedy.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_held_against_the_oldest() {
        assert!(is_older("0.12.8"));
        for newer in ["0.13.19", "0.14.6", "1.0", "unknown"] {
            assert!(!is_older(newer), "{newer}");
        }
    }
}
