//! Linking by a code that is typed on the phone: what the server passes between the device that shows the code and the
//! phone on which it is typed, and the phone's side of what the two make of it.
//!
//! Both wrap a fresh key under the code; each unwraps the other's, and so whoever typed another code has no key in common
//! with the device, and cannot open what it sends.

use whatsapp_rust::wacore::crypto::hkdf_sha256_into;
use whatsapp_rust::wacore::libsignal::crypto::aes_256_gcm_decrypt;
use whatsapp_rust::wacore::libsignal::protocol::{KeyPair, PublicKey};
use whatsapp_rust::wacore::pair_code::PairCodeUtils;
use whatsapp_rust::wacore_binary::builder::NodeBuilder;
use whatsapp_rust::wacore_binary::node::Node;

use super::people::luck;

/// The tag of all that is said about it.
pub(super) const LINKING: &str = "link_code_companion_reg";

/// What a device asked the server for, and the phone it is asked for has not ended yet.
#[derive(Clone)]
pub(super) struct Asked {
    /// Names this asking; another one has another name.
    pub reference: String,
    /// The number it was asked for.
    pub number: String,
    /// The device's fresh key, under the code that it shows.
    pub wrapped: Vec<u8>,
}

/// A phone on which a code was typed, until the device answers.
#[derive(Clone)]
pub(super) struct Typed {
    ours: KeyPair,
    device: PublicKey,
    /// What it answers.
    pub reference: String,
}

/// What a device and a phone have in common once the phone could open what the device sent.
pub(super) struct Agreed {
    /// The key by which the device is known from now on.
    pub identity: [u8; 32],
    /// The secret with which the phone vouches for it.
    pub secret: [u8; 32],
}

fn key(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().unwrap()
}

fn part(tag: &'static str, bytes: &[u8]) -> Node {
    NodeBuilder::new(tag).bytes(bytes.to_vec()).build()
}

impl Asked {
    /// What the server answers a device that asks for a code.
    pub(super) fn answer(&self) -> Node {
        let reference = part("link_code_pairing_ref", self.reference.as_bytes());
        let answer = NodeBuilder::new(LINKING).attr("stage", "companion_hello");
        answer.children([reference]).build()
    }

    /// The server wants another code shown, as it does where one was typed wrong.
    pub(super) fn again(&self) -> Node {
        let reference = part("link_code_pairing_ref", self.reference.as_bytes());
        let again = NodeBuilder::new(LINKING).attr("stage", "refresh_code");
        told(again.children([reference]).build())
    }

    /// Somebody types a code on the phone with this account key: what is kept there, and what the device is told.
    pub(super) fn typed(&self, code: &str, account: &KeyPair) -> (Typed, Node) {
        let device = PairCodeUtils::decrypt_primary_ephemeral_pub(&self.wrapped, code).unwrap();
        let ours = KeyPair::generate(&mut luck());
        let our_key = key(ours.public_key.public_key_bytes());
        let wrapped = PairCodeUtils::encrypt_ephemeral_pub(&our_key, code);
        let hello = NodeBuilder::new(LINKING)
            .attr("stage", "primary_hello")
            .children([
                part("link_code_pairing_wrapped_primary_ephemeral_pub", &wrapped),
                part(
                    "primary_identity_pub",
                    account.public_key.public_key_bytes(),
                ),
                part("link_code_pairing_ref", self.reference.as_bytes()),
            ]);
        let typed = Typed {
            ours,
            device: PublicKey::from_djb_public_key_bytes(&device).unwrap(),
            reference: self.reference.clone(),
        };
        (typed, told(hello.build()))
    }
}

impl Typed {
    /// Opens what the device sent: nothing where the two do not know the same code.
    pub(super) fn opens(&self, bundle: &[u8], account: &KeyPair) -> Option<Agreed> {
        let (salt, rest) = bundle.split_at_checked(32)?;
        let (nonce, sealed) = rest.split_at_checked(12)?;
        let shared = self
            .ours
            .private_key
            .calculate_agreement(&self.device)
            .ok()?;
        let mut opening = [0; 32];
        let what = b"link_code_pairing_key_bundle_encryption_key";
        hkdf_sha256_into(&shared, Some(salt), what, &mut opening).unwrap();
        let mut opened = Vec::new();
        aes_256_gcm_decrypt(&opening, nonce.try_into().ok()?, b"", sealed, &mut opened).ok()?;
        let [identity, own, chance] = [0, 32, 64].map(|at| key(&opened[at..at + 32]));
        assert_eq!(
            own,
            account.public_key.public_key_bytes(),
            "it is meant for this phone"
        );
        let device = PublicKey::from_djb_public_key_bytes(&identity).unwrap();
        let known = account.private_key.calculate_agreement(&device).unwrap();
        let mut secret = [0; 32];
        let all = [&shared[..], &known, &chance].concat();
        hkdf_sha256_into(&all, None, b"adv_secret", &mut secret).unwrap();
        Some(Agreed { identity, secret })
    }
}

fn told(what: Node) -> Node {
    NodeBuilder::new("notification")
        .attr("type", LINKING)
        .attr("from", "s.whatsapp.net")
        .attr("id", "TYPED")
        .attr("t", "1764000000")
        .children([what])
        .build()
}
