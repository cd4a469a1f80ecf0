//! wegotus: a request board that lives in the group chats a neighbourhood already has.
//!
//! A message travels one way: bridge → [`parser`] → [`board`] → [`tracker`] → bridge.

pub mod app;
pub mod board;
pub mod cli;
pub mod config;
pub mod control;
pub mod doctor;
pub mod engine;
pub mod failpoint;
pub mod parser;
pub mod replay;
pub mod router;
pub mod tracker;
pub mod voice;
#[cfg(feature = "sandbox")]
pub mod web;
