//! What is said with particular care → words. Neutral sentences name nobody and nothing.

use super::phrases::Args;
use super::{Telling, Voice};
use crate::board::{CareSaying, PersonId};

impl Voice<'_> {
    pub(super) fn care(&self, saying: &CareSaying, telling: &Telling) -> String {
        match saying {
            CareSaying::Neutral => self.word("neutral-opening"),
            CareSaying::LetGo => self.word("neutral-let-go"),
            CareSaying::NotThisOne { no } => {
                self.with("not-this-one", Args::default().text("no", no.to_string()))
            }
            CareSaying::NotSafe { organizers } => {
                let mut text = self.word("not-safe");
                for (number, organizer) in (1_u32..).zip(organizers) {
                    let args = Args::default()
                        .text("number", number.to_string())
                        .user("name", &self.name(telling, *organizer));
                    text.push('\n');
                    text.push_str(&self.with("not-safe-line", args));
                }
                text
            }
            CareSaying::NotSafeAlone => self.with_contacts("not-safe-alone", telling),
            CareSaying::NotSafeTold { organizer: None } => self.word("not-safe-nobody"),
            CareSaying::NotSafeTold {
                organizer: Some(organizer),
            } => self.naming("not-safe-told", *organizer, telling),
            CareSaying::SomebodyUnsafe { person, other, no } => {
                let args = self.known(*person, telling);
                match (other, no) {
                    (Some(other), Some(no)) => {
                        let other = self.name(telling, *other);
                        let args = args.user("other", &other).text("no", no.to_string());
                        self.with("somebody-unsafe-with", args)
                    }
                    _ => self.with("somebody-unsafe", args),
                }
            }
            CareSaying::RestNoted { posts } if posts.is_empty() => self.word("rest-noted"),
            CareSaying::RestNoted { posts } => self.headed("rest-noted-claims", posts, telling),
            CareSaying::BackNoted => self.word("back-noted"),
            CareSaying::HumanAsked => self.word("human-asked"),
            CareSaying::NoHuman => self.with_contacts("no-human", telling),
            CareSaying::SomebodyAsks { person } => {
                self.with("somebody-asks", self.known(*person, telling))
            }
            CareSaying::HumanCame { person, organizer } => {
                let args = self.known(*person, telling);
                let args = args.user("organizer", &self.name(telling, *organizer));
                self.with("human-came", args)
            }
            CareSaying::Said { from, .. } => {
                let Some(text) = telling.relay.as_deref() else {
                    return String::new();
                };
                let name = self.name(telling, *from);
                let args = Args::default().user("name", &name).user("text", text);
                self.with("talk-said", args)
            }
            CareSaying::NotPassedOn => self.word("talk-not-passed-on"),
            CareSaying::TalkOver => self.word("talk-over"),
        }
    }

    fn naming(&self, key: &str, person: PersonId, telling: &Telling) -> String {
        let name = self.name(telling, person);
        self.with(key, Args::default().user("name", &name))
    }

    /// Who somebody is to an organizer: the name they go by, and the room they are known from.
    fn known(&self, person: PersonId, telling: &Telling) -> Args {
        let room = telling.person(person).and_then(|it| it.room.clone());
        let room = room.unwrap_or_else(|| self.word("no-room"));
        Args::default()
            .user("name", &self.name(telling, person))
            .user("room", &room)
    }

    fn with_contacts(&self, key: &str, telling: &Telling) -> String {
        let mut text = self.word(key);
        for contact in &telling.contacts {
            text.push('\n');
            text.push_str(&self.apart(contact));
        }
        text
    }
}
