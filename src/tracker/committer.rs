//! The one thread that writes: it takes every write that waits, applies each as a transaction of its own, and
//! brings all of them to disk with one flush and one sync before it answers any.
//!
//! When the disk refuses, every write of the round fails and the store is opened anew before the next one, for
//! sled stays broken after an I/O error and what the kernel still shows may never have reached the disk.
//! sled must not meet a full disk, so writes are refused while there is little room left.

use std::fs::{self, File};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use ::sled::transaction::{TransactionError, TransactionResult};
use ::sled::{Db, Tree};
use thiserror::Error;
use tokio::sync::{oneshot, watch};

use super::disk::{Disk, sync_folder};
use super::journal::{AppendError, StoreError};
use super::mark::Mark;
use super::records::ROUNDS;
use crate::failpoint;

/// How many writes share one sync at most; bounds how long the first of them waits.
const ROUND: usize = 512;

/// sled's cache, in bytes. The board is in memory already; the store is read at start and for single texts.
const CACHE: u64 = 32 << 20;

/// How often sled's own thread tidies its file, in milliseconds.
const TIDY: u64 = 1000;

/// What sled may write for each byte given to it: it rewrites whole tree nodes now and then.
const AMPLIFICATION: u64 = 4;

/// How the store does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Health {
    /// It writes.
    Well,
    /// It refuses to write until there is room.
    Full {
        /// Bytes free.
        free: u64,
        /// Bytes that must be free.
        needed: u64,
    },
    /// The last write failed; it opens itself anew and tries again with the next.
    Failed {
        /// What went wrong.
        why: String,
    },
}

/// Why a write is not known to be on disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    Failed(String),
    Full { free: u64, needed: u64 },
}

impl From<&Fault> for Health {
    fn from(fault: &Fault) -> Self {
        match fault {
            Fault::Failed(why) => Self::Failed { why: why.clone() },
            Fault::Full { free, needed } => Self::Full {
                free: *free,
                needed: *needed,
            },
        }
    }
}

impl From<Fault> for AppendError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Failed(why) => Self::Failed(why),
            Fault::Full { free, needed } => Self::Full { free, needed },
        }
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Failed(why) => Self::Failed(why),
            Fault::Full { free, needed } => Self::Full { free, needed },
        }
    }
}

/// Whether a write makes the store grow. What forgets and folds may go on when little room is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Purpose {
    Adds,
    Tidies,
}

/// sled, a handle on its file for syncing it, and how many rounds it holds.
struct Open {
    db: Db,
    file: File,
    mark: Mark,
    rounds: u64,
}

struct Shared {
    folder: PathBuf,
    low_water: u64,
    disk: Arc<dyn Disk>,
    /// None after a failure, until it is opened anew. Written to while writes are applied, so that a reader sees a
    /// record of many pieces whole.
    open: RwLock<Option<Open>>,
    health: watch::Sender<Health>,
}

/// The writing thread, and the way to read beside it. Dropping it ends the thread and closes the store.
pub(super) struct Committer {
    shared: Arc<Shared>,
    jobs: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Committer {
    /// Opens the sled store in `folder`, and starts writing.
    pub(super) fn start(
        folder: PathBuf,
        low_water: u64,
        disk: Arc<dyn Disk>,
    ) -> Result<Self, OpenFault> {
        let open = open(&folder, disk.as_ref())?;
        let shared = Arc::new(Shared {
            folder,
            low_water,
            disk,
            open: RwLock::new(Some(open)),
            health: watch::Sender::new(Health::Well),
        });
        let (jobs, waiting) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn({
                let shared = shared.clone();
                move || shared.work(&waiting)
            })
            .map_err(OpenFault::Io)?;
        Ok(Self {
            shared,
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Follows how the store does.
    pub(super) fn health(&self) -> watch::Receiver<Health> {
        self.shared.health.subscribe()
    }

    /// Applies `apply`, which writes about `bytes`, and returns its answer when that is on disk.
    pub(super) async fn write<T, E, F>(
        &self,
        bytes: usize,
        purpose: Purpose,
        apply: F,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
        F: FnOnce(&Tree) -> TransactionResult<T, E> + Send + 'static,
    {
        let stopped = || E::from(Fault::Failed("the store has been closed".to_owned()));
        let (reply, answer) = oneshot::channel();
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        let job = Write {
            bytes,
            purpose,
            apply: Some(apply),
            outcome: None,
            reply,
        };
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Task::Write(Box::new(job)))
            .map_err(|_| stopped())?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Puts a new store, filled by `copy`, in the place of this one, whose files go. Everything else waits meanwhile.
    ///
    /// An error leaves one of the two standing, whole.
    pub(super) async fn replace(&self, copy: Copying) -> Result<(), StoreError> {
        let stopped = || StoreError::Failed("the store has been closed".to_owned());
        let (reply, answer) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or_else(stopped)?;
        jobs.send(Task::Replace(copy, reply))
            .map_err(|_| stopped())?;
        let answered = answer.await.map_err(|_| stopped())?;
        answered.map_err(StoreError::from)
    }

    /// Reads on a thread that may wait for the disk.
    pub(super) async fn read<T, F>(&self, read: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Tree) -> Result<T, StoreError> + Send + 'static,
    {
        let shared = self.shared.clone();
        let reading = tokio::task::spawn_blocking(move || {
            let slot = shared.open.read().unwrap_or_else(PoisonError::into_inner);
            let Some(open) = slot.as_ref() else {
                return Err(StoreError::Failed(closed_for_now(&shared.folder)));
            };
            catch_unwind(AssertUnwindSafe(|| read(&open.db)))
                .unwrap_or_else(|_| Err(StoreError::Damaged(damaged(&shared.folder))))
        });
        reading
            .await
            .unwrap_or_else(|stopped| Err(StoreError::Failed(stopped.to_string())))
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            // It catches its panics; if one got past, there is nothing left to close.
            let _ended = thread.join();
        }
    }
}

/// What the writing thread does.
enum Task {
    Write(Box<dyn Job>),
    Replace(Copying, oneshot::Sender<Result<(), Fault>>),
}

/// Fills a new store from the one there is.
pub(super) type Copying = Box<dyn FnOnce(&Tree, &Tree) -> Result<(), StoreError> + Send>;

/// A write that waits for its turn, whatever it answers.
trait Job: Send {
    fn bytes(&self) -> u64;
    fn purpose(&self) -> Purpose;
    /// Applies the write. An error means that sled failed, not that the write was refused.
    fn apply(&mut self, tree: &Tree) -> Result<(), ::sled::Error>;
    /// Tells the one who waits: what came of it, or the fault that kept it from the disk.
    fn answer(self: Box<Self>, reached_disk: Result<(), Fault>);
}

struct Write<T, E, F> {
    bytes: u64,
    purpose: Purpose,
    apply: Option<F>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Write<T, E, F>
where
    T: Send,
    E: From<Fault> + Send,
    F: FnOnce(&Tree) -> TransactionResult<T, E> + Send,
{
    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn purpose(&self) -> Purpose {
        self.purpose
    }

    fn apply(&mut self, tree: &Tree) -> Result<(), ::sled::Error> {
        let Some(apply) = self.apply.take() else {
            return Ok(());
        };
        match apply(tree) {
            Ok(done) => self.outcome = Some(Ok(done)),
            Err(TransactionError::Abort(refusal)) => self.outcome = Some(Err(refusal)),
            Err(TransactionError::Storage(error)) => return Err(error),
        }
        Ok(())
    }

    fn answer(self: Box<Self>, reached_disk: Result<(), Fault>) {
        let outcome = match (reached_disk, self.outcome) {
            (Err(fault), _) => Err(fault.into()),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(Fault::Failed("it was not applied".to_owned()).into()),
        };
        // Who no longer waits does not need the answer; what was written stays.
        let _unheard = self.reply.send(outcome);
    }
}

impl Shared {
    fn work(&self, jobs: &Receiver<Task>) {
        while let Ok(first) = jobs.recv() {
            let mut round = Vec::new();
            let mut next = Some(first);
            let mut replace = None;
            while let Some(task) = next {
                match task {
                    Task::Write(job) => round.push(job),
                    Task::Replace(copy, reply) => replace = Some((copy, reply)),
                }
                let more = round.len() < ROUND && replace.is_none();
                next = more.then(|| jobs.try_recv().ok()).flatten();
            }
            if !round.is_empty() {
                self.commit(round);
            }
            if let Some((copy, reply)) = replace {
                // Who no longer waits does not need the answer.
                let _unheard = reply.send(self.replace(copy).map_err(Fault::Failed));
            }
        }
        self.close();
    }

    /// Writes the store anew beside itself, and puts that in its place.
    fn replace(&self, copy: Copying) -> Result<(), String> {
        let mut slot = self.open.write().unwrap_or_else(PoisonError::into_inner);
        let open = match slot.take() {
            Some(open) => open,
            None => reopen(&self.folder, self.disk.as_ref()).map_err(|fault| fault.to_string())?,
        };
        let next = successor(&self.folder);
        let written = self.room_for_copy().and_then(|()| {
            let writing = || write_copy(&open.db, &next, copy, self.disk.as_ref());
            catch_unwind(AssertUnwindSafe(writing)).map_err(|_| damaged(&self.folder))?
        });
        if let Err(why) = written {
            *slot = Some(open);
            let _cleared = remove_folder(&next);
            return Err(why);
        }
        failpoint::hit("repack.copied");
        let Open { db, file, .. } = open;
        let _closed = catch_unwind(AssertUnwindSafe(move || drop(db)));
        drop(file);
        until_let_go(&self.folder)?;
        let exchanged = exchange(&next, &self.folder);
        failpoint::hit("repack.exchanged");
        let again = reopen(&self.folder, self.disk.as_ref()).map_err(|fault| fault.to_string())?;
        *slot = Some(again);
        let cleared = remove_folder(&next);
        exchanged
            .and(cleared)
            .map_err(|error| format!("the store could not be written anew: {error}"))
    }

    fn room_for_copy(&self) -> Result<(), String> {
        let length = |path: &Path| fs::metadata(path).map_or(0, |it| it.len());
        let needed = length(&self.folder.join("db")).saturating_add(self.low_water);
        let free = self.disk.free(&self.folder).map_err(|it| it.to_string())?;
        if free < needed {
            return Err(format!(
                "the disk is nearly full: {free} bytes are free and {needed} are needed to write the store anew"
            ));
        }
        Ok(())
    }

    /// Writes one round and answers everyone in it.
    fn commit(&self, round: Vec<Box<dyn Job>>) {
        let (mut round, refused) = self.with_room(round);
        let faults = if round.is_empty() {
            Vec::new()
        } else {
            let written = self
                .apply(&mut round)
                .and_then(|faults| self.sync().map(|()| faults));
            written.unwrap_or_else(|why| {
                self.close();
                vec![Some(why); round.len()]
            })
        };
        failpoint::hit("journal.before-answer");

        let faults = faults.into_iter().map(|why| why.map(Fault::Failed));
        let refused = refused.into_iter().map(|(job, fault)| (job, Some(fault)));
        let answers: Vec<_> = round.into_iter().zip(faults).chain(refused).collect();
        let fault = answers.iter().find_map(|(_, fault)| fault.as_ref());
        self.notice(fault.map_or(Health::Well, Health::from));
        for (job, fault) in answers {
            job.answer(fault.map_or(Ok(()), Err));
        }
    }

    fn notice(&self, health: Health) {
        self.health.send_if_modified(|now| {
            let changed = *now != health;
            *now = health;
            changed
        });
    }

    /// Parts a round into what there is room for and what there is not.
    #[expect(
        clippy::type_complexity,
        reason = "a job beside the reason it is refused for"
    )]
    fn with_room(
        &self,
        round: Vec<Box<dyn Job>>,
    ) -> (Vec<Box<dyn Job>>, Vec<(Box<dyn Job>, Fault)>) {
        let free = match self.disk.free(&self.folder) {
            Ok(free) => free,
            Err(error) => {
                let why = format!(
                    "cannot tell how much room {} has: {error}",
                    self.folder.display()
                );
                let refuse = |job| (job, Fault::Failed(why.clone()));
                return (Vec::new(), round.into_iter().map(refuse).collect());
            }
        };
        let (mut go, mut refused, mut taken) = (Vec::new(), Vec::new(), 0u64);
        for job in round {
            let margin = match job.purpose() {
                Purpose::Adds => self.low_water,
                Purpose::Tidies => self.low_water / 4,
            };
            let writes = job.bytes().saturating_mul(AMPLIFICATION);
            let needed = margin.saturating_add(taken).saturating_add(writes);
            if needed > free {
                refused.push((job, Fault::Full { free, needed }));
            } else {
                taken = taken.saturating_add(writes);
                go.push(job);
            }
        }
        (go, refused)
    }

    /// Applies each write in memory. Gives for each why it failed, if it did; an error when all did.
    fn apply(&self, round: &mut [Box<dyn Job>]) -> Result<Vec<Option<String>>, String> {
        let mut slot = self.open.write().unwrap_or_else(PoisonError::into_inner);
        let open = match slot.take() {
            Some(open) => open,
            None => reopen(&self.folder, self.disk.as_ref()).map_err(|fault| fault.to_string())?,
        };
        let open = slot.insert(open);
        failpoint::hit("journal.before-commit");
        let mut faults = Vec::with_capacity(round.len());
        for job in round {
            let applied = catch_unwind(AssertUnwindSafe(|| job.apply(&open.db)))
                .map_err(|_| damaged(&self.folder))?;
            faults.push(match applied {
                Ok(()) => None,
                // sled answers nothing any more after an I/O error.
                Err(error @ ::sled::Error::Io(_)) => return Err(error.to_string()),
                // One page is bad: what lies on the others can still be written.
                Err(_) => Some(damaged(&self.folder)),
            });
        }
        open.rounds = open.rounds.saturating_add(1);
        let count = open.rounds.to_be_bytes();
        catch_unwind(AssertUnwindSafe(|| open.db.insert(ROUNDS, &count)))
            .map_err(|_| damaged(&self.folder))?
            .map_err(|error| error.to_string())?;
        Ok(faults)
    }

    /// Brings what was applied to disk.
    fn sync(&self) -> Result<(), String> {
        let slot = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let open = slot.as_ref().ok_or_else(|| closed_for_now(&self.folder))?;
        failpoint::hit("journal.before-flush");
        catch_unwind(AssertUnwindSafe(|| open.db.flush()))
            .map_err(|_| damaged(&self.folder))?
            .map_err(|error| error.to_string())?;
        failpoint::hit("journal.before-sync");
        self.disk
            .sync(&open.file)
            .map_err(|error| format!("cannot sync: {error}"))?;
        if let Some(copy) = failpoint::synced_copy() {
            copy_whole(&self.folder, &copy).map_err(|error| format!("cannot copy: {error}"))?;
        }
        // A mark that stays behind asks less of the store; that is no reason to fail what is on disk.
        let _behind = open.mark.set(open.rounds);
        Ok(())
    }

    fn close(&self) {
        let open = self
            .open
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(Open { db, file, .. }) = open else {
            return;
        };
        // sled unwraps what its last sync says.
        let _closed = catch_unwind(AssertUnwindSafe(move || drop(db)));
        drop(file);
    }
}

/// Opens the store again after a failure. What the failed sync left in the kernel's memory is dropped, so
/// that only what is really on disk is read back.
fn reopen(folder: &Path, disk: &dyn Disk) -> Result<Open, OpenFault> {
    if let Ok(file) = File::open(folder.join("db")) {
        // A hint: where it is not taken, the store is as good as the kernel's memory.
        let _hint = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    }
    // sled's lock goes with its last thread, which tells nobody when it ends.
    for _ in 0..500 {
        match open(folder, disk) {
            Err(OpenFault::Locked) => thread::sleep(Duration::from_millis(10)),
            done => return done,
        }
    }
    Err(OpenFault::Locked)
}

/// Where a store is written anew: beside the one there is.
pub(super) fn successor(folder: &Path) -> PathBuf {
    folder.with_extension("next")
}

/// What was begun or left over when a store was written anew goes; the store itself is whole.
pub(super) fn clear_successor(folder: &Path) -> io::Result<()> {
    remove_folder(&successor(folder))
}

/// Fills a store at `next`, all of it on disk when this returns.
fn write_copy(from: &Db, next: &Path, copy: Copying, disk: &dyn Disk) -> Result<(), String> {
    let said = |error: &dyn ToString| error.to_string();
    remove_folder(next).map_err(|it| said(&it))?;
    let config = ::sled::Config::new().path(next).cache_capacity(CACHE);
    let db = config.flush_every_ms(None).open().map_err(|it| said(&it))?;
    copy(from, &db).map_err(|it| said(&it))?;
    db.flush().map_err(|it| said(&it))?;
    drop(db);
    until_let_go(next)?;
    let settle = || -> io::Result<()> {
        disk.sync(&File::open(next.join("db"))?)?;
        File::open(next.join("conf"))?.sync_all()?;
        sync_folder(next)
    };
    settle().map_err(|it| said(&it))
}

/// Waits until sled's last thread has let go of a store that was closed.
fn until_let_go(folder: &Path) -> Result<(), String> {
    use rustix::fs::{FlockOperation, flock};
    let file = File::open(folder.join("db")).map_err(|error| error.to_string())?;
    for _ in 0..500 {
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(10));
    }
    Err(format!("{} is still in use", folder.display()))
}

/// Puts the folder `next` in the place of `folder` and the other way round, at one stroke.
fn exchange(next: &Path, folder: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, next, CWD, folder, RenameFlags::EXCHANGE)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

/// Why sled does not open.
#[derive(Debug, Error)]
pub(super) enum OpenFault {
    #[error("the store is locked")]
    Locked,
    #[error("{0}")]
    Io(io::Error),
    #[error("{0}")]
    Damaged(String),
}

fn open(folder: &Path, disk: &dyn Disk) -> Result<Open, OpenFault> {
    let background = if failpoint::synced_copy().is_some() {
        None
    } else {
        Some(TIDY)
    };
    let config = ::sled::Config::new()
        .path(folder)
        .cache_capacity(CACHE)
        .flush_every_ms(background);
    let db = match catch_unwind(AssertUnwindSafe(|| config.open())) {
        Ok(Ok(db)) => db,
        Ok(Err(::sled::Error::Io(error)))
            if error.to_string().contains("could not acquire lock") =>
        {
            return Err(OpenFault::Locked);
        }
        Ok(Err(::sled::Error::Io(error))) if error.kind() != io::ErrorKind::UnexpectedEof => {
            return Err(OpenFault::Io(error));
        }
        Ok(Err(_)) | Err(_) => return Err(OpenFault::Damaged(damaged(folder))),
    };
    // The file's name and sled's own small files must last too, or the first sync was for nothing.
    let file = File::open(folder.join("db")).map_err(OpenFault::Io)?;
    let settle = || -> io::Result<()> {
        File::open(folder.join("conf"))?.sync_all()?;
        disk.sync(&file)?;
        sync_folder(folder)?;
        folder.parent().map_or(Ok(()), sync_folder)
    };
    settle().map_err(OpenFault::Io)?;
    let path = folder.with_file_name("mark");
    let (mark, acknowledged) = Mark::open(&path).map_err(OpenFault::Io)?;
    let rounds = rounds(&db).ok_or_else(|| OpenFault::Damaged(damaged(folder)))?;
    if rounds < acknowledged {
        return Err(OpenFault::Damaged(format!(
            "{} (of {acknowledged} rounds of writing that were acknowledged it holds {rounds}; if it comes \
             from a backup already, delete {} and start again)",
            damaged(folder),
            path.display()
        )));
    }
    Ok(Open {
        db,
        file,
        mark,
        rounds,
    })
}

/// How many rounds the store holds.
fn rounds(db: &Db) -> Option<u64> {
    match catch_unwind(AssertUnwindSafe(|| db.get(ROUNDS))) {
        Ok(Ok(None)) => Some(0),
        Ok(Ok(Some(count))) => Some(u64::from_be_bytes(count.as_ref().try_into().ok()?)),
        Ok(Err(_)) | Err(_) => None,
    }
}

/// What to say of a store that cannot be read.
pub(super) fn damaged(folder: &Path) -> String {
    format!(
        "the store in {} is damaged; stop wegotus, keep that folder aside and restore it from your backup",
        folder.display()
    )
}

fn closed_for_now(folder: &Path) -> String {
    format!(
        "the store in {} failed and opens itself anew with the next write",
        folder.display()
    )
}

/// Copies `from` to `to`, whole or not at all: `to` is the copy before until this one is complete.
fn copy_whole(from: &Path, to: &Path) -> io::Result<()> {
    let mut unfinished = to.as_os_str().to_owned();
    unfinished.push(".tmp");
    let unfinished = PathBuf::from(unfinished);
    remove_folder(&unfinished)?;
    let mut folders = vec![(from.to_owned(), unfinished.clone())];
    while let Some((from, to)) = folders.pop() {
        fs::create_dir_all(&to)?;
        for item in fs::read_dir(from)? {
            let item = item?;
            let to = to.join(item.file_name());
            if item.file_type()?.is_dir() {
                folders.push((item.path(), to));
            } else {
                fs::copy(item.path(), to)?;
            }
        }
    }
    if to.exists() {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        renameat_with(CWD, &unfinished, CWD, to, RenameFlags::EXCHANGE)?;
        return remove_folder(&unfinished);
    }
    fs::rename(unfinished, to)
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
