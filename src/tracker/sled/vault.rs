//! The [`Vault`] on sled, and what bridges keep under the install's key.
//!
//! What is erased is gone from the store when the erasing returns. Its sealed bytes may stay in a freed part of
//! sled's file: readable only to one who holds both that file and the key, and to nobody once [`Vault::shred`] has
//! returned.

use std::sync::Arc;

use async_trait::async_trait;
use wegotus_chat::{Sealed, SealedError};

use super::super::committer::Purpose;
use super::super::journal::{ContentId, INSTALL, Keep, NetworkId, StoreError, Vault};
use super::super::records::Place;
use super::ops::Op;
use super::scope::Scope;
use super::{Inner, SledStore};

#[async_trait]
impl Vault for SledStore {
    async fn get(&self, net: &NetworkId, id: &ContentId) -> Result<Option<Vec<u8>>, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let place = scope.tag.content(&scope.key, id);
        self.0
            .committer
            .read(move |tree| scope.get(tree, &place))
            .await
    }

    async fn keep(&self, net: &NetworkId, keeps: Vec<Keep>) -> Result<(), StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let forgets = keeps.iter().all(|keep| matches!(keep, Keep::Erase { .. }));
        let purpose = if forgets {
            Purpose::Tidies
        } else {
            Purpose::Adds
        };
        let ops = keeps
            .iter()
            .map(|keep| Op::keep(&scope, keep))
            .collect::<Result<_, _>>()?;
        write(&self.0, ops, purpose).await
    }

    async fn shred(&self) -> Result<(), StoreError> {
        self.repack().await
    }
}

async fn write(store: &Inner, ops: Vec<Op>, purpose: Purpose) -> Result<(), StoreError> {
    let bytes = ops.iter().map(Op::bytes).sum();
    let apply = move |tree: &::sled::Tree| {
        tree.transaction(|tx| ops.iter().try_for_each(|op| op.apply(tx)))
    };
    store.write(bytes, purpose, apply).await
}

/// What one bridge keeps.
pub(super) struct SealedScope {
    pub(super) store: Arc<Inner>,
    pub(super) scope: String,
}

impl SealedScope {
    async fn place(&self, name: &str) -> Result<(Arc<Scope>, Place), StoreError> {
        let install = self.store.scope(INSTALL).await?;
        let place = Place::sealed(&install.key, &self.scope, name);
        Ok((install, place))
    }
}

impl From<StoreError> for SealedError {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

#[async_trait]
impl Sealed for SealedScope {
    async fn put(&self, name: &str, value: &[u8]) -> Result<(), SealedError> {
        let _open = self.store.epoch.read().await;
        let (install, place) = self.place(name).await?;
        let op = Op::put(&install, place, value).map_err(StoreError::from)?;
        Ok(write(&self.store, vec![op], Purpose::Adds).await?)
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SealedError> {
        let _open = self.store.epoch.read().await;
        let (install, place) = self.place(name).await?;
        Ok(self
            .store
            .committer
            .read(move |tree| install.get(tree, &place))
            .await?)
    }

    async fn erase(&self, name: &str) -> Result<(), SealedError> {
        let _open = self.store.epoch.read().await;
        let (_install, place) = self.place(name).await?;
        Ok(write(&self.store, vec![Op::Erase(place)], Purpose::Tidies).await?)
    }
}
