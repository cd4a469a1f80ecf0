//! Config → bridges.

use std::sync::Arc;

use wegotus_chat::{Bridge, Clock};

use crate::config::Config;
use crate::doctor::Check;
use crate::tracker::SledStore;

/// The bridges a config names.
pub(super) fn all(
    config: &Config,
    store: &SledStore,
    clock: &Arc<dyn Clock>,
) -> Vec<Arc<dyn Bridge>> {
    let _ = (config, store, clock);
    Vec::new()
}

/// The bridges' own checks.
pub(super) fn checks(config: &Config) -> Vec<Box<dyn Check>> {
    let _ = config;
    Vec::new()
}
