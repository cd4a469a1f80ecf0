//! Signal, as the app has it.

use std::sync::Arc;

use async_trait::async_trait;
use secrecy::SecretString;
use wegotus_chat::{Bridge, Clock, Fatal, Host, Platform, SystemClock, Timestamp};
use wegotus_signal::{Daemon, Linked, SignalBridge, SignalSettings};

use super::finding;
use crate::app::store;
use crate::config::{Config, SignalCli};
use crate::doctor::{Check, Finding, Held};
use crate::tracker::SledStore;

/// The bridge's own part of the sealed storage.
const SCOPE: &str = "signal";
const PART: &str = "signal";

fn settings(config: &Config) -> Option<SignalSettings> {
    let signal = config.signal.as_ref()?;
    let daemon = match &signal.cli {
        SignalCli::At(url) => Daemon::Beside(url.clone()),
        SignalCli::Command(command) => Daemon::Child {
            command: command.clone(),
            store: config.data.join("signal"),
        },
    };
    let invited = signal.inviters.iter().map(|it| it.as_str().to_owned());
    let organizers = config
        .networks
        .iter()
        .flat_map(|network| &network.organizers)
        .filter(|person| person.platform == Platform::Signal)
        .map(|person| person.native.clone());
    Some(SignalSettings {
        daemon,
        account: signal.account.as_ref().map(|it| it.as_str().to_owned()),
        inviters: invited.chain(organizers).collect(),
        device_name: "wegotus".to_owned(),
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
    Some(Arc::new(SignalBridge::new(settings(config)?, host)))
}

/// Its check, where the config has an account.
pub(super) fn check(config: &Config) -> Option<Box<dyn Check>> {
    Some(Box::new(SignalCheck {
        settings: settings(config)?,
        config: config.clone(),
    }))
}

struct SignalCheck {
    settings: SignalSettings,
    config: Config,
}

#[async_trait]
impl Check for SignalCheck {
    async fn findings(&self) -> Result<Vec<Finding>, Held> {
        let store = store::to_look_at(&self.config)?;
        let vault = store.map(|store| store.sealed(SCOPE));
        let found = wegotus_signal::check(&self.settings, vault, Arc::new(SystemClock)).await;
        Ok(found.into_iter().map(|it| finding(PART, it)).collect())
    }
}

/// Links an account while no bot runs, showing each code; `None` where the config has no Signal.
pub(in crate::app) async fn link(
    config: &Config,
    store: &SledStore,
    show: &mut (dyn FnMut(SecretString, Timestamp) + Send),
) -> Option<Result<Linked, Fatal>> {
    let host = Host {
        clock: Arc::new(SystemClock),
        vault: store.sealed(SCOPE),
    };
    Some(wegotus_signal::link(&settings(config)?, &host, show).await)
}
