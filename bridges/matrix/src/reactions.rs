//! Which reaction stood for what. When one is taken off, the homeserver names only the reaction, so
//! target and emoji are remembered for as long as that matters: 30 days, and the newest few thousand.

use std::collections::BTreeMap;
use std::time::Duration;

use wegotus_chat::Timestamp;

use crate::records::KnownReaction;

const REMEMBERED: Duration = Duration::from_secs(30 * 24 * 3600);
const AT_MOST: usize = 4096;

/// The reactions that may yet be taken off, by event id.
#[derive(Default)]
pub(crate) struct Reactions {
    known: BTreeMap<String, KnownReaction>,
    changed: bool,
}

impl Reactions {
    pub(crate) fn new(known: BTreeMap<String, KnownReaction>) -> Self {
        Self {
            known,
            changed: false,
        }
    }

    /// Remembers one.
    pub(crate) fn add(&mut self, id: String, reaction: KnownReaction) {
        self.known.insert(id, reaction);
        self.changed = true;
    }

    /// What the reaction `id` in `room` stood for: the homeserver lets a removal in one room name what
    /// is in another, where it removes nothing. A reaction stays known until it is old, since the
    /// homeserver may tell the same removal twice.
    pub(crate) fn find(&self, room: &str, id: &str) -> Option<&KnownReaction> {
        self.known.get(id).filter(|known| known.room == room)
    }

    /// What to write down, if anything changed since it was last asked.
    pub(crate) fn take_news(&mut self, now: Timestamp) -> Option<&BTreeMap<String, KnownReaction>> {
        if !std::mem::take(&mut self.changed) {
            return None;
        }
        let oldest = now.minus(REMEMBERED);
        self.known.retain(|_, reaction| reaction.at >= oldest);
        if let Some(surplus) = self
            .known
            .len()
            .checked_sub(AT_MOST)
            .filter(|surplus| *surplus > 0)
        {
            let mut ages: Vec<_> = self.known.values().map(|reaction| reaction.at).collect();
            ages.sort_unstable();
            let cut = ages[surplus - 1];
            self.known.retain(|_, reaction| reaction.at > cut);
        }
        Some(&self.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaction(at: Timestamp) -> KnownReaction {
        KnownReaction {
            room: "!1".into(),
            target: "$0".into(),
            emoji: "✋".into(),
            by: "@ana:here".into(),
            at,
        }
    }

    #[test]
    fn a_reaction_is_known_in_its_own_room_only() {
        let mut reactions = Reactions::default();
        reactions.add("$1".into(), reaction(Timestamp(0)));
        assert!(reactions.find("!1", "$1").is_some());
        assert!(reactions.find("!2", "$1").is_none());
    }

    #[test]
    fn reactions_are_forgotten_when_old_or_too_many() {
        let now = Timestamp(0).plus(REMEMBERED * 2);
        let mut reactions = Reactions::default();
        assert!(reactions.take_news(now).is_none(), "nothing changed");
        reactions.add("$old".into(), reaction(Timestamp(0)));
        reactions.add("$new".into(), reaction(now));
        assert_eq!(
            reactions.take_news(now).unwrap().keys().collect::<Vec<_>>(),
            ["$new"]
        );
        for n in 0..2 * AT_MOST as i64 {
            reactions.add(format!("${n}"), reaction(Timestamp(now.0 + n)));
        }
        let kept = reactions.take_news(now).unwrap();
        assert!(kept.len() <= AT_MOST && kept.contains_key("$8191") && !kept.contains_key("$7"));
    }
}
