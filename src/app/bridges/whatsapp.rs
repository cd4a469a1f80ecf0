//! WhatsApp, as the app has it.

use std::sync::Arc;

use async_trait::async_trait;
use wegotus_chat::{Bridge, Clock, Fatal, Host, SystemClock};
use wegotus_whatsapp::pace::Pace;
use wegotus_whatsapp::{Linked, Show, WhatsAppBridge, WhatsAppSettings};

use super::finding;
use crate::app::store;
use crate::config::Config;
use crate::doctor::{Check, Finding, Held};
use crate::tracker::SledStore;

/// The bridge's own part of the sealed storage.
const SCOPE: &str = "whatsapp";
const PART: &str = "whatsapp";

fn settings(config: &Config) -> Option<WhatsAppSettings> {
    let whatsapp = config.whatsapp.as_ref()?;
    let pace = match whatsapp.server {
        // A test server has nobody to spare.
        Some(_) => Pace::at_once(),
        None => Pace::of_a_person(whatsapp.a_day),
    };
    Some(WhatsAppSettings {
        device_name: "wegotus".to_owned(),
        pace,
        server: whatsapp.server.clone(),
    })
}

fn host(store: &SledStore, clock: Arc<dyn Clock>) -> Host {
    Host {
        clock,
        vault: store.sealed(SCOPE),
    }
}

/// The bridge, where the config has an account.
pub(super) fn bridge(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Option<Arc<dyn Bridge>> {
    let host = host(store, clock.clone());
    Some(Arc::new(WhatsAppBridge::new(settings(config)?, host)))
}

/// Its check, where the config has an account.
pub(super) fn check(config: &Config) -> Option<Box<dyn Check>> {
    Some(Box::new(WhatsAppCheck {
        settings: settings(config)?,
        config: config.clone(),
    }))
}

struct WhatsAppCheck {
    settings: WhatsAppSettings,
    config: Config,
}

#[async_trait]
impl Check for WhatsAppCheck {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        let store = store::to_look_at(&self.config)?;
        let vault = store.map(|store| store.sealed(SCOPE));
        let found = wegotus_whatsapp::check(&self.settings, vault, Arc::new(SystemClock)).await;
        Ok(found.into_iter().map(|it| finding(PART, it)).collect())
    }
}

/// Links an account while no bot runs, showing each code; `None` where the config has no WhatsApp.
pub(in crate::app) async fn link(
    config: &Config,
    store: &SledStore,
    number: Option<&str>,
    show: &mut Show<'_>,
) -> Option<Result<Linked, Fatal>> {
    let host = host(store, Arc::new(SystemClock));
    Some(wegotus_whatsapp::link(&settings(config)?, &host, number, show).await)
}
