//! The bot's end of the socket.

use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixSocket, UnixStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::address::Address;
use super::{ControlHandler, LONGEST_REQUEST, Request, Response};

/// How many may ask at once; further ones wait.
const MOST_AT_ONCE: usize = 16;

/// How long those who are being answered are waited for in the end.
const ANSWERING: Duration = Duration::from_millis(500);

/// How many may wait to be heard; the next is turned away at once.
const QUEUE: u32 = 1024;

/// Whoever asks nothing for this long is hung up on, so that the places above are free again.
const PATIENCE: Duration = Duration::from_secs(30);

/// The socket could not be made.
#[derive(Debug, Error)]
pub enum ControlError {
    /// Another bot answers on it.
    #[error("a wegotus is running on {data} already: stop it first, or choose another data folder")]
    AlreadyRunning {
        /// The data folder.
        data: PathBuf,
    },
    /// The system refused.
    #[error("the control socket in {data} cannot be made: {source}")]
    Io {
        /// The data folder.
        data: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// A bound socket. Its file is taken away when this is dropped.
pub struct Server {
    // Dropped first: once the listener is closed, another bot may put its own file there.
    _file: SocketFile,
    listener: UnixListener,
}

struct SocketFile(Address);

impl Drop for SocketFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0.path) {
            tracing::debug!(%error, "the control socket was gone already");
        }
    }
}

impl Server {
    /// Makes the socket in `data`, which must exist. A file left by a bot that was killed is replaced.
    ///
    /// Call it once the store is open: only the store's lock keeps two bots apart that start at the same instant.
    ///
    /// # Errors
    /// [`ControlError`].
    pub async fn bind(data: &Path) -> Result<Self, ControlError> {
        let io = |source| ControlError::Io {
            data: data.to_owned(),
            source,
        };
        let address = Address::of(data).map_err(io)?;
        let path = &address.path;
        let listener = match listen(path) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                // Only a refusal means that nobody listens; a full queue, say, does not.
                let refused = |error: io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
                if !UnixStream::connect(path).await.is_err_and(refused) {
                    return Err(ControlError::AlreadyRunning {
                        data: data.to_owned(),
                    });
                }
                if !std::fs::symlink_metadata(path)
                    .map_err(io)?
                    .file_type()
                    .is_socket()
                {
                    return Err(io(error));
                }
                std::fs::remove_file(path).map_err(io)?;
                listen(path)
            }
            other => other,
        };
        Ok(Self {
            listener: listener.map_err(io)?,
            _file: SocketFile(address),
        })
    }

    /// Answers until `stop`.
    ///
    /// # Errors
    /// When the system takes no more connections at all.
    pub async fn serve(
        self,
        handler: Arc<dyn ControlHandler>,
        stop: CancellationToken,
    ) -> io::Result<()> {
        let mut open = JoinSet::new();
        loop {
            let next = async {
                while open.try_join_next().is_some() {}
                if open.len() >= MOST_AT_ONCE {
                    open.join_next().await;
                }
                self.listener.accept().await
            };
            let next = tokio::select! { () = stop.cancelled() => break, next = next => next };
            match next {
                Ok((stream, _)) => {
                    let handler = Arc::clone(&handler);
                    open.spawn(async move {
                        if let Err(error) = converse(stream, handler.as_ref()).await {
                            tracing::debug!(%error, "a control connection ended");
                        }
                    });
                }
                // Out of file descriptors, most likely: wait until one of ours is free again.
                Err(error) if open.is_empty() => return Err(error),
                Err(_) => {
                    open.join_next().await;
                }
            }
        }
        // What was answered is on its way still: it may be what the bot is stopped for.
        let all = async { while open.join_next().await.is_some() {} };
        let _cut_off = tokio::time::timeout(ANSWERING, all).await;
        Ok(())
    }
}

/// Binds and listens; nobody can connect before the permissions are set.
fn listen(path: &Path) -> io::Result<UnixListener> {
    let socket = UnixSocket::new_stream()?;
    socket.bind(path)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
    socket.listen(QUEUE)
}

/// Answers line by line until the other end closes, falls silent, or says too much.
async fn converse(stream: UnixStream, handler: &dyn ControlHandler) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut limited = (&mut read).take(LONGEST_REQUEST);
        match tokio::time::timeout(PATIENCE, limited.read_until(b'\n', &mut line)).await {
            Err(_) | Ok(Ok(0)) => return Ok(()),
            Ok(read) => read?,
        };
        let whole = line.last() == Some(&b'\n');
        let response = match serde_json::from_slice::<Request>(&line) {
            Ok(request) => handler.handle(request).await,
            Err(_) if whole => {
                Response::Error("this wegotus does not know that request".to_owned())
            }
            Err(_) => Response::Error(format!(
                "a request is one line of at most {LONGEST_REQUEST} bytes"
            )),
        };
        let mut answer = serde_json::to_vec(&response)?;
        answer.push(b'\n');
        write.write_all(&answer).await?;
        if !whole {
            return Ok(());
        }
    }
}
