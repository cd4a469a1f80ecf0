//! The bridge's own small records in sealed storage, beside the session: each a name and a type, kept as JSON. They
//! outlive an account, so that people keep their names when the bot is linked again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wegotus_chat::{Sealed, SealedError};

use crate::pace::Past;

const HIDDEN: &str = "whatsapp/hidden";
const GROUPS: &str = "whatsapp/groups";
const PAST: &str = "whatsapp/past";
const ENDED: &str = "whatsapp/ended";

/// What is known of the groups, by their addresses.
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
}

/// Why WhatsApp, or the bot itself, ended it last, in words for an operator.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// What happened.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// Sealed storage, by type.
#[derive(Clone)]
pub(crate) struct Records(pub Arc<dyn Sealed>);

impl Records {
    /// Hidden ids that are names of people.
    pub(crate) async fn hidden(&self) -> Result<BTreeSet<String>, SealedError> {
        Ok(self.get(HIDDEN).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_hidden(&self, hidden: &BTreeSet<String>) -> Result<(), SealedError> {
        self.put(HIDDEN, hidden).await
    }

    pub(crate) async fn groups(&self) -> Result<Groups, SealedError> {
        Ok(self.get(GROUPS).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_groups(&self, groups: &Groups) -> Result<(), SealedError> {
        self.put(GROUPS, groups).await
    }

    /// What the number wrote so far.
    pub(crate) async fn past(&self) -> Result<Past, SealedError> {
        Ok(self.get(PAST).await?.unwrap_or_default())
    }

    pub(crate) async fn keep_past(&self, past: &Past) -> Result<(), SealedError> {
        self.put(PAST, past).await
    }

    /// Why it ended last; nothing once it was connected again.
    pub(crate) async fn ended(&self) -> Result<Option<Ended>, SealedError> {
        Ok(self.get(ENDED).await?.flatten())
    }

    pub(crate) async fn keep_ended(&self, ended: Option<&Ended>) -> Result<(), SealedError> {
        self.put(ENDED, &ended).await
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
