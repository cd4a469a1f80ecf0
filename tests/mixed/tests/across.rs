//! Neighbours with three apps in one network: on a real signal-cli, on a real Synapse, and on the real client of
//! WhatsApp's or in the sandbox.

use std::sync::Arc;

use wegotus_mixed::Block;
use wegotus_script::scripts;

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_on_signal_matrix_and_whatsapp_help_each_other() {
    let block = Block::with_whatsapp().await.unwrap();
    scripts::across(Arc::new(block)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_on_signal_matrix_and_the_sandbox_help_each_other() {
    let block = Block::with_sandbox().await.unwrap();
    scripts::across(Arc::new(block)).await;
}
