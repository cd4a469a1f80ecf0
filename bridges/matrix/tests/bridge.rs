//! The bridge against a homeserver of a few answers: what must hold whatever goes wrong.

#[cfg(test)]
mod homeserver;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::StatusCode;
use homeserver::{
    BOT, FullDisk, Homeserver, OTHER, ROOM, Running, by_password, fresh, own_place, says, settings,
    state,
};
use serde_json::json;
use wegotus_chat::{
    Ability, Action, Bridge, BridgeState, Clock, Destination, EffectKey, EventKind, Finding,
    MemorySealed, MessageRef, Outbound, PersonRef, Platform, ReactionChange, RoomChange, RoomRef,
    SendError, SenderKind, SystemClock, Verdict,
};
use wegotus_matrix::{MatrixAuth, check};

fn said(key: &str) -> (String, String) {
    (key.to_owned(), format!("words of {key}"))
}

fn timeline(events: &[&str]) -> serde_json::Value {
    let events: Vec<_> = events.iter().map(|id| says(id, &said(id).1)).collect();
    json!({"events": events})
}

#[tokio::test]
async fn what_was_said_before_the_first_start_is_left_alone_and_the_rooms_are_told() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    let taken = bot.ledger.taken.lock().unwrap().clone();
    assert_eq!(taken.len(), 1);
    let EventKind::Membership {
        change: RoomChange::Joined,
        room_name: Some(name),
    } = &taken[0].kind
    else {
        unreachable!("the bot tells which room it is in")
    };
    assert_eq!(name.as_str(), "Block 5");
}

#[tokio::test]
async fn what_was_not_committed_comes_again_after_a_crash_though_the_sdk_has_seen_it() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    bot.ledger.refusing.store(true, Ordering::SeqCst);
    server.then("s0", "s1", timeline(&["$1"]));
    bot.ledger
        .until(|ledger| ledger.refused.load(Ordering::SeqCst))
        .await;
    bot.crash().await;

    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    assert_eq!(bot.ledger.messages(), [said("$1")]);
    bot.stop.cancel();
    bot.task.await.unwrap().unwrap();

    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    assert_eq!(
        bot.ledger.messages(),
        [],
        "what was committed does not come again"
    );
    assert_eq!(server.asked("/login").len(), 1, "one login, one device");
}

#[tokio::test]
async fn a_batch_that_is_refused_is_kept_and_handed_over_again() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    bot.ledger.refusing.store(true, Ordering::SeqCst);
    server.then("s0", "s1", timeline(&["$1"]));
    bot.becomes(
        |state| matches!(state, BridgeState::Degraded { why } if why.contains("the disk is full")),
    )
    .await;
    bot.ledger.refusing.store(false, Ordering::SeqCst);
    bot.is_connected().await;
    assert_eq!(bot.ledger.messages(), [said("$1")]);
}

#[tokio::test]
async fn a_gap_is_filled_from_history_oldest_first() {
    let (server, store, vault) = fresh().await;
    server.then("s0", "s1", timeline(&["$1"]));
    let mut limited = timeline(&["$6", "$7"]);
    limited["limited"] = true.into();
    limited["prev_batch"] = "p5".into();
    server.then("s1", "s2", limited);
    let page = |ids: &[&str], end: &str| {
        let chunk: Vec<_> = ids.iter().map(|id| says(id, &said(id).1)).collect();
        json!({"start": "", "end": end, "chunk": chunk})
    };
    for (from, ids, end) in [
        ("p5", ["$5", "$4"], "p3"),
        ("p3", ["$3", "$2"], "p1"),
        ("p1", ["$1", "$0"], "p0"),
    ] {
        server
            .history
            .lock()
            .unwrap()
            .insert(from.into(), page(&ids, end));
    }
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.ledger
        .until(|ledger| ledger.messages().len() >= 7)
        .await;
    bot.is_connected().await;
    assert_eq!(
        bot.ledger.messages(),
        ["$1", "$2", "$3", "$4", "$5", "$6", "$7"].map(said)
    );
    let pages = server.asked("/messages");
    assert!(
        pages
            .iter()
            .all(|page| page.query["to"] == "s1" && page.query["dir"] == "b")
    );
}

#[tokio::test]
async fn a_send_is_named_by_its_key_and_obeys_the_rate_limit() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    let room = RoomRef::new(Platform::Matrix, ROOM);
    let out = Outbound {
        key: EffectKey("0f3a".into()),
        to: Destination::Room(room.clone()),
        action: Action::Say {
            text: "<b>Need #1</b>".into(),
            reply_to: Some(MessageRef::new(room.clone(), "$1")),
        },
    };
    assert_eq!(bot.bridge.send(&out).await, Err(SendError::Offline));
    bot.is_connected().await;
    server.send_troubles.lock().unwrap().extend([
        (
            StatusCode::FORBIDDEN,
            json!({"errcode": "M_FORBIDDEN", "error": "private words"}),
        ),
        (StatusCode::BAD_GATEWAY, json!({})),
        (
            StatusCode::TOO_MANY_REQUESTS,
            json!({"errcode": "M_LIMIT_EXCEEDED", "error": "", "retry_after_ms": 1234}),
        ),
    ]);
    assert_eq!(
        bot.bridge.send(&out).await,
        Err(SendError::Retry {
            after: Duration::from_millis(1234)
        })
    );
    assert!(matches!(
        bot.bridge.send(&out).await,
        Err(SendError::Retry { .. })
    ));
    let refused = SendError::Rejected {
        reason: "the homeserver answers M_FORBIDDEN".into(),
    };
    assert_eq!(bot.bridge.send(&out).await, Err(refused));
    let sent = bot.bridge.send(&out).await.unwrap();
    assert_eq!(sent.message, MessageRef::new(room, "$said"));
    let sends = server.asked("/send/m.room.message/");
    assert_eq!(sends.len(), 4, "the SDK does not repeat by itself");
    for send in sends {
        assert!(send.path.ends_with("/wegotus-0f3a"), "{}", send.path);
        assert_eq!(
            send.body,
            json!({"msgtype": "m.notice", "body": "<b>Need #1</b>", "m.mentions": {}, "org.wegotus.key": "0f3a",
                "m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}})
        );
    }
}

#[tokio::test]
async fn a_session_that_ended_is_told_and_opened_again_as_the_same_device() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    server.logged_out.store(true, Ordering::SeqCst);
    server.then("s0", "s1", timeline(&["$1"]));
    bot.becomes(|state| matches!(state, BridgeState::LoggedOut))
        .await;
    bot.is_connected().await;
    server.then("s1", "s2", timeline(&["$2"]));
    bot.ledger
        .until(|ledger| ledger.messages().len() >= 2)
        .await;
    assert_eq!(bot.ledger.messages(), ["$1", "$2"].map(said));
    let devices: Vec<_> = server
        .asked("/login")
        .iter()
        .map(|login| login.body["device_id"].clone())
        .collect();
    assert!(
        devices.len() == 2 && devices[0] == devices[1],
        "{devices:?}"
    );
}

#[tokio::test]
async fn a_store_without_its_records_is_not_touched() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    bot.crash().await;
    let wiped = Arc::new(MemorySealed::default());
    let fatal = Running::start(&server, &store, &wiped)
        .task
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        fatal.what.contains("knows nothing of") && fatal.remedy.contains("delete the store"),
        "{fatal}"
    );
    assert_eq!(
        server.asked("/login").len(),
        1,
        "no second device on an old store"
    );
}

#[tokio::test]
async fn a_token_is_its_own_device_and_no_other() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    let token = |device: &str| MatrixAuth::Token {
        access_token: "token".to_owned().into(),
        device_id: device.into(),
    };
    for device in ["", "DEVICE"] {
        let mut bot = Running::start_with(token(device), &server, &store, &vault);
        bot.is_connected().await;
        bot.crash().await;
    }
    let fatal = Running::start_with(token("OTHER"), &server, &store, &vault)
        .task
        .await
        .unwrap()
        .unwrap_err();
    assert!(fatal.remedy.contains("matrix.device_id"), "{fatal}");
    assert_eq!(server.asked("/login").len(), 0);

    server.logged_out.store(true, Ordering::SeqCst);
    let mut bot = Running::start_with(token(""), &server, &store, &vault);
    bot.becomes(|state| matches!(state, BridgeState::LoggedOut))
        .await;
    assert!(
        bot.task
            .await
            .unwrap()
            .unwrap_err()
            .what
            .contains("M_UNKNOWN_TOKEN")
    );
}

#[tokio::test]
async fn the_doctor_looks_without_logging_in() {
    let server = Homeserver::start().await;
    let mut settings = homeserver::settings(&server, by_password(""), "nowhere".as_ref());
    let verdicts = |findings: Vec<Finding>| {
        findings
            .into_iter()
            .map(|finding| finding.verdict)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        verdicts(check(&settings, None).await),
        [Verdict::Well, Verdict::Unchecked, Verdict::Unchecked],
        "the server answers; the password is not tried; nobody may invite the bot"
    );
    settings.inviters = vec!["*:here".into()];
    settings.auth = MatrixAuth::Token {
        access_token: "token".to_owned().into(),
        device_id: String::new(),
    };
    assert_eq!(
        verdicts(check(&settings, None).await),
        [Verdict::Well, Verdict::Well]
    );
    server.logged_out.store(true, Ordering::SeqCst);
    assert_eq!(
        verdicts(check(&settings, None).await),
        [Verdict::Well, Verdict::Wrong]
    );
    settings.homeserver = "http://127.0.0.1:9".into();
    assert_eq!(
        verdicts(check(&settings, None).await),
        [Verdict::Wrong, Verdict::Unchecked]
    );
    assert_eq!(server.asked("/login").len(), 0);
}

#[tokio::test]
async fn what_was_said_while_the_bot_was_out_of_the_room_is_none_of_its_business() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    let out = json!([
        says("$1", &said("$1").1),
        own_place("$out", "leave", "join")
    ]);
    server.then_rooms(
        "s0",
        "s1",
        json!({"leave": {ROOM: {"timeline": {"events": out}}}}),
    );
    let back = json!([
        says("$2", "a secret"),
        own_place("$in", "join", "invite"),
        says("$3", &said("$3").1)
    ]);
    server.then("s1", "s2", json!({"events": back}));
    bot.ledger
        .until(|ledger| ledger.messages().len() >= 2)
        .await;
    assert_eq!(bot.ledger.messages(), ["$1", "$3"].map(said));
    let taken = bot.ledger.taken.lock().unwrap();
    let moves = taken.iter().filter_map(|event| match event.kind {
        EventKind::Membership { change, .. } => Some(change),
        _ => None,
    });
    let expected = [RoomChange::Joined, RoomChange::Left, RoomChange::Joined];
    assert_eq!(moves.collect::<Vec<_>>(), expected);
}

/// A room's news when the bot has just come into it.
fn entered(room: &str, mut timeline: serde_json::Value) -> serde_json::Value {
    if let Some(events) = timeline["events"].as_array_mut() {
        events.push(own_place("$in", "join", "invite"));
    }
    json!({"timeline": timeline, "state": {"events": state(room, BOT)}})
}

fn now() -> i64 {
    Clock::now(&SystemClock).0
}

fn say(room: &str) -> Outbound {
    Outbound {
        key: EffectKey(room.len().to_string()),
        to: Destination::Room(RoomRef::new(Platform::Matrix, room)),
        action: Action::Say {
            text: "Need #1".into(),
            reply_to: None,
        },
    }
}

#[tokio::test]
async fn a_room_whose_history_fails_does_not_hold_up_the_others() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    server.without_history.lock().unwrap().insert(ROOM.into());
    let mut limited = timeline(&["$3"]);
    limited["limited"] = true.into();
    limited["prev_batch"] = "p2".into();
    let other = entered(OTHER, json!({"events": []}));
    server.then("s0", "s1", timeline(&["$1"]));
    server.then_rooms("s1", "s2", json!({"join": {OTHER: other}}));
    let join =
        json!({"join": {ROOM: {"timeline": limited}, OTHER: {"timeline": timeline(&["$a"])}}});
    server.then_rooms("s2", "s3", join);
    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    let join = json!({"join": {ROOM: {"timeline": timeline(&["$4"])}, OTHER: {"timeline": timeline(&["$b"])}}});
    server.then_rooms("s3", "s4", join);
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$b")))
        .await;
    assert_eq!(bot.ledger.messages(), ["$1", "$a", "$b"].map(said));
    assert!(bot.bridge.send(&say(OTHER)).await.is_ok());
    assert!(
        matches!(
            bot.bridge.send(&say(ROOM)).await,
            Err(SendError::Retry { .. })
        ),
        "what was said before may be the very thing to send"
    );
    bot.crash().await;

    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    assert_eq!(bot.ledger.messages(), [], "nothing comes twice");
    server.then("s4", "s5", timeline(&["$5"]));
    let newest_first: Vec<_> = ["$4", "$3", "$2", "$1", "$0"]
        .iter()
        .map(|id| says(id, &said(id).1))
        .collect();
    for (from, skip) in [("p2", 2), ("s4", 0)] {
        let page = json!({"start": "", "end": "p0", "chunk": newest_first[skip..]});
        server.history.lock().unwrap().insert(from.into(), page);
    }
    let up_to_5 = [&[says("$5", &said("$5").1)], &newest_first[..]].concat();
    let page = json!({"start": "", "end": "p0", "chunk": up_to_5});
    server.history.lock().unwrap().insert("s5".into(), page);
    server.without_history.lock().unwrap().clear();
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$5")))
        .await;
    assert_eq!(
        bot.ledger.messages(),
        ["$2", "$3", "$4", "$5"].map(said),
        "all of it, once, in order"
    );
    let resumed = |query: &std::collections::BTreeMap<String, String>| query["to"] == "s2";
    assert!(
        server
            .asked("/messages")
            .iter()
            .any(|it| resumed(&it.query))
    );
    server.then("s5", "s6", timeline(&["$6"]));
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$6")))
        .await;
    assert!(bot.bridge.send(&say(ROOM)).await.is_ok());
    bot.crash().await;

    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    assert_eq!(bot.ledger.messages(), []);
}

#[tokio::test]
async fn what_was_written_to_the_bot_privately_before_it_came_is_read() {
    let (server, store) = (Homeserver::start().await, tempfile::tempdir().unwrap());
    let vault = Arc::new(MemorySealed::default());
    server.joinable.lock().unwrap().insert(OTHER.into());
    let mut neighbourly = settings(&server, by_password(""), &store.path().join("mx"));
    neighbourly.inviters = vec!["@ana:here".into()];
    let mut bot = Running::start_as(neighbourly, vault);
    bot.is_connected().await;
    let invited = json!({"type": "m.room.member", "state_key": BOT, "sender": "@ana:here",
        "content": {"membership": "invite", "is_direct": true}});
    let invite = json!({"invite": {OTHER: {"invite_state": {"events": [invited]}}}});
    server.then_rooms("s0", "s1", invite);
    server.until_asked("/join", 1).await;
    let mut limited = timeline(&["$2"]);
    limited["limited"] = true.into();
    limited["prev_batch"] = "p1".into();
    let history = json!([
        says("$1", "need: insulin"),
        own_place("$invite", "invite", "leave"),
        says("$0", "to somebody who was here before")
    ]);
    let page = json!({"start": "", "end": "p0", "chunk": history});
    server.history.lock().unwrap().insert("p1".into(), page);
    server.then_rooms(
        "s1",
        "s2",
        json!({"join": {OTHER: entered(OTHER, limited)}}),
    );
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$2")))
        .await;
    let insulin = ("$1".to_owned(), "need: insulin".to_owned());
    assert_eq!(bot.ledger.messages(), [insulin, said("$2")]);
    assert!(
        !server.asked("/messages")[0].query.contains_key("to"),
        "it may be older than the last sync"
    );
    let taken = bot.ledger.taken.lock().unwrap();
    let is_message = |event: &&wegotus_chat::Event| matches!(event.kind, EventKind::Message { .. });
    assert!(
        taken
            .iter()
            .filter(is_message)
            .all(|event| event.sender.private)
    );
}

#[tokio::test]
async fn the_position_of_another_account_is_not_used() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    server.then("s0", "s1", timeline(&["$1"]));
    let mut bot = Running::start(&server, &store, &vault);
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$1")))
        .await;
    server.then("s1", "s2", timeline(&["$2"]));
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$2")))
        .await;
    bot.is_connected().await;
    bot.crash().await;
    std::fs::remove_dir_all(&store).unwrap();
    *server.user.lock().unwrap() = Some("@bot:there".into());
    let before = server.asked("/sync").len();
    let mut bot = Running::start(&server, &store, &vault);
    bot.is_connected().await;
    let since: Vec<_> = server.asked("/sync")[before..]
        .iter()
        .map(|sync| sync.query.get("since").cloned())
        .collect();
    assert_eq!(since[..2], [None, Some("s0".into())], "{since:?}");
}

#[tokio::test]
async fn a_disk_that_is_full_at_the_start_is_waited_for() {
    let (server, store) = (Homeserver::start().await, tempfile::tempdir().unwrap());
    let store = store.path().join("mx");
    let vault = Arc::new(FullDisk::default());
    vault.full.store(true, Ordering::SeqCst);
    let mut bot = Running::start_as(settings(&server, by_password(""), &store), vault.clone());
    bot.becomes(
        |state| matches!(state, BridgeState::Degraded { why } if why.contains("disk is not full")),
    )
    .await;
    // The store's own place can be as unusable.
    std::fs::write(&store, "in the way").unwrap();
    vault.full.store(false, Ordering::SeqCst);
    bot.becomes(
        |state| matches!(state, BridgeState::Degraded { why } if why.contains("Matrix store")),
    )
    .await;
    std::fs::remove_file(&store).unwrap();
    bot.is_connected().await;
    let logins = server.asked("/login");
    assert!(
        logins
            .iter()
            .all(|login| login.body["device_id"] == logins[0].body["device_id"])
    );
}

#[tokio::test]
async fn only_the_room_of_a_reaction_can_take_it_off() {
    let (server, store, vault) = fresh().await;
    let bot = Running::start(&server, &store.path().join("mx"), &vault);
    let reaction = json!({"type": "m.reaction", "event_id": "$claim", "sender": "@ana:here", "origin_server_ts": now(),
        "content": {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "✋"}}});
    let takes_off = |id: &str| {
        json!({"type": "m.room.redaction", "event_id": id, "sender": "@ana:here", "origin_server_ts": now(),
            "redacts": "$claim", "content": {}})
    };
    let one = json!({"events": [says("$1", "need: a ladder"), reaction]});
    let two = entered(OTHER, json!({"events": []}));
    server.then_rooms(
        "s0",
        "s1",
        json!({"join": {ROOM: {"timeline": one}, OTHER: two}}),
    );
    let elsewhere = json!({"events": [takes_off("$wrong"), says("$2", &said("$2").1)]});
    server.then_rooms(
        "s1",
        "s2",
        json!({"join": {OTHER: {"timeline": elsewhere}}}),
    );
    server.then(
        "s2",
        "s3",
        json!({"events": [takes_off("$right"), says("$3", &said("$3").1)]}),
    );
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$3")))
        .await;
    let taken = bot.ledger.taken.lock().unwrap();
    let removed = taken.iter().filter_map(|event| match &event.kind {
        EventKind::Reaction {
            change: ReactionChange::Removed,
            target,
            ..
        } => Some((event.key.0.as_str(), target.native.as_str())),
        _ => None,
    });
    assert_eq!(removed.collect::<Vec<_>>(), [("$right", "$1")]);
}

#[tokio::test]
async fn an_invitation_to_a_room_that_is_gone_is_declined() {
    let (server, store) = (Homeserver::start().await, tempfile::tempdir().unwrap());
    let vault = Arc::new(MemorySealed::default());
    let mut neighbourly = settings(&server, by_password(""), &store.path().join("mx"));
    neighbourly.inviters = vec!["*".into()];
    let mut bot = Running::start_as(neighbourly, vault);
    bot.is_connected().await;
    let invited = json!({"type": "m.room.member", "state_key": BOT, "sender": "@ana:here",
        "content": {"membership": "invite"}});
    let invite = json!({"invite": {OTHER: {"invite_state": {"events": [invited]}}}});
    server.then_rooms("s0", "s1", invite);
    server.until_asked("/leave", 1).await;
    let tried = server.asked("/join").len();
    for n in 1..4 {
        let (since, next) = (format!("s{n}"), format!("s{}", n + 1));
        let id = format!("${n}");
        server.then(&since, &next, timeline(&[&id]));
        bot.ledger
            .until(|ledger| ledger.messages().contains(&said(&id)))
            .await;
    }
    assert_eq!(
        server.asked("/join").len(),
        tried,
        "it is not tried for ever"
    );
    assert_eq!(server.asked("/leave").len(), 1);
}

#[tokio::test]
async fn the_first_device_is_called_as_wished_and_a_later_one_is_not() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    for _ in 0..2 {
        let mut bot = Running::start_with(by_password("BOARD"), &server, &store, &vault);
        bot.is_connected().await;
        bot.crash().await;
    }
    let devices = || -> Vec<_> {
        let logins = server.asked("/login");
        let device =
            |login: &homeserver::Asked| login.body["device_id"].as_str().map(str::to_owned);
        logins.iter().filter_map(device).collect()
    };
    assert_eq!(devices(), ["BOARD"]);

    // Its keys are gone with the store, and cannot be published again under the same name.
    std::fs::remove_dir_all(&store).unwrap();
    let mut bot = Running::start_with(by_password("BOARD"), &server, &store, &vault);
    bot.is_connected().await;
    bot.crash().await;
    assert!(
        devices().len() == 2 && devices()[1] != "BOARD",
        "{:?}",
        devices()
    );

    // Nor does a data folder made anew take up the name of a device that has keys elsewhere.
    std::fs::remove_dir_all(&store).unwrap();
    let anew = Arc::default();
    let mut bot = Running::start_with(by_password("BOARD"), &server, &store, &anew);
    bot.is_connected().await;
    assert_eq!(devices()[2], "BOARD");
    assert!(
        devices().len() == 4 && devices()[3] != "BOARD",
        "{:?}",
        devices()
    );
}

#[tokio::test]
async fn encryption_that_could_not_be_set_up_is_tried_again() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    // Each attempt looks twice.
    server.until_asked("/room_keys/version", 4).await;
    assert!(bot.bridge.encryption_trouble().is_some());
}

#[tokio::test]
async fn a_late_message_that_the_homeserver_cannot_give_does_not_hold_up_the_others() {
    let (server, store, vault) = fresh().await;
    let store = store.path().join("mx");
    server.without_history.lock().unwrap().insert(ROOM.into());
    let sealed = |id: &str| {
        json!({"type": "m.room.encrypted", "event_id": id, "sender": "@ana:here", "origin_server_ts": now(),
            "content": {"algorithm": "m.megolm.v1.aes-sha2", "ciphertext": "AwgA", "session_id": "unknown",
                "sender_key": "k", "device_id": "D"}})
    };
    let here = json!({"events": [sealed("$1")]});
    let there = json!({"events": [sealed("$2")]});
    let other = entered(OTHER, json!({"events": []}));
    server.then_rooms("s0", "s1", json!({"join": {OTHER: other}}));
    let join = json!({"join": {ROOM: {"timeline": here}, OTHER: {"timeline": there}}});
    server.then_rooms("s1", "s2", join);
    server.then("s2", "s3", timeline(&["$3"]));
    let bot = Running::start(&server, &store, &vault);
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$3")))
        .await;
    assert_eq!(bot.bridge.undecryptable_waiting(), 2);
    bot.crash().await;

    let readable = says("$2", &said("$2").1);
    server
        .messages
        .lock()
        .unwrap()
        .insert("$2".into(), readable);
    let bot = Running::start(&server, &store, &vault);
    bot.ledger
        .until(|ledger| ledger.messages().contains(&said("$2")))
        .await;
    assert_eq!(bot.ledger.messages(), [said("$2")]);
}

/// As mautrix-whatsapp tells that a room is a group of WhatsApp's, or a private chat of its account there.
fn bridged(room_type: &str, chat: &str) -> serde_json::Value {
    json!({"type": "m.bridge", "state_key": "whatsapp", "sender": BRIDGE, "event_id": "$bridged",
        "origin_server_ts": 1, "content": {"bridgebot": BRIDGE, "protocol": {"id": "whatsapp"},
            "channel": {"id": chat}, "com.beeper.room_type": room_type}})
}

const BRIDGE: &str = "@whatsappbot:here";
const PUPPET: &str = "@whatsapp_12025550101:here";
const GROUP: &str = "120363404694233820@g.us";

fn says_as(id: &str, sender: &str, kind: &str, body: &str) -> serde_json::Value {
    let mut event = says(id, body);
    event["sender"] = sender.into();
    event["content"]["msgtype"] = kind.into();
    event
}

#[tokio::test]
async fn people_behind_a_bridge_speak_for_themselves_and_are_spoken_to_in_their_room() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    let room = RoomRef::new(Platform::Matrix, ROOM);
    assert_eq!(bot.bridge.abilities(&room).edit, Ability::Always);
    let mut edited = says_as("$6", BRIDGE, "m.text", "* Cleo: need: nappies");
    edited["content"]["m.new_content"] =
        json!({"msgtype": "m.text", "body": "Cleo: need: nappies"});
    edited["content"]["m.relates_to"] = json!({"rel_type": "m.replace", "event_id": "$2"});
    let mark = json!({"type": "m.reaction", "event_id": "$7", "sender": BRIDGE, "origin_server_ts": 9, "content":
        {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "✅"}}});
    let events = json!([
        says_as("$1", PUPPET, "m.text", "need: a ride"),
        says_as("$2", BRIDGE, "m.text", "**Cleo**: need: diapers"),
        says_as("$3", BRIDGE, "m.notice", "Your message was not bridged"),
        says_as("$4", "@ben:here", "m.text", "claim"),
        says_as("$5", BRIDGE, "m.text", "+1 202-555-0155: I can help"),
        edited,
        mark,
        says_as("$8", BRIDGE, "m.text", "bot: 📌 Need #1 · a ride"),
    ]);
    let news =
        json!({"state": {"events": [bridged("group", GROUP)]}, "timeline": {"events": events}});
    server.then_rooms("s0", "s1", json!({"join": {ROOM: news}}));
    bot.ledger
        .until(|ledger| ledger.messages().len() >= 6)
        .await;
    let expected = [
        // Nobody's number is their name.
        (PUPPET, "", "need: a ride", SenderKind::Person),
        (
            "relayed:@whatsappbot:here/Cleo",
            "Cleo",
            "need: diapers",
            SenderKind::Person,
        ),
        (
            BRIDGE,
            "whatsappbot",
            "Your message was not bridged",
            SenderKind::Bot,
        ),
        ("@ben:here", "ben", "claim", SenderKind::Person),
        (
            "relayed:@whatsappbot:here/+1 202-555-0155",
            "",
            "I can help",
            SenderKind::Person,
        ),
        (
            "relayed:@whatsappbot:here/Cleo",
            "Cleo",
            "need: nappies",
            SenderKind::Person,
        ),
        // What the bot itself said is passed back in its name.
        (
            BRIDGE,
            "whatsappbot",
            "bot: 📌 Need #1 · a ride",
            SenderKind::Bot,
        ),
    ];
    let expected =
        expected.map(|(by, name, body, kind)| (by.into(), name.into(), body.into(), kind));
    assert_eq!(bot.heard(), expected);
    let marked = |event: &wegotus_chat::Event| {
        matches!(event.kind, EventKind::Reaction { .. }) && event.sender.kind == SenderKind::Bot
    };
    assert!(bot.ledger.taken.lock().unwrap().iter().any(marked));

    // No bridge passes a notice on, and WhatsApp takes no late edits.
    bot.bridge.send(&say(ROOM)).await.unwrap();
    let sent = server.asked("/send/m.room.message/");
    assert_eq!(sent[0].body["msgtype"], "m.text");
    let in_time = Ability::Within(Duration::from_secs(15 * 60));
    assert_eq!(bot.bridge.abilities(&room).edit, in_time);
    for person in [PUPPET, "relayed:@whatsappbot:here/Cleo"] {
        let person = PersonRef::new(Platform::Matrix, person);
        assert!(!bot.bridge.reaches(&person));
        let mut direct = say(ROOM);
        direct.to = Destination::Direct(person);
        let sent = bot.bridge.send(&direct).await;
        assert!(matches!(sent, Err(SendError::Rejected { .. })), "{sent:?}");
    }
    assert_eq!(server.asked("/createRoom").len(), 0);
    let ben = PersonRef::new(Platform::Matrix, "@ben:here");
    assert!(bot.bridge.reaches(&ben));
    // The same group may be at hand without the bridge.
    let group = RoomRef::new(Platform::WhatsApp, GROUP);
    assert_eq!(bot.bridge.copies(), [(room, group)]);
    assert!(!format!("{:?}", bot.ledger.taken.lock().unwrap()).contains("12025550101"));
}

#[tokio::test]
async fn an_edit_of_what_a_bridge_said_long_ago_is_its_speakers() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    let old = says_as("$0", BRIDGE, "m.text", "Cleo: need: diapers");
    server.messages.lock().unwrap().insert("$0".into(), old);
    let edit = |id: &str, body: &str| {
        let mut edit = says_as(id, BRIDGE, "m.text", body);
        edit["content"]["m.new_content"] = json!({"msgtype": "m.text", "body": body});
        edit["content"]["m.relates_to"] = json!({"rel_type": "m.replace", "event_id": "$0"});
        edit
    };
    let events = json!([
        edit("$1", "Dan: mine now"),
        edit("$2", "Cleo: need: nappies"),
        says("$3", "claim")
    ]);
    let news =
        json!({"state": {"events": [bridged("group", GROUP)]}, "timeline": {"events": events}});
    server.then_rooms("s0", "s1", json!({"join": {ROOM: news}}));
    bot.ledger
        .until(|ledger| ledger.messages().len() == 1)
        .await;
    let bodies: Vec<_> = bot
        .heard()
        .into_iter()
        .map(|(_, _, body, _)| body)
        .collect();
    assert_eq!(bodies, ["need: nappies", "claim"]);
}

#[tokio::test]
async fn a_bridge_that_the_room_does_not_tell_of_is_named_in_the_settings() {
    let (server, store, vault) = fresh().await;
    let mut bot = Running::start(&server, &store.path().join("mx"), &vault);
    bot.is_connected().await;
    let relay = "@relay:here";
    let member = json!({"type": "m.room.member", "state_key": relay, "sender": relay, "event_id": "$in",
        "origin_server_ts": 1, "content": {"membership": "join"}});
    let events = json!([says_as("$1", relay, "m.text", "<Ana> need: a ride")]);
    let news = json!({"state": {"events": [member]}, "timeline": {"events": events}});
    server.then_rooms("s0", "s1", json!({"join": {ROOM: news}}));
    bot.ledger
        .until(|ledger| ledger.messages().len() == 1)
        .await;
    let (by, name, body, kind) = bot.heard().remove(0);
    assert_eq!(
        (by.as_str(), name.as_str()),
        ("relayed:@relay:here/Ana", "Ana")
    );
    assert_eq!((body.as_str(), kind), ("need: a ride", SenderKind::Person));
    assert_eq!(bot.bridge.copies(), []);
}
