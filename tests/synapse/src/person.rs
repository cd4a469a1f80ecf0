//! What people do in rooms.

use anyhow::Result;
use async_trait::async_trait;
use serde_json::{Value, json};
use wegotus_script::Seen;

use crate::Account;

/// A person on the homeserver. Messages and rooms go by their Matrix ids.
#[async_trait]
pub trait Person: Send + Sync {
    /// Their account.
    fn account(&self) -> &Account;

    /// Sends an event, encrypted where the room is; gives its id.
    async fn send(&self, room: &str, kind: &str, content: Value) -> Result<String>;

    /// All messages they see in a room, oldest first, edits applied; senders by user id.
    async fn messages(&self, room: &str) -> Result<Vec<Seen>>;

    /// Writes a message.
    async fn say(&self, room: &str, text: &str) -> Result<String> {
        self.send(
            room,
            "m.room.message",
            json!({ "msgtype": "m.text", "body": text }),
        )
        .await
    }

    /// Answers a message.
    async fn reply(&self, room: &str, to: &str, text: &str) -> Result<String> {
        let relation = json!({ "m.in_reply_to": { "event_id": to } });
        let content = json!({ "msgtype": "m.text", "body": text, "m.relates_to": relation });
        self.send(room, "m.room.message", content).await
    }

    /// Puts an emoji on a message; gives the id of the reaction, which a redaction takes off again.
    async fn react(&self, room: &str, to: &str, emoji: &str) -> Result<String> {
        let relation = json!({ "rel_type": "m.annotation", "event_id": to, "key": emoji });
        self.send(room, "m.reaction", json!({ "m.relates_to": relation }))
            .await
    }

    /// Replaces the text of their own message.
    async fn edit(&self, room: &str, message: &str, text: &str) -> Result<String> {
        let content = json!({
            "msgtype": "m.text",
            "body": format!("* {text}"),
            "m.new_content": { "msgtype": "m.text", "body": text },
            "m.relates_to": { "rel_type": "m.replace", "event_id": message },
        });
        self.send(room, "m.room.message", content).await
    }
}
