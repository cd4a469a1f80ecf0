//! What the first command costs a newcomer.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, ensure};

use crate::run::{command, root, target};

/// Clones the last commit, builds it as `cargo run --release` would, and prints the CPU-minutes.
/// The crates are downloaded already, for what the network takes is another matter.
///
/// # Errors
/// When it does not clone or build.
pub(crate) fn cost() -> Result<ExitCode> {
    let clone = target().join("cost");
    if clone.exists() {
        std::fs::remove_dir_all(&clone)?;
    }
    let (from, to) = (root(), clone.to_string_lossy().into_owned());
    let git = [
        "clone",
        "--quiet",
        "--depth",
        "1",
        &format!("file://{}", from.display()),
        &to,
    ];
    crate::run::check(command("git", &git))?;
    for (name, arguments) in [
        ("the first command", "build --release"),
        ("everything", "build --release --features full"),
    ] {
        let minutes = cpu_minutes(&clone, arguments)?;
        println!("{name}: {minutes:.1} CPU-minutes (cargo {arguments}, nothing built before)");
    }
    std::fs::remove_dir_all(&clone)?;
    Ok(ExitCode::SUCCESS)
}

fn cpu_minutes(clone: &Path, arguments: &str) -> Result<f64> {
    let script = format!("rm -rf target; TIMEFORMAT='cpu %U %S'; time cargo {arguments} --quiet");
    let built = Command::new("bash")
        .args(["-c", &script])
        .current_dir(clone)
        .env_remove("CARGO_TARGET_DIR")
        .output()?;
    let said = String::from_utf8_lossy(&built.stderr);
    ensure!(built.status.success(), "cargo {arguments} failed:\n{said}");
    let cpu = said
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("cpu "));
    let seconds = cpu.context("bash did not say what it took")?.split(' ');
    Ok(seconds
        .filter_map(|part| part.parse::<f64>().ok())
        .sum::<f64>()
        / 60.0)
}
