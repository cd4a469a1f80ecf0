//! The board: what is needed, offered, claimed and done in one network.
//!
//! **Architecture invariant:** nothing here does I/O, reads a clock, or can fail. The board is a function
//! of what was said and what time it is.

mod ids;

pub use ids::{Kind, MsgId, PersonId, PostNo, RoomId};
