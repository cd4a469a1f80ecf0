//! Chat scripts: a test that reads like a chat.
