//! Config → bridges. Adding a network to the program is adding a few lines here, and a file below.

#[cfg(feature = "matrix")]
mod matrix;
#[cfg(feature = "signal")]
mod signal;
#[cfg(feature = "whatsapp")]
mod whatsapp;
#[cfg(feature = "whatsapp-cloud")]
mod whatsapp_cloud;

use std::sync::Arc;

use wegotus_chat::{Bridge, Clock};

use crate::config::Config;
use crate::doctor::Check;
use crate::tracker::SledStore;

#[cfg(feature = "signal")]
pub(super) use signal::link as link_signal;
#[cfg(feature = "whatsapp")]
pub(super) use whatsapp::link as link_whatsapp;

/// The bridges a config names. A config that names one this build lacks was refused when it was read.
#[cfg_attr(
    not(any(
        feature = "matrix",
        feature = "signal",
        feature = "whatsapp",
        feature = "whatsapp-cloud"
    )),
    expect(unused_variables, reason = "no bridge to the outside is in this build")
)]
pub(super) fn all(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Vec<Arc<dyn Bridge>> {
    #[cfg_attr(
        not(any(
            feature = "matrix",
            feature = "signal",
            feature = "whatsapp",
            feature = "whatsapp-cloud"
        )),
        expect(unused_mut, reason = "as above")
    )]
    let mut bridges: Vec<Arc<dyn Bridge>> = Vec::new();
    #[cfg(feature = "matrix")]
    bridges.extend(matrix::bridge(config, store, clock));
    #[cfg(feature = "signal")]
    bridges.extend(signal::bridge(config, store, clock));
    #[cfg(feature = "whatsapp")]
    bridges.extend(whatsapp::bridge(config, store, clock));
    #[cfg(feature = "whatsapp-cloud")]
    bridges.extend(whatsapp_cloud::bridge(config, store, clock));
    bridges
}

/// The bridges' own checks.
#[cfg_attr(
    not(any(
        feature = "matrix",
        feature = "signal",
        feature = "whatsapp",
        feature = "whatsapp-cloud"
    )),
    expect(unused_variables, reason = "no bridge to the outside is in this build")
)]
pub(super) fn checks(config: &Config) -> Vec<Box<dyn Check>> {
    #[cfg_attr(
        not(any(
            feature = "matrix",
            feature = "signal",
            feature = "whatsapp",
            feature = "whatsapp-cloud"
        )),
        expect(unused_mut, reason = "as above")
    )]
    let mut checks: Vec<Box<dyn Check>> = Vec::new();
    #[cfg(feature = "matrix")]
    checks.extend(matrix::check(config));
    #[cfg(feature = "signal")]
    checks.extend(signal::check(config));
    #[cfg(feature = "whatsapp")]
    checks.extend(whatsapp::check(config));
    #[cfg(feature = "whatsapp-cloud")]
    checks.extend(whatsapp_cloud::check(config));
    checks
}

/// The key that brings the Matrix account's encryption back, where one was made.
#[cfg_attr(
    not(feature = "matrix"),
    expect(
        unused_variables,
        clippy::unused_async,
        reason = "only Matrix has such a key"
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

/// A bridge's finding as the doctor's.
pub(super) fn finding(part: &str, it: wegotus_chat::Finding) -> crate::doctor::Finding {
    use crate::doctor::Finding;
    use wegotus_chat::Verdict;
    match (it.verdict, it.remedy) {
        (Verdict::Well, _) => Finding::ok(part, it.what),
        (Verdict::Unchecked, remedy) => Finding::warn(part, it.what, remedy.unwrap_or_default()),
        (Verdict::Wrong, remedy) => Finding::bad(part, it.what, remedy.unwrap_or_default()),
    }
}
