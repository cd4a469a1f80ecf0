//! One network over three kinds of chat at once: a Signal group on the real signal-cli, an encrypted room on a real
//! Synapse, and a third, with the engine and all three bridges in the test's own process. The third is a WhatsApp group on
//! the real client, or a room of the sandbox.

#![recursion_limit = "512"]

mod block;
mod bot;
mod third;
mod whatsapp;
mod world;

pub use block::Block;
