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
use crate::peer::{self, Peer};
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
const ROOMS: [(&str, &str); 2] = [
    ("signal", "120363000000000001@g.us"),
    ("matrix", "120363000000000002@g.us"),
];

/// Two groups, three neighbours in both, and the bot.
pub(crate) struct Street {
    bot: tokio::sync::Mutex<Bot>,
    peer: Peer,
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

/// The group's address; none for a private chat.
fn chat(place: &Place) -> &'static str {
    let Place::Room(room) = place else { return "" };
    ROOMS
        .iter()
        .find(|(name, _)| name == room)
        .map_or("", |(_, jid)| *jid)
}

impl Street {
    /// Starts all of it, links the bot with `wegotus link whatsapp`, and waits until it answers in both groups.
    pub(crate) async fn open() -> Result<Self> {
        let peer = Peer::start().await;
        for (name, number) in PEOPLE {
            peer.person(number, name);
        }
        let members = PEOPLE.map(|(_, number)| number);
        for (name, jid) in ROOMS {
            peer.group(jid, name, &members);
        }
        let mut bot = Bot::new(&peer.url)?;
        bot.link(&peer).await?;
        bot.start()?;
        let street = Self {
            bot: tokio::sync::Mutex::new(bot),
            peer,
            timeline: Mutex::default(),
            usher_said: Mutex::default(),
        };
        street.is_through().await?;
        Ok(street)
    }

    /// Returns once the bot answered the usher in each group: it answers in order.
    async fn is_through(&self) -> Result<()> {
        for (room, _) in ROOMS {
            let place = Place::Room(room.to_owned());
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
        Ok(self.peer.says(number(person)?, chat(place), message).await)
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
        let is_room = matches!(message.place, Place::Room(_));
        Ok(wa::MessageKey {
            remote_jid: Some(chat(&message.place).to_owned()),
            from_me: Some(author == person),
            id: Some(message.id.clone()),
            participant: is_room.then(|| format!("{number}@s.whatsapp.net")),
        })
    }

    /// What stands there, with what the bot did since the last look.
    async fn all_at(&self, place: &Place) -> Vec<Seen> {
        let said = self.peer.heard_since().await;
        let mut timeline = lock(&self.timeline);
        for said in said {
            let room = ROOMS.iter().find(|(_, jid)| *jid == said.chat);
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
