//! An account on the homeserver, and what needs no encryption: rooms and who is in them.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::api::{Api, Call};

/// Somebody's account, with an access token of its own.
#[derive(Clone)]
pub struct Account {
    pub(crate) api: Api,
    pub(crate) token: String,
    name: String,
    user_id: String,
    password: String,
}

/// A log-in.
pub struct Session {
    /// What proves it.
    pub access_token: String,
    /// The device it made.
    pub device_id: String,
}

impl Account {
    pub(crate) async fn register(api: &Api, name: &str) -> Result<Self> {
        let username: String = name
            .to_lowercase()
            .chars()
            .filter(|it| it.is_ascii_alphanumeric() || *it == '_')
            .collect();
        let password = format!("the secret of {username}");
        let body = json!({
            "auth": { "type": "m.login.dummy" },
            "username": username,
            "password": password,
        });
        let path = &["v3", "register"];
        let answer = api
            .post(Call {
                path,
                body: Some(body),
                ..Call::default()
            })
            .await?;
        let field = |name: &str| {
            answer[name]
                .as_str()
                .map(str::to_owned)
                .context("no such field")
        };
        let account = Self {
            api: api.clone(),
            token: field("access_token")?,
            user_id: field("user_id")?,
            name: name.to_owned(),
            password,
        };
        account.rename(name).await?;
        Ok(account)
    }

    /// Goes by another name from now on.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn rename(&self, name: &str) -> Result<()> {
        let path = &["v3", "profile", &self.user_id, "displayname"];
        self.put(path, json!({ "displayname": name }))
            .await
            .map(drop)
    }

    /// Sets a room's state.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn set_state(&self, room: &str, kind: &str, key: &str, content: Value) -> Result<()> {
        let path = &["v3", "rooms", room, "state", kind, key];
        self.put(path, content).await.map(drop)
    }

    /// `@ana:localhost`.
    #[must_use]
    pub fn user_id(&self) -> &str {
        &self.user_id
    }

    /// The name they go by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they log in with.
    #[must_use]
    pub fn password(&self) -> &str {
        &self.password
    }

    /// Opens a room that only the invited can join; gives its id.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn create_room(&self, name: &str) -> Result<String> {
        self.new_room(json!({ "name": name, "preset": "private_chat" }))
            .await
    }

    /// Opens an end-to-end-encrypted room that only the invited can join; gives its id.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn create_encrypted_room(&self, name: &str) -> Result<String> {
        let encryption = json!({
            "type": "m.room.encryption",
            "state_key": "",
            "content": { "algorithm": "m.megolm.v1.aes-sha2" },
        });
        let body = json!({ "name": name, "preset": "private_chat", "initial_state": [encryption] });
        self.new_room(body).await
    }

    /// Opens a private chat with somebody, who is invited; gives its id.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn create_direct_room(&self, with: &str) -> Result<String> {
        let body = json!({ "preset": "trusted_private_chat", "is_direct": true, "invite": [with] });
        self.new_room(body).await
    }

    /// Invites somebody.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn invite(&self, room: &str, user_id: &str) -> Result<()> {
        let body = json!({ "user_id": user_id });
        self.post(&["v3", "rooms", room, "invite"], body)
            .await
            .map(drop)
    }

    /// Puts somebody out of a room.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn kick(&self, room: &str, user_id: &str) -> Result<()> {
        let body = json!({ "user_id": user_id });
        self.post(&["v3", "rooms", room, "kick"], body)
            .await
            .map(drop)
    }

    /// Logs in once more, as a device of its own.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn another_session(&self) -> Result<Session> {
        let body = json!({
            "type": "m.login.password",
            "identifier": { "type": "m.id.user", "user": self.user_id },
            "password": self.password,
        });
        let answer = self.post(&["v3", "login"], body).await?;
        let field = |name: &str| answer[name].as_str().map(str::to_owned);
        Ok(Session {
            access_token: field("access_token").context("no token")?,
            device_id: field("device_id").context("no device")?,
        })
    }

    /// Ends every session of the account, this one too.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn log_out_everywhere(&self) -> Result<()> {
        self.post(&["v3", "logout", "all"], json!({}))
            .await
            .map(drop)
    }

    /// Joins a room they were invited to.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn join(&self, room: &str) -> Result<()> {
        self.post(&["v3", "rooms", room, "join"], json!({}))
            .await
            .map(drop)
    }

    /// The user ids of all who are in a room.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn members(&self, room: &str) -> Result<Vec<String>> {
        let answer = self
            .get(&["v3", "rooms", room, "joined_members"], &[])
            .await?;
        let joined = answer["joined"].as_object().context("nobody is joined")?;
        Ok(joined.keys().cloned().collect())
    }

    /// The rooms they are in.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn rooms(&self) -> Result<Vec<String>> {
        let answer = self.get(&["v3", "joined_rooms"], &[]).await?;
        let rooms = answer["joined_rooms"]
            .as_array()
            .context("no list of rooms")?;
        Ok(rooms
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// Takes back a message or a reaction.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn redact(&self, room: &str, event: &str) -> Result<()> {
        let txn = fresh_transaction();
        self.put(&["v3", "rooms", room, "redact", event, &txn], json!({}))
            .await
            .map(drop)
    }

    pub(crate) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Value> {
        self.api
            .get(Call {
                path,
                query,
                token: Some(&self.token),
                body: None,
            })
            .await
    }

    pub(crate) async fn put(&self, path: &[&str], body: Value) -> Result<Value> {
        self.api
            .put(Call {
                path,
                query: &[],
                token: Some(&self.token),
                body: Some(body),
            })
            .await
    }

    async fn post(&self, path: &[&str], body: Value) -> Result<Value> {
        self.api
            .post(Call {
                path,
                query: &[],
                token: Some(&self.token),
                body: Some(body),
            })
            .await
    }

    async fn new_room(&self, body: Value) -> Result<String> {
        let answer = self.post(&["v3", "createRoom"], body).await?;
        answer["room_id"]
            .as_str()
            .map(str::to_owned)
            .context("no room id in the answer")
    }
}

/// A transaction id that was not used before.
pub(crate) fn fresh_transaction() -> String {
    format!("{:016x}", fastrand::u64(..))
}
