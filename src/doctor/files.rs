//! The folders: keys, data, and the disk below them.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access, statvfs};

use super::Finding;
use crate::config::Config;

const MB: u64 = 1024 * 1024;

/// Below this a board of some thousand posts may soon find no room.
const LITTLE: u64 = 1024 * MB;

/// Below this the store's own upkeep (it rewrites files before it drops them) may fail.
const TOO_LITTLE: u64 = 100 * MB;

/// Looks at the key folder and the data folder. Reads only.
pub(super) fn findings(config: &Config) -> Vec<Finding> {
    let mut findings = keys(&config.keys, &config.data);
    findings.push(writable(&config.data));
    findings.extend(free(&config.data));
    findings
}

fn keys(folder: &Path, data: &Path) -> Vec<Finding> {
    let part = "keys";
    let shown = folder.display();
    let files = match files_in(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let remedy = "Make the folder readable for the user wegotus runs as";
            return vec![Finding::bad(
                part,
                format!("{shown} cannot be read: {error}"),
                remedy,
            )];
        }
    };
    if files.is_empty() {
        let stored = std::fs::read_dir(data).is_ok_and(|mut entries| entries.next().is_some());
        return vec![if stored {
            Finding::bad(
                part,
                format!(
                    "{shown} holds no key, but {} holds data that needs one",
                    data.display()
                ),
                "Put the keys back from your backup, or set keys to where they are; without them the data cannot be read",
            )
        } else {
            Finding::ok(
                part,
                format!("{shown} holds no key yet; one is made at the first start"),
            )
        }];
    }
    let mut findings = Vec::new();
    for file in &files {
        let shown = file.display();
        match std::fs::metadata(file) {
            Ok(meta) if meta.permissions().mode() & 0o077 != 0 => findings.push(Finding::bad(
                part,
                format!(
                    "{shown} can be read by other users (mode {:o})",
                    meta.permissions().mode() & 0o777
                ),
                format!("chmod 600 {shown}"),
            )),
            Ok(_) if access(file, Access::READ_OK).is_err() => findings.push(Finding::bad(
                part,
                format!("{shown} cannot be read"),
                "Give the file to the user wegotus runs as",
            )),
            Ok(_) => {}
            Err(error) => findings.push(Finding::bad(
                part,
                format!("{shown} cannot be read: {error}"),
                "Give the file to the user wegotus runs as",
            )),
        }
    }
    if findings.is_empty() {
        let count = files.len();
        let keys = if count == 1 {
            "1 key".to_owned()
        } else {
            format!("{count} keys")
        };
        findings.push(Finding::ok(
            part,
            format!("{shown} holds {keys}, for its owner alone; keep a copy elsewhere"),
        ));
    }
    findings
}

/// The files in a folder, in order.
fn files_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn writable(data: &Path) -> Finding {
    let part = "store";
    let there = nearest_there(data);
    let what = if there == data {
        "it"
    } else {
        "the folder it would be made in"
    };
    let shown = data.display();
    if !there.is_dir() {
        let wrong = format!("{shown} cannot be a folder: {} is none", there.display());
        return Finding::bad(part, wrong, "Set data to another folder");
    }
    if access(&there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let remedy = format!(
            "Give {} to the user wegotus runs as, or set data to another folder",
            there.display()
        );
        return Finding::bad(
            part,
            format!("{shown}: {what} cannot be written to"),
            remedy,
        );
    }
    if there == data {
        Finding::ok(part, format!("{shown} can be written to"))
    } else {
        Finding::ok(part, format!("{shown} is made at the first start"))
    }
}

/// The path itself, or the nearest folder above it that exists.
fn nearest_there(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if path.exists() {
        return path.to_owned();
    }
    whole
        .ancestors()
        .find(|above| above.exists())
        .unwrap_or(Path::new("/"))
        .to_owned()
}

fn free(data: &Path) -> Option<Finding> {
    let disk = statvfs(nearest_there(data)).ok()?;
    Some(space(disk.f_bavail.saturating_mul(disk.f_frsize)))
}

/// What `free` bytes mean.
pub(super) fn space(free: u64) -> Finding {
    let part = "disk";
    let (gb, tenth) = (free / (1024 * MB), free % (1024 * MB) * 10 / (1024 * MB));
    let remedy = "Make room, or move data to another disk";
    if free < TOO_LITTLE {
        Finding::bad(part, format!("only {} MB are free", free / MB), remedy)
    } else if free < LITTLE {
        Finding::warn(part, format!("{} MB are free", free / MB), remedy)
    } else {
        Finding::ok(part, format!("{gb}.{tenth} GB are free"))
    }
}
