//! What people write, and what is read in it.

mod chatter;
mod commands;
mod doors;
mod facts;
mod files;
mod labelled;
mod markers;
mod model;
mod names;
mod organizing;
mod own;
mod properties;
mod redaction;
mod repeats;
mod replies;
mod safety;
mod secrets;
mod times;
mod words;

use std::sync::LazyLock;

use wegotus_chat::Timestamp;

use super::{Answers, Context, Lexicon, Reading, read};

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::load(None).expect("the files compiled in are sound"));

/// Thursday, 10 December 2026, 10:00 in New York.
fn context() -> Context {
    let now = "2026-12-10T15:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let zone = jiff::tz::TimeZone::get("America/New_York").unwrap();
    Context {
        now: Timestamp::from(now),
        zone,
        answers: Answers::Nothing,
        private: false,
        keep: true,
    }
}

/// Said in a room, to everybody.
fn said(text: &str) -> Reading {
    read(text, &context(), &LEXICON)
}

/// Said in answer to a post.
fn answered(text: &str) -> Reading {
    read(
        text,
        &Context {
            answers: Answers::Post,
            ..context()
        },
        &LEXICON,
    )
}

/// Written to the bot privately.
fn whispered(text: &str) -> Reading {
    read(
        text,
        &Context {
            private: true,
            ..context()
        },
        &LEXICON,
    )
}

/// Fails with every complaint at once.
fn none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}
