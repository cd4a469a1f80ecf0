//! Key files: one per network and one for the install, outside the data folder, readable by their owner only.
//!
//! A key file is two lines: `wegotus key 1` and 64 hexadecimal digits. It is made on first use and never again:
//! where there is data and no key, the key is missing and is not replaced.
//!
//! Once what was erased was made unreadable it is `wegotus key 2`, the secret for ids, and the secret for sealing. For
//! the moment in which the store is replaced there are two of the last; the store says which one it was sealed with.
//!
//! A key that was destroyed on purpose leaves a file that says `wegotus key burnt`, so that data without its key is
//! known for what it is. It goes when the next key is made.

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
const BURNT: &str = "wegotus key burnt\n";

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
            (Found::Keys(keys), _) => keys,
            (Found::Burnt, Data::SealedWith { .. }) => {
                return Err(KeyError::Burnt {
                    name: name.to_owned(),
                });
            }
            (Found::Nothing | Found::Burnt, Data::None) => {
                let secret = make(&self.folder, &path)?;
                vec![Key::new(&secret)]
            }
            (Found::Nothing, Data::SealedWith { .. }) => {
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

    /// Whether the key called `name` was destroyed, and none made since.
    pub(super) fn is_burnt(&self, name: &str) -> Result<bool, KeyError> {
        Ok(matches!(
            read(&self.folder, &self.path(name))?,
            Found::Burnt
        ))
    }

    /// Destroys the key called `name`: its file is written over where it lies, and says so from then on. Nothing
    /// sealed with it can be read again by anyone when this returns.
    pub(super) fn burn(&self, name: &str) -> Result<(), KeyError> {
        let path = self.path(name);
        let failed = |error| KeyError::Io {
            path: path.clone(),
            error,
        };
        let file = match OpenOptions::new().write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        overwrite(&file).map_err(failed)?;
        drop(file);
        write_whole(&self.folder, &path, BURNT.as_bytes()).map_err(failed)
    }

    /// Destroys every key there is.
    pub(super) fn burn_all(&self) -> Result<(), KeyError> {
        let failed = |error| KeyError::Io {
            path: self.folder.clone(),
            error,
        };
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            let file = OpenOptions::new().write(true).open(&path);
            file.and_then(|file| overwrite(&file)).map_err(failed)?;
            fs::remove_file(&path).map_err(failed)?;
        }
        sync_folder(&self.folder).map_err(failed)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.key"))
    }
}

/// What there is of a key.
enum Found {
    /// No file.
    Nothing,
    /// The word that it was destroyed.
    Burnt,
    /// Its secrets.
    Keys(Vec<Key>),
}

/// What is in the file at `path`.
fn read(folder: &Path, path: &Path) -> Result<Found, KeyError> {
    let failed = |error| KeyError::Io {
        path: path.to_owned(),
        error,
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
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
    if *text == BURNT {
        return Ok(Found::Burnt);
    }
    let keys = parse(&text).ok_or_else(|| KeyError::Malformed {
        path: path.to_owned(),
    })?;
    Ok(Found::Keys(keys))
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
    write_whole(folder, path, text.as_bytes()).map_err(failed)?;
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
    write_whole(folder, path, text.as_bytes()).map_err(failed)?;
    if let Err(error) = overwrite(&before) {
        tracing::warn!(%error, "an old key file is gone, and could not be written over first");
    }
    Ok(())
}

/// Writes a file in place of what was there: whole or not at all, and it survives a power cut.
fn write_whole(folder: &Path, path: &Path, text: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("key.unfinished");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(text)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)?;
    sync_folder(folder)
}

/// Writes zeros over a key file where it lies. Some disks keep what is written over all the same; that is as far as a
/// program can go.
fn overwrite(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    let length = file.metadata()?.len();
    let zeros = vec![0; usize::try_from(length).unwrap_or_default().min(4096)];
    file.write_all_at(&zeros, 0)?;
    file.sync_all()
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
    /// There is data, and its key was destroyed on purpose.
    #[error("everything of '{name}' was erased")]
    Burnt {
        /// The network, or `install`.
        name: String,
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
