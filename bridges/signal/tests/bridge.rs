//! The bridge on a signal-cli that misbehaves: nothing is lost, and nothing is said twice.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "they are tests, helpers included"
)]

mod fake;

use std::sync::Arc;
use std::time::Duration;

use fake::*;
use serde_json::{Value, json};
use tokio::sync::Notify;
use wegotus_chat::{
    Action, Bridge as _, BridgeState, Clock as _, EventKind, MemorySealed, Mention, MessageRef,
    Name, PersonRef, Platform, RoomChange, SendError, Speech, SystemClock,
};

fn is_degraded(state: &BridgeState) -> bool {
    matches!(state, BridgeState::Degraded { .. })
}

/// The message of an echo, and the key it was sent under.
fn echo(event: &wegotus_chat::Event) -> Option<(MessageRef, String)> {
    match &event.kind {
        EventKind::Echo { msg, sent_as } => Some((msg.clone(), sent_as.as_ref()?.0.clone())),
        _ => None,
    }
}

fn says<'a>(text: &'a str) -> impl Fn(&wegotus_chat::Event) -> Option<MessageRef> + 'a {
    move |event| match &event.kind {
        EventKind::Message { msg, body, .. } if body.as_str() == text => Some(msg.clone()),
        _ => None,
    }
}

#[tokio::test]
async fn what_is_said_is_heard_in_order_and_waits_where_the_disk_is_full() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    let named = |event: &wegotus_chat::Event| match &event.kind {
        EventKind::Membership {
            change: RoomChange::Joined,
            room_name,
        } => room_name.clone(),
        _ => None,
    };
    assert_eq!(running.heard(named).await.as_str(), "Elm Street");
    let elm = (room(), Name::from("Elm Street"));
    assert_eq!(running.bridge.rooms(), [elm], "for doctor and the page");
    running.refuse(3);
    for nth in 0..5 {
        fake.says(&event(
            "group-message",
            100 + nth,
            &format!("message {nth}"),
        ));
    }
    running.heard(says("message 4")).await;
    let all: Vec<_> = (0..5).map(|nth| format!("message {nth}")).collect();
    assert_eq!(running.texts(), all);
    running.connected().await.stop().await;
}

#[tokio::test]
async fn a_broken_or_silent_stream_is_opened_again_and_what_waited_is_heard() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.cut();
    fake.says(&event("group-message", 1, "while away"));
    let why = running.until(is_degraded).await;
    assert!(format!("{why:?}").contains("waits at Signal"), "{why:?}");
    running.heard(says("while away")).await;

    fake.set_hushed(true);
    let before = fake.opened();
    let mut running = running.connected().await;
    let silent =
        |it: &BridgeState| matches!(it, BridgeState::Degraded { why } if why.contains("silent"));
    running.until(silent).await;
    fake.set_hushed(false);
    let running = running.connected().await;
    assert!(fake.opened() > before);
    running.stop().await;
}

#[tokio::test]
async fn a_lost_answer_is_not_said_again_and_a_receipt_settles_it() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.answers([Answer::Lost]);
    let need = say("k1", "need #1");
    assert_eq!(running.bridge.send(&need).await, Err(SendError::MaybeSent));
    assert_eq!(running.bridge.send(&need).await, Err(SendError::MaybeSent));
    let done = fake.done();
    assert_eq!(done.len(), 1, "said once");
    let at = done[0].2;
    fake.says(&receipt(&[at]));
    assert_eq!(running.heard(echo).await, (own(at), "k1".to_owned()));
    assert_eq!(running.bridge.send(&need).await.unwrap().message, own(at));
    assert_eq!(fake.done().len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn a_quote_settles_a_doubt_too_and_resolves_to_the_message() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.answers([Answer::Lost]);
    let lost = running.bridge.send(&say("k1", "need #1")).await;
    assert_eq!(lost, Err(SendError::MaybeSent));
    let at = fake.done()[0].2;
    let mut claim = event("quote-of-bot", at + 5, "claim");
    claim["envelope"]["dataMessage"]["quote"]["id"] = json!(at);
    fake.says(&claim);
    assert_eq!(running.heard(echo).await, (own(at), "k1".to_owned()));
    let answers = |event: &wegotus_chat::Event| match &event.kind {
        EventKind::Message { reply_to, .. } => reply_to.clone(),
        _ => None,
    };
    assert_eq!(running.heard(answers).await, own(at));
    running.stop().await;
}

#[tokio::test]
async fn a_late_answer_is_told_as_an_echo_and_what_came_meanwhile_waits_its_turn() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    let go = Arc::new(Notify::new());
    fake.answers([Answer::Late(go.clone())]);
    let late = running.bridge.send(&say("k1", "first")).await;
    assert_eq!(late, Err(SendError::MaybeSent));
    let bridge = running.bridge.clone();
    let second = tokio::spawn(async move {
        loop {
            match bridge.send(&say("k2", "second")).await {
                Err(SendError::Retry { .. }) => {}
                sent => return sent,
            }
        }
    });
    go.notify_one();
    let at = fake.done()[0].2;
    assert_eq!(running.heard(echo).await, (own(at), "k1".to_owned()));
    second.await.unwrap().unwrap();
    assert_eq!(fake.done().len(), 2);
    running.stop().await;
}

#[tokio::test]
async fn a_kill_between_asking_and_knowing_says_nothing_twice() {
    let (fake, vault) = (Fake::start().await, Arc::<MemorySealed>::default());
    let running = Running::start(&fake, &vault, &[]).connected().await;
    running.bridge.send(&say("known", "one")).await.unwrap();
    let go = Arc::new(Notify::new());
    fake.answers([Answer::Late(go)]);
    let bridge = running.bridge.clone();
    let asked = tokio::spawn(async move { bridge.send(&say("asked", "two")).await });
    while fake.done().len() < 2 {
        tokio::task::yield_now().await;
    }
    asked.abort();
    running.kill();

    let times: Vec<i64> = fake.done().iter().map(|(_, _, at)| *at).collect();
    let running = Running::start(&fake, &vault, &[]).connected().await;
    let known = running.bridge.send(&say("known", "one")).await.unwrap();
    assert_eq!(
        known.message,
        own(times[0]),
        "the receipt was lost, not the message"
    );
    fake.says(&receipt(&[times[1]]));
    let asked = running.bridge.send(&say("asked", "two")).await.unwrap();
    assert_eq!(asked.message, own(times[1]));
    assert_eq!(fake.done().len(), 2);
    running.stop().await;
}

#[tokio::test]
async fn what_signal_refuses_says_what_to_do() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    let error = |code: i64, message: &str| {
        Answer::Error(json!({ "code": code, "message": message, "data": null }))
    };
    let operator = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::NeedsOperator(_)));
    let retry = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::Retry { .. }));
    let rejected = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::Rejected { .. }));
    let in_doubt = |sent: &Result<_, SendError>| *sent == Err(SendError::MaybeSent);
    let limited = json!([{ "type": "RATE_LIMIT_FAILURE", "retryAfterSeconds": 30 }]);
    let proof = json!([{ "type": "RATE_LIMIT_FAILURE", "token": "t" }]);
    let untrusted = json!([{ "type": "IDENTITY_FAILURE" }]);
    let unregistered = fixture("answer-unregistered")["answer"]["error"].clone();
    let no_group = fixture("answer-no-such-group")["answer"]["error"].clone();
    type Is<'a> = &'a dyn Fn(&Result<wegotus_chat::Sent, SendError>) -> bool;
    let table: Vec<(&str, Answer, Is<'_>)> = vec![
        ("http-429", Answer::Status(429), &retry),
        ("limit", Answer::Results(limited), &retry),
        ("limit-code", error(-5, "Rate limit"), &retry),
        ("captcha", Answer::Results(proof), &operator),
        ("captcha-code", error(-6, "CAPTCHA"), &operator),
        ("untrusted", Answer::Results(untrusted), &operator),
        ("untrusted-code", error(-4, "Untrusted"), &operator),
        ("unregistered", Answer::Error(unregistered), &rejected),
        ("no-group", Answer::Error(no_group), &rejected),
        ("hidden-429", error(-32603, "StatusCode: 429"), &in_doubt),
        ("broken", Answer::Status(502), &in_doubt),
    ];
    for (key, answer, is) in table {
        fake.answers([answer]);
        let sent = running.bridge.send(&say(key, "x")).await;
        assert!(is(&sent), "{key}: {sent:?}");
        if !in_doubt(&sent) {
            let again = running.bridge.send(&say(key, "x")).await;
            assert!(again.is_ok(), "{key}: {again:?} once it is put right");
        }
    }
    let partly = json!([{ "type": "SUCCESS" }, { "type": "UNREGISTERED_FAILURE" }]);
    fake.answers([Answer::Results(partly)]);
    let before = fake.done().len();
    for _ in 0..2 {
        running.bridge.send(&say("partly", "x")).await.unwrap();
    }
    assert_eq!(
        fake.done().len(),
        before + 1,
        "some got it, so it is not said again"
    );
    running.stop().await;
}

#[tokio::test]
async fn without_a_connection_to_signal_everything_waits_and_goes_out_once() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.set_offline(true);
    let failed = json!({ "code": -1, "message": "Failed to send message", "data": {
        "response": { "timestamp": 7, "results": [{ "type": "NETWORK_FAILURE" }] } } });
    fake.answers([Answer::Error(failed)]);
    let need = say("k1", "need #1");
    assert_eq!(running.bridge.send(&need).await, Err(SendError::Offline));
    running.until(is_degraded).await;
    fake.set_offline(false);
    let running = running.connected().await;
    running.bridge.send(&need).await.unwrap();
    assert_eq!(fake.done().len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn changes_name_the_first_time_and_edits_are_known_by_every_time() {
    let (fake, vault) = (Fake::start().await, Arc::<MemorySealed>::default());
    let running = Running::start(&fake, &vault, &[]).connected().await;
    let sent = running
        .bridge
        .send(&say("k", "need #1"))
        .await
        .unwrap()
        .message;
    let ana = MessageRef::new(room(), format!("{ANA}/17"));
    let number = 10..12;
    let all = [
        Action::Say {
            text: Speech::calling(
                "🤝 Ana has #1".into(),
                vec![Mention {
                    person: PersonRef::new(Platform::Signal, ANA),
                    at: 5..8,
                }],
            ),
            reply_to: Some(ana.clone()),
        },
        Action::React {
            target: ana.clone(),
            emoji: "❓".into(),
        },
        Action::Edit {
            target: sent.clone(),
            text: Speech::from("🤝 Need #1, claimed").stressing(vec![number]),
        },
    ];
    for (nth, action) in all.into_iter().enumerate() {
        let out = outbound(&format!("n{nth}"), action);
        running.bridge.send(&out).await.unwrap();
    }
    let done = fake.done();
    let first = done[0].2;
    let (quoting, reacting, editing) = (&done[1].1, &done[2].1, &done[3].1);
    assert_eq!(
        (&quoting["quoteTimestamp"], &quoting["quoteAuthor"]),
        (&json!(17), &json!(ANA))
    );
    assert_eq!(quoting["mention"], json!([format!("3:3:{ANA}")]));
    assert_eq!(
        (&reacting["targetTimestamp"], &reacting["targetAuthor"]),
        (&json!(17), &json!(ANA))
    );
    assert_eq!(editing["editTimestamp"], json!(first));
    assert_eq!(editing["textStyle"], json!(["8:2:BOLD"]));
    let edited = done[3].2;

    // Whoever quotes the edited message names the edit's time, also after a restart.
    let quote = |at: i64| {
        let mut claim = event("quote-of-bot", at, "claim");
        claim["envelope"]["dataMessage"]["quote"]["id"] = json!(edited);
        claim
    };
    let answered = |at: i64| {
        move |event: &wegotus_chat::Event| match &event.kind {
            EventKind::Message { reply_to, .. } if event.at.0 == at => reply_to.clone(),
            _ => None,
        }
    };
    fake.says(&quote(1000));
    assert_eq!(running.heard(answered(1000)).await, own(first));
    running.stop().await;
    let running = Running::start(&fake, &vault, &[]).connected().await;
    fake.says(&quote(2000));
    assert_eq!(running.heard(answered(2000)).await, own(first));

    let delete = Action::Delete { target: sent };
    running.bridge.send(&outbound("d", delete)).await.unwrap();
    assert_eq!(fake.done()[4].1["targetTimestamp"], json!(first));
    let theirs = Action::Delete { target: ana };
    let refused = running.bridge.send(&outbound("t", theirs)).await;
    assert!(matches!(refused, Err(SendError::Rejected { .. })));
    running.stop().await;
}

#[tokio::test]
async fn the_code_is_shown_until_a_phone_scans_it() {
    let fake = Fake::start().await.unlinked();
    let mut running = Running::start(&fake, &Arc::default(), &[]);
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    assert_eq!(
        running.bridge.send(&say("k", "x")).await,
        Err(SendError::Offline)
    );
    fake.scan();
    running.connected().await.stop().await;
}

#[tokio::test]
async fn an_account_that_was_unlinked_can_be_linked_again_while_the_bot_runs() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.unlink();
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    let waits = running.bridge.send(&say("k", "x")).await;
    assert_eq!(waits, Err(SendError::Offline));
    fake.scan();
    let running = running.connected().await;
    running.bridge.send(&say("k", "x")).await.unwrap();
    running.stop().await;
}

#[tokio::test]
async fn an_account_that_is_still_there_but_unlinked_is_linked_again_too() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    fake.revoke();
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    fake.scan();
    running.connected().await.stop().await;
}

#[tokio::test]
async fn an_account_that_its_phone_unlinked_is_linked_again_while_no_bot_runs() {
    let (fake, vault) = (Fake::start().await, Arc::<MemorySealed>::default());
    let shown = Arc::new(Notify::new());
    let linking = async |account: Option<&str>| {
        let settings = wegotus_signal::SignalSettings {
            daemon: wegotus_signal::Daemon::Beside(fake.url.clone()),
            account: account.map(str::to_owned),
            inviters: Vec::new(),
            device_name: "wegotus".into(),
        };
        let host = wegotus_chat::Host {
            clock: Arc::new(wegotus_chat::SystemClock),
            vault: vault.clone(),
        };
        let mut show = |_, _| shown.notify_one();
        wegotus_signal::link(&settings, &host, &mut show).await
    };
    let before = linking(None).await.map_err(|error| error.what);
    assert_eq!(before, Ok(wegotus_signal::Linked::Before));
    fake.revoke();
    let scanning = async {
        shown.notified().await;
        fake.scan();
    };
    let (now, ()) = tokio::join!(linking(None), scanning);
    assert_eq!(
        now.map_err(|error| error.what),
        Ok(wegotus_signal::Linked::Now)
    );

    // Where the config names another number, the phone that scans was the wrong one, or the number is mistyped.
    let scanning = async {
        shown.notified().await;
        fake.scan();
    };
    let (now, ()) = tokio::join!(linking(Some("+12025550199")), scanning);
    let why = now.unwrap_err();
    assert!(why.what.contains("signal.account"), "{}", why.what);
}

#[tokio::test]
async fn a_persons_own_account_is_refused_once_they_write_with_it() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    for nth in 0..3 {
        fake.says(&event("sync-sent-group", nth, ""));
    }
    fake.says(&event("group-message", 50, "still here"));
    running.heard(says("still here")).await;
    for nth in 0..3 {
        fake.says(&event("sync-sent-private", 100 + nth, ""));
    }
    let why = running.ended().await;
    assert!(why.what.contains("a person's own"), "{}", why.what);
    assert!(why.remedy.contains("wegotus link signal"), "{}", why.remedy);
}

#[tokio::test]
async fn an_invitation_is_taken_up_from_those_who_may() {
    for (inviters, taken) in [(&[ANA][..], true), (&[], false)] {
        let fake = Fake::start().await;
        fake.set_groups(vec![invitation()]);
        let running = Running::start(&fake, &Arc::default(), inviters)
            .connected()
            .await;
        assert_eq!(fake.accepted(), [""; 0]);
        fake.says(&event("group-update", 1, ""));
        fake.says(&event("private-message", 2, "after"));
        running.heard(says("after")).await;
        if taken {
            let joined = |event: &wegotus_chat::Event| match event.kind {
                EventKind::Membership { change, .. } => Some(change),
                _ => None,
            };
            assert_eq!(running.heard(joined).await, RoomChange::Joined);
        }
        assert_eq!(!fake.accepted().is_empty(), taken);
        running.stop().await;
    }
}

#[tokio::test]
async fn what_somebody_changes_in_a_group_is_no_invitation_of_theirs() {
    let stranger = "0aa1bb2c-0000-4000-8000-000000000001";
    let update = |by: &str, at: i64| {
        let mut event = event("group-update", at, "");
        event["envelope"]["sourceUuid"] = serde_json::json!(by);
        event["envelope"]["source"] = serde_json::json!(by);
        event
    };
    let (fake, vault) = (Fake::start().await, Arc::<MemorySealed>::default());
    fake.set_groups(vec![invitation()]);
    let running = Running::start(&fake, &vault, &[ANA]).connected().await;
    fake.says(&update(stranger, 1));
    fake.says(&update(ANA, 2));
    fake.says(&event("private-message", 3, "after"));
    running.heard(says("after")).await;
    assert_eq!(fake.accepted(), [""; 0], "she only changed something");
    running.stop().await;

    // Nor does a restart make it one.
    let running = Running::start(&fake, &vault, &[ANA]).connected().await;
    fake.says(&update(ANA, 4));
    fake.says(&event("private-message", 5, "after it"));
    running.heard(says("after it")).await;
    assert_eq!(fake.accepted(), [""; 0]);

    // Taken back, and made anew by somebody who may.
    fake.set_groups(Vec::new());
    fake.says(&update(ANA, 6));
    fake.says(&event("private-message", 7, "taken back"));
    running.heard(says("taken back")).await;
    fake.set_groups(vec![invitation()]);
    fake.says(&update(ANA, 8));
    fake.says(&event("private-message", 9, "made anew"));
    running.heard(says("made anew")).await;
    assert_eq!(fake.accepted(), [GROUP]);
    running.stop().await;
}

#[tokio::test]
async fn an_account_that_is_unlinked_while_it_sends_keeps_nobody_waiting() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    let never = Arc::new(Notify::new());
    fake.answers([Answer::Late(never)]);
    let bridge = running.bridge.clone();
    let sending = tokio::spawn(async move { bridge.send(&say("a", "x")).await });
    while fake.done().is_empty() {
        tokio::task::yield_now().await;
    }
    fake.revoke();
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    assert_eq!(sending.await.unwrap(), Err(SendError::MaybeSent));
    fake.scan();
    let running = running.connected().await;
    let next = say("b", "y");
    let soon = tokio::time::timeout(Duration::from_secs(5), running.bridge.send(&next));
    soon.await.unwrap().unwrap();
    let said: Vec<_> = fake
        .done()
        .iter()
        .map(|it| it.1["message"].clone())
        .collect();
    assert_eq!(said, ["x", "y"], "nothing is said twice");
    running.stop().await;
}

#[tokio::test]
async fn an_unlinking_is_noticed_within_a_minute_or_so_by_a_bot_that_says_nothing() {
    let fake = Fake::start().await;
    let mut running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    // Past the look at the beginning.
    while fake.looks() == 0 {
        tokio::task::yield_now().await;
    }
    let since = SystemClock.now();
    fake.revoke();
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    // Its minutes are of 600 ms; the waits before it looks for an account anew, and a slow machine, come on top.
    let waited = SystemClock.now().since(since);
    assert!(waited < Duration::from_millis(2_000), "{waited:?}");
    running.stop().await;
}

#[tokio::test]
async fn an_account_other_than_the_one_set_is_told_while_the_bot_runs() {
    let fake = Fake::start().await;
    let mut running = Running::set_to(&fake, "+12025550199");
    running
        .until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
        .await;
    // The phone that scans has the number that signal-cli has already, and not the one that config names.
    fake.scan();
    let told = running
        .until(|it| matches!(it, BridgeState::Degraded { .. }))
        .await;
    let BridgeState::Degraded { why } = told else {
        panic!("{told:?}");
    };
    assert!(
        why.contains("signal.account") && why.contains("correct it"),
        "{why}"
    );
    let waits = running.bridge.send(&say("k", "x")).await;
    assert_eq!(
        waits,
        Err(SendError::Offline),
        "nothing is said with another number"
    );
    assert!(fake.done().is_empty());
    running.stop().await;
}

#[tokio::test]
async fn the_doctor_tells_what_there_is_and_what_to_do() {
    let look = async |url: String, account: Option<&str>| {
        let settings = wegotus_signal::SignalSettings {
            daemon: wegotus_signal::Daemon::Beside(url),
            account: account.map(str::to_owned),
            inviters: Vec::new(),
            device_name: "wegotus".into(),
        };
        let clock = Arc::new(wegotus_chat::SystemClock);
        let found = wegotus_signal::check(&settings, None, clock).await;
        let told = found.iter().map(|it| {
            let remedy = it.remedy.as_ref().map(|it| format!(" → {it}"));
            format!("{:?} {}{}", it.verdict, it.what, remedy.unwrap_or_default())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    let fake = Fake::start().await;
    insta::assert_snapshot!(look(fake.url.clone(), None).await, @"
    Well signal-cli 0.13.19 answers
    Well the account is linked
    Well it is in 1 group: Elm Street (signal:ZzmAZVzgz3ziEycrGzmuscCaqCWA4TCqsNsOHN/dI1E=)
    ");
    insta::assert_snapshot!(look(fake.url.clone(), Some("+1")).await, @"
    Well signal-cli 0.13.19 answers
    Wrong signal-cli does not have the account that signal.account names → Correct signal.account, or leave it empty and run `wegotus link signal`
    ");
    insta::assert_snapshot!(look(fake.clone().unlinked().url, None).await, @"
    Well signal-cli 0.13.19 answers
    Wrong not linked yet → Run `wegotus link signal` and scan the code with the account's phone
    ");
    fake.scan();
    fake.revoke();
    insta::assert_snapshot!(look(fake.url.clone(), None).await, @"
    Well signal-cli 0.13.19 answers
    Wrong the account is not linked any more: its phone unlinked it, or was away for weeks → Run `wegotus link signal` and scan the code with the account's phone
    Well it is in 1 group: Elm Street (signal:ZzmAZVzgz3ziEycrGzmuscCaqCWA4TCqsNsOHN/dI1E=)
    ");
    fake.scan();
    fake.set_offline(true);
    insta::assert_snapshot!(look(fake.url.clone(), None).await, @"
    Well signal-cli 0.13.19 answers
    Wrong whether the account is still linked is not known: signal-cli refuses: it cannot reach Signal → See that this machine has a connection; what is written meanwhile waits at Signal
    Well it is in 1 group: Elm Street (signal:ZzmAZVzgz3ziEycrGzmuscCaqCWA4TCqsNsOHN/dI1E=)
    ");
    insta::assert_snapshot!(look("http://127.0.0.1:1".to_owned(), None).await, @"Wrong signal-cli does not answer at its address → See that signal-cli's daemon runs, and correct signal.url or signal.command");
}

#[tokio::test]
async fn a_signal_cli_that_cannot_be_started_is_told_with_where_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("signal");
    let told = async |program: &str| {
        let settings = wegotus_signal::SignalSettings {
            daemon: wegotus_signal::Daemon::Child {
                command: vec![program.to_owned()],
                store: store.clone(),
            },
            account: None,
            inviters: Vec::new(),
            device_name: "wegotus".into(),
        };
        let clock = Arc::new(wegotus_chat::SystemClock);
        let found = wegotus_signal::check(&settings, None, clock).await;
        found[0].what.clone()
    };
    let ended = told("/bin/false").await;
    assert!(ended.contains("ended as soon as it was started"), "{ended}");
    let log = store.join("signal-cli.log");
    assert!(ended.contains(log.to_str().unwrap()), "{ended}");
    let missing = told("/nowhere/signal-cli").await;
    let is_told = missing.contains("signal.command") || missing.contains("ended as soon");
    assert!(is_told, "{missing}");
}

#[tokio::test]
async fn what_a_killed_signal_cli_unpacked_is_gone_at_the_next_start() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("signal-cli");
    std::fs::write(&program, "#!/bin/sh\necho $JAVA_TOOL_OPTIONS >&2\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    let store = folder.path().join("the bot's data/signal");
    let scratch = store.join("tmp");
    std::fs::create_dir_all(scratch.join("libsignal123")).unwrap();
    let settings = wegotus_signal::SignalSettings {
        daemon: wegotus_signal::Daemon::Child {
            command: vec![program.to_str().unwrap().to_owned()],
            store: store.clone(),
        },
        account: None,
        inviters: Vec::new(),
        device_name: "wegotus".into(),
    };
    let clock = Arc::new(wegotus_chat::SystemClock);
    wegotus_signal::check(&settings, None, clock).await;
    let said = std::fs::read_to_string(store.join("signal-cli.log")).unwrap();
    let option = format!(
        "\"-Djava.io.tmpdir={}\"",
        scratch.canonicalize().unwrap().display()
    );
    assert!(said.contains(&option), "{said}");
    assert_eq!(std::fs::read_dir(&scratch).unwrap().count(), 0);
}

#[tokio::test]
async fn a_stop_ends_it_soon_whatever_signal_cli_does() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default(), &[])
        .connected()
        .await;
    let stopped = tokio::time::timeout(Duration::from_secs(5), running.stop()).await;
    stopped.unwrap();
    let _: Value = fixture("answer-version");
}
