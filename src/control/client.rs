//! The command line's end of the socket.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::DeserializeOwned;
use thiserror::Error;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::UnixStream;

use super::address::Address;
use super::{Request, Response};

/// How long a bot may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// No answer came.
#[derive(Debug, Error)]
pub enum AskError {
    /// No bot runs on this data folder.
    #[error(
        "no wegotus is running on {data}: start it first, or name its folder with --data or --config"
    )]
    NotRunning {
        /// The data folder.
        data: PathBuf,
    },
    /// A bot runs, but it did not answer.
    #[error(
        "the wegotus running on {data} does not answer: {why}. Look at its log, or start it again"
    )]
    NoAnswer {
        /// The data folder.
        data: PathBuf,
        /// Why.
        why: String,
    },
    /// The bot answered that it cannot.
    #[error("the running wegotus says: {0}")]
    Refused(String),
}

/// Asks the bot that runs on the folder `data`.
///
/// # Errors
/// [`AskError`].
pub async fn ask<T: DeserializeOwned>(data: &Path, request: Request) -> Result<T, AskError> {
    let silent = |why: String| AskError::NoAnswer {
        data: data.to_owned(),
        why,
    };
    let answer = tokio::time::timeout(PATIENCE, exchange(data, request)).await;
    let answer = match answer
        .map_err(|_| silent(format!("nothing came within {} s", PATIENCE.as_secs())))?
    {
        Err(error) if nobody_there(error.kind()) => {
            return Err(AskError::NotRunning {
                data: data.to_owned(),
            });
        }
        answer => answer.map_err(|error| silent(error.to_string()))?,
    };
    match serde_json::from_slice(&answer)
        .map_err(|_| silent("its answer was cut short".to_owned()))?
    {
        Response::Ok(value) => {
            // serde's message could quote the board.
            serde_json::from_value(value).map_err(|_| silent("it is of another version".to_owned()))
        }
        Response::Error(why) => Err(AskError::Refused(why)),
    }
}

/// Whether a bot listens on the folder `data`.
pub async fn answers(data: &Path) -> bool {
    let Ok(address) = Address::of(data) else {
        return false;
    };
    UnixStream::connect(&address.path).await.is_ok()
}

/// No folder, no socket, or one left by a bot that was killed.
fn nobody_there(kind: io::ErrorKind) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        kind,
        Kind::NotFound | Kind::NotADirectory | Kind::ConnectionRefused
    )
}

async fn exchange(data: &Path, request: Request) -> io::Result<Vec<u8>> {
    let address = Address::of(data)?;
    let (read, mut write) = UnixStream::connect(&address.path).await?.into_split();
    let mut line = serde_json::to_vec(&request)?;
    line.push(b'\n');
    write.write_all(&line).await?;
    let mut answer = Vec::new();
    BufReader::new(read).read_until(b'\n', &mut answer).await?;
    Ok(answer)
}
