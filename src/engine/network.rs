//! A handle on one network's ordered writer: what can be asked of it, and who the network knows.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::{mpsc, oneshot, watch};
use wegotus_chat::{Clock, Event, MessageRef, Name, NotCommitted, PersonRef, RoomRef};

use super::plan::Plan;
use super::writer::Writer;
use super::{Cabinet, Ids};
use crate::board::{Board, EffectId, Input, Keep, Policy, RoomId, To, Undelivered};
use crate::parser::Lexicon;
use crate::tracker::{Journal, NetworkId, SeenKey, StoreError};

/// What one network's writer needs.
pub(super) struct Setup {
    pub id: NetworkId,
    pub policy: Policy,
    pub zone: jiff::tz::TimeZone,
    pub lexicon: Arc<Lexicon>,
    pub cabinet: Cabinet,
    pub journal: Arc<dyn Journal>,
    pub clock: Arc<dyn Clock>,
    pub ids: Ids,
    /// Who organizes it: the bot may have to write to them before they wrote.
    pub organizers: Vec<PersonRef>,
    /// It was erased before.
    pub burnt: bool,
}

/// Which rooms a network has, for routing.
pub(super) type Known = HashSet<RoomId>;

/// A handle on a network's writer.
#[derive(Clone)]
pub(super) struct Network {
    pub id: NetworkId,
    pub ids: Ids,
    pub zone: jiff::tz::TimeZone,
    pub cabinet: Cabinet,
    journal: Arc<dyn Journal>,
    known: Arc<RwLock<Known>>,
    ask: mpsc::Sender<Ask>,
    state: watch::Receiver<Standing>,
}

/// How far a writer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Commits so far: rises with every change of the board.
    pub commits: u64,
    /// How much waits to be sent.
    pub unsent: usize,
    /// Its organizers have agreed to erase it.
    pub to_burn: bool,
}

/// A look at the board between two commits.
pub(super) type Look = Box<dyn FnOnce(&Board) + Send>;

/// What can be asked of a writer.
pub(super) enum Ask {
    Events(Vec<Event>, oneshot::Sender<Result<(), NotCommitted>>),
    Join {
        room: RoomRef,
        name: Option<Name>,
        asked: Option<MessageRef>,
        done: oneshot::Sender<Result<(), NotCommitted>>,
    },
    Decide {
        input: Input,
        cards: Vec<Keep>,
        key: SeenKey,
        done: oneshot::Sender<Result<(), NotCommitted>>,
    },
    Receipt {
        effect: EffectId,
        outcome: Result<MessageRef, Undelivered>,
        done: oneshot::Sender<Result<(), NotCommitted>>,
    },
    Next {
        to: To,
        plan: oneshot::Sender<Option<Plan>>,
    },
    Look(Look),
    Tick(oneshot::Sender<()>),
    Close(oneshot::Sender<()>),
}

impl Network {
    /// Restores the board from snapshot and journal, and starts its writer. `wake` is told of every place
    /// something waits to be sent to.
    pub async fn start(
        setup: Setup,
        wake: mpsc::UnboundedSender<(NetworkId, To)>,
    ) -> Result<Self, StoreError> {
        let (ask, asked) = mpsc::channel(1024);
        let known = Arc::new(RwLock::new(Known::default()));
        let (standing, state) = watch::channel(Standing::default());
        let network = Self {
            id: setup.id.clone(),
            ids: setup.ids.clone(),
            zone: setup.zone.clone(),
            cabinet: setup.cabinet.clone(),
            journal: setup.journal.clone(),
            known: known.clone(),
            ask,
            state,
        };
        let writer = Writer::restored(setup, known, wake, standing).await?;
        tokio::spawn(writer.run(asked));
        Ok(network)
    }

    pub fn knows_room(&self, room: &RoomRef) -> bool {
        let room = self.ids.room(room);
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(&room)
    }

    /// For each of these keys, whether its event counted already.
    pub async fn seen(&self, keys: &[SeenKey]) -> Result<Vec<bool>, StoreError> {
        self.journal.seen(&self.id, keys).await
    }

    /// Decides on something that came otherwise than as an event of this network's, and counts as `key`; waits
    /// until it is on disk. `cards` are kept if anything comes of it.
    pub async fn decide(
        &self,
        input: Input,
        cards: Vec<Keep>,
        key: SeenKey,
    ) -> Result<(), NotCommitted> {
        let (done, answer) = oneshot::channel();
        let ask = Ask::Decide {
            input,
            cards,
            key,
            done,
        };
        self.send(ask).await;
        answer.await.unwrap_or_else(|_| Err(stopping()))
    }

    /// Hands over events and waits until what matters of them is on disk.
    pub async fn commit(&self, events: Vec<Event>) -> Result<(), NotCommitted> {
        let (done, answer) = oneshot::channel();
        self.send(Ask::Events(events, done)).await;
        answer.await.unwrap_or_else(|_| Err(stopping()))
    }

    /// Takes a room into the network; `asked` is the message that asked for it.
    pub async fn join(
        &self,
        room: RoomRef,
        name: Option<Name>,
        asked: Option<MessageRef>,
    ) -> Result<(), NotCommitted> {
        let (done, answer) = oneshot::channel();
        self.send(Ask::Join {
            room,
            name,
            asked,
            done,
        })
        .await;
        answer.await.unwrap_or_else(|_| Err(stopping()))
    }

    /// Records what became of a send.
    ///
    /// # Errors
    /// When it could not be put on disk; record it again, or the same would be sent again.
    pub async fn receipt(
        &self,
        effect: EffectId,
        outcome: Result<MessageRef, Undelivered>,
    ) -> Result<(), NotCommitted> {
        let (done, answer) = oneshot::channel();
        self.send(Ask::Receipt {
            effect,
            outcome,
            done,
        })
        .await;
        // Only a writer that stops does not answer; the echo or the retry heals the receipt then.
        answer.await.unwrap_or(Ok(()))
    }

    /// What is to be sent to a place next.
    pub async fn next(&self, to: To) -> Option<Plan> {
        let (plan, answer) = oneshot::channel();
        self.send(Ask::Next { to, plan }).await;
        answer.await.ok().flatten()
    }

    /// Looks at the board between two commits.
    pub async fn look<T: Send + 'static>(
        &self,
        how: impl FnOnce(&Board) -> T + Send + 'static,
    ) -> Option<T> {
        let (seen, answer) = oneshot::channel();
        let look = Box::new(move |board: &Board| drop(seen.send(how(board))));
        self.send(Ask::Look(look)).await;
        answer.await.ok()
    }

    /// Does what is due now.
    pub async fn tick(&self) {
        let (done, answer) = oneshot::channel();
        self.send(Ask::Tick(done)).await;
        let _stopped = answer.await;
    }

    /// Writes a snapshot and ends the writer.
    pub async fn close(&self) {
        let (done, answer) = oneshot::channel();
        self.send(Ask::Close(done)).await;
        let _stopped = answer.await;
    }

    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.state.clone()
    }

    async fn send(&self, ask: Ask) {
        // A writer that is gone drops the answer's other end, which whoever waits sees.
        let _gone = self.ask.send(ask).await;
    }
}

pub(super) fn stopping() -> NotCommitted {
    NotCommitted {
        reason: "wegotus is stopping".to_owned(),
    }
}

pub(super) fn not_read(error: StoreError) -> NotCommitted {
    NotCommitted {
        reason: error.to_string(),
    }
}
