//! What `wegotus doctor` asks of Meta, without sending anything.

use std::sync::Arc;

use tokio::net::TcpListener;
use wegotus_chat::{Finding, Sealed, Verdict};

use crate::graph::{Graph, GraphError, Health};
use crate::health::{self, Standing};
use crate::settings::{CloudSettings, Template};
use crate::tally::Counts;

/// Looks at the token, the number, who hears its messages, its template and its groups, and at the address the webhook
/// listens on. `vault` is the bridge's sealed storage, where it can be opened.
pub async fn check(settings: &CloudSettings, vault: Option<Arc<dyn Sealed>>) -> Vec<Finding> {
    let graph = Graph::new(settings);
    let (standing, health) = health::ask(&graph).await;
    let mut findings = vec![of_standing(&standing)];
    if matches!(standing, Standing::Well | Standing::Limited(_)) {
        if let Some(account) = account(&health) {
            findings.push(subscription(&graph, account).await);
            if let Some(template) = &settings.template {
                findings.push(template_of(&graph, account, template).await);
            }
        }
        if let Ok(groups) = graph.groups().await {
            findings.push(of_groups(groups));
        }
    }
    if settings.template.is_none() {
        findings.push(finding(
            Verdict::Unchecked,
            "nobody who wrote nothing for 24 hours can be written to",
            Some(
                "Have a template approved, and name it in whatsapp_cloud.template (docs/whatsapp-cloud.md)",
            ),
        ));
    }
    findings.push(address(settings).await);
    if let Some(vault) = vault
        && let Ok(counts) = Counts::kept(&*vault).await
    {
        findings.extend(counts.findings());
    }
    findings
}

fn of_standing(standing: &Standing) -> Finding {
    match standing {
        Standing::Well => finding(Verdict::Well, "the number can send", None),
        Standing::Limited(why) => finding(
            Verdict::Unchecked,
            why,
            Some("See in WhatsApp Manager what it asks for"),
        ),
        Standing::Barred(why) => finding(
            Verdict::Wrong,
            why,
            Some("Nothing is sent until then; what is written to the bot is still heard"),
        ),
        Standing::Away(why) => finding(
            Verdict::Wrong,
            why,
            Some("See that this machine reaches graph.facebook.com, and look at metastatus.com"),
        ),
    }
}

/// The business account the number belongs to.
fn account(health: &Health) -> Option<&str> {
    let mut parts = health.entities.iter();
    let account = parts.find(|it| it.entity_type == "WABA" && !it.id.is_empty())?;
    Some(&account.id)
}

async fn subscription(graph: &Graph, account: &str) -> Finding {
    match graph.subscribers(account).await {
        Ok(0) => finding(
            Verdict::Wrong,
            "no app hears what is written to the number",
            Some(
                "Subscribe the app to the WhatsApp account: POST /<account id>/subscribed_apps (docs/whatsapp-cloud.md)",
            ),
        ),
        Ok(_) => finding(Verdict::Well, "the app hears what is written to it", None),
        Err(error) => unseen("who hears what is written to it", error),
    }
}

async fn template_of(graph: &Graph, account: &str, template: &Template) -> Finding {
    let Template { name, language } = template;
    let found = match graph.templates(account, name).await {
        Ok(found) => found,
        Err(error) => return unseen("the template", error),
    };
    let found = found
        .iter()
        .find(|it| it.name == *name && it.language == *language);
    match found.map(|it| it.status.as_str()) {
        Some("APPROVED") => finding(Verdict::Well, "the template is approved", None),
        Some(status) => finding(
            Verdict::Wrong,
            &format!("the template {name} is {}", status.to_lowercase()),
            Some("See in WhatsApp Manager, Message templates, why"),
        ),
        None => finding(
            Verdict::Wrong,
            &format!("there is no template {name} in the language {language}"),
            Some("Correct whatsapp_cloud.template and whatsapp_cloud.template_language"),
        ),
    }
}

fn of_groups(groups: usize) -> Finding {
    let what = match groups {
        0 => "it has no groups; people write to it privately".to_owned(),
        1 => "it has 1 group".to_owned(),
        several => format!("it has {several} groups"),
    };
    finding(Verdict::Well, &what, None)
}

async fn address(settings: &CloudSettings) -> Finding {
    match TcpListener::bind(settings.listen).await {
        Ok(_) => finding(
            Verdict::Well,
            &format!(
                "the webhook can listen on http://{}{}",
                settings.listen,
                CloudSettings::PATH
            ),
            None,
        ),
        Err(error) => finding(
            Verdict::Wrong,
            &format!("the webhook cannot listen on {}: {error}", settings.listen),
            Some("Free that address, or set whatsapp_cloud.listen to another"),
        ),
    }
}

fn unseen(what: &str, error: GraphError) -> Finding {
    finding(
        Verdict::Unchecked,
        &format!("{what} could not be looked at: {error}"),
        Some(
            "Give the token's system user the WhatsApp account, with whatsapp_business_management",
        ),
    )
}

fn finding(verdict: Verdict, what: &str, remedy: Option<&str>) -> Finding {
    Finding {
        what: what.to_owned(),
        verdict,
        remedy: remedy.map(str::to_owned),
    }
}
