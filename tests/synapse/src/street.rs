//! The stage on real rooms: Ana, Ben and Cleo, each with a whole client, and the bot.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use async_trait::async_trait;
use futures_util::TryFutureExt as _;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;
use tokio::sync::Mutex;
use wegotus_script::{Change, Handle, Place, Reaction, Seen, Stage};

use crate::wait::Looks;
use crate::{Bot, Person, Phone, Setup, Synapse, until};

/// How long the bot may take from its start until it has joined the rooms.
const UNTIL_JOINED: Duration = Duration::from_secs(90);
/// How long an answer may take. A loaded machine is slow; the bot usually takes a tenth of a second.
const PATIENCE: Duration = Duration::from_secs(45);
/// How long the bot may take to say what falls due while its clock is moved.
const UNTIL_TOLD: Duration = Duration::from_secs(120);

/// A Synapse with two rooms, `signal` (plain) and `matrix` (end-to-end encrypted), three neighbours in
/// both, and the bot.
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
    bot_id: String,
    bot: Mutex<Bot>,
    /// Last, so that it ends last.
    _synapse: Synapse,
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
        let synapse = Synapse::start().await?;
        let mut people = BTreeMap::new();
        for name in ["Ana", "Ben", "Cleo"] {
            people.insert(name.to_owned(), synapse.phone(name).await?);
        }
        let usher = synapse.phone("Usher").await?;
        let bot_account = synapse.account("wegotus").await?;

        let ana = people["Ana"].account();
        let rooms = BTreeMap::from([
            ("signal".to_owned(), ana.create_room("Signal").await?),
            (
                "matrix".to_owned(),
                ana.create_encrypted_room("Matrix").await?,
            ),
        ]);
        for room in rooms.values() {
            for person in people
                .values()
                .chain([&usher])
                .filter(|it| it.account().name() != "Ana")
            {
                ana.invite(room, person.account().user_id()).await?;
            }
            ana.invite(room, bot_account.user_id()).await?;
        }

        let inviters: Vec<_> = people
            .values()
            .chain([&usher])
            .map(|it| it.account().user_id())
            .collect();
        let setup = Setup::new(&synapse, &bot_account, &inviters);
        let setup = more
            .iter()
            .fold(setup, |setup, (name, value)| setup.with(name, value));
        let mut bot = Bot::new(setup)?;
        bot.start()?;
        for room in rooms.values() {
            let joined = until("the bot joins", UNTIL_JOINED, async || {
                let there = ana
                    .members(room)
                    .await?
                    .iter()
                    .any(|it| it == bot_account.user_id());
                Ok(there.then_some(()))
            });
            joined.await.with_context(|| bot.said())?;
            for viewer in people.values().chain([&usher]) {
                viewer.sees(room, bot_account.user_id()).await?;
                for person in people.values().chain([&usher]) {
                    viewer.sees(room, person.account().user_id()).await?;
                }
            }
        }
        Ok(Self {
            people,
            rooms,
            directs: Mutex::default(),
            reactions: Mutex::default(),
            usher,
            usher_said: Mutex::default(),
            bot_id: bot_account.user_id().to_owned(),
            bot: Mutex::new(bot),
            _synapse: synapse,
        })
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
        let reading = BufReader::new(read)
            .read_line(&mut answer)
            .map_err(anyhow::Error::from);
        tokio::time::timeout(UNTIL_TOLD, reading)
            .await
            .context("the bot's clock does not move")??;
        ensure!(answer.starts_with("{\"ok\""), "the bot says {answer}");
        Ok(())
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
                    .create_direct_room(&self.bot_id)
                    .await?
            }
        };
        self.person(person)?.sees(&room, &self.bot_id).await?;
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
                is_bot: seen.sender == self.bot_id,
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
