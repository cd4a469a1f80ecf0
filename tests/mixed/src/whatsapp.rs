//! The third network is WhatsApp: the real client, and the peer in this process.

use std::sync::Arc;

use anyhow::{Result, bail};
use async_trait::async_trait;
use secrecy::ExposeSecret as _;
use tokio::sync::mpsc;
use wegotus::engine::NetworkSetup;
use wegotus_chat::{Bridge, Host, Platform};
use wegotus_real_whatsapp::Street;
use wegotus_whatsapp::pace::Pace;
use wegotus_whatsapp::{Shown, WhatsAppBridge, WhatsAppSettings};

use crate::third::Third;

#[async_trait]
impl Third for Street {
    async fn bridge(&self, host: Host) -> Result<Arc<dyn Bridge>> {
        let settings = WhatsAppSettings {
            device_name: "wegotus".to_owned(),
            pace: Pace::at_once(),
            server: Some(self.url().to_owned()),
        };
        link(self, &settings, &host).await?;
        Ok(Arc::new(WhatsAppBridge::new(settings, host)))
    }

    fn with_its_room(&self, mut network: NetworkSetup) -> NetworkSetup {
        network.all_rooms.push(Platform::WhatsApp);
        network
    }
}

/// Shows the account's phone a code, until it is linked.
async fn link(street: &Street, settings: &WhatsAppSettings, host: &Host) -> Result<()> {
    let (tell, mut shown) = mpsc::unbounded_channel();
    let mut show = |it| drop(tell.send(it));
    let scanning = async {
        while let Some(it) = shown.recv().await {
            if let Shown::Code(_, code, _) = it {
                street.scan(code.expose_secret()).await;
                return Ok(());
            }
        }
        bail!("no code was shown")
    };
    let linking = wegotus_whatsapp::link(settings, host, None, &mut show);
    let (linked, scanned) = tokio::join!(linking, scanning);
    scanned?;
    linked?;
    Ok(())
}
