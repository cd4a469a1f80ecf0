//! Labelled messages: the shared corpora (one schema, see their README) and the project's own chats.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use wegotus::parser::Category;

/// What somebody decided a message is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Label {
    /// A need.
    Need,
    /// An offer.
    Offer,
    /// Neither.
    Other,
}

/// One labelled message.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is.
    pub label: Label,
    /// What it is about, where the source tells.
    pub topics: Vec<Category>,
    /// The source's own labels, `key=value`.
    pub raw: BTreeMap<String, String>,
    /// What was written.
    pub text: String,
}

impl Row {
    /// One of the source's own labels.
    pub fn raw(&self, key: &str) -> &str {
        self.raw.get(key).map_or("", String::as_str)
    }
}

/// Reads one corpus file of the shared schema.
///
/// # Errors
/// Names the file and line of what is not in the schema.
pub fn shared(file: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    let mut lines = text.split('\n').filter(|line| !line.is_empty()).enumerate();
    ensure!(
        lines
            .next()
            .is_some_and(|(_, header)| header == "id\tsource\tlang\tlabel\tcategories\traw\ttext"),
        "{}: its first line is not the header of the shared schema",
        file.display()
    );
    lines
        .map(|(at, line)| {
            let fields: Vec<&str> = line.splitn(7, '\t').collect();
            let [_, _, _, label, topics, raw, text] = fields.as_slice() else {
                bail!(
                    "{}, line {}: it does not have seven columns",
                    file.display(),
                    at + 1
                );
            };
            Ok(Row {
                label: match *label {
                    "need" => Label::Need,
                    "offer" => Label::Offer,
                    "other" => Label::Other,
                    _ => bail!("{}, line {}: no label {label}", file.display(), at + 1),
                },
                topics: categories(topics)
                    .with_context(|| format!("{}, line {}", file.display(), at + 1))?,
                raw: raw
                    .split(';')
                    .filter_map(|pair| pair.split_once('='))
                    .map(|(key, value)| (key.to_owned(), value.to_owned()))
                    .collect(),
                text: (*text).to_owned(),
            })
        })
        .collect()
}

/// The categories in a column, which commas separate.
fn categories(column: &str) -> Result<Vec<Category>> {
    let names = column.split(',').filter(|name| !name.is_empty());
    let category = |name: &str| {
        name.parse()
            .ok()
            .with_context(|| format!("no category {name}"))
    };
    names.map(category).collect()
}

/// A line of the project's own chats, by the names of its columns.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which language's folder it is in.
    pub lang: String,
    /// `needs`, `offers`, `chatter` or `replies`.
    pub file: &'static str,
    /// Which of the folds it is left out of, when models are tried on what they did not learn from.
    pub fold: usize,
    columns: BTreeMap<String, String>,
}

impl Line {
    /// What a column holds; empty where it has none of that name.
    pub fn get(&self, column: &str) -> &str {
        self.columns.get(column).map_or("", String::as_str)
    }

    /// What was written.
    pub fn text(&self) -> String {
        self.get("text").replace('␤', "\n")
    }

    /// What it is about, where it is a need or an offer.
    ///
    /// # Errors
    /// When its column names what is no category.
    pub fn topics(&self) -> Result<Vec<Category>> {
        categories(self.get("category"))
    }

    /// What it is as a message standing alone.
    pub fn label(&self) -> Label {
        match self.file {
            "needs" => Label::Need,
            "offers" => Label::Offer,
            _ => Label::Other,
        }
    }
}

/// How many folds there are.
pub const FOLDS: usize = 5;

/// The files of one part of one language.
const FILES: [&str; 4] = ["needs", "offers", "chatter", "replies"];

/// The parts of the project's own chats whose names begin so, in order.
///
/// # Errors
/// When the folder cannot be read.
pub fn parts(folder: &Path, beginning: &str) -> Result<BTreeSet<String>> {
    let languages = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?;
    let parts = languages
        .flatten()
        .filter_map(|language| std::fs::read_dir(language.path()).ok());
    let names = parts.flat_map(|parts| parts.flatten());
    Ok(names
        .map(|part| part.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(beginning))
        .collect())
}

/// Reads one part (`train`, `train2`, `held`, …) of the project's own chats, every language in order.
///
/// # Errors
/// Names the file and line that does not have the columns of its header.
pub fn chats(folder: &Path, part: &str) -> Result<Vec<Line>> {
    let mut languages: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()).filter(|path| path.is_dir()))
        .collect();
    languages.sort();
    let mut all = Vec::new();
    for language in languages {
        let lang = language
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        for file in FILES {
            let path = language.join(part).join(file).with_extension("tsv");
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let mut lines = text.lines();
            let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
            for (nth, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
                let fields: Vec<&str> = line.split('\t').collect();
                ensure!(
                    fields.len() == header.len(),
                    "{}, line {}: {} columns, and its header has {}",
                    path.display(),
                    nth + 2,
                    fields.len(),
                    header.len()
                );
                let columns = header
                    .iter()
                    .zip(fields)
                    .map(|(name, field)| ((*name).to_owned(), field.to_owned()));
                all.push(Line {
                    lang: lang.clone(),
                    file,
                    fold: nth % FOLDS,
                    columns: columns.collect(),
                });
            }
        }
    }
    Ok(all)
}
