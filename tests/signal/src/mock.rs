//! The mock Signal service: `mock_server.js` as a child that takes commands and tells what people received, a line
//! of JSON each.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use tokio::sync::{Mutex as AsyncMutex, Notify};

const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Said {
    answers: Vec<Value>,
    events: Vec<Value>,
}

/// A running mock. It ends when this is dropped.
pub struct Mock {
    /// The port it listens on.
    pub port: u16,
    input: AsyncMutex<(ChildStdin, u64)>,
    said: Arc<Mutex<Said>>,
    news: Arc<Notify>,
    _child: Child,
}

impl Mock {
    /// Starts one, with its node modules in `rig`; what it says of itself goes into `folder`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(rig: &Path, folder: &Path) -> Result<Self> {
        let port = wegotus_script::free_port()?;
        let log = std::fs::File::create(folder.join("mock.log"))?;
        let mut child = Command::new("node")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/mock_server.js"))
            .arg(port.to_string())
            .arg(folder.join("cdn"))
            .env("NODE_PATH", rig.join("node_modules"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .context("starting node")?;
        let input = child.stdin.take().context("node has no input")?;
        let output = child.stdout.take().context("node has no output")?;
        let (said, news) = (Arc::<Mutex<Said>>::default(), Arc::<Notify>::default());
        let (heard, told) = (said.clone(), news.clone());
        tokio::spawn(async move {
            let mut lines = BufReader::new(output).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let Ok(line) = serde_json::from_str::<Value>(&line) else {
                    continue;
                };
                let mut said = lock(&heard);
                if line.get("event").is_some() {
                    said.events.push(line);
                } else {
                    said.answers.push(line);
                }
                drop(said);
                told.notify_waiters();
            }
        });
        let mock = Self {
            port,
            input: AsyncMutex::new((input, 0)),
            said,
            news,
            _child: child,
        };
        mock.until(|said| {
            said.events
                .iter()
                .any(|it| it["event"] == "listening")
                .then_some(())
        })
        .await
        .context("the mock service does not start")?;
        Ok(mock)
    }

    /// Has it carry out a command.
    ///
    /// # Errors
    /// What the mock says, or that it says nothing.
    pub async fn call(&self, command: &str, mut with: Value) -> Result<Value> {
        let number = {
            let mut input = self.input.lock().await;
            input.1 += 1;
            with["id"] = json!(input.1);
            with["cmd"] = json!(command);
            input.0.write_all(format!("{with}\n").as_bytes()).await?;
            input.1
        };
        let answer = self.until(|said| {
            let at = said.answers.iter().position(|it| it["id"] == number)?;
            Some(said.answers.swap_remove(at))
        });
        let mut answer = answer.await.with_context(|| command.to_owned())?;
        if let Some(error) = answer.get("error") {
            bail!("{command}: {error}");
        }
        Ok(answer["ok"].take())
    }

    /// What was told from the `from`th event on.
    #[must_use]
    pub fn events(&self, from: usize) -> Vec<Value> {
        let said = lock(&self.said);
        said.events.get(from..).unwrap_or_default().to_vec()
    }

    async fn until<T>(&self, mut look: impl FnMut(&mut Said) -> Option<T>) -> Result<T> {
        let looking = async {
            loop {
                let news = self.news.notified();
                tokio::pin!(news);
                news.as_mut().enable();
                if let Some(found) = look(&mut lock(&self.said)) {
                    return found;
                }
                news.await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, looking).await;
        found.context("the mock service did not answer")
    }
}

fn lock(said: &Mutex<Said>) -> MutexGuard<'_, Said> {
    said.lock().unwrap_or_else(PoisonError::into_inner)
}
