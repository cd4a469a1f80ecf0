//! Scripts that run on any stage.

mod across;
mod main_job;

pub use across::across;
pub use main_job::main_job;
