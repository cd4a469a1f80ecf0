//! Writing the store anew, under new keys, so that what was erased is unreadable.
//!
//! sled appends: what was erased stays in its file, sealed, until that part is written over, and no file system
//! promises that a file written over is gone. So what is still held is copied to a new store, sealed with new
//! secrets, and the old secrets are destroyed. In steps, each of which leaves a store that opens:
//!
//! 1. Each key file gets the new secret beside the old one.
//! 2. The new store is written and synced beside the old one.
//! 3. The two change places, at one stroke. The store says itself which secret it is sealed with.
//! 4. The old store's files go.
//! 5. Each key file keeps the new secret alone; the old file is written over.
//!
//! A copy of the key folder made before is of no use for the store after: the two belong in one backup.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ::sled::{Batch, Tree};

use super::super::committer::damaged;
use super::super::journal::{INSTALL, StoreError};
use super::super::keyring::{Data, fingerprint};
use super::super::records::{Place, ROUNDS, Tag, pieces};
use super::super::seal::Key;
use super::SledStore;
use super::scope::Scope;
use crate::failpoint;

/// How many records go to the new store at once.
const BATCH: usize = 512;

/// A key on its way from one store to the next.
struct Move {
    name: String,
    old: Arc<Scope>,
    new: Key,
}

impl SledStore {
    /// Writes the store anew under new secrets; what was erased is unreadable when this returns. Takes about as
    /// long as reading and writing all that is held; everything waits meanwhile.
    pub(super) async fn repack(&self) -> Result<(), StoreError> {
        let inner = &self.0;
        let _alone = inner.epoch.write().await;
        let folder = inner.folder.clone();
        let names = inner
            .committer
            .read(move |tree| names(tree).ok_or_else(|| StoreError::Damaged(damaged(&folder))))
            .await?;
        let (mut moves, mut burnt, mut locked) = (Vec::new(), BTreeSet::new(), false);
        for name in names {
            if inner.keyring.is_burnt(&name).map_err(key_trouble)? {
                burnt.insert(name);
                continue;
            }
            match inner.scope(&name).await {
                Ok(old) => {
                    let new = inner.keyring.stage(&name, &old.key).map_err(key_trouble)?;
                    moves.push(Move { name, old, new });
                }
                // What nobody can read now stays as it is.
                Err(StoreError::Key(_)) => locked = true,
                Err(error) => return Err(error),
            }
        }
        failpoint::hit("repack.staged");
        let moves = Arc::new(moves);
        let copied = {
            let (moves, folder) = (moves.clone(), inner.folder.clone());
            let leave = Leave { burnt, locked };
            let copy = move |from: &Tree, to: &Tree| {
                copy(&moves, &leave, from, to)
                    .ok_or_else(|| StoreError::Damaged(damaged(&folder)))?
            };
            inner.committer.replace(Box::new(copy)).await
        };
        // Which secrets are in force the store says, when it is next asked for a key.
        inner.scopes.lock().await.clear();
        copied?;
        failpoint::hit("repack.settling");
        for one in moves.iter() {
            inner
                .keyring
                .settle(&one.name, &one.new)
                .map_err(key_trouble)?;
        }
        Ok(())
    }
}

fn key_trouble(error: impl ToString) -> StoreError {
    StoreError::Key(error.to_string())
}

/// What a fingerprint's record says.
pub(super) fn marks(bytes: &[u8]) -> Option<Data> {
    let (fingerprint, sealing) = bytes.split_first_chunk()?;
    let sealing = match sealing {
        [] => None,
        mark => Some(mark.try_into().ok()?),
    };
    Some(Data::SealedWith {
        fingerprint: *fingerprint,
        sealing,
    })
}

/// The names of all keys that something was sealed with.
fn names(tree: &Tree) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for stored in tree.scan_prefix(b"k").keys() {
        let place = Place::of_piece(&stored.ok()?)?;
        names.push(String::from_utf8(place.as_bytes().get(1..)?.to_vec()).ok()?);
    }
    names.dedup();
    Some(names)
}

/// What does not come along.
struct Leave {
    /// The names of keys that were destroyed.
    burnt: BTreeSet<String>,
    /// Some key is missing that was not destroyed: whose record is whose cannot be told, so all come along.
    locked: bool,
}

/// Copies every record, sealed anew; `None` when the old store cannot be read.
fn copy(moves: &[Move], leave: &Leave, from: &Tree, to: &Tree) -> Option<Result<(), StoreError>> {
    let by_tag: BTreeMap<Tag, &Move> = moves.iter().map(|it| (it.old.tag, it)).collect();
    let install = moves.iter().find(|it| it.name == INSTALL);
    let mut filling = Filling {
        to,
        batch: Batch::default(),
        records: 0,
    };
    let mut whole: Option<(Place, Vec<u8>)> = None;
    let finish = |filling: &mut Filling<'_>, record: Option<(Place, Vec<u8>)>| {
        let Some((place, sealed)) = record else {
            return Ok(());
        };
        let moved = match place.as_bytes() {
            [b'b', ..] => install,
            other => Tag::of(other).and_then(|tag| by_tag.get(&tag).copied()),
        };
        let Some(moved) = moved else {
            if leave.burnt.is_empty() || leave.locked {
                return filling.put(&place, &sealed);
            }
            return Ok(());
        };
        let plain = zeroize::Zeroizing::new(moved.old.open(&place, &sealed)?);
        let sealed = moved
            .new
            .seal(place.as_bytes(), &plain)
            .map_err(|error| StoreError::Failed(error.to_string()))?;
        filling.put(&place, &sealed)
    };
    for record in from.iter() {
        let (stored, value) = record.ok()?;
        if stored == ROUNDS {
            filling.batch.insert(stored, value);
            continue;
        }
        let place = Place::of_piece(&stored)?;
        if place.as_bytes().starts_with(b"k") {
            // Named anew below; of a key that is not there, as it is.
            let mut known = moves.iter().map(|it| &it.name).chain(&leave.burnt);
            if !known.any(|name| place == Place::fingerprint(name)) {
                filling.batch.insert(stored, value);
            }
            continue;
        }
        match &mut whole {
            Some((known, sealed)) if *known == place => sealed.extend_from_slice(&value),
            _ => {
                if let Err(error) = finish(&mut filling, whole.replace((place, value.to_vec()))) {
                    return Some(Err(error));
                }
            }
        }
    }
    let last = finish(&mut filling, whole.take());
    let mut marks = || {
        for it in moves {
            let mark = [fingerprint(&it.new), it.new.sealing_mark()].concat();
            filling.put(&Place::fingerprint(&it.name), &mark)?;
        }
        filling.flush()
    };
    Some(last.and_then(|()| marks()))
}

/// Writes records in batches: a transaction each would take its time.
struct Filling<'a> {
    to: &'a Tree,
    batch: Batch,
    records: usize,
}

impl Filling<'_> {
    fn put(&mut self, place: &Place, sealed: &[u8]) -> Result<(), StoreError> {
        for (stored, piece) in pieces(place, sealed) {
            self.batch.insert(stored, piece);
        }
        self.records += 1;
        if self.records.is_multiple_of(BATCH) {
            return self.flush();
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let batch = std::mem::take(&mut self.batch);
        self.to
            .apply_batch(batch)
            .map_err(|error| StoreError::Failed(error.to_string()))
    }
}
