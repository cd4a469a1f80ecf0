//! The bridge at its port: what the SDK would hand over, in the SDK's own types, and what comes of it. The client that
//! stands behind the port otherwise is tried in `wire.rs`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "they are tests, helpers included"
)]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use secrecy::ExposeSecret;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge, BridgeState, Destination, EffectKey, Event, EventKind, EventSink, Fatal, Host,
    LinkKind, MemorySealed, Mention, MessageRef, Name, NotCommitted, Outbound, PersonRef, Platform,
    ReactionChange, RoomRef, SendError, Sent, Speech, SystemClock,
};
use wegotus_whatsapp::pace::Pace;
use wegotus_whatsapp::port::{Group, Heard, NotSent, Own, Typing, WaOpen, WaPort};
use wegotus_whatsapp::{WhatsAppBridge, WhatsAppSettings};
use whatsapp_rust::Jid;
use whatsapp_rust::buffa::MessageField;
use whatsapp_rust::proto_helpers::build_reaction_message;
use whatsapp_rust::types::events::{self as sdk, ConnectFailureReason, InboundMessage};
use whatsapp_rust::types::message::{EditAttribute, MessageInfo, MessageSource};
use whatsapp_rust::wacore::chrono;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

const ELM: &str = "120363000000000001@g.us";
const ANA: &str = "12025550134@s.whatsapp.net";
const ANA_LID: &str = "100000000000134@lid";
const BEN: &str = "12025550155@s.whatsapp.net";
const BOT: &str = "12025550100:5@s.whatsapp.net";
const BOT_LID: &str = "100000000000100:5@lid";

fn jid(text: &str) -> Jid {
    text.parse().unwrap()
}

/// The client behind the port, as a story wants it.
#[derive(Default)]
struct Client {
    heard: Mutex<Option<mpsc::UnboundedSender<Heard>>>,
    opened: watch::Sender<u32>,
    forgotten: watch::Sender<u32>,
    sent: Mutex<Vec<(String, String, wa::Message)>>,
    /// How WhatsApp answers what is sent: nothing, or an error's code.
    answer: Mutex<Option<String>>,
    /// What the people in a chat see of the bot, one after the other.
    seen: Mutex<Vec<&'static str>>,
    groups: Mutex<Vec<Group>>,
    others: Mutex<HashMap<String, String>>,
}

struct Door(Arc<Client>);
struct Port(Arc<Client>);

#[async_trait]
impl WaOpen for Door {
    async fn open(
        &self,
        _link: Option<&str>,
        heard: mpsc::UnboundedSender<Heard>,
    ) -> Result<Arc<dyn WaPort>, String> {
        *self.0.heard.lock().unwrap() = Some(heard);
        self.0.opened.send_modify(|it| *it += 1);
        Ok(Arc::new(Port(self.0.clone())))
    }

    async fn forget(&self) -> Result<(), String> {
        self.0.forgotten.send_modify(|it| *it += 1);
        Ok(())
    }
}

#[async_trait]
impl WaPort for Port {
    fn own(&self) -> Own {
        Own {
            number: Some(jid(BOT)),
            lid: Some(jid(BOT_LID)),
        }
    }

    async fn other(&self, one: &Jid) -> Option<Jid> {
        let others = self.0.others.lock().unwrap();
        others.get(&one.to_string()).map(|it| jid(it))
    }

    async fn called(&self, _group: &Jid, person: &Jid) -> Result<Jid, NotSent> {
        Ok(person.clone())
    }

    async fn send(&self, chat: &Jid, id: &str, message: wa::Message) -> Result<(), NotSent> {
        let sent = (chat.to_string(), id.to_owned(), message);
        self.0.sent.lock().unwrap().push(sent);
        self.0.seen.lock().unwrap().push("a message");
        let error = self.0.answer.lock().unwrap().clone();
        let ack = sdk::ServerAck::builder().id(id.to_owned());
        self.0
            .tell(sdk::Event::ServerAck(ack.maybe_error(error).build()));
        Ok(())
    }

    async fn typing(&self, _chat: &Jid, typing: Typing) {
        self.0.seen.lock().unwrap().push(match typing {
            Typing::On => "it writes",
            Typing::Off => "it stops",
        });
    }

    async fn groups(&self) -> Result<Vec<Group>, NotSent> {
        Ok(self.0.groups.lock().unwrap().clone())
    }

    async fn close(&self) {}
}

impl Client {
    fn tell(&self, event: sdk::Event) {
        let heard = self.heard.lock().unwrap();
        // A bridge that ended hears nothing more.
        let _ = heard.as_ref().unwrap().send(Heard::Told(Arc::new(event)));
    }
}

/// Where events go; refuses as often as it is told to.
struct Ear {
    events: mpsc::UnboundedSender<Event>,
    refuse: Mutex<u32>,
}

#[async_trait]
impl EventSink for Ear {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        {
            let mut refuse = self.refuse.lock().unwrap();
            if *refuse > 0 {
                *refuse -= 1;
                let reason = "the disk is full".to_owned();
                return Err(NotCommitted { reason });
            }
        }
        for event in batch {
            self.events.send(event).unwrap();
        }
        Ok(())
    }
}

/// A bridge that runs.
struct Stage {
    bridge: Arc<WhatsAppBridge>,
    client: Arc<Client>,
    ear: Arc<Ear>,
    events: mpsc::UnboundedReceiver<Event>,
    state: watch::Receiver<BridgeState>,
    stop: CancellationToken,
    running: tokio::task::JoinHandle<Result<(), Fatal>>,
    count: u32,
}

impl Stage {
    async fn new() -> Self {
        Self::on(Arc::new(MemorySealed::default()), Arc::default()).await
    }

    async fn on(vault: Arc<MemorySealed>, client: Arc<Client>) -> Self {
        Self::paced(vault, client, Pace::at_once()).await
    }

    async fn paced(vault: Arc<MemorySealed>, client: Arc<Client>, pace: Pace) -> Self {
        let host = Host {
            clock: Arc::new(SystemClock),
            vault,
        };
        let settings = WhatsAppSettings {
            device_name: "wegotus".to_owned(),
            pace,
            server: None,
        };
        let door = Arc::new(Door(client.clone()));
        let bridge = Arc::new(WhatsAppBridge::over(door, settings, host, Arc::new(|| 0.5)));
        let (sender, events) = mpsc::unbounded_channel();
        let ear = Arc::new(Ear {
            events: sender,
            refuse: Mutex::new(0),
        });
        let (tell, state) = watch::channel(BridgeState::Stopped);
        let stop = CancellationToken::new();
        let mut opened = client.opened.subscribe();
        let before = *opened.borrow();
        let running = tokio::spawn({
            let (bridge, ear, stop) = (bridge.clone(), ear.clone(), stop.clone());
            async move { bridge.run(ear, tell, stop).await }
        });
        opened.wait_for(|it| *it > before).await.unwrap();
        Self {
            bridge,
            client,
            ear,
            events,
            state,
            stop,
            running,
            count: 0,
        }
    }

    /// The same, connected and caught up.
    async fn connected() -> Self {
        let mut stage = Self::new().await;
        stage.connect().await;
        stage
    }

    async fn connect(&mut self) {
        let connected = sdk::Connected::builder().build();
        self.client.tell(sdk::Event::Connected(connected));
        let caught_up = sdk::OfflineSyncCompleted::builder().count(0).build();
        self.client
            .tell(sdk::Event::OfflineSyncCompleted(caught_up));
        self.until(|it| matches!(it, BridgeState::Connected)).await;
    }

    async fn until(&mut self, is: impl FnMut(&BridgeState) -> bool) {
        let wait = self.state.wait_for(is);
        let reached = tokio::time::timeout(Duration::from_secs(20), wait).await;
        reached.expect("the state is reached").unwrap();
    }

    /// Somebody says something; whether it was acknowledged.
    fn says(&mut self, who: &str, chat: &str, message: wa::Message) -> oneshot::Receiver<bool> {
        self.count += 1;
        let id = format!("MSG{}", self.count);
        self.hands_over(info(&id, who, chat), message)
    }

    fn hands_over(&self, info: MessageInfo, message: wa::Message) -> oneshot::Receiver<bool> {
        let (kept, told) = oneshot::channel();
        let batch = vec![
            InboundMessage::builder()
                .message(Arc::new(message))
                .info(Arc::new(info))
                .build(),
        ];
        let heard = self.client.heard.lock().unwrap();
        let heard = heard.as_ref().unwrap();
        heard.send(Heard::Messages { batch, kept }).unwrap();
        told
    }

    /// What came of it, in words; nothing where nothing did.
    async fn told(&mut self, kept: oneshot::Receiver<bool>) -> Vec<String> {
        assert!(kept.await.unwrap(), "it is acknowledged");
        let mut told = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            told.push(words(&event));
        }
        told
    }

    async fn send(&self, to: &str, key: &str, action: Action) -> Result<Sent, SendError> {
        let to = match to.strip_prefix("dm:") {
            Some(person) => Destination::Direct(PersonRef::new(Platform::WhatsApp, person)),
            None => Destination::Room(room(to)),
        };
        let key = EffectKey(key.to_owned());
        let out = Outbound { key, to, action };
        self.bridge.send(&out).await
    }

    fn last_sent(&self) -> (String, String, wa::Message) {
        self.client.sent.lock().unwrap().last().cloned().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn room(id: &str) -> RoomRef {
    RoomRef::new(Platform::WhatsApp, id)
}

fn msg(room_id: &str, native: &str) -> MessageRef {
    MessageRef::new(room(room_id), native)
}

/// A message's envelope, ten minutes into an hour.
fn info(id: &str, who: &str, chat: &str) -> MessageInfo {
    MessageInfo {
        source: MessageSource {
            chat: jid(chat),
            sender: jid(who),
            is_group: chat.ends_with("@g.us"),
            ..MessageSource::default()
        },
        id: id.to_owned(),
        push_name: "Ana".to_owned(),
        timestamp: chrono::DateTime::from_timestamp(1_764_000_600, 0).unwrap(),
        ..MessageInfo::default()
    }
}

/// An event in words.
fn words(event: &Event) -> String {
    let of = |msg: &MessageRef| msg.native.clone();
    let what = match &event.kind {
        EventKind::Message {
            msg,
            body,
            reply_to,
            attachments,
        } => {
            let reply = reply_to.as_ref().map(|it| format!(" answering {}", of(it)));
            let attached = attachments.iter().map(|it| format!(" with {it:?}"));
            let attached: String = attached.collect();
            format!(
                "says {:?}{attached}{} as {}",
                body.as_str(),
                reply.unwrap_or_default(),
                of(msg)
            )
        }
        EventKind::Edited { msg, body } => format!("edits {} to {:?}", of(msg), body.as_str()),
        EventKind::Deleted { msg } => format!("takes back {}", of(msg)),
        EventKind::Reaction {
            target,
            emoji,
            change,
        } => match change {
            ReactionChange::Added => format!("puts {emoji} on {}", of(target)),
            ReactionChange::Removed => format!("takes {emoji} off {}", of(target)),
        },
        EventKind::Admins { .. } => "is run by others".to_owned(),
        EventKind::Membership { change, room_name } => {
            format!("{change:?} {:?}", room_name.as_ref().map(|it| it.as_str()))
        }
        EventKind::Undecryptable { msg } => format!("says what cannot be read as {}", of(msg)),
        EventKind::Echo { .. } => "echo".to_owned(),
    };
    let vanishes = event
        .vanishes
        .map(|it| format!(", for {} s", it.since(event.at).as_secs()));
    let way = if event.sender.private {
        " (privately)"
    } else {
        ""
    };
    format!(
        "{}{way} {what}{}",
        event.sender.person.native,
        vanishes.unwrap_or_default()
    )
}

fn text(text: &str) -> wa::Message {
    wa::Message {
        conversation: Some(text.to_owned()),
        ..wa::Message::default()
    }
}

fn with_context(words: &str, context: wa::ContextInfo) -> wa::Message {
    wa::Message {
        extended_text_message: MessageField::some(wa::message::ExtendedTextMessage {
            text: Some(words.to_owned()),
            context_info: MessageField::some(context),
            ..Default::default()
        }),
        ..wa::Message::default()
    }
}

fn key(id: &str, from_me: bool, participant: Option<&str>) -> wa::MessageKey {
    wa::MessageKey {
        remote_jid: Some(ELM.to_owned()),
        from_me: Some(from_me),
        id: Some(id.to_owned()),
        participant: participant.map(str::to_owned),
    }
}

fn protocol(kind: Type, key: wa::MessageKey, edited: Option<wa::Message>) -> wa::Message {
    wa::Message {
        protocol_message: MessageField::some(wa::message::ProtocolMessage {
            key: MessageField::some(key),
            r#type: Some(kind),
            edited_message: edited.map_or_else(MessageField::none, MessageField::some),
            ..Default::default()
        }),
        ..wa::Message::default()
    }
}

#[tokio::test]
async fn what_people_do_in_a_group_is_told_as_it_was_meant() {
    let mut stage = Stage::connected().await;
    let kept = stage.says(ANA, ELM, text("need diapers size 4"));
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 says \"need diapers size 4\" as 12025550134/MSG1"]
    );

    let quote = wa::ContextInfo {
        stanza_id: Some("3EB0AB".to_owned()),
        participant: Some("12025550100@s.whatsapp.net".to_owned()),
        ..Default::default()
    };
    let kept = stage.says(BEN, ELM, with_context("claim", quote));
    assert_eq!(
        stage.told(kept).await,
        ["12025550155 says \"claim\" answering own/3EB0AB as 12025550155/MSG2"]
    );

    let photo = wa::Message {
        image_message: MessageField::some(wa::message::ImageMessage {
            caption: Some("this one".to_owned()),
            ..Default::default()
        }),
        ..wa::Message::default()
    };
    let voice = wa::Message {
        audio_message: MessageField::some(wa::message::AudioMessage {
            ptt: Some(true),
            ..Default::default()
        }),
        ..wa::Message::default()
    };
    let kept = stage.says(ANA, ELM, photo.clone());
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 says \"this one\" with Image as 12025550134/MSG3"]
    );
    let kept = stage.says(ANA, ELM, voice);
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 says \"\" with Audio as 12025550134/MSG4"]
    );

    // What may be looked at once is there, and its words are nobody's to keep.
    let once = wa::Message {
        view_once_message_v2: MessageField::some(wa::message::FutureProofMessage {
            message: MessageField::some(photo),
        }),
        ..wa::Message::default()
    };
    let kept = stage.says(ANA, ELM, once);
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 says \"\" with Image as 12025550134/MSG5"]
    );

    let poll = wa::Message {
        poll_creation_message_v3: MessageField::some(wa::message::PollCreationMessage {
            name: Some("Sunday?".to_owned()),
            ..Default::default()
        }),
        ..wa::Message::default()
    };
    let kept = stage.says(ANA, ELM, poll);
    assert!(stage.told(kept).await.is_empty());

    let edited = protocol(
        Type::MESSAGE_EDIT,
        key("MSG1", true, None),
        Some(text("need diapers size 5")),
    );
    let kept = stage.says(ANA, ELM, edited);
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 edits 12025550134/MSG1 to \"need diapers size 5\""]
    );

    let mention = wa::ContextInfo {
        mentioned_jid: vec![ANA_LID.to_owned(), BOT_LID.replace(":5", "")],
        ..Default::default()
    };
    let others = [(ANA_LID.to_owned(), ANA.to_owned())];
    stage.client.others.lock().unwrap().extend(others);
    let said = "@100000000000100 ask @100000000000134";
    let kept = stage.says(BEN, ELM, with_context(said, mention));
    assert_eq!(
        stage.told(kept).await,
        ["12025550155 says \"ask @Ana\" as 12025550155/MSG8"]
    );

    let revoked = protocol(Type::REVOKE, key("MSG1", true, None), None);
    let kept = stage.says(ANA, ELM, revoked);
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 takes back 12025550134/MSG1"]
    );
}

#[tokio::test]
async fn a_reaction_that_is_taken_off_is_told_as_the_one_it_was_even_after_a_restart() {
    let vault = Arc::new(MemorySealed::default());
    let mut stage = Stage::on(vault.clone(), Arc::default()).await;
    let on = |emoji: &str| build_reaction_message(key("MSG0", false, Some(ANA)), emoji, 1);
    let kept = stage.says(BEN, ELM, on("✋"));
    assert_eq!(
        stage.told(kept).await,
        ["12025550155 puts ✋ on 12025550134/MSG0"]
    );
    let kept = stage.says(BEN, ELM, on("❤️"));
    assert_eq!(
        stage.told(kept).await,
        [
            "12025550155 takes ✋ off 12025550134/MSG0",
            "12025550155 puts ❤️ on 12025550134/MSG0"
        ]
    );
    drop(stage);
    let mut again = Stage::on(vault, Arc::default()).await;
    let kept = again.says(BEN, ELM, on(""));
    assert_eq!(
        again.told(kept).await,
        ["12025550155 takes ❤️ off 12025550134/MSG0"]
    );
    let kept = again.says(BEN, ELM, on(""));
    assert!(again.told(kept).await.is_empty());
}

#[tokio::test]
async fn nobody_changes_what_somebody_else_said_but_an_admin_may_take_it_back() {
    let mut stage = Stage::new().await;
    *stage.client.groups.lock().unwrap() = vec![Group {
        jid: jid(ELM),
        name: "Elm".to_owned(),
        admins: vec![jid(ANA)],
        members: vec![(jid(ANA), Some(jid(ANA_LID))), (jid(BEN), None)],
        timer: 0,
    }];
    stage.connect().await;
    let joined = stage.events.recv().await.unwrap();
    assert!(words(&joined).ends_with("Joined Some(\"Elm\")"));
    assert_eq!(stage.bridge.rooms(), [(room(ELM), Name::from("Elm"))]);

    let forged = protocol(Type::REVOKE, key("MSG0", false, Some(ANA)), None);
    let mut by_ben = info("1", BEN, ELM);
    by_ben.edit = EditAttribute::AdminRevoke;
    let kept = stage.hands_over(by_ben, forged);
    assert!(stage.told(kept).await.is_empty());

    // By her hidden id, which the group told of.
    let mut by_ana = info("2", ANA_LID, ELM);
    by_ana.edit = EditAttribute::AdminRevoke;
    let taken = protocol(Type::REVOKE, key("MSG0", false, Some(BEN)), None);
    let kept = stage.hands_over(by_ana, taken);
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 takes back 12025550155/MSG0"]
    );

    // An edit names a message by its id alone, so it is one of its sender's.
    let edit = protocol(
        Type::MESSAGE_EDIT,
        key("MSG0", false, Some(ANA)),
        Some(text("mine now")),
    );
    let kept = stage.says(BEN, ELM, edit);
    assert_eq!(
        stage.told(kept).await,
        ["12025550155 edits 12025550155/MSG0 to \"mine now\""]
    );
}

#[tokio::test]
async fn a_person_is_one_by_number_and_by_hidden_id_and_what_comes_twice_has_one_key() {
    let mut stage = Stage::new().await;
    let mut by_lid = info("A1", ANA_LID, ANA_LID);
    by_lid.source.sender_alt = Some(jid(ANA));
    let kept = stage.hands_over(by_lid.clone(), text("need: a pram"));
    assert!(kept.await.unwrap());
    let first = stage.events.recv().await.unwrap();
    assert_eq!(
        words(&first),
        "12025550134 (privately) says \"need: a pram\" as 12025550134/A1"
    );
    assert_eq!(first.room, room("dm:12025550134"));
    let by_number = info("A1", ANA, ANA);
    let kept = stage.hands_over(by_number, text("need: a pram"));
    assert!(kept.await.unwrap());
    assert_eq!(stage.events.recv().await.unwrap().key, first.key);
}

#[tokio::test]
async fn where_messages_vanish_what_the_bot_writes_does_too() {
    let mut stage = Stage::connected().await;
    let context = wa::ContextInfo {
        expiration: Some(86_400),
        ..Default::default()
    };
    let kept = stage.says(ANA, ELM, with_context("need a cot", context));
    assert_eq!(
        stage.told(kept).await,
        ["12025550134 says \"need a cot\" as 12025550134/MSG1, for 86400 s"]
    );
    let say = Action::Say {
        text: "📌 Need #1".into(),
        reply_to: Some(msg(ELM, "12025550134/MSG1")),
    };
    stage.send(ELM, "post 1", say).await.unwrap();
    let (_, _, message) = stage.last_sent();
    let said = message.extended_text_message.as_option().unwrap();
    let context = said.context_info.as_option().unwrap();
    assert_eq!(context.expiration, Some(86_400));
    // A reply shows the words it answers.
    assert_eq!(context.participant.as_deref(), Some(ANA));
    let quoted = context.quoted_message.as_option().unwrap();
    assert_eq!(quoted.conversation.as_deref(), Some("need a cot"));
}

#[tokio::test]
async fn nothing_is_acknowledged_before_it_is_kept() {
    let mut stage = Stage::connected().await;
    *stage.ear.refuse.lock().unwrap() = 1;
    let mut kept = stage.says(ANA, ELM, text("need a ride"));
    stage
        .until(|it| matches!(it, BridgeState::Degraded { .. }))
        .await;
    assert!(kept.try_recv().is_err(), "nothing is acknowledged yet");
    assert!(stage.told(kept).await[0].contains("need a ride"));
    stage.until(|it| matches!(it, BridgeState::Connected)).await;
}

#[tokio::test]
async fn what_is_sent_again_is_the_same_message() {
    let stage = Stage::connected().await;
    let say = |words: &str| Action::Say {
        text: words.into(),
        reply_to: None,
    };
    let first = stage.send(ELM, "post 1", say("hello")).await.unwrap();
    let again = stage.send(ELM, "post 1", say("hello")).await.unwrap();
    assert_eq!(first, again);
    let (_, id, message) = stage.last_sent();
    assert_eq!(first.message, msg(ELM, &format!("own/{id}")));
    assert_eq!(message.conversation.as_deref(), Some("hello"));

    let edit = Action::Edit {
        target: first.message.clone(),
        text: "hello again".into(),
    };
    // Who is called stands there by address, which apps show as their name.
    let mention = |native: &str, at| Mention {
        person: PersonRef::new(Platform::WhatsApp, native),
        at,
    };
    let called = vec![mention("12025550134", 5..8), mention("elsewhere", 17..20)];
    let text = Speech::calling("🤝 Ana has #1, Dan.".into(), called);
    let call = |reply_to| Action::Say {
        text: text.clone(),
        reply_to,
    };
    let quoted = msg(ELM, "12025550134/MSG1");
    stage.send(ELM, "call", call(Some(quoted))).await.unwrap();
    let (_, _, message) = stage.last_sent();
    let said = message.extended_text_message.as_option().unwrap();
    assert_eq!(said.text.as_deref(), Some("🤝 @12025550134 has #1, Dan."));
    let context = said.context_info.as_option().unwrap();
    assert_eq!(context.mentioned_jid, [ANA]);
    assert_eq!(context.stanza_id.as_deref(), Some("MSG1"));

    stage.send(ELM, "post 1/edit", edit).await.unwrap();
    let (_, _, message) = stage.last_sent();
    let protocol = message.protocol_message.as_option().unwrap();
    assert_eq!(protocol.r#type, Some(Type::MESSAGE_EDIT));
    assert_eq!(protocol.key.as_option().unwrap().id.as_ref(), Some(&id));

    let delete = Action::Delete {
        target: first.message.clone(),
    };
    stage.send(ELM, "post 1/gone", delete).await.unwrap();
    let (_, _, message) = stage.last_sent();
    let protocol = message.protocol_message.as_option().unwrap();
    assert_eq!(protocol.r#type, Some(Type::REVOKE));

    let react = Action::React {
        target: msg(ELM, "12025550134/MSG1"),
        emoji: "❓".to_owned(),
    };
    stage.send(ELM, "ask 1", react).await.unwrap();
    let (_, _, message) = stage.last_sent();
    let reaction = message.reaction_message.as_option().unwrap();
    let key = reaction.key.as_option().unwrap();
    assert_eq!(key.participant.as_deref(), Some(ANA));
    assert_eq!(key.from_me, Some(false));

    // Only what is its own can be changed.
    let other = Action::Delete {
        target: msg(ELM, "12025550134/MSG1"),
    };
    let refused = stage.send(ELM, "post 2", other).await;
    assert!(matches!(refused, Err(SendError::Rejected { .. })));
}

#[tokio::test]
async fn the_bot_is_seen_writing_and_says_no_more_than_its_day_allows_even_after_a_restart() {
    let say = |text: &str| Action::Say {
        text: text.into(),
        reply_to: None,
    };
    let pace = Pace {
        writing: 0.01..=0.01,
        a_day: 4,
        first_day: 4,
        ..Pace::at_once()
    };
    let (vault, client) = (Arc::new(MemorySealed::default()), Arc::<Client>::default());
    let mut stage = Stage::paced(vault.clone(), client.clone(), pace.clone()).await;
    stage.connect().await;
    stage.send(ELM, "1", say("one")).await.unwrap();
    let seen = client.seen.lock().unwrap().clone();
    assert_eq!(seen, ["it writes", "it stops", "a message"]);
    stage.send(ELM, "2", say("two")).await.unwrap();
    drop(stage);

    let mut stage = Stage::paced(vault, client.clone(), pace).await;
    stage.connect().await;
    stage.send(ELM, "3", say("three")).await.unwrap();
    // The last quarter is for private words, and then it is tomorrow's turn.
    let full = stage.send(ELM, "4", say("four")).await;
    assert!(matches!(full, Err(SendError::Retry { .. })), "{full:?}");
    let private = "dm:12025550155";
    stage.send(private, "5", say("five")).await.unwrap();
    let full = stage.send(private, "6", say("six")).await;
    assert!(matches!(full, Err(SendError::Retry { .. })), "{full:?}");
    assert_eq!(client.sent.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn what_whatsapp_refuses_is_told_apart_from_what_it_takes_later() {
    let stage = Stage::connected().await;
    let say = || Action::Say {
        text: "hello".into(),
        reply_to: None,
    };
    *stage.client.answer.lock().unwrap() = Some("463".to_owned());
    let Err(SendError::Rejected { reason }) = stage.send("dm:12025550155", "1", say()).await else {
        panic!("it is refused");
    };
    assert!(reason.contains("write to them first"), "{reason}");
    *stage.client.answer.lock().unwrap() = Some("429".to_owned());
    let busy = stage.send(ELM, "2", say()).await;
    assert!(matches!(busy, Err(SendError::Retry { .. })));
    *stage.client.answer.lock().unwrap() = None;
    stage.send(ELM, "2", say()).await.unwrap();
}

#[tokio::test]
async fn an_account_is_linked_by_a_code_and_lost_for_a_reason() {
    let mut stage = Stage::new().await;
    let code = sdk::PairingQrCode::builder()
        .code("2@abc".to_owned())
        .timeout(Duration::from_secs(60))
        .build();
    stage.client.tell(sdk::Event::PairingQrCode(code));
    stage
        .until(|it| match it {
            BridgeState::AwaitingLink { kind, payload, .. } => {
                *kind == LinkKind::Qr && payload.expose_secret() == "2@abc"
            }
            _ => false,
        })
        .await;
    // Nobody scanned it: there are new ones, from a new client.
    let exhausted = sdk::PairingQrCodesExhausted::builder()
        .disconnected(true)
        .build();
    let mut opened = stage.client.opened.subscribe();
    stage
        .client
        .tell(sdk::Event::PairingQrCodesExhausted(exhausted));
    opened.wait_for(|it| *it == 2).await.unwrap();
    stage.connect().await;

    let gone = sdk::Disconnected::builder()
        .reason(whatsapp_rust::transport::DisconnectReason::StreamEnded)
        .build();
    stage.client.tell(sdk::Event::Disconnected(gone));
    stage
        .until(|it| matches!(it, BridgeState::Degraded { .. }))
        .await;
    let offline = stage
        .send(
            ELM,
            "1",
            Action::Say {
                text: "hello".into(),
                reply_to: None,
            },
        )
        .await;
    assert_eq!(offline, Err(SendError::Offline));
    stage.connect().await;

    let logged_out = sdk::LoggedOut::builder()
        .on_connect(false)
        .reason(ConnectFailureReason::LoggedOut)
        .build();
    stage.client.tell(sdk::Event::LoggedOut(logged_out));
    stage.until(|it| matches!(it, BridgeState::LoggedOut)).await;
    // Nothing is left of it, and another can be linked.
    opened.wait_for(|it| *it == 3).await.unwrap();
    assert_eq!(*stage.client.forgotten.borrow(), 1);
    stage.connect().await;
}

#[tokio::test]
async fn a_bot_that_is_shut_out_for_a_while_comes_back_by_itself() {
    let mut stage = Stage::connected().await;
    let mut opened = stage.client.opened.subscribe();
    let ban = sdk::TemporaryBan::builder()
        .code(sdk::TempBanReason::SentToTooManyPeople)
        .expire(chrono::Duration::milliseconds(300))
        .build();
    stage.client.tell(sdk::Event::TemporaryBan(ban));
    stage
        .until(|it| matches!(it, BridgeState::Banned { until: Some(_) }))
        .await;
    opened.wait_for(|it| *it == 2).await.unwrap();
    stage.connect().await;
}

#[tokio::test]
async fn somebodys_own_account_is_noticed() {
    let mut stage = Stage::connected().await;
    for count in 0..3 {
        let mut own = info(&format!("P{count}"), BOT, ANA);
        own.source.is_from_me = true;
        let _told = stage.hands_over(own, text("see you at six"));
    }
    let ended = (&mut stage.running).await.unwrap().unwrap_err();
    assert!(ended.what.contains("a person's own"), "{ended}");
    assert!(stage.events.try_recv().is_err(), "nothing of it is read");
}

#[tokio::test]
async fn a_message_that_cannot_be_read_yet_is_told_and_then_read_under_its_own_name() {
    let mut stage = Stage::connected().await;
    let unread = sdk::UndecryptableMessage::builder()
        .info(Arc::new(info("U1", ANA, ELM)))
        .is_unavailable(false)
        .unavailable_type(whatsapp_rust::types::events::UnavailableType::Unknown)
        .decrypt_fail_mode(whatsapp_rust::types::events::DecryptFailMode::Show)
        .build();
    stage.client.tell(sdk::Event::UndecryptableMessage(unread));
    let first = stage.events.recv().await.unwrap();
    assert_eq!(
        words(&first),
        "12025550134 says what cannot be read as 12025550134/U1"
    );
    // The account's phone had it, and the SDK asked for it there.
    let recovered = InboundMessage::builder()
        .message(Arc::new(text("need a lamp")))
        .info(Arc::new(info("U1", ANA, ELM)))
        .build();
    let recovered = sdk::MessageBatch::builder()
        .messages(Arc::from([recovered]))
        .origin(sdk::BatchOrigin::Live)
        .build();
    stage.client.tell(sdk::Event::Messages(recovered));
    let then = stage.events.recv().await.unwrap();
    assert!(words(&then).ends_with("as 12025550134/U1"));
    assert_ne!(first.key, then.key);
}
