//! What a running bot answers on its control socket.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use async_trait::async_trait;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{BridgeState, Text};

use crate::control::{
    BoardAnswer, ControlHandler, NetworkAnswer, PostAnswer, Request, Response, Server,
};
use crate::doctor::Finding;
use crate::engine::{Engine, Listed};
use crate::tracker::SledStore;

/// Answers on the control socket until `stop`.
pub(super) async fn serve(
    data: &Path,
    engine: Arc<Engine>,
    store: SledStore,
    stop: CancellationToken,
) -> Result<JoinHandle<()>> {
    let server = Server::bind(data).await?;
    let handler = Handler { engine, store };
    Ok(tokio::spawn(async move {
        if let Err(error) = server.serve(Arc::new(handler), stop).await {
            tracing::error!(%error, "the control socket is closed: `wegotus board` and `doctor` cannot ask until wegotus is started again");
        }
    }))
}

struct Handler {
    engine: Arc<Engine>,
    store: SledStore,
}

#[async_trait]
impl ControlHandler for Handler {
    async fn handle(&self, request: Request) -> Response {
        match request {
            Request::Board => Response::ok(&self.board().await),
            Request::Doctor => Response::ok(&self.findings()),
            Request::RecoveryKey => match super::bridges::recovery_key(&self.store).await {
                Ok(key) => Response::ok(&key),
                Err(error) => Response::Error(error.to_string()),
            },
        }
    }
}

impl Handler {
    async fn board(&self) -> BoardAnswer {
        let mut networks: BTreeMap<String, Vec<PostAnswer>> = self
            .engine
            .networks()
            .map(|id| (id.to_string(), Vec::new()))
            .collect();
        for Listed {
            network,
            view,
            when,
            claims,
        } in self.engine.posts().await
        {
            networks
                .entry(network.to_string())
                .or_default()
                .push(PostAnswer {
                    number: view.no.0,
                    kind: view.kind,
                    status: view.status.as_str().to_owned(),
                    category: view.category,
                    slots: view.slots,
                    claims: claims.iter().map(|(_, count, _)| count).sum(),
                    when,
                    place: view.place.map(Text::from),
                    text: Text::from(view.summary),
                });
        }
        let networks = networks
            .into_iter()
            .map(|(id, posts)| NetworkAnswer { id, posts })
            .collect();
        BoardAnswer { networks }
    }

    fn findings(&self) -> Vec<Finding> {
        self.engine
            .bridges()
            .map(|(platform, state)| {
                let part = platform.as_str();
                match state {
                    BridgeState::Connected => Finding::ok(part, "connected"),
                    BridgeState::Starting => {
                        Finding::warn(part, "starting", "Ask again in a minute")
                    }
                    BridgeState::Degraded { why } => Finding::warn(
                        part,
                        why,
                        "It goes on trying by itself; look at the log if it does not recover",
                    ),
                    BridgeState::AwaitingLink { .. } => {
                        Finding::warn(part, "waits to be linked", "Link the account")
                    }
                    BridgeState::LoggedOut => Finding::bad(
                        part,
                        "logged out by the network",
                        "Check its credentials and start wegotus again",
                    ),
                    BridgeState::Banned { .. } => Finding::bad(
                        part,
                        "shut out by the network",
                        "Write to the network's support; the other bridges go on",
                    ),
                    BridgeState::Stopped => Finding::bad(
                        part,
                        "stopped",
                        "Look at the log for the reason, then start wegotus again",
                    ),
                }
            })
            .collect()
    }
}
