//! Rooms inside this process, for trying wegotus out and for its tests.
//!
//! A [`Sandbox`] is a small chat network of three group rooms and one private chat for each person.
//! People act through [`Sandbox::say`] and its siblings, the bot through [`SandboxBridge`]. The world is
//! the fold of its last few thousand changes; each change is one record on disk and one event for
//! the bot, so that nothing said is lost, whenever the process ends.

mod bridge;
mod clock;
mod error;
mod faults;
mod log;
mod message;
mod names;
mod world;

pub use bridge::SandboxBridge;
pub use clock::SandboxClock;
pub use error::SandboxError;
pub use faults::Faults;
pub use log::KEPT_CHANGES;
pub use message::{Message, MessageId, Speaker, Strong};
pub use names::{BOT_NAME, Emoji, MAX_TEXT_BYTES, Person, Room};
pub use world::{RoomSummary, Sandbox};
