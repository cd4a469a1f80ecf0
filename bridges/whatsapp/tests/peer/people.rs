//! People: each with a phone, its keys, and a Signal session with the bot.

use std::sync::Arc;

use async_lock::RwLock;
use rand::rngs::StdRng;
use tokio::sync::Mutex;
use whatsapp_rust::Jid;
use whatsapp_rust::buffa::{Message as _, MessageField};
use whatsapp_rust::store::Device;
use whatsapp_rust::store::signal_adapter::SignalProtocolStoreAdapter;
use whatsapp_rust::wacore::libsignal::protocol::{
    self as sig, CiphertextMessage, PreKeyBundle, PreKeySignalMessage, ProtocolAddress,
    SenderKeyDistributionMessage, SignalMessage, UsePQRatchet,
};
use whatsapp_rust::wacore::libsignal::store::sender_key_name::SenderKeyName;
use whatsapp_rust::wacore::messages::MessageUtils;
use whatsapp_rust::wacore::store::InMemoryBackend;
use whatsapp_rust::wacore::store::signal_cache::SignalStoreCache;
use whatsapp_rust::wacore::store::traits::Backend;
use whatsapp_rust::wacore::types::jid::JidExt as _;
use whatsapp_rust::wacore_binary::builder::NodeBuilder;
use whatsapp_rust::wacore_binary::node::Node;
use whatsapp_rust::waproto::whatsapp as wa;

use super::{BOT, BOT_DEVICE, BOT_LID, Called};

/// Somebody, and their phone.
pub(super) struct Contact {
    pub number: String,
    pub name: String,
    keys: Mutex<Keys>,
}

/// What a phone keeps of itself, and of the bot's device.
struct Keys {
    device: Arc<RwLock<Device>>,
    store: SignalProtocolStoreAdapter,
}

impl Keys {
    fn new(number: &str) -> Self {
        let backend: Arc<dyn Backend> = Arc::new(InMemoryBackend::new());
        let mut device = Device::new(backend);
        device.pn = Some(Jid::pn(number));
        let device = Arc::new(RwLock::new(device));
        let cache = Arc::new(SignalStoreCache::new());
        let store = SignalProtocolStoreAdapter::new(device.clone(), cache);
        Self { device, store }
    }
}

pub(super) fn luck() -> StdRng {
    rand::make_rng()
}

/// The hidden id of whoever has this number.
pub(super) fn lid(number: &str) -> String {
    if number == BOT {
        return BOT_LID.to_owned();
    }
    // Nobody can read the number off it.
    format!("9{}", number.chars().rev().collect::<String>())
}

/// The address of whoever has this number, where people are called so.
pub(super) fn address(called: Called, number: &str) -> String {
    match called {
        Called::Number => Jid::pn(number).to_string(),
        Called::HiddenId | Called::HiddenIdAlone => Jid::lid(lid(number)).to_string(),
    }
}

fn bot() -> ProtocolAddress {
    Jid::pn_device(BOT, BOT_DEVICE).to_protocol_address()
}

fn whose(group: &str, who: &str) -> SenderKeyName {
    SenderKeyName::from_parts(group, who)
}

fn padded(message: &wa::Message) -> Vec<u8> {
    MessageUtils::pad_message_v2(message.encode_to_vec())
}

async fn begin(keys: &mut SignalProtocolStoreAdapter, bundle: &PreKeyBundle) {
    let sessions = &mut keys.session_store;
    let identities = &mut keys.identity_store;
    let without = UsePQRatchet::No;
    sig::process_prekey_bundle(&bot(), sessions, identities, bundle, &mut luck(), without)
        .await
        .unwrap();
}

fn encrypted(kind: &'static str, bytes: Vec<u8>) -> Node {
    let enc = NodeBuilder::new("enc").attr("v", "2").attr("type", kind);
    enc.bytes(bytes).build()
}

impl Contact {
    pub(super) fn new(number: &str, name: &str) -> Self {
        Self {
            number: number.to_owned(),
            name: name.to_owned(),
            keys: Mutex::new(Keys::new(number)),
        }
    }

    /// Another device of the bot's takes the place of the one they knew.
    pub(super) async fn starts_anew(&self) {
        *self.keys.lock().await = Keys::new(&self.number);
    }

    fn at(&self, called: Called) -> String {
        address(called, &self.number)
    }

    /// Takes a new session for the bot, whatever they had.
    pub(super) async fn begins_a_session(&self, bundle: &PreKeyBundle) {
        begin(&mut self.keys.lock().await.store, bundle).await;
    }

    async fn seal(&self, bundle: &PreKeyBundle, message: &wa::Message) -> Node {
        let mut keys = self.keys.lock().await;
        let keys = &mut keys.store;
        let has_session = sig::SessionStore::has_session(&keys.session_store, &bot()).await;
        if !has_session.unwrap() {
            begin(keys, bundle).await;
        }
        let sealed = sig::message_encrypt(
            &padded(message),
            &bot(),
            &mut keys.session_store,
            &mut keys.identity_store,
        )
        .await
        .unwrap();
        let kind = match sealed {
            CiphertextMessage::PreKeySignalMessage(_) => "pkmsg",
            _ => "msg",
        };
        encrypted(kind, sealed.serialize().to_vec())
    }

    fn envelope(&self, from: &str, id: &str, message: &wa::Message) -> NodeBuilder {
        let kind = if message.reaction_message.is_set() {
            "reaction"
        } else {
            "text"
        };
        let envelope = NodeBuilder::new("message")
            .attr("from", from)
            .attr("id", id)
            .attr("t", "1764000001")
            .attr("type", kind)
            .attr("notify", self.name.as_str());
        let protocol = message.protocol_message.as_option();
        match protocol {
            Some(it) if it.edited_message.is_set() => envelope.attr("edit", "1"),
            Some(it) if it.key.is_set() => envelope.attr("edit", "7"),
            _ => envelope,
        }
    }

    /// Writes to the bot privately.
    pub(super) async fn writes(
        &self,
        bundle: &PreKeyBundle,
        called: Called,
        id: &str,
        message: &wa::Message,
    ) -> Node {
        let sealed = self.seal(bundle, message).await;
        let envelope = self.envelope(&self.at(called), id, message);
        let envelope = match called {
            Called::Number => envelope.attr("sender_lid", self.at(Called::HiddenId)),
            Called::HiddenId => envelope.attr("sender_pn", self.at(Called::Number)),
            Called::HiddenIdAlone => envelope,
        };
        envelope.children([sealed]).build()
    }

    /// Writes in a group; gives the bot the key to read it where that is new to it.
    pub(super) async fn writes_in(
        &self,
        bundle: &PreKeyBundle,
        (group, called): (&str, Called),
        id: &str,
        message: &wa::Message,
        is_new: bool,
    ) -> Node {
        let own = whose(group, "self");
        let given = {
            let mut keys = self.keys.lock().await;
            let store = &mut keys.store.sender_key_store;
            sig::create_sender_key_distribution_message(&own, store, &mut luck())
                .await
                .unwrap()
        };
        let mut sealed = Vec::new();
        if is_new {
            let gives = wa::Message {
                sender_key_distribution_message: MessageField::some(
                    wa::message::SenderKeyDistributionMessage {
                        group_id: Some(group.to_owned()),
                        axolotl_sender_key_distribution_message: Some(given.serialized().to_vec()),
                    },
                ),
                ..Default::default()
            };
            sealed.push(self.seal(bundle, &gives).await);
        }
        let said = {
            let mut keys = self.keys.lock().await;
            let store = &mut keys.store.sender_key_store;
            sig::group_encrypt(store, &own, &padded(message), &mut luck())
                .await
                .unwrap()
        };
        sealed.push(encrypted("skmsg", said.serialized().to_vec()));
        let envelope = self.envelope(group, id, message);
        let envelope = envelope.attr("participant", self.at(called));
        let envelope = match called {
            Called::Number => envelope
                .attr("addressing_mode", "pn")
                .attr("participant_lid", self.at(Called::HiddenId)),
            Called::HiddenId => envelope
                .attr("addressing_mode", "lid")
                .attr("participant_pn", self.at(Called::Number)),
            Called::HiddenIdAlone => envelope.attr("addressing_mode", "lid"),
        };
        envelope.children(sealed).build()
    }

    /// Reads what the bot sealed for them; takes the key to a group where one is in it.
    pub(super) async fn opens(&self, kind: &str, bytes: &[u8]) -> wa::Message {
        let sealed = if kind == "pkmsg" {
            CiphertextMessage::PreKeySignalMessage(PreKeySignalMessage::try_from(bytes).unwrap())
        } else {
            CiphertextMessage::SignalMessage(SignalMessage::try_from(bytes).unwrap())
        };
        let mut keys = self.keys.lock().await;
        let keys = &mut keys.store;
        let plain = sig::message_decrypt(
            &sealed,
            &bot(),
            &mut keys.session_store,
            &mut keys.identity_store,
            &mut keys.pre_key_store,
            &keys.signed_pre_key_store,
            &mut luck(),
            UsePQRatchet::No,
        )
        .await
        .unwrap();
        let message = unpadded(&plain.plaintext);
        if let Some(given) = message.sender_key_distribution_message.as_option() {
            let group = given.group_id.clone().unwrap();
            let given = given.axolotl_sender_key_distribution_message.as_deref();
            let given = SenderKeyDistributionMessage::try_from(given.unwrap()).unwrap();
            let store = &mut keys.sender_key_store;
            let bot = whose(&group, "bot");
            sig::process_sender_key_distribution_message(&bot, &given, store)
                .await
                .unwrap();
        }
        message
    }

    /// Reads what the bot said in a group.
    pub(super) async fn reads(&self, group: &str, bytes: &[u8]) -> wa::Message {
        let mut keys = self.keys.lock().await;
        let store = &mut keys.store.sender_key_store;
        let plain = sig::group_decrypt(bytes, store, &whose(group, "bot")).await;
        unpadded(&plain.unwrap())
    }

    /// What the bot needs to write to them first.
    pub(super) async fn pre_keys(&self, jid: &str) -> Node {
        let keys = self.keys.lock().await;
        let device = keys.device.read().await;
        let id = device.signed_pre_key_id.to_be_bytes();
        let part =
            |tag: &'static str, bytes: &[u8]| NodeBuilder::new(tag).bytes(bytes.to_vec()).build();
        let signed = NodeBuilder::new("skey").children([
            part("id", &id[1..]),
            part("value", device.signed_pre_key.public_key.public_key_bytes()),
            part("signature", &device.signed_pre_key_signature),
        ]);
        NodeBuilder::new("user")
            .attr("jid", jid)
            .children([
                part("registration", &device.registration_id.to_be_bytes()),
                part("type", &[5]),
                part(
                    "identity",
                    device.identity_key.public_key.public_key_bytes(),
                ),
                signed.build(),
            ])
            .build()
    }
}

fn unpadded(plain: &[u8]) -> wa::Message {
    let plain = MessageUtils::unpad_message_ref(plain, 2).unwrap();
    wa::Message::decode_from_slice(plain).unwrap()
}
