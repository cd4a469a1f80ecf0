//! The wire keys of what may have been sent and has no receipt yet, so that its echo can stand in for one.

use std::collections::HashMap;

use wegotus_chat::EffectKey;

use crate::board::{Board, EffectId};

/// How many keys are held before it is looked which still matter.
const FEW: usize = 256;

/// What was given to the outbox, by the key it goes under.
///
/// A change that a later one overtook is never sent and gets no receipt, so its key would stay for ever: once
/// there are many keys, those go whose receipt would change nothing.
#[derive(Default)]
pub(super) struct InFlight {
    effects: HashMap<EffectKey, EffectId>,
    /// How many there may be before the next look.
    most: usize,
}

impl InFlight {
    /// What may have been sent before this process began.
    pub fn restored(board: &Board, wire: impl Fn(EffectId) -> EffectKey) -> Self {
        let effects = board.unsent().chain(board.missing());
        Self {
            effects: effects.map(|effect| (wire(effect), effect)).collect(),
            most: FEW,
        }
    }

    /// This is about to be sent.
    pub fn add(&mut self, key: EffectKey, effect: EffectId, board: &Board) {
        if self.effects.len() >= self.most.max(FEW) {
            self.effects
                .retain(|_, effect| board.is_unsent(*effect) || board.is_missing(*effect));
            self.most = self.effects.len().saturating_mul(2);
        }
        self.effects.insert(key, effect);
    }

    /// What goes under this key.
    pub fn get(&self, key: &EffectKey) -> Option<EffectId> {
        self.effects.get(key).copied()
    }

    /// Its receipt is there.
    pub fn remove(&mut self, key: &EffectKey) {
        self.effects.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Act, Effect, NoticeId, PersonId, Saying, To};

    fn key(effect: EffectId) -> EffectKey {
        EffectKey(effect.to_string())
    }

    #[test]
    fn what_was_overtaken_does_not_pile_up_and_what_waits_stays() {
        let mut board = Board::default();
        let waits = Effect {
            number: 7,
            to: To::Person(PersonId([1; 16])),
            act: Act::Say {
                saying: Saying::NotUnderstood,
                answers: None,
                topic: None,
            },
        };
        board.queue(&waits);
        let waits = EffectId::Say(7);
        let mut in_flight = InFlight::default();
        in_flight.add(key(waits), waits, &board);
        for state in 0..100_000 {
            let overtaken = EffectId::Change(NoticeId(1), state);
            in_flight.add(key(overtaken), overtaken, &board);
            assert!(in_flight.effects.len() <= FEW + 1);
        }
        assert_eq!(in_flight.get(&key(waits)), Some(waits));
        in_flight.remove(&key(waits));
        assert_eq!(in_flight.get(&key(waits)), None);
    }
}
