//! The bridge's own small records in sealed storage: each a name and a type, kept as JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wegotus_chat::{Sealed, SealedError};

const ACCOUNT: &str = "signal/account";
const GROUPS: &str = "signal/groups";
const LEFT_ALONE: &str = "signal/left-alone";

/// What is known of the groups, by their ids.
pub(crate) type Groups = BTreeMap<String, KnownGroup>;

/// A group the bot is in, or was.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KnownGroup {
    /// What it calls itself.
    pub name: String,
    /// The bot is in it.
    pub is_member: bool,
    /// How often one of these changed: what tells one coming from the next.
    pub changes: u64,
    /// Who administers it, as was told since the bot began to listen.
    #[serde(skip)]
    pub admins: Option<Vec<String>>,
}

/// Sealed storage, by type.
#[derive(Clone)]
pub(crate) struct Records(pub Arc<dyn Sealed>);

impl Records {
    /// The number of the account that was linked.
    pub(crate) async fn account(&self) -> Result<Option<String>, SealedError> {
        self.get(ACCOUNT).await
    }

    pub(crate) async fn keep_account(&self, number: &str) -> Result<(), SealedError> {
        self.put(ACCOUNT, number).await
    }

    pub(crate) async fn groups(&self) -> Result<Groups, SealedError> {
        Ok(self.get(GROUPS).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_groups(&self, groups: &Groups) -> Result<(), SealedError> {
        self.put(GROUPS, groups).await
    }

    /// Groups that somebody asked the bot into who may not, while they do.
    pub(crate) async fn left_alone(&self) -> Result<BTreeSet<String>, SealedError> {
        Ok(self.get(LEFT_ALONE).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_left_alone(&self, ids: &BTreeSet<String>) -> Result<(), SealedError> {
        self.put(LEFT_ALONE, ids).await
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
