//! Rooms inside this process, for trying wegotus out and for its tests.
