//! What organizers set in chat, and how it stands.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Acted, Fact, OrganizerFact, Saying, Setting, Was};
use crate::parser::Verb;

impl Turn<'_> {
    /// `quiet 22-8`, `set digest 9:00 18:00`. In a room it is chatter from anybody but an organizer.
    pub(super) fn set(&mut self, it: &Message<'_>, words: &str) -> bool {
        if !self.organizes(it.heard.who) {
            return self.only_organizers(it);
        }
        let saying = match Setting::read(words) {
            Ok(setting) => {
                self.move_digest(&setting);
                let noted = setting.clone();
                let mut set = self.board.settings.iter();
                let was = Was::Set {
                    to: setting.clone(),
                    before: set.find(|it| setting.replaces(it)).cloned(),
                };
                self.fact(Fact::Set { setting });
                self.did_from(it.heard.who, Acted::All(Verb::Set), Some(was));
                Saying::SettingNoted { setting: noted }
            }
            Err(name) => Saying::SettingUnread { name },
        };
        self.answer(it.heard, it.msg, saying, None);
        true
    }

    /// What was set is as it was before, or as config has it.
    pub(super) fn set_back(&mut self, it: &Message<'_>, to: &Setting, before: Option<&Setting>) {
        let mut in_config = Setting::all(self.config).into_iter();
        let in_config = in_config.find(|setting| to.replaces(setting));
        let Some(setting) = before.cloned().or(in_config) else {
            return;
        };
        self.move_digest(&setting);
        match before {
            Some(before) => self.fact(Fact::Set {
                setting: before.clone(),
            }),
            None => self.organizers(OrganizerFact::Unset {
                setting: to.clone(),
            }),
        }
        self.answer(it.heard, it.msg, Saying::SettingNoted { setting }, None);
    }

    /// The rooms are shown what is open when the hours say, as they will be with this setting.
    fn move_digest(&mut self, setting: &Setting) {
        let before = self.policy;
        let mut policy = before.clone();
        setting.apply(&mut policy);
        if policy.digest != before.digest || policy.quiet != before.quiet {
            let shows = self.board.live().next().is_some();
            let at = policy.next_digest(self.now).filter(|_| shows);
            self.fact(Fact::DigestDue { at });
        }
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
