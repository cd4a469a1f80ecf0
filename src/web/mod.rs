//! Pages and interfaces in the browser.

mod sandbox;

pub use sandbox::{BoardClaim, BoardPost, BoardStatus, SandboxEngine, SandboxPage, sandbox_router};
