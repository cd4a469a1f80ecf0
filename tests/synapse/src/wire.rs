//! A person by bare requests: light, fast, and blind in encrypted rooms.

use anyhow::{Context as _, Result};
use async_trait::async_trait;
use serde_json::Value;
use wegotus_script::Seen;

use crate::account::fresh_transaction;
use crate::timeline::Timeline;
use crate::{Account, Person};

/// A person whose client is nothing but HTTP requests.
#[derive(Clone)]
pub struct Wire {
    account: Account,
}

impl Wire {
    pub(crate) fn new(account: Account) -> Self {
        Self { account }
    }

    /// All events of a room from its beginning, as the homeserver keeps them.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn events(&self, room: &str) -> Result<Vec<Value>> {
        let mut events = Vec::new();
        let mut from = None;
        loop {
            let mut query = vec![("dir", "f"), ("limit", "1000")];
            query.extend(from.as_deref().map(|from: &str| ("from", from)));
            let mut page = self
                .account
                .get(&["v3", "rooms", room, "messages"], &query)
                .await?;
            match page["chunk"].take() {
                Value::Array(chunk) if !chunk.is_empty() => events.extend(chunk),
                _ => return Ok(events),
            }
            let Some(end) = page["end"].as_str() else {
                return Ok(events);
            };
            from = Some(end.to_owned());
        }
    }
}

#[async_trait]
impl Person for Wire {
    fn account(&self) -> &Account {
        &self.account
    }

    async fn send(&self, room: &str, kind: &str, content: Value) -> Result<String> {
        let path = ["v3", "rooms", room, "send", kind, &fresh_transaction()];
        let answer = self.account.put(&path, content).await?;
        answer["event_id"]
            .as_str()
            .map(str::to_owned)
            .context("no event id in the answer")
    }

    async fn messages(&self, room: &str) -> Result<Vec<Seen>> {
        let mut timeline = Timeline::default();
        self.events(room)
            .await?
            .iter()
            .for_each(|event| timeline.take(event));
        Ok(timeline.messages())
    }
}
