//! Matrix rooms, through matrix-sdk.
