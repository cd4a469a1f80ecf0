//! Events → the messages people see.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wegotus_script::{Reaction, Seen};

/// A room as its events have shaped it so far; senders by user id.
#[derive(Default)]
pub(crate) struct Timeline {
    seen: Vec<Seen>,
    /// Events already taken in: a sync may repeat some.
    taken: BTreeSet<String>,
    /// Reaction event → the message it is on, and what it is.
    reactions: BTreeMap<String, (String, Reaction)>,
}

impl Timeline {
    /// The messages now, oldest first.
    pub(crate) fn messages(&self) -> Vec<Seen> {
        let mut all = self.seen.clone();
        for (target, reaction) in self.reactions.values() {
            if let Some(seen) = all.iter_mut().find(|seen| seen.id == *target) {
                seen.reactions.push(reaction.clone());
            }
        }
        all
    }

    /// Takes in one event, as the homeserver gives it, decrypted. One it took in already changes
    /// nothing.
    pub(crate) fn take(&mut self, event: &Value) {
        let (Some(id), Some(sender)) = (event["event_id"].as_str(), event["sender"].as_str())
        else {
            return;
        };
        if !self.taken.insert(id.to_owned()) {
            return;
        }
        let content = &event["content"];
        match event["type"].as_str() {
            Some("m.room.message") => self.message(id, sender, content),
            // One that was redacted before it was seen: nothing is left to decrypt.
            Some("m.room.encrypted") if content["ciphertext"].is_null() => {
                self.message(id, sender, content);
            }
            Some("m.reaction") => self.reaction(id, sender, content),
            Some("m.room.redaction") => {
                let target = content["redacts"].as_str().or(event["redacts"].as_str());
                self.redaction(target.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn message(&mut self, id: &str, sender: &str, content: &Value) {
        let relation = &content["m.relates_to"];
        if relation["rel_type"] == "m.replace" {
            let target = relation["event_id"].as_str().unwrap_or_default();
            if let Some(seen) = self.find(target).filter(|seen| seen.sender == sender) {
                seen.text = body(&content["m.new_content"]);
                seen.edited = true;
            }
            return;
        }
        self.seen.push(Seen {
            id: id.to_owned(),
            sender: sender.to_owned(),
            is_bot: content["msgtype"] == "m.notice",
            text: body(content),
            reply_to: relation["m.in_reply_to"]["event_id"]
                .as_str()
                .map(str::to_owned),
            edited: false,
            // A redacted event comes from history without its body.
            deleted: content["body"].is_null(),
            reactions: Vec::new(),
        });
    }

    fn reaction(&mut self, id: &str, sender: &str, content: &Value) {
        let relation = &content["m.relates_to"];
        let (Some(target), Some(emoji)) = (relation["event_id"].as_str(), relation["key"].as_str())
        else {
            return;
        };
        let reaction = Reaction {
            emoji: emoji.to_owned(),
            person: sender.to_owned(),
        };
        self.reactions
            .insert(id.to_owned(), (target.to_owned(), reaction));
    }

    fn redaction(&mut self, target: &str) {
        self.reactions.remove(target);
        if let Some(seen) = self.find(target) {
            seen.text.clear();
            seen.deleted = true;
        }
    }

    fn find(&mut self, id: &str) -> Option<&mut Seen> {
        self.seen.iter_mut().find(|seen| seen.id == id)
    }
}

fn body(content: &Value) -> String {
    content["body"].as_str().unwrap_or_default().to_owned()
}
