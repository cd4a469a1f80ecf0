//! How far a long replay has come, on a terminal.

use std::io::{IsTerminal, Write, stderr};

use crate::board::Kind;
use crate::cli::terminal::counted;
use crate::replay::Play;

/// Shorter exports are over before anybody could read it.
const LONG: u64 = 5_000;

/// A line on standard error that says how far it has come.
pub(super) struct Progress {
    all: u64,
    done: u64,
    shown: bool,
    wanted: bool,
}

impl Progress {
    /// Of a work of `all` messages.
    pub(super) fn new(all: u64) -> Self {
        Self {
            all,
            done: 0,
            shown: false,
            wanted: all >= LONG && stderr().is_terminal(),
        }
    }

    /// One message more.
    pub(super) fn step(&mut self, play: &Play) {
        self.done += 1;
        if !self.wanted || !self.done.is_multiple_of((self.all / 200).max(1)) {
            return;
        }
        let counts = play.counts();
        let posts = counts.of(Kind::Need) + counts.of(Kind::Offer);
        let percent = self.done * 100 / self.all.max(1);
        let bar = "━".repeat(usize::try_from(percent / 4).unwrap_or(0));
        let line = format!(
            "\r  {bar:─<25} {percent:>3} % · {}\x1b[K",
            counted(posts, "post", "posts")
        );
        let mut out = stderr().lock();
        let _unseen = out.write_all(line.as_bytes()).and_then(|()| out.flush());
        self.shown = true;
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if self.shown {
            let _unseen = stderr().lock().write_all(b"\r\x1b[K");
            self.shown = false;
        }
    }
}
