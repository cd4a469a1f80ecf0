//! What a test may let go wrong.

use std::collections::{BTreeSet, VecDeque};

use wegotus_chat::SendError;

use crate::Person;

/// Scripted faults. By default nothing goes wrong; each one is used up as it happens.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Faults {
    /// The next sends fail with these, in order, and nothing is sent.
    pub fail_next_sends: VecDeque<SendError>,
    /// So many sends go through, but the bot is told [`SendError::MaybeSent`].
    pub lose_receipts: u32,
    /// So many batches of events are handed over a second time after they were committed.
    pub redeliver_batches: u32,
    /// So many batches are handed over in reverse, as a network that breaks its promise of order would.
    pub reverse_batches: u32,
    /// When the bridge next starts, it hands over everything the sandbox remembers once more.
    pub redeliver_all_on_restart: bool,
    /// People to whom the bot cannot write before they write to it.
    pub unreachable: BTreeSet<Person>,
    /// Events wait until this is lifted: what was said meanwhile then arrives in one batch.
    pub hold_delivery: bool,
}

/// Uses one up: true as long as `left` is not zero.
pub(crate) fn take_one(left: &mut u32) -> bool {
    let any = *left > 0;
    *left = left.saturating_sub(1);
    any
}
