//! Where the socket is.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Its name in the data folder.
const NAME: &str = "control.sock";

/// Systems differ in how long a socket's path may be (Linux 107 bytes, others 103).
const LONGEST: usize = 103;

/// A path the system takes for a socket. It is good as long as this value lives.
pub(super) struct Address {
    pub(super) path: PathBuf,
    /// The data folder, held open where the path goes through it.
    _folder: Option<File>,
}

impl Address {
    /// The address of the socket in the folder `data`. Does I/O only where the path is long.
    ///
    /// A path too long for the system is reached through the open folder (`/proc/self/fd/…`), so that the
    /// socket is always in the data folder, guarded by its permissions: a name in a shared temporary folder
    /// could be taken by somebody else first.
    ///
    /// # Errors
    /// When the path is too long and the system has no such way, or the folder cannot be opened.
    pub(super) fn of(data: &Path) -> io::Result<Self> {
        let path = data.join(NAME);
        if path.as_os_str().len() <= LONGEST {
            return Ok(Self {
                path,
                _folder: None,
            });
        }
        if !cfg!(target_os = "linux") {
            let wrong =
                "the path of the data folder is too long for a socket: move it to a shorter one";
            return Err(io::Error::new(io::ErrorKind::InvalidFilename, wrong));
        }
        let folder = File::open(data)?;
        let number = std::os::fd::AsRawFd::as_raw_fd(&folder);
        Ok(Self {
            path: PathBuf::from(format!("/proc/self/fd/{number}/{NAME}")),
            _folder: Some(folder),
        })
    }
}
