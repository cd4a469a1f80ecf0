//! The linked device itself: its keys and whose account it is.

use async_trait::async_trait;
use whatsapp_rust::wacore::store::Device;
use whatsapp_rust::wacore::store::traits::DeviceStore;

use super::shelf::Change;
use super::{Result, Session, failed, pack, unpack};

const DEVICE: &str = "device";
/// There is one account, so one row.
const NUMBER: i32 = 1;

#[async_trait]
impl DeviceStore for Session {
    async fn save(&self, device: &Device) -> Result<()> {
        let change = Change::put(DEVICE, pack(device)?);
        self.device.change(change).await.map_err(failed)
    }

    async fn load(&self) -> Result<Option<Device>> {
        let kept = self.device.get(DEVICE).await.map_err(failed)?;
        kept.map(|bytes| unpack(&bytes)).transpose()
    }

    async fn exists(&self) -> Result<bool> {
        Ok(self.device.get(DEVICE).await.map_err(failed)?.is_some())
    }

    async fn create(&self) -> Result<i32> {
        self.save(&Device::new()).await?;
        Ok(NUMBER)
    }
}
