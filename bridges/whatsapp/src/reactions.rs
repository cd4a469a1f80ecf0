//! Which emoji somebody has on a message: WhatsApp says that a reaction is gone, not which one it was.
//!
//! Kept for a month, by a hash of who and what, so that a ✋ taken off after a restart is still known for one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use wegotus_chat::{Sealed, SealedError, Timestamp};

use crate::store::{Change, Shelf};

const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 3600);

/// The reactions that stand.
pub(crate) struct Reactions {
    shelf: Shelf,
    /// What is to be kept once its message is.
    staged: HashMap<String, Option<String>>,
}

impl Reactions {
    pub(crate) fn new(vault: Arc<dyn Sealed>) -> Self {
        Self {
            shelf: Shelf::new(vault, "whatsapp/reactions".to_owned(), 16),
            staged: HashMap::new(),
        }
    }

    /// The emoji that stands under `name`.
    pub(crate) async fn standing(&self, name: &str) -> Result<Option<String>, SealedError> {
        let name = hashed(name);
        if let Some(staged) = self.staged.get(&name) {
            return Ok(staged.clone());
        }
        let kept = self.shelf.get(&name).await?;
        let emoji = kept.as_ref().and_then(|it| it.get(8..));
        Ok(emoji.map(|it| String::from_utf8_lossy(it).into_owned()))
    }

    /// From now on `emoji` stands under `name`; none where it is empty. Not on disk before [`Self::keep`].
    pub(crate) fn stage(&mut self, name: &str, emoji: &str) {
        let emoji = (!emoji.is_empty()).then(|| emoji.to_owned());
        self.staged.insert(hashed(name), emoji);
    }

    /// Keeps what was staged. Not before its messages are kept: else a removal that comes again would be nothing's.
    pub(crate) async fn keep(&mut self, now: Timestamp) -> Result<(), SealedError> {
        let changes = self.staged.iter().map(|(name, emoji)| match emoji {
            Some(emoji) => {
                let row = [now.0.to_le_bytes().as_slice(), emoji.as_bytes()].concat();
                Change::put(name.clone(), row)
            }
            None => Change::erase(name.clone()),
        });
        self.shelf.change_all(changes).await?;
        self.staged.clear();
        Ok(())
    }

    /// Forgets those nobody will take off any more.
    pub(crate) async fn sweep(&self, now: Timestamp) -> Result<(), SealedError> {
        let oldest = now.minus(KEPT_FOR).0;
        let since = |row: &[u8]| row.first_chunk().copied().map_or(0, i64::from_le_bytes);
        self.shelf.sweep(|_, row| since(row) >= oldest).await?;
        Ok(())
    }
}

fn hashed(name: &str) -> String {
    crate::store::hex(&Sha256::digest(name)[..16])
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::MemorySealed;

    #[tokio::test]
    async fn a_reaction_stands_until_it_is_taken_off_or_a_month_has_gone() {
        let vault = Arc::new(MemorySealed::default());
        let mut reactions = Reactions::new(vault.clone());
        reactions.stage("ana on 1", "✋");
        assert_eq!(reactions.standing("ana on 1").await.unwrap().unwrap(), "✋");
        reactions.keep(Timestamp(1)).await.unwrap();

        let mut again = Reactions::new(vault.clone());
        assert_eq!(again.standing("ana on 1").await.unwrap().unwrap(), "✋");
        again.stage("ana on 1", "");
        again.stage("ben on 1", "🙋");
        assert_eq!(again.standing("ana on 1").await.unwrap(), None);
        again.keep(Timestamp(1)).await.unwrap();
        again.sweep(Timestamp(1).plus(KEPT_FOR)).await.unwrap();
        assert!(again.standing("ben on 1").await.unwrap().is_some());
        let later = Timestamp(2).plus(KEPT_FOR);
        again.sweep(later).await.unwrap();
        assert_eq!(again.standing("ben on 1").await.unwrap(), None);
    }
}
