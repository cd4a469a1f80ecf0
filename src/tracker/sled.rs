//! The store on disk: a [`Journal`], a [`Vault`] and the bridges' sealed records, on sled.
//!
//! The data folder holds `store/` (sled's own), `mark` and `lock`. Keys lie in a folder beside it.

mod entry;
mod journal;
mod ops;
mod repack;
mod scope;
mod vault;

use std::collections::BTreeMap;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::sled::Tree;
use ::sled::transaction::TransactionResult;
use rustix::fs::{FlockOperation, flock};
use thiserror::Error;
use tokio::sync::{Mutex, RwLock, watch};
use wegotus_chat::Sealed;

use super::as_found::AsFound;
use super::committer::{Committer, Health, OpenFault, Purpose, clear_successor, damaged};
use super::disk::{Disk, RealDisk};
use super::journal::{NetworkId, StoreError};
use super::keyring::{Data, Keyring, fingerprint};
use super::records::{self, Place, Tag};
use super::seal::Key;
use scope::Scope;
use vault::SealedScope;

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
    /// Held for reading by whatever seals or opens, for writing while the keys change.
    epoch: RwLock<()>,
    _lock: File,
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
        clear_successor(&folder).map_err(failed(&folder))?;
        let as_found = AsFound::keep(&folder);
        let started = Committer::start(folder.clone(), low_water_bytes, disk);
        match &started {
            Err(OpenFault::Damaged(_)) => as_found.put_back(),
            _ => as_found.forget(),
        }
        let committer = started.map_err(|fault| match fault {
            OpenFault::Locked => OpenError::InUse {
                data: data.clone(),
                who: "of an older kind".to_owned(),
            },
            OpenFault::Io(error) => OpenError::Io {
                path: folder.clone(),
                error,
            },
            OpenFault::Damaged(what) => OpenError::Damaged(what),
        })?;
        Ok(Self(Arc::new(Inner {
            committer,
            folder,
            keyring: Keyring::new(keys),
            scopes: Mutex::default(),
            epoch: RwLock::default(),
            _lock: lock,
        })))
    }

    /// The key of `net`, for opaque ids. Made and synced on first use.
    ///
    /// # Errors
    /// When the key file is missing though there is data, is another's, or others may read it.
    pub async fn key(&self, net: &NetworkId) -> Result<Arc<Key>, StoreError> {
        if self.is_burnt(net)? {
            self.finish_burning(net).await?;
        }
        let _open = self.0.epoch.read().await;
        Ok(self.0.scope(net.as_str()).await?.key.clone())
    }

    /// Whether everything of `net` was erased, and nothing has been kept of it since.
    ///
    /// # Errors
    /// When the key file cannot be read.
    pub fn is_burnt(&self, net: &NetworkId) -> Result<bool, StoreError> {
        let burnt = self.0.keyring.is_burnt(net.as_str());
        burnt.map_err(|error| StoreError::Key(error.to_string()))
    }

    /// Erases everything of `net`: its key first, after which nobody can read any of it, then what it had sealed.
    /// Interrupted in between, the rest is done when its key is next asked for.
    ///
    /// # Errors
    /// When the key file or the store cannot be written.
    pub async fn burn(&self, net: &NetworkId) -> Result<(), StoreError> {
        {
            let _alone = self.0.epoch.write().await;
            let burnt = self.0.keyring.burn(net.as_str());
            burnt.map_err(|error| StoreError::Key(error.to_string()))?;
            self.0.scopes.lock().await.remove(net.as_str());
        }
        self.repack().await
    }

    /// Erases what a key that was destroyed had sealed, where that was not done to the end.
    async fn finish_burning(&self, net: &NetworkId) -> Result<(), StoreError> {
        let place = Place::fingerprint(net.as_str());
        let folder = self.0.folder.clone();
        let look = move |tree: &Tree| {
            records::get(tree, &place).map_err(|_| StoreError::Damaged(damaged(&folder)))
        };
        match self.0.committer.read(look).await? {
            Some(_) => self.repack().await,
            None => Ok(()),
        }
    }

    /// Destroys every key of the install. Nobody can read anything of it once this process has ended.
    ///
    /// # Errors
    /// When a key file cannot be written over.
    pub async fn burn_everything(&self) -> Result<(), StoreError> {
        let _alone = self.0.epoch.write().await;
        let burnt = self.0.keyring.burn_all();
        burnt.map_err(|error| StoreError::Key(error.to_string()))
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

/// Erases an install on which no bot runs: every key in the folder `keys` first, then the folder `data`.
///
/// # Errors
/// When a process has the data folder, or something cannot be written over or removed; the keys are destroyed before
/// anything else is tried.
pub fn burn_install(data: &Path, keys: &Path) -> Result<(), OpenError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| OpenError::Io { path, error }
    };
    let burnt = Keyring::new(keys.to_owned()).burn_all();
    burnt.map_err(|error| failed(keys)(io::Error::other(error.to_string())))?;
    if data.exists() {
        let _alone = lock(data)?;
        std::fs::remove_dir_all(data).map_err(failed(data))?;
    }
    Ok(())
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
    let mut write = || -> io::Result<()> {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        writeln!(file, "{}", std::process::id())
    };
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
            let look = move |tree: &Tree| {
                records::get(tree, &place).map_err(|_| StoreError::Damaged(damaged(&folder)))
            };
            self.committer.read(look).await?
        };
        let data = match known {
            None => Data::None,
            Some(bytes) => {
                repack::marks(&bytes).ok_or_else(|| StoreError::Damaged(damaged(&self.folder)))?
            }
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
            folder: self.folder.clone(),
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
}

#[cfg(test)]
mod tests;
