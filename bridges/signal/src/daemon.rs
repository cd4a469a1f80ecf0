//! signal-cli as a child of the bot: started on a free port of loopback, ended with the bot. What it prints of
//! messages goes nowhere; what it says of itself is in `signal-cli.log` beside its data.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use tokio::sync::{oneshot, watch};
use wegotus_chat::Clock;

/// How long it may take to end.
const ENDING: Duration = Duration::from_secs(10);
/// Between two looks whether it has ended.
const LOOK: Duration = Duration::from_millis(50);

/// Ends a child when the thread that started it does, as it does with the whole bot.
const BOUND: &str = "/usr/bin/setpriv";

/// What a Java runtime reads further options from.
const JAVA_OPTIONS: &str = "JAVA_TOOL_OPTIONS";

/// A running child. Dropped, it is killed.
pub(crate) struct Child {
    pid: Option<Pid>,
    runs: watch::Receiver<bool>,
    pid_file: PathBuf,
    pub url: String,
}

impl Child {
    /// Starts `command` on the account in `store`; one that a killed bot left behind on it is ended first.
    pub(crate) async fn start(
        command: &[String],
        store: &Path,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self, String> {
        let cannot = |what: &str| format!("{what} in {}", store.display());
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true).mode(0o700);
        folder
            .create(store)
            .map_err(|_| cannot("there can be no folder for signal-cli"))?;
        let store = store
            .canonicalize()
            .map_err(|_| cannot("signal-cli has no folder"))?;
        let pid_file = store.join("daemon.pid");
        end_leftover(&pid_file, &store, clock).await;
        let scratch = emptied(&store.join("tmp"))
            .map_err(|_| cannot("signal-cli can have no folder for its passing files"))?;
        let log = File::options()
            .create(true)
            .write(true)
            .truncate(true)
            .mode(0o600)
            .open(store.join("signal-cli.log"))
            .map_err(|_| cannot("signal-cli can have no log"))?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|it| it.local_addr())
            .map_err(|_| "there is no free port on loopback".to_owned())?
            .port();
        let (program, first) = command
            .split_first()
            .ok_or_else(|| "signal.command is empty".to_owned())?;
        // With the bot gone signal-cli would go on to fetch messages, and hand the next ones to nobody.
        let mut child = if Path::new(BOUND).exists() {
            let mut child = Command::new(BOUND);
            child.args(["--pdeathsig", "KILL", "--"]).arg(program);
            child
        } else {
            Command::new(program)
        };
        if let Some(options) = java_options(&scratch) {
            child.env(JAVA_OPTIONS, options);
        }
        child
            .args(first)
            .arg("--config")
            .arg(&store)
            .args(["daemon", "--http", &format!("127.0.0.1:{port}")])
            .args(["--receive-mode", "on-connection", "--no-receive-stdout"])
            .args(["--ignore-attachments", "--ignore-stories"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        let (number, runs) = keep(child).await.map_err(|error| {
            format!("{program} cannot be started ({error}); see signal.command")
        })?;
        fs::write(&pid_file, number.to_string())
            .map_err(|_| cannot("signal-cli's process id cannot be written down"))?;
        Ok(Self {
            pid: pid(number),
            runs,
            pid_file,
            url: format!("http://127.0.0.1:{port}"),
        })
    }

    /// Whether it is still there.
    pub(crate) fn runs(&self) -> bool {
        *self.runs.borrow()
    }

    /// Itself, where it is still there.
    pub(crate) fn if_running(self) -> Option<Self> {
        self.runs().then_some(self)
    }

    /// Asks it to end, and sees that it does.
    pub(crate) async fn end(self, clock: &Arc<dyn Clock>) {
        self.signal(Signal::TERM);
        let mut runs = self.runs.clone();
        tokio::select! {
            _ended = runs.wait_for(|runs| !runs) => {}
            () = clock.sleep(ENDING) => self.signal(Signal::KILL),
        }
        let _none_there = fs::remove_file(&self.pid_file);
    }

    fn signal(&self, signal: Signal) {
        if let Some(pid) = self.pid.filter(|_| self.runs()) {
            let _gone_already = kill_process(pid, signal);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}

/// An empty folder. signal-cli unpacks 120 MB of libraries into its folder for passing files at each start, and takes them
/// away at its end, but not when it is killed.
fn emptied(folder: &Path) -> std::io::Result<PathBuf> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::DirBuilder::new().mode(0o700).create(folder)?;
    Ok(folder.to_owned())
}

/// The operator's options for Java, and the folder for passing files; `None` where its name cannot be written there
/// (options are parted by spaces, and quoted by quotes). signal-cli then uses the system's folder.
fn java_options(scratch: &Path) -> Option<String> {
    let scratch = scratch.to_str().filter(|it| !it.contains('"'))?;
    let theirs = std::env::var(JAVA_OPTIONS).unwrap_or_default();
    Some(format!("\"-Djava.io.tmpdir={scratch}\" {theirs}"))
}

/// Starts a child on a thread of its own, which is there as long as the child is. Gives its process id, and
/// whether it still runs.
async fn keep(mut command: Command) -> std::io::Result<(u32, watch::Receiver<bool>)> {
    let (started, starting) = oneshot::channel();
    let (ended, runs) = watch::channel(true);
    std::thread::Builder::new()
        .name("signal-cli".to_owned())
        .spawn(move || {
            let mut child = match command.spawn() {
                Ok(child) => child,
                Err(error) => {
                    let _nobody_waits = started.send(Err(error));
                    return;
                }
            };
            let _nobody_waits = started.send(Ok(child.id()));
            let _how = child.wait();
            ended.send_replace(false);
        })?;
    let number = starting.await.map_err(std::io::Error::other)??;
    Ok((number, runs))
}

/// Ends the child of a bot that was killed: it holds the account's folder locked. Only a process that has this
/// very folder among its arguments is one.
async fn end_leftover(pid_file: &Path, store: &Path, clock: &Arc<dyn Clock>) {
    let Some(number) = fs::read_to_string(pid_file)
        .ok()
        .and_then(|it| it.trim().parse::<u32>().ok())
    else {
        return;
    };
    let arguments = fs::read(format!("/proc/{number}/cmdline")).unwrap_or_default();
    let store = store.as_os_str().as_encoded_bytes();
    let is_ours = arguments.split(|byte| *byte == 0).any(|it| it == store);
    let Some(leftover) = pid(number).filter(|_| is_ours) else {
        return;
    };
    tracing::info!("ending the signal-cli that a killed bot left behind");
    for signal in [Signal::TERM, Signal::KILL] {
        let _gone_already = kill_process(leftover, signal);
        let until = clock.now().plus(ENDING);
        while clock.now() < until {
            if test_kill_process(leftover).is_err() {
                return;
            }
            clock.sleep(LOOK).await;
        }
    }
}

fn pid(number: u32) -> Option<Pid> {
    i32::try_from(number).ok().and_then(Pid::from_raw)
}
