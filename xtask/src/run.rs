//! Running programs, so that none outlives this one.

use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::tally::Tally;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    let named = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    named.map_or_else(|| root().join("target"), |named| root().join(named))
}

/// A command in the workspace's folder. Where `setpriv` is installed the system asks it to end when
/// this program ends, however that happens; nextest then ends its tests, and those their servers.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = match find("setpriv") {
        Some(setpriv) => {
            let mut command = Command::new(setpriv);
            command.args(["--pdeathsig", "TERM", "--"]).arg(program);
            command
        }
        None => Command::new(program),
    };
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// A `cargo` command, of the toolchain that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    command(cargo, arguments)
}

/// Where a program is, if it is installed.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Runs to the end, output passing through.
///
/// # Errors
/// When it cannot be started or fails.
pub(crate) fn check(mut command: Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("starting {command:?}"))?;
    ensure!(status.success(), "{command:?} failed ({status})");
    Ok(())
}

/// Runs to the end, output passing through, and counts the tests it reports.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn count(mut command: Command) -> Result<(ExitStatus, Option<Tally>)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting {command:?}"))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let tally = std::thread::scope(|scope| {
        let out = scope.spawn(|| out.and_then(pass_through));
        let err = scope.spawn(|| err.and_then(pass_through));
        let both = [out.join().ok().flatten(), err.join().ok().flatten()];
        both.into_iter().flatten().reduce(|mut sum, more| {
            sum += more;
            sum
        })
    });
    Ok((child.wait()?, tally))
}

fn pass_through(output: impl Read) -> Option<Tally> {
    let mut sum: Option<Tally> = None;
    let mut output = BufReader::new(output);
    let mut line = Vec::new();
    while output
        .read_until(b'\n', &mut line)
        .is_ok_and(|read| read > 0)
    {
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\n');
        println!("{text}");
        if let Some(more) = Tally::of_line(text) {
            *sum.get_or_insert_default() += more;
        }
        line.clear();
    }
    sum
}

/// Runs `work` and says how long that took.
#[expect(
    clippy::disallowed_methods,
    reason = "a build task's own duration is real time"
)]
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = std::time::Instant::now();
    let done = work();
    (done, start.elapsed())
}
