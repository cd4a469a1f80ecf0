//! WhatsApp's Cloud API, as the app has it.

use std::sync::Arc;

use async_trait::async_trait;
use wegotus_chat::{Bridge, Clock, Host};
use wegotus_whatsapp_cloud::{CloudSettings, Template, WhatsAppCloudBridge};

use super::finding;
use crate::app::store;
use crate::config::Config;
use crate::doctor::{Check, Finding, Held};
use crate::tracker::SledStore;

/// The bridge's own part of the sealed storage.
const SCOPE: &str = "whatsapp-cloud";
const PART: &str = "whatsapp";

fn settings(config: &Config) -> Option<CloudSettings> {
    let cloud = config.whatsapp_cloud.as_ref()?;
    let template = cloud.template.as_ref().map(|it| Template {
        name: it.name.clone(),
        language: it.language.clone(),
    });
    Some(CloudSettings {
        phone_number_id: cloud.phone_number_id.as_str().to_owned(),
        access_token: cloud.access_token.clone(),
        app_secret: cloud.app_secret.clone(),
        verify_token: cloud.verify_token.clone(),
        listen: cloud.listen,
        graph: cloud.graph.clone(),
        template,
    })
}

/// The bridge, where the config has a number.
pub(super) fn bridge(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Option<Arc<dyn Bridge>> {
    let host = Host {
        clock: clock.clone(),
        vault: store.sealed(SCOPE),
    };
    Some(Arc::new(WhatsAppCloudBridge::new(settings(config)?, host)))
}

/// Its check, where the config has a number.
pub(super) fn check(config: &Config) -> Option<Box<dyn Check>> {
    Some(Box::new(CloudCheck {
        settings: settings(config)?,
        config: config.clone(),
    }))
}

struct CloudCheck {
    settings: CloudSettings,
    config: Config,
}

#[async_trait]
impl Check for CloudCheck {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        let store = store::to_look_at(&self.config)?;
        let vault = store.map(|store| store.sealed(SCOPE));
        let found = wegotus_whatsapp_cloud::check(&self.settings, vault).await;
        Ok(found.into_iter().map(|it| finding(PART, it)).collect())
    }
}
