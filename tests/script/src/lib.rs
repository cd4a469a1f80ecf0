//! Chat scripts: a test that reads like a chat, and runs wherever there is a [`Stage`].
//!
//! ```no_run
//! # use std::sync::Arc;
//! # use wegotus_script::{Chat, Stage};
//! # async fn script(stage: Arc<dyn Stage>) {
//! let chat = Chat::on(stage);
//! let need = chat.room("signal").says("Ana", "need a ride to dialysis tmrw 7am").await;
//! need.bot_replies("#1").await;
//! let notice = chat.room("matrix").bot_shows(["#1", "dialysis"]).await;
//! chat.room("matrix").replies("Ben", &notice, "claim").await.bot_replies(["Ben", "#1"]).await;
//! chat.dm("Ana").bot_says("Ben").await;
//! # }
//! ```
//!
//! Every expectation waits, looking again and again, until it is met or the stage's patience is over.
//! Then the script panics with the line of the script that was disappointed and the whole chat as the
//! people in it see it.

#![expect(clippy::panic, reason = "a script fails its test by panicking")]

mod chat;
mod pieces;
mod process;
pub mod scripts;
mod stage;
pub mod stages;
mod transcript;

pub use chat::{Chat, Direct, Message, Room};
pub use pieces::Pieces;
pub use process::{Process, free_port};
pub use stage::{Change, Handle, Place, Reaction, Seen, Stage};
