//! A chat export on disk → its text as a stream: a `.txt`, or the one inside a `.zip` among the pictures.
//!
//! Nothing is unpacked: of a `.zip` of any size only the text is read, piece by piece.

use std::fs;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use super::decode::Lines;
use super::head::head;

/// How many texts of an archive are looked into for the chat, and how many lines of each.
const TEXTS: usize = 64;
const LINES: usize = 40;

/// Why an export cannot be read.
#[derive(Debug, Error)]
#[error("{}: {what}. {remedy}", file.display())]
pub struct ExportError {
    /// Which file.
    pub file: PathBuf,
    /// What is wrong.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}

/// Where the text of an export is.
pub(super) struct File {
    name: PathBuf,
    bytes: Bytes,
    /// Its place in the archive, where it is one.
    entry: Option<usize>,
    /// How long the text is, in bytes, as far as known.
    pub size: u64,
}

enum Bytes {
    OnDisk,
    InMemory(Vec<u8>),
}

/// A text in an archive.
struct Packed {
    at: usize,
    size: u64,
    likely: bool,
    locked: bool,
}

/// What an archive is read from.
trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

impl File {
    /// Finds the text of the export in `path`.
    pub(super) fn find(path: &Path) -> Result<Self, ExportError> {
        Self::of(path, Bytes::OnDisk)
    }

    /// Finds the text of an export that is in memory.
    pub(super) fn in_memory(bytes: &[u8]) -> Result<Self, ExportError> {
        Self::of(Path::new("export"), Bytes::InMemory(bytes.to_vec()))
    }

    fn of(path: &Path, bytes: Bytes) -> Result<Self, ExportError> {
        let mut file = Self {
            name: path.to_owned(),
            bytes,
            entry: None,
            size: 0,
        };
        if file.is_folder() {
            return Err(file.wrong(
                "it is a folder",
                "Give the .txt or the .zip that WhatsApp made",
            ));
        }
        let (magic, size) = file.look()?;
        file.size = size;
        let named_zip = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("zip"));
        match magic.as_slice() {
            [b'P', b'K', 3 | 5, 4 | 6] => file.find_in_archive()?,
            [] => return Err(file.wrong("it is empty", "Export the chat again")),
            _ if named_zip => return Err(file.damaged("it is named .zip but is none")),
            _ => {}
        }
        Ok(file)
    }

    /// Reads the text with `read`, from its beginning.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> Result<T, ExportError> {
        let done = match self.entry {
            None => read(&mut self.open()?),
            Some(entry) => {
                let mut archive = self.archive()?;
                let mut text = archive.by_index(entry).map_err(|error| self.zip(&error))?;
                read(&mut text)
            }
        };
        done.map_err(|error| match self.entry {
            Some(_) => self.damaged(&format!("the chat in it breaks off ({error})")),
            None => self.unreadable(&error),
        })
    }

    /// An error about this file.
    pub(super) fn wrong(&self, what: &str, remedy: &str) -> ExportError {
        ExportError {
            file: self.name.clone(),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        }
    }

    /// Its first four bytes, and how long it is.
    fn look(&self) -> Result<(Vec<u8>, u64), ExportError> {
        let mut magic = Vec::new();
        let mut from = self.open()?;
        from.by_ref()
            .take(4)
            .read_to_end(&mut magic)
            .and_then(|_| from.seek(io::SeekFrom::End(0)))
            .map(|size| (magic, size))
            .map_err(|error| self.unreadable(&error))
    }

    /// Finds the chat among the texts of an archive: under any name, the first that reads like one.
    fn find_in_archive(&mut self) -> Result<(), ExportError> {
        let mut texts = self.texts()?;
        if texts.is_empty() {
            return Err(self.wrong(
                "there is no .txt in it, so no chat",
                "Export one chat in WhatsApp (Export chat), and give what it makes",
            ));
        }
        texts.retain(|text| !text.locked);
        if texts.is_empty() {
            return Err(self.locked());
        }
        for text in texts.iter().take(TEXTS) {
            (self.entry, self.size) = (Some(text.at), text.size);
            if self.read(reads_like_a_chat)? {
                return Ok(());
            }
        }
        // None does: the likeliest is read, and what is missing in it is told then.
        (self.entry, self.size) = (Some(texts[0].at), texts[0].size);
        Ok(())
    }

    /// The texts of an archive, the likeliest first.
    fn texts(&self) -> Result<Vec<Packed>, ExportError> {
        let mut archive = self.archive()?;
        let mut texts = Vec::new();
        for at in 0..archive.len() {
            // Raw, so that a locked archive can be told from one without a chat.
            let entry = archive.by_index_raw(at).map_err(|error| self.zip(&error))?;
            let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase();
            if entry.is_dir() || !name.ends_with(".txt") || name.starts_with("__macosx") {
                continue;
            }
            texts.push(Packed {
                at,
                size: entry.size(),
                // iOS calls it _chat.txt; Android names it after WhatsApp and the group.
                likely: name.ends_with("_chat.txt") || name.contains("whatsapp"),
                locked: entry.encrypted(),
            });
        }
        texts.sort_by_key(|text| (!text.likely, std::cmp::Reverse(text.size)));
        Ok(texts)
    }

    fn archive(&self) -> Result<ZipArchive<Box<dyn Seekable + '_>>, ExportError> {
        ZipArchive::new(self.open()?).map_err(|error| self.zip(&error))
    }

    fn open(&self) -> Result<Box<dyn Seekable + '_>, ExportError> {
        Ok(match &self.bytes {
            Bytes::InMemory(bytes) => Box::new(Cursor::new(bytes.as_slice())),
            Bytes::OnDisk => {
                let file = fs::File::open(&self.name).map_err(|error| self.unreadable(&error))?;
                Box::new(BufReader::new(file))
            }
        })
    }

    fn is_folder(&self) -> bool {
        matches!(self.bytes, Bytes::OnDisk) && self.name.is_dir()
    }

    fn unreadable(&self, error: &io::Error) -> ExportError {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "Check its name and the folder you are in",
            io::ErrorKind::PermissionDenied => "Give yourself the right to read it",
            _ => "Copy it to this computer again",
        };
        self.wrong(&format!("it cannot be read ({error})"), remedy)
    }

    fn damaged(&self, what: &str) -> ExportError {
        self.wrong(
            what,
            "The file is damaged or not whole: copy it again, or export the chat again",
        )
    }

    fn locked(&self) -> ExportError {
        self.wrong(
            "it is locked with a password",
            "Unpack it with the password, and give the .txt inside",
        )
    }

    fn zip(&self, error: &ZipError) -> ExportError {
        match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
                self.unreadable(error)
            }
            ZipError::InvalidPassword
            | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => self.locked(),
            ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => self
                .wrong(
                    &format!("it is packed in a way that is not known here ({error})"),
                    "Unpack it, and give the .txt inside",
                ),
            _ => self.damaged(&format!("it is no whole .zip ({error})")),
        }
    }
}

fn reads_like_a_chat(text: &mut dyn Read) -> io::Result<bool> {
    let mut lines = Lines::new(text)?;
    for _ in 0..LINES {
        match lines.next()? {
            Some(line) if head(line).is_some() => return Ok(true),
            Some(_) => {}
            None => break,
        }
    }
    Ok(false)
}
