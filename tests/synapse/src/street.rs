//! The stage on real rooms: Ana, Ben and Cleo, each with a whole client, and the bot.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use async_trait::async_trait;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::sync::Mutex;
use wegotus_script::{Change, Handle, Place, Reaction, Seen, Stage};

use crate::wait::Looks;
use crate::{Account, Bot, Person, Phone, Setup, Synapse, until};

/// How long the bot may take from its start until it has joined the rooms.
const UNTIL_JOINED: Duration = Duration::from_secs(90);
/// How long an answer may take. A loaded machine is slow; the bot usually takes a tenth of a second.
const PATIENCE: Duration = Duration::from_secs(45);
/// How long the bot may take to say what falls due while its clock is moved.
const UNTIL_TOLD: Duration = Duration::from_secs(120);

/// A Synapse with some rooms, `matrix` among them end-to-end encrypted, three neighbours in all of them, and the bot.
pub struct Street {
    people: BTreeMap<String, Phone>,
    /// Goes by names: room → Matrix room id.
    rooms: BTreeMap<String, String>,
    /// Person → the room of their private chat with the bot, once there is one.
    directs: Mutex<BTreeMap<String, String>>,
    /// Message, person, emoji → the reaction's event, which takes it off again.
    reactions: Mutex<BTreeMap<(String, String, String), String>>,
    /// Asks for help to see whether the bot is through with the rest; nobody else notices.
    usher: Phone,
    usher_said: Mutex<BTreeSet<String>>,
    bot_account: Account,
    bot: Mutex<Bot>,
    /// Last, so that it ends last.
    synapse: Synapse,
}

impl Street {
    /// Starts all of it, and waits until everybody sees everybody.
    ///
    /// # Errors
    /// When a part does not start or does not come.
    pub async fn open() -> Result<Self> {
        Self::open_with(&[]).await
    }

    /// The same with some variables more in the bot's environment.
    ///
    /// # Errors
    /// As [`Street::open`].
    pub async fn open_with(more: &[(&str, &str)]) -> Result<Self> {
        let street = Self::people(&["signal", "matrix"]).await?;
        street.bot.lock().await.start_always_with(more)?;
        let joined = street.joined().await;
        match joined {
            Ok(()) => Ok(street),
            Err(error) => Err(error.context(street.bot.lock().await.said())),
        }
    }

    /// The rooms and the people in them. The bot's account is invited, and the bot has not been started.
    ///
    /// # Errors
    /// When a part does not start or does not come.
    pub async fn people(rooms: &[&str]) -> Result<Self> {
        let synapse = Synapse::start().await?;
        let mut people = BTreeMap::new();
        for name in ["Ana", "Ben", "Cleo"] {
            people.insert(name.to_owned(), synapse.phone(name).await?);
        }
        let usher = synapse.phone("Usher").await?;
        let bot_account = synapse.account("wegotus").await?;

        let ana = people["Ana"].account();
        let mut ids = BTreeMap::new();
        for name in rooms {
            let room = match *name {
                "matrix" => ana.create_encrypted_room("Matrix").await?,
                plain => ana.create_room(plain).await?,
            };
            for person in people
                .values()
                .chain([&usher])
                .filter(|it| it.account().name() != "Ana")
            {
                ana.invite(&room, person.account().user_id()).await?;
            }
            ana.invite(&room, bot_account.user_id()).await?;
            ids.insert((*name).to_owned(), room);
        }
        let inviters: Vec<_> = people
            .values()
            .chain([&usher])
            .map(|it| it.account().user_id())
            .collect();
        let bot = Bot::new(Setup::new(&synapse, &bot_account, &inviters))?;
        Ok(Self {
            people,
            rooms: ids,
            directs: Mutex::default(),
            reactions: Mutex::default(),
            usher,
            usher_said: Mutex::default(),
            bot_account,
            bot: Mutex::new(bot),
            synapse,
        })
    }

    /// Waits until the bot is in every room, and everybody sees everybody.
    ///
    /// # Errors
    /// When somebody does not come.
    pub async fn joined(&self) -> Result<()> {
        let ana = self.person("Ana")?.account();
        let bot = self.bot_account.user_id();
        for room in self.rooms.values() {
            let joined = until("the bot joins", UNTIL_JOINED, async || {
                let there = ana.members(room).await?.iter().any(|it| it == bot);
                Ok(there.then_some(()))
            });
            joined.await?;
            for viewer in self.people.values().chain([&self.usher]) {
                viewer.sees(room, bot).await?;
                for person in self.people.values().chain([&self.usher]) {
                    viewer.sees(room, person.account().user_id()).await?;
                }
            }
        }
        Ok(())
    }

    /// The homeserver.
    #[must_use]
    pub fn synapse(&self) -> &Synapse {
        &self.synapse
    }

    /// The account that the bot is to have.
    #[must_use]
    pub fn bot_account(&self) -> &Account {
        &self.bot_account
    }

    /// Who invites the bot.
    #[must_use]
    pub fn inviter(&self) -> String {
        let ana = self.people.get("Ana");
        ana.map_or_else(String::new, |ana| ana.account().user_id().to_owned())
    }

    /// Moves the bot's clock on. Returns once it has said what fell due on the way.
    ///
    /// # Errors
    /// When the bot does not answer, or does so with an error.
    pub async fn pass(&self, time: Duration) -> Result<()> {
        let socket = self.bot.lock().await.data().join("control.sock");
        let stream = UnixStream::connect(socket).await?;
        let (read, mut write) = stream.into_split();
        let request = format!("{{\"ask\":\"advance\",\"seconds\":{}}}\n", time.as_secs());
        write.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        let mut lines = BufReader::new(read);
        tokio::time::timeout(UNTIL_TOLD, lines.read_line(&mut answer))
            .await
            .context("the bot's clock does not move")??;
        ensure!(answer.starts_with("{\"ok\""), "the bot says {answer}");
        Ok(())
    }

    /// Gives somebody this power level in a room; whoever made the rooms does.
    ///
    /// # Errors
    /// When the homeserver refuses.
    pub async fn set_power(&self, room: &str, person: &str, level: i64) -> Result<()> {
        let ana = self.person("Ana")?.account();
        let room = self.rooms.get(room).context("no such room")?;
        let kind = "m.room.power_levels";
        let path = &["v3", "rooms", room.as_str(), "state", kind, ""];
        let mut levels = ana.get(path, &[]).await?;
        let of = self.person(person)?.account().user_id();
        levels["users"][of] = level.into();
        ana.set_state(room, kind, "", levels).await
    }

    fn person(&self, name: &str) -> Result<&Phone> {
        self.people
            .get(name)
            .with_context(|| format!("nobody here is called {name}"))
    }

    /// Who looks at a place: in a private chat its person, in a group anybody.
    fn viewer(&self, place: &Place) -> Result<&Phone> {
        match place {
            Place::Room(_) => self.person("Ana"),
            Place::Direct(person) => self.person(person),
        }
    }

    /// The Matrix id of a place, if it is there yet.
    async fn room(&self, place: &Place) -> Result<Option<String>> {
        let person = match place {
            Place::Room(name) => {
                return Ok(Some(self.rooms.get(name).context("no such room")?.clone()));
            }
            Place::Direct(person) => person,
        };
        let mut directs = self.directs.lock().await;
        if let Some(room) = directs.get(person) {
            return Ok(Some(room.clone()));
        }
        let joined = self.person(person)?.account().rooms().await?;
        let room = joined
            .into_iter()
            .find(|id| !self.rooms.values().any(|shared| shared == id));
        if let Some(room) = &room {
            directs.insert(person.clone(), room.clone());
        }
        Ok(room)
    }

    /// The Matrix id of a place to write in; a private chat is opened where there is none.
    async fn room_to_write(&self, place: &Place, person: &str) -> Result<String> {
        let room = match self.room(place).await? {
            Some(room) => room,
            None => {
                self.person(person)?
                    .account()
                    .create_direct_room(self.bot_account.user_id())
                    .await?
            }
        };
        self.person(person)?
            .sees(&room, self.bot_account.user_id())
            .await?;
        Ok(room)
    }

    async fn room_of(&self, message: &Handle) -> Result<String> {
        self.room(&message.place)
            .await?
            .context("no such private chat")
    }

    /// The name that a user id goes by.
    fn name(&self, user_id: &str) -> String {
        let person = self
            .people
            .values()
            .find(|person| person.account().user_id() == user_id);
        person
            .map_or(user_id, |person| person.account().name())
            .to_owned()
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
        let room = self.room_to_write(place, person).await?;
        let phone = self.person(person)?;
        let id = match reply_to {
            Some(to) => phone.reply(&room, &to.id, text).await?,
            None => phone.say(&room, text).await?,
        };
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
        let room = self.room_of(message).await?;
        let phone = self.person(person)?;
        let mut reactions = self.reactions.lock().await;
        let key = (message.id.clone(), person.to_owned(), emoji.to_owned());
        match change {
            Change::Added => {
                reactions.insert(key, phone.react(&room, &message.id, emoji).await?);
            }
            Change::Removed => {
                let reaction = reactions.remove(&key).context("that emoji is not on it")?;
                phone.account().redact(&room, &reaction).await?;
            }
        }
        Ok(())
    }

    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()> {
        let room = self.room_of(message).await?;
        self.person(person)?
            .edit(&room, &message.id, text)
            .await
            .map(drop)
    }

    async fn delete(&self, message: &Handle, person: &str) -> Result<()> {
        let room = self.room_of(message).await?;
        self.person(person)?
            .account()
            .redact(&room, &message.id)
            .await
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let Some(room) = self.room(place).await? else {
            return Ok(Vec::new());
        };
        let all = self.viewer(place)?.messages(&room).await?;
        let usher_said = self.usher_said.lock().await;
        let is_ushers = |id: &String| usher_said.contains(id);
        Ok(all
            .into_iter()
            .filter(|seen| !is_ushers(&seen.id) && !seen.reply_to.as_ref().is_some_and(is_ushers))
            .map(|seen| Seen {
                sender: self.name(&seen.sender),
                is_bot: seen.sender == self.bot_account.user_id(),
                reactions: seen
                    .reactions
                    .into_iter()
                    .map(|it| Reaction {
                        person: self.name(&it.person),
                        ..it
                    })
                    .collect(),
                ..seen
            })
            .collect())
    }

    async fn restart(&self) -> Result<()> {
        let mut bot = self.bot.lock().await;
        bot.kill9()?;
        bot.start()
    }

    /// The bot answers in order, so what it answers to the usher in each room comes after all it had
    /// to say there before.
    async fn settle(&self) -> Result<()> {
        for room in self.rooms.values() {
            let mut usher_said = self.usher_said.lock().await;
            let question = self.usher.say(room, "help").await?;
            usher_said.insert(question.clone());
            drop(usher_said);
            let mut looks = Looks::new("the bot answers the usher", PATIENCE);
            let is_answer = |seen: &Seen| seen.reply_to.as_ref() == Some(&question);
            while !self.usher.messages(room).await?.iter().any(is_answer) {
                looks.next().await?;
            }
        }
        Ok(())
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}
