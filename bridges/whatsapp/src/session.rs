//! One client, from when it is opened to its end.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    BridgeState, Event, EventSink, Fatal, Host, Name, Patience, RoomRef, SealedError, Stopped,
    Teller,
};
use whatsapp_rust::types::events::{self as sdk, InboundMessage};
use whatsapp_rust::wacore::types::events::{DecryptFailMode, UnavailableType};

use crate::groups;
use crate::native;
use crate::outgoing::Outgoing;
use crate::people::People;
use crate::port::{Group, Heard, NotSent, WaPort};
use crate::reactions::Reactions;
use crate::reader::{Reader, addresses};
use crate::records::{Groups, Records};
use crate::states::{self, End, Turn};

/// Private messages from the account's phone that make an account somebody's own.
const PERSONAL: u32 = 3;

impl From<Stopped> for End {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<SealedError> for End {
    fn from(error: SealedError) -> Self {
        Self::Away(format!(
            "The bot's WhatsApp records cannot be read or written ({error}): see that the disk is not full, and that \
             data folder and key file belong together"
        ))
    }
}

/// What a session stands on.
pub(crate) struct Session<'a> {
    pub host: &'a Host,
    pub records: &'a Records,
    pub outgoing: &'a Outgoing,
    pub state: &'a Teller,
    pub stop: &'a CancellationToken,
    pub sink: Arc<dyn EventSink>,
    pub port: Arc<dyn WaPort>,
    /// The groups the account is in, for whoever asks.
    pub rooms: &'a RwLock<Vec<(RoomRef, Name)>>,
    /// What was written privately with the account's phone since the bot started.
    pub personal: &'a mut u32,
}

/// A session that reads.
struct Listening<'a, 'b> {
    session: &'b mut Session<'a>,
    reader: Reader,
    reactions: Reactions,
    groups: Groups,
    connected: bool,
    caught_up: bool,
    look: Look,
}

/// A look at the account's groups.
#[derive(Default)]
struct Look {
    running: Option<BoxFuture<'static, Result<Vec<Group>, NotSent>>>,
    /// They changed while it went on.
    again: bool,
}

impl Session<'_> {
    /// Runs until it ends. `live` is told whether the account can be written with.
    pub(crate) async fn run(
        &mut self,
        heard: &mut mpsc::UnboundedReceiver<Heard>,
        live: &(dyn Fn(bool) + Send + Sync),
    ) -> End {
        let ended = self.until_end(heard, live).await;
        live(false);
        ended.err().unwrap_or(End::Stopped)
    }

    async fn until_end(
        &mut self,
        heard: &mut mpsc::UnboundedReceiver<Heard>,
        live: &(dyn Fn(bool) + Send + Sync),
    ) -> Result<(), End> {
        let people = People::new(self.port.own(), self.records.hidden().await?);
        let reader = Reader::new(people, self.outgoing.lately.clone());
        let reactions = Reactions::new(self.host.vault.clone());
        reactions.sweep(self.host.clock.now()).await?;
        let groups = self.records.groups().await?;
        let mut listening = Listening {
            reader,
            reactions,
            groups,
            connected: false,
            caught_up: false,
            look: Look::default(),
            session: self,
        };
        listening.listen(heard, live).await
    }

    async fn commit(&self, batch: Vec<Event>) -> Result<(), End> {
        if batch.is_empty() {
            return Ok(());
        }
        let was_connected = self.state.is_connected();
        let mut patience = Patience::new(self.host.clock.clone(), self.stop.clone());
        loop {
            match self.sink.commit(batch.clone()).await {
                Ok(()) => break,
                Err(error) => {
                    self.state.degraded(format!(
                        "what was said cannot be kept ({}); trying again, and meanwhile the rest waits",
                        error.reason
                    ));
                    patience.wait(Duration::ZERO).await?;
                }
            }
        }
        if was_connected {
            self.state.tell(BridgeState::Connected);
        }
        Ok(())
    }
}

impl Listening<'_, '_> {
    async fn listen(
        &mut self,
        heard: &mut mpsc::UnboundedReceiver<Heard>,
        live: &(dyn Fn(bool) + Send + Sync),
    ) -> Result<(), End> {
        let stop = self.session.stop.clone();
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return Ok(()),
                heard = heard.recv() => match heard {
                    Some(Heard::Messages { batch, kept }) => {
                        let done = self.hear(&batch).await;
                        // Whoever asked may be gone; then it is sent again, and known by its key.
                        let _ = kept.send(done.is_ok());
                        done?;
                    }
                    Some(Heard::Told(event)) => self.told(&event, live).await?,
                    Some(Heard::Ended) | None => {
                        return Err(End::Away("the connection to WhatsApp ended".to_owned()));
                    }
                },
                there = looked(&mut self.look.running) => {
                    self.look.running = None;
                    self.see(there).await?;
                }
            }
        }
    }

    /// Hands over what was said.
    async fn hear(&mut self, batch: &[InboundMessage]) -> Result<(), End> {
        // The account's own addresses become known in the course of linking.
        self.reader.people.own = self.session.port.own();
        let hidden = self.reader.people.hidden().len();
        let (mut events, mut personal) = (Vec::new(), 0);
        for inbound in batch {
            for jid in addresses(inbound) {
                if !self.reader.people.knows(&jid)
                    && let Some(other) = self.session.port.other(&jid).await
                {
                    self.reader.people.learn(&jid, &other);
                }
            }
            let reaction = self.reader.reaction(inbound);
            let before = match &reaction {
                Some(name) => self.reactions.standing(name).await?,
                None => None,
            };
            let found = self.reader.read(inbound, before.as_deref());
            if let Some(name) = reaction {
                self.reactions.stage(&name, emoji(inbound));
            }
            events.extend(found.events);
            personal += u32::from(found.personal);
        }
        if self.reader.people.hidden().len() != hidden {
            let hidden = self.reader.people.hidden();
            self.session.records.keep_hidden(hidden).await?;
        }
        self.session.commit(events).await?;
        self.reactions.keep(self.session.host.clock.now()).await?;
        if personal > 0 {
            self.somebody_wrote(personal)?;
        }
        Ok(())
    }

    async fn told(
        &mut self,
        event: &sdk::Event,
        live: &(dyn Fn(bool) + Send + Sync),
    ) -> Result<(), End> {
        if let sdk::Event::UndecryptableMessage(it) = event {
            let is_shown = it.decrypt_fail_mode == DecryptFailMode::Show
                && it.unavailable_type != UnavailableType::ViewOnce;
            self.reader.people.own = self.session.port.own();
            let unread = is_shown.then(|| self.reader.unreadable(&it.info)).flatten();
            return self.session.commit(unread.into_iter().collect()).await;
        }
        if let sdk::Event::Messages(batch) = event {
            return self.hear(&batch.messages).await;
        }
        let now = self.session.host.clock.now();
        let Some(turn) = states::of(event, now) else {
            return Ok(());
        };
        match turn {
            Turn::Tell(mut state) => {
                if let BridgeState::AwaitingLink { was_linked, .. } = &mut state {
                    *was_linked = self.session.records.past().await?.linked.is_some();
                }
                self.session.state.tell(state);
            }
            Turn::Linked => {
                self.session.outgoing.linked().await;
                self.session.state.tell(BridgeState::Starting);
            }
            Turn::Connected => {
                self.connected = true;
                live(true);
                if self.session.records.ended().await?.is_some() {
                    self.session.records.keep_ended(None).await?;
                }
                self.if_all_is_well();
                self.look_at_groups();
            }
            Turn::CaughtUp => {
                self.caught_up = true;
                self.if_all_is_well();
            }
            Turn::Gone => {
                (self.connected, self.caught_up) = (false, false);
                live(false);
                self.session
                    .state
                    .degraded("the connection to WhatsApp is lost; trying again");
            }
            Turn::Groups => self.look_at_groups(),
            Turn::Acked(id, code) => self.session.outgoing.acked(&id, code),
            Turn::End(end) => return Err(end),
        }
        Ok(())
    }

    fn if_all_is_well(&self) {
        if self.connected && self.caught_up {
            self.session.state.tell(BridgeState::Connected);
        }
    }

    /// Asks for the groups; what they are is seen later, for meanwhile messages wait to be read.
    fn look_at_groups(&mut self) {
        if self.look.running.is_some() {
            self.look.again = true;
            return;
        }
        let port = self.session.port.clone();
        self.look.running = Some(Box::pin(async move { port.groups().await }));
    }

    /// Tells which groups the bot came into or left.
    async fn see(&mut self, there: Result<Vec<Group>, NotSent>) -> Result<(), End> {
        if std::mem::take(&mut self.look.again) {
            self.look_at_groups();
            return Ok(());
        }
        let Ok(there) = there else {
            // There will be another look when it is connected again, or when one changes.
            return Ok(());
        };
        let rooms = there.iter();
        let rooms = rooms.map(|it| (native::group(&it.jid), Name::from(it.name.as_str())));
        *self
            .session
            .rooms
            .write()
            .unwrap_or_else(PoisonError::into_inner) = rooms.collect();
        let own = self.session.port.own();
        self.reader.people.own = own.clone();
        let hidden = self.reader.people.hidden().len();
        for group in &there {
            for (jid, other) in &group.members {
                if let Some(other) = other {
                    self.reader.people.learn(jid, other);
                }
            }
            let room = native::group(&group.jid);
            let admins = group.admins.iter().map(|it| self.reader.people.name(it));
            let admins = admins.collect();
            self.reader.lately.set_timer(&room, group.timer);
            self.reader.admins.insert(room, admins);
        }
        if self.reader.people.hidden().len() != hidden {
            let hidden = self.reader.people.hidden();
            self.session.records.keep_hidden(hidden).await?;
        }
        let now = self.session.host.clock.now();
        let (events, next) = groups::changes(&self.groups, &there, &own, now);
        if !events.is_empty() {
            self.session.commit(events).await?;
            self.session.records.keep_groups(&next).await?;
            self.groups = next;
        }
        Ok(())
    }

    /// A bot's account has nobody to write to privately: whoever does is a person who linked their own.
    fn somebody_wrote(&mut self, messages: u32) -> Result<(), End> {
        *self.session.personal += messages;
        if *self.session.personal < PERSONAL {
            tracing::warn!(
                "somebody writes privately with the bot's WhatsApp account, on its phone; the account should be the bot's alone"
            );
            return Ok(());
        }
        Err(End::Fatal(Fatal {
            what: "The linked WhatsApp account is a person's own: private messages are written with it on its phone"
                .to_owned(),
            remedy: "Give the bot a number of its own, take this device off that phone's linked devices, and run `wegotus link whatsapp`"
                .to_owned(),
        }))
    }
}

/// The emoji of a reaction; empty where it was taken off.
fn emoji(inbound: &InboundMessage) -> &str {
    match crate::content::of(&inbound.message) {
        crate::content::Content::Reacts(_, emoji) => emoji,
        _ => "",
    }
}

/// The look that is going on, if one is.
async fn looked(
    running: &mut Option<BoxFuture<'static, Result<Vec<Group>, NotSent>>>,
) -> Result<Vec<Group>, NotSent> {
    match running {
        Some(running) => running.await,
        None => std::future::pending().await,
    }
}
