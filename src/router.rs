//! Which network something is for.

use wegotus_chat::{Event, EventKind, RoomRef};

/// What the router has to know of a network.
pub trait Knows {
    /// Whether this room belongs to it.
    fn knows_room(&self, room: &RoomRef) -> bool;
    /// Whether this person took part in it.
    fn knows_person(&self, person: &wegotus_chat::PersonRef) -> bool;
}

/// Where something goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Route<'a, N> {
    /// To this network.
    To(&'a N),
    /// The room belongs to none.
    Nowhere,
}

/// The network an event is for: of a room, the one it belongs to; of a private message, the only one its
/// sender took part in, or the only one there is.
pub fn route<'a, N: Knows>(event: &Event, networks: &'a [N]) -> Route<'a, N> {
    let room_of = || {
        networks
            .iter()
            .find(|network| network.knows_room(&event.room))
    };
    if !event.sender.private && !matches!(event.kind, EventKind::Echo { .. }) {
        return room_of().map_or(Route::Nowhere, Route::To);
    }
    if let [only] = networks {
        return Route::To(only);
    }
    let mut knowing = networks
        .iter()
        .filter(|network| network.knows_person(&event.sender.person));
    match (room_of(), knowing.next()) {
        (Some(network), _) | (None, Some(network)) => Route::To(network),
        (None, None) => Route::Nowhere,
    }
}
