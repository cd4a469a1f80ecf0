//! When what was erased is made unreadable on disk too: at once where somebody was forgotten, else within the hour.

use std::time::Duration;

use wegotus_chat::Timestamp;

use crate::board::{EarlyFact, Fact, Step};

/// The store is not written anew more often than this, unless somebody was forgotten.
const AT_MOST_EVERY: Duration = Duration::from_secs(3600);

/// What one network has erased since the store was last written anew.
pub(super) struct Shredding {
    erased: bool,
    forgotten: bool,
    last: Timestamp,
}

impl Shredding {
    /// A process that begins at `now`. What the one before it erased may still be readable.
    pub fn begun(erased: bool, now: Timestamp) -> Self {
        Self {
            erased,
            forgotten: false,
            last: now,
        }
    }

    /// Notes what a step erases.
    pub fn note(&mut self, step: &Step) {
        for fact in &step.facts {
            match fact {
                Fact::FarewellOver { .. } => self.forgotten = true,
                Fact::DoubtClosed { .. }
                | Fact::Early(EarlyFact::Over { .. })
                | Fact::VisitOver { .. }
                | Fact::Forgotten { .. }
                | Fact::Erased { .. }
                | Fact::MessageGone { .. }
                | Fact::Faded { .. } => self.erased = true,
                _ => {}
            }
        }
    }

    /// When it is time, if anything was erased.
    pub fn due(&self) -> Option<Timestamp> {
        match (self.forgotten, self.erased) {
            (true, _) => Some(self.last),
            (false, true) => Some(self.last.plus(AT_MOST_EVERY)),
            (false, false) => None,
        }
    }

    /// It was done, or tried, at `now`.
    pub fn done(&mut self, worked: bool, now: Timestamp) {
        *self = Self::begun(!worked, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{MsgId, PersonId};

    #[test]
    fn who_is_forgotten_does_not_wait_for_the_hour() {
        let now = Timestamp(1_000);
        let mut shredding = Shredding::begun(false, now);
        assert_eq!(shredding.due(), None);
        let step = |fact| Step {
            facts: vec![fact],
            ..Step::default()
        };
        shredding.note(&step(Fact::DoubtClosed { msg: MsgId::NONE }));
        assert_eq!(shredding.due(), Some(now.plus(AT_MOST_EVERY)));
        let person = PersonId::NONE;
        shredding.note(&step(Fact::FarewellOver { person }));
        assert_eq!(shredding.due(), Some(now));
        shredding.done(true, now);
        assert_eq!(shredding.due(), None);
        shredding.done(false, now);
        assert_eq!(shredding.due(), Some(now.plus(AT_MOST_EVERY)));
    }
}
