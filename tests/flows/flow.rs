//! A chat in a sandbox of its own, whose clock the test moves.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tempfile::TempDir;
use tokio::task::JoinHandle;
use wegotus_chat::{Clock as _, SystemClock};
use wegotus_script::{Chat, Place, Stage as _, stages::Sandbox};

/// When every flow begins: far enough off to be ahead of any clock, a Monday, 9:00 UTC; at the beginning of its minute, since
/// the clock runs on and what is read out tells minutes.
const MONDAY: &str = "2031-03-03T09:00:02Z";
const HOUR: u64 = 3600;

/// How many look at a page at once, where that matters.
const WATCHERS: usize = 4;

/// A chat under way. It is a [`Chat`], and can let time pass.
pub struct Flow {
    chat: Chat,
    stage: Arc<Sandbox>,
    folder: TempDir,
}

impl Deref for Flow {
    type Target = Chat;

    fn deref(&self) -> &Chat {
        &self.chat
    }
}

impl Flow {
    /// A flow in a sandbox with nothing set.
    pub async fn start() -> Self {
        Self::with("").await
    }

    /// A flow in a sandbox with this `wegotus.toml`. It is Monday, 9:00 UTC. Nobody speaks before the bot has said all it has to
    /// say in every room: what is read out is the same however slow the machine is.
    pub async fn with(config: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("wegotus.toml"), config).unwrap();
        let stage = Sandbox::start_in(env!("CARGO_BIN_EXE_wegotus"), folder.path()).await;
        let stage = Arc::new(stage.unwrap().in_turn());
        let monday: jiff::Timestamp = MONDAY.parse().unwrap();
        let ahead = wegotus_chat::Timestamp::from(monday).since(SystemClock.now());
        stage.sleep_through(ahead).await.unwrap();
        Self {
            chat: Chat::on(Arc::<Sandbox>::clone(&stage)),
            stage,
            folder,
        }
    }

    /// Time passes; all that falls due on the way happens in its turn.
    pub async fn hours_pass(&self, hours: u64) {
        self.pass(Duration::from_secs(hours * HOUR)).await;
    }

    /// As [`Flow::hours_pass`], for any time.
    pub async fn pass(&self, time: Duration) {
        self.settle().await;
        self.stage.advance(time).await.unwrap();
        self.settle().await;
    }

    /// Time passes while the bot is off.
    pub async fn off_for(&self, hours: u64) {
        self.settle().await;
        let time = Duration::from_secs(hours * HOUR);
        self.stage.sleep_through(time).await.unwrap();
        self.settle().await;
    }

    /// Waits until nothing is on the board, whose bot may start anew meanwhile.
    pub async fn is_empty(&self) {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        let emptied = async {
            loop {
                looks.tick().await;
                if self.posts().await["posts"]
                    .as_array()
                    .is_some_and(Vec::is_empty)
                {
                    return;
                }
            }
        };
        let emptied = tokio::time::timeout(Duration::from_secs(30), emptied).await;
        assert!(emptied.is_ok(), "the board is not empty");
    }

    /// Several people keep looking at the page, without a pause, until somebody asks how that went.
    pub fn is_watched(&self) -> Watchers {
        let enough = Arc::new(AtomicBool::new(false));
        let watchers = (0..WATCHERS).map(|_| {
            let (stage, enough) = (Arc::clone(&self.stage), Arc::clone(&enough));
            tokio::spawn(async move {
                let room = Place::Room("whatsapp".into());
                while !enough.load(Ordering::Relaxed) {
                    stage.messages(&room).await?;
                }
                anyhow::Ok(())
            })
        });
        Watchers {
            all: watchers.collect(),
            enough,
        }
    }

    /// The bot cannot write to `person` before they write to it, as on some networks.
    pub async fn cannot_write_to(&self, person: &str) {
        self.stage.cannot_write_to(person).await.unwrap();
    }

    /// All that the bot writes: its data, its keys, its log.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The posts as the sandbox's board shows them.
    pub async fn posts(&self) -> serde_json::Value {
        self.stage.board().await.unwrap()
    }

    /// The whole chat, for a snapshot.
    pub async fn read_out(&self) -> String {
        self.settle().await;
        self.transcript().await
    }
}

/// People who look at the page all the time.
pub struct Watchers {
    all: Vec<JoinHandle<anyhow::Result<()>>>,
    enough: Arc<AtomicBool>,
}

impl Watchers {
    /// They stop looking, and were answered each time.
    pub async fn were_always_answered(self) {
        self.enough.store(true, Ordering::Relaxed);
        for watcher in self.all {
            watcher.await.unwrap().unwrap();
        }
    }
}
