//! The rooms that the bot is in, whether they belong to a network or not.

use wegotus_chat::{Name, Platform, RoomRef};

use super::Engine;
use crate::tracker::NetworkId;

/// A room that a bridge's account is in.
pub struct Inhabited {
    /// The room.
    pub room: RoomRef,
    /// What it calls itself; empty where it does not say.
    pub name: Name,
    /// The network it belongs to, where it belongs to one.
    pub network: Option<NetworkId>,
}

impl Engine {
    /// The rooms the account on a platform is in, as far as its bridge knows by now.
    #[must_use]
    pub fn rooms(&self, platform: Platform) -> Vec<Inhabited> {
        let line = self.lines.get(&platform);
        let all = line.map(|line| line.bridge.rooms()).unwrap_or_default();
        let network_of = |room: &RoomRef| {
            let mut networks = self.core.networks.iter();
            let found = networks.find(|it| it.network.knows_room(room));
            found.map(|it| it.network.id.clone())
        };
        let inhabited = all.into_iter().map(|(room, name)| Inhabited {
            network: network_of(&room),
            room,
            name,
        });
        inhabited.collect()
    }
}
