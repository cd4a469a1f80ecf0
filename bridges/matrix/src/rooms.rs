//! Rooms and who is in them: what people call themselves, and which rooms are private.

use matrix_sdk::deserialized_responses::RawAnySyncOrStrippedState;
use matrix_sdk::ruma::events::StateEventType;
use matrix_sdk::ruma::events::room::member::MembershipState;
use matrix_sdk::ruma::{RoomId, UserId};
use matrix_sdk::{Client, Room, RoomMemberships};
use serde_json::Value;
use wegotus_chat::{Name, Platform, RoomRef};

use crate::bridged::{self, Portal};

/// The room as the rest of wegotus names it.
pub(crate) fn named(room: &RoomId) -> RoomRef {
    RoomRef::new(Platform::Matrix, room.as_str())
}

/// The joined room a reference names, if the bot is in it.
pub(crate) fn joined(client: &Client, native: &str) -> Option<Room> {
    let room = client.get_room(&RoomId::parse(native).ok()?)?;
    (room.state() == matrix_sdk::RoomState::Joined).then_some(room)
}

/// What a person calls themselves in a room; the first part of their user id where they do not say, and nothing
/// where that is a number.
pub(crate) async fn name_of(room: &Room, person: &str) -> Name {
    let Ok(user) = <&UserId>::try_from(person) else {
        return bridged::name(person);
    };
    let member = room.get_member(user).await.ok().flatten();
    let given = member.as_ref().and_then(|member| member.display_name());
    bridged::name(given.unwrap_or(user.localpart()))
}

/// What a room calls itself, or is called after the people in it.
pub(crate) async fn title_of(room: &Room) -> Option<Name> {
    Some(room.display_name().await.ok()?.to_string().into())
}

/// The bridges that have a group of another network behind this room, where it says so.
pub(crate) async fn portal_of(room: &Room) -> Option<Portal> {
    let mut contents: Vec<Value> = Vec::new();
    for kind in bridged::STATE {
        let kind = StateEventType::from(kind);
        for event in room.get_state_events(kind).await.unwrap_or_default() {
            let content = match event {
                RawAnySyncOrStrippedState::Sync(raw) => raw.get_field("content"),
                RawAnySyncOrStrippedState::Stripped(raw) => raw.get_field("content"),
            };
            contents.extend(content.ok().flatten());
        }
    }
    Portal::of(&contents)
}

/// Whether only one person besides the bot can read this room, and it is meant so: marked as a direct
/// chat, as clients do when somebody starts one, or made by the bot, which makes no others. A small room
/// without a name is a room all the same.
pub(crate) async fn is_private(room: &Room) -> bool {
    let creators = room.creators().unwrap_or_default();
    let ours = creators.iter().any(|by| by == room.own_user_id());
    (ours || room.direct_targets_length() > 0)
        && match people_in(room).await {
            0..=2 => true,
            // The third may be the bridge over which the two speak.
            3 => holds_its_bridge(room).await,
            _ => false,
        }
}

async fn holds_its_bridge(room: &Room) -> bool {
    let Some(portal) = portal_of(room).await.filter(Portal::is_direct) else {
        return false;
    };
    for bot in portal.bots() {
        let bot = <&UserId>::try_from(bot);
        if let Ok(bot) = bot
            && holds(room, bot).await
        {
            return true;
        }
    }
    false
}

/// How many are in the room or invited, the bot included.
async fn people_in(room: &Room) -> u64 {
    match room.active_members_count() {
        0 => room
            .members(RoomMemberships::ACTIVE)
            .await
            .map_or(u64::MAX, |people| people.len() as u64),
        counted => counted,
    }
}

/// Whether a person is in the room, or invited to it.
pub(crate) async fn holds(room: &Room, person: &UserId) -> bool {
    matches!(
        membership(room, person).await,
        Some(MembershipState::Join | MembershipState::Invite)
    )
}

/// Whether a person is in the room.
pub(crate) async fn is_member(room: &Room, person: &UserId) -> bool {
    membership(room, person).await == Some(MembershipState::Join)
}

async fn membership(room: &Room, person: &UserId) -> Option<MembershipState> {
    let member = room.get_member(person).await.ok().flatten()?;
    Some(member.membership().clone())
}
