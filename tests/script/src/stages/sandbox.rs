//! The three sandbox rooms of a real `wegotus` process, through its JSON interface (`docs/sandbox.md`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use async_trait::async_trait;
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::{Change, Handle, Place, Process, Reaction, Seen, Stage, free_port};

/// How long the program may take until it answers.
const UNTIL_READY: Duration = Duration::from_secs(60);
/// The name the bot goes by in the sandbox's rooms.
const BOT: &str = "wegotus";

/// A sandbox on a free port, with a store of its own. People are any names; rooms are `whatsapp`,
/// `signal` and `matrix`. It ends with this value, and its store with it.
pub struct Sandbox {
    http: Client,
    url: Url,
    program: PathBuf,
    folder: PathBuf,
    /// Removed with this value, where the folder is no one else's.
    _temporary: Option<TempDir>,
    port: u16,
    process: Mutex<Process>,
    /// People wait for the bot.
    in_turn: bool,
}

impl Sandbox {
    /// Starts `program` (a built `wegotus`) and waits until its sandbox answers.
    ///
    /// # Errors
    /// When it does not start; then with what it said.
    pub async fn start(program: impl AsRef<Path>) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("wegotus-sandbox-")
            .tempdir()?;
        let mut sandbox = Self::start_in(program, folder.path()).await?;
        sandbox._temporary = Some(folder);
        Ok(sandbox)
    }

    /// Starts `program` with all it writes in `folder`, and with the `wegotus.toml` there, where there is one.
    ///
    /// # Errors
    /// When it does not start; then with what it said.
    pub async fn start_in(program: impl AsRef<Path>, folder: &Path) -> Result<Self> {
        let program = program.as_ref().to_owned();
        let port = free_port()?;
        let sandbox = Self {
            http: Client::builder().no_proxy().build()?,
            url: Url::parse(&format!("http://127.0.0.1:{port}/sandbox/api/"))?,
            process: Mutex::new(launch(&program, folder, port)?),
            in_turn: false,
            program,
            folder: folder.to_owned(),
            _temporary: None,
            port,
        };
        sandbox.ready().await?;
        Ok(sandbox)
    }

    /// Starts the program that `WEGOTUS_BIN` names.
    ///
    /// # Errors
    /// When it names none, or that does not start.
    pub async fn from_env() -> Result<Self> {
        let program = std::env::var_os("WEGOTUS_BIN").context("WEGOTUS_BIN names no program")?;
        Self::start(PathBuf::from(program)).await
    }

    /// From now on people say and do something only after the bot has done all it is going to do about what was before: a
    /// notice that is edited was seen first.
    #[must_use]
    pub fn in_turn(mut self) -> Self {
        self.in_turn = true;
        self
    }

    /// Where its page is.
    #[must_use]
    pub fn page(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// The posts on the board, as the interface gives them.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub async fn board(&self) -> Result<Value> {
        self.get(&["board"]).await
    }

    /// Moves the sandbox's clock forward, through all that falls due on the way.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub async fn advance(&self, by: Duration) -> Result<()> {
        self.post("clock", &json!({ "advance_seconds": by.as_secs() }))
            .await
            .map(drop)
    }

    /// Moves its clock forward as if the bot had been off meanwhile.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub async fn sleep_through(&self, time: Duration) -> Result<()> {
        let body = json!({ "advance_seconds": time.as_secs(), "asleep": true });
        self.post("clock", &body).await.map(drop)
    }

    /// The bot cannot write to `person` before they write to it, as on some networks.
    ///
    /// # Errors
    /// When the sandbox does not answer.
    pub async fn cannot_write_to(&self, person: &str) -> Result<()> {
        let body = json!({ "person": person });
        self.post("unreachable", &body).await.map(drop)
    }

    /// Waits for the bot, where people do.
    async fn wait(&self) -> Result<()> {
        if self.in_turn {
            self.settle().await?;
        }
        Ok(())
    }

    async fn say_with(
        &self,
        place: &Place,
        reply_to: Option<&Handle>,
        mut body: Value,
    ) -> Result<Handle> {
        self.wait().await?;
        body["room"] = json!(place.to_string());
        if let Some(to) = reply_to {
            body["reply_to"] = json!(to.id);
        }
        let said = self.post("say", &body).await?;
        let id = said["message"]
            .as_str()
            .context("say answered without a message id")?
            .to_owned();
        Ok(Handle {
            place: place.clone(),
            id,
        })
    }

    async fn ready(&self) -> Result<()> {
        let waiting = async {
            let mut looks = tokio::time::interval(Duration::from_millis(20));
            loop {
                looks.tick().await;
                let mut process = self.process.lock().await;
                if let Some(status) = process.ended()? {
                    bail!("wegotus ended ({status}) and said:\n{}", process.said());
                }
                drop(process);
                if self.get(&["rooms"]).await.is_ok() {
                    return Ok(());
                }
            }
        };
        match tokio::time::timeout(UNTIL_READY, waiting).await {
            Ok(ready) => ready,
            Err(_) => bail!(
                "no sandbox; wegotus said:\n{}",
                self.process.lock().await.said()
            ),
        }
    }

    async fn get(&self, path: &[&str]) -> Result<Value> {
        answer(self.http.get(self.endpoint(path)?)).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        answer(self.http.post(self.endpoint(&[path])?).json(body)).await
    }

    fn endpoint(&self, path: &[&str]) -> Result<Url> {
        let mut url = self.url.clone();
        let Ok(mut segments) = url.path_segments_mut() else {
            bail!("{} has no path", self.url)
        };
        segments.pop_if_empty().extend(path);
        drop(segments);
        Ok(url)
    }
}

#[async_trait]
impl Stage for Sandbox {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        let body = json!({ "person": person, "text": text });
        self.say_with(place, reply_to, body).await
    }

    async fn show(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        let body = json!({ "person": person, "text": text, "picture": true });
        self.say_with(place, reply_to, body).await
    }

    async fn react(
        &self,
        message: &Handle,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> Result<()> {
        self.wait().await?;
        let remove = change == Change::Removed;
        let body =
            json!({ "message": message.id, "person": person, "emoji": emoji, "remove": remove });
        self.post("react", &body).await.map(drop)
    }

    async fn edit(&self, message: &Handle, _person: &str, text: &str) -> Result<()> {
        self.wait().await?;
        self.post("edit", &json!({ "message": message.id, "text": text }))
            .await
            .map(drop)
    }

    async fn delete(&self, message: &Handle, _person: &str) -> Result<()> {
        self.wait().await?;
        self.post("delete", &json!({ "message": message.id }))
            .await
            .map(drop)
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let answer = self.get(&["rooms", &place.to_string()]).await?;
        let messages: Messages = serde_json::from_value(answer)?;
        Ok(messages.messages.into_iter().map(Seen::from).collect())
    }

    async fn restart(&self) -> Result<()> {
        let mut process = self.process.lock().await;
        process.kill9()?;
        *process = launch(&self.program, &self.folder, self.port)?;
        drop(process);
        self.ready().await
    }

    async fn settle(&self) -> Result<()> {
        self.post("settle", &json!({})).await.map(drop)
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(10)
    }
}

#[derive(Deserialize)]
struct Messages {
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    id: String,
    sender: String,
    text: String,
    reply_to: Option<String>,
    #[serde(default)]
    edited: bool,
    #[serde(default)]
    deleted: bool,
    /// Emoji → who put it there.
    #[serde(default)]
    reactions: BTreeMap<String, Vec<String>>,
}

impl From<Message> for Seen {
    fn from(message: Message) -> Self {
        let reactions = message.reactions.into_iter().flat_map(|(emoji, people)| {
            people.into_iter().map(move |person| Reaction {
                emoji: emoji.clone(),
                person,
            })
        });
        Self {
            is_bot: message.sender == BOT,
            id: message.id,
            sender: message.sender,
            text: message.text,
            reply_to: message.reply_to,
            edited: message.edited,
            deleted: message.deleted,
            reactions: reactions.collect(),
        }
    }
}

/// Starts the program in a folder of its own, so that no config lying about elsewhere is read.
fn launch(program: &Path, folder: &Path, port: u16) -> Result<Process> {
    let program = program
        .canonicalize()
        .with_context(|| format!("no {}", program.display()))?;
    let mut command = Command::new(program);
    command
        .arg("--sandbox")
        .args(["--port", &port.to_string()])
        .arg("--data");
    command.arg(folder.join("data")).current_dir(folder);
    let config = folder.join("wegotus.toml");
    if config.exists() {
        command.arg("--config").arg(config);
    }
    Process::start(&command, &folder.join("wegotus.log"))
}

async fn answer(request: reqwest::RequestBuilder) -> Result<Value> {
    let response = request.send().await?;
    let (status, url) = (response.status(), response.url().clone());
    let body = response.text().await?;
    ensure!(
        status.is_success(),
        "{} answered {status}: {body}",
        url.path()
    );
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(&body).with_context(|| format!("{} did not answer JSON", url.path()))
}
