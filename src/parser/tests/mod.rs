//! What people write, and what is read in it.
