//! `[whatsapp]`: the bot's account, and how it may write.

use super::WhatsApp;
use super::build::Build;

const ON: &str = "whatsapp.dedicated";
const SERVER: &str = "whatsapp.server";

impl Build<'_> {
    /// Whether WhatsApp is set up.
    pub(super) fn has_whatsapp(&self) -> bool {
        self.flag(ON)
    }

    /// The account; `None` where WhatsApp is not used.
    pub(super) fn whatsapp(&mut self) -> Option<WhatsApp> {
        let a_day = self.number("whatsapp.a_day", "1 or more");
        if a_day == 0 {
            let key = "whatsapp.a_day";
            self.wrongs.note(
                self.layers.place(key),
                key,
                "the bot could write nothing",
                "Use 1 or more; 300 is what a busy person writes",
            );
        }
        let server = self.parsed(
            SERVER,
            |url| {
                let host = url.strip_prefix("ws://")?;
                let is_here = ["127.0.0.1:", "[::1]:", "localhost:"];
                is_here
                    .iter()
                    .any(|here| host.starts_with(here))
                    .then(|| url.to_owned())
            },
            "is no test server on this machine",
            "Leave it empty; it is for tests only, and WhatsApp is found without it",
        );
        if !self.has_whatsapp() {
            return None;
        }
        if !self.sources.whatsapp {
            self.wrongs.note(
                self.layers.place(ON),
                ON,
                "this build has no WhatsApp",
                "Build with `--features whatsapp`, or use the container",
            );
        }
        if self.has_whatsapp_cloud() {
            self.wrongs.note(
                self.layers.place(ON),
                ON,
                "WhatsApp is set up twice: as a linked device and on the Cloud API",
                "Keep one of the two; a group that there is already needs the linked device",
            );
        }
        Some(WhatsApp {
            a_day,
            all_groups: self.flag("whatsapp.all_groups"),
            server,
        })
    }
}

/// What a person is called on WhatsApp: a number with its country, digits alone, or a hidden id.
pub(super) fn person(text: &str) -> Option<&str> {
    let name = text.strip_prefix('+').unwrap_or(text);
    let digits = name.strip_suffix("@lid").unwrap_or(name);
    let is_whole = digits.len() >= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_whole.then_some(name)
}
