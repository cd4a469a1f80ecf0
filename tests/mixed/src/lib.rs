//! One network over three kinds of chat at once: a Signal group on the real signal-cli, an encrypted room on a real
//! Synapse, and a room of the sandbox, with the engine and all three bridges in the test's own process.

mod block;
mod bot;
mod world;

pub use block::Block;
