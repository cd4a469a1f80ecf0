//! The folders: data, keys, own words.

use std::path::{Component, Path, PathBuf};

use super::build::Build;

impl Build<'_> {
    /// The key folder: as given, else `<data>.keys` beside the data. It must not lie inside the data, so that
    /// whoever copies the data has not copied what opens it.
    pub(super) fn keys(&mut self, data: &Path) -> PathBuf {
        let beside =
            "Choose a folder that is not inside data; left out, it is \"<data>.keys\" beside it";
        let (key, keys) = match self.text("keys") {
            Some(keys) => ("keys", PathBuf::from(keys)),
            None => match beside_of(data) {
                Some(keys) => ("data", keys),
                None => {
                    self.wrongs.note(
                        self.layers.place("data"),
                        "data",
                        "there is no room for keys beside it",
                        "Set keys too",
                    );
                    return PathBuf::new();
                }
            },
        };
        if whole(&keys).starts_with(whole(data)) {
            self.wrongs.note(
                self.layers.place(key),
                key,
                "the key folder lies inside the data folder",
                beside,
            );
        }
        keys
    }

    /// The folder of own words, which must be there.
    pub(super) fn config_dir(&mut self) -> Option<PathBuf> {
        self.parsed(
            "config_dir",
            |text| Some(PathBuf::from(text)).filter(|path| path.is_dir()),
            "is no folder",
            "Make the folder, or leave the key out",
        )
    }
}

/// `<data>.keys`; `None` for the root of the file system.
fn beside_of(data: &Path) -> Option<PathBuf> {
    let whole = if data.file_name().is_some() {
        data.to_owned()
    } else {
        whole(data)
    };
    let mut name = whole.file_name()?.to_owned();
    name.push(".keys");
    Some(whole.with_file_name(name))
}

/// The path from the root on, without `.` and `..`, links followed as far as the path exists.
fn whole(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .components()
    {
        match part {
            Component::ParentDir => {
                whole.pop();
            }
            Component::CurDir => {}
            part => {
                whole.push(part);
                whole = whole.canonicalize().unwrap_or(whole);
            }
        }
    }
    whole
}
