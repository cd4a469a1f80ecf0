//! The store on disk: a [`Journal`], a [`Vault`] and the bridges' sealed records, on sled.
//!
//! The data folder holds `store/` (sled's own) and `lock`. Keys lie in a folder beside it.

use std::collections::BTreeMap;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::sled::Tree;
use ::sled::transaction::{ConflictableTransactionError, TransactionResult, abort};
use async_trait::async_trait;
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::{Mutex, watch};
use wegotus_chat::{Sealed, SealedError, Timestamp};

use super::committer::{Committer, Fault, Health, OpenFault, Purpose, damaged};
use super::disk::{Disk, RealDisk};
use super::journal::{
    AppendError, Cause, ContentId, Entry, INSTALL, Journal, Keep, NetworkId, Recorded, SeenKey,
    Seq, Snapshot, StoreError, Vault, day, expired,
};
use super::keyring::{Data, Keyring, fingerprint};
use super::records::{self, Head, LONGEST, Place, Tag};
use super::seal::{Key, SealError};

/// One read gives at most this many entries …
const CHUNK_ENTRIES: usize = 1024;
/// … and stops after the one that brings it to this many bytes.
const CHUNK_BYTES: usize = 1 << 20;
/// How many records one tidying transaction removes.
const SWEEP: usize = 512;

/// Where the store lies and when it calls the disk full.
#[derive(Clone)]
pub struct StoreOptions {
    /// The data folder; made if it is not there.
    pub data: PathBuf,
    /// The folder of key files; outside `data`, so that a copy of the data alone tells nothing.
    pub keys: PathBuf,
    /// Writes are refused while fewer bytes than this are free.
    pub low_water_bytes: u64,
    /// The disk; a test may answer in its place.
    pub disk: Arc<dyn Disk>,
}

impl StoreOptions {
    /// A store in `data` with its keys in `<data>.keys`, which stops writing when 64 MB are left.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        let data = data.into();
        let mut keys = data.clone().into_os_string();
        keys.push(".keys");
        Self {
            data,
            keys: keys.into(),
            low_water_bytes: 64 << 20,
            disk: Arc::new(RealDisk),
        }
    }
}

/// The store cannot be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process has it.
    #[error("{} is in use by another wegotus ({who}); stop that one first, or give this one a data folder of its own", data.display())]
    InUse {
        /// The data folder.
        data: PathBuf,
        /// The other process, as far as it told.
        who: String,
    },
    /// What is on disk cannot be read.
    #[error("{0}")]
    Damaged(String),
    /// The keys would lie with what they lock.
    #[error("the key folder {} lies inside the data folder; choose one outside it", keys.display())]
    KeysInside {
        /// The folder of key files.
        keys: PathBuf,
    },
    /// The folder could not be made, read or written.
    #[error("the store in {} cannot be opened: {error}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// The store on disk. Clones are handles on the same store; it closes when the last one is dropped.
#[derive(Clone)]
pub struct SledStore(Arc<Inner>);

struct Inner {
    // Before the lock, so that sled is closed when the lock goes.
    committer: Committer,
    folder: PathBuf,
    keyring: Keyring,
    scopes: Mutex<BTreeMap<String, Arc<Scope>>>,
    _lock: File,
}

/// A key and what the records under it are called by.
struct Scope {
    name: String,
    key: Arc<Key>,
    tag: Tag,
}

impl SledStore {
    /// Opens the store, or makes an empty one. Blocks while it reads; seconds for a store of some gigabytes.
    ///
    /// # Errors
    /// When it is in use, damaged, or its folders cannot be made or read. Nothing is deleted or repaired.
    pub fn open(options: StoreOptions) -> Result<Self, OpenError> {
        let StoreOptions {
            data,
            keys,
            low_water_bytes,
            disk,
        } = options;
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| OpenError::Io { path, error }
        };
        if keys.starts_with(&data) {
            return Err(OpenError::KeysInside { keys });
        }
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&data)
            .map_err(failed(&data))?;
        let lock = lock(&data)?;
        let folder = data.join("store");
        let committer = Committer::start(folder.clone(), low_water_bytes, disk).map_err(
            |fault| match fault {
                OpenFault::Locked => OpenError::InUse {
                    data: data.clone(),
                    who: "of an older kind".to_owned(),
                },
                OpenFault::Io(error) => OpenError::Io {
                    path: folder.clone(),
                    error,
                },
                OpenFault::Damaged(what) => OpenError::Damaged(what),
            },
        )?;
        Ok(Self(Arc::new(Inner {
            committer,
            folder,
            keyring: Keyring::new(keys),
            scopes: Mutex::default(),
            _lock: lock,
        })))
    }

    /// The key of `net`, for opaque ids. Made and synced on first use.
    ///
    /// # Errors
    /// When the key file is missing though there is data, is another's, or others may read it.
    pub async fn key(&self, net: &NetworkId) -> Result<Arc<Key>, StoreError> {
        Ok(self.0.scope(net.as_str()).await?.key.clone())
    }

    /// Sealed records for a bridge; `scope` keeps those of one bridge apart from another's. What it keeps is on
    /// disk when its methods return.
    #[must_use]
    pub fn sealed(&self, scope: &str) -> Arc<dyn Sealed> {
        Arc::new(SealedScope {
            store: self.0.clone(),
            scope: scope.to_owned(),
        })
    }

    /// Follows how the store does: whether it writes, lacks room, or failed.
    #[must_use]
    pub fn health(&self) -> watch::Receiver<Health> {
        self.0.committer.health()
    }
}

/// Takes the data folder for this process, until the file is dropped.
fn lock(data: &Path) -> Result<File, OpenError> {
    let path = data.join("lock");
    let failed = |error: io::Error| OpenError::Io {
        path: path.clone(),
        error,
    };
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(failed)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut pid = String::new();
            let read = (&file).take(20).read_to_string(&mut pid);
            let pid = pid.trim();
            let who = match read {
                Ok(_) if !pid.is_empty() => format!("pid {pid}"),
                _ => "pid unknown".to_owned(),
            };
            return Err(OpenError::InUse {
                data: data.to_owned(),
                who,
            });
        }
        Err(error) => return Err(failed(error.into())),
    }
    let write = || -> io::Result<()> {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())
    };
    let mut write = write;
    write().map_err(failed)?;
    Ok(file)
}

impl Inner {
    /// The key called `name`, opened once. Leaves its fingerprint in the store before anything is sealed with
    /// it, so that a missing key is told from one not made yet.
    async fn scope(&self, name: &str) -> Result<Arc<Scope>, StoreError> {
        let mut scopes = self.scopes.lock().await;
        if let Some(scope) = scopes.get(name) {
            return Ok(scope.clone());
        }
        let place = Place::fingerprint(name);
        let known = {
            let (place, folder) = (place.clone(), self.folder.clone());
            self.committer
                .read(move |tree| get(tree, &place, &folder))
                .await?
        };
        let data = match known {
            None => Data::None,
            Some(bytes) => Data::SealedWith {
                fingerprint: bytes.try_into().map_err(|_| self.damaged())?,
            },
        };
        let key = self
            .keyring
            .key(name, data)
            .map_err(|error| StoreError::Key(error.to_string()))?;
        if data == Data::None {
            let mark = fingerprint(&key);
            self.write(mark.len(), Purpose::Adds, move |tree| {
                tree.transaction(|tx| records::put(tx, &place, &mark))
            })
            .await?;
        }
        let tag = Tag::new(&key, name);
        let scope = Arc::new(Scope {
            name: name.to_owned(),
            key: Arc::new(key),
            tag,
        });
        scopes.insert(name.to_owned(), scope.clone());
        Ok(scope)
    }

    async fn write<T: Send + 'static>(
        &self,
        bytes: usize,
        purpose: Purpose,
        apply: impl FnOnce(&Tree) -> TransactionResult<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.committer.write(bytes, purpose, apply).await
    }

    /// Reads `place` and opens it.
    async fn open_at(&self, key: &Arc<Key>, place: Place) -> Result<Option<Vec<u8>>, StoreError> {
        let (key, folder) = (key.clone(), self.folder.clone());
        self.committer
            .read(move |tree| get_open(tree, &key, &place, &folder))
            .await
    }

    fn damaged(&self) -> StoreError {
        StoreError::Damaged(damaged(&self.folder))
    }
}

/// What is at `place`, still sealed.
fn get(tree: &Tree, place: &Place, folder: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    records::get(tree, place).map_err(|error| unreadable(error, folder))
}

/// What is at `place`, opened.
fn get_open(
    tree: &Tree,
    key: &Key,
    place: &Place,
    folder: &Path,
) -> Result<Option<Vec<u8>>, StoreError> {
    get(tree, place, folder)?
        .map(|sealed| key.open(place.as_bytes(), &sealed))
        .transpose()
        .map_err(|_| StoreError::Damaged(damaged(folder)))
}

fn head(tree: &Tree, scope: &Scope, folder: &Path) -> Result<Head, StoreError> {
    match get_open(tree, &scope.key, &scope.tag.head(), folder)? {
        None => Ok(Head::default()),
        Some(bytes) => Head::from_bytes(&bytes).ok_or_else(|| StoreError::Damaged(damaged(folder))),
    }
}

fn unreadable(error: ::sled::Error, folder: &Path) -> StoreError {
    match error {
        ::sled::Error::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            StoreError::Failed(format!("cannot read {}: {error}", folder.display()))
        }
        _ => StoreError::Damaged(damaged(folder)),
    }
}

/// One step of a transaction, sealed before its turn came.
enum Op {
    Put(Place, Vec<u8>),
    Erase(Place),
    /// An event counts: refused when it did before, unless it comes to nothing again.
    Seen {
        index: usize,
        place: Place,
        day: Vec<u8>,
        counts: bool,
    },
}

impl Op {
    fn bytes(&self) -> usize {
        match self {
            Self::Put(place, sealed) => place.as_bytes().len() + sealed.len(),
            Self::Erase(place) => place.as_bytes().len(),
            Self::Seen { place, day, .. } => place.as_bytes().len() + day.len(),
        }
    }
}

impl Scope {
    fn put(&self, place: Place, plain: &[u8]) -> Result<Op, Fault> {
        let sealed = seal(&self.key, &place, plain)?;
        Ok(Op::Put(place, sealed))
    }

    fn keep(&self, keep: &Keep) -> Result<Op, Fault> {
        match keep {
            Keep::Put { id, value } => self.put(self.tag.content(&self.key, id), value),
            Keep::Erase { id } => Ok(Op::Erase(self.tag.content(&self.key, id))),
        }
    }

    /// What appending `entries` after `expect` does, and the number of the last.
    fn append(&self, expect: Seq, entries: &[Entry]) -> Result<(Vec<Op>, Seq), Fault> {
        let mut ops = Vec::new();
        let mut last = expect;
        for (index, entry) in entries.iter().enumerate() {
            let counts = !entry.payload.is_empty();
            if let Cause::Event(seen) = entry.cause {
                let place = self.tag.seen(seen);
                let day = seal(&self.key, &place, &day(entry.at).to_be_bytes())?;
                ops.push(Op::Seen {
                    index,
                    place,
                    day,
                    counts,
                });
            }
            if counts {
                last = last.next();
                ops.push(self.put(self.tag.entry(last), &encode(entry)?)?);
            }
            for keep in &entry.keeps {
                ops.push(self.keep(keep)?);
            }
        }
        Ok((ops, last))
    }

    /// Opens a head record inside a transaction.
    fn head(&self, sealed: Option<Vec<u8>>) -> Option<Head> {
        let Some(sealed) = sealed else {
            return Some(Head::default());
        };
        Head::from_bytes(&self.key.open(self.tag.head().as_bytes(), &sealed).ok()?)
    }
}

fn seal(key: &Key, place: &Place, plain: &[u8]) -> Result<Vec<u8>, Fault> {
    if plain.len() > LONGEST {
        return Err(Fault::Failed(SealError::TooLong.to_string()));
    }
    key.seal(place.as_bytes(), plain)
        .map_err(|error| Fault::Failed(error.to_string()))
}

/// What stands before the payload of a stored entry.
#[derive(Serialize, Deserialize)]
struct Heading {
    at: Timestamp,
    cause: Cause,
}

/// The layout of stored entries; another layout gets another number.
const LAYOUT: u8 = 1;

fn encode(entry: &Entry) -> Result<Vec<u8>, Fault> {
    let heading = serde_json::to_vec(&Heading {
        at: entry.at,
        cause: entry.cause.clone(),
    })
    .map_err(|error| Fault::Failed(error.to_string()))?;
    let length = u32::try_from(heading.len()).map_err(|error| Fault::Failed(error.to_string()))?;
    Ok([
        &[LAYOUT],
        &length.to_be_bytes()[..],
        &heading,
        &entry.payload,
    ]
    .concat())
}

fn decode(seq: Seq, bytes: &[u8]) -> Option<Recorded> {
    let rest = bytes.strip_prefix(&[LAYOUT])?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (heading, payload) = rest.split_at_checked(length)?;
    let Heading { at, cause } = serde_json::from_slice(heading).ok()?;
    Some(Recorded {
        seq,
        at,
        cause,
        payload: payload.to_vec(),
    })
}

#[async_trait]
impl Journal for SledStore {
    async fn append(
        &self,
        net: &NetworkId,
        expect: Seq,
        entries: Vec<Entry>,
    ) -> Result<Seq, AppendError> {
        let scope = self
            .0
            .scope(net.as_str())
            .await
            .map_err(|error| match error {
                StoreError::Full { free, needed } => AppendError::Full { free, needed },
                error => AppendError::Failed(error.to_string()),
            })?;
        let (ops, last) = scope.append(expect, &entries)?;
        drop(entries);
        let bytes = ops.iter().map(Op::bytes).sum();
        let folder = self.0.folder.clone();
        let apply = move |tree: &Tree| {
            tree.transaction(|tx| {
                let place = scope.tag.head();
                let Some(head) = scope.head(records::get_in(tx, &place)?) else {
                    return abort(AppendError::Failed(damaged(&folder)));
                };
                if head.last != expect {
                    return abort(AppendError::Fenced { head: head.last });
                }
                for op in &ops {
                    match op {
                        Op::Put(place, sealed) => records::put(tx, place, sealed)?,
                        Op::Erase(place) => records::erase(tx, place)?,
                        Op::Seen {
                            index,
                            place,
                            day,
                            counts,
                        } => match (tx.get(place.piece(0))?.is_some(), counts) {
                            (true, true) => {
                                return abort(AppendError::Repeated { index: *index });
                            }
                            (true, false) => {}
                            (false, _) => records::put(tx, place, day)?,
                        },
                    }
                }
                if last != expect {
                    let head = Head { last, ..head };
                    match seal(&scope.key, &place, &head.to_bytes()) {
                        Ok(sealed) => records::put(tx, &place, &sealed)?,
                        Err(fault) => return abort(fault.into()),
                    }
                }
                Ok(last)
            })
        };
        self.0.committer.write(bytes, Purpose::Adds, apply).await
    }

    async fn seen(&self, net: &NetworkId, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let (keys, folder) = (keys.to_vec(), self.0.folder.clone());
        let look = move |tree: &Tree| {
            keys.iter()
                .map(|key| tree.contains_key(scope.tag.seen(*key).piece(0)))
                .collect::<Result<_, _>>()
                .map_err(|error| unreadable(error, &folder))
        };
        self.0.committer.read(look).await
    }

    async fn expire_seen(&self, net: &NetworkId, now: Timestamp) -> Result<usize, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let mut after = scope.tag.all_seen().as_bytes().to_vec();
        let mut forgotten = 0;
        loop {
            let (old, next) = {
                let (scope, folder) = (scope.clone(), self.0.folder.clone());
                self.0
                    .committer
                    .read(move |tree| old_seen(tree, &scope, &folder, &after, now))
                    .await?
            };
            if !old.is_empty() {
                forgotten += old.len();
                let bytes = old.iter().map(|place| place.as_bytes().len()).sum();
                self.0
                    .write(bytes, Purpose::Tidies, move |tree| {
                        tree.transaction(|tx| {
                            old.iter().try_for_each(|place| records::erase(tx, place))
                        })
                    })
                    .await?;
            }
            match next {
                Some(next) => after = next,
                None => return Ok(forgotten),
            }
        }
    }

    async fn head(&self, net: &NetworkId) -> Result<Seq, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let folder = self.0.folder.clone();
        self.0
            .committer
            .read(move |tree| Ok(head(tree, &scope, &folder)?.last))
            .await
    }

    async fn read(&self, net: &NetworkId, from: Seq) -> Result<Vec<Recorded>, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let folder = self.0.folder.clone();
        self.0
            .committer
            .read(move |tree| read_chunk(tree, &scope, &folder, from))
            .await
    }

    async fn save_snapshot(&self, net: &NetworkId, snapshot: Snapshot) -> Result<(), StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let Snapshot { at, bytes } = snapshot;
        let place = scope.tag.snapshot(at);
        let sealed = seal(&scope.key, &place, &bytes)?;
        let (length, folder) = (sealed.len(), self.0.folder.clone());
        let apply = {
            let scope = scope.clone();
            move |tree: &Tree| {
                tree.transaction(|tx| {
                    let head_place = scope.tag.head();
                    let Some(head) = scope.head(records::get_in(tx, &head_place)?) else {
                        return abort(StoreError::Damaged(damaged(&folder)));
                    };
                    let from = head.folded.unwrap_or_default();
                    if at < from || at > head.last {
                        return abort(not_between(at, from, head.last));
                    }
                    if let Some(before) = head.folded {
                        records::erase(tx, &scope.tag.snapshot(before))?;
                    }
                    records::put(tx, &place, &sealed)?;
                    let head = Head {
                        folded: Some(at),
                        ..head
                    };
                    match seal(&scope.key, &head_place, &head.to_bytes()) {
                        Ok(sealed) => records::put(tx, &head_place, &sealed),
                        Err(fault) => abort(fault.into()),
                    }
                })
            }
        };
        self.0.write(length, Purpose::Tidies, apply).await?;
        // The snapshot stands in their place already, so the entries may go bit by bit: what a crash leaves is
        // swept with the next snapshot.
        loop {
            let scope = scope.clone();
            let sweep = move |tree: &Tree| sweep_entries(tree, &scope, at);
            if self.0.write(SWEEP * 64, Purpose::Tidies, sweep).await? == 0 {
                return Ok(());
            }
        }
    }

    async fn load_snapshot(&self, net: &NetworkId) -> Result<Option<Snapshot>, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let folder = self.0.folder.clone();
        let load = move |tree: &Tree| {
            let Some(at) = head(tree, &scope, &folder)?.folded else {
                return Ok(None);
            };
            match get_open(tree, &scope.key, &scope.tag.snapshot(at), &folder)? {
                Some(bytes) => Ok(Some(Snapshot { at, bytes })),
                None => Err(missing(
                    &format!("the snapshot at {at}"),
                    &scope.name,
                    &folder,
                )),
            }
        };
        self.0.committer.read(load).await
    }
}

/// The places of seen-keys that have had their time, among the next few after `after`; and where to look on.
fn old_seen(
    tree: &Tree,
    scope: &Scope,
    folder: &Path,
    after: &[u8],
    now: Timestamp,
) -> Result<(Vec<Place>, Option<Vec<u8>>), StoreError> {
    let all = scope.tag.all_seen();
    let mut old = Vec::new();
    let mut looked = 0;
    for record in tree.range(after.to_vec()..) {
        let (stored, sealed) = record.map_err(|error| unreadable(error, folder))?;
        if !stored.starts_with(all.as_bytes()) {
            break;
        }
        if looked == SWEEP {
            return Ok((old, Some(stored.to_vec())));
        }
        looked += 1;
        let opened = Place::of_piece(&stored).and_then(|place| {
            let day = scope.key.open(place.as_bytes(), &sealed).ok()?;
            Some((place, i64::from_be_bytes(day.try_into().ok()?)))
        });
        let (place, day) = opened.ok_or_else(|| StoreError::Damaged(damaged(folder)))?;
        if expired(day, now) {
            old.push(place);
        }
    }
    Ok((old, None))
}

/// The entries after `from`, as many as one answer holds.
fn read_chunk(
    tree: &Tree,
    scope: &Scope,
    folder: &Path,
    from: Seq,
) -> Result<Vec<Recorded>, StoreError> {
    let head = head(tree, scope, folder)?;
    match head.folded {
        Some(at) if from < at => return Err(StoreError::Folded { at }),
        _ => {}
    }
    let (mut chunk, mut bytes, mut seq) = (Vec::new(), 0, from);
    while seq < head.last && chunk.len() < CHUNK_ENTRIES && bytes < CHUNK_BYTES {
        seq = seq.next();
        let Some(opened) = get_open(tree, &scope.key, &scope.tag.entry(seq), folder)? else {
            return Err(missing(
                &format!("entry {seq} of {}", head.last),
                &scope.name,
                folder,
            ));
        };
        bytes += opened.len();
        chunk.push(decode(seq, &opened).ok_or_else(|| StoreError::Damaged(damaged(folder)))?);
    }
    Ok(chunk)
}

/// Removes entries up to `at`, a bounded number of pieces; gives how many.
fn sweep_entries(tree: &Tree, scope: &Scope, at: Seq) -> TransactionResult<usize, StoreError> {
    let first = scope.tag.entry(Seq(0)).piece(0);
    let last = scope.tag.entry(at).piece(u16::MAX);
    let mut batch = ::sled::Batch::default();
    let mut pieces = 0;
    for stored in tree.range(first..=last).keys().take(SWEEP) {
        batch.remove(stored?);
        pieces += 1;
    }
    tree.apply_batch(batch)?;
    Ok(pieces)
}

fn missing(what: &str, network: &str, folder: &Path) -> StoreError {
    StoreError::Damaged(format!(
        "{what} of '{network}' is missing: {}",
        damaged(folder)
    ))
}

/// A snapshot must lie between the one before and the head.
pub(super) fn not_between(at: Seq, from: Seq, to: Seq) -> StoreError {
    StoreError::Failed(format!("a snapshot at {at} is not between {from} and {to}"))
}

#[async_trait]
impl Vault for SledStore {
    async fn get(&self, net: &NetworkId, id: &ContentId) -> Result<Option<Vec<u8>>, StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let place = scope.tag.content(&scope.key, id);
        self.0.open_at(&scope.key, place).await
    }

    async fn keep(&self, net: &NetworkId, keeps: Vec<Keep>) -> Result<(), StoreError> {
        let scope = self.0.scope(net.as_str()).await?;
        let purpose = if keeps.iter().all(|keep| matches!(keep, Keep::Erase { .. })) {
            Purpose::Tidies
        } else {
            Purpose::Adds
        };
        let ops = keeps
            .iter()
            .map(|keep| scope.keep(keep))
            .collect::<Result<Vec<_>, _>>()?;
        drop(keeps);
        write_ops(&self.0, ops, purpose).await
    }
}

async fn write_ops(store: &Inner, ops: Vec<Op>, purpose: Purpose) -> Result<(), StoreError> {
    let bytes = ops.iter().map(Op::bytes).sum();
    let apply = move |tree: &Tree| {
        tree.transaction(|tx| {
            ops.iter().try_for_each(
                |op| -> Result<(), ConflictableTransactionError<StoreError>> {
                    match op {
                        Op::Put(place, sealed) => records::put(tx, place, sealed),
                        Op::Seen { place, day, .. } => records::put(tx, place, day),
                        Op::Erase(place) => records::erase(tx, place),
                    }
                },
            )
        })
    };
    store.write(bytes, purpose, apply).await
}

/// What one bridge keeps, under the install's key.
struct SealedScope {
    store: Arc<Inner>,
    scope: String,
}

impl SealedScope {
    async fn place(&self, name: &str) -> Result<(Arc<Scope>, Place), StoreError> {
        let install = self.store.scope(INSTALL).await?;
        let place = Place::sealed(&install.key, &self.scope, name);
        Ok((install, place))
    }
}

impl From<StoreError> for SealedError {
    fn from(error: StoreError) -> Self {
        Self(error.to_string())
    }
}

#[async_trait]
impl Sealed for SealedScope {
    async fn put(&self, name: &str, value: &[u8]) -> Result<(), SealedError> {
        let (install, place) = self.place(name).await?;
        let op = install.put(place, value).map_err(StoreError::from)?;
        Ok(write_ops(&self.store, vec![op], Purpose::Adds).await?)
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, SealedError> {
        let (install, place) = self.place(name).await?;
        Ok(self.store.open_at(&install.key, place).await?)
    }

    async fn erase(&self, name: &str) -> Result<(), SealedError> {
        let (_install, place) = self.place(name).await?;
        Ok(write_ops(&self.store, vec![Op::Erase(place)], Purpose::Tidies).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh() -> (SledStore, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let store = SledStore::open(StoreOptions::new(folder.path().join("data"))).unwrap();
        (store, folder)
    }

    crate::tracker::conformance::suite!(conformance, fresh());
}
