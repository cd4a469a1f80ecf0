//! The sandbox seen from outside: what people do, what the bot hears, what survives.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests may stop at once, as tests do"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge, BridgeState, Clock, Destination, EffectKey, Event, EventKind, EventSink, Host,
    MemorySealed, MessageRef, NotCommitted, Outbound, PersonRef, Platform, ReactionChange, Sealed,
    SealedError, SendError, SenderKind, Speech, Timestamp,
};
use wegotus_sandbox::{
    Emoji, KEPT_CHANGES, Message, MessageId, Person, Room, Sandbox, SandboxBridge, SandboxClock,
    SandboxError,
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// A sandbox whose clock stands still, and the store that outlives it.
struct Place {
    world: Arc<Sandbox>,
    clock: Arc<SandboxClock>,
    vault: Arc<MemorySealed>,
}

impl Place {
    async fn new() -> Self {
        let clock = Arc::new(SandboxClock::stopped_at(Timestamp(1_800_000_000_000)));
        Self::on(clock, Arc::new(MemorySealed::default())).await
    }

    async fn on(clock: Arc<SandboxClock>, vault: Arc<MemorySealed>) -> Self {
        let host = Host {
            clock: clock.clone(),
            vault: vault.clone(),
        };
        Self {
            world: Sandbox::open(host).await.unwrap(),
            clock,
            vault,
        }
    }

    /// What a restart leaves: the store and the time.
    async fn restarted(&self) -> Self {
        Self::on(self.clock.clone(), self.vault.clone()).await
    }

    async fn says(&self, room: Room, name: &str, text: &str) -> MessageId {
        self.world
            .say(room, person(name), text, None)
            .await
            .unwrap()
    }

    fn bridge(&self) -> SandboxBridge {
        SandboxBridge::new(self.world.clone())
    }

    /// Listens until everything is committed, then stops.
    async fn heard(&self, ear: &Arc<Ear>) {
        let bot = self.starts(ear.clone());
        self.world.settled().await;
        bot.stops().await;
    }

    fn starts(&self, sink: Arc<dyn EventSink>) -> Running {
        let (state, watched) = watch::channel(BridgeState::Stopped);
        let stop = CancellationToken::new();
        let bridge = self.bridge();
        let task = tokio::spawn({
            let stop = stop.clone();
            async move { bridge.run(sink, state, stop).await.unwrap() }
        });
        Running {
            stop,
            task,
            state: watched,
        }
    }
}

struct Running {
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
    state: watch::Receiver<BridgeState>,
}

impl Running {
    async fn stops(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

/// Hears events, and can be made to refuse.
#[derive(Default)]
struct Ear {
    events: Mutex<Vec<Event>>,
    batches: Mutex<Vec<usize>>,
    refusals: Mutex<u32>,
}

impl Ear {
    fn refusing(times: u32) -> Arc<Self> {
        Arc::new(Self {
            refusals: Mutex::new(times),
            ..Self::default()
        })
    }

    fn keys(&self) -> Vec<String> {
        self.events
            .lock()
            .unwrap()
            .iter()
            .map(|event| event.key.0.clone())
            .collect()
    }
}

#[async_trait::async_trait]
impl EventSink for Ear {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        let mut refusals = self.refusals.lock().unwrap();
        if *refusals > 0 {
            *refusals -= 1;
            return Err(NotCommitted {
                reason: "the disk is full".into(),
            });
        }
        self.batches.lock().unwrap().push(batch.len());
        self.events.lock().unwrap().extend(batch);
        Ok(())
    }
}

fn person(name: &str) -> Person {
    name.parse().unwrap()
}

fn emoji(text: &str) -> Emoji {
    text.parse().unwrap()
}

fn says(key: &str, room: &Room, text: &str) -> Outbound {
    Outbound {
        key: EffectKey(key.into()),
        to: Destination::Room(room.to_ref()),
        action: Action::Say {
            text: text.into(),
            reply_to: None,
        },
    }
}

fn does(key: &str, target: &MessageRef, action: fn(MessageRef) -> Action) -> Outbound {
    Outbound {
        key: EffectKey(key.into()),
        to: Destination::Room(target.room.clone()),
        action: action(target.clone()),
    }
}

fn edit(target: MessageRef) -> Action {
    Action::Edit {
        target,
        text: "📌 Need #1 · claimed".into(),
    }
}

fn delete(target: MessageRef) -> Action {
    Action::Delete { target }
}

#[tokio::test]
async fn all_that_happens_reaches_the_bot_once_in_order_under_keys_that_last() {
    let place = Place::new().await;
    let (world, hand) = (&place.world, emoji("✋"));
    let need = place
        .says(Room::Signal, "Ana", "need a ride to dialysis tmrw 7am")
        .await;
    let claim = world
        .say(Room::Signal, person("Ben"), "claim", Some(need))
        .await
        .unwrap();
    world
        .react(need, person("Ben"), hand.clone(), ReactionChange::Added)
        .await
        .unwrap();
    world
        .react(need, person("Ben"), hand.clone(), ReactionChange::Added)
        .await
        .unwrap();
    world
        .react(need, person("Ben"), hand, ReactionChange::Removed)
        .await
        .unwrap();
    world
        .edit(need, "need a ride to dialysis tmrw 8am")
        .await
        .unwrap();
    world.delete(claim).await.unwrap();

    let ear = Arc::new(Ear::default());
    place.heard(&ear).await;
    let keys = [
        "m1",
        "m2",
        "m1/react/Ben/✋/1",
        "m1/react/Ben/✋/2",
        "m1/edit/1",
        "m2/delete",
    ];
    assert_eq!(ear.keys(), keys);
    let events = ear.events.lock().unwrap().clone();
    assert_eq!(
        events[0].sender.person,
        PersonRef::new(Platform::Sandbox, "Ana")
    );
    assert_eq!(
        (events[0].sender.kind, events[0].sender.private),
        (SenderKind::Person, false)
    );
    let EventKind::Message { reply_to, body, .. } = &events[1].kind else {
        panic!("not a message")
    };
    assert_eq!(
        (reply_to.clone(), body.as_str()),
        (Some(need.to_ref(&Room::Signal)), "claim")
    );
    assert!(matches!(
        events[3].kind,
        EventKind::Reaction {
            change: ReactionChange::Removed,
            ..
        }
    ));

    let stands = world.messages(&Room::Signal, None);
    assert_eq!(stands[0].text.as_str(), "need a ride to dialysis tmrw 8am");
    assert!(stands[0].edited && stands[0].reactions.is_empty() && stands[1].deleted);
    assert_eq!(stands[1].text.as_str(), "");
}

#[tokio::test]
async fn a_restart_shows_the_same_rooms_and_goes_on_where_the_bot_stopped() {
    let place = Place::new().await;
    place
        .says(Room::WhatsApp, "Ana", "need: diapers size 4")
        .await;
    let ear = Arc::new(Ear::default());
    place.heard(&ear).await;
    place.says(Room::Matrix, "Ben", "I have some").await;
    let before: Vec<Vec<Message>> = all_rooms(&place.world);

    let again = place.restarted().await;
    assert_eq!(all_rooms(&again.world), before);
    let ear = Arc::new(Ear::default());
    again.heard(&ear).await;
    assert_eq!(ear.keys(), ["m2"]);
    assert_eq!(
        again.says(Room::Signal, "Chidi", "hello").await.to_string(),
        "m3"
    );
}

#[tokio::test]
async fn what_is_not_committed_is_handed_over_again() {
    let place = Place::new().await;
    place
        .says(Room::WhatsApp, "Ana", "need: diapers size 4")
        .await;
    let ear = Ear::refusing(2);
    let mut bot = place.starts(ear.clone());
    bot.state
        .wait_for(|state| matches!(state, BridgeState::Degraded { .. }))
        .await
        .unwrap();
    assert!(ear.keys().is_empty());
    bot.state
        .wait_for(|state| matches!(state, BridgeState::Connected))
        .await
        .unwrap();
    assert_eq!(ear.keys(), ["m1"]);
    bot.stops().await;
}

#[tokio::test]
async fn the_bot_says_a_thing_once_however_often_it_tries() {
    let place = Place::new().await;
    place.world.script_faults(|faults| {
        faults.fail_next_sends.push_back(SendError::Offline);
        faults.lose_receipts = 1;
    });
    let out = says("e1", &Room::Matrix, "📌 Need #1");
    assert_eq!(place.bridge().send(&out).await, Err(SendError::Offline));
    assert_eq!(place.bridge().send(&out).await, Err(SendError::MaybeSent));
    let sent = place.bridge().send(&out).await.unwrap();
    let again = place.restarted().await;
    assert_eq!(again.bridge().send(&out).await.unwrap(), sent);
    assert_eq!(again.world.messages(&Room::Matrix, None).len(), 1);

    let ear = Arc::new(Ear::default());
    again.heard(&ear).await;
    let events = ear.events.lock().unwrap().clone();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].sender.kind, SenderKind::Own);
    assert_eq!(
        events[0].kind,
        EventKind::Echo {
            msg: sent.message,
            sent_as: Some(EffectKey("e1".into()))
        }
    );
}

#[tokio::test]
async fn the_bot_edits_and_deletes_only_as_long_as_the_network_would() {
    let place = Place::new().await;
    let bridge = place.bridge();
    let mut notices = Vec::new();
    for (n, room) in Room::GROUPS.iter().enumerate() {
        notices.push(
            bridge
                .send(&says(&format!("say {n}"), room, "📌 Need #1"))
                .await
                .unwrap()
                .message,
        );
    }
    let mut tries = 0;
    let mut edits = async |span| {
        place.clock.advance(span).await.unwrap();
        let mut done = Vec::new();
        for notice in &notices {
            tries += 1;
            done.push(
                bridge
                    .send(&does(&format!("edit {tries}"), notice, edit))
                    .await
                    .is_ok(),
            );
        }
        done
    };
    assert_eq!(edits(MINUTE).await, [true, true, true]);
    assert_eq!(edits(15 * MINUTE).await, [false, true, true]);
    assert_eq!(edits(24 * HOUR).await, [false, false, true]);
    place.clock.advance(24 * HOUR).await.unwrap();
    let mut gone = Vec::new();
    for (n, notice) in notices.iter().enumerate() {
        gone.push(
            bridge
                .send(&does(&format!("delete {n}"), notice, delete))
                .await
                .is_ok(),
        );
    }
    assert_eq!(gone, [true, false, true]);
    assert!(matches!(
        bridge.send(&does("late", &notices[1], delete)).await,
        Err(SendError::Rejected { reason }) if reason.contains("24 hours")
    ));
}

#[tokio::test]
async fn what_stands_out_is_shown_beside_the_text_which_stays_plain() {
    let place = Place::new().await;
    let bridge = place.bridge();
    let spoken = |text: &str, strong| Speech::from(text).stressing(vec![strong]);
    let mut said = says("k1", &Room::Signal, "");
    said.action = Action::Say {
        text: spoken("📌 صورة #1 · eggs", 14..16),
        reply_to: None,
    };
    let target = bridge.send(&said).await.unwrap().message;
    let shown = |place: &Place| {
        let message = place.world.messages(&Room::Signal, None).remove(0);
        serde_json::to_value(message).unwrap()
    };
    let there = shown(&place.restarted().await);
    assert_eq!(there["text"], "📌 صورة #1 · eggs");
    assert_eq!(there["strong"], serde_json::json!([[8, 2]]));
    let edit = Outbound {
        key: EffectKey("k2".into()),
        to: said.to.clone(),
        action: Action::Edit {
            target: target.clone(),
            text: spoken("#1 · gone", 0..2),
        },
    };
    bridge.send(&edit).await.unwrap();
    assert_eq!(shown(&place)["strong"], serde_json::json!([[0, 2]]));
    bridge.send(&does("k3", &target, delete)).await.unwrap();
    assert!(shown(&place.restarted().await).get("strong").is_none());
}

#[tokio::test]
async fn the_bot_cannot_touch_what_others_wrote_but_can_react_to_it() {
    let place = Place::new().await;
    let ana = place
        .says(Room::WhatsApp, "Ana", "hello")
        .await
        .to_ref(&Room::WhatsApp);
    let bridge = place.bridge();
    assert!(matches!(
        bridge.send(&does("a", &ana, edit)).await,
        Err(SendError::Rejected { .. })
    ));
    assert!(matches!(
        bridge.send(&does("b", &ana, delete)).await,
        Err(SendError::Rejected { .. })
    ));
    let question = |target| Action::React {
        target,
        emoji: "❓".into(),
    };
    assert_eq!(
        bridge
            .send(&does("c", &ana, question))
            .await
            .unwrap()
            .message,
        ana
    );
    let stands = serde_json::to_value(&place.world.messages(&Room::WhatsApp, None)[0]).unwrap();
    assert_eq!(
        stands["reactions"],
        serde_json::json!({ "❓": ["wegotus"] })
    );
}

#[tokio::test]
async fn a_private_chat_is_between_one_person_and_the_bot() {
    let place = Place::new().await;
    let chat = Room::Direct(person("Ana"));
    let direct = Outbound {
        key: EffectKey("d".into()),
        to: Destination::Direct(PersonRef::new(Platform::Sandbox, "Ana")),
        action: Action::Say {
            text: "Ben will help you".into(),
            reply_to: None,
        },
    };
    place.bridge().send(&direct).await.unwrap();
    let refused = place
        .world
        .say(chat.clone(), person("Ben"), "hi", None)
        .await;
    assert_eq!(refused, Err(SandboxError::NotTheirChat));
    place.says(chat.clone(), "Ana", "thank you").await;
    assert_eq!(place.world.messages(&chat, None).len(), 2);
    assert_eq!(place.world.rooms().len(), 4);

    let ear = Arc::new(Ear::default());
    place.heard(&ear).await;
    assert!(
        ear.events
            .lock()
            .unwrap()
            .iter()
            .all(|event| event.sender.private)
    );
}

#[tokio::test]
async fn a_person_edits_only_what_they_may() {
    let place = Place::new().await;
    let world = &place.world;
    let mine = place.says(Room::WhatsApp, "Ana", "helo").await;
    let bot = place
        .bridge()
        .send(&says("n", &Room::WhatsApp, "📌"))
        .await
        .unwrap()
        .message;
    let bot: MessageId = bot.native.parse().unwrap();
    assert_eq!(world.edit(bot, "x").await, Err(SandboxError::NotTheAuthor));
    assert_eq!(world.edit(mine, " \n").await, Err(SandboxError::EmptyText));
    let unknown: MessageId = "m99".parse().unwrap();
    assert_eq!(
        world.edit(unknown, "x").await,
        Err(SandboxError::UnknownMessage)
    );
    let elsewhere = world
        .say(Room::Signal, person("Ben"), "claim", Some(mine))
        .await;
    assert_eq!(elsewhere, Err(SandboxError::ReplyElsewhere));
    place.clock.advance(16 * MINUTE).await.unwrap();
    let late = world.edit(mine, "hello").await.unwrap_err();
    assert!(late.to_string().contains("15 minutes"), "{late}");
    world.delete(mine).await.unwrap();
    assert_eq!(world.delete(mine).await, Err(SandboxError::Deleted));
}

#[tokio::test]
async fn scripted_faults_redeliver_and_reverse_and_hold() {
    let place = Place::new().await;
    place.world.script_faults(|faults| {
        faults.hold_delivery = true;
        faults.reverse_batches = 1;
        faults.redeliver_batches = 1;
    });
    let ear = Arc::new(Ear::default());
    let bot = place.starts(ear.clone());
    place.says(Room::WhatsApp, "Ana", "one").await;
    place.says(Room::Signal, "Ben", "two").await;
    assert!(ear.keys().is_empty());
    place
        .world
        .script_faults(|faults| faults.hold_delivery = false);
    place.world.settled().await;
    assert_eq!(ear.keys(), ["m2", "m1", "m2", "m1"]);
    bot.stops().await;

    place
        .world
        .script_faults(|faults| faults.redeliver_all_on_restart = true);
    let ear = Arc::new(Ear::default());
    let mut bot = place.starts(ear.clone());
    bot.state
        .wait_for(|state| matches!(state, BridgeState::Connected))
        .await
        .unwrap();
    assert_eq!(ear.keys(), ["m1", "m2"]);
    bot.stops().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_talk_at_once_and_nothing_is_lost_or_doubled() {
    let place = Place::new().await;
    let ear = Arc::new(Ear::default());
    let bot = place.starts(ear.clone());
    let talks: Vec<_> = ["Ana", "Ben", "Chidi", "Dalia"]
        .map(|name| {
            let world = place.world.clone();
            tokio::spawn(async move {
                for n in 0..50 {
                    world
                        .say(Room::Matrix, person(name), &format!("{n}"), None)
                        .await
                        .unwrap();
                }
            })
        })
        .into();
    for talk in talks {
        talk.await.unwrap();
    }
    place.world.settled().await;
    let expected: Vec<String> = (1..=200).map(|n| format!("m{n}")).collect();
    assert_eq!(ear.keys(), expected);
    bot.stops().await;
}

#[tokio::test]
async fn the_oldest_leave_and_a_bot_that_does_not_listen_is_not_overrun() {
    let place = Place::new().await;
    for n in 0..KEPT_CHANGES {
        place
            .says(Room::Signal, "Ana", &format!("message {n}"))
            .await;
    }
    let full = place
        .world
        .say(Room::Signal, person("Ana"), "one more", None)
        .await;
    assert_eq!(full, Err(SandboxError::Behind));
    assert_eq!(
        place.bridge().send(&says("e", &Room::Signal, "x")).await,
        Err(SendError::Retry {
            after: Duration::from_secs(1)
        })
    );
    let ear = Arc::new(Ear::default());
    place.heard(&ear).await;
    assert_eq!(ear.keys().len() as u64, KEPT_CHANGES);
    place.says(Room::Signal, "Ana", "one more").await;
    let stands = place.world.messages(&Room::Signal, None);
    assert_eq!(
        (stands.len() as u64, stands[0].id.to_string().as_str()),
        (KEPT_CHANGES, "m2")
    );
    assert_eq!(
        all_rooms(&place.restarted().await.world),
        all_rooms(&place.world)
    );
}

#[tokio::test]
async fn what_cannot_be_written_did_not_happen() {
    struct FullDisk;
    #[async_trait::async_trait]
    impl Sealed for FullDisk {
        async fn put(&self, _: &str, _: &[u8]) -> Result<(), SealedError> {
            Err(SealedError("no space left on device".into()))
        }
        async fn get(&self, _: &str) -> Result<Option<Vec<u8>>, SealedError> {
            Ok(None)
        }
        async fn erase(&self, _: &str) -> Result<(), SealedError> {
            Ok(())
        }
    }
    let clock: Arc<dyn Clock> = Arc::new(SandboxClock::stopped_at(Timestamp(0)));
    let world = Sandbox::open(Host {
        clock,
        vault: Arc::new(FullDisk),
    })
    .await
    .unwrap();
    let error = world
        .say(Room::Signal, person("Ana"), "hello", None)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("no space left"), "{error}");
    assert!(world.messages(&Room::Signal, None).is_empty());
}

#[tokio::test]
async fn nothing_shows_names_or_words_in_debug() {
    let place = Place::new().await;
    place
        .says(Room::Direct(person("Ana")), "Ana", "a secret")
        .await;
    let shown = format!(
        "{:?}",
        place.world.messages(&Room::Direct(person("Ana")), None)
    );
    assert!(
        !shown.contains("Ana") && !shown.contains("secret"),
        "{shown}"
    );
}

fn all_rooms(world: &Sandbox) -> Vec<Vec<Message>> {
    world
        .rooms()
        .iter()
        .map(|summary| world.messages(&summary.room, None))
        .collect()
}

/// One thing somebody tries.
#[derive(Clone, Debug)]
enum Try {
    Say(usize, &'static str, u64),
    React(u64, &'static str, bool),
    Edit(u64),
    Delete(u64),
    BotSays(usize, u8),
    BotEdits(u64, u8),
}

fn tries() -> impl Strategy<Value = Try> {
    let name = prop_oneof![Just("Ana"), Just("Ben")];
    prop_oneof![
        3 => (0..3_usize, name.clone(), 0..9_u64).prop_map(|(room, who, to)| Try::Say(room, who, to)),
        2 => (1..12_u64, name, any::<bool>()).prop_map(|(m, who, remove)| Try::React(m, who, remove)),
        1 => (1..12_u64).prop_map(Try::Edit),
        1 => (1..12_u64).prop_map(Try::Delete),
        2 => (0..3_usize, 0..8_u8).prop_map(|(room, key)| Try::BotSays(room, key)),
        1 => (1..12_u64, 8..16_u8).prop_map(|(m, key)| Try::BotEdits(m, key)),
    ]
}

async fn attempt(place: &Place, attempt: Try) {
    let id = |n: u64| format!("m{n}").parse::<MessageId>();
    let hand = emoji("✋");
    // Refusals are part of the play: what matters is that they change nothing.
    let _ = match attempt {
        Try::Say(room, who, to) => {
            let room = Room::GROUPS[room].clone();
            place
                .world
                .say(room, person(who), "hello", id(to).ok())
                .await
                .map(drop)
        }
        Try::React(m, who, remove) => {
            let change = if remove {
                ReactionChange::Removed
            } else {
                ReactionChange::Added
            };
            place
                .world
                .react(id(m).unwrap(), person(who), hand, change)
                .await
        }
        Try::Edit(m) => place.world.edit(id(m).unwrap(), "changed").await,
        Try::Delete(m) => place.world.delete(id(m).unwrap()).await,
        Try::BotSays(room, key) => {
            let _ = place
                .bridge()
                .send(&says(&key.to_string(), &Room::GROUPS[room], "📌"))
                .await;
            Ok(())
        }
        Try::BotEdits(m, key) => {
            let target = id(m).unwrap().to_ref(&Room::Matrix);
            let _ = place
                .bridge()
                .send(&does(&key.to_string(), &target, edit))
                .await;
            Ok(())
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is tried: a restart shows the same world, each change is one event, and no key repeats.
    #[test]
    fn a_world_is_what_was_kept_of_it(script in prop::collection::vec(tries(), 0..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let place = Place::new().await;
            for step in script {
                attempt(&place, step).await;
            }
            let again = place.restarted().await;
            prop_assert_eq!(all_rooms(&again.world), all_rooms(&place.world));
            let ear = Arc::new(Ear::default());
            again.heard(&ear).await;
            let keys = ear.keys();
            prop_assert_eq!(keys.len() as u64, *place.world.changes().borrow());
            let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
            prop_assert_eq!(distinct.len(), keys.len());
            Ok(())
        })?;
    }
}
