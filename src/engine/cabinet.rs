//! The vault, typed: what a board's ids stand for.

use std::sync::Arc;

use tokio::sync::watch;
use wegotus_chat::{Event, MessageRef, Name, PersonRef, RoomRef, Text};

use crate::board::{Content, ContentId, MsgId, PersonId, PostNo, RelayId, RoomId};
use crate::tracker::{self, NetworkId, StoreError, Vault};

/// What the store last answered instead of what it keeps; none while it reads.
pub(super) type Trouble = watch::Sender<Option<StoreError>>;

/// One network's part of the vault. What is gone reads as none; what cannot be read now is an error, and
/// worth another try: the two are never taken for each other.
#[derive(Clone)]
pub struct Cabinet {
    net: NetworkId,
    vault: Arc<dyn Vault>,
    trouble: Trouble,
}

impl Cabinet {
    /// The part of `vault` that belongs to `net`; `trouble` is told when it cannot be read, and when it can again.
    pub(super) fn new(net: NetworkId, vault: Arc<dyn Vault>, trouble: Trouble) -> Self {
        Self {
            net,
            vault,
            trouble,
        }
    }

    /// A room's reference and its name, where it has one.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn room(&self, id: RoomId) -> Result<Option<(RoomRef, Option<Name>)>, StoreError> {
        Ok(match self.get(ContentId::Room(id)).await? {
            Some(Content::Room { room, name }) => Some((room, name)),
            _ => None,
        })
    }

    /// A person's account and name.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn person(&self, id: PersonId) -> Result<Option<(PersonRef, Name)>, StoreError> {
        Ok(match self.get(ContentId::Person(id)).await? {
            Some(Content::Person { account, name }) => Some((account, name)),
            _ => None,
        })
    }

    /// A message's reference.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn message(&self, id: MsgId) -> Result<Option<MessageRef>, StoreError> {
        Ok(match self.get(ContentId::Message(id)).await? {
            Some(Content::Message(msg)) => Some(msg),
            _ => None,
        })
    }

    /// What a post says, and where.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn words(&self, no: PostNo) -> Result<Option<(Text, Option<Text>)>, StoreError> {
        Ok(match self.get(ContentId::Post(no)).await? {
            Some(Content::Words { summary, place }) => Some((summary, place)),
            _ => None,
        })
    }

    /// Words on their way.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn relay(&self, id: RelayId) -> Result<Option<Text>, StoreError> {
        Ok(match self.get(ContentId::Relay(id)).await? {
            Some(Content::Relay(text)) => Some(text),
            _ => None,
        })
    }

    /// A private message that waits.
    ///
    /// # Errors
    /// When the store could not be read.
    pub async fn visit(&self, id: MsgId) -> Result<Option<Event>, StoreError> {
        Ok(match self.get(ContentId::Visit(id)).await? {
            Some(Content::Event(event)) => Some(*event),
            _ => None,
        })
    }

    async fn get(&self, id: ContentId) -> Result<Option<Content>, StoreError> {
        let bytes = self.raw(id).await?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// What stands under an id, as it is kept.
    ///
    /// # Errors
    /// When the store could not be read; it is in the log, and `doctor` tells of it.
    pub async fn raw(&self, id: ContentId) -> Result<Option<Vec<u8>>, StoreError> {
        let id = tracker::ContentId::new(id.to_string());
        let found = self.vault.get(&self.net, &id).await;
        if let Err(error) = &found {
            tracing::error!(network = %self.net, %error, "the store cannot be read; nothing is lost, it is tried again");
        }
        let trouble = found.as_ref().err();
        self.trouble.send_if_modified(|known| {
            let news = known.as_ref() != trouble;
            if news {
                *known = trouble.cloned();
            }
            news
        });
        found
    }

    /// Makes what was erased unreadable to whoever holds the disk and the keys.
    ///
    /// # Errors
    /// When it could not be done; it can be tried again.
    pub async fn shred(&self) -> Result<(), StoreError> {
        self.vault.shred().await
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
