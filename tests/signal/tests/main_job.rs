//! The main job in Signal groups: the script that the sandbox and Synapse play too, on the real signal-cli, linked
//! by `wegotus link signal`.

use std::sync::Arc;

use wegotus_real_signal::Street;
use wegotus_script::scripts;

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_help_each_other() {
    let street = Street::open().await.unwrap();
    scripts::main_job(Arc::new(street)).await;
}
