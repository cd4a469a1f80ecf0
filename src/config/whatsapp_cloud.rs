//! `[whatsapp_cloud]`: a number of a WhatsApp Business account, through Meta's official Cloud API.

use std::net::SocketAddr;

use secrecy::SecretString;

use super::build::Build;
use super::{Account, CloudTemplate, WhatsAppCloud};

const NUMBER: &str = "whatsapp_cloud.phone_number_id";

/// Keys that make no sense without a number.
const OF_A_NUMBER: [&str; 7] = [
    "whatsapp_cloud.access_token",
    "whatsapp_cloud.access_token_file",
    "whatsapp_cloud.app_secret",
    "whatsapp_cloud.app_secret_file",
    "whatsapp_cloud.verify_token",
    "whatsapp_cloud.verify_token_file",
    "whatsapp_cloud.template",
];

impl Build<'_> {
    /// Whether somebody meant to set the Cloud API up.
    pub(super) fn has_whatsapp_cloud(&self) -> bool {
        self.tried(NUMBER)
    }

    /// The number; `None` where none is named.
    pub(super) fn whatsapp_cloud(&mut self) -> Option<WhatsAppCloud> {
        if !self.has_whatsapp_cloud() {
            let alone = OF_A_NUMBER.into_iter().find(|key| self.tried(key));
            if let Some(key) = alone {
                self.missing(NUMBER, key, "there is an app of Meta's but no number");
            }
            return None;
        }
        if !self.sources.whatsapp_cloud {
            self.wrongs.note(
                self.layers.place(NUMBER),
                NUMBER,
                "this build has no Cloud API of WhatsApp's",
                "Build with `--features whatsapp-cloud`, or use the container",
            );
        }
        let phone_number_id = self.cloud_number();
        let access_token = self.cloud_secret(
            "whatsapp_cloud.access_token",
            "nothing can be sent without an access token",
        );
        let app_secret = self.cloud_secret(
            "whatsapp_cloud.app_secret",
            "without the app's secret nobody can tell what is Meta's",
        );
        let verify_token = self.cloud_secret(
            "whatsapp_cloud.verify_token",
            "Meta asks for a word that you make up when it is told the webhook's address",
        );
        let graph = self.cloud_graph();
        let listen = self.cloud_listen();
        let template = self.cloud_template();
        Some(WhatsAppCloud {
            phone_number_id: phone_number_id?,
            access_token: access_token?,
            app_secret: app_secret?,
            verify_token: verify_token?,
            listen,
            graph: graph?,
            template,
            all_groups: self.flag("whatsapp_cloud.all_groups"),
        })
    }

    /// The id is not shown where it is wrong: some write the number itself.
    fn cloud_number(&mut self) -> Option<Account> {
        let id = self.text(NUMBER)?;
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrongs.note(
                self.layers.place(NUMBER),
                NUMBER,
                "this is no id of a number",
                "Take \"Phone number ID\" from WhatsApp, API Setup, in the App Dashboard; it is not the number itself",
            );
            return None;
        }
        Some(Account(id.to_owned()))
    }

    fn cloud_secret(&mut self, key: &str, wrong: &str) -> Option<SecretString> {
        let secret = self.secret(key);
        if secret.is_none() && !self.tried(&format!("{key}_file")) {
            self.missing(key, NUMBER, wrong);
        }
        secret
    }

    fn cloud_listen(&mut self) -> SocketAddr {
        self.parsed(
            "whatsapp_cloud.listen",
            |text| text.parse().ok(),
            "is no address with a port",
            "Write it like 127.0.0.1:8081, where a proxy that speaks TLS reaches it",
        )
        .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    fn cloud_graph(&mut self) -> Option<String> {
        let is_near = |host: &str| {
            ["127.0.0.1", "localhost", "[::1]"].iter().any(|near| {
                host.strip_prefix(near)
                    .is_some_and(|it| it.is_empty() || it.starts_with([':', '/']))
            })
        };
        let is_address = |url: &str| {
            let host = url.strip_prefix("https://");
            let host = host.or_else(|| url.strip_prefix("http://").filter(|it| is_near(it)));
            host.is_some_and(|host| {
                !host.is_empty()
                    && !host.starts_with('/')
                    && !host.contains(['@', '?', '#'])
                    && host.bytes().all(|byte| byte.is_ascii_graphic())
            })
        };
        self.parsed(
            "whatsapp_cloud.graph",
            |url| is_address(url).then(|| url.to_owned()),
            "is no address of the Graph API",
            "Write it with its version, like https://graph.facebook.com/v25.0; or leave it out",
        )
    }

    fn cloud_template(&mut self) -> Option<CloudTemplate> {
        let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let name = self.parsed(
            "whatsapp_cloud.template",
            |name| name.bytes().all(small).then(|| name.to_owned()),
            "is no name of a template",
            "Write it as in WhatsApp Manager: small letters, digits and \"_\"",
        )?;
        let language = self.parsed(
            "whatsapp_cloud.template_language",
            |it| {
                let (language, country) = it.split_once('_').unwrap_or((it, "XX"));
                let of = |text: &str, is: fn(&u8) -> bool| text.bytes().all(|byte| is(&byte));
                let is_code = matches!(language.len(), 2 | 3)
                    && of(language, u8::is_ascii_lowercase)
                    && country.len() == 2
                    && of(country, u8::is_ascii_uppercase);
                is_code.then(|| it.to_owned())
            },
            "is no language of Meta's",
            "Write it as in WhatsApp Manager, like en, en_US or pt_BR",
        )?;
        Some(CloudTemplate { name, language })
    }
}
