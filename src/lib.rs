//! wegotus: a request board that lives in the group chats a neighbourhood already has.
//!
//! A message travels one way: bridge → [`parser`] → [`board`] → [`tracker`] → bridge.

pub mod board;
pub mod parser;
#[cfg(feature = "sandbox")]
pub mod web;
