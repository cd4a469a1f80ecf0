//! The stage over three networks: Ana is on Signal, Ben on Matrix, Cleo in the sandbox.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use async_trait::async_trait;
use wegotus_chat::{Host, MemorySealed, Platform, RoomRef, SystemClock};
use wegotus_sandbox::Sandbox;
use wegotus_script::{Change, Handle, Place, Seen, Stage};

use crate::bot::Bot;
use crate::world::World;

/// A Signal group `signal`, a Matrix room `matrix`, the sandbox's room `whatsapp`, a neighbour in each, and one bot.
pub struct Block {
    bot: Bot,
    signal: wegotus_real_signal::Street,
    matrix: wegotus_synapse::Street,
    world: World,
}

impl Block {
    /// Starts all of it.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn open() -> Result<Self> {
        let (signal, matrix) = tokio::join!(
            wegotus_real_signal::Street::people(&["signal"]),
            wegotus_synapse::Street::people(&["matrix"])
        );
        let (signal, matrix) = (signal?, matrix?);
        let host = Host {
            clock: Arc::new(SystemClock),
            vault: Arc::new(MemorySealed::default()),
        };
        let world = Sandbox::open(host).await?;
        let room = RoomRef::new(Platform::Sandbox, "whatsapp");
        let bot = Bot::start(&signal, &matrix, world.clone(), room).await?;
        matrix.joined().await?;
        Ok(Self {
            bot,
            signal,
            matrix,
            world: World(world),
        })
    }

    fn at(&self, place: &Place) -> Result<&dyn Stage> {
        let (Place::Room(name) | Place::Direct(name)) = place;
        Ok(match name.as_str() {
            "signal" | "Ana" => &self.signal,
            "matrix" | "Ben" => &self.matrix,
            "whatsapp" | "Cleo" => &self.world,
            elsewhere => bail!("nobody is at {elsewhere}"),
        })
    }
}

#[async_trait]
impl Stage for Block {
    async fn say(
        &self,
        place: &Place,
        person: &str,
        text: &str,
        reply_to: Option<&Handle>,
    ) -> Result<Handle> {
        self.at(place)?.say(place, person, text, reply_to).await
    }

    async fn react(
        &self,
        message: &Handle,
        person: &str,
        emoji: &str,
        change: Change,
    ) -> Result<()> {
        let there = self.at(&message.place)?;
        there.react(message, person, emoji, change).await
    }

    async fn edit(&self, message: &Handle, person: &str, text: &str) -> Result<()> {
        self.at(&message.place)?.edit(message, person, text).await
    }

    async fn delete(&self, message: &Handle, person: &str) -> Result<()> {
        self.at(&message.place)?.delete(message, person).await
    }

    async fn messages(&self, place: &Place) -> Result<Vec<Seen>> {
        self.at(place)?.messages(place).await
    }

    async fn restart(&self) -> Result<()> {
        bail!("the bot in this process cannot be killed alone")
    }

    async fn settle(&self) -> Result<()> {
        self.signal.settle().await?;
        self.matrix.settle().await?;
        self.world.settle().await?;
        self.bot.engine.settle().await;
        Ok(())
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }
}
