//! The other side of WhatsApp's wire, in this process: a server that the real client talks to over a websocket, a phone
//! that links it, and people in groups. Made of the SDK's own public parts: its Noise responder, its binary nodes, its
//! Signal protocol.
//!
//! **What it does.** It takes a new client through the Noise handshake (XX), gives it codes, and links it as a phone
//! does that scans one, or on which one is typed (`typed.rs`): with a signed device identity, and the restart (515) that
//! follows. It refuses codes, and asks for another one. It logs the client in, takes its pre-keys, hands out those of people, tells which devices and groups there are. People write to the bot
//! privately and in groups (with sender keys, given out as needed), some of which go by hidden ids, with ciphertexts made once and kept until the client
//! says that it has them: so what was not acknowledged comes again after a drop or a restart, byte for byte, as it does from
//! WhatsApp; what it cannot read and asks for anew is sealed anew, with a new session, as phones do. What the bot sends is decrypted by those it is for. On command it drops connections, repeats, holds back and
//! reorders, refuses, logs out, bans, and asks for a newer client.
//!
//! **Where it ends.** It knows one account and one device of each person; nobody changes phones. Its certificate is not
//! WhatsApp's, so the tests build the SDK with `danger-skip-cert-chain-verify`, and it is made to look expired, so that
//! each connection shakes hands in full (XX; WhatsApp also resumes by IK). There is no history and no app state to synchronise
//! (the collections are empty), no media server, and no server-side rule but those above: what WhatsApp does to a client that
//! writes too much is not known to anybody and not played. What lies beyond is played at the port, in `bridge.rs`.

#![expect(
    dead_code,
    reason = "each of the test binaries that share it uses a part of it"
)]

mod line;
mod people;
mod phone;
mod typed;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{mpsc, watch};
use whatsapp_rust::Jid;
use whatsapp_rust::wacore::libsignal::protocol::PreKeyBundle;
use whatsapp_rust::wacore_binary::builder::NodeBuilder;
use whatsapp_rust::wacore_binary::node::Node;
use whatsapp_rust::waproto::whatsapp as wa;

use people::Contact;

/// The bot's account, and the device it becomes.
pub const BOT: &str = "12025550100";
pub const BOT_LID: &str = "100000000000100";
pub const BOT_DEVICE: u16 = 5;

/// What the bot said.
#[derive(Clone)]
pub struct Said {
    /// Where: a group's address, or a person's.
    pub chat: String,
    /// Its id.
    pub id: String,
    /// What.
    pub message: wa::Message,
}

impl Said {
    /// Its words, wherever they stand.
    pub fn words(&self) -> String {
        let of = |it: &wa::Message| {
            let extended = it.extended_text_message.as_option();
            let text = extended.and_then(|it| it.text.clone());
            it.conversation.clone().or(text)
        };
        let protocol = self.message.protocol_message.as_option();
        let edited = protocol.and_then(|it| it.edited_message.as_option());
        edited
            .and_then(of)
            .or_else(|| of(&self.message))
            .unwrap_or_default()
    }

    /// Who is called in it, by address.
    pub fn called(&self) -> Vec<String> {
        let extended = self.message.extended_text_message.as_option();
        let context = extended.and_then(|it| it.context_info.as_option());
        context.map_or_else(Vec::new, |it| it.mentioned_jid.clone())
    }
}

/// What people are called in a chat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Called {
    /// By their number; their hidden id is told beside it.
    Number,
    /// By their hidden id; their number is told beside it.
    HiddenId,
    /// By their hidden id, and their number is told to nobody.
    HiddenIdAlone,
}

/// A group.
struct Circle {
    subject: String,
    called: Called,
    members: Vec<String>,
    /// Who of them gave the bot their sender key.
    distributed: HashSet<String>,
}

/// What waits for the client's acknowledgement.
#[derive(Clone)]
struct Letter {
    id: String,
    node: Node,
    /// What somebody said in it.
    saying: Option<Saying>,
    /// It was sealed anew; what is acknowledged next is how it came first.
    is_anew: bool,
}

/// What somebody says to the bot.
#[derive(Clone)]
struct Saying {
    number: String,
    called: Called,
    /// The group; empty where it is private.
    chat: String,
    message: wa::Message,
}

/// What is done with a connection.
enum Order {
    Send(Node),
    Cut,
}

#[derive(Default)]
struct State {
    /// The phone was asked to link this device, and did.
    is_linked: bool,
    /// A device wants to be linked by a code that is typed.
    asked: Option<typed::Asked>,
    /// One was typed.
    typed: Option<typed::Typed>,
    /// The phone could not open what the device sent when it heard of a code.
    is_wrong: bool,
    /// Nobody gets a code to type.
    gives_no_codes: bool,
    bundle: Option<PreKeyBundle>,
    groups: HashMap<String, Circle>,
    letters: Vec<Letter>,
    /// Letters are kept, and not handed over.
    holds: bool,
    line: Option<mpsc::UnboundedSender<Order>>,
    /// The client has asked for what waits.
    is_active: bool,
    /// What the next login is answered with instead of welcome.
    refusal: Option<Node>,
    /// What the next messages of the bot are answered with.
    errors: Vec<u16>,
    count: u64,
}

struct World {
    state: Mutex<State>,
    people: Mutex<HashMap<String, Arc<Contact>>>,
    phone: phone::Phone,
    said: mpsc::UnboundedSender<Said>,
    /// Counts changes, for those who wait for one.
    changed: watch::Sender<u64>,
    logins: watch::Sender<u32>,
}

/// The other side.
pub struct Peer {
    world: Arc<World>,
    said: tokio::sync::Mutex<mpsc::UnboundedReceiver<Said>>,
    /// Where a client finds it.
    pub url: String,
}

impl World {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state());
        self.changed.send_modify(|it| *it += 1);
        changed
    }

    /// What somebody's phone makes of what they say; `is_new` where the bot has no key yet to read them in this group.
    async fn seals(&self, bundle: &PreKeyBundle, it: &Saying, id: &str, is_new: bool) -> Node {
        let contact = self.people.lock().unwrap()[&it.number].clone();
        if it.chat.is_empty() {
            return contact.writes(bundle, it.called, id, &it.message).await;
        }
        let place = (it.chat.as_str(), it.called);
        contact
            .writes_in(bundle, place, id, &it.message, is_new)
            .await
    }

    /// The client could not read this letter: it is sealed anew, with a new session.
    async fn seals_anew(&self, id: &str) {
        let letter = |state: &State| {
            let letter = state.letters.iter().find(|it| it.id == id)?;
            Some((letter.saying.clone()?, state.bundle.clone()?))
        };
        let Some((saying, bundle)) = letter(&self.state()) else {
            return;
        };
        let contact = self.people.lock().unwrap()[&saying.number].clone();
        contact.begins_a_session(&bundle).await;
        let node = self.seals(&bundle, &saying, id, true).await;
        self.change(|it| {
            if let Some(letter) = it.letters.iter_mut().find(|it| it.id == id) {
                letter.node = node.clone();
                letter.is_anew = true;
            }
            if it.is_active {
                line::hand_over(it, node);
            }
        });
    }

    /// Whoever has this address, by number or hidden id.
    fn contact(&self, jid: &Jid) -> Option<Arc<Contact>> {
        let people = self.people.lock().unwrap();
        let mut all = people.values();
        all.find(|it| it.number == *jid.user || people::lid(&it.number) == *jid.user)
            .cloned()
    }
}

impl Peer {
    /// Begins to listen.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}/ws/chat", listener.local_addr().unwrap());
        let (said, hears) = mpsc::unbounded_channel();
        let world = Arc::new(World {
            state: Mutex::default(),
            people: Mutex::default(),
            phone: phone::Phone::new(),
            said,
            changed: watch::Sender::default(),
            logins: watch::Sender::default(),
        });
        tokio::spawn({
            let world = world.clone();
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(line::serve(world.clone(), stream));
                }
            }
        });
        Self {
            world,
            said: tokio::sync::Mutex::new(hears),
            url,
        }
    }

    /// Somebody with a phone of their own.
    pub fn person(&self, number: &str, name: &str) {
        let contact = Arc::new(Contact::new(number, name));
        let mut people = self.world.people.lock().unwrap();
        people.insert(number.to_owned(), contact);
    }

    /// A group with these people and the bot in it.
    pub fn group(&self, id: &str, subject: &str, members: &[&str]) {
        self.group_of(Called::Number, id, subject, members);
    }

    /// A group in which people are called so.
    pub fn group_of(&self, called: Called, id: &str, subject: &str, members: &[&str]) {
        self.world.change(|it| {
            it.groups.insert(
                id.to_owned(),
                Circle {
                    subject: subject.to_owned(),
                    called,
                    members: members.iter().map(|it| (*it).to_owned()).collect(),
                    distributed: HashSet::new(),
                },
            );
        });
    }

    /// The phone scans a code, and links the device that shows it.
    pub async fn scan(&self, code: &str) {
        let node = self.world.phone.link(code);
        self.until(|it| it.line.is_some()).await;
        self.world.change(|it| it.is_linked = true);
        self.order(Order::Send(node));
    }

    /// Somebody types a code on the phone; `false` where it is not the one that the device shows.
    pub async fn types(&self, code: &str) -> bool {
        self.until(|it| it.asked.is_some()).await;
        let asked = self.world.state().asked.clone().unwrap();
        let (typed, node) = self.world.phone.types(&asked, code);
        self.world.change(|it| {
            it.typed = Some(typed);
            it.is_wrong = false;
        });
        self.order(Order::Send(node));
        self.until(|it| it.is_linked || it.is_wrong).await;
        self.world.state().is_linked
    }

    /// For which number a device wants to be linked.
    pub async fn asked_for(&self) -> String {
        self.until(|it| it.asked.is_some()).await;
        let state = self.world.state();
        state.asked.as_ref().unwrap().number.clone()
    }

    /// The code that a device shows is worth nothing any more.
    pub fn wants_another_code(&self) {
        let asked = self.world.change(|it| it.asked.take());
        self.order(Order::Send(asked.unwrap().again()));
    }

    /// From now on no device gets a code to type, as for a number that was tried too often; or each does again.
    pub fn gives_codes(&self, gives: bool) {
        self.world.change(|it| it.gives_no_codes = !gives);
    }

    /// Somebody writes to the bot, privately (`chat` is empty) or in a group; gives the message's id.
    pub async fn says(&self, number: &str, chat: &str, message: wa::Message) -> String {
        self.says_as(Called::Number, number, chat, message).await
    }

    /// The same, where a private message comes from whoever is called so; a group has its own way.
    pub async fn says_as(
        &self,
        called: Called,
        number: &str,
        chat: &str,
        message: wa::Message,
    ) -> String {
        self.until(|it| it.bundle.is_some()).await;
        let (id, called, is_new) = self.world.change(|it| {
            it.count += 1;
            let id = format!("3A{:018X}", it.count);
            match it.groups.get_mut(chat) {
                Some(circle) => {
                    let is_new = circle.distributed.insert(number.to_owned());
                    (id, circle.called, is_new)
                }
                None => (id, called, false),
            }
        });
        let saying = Saying {
            number: number.to_owned(),
            called,
            chat: chat.to_owned(),
            message,
        };
        let bundle = self.world.state().bundle.clone().unwrap();
        let node = self.world.seals(&bundle, &saying, &id, is_new).await;
        self.world.change(|it| {
            it.letters.push(Letter {
                id: id.clone(),
                node: node.clone(),
                saying: Some(saying),
                is_anew: false,
            });
            if it.is_active && !it.holds {
                line::hand_over(it, node);
            }
        });
        id
    }

    /// What people write from now on waits.
    pub fn hold(&self) {
        self.world.change(|it| it.holds = true);
    }

    /// What waits is handed over, the latest first, each twice.
    pub fn release_backwards_and_twice(&self) {
        self.world.change(|it| {
            it.holds = false;
            for letter in it.letters.clone().into_iter().rev() {
                line::hand_over(it, letter.node.clone());
                line::hand_over(it, letter.node);
            }
        });
    }

    /// Of what waits only this is handed over.
    pub fn release_only(&self, id: &str) {
        self.world.change(|it| {
            for letter in it.letters.clone() {
                if letter.id == id {
                    line::hand_over(it, letter.node);
                }
            }
        });
    }

    /// Returns when the client has said that it has this message.
    pub async fn acknowledged(&self, id: &str) {
        self.until(|it| !it.letters.iter().any(|letter| letter.id == id))
            .await;
    }

    /// Whether the client has said that it has this message.
    pub fn is_acknowledged(&self, id: &str) -> bool {
        let state = self.world.state();
        !state.letters.iter().any(|letter| letter.id == id)
    }

    /// What the bot says next.
    pub async fn hears(&self) -> Said {
        let mut said = self.said.lock().await;
        let next = tokio::time::timeout(Duration::from_secs(60), said.recv());
        next.await.expect("the bot says something").unwrap()
    }

    /// All that the bot said since somebody listened.
    pub async fn heard_since(&self) -> Vec<Said> {
        let mut said = self.said.lock().await;
        std::iter::from_fn(|| said.try_recv().ok()).collect()
    }

    /// The address of somebody with this number, or of the bot, in a group.
    pub fn address_in(&self, group: &str, number: &str) -> String {
        let called = self.world.state().groups[group].called;
        people::address(called, number)
    }

    /// What the person at this address is called.
    pub fn name(&self, address: &str) -> Option<String> {
        let contact = self.world.contact(&address.parse().ok()?)?;
        Some(contact.name.clone())
    }

    /// The connection breaks.
    pub fn cut(&self) {
        self.order(Order::Cut);
    }

    /// How often a client was welcomed.
    pub fn logins(&self) -> watch::Receiver<u32> {
        self.world.logins.subscribe()
    }

    /// The phone takes the device off its list; for people, the next one is another.
    pub async fn log_out(&self) {
        let people: Vec<_> = self
            .world
            .people
            .lock()
            .unwrap()
            .values()
            .cloned()
            .collect();
        for contact in people {
            contact.starts_anew().await;
        }
        self.world.phone.contact.starts_anew().await;
        self.world.change(|it| {
            it.is_linked = false;
            it.bundle = None;
            it.letters.clear();
            for circle in it.groups.values_mut() {
                circle.distributed.clear();
            }
        });
        let conflict = NodeBuilder::new("conflict").attr("type", "device_removed");
        let error = NodeBuilder::new("stream:error").attr("code", "401");
        self.order(Order::Send(error.children([conflict.build()]).build()));
    }

    /// Another client took over the session.
    pub fn replace(&self) {
        let conflict = NodeBuilder::new("conflict").attr("type", "replaced");
        let error = NodeBuilder::new("stream:error");
        self.order(Order::Send(error.children([conflict.build()]).build()));
    }

    /// The account is shut out for so many seconds; it hears of it when it connects next.
    pub fn ban(&self, seconds: u64) {
        let failure = NodeBuilder::new("failure")
            .attr("reason", "402")
            .attr("code", "104")
            .attr("expire", seconds.to_string());
        self.world.change(|it| it.refusal = Some(failure.build()));
        self.cut();
    }

    /// The account is shut out for good; it hears of it when it connects next.
    pub fn lock(&self) {
        let failure = NodeBuilder::new("failure").attr("reason", "403");
        self.world.change(|it| it.refusal = Some(failure.build()));
        self.cut();
    }

    /// Clients this old are not welcome any more.
    pub fn ask_for_a_newer_client(&self) {
        let failure = NodeBuilder::new("failure").attr("reason", "405");
        self.world.change(|it| it.refusal = Some(failure.build()));
        self.cut();
    }

    /// The bot's next message is refused with this code.
    pub fn refuse_one(&self, code: u16) {
        self.world.change(|it| it.errors.push(code));
    }

    /// The bot is put into a group, or taken out, and told.
    pub fn tell_of_group(&self, id: &str, what: &'static str) {
        let bot = NodeBuilder::new("participant").attr("jid", format!("{BOT}@s.whatsapp.net"));
        let count = self.world.change(|it| {
            it.count += 1;
            it.count
        });
        let notification = NodeBuilder::new("notification")
            .attr("type", "w:gp2")
            .attr("from", id)
            .attr("participant", format!("{BOT}@s.whatsapp.net"))
            .attr("id", format!("N{count}"))
            .attr("t", "1764000000")
            .children([NodeBuilder::new(what).children([bot.build()]).build()]);
        self.order(Order::Send(notification.build()));
    }

    /// The bot is in this group no more.
    pub fn leave(&self, id: &str) {
        self.world.change(|it| it.groups.remove(id));
        self.tell_of_group(id, "remove");
    }

    fn order(&self, order: Order) {
        let state = self.world.state();
        if let Some(line) = &state.line {
            // A connection that is gone hears nothing.
            let _ = line.send(order);
        }
    }

    async fn until(&self, is: impl Fn(&State) -> bool) {
        let mut changed = self.world.changed.subscribe();
        let wait = async {
            while !is(&self.world.state()) {
                changed.changed().await.unwrap();
            }
        };
        let reached = tokio::time::timeout(Duration::from_secs(60), wait).await;
        reached.expect("the client comes that far");
    }
}
