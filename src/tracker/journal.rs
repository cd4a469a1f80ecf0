//! What a store of the board must do, whatever it stands on.
//!
//! A [`Journal`] is the ordered story of one network: what was seen and what followed from it. A [`Vault`]
//! keeps what people said and who they are, by opaque id, so that it can be forgotten while the story stays.
//! Payloads are bytes here: the store knows nothing of posts and claims.

use std::fmt;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use wegotus_chat::Timestamp;

/// A network of rooms that share one board, by the name its organizer gave it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct NetworkId(String);

impl NetworkId {
    /// The id written as `name`: 1 to 32 of `a-z`, `0-9` and `-`, so that it can name a key file; not
    /// `install`, whose key file is the install's own.
    ///
    /// # Errors
    /// When `name` is anything else.
    pub fn new(name: impl Into<String>) -> Result<Self, BadNetworkId> {
        let name = name.into();
        let fits = (1..=32).contains(&name.len())
            && name
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if fits && name != INSTALL {
            Ok(Self(name))
        } else {
            Err(BadNetworkId)
        }
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NetworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<NetworkId> for String {
    fn from(id: NetworkId) -> Self {
        id.0
    }
}

impl TryFrom<String> for NetworkId {
    type Error = BadNetworkId;

    fn try_from(name: String) -> Result<Self, BadNetworkId> {
        Self::new(name)
    }
}

/// What the install's own key is called, where a network's is called by the network.
pub(super) const INSTALL: &str = "install";

/// A network's name that cannot be one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("a network's name is 1 to 32 of the characters a-z, 0-9 and -, and not 'install'")]
pub struct BadNetworkId;

/// The number of an entry in its network's journal; entries count from 1 and 0 is the empty journal.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// The number after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A keyed hash of an event's key (see [`Key::seen`](super::Key::seen)): tells a redelivery without
/// keeping what was delivered.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeenKey(pub [u8; 16]);

/// What an entry follows from, so that nothing counts twice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cause {
    /// Something happened in a room.
    Event(SeenKey),
    /// A time came: the key of what was due.
    Timer(String),
    /// A network took what was sent: the key of the effect.
    Receipt(String),
    /// An organizer acted: the id of the action.
    Operator(String),
}

/// What one commit writes.
///
/// With a payload it is the journal's next entry. With an empty one it leaves its seen-key and its keeps
/// and takes no number: an event that came to nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it was decided; a seen-key expires by it.
    pub at: Timestamp,
    /// What it follows from.
    pub cause: Cause,
    /// Facts and effects, serialised by the engine. Opaque ids only: what they stand for is in `keeps`.
    pub payload: Vec<u8>,
    /// What the vault puts or erases in the same transaction.
    pub keeps: Vec<Keep>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("at", &self.at)
            .field("cause", &self.cause)
            .field("payload", &Bytes(self.payload.len()))
            .field("keeps", &self.keeps)
            .finish()
    }
}

/// An entry as the journal gives it back. Its keeps are in the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its number.
    pub seq: Seq,
    /// When it was decided.
    pub at: Timestamp,
    /// What it follows from.
    pub cause: Cause,
    /// Facts and effects, as they were appended.
    pub payload: Vec<u8>,
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorded")
            .field("seq", &self.seq)
            .field("at", &self.at)
            .field("cause", &self.cause)
            .field("payload", &Bytes(self.payload.len()))
            .finish()
    }
}

/// The name of something in the vault, such as `post/14`. A keyed hash stands for it on disk.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentId(String);

impl ContentId {
    /// The id written as `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Ids should be opaque, but nothing here can see that they are.
impl fmt::Debug for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContentId(…)")
    }
}

/// What happens to one thing in the vault.
#[derive(Clone, PartialEq, Eq)]
pub enum Keep {
    /// `value` stands under `id` from now on.
    Put {
        /// Its name.
        id: ContentId,
        /// Text, a person, a room: sealed before it is written.
        value: Vec<u8>,
    },
    /// `id` is forgotten; nothing happens when it was not there.
    Erase {
        /// Its name.
        id: ContentId,
    },
}

impl fmt::Debug for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Put { value, .. } => f.debug_tuple("Put").field(&Bytes(value.len())).finish(),
            Self::Erase { .. } => f.write_str("Erase"),
        }
    }
}

struct Bytes(usize);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

/// A board folded up to an entry, serialised by the engine.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The last entry that is in it.
    pub at: Seq,
    /// The folded board.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot(at {}, {} bytes)", self.at, self.bytes.len())
    }
}

/// Why an append did not happen, or may not have.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum AppendError {
    /// Another writer was first; nothing was written. Read on from where you stand to `head`, then decide again.
    #[error("another writer has appended: the journal ends at {head}")]
    Fenced {
        /// Where the journal ends now.
        head: Seq,
    },
    /// An entry of this append counts an event that has counted before; nothing was written.
    #[error("entry {index} of this append counts an event that was counted before")]
    Repeated {
        /// Which entry, from 0.
        index: usize,
    },
    /// The disk has too little room left; nothing was written.
    #[error(
        "the disk is nearly full: {free} bytes are free and {needed} are needed; free some space, nothing is lost meanwhile"
    )]
    Full {
        /// Bytes free.
        free: u64,
        /// Bytes that must be free.
        needed: u64,
    },
    /// It is not known to be on disk. It may be: read the journal's head before deciding again.
    #[error("the journal could not be written: {0}")]
    Failed(String),
}

/// Why the store could not answer.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StoreError {
    /// Reading or writing failed; it may work later.
    #[error("the store failed: {0}")]
    Failed(String),
    /// The disk has too little room left; nothing was written.
    #[error(
        "the disk is nearly full: {free} bytes are free and {needed} are needed; free some space, nothing is lost meanwhile"
    )]
    Full {
        /// Bytes free.
        free: u64,
        /// Bytes that must be free.
        needed: u64,
    },
    /// What is on disk is not what was written there.
    #[error("{0}")]
    Damaged(String),
    /// A key file is missing, too open, or another network's.
    #[error("{0}")]
    Key(String),
    /// The entries asked for were folded into a snapshot; load it and read on from `at`.
    #[error("entries up to {at} are in the snapshot")]
    Folded {
        /// The last entry in the snapshot.
        at: Seq,
    },
}

/// The ordered story of each network.
///
/// When a writing method returns `Ok`, what it wrote survives a power cut.
#[async_trait]
pub trait Journal: Send + Sync + 'static {
    /// Appends `entries` in one transaction, after the entry numbered `expect`, and gives the number of
    /// the last one. Either all of them are written, with their seen-keys and keeps, or none.
    ///
    /// # Errors
    /// See [`AppendError`]. Of two writers who expect the same number, one is fenced.
    async fn append(
        &self,
        net: &NetworkId,
        expect: Seq,
        entries: Vec<Entry>,
    ) -> Result<Seq, AppendError>;

    /// For each of `keys`, in order: has its event counted already?
    ///
    /// # Errors
    /// When the store could not be read.
    async fn seen(&self, net: &NetworkId, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError>;

    /// Forgets the seen-keys of events that counted more than [`SEEN_DAYS`] days before `now`; gives how many.
    ///
    /// # Errors
    /// When the store could not be read or written.
    async fn expire_seen(&self, net: &NetworkId, now: Timestamp) -> Result<usize, StoreError>;

    /// The number of the last entry.
    ///
    /// # Errors
    /// When the store could not be read.
    async fn head(&self, net: &NetworkId) -> Result<Seq, StoreError>;

    /// The entries after `from`, in order and without a gap: a chunk of them, so that a long journal is
    /// not in memory at once. Ask again from the last one; nothing comes when there are no more.
    ///
    /// # Errors
    /// When an entry is missing or cannot be opened, or when `from` lies before the snapshot.
    async fn read(&self, net: &NetworkId, from: Seq) -> Result<Vec<Recorded>, StoreError>;

    /// Saves the board as it stood after the entry `at`, in place of the snapshot before, and drops the
    /// entries up to it.
    ///
    /// # Errors
    /// When it could not be written, or `at` is not between the last snapshot and the head.
    async fn save_snapshot(&self, net: &NetworkId, snapshot: Snapshot) -> Result<(), StoreError>;

    /// The last snapshot saved, if there is one.
    ///
    /// # Errors
    /// When it could not be read.
    async fn load_snapshot(&self, net: &NetworkId) -> Result<Option<Snapshot>, StoreError>;
}

/// What people said and who they are, by opaque id. Puts that belong to an entry go with it, as its keeps.
#[async_trait]
pub trait Vault: Send + Sync + 'static {
    /// What stands under `id`.
    ///
    /// # Errors
    /// When the store could not be read.
    async fn get(&self, net: &NetworkId, id: &ContentId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Puts and erases outside an entry, in one transaction: retention, a nickname that changed.
    ///
    /// # Errors
    /// When it could not be written.
    async fn keep(&self, net: &NetworkId, keeps: Vec<Keep>) -> Result<(), StoreError>;

    /// Makes what was erased so far unreadable to whoever holds the disk and all keys, in every network. A store
    /// that holds nothing of what it erased has nothing to do.
    ///
    /// # Errors
    /// When it could not be done; everything stands as before, and it can be tried again.
    async fn shred(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

/// What the engine stands on: the story and what it is about, in one place and one transaction.
pub trait Store: Journal + Vault {}

impl<S: Journal + Vault> Store for S {}

/// How many days a seen-key is kept: longer than any network redelivers or any bridge looks back.
pub const SEEN_DAYS: i64 = 30;

/// The day an instant lies in, counted from 1970-01-01.
pub(super) fn day(at: Timestamp) -> i64 {
    at.0.div_euclid(24 * 60 * 60 * 1000)
}

/// Whether a seen-key of `seen_day` has had its time at `now`.
pub(super) fn expired(seen_day: i64, now: Timestamp) -> bool {
    day(now).saturating_sub(seen_day) > SEEN_DAYS
}

/// A snapshot must lie between the one before and the head.
pub(super) fn not_between(at: Seq, from: Seq, to: Seq) -> StoreError {
    StoreError::Failed(format!("a snapshot at {at} is not between {from} and {to}"))
}
