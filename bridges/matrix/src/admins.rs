//! Who administers a room: members with a power level of 50 or more, as moderators and admins have it, and those who
//! made the room where that puts them above all levels (room version 12).

use std::collections::BTreeSet;

use matrix_sdk::ruma::events::room::power_levels::UserPowerLevel;
use matrix_sdk::ruma::{OwnedUserId, int};
use matrix_sdk::{Room, RoomState};
use wegotus_chat::{
    Event, EventKey, EventKind, Name, PersonRef, Platform, Sender, SenderKind, Timestamp,
};

use crate::rooms;
use crate::sync::{End, Listener};

impl Listener {
    /// Tells who administers these rooms, where that is not what was told of them since the bot began to listen.
    pub(crate) async fn tell_admins(&mut self, of: Vec<Room>) -> Result<(), End> {
        let mut events = Vec::new();
        for room in of {
            if room.state() != RoomState::Joined || rooms::is_private(&room).await {
                continue;
            }
            let Some(admins) = admins(&room).await else {
                continue;
            };
            let id = room.room_id().to_owned();
            if self.admins.get(&id) != Some(&admins) {
                events.push(told(&room, &admins, self.host.clock.now()));
                self.admins.insert(id, admins);
            }
        }
        if events.is_empty() {
            return Ok(());
        }
        self.commit(events).await
    }
}

/// Whoever of those in the room has a say over it, but for the bot; none where the room's levels are not known.
async fn admins(room: &Room) -> Option<BTreeSet<OwnedUserId>> {
    let levels = room.power_levels().await.ok()?;
    let mut people: BTreeSet<OwnedUserId> = levels.users.keys().cloned().collect();
    people.extend(room.creators().unwrap_or_default());
    people.remove(room.own_user_id());
    let mut admins = BTreeSet::new();
    for person in people {
        let says = levels.for_user(&person) >= UserPowerLevel::Int(int!(50));
        if says && rooms::is_member(room, &person).await {
            admins.insert(person);
        }
    }
    Some(admins)
}

/// It is put together of several events, so its key names the look at which it was seen.
fn told(room: &Room, admins: &BTreeSet<OwnedUserId>, at: Timestamp) -> Event {
    let people = admins.iter();
    Event {
        key: EventKey(format!("admins/{}/{}", room.room_id(), at.0)),
        room: rooms::named(room.room_id()),
        sender: Sender {
            person: PersonRef::new(Platform::Matrix, room.own_user_id().as_str()),
            name: Name::default(),
            kind: SenderKind::Own,
            private: false,
        },
        at,
        vanishes: None,
        kind: EventKind::Admins {
            people: people
                .map(|person| PersonRef::new(Platform::Matrix, person.as_str()))
                .collect(),
        },
    }
}
