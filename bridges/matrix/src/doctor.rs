//! What `wegotus doctor` asks of a Matrix account, without logging in and without making a device.

use secrecy::ExposeSecret;
use wegotus_chat::{Finding, Sealed, Verdict};

use crate::records::Account;
use crate::session::NEW_TOKEN;
use crate::settings::{MatrixAuth, MatrixSettings};
use crate::wire::{Trouble, Wire};

/// Looks at homeserver, credentials and invitations. `vault` is the bridge's sealed storage, where it
/// can be opened; with it a kept session is tried too.
pub async fn check(settings: &MatrixSettings, vault: Option<&dyn Sealed>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let reached = async {
        let wire = Wire::find(&settings.homeserver).await?;
        wire.versions().await?;
        Ok::<_, Trouble>(wire)
    };
    match reached.await {
        Ok(wire) => {
            findings.push(well("The Matrix homeserver answers"));
            findings.push(credentials(settings, vault, &wire).await);
        }
        Err(trouble) => {
            findings.push(wrong(
                format!(
                    "The Matrix homeserver at {}: {trouble}",
                    settings.homeserver
                ),
                "Correct matrix.homeserver, and see that this machine reaches it",
            ));
            findings.push(unchecked(
                "The Matrix credentials were not tried, for lack of a homeserver",
            ));
        }
    }
    if settings.inviters.is_empty() {
        findings.push(Finding {
            what: "matrix.inviters names nobody, so the bot accepts no invitation to a room".into(),
            verdict: Verdict::Unchecked,
            remedy: Some("Name those who may invite it, or join its rooms by hand".into()),
        });
    }
    findings
}

async fn credentials(
    settings: &MatrixSettings,
    vault: Option<&dyn Sealed>,
    wire: &Wire,
) -> Finding {
    let (token, whose) = match &settings.auth {
        MatrixAuth::Token { access_token, .. } => (
            Some(access_token.expose_secret().to_owned()),
            "matrix.access_token",
        ),
        MatrixAuth::Password { .. } => (kept_token(vault).await, "the kept Matrix session"),
    };
    let Some(token) = token else {
        return unchecked(
            "The Matrix password was not tried, since that would make a device; starting the bot tries it",
        );
    };
    match (wire.whoami(&token).await, &settings.auth) {
        (Ok(_), _) => well(&format!("The homeserver takes {whose}")),
        (Err(Trouble::Refused(_)), MatrixAuth::Password { .. }) => Finding {
            what: "The kept Matrix session has ended".into(),
            verdict: Verdict::Unchecked,
            remedy: Some(
                "Nothing to do: the bot logs in again with the password, which was not tried"
                    .into(),
            ),
        },
        (Err(Trouble::Refused(code)), MatrixAuth::Token { .. }) => wrong(
            format!("The homeserver does not take {whose} ({code})"),
            NEW_TOKEN,
        ),
        (Err(trouble), _) => wrong(
            format!("The homeserver did not say whose {whose} is: {trouble}"),
            "Try again in a while",
        ),
    }
}

async fn kept_token(vault: Option<&dyn Sealed>) -> Option<String> {
    let kept = vault?.get(Account::NAME).await.ok()??;
    serde_json::from_slice::<Account>(&kept).ok()?.access_token
}

fn well(what: &str) -> Finding {
    Finding {
        what: what.to_owned(),
        verdict: Verdict::Well,
        remedy: None,
    }
}

fn unchecked(what: &str) -> Finding {
    Finding {
        what: what.to_owned(),
        verdict: Verdict::Unchecked,
        remedy: None,
    }
}

fn wrong(what: String, remedy: &str) -> Finding {
    Finding {
        what,
        verdict: Verdict::Wrong,
        remedy: Some(remedy.to_owned()),
    }
}
