//! What an operator says about the number.

use std::fmt;
use std::net::SocketAddr;

use secrecy::SecretString;

/// One number of a WhatsApp Business account, and the app that speaks for it. `Debug` shows neither.
#[derive(Clone)]
pub struct CloudSettings {
    /// The number's id (not the number).
    pub phone_number_id: String,
    /// What the app may send with.
    pub access_token: SecretString,
    /// What Meta signs its requests with.
    pub app_secret: SecretString,
    /// What Meta shows once, when the webhook is set up.
    pub verify_token: SecretString,
    /// Where the webhook listens; a proxy before it speaks TLS.
    pub listen: SocketAddr,
    /// The Graph API with its version.
    pub graph: String,
    /// What is sent to people who wrote nothing for a day.
    pub template: Option<Template>,
}

/// A template that Meta approved, with one variable in its body: the words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language, as Meta writes it: `en`, `pt_BR`.
    pub language: String,
}

impl CloudSettings {
    /// The Graph API, with the version this bridge was written for.
    pub const GRAPH: &str = "https://graph.facebook.com/v25.0";
    /// The path of the webhook.
    pub const PATH: &str = "/whatsapp";
}

impl fmt::Debug for CloudSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloudSettings")
            .field("listen", &self.listen)
            .field("template", &self.template)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_never_show_a_secret_or_a_number() {
        let settings = CloudSettings {
            phone_number_id: "hush".into(),
            access_token: "hush".into(),
            app_secret: "hush".into(),
            verify_token: "hush".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8081)),
            graph: "https://hush".into(),
            template: None,
        };
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hush"), "{shown}");
    }
}
