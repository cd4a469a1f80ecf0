//! Pages and interfaces in the browser.

mod sandbox;

pub use sandbox::{BoardClaim, BoardPost, SandboxEngine, SandboxPage, sandbox_router};
