//! Which invitations are accepted, and accepting them.

use std::sync::Arc;
use std::time::Duration;

use matrix_sdk::ruma::UserId;
use matrix_sdk::{Client, Room, RoomState};
use wegotus_chat::Clock;

use crate::{refusal, rooms};

/// Seconds between attempts to join, a day and a half in all: a homeserver may not be ready the instant it
/// tells of an invitation, and another's may be down for a night.
const WAITS: [u64; 9] = [0, 1, 5, 30, 120, 600, 3600, 21_600, 86_400];
/// How often a homeserver says no before it is believed.
const REFUSALS: usize = 3;

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

/// Joins, trying again for a while, and declines where it cannot: then the invitation is off the table, and
/// whoever sent it can see that and send another.
pub(crate) async fn accept(room: Room, clock: Arc<dyn Clock>) {
    let Err(why) = try_to_join(&room, &clock).await else {
        return;
    };
    if room.state() != RoomState::Invited {
        return;
    }
    match room.leave().await {
        Ok(()) => tracing::warn!(
            why,
            "the bot could not join a Matrix room it was invited to, and declined; the room may be gone, or closed \
             to it. See that somebody is still in the room, and invite the bot again"
        ),
        Err(error) => tracing::warn!(
            why,
            and_then = refusal::in_words(&error),
            "the bot could not join a Matrix room it was invited to, nor decline; it leaves the invitation alone \
             until it is started again. Take the invitation back in the room, or decline it with a Matrix client"
        ),
    }
}

/// Why it could not be joined, if it could not.
async fn try_to_join(room: &Room, clock: &Arc<dyn Clock>) -> Result<(), String> {
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
    let mut refusals = 0;
    let mut why = String::new();
    for wait in WAITS {
        clock.sleep(Duration::from_secs(wait)).await;
        if room.state() != RoomState::Invited {
            return Ok(());
        }
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
        let Err(error) = joined else {
            return Ok(());
        };
        why = refusal::in_words(&error);
        refusals += usize::from(refusal::is_final(&error));
        if refusals == REFUSALS {
            break;
        }
        tracing::info!(why, "an invitation could not be accepted yet");
        let asked = refusal::asked_to_wait(&error).unwrap_or_default();
        clock.sleep(asked).await;
    }
    Err(why)
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
