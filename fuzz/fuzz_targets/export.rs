//! `cargo +nightly fuzz run export`: any bytes, as a chat export or an archive of one, are read and replayed
//! without a panic, and time never runs backwards.
#![no_main]

use std::ops::ControlFlow;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wegotus::board::Policy;
use wegotus::parser::Lexicon;
use wegotus::replay::{Entry, Export, Play};

/// No words: reading them is the other target's work, and a hundred times slower than all of this.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

fuzz_target!(|bytes: &[u8]| {
    let Ok(export) = Export::in_memory(bytes, &LEXICON) else {
        return;
    };
    let mut play = Play::new(&LEXICON, &POLICY);
    let mut last = None;
    let mut lines = 0;
    let read = export.each(&POLICY.zone, |message| {
        assert!(last <= Some(message.at));
        last = Some(message.at);
        lines += 1;
        if let Entry::Said(said) = &message.what {
            play.hear(message.at, said);
        }
        ControlFlow::Continue(())
    });
    assert!(read.is_err() || lines <= export.lines);
});
