//! One outbound thing → one request, named by its key, so that a retry says it once.

use std::time::Duration;

use matrix_sdk::ruma::api::client::room::create_room;
use matrix_sdk::ruma::events::InitialStateEvent;
use matrix_sdk::ruma::events::room::encryption::RoomEncryptionEventContent;
use matrix_sdk::ruma::{EventId, OwnedTransactionId, UserId};
use matrix_sdk::{Client, Room};
use serde_json::Value;
use tokio::sync::Mutex;
use wegotus_chat::{
    Action, Destination, EffectKey, MessageRef, Outbound, RoomRef, SendError, Sent,
};

use crate::behind::Stuck;
use crate::bridged;
use crate::content::{self, Tone};
use crate::incoming::TXN_PREFIX;
use crate::portals::Portals;
use crate::records::Records;
use crate::refusal;
use crate::rooms;

/// Sends through one client at a time; opens one private room at a time.
pub(crate) struct Outgoing {
    opening: Mutex<()>,
    /// The rooms behind which another network is.
    portals: Portals,
    /// Where nothing may be said now.
    pub stuck: Stuck,
}

impl Outgoing {
    /// Nothing is stuck yet.
    pub(crate) fn new(portals: Portals) -> Self {
        Self {
            opening: Mutex::default(),
            portals,
            stuck: Stuck::default(),
        }
    }

    /// Sends one thing.
    pub(crate) async fn send(
        &self,
        client: &Client,
        records: &Records,
        out: &Outbound,
    ) -> Result<Sent, SendError> {
        let key = out.key.0.as_str();
        let room_of = |client: &Client, room: &RoomRef| self.free(room_of(client, room)?);
        match &out.action {
            Action::Say { text, reply_to } => {
                let room = match &out.to {
                    Destination::Room(room) => room_of(client, room)?,
                    Destination::Direct(person) => {
                        let _one_at_a_time = self.opening.lock().await;
                        let portals = &self.portals;
                        self.free(direct(client, records, portals, &person.native).await?)?
                    }
                };
                let named = rooms::named(room.room_id());
                let answered = reply_to
                    .as_ref()
                    .filter(|target| target.room == named)
                    .map(|target| target.native.as_str());
                let tone = self.tone_in(&room);
                let said = content::message(tone, text, answered, key);
                let id = say(&room, "m.room.message", said, &out.key).await?;
                Ok(Sent {
                    message: MessageRef::new(named, id),
                })
            }
            Action::Edit { target, text } => {
                let room = room_of(client, &target.room)?;
                let tone = self.tone_in(&room);
                let edit = content::edit(tone, &target.native, text, key);
                say(&room, "m.room.message", edit, &out.key).await?;
                Ok(Sent {
                    message: target.clone(),
                })
            }
            Action::React { target, emoji } => {
                let room = room_of(client, &target.room)?;
                let reaction = content::reaction(&target.native, emoji, key);
                match say(&room, "m.reaction", reaction, &out.key).await {
                    // It stands there already, which is what was wanted.
                    Err(SendError::Rejected { reason })
                        if reason.ends_with("M_DUPLICATE_ANNOTATION") => {}
                    sent => {
                        sent?;
                    }
                }
                Ok(Sent {
                    message: target.clone(),
                })
            }
            Action::Delete { target } => {
                let room = room_of(client, &target.room)?;
                let id = EventId::parse(&target.native).map_err(|_| no_message())?;
                room.redact(&id, None, Some(transaction(&out.key)))
                    .await
                    .map_err(|error| refusal::of_request(&error))?;
                Ok(Sent {
                    message: target.clone(),
                })
            }
        }
    }

    /// How the bot speaks there.
    fn tone_in(&self, room: &Room) -> Tone {
        match self.portals.of(room.room_id().as_str()) {
            Some(_) => Tone::Words,
            None => Tone::Notice,
        }
    }

    /// The room, unless nothing may be said in it now.
    fn free(&self, room: Room) -> Result<Room, SendError> {
        if self.stuck.holds(&room) {
            return Err(SendError::Retry { after: WHILE_STUCK });
        }
        Ok(room)
    }
}

/// How long a message to a room that lags behind waits before it is tried again.
const WHILE_STUCK: Duration = Duration::from_secs(5);

async fn say(
    room: &Room,
    kind: &str,
    content: Value,
    key: &EffectKey,
) -> Result<String, SendError> {
    let sent = room
        .send_raw(kind, content)
        .with_transaction_id(&transaction(key))
        .await
        .map_err(|error| refusal::of_send(&error))?;
    Ok(sent.response.event_id.to_string())
}

fn transaction(key: &EffectKey) -> OwnedTransactionId {
    format!("{TXN_PREFIX}{}", key.0).into()
}

fn room_of(client: &Client, room: &RoomRef) -> Result<Room, SendError> {
    rooms::joined(client, &room.native).ok_or_else(|| SendError::Rejected {
        reason: "the bot is not in that room".into(),
    })
}

fn behind_a_bridge() -> SendError {
    SendError::Rejected {
        reason: "they are behind somebody's bridge, and can be written to in its room only".into(),
    }
}

fn no_message() -> SendError {
    SendError::Rejected {
        reason: "that is not a Matrix message".into(),
    }
}

/// The private room with a person: the one used last, else one they opened, else a new one.
async fn direct(
    client: &Client,
    records: &Records,
    portals: &Portals,
    person: &str,
) -> Result<Room, SendError> {
    if bridged::is_relayed(person) {
        return Err(behind_a_bridge());
    }
    let user = UserId::parse(person).map_err(|_| SendError::Rejected {
        reason: "that is not a Matrix account".into(),
    })?;
    let remembered = records.direct_room(person).await.ok().flatten();
    if let Some(room) = remembered.and_then(|id| rooms::joined(client, &id))
        && let Some(room) = still_with(room, &user).await?
    {
        return Ok(room);
    }
    for room in client.joined_rooms() {
        if rooms::is_private(&room).await && rooms::holds(&room, &user).await {
            remember(records, person, &room).await?;
            return Ok(room);
        }
    }
    // A bridge takes its puppets out of chats that nobody of its own network began.
    if portals.is_puppet(person) {
        return Err(behind_a_bridge());
    }
    let room = open(client, &user).await?;
    remember(records, person, &room).await?;
    Ok(room)
}

/// The room, if it is still for this person and nobody else; invites them again if they left it.
async fn still_with(room: Room, user: &UserId) -> Result<Option<Room>, SendError> {
    if rooms::holds(&room, user).await {
        return Ok(rooms::is_private(&room).await.then_some(room));
    }
    if room.active_members_count() > 1 {
        return Ok(None);
    }
    match room.invite_user_by_id(user).await {
        Ok(()) => Ok(Some(room)),
        Err(error) if refusal::is_final(&error) && !refusal::is_logged_out(&error) => Ok(None),
        Err(error) => Err(refusal::of_send(&error)),
    }
}

async fn open(client: &Client, user: &UserId) -> Result<Room, SendError> {
    let mut request = create_room::v3::Request::new();
    request.is_direct = true;
    request.invite = vec![user.to_owned()];
    request.preset = Some(create_room::v3::RoomPreset::PrivateChat);
    let encrypted = RoomEncryptionEventContent::with_recommended_defaults();
    request.initial_state = vec![InitialStateEvent::with_empty_state_key(encrypted).to_raw_any()];
    client
        .create_room(request)
        .await
        .map_err(|error| refusal::of_send(&error))
}

async fn remember(records: &Records, person: &str, room: &Room) -> Result<(), SendError> {
    records
        .keep_direct_room(person, room.room_id().as_str())
        .await
        // The room is found again among the joined ones.
        .map_err(|_| SendError::Retry {
            after: Duration::from_secs(5),
        })
}
