//! Real people on a real Synapse, for the tests.
