//! WhatsApp groups, with people on phones of the other side of the wire (`bridges/whatsapp/tests/peer`), as a stage for
//! chat scripts: on the built program, or for a bot in the test's own process.

#![recursion_limit = "512"]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "it is for tests, the other side of the wire included"
)]

mod bot;
#[path = "../../../bridges/whatsapp/tests/peer/mod.rs"]
mod peer;
mod street;
mod timeline;

pub use peer::Called;
pub use street::{Blow, Street, Wordless};
