//! Whether the number can send now, in words for an operator.

use wegotus_chat::BridgeState;

use crate::graph::{Entity, Graph, GraphError, Health};
use crate::verdict::{self, Trouble, Verdict};

/// How the number is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It can send.
    Well,
    /// It can send, in part.
    Limited(String),
    /// It cannot, until an operator did something.
    Barred(String),
    /// That cannot be said now.
    Away(String),
}

/// Asks.
pub(crate) async fn ask(graph: &Graph) -> (Standing, Health) {
    match graph.health().await {
        Ok(health) => (of(&health), health),
        Err(error) => (of_error(error), Health::default()),
    }
}

fn of(health: &Health) -> Standing {
    match health.can_send_message.as_str() {
        "BLOCKED" => Standing::Barred(format!(
            "Meta lets the number send nothing ({}): see in WhatsApp Manager what it asks for",
            ailing(health, "BLOCKED")
        )),
        "LIMITED" => Standing::Limited(format!(
            "Meta limits what the number can send ({})",
            ailing(health, "LIMITED")
        )),
        _ => Standing::Well,
    }
}

/// The parts that are so, and Meta's codes for why.
fn ailing(health: &Health, how: &str) -> String {
    let so = health
        .entities
        .iter()
        .filter(|it| it.can_send_message == how);
    let named = so.map(|it: &Entity| {
        let part = match it.entity_type.as_str() {
            "PHONE_NUMBER" => "the number",
            "WABA" => "the WhatsApp account",
            "BUSINESS" => "the business",
            "APP" => "the app",
            _ => "another part",
        };
        let codes = it.errors.iter().map(|it| it.error_code.to_string());
        match codes.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => part.to_owned(),
            codes => format!("{part}: {codes}"),
        }
    });
    match named.collect::<Vec<_>>().join("; ") {
        none if none.is_empty() => "it does not say why".to_owned(),
        named => named,
    }
}

fn of_error(error: GraphError) -> Standing {
    let GraphError::Refused(code) = error else {
        return Standing::Away(error.to_string());
    };
    match verdict::of(code) {
        Verdict::Operator(trouble) => Standing::Barred(trouble.remedy().to_owned()),
        // An object that is not there, or that this token may not see, is a wrong parameter to the Graph API.
        Verdict::Never(_) if code == 100 => Standing::Barred(Trouble::Number.remedy().to_owned()),
        _ => Standing::Away(error.to_string()),
    }
}

impl From<Standing> for BridgeState {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Well | Standing::Limited(_) => Self::Connected,
            Standing::Barred(why) => Self::Degraded { why },
            Standing::Away(why) => Self::Degraded {
                why: format!("{why}; trying again, and hearing what Meta posts meanwhile"),
            },
        }
    }
}
