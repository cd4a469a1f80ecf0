//! The steps of a transaction, sealed by the caller so that the writing thread only writes.

use ::sled::transaction::{ConflictableTransactionError, TransactionalTree, abort};

use super::super::committer::Fault;
use super::super::journal::{AppendError, Cause, Entry, Keep, Seq, day};
use super::super::records::{self, Place};
use super::entry::encode;
use super::scope::Scope;

/// One step of a transaction.
pub(super) enum Op {
    Put(Place, Vec<u8>),
    Erase(Place),
}

impl Op {
    pub(super) fn put(scope: &Scope, place: Place, plain: &[u8]) -> Result<Self, Fault> {
        let sealed = scope.seal(&place, plain)?;
        Ok(Self::Put(place, sealed))
    }

    pub(super) fn keep(scope: &Scope, keep: &Keep) -> Result<Self, Fault> {
        match keep {
            Keep::Put { id, value } => Self::put(scope, scope.tag.content(&scope.key, id), value),
            Keep::Erase { id } => Ok(Self::Erase(scope.tag.content(&scope.key, id))),
        }
    }

    /// About how much it writes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Put(place, sealed) => place.as_bytes().len() + sealed.len(),
            Self::Erase(place) => place.as_bytes().len(),
        }
    }

    pub(super) fn apply<E>(
        &self,
        tx: &TransactionalTree,
    ) -> Result<(), ConflictableTransactionError<E>> {
        match self {
            Self::Put(place, sealed) => records::put(tx, place, sealed),
            Self::Erase(place) => records::erase(tx, place),
        }
    }
}

/// What one entry does.
struct Step {
    seen: Option<(Place, Vec<u8>)>,
    counts: bool,
    ops: Vec<Op>,
}

/// What an append does, after the fence.
pub(super) struct Append {
    pub(super) expect: Seq,
    pub(super) last: Seq,
    steps: Vec<Step>,
}

impl Append {
    /// `entries` after `expect`, sealed.
    pub(super) fn new(scope: &Scope, expect: Seq, entries: &[Entry]) -> Result<Self, Fault> {
        let mut last = expect;
        let steps = entries.iter().map(|entry| {
            let seen = match entry.cause {
                Cause::Event(seen) => {
                    let place = scope.tag.seen(seen);
                    let day = scope.seal(&place, &day(entry.at).to_be_bytes())?;
                    Some((place, day))
                }
                _ => None,
            };
            let counts = !entry.payload.is_empty();
            let mut ops = Vec::with_capacity(entry.keeps.len() + 1);
            if counts {
                last = last.next();
                ops.push(Op::put(scope, scope.tag.entry(last), &encode(entry)?)?);
            }
            for keep in &entry.keeps {
                ops.push(Op::keep(scope, keep)?);
            }
            Ok(Step { seen, counts, ops })
        });
        let steps = steps.collect::<Result<_, Fault>>()?;
        Ok(Self {
            expect,
            last,
            steps,
        })
    }

    /// About how much it writes.
    pub(super) fn bytes(&self) -> usize {
        self.steps
            .iter()
            .map(|step| {
                let seen = step
                    .seen
                    .as_ref()
                    .map_or(0, |(place, day)| place.as_bytes().len() + day.len());
                seen + step.ops.iter().map(Op::bytes).sum::<usize>()
            })
            .sum()
    }

    /// Writes the steps; refuses all of them when one counts an event again.
    pub(super) fn apply(
        &self,
        tx: &TransactionalTree,
    ) -> Result<(), ConflictableTransactionError<AppendError>> {
        for (index, step) in self.steps.iter().enumerate() {
            if let Some((place, day)) = &step.seen {
                let again = tx.get(place.piece(0))?.is_some();
                if again && step.counts {
                    return abort(AppendError::Repeated { index });
                }
                if !again {
                    records::put(tx, place, day)?;
                }
            }
            step.ops.iter().try_for_each(|op| op.apply(tx))?;
        }
        Ok(())
    }
}
