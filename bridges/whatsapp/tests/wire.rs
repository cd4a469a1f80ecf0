//! The real client, on its wire: linked by a code that a phone scans, in groups with people, through drops, restarts and
//! bans. The other side is `peer`, which says what it does and where it ends.

#![recursion_limit = "512"]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "they are tests, helpers included"
)]

mod peer;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use peer::{Called, Peer};
use secrecy::ExposeSecret;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Bridge, BridgeState, Destination, EffectKey, Event, EventKind, EventSink, Fatal, Host,
    LinkKind, MemorySealed, Mention, MessageRef, NotCommitted, Outbound, PersonRef, Platform,
    RoomRef, SendError, Sent, Speech, SystemClock,
};
use wegotus_whatsapp::pace::Pace;
use wegotus_whatsapp::{Linked, Shown, WhatsAppBridge, WhatsAppSettings, check, link};
use whatsapp_rust::buffa::MessageField;
use whatsapp_rust::proto_helpers::build_reaction_message;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

const ELM: &str = "120363000000000001@g.us";
const OAK: &str = "120363000000000002@g.us";
const ANA: &str = "12025550134";
const BEN: &str = "12025550155";

/// Where events go; takes nothing while it is told to.
struct Ear {
    events: mpsc::UnboundedSender<Event>,
    is_full: Mutex<bool>,
}

#[async_trait]
impl EventSink for Ear {
    async fn commit(&self, batch: Vec<Event>) -> Result<(), NotCommitted> {
        if *self.is_full.lock().unwrap() {
            let reason = "the disk is full".to_owned();
            return Err(NotCommitted { reason });
        }
        for event in batch {
            // A test that has seen enough listens no more.
            let _ = self.events.send(event);
        }
        Ok(())
    }
}

/// A bot that runs, and all that outlives it.
struct Bot {
    bridge: Arc<WhatsAppBridge>,
    vault: Arc<MemorySealed>,
    url: String,
    ear: Arc<Ear>,
    events: mpsc::UnboundedReceiver<Event>,
    state: watch::Receiver<BridgeState>,
    stop: CancellationToken,
    running: JoinHandle<Result<(), Fatal>>,
}

fn settings(url: &str) -> WhatsAppSettings {
    WhatsAppSettings {
        device_name: "wegotus".to_owned(),
        pace: Pace::at_once(),
        server: Some(url.to_owned()),
    }
}

impl Bot {
    fn start(vault: Arc<MemorySealed>, url: &str) -> Self {
        let host = Host {
            clock: Arc::new(SystemClock),
            vault: vault.clone(),
        };
        let bridge = Arc::new(WhatsAppBridge::new(settings(url), host));
        let (sender, events) = mpsc::unbounded_channel();
        let ear = Arc::new(Ear {
            events: sender,
            is_full: Mutex::new(false),
        });
        let (tell, state) = watch::channel(BridgeState::Stopped);
        let stop = CancellationToken::new();
        let running = tokio::spawn({
            let (bridge, ear, stop) = (bridge.clone(), ear.clone(), stop.clone());
            async move { bridge.run(ear, tell, stop).await }
        });
        Self {
            bridge,
            vault,
            url: url.to_owned(),
            ear,
            events,
            state,
            stop,
            running,
        }
    }

    /// One that is linked and connected, in a group with Ana and Ben.
    async fn in_a_group(peer: &Peer) -> Self {
        peer.person(ANA, "Ana");
        peer.person(BEN, "Ben");
        peer.group(ELM, "Elm Street", &[ANA, BEN]);
        let mut bot = Self::start(Arc::default(), &peer.url);
        bot.be_linked(peer).await;
        let joined = bot.hears().await;
        assert!(matches!(joined.kind, EventKind::Membership { .. }));
        bot
    }

    async fn be_linked(&mut self, peer: &Peer) {
        let code = self.code().await;
        peer.scan(&code).await;
        self.connected().await;
    }

    async fn code(&mut self) -> String {
        self.until(|it| matches!(it, BridgeState::AwaitingLink { .. }))
            .await;
        match &*self.state.borrow() {
            BridgeState::AwaitingLink { payload, .. } => payload.expose_secret().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    async fn connected(&mut self) {
        self.until(|it| matches!(it, BridgeState::Connected)).await;
    }

    async fn until(&mut self, is: impl FnMut(&BridgeState) -> bool) {
        let mut seen = self.state.clone();
        let reached = tokio::time::timeout(Duration::from_secs(90), seen.wait_for(is)).await;
        if reached.is_err() {
            panic!("it stays {:?}", *self.state.borrow());
        }
        reached.unwrap().unwrap();
    }

    async fn hears(&mut self) -> Event {
        let next = tokio::time::timeout(Duration::from_secs(60), self.events.recv());
        next.await.expect("something is heard").unwrap()
    }

    /// The next message that is heard: in which room, what, answering what.
    async fn hears_words(&mut self) -> (String, String, Option<String>) {
        let event = self.hears().await;
        match event.kind {
            EventKind::Message { body, reply_to, .. } => (
                event.room.native,
                body.as_str().to_owned(),
                reply_to.map(|it| it.native),
            ),
            other => panic!("no message: {other:?}"),
        }
    }

    async fn says(&self, to: Destination, key: &str, words: &str) -> Result<Sent, SendError> {
        let text = words.into();
        let say = Action::Say {
            text,
            reply_to: None,
        };
        self.does(to, key, say).await
    }

    async fn does(&self, to: Destination, key: &str, action: Action) -> Result<Sent, SendError> {
        let key = EffectKey(key.to_owned());
        self.bridge.send(&Outbound { key, to, action }).await
    }

    /// Ends in order, and starts again.
    async fn restart(self) -> Self {
        self.stop.cancel();
        self.running.await.unwrap().unwrap();
        let mut again = Self::start(self.vault, &self.url);
        again.connected().await;
        again
    }

    /// Dies where it stands.
    async fn die(self) -> (Arc<MemorySealed>, String) {
        self.running.abort();
        let _aborted = self.running.await;
        (self.vault, self.url)
    }

    async fn ended(self) -> Fatal {
        let ended = tokio::time::timeout(Duration::from_secs(60), self.running);
        ended.await.expect("it ends").unwrap().unwrap_err()
    }
}

fn elm() -> Destination {
    Destination::Room(RoomRef::new(Platform::WhatsApp, ELM))
}

fn direct(number: &str) -> Destination {
    Destination::Direct(PersonRef::new(Platform::WhatsApp, number))
}

fn in_elm(native: String) -> MessageRef {
    MessageRef::new(RoomRef::new(Platform::WhatsApp, ELM), native)
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

fn answering(words: &str, id: &str, author: &str) -> wa::Message {
    let context = wa::ContextInfo {
        stanza_id: Some(id.to_owned()),
        participant: Some(format!("{author}@s.whatsapp.net")),
        ..Default::default()
    };
    with_context(words, context)
}

fn key(id: &str, from_me: bool, author: Option<&str>) -> wa::MessageKey {
    wa::MessageKey {
        remote_jid: Some(ELM.to_owned()),
        from_me: Some(from_me),
        id: Some(id.to_owned()),
        participant: author.map(|it| format!("{it}@s.whatsapp.net")),
    }
}

fn protocol(kind: Type, id: &str, edited: Option<wa::Message>) -> wa::Message {
    wa::Message {
        protocol_message: MessageField::some(wa::message::ProtocolMessage {
            key: MessageField::some(key(id, true, None)),
            r#type: Some(kind),
            edited_message: edited.map_or_else(MessageField::none, MessageField::some),
            ..Default::default()
        }),
        ..wa::Message::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_the_bot_talk_in_a_group_and_privately() {
    let peer = Peer::start().await;
    let mut bot = Bot::in_a_group(&peer).await;

    // A need, its acknowledgement as a reply, and a claim as a reply to that.
    let need = peer.says(ANA, ELM, text("need diapers size 4")).await;
    let (room, words, _) = bot.hears_words().await;
    assert_eq!(
        (room.as_str(), words.as_str()),
        (ELM, "need diapers size 4")
    );
    peer.acknowledged(&need).await;
    let say = Action::Say {
        text: "📌 Need #1".into(),
        reply_to: Some(in_elm(format!("{ANA}/{need}"))),
    };
    let sent = bot.does(elm(), "post 1", say).await.unwrap();
    let heard = peer.hears().await;
    assert_eq!(
        (heard.chat.as_str(), heard.words().as_str()),
        (ELM, "📌 Need #1")
    );
    let context = heard.message.extended_text_message.as_option().unwrap();
    let context = context.context_info.as_option().unwrap();
    assert_eq!(context.stanza_id.as_ref(), Some(&need));
    peer.says(BEN, ELM, answering("claim", &heard.id, peer::BOT))
        .await;
    let (_, words, reply_to) = bot.hears_words().await;
    assert_eq!(words, "claim");
    assert_eq!(reply_to, Some(sent.message.native.clone()));

    // A raised hand, and it taken off.
    let hand = build_reaction_message(key(&heard.id, false, Some(peer::BOT)), "✋", 1);
    peer.says(BEN, ELM, hand).await;
    let off = build_reaction_message(key(&heard.id, false, Some(peer::BOT)), "", 2);
    peer.says(BEN, ELM, off).await;
    for expected in ["Added", "Removed"] {
        let EventKind::Reaction {
            target,
            emoji,
            change,
        } = bot.hears().await.kind
        else {
            panic!("no reaction");
        };
        assert_eq!(target, sent.message);
        assert_eq!(
            (emoji.as_str(), format!("{change:?}").as_str()),
            ("✋", expected)
        );
    }

    // An edit, and the message taken back.
    let edit = protocol(Type::MESSAGE_EDIT, &need, Some(text("need diapers size 5")));
    peer.says(ANA, ELM, edit).await;
    let EventKind::Edited { msg, body } = bot.hears().await.kind else {
        panic!("no edit");
    };
    assert_eq!(msg.native, format!("{ANA}/{need}"));
    assert_eq!(body.as_str(), "need diapers size 5");
    peer.says(ANA, ELM, protocol(Type::REVOKE, &need, None))
        .await;
    assert!(matches!(bot.hears().await.kind, EventKind::Deleted { .. }));

    // Privately, both ways; Ben hears first from the bot.
    bot.says(direct(BEN), "hand-off 1", "Ana is glad of your help")
        .await
        .unwrap();
    assert_eq!(peer.hears().await.words(), "Ana is glad of your help");
    peer.says(BEN, "", text("I come at six")).await;
    let (room, words, _) = bot.hears_words().await;
    assert_eq!(room, format!("dm:{BEN}"));
    assert_eq!(words, "I come at six");

    // What the bot changes of its own.
    let edit = Action::Edit {
        target: sent.message.clone(),
        text: "📌 Need #1 · Ben has it".into(),
    };
    bot.does(elm(), "post 1/2", edit).await.unwrap();
    assert_eq!(peer.hears().await.words(), "📌 Need #1 · Ben has it");
    let react = Action::React {
        target: in_elm(format!("{ANA}/{need}")),
        emoji: "❓".to_owned(),
    };
    bot.does(elm(), "ask 1", react).await.unwrap();
    let heard = peer.hears().await;
    let reaction = heard.message.reaction_message.as_option().unwrap();
    assert_eq!(reaction.text.as_deref(), Some("❓"));
    let delete = Action::Delete {
        target: sent.message,
    };
    bot.does(elm(), "post 1/3", delete).await.unwrap();
    let heard = peer.hears().await;
    let protocol = heard.message.protocol_message.as_option().unwrap();
    assert_eq!(protocol.r#type, Some(Type::REVOKE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_is_linked_once_and_hears_after_a_restart_what_was_said_meanwhile() {
    let peer = Peer::start().await;
    peer.person(ANA, "Ana");
    peer.group(ELM, "Elm Street", &[ANA]);
    let vault = Arc::new(MemorySealed::default());
    let host = Host {
        clock: Arc::new(SystemClock),
        vault: vault.clone(),
    };
    // Linked while no bot runs, as by the command line.
    let (tell, mut shown) = mpsc::unbounded_channel();
    let mut show = |it| tell.send(it).unwrap();
    let settings = settings(&peer.url);
    let linking = link(&settings, &host, None, &mut show);
    let scanning = async {
        let code = next_code(&mut shown, LinkKind::Qr).await;
        peer.scan(&code).await;
    };
    let (linked, ()) = tokio::join!(linking, scanning);
    assert_eq!(linked.unwrap(), Linked::Now);

    let mut bot = Bot::start(vault.clone(), &peer.url);
    bot.connected().await;
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));
    peer.says(ANA, ELM, text("need a lamp")).await;
    assert_eq!(bot.hears_words().await.1, "need a lamp");
    bot.says(elm(), "1", "📌 Need #1").await.unwrap();
    assert_eq!(peer.hears().await.words(), "📌 Need #1");

    bot.stop.cancel();
    (&mut bot.running).await.unwrap().unwrap();
    let meanwhile = peer.says(ANA, ELM, text("need a chair")).await;
    let mut bot = Bot::start(bot.vault, &bot.url);
    assert_eq!(bot.hears_words().await.1, "need a chair");
    bot.connected().await;
    peer.acknowledged(&meanwhile).await;
    // The same thing said under the same key is the same message.
    let first = bot.says(elm(), "2", "📌 Need #2").await.unwrap();
    let heard = peer.hears().await;
    let bot = bot.restart().await;
    let again = bot.says(elm(), "2", "📌 Need #2").await.unwrap();
    assert_eq!(first, again);
    assert_eq!(peer.hears().await.id, heard.id);

    let found = check(&settings, Some(vault), Arc::new(SystemClock)).await;
    let found: Vec<_> = found.into_iter().map(|it| it.what).collect();
    assert_eq!(found[..2], ["the account is linked", "it is in 1 group"]);
    assert!(found[2].starts_with("it wrote 3 of at most"), "{found:?}");
}

/// The next code of this kind that is shown.
async fn next_code(shown: &mut mpsc::UnboundedReceiver<Shown>, wanted: LinkKind) -> String {
    loop {
        let next = tokio::time::timeout(Duration::from_secs(60), shown.recv());
        if let Shown::Code(kind, code, _) = next.await.expect("a code is shown").unwrap()
            && kind == wanted
        {
            return code.expose_secret().to_owned();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_is_linked_by_a_code_that_is_typed() {
    let peer = Peer::start().await;
    peer.person(ANA, "Ana");
    peer.group(ELM, "Elm Street", &[ANA]);
    let vault = Arc::new(MemorySealed::default());
    let host = Host {
        clock: Arc::new(SystemClock),
        vault: vault.clone(),
    };
    let (tell, mut shown) = mpsc::unbounded_channel();
    let mut show = |it| tell.send(it).unwrap();
    let settings = settings(&peer.url);
    let number = format!("+{}", peer::BOT);
    let linking = link(&settings, &host, Some(&number), &mut show);
    let typing = async {
        let first = next_code(&mut shown, LinkKind::Code).await;
        assert_eq!(
            peer.asked_for().await,
            format!("{}@s.whatsapp.net", peer::BOT)
        );
        // Mistyped: the phone cannot open what the bot sends, and there is another code.
        let wrong = if first == "ABCD1234" {
            "ABCD1235"
        } else {
            "ABCD1234"
        };
        assert!(!peer.types(wrong).await);
        peer.wants_another_code();
        let second = next_code(&mut shown, LinkKind::Code).await;
        assert_ne!(first, second);
        assert!(
            !peer.types(&first).await,
            "the first is worth nothing any more"
        );
        assert!(peer.types(&second).await);
    };
    let (linked, ()) = tokio::join!(linking, typing);
    assert_eq!(linked.unwrap(), Linked::Now);

    let mut bot = Bot::start(vault, &peer.url);
    bot.connected().await;
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));
    peer.says(ANA, ELM, text("need a lamp")).await;
    assert_eq!(bot.hears_words().await.1, "need a lamp");
    bot.says(elm(), "1", "📌 Need #1").await.unwrap();
    assert_eq!(peer.hears().await.words(), "📌 Need #1");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_gets_no_code_to_type_is_told_and_can_scan_one() {
    let peer = Peer::start().await;
    peer.gives_codes(false);
    let host = Host {
        clock: Arc::new(SystemClock),
        vault: Arc::<MemorySealed>::default(),
    };
    let (tell, mut shown) = mpsc::unbounded_channel();
    let mut show = |it| tell.send(it).unwrap();
    let settings = settings(&peer.url);
    let linking = link(&settings, &host, Some("+12025550100"), &mut show);
    let scanning = async {
        let (mut code, mut trouble) = (None, None);
        while code.is_none() || trouble.is_none() {
            match shown.recv().await.unwrap() {
                Shown::Code(kind, it, _) => {
                    assert_eq!(kind, LinkKind::Qr);
                    code = Some(it.expose_secret().to_owned());
                }
                Shown::Trouble(why) => trouble = Some(why),
            }
        }
        assert!(trouble.unwrap().contains("scan the other code"));
        peer.scan(&code.unwrap()).await;
    };
    let (linked, ()) = tokio::join!(linking, scanning);
    assert_eq!(linked.unwrap(), Linked::Now);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_is_one_in_a_group_that_goes_by_numbers_and_in_one_that_hides_them() {
    let peer = Peer::start().await;
    let mut bot = Bot::in_a_group(&peer).await;
    peer.group_of(Called::HiddenId, OAK, "Oak Street", &[ANA, BEN]);
    peer.tell_of_group(OAK, "add");
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));
    let oak = || Destination::Room(RoomRef::new(Platform::WhatsApp, OAK));
    let in_oak = |id: &str| {
        let native = format!("{ANA}/{id}");
        MessageRef::new(RoomRef::new(Platform::WhatsApp, OAK), native)
    };

    // Met in Oak Street first, where she goes by her hidden id, she is the one of Elm Street, and who writes privately.
    let need = peer.says(ANA, OAK, text("need a cot")).await;
    let in_hidden = bot.hears().await;
    assert_eq!(in_hidden.room.native, OAK);
    peer.says(ANA, ELM, text("need a cot")).await;
    let by_number = bot.hears().await;
    assert_eq!(in_hidden.sender.person, by_number.sender.person);
    assert_eq!(by_number.sender.person.native, ANA);
    for called in [Called::HiddenId, Called::HiddenIdAlone, Called::Number] {
        peer.says_as(called, ANA, "", text("hello")).await;
        let heard = bot.hears().await;
        assert_eq!(heard.sender.person, by_number.sender.person, "{called:?}");
        assert_eq!(heard.room.native, format!("dm:{ANA}"), "{called:?}");
    }

    // The bot answers and calls her there by what the group calls her, so no number shows.
    let words = "📌 Need #1 for Ana".to_owned();
    let at = words.len() - "Ana".len()..words.len();
    let person = PersonRef::new(Platform::WhatsApp, ANA);
    let say = Action::Say {
        text: Speech::calling(words.into(), vec![Mention { person, at }]),
        reply_to: Some(in_oak(&need)),
    };
    let sent = bot.does(oak(), "1", say).await.unwrap();
    let heard = peer.hears().await;
    let hers = peer.address_in(OAK, ANA);
    assert_eq!(heard.chat, OAK);
    assert_eq!(heard.called(), [hers.as_str()]);
    assert!(!heard.words().contains(ANA), "{}", heard.words());
    let context = heard.message.extended_text_message.as_option().unwrap();
    let context = context.context_info.as_option().unwrap();
    assert_eq!(context.participant.as_deref(), Some(hers.as_str()));

    // A claim that answers it there, by the bot's own hidden id, and a hand raised on it.
    let own = peer.address_in(OAK, peer::BOT);
    let claim = wa::ContextInfo {
        stanza_id: Some(heard.id.clone()),
        participant: Some(own.clone()),
        ..Default::default()
    };
    peer.says(BEN, OAK, with_context("claim", claim)).await;
    let claimed = bot.hears().await;
    assert_eq!(claimed.sender.person.native, BEN);
    let EventKind::Message { reply_to, .. } = claimed.kind else {
        panic!("no message");
    };
    assert_eq!(reply_to, Some(sent.message.clone()));
    let on_it = wa::MessageKey {
        remote_jid: Some(OAK.to_owned()),
        from_me: Some(false),
        id: Some(heard.id.clone()),
        participant: Some(own),
    };
    peer.says(BEN, OAK, build_reaction_message(on_it, "✋", 1))
        .await;
    let raised = bot.hears().await;
    assert_eq!(raised.sender.person.native, BEN);
    let EventKind::Reaction { target, .. } = raised.kind else {
        panic!("no reaction");
    };
    assert_eq!(target, sent.message);

    // What the bot changes there of its own, and where it puts a question mark.
    let edit = Action::Edit {
        target: sent.message.clone(),
        text: "📌 Need #1 · Ben has it".into(),
    };
    bot.does(oak(), "1/2", edit).await.unwrap();
    assert_eq!(peer.hears().await.words(), "📌 Need #1 · Ben has it");
    let react = Action::React {
        target: in_oak(&need),
        emoji: "❓".to_owned(),
    };
    bot.does(oak(), "2", react).await.unwrap();
    let reaction = peer.hears().await.message;
    let reaction = reaction.reaction_message.as_option().unwrap();
    let on = reaction.key.as_option().unwrap();
    assert_eq!(on.participant.as_deref(), Some(hers.as_str()));

    // All this is so after a restart, when nobody has said anything yet.
    let mut bot = bot.restart().await;
    peer.says_as(Called::HiddenIdAlone, ANA, "", text("still me"))
        .await;
    assert_eq!(bot.hears().await.sender.person.native, ANA);

    // And after the bot was taken off the phone's list, and linked again.
    peer.log_out().await;
    bot.be_linked(&peer).await;
    peer.says_as(Called::HiddenIdAlone, ANA, "", text("me again"))
        .await;
    assert_eq!(bot.hears().await.sender.person.native, ANA);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hides_their_number_is_one_person_without_it() {
    let peer = Peer::start().await;
    peer.person(ANA, "Ana");
    peer.group_of(Called::HiddenIdAlone, OAK, "Oak Street", &[ANA]);
    let mut bot = Bot::start(Arc::default(), &peer.url);
    bot.be_linked(&peer).await;
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));
    peer.says(ANA, OAK, text("need a cot")).await;
    let met = bot.hears().await.sender.person;
    assert!(met.native.ends_with("@lid"), "{}", met.native);
    // She is written to there, and stays who she is when her number becomes known.
    let written = bot.says(Destination::Direct(met.clone()), "1", "Ben can help");
    written.await.unwrap();
    let heard = peer.hears().await;
    assert_eq!(
        (heard.words().as_str(), peer.name(&heard.chat)),
        ("Ben can help", Some("Ana".to_owned()))
    );
    for called in [Called::HiddenIdAlone, Called::HiddenId, Called::Number] {
        peer.says_as(called, ANA, "", text("thanks")).await;
        assert_eq!(bot.hears().await.sender.person, met, "{called:?}");
    }
    peer.group(ELM, "Elm Street", &[ANA]);
    peer.tell_of_group(ELM, "add");
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));
    peer.says(ANA, ELM, text("need a lamp")).await;
    assert_eq!(bot.hears().await.sender.person, met);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_kept_comes_again_after_a_crash_and_what_comes_twice_is_known() {
    let peer = Peer::start().await;
    let mut bot = Bot::in_a_group(&peer).await;
    // It dies over a message that it could not keep.
    *bot.ear.is_full.lock().unwrap() = true;
    let need = peer.says(ANA, ELM, text("need a ride to dialysis")).await;
    bot.until(|it| matches!(it, BridgeState::Degraded { .. }))
        .await;
    assert!(!peer.is_acknowledged(&need));
    let (vault, url) = bot.die().await;
    let mut bot = Bot::start(vault, &url);
    let first = bot.hears().await;
    assert!(
        matches!(&first.kind, EventKind::Message { body, .. } if body.as_str() == "need a ride to dialysis")
    );
    bot.connected().await;
    peer.acknowledged(&need).await;

    // What comes backwards, and each twice, is heard once under each key.
    peer.says(BEN, ELM, text("hello")).await;
    assert_eq!(bot.hears_words().await.1, "hello");
    peer.hold();
    for count in 1..=5 {
        peer.says(BEN, ELM, text(&format!("need {count}"))).await;
    }
    peer.release_backwards_and_twice();
    let last = peer.says(ANA, ELM, text("that was all")).await;
    let mut keys = std::collections::BTreeMap::new();
    loop {
        let event = bot.hears().await;
        let EventKind::Message { body, .. } = event.kind else {
            panic!("no message");
        };
        if body.as_str() == "that was all" {
            break;
        }
        keys.insert(event.key, body.as_str().to_owned());
    }
    peer.acknowledged(&last).await;
    let mut heard: Vec<_> = keys.into_values().collect();
    heard.sort();
    assert_eq!(heard, ["need 1", "need 2", "need 3", "need 4", "need 5"]);

    // A connection that breaks comes back, with what was said meanwhile.
    peer.hold();
    let dropped = peer.says(ANA, ELM, text("need a blanket")).await;
    let mut logins = peer.logins();
    let before = *logins.borrow();
    peer.cut();
    logins.wait_for(|it| *it > before).await.unwrap();
    peer.release_backwards_and_twice();
    assert_eq!(bot.hears_words().await.1, "need a blanket");
    peer.acknowledged(&dropped).await;
    bot.connected().await;
    bot.says(elm(), "9", "📌 Need #9").await.unwrap();
    assert_eq!(peer.hears().await.words(), "📌 Need #9");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_way_to_lose_the_account_says_what_to_do() {
    let peer = Peer::start().await;
    let mut bot = Bot::in_a_group(&peer).await;

    peer.refuse_one(463);
    let refused = bot.says(direct(BEN), "1", "hello").await;
    assert!(
        matches!(refused, Err(SendError::Rejected { .. })),
        "{refused:?}"
    );

    peer.leave(ELM);
    assert!(matches!(
        bot.hears().await.kind,
        EventKind::Membership { .. }
    ));

    // Shut out for a moment, it comes back by itself.
    peer.ban(1);
    bot.until(|it| matches!(it, BridgeState::Banned { until: Some(_) }))
        .await;
    bot.connected().await;

    peer.replace();
    let (vault, url) = (bot.vault.clone(), bot.url.clone());
    assert!(bot.ended().await.what.contains("took over"));

    let mut bot = Bot::start(vault.clone(), &url);
    bot.connected().await;
    peer.ask_for_a_newer_client();
    assert!(bot.ended().await.remedy.contains("Update wegotus"));

    let mut bot = Bot::start(vault.clone(), &url);
    bot.connected().await;
    // Taken off the phone's list, it shows codes again.
    peer.log_out().await;
    let code = bot.code().await;
    let found = check(&settings(&url), Some(vault), Arc::new(SystemClock)).await;
    assert!(found[0].what.starts_with("no longer linked"), "{found:?}");
    peer.scan(&code).await;
    bot.connected().await;
}
