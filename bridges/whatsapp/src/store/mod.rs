//! The session with WhatsApp, kept sealed: what the SDK wants stored, on shelves of sealed pages.
//!
//! The SDK names what it stores by phone numbers and keys; here those are names of rows inside sealed pages, so
//! nothing on disk shows them. One file a trait of the SDK.

mod app_sync;
mod device;
mod protocol;
mod secrets;
mod shelf;
mod signal;

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wegotus_chat::{Clock, Sealed, SealedError};
use whatsapp_rust::wacore::store::error::StoreError;

pub(crate) use shelf::{Change, Shelf};

/// Everything the SDK stores for one linked account.
pub(crate) struct Session {
    clock: Arc<dyn Clock>,
    device: Shelf,
    identities: Shelf,
    sessions: Shelf,
    prekeys: Shelf,
    signed_prekeys: Shelf,
    sender_keys: Shelf,
    sync_keys: Shelf,
    versions: Shelf,
    macs: Shelf,
    key_holders: Shelf,
    numbers: Shelf,
    lids: Shelf,
    base_keys: Shelf,
    devices: Shelf,
    groups: Shelf,
    tokens: Shelf,
    sent: Shelf,
    pending: Shelf,
    secrets: Shelf,
}

impl Session {
    /// The session in this storage, which may be empty. No I/O.
    pub(crate) fn new(vault: &Arc<dyn Sealed>, clock: Arc<dyn Clock>) -> Self {
        // How many pages: so that one stays a few kilobytes in a network of a thousand people. The few that
        // change together are on one page, so that they change at once or not at all.
        let shelf = |name: &str, pages| {
            Shelf::new(vault.clone(), format!("whatsapp/session/{name}"), pages)
        };
        Self {
            clock,
            device: shelf("device", 1),
            identities: shelf("identities", 32),
            sessions: shelf("sessions", 256),
            prekeys: shelf("prekeys", 32),
            signed_prekeys: shelf("signed-prekeys", 1),
            sender_keys: shelf("sender-keys", 256),
            sync_keys: shelf("sync-keys", 1),
            versions: shelf("versions", 1),
            macs: shelf("macs", 32),
            key_holders: shelf("key-holders", 16),
            numbers: shelf("numbers", 32),
            lids: shelf("lids", 32),
            base_keys: shelf("base-keys", 1),
            devices: shelf("devices", 32),
            groups: shelf("groups", 8),
            tokens: shelf("tokens", 32),
            sent: shelf("sent", 64),
            pending: shelf("pending", 1),
            secrets: shelf("secrets", 256),
        }
    }

    /// Forgets the account: after it was logged out, nothing of it is of use. Which number and which hidden id are one
    /// person's stays, for it is so for every account, and people are to stay who they are.
    pub(crate) async fn clear(&self) -> std::result::Result<(), SealedError> {
        let all = [
            &self.sessions,
            &self.identities,
            &self.prekeys,
            &self.signed_prekeys,
            &self.sender_keys,
            &self.sync_keys,
            &self.versions,
            &self.macs,
            &self.key_holders,
            &self.base_keys,
            &self.devices,
            &self.groups,
            &self.tokens,
            &self.sent,
            &self.pending,
            &self.secrets,
            // Last: until it is gone, whoever looks sees that there is something to forget.
            &self.device,
        ];
        for shelf in all {
            shelf.clear().await?;
        }
        Ok(())
    }

    /// Now, in the seconds the SDK counts.
    fn now(&self) -> i64 {
        self.clock.now().0.div_euclid(1000)
    }
}

type Result<T> = std::result::Result<T, StoreError>;

/// What the SDK hears of sealed storage that failed.
fn failed(error: SealedError) -> StoreError {
    StoreError::Database(Box::new(error))
}

/// A record as it is kept.
fn pack(it: &impl Serialize) -> Result<Bytes> {
    let bytes = serde_json::to_vec(it);
    Ok(bytes
        .map_err(|error| StoreError::Serialization(Box::new(error)))?
        .into())
}

/// A kept record.
fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| StoreError::Serialization(Box::new(error)))
}

/// A name made of several; none of them holds a line break.
fn joined(parts: &[&str]) -> String {
    parts.join("\n")
}

/// A name made of bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut name, byte| {
        // Writing to a string never fails.
        let _ = write!(name, "{byte:02x}");
        name
    })
}
