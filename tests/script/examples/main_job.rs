//! Plays the main job in the sandbox of the program that `WEGOTUS_BIN` names.

use std::sync::Arc;

use wegotus_script::{scripts, stages::Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    scripts::main_job(Arc::new(Sandbox::from_env().await?)).await;
    Ok(())
}
