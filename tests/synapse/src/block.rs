//! A plain room with people by bare requests and the bot: for tests by the hundred.

use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::{Account, Balance, Bot, Follow, Ledger, Person, Setup, Synapse, Wire, until};

/// How long the bot may take from its start until it has joined the room.
const UNTIL_JOINED: Duration = Duration::from_secs(90);

/// A Synapse, one plain room on it, some people in it, and the bot, which is running and has joined.
pub struct Block {
    /// The people, in the order they were named.
    pub people: Vec<Wire>,
    /// The room's Matrix id.
    pub room: String,
    /// The bot's account.
    pub account: Account,
    /// The bot on trial.
    pub bot: Bot,
    /// What its people see.
    pub view: Follow,
    /// The homeserver; last, so that it ends last.
    pub synapse: Synapse,
}

impl Block {
    /// Starts all of it; the first of `names` opens the room.
    ///
    /// # Errors
    /// When a part does not start or the bot does not come.
    pub async fn open(names: &[&str]) -> Result<Self> {
        let synapse = Synapse::start().await?;
        let mut people = Vec::new();
        for name in names {
            people.push(synapse.wire(name).await?);
        }
        let host = people.first().context("a block needs people")?.account();
        let room = host.create_room("Block 5").await?;
        for person in people.iter().skip(1) {
            host.invite(&room, person.account().user_id()).await?;
            person.account().join(&room).await?;
        }
        let account = synapse.account("wegotus").await?;
        host.invite(&room, account.user_id()).await?;
        let mut bot = Bot::new(Setup::new(&synapse, &account, &[host.user_id()]))?;
        bot.start()?;
        until("the bot joins", UNTIL_JOINED, async || {
            let there = host
                .members(&room)
                .await?
                .iter()
                .any(|it| it == account.user_id());
            Ok(there.then_some(()))
        })
        .await
        .with_context(|| bot.said())?;
        let view = people[0].follow(&room);
        Ok(Self {
            people,
            room,
            account,
            bot,
            view,
            synapse,
        })
    }

    /// How the room stands against `ledger`, once nothing of it is unanswered and the bot has had the
    /// occasion to say a thing too much; or after `patience`, however it stands.
    ///
    /// # Errors
    /// When the homeserver refuses, or the bot does not even answer a plain question.
    pub async fn settled(&mut self, ledger: &Ledger, patience: Duration) -> Result<Balance> {
        let view = &mut self.view;
        let _incomplete = until("all is answered", patience, async || {
            let complete = ledger.balance(&view.messages().await?).nothing_lost();
            Ok(complete.then_some(()))
        })
        .await;
        // The bot answers a room in order: when it has answered this, it has said all the rest.
        let question = self.people[0].say(&self.room, "help").await?;
        until("the bot answers a question", patience, async || {
            let all = view.messages().await?;
            let answered = all.iter().any(|it| it.reply_to.as_ref() == Some(&question));
            Ok(answered.then_some(()))
        })
        .await
        .with_context(|| self.bot.said())?;
        Ok(ledger.balance(&view.messages().await?))
    }
}
