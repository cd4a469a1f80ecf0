//! What organizers set in chat, and how it stands.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Acted, Fact, Saying, Setting};
use crate::parser::Verb;

impl Turn<'_> {
    /// `quiet 22-8`, `set digest 9:00 18:00`. In a room it is chatter from anybody but an organizer.
    pub(super) fn set(&mut self, it: &Message<'_>, words: &str) -> bool {
        if !self.organizes(it.heard.who) {
            return self.only_organizers(it);
        }
        let saying = match Setting::read(words) {
            Ok(setting) => {
                let before = self.policy;
                let mut policy = before.clone();
                setting.apply(&mut policy);
                if policy.digest != before.digest || policy.quiet != before.quiet {
                    let shows = self.board.live().next().is_some();
                    let at = policy.next_digest(self.now).filter(|_| shows);
                    self.fact(Fact::DigestDue { at });
                }
                let noted = setting.clone();
                self.fact(Fact::Set { setting });
                self.did(it.heard.who, Acted::All(Verb::Set));
                Saying::SettingNoted { setting: noted }
            }
            Err(name) => Saying::SettingUnread { name },
        };
        self.answer(it.heard, it.msg, saying, None);
        true
    }

    /// `settings`.
    pub(super) fn settings(&mut self, it: &Message<'_>) -> bool {
        if !self.organizes(it.heard.who) {
            return self.only_organizers(it);
        }
        let settings = Setting::all(self.policy);
        self.answer(it.heard, it.msg, Saying::Settings { settings }, None);
        true
    }

    fn only_organizers(&mut self, it: &Message<'_>) -> bool {
        let privately = it.heard.way == Way::Private;
        if privately {
            self.answer(it.heard, it.msg, Saying::OrganizersSet, None);
        }
        privately
    }
}
