//! The rooms that are bridged, as was last seen: whoever has to know of one asks here, without asking its state anew.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use matrix_sdk::Room;
use matrix_sdk::ruma::{RoomId, UserId};
use wegotus_chat::RoomRef;

use crate::bridged::{self, Portal};
use crate::rooms;

/// Known of all rooms the bot listens in. In memory only; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Portals {
    /// Bridges that rooms do not tell of, as the settings name them.
    named: Arc<[String]>,
    known: Arc<RwLock<BTreeMap<String, Portal>>>,
}

impl Portals {
    /// None seen yet.
    pub(crate) fn new(named: &[String]) -> Self {
        Self {
            named: named.into(),
            known: Arc::default(),
        }
    }

    /// Looks at a room anew.
    pub(crate) async fn look(&self, room: &Room) -> Option<Portal> {
        let mut there = Vec::new();
        for bot in self.named.iter() {
            let user = <&UserId>::try_from(bot.as_str());
            if let Ok(user) = user
                && rooms::is_member(room, user).await
            {
                there.push(bot.clone());
            }
        }
        let portal = Portal::with(rooms::portal_of(room).await, there);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let id = room.room_id().to_string();
        match portal.clone() {
            Some(portal) => known.insert(id, portal),
            None => known.remove(&id),
        };
        portal
    }

    /// The bot is no longer in this room.
    pub(crate) fn left(&self, room: &RoomId) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.remove(room.as_str());
    }

    /// The bridges of a room, as last seen.
    pub(crate) fn of(&self, room: &str) -> Option<Portal> {
        self.any(|id, portal| (id == room).then(|| portal.clone()))
    }

    /// Whether an account is a bridge's, made for somebody in one of these rooms.
    pub(crate) fn is_puppet(&self, person: &str) -> bool {
        self.any(|_, portal| portal.is_puppet(person).then_some(()))
            .is_some()
    }

    /// Whether somebody can be written to: those behind a bridge only where they have a private chat with the bot there.
    pub(crate) fn reaches(&self, person: &str) -> bool {
        let chat = |_: &str, portal: &Portal| portal.is_chat_with(person).then_some(());
        !bridged::is_relayed(person) && (!self.is_puppet(person) || self.any(chat).is_some())
    }

    /// The rooms that show a group of another network, and which.
    pub(crate) fn groups(&self) -> Vec<(RoomRef, RoomRef)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let of = |(id, portal): (&String, &Portal)| -> Vec<(RoomRef, RoomRef)> {
            let here = RoomRef::new(wegotus_chat::Platform::Matrix, id.as_str());
            portal.groups().map(|group| (here.clone(), group)).collect()
        };
        known.iter().flat_map(of).collect()
    }

    fn any<T>(&self, of: impl Fn(&str, &Portal) -> Option<T>) -> Option<T> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().find_map(|(id, portal)| of(id, portal))
    }
}
