//! The common event stream: what every chat network looks like to wegotus.
//!
//! A bridge turns its network into [`Event`]s, hands them to an [`EventSink`] in the order they were
//! said, and sends [`Outbound`] messages. It knows nothing of needs, offers or claims.
//!
//! **Architecture invariant:** bridges depend on this crate only; the app depends on the bridges.

mod bridge;
mod clock;
mod event;
mod finding;
mod ids;
mod outbound;
mod ring;
mod sealed;
mod speech;
mod starred;
mod telling;
mod words;

pub use bridge::{
    Abilities, Ability, Bridge, BridgeState, EventSink, Fatal, Host, LinkKind, NotCommitted,
    OperatorAction,
};
pub use clock::{Clock, SystemClock, Timestamp};
pub use event::{
    Attachment, Event, EventKey, EventKind, ReactionChange, RoomChange, Sender, SenderKind,
};
pub use finding::{Finding, Verdict};
pub use ids::{MessageRef, PersonRef, Platform, RoomRef};
pub use outbound::{Action, Destination, EffectKey, Outbound, SendError, Sent};
pub use ring::Ring;
pub use sealed::{MemorySealed, Sealed, SealedError};
pub use speech::{Mention, Part, Speech, Units};
pub use starred::starred;
pub use telling::{Patience, Stopped, Teller};
pub use words::{Name, Text};
