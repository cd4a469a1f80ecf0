//! One key: sealing what goes to disk, and keyed hashes in place of names.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use thiserror::Error;
use wegotus_chat::{EventKey, Platform};
use zeroize::Zeroizing;

use super::SeenKey;

const NONCE: usize = 24;

/// The key of one network, or of the install. It seals values (XChaCha20-Poly1305, a random nonce each)
/// and makes keyed hashes (HMAC-SHA256). It is wiped from memory when dropped.
pub struct Key {
    sealing: XChaCha20Poly1305,
    secrets: Secrets,
}

/// What a key is made of. Sealing changes when what was erased is made unreadable; hashing never does, for opaque
/// ids are made with it.
pub(super) struct Secrets {
    pub(super) hashing: Zeroizing<[u8; 32]>,
    pub(super) sealing: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// The key whose file holds `secret`. Sealing and hashing each get a secret of their own from it.
    #[must_use]
    pub fn new(secret: &[u8; 32]) -> Self {
        Self::of(Secrets {
            sealing: Zeroizing::new(hmac(secret, &[b"wegotus sealing 1"])),
            hashing: Zeroizing::new(hmac(secret, &[b"wegotus hashing 1"])),
        })
    }

    /// The key of these two secrets.
    pub(super) fn of(secrets: Secrets) -> Self {
        Self {
            sealing: XChaCha20Poly1305::new((&*secrets.sealing).into()),
            secrets,
        }
    }

    /// A key that gives the same ids, and seals so that this one opens nothing of it.
    pub(super) fn renewed(&self) -> Result<Self, SealError> {
        let mut sealing = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *sealing).map_err(|_| SealError::NoRandomness)?;
        Ok(Self::of(Secrets {
            hashing: self.secrets.hashing.clone(),
            sealing,
        }))
    }

    /// What it is made of.
    pub(super) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Tells sealing secrets apart without telling one.
    pub(super) fn sealing_mark(&self) -> [u8; 16] {
        let mut mark = [0; 16];
        mark.copy_from_slice(&hmac(&self.secrets.sealing, &[b"wegotus sealing mark"])[..16]);
        mark
    }

    /// An opaque id for `parts`: the same for the same parts under this key, and telling nothing without it.
    /// `domain` keeps ids of different kinds apart.
    #[must_use]
    pub fn id(&self, domain: &str, parts: &[&[u8]]) -> [u8; 16] {
        let mut all = Vec::with_capacity(parts.len() + 1);
        all.push(domain.as_bytes());
        all.extend_from_slice(parts);
        let mut id = [0; 16];
        id.copy_from_slice(&hmac(&self.secrets.hashing, &all)[..16]);
        id
    }

    /// What stands for an event among the seen ones.
    #[must_use]
    pub fn seen(&self, platform: Platform, event: &EventKey) -> SeenKey {
        SeenKey(self.id("seen", &[platform.as_str().as_bytes(), event.0.as_bytes()]))
    }

    /// What a network gets to see of an effect's key: 32 hexadecimal digits. A store that was wiped has
    /// another key, so it never says under an id that it used before.
    #[must_use]
    pub fn wire(&self, effect_key: &str) -> String {
        hex(&self.id("wire", &[effect_key.as_bytes()]))
    }

    /// `plain`, sealed for the place called `place`: it opens nowhere else.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn seal(&self, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| SealError::NoRandomness)?;
        let sealed = self
            .sealing
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: plain,
                    aad: place,
                },
            )
            .map_err(|_| SealError::TooLong)?;
        let mut out = Vec::with_capacity(NONCE + sealed.len());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// What [`Key::seal`] sealed for `place`.
    ///
    /// # Errors
    /// When it was sealed for another place, under another key, or has been changed.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(SealError::Broken)?;
        self.sealing
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: sealed,
                    aad: place,
                },
            )
            .map_err(|_| SealError::Broken)
    }
}

/// Sealing or opening failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SealError {
    /// The seal does not hold.
    #[error("a sealed record does not open: it was changed, or sealed with another key")]
    Broken,
    /// The system's random numbers failed.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// More than 256 GB at once.
    #[error("too long to seal at once")]
    TooLong,
}

/// HMAC-SHA256 over `parts`, each preceded by its length so that no two lists read the same.
fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // A 32-byte key fits the block, so this is the same as `new_from_slice`, which may fail.
    let mut block = Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| {
            [
                DIGITS[usize::from(byte >> 4)],
                DIGITS[usize::from(byte & 15)],
            ]
        })
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_only_where_it_was_made_for() {
        let key = Key::new(&[7; 32]);
        let sealed = key.seal(b"here", b"bring bread").unwrap();
        assert_eq!(sealed.len(), b"bring bread".len() + NONCE + 16);
        assert_eq!(key.open(b"here", &sealed).unwrap(), b"bring bread");
        assert_eq!(key.open(b"there", &sealed), Err(SealError::Broken));
        assert_eq!(
            Key::new(&[8; 32]).open(b"here", &sealed),
            Err(SealError::Broken)
        );
        for at in 0..sealed.len() {
            let mut bent = sealed.clone();
            bent[at] ^= 1;
            assert_eq!(
                key.open(b"here", &bent),
                Err(SealError::Broken),
                "byte {at}"
            );
        }
        for length in 0..sealed.len() {
            assert_eq!(key.open(b"here", &sealed[..length]), Err(SealError::Broken));
        }
    }

    #[test]
    fn the_same_words_never_look_the_same_sealed() {
        let key = Key::new(&[7; 32]);
        assert_ne!(
            key.seal(b"here", b"yes").unwrap(),
            key.seal(b"here", b"yes").unwrap()
        );
    }

    #[test]
    fn ids_tell_parts_domains_and_keys_apart() {
        let key = Key::new(&[7; 32]);
        let id = key.id("person", &[b"signal", b"ana"]);
        assert_eq!(id, key.id("person", &[b"signal", b"ana"]));
        assert_ne!(id, key.id("person", &[b"signala", b"na"]));
        assert_ne!(id, key.id("room", &[b"signal", b"ana"]));
        assert_ne!(id, Key::new(&[8; 32]).id("person", &[b"signal", b"ana"]));
        assert_ne!(
            key.seen(Platform::Signal, &EventKey("1".into())),
            key.seen(Platform::Matrix, &EventKey("1".into()))
        );
    }

    #[test]
    fn the_hash_is_the_standard_one() {
        // RFC 4231 has no 32-byte key, so this was made with another implementation:
        // python: hmac.new(b"\x07"*32, struct.pack(">Q", 2) + b"hi", "sha256")
        assert_eq!(
            hex(&hmac(&[7; 32], &[b"hi"])),
            "3e3dcb6fc6085a7487558d100acb2be51595c49271fedaaca2a0a74c8f7ef0e6"
        );
    }

    #[test]
    fn a_wire_key_is_hexadecimal_and_tells_nothing() {
        let wire = Key::new(&[7; 32]).wire("post/14/notice/1");
        assert_eq!(wire.len(), 32);
        assert!(wire.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(format!("{:?}", Key::new(&[7; 32])), "Key(…)");
    }
}
