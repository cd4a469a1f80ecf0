//! Neighbours with three apps, on a real signal-cli, a real Synapse and the real client of WhatsApp's, in one
//! network.

use std::sync::Arc;

use wegotus_mixed::Block;
use wegotus_script::scripts;

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_with_three_apps_help_each_other() {
    let block = Block::open().await.unwrap();
    scripts::across(Arc::new(block)).await;
}
