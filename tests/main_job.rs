//! The main job in the sandbox: the same script that `tests/synapse` plays on real Matrix rooms.

use std::sync::Arc;

use wegotus_script::{scripts, stages::Sandbox};

#[tokio::test]
async fn neighbours_help_each_other() {
    let sandbox = Sandbox::start(env!("CARGO_BIN_EXE_wegotus")).await.unwrap();
    scripts::main_job(Arc::new(sandbox)).await;
}
