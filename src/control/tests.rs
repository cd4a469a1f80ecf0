//! Real sockets in real folders.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;
use tokio_util::sync::CancellationToken;

use super::*;

struct Parrot;

#[async_trait]
impl ControlHandler for Parrot {
    async fn handle(&self, request: Request) -> Response {
        match request {
            Request::Board => Response::ok(&BoardAnswer::default()),
            _ => Response::Error("not today".to_owned()),
        }
    }
}

/// A running server; stops when told, and has then finished.
struct Running(
    CancellationToken,
    tokio::task::JoinHandle<std::io::Result<()>>,
);

impl Running {
    async fn on(data: &Path) -> Self {
        let server = Server::bind(data)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let stop = CancellationToken::new();
        Self(
            stop.clone(),
            tokio::spawn(server.serve(Arc::new(Parrot), stop)),
        )
    }

    async fn stop(self) {
        self.0.cancel();
        self.1.await.unwrap().unwrap();
    }
}

/// Sends bytes as they are; gives what comes back until the server hangs up.
async fn raw(data: &Path, bytes: &[u8]) -> String {
    let mut stream = UnixStream::connect(data.join("control.sock"))
        .await
        .unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_running_bot_answers() {
    let data = tempfile::tempdir().unwrap();
    let bot = Running::on(data.path()).await;
    assert_eq!(
        ask::<BoardAnswer>(data.path(), Request::Board)
            .await
            .unwrap(),
        BoardAnswer::default()
    );
    let refused = ask::<Value>(data.path(), Request::Doctor)
        .await
        .unwrap_err();
    assert_eq!(refused.to_string(), "the running wegotus says: not today");
    let mode = std::fs::metadata(data.path().join("control.sock"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    bot.stop().await;
    assert!(!data.path().join("control.sock").exists());
    let gone = ask::<Value>(data.path(), Request::Board).await.unwrap_err();
    assert!(matches!(gone, AskError::NotRunning { .. }), "{gone}");
}

#[tokio::test]
async fn the_wire_is_one_json_line_each_way() {
    let data = tempfile::tempdir().unwrap();
    let bot = Running::on(data.path()).await;
    let two = raw(data.path(), b"{\"ask\":\"board\"}\n{\"ask\":\"doctor\"}\n").await;
    assert_eq!(
        two,
        "{\"ok\":{\"networks\":[]}}\n{\"error\":\"not today\"}\n"
    );
    let unknown = raw(data.path(), b"{\"ask\":\"weather\"}\n\xff\xfe\n").await;
    assert_eq!(
        unknown,
        "{\"error\":\"this wegotus does not know that request\"}\n".repeat(2)
    );
    let endless = raw(data.path(), &[b'x'; LONGEST_REQUEST as usize]).await;
    assert_eq!(
        endless,
        "{\"error\":\"a request is one line of at most 65536 bytes\"}\n"
    );
    bot.stop().await;
}

#[tokio::test]
async fn many_may_ask_at_once() {
    let data = tempfile::tempdir().unwrap();
    let bot = Running::on(data.path()).await;
    let asked = (0..100).map(|_| ask::<BoardAnswer>(data.path(), Request::Board));
    for answer in futures_util::future::join_all(asked).await {
        assert_eq!(answer.unwrap(), BoardAnswer::default());
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_file_left_by_a_killed_bot_is_replaced() {
    let data = tempfile::tempdir().unwrap();
    // Dropping std's listener closes it and leaves the file, as a kill does.
    drop(std::os::unix::net::UnixListener::bind(data.path().join("control.sock")).unwrap());
    let left = ask::<Value>(data.path(), Request::Board).await.unwrap_err();
    assert!(matches!(left, AskError::NotRunning { .. }), "{left}");
    let bot = Running::on(data.path()).await;
    assert!(
        ask::<BoardAnswer>(data.path(), Request::Board)
            .await
            .is_ok()
    );
    bot.stop().await;
}

#[tokio::test]
async fn a_second_bot_is_told_of_the_first() {
    let data = tempfile::tempdir().unwrap();
    let bot = Running::on(data.path()).await;
    let second = Server::bind(data.path()).await.err().unwrap();
    assert!(
        matches!(second, ControlError::AlreadyRunning { .. }),
        "{second}"
    );
    assert!(
        ask::<BoardAnswer>(data.path(), Request::Board)
            .await
            .is_ok()
    );
    bot.stop().await;
}

#[tokio::test]
async fn what_is_no_socket_is_not_taken_away() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("control.sock"), "precious").unwrap();
    assert!(matches!(
        Server::bind(data.path()).await,
        Err(ControlError::Io { .. })
    ));
    assert_eq!(
        std::fs::read_to_string(data.path().join("control.sock")).unwrap(),
        "precious"
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_long_path_serves_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("a".repeat(120)).join("b".repeat(120));
    std::fs::create_dir_all(&data).unwrap();
    let bot = Running::on(&data).await;
    assert!(data.join("control.sock").exists());
    assert!(ask::<BoardAnswer>(&data, Request::Board).await.is_ok());
    assert!(matches!(
        Server::bind(&data).await,
        Err(ControlError::AlreadyRunning { .. })
    ));
    bot.stop().await;
    assert!(!data.join("control.sock").exists());
}

#[tokio::test]
async fn an_answer_that_makes_no_sense_is_told() {
    let data = tempfile::tempdir().unwrap();
    let bot = Running::on(data.path()).await;
    let wrong = ask::<Vec<u8>>(data.path(), Request::Board)
        .await
        .unwrap_err();
    assert!(wrong.to_string().contains("of another version"), "{wrong}");
    bot.stop().await;
    assert_eq!(
        serde_json::to_value(Request::Board).unwrap(),
        json!({"ask": "board"})
    );
}
