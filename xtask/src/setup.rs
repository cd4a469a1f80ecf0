//! What the tests need besides cargo: a Synapse, playwright, a Chromium. Each gives what is ready to
//! use, or in one line what to install.

use std::fs;
use std::path::PathBuf;

use crate::run::{check, command, find, root, target};
use crate::test::Install;

/// Ready, or why not and what to do about it.
pub(crate) type Setup<T> = Result<T, String>;

/// The python of an environment that has Synapse in it, in exactly the version the tests are for.
pub(crate) fn synapse() -> Setup<PathBuf> {
    let wanted = fs::read_to_string(root().join("tests/synapse/requirements.txt"))
        .map_err(|why| format!("tests/synapse/requirements.txt: {why}"))?;
    let folder = target().join("synapse");
    let (python, stamp) = (folder.join("bin/python"), folder.join("requirements.txt"));
    if python.exists() && fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("setting up Synapse in {}", folder.display());
    let make = command(
        "python3",
        &["-m", "venv", "--clear", &folder.to_string_lossy()],
    );
    check(make).map_err(|_| "install python3 (3.10 or newer) and python3-venv".to_owned())?;
    let install = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "-r",
        "tests/synapse/requirements.txt",
    ];
    check(command(&python, &install))
        .map_err(|_| "pip could not install Synapse; see what it says above".to_owned())?;
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
