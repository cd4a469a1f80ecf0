//! What the account's devices keep in common: the bot needs little of it, and the SDK wants it stored.

use async_trait::async_trait;
use whatsapp_rust::wacore::appstate::hash::HashState;
use whatsapp_rust::wacore::appstate::processor::AppStateMutationMAC;
use whatsapp_rust::wacore::store::traits::{AppStateSyncKey, AppSyncStore};

use super::shelf::Change;
use super::{Result, Session, failed, hex, joined, pack, unpack};

/// Which key came last; no key's name, for those are hexadecimal.
const LATEST: &str = "latest";

#[async_trait]
impl AppSyncStore for Session {
    async fn get_sync_key(&self, key_id: &[u8]) -> Result<Option<AppStateSyncKey>> {
        let kept = self.sync_keys.get(&hex(key_id)).await.map_err(failed)?;
        kept.map(|it| unpack(&it)).transpose()
    }

    async fn set_sync_key(&self, key_id: &[u8], key: AppStateSyncKey) -> Result<()> {
        let changes = [
            Change::put(hex(key_id), pack(&key)?),
            Change::put(LATEST, key_id.to_vec()),
        ];
        self.sync_keys.change_all(changes).await.map_err(failed)
    }

    async fn get_version(&self, name: &str) -> Result<HashState> {
        let kept = self.versions.get(name).await.map_err(failed)?;
        kept.map_or_else(|| Ok(HashState::default()), |it| unpack(&it))
    }

    async fn set_version(&self, name: &str, state: HashState) -> Result<()> {
        let change = Change::put(name, pack(&state)?);
        self.versions.change(change).await.map_err(failed)
    }

    async fn put_mutation_macs(
        &self,
        name: &str,
        _version: u64,
        mutations: &[AppStateMutationMAC],
    ) -> Result<()> {
        let puts = mutations
            .iter()
            .map(|it| Change::put(joined(&[name, &hex(&it.index_mac)]), it.value_mac.clone()));
        self.macs.change_all(puts).await.map_err(failed)
    }

    async fn get_mutation_mac(&self, name: &str, index_mac: &[u8]) -> Result<Option<Vec<u8>>> {
        let row = joined(&[name, &hex(index_mac)]);
        let kept = self.macs.get(&row).await.map_err(failed)?;
        Ok(kept.map(|it| it.to_vec()))
    }

    async fn delete_mutation_macs(&self, name: &str, index_macs: &[Vec<u8>]) -> Result<()> {
        let erased = index_macs
            .iter()
            .map(|it| Change::erase(joined(&[name, &hex(it)])));
        self.macs.change_all(erased).await.map_err(failed)
    }

    async fn clear_mutation_macs(&self, name: &str) -> Result<()> {
        let of_it = joined(&[name, ""]);
        let swept = self.macs.sweep(|row, _| !row.starts_with(&of_it)).await;
        swept.map(|_| ()).map_err(failed)
    }

    async fn get_latest_sync_key_id(&self) -> Result<Option<Vec<u8>>> {
        let kept = self.sync_keys.get(LATEST).await.map_err(failed)?;
        Ok(kept.map(|it| it.to_vec()))
    }
}
