//! Stages that need no chat network. The one on real Matrix rooms is in `tests/synapse`.

mod sandbox;

pub use sandbox::Sandbox;
