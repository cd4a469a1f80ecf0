//! What `wegotus doctor` finds in the bridge's storage while no bot runs. It does not connect: two connections of one
//! session would put each other out.

use std::sync::Arc;

use wegotus_chat::{Clock, Finding, Sealed, Verdict};
use whatsapp_rust::wacore::store::traits::DeviceStore as _;

use crate::records::Records;
use crate::settings::WhatsAppSettings;
use crate::store::Session;

/// Looks at the session, its groups, and how much was written today. `vault` is the bridge's sealed storage, where it
/// can be opened.
pub async fn check(
    settings: &WhatsAppSettings,
    vault: Option<Arc<dyn Sealed>>,
    clock: Arc<dyn Clock>,
) -> Vec<Finding> {
    let not_linked = || {
        finding(
            Verdict::Wrong,
            "not linked yet".to_owned(),
            Some("Run `wegotus link whatsapp`"),
        )
    };
    let no_longer = || {
        finding(
            Verdict::Wrong,
            "no longer linked: it was taken off the list on the phone, or the phone was away too long"
                .to_owned(),
            Some("Run `wegotus link whatsapp`; people, posts and groups stay"),
        )
    };
    let Some(vault) = vault else {
        return vec![not_linked()];
    };
    let unreadable = |what: &str| {
        let remedy = "See that data folder and key file belong together";
        finding(
            Verdict::Wrong,
            format!("{what} cannot be read"),
            Some(remedy),
        )
    };
    let device = match Session::new(&vault, clock.clone()).load().await {
        Ok(device) => device,
        Err(_) => return vec![unreadable("the session")],
    };
    if device.and_then(|it| it.pn).is_none() {
        let records = Records(vault);
        let was_linked = records.past().await.is_ok_and(|it| it.linked.is_some());
        return vec![if was_linked {
            no_longer()
        } else {
            not_linked()
        }];
    }
    let records = Records(vault);
    let mut findings = vec![match records.ended().await {
        Ok(None) => finding(Verdict::Well, "the account is linked".to_owned(), None),
        Ok(Some(ended)) => finding(Verdict::Wrong, ended.what, Some(&ended.remedy)),
        Err(_) => unreadable("how it ended last"),
    }];
    findings.push(match records.groups().await {
        Ok(groups) => {
            let what = match groups.values().filter(|it| it.is_member).count() {
                0 => "it is in no group yet; add it to one from WhatsApp".to_owned(),
                1 => "it is in 1 group".to_owned(),
                several => format!("it is in {several} groups"),
            };
            finding(Verdict::Well, what, None)
        }
        Err(_) => unreadable("what is known of the groups"),
    });
    findings.push(match records.past().await {
        Ok(past) => {
            let now = clock.now();
            let (wrote, may) = (past.on(now), settings.pace.today(&past, now));
            let what = format!("it wrote {wrote} of at most {may} messages today");
            if wrote >= may {
                let remedy = "The rest waits until tomorrow. Raise whatsapp.a_day if the number is old and well known in its groups";
                finding(Verdict::Unchecked, what, Some(remedy))
            } else {
                finding(Verdict::Well, what, None)
            }
        }
        Err(_) => unreadable("what it wrote today"),
    });
    findings
}

fn finding(verdict: Verdict, what: String, remedy: Option<&str>) -> Finding {
    Finding {
        what,
        verdict,
        remedy: remedy.map(str::to_owned),
    }
}
