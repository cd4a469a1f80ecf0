//! Exports as phones write them, and what a replay makes of them.
