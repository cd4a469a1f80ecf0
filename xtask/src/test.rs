//! The parts of `cargo xtask test`, in the order they run: what fails fastest comes first.

use std::process::{Command, ExitCode};
use std::str::FromStr;

use anyhow::{Result, bail};

use crate::browser::Sandbox;
use crate::run::{cargo, count, find, root, target, timed};
use crate::setup::{self, Setup};
use crate::tally::Tally;

/// What the properties' cases are drawn from here, so that the same code is told the same every time. Whoever runs a
/// test by itself draws others.
const SEED: &str = "20260711";

/// The app with everything in it, and crash points: what the tests are run on.
const ALL: [&str; 3] = ["--workspace", "--features", "full,failpoints"];
/// The packages that need no chat SDK.
const CORE: [&str; 14] = [
    "-p",
    "wegotus",
    "--features",
    "wegotus/whatsapp-cloud",
    "-p",
    "wegotus-chat",
    "-p",
    "wegotus-sandbox",
    "-p",
    "wegotus-signal",
    "-p",
    "wegotus-whatsapp-cloud",
    "-p",
    "wegotus-script",
];

/// The package of the tests on a real Synapse.
const SYNAPSE: &str = "wegotus-synapse";
/// The package of the tests on a real signal-cli.
const SIGNAL: &str = "wegotus-real-signal";

/// The packages of the tests on the real client of WhatsApp's and the other side of its wire.
const WHATSAPP: [&str; 4] = ["-p", "wegotus-whatsapp", "-p", "wegotus-real-whatsapp"];

/// The package of the tests on both of them and the real client of WhatsApp's.
const MIXED: &str = "wegotus-mixed";

/// Which tests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// All of them.
    All,
    /// What builds without a chat SDK.
    Core,
    /// What needs a Synapse.
    Synapse,
    /// What needs a signal-cli.
    Signal,
    /// What needs WhatsApp's SDK.
    WhatsApp,
    /// What needs a browser.
    Browser,
}

impl FromStr for Scope {
    type Err = anyhow::Error;

    fn from_str(name: &str) -> Result<Self> {
        Ok(match name {
            "core" => Self::Core,
            "synapse" => Self::Synapse,
            "signal" => Self::Signal,
            "whatsapp" => Self::WhatsApp,
            "browser" => Self::Browser,
            _ => bail!("--only takes core, synapse, signal, whatsapp or browser"),
        })
    }
}

/// Whether a missing system package may be installed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Install {
    /// No: say what to install.
    Never,
    /// Yes; apt-get itself refuses whoever is not root.
    WhereRoot,
}

/// Runs the tests of a scope, and ends with the sum of them alone on a line.
///
/// # Errors
/// When a part cannot even be started.
pub(crate) fn test(scope: Scope, install: Install) -> Result<ExitCode> {
    let mut tests = Tests::default();
    match scope {
        Scope::All => tests.all(install)?,
        Scope::Core => tests.core()?,
        Scope::Synapse => tests.synapse()?,
        Scope::Signal => tests.signal()?,
        Scope::WhatsApp => tests.whatsapp()?,
        Scope::Browser => {
            tests.part("build", cargo(&["build", "--features", "full,failpoints"]))?;
            tests.browser(install)?;
        }
    }
    if matches!(scope, Scope::All | Scope::Core) {
        crate::ignored::name(&crate::run::root())?;
    }
    println!("\n{}", tests.sum);
    Ok(if tests.sum.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

#[derive(Default)]
struct Tests {
    sum: Tally,
}

impl Tests {
    fn all(&mut self, install: Install) -> Result<()> {
        self.part("format", cargo(&["fmt", "--all", "--check"]))?;
        self.part("lints, default features", clippy(&["--all-targets"]))?;
        let core = ["test", "--no-default-features", "--no-run", "--quiet"];
        self.part("the core builds without any chat SDK", cargo(&core))?;
        self.part(
            "lints, all features",
            clippy(&[&ALL[..], &["--all-targets"]].concat()),
        )?;
        self.part("documentation", documentation())?;

        let synapse = self.ready("the tests on a real Synapse", setup::synapse())?;
        let signal = self.ready("the tests on a real signal-cli", setup::signal())?;
        let missing = [
            (SYNAPSE, synapse.is_none()),
            (SIGNAL, signal.is_none()),
            (MIXED, synapse.is_none() || signal.is_none()),
        ];
        let without: Vec<_> = missing
            .into_iter()
            .filter_map(|(package, is_missing)| is_missing.then_some(package))
            .collect();
        let mut tests = runner(&ALL, &without);
        tests.envs(synapse.map(|python| ("WEGOTUS_SYNAPSE_PYTHON", python)));
        self.part("tests", tests)?;
        if has_nextest() {
            self.part(
                "examples in the documentation",
                cargo(&[&["test", "--doc"], &ALL[..]].concat()),
            )?;
        }
        self.browser(install)
    }

    fn core(&mut self) -> Result<()> {
        self.part("format", cargo(&["fmt", "--all", "--check"]))?;
        self.part("lints", clippy(&[&CORE[..], &["--all-targets"]].concat()))?;
        self.part("tests", runner(&CORE, &[]))
    }

    fn synapse(&mut self) -> Result<()> {
        let Some(python) = self.ready("the tests on a real Synapse", setup::synapse())? else {
            return Ok(());
        };
        self.part("build", cargo(&["build", "--features", "full,failpoints"]))?;
        let mut tests = runner(&["-p", SYNAPSE], &[]);
        tests.env("WEGOTUS_SYNAPSE_PYTHON", python);
        self.part("tests on a real Synapse", tests)
    }

    fn signal(&mut self) -> Result<()> {
        let ready = self.ready("the tests on a real signal-cli", setup::signal())?;
        if ready.is_none() {
            return Ok(());
        }
        self.part("build", cargo(&["build", "--features", "failpoints"]))?;
        let tests = runner(&["-p", SIGNAL], &[]);
        self.part("tests on a real signal-cli", tests)
    }

    fn whatsapp(&mut self) -> Result<()> {
        let features = ["build", "--features", "whatsapp,failpoints"];
        self.part("build", cargo(&features))?;
        self.part("tests of WhatsApp", runner(&WHATSAPP, &[]))
    }

    fn browser(&mut self, install: Install) -> Result<()> {
        let name = "the sandbox page in a real browser";
        let Some(chromium) = self.ready(name, setup::browser(install))? else {
            return Ok(());
        };
        match Sandbox::start() {
            Ok(sandbox) => self.part(name, sandbox.script(&chromium)),
            Err(why) => {
                println!("── {name}: FAILED: {why:#} ──");
                self.sum += Tally::ONE_FAILED;
                Ok(())
            }
        }
    }

    /// Runs one part, says how it went, and adds it to the sum; what reports no counts is one test.
    fn part(&mut self, name: &str, command: Command) -> Result<()> {
        println!("\n── {name} ──");
        let (outcome, time) = timed(|| count(command));
        let (status, counted) = outcome?;
        let tally = match (status.success(), counted) {
            (true, Some(tally)) => tally,
            (true, None) => Tally::ONE_PASSED,
            (false, Some(tally)) if tally.failed > 0 => tally,
            (false, _) => Tally::ONE_FAILED,
        };
        let word = if tally.failed == 0 { "ok" } else { "FAILED" };
        println!("── {name}: {word} ({} s) ──", time.as_secs());
        self.sum += tally;
        Ok(())
    }

    /// What was set up; where that failed, a skip with its reason.
    fn ready<T>(&mut self, name: &str, setup: Setup<T>) -> Result<Option<T>> {
        setup.map(Some).or_else(|reason| {
            println!("── {name}: skipped: {reason} ──");
            self.sum += Tally::ONE_SKIPPED;
            Ok(None)
        })
    }
}

fn clippy(more: &[&str]) -> Command {
    cargo(&[&["clippy", "--quiet"], more, &["--", "-D", "warnings"]].concat())
}

fn documentation() -> Command {
    let mut doc = cargo(&[&["doc", "--quiet", "--no-deps"], &ALL[..]].concat());
    doc.env("RUSTDOCFLAGS", "-D warnings");
    doc
}

/// The test runner on these packages, without some of them. It takes
/// nextest, which knows from `.config/nextest.toml` what may run beside what, else cargo's own.
fn runner(packages: &[&str], without: &[&str]) -> Command {
    let mut tests = if has_nextest() {
        let mut tests = cargo(&[&["nextest", "run", "--no-tests=pass"], packages].concat());
        if !without.is_empty() {
            let not = without.iter().map(|it| format!("not package({it})"));
            tests.args(["-E", &not.collect::<Vec<_>>().join(" & ")]);
        }
        tests
    } else {
        let mut tests = cargo(&[&["test", "--no-fail-fast"], packages].concat());
        for package in without {
            tests.args(["--exclude", package]);
        }
        tests.args(["--", "--test-threads", "2"]);
        tests
    };
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        tests.env("PROPTEST_RNG_SEED", SEED);
    }
    tests
        .env("WEGOTUS_BIN", target().join("debug/wegotus"))
        .current_dir(root());
    tests
}

fn has_nextest() -> bool {
    find("cargo-nextest").is_some()
}
