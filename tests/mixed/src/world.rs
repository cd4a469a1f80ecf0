//! The third network is the sandbox, in this process.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use async_trait::async_trait;
use wegotus::engine::NetworkSetup;
use wegotus_chat::{
    Bridge, Host, MemorySealed, Name, Platform, ReactionChange, RoomRef, SystemClock,
};
use wegotus_sandbox::{MessageId, Room, Sandbox, SandboxBridge, Speaker};
use wegotus_script::{Change, Handle, Place, Reaction, Seen, Stage};

use crate::third::Third;

/// A sandbox, of which the network has one room.
pub(crate) struct World(Arc<Sandbox>);

impl World {
    /// An empty one.
    pub(crate) async fn open() -> Result<Self> {
        let host = Host {
            clock: Arc::new(SystemClock),
            vault: Arc::new(MemorySealed::default()),
        };
        Ok(Self(Sandbox::open(host).await?))
    }
}

#[async_trait]
impl Third for World {
    async fn bridge(&self, _host: Host) -> Result<Arc<dyn Bridge>> {
        Ok(Arc::new(SandboxBridge::new(self.0.clone())))
    }

    fn with_its_room(&self, mut network: NetworkSetup) -> NetworkSetup {
        let room = RoomRef::new(Platform::Sandbox, "whatsapp");
        let name = Name::from("WhatsApp · Elm Street");
        network.rooms.push((room, Some(name)));
        network
    }
}

fn room(place: &Place) -> Result<Room> {
    place.to_string().parse().context("no room of the sandbox")
}

fn id(message: &Handle) -> Result<MessageId> {
    message.id.parse().context("no message of the sandbox")
}

#[async_trait]
impl Stage for World {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        let reply_to = reply_to.map(id).transpose()?;
        let said = self.0.say(room(place)?, person.parse()?, text, reply_to);
        Ok(Handle {
            place: place.clone(),
            id: said.await?.to_string(),
        })
    }

    async fn react(
        &self,
        message: &Handle,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> Result<()> {
        let change = match change {
            Change::Added => ReactionChange::Added,
            Change::Removed => ReactionChange::Removed,
        };
        let (person, emoji) = (person.parse()?, emoji.parse()?);
        Ok(self.0.react(id(message)?, person, emoji, change).await?)
    }

    async fn edit(&self, message: &Handle, _person: &str, text: &str) -> Result<()> {
        Ok(self.0.edit(id(message)?, text).await?)
    }

    async fn delete(&self, message: &Handle, _person: &str) -> Result<()> {
        Ok(self.0.delete(id(message)?).await?)
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        let all = self.0.messages(&room(place)?, None);
        Ok(all
            .into_iter()
            .map(|it| Seen {
                id: it.id.to_string(),
                sender: it.sender.as_str().to_owned(),
                is_bot: it.sender == Speaker::Bot,
                text: it.text.as_str().to_owned(),
                reply_to: it.reply_to.map(|to| to.to_string()),
                edited: it.edited,
                deleted: it.deleted,
                reactions: Vec::<Reaction>::new(),
            })
            .collect())
    }

    async fn restart(&self) -> Result<()> {
        bail!("the bot in this process cannot be killed alone")
    }

    async fn settle(&self) -> Result<()> {
        self.0.settled().await;
        Ok(())
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }
}
