//! Whether a request is Meta's: the header `X-Hub-Signature-256` is `sha256=` and the HMAC-SHA256, in hex, of the
//! raw bytes under the app's secret.
//! <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint>

use hmac::{Hmac, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;

/// The header's name.
pub(crate) const HEADER: &str = "x-hub-signature-256";

/// What a request says it was signed with.
pub(crate) struct Signature([u8; 32]);

impl Signature {
    /// Reads the header; `None` where it has another form.
    pub(crate) fn read(header: &[u8]) -> Option<Self> {
        let hex = header.strip_prefix(b"sha256=")?;
        let mut bytes = [0; 32];
        if hex.len() != 2 * bytes.len() {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// Whether it is that of `body` under `secret`; takes as long whether it is or not.
    pub(crate) fn holds(&self, body: &[u8], secret: &SecretString) -> bool {
        mac(secret).is_some_and(|mac| mac.chain_update(body).verify_slice(&self.0).is_ok())
    }
}

/// The header of `body` under `secret`, as Meta makes it.
#[must_use]
pub fn sign(body: &[u8], secret: &SecretString) -> String {
    let code = mac(secret).map(|mac| mac.chain_update(body).finalize().into_bytes());
    let hex = code.iter().flatten().map(|byte| format!("{byte:02x}"));
    format!("sha256={}", hex.collect::<String>())
}

/// Whether two secrets are the same; takes as long whether they are or not.
pub(crate) fn is_same(given: &str, secret: &SecretString) -> bool {
    let code = |text: &str| mac(secret).map(|mac| mac.chain_update(text.as_bytes()));
    let (Some(given), Some(wanted)) = (code(given), code(secret.expose_secret())) else {
        return false;
    };
    given.verify(&wanted.finalize().into_bytes()).is_ok()
}

/// HMAC takes a key of any length.
fn mac(secret: &SecretString) -> Option<Hmac<Sha256>> {
    Hmac::new_from_slice(secret.expose_secret().as_bytes()).ok()
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_bytes_and_secret_alone() {
        let (secret, other) = (SecretString::from("sesame"), SecretString::from("simsim"));
        let header = sign(b"{}", &secret);
        // `printf '{}' | openssl dgst -sha256 -hmac sesame`
        assert_eq!(
            header,
            "sha256=9288af31519fb10ea518c62c303396c38b77e7d2a1db3cc31e7bc2894e0bd786"
        );
        let signature = Signature::read(header.as_bytes()).unwrap();
        assert!(signature.holds(b"{}", &secret));
        assert!(!signature.holds(b"{} ", &secret) && !signature.holds(b"{}", &other));
        for wrong in [
            "",
            "sha256=",
            "sha1=ab",
            &header[1..],
            &header[..70],
            &header.to_uppercase(),
        ] {
            assert!(Signature::read(wrong.as_bytes()).is_none(), "{wrong}");
        }
    }

    #[test]
    fn secrets_are_the_same_letter_by_letter() {
        let secret = SecretString::from("sesame");
        assert!(is_same("sesame", &secret));
        for other in ["", "sesam", "sesame ", "Sesame"] {
            assert!(!is_same(other, &secret), "{other}");
        }
    }
}
