//! The bridge's own small records in sealed storage, besides rings: who people are, when they last wrote.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use wegotus_chat::{RoomRef, Sealed, SealedError, Timestamp};

use crate::reader::{Known, Who, called};

/// How many are held in memory; the rest is read when it is asked for.
const AT_HAND: usize = 4096;

/// What people are called in references. Somebody keeps the name of their first message, though a number they had
/// then is not told any more, or one is told that was not then.
pub(crate) struct People {
    vault: Arc<dyn Sealed>,
    known: Mutex<Known>,
}

impl People {
    pub(crate) fn new(vault: Arc<dyn Sealed>) -> Self {
        Self {
            vault,
            known: Mutex::default(),
        }
    }

    /// What these are called; whoever is new is remembered. On disk when this returns.
    pub(crate) async fn meet(&self, people: &[Who]) -> Result<Known, SealedError> {
        let mut met = Known::new();
        for who in people {
            let Some(id) = &who.user_id else { continue };
            if met.contains_key(id) {
                continue;
            }
            let at_hand = self.at_hand(id);
            let native = match at_hand {
                Some(native) => native,
                None => self.read(id, who).await?,
            };
            met.insert(id.clone(), native);
        }
        Ok(met)
    }

    async fn read(&self, id: &str, who: &Who) -> Result<String, SealedError> {
        let name = format!("whatsapp-cloud/person/{id}");
        let kept = self.vault.get(&name).await?;
        let native = if let Some(native) = kept.and_then(|it| String::from_utf8(it).ok()) {
            native
        } else {
            let native = called(who, &Known::default()).unwrap_or_else(|| id.to_owned());
            self.vault.put(&name, native.as_bytes()).await?;
            native
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= AT_HAND {
            known.clear();
        }
        known.insert(id.to_owned(), native.clone());
        Ok(native)
    }

    fn at_hand(&self, id: &str) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).cloned()
    }
}

/// When somebody last wrote in each room: for 24 hours from then on, it may be answered there in words of one's own.
/// In a group anybody's message counts.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/pricing/>
pub(crate) struct Windows {
    vault: Arc<dyn Sealed>,
    heard: Mutex<HashMap<String, Heard>>,
}

#[derive(Clone, Copy)]
struct Heard {
    at: Timestamp,
    /// What is on disk, which need not be to the minute.
    kept: Timestamp,
}

/// A minute less than Meta's, so that a message is not on its way when it closes.
const WINDOW: Duration = Duration::from_secs(24 * 3600 - 60);
/// How far what is on disk may lag behind.
const LAG: Duration = Duration::from_secs(15 * 60);

impl Windows {
    pub(crate) fn new(vault: Arc<dyn Sealed>) -> Self {
        Self {
            vault,
            heard: Mutex::default(),
        }
    }

    /// Somebody wrote in a room.
    pub(crate) async fn heard(&self, room: &RoomRef, at: Timestamp) -> Result<(), SealedError> {
        let before = self.last(room).await?;
        let newer = at > before.at;
        let lags = newer && at.since(before.kept) > LAG;
        if lags {
            let bytes = at.0.to_le_bytes();
            self.vault.put(&name(room), &bytes).await?;
        }
        if newer {
            let kept = if lags { at } else { before.kept };
            self.set(room, Heard { at, kept });
        }
        Ok(())
    }

    /// Whether words of one's own may be written there. Where it cannot be read, Meta itself will say.
    pub(crate) async fn is_open(&self, room: &RoomRef, now: Timestamp) -> bool {
        match self.last(room).await {
            Ok(last) => now.since(last.at) < WINDOW && last.at > Timestamp::default(),
            Err(_) => true,
        }
    }

    /// Meta says that they were silent too long.
    pub(crate) async fn close(&self, room: &RoomRef) {
        self.set(room, Heard::NEVER);
        if let Err(error) = self.vault.erase(&name(room)).await {
            tracing::warn!(%error, "that nobody wrote in a room for a day cannot be written down");
        }
    }

    async fn last(&self, room: &RoomRef) -> Result<Heard, SealedError> {
        let at_hand = {
            let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            heard.get(&room.native).copied()
        };
        if let Some(heard) = at_hand {
            return Ok(heard);
        }
        let kept = self.vault.get(&name(room)).await?;
        let kept = kept.and_then(|it| Some(i64::from_le_bytes(it.try_into().ok()?)));
        let heard = kept.map_or(Heard::NEVER, |at| Heard {
            at: Timestamp(at),
            kept: Timestamp(at),
        });
        self.set(room, heard);
        Ok(heard)
    }

    fn set(&self, room: &RoomRef, it: Heard) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() >= AT_HAND && !heard.contains_key(&room.native) {
            heard.clear();
        }
        heard.insert(room.native.clone(), it);
    }
}

impl Heard {
    const NEVER: Self = Self {
        at: Timestamp(0),
        kept: Timestamp(0),
    };
}

fn name(room: &RoomRef) -> String {
    format!("whatsapp-cloud/heard/{}", room.native)
}

#[cfg(test)]
mod tests {
    use wegotus_chat::MemorySealed;

    use super::*;
    use crate::native;

    fn who(number: Option<&str>, user_id: &str) -> Who {
        Who {
            number: number.map(str::to_owned),
            user_id: Some(user_id.to_owned()),
        }
    }

    #[tokio::test]
    async fn somebody_stays_who_they_were_in_their_first_message() {
        let vault = Arc::new(MemorySealed::default());
        let known_first = [who(Some("12025550101"), "US.1"), who(None, "US.2")];
        let people = People::new(vault.clone());
        people.meet(&known_first).await.unwrap();
        let later = [who(None, "US.1"), who(Some("12025550102"), "US.2")];
        for people in [people, People::new(vault)] {
            let met = people.meet(&later).await.unwrap();
            assert_eq!(met["US.1"], "12025550101");
            assert_eq!(met["US.2"], "US.2");
        }
    }

    #[tokio::test]
    async fn a_room_is_open_for_a_day_after_somebody_wrote_there() {
        let vault = Arc::new(MemorySealed::default());
        let windows = Windows::new(vault.clone());
        let (ana, ben) = (native::private("1"), native::private("2"));
        let hour = Duration::from_secs(3600);
        let noon = Timestamp(1_000_000_000_000);
        windows.heard(&ana, noon).await.unwrap();
        windows.heard(&ana, noon.minus(hour)).await.unwrap();
        for windows in [windows, Windows::new(vault)] {
            assert!(windows.is_open(&ana, noon.plus(hour * 23)).await);
            assert!(!windows.is_open(&ana, noon.plus(hour * 24)).await);
            assert!(!windows.is_open(&ben, noon).await);
            windows.close(&ana).await;
            assert!(!windows.is_open(&ana, noon).await);
            windows.heard(&ana, noon).await.unwrap();
        }
    }
}
