//! A key and the records under it: sealing on the way in, opening and checking on the way out.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use ::sled::Tree;
use ::sled::transaction::{ConflictableTransactionError, TransactionalTree, abort};

use super::super::committer::{Fault, damaged};
use super::super::journal::StoreError;
use super::super::records::{self, Head, LONGEST, Place, Tag};
use super::super::seal::{Key, SealError};

/// One network's records, or the install's.
pub(super) struct Scope {
    pub(super) name: String,
    pub(super) key: Arc<Key>,
    pub(super) tag: Tag,
    /// Where sled lies, for what an error says.
    pub(super) folder: PathBuf,
}

impl Scope {
    /// `plain`, sealed for `place`.
    pub(super) fn seal(&self, place: &Place, plain: &[u8]) -> Result<Vec<u8>, Fault> {
        if plain.len() > LONGEST {
            return Err(Fault::Failed(SealError::TooLong.to_string()));
        }
        self.key
            .seal(place.as_bytes(), plain)
            .map_err(|error| Fault::Failed(error.to_string()))
    }

    /// What was sealed for `place`.
    pub(super) fn open(&self, place: &Place, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.key
            .open(place.as_bytes(), sealed)
            .map_err(|_| self.damaged())
    }

    /// What is at `place`.
    pub(super) fn get(&self, tree: &Tree, place: &Place) -> Result<Option<Vec<u8>>, StoreError> {
        records::get(tree, place)
            .map_err(|error| self.unreadable(error))?
            .map(|sealed| self.open(place, &sealed))
            .transpose()
    }

    /// Where the journal ends and where its snapshot stands.
    pub(super) fn head(&self, tree: &Tree) -> Result<Head, StoreError> {
        match self.get(tree, &self.tag.head())? {
            None => Ok(Head::default()),
            Some(bytes) => Head::from_bytes(&bytes).ok_or_else(|| self.damaged()),
        }
    }

    /// The same, as a transaction sees it.
    pub(super) fn head_in<E: From<Fault>>(
        &self,
        tx: &TransactionalTree,
    ) -> Result<Head, ConflictableTransactionError<E>> {
        let place = self.tag.head();
        let Some(sealed) = records::get_in(tx, &place)? else {
            return Ok(Head::default());
        };
        let opened = self.key.open(place.as_bytes(), &sealed).ok();
        match opened.and_then(|bytes| Head::from_bytes(&bytes)) {
            Some(head) => Ok(head),
            None => abort(Fault::Failed(damaged(&self.folder)).into()),
        }
    }

    /// Moves the head in a transaction.
    pub(super) fn put_head<E: From<Fault>>(
        &self,
        tx: &TransactionalTree,
        head: Head,
    ) -> Result<(), ConflictableTransactionError<E>> {
        let place = self.tag.head();
        match self.seal(&place, &head.to_bytes()) {
            Ok(sealed) => records::put(tx, &place, &sealed),
            Err(fault) => abort(fault.into()),
        }
    }

    pub(super) fn damaged(&self) -> StoreError {
        StoreError::Damaged(damaged(&self.folder))
    }

    /// Something that must be there is not.
    pub(super) fn missing(&self, what: &str) -> StoreError {
        StoreError::Damaged(format!(
            "{what} of '{}' is missing: {}",
            self.name,
            damaged(&self.folder)
        ))
    }

    pub(super) fn unreadable(&self, error: ::sled::Error) -> StoreError {
        match error {
            ::sled::Error::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                StoreError::Failed(format!("cannot read {}: {error}", self.folder.display()))
            }
            _ => self.damaged(),
        }
    }
}
