//! The main job in WhatsApp groups: the script that the sandbox, Synapse and Signal play too, on the built program, whose
//! real client is linked by `wegotus link whatsapp` and talks to the other side of the wire in this process.

#![recursion_limit = "512"]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "it is a test, the other side of the wire included"
)]

mod bot;
mod killed;
#[path = "../../../../bridges/whatsapp/tests/peer/mod.rs"]
mod peer;
mod street;
mod timeline;

use std::sync::Arc;

use street::Street;
use wegotus_script::scripts;

#[tokio::test(flavor = "multi_thread")]
async fn neighbours_help_each_other() {
    let street = Street::open().await.unwrap();
    scripts::main_job(Arc::new(street)).await;
}
