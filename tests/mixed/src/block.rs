//! The stage over three networks: Ana is on Signal, Ben on Matrix, Cleo on WhatsApp.

use std::time::Duration;

use anyhow::{Result, bail};
use async_trait::async_trait;
use wegotus_real_whatsapp::Called;
use wegotus_script::{Change, Handle, Place, Seen, Stage};

use crate::bot::Bot;

/// A Signal group `signal`, a Matrix room `matrix`, a WhatsApp group `whatsapp` that hides numbers, a neighbour in each,
/// and one bot.
pub struct Block {
    bot: Bot,
    signal: wegotus_real_signal::Street,
    matrix: wegotus_synapse::Street,
    whatsapp: wegotus_real_whatsapp::Street,
}

impl Block {
    /// Starts all of it.
    ///
    /// # Errors
    /// When a part does not start.
    pub async fn open() -> Result<Self> {
        let (signal, matrix, whatsapp) = tokio::join!(
            wegotus_real_signal::Street::people(&["signal"]),
            wegotus_synapse::Street::people(&["matrix"]),
            wegotus_real_whatsapp::Street::people(&[("whatsapp", Called::HiddenId)])
        );
        let (signal, matrix, whatsapp) = (signal?, matrix?, whatsapp?);
        let bot = Bot::start(&signal, &matrix, &whatsapp).await?;
        matrix.joined().await?;
        Ok(Self {
            bot,
            signal,
            matrix,
            whatsapp,
        })
    }

    fn at(&self, place: &Place) -> Result<&dyn Stage> {
        let (Place::Room(name) | Place::Direct(name)) = place;
        Ok(match name.as_str() {
            "signal" | "Ana" => &self.signal,
            "matrix" | "Ben" => &self.matrix,
            "whatsapp" | "Cleo" => &self.whatsapp,
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
        self.whatsapp.settle().await?;
        self.bot.engine.settle().await;
        Ok(())
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }
}
