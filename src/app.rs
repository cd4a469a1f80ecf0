//! The whole program put together: what runs, and what it runs on.
//!
//! The command line stands before it and calls nothing else: [`start`], [`languages`], [`checks`].

use crate::config::Config;
use crate::doctor::Check;
use crate::parser::Language;

/// What to run. Its config is checked; `data`, `keys` and the sandbox's port are those to use.
#[derive(Clone, Debug)]
pub enum Mode {
    /// The bot, on the bridges that the config names.
    Bot(Config),
    /// The rooms inside this process and their page.
    Sandbox(Config),
}

/// Runs until it is told to stop (SIGINT, SIGTERM).
///
/// # Errors
/// When it cannot start or go on: what happened, to what, and what to do next.
#[expect(clippy::unused_async, reason = "what it will run is asynchronous")]
pub async fn start(_: Mode) -> anyhow::Result<()> {
    anyhow::bail!("this build has no engine yet")
}

/// The languages the bot can speak.
#[must_use]
pub fn languages() -> Vec<Language> {
    vec![Language::English, Language::Spanish]
}

/// The parts `doctor` examines while no bot runs: the store, each bridge.
#[must_use]
pub fn checks(_: &Config) -> Vec<Box<dyn Check>> {
    Vec::new()
}
