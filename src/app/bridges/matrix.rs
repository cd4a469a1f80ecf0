//! Matrix, as the app has it.

use std::sync::Arc;

use async_trait::async_trait;
use wegotus_chat::{Bridge, Clock, Host, Platform};
use wegotus_matrix::{MatrixAuth, MatrixBridge, MatrixSettings};

use super::finding;
use crate::app::store;
use crate::config::{Config, Login};
use crate::doctor::{Check, Finding, Held};
use crate::tracker::SledStore;

/// The bridge's own part of the sealed storage.
pub(super) const SCOPE: &str = "matrix";
const PART: &str = "matrix";

fn settings(config: &Config) -> Option<MatrixSettings> {
    let matrix = config.matrix.as_ref()?;
    let auth = match &matrix.login {
        Login::Password {
            password,
            device_id,
        } => MatrixAuth::Password {
            password: password.clone(),
            device_id: device_id.clone().unwrap_or_default(),
        },
        Login::Token {
            access_token,
            device_id,
        } => MatrixAuth::Token {
            access_token: access_token.clone(),
            device_id: device_id.clone(),
        },
    };
    let invited = matrix
        .inviters
        .iter()
        .map(|pattern| pattern.as_str().to_owned());
    // An organizer's invitation is what brings the bot into a room in the first place.
    let organizers = config
        .networks
        .iter()
        .flat_map(|network| &network.organizers);
    let organizers = organizers
        .filter(|person| person.platform == Platform::Matrix)
        .map(|person| person.native.clone());
    Some(MatrixSettings {
        homeserver: matrix.homeserver.clone(),
        user: matrix.user.as_str().to_owned(),
        auth,
        recovery_key: matrix.recovery_key.clone(),
        inviters: invited.chain(organizers).collect(),
        bridges: (matrix.bridges.iter().map(|it| it.as_str().to_owned())).collect(),
        store: config.data.join("matrix"),
        device_name: "wegotus".to_owned(),
        max_gap: MatrixSettings::MAX_GAP,
    })
}

/// The bridge, where the config has an account.
pub(super) fn bridge(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Option<Arc<dyn Bridge>> {
    let host = Host {
        clock: clock.clone(),
        vault: store.sealed(SCOPE),
    };
    Some(Arc::new(MatrixBridge::new(settings(config)?, host)))
}

/// Its check, where the config has an account.
pub(super) fn check(config: &Config) -> Option<Box<dyn Check>> {
    Some(Box::new(MatrixCheck {
        settings: settings(config)?,
        config: config.clone(),
    }))
}

struct MatrixCheck {
    settings: MatrixSettings,
    config: Config,
}

#[async_trait]
impl Check for MatrixCheck {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        let store = store::to_look_at(&self.config)?;
        let vault = store.map(|store| store.sealed(SCOPE));
        let found = wegotus_matrix::check(&self.settings, vault.as_deref()).await;
        Ok(found.into_iter().map(|it| finding(PART, it)).collect())
    }
}
