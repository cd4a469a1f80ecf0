//! The store: what was seen and what follows from it, on disk before anyone is told.
//!
//! [`journal`] says what a store does, [`SledStore`] does it on disk and [`MemoryStore`] in memory for tests;
//! one suite (`conformance`) holds for both.
//!
//! **Architecture invariants:** what a writing method returned `Ok` for survives `kill -9` and a power cut.
//! Everything on disk is sealed, and names there are keyed hashes. Nothing here knows of posts or claims.

mod as_found;
mod committer;
#[cfg(test)]
mod conformance;
mod disk;
pub mod journal;
mod keyring;
mod mark;
mod memory;
mod records;
mod seal;
mod sled;

pub use self::sled::{OpenError, SledStore, StoreOptions, burn_install};
pub use committer::Health;
pub use disk::{Disk, RealDisk};
pub use journal::{
    AppendError, BadNetworkId, Cause, ContentId, Entry, Journal, Keep, NetworkId, Recorded,
    SEEN_DAYS, SeenKey, Seq, Snapshot, Store, StoreError, Vault,
};
pub use memory::MemoryStore;
pub use seal::{Key, SealError};
