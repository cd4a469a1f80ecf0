//! `wegotus init`: a config to begin with.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use clap::Args;

use super::{Common, Failure, say};
use crate::config::STANDARD_FILE;

/// The config to begin with; `{join_code}` stands for a random one.
const STARTER: &str = include_str!("../../config/starter.toml");

/// Nothing to choose: `--config` says where it goes.
#[derive(Debug, Args)]
pub(super) struct Init {}

impl Init {
    pub(super) fn run(self, common: &Common) -> Result<(), Failure> {
        let path = common.config.as_deref().unwrap_or(Path::new(STANDARD_FILE));
        let code = join_code()?;
        write(path, &STARTER.replace("{join_code}", &code))?;
        let file = path.display();
        Ok(say(&format!(
            "{file} is written.\n\
             \n\
             1. Open it: fill in the bot's Matrix account and name two organizers.\n\
             2. See that all is well:   wegotus doctor\n\
             3. Start it:               wegotus\n\
             4. Invite the bot into a room and write there:\n   \
                wegotus join {code}\n\
             \n\
             To try it out first, without any account: wegotus --sandbox"
        ))?)
    }
}

/// Writes a new file that its owner alone may read, for a password may come into it.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display();
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
    {
        Ok(mut file) => Ok(file
            .write_all(text.as_bytes())
            .map_err(anyhow::Error::from)?),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(Failure::Usage(format!(
            "{shown} is there already and is left as it is. Name another file with --config"
        ))),
        Err(error) => Err(Failure::Failed(anyhow::anyhow!(
            "{shown} cannot be written: {error}"
        ))),
    }
}

/// Twelve letters and digits that are not easily mistaken for one another: 60 bits of chance.
fn join_code() -> anyhow::Result<String> {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0u8; 12];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("the system gives no random numbers: {error}"))?;
    let letters: Vec<char> = bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect();
    Ok(letters
        .chunks(4)
        .map(|part| part.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_differ_and_are_easy_to_read_out() {
        let (one, other) = (join_code().unwrap(), join_code().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 14);
        assert!(
            one.bytes()
                .all(|b| b == b'-' || (b.is_ascii_alphanumeric() && !b"lo01".contains(&b))),
            "{one}"
        );
    }
}
