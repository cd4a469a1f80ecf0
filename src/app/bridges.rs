//! Config → bridges. Adding a network to the program is adding a few lines here.

use std::sync::Arc;

use wegotus_chat::{Bridge, Clock};

use crate::config::Config;
use crate::doctor::Check;
use crate::tracker::SledStore;

/// The bridges a config names. A config that names one this build lacks was refused when it was read.
#[cfg_attr(
    not(feature = "matrix"),
    expect(unused_variables, reason = "no bridge to the outside is in this build")
)]
pub(super) fn all(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Vec<Arc<dyn Bridge>> {
    #[cfg_attr(not(feature = "matrix"), expect(unused_mut, reason = "as above"))]
    let mut bridges: Vec<Arc<dyn Bridge>> = Vec::new();
    #[cfg(feature = "matrix")]
    if let Some(settings) = matrix::settings(config) {
        let vault = store.sealed(matrix::SCOPE);
        let host = wegotus_chat::Host {
            clock: clock.clone(),
            vault,
        };
        bridges.push(Arc::new(wegotus_matrix::MatrixBridge::new(settings, host)));
    }
    bridges
}

/// The bridges' own checks.
#[cfg_attr(
    not(feature = "matrix"),
    expect(unused_variables, reason = "no bridge to the outside is in this build")
)]
pub(super) fn checks(config: &Config) -> Vec<Box<dyn Check>> {
    #[cfg_attr(not(feature = "matrix"), expect(unused_mut, reason = "as above"))]
    let mut checks: Vec<Box<dyn Check>> = Vec::new();
    #[cfg(feature = "matrix")]
    if let Some(settings) = matrix::settings(config) {
        checks.push(Box::new(matrix::MatrixCheck {
            settings,
            config: config.clone(),
        }));
    }
    checks
}

/// The key that brings the Matrix account's encryption back, where one was made.
#[cfg_attr(
    not(feature = "matrix"),
    expect(
        unused_variables,
        clippy::unused_async,
        reason = "no bridge to the outside is in this build"
    )
)]
pub(super) async fn recovery_key(store: &SledStore) -> anyhow::Result<Option<String>> {
    #[cfg(feature = "matrix")]
    if let Some(key) = store
        .sealed(matrix::SCOPE)
        .get(wegotus_matrix::RECOVERY_KEY)
        .await?
    {
        return Ok(Some(String::from_utf8(key)?));
    }
    Ok(None)
}

#[cfg(feature = "matrix")]
mod matrix {
    use async_trait::async_trait;
    use wegotus_chat::Platform;
    use wegotus_matrix::{MatrixAuth, MatrixSettings, Verdict};

    use crate::config::{Config, Login};
    use crate::doctor::{Check, Finding};
    use crate::tracker::{SledStore, StoreOptions};

    /// The bridge's own part of the sealed storage.
    pub(super) const SCOPE: &str = "matrix";
    const PART: &str = "matrix";

    pub(super) fn settings(config: &Config) -> Option<MatrixSettings> {
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
            store: config.data.join("matrix"),
            device_name: "wegotus".to_owned(),
            max_gap: MatrixSettings::MAX_GAP,
        })
    }

    pub(super) struct MatrixCheck {
        pub settings: MatrixSettings,
        pub config: Config,
    }

    #[async_trait]
    impl Check for MatrixCheck {
        async fn findings(&self) -> Vec<Finding> {
            let keys = self.config.keys.clone();
            let options = StoreOptions {
                keys,
                ..StoreOptions::new(&self.config.data)
            };
            let kept = options.data.join("store").exists();
            let store = if kept {
                SledStore::open(options).ok()
            } else {
                None
            };
            let vault = store.map(|store| store.sealed(SCOPE));
            let found = wegotus_matrix::check(&self.settings, vault.as_deref()).await;
            let finding = |it: wegotus_matrix::Finding| match (it.verdict, it.remedy) {
                (Verdict::Well, _) => Finding::ok(PART, it.what),
                (Verdict::Unchecked, remedy) => {
                    Finding::warn(PART, it.what, remedy.unwrap_or_default())
                }
                (Verdict::Wrong, remedy) => Finding::bad(PART, it.what, remedy.unwrap_or_default()),
            };
            found.into_iter().map(finding).collect()
        }
    }
}
