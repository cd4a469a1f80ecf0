//! Real people and the real bot on a real Synapse, for the tests.
//!
//! [`Synapse`] is the homeserver, a [`Wire`] or a [`Phone`] is a person on it (by bare requests, or
//! with a whole client that reads encrypted rooms), [`Bot`] is the program on trial. [`Street`] is all of
//! them together as a stage for chat scripts, [`Block`] a plainer one for tests by the hundred.
//!
//! Everything that waits on the SDK is behind a boxed future, so that no test compiles its futures anew.

#![recursion_limit = "256"]

mod account;
mod api;
mod block;
mod bot;
mod homeserver;
mod ledger;
mod person;
mod phone;
mod street;
mod timeline;
mod wait;
mod wire;

pub use account::{Account, Session};
pub use block::Block;
pub use bot::{Bot, Setup, program};
pub use homeserver::Synapse;
pub use ledger::{Balance, Count, Ledger};
pub use person::Person;
pub use phone::Phone;
pub use street::Street;
pub use wait::{pause, until};
pub use wire::{Follow, Wire};
