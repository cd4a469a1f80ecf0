//! Which emoji stand on messages. WhatsApp does not say which one is taken off, nor that one takes the place of
//! another, so they are remembered.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use wegotus_chat::{Ring, Sealed, SealedError, Timestamp};

/// How many are remembered: a promise is taken back within days, if ever.
const REMEMBERED: u64 = 2048;

/// Somebody's emoji on a message; none where it was taken off.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct On {
    pub by: String,
    pub message: String,
    pub emoji: String,
    pub at: Timestamp,
}

/// The latest of them, by person and message.
#[derive(Default)]
pub(crate) struct Reactions(HashMap<(String, String), On>);

impl Reactions {
    /// What somebody last did to a message.
    pub(crate) fn of(&self, by: &str, message: &str) -> Option<&On> {
        // A map of pairs cannot be asked with two borrowed halves.
        self.0.get(&(by.to_owned(), message.to_owned()))
    }

    fn set(&mut self, on: On) {
        let key = (on.by.clone(), on.message.clone());
        let newer = |there: &On| there.at > on.at;
        if !self.0.get(&key).is_some_and(newer) {
            self.0.insert(key, on);
        }
    }
}

/// The same, in sealed storage.
pub(crate) struct Kept {
    ring: Ring<On>,
    pub reactions: Reactions,
}

impl Kept {
    pub(crate) async fn load(vault: Arc<dyn Sealed>) -> Result<Self, SealedError> {
        let ring = Ring::<On>::load(vault, "whatsapp-cloud/reactions", REMEMBERED).await?;
        let mut reactions = Reactions::default();
        for (_, on) in ring.iter() {
            reactions.set(on.clone());
        }
        Ok(Self { ring, reactions })
    }

    /// Keeps one more. On disk when this returns.
    pub(crate) async fn keep(&mut self, on: On) -> Result<(), SealedError> {
        if self.reactions.of(&on.by, &on.message) == Some(&on) {
            return Ok(());
        }
        self.ring.push(on.clone()).await?;
        self.reactions.set(on);
        if self.reactions.0.len() as u64 > 2 * REMEMBERED {
            let held = self.ring.iter().map(|(_, on)| on.clone());
            let mut again = Reactions::default();
            held.for_each(|on| again.set(on));
            self.reactions = again;
        }
        Ok(())
    }
}
