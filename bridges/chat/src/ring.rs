//! The latest so many records of a kind in sealed storage: the oldest makes room for the newest.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Sealed, SealedError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Records under `name/0`, `name/1` …, read back into memory at start.
pub struct Ring<T> {
    vault: Arc<dyn Sealed>,
    name: &'static str,
    capacity: u64,
    next: u64,
    held: BTreeMap<u64, T>,
}

#[derive(Serialize, Deserialize)]
struct Numbered<T> {
    number: u64,
    it: T,
}

impl<T: Serialize + DeserializeOwned> Ring<T> {
    /// What was kept, oldest first.
    ///
    /// # Errors
    /// When it could not be read, or is not in a form this version reads.
    pub async fn load(
        vault: Arc<dyn Sealed>,
        name: &'static str,
        capacity: u64,
    ) -> Result<Self, SealedError> {
        let mut held = BTreeMap::new();
        for slot in 0..capacity {
            // The first round fills the slots in order, so an empty one is behind the last.
            let Some(bytes) = vault.get(&format!("{name}/{slot}")).await? else {
                break;
            };
            let kept: Numbered<T> = serde_json::from_slice(&bytes)
                .map_err(|_| SealedError(format!("the record {name} is in an unknown form")))?;
            held.insert(kept.number, kept.it);
        }
        let next = held.last_key_value().map_or(0, |(number, _)| number + 1);
        Ok(Self {
            vault,
            name,
            capacity,
            next,
            held,
        })
    }

    /// Keeps one more; gives its number. On disk when this returns.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn push(&mut self, it: T) -> Result<u64, SealedError> {
        let number = self.next;
        self.set(number, it).await?;
        self.next += 1;
        if let Some(gone) = number.checked_sub(self.capacity) {
            self.held.remove(&gone);
        }
        Ok(number)
    }

    /// Keeps `it` in the place of `number`, unless that made room already. On disk when this returns.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn set(&mut self, number: u64, it: T) -> Result<(), SealedError> {
        if number + self.capacity < self.next {
            return Ok(());
        }
        let kept = Numbered { number, it };
        let bytes = serde_json::to_vec(&kept)
            .map_err(|_| SealedError(format!("the record {} cannot be written", self.name)))?;
        let slot = number % self.capacity;
        self.vault
            .put(&format!("{}/{slot}", self.name), &bytes)
            .await?;
        self.held.insert(number, kept.it);
        Ok(())
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.held.iter().map(|(number, it)| (*number, it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemorySealed;

    #[tokio::test]
    async fn the_latest_are_there_after_a_restart() {
        let vault = Arc::new(MemorySealed::default());
        let mut ring = Ring::load(vault.clone(), "test", 3).await.unwrap();
        for it in 0..7 {
            ring.push(it).await.unwrap();
        }
        ring.set(6, 60).await.unwrap();
        ring.set(1, 10).await.unwrap();
        let held = |ring: &Ring<i32>| ring.iter().map(|(_, it)| *it).collect::<Vec<_>>();
        assert_eq!(held(&ring), [4, 5, 60]);
        let mut again = Ring::load(vault, "test", 3).await.unwrap();
        assert_eq!(held(&again), [4, 5, 60]);
        assert_eq!(again.push(7).await.unwrap(), 7);
    }
}
