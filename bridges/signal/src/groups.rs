//! The groups the account is in, held against what is known of them: who came, who left, what they call
//! themselves. Invitations of those who may are taken up.

use wegotus_chat::{Event, EventKey, EventKind, Name, RoomChange, Sender, SenderKind, Timestamp};

use crate::native;
use crate::reader::Own;
use crate::records::{Groups, KnownGroup};
use crate::rpc::Group;

/// What has to be told of the groups, and what is known of them then.
pub(crate) fn changes(
    known: &Groups,
    now_there: &[Group],
    own: &Own,
    at: Timestamp,
) -> (Vec<Event>, Groups) {
    let (mut events, mut next) = (Vec::new(), known.clone());
    for group in now_there {
        let name = group.name.clone().unwrap_or_default();
        let is_member = group.is_member && !group.is_blocked;
        let before = known.get(&group.id).cloned().unwrap_or_default();
        let is_news = before.is_member != is_member || (is_member && before.name != name);
        if !is_news {
            continue;
        }
        let now = KnownGroup {
            name,
            is_member,
            changes: before.changes + 1,
        };
        events.push(told(&group.id, &now, own, at));
        next.insert(group.id.clone(), now);
    }
    for (id, before) in known {
        if before.is_member && !now_there.iter().any(|it| it.id == *id) {
            let now = KnownGroup {
                is_member: false,
                changes: before.changes + 1,
                ..before.clone()
            };
            events.push(told(id, &now, own, at));
            next.insert(id.clone(), now);
        }
    }
    (events, next)
}

/// Whether the account is asked into this group, and not in it yet.
pub(crate) fn is_invited(group: &Group, own: &Own) -> bool {
    let is_own = |it: &crate::results::Recipient| own.is(it.uuid.as_deref(), it.number.as_deref());
    !group.is_member && !group.is_blocked && group.pending_members.iter().any(is_own)
}

fn told(id: &str, now: &KnownGroup, own: &Own, at: Timestamp) -> Event {
    let change = if now.is_member {
        RoomChange::Joined
    } else {
        RoomChange::Left
    };
    Event {
        key: EventKey(format!("group/{id}/{}", now.changes)),
        room: native::group(id),
        sender: Sender {
            person: native::person(own.account.as_deref().unwrap_or(&own.number)),
            name: Name::default(),
            kind: SenderKind::Own,
            private: false,
        },
        at,
        vanishes: None,
        kind: EventKind::Membership {
            change,
            room_name: (!now.name.is_empty()).then(|| Name::from(now.name.as_str())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(id: &str, name: &str, is_member: bool) -> Group {
        Group {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            is_member,
            ..Group::default()
        }
    }

    #[test]
    fn coming_renaming_and_leaving_are_told_once() {
        let own = Own::default();
        let mut known = Groups::new();
        let mut look = |there: &[Group]| {
            let (events, next) = changes(&known, there, &own, Timestamp(1));
            known = next;
            let told = events.into_iter().map(|it| (it.key.0, it.kind));
            told.collect::<Vec<_>>()
        };
        let told = |key: &str, change, name: &str| {
            let room_name = Some(Name::from(name));
            (key.to_owned(), EventKind::Membership { change, room_name })
        };
        assert_eq!(
            look(&[group("a", "Elm", true), group("b", "Oak", false)]),
            [told("group/a/1", RoomChange::Joined, "Elm")]
        );
        assert_eq!(look(&[group("a", "Elm", true)]), []);
        assert_eq!(
            look(&[group("a", "Elm Street", true)]),
            [told("group/a/2", RoomChange::Joined, "Elm Street")]
        );
        assert_eq!(
            look(&[]),
            [told("group/a/3", RoomChange::Left, "Elm Street")]
        );
        assert_eq!(look(&[]), []);
    }
}
