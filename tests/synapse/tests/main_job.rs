//! The main job on real Matrix rooms, one of them encrypted: the script that the sandbox plays too.

use std::sync::Arc;

use wegotus_script::scripts;
use wegotus_synapse::Street;

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_help_each_other() {
    let street = Street::open().await.unwrap();
    scripts::main_job(Arc::new(street)).await;
}
