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

    /// Begins to read a room from its first event on.
    #[must_use]
    pub fn follow(&self, room: &str) -> Follow {
        Follow {
            account: self.account.clone(),
            room: room.to_owned(),
            from: None,
            timeline: Timeline::default(),
            events: Vec::new(),
        }
    }
}

/// A room that is being read: each look takes in only what is new.
pub struct Follow {
    account: Account,
    room: String,
    from: Option<String>,
    timeline: Timeline,
    events: Vec<Value>,
}

impl Follow {
    /// All messages by now, oldest first, edits applied.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn messages(&mut self) -> Result<Vec<Seen>> {
        self.read_on().await?;
        Ok(self.timeline.messages())
    }

    /// All events by now, as the homeserver keeps them.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn events(&mut self) -> Result<&[Value]> {
        self.read_on().await?;
        Ok(&self.events)
    }

    async fn read_on(&mut self) -> Result<()> {
        loop {
            let mut query = vec![("dir", "f"), ("limit", "1000")];
            query.extend(self.from.as_deref().map(|from| ("from", from)));
            let path = ["v3", "rooms", &self.room, "messages"];
            let mut page = self.account.get(&path, &query).await?;
            let Value::Array(chunk) = page["chunk"].take() else {
                return Ok(());
            };
            chunk.iter().for_each(|event| self.timeline.take(event));
            self.events.extend(chunk);
            // No end: there is nothing more for now, and the next look begins where this one did.
            let Some(end) = page["end"].as_str() else {
                return Ok(());
            };
            self.from = Some(end.to_owned());
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
        self.follow(room).messages().await
    }
}
