//! One network over three kinds of chat at once: a Signal group on the real signal-cli, an encrypted room on a real
//! Synapse, and a WhatsApp group on the real client, with the engine and all three bridges in the test's own process.

#![recursion_limit = "512"]

mod block;
mod bot;

pub use block::Block;
