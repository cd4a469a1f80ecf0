//! What the store asks of the disk beyond sled, so that a test can answer in its place.

use std::fs::File;
use std::io;
use std::path::Path;

/// Room left, and what makes a write last.
pub trait Disk: Send + Sync + 'static {
    /// Bytes this process may still write where `folder` lies.
    ///
    /// # Errors
    /// When the system cannot tell.
    fn free(&self, folder: &Path) -> io::Result<u64>;

    /// Returns when what was written to `file` survives a power cut.
    ///
    /// # Errors
    /// When the disk refused; what was written since the last sync may be lost.
    fn sync(&self, file: &File) -> io::Result<()>;
}

/// The disk that is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn free(&self, folder: &Path) -> io::Result<u64> {
        let stat = rustix::fs::statvfs(folder)?;
        Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_data()
    }
}

/// Makes the names in `folder` survive a power cut: a new file is lost without it.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
