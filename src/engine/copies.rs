//! Rooms that show what is said in a group of another network, since somebody's bridge joins the two. Where the bot is in
//! that group itself, it hears and says everything there, and the room counts as none of its rooms: one neighbour's words
//! are one post.

use wegotus_chat::{
    Event, EventKey, EventKind, Finding, Platform, RoomChange, RoomRef, SenderKind, Verdict,
};

use super::{Core, Engine};

impl Core {
    /// An event as it counts: of a room that is a copy only that the bot is not in it, once that has to be said.
    pub(super) fn first_hand(&self, event: Event) -> Option<Event> {
        if event.sender.private || !self.is_copy(&event.room) {
            return Some(event);
        }
        let mut networks = self.networks.iter();
        let is_known = networks.any(|it| it.network.knows_room(&event.room));
        is_known.then(|| Event {
            key: EventKey(format!("copy/{}", event.key.0)),
            sender: wegotus_chat::Sender {
                kind: SenderKind::Own,
                ..event.sender
            },
            vanishes: None,
            kind: EventKind::Membership {
                change: RoomChange::Left,
                room_name: None,
            },
            ..event
        })
    }

    /// Whether a room shows a group that the bot is in itself.
    fn is_copy(&self, room: &RoomRef) -> bool {
        let bridges = self.bridges.iter();
        let here = bridges.filter(|it| it.platform() == room.platform);
        here.flat_map(|it| it.copies())
            .any(|(copy, group)| copy == *room && self.is_in(&group))
    }

    fn is_in(&self, group: &RoomRef) -> bool {
        let mut networks = self.networks.iter();
        let has_bridge = self
            .bridges
            .iter()
            .any(|it| it.platform() == group.platform);
        has_bridge && networks.any(|it| it.network.knows_room(group))
    }
}

impl Engine {
    /// What an operator should know of the rooms that are copies.
    pub(super) fn of_copies(&self) -> impl Iterator<Item = (Platform, Finding)> {
        let all = self.core.bridges.iter().flat_map(|it| it.copies());
        let copies = all.filter(|(_, group)| self.core.is_in(group));
        copies.map(|(room, group)| {
            let finding = Finding {
                what: format!(
                    "A room is joined by somebody's bridge with a {} group that the bot is in itself; the bot hears and \
                     says everything in the group, and leaves the room alone",
                    group.platform
                ),
                verdict: Verdict::Wrong,
                remedy: Some(
                    "Take the bot out of one of the two; whoever writes in the room is heard through that bridge only"
                        .to_owned(),
                ),
            };
            (room.platform, finding)
        })
    }
}
