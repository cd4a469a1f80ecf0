//! The bridge between a Graph API and a Meta that misbehave: nothing forged comes in, nothing is lost, and nothing is
//! said twice.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "they are tests, helpers included"
)]

mod fake;

use std::sync::Arc;

use fake::*;
use serde_json::{Value, json};
use tokio::sync::Notify;
use wegotus_chat::{
    Ability, Action, Bridge as _, BridgeState, Destination, EffectKey, Event, EventKind,
    MemorySealed, MessageRef, Outbound, PersonRef, Platform, ReactionChange, SendError, Verdict,
};
use wegotus_whatsapp_cloud::{check, sign};

/// The message of an echo, and the key it was sent under.
fn echo(event: &Event) -> Option<(MessageRef, String)> {
    match &event.kind {
        EventKind::Echo { msg, sent_as } => Some((msg.clone(), sent_as.as_ref()?.0.clone())),
        _ => None,
    }
}

/// An emoji, and whether it came or went.
fn reaction(event: &Event) -> Option<(String, ReactionChange)> {
    match &event.kind {
        EventKind::Reaction { emoji, change, .. } => Some((emoji.clone(), *change)),
        _ => None,
    }
}

#[tokio::test]
async fn meta_is_answered_when_it_shows_the_word() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    let ask = |mode: &str, token: &str| {
        let query = format!("hub.mode={mode}&hub.challenge=1158201444&hub.verify_token={token}");
        running
            .http
            .get(format!("{}?{query}", running.webhook))
            .send()
    };
    let told = ask("subscribe", "a%20word%20made%20up").await.unwrap();
    assert_eq!(told.status(), 200);
    assert_eq!(told.text().await.unwrap(), "1158201444");
    for (mode, token) in [
        ("subscribe", "another"),
        ("subscribe", ""),
        ("unsubscribe", "a%20word%20made%20up"),
    ] {
        assert_eq!(
            ask(mode, token).await.unwrap().status(),
            403,
            "{mode} {token}"
        );
    }
    let bare = running.http.get(&running.webhook).send().await.unwrap();
    assert_eq!(bare.status(), 403);
    running.stop().await;
}

#[tokio::test]
async fn nothing_forged_comes_in() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    let bytes = text("text", "wamid.1", "need a ride").to_string();
    let right = sign(bytes.as_bytes(), &SECRET.into());
    let of_another_secret = sign(bytes.as_bytes(), &"guessed".into());
    let stale = sign(b"{}", &SECRET.into());
    let forged = [
        None,
        Some(""),
        Some("sha256="),
        Some(&*right.to_uppercase()),
        Some(&right[..right.len() - 1]),
        Some(&*of_another_secret),
        Some(&*stale),
    ];
    for signature in forged {
        let answered = running.posts(bytes.clone(), signature).await;
        assert_eq!(answered, 401, "{signature:?}");
    }
    let longer = format!("{bytes} ");
    assert_eq!(running.posts(longer, Some(&right)).await, 401);
    assert!(running.heard().is_empty());
    let told = running.bridge.notices();
    assert!(
        told.iter()
            .any(|it| it.what.contains("not signed with the app"))
    );

    assert_eq!(running.posts(bytes, Some(&right)).await, 200);
    assert_eq!(running.texts(), ["need a ride"]);
    running.stop().await;
}

#[tokio::test]
async fn what_is_too_long_or_cannot_be_read_holds_nothing_up() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    let huge = vec![b' '; 5 * 1024 * 1024];
    let signature = sign(&huge, &SECRET.into());
    assert_eq!(running.posts(huge, Some(&signature)).await, 413);
    let whole = text("text", "wamid.1", "need a ride").to_string();
    for broken in [&whole[..whole.len() / 2], "", "[]", "\u{0}"] {
        let signature = sign(broken.as_bytes(), &SECRET.into());
        // It will never get better, so Meta is not to send it again.
        let answered = running.posts(broken, Some(&signature)).await;
        assert_eq!(answered, 200, "{broken:?}");
    }
    assert!(running.heard().is_empty());
    let told = running.bridge.notices();
    assert!(
        told.iter().any(|it| it.what.ends_with("passed over: 4")),
        "{told:?}"
    );
    running.stop().await;
}

#[tokio::test]
async fn meta_is_answered_once_it_is_on_disk() {
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let running = Running::start(&fake, &vault).await;
    *running.sink.refusals.lock().unwrap() = 2;
    let need = text("group-text", "wamid.1", "need a ride");
    assert_eq!(running.meta_posts(&need).await, 503);
    assert_eq!(running.meta_posts(&need).await, 503);
    assert_eq!(running.meta_posts(&need).await, 200);
    // Meta may send again what it was answered: its key is the same.
    assert_eq!(running.meta_posts(&need).await, 200);
    let keys: Vec<_> = running.heard().into_iter().map(|it| it.key.0).collect();
    assert_eq!(keys, ["wamid.1", "wamid.1"]);

    // Killed between hearing and answering: Meta has no answer, and sends it to whoever comes after.
    *running.sink.stalls.lock().unwrap() = true;
    let claim = text("group-quote", "wamid.2", "claim");
    let (webhook, http) = (running.webhook.clone(), running.http.clone());
    let bytes = claim.to_string();
    let signature = sign(bytes.as_bytes(), &SECRET.into());
    let posted = http.post(webhook).header("X-Hub-Signature-256", signature);
    let posted = tokio::spawn(posted.body(bytes).send());
    running.sink.told().await;
    running.kill();
    posted.abort();
    let running = Running::start(&fake, &vault).await;
    running.hears(&claim).await;
    assert_eq!(running.texts(), ["claim"]);
    running.stop().await;
}

/// A thousand at once, each with what somebody makes up beside it, and every tenth a second time.
#[tokio::test]
async fn a_thousand_at_once_are_all_heard_and_nothing_else_is() {
    let fake = Fake::start().await;
    let running = Arc::new(Running::start(&fake, &Arc::default()).await);
    let posting = (0..1000).map(|nth| {
        let running = running.clone();
        let of = |words: &str| text("group-text", &format!("wamid.{nth}"), words).to_string();
        let (need, made_up) = (of(&format!("need {nth}")), of("made up"));
        let signature = sign(need.as_bytes(), &SECRET.into());
        tokio::spawn(async move {
            let forged = match nth % 4 {
                0 => running.posts(made_up, Some(&signature)).await,
                1 => running.posts(made_up, None).await,
                2 => {
                    let guessed = sign(made_up.as_bytes(), &"guessed".into());
                    running.posts(made_up, Some(&guessed)).await
                }
                _ => {
                    let cut = need[..need.len() - 1].to_owned();
                    running.posts(cut, Some(&signature)).await
                }
            };
            assert_eq!(forged, 401, "{nth}");
            let times = if nth % 10 == 0 { 2 } else { 1 };
            for _ in 0..times {
                let posted = running.posts(need.clone(), Some(&signature)).await;
                assert_eq!(posted, 200, "{nth}");
            }
        })
    });
    for posted in posting.collect::<Vec<_>>() {
        posted.await.unwrap();
    }
    let heard = running.heard();
    assert_eq!(heard.len(), 1100);
    // What came twice is one, by its key.
    let keys: std::collections::BTreeSet<_> = heard.iter().map(|it| it.key.0.clone()).collect();
    assert_eq!(keys.len(), 1000);
    let mut texts = running.texts();
    texts.sort();
    texts.dedup();
    let mut needs: Vec<_> = (0..1000).map(|nth| format!("need {nth}")).collect();
    needs.sort();
    assert_eq!(texts, needs);
    Arc::into_inner(running).unwrap().stop().await;
}

#[tokio::test]
async fn a_lost_answer_is_not_said_again_and_what_meta_tells_settles_it() {
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let running = Running::start(&fake, &vault).await;
    running.hears(&text("group-text", "wamid.1", "hi")).await;
    fake.answers([Answer::Lost]);
    let need = say("k1", room(), "need #1");
    assert_eq!(running.bridge.send(&need).await, Err(SendError::MaybeSent));
    assert_eq!(running.bridge.send(&need).await, Err(SendError::MaybeSent));
    let done = fake.done();
    assert_eq!(done.len(), 1, "said once");
    assert_eq!(done[0].0["biz_opaque_callback_data"], "k1");
    let id = done[0].1.clone();

    // What settles it is not lost where the disk is full.
    *running.sink.refusals.lock().unwrap() = 1;
    let sent = status("status-group-sent", &id, Some("k1"));
    assert_eq!(running.meta_posts(&sent).await, 503);
    running.hears(&sent).await;
    let echoes: Vec<_> = running.heard().iter().filter_map(echo).collect();
    assert_eq!(echoes, [(ours(room(), &id), "k1".to_owned())]);
    running.stop().await;

    let running = Running::start(&fake, &vault).await;
    let again = running.bridge.send(&need).await.unwrap();
    assert_eq!(again.message, ours(room(), &id));
    assert_eq!(fake.done().len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn a_lost_answer_is_made_good_while_it_is_waited_for() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    running.hears(&text("text", "wamid.1", "hi")).await;
    let go = Arc::new(Notify::new());
    fake.answers([Answer::Late(go)]);
    let bridge = running.bridge.clone();
    let sending = tokio::spawn(async move { bridge.send(&say("k1", private(), "hello")).await });
    fake.until_done(1).await;
    let id = fake.done()[0].1.clone();
    running.hears(&status("status-sent", &id, Some("k1"))).await;
    sending.abort();
    let again = running.bridge.send(&say("k1", private(), "hello")).await;
    assert_eq!(again.unwrap().message, ours(private(), &id));
    assert_eq!(fake.done().len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn a_kill_between_asking_and_knowing_says_nothing_twice() {
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let running = Running::start(&fake, &vault).await;
    running.hears(&text("text", "wamid.1", "hi")).await;
    let known = running.bridge.send(&say("known", private(), "one")).await;
    let go = Arc::new(Notify::new());
    fake.answers([Answer::Late(go)]);
    let bridge = running.bridge.clone();
    let asked = tokio::spawn(async move { bridge.send(&say("asked", private(), "two")).await });
    fake.until_done(2).await;
    asked.abort();
    running.kill();

    let running = Running::start(&fake, &vault).await;
    let again = running.bridge.send(&say("known", private(), "one")).await;
    assert_eq!(again, known, "the receipt was lost, not the message");
    let in_doubt = running.bridge.send(&say("asked", private(), "two")).await;
    assert_eq!(in_doubt, Err(SendError::MaybeSent));
    let id = fake.done()[1].1.clone();
    // Read, without having been told of as sent.
    running
        .hears(&status("status-read", &id, Some("asked")))
        .await;
    let echoes: Vec<_> = running.heard().iter().filter_map(echo).collect();
    assert_eq!(echoes, [(ours(private(), &id), "asked".to_owned())]);
    assert_eq!(fake.done().len(), 2);
    running.stop().await;
}

#[tokio::test]
async fn what_meta_took_and_did_not_deliver_is_no_success() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    running.hears(&text("text", "wamid.1", "hi")).await;
    let go = Arc::new(Notify::new());
    fake.answers([Answer::Late(go.clone())]);
    let bridge = running.bridge.clone();
    let sending = tokio::spawn(async move { bridge.send(&say("k1", private(), "hello")).await });
    fake.until_done(1).await;
    let id = fake.done()[0].1.clone();
    running.hears(&status("status-failed", &id, None)).await;
    running
        .hears(&status("status-failed", &id, Some("k1")))
        .await;
    go.notify_one();
    let sent = sending.await.unwrap();
    assert!(matches!(sent, Err(SendError::Rejected { .. })), "{sent:?}");

    // Told of later, it is counted; and one member of a group who missed it is no failure.
    running
        .bridge
        .send(&say("k2", private(), "again"))
        .await
        .unwrap();
    let id = fake.done()[1].1.clone();
    running
        .hears(&status("status-failed", &id, Some("k2")))
        .await;
    running
        .hears(&status("status-group-failed-for-one", &id, Some("k2")))
        .await;
    let told = running.bridge.notices();
    assert!(
        told.iter()
            .any(|it| it.what == "messages that Meta took and did not deliver: 1"),
        "{told:?}"
    );
    assert!(running.heard().iter().all(|it| echo(it).is_none()));
    running.stop().await;
}

#[tokio::test]
async fn what_meta_refuses_says_what_to_do() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    running.hears(&text("group-text", "wamid.1", "hi")).await;
    let operator = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::NeedsOperator(_)));
    let retry = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::Retry { .. }));
    let rejected = |sent: &Result<_, SendError>| matches!(sent, Err(SendError::Rejected { .. }));
    let in_doubt = |sent: &Result<_, SendError>| *sent == Err(SendError::MaybeSent);
    type Is<'a> = &'a dyn Fn(&Result<wegotus_chat::Sent, SendError>) -> bool;
    let table: Vec<(&str, Answer, Is<'_>)> = vec![
        ("http-429", Answer::Status(429), &retry),
        ("throughput", Answer::Fixture("answer-throughput"), &retry),
        ("pair-rate", Answer::Fixture("answer-pair-rate"), &retry),
        (
            "account-rate",
            Answer::Fixture("answer-account-rate"),
            &retry,
        ),
        ("unavailable", Answer::Fixture("answer-unavailable"), &retry),
        (
            "undeliverable",
            Answer::Fixture("answer-undeliverable"),
            &rejected,
        ),
        (
            "no-such-number",
            Answer::Fixture("answer-no-such-number"),
            &rejected,
        ),
        ("http-401", Answer::Status(401), &operator),
        ("token", Answer::Fixture("answer-token"), &operator),
        (
            "permission",
            Answer::Fixture("answer-permission"),
            &operator,
        ),
        ("policy", Answer::Fixture("answer-policy"), &operator),
        ("locked", Answer::Fixture("answer-locked"), &operator),
        ("spam", Answer::Fixture("answer-spam"), &operator),
        ("payment", Answer::Fixture("answer-payment"), &operator),
        (
            "no-template",
            Answer::Fixture("answer-no-such-template"),
            &operator,
        ),
        ("broken", Answer::Status(502), &in_doubt),
        ("service", Answer::Fixture("answer-api-service"), &in_doubt),
    ];
    for (key, answer, is) in table {
        let before = fake.done().len();
        fake.answers([answer]);
        let sent = running.bridge.send(&say(key, room(), "x")).await;
        assert!(is(&sent), "{key}: {sent:?}");
        assert_eq!(fake.done().len(), before, "{key}");
        if !in_doubt(&sent) {
            let again = running.bridge.send(&say(key, room(), "x")).await;
            assert!(again.is_ok(), "{key}: {again:?} once it is put right");
        }
    }
    running.stop().await;
}

#[tokio::test]
async fn who_was_silent_for_a_day_is_sent_the_template() {
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let running = Running::start(&fake, &vault).await;
    let ana = PersonRef::new(Platform::WhatsApp, ANA);
    let direct = |key: &str| Outbound {
        key: EffectKey(key.into()),
        to: Destination::Direct(ana.clone()),
        action: Action::Say {
            text: "Ben can drive.\nAnswer here.".into(),
            reply_to: None,
        },
    };
    let kinds = || -> Vec<Value> { fake.done().iter().map(|it| it.0["type"].clone()).collect() };
    // She never wrote.
    running.bridge.send(&direct("k1")).await.unwrap();
    let template = &fake.done()[0].0["template"];
    assert_eq!(template["name"], "neighbour_news");
    assert_eq!(template["language"]["code"], "en");
    let words = &template["components"][0]["parameters"][0]["text"];
    assert_eq!(*words, json!("Ben can drive. · Answer here."));
    // She wrote now, and long ago.
    running.hears(&text("text", "wamid.1", "thanks")).await;
    let mut old = text("text", "wamid.0", "long ago");
    old["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = json!("1600000000");
    running.hears(&old).await;
    running.bridge.send(&direct("k2")).await.unwrap();
    // Meta reckons otherwise.
    fake.answers([Answer::Fixture("answer-window")]);
    running.bridge.send(&direct("k3")).await.unwrap();
    running.bridge.send(&direct("k4")).await.unwrap();
    assert_eq!(kinds(), ["template", "text", "template", "template"]);
    running.stop().await;

    let without = Running::with(settings(&fake, false), &vault).await;
    let sent = without.bridge.send(&direct("k5")).await;
    assert!(matches!(sent, Err(SendError::Rejected { .. })), "{sent:?}");
    let abilities = without.bridge.abilities(&private());
    assert_eq!(
        (abilities.direct, abilities.edit),
        (Ability::Never, Ability::Never)
    );
    assert_eq!(fake.done().len(), 4);
    without.stop().await;
}

#[tokio::test]
async fn what_is_answered_at_once_is_answered_in_words() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    // It is being handed over, and may be answered before Meta is.
    *running.sink.stalls.lock().unwrap() = true;
    let bytes = text("group-text", "wamid.1", "need a ride").to_string();
    let signature = sign(bytes.as_bytes(), &SECRET.into());
    let posted = running.http.post(&running.webhook);
    let posted = posted.header("X-Hub-Signature-256", signature).body(bytes);
    let posted = tokio::spawn(posted.send());
    running.sink.told().await;
    running
        .bridge
        .send(&say("k1", room(), "need #1"))
        .await
        .unwrap();
    assert_eq!(fake.done()[0].0["type"], "text");
    posted.abort();
    running.kill();
}

#[tokio::test]
async fn groups_are_written_to_and_answered() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    running
        .hears(&text("group-text", "wamid.1", "need a ride"))
        .await;
    let answered = MessageRef::new(room(), "wamid.1");
    let mut out = say("k1", room(), "need #1");
    let Action::Say { reply_to, .. } = &mut out.action else {
        unreachable!()
    };
    *reply_to = Some(answered.clone());
    running.bridge.send(&out).await.unwrap();
    let doubt = Outbound {
        key: EffectKey("k2".into()),
        to: Destination::Room(room()),
        action: Action::React {
            target: answered,
            emoji: "❓".into(),
        },
    };
    running.bridge.send(&doubt).await.unwrap();
    let asked: Vec<Value> = fake.done().into_iter().map(|it| it.0).collect();
    insta::assert_json_snapshot!(asked);

    let edit = Outbound {
        key: EffectKey("k3".into()),
        to: Destination::Room(room()),
        action: Action::Edit {
            target: ours(room(), "wamid.OURS0"),
            text: "x".into(),
        },
    };
    let refused = running.bridge.send(&edit).await;
    assert!(matches!(refused, Err(SendError::Rejected { .. })));
    running.stop().await;
}

#[tokio::test]
async fn an_emoji_that_is_taken_off_or_exchanged_is_named() {
    use ReactionChange::{Added, Removed};
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let running = Running::start(&fake, &vault).await;
    let put = |id: &str, emoji: &str| {
        let mut request = request("reaction", id);
        let message = &mut request["entry"][0]["changes"][0]["value"]["messages"][0];
        message["reaction"]["emoji"] = json!(emoji);
        request
    };
    running.hears(&put("wamid.1", "✋")).await;
    running.hears(&put("wamid.2", "👍")).await;
    let mut told: Vec<_> = running.heard().iter().filter_map(reaction).collect();
    running.stop().await;
    let running = Running::start(&fake, &vault).await;
    // Not on disk: told again in the same words.
    *running.sink.refusals.lock().unwrap() = 1;
    let off = request("reaction-removed", "wamid.3");
    assert_eq!(running.meta_posts(&off).await, 503);
    running.hears(&off).await;
    told.extend(running.heard().iter().filter_map(reaction));
    assert_eq!(
        told,
        [
            ("✋".to_owned(), Added),
            ("✋".to_owned(), Removed),
            ("👍".to_owned(), Added),
            ("👍".to_owned(), Removed),
        ]
    );
    running.stop().await;
}

#[tokio::test]
async fn somebody_who_takes_a_user_name_stays_the_same_neighbour() {
    let fake = Fake::start().await;
    let running = Running::start(&fake, &Arc::default()).await;
    running
        .hears(&request("text-with-user-id", "wamid.1"))
        .await;
    running
        .hears(&request("text-without-number", "wamid.2"))
        .await;
    let people: Vec<_> = running
        .heard()
        .into_iter()
        .map(|it| it.sender.person)
        .collect();
    assert_eq!(people[0], PersonRef::new(Platform::WhatsApp, ANA));
    assert_eq!(people[0], people[1]);
    running.stop().await;
}

#[tokio::test]
async fn a_number_that_cannot_send_is_shown_and_looked_at_again() {
    let fake = Fake::start().await;
    fake.set_health("answer-token");
    let mut running = Running::start(&fake, &Arc::default()).await;
    let says = |what: &'static str| move |it: &BridgeState| matches!(it, BridgeState::Degraded { why } if why.contains(what));
    running.until(says("access token")).await;
    // It hears meanwhile.
    running
        .hears(&text("group-text", "wamid.1", "need a ride"))
        .await;
    fake.set_health("answer-health-blocked");
    running.until(says("the WhatsApp account: 141006")).await;
    fake.set_health("answer-health-limited");
    let mut running = running.connected().await;

    fake.answers([Answer::Fixture("answer-policy")]);
    let sent = running.bridge.send(&say("k1", room(), "x")).await;
    assert!(matches!(sent, Err(SendError::NeedsOperator(_))));
    running
        .until(|it| matches!(it, BridgeState::Banned { .. }))
        .await;
    let running = running.connected().await;
    running.stop().await;
}

#[tokio::test]
async fn an_address_in_use_is_told() {
    let fake = Fake::start().await;
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = settings(&fake, true);
    settings.listen = taken.local_addr().unwrap();
    let host = wegotus_chat::Host {
        clock: Arc::new(Hurried),
        vault: Arc::new(MemorySealed::default()),
    };
    let bridge = wegotus_whatsapp_cloud::WhatsAppCloudBridge::new(settings, host);
    let (sender, _state) = tokio::sync::watch::channel(BridgeState::Starting);
    let ended = bridge
        .run(Arc::new(Sink::default()), sender, Default::default())
        .await;
    let fatal = ended.unwrap_err();
    assert!(fatal.what.contains("cannot listen"), "{fatal}");
    assert!(fatal.remedy.contains("whatsapp_cloud.listen"), "{fatal}");
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let fake = Fake::start().await;
    let vault = Arc::<MemorySealed>::default();
    let told = |findings: Vec<wegotus_chat::Finding>| {
        let told = findings.into_iter().map(|it| {
            let mark = match it.verdict {
                Verdict::Well => "ok",
                Verdict::Unchecked => "look",
                Verdict::Wrong => "WRONG",
            };
            let remedy = it
                .remedy
                .map_or(String::new(), |it| format!("\n       → {it}"));
            format!("{mark:5}  {}{remedy}", it.what)
        });
        told.collect::<Vec<_>>().join("\n")
    };
    let well = told(check(&settings(&fake, true), Some(vault.clone())).await);
    insta::assert_snapshot!("well", well);
    let mut whole = String::new();
    for health in [
        "answer-health-limited",
        "answer-health-blocked",
        "answer-token",
        "answer-permission",
        "answer-no-such-number",
        "answer-unavailable",
    ] {
        fake.set_health(health);
        let found = told(check(&settings(&fake, false), None).await);
        whole += &format!("── {health}\n{found}\n");
    }
    fake.set_health("answer-health");
    let mut other = settings(&fake, true);
    for (name, language) in [("neighbour_news", "es"), ("neighbour_news", "de")] {
        other.template = Some(wegotus_whatsapp_cloud::Template {
            name: name.into(),
            language: language.into(),
        });
        whole += &format!(
            "── {name} {language}\n{}\n",
            told(check(&other, None).await)
        );
    }
    other.graph = "http://127.0.0.1:9/v25.0".into();
    whole += &format!("── away\n{}\n", told(check(&other, None).await));
    insta::assert_snapshot!("trouble", whole);
}
