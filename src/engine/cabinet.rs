//! The vault, typed: what a board's ids stand for.

use std::sync::Arc;

use wegotus_chat::{MessageRef, Name, PersonRef, RoomRef, Text};

use crate::board::{Content, ContentId, MsgId, PersonId, PostNo, RelayId, RoomId};
use crate::tracker::{self, NetworkId, Vault};

/// One network's part of the vault.
#[derive(Clone)]
pub struct Cabinet {
    net: NetworkId,
    vault: Arc<dyn Vault>,
}

impl Cabinet {
    /// The part of `vault` that belongs to `net`.
    pub fn new(net: NetworkId, vault: Arc<dyn Vault>) -> Self {
        Self { net, vault }
    }

    /// A room's reference and its name, where it has one.
    pub async fn room(&self, id: RoomId) -> Option<(RoomRef, Option<Name>)> {
        match self.get(ContentId::Room(id)).await? {
            Content::Room { room, name } => Some((room, name)),
            _ => None,
        }
    }

    /// A person's account and name.
    pub async fn person(&self, id: PersonId) -> Option<(PersonRef, Name)> {
        match self.get(ContentId::Person(id)).await? {
            Content::Person { account, name } => Some((account, name)),
            _ => None,
        }
    }

    /// A message's reference.
    pub async fn message(&self, id: MsgId) -> Option<MessageRef> {
        match self.get(ContentId::Message(id)).await? {
            Content::Message(msg) => Some(msg),
            _ => None,
        }
    }

    /// What a post says, and where.
    pub async fn words(&self, no: PostNo) -> Option<(Text, Option<Text>)> {
        match self.get(ContentId::Post(no)).await? {
            Content::Words { summary, place } => Some((summary, place)),
            _ => None,
        }
    }

    /// Words on their way.
    pub async fn relay(&self, id: RelayId) -> Option<Text> {
        match self.get(ContentId::Relay(id)).await? {
            Content::Relay(text) => Some(text),
            _ => None,
        }
    }

    async fn get(&self, id: ContentId) -> Option<Content> {
        serde_json::from_slice(&self.raw(id).await?).ok()
    }

    /// What stands under an id, as it is kept. Content that cannot be read now reads as none; the store
    /// itself reports why.
    pub async fn raw(&self, id: ContentId) -> Option<Vec<u8>> {
        let found = self
            .vault
            .get(&self.net, &tracker::ContentId::new(id.to_string()))
            .await;
        found.unwrap_or_else(|error| {
            tracing::error!(network = %self.net, %error, "the vault cannot be read");
            None
        })
    }

    /// What the store does to keep a value, or to forget what was there.
    pub fn keep(id: ContentId, value: Option<Vec<u8>>) -> tracker::Keep {
        let id = tracker::ContentId::new(id.to_string());
        match value {
            Some(value) => tracker::Keep::Put { id, value },
            None => tracker::Keep::Erase { id },
        }
    }
}
