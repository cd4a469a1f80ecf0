//! Which invitations are accepted, and accepting them.

use std::sync::Arc;
use std::time::Duration;

use matrix_sdk::ruma::UserId;
use matrix_sdk::{Client, Room};
use wegotus_chat::Clock;

use crate::{refusal, rooms};

/// Waits between attempts to join: a homeserver may not be ready the instant it tells of an invitation.
const WAITS: [u64; 6] = [0, 1, 5, 30, 120, 600];

/// Whether `inviter` is among `allowed`: full ids, in which a `*` stands for anything, as in `@*:server`,
/// `*:server` or `*`. Nobody is when it is empty.
pub(crate) fn is_allowed(allowed: &[String], inviter: &UserId) -> bool {
    allowed
        .iter()
        .any(|pattern| fits(pattern, inviter.as_str()))
}

fn fits(pattern: &str, user: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == user;
    };
    let Some(user) = user.strip_prefix(start) else {
        return false;
    };
    user.char_indices()
        .map(|(at, _)| at)
        .chain([user.len()])
        .any(|at| fits(rest, &user[at..]))
}

/// The open invitations to accept, and how many others are left alone.
pub(crate) async fn to_accept(client: &Client, allowed: &[String]) -> (Vec<Room>, usize) {
    let mut accepted = Vec::new();
    let mut left_alone = 0;
    for room in client.invited_rooms() {
        let Ok(invite) = room.invite_details().await else {
            continue;
        };
        if is_allowed(allowed, &invite.inviter_id)
            || is_neighbour(client, &room, &invite.inviter_id).await
        {
            accepted.push(room);
        } else {
            left_alone += 1;
        }
    }
    (accepted, left_alone)
}

/// A member of a room the bot is in, who wants to talk to it privately.
async fn is_neighbour(client: &Client, invited: &Room, inviter: &UserId) -> bool {
    if !invited.is_direct().await.unwrap_or(false) {
        return false;
    }
    for room in client.joined_rooms() {
        if rooms::is_member(&room, inviter).await {
            return true;
        }
    }
    false
}

/// Joins, trying again for a while; the next start tries again where it did not work.
pub(crate) async fn accept(room: Room, clock: Arc<dyn Clock>) {
    // The mark goes before the joining: the room must never be heard without it, or private words would
    // count as said in a room.
    let direct_with = match room.is_direct().await {
        Ok(true) => room
            .invite_details()
            .await
            .ok()
            .map(|invite| invite.inviter_id),
        _ => None,
    };
    for wait in WAITS {
        clock.sleep(Duration::from_secs(wait)).await;
        let marked = match &direct_with {
            Some(person) => {
                let account = room.client().account();
                account
                    .mark_as_dm(room.room_id(), std::slice::from_ref(person))
                    .await
            }
            None => Ok(()),
        };
        let joined = match marked {
            Ok(()) => room.join().await,
            Err(error) => Err(error),
        };
        match joined {
            Ok(()) => return,
            Err(_) if room.state() == matrix_sdk::RoomState::Joined => return,
            Err(error) => {
                let asked = refusal::asked_to_wait(&error).unwrap_or_default();
                tracing::info!(
                    why = refusal::in_words(&error),
                    "an invitation could not be accepted yet"
                );
                clock.sleep(asked).await;
            }
        }
    }
    tracing::warn!("an invitation could not be accepted; invite the bot again, or restart it");
}

#[cfg(test)]
mod tests {
    use super::*;
    use matrix_sdk::ruma::user_id;

    #[test]
    fn invitations_are_accepted_from_those_named_only() {
        let ana = user_id!("@ana:here.org");
        let allows = |allowed: &[&str]| {
            is_allowed(
                &allowed.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(),
                ana,
            )
        };
        assert!(!allows(&[]));
        assert!(allows(&["@ana:here.org"]));
        assert!(allows(&["@ben:here.org", "*:here.org"]));
        assert!(allows(&["*"]));
        assert!(!allows(&[
            "ana",
            "@ana",
            "*:there.org",
            "*:org",
            "@ana:here.org.evil",
            "@*:there.org"
        ]));
        assert!(allows(&["@*:here.org"]));
        assert!(allows(&["@a*:*.org"]));
    }
}
