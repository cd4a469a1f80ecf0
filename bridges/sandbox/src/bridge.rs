//! The sandbox as a bridge: events out of the world, the bot's words into it.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Abilities, Ability, Action, Bridge, BridgeState, Clock, Destination, Event, EventKey,
    EventKind, EventSink, Fatal, MessageRef, Outbound, PersonRef, Platform, RoomRef, SendError,
    Sender, SenderKind, Sent, SystemClock,
};

use crate::faults::take_one;
use crate::world::BotAction;
use crate::{BOT_NAME, Emoji, MessageId, Person, Room, Sandbox, SandboxError};

/// How many events at most are handed over at once.
const BATCH: usize = 256;
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The bot's end of a [`Sandbox`].
///
/// Each thing the bot does comes back as one `Echo` under the key it was sent under: of a message its own
/// id, of an edit, a reaction or a deletion the id of the message it was done to, as in `Sent`.
pub struct SandboxBridge {
    world: Arc<Sandbox>,
    admin: Option<Person>,
}

impl SandboxBridge {
    /// A bridge into this world.
    #[must_use]
    pub fn new(world: Arc<Sandbox>) -> Self {
        Self { world, admin: None }
    }

    /// This person administers the group rooms, and the bot is told so.
    #[must_use]
    pub fn administered_by(mut self, person: Person) -> Self {
        self.admin = Some(person);
        self
    }

    /// Who administers the group rooms, as the bot is told when it begins to listen.
    fn admins(&self) -> Vec<Event> {
        let told = |admin: &Person| {
            Room::GROUPS.map(|room| Event {
                key: EventKey(format!("admins/{room}/{}", admin.as_str())),
                room: room.to_ref(),
                sender: Sender {
                    person: PersonRef::new(Platform::Sandbox, BOT_NAME),
                    name: BOT_NAME.into(),
                    kind: SenderKind::Own,
                    private: false,
                },
                at: self.world.now(),
                vanishes: None,
                kind: EventKind::Admins {
                    people: vec![admin.to_ref()],
                },
            })
        };
        self.admin.iter().flat_map(told).collect()
    }

    /// Hands over one batch of what is not committed. Says whether there was any.
    async fn hand_over(&self, sink: &dyn EventSink) -> Result<bool, String> {
        let (mut events, next) = self.world.uncommitted(BATCH);
        if events.is_empty() {
            return Ok(false);
        }
        if self
            .world
            .take_fault(|faults| take_one(&mut faults.reverse_batches))
        {
            events.reverse();
        }
        sink.commit(events.clone())
            .await
            .map_err(|error| error.to_string())?;
        if self
            .world
            .take_fault(|faults| take_one(&mut faults.redeliver_batches))
        {
            sink.commit(events)
                .await
                .map_err(|error| error.to_string())?;
        }
        self.world
            .commit(next)
            .await
            .map_err(|error| error.to_string())?;
        Ok(true)
    }

    async fn act(&self, out: &Outbound) -> Result<MessageRef, SandboxError> {
        let room = match &out.to {
            Destination::Room(room) => room_of(room)?,
            Destination::Direct(person) if person.platform == Platform::Sandbox => {
                Room::Direct(person.native.parse::<Person>()?)
            }
            Destination::Direct(_) => return Err(SandboxError::UnknownRoom),
        };
        let action = match &out.action {
            Action::Say { text, reply_to } => BotAction::Say {
                room: room.clone(),
                text: text.clone(),
                reply_to: reply_to.as_ref().map(message_of).transpose()?,
            },
            Action::Edit { target, text } => BotAction::Edit {
                message: message_of(target)?,
                text: text.clone(),
            },
            Action::React { target, emoji } => BotAction::React {
                message: message_of(target)?,
                emoji: emoji.parse::<Emoji>()?,
            },
            Action::Delete { target } => BotAction::Delete {
                message: message_of(target)?,
            },
        };
        let target_room = match &out.action {
            Action::Say { .. } => room,
            Action::Edit { target, .. }
            | Action::React { target, .. }
            | Action::Delete { target } => room_of(&target.room)?,
        };
        let message = self.world.act(out.key.clone(), action).await?;
        Ok(message.to_ref(&target_room))
    }
}

#[async_trait]
impl Bridge for SandboxBridge {
    fn platform(&self) -> Platform {
        Platform::Sandbox
    }

    fn abilities(&self, room: &RoomRef) -> Abilities {
        room_of(room).map_or(
            Abilities {
                edit: Ability::Never,
                delete: Ability::Never,
                react: Ability::Never,
                direct: Ability::Never,
            },
            |room| room.abilities(),
        )
    }

    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal> {
        state.send_replace(BridgeState::Starting);
        if self
            .world
            .take_fault(|faults| std::mem::take(&mut faults.redeliver_all_on_restart))
        {
            self.world.uncommit_all();
        }
        let mut admins = self.admins();
        let listening = async {
            let (mut changes, mut faults) = (self.world.changes(), self.world.faults());
            let mut pause = FIRST_PAUSE;
            loop {
                // It fails only when the world is gone, and that is a field of ours.
                let _ = faults.wait_for(|faults| !faults.hold_delivery).await;
                changes.mark_unchanged();
                if sink.commit(admins.clone()).await.is_ok() {
                    admins.clear();
                }
                match self.hand_over(sink.as_ref()).await {
                    Ok(true) => pause = FIRST_PAUSE,
                    Ok(false) => {
                        pause = FIRST_PAUSE;
                        if !matches!(*state.borrow(), BridgeState::Connected) {
                            state.send_replace(BridgeState::Connected);
                        }
                        let _ = changes.changed().await;
                    }
                    Err(why) => {
                        tracing::warn!(%why, ?pause, "the sandbox's events are not committed; trying again");
                        state.send_replace(BridgeState::Degraded {
                            why: format!("{why}; trying again in {} ms", pause.as_millis()),
                        });
                        // Real time: what stands in the way does not follow the sandbox's clock.
                        SystemClock.sleep(pause).await;
                        pause = (pause * 2).min(LONGEST_PAUSE);
                    }
                }
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = listening => {}
        }
        state.send_replace(BridgeState::Stopped);
        Ok(())
    }

    async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        if let Some(fault) = self
            .world
            .take_fault(|faults| faults.fail_next_sends.pop_front())
        {
            return Err(fault);
        }
        let message = self.act(out).await.map_err(|error| match error {
            SandboxError::Behind | SandboxError::NotKept(_) => SendError::Retry {
                after: Duration::from_secs(1),
            },
            refusal => SendError::Rejected {
                reason: refusal.to_string(),
            },
        })?;
        if self
            .world
            .take_fault(|faults| take_one(&mut faults.lose_receipts))
        {
            return Err(SendError::MaybeSent);
        }
        Ok(Sent { message })
    }
}

fn room_of(room: &RoomRef) -> Result<Room, SandboxError> {
    if room.platform == Platform::Sandbox {
        room.native.parse()
    } else {
        Err(SandboxError::UnknownRoom)
    }
}

fn message_of(message: &MessageRef) -> Result<MessageId, SandboxError> {
    room_of(&message.room)?;
    message.native.parse()
}
