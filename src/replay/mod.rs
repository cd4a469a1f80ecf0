//! A chat's history → what the bot would have done with it: for organizers who want to know before they let
//! it in.
//!
//! [`Export`] reads a WhatsApp chat export message by message; [`Play`] puts each before the parser and a board
//! of its own.
//!
//! **Architecture invariant:** nothing is written and nothing is sent; what is read is forgotten with the
//! process.

mod date;
mod decode;
mod export;
mod file;
mod form;
mod head;
mod names;
mod play;

#[cfg(test)]
mod tests;

pub use date::{Because, Order};
pub use export::{Entry, Export, Message, Said};
pub use file::ExportError;
pub use head::Frame;
pub use names::People;
pub use play::{Counts, Happening, Idea, Play, What};
