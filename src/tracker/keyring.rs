//! Key files: one per network and one for the install, outside the data folder, readable by their owner only.
//!
//! A key file is two lines: `wegotus key 1` and 64 hexadecimal digits. It is made on first use and never again:
//! where there is data and no key, the key is missing and is not replaced.
//!
//! Once what was erased was made unreadable it is `wegotus key 2`, the secret for ids, and the secret for sealing. For
//! the moment in which the store is replaced there are two of the last; the store says which one it was sealed with.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use super::disk::sync_folder;
use super::seal::{Key, Secrets, hex};

const HEADER: &str = "wegotus key 1";
const RENEWED: &str = "wegotus key 2";

/// A folder of key files.
#[derive(Debug)]
pub(super) struct Keyring {
    folder: PathBuf,
}

/// Whether something has been sealed with a key already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Data {
    /// Nothing yet: the key may be made.
    None,
    /// There is data: only its key will do.
    SealedWith {
        /// What [`fingerprint`] gives for the right key.
        fingerprint: [u8; 16],
        /// What its [`Key::sealing_mark`] is; the first one's where none is noted.
        sealing: Option<[u8; 16]>,
    },
}

/// Tells keys apart without telling a key.
pub(super) fn fingerprint(key: &Key) -> [u8; 16] {
    key.id("fingerprint", &[])
}

impl Keyring {
    /// The key files in `folder`, which need not be there yet.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The key called `name`; makes and syncs its file when there is none and no data either.
    pub(super) fn key(&self, name: &str, data: Data) -> Result<Key, KeyError> {
        let path = self.path(name);
        let mut keys = match (read(&self.folder, &path)?, data) {
            (Some(keys), _) => keys,
            (None, Data::None) => {
                let secret = make(&self.folder, &path)?;
                vec![Key::new(&secret)]
            }
            (None, Data::SealedWith { .. }) => {
                return Err(KeyError::Missing {
                    name: name.to_owned(),
                    path,
                });
            }
        };
        let several = keys.len() > 1;
        let right = match data {
            Data::None => 0,
            Data::SealedWith {
                fingerprint: right,
                sealing,
            } => {
                let fits = |key: &Key| {
                    fingerprint(key) == right
                        && sealing.is_none_or(|mark| key.sealing_mark() == mark)
                };
                keys.iter()
                    .position(fits)
                    .ok_or_else(|| KeyError::Another {
                        name: name.to_owned(),
                        path: path.clone(),
                    })?
            }
        };
        let key = keys.swap_remove(right);
        if several {
            // The store was being replaced when the process died: the other secret is of no use any more.
            self.settle(name, &key)?;
        }
        Ok(key)
    }

    /// Makes a key with the same ids and another sealing, and writes both down, so that the store can be opened
    /// whichever of the two it turns out to be sealed with.
    pub(super) fn stage(&self, name: &str, key: &Key) -> Result<Key, KeyError> {
        let path = self.path(name);
        let renewed = key.renewed().map_err(|error| KeyError::Io {
            path: path.clone(),
            error: io::Error::other(error.to_string()),
        })?;
        replace(&self.folder, &path, &[key, &renewed])?;
        Ok(renewed)
    }

    /// Writes down `key` alone; the other secret that was there is gone.
    pub(super) fn settle(&self, name: &str, key: &Key) -> Result<(), KeyError> {
        replace(&self.folder, &self.path(name), &[key])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.key"))
    }
}

/// The keys in the file at `path`, or none when there is no such file.
fn read(folder: &Path, path: &Path) -> Result<Option<Vec<Key>>, KeyError> {
    let failed = |error| KeyError::Io {
        path: path.to_owned(),
        error,
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(KeyError::Malformed {
                path: path.to_owned(),
            });
        }
        Err(error) => return Err(failed(error)),
    };
    for (at, private) in [(folder, "700"), (path, "600")] {
        let mode = fs::metadata(at).map_err(failed)?.mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(KeyError::TooOpen {
                path: at.to_owned(),
                mode,
                private,
            });
        }
    }
    let keys = parse(&text).ok_or_else(|| KeyError::Malformed {
        path: path.to_owned(),
    })?;
    Ok(Some(keys))
}

fn parse(text: &str) -> Option<Vec<Key>> {
    if let Some(secret) = text.strip_prefix(HEADER) {
        let secret = secret_of(secret)?;
        return Some(vec![Key::new(&secret)]);
    }
    let mut lines = text.strip_prefix(RENEWED)?.trim().lines();
    let hashing = secret_of(lines.next()?)?;
    let key = |line: &str| {
        Some(Key::of(Secrets {
            hashing: hashing.clone(),
            sealing: secret_of(line)?,
        }))
    };
    let keys: Vec<Key> = lines.map(key).collect::<Option<_>>()?;
    (!keys.is_empty()).then_some(keys)
}

fn secret_of(digits: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = digits.trim().as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut secret = Zeroizing::new([0; 32]);
    for (byte, pair) in secret.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(secret)
}

/// Makes a key and its file. The file is there whole or not at all, and survives a power cut.
fn make(folder: &Path, path: &Path) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let failed = |error| KeyError::Io {
        path: path.to_owned(),
        error,
    };
    let mut secret = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *secret).map_err(|error| failed(io::Error::other(error.to_string())))?;
    let text = Zeroizing::new(format!("{HEADER}\n{}\n", *Zeroizing::new(hex(&*secret))));

    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(failed)?;
    let unfinished = path.with_extension("key.unfinished");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    fs::rename(&unfinished, path).map_err(failed)?;
    sync_folder(folder).map_err(failed)?;
    if let Some(parent) = folder
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        sync_folder(parent).map_err(failed)?;
    }
    Ok(secret)
}

/// Writes `keys`, which share their ids, in place of what was there. Whole or not at all, and it survives a power cut.
fn replace(folder: &Path, path: &Path, keys: &[&Key]) -> Result<(), KeyError> {
    let failed = |error| KeyError::Io {
        path: path.to_owned(),
        error,
    };
    let line = |secret: &[u8; 32]| Zeroizing::new(format!("{}\n", *Zeroizing::new(hex(secret))));
    let mut text = Zeroizing::new(format!("{RENEWED}\n"));
    for (number, key) in keys.iter().enumerate() {
        let Secrets { hashing, sealing } = key.secrets();
        if number == 0 {
            text.push_str(&line(hashing));
        }
        text.push_str(&line(sealing));
    }
    let before = OpenOptions::new().write(true).open(path).map_err(failed)?;
    let unfinished = path.with_extension("key.unfinished");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)
        .map_err(failed)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    fs::rename(&unfinished, path).map_err(failed)?;
    sync_folder(folder).map_err(failed)?;
    overwrite(&before);
    Ok(())
}

/// Writes over a key file that has no name any more. Some disks keep what is written over all the same; that is as
/// far as a program can go.
fn overwrite(file: &fs::File) {
    use std::os::unix::fs::FileExt;
    let length = file.metadata().map_or(0, |it| it.len());
    let zeros = vec![0; usize::try_from(length).unwrap_or_default().min(4096)];
    let written = file.write_all_at(&zeros, 0).and_then(|()| file.sync_all());
    if let Err(error) = written {
        tracing::warn!(%error, "an old key file is gone, and could not be written over first");
    }
}

/// A key that cannot be used.
#[derive(Debug, Error)]
pub(super) enum KeyError {
    /// There is data and no key.
    #[error("the data of '{name}' cannot be read without {}; restore it from your backup", path.display())]
    Missing {
        /// The network, or `install`.
        name: String,
        /// Where the key should be.
        path: PathBuf,
    },
    /// There is a key and it is not the one.
    #[error("{} is not the key that the data of '{name}' was sealed with; restore the right one from your backup", path.display())]
    Another {
        /// The network, or `install`.
        name: String,
        /// Where the key is.
        path: PathBuf,
    },
    /// Others may read the key.
    #[error("{} may be read by others (mode {mode:03o}); close it with: chmod {private} '{}'", path.display(), path.display())]
    TooOpen {
        /// The file, or the folder it is in.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
        /// What they should be.
        private: &'static str,
    },
    /// The file is not a key.
    #[error("{} is not a wegotus key file; restore it from your backup", path.display())]
    Malformed {
        /// Where it is.
        path: PathBuf,
    },
    /// The file could not be read or written.
    #[error("the key file {} could not be read or made: {error}", path.display())]
    Io {
        /// Where it is.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}
