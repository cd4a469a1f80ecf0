//! The outbox: brings what waits to be sent to its bridge, in order within each place, until it stands.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge, BridgeState, Clock, Destination, EffectKey, Fatal, Outbound, PersonRef,
    Platform, RoomRef, SendError, Timestamp,
};

use super::network::Network;
use super::own_words::OwnWords;
use super::plan::Plan;
use super::teller::{Doing, Teller};
use crate::board::{To, Undelivered};
use crate::failpoint;
use crate::tracker::NetworkId;

const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A bridge and how it is doing.
#[derive(Clone)]
pub(super) struct Line {
    pub bridge: Arc<dyn Bridge>,
    pub state: watch::Receiver<BridgeState>,
    /// Why it ended, where only an operator can help.
    pub fatal: Arc<OnceLock<Fatal>>,
}

/// How a bridge is doing, or how it ended.
#[derive(Clone, Debug)]
pub enum Condition {
    /// It runs, or stopped on request, as it says itself.
    Says(BridgeState),
    /// It ended, and only an operator can help.
    Ended(Fatal),
}

impl Line {
    /// How the bridge is doing. What it last said of itself counts only while it runs.
    pub fn condition(&self) -> Condition {
        if let Some(fatal) = self.fatal.get() {
            return Condition::Ended(fatal.clone());
        }
        let said = self.state.borrow().clone();
        // A bridge lets go of its state when it ends; one that broke has said nothing of it.
        let gone = self.state.has_changed().is_err();
        if gone && !matches!(said, BridgeState::Stopped) {
            return Condition::Ended(Fatal {
                what: "it broke".to_owned(),
                remedy: "Look at the log for the reason, then start wegotus again; nothing is lost"
                    .to_owned(),
            });
        }
        Condition::Says(said)
    }
}

/// One network's end of the outbox.
pub(super) struct Mouth {
    pub network: Network,
    pub teller: Teller,
}

pub(super) struct Outbox {
    pub mouths: BTreeMap<NetworkId, Mouth>,
    pub lines: BTreeMap<Platform, Line>,
    pub clock: Arc<dyn Clock>,
    /// The least time between two messages in one place.
    pub pace: Duration,
    pub stop: CancellationToken,
    /// Places somebody is sending to right now.
    pub busy: Mutex<HashSet<(NetworkId, To)>>,
    /// What goes out, so that it is known when it comes back under another's name.
    pub own_words: Arc<OwnWords>,
}

impl Outbox {
    /// Sends what waits, as it is told of it, until stopped. One lane a place: what goes to one place
    /// keeps its order, and no place waits for another.
    pub async fn run(self: Arc<Self>, mut wake: mpsc::UnboundedReceiver<(NetworkId, To)>) {
        loop {
            let told = tokio::select! {
                told = wake.recv() => told,
                () = self.stop.cancelled() => None,
            };
            let Some(place) = told else { return };
            if self.take(&place) {
                tokio::spawn(self.clone().lane(place));
            }
        }
    }

    fn take(&self, place: &(NetworkId, To)) -> bool {
        self.busy
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(place.clone())
    }

    fn leave(&self, place: &(NetworkId, To)) {
        self.busy
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(place);
    }

    async fn lane(self: Arc<Self>, place: (NetworkId, To)) {
        let Some(mouth) = self.mouths.get(&place.0) else {
            return;
        };
        loop {
            while let Some(plan) = mouth.network.next(place.1).await {
                tokio::select! {
                    () = self.deliver(mouth, plan) => {}
                    () = self.stop.cancelled() => return,
                }
            }
            self.leave(&place);
            // Something may have come between the last look and leaving.
            if mouth.network.next(place.1).await.is_none() || !self.take(&place) {
                return;
            }
        }
    }

    /// Sends one thing until the network took it or refuses it for good, and records which.
    async fn deliver(&self, mouth: &Mouth, first: Plan) {
        let (effect, to) = (first.effect, first.to);
        let key = EffectKey(mouth.network.ids.0.wire(&effect.to_string()));
        let mut plan = Some(first);
        let mut pause = FIRST_PAUSE;
        let outcome = loop {
            // What is said is looked at again before each try.
            let current = match plan.take() {
                Some(plan) => plan,
                None => match mouth.network.next(to).await {
                    Some(plan) if plan.effect == effect => plan,
                    _ => return,
                },
            };
            let reaches = |person: &PersonRef| {
                let line = self.lines.get(&person.platform);
                line.is_some_and(|line| line.bridge.reaches(person))
            };
            let place = match mouth.teller.destination(&current, reaches).await {
                Ok(Some(place)) => place,
                Ok(None) => break Err(Undelivered::Moot),
                Err(_unread) => {
                    self.rest(&mut pause).await;
                    continue;
                }
            };
            let Some(line) = self.lines.get(&platform(&place)) else {
                break Err(Undelivered::Rejected);
            };
            connected(line.state.clone()).await;
            let abilities = line.bridge.abilities(&room(&place));
            let now: Timestamp = self.clock.now();
            let (to, action) = match mouth.teller.tell(&current, place, abilities, now).await {
                Ok(Doing::Send(to, action)) => (to, action),
                Ok(Doing::Nothing) => break Err(Undelivered::Moot),
                Err(_unread) => {
                    self.rest(&mut pause).await;
                    continue;
                }
            };
            if let Action::Say { text, .. } | Action::Edit { text, .. } = &action {
                self.own_words.said(text.as_str(), now);
            }
            failpoint::hit("outbox.before-send");
            let sent = line
                .bridge
                .send(&Outbound {
                    key: key.clone(),
                    to,
                    action,
                })
                .await;
            failpoint::hit("outbox.after-send");
            let least = match sent {
                Ok(sent) => break Ok(sent.message),
                Err(SendError::Rejected { reason }) => {
                    tracing::warn!(network = %mouth.network.id, %effect, %reason, "the network refuses this message; it is not sent");
                    break Err(Undelivered::Rejected);
                }
                Err(SendError::MaybeSent) => {
                    tracing::warn!(network = %mouth.network.id, %effect, "no answer; this message may have been sent, and is not repeated");
                    break Err(Undelivered::MaybeSent);
                }
                Err(SendError::Retry { after }) => after,
                Err(SendError::Offline) => Duration::ZERO,
                Err(SendError::NeedsOperator(action)) => {
                    tracing::error!(network = %mouth.network.id, %effect, %action, "waiting for an operator");
                    LONGEST_PAUSE
                }
            };
            pause = pause.max(least);
            self.rest(&mut pause).await;
        };
        let mut pause = FIRST_PAUSE;
        while mouth
            .network
            .receipt(effect, outcome.clone())
            .await
            .is_err()
        {
            self.rest(&mut pause).await;
        }
        failpoint::hit("outbox.receipt");
        if !self.pace.is_zero() {
            self.clock.sleep(self.pace).await;
        }
    }

    /// Waits before the next try; longer each time.
    async fn rest(&self, pause: &mut Duration) {
        self.clock.sleep(*pause).await;
        *pause = (*pause * 2).min(LONGEST_PAUSE);
    }
}

/// Waits until a bridge has caught up: before, the echo of a lost receipt may still come.
async fn connected(mut state: watch::Receiver<BridgeState>) {
    // A bridge that is gone for good never connects; its messages wait on disk.
    if state
        .wait_for(|state| matches!(state, BridgeState::Connected))
        .await
        .is_err()
    {
        std::future::pending::<()>().await;
    }
}

fn platform(to: &Destination) -> Platform {
    match to {
        Destination::Room(room) => room.platform,
        Destination::Direct(person) => person.platform,
    }
}

/// The room whose abilities count; a private chat has those of its platform's private chats.
fn room(to: &Destination) -> RoomRef {
    match to {
        Destination::Room(room) => room.clone(),
        Destination::Direct(person) => {
            RoomRef::new(person.platform, format!("dm:{}", person.native))
        }
    }
}
