//! How many rounds of writing were acknowledged, beside sled and not in it.
//!
//! sled takes a damaged end of its log for one that was never finished, and silently goes back to before it. So
//! each round counts itself in sled, and once it is synced the count is written here too, before anyone is
//! told. A store that counts less than its mark has lost what was acknowledged. The mark is not synced: a
//! power cut may leave an older one, which asks less, never a newer one.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

/// The file: a count and its complement, so that half a mark is none.
pub(super) struct Mark(File);

impl Mark {
    /// The mark at `path`, made if it is not there, and its count: 0 when it tells none.
    pub(super) fn open(path: &Path) -> io::Result<(Self, u64)> {
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)?;
        let mut bytes = [0; 16];
        let count = match file.read_exact_at(&mut bytes, 0) {
            Ok(()) => {
                let both = u128::from_be_bytes(bytes);
                let [count, complement] = [both >> 64, both & u128::from(u64::MAX)]
                    .map(|half| u64::try_from(half).unwrap_or(0));
                if count == !complement { count } else { 0 }
            }
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => 0,
            Err(error) => return Err(error),
        };
        Ok((Self(file), count))
    }

    /// Notes that `count` rounds are on disk.
    pub(super) fn set(&self, count: u64) -> io::Result<()> {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&count.to_be_bytes());
        bytes[8..].copy_from_slice(&(!count).to_be_bytes());
        self.0.write_all_at(&bytes, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_tells_its_count_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        let (mark, count) = Mark::open(&path).unwrap();
        assert_eq!(count, 0);
        for count in [1, 77, u64::MAX] {
            mark.set(count).unwrap();
            assert_eq!(Mark::open(&path).unwrap().1, count);
        }
        let whole = std::fs::read(&path).unwrap();
        for at in 0..16 {
            let mut bent = whole.clone();
            bent[at] ^= 4;
            std::fs::write(&path, bent).unwrap();
            assert_eq!(Mark::open(&path).unwrap().1, 0, "byte {at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(Mark::open(&path).unwrap().1, 0, "length {at}");
        }
    }
}
