//! How things lie in sled: what each record is called, and how a long one is cut.
//!
//! A record's name is a kind byte, the network's tag (a keyed hash) and what tells it from its like; its
//! value is sealed for that name, so that no record can stand in another's place. The sealed bytes are cut into
//! pieces, each under the name and its number: a missing or strange piece breaks the seal.
//!
//! Pieces are small because sled writes a tree node of more than 128 KB to a file of its own, which
//! neither its flush nor our sync of its main file brings to disk. A node holds some twenty records.

use ::sled::transaction::{ConflictableTransactionError, TransactionalTree};
use ::sled::{IVec, Tree};

use super::journal::{ContentId, SeenKey, Seq};
use super::seal::Key;

/// The longest piece, in bytes.
const PIECE: usize = 4000;

/// Where the store counts its rounds of writing; not sealed, as no key is at hand when it is opened.
pub(super) const ROUNDS: &[u8] = b"r";

/// The longest sealed value, in bytes; the number of a piece has two bytes.
pub(super) const LONGEST: usize = PIECE * 65_000;

/// The name of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place(Vec<u8>);

/// What a network's records are called by: the first half of a keyed hash of its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Tag([u8; 8]);

impl Tag {
    pub(super) fn new(key: &Key, network: &str) -> Self {
        let mut tag = [0; 8];
        tag.copy_from_slice(&key.id("network", &[network.as_bytes()])[..8]);
        Self(tag)
    }

    /// That of the network a place belongs to.
    pub(super) fn of(place: &[u8]) -> Option<Self> {
        Some(Self(place.get(1..9)?.try_into().ok()?))
    }

    /// Where the journal ends and where its snapshot stands.
    pub(super) fn head(self) -> Place {
        self.place(b'h', &[])
    }

    /// The entry numbered `seq`.
    pub(super) fn entry(self, seq: Seq) -> Place {
        self.place(b'e', &seq.0.to_be_bytes())
    }

    /// The day an event was seen.
    pub(super) fn seen(self, seen: SeenKey) -> Place {
        self.place(b's', &seen.0)
    }

    /// Every seen-key: the beginning of their names.
    pub(super) fn all_seen(self) -> Place {
        self.place(b's', &[])
    }

    /// The snapshot after `at`.
    pub(super) fn snapshot(self, at: Seq) -> Place {
        self.place(b'p', &at.0.to_be_bytes())
    }

    /// Something in the vault.
    pub(super) fn content(self, key: &Key, id: &ContentId) -> Place {
        self.place(b'v', &key.id("content", &[id.as_str().as_bytes()]))
    }

    fn place(self, kind: u8, rest: &[u8]) -> Place {
        Place([&[kind], &self.0[..], rest].concat())
    }
}

impl Place {
    /// What a bridge keeps in `scope` under `name`.
    pub(super) fn sealed(key: &Key, scope: &str, name: &str) -> Self {
        let id = key.id("sealed", &[scope.as_bytes(), name.as_bytes()]);
        Self([&b"b"[..], &id].concat())
    }

    /// The fingerprint of the key called `name`: not sealed, for it says which key seals.
    pub(super) fn fingerprint(name: &str) -> Self {
        Self([b"k", name.as_bytes()].concat())
    }

    /// The whole name, which the value is sealed for.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The place whose piece is stored under `stored`.
    pub(super) fn of_piece(stored: &[u8]) -> Option<Self> {
        Some(Self(stored.get(..stored.len().checked_sub(2)?)?.to_vec()))
    }

    /// What piece `number` is stored under.
    pub(super) fn piece(&self, number: u16) -> IVec {
        [&self.0[..], &number.to_be_bytes()].concat().into()
    }
}

/// What `sealed` is stored as at `place`, where nothing was before.
pub(super) fn pieces<'a>(
    place: &'a Place,
    sealed: &'a [u8],
) -> impl Iterator<Item = (IVec, &'a [u8])> {
    let numbers = 0..=u16::MAX;
    let cut = numbers.zip(sealed.chunks(PIECE));
    cut.map(|(number, piece)| (place.piece(number), piece))
}

/// Puts `sealed` at `place`, in place of what was there.
pub(super) fn put<E>(
    tx: &TransactionalTree,
    place: &Place,
    sealed: &[u8],
) -> Result<(), ConflictableTransactionError<E>> {
    let mut number = 0;
    let mut before = None;
    for piece in sealed.chunks(PIECE) {
        before = tx.insert(place.piece(number), piece)?;
        number = number.saturating_add(1);
    }
    // Only the last piece of what was there was short; most often there was nothing.
    match before {
        Some(before) if before.len() == PIECE => erase_from(tx, place, number),
        _ => Ok(()),
    }
}

/// Erases what is at `place`.
pub(super) fn erase<E>(
    tx: &TransactionalTree,
    place: &Place,
) -> Result<(), ConflictableTransactionError<E>> {
    erase_from(tx, place, 0)
}

fn erase_from<E>(
    tx: &TransactionalTree,
    place: &Place,
    first: u16,
) -> Result<(), ConflictableTransactionError<E>> {
    for number in first..=u16::MAX {
        let piece = place.piece(number);
        if tx.get(&piece)?.is_none() {
            break;
        }
        tx.remove(piece)?;
    }
    Ok(())
}

/// What is at `place`, still sealed.
pub(super) fn get(tree: &Tree, place: &Place) -> Result<Option<Vec<u8>>, ::sled::Error> {
    gather(|number| tree.get(place.piece(number)))
}

/// What is at `place` as the transaction sees it, still sealed.
pub(super) fn get_in<E>(
    tx: &TransactionalTree,
    place: &Place,
) -> Result<Option<Vec<u8>>, ConflictableTransactionError<E>> {
    gather(|number| Ok(tx.get(place.piece(number))?))
}

fn gather<E>(piece: impl Fn(u16) -> Result<Option<IVec>, E>) -> Result<Option<Vec<u8>>, E> {
    let Some(first) = piece(0)? else {
        return Ok(None);
    };
    let mut all = first.to_vec();
    let mut last = first.len();
    // Only the last piece is short, so a record of one piece, as most are, costs one look.
    for number in 1..=u16::MAX {
        if last < PIECE {
            break;
        }
        let Some(next) = piece(number)? else { break };
        last = next.len();
        all.extend_from_slice(&next);
    }
    Ok(Some(all))
}

/// Where a journal ends, and up to where it was folded into the snapshot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Head {
    pub(super) last: Seq,
    pub(super) folded: Option<Seq>,
}

impl Head {
    pub(super) fn to_bytes(self) -> Vec<u8> {
        let mut bytes = self.last.0.to_be_bytes().to_vec();
        bytes.extend(
            self.folded
                .map(|at| at.0.to_be_bytes())
                .into_iter()
                .flatten(),
        );
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (last, folded) = bytes.split_first_chunk()?;
        let folded = match folded {
            [] => None,
            folded => Some(Seq(u64::from_be_bytes(folded.try_into().ok()?))),
        };
        Some(Self {
            last: Seq(u64::from_be_bytes(*last)),
            folded,
        })
    }
}
