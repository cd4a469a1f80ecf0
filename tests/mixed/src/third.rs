//! Where Cleo is: the third network of the street, beside Signal and Matrix.

use std::sync::Arc;

use anyhow::Result;
use async_trait::async_trait;
use wegotus::engine::NetworkSetup;
use wegotus_chat::{Bridge, Host};
use wegotus_script::Stage;

/// A stage with the room `whatsapp`, in which Cleo is, and what brings the bot there.
#[async_trait]
pub(crate) trait Third: Stage {
    /// The bot's bridge to it, linked where that has to be done first.
    async fn bridge(&self, host: Host) -> Result<Arc<dyn Bridge>>;

    /// The network, with this one's room in it.
    fn with_its_room(&self, network: NetworkSetup) -> NetworkSetup;
}
