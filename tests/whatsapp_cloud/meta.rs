//! Meta, as far as the bot can see it: a Graph API that takes messages and tells what became of them, and people whose
//! words are posted to the webhook until they are answered with 200, and once more after that. Made of the shapes in
//! `tests/fixtures/whatsapp-cloud`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use async_trait::async_trait;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use wegotus_script::{Change, Handle, Place, Process, Reaction, Seen, Stage, free_port};
use wegotus_whatsapp_cloud::sign;

const SECRET: &str = "open sesame";
/// How long things may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two tries, or two looks.
const A_MOMENT: Duration = Duration::from_millis(30);
/// The rooms; a group's id is its name.
const ROOMS: [&str; 2] = ["elm", "oak"];
/// Who asks for help in order to see that all is answered; nobody sees them.
const USHER: &str = "Usher";

/// Meta, two groups, and the bot in them.
pub struct Meta {
    there: There,
    program: PathBuf,
    folder: TempDir,
    port: u16,
    process: tokio::sync::Mutex<Process>,
}

/// What Meta's servers know.
#[derive(Clone)]
struct There {
    http: Client,
    webhook: String,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Default)]
struct Inside {
    messages: Vec<Message>,
    /// People; their numbers follow each other.
    people: Vec<String>,
    ids: u64,
    /// How many answers will be lost.
    lost: usize,
    templates: usize,
}

struct Message {
    place: Place,
    /// The bot, or the usher's question, is nobody.
    sender: String,
    seen: Seen,
}

impl Meta {
    /// Starts `program` (a built `wegotus`) and waits until it hears.
    pub async fn start(program: impl AsRef<Path>) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("wegotus-cloud-")
            .tempdir()?;
        let port = free_port()?;
        let there = There {
            http: Client::builder().no_proxy().build()?,
            webhook: format!("http://127.0.0.1:{port}/whatsapp"),
            inside: Arc::default(),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let graph = listener.local_addr()?;
        let app = Router::new()
            .route("/v25.0/{number}", get(health))
            .route("/v25.0/{number}/messages", post(take))
            .with_state(there.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let config = format!(
            "[safety]\nposts_per_hour = 0\n[whatsapp_cloud]\nphone_number_id = \"1\"\naccess_token = \"a token\"\n\
             app_secret = \"{SECRET}\"\nverify_token = \"a word\"\nlisten = \"127.0.0.1:{port}\"\n\
             template = \"neighbour_news\"\nall_groups = true\ngraph = \"http://{graph}/v25.0\"\n"
        );
        std::fs::write(folder.path().join("wegotus.toml"), config)?;
        let program = program.as_ref().to_owned();
        let process = launch(&program, folder.path())?;
        let meta = Self {
            there,
            program,
            folder,
            port,
            process: process.into(),
        };
        for room in ROOMS {
            let group = json!({
                "timestamp": now().to_string(), "group_id": room, "type": "group_create",
                "request_id": "r", "subject": room,
            });
            let change = json!({ "groups": [group] });
            meta.until_posted(change, "group_lifecycle_update").await?;
        }
        Ok(meta)
    }

    /// So many of the next answers will be lost.
    pub fn lose(&self, count: usize) {
        self.there.inside().lost += count;
    }

    /// How many templates were sent.
    pub fn templates(&self) -> usize {
        self.there.inside().templates
    }

    /// What `wegotus board` tells.
    pub fn board(&self) -> Result<String> {
        let asked = Command::new(&self.program)
            .arg("board")
            .current_dir(self.folder.path())
            .output()?;
        ensure!(asked.status.success(), "{asked:?}");
        Ok(String::from_utf8(asked.stdout)?)
    }

    /// Posts a change to the webhook until it is taken; and once more, as Meta may.
    async fn until_posted(&self, change: Value, field: &str) -> Result<()> {
        let request = request(change, field);
        let posting = async {
            let mut tries = tokio::time::interval(A_MOMENT);
            loop {
                tries.tick().await;
                if self.there.posts(&request).await {
                    break;
                }
                if let Some(status) = self.process.lock().await.ended()? {
                    bail!("wegotus ended: {status}");
                }
            }
            self.there.posts(&request).await;
            Ok(())
        };
        match tokio::time::timeout(PATIENCE, posting).await {
            Ok(posted) => posted,
            Err(_) => bail!(
                "the webhook on port {} takes nothing; wegotus said:\n{}",
                self.port,
                self.process.lock().await.said()
            ),
        }
    }

    /// Posts what somebody did.
    async fn does(&self, place: &Place, person: &str, id: &str, what: Value) -> Result<()> {
        let number = self.there.inside().number(person);
        let mut message = json!({ "from": number, "id": id, "timestamp": now().to_string() });
        if let Place::Room(room) = place {
            message["group_id"] = json!(room);
        }
        for (key, value) in what.as_object().context("no parts")? {
            message[key] = value.clone();
        }
        let contact = json!({ "profile": { "name": person }, "wa_id": number });
        let change = json!({ "contacts": [contact], "messages": [message] });
        self.until_posted(change, "messages").await
    }
}

impl There {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Posts once; whether it was taken.
    async fn posts(&self, request: &Value) -> bool {
        let bytes = request.to_string();
        let signature = sign(bytes.as_bytes(), &SECRET.into());
        let posted = self
            .http
            .post(&self.webhook)
            .header("X-Hub-Signature-256", signature)
            .body(bytes);
        posted.send().await.is_ok_and(|it| it.status() == 200)
    }

    /// Tells what became of a message, until that is heard.
    async fn tells(self, id: String, to: Value, key: Value) {
        let mut tries = tokio::time::interval(A_MOMENT);
        for status in ["sent", "delivered"] {
            let status = json!({
                "id": id, "status": status, "timestamp": now().to_string(), "recipient_id": to,
                "biz_opaque_callback_data": key,
            });
            let request = request(json!({ "statuses": [status] }), "messages");
            while !self.posts(&request).await {
                tries.tick().await;
            }
        }
    }
}

impl Inside {
    fn id(&mut self) -> String {
        self.ids += 1;
        format!("wamid.{}", self.ids)
    }

    fn number(&mut self, person: &str) -> String {
        let known = self.people.iter().position(|it| it == person);
        let at = known.unwrap_or_else(|| {
            self.people.push(person.to_owned());
            self.people.len() - 1
        });
        format!("{}", 12_025_550_101 + at)
    }

    fn person(&self, number: &str) -> Option<String> {
        let at = number.parse::<usize>().ok()?.checked_sub(12_025_550_101)?;
        self.people.get(at).cloned()
    }
}

fn launch(program: &Path, folder: &Path) -> Result<Process> {
    let mut command = Command::new(program);
    command.current_dir(folder);
    Process::start(&command, &folder.join("wegotus.log"))
}

/// Seconds, as Meta counts them.
#[expect(
    clippy::disallowed_methods,
    reason = "people's messages have the time of this machine"
)]
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |it| it.as_secs())
}

fn request(mut change: Value, field: &str) -> Value {
    change["messaging_product"] = json!("whatsapp");
    change["metadata"] = json!({ "display_phone_number": "12025550100", "phone_number_id": "1" });
    let changes = json!([{ "value": change, "field": field }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "2", "changes": changes }] })
}

async fn health() -> Response {
    let health = json!({ "can_send_message": "AVAILABLE", "entities": [] });
    Json(json!({ "health_status": health, "id": "1" })).into_response()
}

/// The bot sends something.
async fn take(State(there): State<There>, Json(message): Json<Value>) -> Response {
    let (id, is_lost) = {
        let mut inside = there.inside();
        let to = message["to"].as_str().unwrap_or_default();
        let place = match message["recipient_type"].as_str() {
            Some("group") => Place::Room(to.to_owned()),
            _ => Place::Direct(inside.person(to).unwrap_or_else(|| to.to_owned())),
        };
        let id = inside.id();
        if message["type"] == "reaction" {
            let on = message["reaction"]["message_id"].as_str();
            let emoji = message["reaction"]["emoji"].as_str().unwrap_or_default();
            let mut all = inside.messages.iter_mut();
            if let Some(on) = all.find(|it| Some(it.seen.id.as_str()) == on) {
                on.seen.reactions.push(Reaction {
                    emoji: emoji.to_owned(),
                    person: "wegotus".to_owned(),
                });
            }
        } else {
            inside.templates += usize::from(message["type"] == "template");
            let words = message.pointer("/template/components/0/parameters/0/text");
            let words = words.unwrap_or(&message["text"]["body"]);
            let answers = message.pointer("/context/message_id");
            let seen = Seen {
                id: id.clone(),
                sender: "wegotus".to_owned(),
                is_bot: true,
                text: words.as_str().unwrap_or_default().to_owned(),
                reply_to: answers.and_then(Value::as_str).map(str::to_owned),
                edited: false,
                deleted: false,
                reactions: Vec::new(),
            };
            inside.messages.push(Message {
                place,
                sender: String::new(),
                seen,
            });
        }
        let is_lost = inside.lost > 0 && message["type"] != "reaction";
        inside.lost -= usize::from(is_lost);
        (id, is_lost)
    };
    let key = message["biz_opaque_callback_data"].clone();
    tokio::spawn(there.tells(id.clone(), message["to"].clone(), key));
    if is_lost {
        let broken = futures_util::stream::iter([
            Ok(Bytes::from_static(b"{")),
            Err(std::io::Error::other("lost")),
        ]);
        return Body::from_stream(broken).into_response();
    }
    let taken = json!({ "messaging_product": "whatsapp", "messages": [{ "id": id }] });
    Json(taken).into_response()
}

#[async_trait]
impl Stage for Meta {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        let reply_to = reply_to.map(|it| it.id.clone());
        let id = {
            let mut inside = self.there.inside();
            let id = inside.id();
            inside.messages.push(Message {
                place: place.clone(),
                sender: person.to_owned(),
                seen: Seen {
                    id: id.clone(),
                    sender: person.to_owned(),
                    is_bot: false,
                    text: text.to_owned(),
                    reply_to: reply_to.clone(),
                    edited: false,
                    deleted: false,
                    reactions: Vec::new(),
                },
            });
            id
        };
        let mut what = json!({ "type": "text", "text": { "body": text } });
        if let Some(to) = reply_to {
            what["context"] = json!({ "id": to });
        }
        self.does(place, person, &id, what).await?;
        Ok(Handle {
            place: place.clone(),
            id,
        })
    }

    async fn react(
        &self,
        message: &Handle,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> Result<()> {
        let mut reaction = json!({ "message_id": message.id });
        // Meta leaves it out where it is taken off.
        if change == Change::Added {
            reaction["emoji"] = json!(emoji);
        }
        let id = self.there.inside().id();
        let what = json!({ "type": "reaction", "reaction": reaction });
        self.does(&message.place, person, &id, what).await
    }

    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()> {
        let id = self.there.inside().id();
        let edited = json!({ "type": "text", "text": { "body": text } });
        let edit = json!({ "original_message_id": message.id, "message": edited });
        let what = json!({ "type": "edit", "edit": edit });
        self.does(&message.place, person, &id, what).await
    }

    async fn delete(&self, message: &Handle, person: &str) -> Result<()> {
        let id = self.there.inside().id();
        let revoke = json!({ "original_message_id": message.id });
        let what = json!({ "type": "revoke", "revoke": revoke });
        self.does(&message.place, person, &id, what).await
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let inside = self.there.inside();
        let mut ushers: Vec<&str> = Vec::new();
        let mut seen = Vec::new();
        for message in inside.messages.iter().filter(|it| it.place == *place) {
            let answered = message.seen.reply_to.as_deref();
            if message.sender == USHER {
                ushers.push(&message.seen.id);
            } else if answered.is_none_or(|it| !ushers.contains(&it)) {
                seen.push(message.seen.clone());
            }
        }
        Ok(seen)
    }

    async fn restart(&self) -> Result<()> {
        let mut process = self.process.lock().await;
        process.kill9()?;
        *process = launch(&self.program, self.folder.path())?;
        Ok(())
    }

    /// A room is answered in order: once the usher has an answer, all before it was said.
    async fn settle(&self) -> Result<()> {
        for room in ROOMS {
            let place = Place::Room(room.to_owned());
            let asked = self.say(&place, USHER, "help", None).await?;
            let is_answered = || {
                let inside = self.there.inside();
                let mut all = inside.messages.iter();
                all.any(|it| it.seen.reply_to.as_ref() == Some(&asked.id))
            };
            let waiting = async {
                let mut looks = tokio::time::interval(A_MOMENT);
                while !is_answered() {
                    looks.tick().await;
                }
            };
            let waited = tokio::time::timeout(PATIENCE, waiting).await;
            waited.context("the usher is not answered")?;
        }
        Ok(())
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}
