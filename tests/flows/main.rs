//! What people live through, flow by flow, in the sandbox: chats to read, and what the bot said kept as it was read.
//!
//! Each flow ends with a snapshot of the whole chat, so that no sentence changes unnoticed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod basics;
mod care;
mod claims;
mod duplicates;
mod edits;
mod flow;
mod handoff;
mod languages;
mod leaving;
mod linking;
mod matching;
mod organizers;
mod recurring;
mod reminders;
mod safety;
mod traces;
