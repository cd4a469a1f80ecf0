//! Messages that wait for their key. Only their ids are kept; when the key comes, the message is
//! fetched again and handed over under its own id.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wegotus_chat::Timestamp;

use crate::records::Unread;

const AT_MOST: usize = 1000;

/// The waiting messages, oldest first.
pub(crate) struct Waiting {
    waiting: VecDeque<Unread>,
    ripe: BTreeSet<String>,
    changed: bool,
    count: Arc<AtomicUsize>,
}

impl Waiting {
    /// Those kept from before; each is tried once. `count` is kept equal to how many wait.
    pub(crate) fn new(waiting: VecDeque<Unread>, count: Arc<AtomicUsize>) -> Self {
        let ripe = waiting.iter().map(|unread| unread.event.clone()).collect();
        count.store(waiting.len(), Ordering::Relaxed);
        Self {
            waiting,
            ripe,
            changed: false,
            count,
        }
    }

    /// Lets one wait. The oldest gives way when too many do.
    pub(crate) fn add(&mut self, unread: Unread) {
        if self.waiting.iter().any(|known| known.event == unread.event) {
            return;
        }
        self.waiting.push_back(unread);
        if self.waiting.len() > AT_MOST {
            self.waiting.pop_front();
        }
        self.touched();
    }

    /// A key for `session` came to `room`: what waited for it may be read now.
    pub(crate) fn key_came(&mut self, room: &str, session: &str) {
        let for_it = self.waiting.iter().filter(|unread| {
            unread.room == room
                && unread
                    .session
                    .as_deref()
                    .is_none_or(|wanted| wanted == session)
        });
        self.ripe.extend(for_it.map(|unread| unread.event.clone()));
    }

    /// Everything may be read now: keys came, and it is not known which.
    pub(crate) fn keys_came(&mut self) {
        self.ripe = self
            .waiting
            .iter()
            .map(|unread| unread.event.clone())
            .collect();
    }

    /// These are to be tried once more.
    pub(crate) fn ripen(&mut self, events: Vec<String>) {
        self.ripe.extend(events);
    }

    /// The next one to try, if any.
    pub(crate) fn next_ripe(&self) -> Option<Unread> {
        self.waiting
            .iter()
            .find(|unread| self.ripe.contains(&unread.event))
            .cloned()
    }

    /// Tried, and it still cannot be read.
    pub(crate) fn still_waits(&mut self, event: &str) {
        self.ripe.remove(event);
    }

    /// Read, or gone; it waits no longer.
    pub(crate) fn done(&mut self, event: &str) {
        self.ripe.remove(event);
        self.waiting.retain(|unread| unread.event != event);
        self.touched();
    }

    /// What to write down, if anything changed since it was last asked. What is older than `limit`
    /// is given up.
    pub(crate) fn take_news(
        &mut self,
        now: Timestamp,
        limit: Duration,
    ) -> Option<&VecDeque<Unread>> {
        if !std::mem::take(&mut self.changed) {
            return None;
        }
        let oldest = now.minus(limit);
        self.waiting.retain(|unread| unread.at >= oldest);
        self.count.store(self.waiting.len(), Ordering::Relaxed);
        Some(&self.waiting)
    }

    fn touched(&mut self) {
        self.changed = true;
        self.count.store(self.waiting.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread(event: &str, session: &str, at: i64) -> Unread {
        Unread {
            room: "!r".into(),
            event: event.into(),
            session: Some(session.into()),
            at: Timestamp(at),
        }
    }

    #[test]
    fn a_message_ripens_with_its_own_key_only() {
        let count = Arc::new(AtomicUsize::new(0));
        let mut waiting = Waiting::new(VecDeque::new(), count.clone());
        waiting.add(unread("$1", "s1", 0));
        waiting.add(unread("$2", "s2", 0));
        waiting.add(unread("$1", "s1", 0));
        assert_eq!(count.load(Ordering::Relaxed), 2);
        waiting.key_came("!other", "s2");
        assert!(waiting.next_ripe().is_none());
        waiting.key_came("!r", "s2");
        assert_eq!(waiting.next_ripe().unwrap().event, "$2");
        waiting.done("$2");
        assert!(waiting.next_ripe().is_none());
        assert_eq!(count.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn what_was_kept_is_tried_once_and_given_up_when_old() {
        let count = Arc::new(AtomicUsize::new(0));
        let kept = VecDeque::from([unread("$old", "s", 0), unread("$new", "s", 10_000)]);
        let mut waiting = Waiting::new(kept, count.clone());
        assert_eq!(waiting.next_ripe().unwrap().event, "$old");
        waiting.still_waits("$old");
        assert_eq!(waiting.next_ripe().unwrap().event, "$new");
        waiting.still_waits("$new");
        waiting.add(unread("$3", "s", 10_000));
        let kept = waiting
            .take_news(Timestamp(10_001), Duration::from_secs(5))
            .unwrap();
        assert_eq!(
            kept.iter()
                .map(|unread| unread.event.as_str())
                .collect::<Vec<_>>(),
            ["$new", "$3"]
        );
        assert!(
            waiting
                .take_news(Timestamp(10_001), Duration::from_secs(5))
                .is_none()
        );
    }
}
