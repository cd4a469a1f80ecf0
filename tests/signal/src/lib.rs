//! The real signal-cli, linked to a mock Signal service on loopback, with the bot's own build on top. What it
//! needs is set up by `cargo xtask test` under target/signal; nothing of it is shipped.

mod bot;
mod mock;
mod rig;
mod street;
mod timeline;

pub use bot::Bot;
pub use mock::Mock;
pub use rig::{Daemon, Rig};
pub use street::Street;
