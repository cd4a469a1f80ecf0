//! `cargo +nightly fuzz run read`: any text, at any time, in answer to anything, is read without a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wegotus::parser::{Answers, Context, Lexicon, read};
use wegotus_chat::Timestamp;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

const ANSWERS: [Answers; 8] = [
    Answers::Nothing,
    Answers::Message,
    Answers::Post,
    Answers::OwnPost,
    Answers::PromisedPost,
    Answers::NeighboursPost,
    Answers::Question,
    Answers::Asked,
];

fuzz_target!(|input: (&str, i64, bool, u8)| {
    let (text, now, private, answers) = input;
    let answers = ANSWERS[usize::from(answers) % ANSWERS.len()];
    let ctx = Context {
        now: Timestamp(now),
        zone: jiff::tz::TimeZone::UTC,
        answers,
        private,
        keep: false,
    };
    let reading = read(text, &ctx, &LEXICON);
    assert!(reading.details.summary.as_str().chars().count() <= 280);
});
