//! `cargo +nightly fuzz run signal`: whatever signal-cli says on its event stream is read without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wegotus_signal::envelope::Received;
use wegotus_signal::{Own, Reader};

fuzz_target!(|bytes: &[u8]| {
    let mut reader = Reader::new(Own {
        number: "+12025550100".into(),
        account: Some("ffd7e293-0156-4cde-a2e7-ea23b57705e5".into()),
    });
    for line in bytes.split(|byte| *byte == b'\n') {
        if let Ok(received) = serde_json::from_slice::<Received>(line) {
            let _found = reader.read(&received);
        }
    }
});
