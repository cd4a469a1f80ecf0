//! Who has which devices and names, what was sent, and what was received and not yet kept by the board.

use async_trait::async_trait;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use whatsapp_rust::wacore::store::traits::{
    DeviceListRecord, LidPnMappingEntry, PendingInboundKey, PendingInboundRow, ProtocolStore,
    TcTokenEntry,
};

use super::shelf::{Change, Shelf};
use super::{Result, Session, failed, joined, pack, unpack};

/// Bytes and when they were kept, in seconds: eight bytes, little end first, before the rest.
fn dated(now: i64, bytes: &[u8]) -> Vec<u8> {
    [now.to_le_bytes().as_slice(), bytes].concat()
}

fn date(row: &[u8]) -> i64 {
    row.first_chunk().copied().map_or(0, i64::from_le_bytes)
}

fn undated(row: &Bytes) -> Vec<u8> {
    row.get(8..).unwrap_or_default().to_vec()
}

async fn sweep_before(shelf: &Shelf, cutoff: i64) -> Result<u32> {
    let swept = shelf.sweep(|_, it| date(it) >= cutoff).await;
    swept.map_err(failed)
}

/// Which devices in a group have the bot's sender key.
#[derive(Default, Serialize, Deserialize)]
struct Holders(BTreeMap<String, bool>);

#[async_trait]
impl ProtocolStore for Session {
    async fn get_sender_key_devices(&self, group_jid: &str) -> Result<Vec<(String, bool)>> {
        let kept = self.key_holders.get(group_jid).await.map_err(failed)?;
        let holders: Holders = kept.map_or_else(|| Ok(Holders::default()), |it| unpack(&it))?;
        Ok(holders.0.into_iter().collect())
    }

    async fn set_sender_key_status(&self, group_jid: &str, entries: &[(&str, bool)]) -> Result<()> {
        let altered = self.key_holders.alter(group_jid, |kept| {
            let mut holders: Holders = kept.and_then(|it| unpack(it).ok()).unwrap_or_default();
            let entries = entries.iter().map(|(jid, has)| ((*jid).to_owned(), *has));
            holders.0.extend(entries);
            pack(&holders).ok()
        });
        altered.await.map(|_| ()).map_err(failed)
    }

    async fn clear_sender_key_devices(&self, group_jid: &str) -> Result<()> {
        let change = Change::erase(group_jid);
        self.key_holders.change(change).await.map_err(failed)
    }

    async fn delete_sender_key_device_rows(&self, device_jids: &[&str]) -> Result<()> {
        let groups = self.key_holders.all().await.map_err(failed)?;
        let mut changes = Vec::new();
        for (group, kept) in groups {
            let mut holders: Holders = unpack(&kept)?;
            let before = holders.0.len();
            holders
                .0
                .retain(|it, _| !device_jids.contains(&it.as_str()));
            if holders.0.len() != before {
                changes.push(Change::put(group, pack(&holders)?));
            }
        }
        self.key_holders.change_all(changes).await.map_err(failed)
    }

    async fn clear_all_sender_key_devices(&self) -> Result<()> {
        self.key_holders.clear().await.map_err(failed)
    }

    async fn get_lid_mapping(&self, lid: &str) -> Result<Option<LidPnMappingEntry>> {
        let kept = self.lids.get(lid).await.map_err(failed)?;
        kept.map(|it| unpack(&it)).transpose()
    }

    async fn get_pn_mapping(&self, phone: &str) -> Result<Option<LidPnMappingEntry>> {
        let Some(lid) = self.numbers.get(phone).await.map_err(failed)? else {
            return Ok(None);
        };
        let mapping = self.get_lid_mapping(&String::from_utf8_lossy(&lid)).await?;
        // A number that was given to somebody else since names nobody any more.
        Ok(mapping.filter(|it| it.phone_number == phone))
    }

    async fn put_lid_mapping(&self, entry: &LidPnMappingEntry) -> Result<()> {
        self.put_lid_mappings(std::slice::from_ref(entry)).await
    }

    async fn put_lid_mappings(&self, entries: &[LidPnMappingEntry]) -> Result<()> {
        let mut lids = Vec::with_capacity(entries.len());
        for it in entries {
            lids.push(Change::put(it.lid.clone(), pack(it)?));
        }
        self.lids.change_all(lids).await.map_err(failed)?;
        let numbers = entries
            .iter()
            .map(|it| Change::put(it.phone_number.clone(), it.lid.clone().into_bytes()));
        self.numbers.change_all(numbers).await.map_err(failed)
    }

    async fn get_all_lid_mappings(&self) -> Result<Vec<LidPnMappingEntry>> {
        let all = self.lids.all().await.map_err(failed)?;
        all.values().map(|it| unpack(it)).collect()
    }

    async fn save_base_key(&self, address: &str, message_id: &str, base_key: &[u8]) -> Result<()> {
        let row = joined(&[address, message_id]);
        let change = Change::put(row, base_key.to_vec());
        self.base_keys.change(change).await.map_err(failed)
    }

    async fn has_same_base_key(
        &self,
        address: &str,
        message_id: &str,
        current_base_key: &[u8],
    ) -> Result<bool> {
        let row = joined(&[address, message_id]);
        let kept = self.base_keys.get(&row).await.map_err(failed)?;
        Ok(kept.as_deref() == Some(current_base_key))
    }

    async fn delete_base_key(&self, address: &str, message_id: &str) -> Result<()> {
        let change = Change::erase(joined(&[address, message_id]));
        self.base_keys.change(change).await.map_err(failed)
    }

    async fn update_device_list(&self, record: DeviceListRecord) -> Result<()> {
        self.update_device_lists(vec![record]).await
    }

    async fn update_device_lists(&self, records: Vec<DeviceListRecord>) -> Result<()> {
        let mut changes = Vec::with_capacity(records.len());
        for it in &records {
            changes.push(Change::put(it.user.clone(), pack(it)?));
        }
        self.devices.change_all(changes).await.map_err(failed)
    }

    async fn get_devices(&self, user: &str) -> Result<Option<DeviceListRecord>> {
        let kept = self.devices.get(user).await.map_err(failed)?;
        kept.map(|it| unpack(&it)).transpose()
    }

    async fn delete_devices(&self, user: &str) -> Result<()> {
        let change = Change::erase(user);
        self.devices.change(change).await.map_err(failed)
    }

    async fn get_group_metadata(&self, group_jid: &str) -> Result<Option<Vec<u8>>> {
        let kept = self.groups.get(group_jid).await.map_err(failed)?;
        Ok(kept.map(|it| it.to_vec()))
    }

    async fn put_group_metadata(&self, group_jid: &str, blob: &[u8]) -> Result<()> {
        let change = Change::put(group_jid, blob.to_vec());
        self.groups.change(change).await.map_err(failed)
    }

    async fn delete_group_metadata(&self, group_jid: &str) -> Result<()> {
        let change = Change::erase(group_jid);
        self.groups.change(change).await.map_err(failed)
    }

    async fn get_tc_token(&self, jid: &str) -> Result<Option<TcTokenEntry>> {
        let kept = self.tokens.get(jid).await.map_err(failed)?;
        kept.map(|it| unpack(&it)).transpose()
    }

    async fn put_tc_token(&self, jid: &str, entry: &TcTokenEntry) -> Result<()> {
        let change = Change::put(jid, pack(entry)?);
        self.tokens.change(change).await.map_err(failed)
    }

    async fn delete_tc_token(&self, jid: &str) -> Result<()> {
        let change = Change::erase(jid);
        self.tokens.change(change).await.map_err(failed)
    }

    async fn get_all_tc_token_jids(&self) -> Result<Vec<String>> {
        let all = self.tokens.all().await.map_err(failed)?;
        Ok(all.into_keys().collect())
    }

    async fn delete_expired_tc_tokens(&self, token_cutoff: i64, sender_cutoff: i64) -> Result<u32> {
        let is_live = |it: &TcTokenEntry| {
            (!it.token.is_empty() && it.token_timestamp >= token_cutoff)
                || it.sender_timestamp.is_some_and(|at| at >= sender_cutoff)
        };
        let swept = self
            .tokens
            .sweep(|_, it| unpack(it).is_ok_and(|it| is_live(&it)));
        swept.await.map_err(failed)
    }

    async fn touch_tc_token_sender_timestamp(&self, jid: &str, at: i64) -> Result<()> {
        let altered = self.tokens.alter(jid, |kept| {
            let mut token = kept.and_then(|it| unpack(it).ok()).unwrap_or(TcTokenEntry {
                token: Vec::new(),
                token_timestamp: at,
                sender_timestamp: None,
            });
            token.sender_timestamp = token.sender_timestamp.max(Some(at));
            pack(&token).ok()
        });
        altered.await.map(|_| ()).map_err(failed)
    }

    async fn store_received_tc_token(&self, jid: &str, token: &[u8], at: i64) -> Result<()> {
        let altered = self.tokens.alter(jid, |kept| {
            let kept: Option<TcTokenEntry> = kept.and_then(|it| unpack(it).ok());
            let sender_timestamp = kept.as_ref().and_then(|it| it.sender_timestamp);
            // One that was received before stays where it is newer.
            let newer = kept.filter(|it| !it.token.is_empty() && it.token_timestamp > at);
            let token = newer.unwrap_or_else(|| TcTokenEntry {
                token: token.to_vec(),
                token_timestamp: at,
                sender_timestamp,
            });
            pack(&token).ok()
        });
        altered.await.map(|_| ()).map_err(failed)
    }

    async fn store_sent_message(&self, chat: &str, id: &str, payload: &[u8]) -> Result<()> {
        let row = dated(self.now(), payload);
        let change = Change::put(joined(&[chat, id]), row);
        self.sent.change(change).await.map_err(failed)
    }

    async fn take_sent_message(&self, chat: &str, id: &str) -> Result<Option<Vec<u8>>> {
        let row = joined(&[chat, id]);
        let taken = self.sent.alter(&row, |_| None).await.map_err(failed)?;
        Ok(taken.as_ref().map(undated))
    }

    async fn delete_expired_sent_messages(&self, cutoff_timestamp: i64) -> Result<u32> {
        sweep_before(&self.sent, cutoff_timestamp).await
    }

    async fn store_pending_inbound(
        &self,
        chat: &str,
        sender: &str,
        id: &str,
        message: &[u8],
    ) -> Result<()> {
        self.store_pending_inbound_batch(&[PendingInboundRow {
            chat,
            sender,
            id,
            message,
        }])
        .await
    }

    async fn get_pending_inbound(
        &self,
        chat: &str,
        sender: &str,
        id: &str,
    ) -> Result<Option<Vec<u8>>> {
        let row = joined(&[chat, sender, id]);
        let kept = self.pending.get(&row).await.map_err(failed)?;
        Ok(kept.as_ref().map(undated))
    }

    async fn delete_pending_inbound(&self, chat: &str, sender: &str, id: &str) -> Result<()> {
        self.delete_pending_inbound_batch(&[PendingInboundKey { chat, sender, id }])
            .await
    }

    async fn delete_expired_pending_inbound(&self, cutoff_timestamp: i64) -> Result<u32> {
        sweep_before(&self.pending, cutoff_timestamp).await
    }

    async fn store_pending_inbound_batch(&self, rows: &[PendingInboundRow<'_>]) -> Result<()> {
        let now = self.now();
        let puts = rows.iter().map(|it| {
            let row = joined(&[it.chat, it.sender, it.id]);
            Change::put(row, dated(now, it.message))
        });
        self.pending.change_all(puts).await.map_err(failed)
    }

    async fn delete_pending_inbound_batch(&self, keys: &[PendingInboundKey<'_>]) -> Result<()> {
        let erased = keys
            .iter()
            .map(|it| Change::erase(joined(&[it.chat, it.sender, it.id])));
        self.pending.change_all(erased).await.map_err(failed)
    }
}
