//! Scripts that run on any stage.

mod main_job;

pub use main_job::main_job;
