//! The stage on WhatsApp groups: Ana, Ben and Cleo on phones of the peer's, and the bot on the real client.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use wegotus_script::{Change, Handle, Place, Seen, Stage};
use whatsapp_rust::buffa::MessageField;
use whatsapp_rust::proto_helpers::build_reaction_message;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

use crate::bot::Bot;
use crate::peer::{self, Called, Peer};
use crate::timeline::{BOT, Timeline};

/// How long an answer may take. A loaded machine is slow; the bot usually takes a tenth of a second.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(50);
/// Asks for help to see whether the bot is through with the rest; nobody else notices.
const USHER: &str = "Usher";
const PEOPLE: [(&str, &str); 4] = [
    ("Ana", "12025550134"),
    ("Ben", "12025550155"),
    ("Cleo", "12025550177"),
    (USHER, "12025550199"),
];
/// In the second group people are called by their hidden ids.
const ROOMS: [(&str, Called); 2] = [("signal", Called::Number), ("matrix", Called::HiddenId)];

/// What may befall the bot's account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blow {
    /// It is shut out for so long.
    Ban {
        /// For how many seconds.
        seconds: u64,
    },
    /// It is shut out for good.
    Lock,
    /// Another program takes over its session.
    Replaced,
    /// Its client is too old.
    Outdated,
    /// The phone takes it off its list.
    LoggedOut,
}

/// A message without words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wordless {
    /// A picture.
    Picture,
    /// A voice note.
    VoiceNote,
    /// A poll.
    Poll,
}

impl Wordless {
    fn message(self) -> wa::Message {
        let mut message = wa::Message::default();
        match self {
            Self::Picture => {
                message.image_message = MessageField::some(wa::message::ImageMessage::default());
            }
            Self::VoiceNote => {
                message.audio_message = MessageField::some(wa::message::AudioMessage {
                    ptt: Some(true),
                    ..Default::default()
                });
            }
            Self::Poll => {
                let poll = wa::message::PollCreationMessage {
                    name: Some("need: a chair for Sunday?".to_owned()),
                    ..Default::default()
                };
                message.poll_creation_message_v3 = MessageField::some(poll);
            }
        }
        message
    }
}

/// Some groups, three neighbours in all of them, and the bot.
pub struct Street {
    bot: tokio::sync::Mutex<Bot>,
    peer: Peer,
    /// What each group is called, and its address.
    rooms: Vec<(&'static str, String)>,
    timeline: Mutex<Timeline>,
    usher_said: Mutex<BTreeSet<String>>,
}

fn lock<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

fn number(person: &str) -> Result<&'static str> {
    let found = PEOPLE.iter().find(|(name, _)| *name == person);
    Ok(found.context("nobody of that name")?.1)
}

impl Street {
    /// Both groups and the people in them; the bot's account is in them too, but the bot is not linked to it yet, and does
    /// not run.
    ///
    /// # Errors
    /// When there is no room for a folder.
    pub async fn unlinked() -> Result<Self> {
        Self::people(&ROOMS).await
    }

    /// Starts all of it, links the bot with `wegotus link whatsapp`, and waits until it answers in both groups.
    ///
    /// # Errors
    /// When a part does not start or does not answer.
    pub async fn open() -> Result<Self> {
        let street = Self::people(&ROOMS).await?;
        let mut bot = street.bot.lock().await;
        bot.link(&street.peer).await?;
        bot.start()?;
        drop(bot);
        street.is_through().await?;
        Ok(street)
    }

    /// The groups, with what people are called in each, and the people in them. The bot's account is a member too, but
    /// no bot is linked to it, and the one here has not been started.
    ///
    /// # Errors
    /// When there is no room for a folder.
    pub async fn people(rooms: &[(&'static str, Called)]) -> Result<Self> {
        let peer = Peer::start().await;
        for (name, number) in PEOPLE {
            peer.person(number, name);
        }
        let members = PEOPLE.map(|(_, number)| number);
        let rooms = rooms.iter().enumerate().map(|(at, (name, called))| {
            let jid = format!("12036300000000000{at}@g.us");
            peer.group_of(*called, &jid, name, &members);
            (*name, jid)
        });
        let rooms = rooms.collect();
        Ok(Self {
            bot: tokio::sync::Mutex::new(Bot::new(&peer.url)?),
            peer,
            rooms,
            timeline: Mutex::default(),
            usher_said: Mutex::default(),
        })
    }

    /// Where a client finds the other side of the wire.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.peer.url
    }

    /// The bot's phone scans this code.
    pub async fn scan(&self, code: &str) {
        self.peer.scan(code).await;
    }

    /// `person` sends something without words of its own.
    ///
    /// # Errors
    /// When nobody is of that name.
    pub async fn sends(&self, place: &Place, person: &str, what: Wordless) -> Result<Handle> {
        let id = self.write(place, person, what.message()).await?;
        lock(&self.timeline).add(place, &id, person, &format!("({what:?})"), None);
        Ok(Handle {
            place: place.clone(),
            id,
        })
    }

    /// What people write from now on waits.
    pub fn holds_all_back(&self) {
        self.peer.hold();
    }

    /// What waits comes, the latest first, each twice.
    pub fn lets_it_come_backwards_and_twice(&self) {
        self.peer.release_backwards_and_twice();
    }

    /// Of what waits only this comes; returns when the bot has said that it has it.
    pub async fn lets_only_this_come(&self, message: &Handle) {
        self.peer.release_only(&message.id);
        self.peer.acknowledged(&message.id).await;
    }

    /// What WhatsApp does to the bot's account.
    pub async fn suffers(&self, what: Blow) {
        match what {
            Blow::Ban { seconds } => self.peer.ban(seconds),
            Blow::Lock => self.peer.lock(),
            Blow::Replaced => self.peer.replace(),
            Blow::Outdated => self.peer.ask_for_a_newer_client(),
            Blow::LoggedOut => self.peer.log_out().await,
        }
    }

    /// Links the bot with `wegotus link whatsapp`, whether it runs or not, and waits until it answers in every group.
    ///
    /// # Errors
    /// When it is not linked, or does not answer.
    pub async fn link_again(&self) -> Result<()> {
        self.bot.lock().await.link(&self.peer).await?;
        self.is_through().await
    }

    /// Returns what `wegotus doctor` says, once all of these are in it.
    ///
    /// # Errors
    /// What it says instead, when they never are.
    pub async fn doctor_says(&self, pieces: &[&str]) -> Result<String> {
        let bot = self.bot.lock().await;
        let mut told = String::new();
        let asking = async {
            let mut looks = tokio::time::interval(LOOK);
            loop {
                looks.tick().await;
                told = bot.ask(&["doctor"])?;
                if pieces.iter().all(|it| told.contains(it)) {
                    return anyhow::Ok(());
                }
            }
        };
        match tokio::time::timeout(PATIENCE, asking).await {
            Ok(asked) => asked.map(|()| told),
            Err(_) => bail!("the doctor does not say {pieces:?}, but:\n{told}"),
        }
    }

    /// The group's address; none for a private chat.
    fn chat(&self, place: &Place) -> &str {
        let Place::Room(room) = place else { return "" };
        let mut rooms = self.rooms.iter();
        let found = rooms.find(|(name, _)| name == room);
        found.map_or("", |(_, jid)| jid)
    }

    /// Returns once the bot answered the usher in each group: it answers in order.
    async fn is_through(&self) -> Result<()> {
        for (room, _) in &self.rooms {
            let place = Place::Room((*room).to_owned());
            let said = self.say(&place, USHER, "help", None).await?;
            lock(&self.usher_said).insert(said.id.clone());
            let waiting = async {
                let mut looks = tokio::time::interval(LOOK);
                let is_answer =
                    |seen: &Seen| seen.is_bot && seen.reply_to.as_ref() == Some(&said.id);
                while !self.all_at(&place).await.iter().any(is_answer) {
                    looks.tick().await;
                }
            };
            if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
                let said = self.bot.lock().await.said();
                bail!("the bot does not answer in {room}; it said:\n{said}");
            }
        }
        Ok(())
    }

    async fn write(&self, place: &Place, person: &str, message: wa::Message) -> Result<String> {
        let chat = self.chat(place);
        Ok(self.peer.says(number(person)?, chat, message).await)
    }

    /// The key of a message as `person` writes it.
    fn key(&self, message: &Handle, person: &str) -> Result<wa::MessageKey> {
        let mut timeline = lock(&self.timeline);
        let seen = timeline.find(&message.place, &message.id);
        let author = &seen.context("no such message")?.sender;
        let number = if author == BOT {
            peer::BOT
        } else {
            number(author)?
        };
        let chat = self.chat(&message.place);
        let is_room = matches!(message.place, Place::Room(_));
        Ok(wa::MessageKey {
            remote_jid: Some(chat.to_owned()),
            from_me: Some(author == person),
            id: Some(message.id.clone()),
            participant: is_room.then(|| self.peer.address_in(chat, number)),
        })
    }

    /// What stands there, with what the bot did since the last look.
    async fn all_at(&self, place: &Place) -> Vec<Seen> {
        let said = self.peer.heard_since().await;
        let mut timeline = lock(&self.timeline);
        for said in said {
            let room = self.rooms.iter().find(|(_, jid)| *jid == said.chat);
            let place = match room {
                Some((room, _)) => Place::Room((*room).to_owned()),
                None => {
                    let person = self.peer.name(&said.chat);
                    Place::Direct(person.unwrap_or_default())
                }
            };
            // Apps show who is called by name.
            let mut words = said.words();
            for address in said.called() {
                let user = address.split('@').next().unwrap_or_default();
                if let Some(name) = self.peer.name(&address) {
                    words = words.replace(&format!("@{user}"), &name);
                }
            }
            timeline.take(&place, &said.id, &said.message, &words);
        }
        timeline.at(place)
    }
}

fn protocol(kind: Type, key: wa::MessageKey, edited: Option<wa::Message>) -> wa::Message {
    wa::Message {
        protocol_message: MessageField::some(wa::message::ProtocolMessage {
            key: MessageField::some(key),
            r#type: Some(kind),
            edited_message: edited.map_or_else(MessageField::none, MessageField::some),
            ..Default::default()
        }),
        ..Default::default()
    }
}

fn words(text: &str, context: Option<wa::ContextInfo>) -> wa::Message {
    let Some(context) = context else {
        return wa::Message {
            conversation: Some(text.to_owned()),
            ..Default::default()
        };
    };
    wa::Message {
        extended_text_message: MessageField::some(wa::message::ExtendedTextMessage {
            text: Some(text.to_owned()),
            context_info: MessageField::some(context),
            ..Default::default()
        }),
        ..Default::default()
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
        let context = match reply_to {
            Some(quoted) => {
                let key = self.key(quoted, person)?;
                let private = format!("{}@s.whatsapp.net", peer::BOT);
                Some(wa::ContextInfo {
                    stanza_id: key.id,
                    participant: Some(key.participant.unwrap_or(private)),
                    ..Default::default()
                })
            }
            None => None,
        };
        let id = self.write(place, person, words(text, context)).await?;
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
        let key = self.key(message, person)?;
        let shown = if change == Change::Added { emoji } else { "" };
        let reaction = build_reaction_message(key, shown, 1);
        self.write(&message.place, person, reaction).await?;
        lock(&self.timeline).react(&message.place, &message.id, person, emoji, change);
        Ok(())
    }

    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()> {
        let key = self.key(message, person)?;
        let edit = protocol(Type::MESSAGE_EDIT, key, Some(words(text, None)));
        self.write(&message.place, person, edit).await?;
        if let Some(seen) = lock(&self.timeline).find(&message.place, &message.id) {
            text.clone_into(&mut seen.text);
            seen.edited = true;
        }
        Ok(())
    }

    async fn delete(&self, message: &Handle, person: &str) -> Result<()> {
        let key = self.key(message, person)?;
        self.write(&message.place, person, protocol(Type::REVOKE, key, None))
            .await?;
        if let Some(seen) = lock(&self.timeline).find(&message.place, &message.id) {
            seen.deleted = true;
            seen.text.clear();
        }
        Ok(())
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let all = self.all_at(place).await;
        let ushers = lock(&self.usher_said).clone();
        let is_ushers = |id: &String| ushers.contains(id);
        Ok(all
            .into_iter()
            .filter(|seen| !is_ushers(&seen.id) && !seen.reply_to.as_ref().is_some_and(is_ushers))
            .collect())
    }

    async fn restart(&self) -> Result<()> {
        let mut bot = self.bot.lock().await;
        bot.kill9()?;
        bot.start()
    }

    async fn settle(&self) -> Result<()> {
        self.is_through().await
    }

    fn patience(&self) -> Duration {
        PATIENCE
    }
}
