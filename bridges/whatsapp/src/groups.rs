//! The groups the account is in, held against what is known of them: which it came into or left, what they call
//! themselves.

use wegotus_chat::{Event, EventKey, EventKind, Name, RoomChange, Sender, SenderKind, Timestamp};

use crate::native;
use crate::port::{Group, Own};
use crate::records::{Groups, KnownGroup};

/// What has to be told of the groups, and what is known of them then.
pub(crate) fn changes(
    known: &Groups,
    now_there: &[Group],
    own: &Own,
    at: Timestamp,
) -> (Vec<Event>, Groups) {
    let (mut events, mut next) = (Vec::new(), known.clone());
    let mut change = |jid: &str, now: KnownGroup| {
        events.push(told(jid, &now, own, at));
        next.insert(jid.to_owned(), now);
    };
    for group in now_there {
        let jid = group.jid.to_string();
        let before = known.get(&jid).cloned().unwrap_or_default();
        if !before.is_member || before.name != group.name {
            let now = KnownGroup {
                name: group.name.clone(),
                is_member: true,
                changes: before.changes + 1,
            };
            change(&jid, now);
        }
    }
    for (jid, before) in known {
        if before.is_member && !now_there.iter().any(|it| it.jid.to_string() == *jid) {
            let now = KnownGroup {
                is_member: false,
                changes: before.changes + 1,
                ..before.clone()
            };
            change(jid, now);
        }
    }
    (events, next)
}

fn told(jid: &str, now: &KnownGroup, own: &Own, at: Timestamp) -> Event {
    let change = if now.is_member {
        RoomChange::Joined
    } else {
        RoomChange::Left
    };
    Event {
        key: EventKey(format!("group/{jid}/{}", now.changes)),
        room: native::group(jid),
        sender: Sender {
            person: own.person().to_ref(),
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

    fn group(id: &str, name: &str) -> Group {
        Group {
            jid: format!("{id}@g.us").parse().unwrap(),
            name: name.to_owned(),
            admins: Vec::new(),
            members: Vec::new(),
            timer: 0,
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
            look(&[group("1", "Elm")]),
            [told("group/1@g.us/1", RoomChange::Joined, "Elm")]
        );
        assert_eq!(look(&[group("1", "Elm")]), []);
        assert_eq!(
            look(&[group("1", "Elm Street")]),
            [told("group/1@g.us/2", RoomChange::Joined, "Elm Street")]
        );
        assert_eq!(
            look(&[]),
            [told("group/1@g.us/3", RoomChange::Left, "Elm Street")]
        );
        assert_eq!(look(&[]), []);
    }
}
