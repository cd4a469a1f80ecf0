//! The phone that has the bot's number: it links devices.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use whatsapp_rust::buffa::{Message as _, MessageField};
use whatsapp_rust::wacore::libsignal::protocol::{KeyPair, PreKeyBundle};
use whatsapp_rust::wacore_binary::builder::NodeBuilder;
use whatsapp_rust::wacore_binary::node::Node;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

use super::people::{Contact, luck};
use super::typed::{Agreed, Asked, Typed};
use super::{BOT, BOT_DEVICE, BOT_LID, Called, Letter};

/// What an account's signature of a device begins with.
const ACCOUNT: &[u8] = &[6, 0];

/// The id of the request by which the server tells a client that it was linked.
pub(super) const LINKED: &str = "linked";

pub(super) struct Phone {
    account: KeyPair,
    /// As somebody the bot writes to: its own other device.
    pub contact: Contact,
}

impl Phone {
    pub(super) fn new() -> Self {
        Self {
            account: KeyPair::generate(&mut luck()),
            contact: Contact::new(BOT, "the bot"),
        }
    }

    /// A phone gives a new device the key to what the account's devices keep in common.
    pub(super) async fn shares_a_key(&self, bundle: &PreKeyBundle) -> Letter {
        let key = wa::message::AppStateSyncKey {
            key_id: MessageField::some(wa::message::AppStateSyncKeyId {
                key_id: Some(vec![0, 0, 0, 0, 1, 1]),
            }),
            key_data: MessageField::some(wa::message::AppStateSyncKeyData {
                key_data: Some(vec![7; 32]),
                fingerprint: MessageField::some(wa::message::AppStateSyncKeyFingerprint {
                    raw_id: Some(1),
                    current_index: Some(1),
                    device_indexes: vec![0, 1],
                }),
                timestamp: Some(1_764_000_000),
            }),
        };
        let message = wa::Message {
            protocol_message: MessageField::some(wa::message::ProtocolMessage {
                r#type: Some(Type::APP_STATE_SYNC_KEY_SHARE),
                app_state_sync_key_share: MessageField::some(wa::message::AppStateSyncKeyShare {
                    keys: vec![key],
                }),
                ..Default::default()
            }),
            ..Default::default()
        };
        let id = "3AKEY".to_owned();
        let mut node = self
            .contact
            .writes(bundle, Called::Number, &id, &message)
            .await;
        node.attrs.insert("category", "peer");
        Letter {
            id,
            node,
            saying: None,
            is_anew: false,
        }
    }

    /// What the server tells a client whose code was scanned.
    pub(super) fn link(&self, code: &str) -> Node {
        let mut parts = code.split(',').skip(2);
        let mut bytes = || BASE64_STANDARD.decode(parts.next().unwrap()).unwrap();
        self.vouches(&bytes(), &bytes())
    }

    /// A code is typed: what is kept of that, and what the client is told.
    pub(super) fn types(&self, asked: &Asked, code: &str) -> (Typed, Node) {
        asked.typed(code, &self.account)
    }

    /// What the client answered to that: nothing where another code was typed than it shows.
    pub(super) fn opens(&self, typed: &Typed, bundle: &[u8]) -> Option<Agreed> {
        typed.opens(bundle, &self.account)
    }

    /// What the server tells a client that was linked: that it is a device of this account now.
    pub(super) fn vouches(&self, identity: &[u8], secret: &[u8]) -> Node {
        let details = wa::ADVDeviceIdentity {
            raw_id: Some(1),
            timestamp: Some(1_764_000_000),
            key_index: Some(1),
            ..Default::default()
        }
        .encode_to_vec();
        let signed = [ACCOUNT, &details, identity].concat();
        let account = &self.account.private_key;
        let signature = account.calculate_signature(&signed, &mut luck()).unwrap();
        let identity = wa::ADVSignedDeviceIdentity {
            details: Some(details),
            account_signature_key: Some(self.account.public_key.public_key_bytes().to_vec()),
            account_signature: Some(signature.to_vec()),
            device_signature: None,
        }
        .encode_to_vec();
        let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(secret).unwrap();
        mac.update(&identity);
        let sealed = wa::ADVSignedDeviceIdentityHMAC {
            details: Some(identity),
            hmac: Some(mac.finalize().into_bytes().to_vec()),
            ..Default::default()
        };
        let device = NodeBuilder::new("device")
            .attr("jid", format!("{BOT}:{BOT_DEVICE}@s.whatsapp.net"))
            .attr("lid", format!("{BOT_LID}:{BOT_DEVICE}@lid"));
        let success = NodeBuilder::new("pair-success").children([
            NodeBuilder::new("device-identity")
                .bytes(sealed.encode_to_vec())
                .build(),
            device.build(),
            NodeBuilder::new("platform").attr("name", "android").build(),
            // A business: so the client has a name for itself, and looks for none in what the phone keeps.
            NodeBuilder::new("biz").attr("name", "wegotus").build(),
        ]);
        NodeBuilder::new("iq")
            .attr("from", "s.whatsapp.net")
            .attr("id", LINKED)
            .attr("type", "set")
            .attr("t", "1764000000")
            .children([success.build()])
            .build()
    }
}
