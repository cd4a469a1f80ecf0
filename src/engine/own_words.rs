//! The bot's own words, for a while. Where somebody else's bridge joins two of its rooms, or one room is reached twice,
//! they come back under another's name; they are no neighbour's, and must not become a post.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use wegotus_chat::{Event, EventKind, SenderKind, Timestamp};

/// How long they may be on their way.
const REMEMBERED: Duration = Duration::from_secs(3600);
const AT_MOST: usize = 256;
/// Shorter ones ("ok", "done") are anybody's. In letters and digits.
const SHORTEST: usize = 16;
/// How much a bridge may put before them: who said it, where. In letters and digits.
const LONGEST_NAME: usize = 80;

/// What the bot said lately, letters and digits alone: bridges change the rest. In memory only.
#[derive(Default)]
pub(super) struct OwnWords(Mutex<VecDeque<(Timestamp, String)>>);

impl OwnWords {
    /// The bot says this now.
    pub fn said(&self, text: &str, now: Timestamp) {
        let words = letters(text);
        if words.chars().count() < SHORTEST {
            return;
        }
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(at, known)| now.since(*at) < REMEMBERED && *known != words);
        if all.len() >= AT_MOST {
            all.pop_front();
        }
        all.push_back((now, words));
    }

    /// Whether somebody seems to say what the bot said, perhaps after its name.
    pub fn come_back(&self, event: &Event, now: Timestamp) -> bool {
        let (EventKind::Message { body, .. } | EventKind::Edited { body, .. }) = &event.kind else {
            return false;
        };
        if event.sender.kind != SenderKind::Person {
            return false;
        }
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return false;
        }
        let heard = letters(body.as_str());
        let mut fresh = all.iter().filter(|(at, _)| now.since(*at) < REMEMBERED);
        fresh.any(|(_, words)| {
            let before = heard.strip_suffix(words.as_str());
            before.is_some_and(|name| name.chars().count() <= LONGEST_NAME)
        })
    }
}

/// The letters and digits of a text, small.
fn letters(text: &str) -> String {
    let kept = text.chars().filter(|it| it.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use wegotus_chat::{EventKey, MessageRef, Name, PersonRef, Platform, RoomRef, Sender, Text};

    use super::*;

    fn heard(body: &str) -> Event {
        let room = RoomRef::new(Platform::Matrix, "!a:b");
        Event {
            key: EventKey("k".into()),
            sender: Sender {
                person: PersonRef::new(Platform::Matrix, "@whatsapp_1:b"),
                name: Name::default(),
                kind: SenderKind::Person,
                private: false,
            },
            at: Timestamp(0),
            vanishes: None,
            kind: EventKind::Message {
                msg: MessageRef::new(room.clone(), "m"),
                body: Text::from(body),
                reply_to: None,
                attachments: Vec::new(),
            },
            room,
        }
    }

    #[test]
    fn own_words_are_known_when_they_come_back() {
        let notice = "📌 Need #14 · diapers size 4. Reply \"claim\" to help.";
        let words = OwnWords::default();
        words.said(notice, Timestamp(0));
        words.said("done", Timestamp(0));
        let soon = Timestamp(60_000);
        for back in [
            notice,
            "wegotus: 📌 Need #14 · diapers size 4. Reply \"claim\" to help.",
            "*wegotus* (WhatsApp)\n> Need 14, diapers size 4 — reply “claim” to help",
        ] {
            assert!(words.come_back(&heard(back), soon), "{back}");
        }
        for other in [
            "done",
            "claim",
            "",
            "need: diapers size 4",
            "📌 Need #14 · diapers size 4. Reply \"claim\" to help. Who can?",
        ] {
            assert!(!words.come_back(&heard(other), soon), "{other}");
        }
        assert!(!words.come_back(&heard(notice), Timestamp(3_600_000)));
    }
}
