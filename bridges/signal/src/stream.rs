//! signal-cli's event stream → envelopes, one after the other. It has no ids and no replay: what was handed over
//! is gone from signal-cli. A comment comes every 15 s; a stream without one is taken for dead.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use eventsource_stream::{EventStreamError, Eventsource as _};
use futures_util::{FutureExt as _, Stream, StreamExt as _};
use wegotus_chat::Clock;

use crate::envelope::Received;
use crate::rpc::Rpc;

/// Between two comments.
const BEAT: Duration = Duration::from_secs(15);
/// How many may fail to come.
const BEATS: u32 = 3;

/// Why there is no stream, or no more of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cut {
    /// There is nobody at the address.
    Unreachable,
    /// signal-cli has no such account any more.
    NoAccount,
    /// It was closed, or broke.
    Closed,
    /// Nothing came, not even a comment.
    Silent,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreachable => "signal-cli does not answer at its address",
            Self::NoAccount => "signal-cli does not have the account any more",
            Self::Closed => {
                "signal-cli closed the connection; what is written meanwhile waits at Signal"
            }
            Self::Silent => {
                "signal-cli was silent for 45 s; what is written meanwhile waits at Signal"
            }
        })
    }
}

/// An open stream.
pub(crate) struct Envelopes {
    events: Pin<Box<dyn Stream<Item = Result<String, Cut>> + Send>>,
}

impl Envelopes {
    /// Opens the stream of one account. From then on signal-cli fetches its messages.
    pub(crate) async fn open(rpc: &Rpc, account: &str, clock: Arc<dyn Clock>) -> Result<Self, Cut> {
        let answer = unless_silent(rpc.events(account).send(), clock.as_ref()).await;
        let answer = answer.ok_or(Cut::Silent)?.map_err(|_| Cut::Unreachable)?;
        match answer.status().as_u16() {
            200 => {}
            400 => return Err(Cut::NoAccount),
            _ => return Err(Cut::Unreachable),
        }
        let chunks = futures_util::stream::unfold(Some((answer, clock)), |open| async {
            let (mut answer, clock) = open?;
            match unless_silent(answer.chunk(), clock.as_ref()).await {
                None => Some((Err(Cut::Silent), None)),
                Some(Ok(Some(bytes))) => Some((Ok(bytes), Some((answer, clock)))),
                Some(Ok(None)) => None,
                Some(Err(_)) => Some((Err(Cut::Closed), None)),
            }
        });
        let events = chunks.eventsource().filter_map(async |event| match event {
            Ok(event) if event.event == "receive" => Some(Ok(event.data)),
            Ok(_) => None,
            Err(EventStreamError::Transport(cut)) => Some(Err(cut)),
            Err(EventStreamError::Utf8(_) | EventStreamError::Parser(_)) => Some(Err(Cut::Closed)),
        });
        Ok(Self {
            events: Box::pin(events),
        })
    }

    /// The next one. Nothing is lost where this is dropped before its end.
    pub(crate) async fn next(&mut self) -> Result<Received, Cut> {
        loop {
            let data = self.events.next().await.unwrap_or(Err(Cut::Closed))?;
            if let Some(received) = read(&data) {
                return Ok(received);
            }
        }
    }

    /// The next one, where it is there already.
    pub(crate) fn ready(&mut self) -> Option<Result<Received, Cut>> {
        self.next().now_or_never()
    }
}

/// What comes, where it comes before three beats are over. They are waited for one by one: where this program itself stood
/// still, on a machine that slept or is too busy, one is over when it goes on, and the stream has two to be heard.
async fn unless_silent<T>(coming: impl Future<Output = T>, clock: &dyn Clock) -> Option<T> {
    let mut coming = std::pin::pin!(coming);
    for _ in 0..BEATS {
        tokio::select! {
            biased;
            came = &mut coming => return Some(came),
            () = clock.sleep(BEAT) => {}
        }
    }
    None
}

/// What is not of the known form is not for us; it may be of a newer version.
fn read(data: &str) -> Option<Received> {
    let read = serde_json::from_str(data);
    if read.is_err() {
        tracing::warn!(
            "signal-cli said something in a form this version does not read; see whether a newer wegotus is out"
        );
    }
    read.ok()
}
