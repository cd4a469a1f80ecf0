//! The stage over three networks: Ana is on Signal, Ben on Matrix, Cleo on the third.

use std::time::Duration;

use anyhow::{Result, bail};
use async_trait::async_trait;
use wegotus_real_whatsapp::Called;
use wegotus_script::{Change, Handle, Place, Seen, Stage};

use crate::bot::Bot;
use crate::third::Third;
use crate::world::World;

/// A Signal group `signal`, a Matrix room `matrix`, a room `whatsapp` on the third network, a neighbour in each, and one
/// bot.
pub struct Block {
    bot: Bot,
    signal: wegotus_real_signal::Street,
    matrix: wegotus_synapse::Street,
    third: Box<dyn Third>,
}

impl Block {
    /// Starts all of it, with a WhatsApp group that hides numbers.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn with_whatsapp() -> Result<Self> {
        let group = [("whatsapp", Called::HiddenId)];
        Self::with(async {
            Ok(Box::new(wegotus_real_whatsapp::Street::people(&group).await?) as _)
        })
        .await
    }

    /// Starts all of it, with a room of the sandbox.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn with_sandbox() -> Result<Self> {
        Self::with(async { Ok(Box::new(World::open().await?) as _) }).await
    }

    async fn with(third: impl Future<Output = Result<Box<dyn Third>>>) -> Result<Self> {
        let (signal, matrix, third) = tokio::join!(
            wegotus_real_signal::Street::people(&["signal"]),
            wegotus_synapse::Street::people(&["matrix"]),
            third
        );
        let (signal, matrix, third) = (signal?, matrix?, third?);
        let bot = Bot::start(&signal, &matrix, third.as_ref()).await?;
        matrix.joined().await?;
        Ok(Self {
            bot,
            signal,
            matrix,
            third,
        })
    }

    fn at(&self, place: &Place) -> Result<&dyn Stage> {
        let (Place::Room(name) | Place::Direct(name)) = place;
        Ok(match name.as_str() {
            "signal" | "Ana" => &self.signal,
            "matrix" | "Ben" => &self.matrix,
            "whatsapp" | "Cleo" => self.third.as_ref(),
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
        self.third.settle().await?;
        self.bot.engine.settle().await;
        Ok(())
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }
}
