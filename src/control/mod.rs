//! The control socket: how the command line asks a running bot, which alone can open the store.
//!
//! A Unix socket `control.sock` in the data folder, for its owner alone (0600). One request a line, one
//! answer a line, JSON: `{"ask":"board"}` → `{"ok":…}` or `{"error":"…"}`.

mod address;
mod board;
mod client;
mod corrections;
mod export;
mod link;
mod server;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use board::{BoardAnswer, NetworkAnswer, PostAnswer};
pub use client::{AskError, answers, ask};
pub use corrections::{CorrectionsAnswer, NetworkCorrections, PhraseCorrections};
pub use export::{BoardCopy, DeedExport, ExportAnswer, NetworkExport, PostExport};
pub use link::LinkAnswer;
pub use server::{ControlError, Server};

/// What can be asked of a running bot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// The boards: answered with a [`BoardAnswer`].
    Board,
    /// The phrases that misled it: answered with a [`CorrectionsAnswer`].
    Corrections,
    /// How its parts are doing: answered with a list of [`Finding`](crate::doctor::Finding)s.
    Doctor,
    /// The key that brings a Matrix account's encryption back should this machine be lost: answered with a
    /// text, or with nothing where there is none.
    RecoveryKey,
    /// Copies of the boards that organizers agreed to: answered with an [`ExportAnswer`].
    Export,
    /// To destroy every key and end: answered with nothing, once they are destroyed.
    Burn,
    /// For tests: to move the clock on, through all that falls due. Answered with nothing, once that is said.
    #[cfg(feature = "failpoints")]
    Advance {
        /// By how much.
        seconds: u64,
    },
    /// How the linking of the Signal account goes: answered with a [`LinkAnswer`].
    LinkSignal,
    /// How the linking of the WhatsApp account goes: answered with a [`LinkAnswer`].
    LinkWhatsapp,
}

/// What the bot answers. No `Debug`: it may hold text.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Response {
    /// What was asked for.
    Ok(Value),
    /// Why not, in words for an operator.
    Error(String),
}

impl Response {
    /// An answer.
    #[must_use]
    pub fn ok(answer: &impl Serialize) -> Self {
        serde_json::to_value(answer).map_or_else(|error| Self::Error(error.to_string()), Self::Ok)
    }
}

/// What answers on the socket.
#[async_trait]
pub trait ControlHandler: Send + Sync + 'static {
    /// Answers one request. Several may be asked at once.
    async fn handle(&self, request: Request) -> Response;
}

/// A longer line is no request, and no answer of ours.
const LONGEST_REQUEST: u64 = 64 * 1024;

#[cfg(test)]
mod tests;
