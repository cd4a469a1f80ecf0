//! The `wegotus` command.

fn main() {}
