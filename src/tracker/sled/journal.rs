//! The [`Journal`] on sled.

use ::sled::Tree;
use ::sled::transaction::{TransactionResult, abort};
use async_trait::async_trait;
use wegotus_chat::Timestamp;

use super::super::committer::Purpose;
use super::super::journal::{
    AppendError, Entry, Journal, NetworkId, Recorded, SeenKey, Seq, Snapshot, StoreError, expired,
    not_between,
};
use super::super::records::{self, Head, Place};
use super::SledStore;
use super::entry::decode;
use super::ops::Append;
use super::scope::Scope;

/// One read gives at most this many entries …
const CHUNK_ENTRIES: usize = 1024;
/// … and stops after the one that brings it to this many bytes.
const CHUNK_BYTES: usize = 1 << 20;
/// How many records one tidying transaction removes.
const SWEEP: usize = 512;

#[async_trait]
impl Journal for SledStore {
    async fn append(
        &self,
        net: &NetworkId,
        expect: Seq,
        entries: Vec<Entry>,
    ) -> Result<Seq, AppendError> {
        let _open = self.0.epoch.read().await;
        let scope = self
            .0
            .scope(net.as_str())
            .await
            .map_err(|error| match error {
                StoreError::Full { free, needed } => AppendError::Full { free, needed },
                error => AppendError::Failed(error.to_string()),
            })?;
        let append = Append::new(&scope, expect, &entries)?;
        drop(entries);
        let bytes = append.bytes();
        let apply = move |tree: &Tree| {
            tree.transaction(|tx| {
                let head = scope.head_in(tx)?;
                if head.last != append.expect {
                    return abort(AppendError::Fenced { head: head.last });
                }
                append.apply(tx)?;
                let last = append.last;
                if last != head.last {
                    scope.put_head(tx, Head { last, ..head })?;
                }
                Ok(last)
            })
        };
        self.0.committer.write(bytes, Purpose::Adds, apply).await
    }

    async fn seen(&self, net: &NetworkId, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let keys = keys.to_vec();
        let look = move |tree: &Tree| {
            keys.iter()
                .map(|key| tree.contains_key(scope.tag.seen(*key).piece(0)))
                .collect::<Result<_, _>>()
                .map_err(|error| scope.unreadable(error))
        };
        self.0.committer.read(look).await
    }

    async fn expire_seen(&self, net: &NetworkId, now: Timestamp) -> Result<usize, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let mut after = scope.tag.all_seen().as_bytes().to_vec();
        let mut forgotten = 0;
        loop {
            let look = {
                let scope = scope.clone();
                move |tree: &Tree| old_seen(tree, &scope, &after, now)
            };
            let (old, next) = self.0.committer.read(look).await?;
            if !old.is_empty() {
                forgotten += old.len();
                let bytes = old.iter().map(|place| place.as_bytes().len()).sum();
                let forget = move |tree: &Tree| {
                    tree.transaction(|tx| {
                        old.iter().try_for_each(|place| records::erase(tx, place))
                    })
                };
                self.0.write(bytes, Purpose::Tidies, forget).await?;
            }
            match next {
                Some(next) => after = next,
                None => return Ok(forgotten),
            }
        }
    }

    async fn head(&self, net: &NetworkId) -> Result<Seq, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        self.0
            .committer
            .read(move |tree| Ok(scope.head(tree)?.last))
            .await
    }

    async fn read(&self, net: &NetworkId, from: Seq) -> Result<Vec<Recorded>, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        self.0
            .committer
            .read(move |tree| read_chunk(tree, &scope, from))
            .await
    }

    async fn save_snapshot(&self, net: &NetworkId, snapshot: Snapshot) -> Result<(), StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let Snapshot { at, bytes } = snapshot;
        let place = scope.tag.snapshot(at);
        let sealed = scope.seal(&place, &bytes)?;
        let length = sealed.len();
        let save = {
            let scope = scope.clone();
            move |tree: &Tree| {
                tree.transaction(|tx| {
                    let head = scope.head_in(tx)?;
                    let from = head.folded.unwrap_or_default();
                    if at < from || at > head.last {
                        return abort(not_between(at, from, head.last));
                    }
                    if let Some(before) = head.folded {
                        records::erase(tx, &scope.tag.snapshot(before))?;
                    }
                    records::put(tx, &place, &sealed)?;
                    scope.put_head(
                        tx,
                        Head {
                            folded: Some(at),
                            ..head
                        },
                    )
                })
            }
        };
        self.0.write(length, Purpose::Tidies, save).await?;
        // The snapshot stands in their place already, so the entries may go bit by bit: what a crash leaves is
        // swept with the next snapshot.
        loop {
            let scope = scope.clone();
            let sweep = move |tree: &Tree| sweep_entries(tree, &scope, at);
            if self.0.write(SWEEP * 64, Purpose::Tidies, sweep).await? < SWEEP {
                return Ok(());
            }
        }
    }

    async fn load_snapshot(&self, net: &NetworkId) -> Result<Option<Snapshot>, StoreError> {
        let _open = self.0.epoch.read().await;
        let scope = self.0.scope(net.as_str()).await?;
        let load = move |tree: &Tree| {
            let Some(at) = scope.head(tree)?.folded else {
                return Ok(None);
            };
            match scope.get(tree, &scope.tag.snapshot(at))? {
                Some(bytes) => Ok(Some(Snapshot { at, bytes })),
                None => Err(scope.missing(&format!("the snapshot at {at}"))),
            }
        };
        self.0.committer.read(load).await
    }
}

/// The places of seen-keys that have had their time, among the next few from `after` on; and where to look on.
fn old_seen(
    tree: &Tree,
    scope: &Scope,
    after: &[u8],
    now: Timestamp,
) -> Result<(Vec<Place>, Option<Vec<u8>>), StoreError> {
    let all = scope.tag.all_seen();
    let mut old = Vec::new();
    for (looked, record) in tree.range(after..).enumerate() {
        let (stored, sealed) = record.map_err(|error| scope.unreadable(error))?;
        if !stored.starts_with(all.as_bytes()) {
            break;
        }
        if looked == SWEEP {
            return Ok((old, Some(stored.to_vec())));
        }
        let place = Place::of_piece(&stored).ok_or_else(|| scope.damaged())?;
        let day = scope.open(&place, &sealed)?;
        let day = day.try_into().map_err(|_| scope.damaged())?;
        if expired(i64::from_be_bytes(day), now) {
            old.push(place);
        }
    }
    Ok((old, None))
}

/// The entries after `from`, as many as one answer holds.
fn read_chunk(tree: &Tree, scope: &Scope, from: Seq) -> Result<Vec<Recorded>, StoreError> {
    let head = scope.head(tree)?;
    if let Some(at) = head.folded.filter(|at| from < *at) {
        return Err(StoreError::Folded { at });
    }
    let (mut chunk, mut bytes, mut seq) = (Vec::new(), 0, from);
    while seq < head.last && chunk.len() < CHUNK_ENTRIES && bytes < CHUNK_BYTES {
        seq = seq.next();
        let Some(opened) = scope.get(tree, &scope.tag.entry(seq))? else {
            return Err(scope.missing(&format!("entry {seq} of {}", head.last)));
        };
        bytes += opened.len();
        chunk.push(decode(seq, &opened).ok_or_else(|| scope.damaged())?);
    }
    Ok(chunk)
}

/// Removes entries up to `at`, at most [`SWEEP`] pieces; gives how many.
fn sweep_entries(tree: &Tree, scope: &Scope, at: Seq) -> TransactionResult<usize, StoreError> {
    let first = scope.tag.entry(Seq(0)).piece(0);
    let last = scope.tag.entry(at).piece(u16::MAX);
    let mut batch = ::sled::Batch::default();
    let mut pieces = 0;
    for stored in tree.range(first..=last).keys().take(SWEEP) {
        batch.remove(stored?);
        pieces += 1;
    }
    tree.apply_batch(batch)?;
    Ok(pieces)
}
