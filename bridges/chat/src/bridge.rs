//! What every bridge must do.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use secrecy::SecretString;
use thiserror::Error;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    Clock, Event, Finding, Name, Outbound, PersonRef, Platform, RoomRef, Sealed, SendError, Sent,
    Timestamp,
};

/// One chat network.
///
/// A bridge may only acknowledge something upstream (save a sync position, answer a webhook) after
/// [`EventSink::commit`] returned `Ok` for it.
#[async_trait]
pub trait Bridge: Send + Sync + 'static {
    /// Which network.
    fn platform(&self) -> Platform;

    /// What can be done in this room. No I/O.
    fn abilities(&self, room: &RoomRef) -> Abilities;

    /// The group chats the account is in, with what they call themselves, as far as the bridge knows by now. No I/O.
    fn rooms(&self) -> Vec<(RoomRef, Name)> {
        Vec::new()
    }

    /// Whether somebody can be written to privately, as far as the bridge knows by now. No I/O.
    fn reaches(&self, _person: &PersonRef) -> bool {
        true
    }

    /// The rooms that show what is said in a group of another network, since somebody's bridge joins the two: the room,
    /// and the group as its own network calls it. No I/O.
    fn copies(&self) -> Vec<(RoomRef, RoomRef)> {
        Vec::new()
    }

    /// Listens until `stop`, reconnecting by itself; pushes every change of its state.
    ///
    /// # Errors
    /// [`Fatal`] when only an operator can help; the other bridges go on.
    async fn run(
        &self,
        sink: Arc<dyn EventSink>,
        state: watch::Sender<BridgeState>,
        stop: CancellationToken,
    ) -> Result<(), Fatal>;

    /// Sends one thing, once. The caller keeps the order within a room, and retries.
    ///
    /// # Errors
    /// [`SendError`] says whether and when to try again.
    async fn send(&self, out: &Outbound) -> Result<Sent, SendError>;

    /// What an operator should know besides its state, while it runs. No I/O.
    fn notices(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// Where a bridge hands over what it heard.
#[async_trait]
pub trait EventSink: Send + Sync + 'static {
    /// Returns once everything in `batch` that matters is on disk. Events of one room are in order.
    ///
    /// # Errors
    /// [`NotCommitted`]: keep the batch, acknowledge nothing, and hand it over again later.
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted>;
}

/// The batch is not on disk. The bridge must not acknowledge it upstream.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("not committed: {reason}")]
pub struct NotCommitted {
    /// Why, in words for an operator.
    pub reason: String,
}

/// What a bridge gets from the app.
#[derive(Clone)]
pub struct Host {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Sealed storage for the bridge's own small records (positions, ids of private chats).
    pub vault: Arc<dyn Sealed>,
}

/// How far a bridge can go in one room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Abilities {
    /// Replace the text of an own message.
    pub edit: Ability,
    /// Take an own message back.
    pub delete: Ability,
    /// Put an emoji on a message.
    pub react: Ability,
    /// Write to a member privately without being written to first.
    pub direct: Ability,
}

/// Whether something can be done, and for how long after the message was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ability {
    /// Not on this network.
    Never,
    /// Only this long after the message was sent.
    Within(Duration),
    /// At any time.
    Always,
}

impl Ability {
    /// Whether it can still be done to a message sent at `sent`, at `now`.
    #[must_use]
    pub fn holds(self, sent: Timestamp, now: Timestamp) -> bool {
        match self {
            Self::Never => false,
            Self::Within(span) => now.since(sent) < span,
            Self::Always => true,
        }
    }
}

/// How a bridge is doing, pushed on every change.
#[derive(Clone, Debug)]
pub enum BridgeState {
    /// Not connected yet.
    Starting,
    /// Waits for somebody to link the account.
    AwaitingLink {
        /// How.
        kind: LinkKind,
        /// What to draw or show.
        payload: SecretString,
        /// When the payload becomes worthless.
        expires: Timestamp,
        /// An account was linked before, and is not any more.
        was_linked: bool,
    },
    /// Listening, and caught up with what was said while it was away.
    Connected,
    /// Works in part, or is trying to come back.
    Degraded {
        /// What is wrong and what happens next, in words for an operator.
        why: String,
    },
    /// The network ended the session; link or log in again.
    LoggedOut,
    /// The network shut this account out.
    Banned {
        /// Until when, where it says.
        until: Option<Timestamp>,
    },
    /// Stopped on request.
    Stopped,
}

/// How an account is linked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LinkKind {
    /// A QR code to scan.
    Qr,
    /// A code to type.
    Code,
}

/// What an operator has to do before a bridge can go on, in words for that operator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OperatorAction(pub String);

impl fmt::Display for OperatorAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A bridge cannot go on without an operator.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{what}. {remedy}")]
pub struct Fatal {
    /// What happened, to what.
    pub what: String,
    /// What to do next.
    pub remedy: String,
}
