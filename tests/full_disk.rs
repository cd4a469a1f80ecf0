//! A disk that is full for a while, from outside: a clean refusal, nothing lost, and on it goes.

#![expect(clippy::unwrap_used, reason = "it is a test, helpers included")]

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;
use wegotus_script::{Chat, Place, Stage as _, stages::Sandbox};

#[tokio::test]
async fn what_was_said_before_stays_and_what_comes_after_is_heard() {
    let Some(disk) = SmallDisk::mount() else {
        println!("not tried: a small disk can be mounted by root only");
        return;
    };
    let program = env!("CARGO_BIN_EXE_wegotus");
    let sandbox = Arc::new(Sandbox::start_in(program, disk.path()).await.unwrap());
    let chat = Chat::on(sandbox.clone());
    let room = chat.room("signal");
    room.says("Ana", "need: a lamp")
        .await
        .bot_replies(["#1", "lamp"])
        .await;

    disk.fill();
    let signal = Place::Room("signal".into());
    let mut refused = 0;
    for nth in 0..50 {
        let words = format!("need: a ladder {}", "x".repeat(1_000 + nth));
        refused += usize::from(sandbox.say(&signal, "Ben", &words, None).await.is_err());
    }
    assert_eq!(refused, 50, "what cannot be kept is refused, not swallowed");

    disk.empty();
    room.says("Cleo", "need: a kettle")
        .await
        .bot_replies("kettle")
        .await;
    chat.restart().await;
    let board = room
        .says("Cleo", "board")
        .await
        .bot_replies(["lamp", "kettle"])
        .await;
    board.hides("panic").await;
}

/// A disk of 200 MB in memory.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        mount
            .args(["-t", "tmpfs", "-o", "size=200m", "tmpfs"])
            .arg(folder.path());
        mount
            .output()
            .is_ok_and(|done| done.status.success())
            .then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves not a byte.
    fn fill(&self) {
        let mut filler = File::create(self.path().join("filler")).unwrap();
        for size in [65_536, 1] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn empty(&self) {
        std::fs::remove_file(self.path().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.path())
            .output();
    }
}
