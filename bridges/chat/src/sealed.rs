//! A bridge's own small records, sealed by the app.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use thiserror::Error;

/// Sealed storage of small values under names of the bridge's choosing. Nothing in it is readable on
/// disk; names are not either.
#[async_trait]
pub trait Sealed: Send + Sync + 'static {
    /// Keeps `value` under `name`; on disk when this returns.
    ///
    /// # Errors
    /// When it could not be written.
    async fn put(&self, name: &str, value: &[u8]) -> Result<(), SealedError>;

    /// What was kept under `name`.
    ///
    /// # Errors
    /// When it could not be read or was tampered with.
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SealedError>;

    /// Forgets what was kept under `name`.
    ///
    /// # Errors
    /// When it could not be written.
    async fn erase(&self, name: &str) -> Result<(), SealedError>;
}

/// Sealed storage failed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("sealed storage: {0}")]
pub struct SealedError(pub String);

/// [`Sealed`] in memory, for tests.
#[derive(Default)]
pub struct MemorySealed(Mutex<BTreeMap<String, Vec<u8>>>);

#[async_trait]
impl Sealed for MemorySealed {
    async fn put(&self, name: &str, value: &[u8]) -> Result<(), SealedError> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.to_owned(), value.to_vec());
        Ok(())
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SealedError> {
        Ok(self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .cloned())
    }

    async fn erase(&self, name: &str) -> Result<(), SealedError> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(name);
        Ok(())
    }
}
