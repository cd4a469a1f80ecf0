//! Keys and ratchets of the Signal protocol.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use whatsapp_rust::wacore::store::error::StoreError;
use whatsapp_rust::wacore::store::traits::SignalStore;

use super::shelf::{Change, Shelf};
use super::{Result, Session, failed};

/// The highest number a pre-key ever had, beside the keys: numbers are never used again.
const HIGHEST: &str = "highest";

fn number(id: u32) -> String {
    id.to_string()
}

async fn read(shelf: &Shelf, name: &str) -> Result<Option<Bytes>> {
    shelf.get(name).await.map_err(failed)
}

async fn write(shelf: &Shelf, change: Change) -> Result<()> {
    shelf.change(change).await.map_err(failed)
}

fn puts(rows: &[(Arc<str>, Bytes)]) -> impl Iterator<Item = Change> {
    rows.iter()
        .map(|(name, it)| Change::put(&**name, it.clone()))
}

#[async_trait]
impl SignalStore for Session {
    async fn put_identity(&self, address: &str, key: [u8; 32]) -> Result<()> {
        write(&self.identities, Change::put(address, key.to_vec())).await
    }

    async fn put_identities_batch(&self, identities: &[(Arc<str>, [u8; 32])]) -> Result<()> {
        let puts = identities
            .iter()
            .map(|(address, key)| Change::put(&**address, key.to_vec()));
        self.identities.change_all(puts).await.map_err(failed)
    }

    async fn load_identity(&self, address: &str) -> Result<Option<[u8; 32]>> {
        let Some(key) = read(&self.identities, address).await? else {
            return Ok(None);
        };
        let key = key[..].try_into();
        key.map(Some)
            .map_err(|_| StoreError::Validation("an identity key is 32 bytes long".to_owned()))
    }

    async fn delete_identity(&self, address: &str) -> Result<()> {
        write(&self.identities, Change::erase(address)).await
    }

    async fn get_session(&self, address: &str) -> Result<Option<Bytes>> {
        read(&self.sessions, address).await
    }

    async fn put_session(&self, address: &str, session: &[u8]) -> Result<()> {
        write(&self.sessions, Change::put(address, session.to_vec())).await
    }

    async fn put_sessions_batch(&self, sessions: &[(Arc<str>, Bytes)]) -> Result<()> {
        let changed = self.sessions.change_all(puts(sessions)).await;
        changed.map_err(failed)
    }

    async fn delete_session(&self, address: &str) -> Result<()> {
        write(&self.sessions, Change::erase(address)).await
    }

    async fn store_prekey(&self, id: u32, record: &[u8], uploaded: bool) -> Result<()> {
        let key = (id, Bytes::copy_from_slice(record));
        self.store_prekeys_batch(&[key], uploaded).await
    }

    // Whether a key was uploaded is not kept: the device's own counters say so.
    async fn store_prekeys_batch(&self, keys: &[(u32, Bytes)], _uploaded: bool) -> Result<()> {
        let Some(highest) = keys.iter().map(|(id, _)| *id).max() else {
            return Ok(());
        };
        let highest = highest.max(self.get_max_prekey_id().await?);
        let puts = keys
            .iter()
            .map(|(id, record)| Change::put(number(*id), record.clone()))
            .chain([Change::put(HIGHEST, highest.to_le_bytes().to_vec())]);
        self.prekeys.change_all(puts).await.map_err(failed)
    }

    async fn load_prekey(&self, id: u32) -> Result<Option<Bytes>> {
        read(&self.prekeys, &number(id)).await
    }

    async fn mark_prekeys_uploaded(&self, _ids: &[u32]) -> Result<()> {
        Ok(())
    }

    async fn remove_prekey(&self, id: u32) -> Result<()> {
        write(&self.prekeys, Change::erase(number(id))).await
    }

    async fn get_max_prekey_id(&self) -> Result<u32> {
        let kept = read(&self.prekeys, HIGHEST).await?;
        let kept = kept.and_then(|it| it[..].try_into().ok());
        Ok(kept.map_or(0, u32::from_le_bytes))
    }

    async fn store_signed_prekey(&self, id: u32, record: &[u8]) -> Result<()> {
        write(
            &self.signed_prekeys,
            Change::put(number(id), record.to_vec()),
        )
        .await
    }

    async fn load_signed_prekey(&self, id: u32) -> Result<Option<Vec<u8>>> {
        let kept = read(&self.signed_prekeys, &number(id)).await?;
        Ok(kept.map(|it| it.to_vec()))
    }

    async fn load_all_signed_prekeys(&self) -> Result<Vec<(u32, Vec<u8>)>> {
        let all = self.signed_prekeys.all().await.map_err(failed)?;
        let all = all.into_iter();
        Ok(all
            .filter_map(|(id, it)| Some((id.parse().ok()?, it.to_vec())))
            .collect())
    }

    async fn remove_signed_prekey(&self, id: u32) -> Result<()> {
        write(&self.signed_prekeys, Change::erase(number(id))).await
    }

    async fn put_sender_key(&self, address: &str, record: &[u8]) -> Result<()> {
        write(&self.sender_keys, Change::put(address, record.to_vec())).await
    }

    async fn put_sender_keys_batch(&self, sender_keys: &[(Arc<str>, Bytes)]) -> Result<()> {
        let changed = self.sender_keys.change_all(puts(sender_keys)).await;
        changed.map_err(failed)
    }

    async fn get_sender_key(&self, address: &str) -> Result<Option<Vec<u8>>> {
        let kept = read(&self.sender_keys, address).await?;
        Ok(kept.map(|it| it.to_vec()))
    }

    async fn delete_sender_key(&self, address: &str) -> Result<()> {
        write(&self.sender_keys, Change::erase(address)).await
    }
}
