//! The groups the account is in, held against what is known of them: who came, who left, what they call
//! themselves, who administers them. Invitations of those who may are taken up.

use std::collections::BTreeSet;

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
        let admins = is_member.then(|| admins(group, own));
        let is_news = before.is_member != is_member || (is_member && before.name != name);
        let others_administer = is_member && before.admins != admins;
        if !(is_news || others_administer) {
            continue;
        }
        let now = KnownGroup {
            name,
            is_member,
            changes: before.changes + u64::from(is_news),
            admins,
        };
        if is_news {
            events.push(told(&group.id, &now, own, at));
        }
        if others_administer {
            events.push(administered(&group.id, &now, own, at));
        }
        next.insert(group.id.clone(), now);
    }
    for (id, before) in known {
        if before.is_member && !now_there.iter().any(|it| it.id == *id) {
            let now = KnownGroup {
                is_member: false,
                changes: before.changes + 1,
                admins: None,
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

/// Of the groups whose invitation is left alone, those that still ask the account in.
pub(crate) fn still_invited(
    left_alone: &BTreeSet<String>,
    there: &[Group],
    own: &Own,
) -> BTreeSet<String> {
    let invited = there.iter().filter(|it| is_invited(it, own));
    let invited: BTreeSet<&str> = invited.map(|it| it.id.as_str()).collect();
    let still = left_alone.iter().filter(|it| invited.contains(it.as_str()));
    still.cloned().collect()
}

/// Who administers a group, but for the bot; in an order of its own.
fn admins(group: &Group, own: &Own) -> Vec<String> {
    let admins = group.admins.iter();
    let others = admins.filter(|it| !own.is(it.uuid.as_deref(), it.number.as_deref()));
    let mut accounts: Vec<String> = others
        .filter_map(|it| it.uuid.clone().or_else(|| it.number.clone()))
        .collect();
    accounts.sort_unstable();
    accounts
}

/// Who administers a group now. It is no event of Signal's, so its key names the look at which it was seen.
fn administered(id: &str, now: &KnownGroup, own: &Own, at: Timestamp) -> Event {
    let admins = now.admins.iter().flatten();
    Event {
        key: EventKey(format!("group/{id}/admins/{}", at.0)),
        kind: EventKind::Admins {
            people: admins.map(|account| native::person(account)).collect(),
        },
        ..told(id, now, own, at)
    }
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
            let told = told.filter(|(_, it)| matches!(it, EventKind::Membership { .. }));
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

    #[test]
    fn who_administers_a_group_is_told_when_that_changes() {
        let own = Own {
            account: Some("bot".to_owned()),
            ..Own::default()
        };
        let mut known = Groups::new();
        let mut at = 0;
        let mut look = |admins: &[&str]| {
            let admins = admins.iter().map(|uuid| crate::results::Recipient {
                uuid: Some((*uuid).to_owned()),
                number: None,
            });
            let there = Group {
                admins: admins.collect(),
                ..group("a", "Elm", true)
            };
            at += 1;
            let (events, next) = changes(&known, &[there], &own, Timestamp(at));
            known = next;
            let told = events.into_iter().filter_map(|it| match it.kind {
                EventKind::Admins { people } => Some((it.key.0, people)),
                _ => None,
            });
            told.collect::<Vec<_>>()
        };
        let told = |key: &str, people: &[&str]| {
            let people = people.iter().map(|it| native::person(it)).collect();
            vec![(key.to_owned(), people)]
        };
        assert_eq!(look(&[]), told("group/a/admins/1", &[]));
        assert_eq!(look(&["rosa", "bot"]), told("group/a/admins/2", &["rosa"]));
        assert_eq!(look(&["bot", "rosa"]), []);
        assert_eq!(look(&["bot"]), told("group/a/admins/4", &[]));
    }
}
