//! The settings → a signal-cli that answers: the one beside the bot, or a child that is there while it is needed.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use wegotus_chat::Clock;

use crate::daemon::Child;
use crate::rpc::{Rpc, RpcError};
use crate::settings::Daemon;

/// How long a child may take until it answers: a JVM on a small machine.
const STARTING: Duration = Duration::from_secs(60);
/// How often a child is started that ends at once. signal-cli does where it finds at its start that its phone unlinked the
/// account, and starts without that account the next time.
const STARTS: u32 = 2;
const LOOK: Duration = Duration::from_millis(100);

/// Keeps signal-cli.
pub(crate) struct House {
    daemon: Daemon,
    clock: Arc<dyn Clock>,
    child: Mutex<Option<Child>>,
}

impl House {
    pub(crate) fn new(daemon: Daemon, clock: Arc<dyn Clock>) -> Self {
        Self {
            daemon,
            clock,
            child: Mutex::default(),
        }
    }

    /// A signal-cli that answers, and its version; a child that ended is started again.
    ///
    /// # Errors
    /// What is wrong, in words for an operator.
    pub(crate) async fn open(&self) -> Result<(Rpc, String), String> {
        let Daemon::Child { command, store } = &self.daemon else {
            let Daemon::Beside(url) = &self.daemon else {
                return Err("there is no signal-cli".to_owned());
            };
            let rpc = Rpc::new(url);
            let version = rpc.version().await.map_err(|error| error.to_string())?;
            return Ok((rpc, version));
        };
        let mut child = self.child.lock().await;
        for _ in 0..STARTS {
            let running = match child.take().and_then(Child::if_running) {
                Some(running) => running,
                None => Child::start(command, store, &self.clock).await?,
            };
            let rpc = Rpc::new(&running.url);
            if let Some(version) = self.answers(&rpc, &running).await? {
                *child = Some(running);
                return Ok((rpc, version));
            }
        }
        Err(format!(
            "signal-cli ended as soon as it was started; {} says why",
            store.join("signal-cli.log").display()
        ))
    }

    /// The version of a child, once it answers; `None` where it ends before that.
    async fn answers(&self, rpc: &Rpc, running: &Child) -> Result<Option<String>, String> {
        let until = self.clock.now().plus(STARTING);
        loop {
            match rpc.version().await {
                Ok(version) => return Ok(Some(version)),
                Err(_) if !running.runs() => return Ok(None),
                Err(RpcError::Unreachable) if self.clock.now() < until => {
                    self.clock.sleep(LOOK).await;
                }
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Ends a child.
    pub(crate) async fn close(&self) {
        if let Some(child) = self.child.lock().await.take() {
            child.end(&self.clock).await;
        }
    }
}
