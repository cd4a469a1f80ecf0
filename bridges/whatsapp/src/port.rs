//! The seam to WhatsApp: all that the bridge asks of a client, and all that it hears from one. The SDK's client stands
//! behind it, and in tests whatever a story needs.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};
use whatsapp_rust::Jid;
use whatsapp_rust::types::events::{Event, InboundMessage};
use whatsapp_rust::waproto::whatsapp as wa;

pub use crate::people::Own;

/// Opens clients, one after the other.
#[async_trait]
pub trait WaOpen: Send + Sync + 'static {
    /// A client of the account that is linked, or of none yet; what it hears goes to `heard`. With `link` it asks for
    /// a pairing code for that number, besides the codes to scan.
    ///
    /// # Errors
    /// What is wrong, in words for an operator.
    async fn open(
        &self,
        link: Option<&str>,
        heard: mpsc::UnboundedSender<Heard>,
    ) -> Result<Arc<dyn WaPort>, String>;

    /// Forgets an account that was logged out.
    ///
    /// # Errors
    /// What is wrong, in words for an operator.
    async fn forget(&self) -> Result<(), String>;
}

/// A client that keeps itself connected until it is closed.
#[async_trait]
pub trait WaPort: Send + Sync + 'static {
    /// Whose account it is; nobody's before it is linked. No I/O.
    fn own(&self) -> Own;

    /// The other address of the person at this one, where it is known. Asks nobody.
    async fn other(&self, jid: &Jid) -> Option<Jid>;

    /// What this person is called among the members of this group: some groups go by numbers, some by hidden ids.
    ///
    /// # Errors
    /// Why it cannot be asked for.
    async fn called(&self, group: &Jid, person: &Jid) -> Result<Jid, NotSent>;

    /// Hands a message to WhatsApp under this id. Whether WhatsApp took it is heard as [`Event::ServerAck`]. A message
    /// under an id that WhatsApp has is not shown again.
    ///
    /// # Errors
    /// [`NotSent`].
    async fn send(&self, chat: &Jid, id: &str, message: wa::Message) -> Result<(), NotSent>;

    /// Shows that the bot writes in this chat, or does not any more. Nothing depends on it.
    async fn typing(&self, chat: &Jid, typing: Typing);

    /// The groups the account is in.
    ///
    /// # Errors
    /// Why they cannot be had.
    async fn groups(&self) -> Result<Vec<Group>, NotSent>;

    /// Ends it; what it has to write down is written down.
    async fn close(&self);
}

/// What a client hears.
pub enum Heard {
    /// Messages, in order. WhatsApp hears that they arrived once `kept` says `true`; else it sends them again.
    Messages {
        /// They themselves.
        batch: Vec<InboundMessage>,
        /// Whether they are kept.
        kept: oneshot::Sender<bool>,
    },
    /// Anything else.
    Told(Arc<Event>),
    /// The client gave up, or was closed.
    Ended,
}

impl fmt::Debug for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Messages { batch, .. } => write!(f, "Messages({})", batch.len()),
            Self::Told(event) => write!(f, "Told({:?})", event.kind()),
            Self::Ended => f.write_str("Ended"),
        }
    }
}

/// Whether somebody is seen writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typing {
    /// They write.
    On,
    /// Not any more.
    Off,
}

/// A group the account is in.
#[derive(Clone)]
pub struct Group {
    /// Its address.
    pub jid: Jid,
    /// What it calls itself.
    pub name: String,
    /// Who may take back what others said.
    pub admins: Vec<Jid>,
    /// Who is in it, each with their other address where that is told.
    pub members: Vec<(Jid, Option<Jid>)>,
    /// After how many seconds what is said there vanishes; 0: it stays.
    pub timer: u32,
}

/// Something was not handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotSent {
    /// There is no connection; nothing was sent.
    Offline,
    /// It broke in the middle: it may have been sent.
    Unknown,
    /// WhatsApp refuses it, with this code.
    Refused(u16),
    /// It is not linked to an account.
    NotLinked,
    /// It cannot be sent at all, for this reason.
    Wrong(&'static str),
}
