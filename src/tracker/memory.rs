//! The store in memory, for tests of what stands on it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use wegotus_chat::Timestamp;

use super::journal::{
    AppendError, Cause, ContentId, Entry, Journal, Keep, NetworkId, Recorded, SeenKey, Seq,
    Snapshot, StoreError, Vault, day, expired, not_between,
};

/// A [`Journal`] and [`Vault`] that forgets everything when its last clone is dropped.
#[derive(Clone, Default)]
pub struct MemoryStore(Arc<Mutex<BTreeMap<NetworkId, Network>>>);

#[derive(Default)]
struct Network {
    last: Seq,
    entries: BTreeMap<Seq, Recorded>,
    seen: BTreeMap<SeenKey, i64>,
    vault: BTreeMap<ContentId, Vec<u8>>,
    snapshot: Option<Snapshot>,
}

impl Network {
    /// The first of `entries` that would count an event for the second time.
    fn repeated(&self, entries: &[Entry]) -> Option<usize> {
        let mut new = BTreeSet::new();
        entries.iter().position(|entry| match entry.cause {
            Cause::Event(seen) => {
                let again = self.seen.contains_key(&seen) || !new.insert(seen);
                again && !entry.payload.is_empty()
            }
            _ => false,
        })
    }

    fn append(&mut self, entries: Vec<Entry>) {
        for Entry {
            at,
            cause,
            payload,
            keeps,
        } in entries
        {
            if let Cause::Event(seen) = cause {
                self.seen.entry(seen).or_insert(day(at));
            }
            if !payload.is_empty() {
                self.last = self.last.next();
                self.entries.insert(
                    self.last,
                    Recorded {
                        seq: self.last,
                        at,
                        cause,
                        payload,
                    },
                );
            }
            self.keep(keeps);
        }
    }

    fn keep(&mut self, keeps: Vec<Keep>) {
        for keep in keeps {
            match keep {
                Keep::Put { id, value } => self.vault.insert(id, value),
                Keep::Erase { id } => self.vault.remove(&id),
            };
        }
    }
}

impl MemoryStore {
    fn with<T>(&self, net: &NetworkId, act: impl FnOnce(&mut Network) -> T) -> T {
        let mut networks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(networks.entry(net.clone()).or_default())
    }
}

#[async_trait]
impl Journal for MemoryStore {
    async fn append(
        &self,
        net: &NetworkId,
        expect: Seq,
        entries: Vec<Entry>,
    ) -> Result<Seq, AppendError> {
        self.with(net, |network| {
            if network.last != expect {
                return Err(AppendError::Fenced { head: network.last });
            }
            if let Some(index) = network.repeated(&entries) {
                return Err(AppendError::Repeated { index });
            }
            network.append(entries);
            Ok(network.last)
        })
    }

    async fn seen(&self, net: &NetworkId, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError> {
        Ok(self.with(net, |network| {
            keys.iter()
                .map(|key| network.seen.contains_key(key))
                .collect()
        }))
    }

    async fn expire_seen(&self, net: &NetworkId, now: Timestamp) -> Result<usize, StoreError> {
        Ok(self.with(net, |network| {
            let before = network.seen.len();
            network.seen.retain(|_, seen| !expired(*seen, now));
            before - network.seen.len()
        }))
    }

    async fn head(&self, net: &NetworkId) -> Result<Seq, StoreError> {
        Ok(self.with(net, |network| network.last))
    }

    async fn read(&self, net: &NetworkId, from: Seq) -> Result<Vec<Recorded>, StoreError> {
        self.with(net, |network| match &network.snapshot {
            Some(Snapshot { at, .. }) if from < *at => Err(StoreError::Folded { at: *at }),
            _ => Ok(network
                .entries
                .range(from.next()..)
                .map(|(_, entry)| entry.clone())
                .collect()),
        })
    }

    async fn save_snapshot(&self, net: &NetworkId, snapshot: Snapshot) -> Result<(), StoreError> {
        self.with(net, |network| {
            let from = network
                .snapshot
                .as_ref()
                .map(|before| before.at)
                .unwrap_or_default();
            if snapshot.at < from || snapshot.at > network.last {
                return Err(not_between(snapshot.at, from, network.last));
            }
            network.entries.retain(|seq, _| *seq > snapshot.at);
            network.snapshot = Some(snapshot);
            Ok(())
        })
    }

    async fn load_snapshot(&self, net: &NetworkId) -> Result<Option<Snapshot>, StoreError> {
        Ok(self.with(net, |network| network.snapshot.clone()))
    }
}

#[async_trait]
impl Vault for MemoryStore {
    async fn get(&self, net: &NetworkId, id: &ContentId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.with(net, |network| network.vault.get(id).cloned()))
    }

    async fn keep(&self, net: &NetworkId, keeps: Vec<Keep>) -> Result<(), StoreError> {
        self.with(net, |network| network.keep(keeps));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::MemoryStore;

    crate::tracker::conformance::suite!(conformance, (MemoryStore::default(), ()));
}
