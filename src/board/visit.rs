//! People who wrote to the bot privately when it was not clear which network they meant.
//!
//! One of the networks keeps what they wrote until they say. It asks in its own name, so that the question is
//! journalled, sent once and answered like anything else the bot says.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, MsgId, PersonId};
use crate::tracker::NetworkId;

/// Somebody whose words belong to no network by themselves.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Visitor {
    /// How it stands with them.
    pub visit: Visit,
    /// When that is forgotten.
    pub until: Timestamp,
}

/// How it stands with somebody whose words belong to no network by themselves.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visit {
    /// No network knows them: they were told how to reach one.
    Told,
    /// Several know them: they were asked which one they mean.
    Waits {
        /// When they were asked last.
        asked: Timestamp,
        /// Which ones there are, in the order in which they are numbered.
        groups: Vec<NetworkId>,
        /// What they wrote, kept until they answer.
        messages: Vec<MsgId>,
    },
    /// They said which one; what they write next is for it too.
    Chose {
        /// Which.
        group: NetworkId,
        /// When.
        at: Timestamp,
    },
}

impl Board {
    /// Somebody whose words belong to no network by themselves, where this one has them.
    #[must_use]
    pub fn visitor(&self, person: PersonId) -> Option<&Visitor> {
        self.visitors.get(&person)
    }
}
