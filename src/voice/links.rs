//! What is said about somebody's accounts.

use super::{Args, Telling, Voice};
use crate::board::LinkSaying;

impl Voice<'_> {
    /// A saying about somebody's accounts, in words; empty where the code it tells is gone.
    pub(super) fn links(&self, saying: &LinkSaying, telling: &Telling) -> String {
        match saying {
            LinkSaying::Code { minutes, .. } => self.code("link-code", *minutes, telling),
            LinkSaying::CodeAnew { minutes, .. } => self.code("link-code-anew", *minutes, telling),
            LinkSaying::FromOther => self.word("link-from-other"),
            LinkSaying::Unknown => self.word("link-unknown"),
            LinkSaying::Locked => self.word("link-locked"),
            LinkSaying::Refused => self.word("link-refused"),
            LinkSaying::Linked => self.word("linked"),
            LinkSaying::Unlinked => self.word("unlinked"),
            LinkSaying::UnlinkedOne => self.word("unlinked-one"),
            LinkSaying::NoSuchAccount => self.word("no-such-account"),
            LinkSaying::NotLinked => self.word("not-linked"),
        }
    }

    fn code(&self, key: &str, minutes: u32, telling: &Telling) -> String {
        let Some(code) = telling.relay.as_deref() else {
            return String::new();
        };
        let args = Args::default().text("code", code.to_owned());
        self.with(key, args.number("minutes", minutes))
    }
}
