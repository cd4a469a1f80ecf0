//! What is said with particular care → words. Neutral sentences name nobody and nothing.

use super::phrases::Args;
use super::{Telling, Voice};
use crate::board::{CareSaying, PersonId, PostNo};
use crate::parser::RoomManner;

impl Voice<'_> {
    pub(super) fn care(&self, saying: &CareSaying, telling: &Telling) -> String {
        match saying {
            CareSaying::Neutral => self.word("neutral-opening"),
            CareSaying::LetGo => self.word("neutral-let-go"),
            CareSaying::NotThisOne { no } => self.about("not-this-one", *no),
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
            CareSaying::MayShare { no } => self.about("may-share", *no),
            CareSaying::ShareNoted { no, shared: true } => self.about("share-post-noted", *no),
            CareSaying::ShareNoted { no, shared: false } => self.about("stays-home", *no),
            CareSaying::AskIntroduce { no, helper } => {
                let args = self.known(*helper, telling);
                self.with("ask-introduce", self.about_no(*no, args, telling))
            }
            CareSaying::MayIntroduce { no, helper } => {
                let args = self.known(*helper, telling);
                self.with("may-introduce", self.about_no(*no, args, telling))
            }
            CareSaying::HelperWaits { no } => self.about("helper-waits", *no),
            CareSaying::AuthorWaits { no } => self.about("author-waits", *no),
            CareSaying::Introduced { no } => self.about("introduced", *no),
            CareSaying::NobodyWaits { no } => self.about("nobody-waits", *no),
            CareSaying::Manner { manner } => self.word(match manner {
                RoomManner::Listen => "manner-listen",
                RoomManner::Explicit => "manner-explicit",
                RoomManner::Local => "manner-local",
                RoomManner::Shared => "manner-shared",
            }),
            CareSaying::NoOrganizer => self.word("no-organizer"),
            CareSaying::HeldReturned { no } => self.about("held-returned", *no),
            CareSaying::StewardAsked { person } => self.naming("steward-asked", *person, telling),
            CareSaying::StewardBacked => self.word("steward-backed"),
            CareSaying::StewardNow { person } => self.naming("steward-now", *person, telling),
            CareSaying::NotPassedOn => self.word("talk-not-passed-on"),
            CareSaying::TalkOver => self.word("talk-over"),
        }
    }

    fn about(&self, key: &str, no: PostNo) -> String {
        self.with(key, Args::default().text("no", no.to_string()))
    }

    fn about_no(&self, no: PostNo, args: Args, telling: &Telling) -> Args {
        let number = no.0.to_string();
        args.text("no", no.to_string())
            .text("number", number)
            .user("summary", &super::summary(telling, no))
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

    pub(super) fn with_contacts(&self, key: &str, telling: &Telling) -> String {
        let mut text = self.word(key);
        for contact in &telling.contacts {
            text.push('\n');
            text.push_str(&self.apart(contact));
        }
        text
    }
}
