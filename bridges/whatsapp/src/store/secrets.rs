//! Secrets of messages, with which later edits of them are read.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use whatsapp_rust::wacore::store::traits::{
    MessageSecret, MsgSecretEntry, MsgSecretStore, merge_msg_secret_expiry,
    merge_msg_secret_message_ts,
};

use super::shelf::Change;
use super::{Result, Session, failed, joined, pack, unpack};

#[derive(Serialize, Deserialize)]
struct Secret {
    secret: MessageSecret,
    expires_at: i64,
    message_ts: i64,
}

#[async_trait]
impl MsgSecretStore for Session {
    async fn put_msg_secrets(&self, entries: Vec<MsgSecretEntry>) -> Result<usize> {
        let count = entries.len();
        let mut changes = Vec::with_capacity(count);
        for it in entries {
            let row = joined(&[&it.chat, &it.sender, &it.msg_id]);
            let mut secret = Secret {
                secret: it.secret,
                expires_at: it.expires_at,
                message_ts: it.message_ts,
            };
            if let Some(kept) = self.secrets.get(&row).await.map_err(failed)? {
                let kept: Secret = unpack(&kept)?;
                secret.expires_at = merge_msg_secret_expiry(kept.expires_at, it.expires_at);
                secret.message_ts = merge_msg_secret_message_ts(kept.message_ts, it.message_ts);
            }
            changes.push(Change::put(row, pack(&secret)?));
        }
        self.secrets.change_all(changes).await.map_err(failed)?;
        Ok(count)
    }

    async fn get_msg_secret(
        &self,
        chat: &str,
        sender: &str,
        msg_id: &str,
    ) -> Result<Option<Vec<u8>>> {
        let found = self.get_msg_secret_with_ts(chat, sender, msg_id).await?;
        Ok(found.map(|(secret, _)| secret))
    }

    async fn get_msg_secret_with_ts(
        &self,
        chat: &str,
        sender: &str,
        msg_id: &str,
    ) -> Result<Option<(Vec<u8>, i64)>> {
        let row = joined(&[chat, sender, msg_id]);
        let Some(kept) = self.secrets.get(&row).await.map_err(failed)? else {
            return Ok(None);
        };
        let kept: Secret = unpack(&kept)?;
        Ok(Some((kept.secret.to_vec(), kept.message_ts)))
    }

    async fn delete_expired_msg_secrets(&self, cutoff_timestamp: i64) -> Result<u32> {
        let stays = |kept: &Secret| kept.expires_at == 0 || kept.expires_at > cutoff_timestamp;
        let swept = self
            .secrets
            .sweep(|_, it| unpack(it).is_ok_and(|it| stays(&it)));
        swept.await.map_err(failed)
    }
}
