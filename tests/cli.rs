//! The `wegotus` command as a person meets it: what it prints, and its exit codes.
#![expect(
    clippy::unwrap_used,
    reason = "what these helpers unwrap is for the test to fail on"
)]

use std::path::Path;
use std::process::{Command, Output};

/// Runs the command in `folder`, with nothing in its environment but `env`.
fn wegotus(folder: &Path, args: &[&str], env: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wegotus"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .envs(env.iter().copied())
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_wrong_call_is_2() {
    let here = tempfile::tempdir().unwrap();
    assert_eq!(code(&wegotus(here.path(), &["--weather"], &[])), 2);
    assert_eq!(code(&wegotus(here.path(), &["--port", "70000"], &[])), 2);
    assert_eq!(
        code(&wegotus(here.path(), &["--sandbox", "doctor"], &[])),
        2
    );
    assert_eq!(code(&wegotus(here.path(), &["--version"], &[])), 0);
}

#[test]
fn a_wrong_config_is_2_and_tells_all_of_it() {
    let here = tempfile::tempdir().unwrap();
    std::fs::write(
        here.path().join("wegotus.toml"),
        "dta = \"x\"\nlog = \"loud\"\n",
    )
    .unwrap();
    let told = wegotus(here.path(), &[], &[("WEGOTUS__SANDBOX__PORT", "x")]);
    assert_eq!(code(&told), 2);
    assert_eq!(
        err(&told),
        "wegotus.toml:1: dta: no such key. Did you mean data?\n\
         wegotus.toml:2: log: \"loud\" is no log level. Use error, warn, info, debug or trace\n\
         environment variable WEGOTUS__SANDBOX__PORT: sandbox.port: takes a whole number. Set WEGOTUS__SANDBOX__PORT=4\n"
    );
    assert_eq!(out(&told), "");
}

#[test]
fn a_config_file_is_found_by_option_then_variable_then_name() {
    let here = tempfile::tempdir().unwrap();
    for name in ["wegotus", "variable", "option"] {
        std::fs::write(
            here.path().join(format!("{name}.toml")),
            format!("{name} = 1\n"),
        )
        .unwrap();
    }
    let by_variable = [("WEGOTUS_CONFIG", "variable.toml")];
    assert!(err(&wegotus(here.path(), &["board"], &[])).starts_with("wegotus.toml:1"));
    assert!(err(&wegotus(here.path(), &["board"], &by_variable)).starts_with("variable.toml:1"));
    assert!(
        err(&wegotus(
            here.path(),
            &["board", "--config", "option.toml"],
            &by_variable
        ))
        .starts_with("option.toml:1")
    );
    assert!(
        err(&wegotus(
            here.path(),
            &["--config", "option.toml", "board"],
            &[]
        ))
        .starts_with("option.toml:1")
    );
    let missing = wegotus(here.path(), &["--config", "none.toml"], &[]);
    assert!(err(&missing).starts_with("none.toml: the config file cannot be read"));
    assert_eq!(code(&missing), 2);
}

#[test]
fn a_config_without_an_account_says_what_is_missing() {
    let here = tempfile::tempdir().unwrap();
    std::fs::write(here.path().join("wegotus.toml"), "log = \"warn\"\n").unwrap();
    let told = wegotus(here.path(), &[], &[]);
    assert_eq!(code(&told), 2);
    assert_eq!(
        err(&told),
        "wegotus.toml: no chat account is set up. Fill in [matrix], [signal], [whatsapp] or [whatsapp_cloud], or try wegotus out with `wegotus --sandbox`\n"
    );
}

#[test]
fn init_writes_a_config_that_loads_and_never_writes_over_one() {
    use std::os::unix::fs::PermissionsExt;
    let here = tempfile::tempdir().unwrap();
    let first = wegotus(here.path(), &["init"], &[]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    let file = here.path().join("wegotus.toml");
    let written = std::fs::read_to_string(&file).unwrap();
    let code_line = out(&first)
        .lines()
        .find_map(|line| line.trim().strip_prefix("wegotus join ").map(str::to_owned));
    assert!(written.contains(&format!("join_code = \"{}\"", code_line.unwrap())));
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let second = wegotus(here.path(), &["init"], &[]);
    assert_eq!(code(&second), 2);
    assert_eq!(
        err(&second),
        "wegotus.toml is there already and is left as it is. Name another file with --config\n"
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), written);
    let doctor = wegotus(here.path(), &["doctor"], &[]);
    assert_eq!(code(&doctor), 0, "{}{}", out(&doctor), err(&doctor));
    assert!(
        out(&doctor).contains("networks.neighbours  nobody organizes it"),
        "{}",
        out(&doctor)
    );
}

#[test]
fn doctor_is_1_when_something_is_bad_and_speaks_json() {
    let here = tempfile::tempdir().unwrap();
    let well = wegotus(here.path(), &["doctor", "--json"], &[]);
    assert_eq!(code(&well), 0, "{}", err(&well));
    let report: serde_json::Value = serde_json::from_slice(&well.stdout).unwrap();
    assert_eq!(report["healthy"], true);
    std::fs::write(here.path().join("wegotus-data"), "").unwrap();
    let bad = wegotus(here.path(), &["doctor", "--json"], &[]);
    assert_eq!(code(&bad), 1);
    let report: serde_json::Value = serde_json::from_slice(&bad.stdout).unwrap();
    assert_eq!(report["healthy"], false);
    let wrong = wegotus(here.path(), &["doctor"], &[("WEGOTUS__LOG", "loud")]);
    assert_eq!(code(&wrong), 1);
    assert!(out(&wrong).starts_with(
        "BAD   config  environment variable WEGOTUS__LOG: log: \"loud\" is no log level\n"
    ));
}

#[test]
fn board_without_a_bot_is_1() {
    let here = tempfile::tempdir().unwrap();
    for asks in ["board", "corrections"] {
        let told = wegotus(here.path(), &[asks, "--data", "elsewhere"], &[]);
        assert_eq!(code(&told), 1);
        assert_eq!(
            err(&told),
            "no wegotus is running on elsewhere: start it first, or name its folder with --data or --config\n"
        );
    }
}

/// A running sandbox; killed when it is dropped.
#[cfg(feature = "sandbox")]
struct Running(std::process::Child);

#[cfg(feature = "sandbox")]
impl Running {
    /// Starts it on the folder `board` in `here`, and returns once it answers.
    fn start(here: &Path) -> Self {
        use std::io::BufRead;
        let mut child = Command::new(env!("CARGO_BIN_EXE_wegotus"))
            .args(["--port", "0", "--data", "board"])
            .current_dir(here)
            .env_clear()
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = std::io::BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.next().unwrap().unwrap().contains("http://127.0.0.1:"));
        Self(child)
    }

    fn signal(&mut self, signal: rustix::process::Signal) -> std::process::ExitStatus {
        let pid = rustix::process::Pid::from_child(&self.0);
        rustix::process::kill_process(pid, signal).unwrap();
        self.0.wait().unwrap()
    }
}

#[cfg(feature = "sandbox")]
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(feature = "sandbox")]
#[test]
fn a_running_bot_is_asked_and_a_killed_one_is_not_missed() {
    use rustix::process::Signal;
    let here = tempfile::tempdir().unwrap();
    let board = || wegotus(here.path(), &["board", "--data", "board"], &[]);
    let bot = || {
        let doctor = wegotus(here.path(), &["doctor", "--json", "--data", "board"], &[]);
        let report: serde_json::Value = serde_json::from_slice(&doctor.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().clone();
        let bot = findings
            .iter()
            .find(|finding| finding["part"] == "bot")
            .unwrap();
        (code(&doctor), bot["what"].as_str().unwrap().to_owned())
    };

    let mut first = Running::start(here.path());
    let told = board();
    assert_eq!(
        (code(&told), out(&told)),
        (0, "Nothing is on the board.\n".to_owned()),
        "{}",
        err(&told)
    );
    assert_eq!(bot(), (0, "it is running, and answers".to_owned()));
    let second = wegotus(here.path(), &["--port", "0", "--data", "board"], &[]);
    assert_eq!(code(&second), 1);
    assert!(
        err(&second).contains("in use by another wegotus"),
        "{}",
        err(&second)
    );

    first.signal(Signal::KILL);
    assert!(here.path().join("board/control.sock").exists());
    assert_eq!(code(&board()), 1);
    assert_eq!(bot(), (0, "it is not running".to_owned()));

    let mut third = Running::start(here.path());
    assert_eq!(code(&board()), 0);
    assert_eq!(third.signal(Signal::TERM).code(), Some(0));
    assert!(!here.path().join("board/control.sock").exists());
}

#[cfg(feature = "sandbox")]
#[test]
fn a_doctor_who_looks_while_the_bot_begins_harms_neither() {
    use rustix::process::Signal;
    let here = tempfile::tempdir().unwrap();
    for round in 0..8 {
        let (told, mut bot) = std::thread::scope(|scope| {
            let doctors = [(); 3].map(|()| {
                scope.spawn(|| {
                    let looks = [(); 4].map(|()| {
                        let told = wegotus(here.path(), &["doctor", "--data", "board"], &[]);
                        format!("{}{}", out(&told), err(&told))
                    });
                    looks.join("\n")
                })
            });
            let bot = Running::start(here.path());
            (doctors.map(|it| it.join().unwrap()).join("\n"), bot)
        });
        assert!(
            !told.contains("in use") && !told.contains("another wegotus"),
            "round {round}:\n{told}"
        );
        let board = wegotus(here.path(), &["board", "--data", "board"], &[]);
        assert_eq!(code(&board), 0, "round {round}: {}", err(&board));
        // Killed as often as told to end: what it leaves must not be in the next one's way.
        let signal = if round % 2 == 0 {
            Signal::KILL
        } else {
            Signal::TERM
        };
        bot.signal(signal);
    }
}

#[cfg(feature = "sandbox")]
#[test]
fn burn_erases_keys_and_data_and_ends_a_running_bot() {
    let here = tempfile::tempdir().unwrap();
    let burn = |args: &[&str]| {
        wegotus(
            here.path(),
            &[&["burn", "--data", "board"], args].concat(),
            &[],
        )
    };
    let mut bot = Running::start(here.path());
    let keys = || {
        std::fs::read_dir(here.path().join("board.keys"))
            .unwrap()
            .count()
    };
    assert!(keys() >= 2, "one for the install, one for the network");
    let refused = burn(&[]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("Add --yes"), "{}", err(&refused));
    assert!(keys() >= 2);

    let told = burn(&["--yes"]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    assert!(
        out(&told).contains("Erased: the keys in board.keys, then board."),
        "{}",
        out(&told)
    );
    assert_eq!(bot.0.wait().unwrap().code(), Some(0));
    assert_eq!(keys(), 0);
    assert!(!here.path().join("board").exists());

    // Without a bot, and with nothing to erase.
    drop(Running::start(here.path()));
    let told = burn(&["--yes"]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    assert_eq!(keys(), 0);
    assert!(!here.path().join("board").exists());
    assert_eq!(code(&burn(&["--yes"])), 0);
}

#[cfg(feature = "sandbox")]
#[test]
fn export_needs_the_organizers() {
    let here = tempfile::tempdir().unwrap();
    let _bot = Running::start(here.path());
    let told = wegotus(here.path(), &["export", "copies", "--data", "board"], &[]);
    assert_eq!(code(&told), 1);
    assert!(
        err(&told).contains("have not agreed to a copy"),
        "{}",
        err(&told)
    );
    assert!(!here.path().join("copies").exists());
}

/// As [`wegotus`], with something to read.
fn wegotus_reads(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_wegotus"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn replay_tells_and_leaves_no_trace() {
    let here = tempfile::tempdir().unwrap();
    let export = here.path().join("chat.txt");
    let chat = "31/12/23, 21:45 - Ana Ruiz: need: diapers size 4\n31/12/23, 21:46 - Ben: I'll bring them\n";
    std::fs::write(&export, chat).unwrap();
    let told = wegotus(here.path(), &["replay", "chat.txt"], &[]);
    assert_eq!(code(&told), 0, "{}", err(&told));
    assert!(
        out(&told).contains("21:45 AR   need  #1    diapers size 4"),
        "{}",
        out(&told)
    );
    assert!(out(&told).contains("claims #1") && !out(&told).contains("Ruiz"));
    assert!(!out(&told).contains('\u{1b}') && err(&told).is_empty());
    let lines = wegotus(
        here.path(),
        &["replay", "--json", "--names", "chat.txt"],
        &[],
    );
    let lines = out(&lines);
    let events: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(events[1]["who"], "Ana Ruiz");
    assert_eq!(events.last().unwrap()["reacted"], 2);
    let left: Vec<_> = std::fs::read_dir(here.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "only the export is there");
}

#[test]
fn replay_says_what_is_wrong_with_a_file() {
    let here = tempfile::tempdir().unwrap();
    let none = wegotus(here.path(), &["replay", "none.txt"], &[]);
    assert_eq!(code(&none), 1);
    assert!(
        err(&none).starts_with("none.txt: it cannot be read"),
        "{}",
        err(&none)
    );
    std::fs::write(here.path().join("half.zip"), b"PK\x03\x04 and no more").unwrap();
    let half = wegotus(here.path(), &["replay", "half.zip"], &[]);
    assert_eq!(code(&half), 1);
    assert!(err(&half).contains("copy it again"), "{}", err(&half));
    let network = wegotus(
        here.path(),
        &["replay", "half.zip", "--network", "elm"],
        &[],
    );
    assert_eq!(
        (code(&network), err(&network).as_str()),
        (2, "there is no network \"elm\". Use one of default\n")
    );
}

#[test]
fn replay_and_detect_go_by_words_of_ones_own() {
    let here = tempfile::tempdir().unwrap();
    let folder = here.path().join("mine/lexicon");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(here.path().join("wegotus.toml"), "config_dir = \"mine\"\n").unwrap();
    std::fs::write(
        folder.join("own.toml"),
        "[offer]\nadd = [\"on the stoop\"]\n",
    )
    .unwrap();
    let input = b"id\ttext\n1\ttwo chairs on the stoop\n";
    let found = out(&wegotus_reads(here.path(), &["detect"], input));
    assert!(
        found.contains("\"kind\":\"offer\"") && found.contains("\"decision\":\"post\""),
        "{found}"
    );
    std::fs::write(
        here.path().join("chat.txt"),
        "31/12/23, 21:45 - Ana: two chairs on the stoop\n",
    )
    .unwrap();
    let told = out(&wegotus(here.path(), &["replay", "chat.txt"], &[]));
    assert!(told.contains("offer #1"), "{told}");
    std::fs::write(folder.join("own.toml"), "[offer]\n\nad = []\n").unwrap();
    let wrong = wegotus_reads(here.path(), &["detect"], input);
    assert_eq!(code(&wrong), 1);
    assert_eq!(
        err(&wrong),
        "mine/lexicon/own.toml, line 3: there is no key \"ad\" in [offer]. Write add = [\"one phrase\", \"another\"].\n"
    );
}

#[test]
fn detect_goes_on_after_a_bad_line_and_says_so_at_the_end() {
    let here = tempfile::tempdir().unwrap();
    let told = wegotus_reads(
        here.path(),
        &["detect"],
        b"id\ttext\n1\tneed: soup\n2\n3\thello\n",
    );
    assert_eq!(code(&told), 1);
    assert_eq!(
        err(&told),
        "line 3: it has no text: only 1 of the header's columns\n"
    );
    assert_eq!(out(&told).lines().count(), 2);
    let zone = wegotus_reads(here.path(), &["detect", "--zone", "Elm/Street"], b"");
    assert_eq!(code(&zone), 2);
    let now = [
        "detect",
        "--now",
        "2026-12-10T10:00",
        "--zone",
        "America/New_York",
    ];
    let told = wegotus_reads(
        here.path(),
        &now,
        b"{\"id\":1,\"text\":\"need: a ride tmrw 7am\"}\n",
    );
    assert!(
        out(&told).contains("2026-12-11T07:00:00-05:00"),
        "{}",
        out(&told)
    );
    assert_eq!(code(&told), 0);
}

#[test]
fn a_reader_who_has_seen_enough_ends_detect_quietly() {
    use std::io::{Read, Write};
    use std::process::Stdio;
    let here = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wegotus"))
        .arg("detect")
        .current_dir(here.path())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let line = b"1\tneed: soup\n";
    let mut sent = input.write_all(b"id\ttext\n");
    while sent.is_ok() {
        sent = input.write_all(line);
    }
    drop(input);
    let mut complaint = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut complaint)
        .unwrap();
    assert_eq!(
        (child.wait().unwrap().code(), complaint.as_str()),
        (Some(0), "")
    );
}
