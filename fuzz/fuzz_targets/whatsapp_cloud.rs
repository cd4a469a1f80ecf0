//! `cargo +nightly fuzz run whatsapp_cloud`: whatever is posted to the webhook, signed or not, is read without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wegotus_chat::Timestamp;
use wegotus_whatsapp_cloud::{Reader, Request};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::parse(bytes) {
        let found = Reader::new("106540352242922").read(request, Timestamp(1_795_323_800_000));
        assert!(found.events.iter().all(|it| !it.key.0.is_empty()));
    }
});
