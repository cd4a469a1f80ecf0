//! The bridge's own small records in sealed storage: each a name and a type, kept as JSON.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wegotus_chat::{Sealed, SealedError, Timestamp};

/// Name of the record that holds the account's recovery key, as its plain characters.
pub const RECOVERY_KEY: &str = "matrix/recovery-key";

const POSITION: &str = "matrix/position";
const REACTIONS: &str = "matrix/reactions";
const WAITING: &str = "matrix/undecryptable";

/// Which device this is. Written before the device exists, so that a crash never makes a second.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    /// Full user id; empty until the homeserver said it.
    pub user_id: String,
    /// The device's id.
    pub device_id: String,
    /// What the device's store is locked with: a key, not a passphrase, since stretching one takes the
    /// SDK seconds for each of its files at every start.
    pub store_key: [u8; 32],
    /// The session's token, once there is one that works.
    pub access_token: Option<String>,
    /// Whether the device had a store, and so may have published keys that lie in it.
    #[serde(default = "Account::is_old")]
    pub has_store: bool,
}

impl Account {
    /// Name of the record.
    pub(crate) const NAME: &str = "matrix/account";

    /// A record from before it was written down whether there is a store: there is.
    fn is_old() -> bool {
        true
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Account(…)")
    }
}

/// How far the homeserver's stream has been committed. Saved only after the commit.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Whose stream it is. Another account's, or another homeserver's, has other tokens.
    #[serde(default)]
    pub user: String,
    /// The sync token to go on from.
    pub since: String,
    /// The newest event heard in each room the bot is in; a room without one was just entered.
    pub rooms: BTreeMap<String, Option<String>>,
    /// The rooms that lag behind: heard only up to this sync token, and not since.
    #[serde(default)]
    pub behind: BTreeMap<String, String>,
}

/// A reaction that may yet be taken off; the network then names only the reaction's own id.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct KnownReaction {
    /// The room both are in.
    #[serde(default)]
    pub room: String,
    /// The message it is on.
    pub target: String,
    /// The emoji.
    pub emoji: String,
    /// Whose it is; a moderator may be the one who takes it off.
    pub by: String,
    /// When it was put on.
    pub at: Timestamp,
}

/// A message that cannot be read until its key arrives.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Unread {
    /// The room's id.
    pub room: String,
    /// The event's id.
    pub event: String,
    /// The key it waits for, where the message says.
    pub session: Option<String>,
    /// When it was sent.
    pub at: Timestamp,
}

/// Sealed storage, by type.
#[derive(Clone)]
pub(crate) struct Records(Arc<dyn Sealed>);

impl Records {
    pub(crate) fn new(vault: Arc<dyn Sealed>) -> Self {
        Self(vault)
    }

    pub(crate) async fn account(&self) -> Result<Option<Account>, SealedError> {
        self.get(Account::NAME).await
    }

    pub(crate) async fn keep_account(&self, account: &Account) -> Result<(), SealedError> {
        self.put(Account::NAME, account).await
    }

    pub(crate) async fn position(&self) -> Result<Option<Position>, SealedError> {
        self.get(POSITION).await
    }

    pub(crate) async fn keep_position(&self, position: &Position) -> Result<(), SealedError> {
        self.put(POSITION, position).await
    }

    pub(crate) async fn reactions(&self) -> Result<BTreeMap<String, KnownReaction>, SealedError> {
        Ok(self.get(REACTIONS).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_reactions(
        &self,
        reactions: &BTreeMap<String, KnownReaction>,
    ) -> Result<(), SealedError> {
        self.put(REACTIONS, reactions).await
    }

    pub(crate) async fn waiting(&self) -> Result<VecDeque<Unread>, SealedError> {
        Ok(self.get(WAITING).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_waiting(&self, waiting: &VecDeque<Unread>) -> Result<(), SealedError> {
        self.put(WAITING, waiting).await
    }

    /// The private room last used with this person.
    pub(crate) async fn direct_room(&self, person: &str) -> Result<Option<String>, SealedError> {
        self.get(&direct_name(person)).await
    }

    pub(crate) async fn keep_direct_room(
        &self,
        person: &str,
        room: &str,
    ) -> Result<(), SealedError> {
        self.put(&direct_name(person), &room).await
    }

    pub(crate) async fn recovery_key(&self) -> Result<Option<String>, SealedError> {
        let kept = self.0.get(RECOVERY_KEY).await?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    pub(crate) async fn keep_recovery_key(&self, key: &str) -> Result<(), SealedError> {
        self.0.put(RECOVERY_KEY, key.as_bytes()).await
    }

    async fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, SealedError> {
        let Some(bytes) = self.0.get(name).await? else {
            return Ok(None);
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| {
            SealedError(format!(
                "the record {name} is not in a form this version reads"
            ))
        })
    }

    async fn put<T: Serialize + ?Sized>(&self, name: &str, value: &T) -> Result<(), SealedError> {
        let bytes = serde_json::to_vec(value)
            .map_err(|_| SealedError(format!("the record {name} cannot be written")))?;
        self.0.put(name, &bytes).await
    }
}

fn direct_name(person: &str) -> String {
    format!("matrix/direct/{person}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::MemorySealed;

    #[tokio::test]
    async fn a_record_of_another_form_is_an_error_not_a_loss() {
        let vault = Arc::new(MemorySealed::default());
        vault.put(POSITION, b"[]").await.unwrap();
        assert!(Records::new(vault).position().await.is_err());
    }

    #[tokio::test]
    async fn the_recovery_key_is_kept_as_its_plain_characters() {
        let vault = Arc::new(MemorySealed::default());
        Records::new(vault.clone())
            .keep_recovery_key("EsTb kyEr")
            .await
            .unwrap();
        assert_eq!(
            vault.get(RECOVERY_KEY).await.unwrap().unwrap(),
            b"EsTb kyEr"
        );
    }
}
