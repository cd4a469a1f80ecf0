//! The stage on Signal groups: Ana, Ben and Cleo on the mock's phones, and the bot on the real signal-cli.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use serde_json::{Value, json};
use wegotus_script::{Change, Handle, Place, Seen, Stage};

use crate::timeline::{BOT, Directory, Timeline, binary};
use crate::{Bot, Rig};

/// How long an answer may take. A loaded machine is slow; the bot usually takes a tenth of a second.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long the bot may take until it answers for the first time: a JVM starts, and a link is made.
const UNTIL_THERE: Duration = Duration::from_secs(120);
const LOOK: Duration = Duration::from_millis(50);
/// Asks for help to see whether the bot is through with the rest; nobody else notices.
const USHER: &str = "Usher";
const PEOPLE: [&str; 4] = ["Ana", "Ben", "Cleo", USHER];
const ROOMS: [&str; 2] = ["signal", "matrix"];

/// Some groups, three neighbours in all of them, and the bot.
pub struct Street {
    /// The bot.
    pub bot: tokio::sync::Mutex<Bot>,
    /// What it runs on.
    pub rig: Rig,
    rooms: Vec<&'static str>,
    accounts: BTreeMap<String, String>,
    directory: Directory,
    timeline: Mutex<Timeline>,
    usher_said: Mutex<BTreeSet<String>>,
}

impl Street {
    /// Starts all of it, links the bot with `wegotus link signal`, and waits until it answers in both groups.
    ///
    /// # Errors
    /// When a part does not start or does not answer.
    pub async fn open() -> Result<Self> {
        let street = Self::people(&ROOMS).await?;
        street.begin().await?;
        Ok(street)
    }

    /// Links the bot with `wegotus link signal`, starts it, and waits until it answers in every group.
    ///
    /// # Errors
    /// When it does not start or does not answer.
    pub async fn begin(&self) -> Result<()> {
        self.link().await?;
        self.bot.lock().await.start()?;
        self.is_through(UNTIL_THERE).await
    }

    /// Links the bot with `wegotus link signal`, running or not.
    ///
    /// # Errors
    /// When that does not come to an end, or not well.
    pub async fn link(&self) -> Result<()> {
        self.bot.lock().await.link(&self.rig, BOT).await
    }

    /// Has the mock service do something to the account of the bot, or between it and somebody.
    ///
    /// # Errors
    /// When the mock service refuses.
    pub async fn signal(&self, command: &str, mut with: Value) -> Result<Value> {
        with["name"] = json!(BOT);
        self.rig.mock.call(command, with).await
    }

    /// `person` writes something that vanishes after so many seconds.
    ///
    /// # Errors
    /// When the mock service refuses.
    pub async fn says_for(
        &self,
        room: &str,
        person: &str,
        text: &str,
        seconds: u32,
    ) -> Result<Handle> {
        let place = Place::Room(room.to_owned());
        let content = json!({ "dataMessage": { "body": text, "expireTimer": seconds } });
        let id = self.write(&place, person, content).await?;
        lock(&self.timeline).add(&place, &id, person, text, None);
        Ok(Handle { place, id })
    }

    /// The groups and the people in them. The bot's account is a member too, but no bot is linked to it, and the one
    /// here has not been started.
    ///
    /// # Errors
    /// When the mock service does not start or does not answer.
    pub async fn people(rooms: &[&'static str]) -> Result<Self> {
        let rig = Rig::start().await?;
        let mut accounts = BTreeMap::new();
        for name in PEOPLE {
            let made = rig.mock.call("primary", json!({ "name": name })).await?;
            accounts.insert(name.to_owned(), text(&made["aci"])?);
        }
        let contacts = json!({ "name": BOT, "contacts": PEOPLE });
        let made = rig.mock.call("primary", contacts).await?;
        accounts.insert(BOT.to_owned(), text(&made["aci"])?);
        let members: Vec<_> = PEOPLE.iter().chain([&BOT]).collect();
        let mut titles = BTreeMap::new();
        for title in rooms {
            let group = json!({ "owner": "Ana", "title": title, "members": members });
            let made = rig.mock.call("group", group).await?;
            titles.insert(text(&made["masterKey"])?, (*title).to_owned());
        }
        let storage = json!({ "name": BOT, "contacts": PEOPLE, "groups": rooms });
        rig.mock.call("storage", storage).await?;
        let names = accounts.iter();
        let directory = Directory {
            names: names
                .map(|(name, account)| (account.clone(), name.clone()))
                .collect(),
            rooms: titles,
            viewer: "Ana",
        };
        Ok(Self {
            bot: tokio::sync::Mutex::new(Bot::new(&rig)?),
            rig,
            rooms: rooms.to_vec(),
            accounts,
            directory,
            timeline: Mutex::default(),
            usher_said: Mutex::default(),
        })
    }

    /// The bot's phone scans this code.
    ///
    /// # Errors
    /// When the mock service refuses.
    pub async fn scan(&self, code: &str) -> Result<()> {
        let link = json!({ "name": BOT, "uri": code });
        self.rig.mock.call("link", link).await?;
        Ok(())
    }

    /// The people's phones get to know the device that was linked.
    ///
    /// # Errors
    /// When the mock service refuses.
    pub async fn introduce(&self) -> Result<()> {
        let introduce = json!({ "name": BOT });
        self.rig.mock.call("introduce", introduce).await.map(drop)
    }

    /// Returns once the bot answered the usher in each group: it answers in order.
    async fn is_through(&self, patience: Duration) -> Result<()> {
        for room in &self.rooms {
            let place = Place::Room((*room).to_owned());
            let content = json!({ "dataMessage": { "body": "help" } });
            let id = self.write(&place, USHER, content).await?;
            lock(&self.usher_said).insert(id.clone());
            lock(&self.timeline).add(&place, &id, USHER, "help", None);
            let waiting = async {
                let mut looks = tokio::time::interval(LOOK);
                let is_answer = |seen: &Seen| seen.is_bot && seen.reply_to.as_ref() == Some(&id);
                while !self.all_at(&place).iter().any(is_answer) {
                    looks.tick().await;
                }
            };
            if tokio::time::timeout(patience, waiting).await.is_err() {
                let said = self.bot.lock().await.said();
                bail!("the bot does not answer in {room}; it said:\n{said}");
            }
        }
        Ok(())
    }

    /// Has a phone send this; gives the message's id.
    async fn write(&self, place: &Place, person: &str, content: Value) -> Result<String> {
        let mut raw = json!({ "from": person, "to": BOT, "content": content });
        if let Place::Room(room) = place {
            raw["group"] = json!(room);
        }
        let sent = self.rig.mock.call("raw", raw).await?;
        let at = sent["timestamp"].as_i64().context("no time")?;
        Ok(format!("{person}/{at}"))
    }

    /// Author, account and time of a message.
    fn target(&self, id: &str) -> Result<(String, i64)> {
        let (author, at) = id.rsplit_once('/').context("no id of a message")?;
        let account = self.accounts.get(author).context("nobody of that name")?;
        Ok((binary(account), at.parse()?))
    }

    fn all_at(&self, place: &Place) -> Vec<Seen> {
        let mut timeline = lock(&self.timeline);
        let events = self.rig.mock.events(timeline.taken());
        timeline.take(&events, &self.directory);
        timeline.at(place)
    }
}

#[async_trait]
impl Stage for Street {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        let mut data = json!({ "body": text });
        if let Some(quoted) = reply_to {
            let (author, at) = self.target(&quoted.id)?;
            data["quote"] = json!({ "id": at, "authorAciBinary": author, "text": "…" });
        }
        let id = self
            .write(place, person, json!({ "dataMessage": data }))
            .await?;
        let quoted = reply_to.map(|it| it.id.as_str());
        lock(&self.timeline).add(place, &id, person, text, quoted);
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
        let (author, at) = self.target(&message.id)?;
        let reaction = json!({
            "emoji": emoji,
            "remove": change == Change::Removed,
            "targetAuthorAciBinary": author,
            "targetSentTimestamp": at,
        });
        let content = json!({ "dataMessage": { "reaction": reaction } });
        self.write(&message.place, person, content).await?;
        Ok(())
    }

    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()> {
        let (_, at) = self.target(&message.id)?;
        let edit = json!({ "targetSentTimestamp": at, "dataMessage": { "body": text } });
        self.write(&message.place, person, json!({ "editMessage": edit }))
            .await?;
        if let Some(seen) = lock(&self.timeline).find(&message.place, &message.id) {
            text.clone_into(&mut seen.text);
            seen.edited = true;
        }
        Ok(())
    }

    async fn delete(&self, message: &Handle, person: &str) -> Result<()> {
        let (_, at) = self.target(&message.id)?;
        let delete = json!({ "dataMessage": { "delete": { "targetSentTimestamp": at } } });
        self.write(&message.place, person, delete).await?;
        if let Some(seen) = lock(&self.timeline).find(&message.place, &message.id) {
            seen.deleted = true;
            seen.text.clear();
        }
        Ok(())
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let ushers = lock(&self.usher_said).clone();
        let is_ushers = |id: &String| ushers.contains(id);
        let all = self.all_at(place).into_iter();
        Ok(all
            .filter(|seen| !is_ushers(&seen.id) && !seen.reply_to.as_ref().is_some_and(is_ushers))
            .collect())
    }

    async fn restart(&self) -> Result<()> {
        let mut bot = self.bot.lock().await;
        bot.kill9()?;
        bot.start()
    }

    async fn settle(&self) -> Result<()> {
        self.is_through(PATIENCE).await
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}

fn text(value: &Value) -> Result<String> {
    Ok(value.as_str().context("the mock gave no text")?.to_owned())
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
