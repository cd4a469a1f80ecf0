//! What was said lately, in memory alone: WhatsApp shows in a reply the words it answers, so whoever replies has to
//! send them along.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use wegotus_chat::{MessageRef, RoomRef, Text};

/// The words of the latest messages, and after how many seconds those of a chat vanish.
#[derive(Clone, Default)]
pub(crate) struct Lately(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    words: HashMap<MessageRef, Text>,
    order: VecDeque<MessageRef>,
    timers: HashMap<RoomRef, u32>,
}

impl Lately {
    const REMEMBERED: usize = 512;
    /// An app shows no more of a quoted message.
    const LONGEST: usize = 256;

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody said this.
    pub(crate) fn said(&self, msg: &MessageRef, words: &str) {
        let words: String = words.chars().take(Self::LONGEST).collect();
        let mut known = self.known();
        if known.words.insert(msg.clone(), Text::from(words)).is_some() {
            return;
        }
        known.order.push_back(msg.clone());
        if known.order.len() > Self::REMEMBERED
            && let Some(oldest) = known.order.pop_front()
        {
            known.words.remove(&oldest);
        }
    }

    /// It was taken back.
    pub(crate) fn unsaid(&self, msg: &MessageRef) {
        if let Some(words) = self.known().words.get_mut(msg) {
            *words = Text::default();
        }
    }

    /// The words of a message; empty where they are not known.
    pub(crate) fn words(&self, msg: &MessageRef) -> Text {
        self.known().words.get(msg).cloned().unwrap_or_default()
    }

    /// What is said in this room vanishes after so many seconds; 0: it stays.
    pub(crate) fn set_timer(&self, room: &RoomRef, seconds: u32) {
        let mut known = self.known();
        if seconds == 0 {
            known.timers.remove(room);
        } else {
            known.timers.insert(room.clone(), seconds);
        }
    }

    /// After how many seconds what is said in this room vanishes.
    pub(crate) fn timer(&self, room: &RoomRef) -> Option<u32> {
        self.known().timers.get(room).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wegotus_chat::Platform;

    #[test]
    fn the_latest_words_are_there_and_no_more() {
        let lately = Lately::default();
        let room = RoomRef::new(Platform::WhatsApp, "room");
        let msg = |it: usize| MessageRef::new(room.clone(), it.to_string());
        for it in 0..=Lately::REMEMBERED {
            lately.said(&msg(it), "word");
        }
        assert_eq!(lately.words(&msg(0)).as_str(), "");
        assert_eq!(lately.words(&msg(1)).as_str(), "word");
        lately.unsaid(&msg(1));
        assert_eq!(lately.words(&msg(1)).as_str(), "");
    }
}
