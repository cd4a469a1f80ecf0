//! `wegotus export`.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow};
use clap::Args;

use super::{Common, Failure, say};
use crate::control::{self, BoardCopy, DeedExport, ExportAnswer, PostExport, Request};

/// Where to.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The folder the files go to; made if it is not there. Files that are there already are left alone.
    #[arg(value_name = "DIR", default_value = ".")]
    into: PathBuf,
}

impl Export {
    pub(super) async fn run(self, common: &Common) -> Result<(), Failure> {
        let config = common.config()?;
        let found: ExportAnswer = control::ask(&config.data, Request::Export)
            .await
            .map_err(anyhow::Error::from)?;
        let (mut written, mut waiting) = (Vec::new(), Vec::new());
        for network in &found.networks {
            match &network.copy {
                Some(copy) => written.extend(write(&self.into, &network.id, copy)?),
                None => waiting.push(network.id.as_str()),
            }
        }
        let needed = if config.safety.two_organizers {
            "two of its organizers write \"export\" to the bot"
        } else {
            "an organizer writes \"export\" to the bot"
        };
        let waiting = waiting.join(", ");
        if written.is_empty() {
            let why = format!(
                "{waiting}: its organizers have not agreed to a copy. It can be taken within 24 hours after {needed}"
            );
            return Err(Failure::Failed(anyhow!(why)));
        }
        let mut told = written.join("\n");
        told.push_str("\nThese files are not encrypted and hold names: keep them somewhere safe, and delete them when they are not needed.");
        if !waiting.is_empty() {
            told.push_str(&format!(
                "\nNothing of {waiting}: a copy can be taken within 24 hours after {needed}."
            ));
        }
        Ok(say(&told)?)
    }
}

/// Writes one network's files and says which.
fn write(into: &Path, network: &str, copy: &BoardCopy) -> Result<Vec<String>> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(into)
        .with_context(|| format!("{} cannot be made", into.display()))?;
    let posts = into.join(format!("{network}-posts.csv"));
    let activity = into.join(format!("{network}-activity.csv"));
    table(&posts, &POSTS, copy.posts.iter().map(post))?;
    table(&activity, &ACTIVITY, copy.deeds.iter().map(deed))?;
    Ok(vec![
        format!("{}: {} posts", posts.display(), copy.posts.len()),
        format!("{}: {} entries", activity.display(), copy.deeds.len()),
    ])
}

const POSTS: [&str; 14] = [
    "number",
    "kind",
    "status",
    "category",
    "made",
    "when",
    "repeats",
    "where",
    "text",
    "slots",
    "claims",
    "author",
    "claimed by",
    "room",
];
const ACTIVITY: [&str; 6] = ["when", "organizer", "did", "posts", "person", "taken back"];

fn post(it: &PostExport) -> Vec<String> {
    let claimed: Vec<&str> = it.claimed_by.iter().map(|name| name.as_str()).collect();
    let text = |text: &Option<wegotus_chat::Text>| {
        text.as_ref()
            .map_or_else(String::new, |it| it.as_str().to_owned())
    };
    vec![
        it.post.number.to_string(),
        it.post.kind.as_str().to_owned(),
        it.post.status.clone(),
        it.post.category.as_str().to_owned(),
        it.made.clone(),
        it.post.when.clone().unwrap_or_default(),
        it.post.repeats.clone().unwrap_or_default(),
        text(&it.post.place),
        it.post.text.as_str().to_owned(),
        it.post.slots.to_string(),
        it.post.claims.to_string(),
        it.author
            .as_ref()
            .map_or_else(String::new, |name| name.as_str().to_owned()),
        claimed.join(", "),
        text(&it.room),
    ]
}

fn deed(it: &DeedExport) -> Vec<String> {
    let name = |name: &Option<wegotus_chat::Name>| {
        name.as_ref()
            .map_or_else(String::new, |it| it.as_str().to_owned())
    };
    let posts: Vec<String> = it.posts.iter().map(u32::to_string).collect();
    vec![
        it.at.clone(),
        name(&it.by),
        it.act.as_str().to_owned(),
        posts.join(", "),
        name(&it.person),
        if it.undone { "yes" } else { "" }.to_owned(),
    ]
}

/// Writes a new file that its owner alone may read, as spreadsheets read it (RFC 4180).
fn table(path: &Path, head: &[&str], lines: impl Iterator<Item = Vec<String>>) -> Result<()> {
    let shown = path.display();
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    let file = match file {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(anyhow!(
                "{shown} is there already and is left as it is. Name another folder"
            ));
        }
        Err(error) => return Err(anyhow!("{shown} cannot be written: {error}")),
    };
    let mut out = csv::Writer::from_writer(file);
    let unwritten = || format!("{shown} could not be written to its end");
    out.write_record(head).with_context(unwritten)?;
    for line in lines {
        out.write_record(line.iter().map(|cell| tame(cell)))
            .with_context(unwritten)?;
    }
    out.flush().with_context(unwritten)
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one
/// (OWASP, "CSV Injection").
fn tame(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_neighbours_wrote_is_no_formula() {
        assert_eq!(
            tame("=HYPERLINK(\"http://example.org\")"),
            "'=HYPERLINK(\"http://example.org\")"
        );
        assert_eq!(tame("+1 chair, 2 tables"), "'+1 chair, 2 tables");
        assert_eq!(tame("a crib - for Monday"), "a crib - for Monday");
    }

    #[test]
    fn a_table_is_written_whole_for_its_owner_alone_and_over_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("elm-posts.csv");
        let lines = || [vec!["1".to_owned(), "soup, for \"two\"\nplease".to_owned()]].into_iter();
        table(&path, &["number", "text"], lines()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "number,text\n1,\"soup, for \"\"two\"\"\nplease\"\n");
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = table(&path, &["number", "text"], lines())
            .unwrap_err()
            .to_string();
        assert!(again.contains("left as it is"), "{again}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}
