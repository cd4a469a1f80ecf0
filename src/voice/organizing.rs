//! What is said to organizers, in words.

use super::phrases::Args;
use super::{Detail, Telling, Voice};
use crate::board::{Acted, Deed, OrganizerSaying, PersonId, PostNo};
use crate::parser::Verb;

impl Voice<'_> {
    pub(super) fn organizers(&self, saying: &OrganizerSaying, telling: &Telling) -> String {
        match saying {
            OrganizerSaying::NotYours => self.word("organizer-not-yours"),
            OrganizerSaying::Did { act } => self.act("organizer-did", *act, telling),
            OrganizerSaying::NoChange => self.word("organizer-no-change"),
            OrganizerSaying::NobodyCalled => self.word("organizer-nobody"),
            OrganizerSaying::WhichOne { people, .. } => {
                let mut text = self.word("organizer-which-one");
                for (number, person) in (1_u32..).zip(people) {
                    text.push('\n');
                    text.push_str(&self.candidate(number, *person, telling));
                }
                text
            }
            OrganizerSaying::NotAnOrganizer => self.word("organizer-not-an-organizer"),
            OrganizerSaying::AuthorBlocked { no } => {
                let args = Args::default().text("no", no.to_string());
                self.with("organizer-author-blocked", args)
            }
            OrganizerSaying::NothingToUndo => self.word("organizer-nothing-to-undo"),
            OrganizerSaying::Undid { act } => self.act("organizer-undid", *act, telling),
            OrganizerSaying::Log { deeds } if deeds.is_empty() => self.word("organizer-log-empty"),
            OrganizerSaying::Log { deeds } => {
                let mut text = self.word("organizer-log");
                for deed in deeds {
                    text.push('\n');
                    text.push_str(&self.deed(deed, telling));
                }
                text
            }
            OrganizerSaying::HeldList { posts } if posts.is_empty() => {
                self.word("organizer-held-none")
            }
            OrganizerSaying::HeldList { posts } => {
                let mut text = self.word("organizer-held");
                for post in posts.iter().filter_map(|no| telling.post(*no)) {
                    text.push('\n');
                    text.push_str(&self.line(post, Detail::Short));
                }
                text
            }
            OrganizerSaying::NeedsAnother { on } => self.on("organizer-needs-another", *on),
            OrganizerSaying::NoOther { on } => self.on("organizer-no-other", *on),
            OrganizerSaying::AnotherAsks { on, by } => {
                let args = Args::default()
                    .text("verb", on.as_str())
                    .user("name", &self.name(telling, *by));
                self.with("organizer-another-asks", args)
            }
            OrganizerSaying::ExportHow => self.word("organizer-export-how"),
            OrganizerSaying::Burning => self.word("organizer-burning"),
            OrganizerSaying::ClosedForYou { no } => {
                let args = Args::default().text("no", no.to_string());
                self.with("organizer-closed-for-you", args)
            }
            OrganizerSaying::AskTakeOn { no } => {
                self.about_post("organizer-ask-take-on", *no, telling)
            }
            OrganizerSaying::TakeOnLeft { no } => {
                let args = Args::default().text("no", no.to_string());
                self.with("organizer-take-on-left", args)
            }
            OrganizerSaying::TakenOn { no, person, yes } => {
                let key = if *yes {
                    "organizer-taken-on"
                } else {
                    "organizer-not-taken-on"
                };
                self.naming_post(key, *no, *person, telling)
            }
            OrganizerSaying::CannotAsk { no, person } => {
                self.naming_post("organizer-cannot-ask", *no, *person, telling)
            }
            OrganizerSaying::AllTaken { no } => {
                let args = Args::default().text("no", no.to_string());
                self.with("organizer-all-taken", args)
            }
            OrganizerSaying::StayTwo { no, other } => {
                let args = Args::default()
                    .text("no", no.to_string())
                    .text("other", other.to_string());
                self.with("organizer-stay-two", args)
            }
            OrganizerSaying::Paused => self.word("paused"),
        }
    }

    fn naming_post(&self, key: &str, no: PostNo, person: PersonId, telling: &Telling) -> String {
        let args = Args::default()
            .text("no", no.to_string())
            .user("name", &self.name(telling, person));
        self.with(key, args)
    }

    fn on(&self, key: &str, verb: Verb) -> String {
        self.with(key, Args::default().text("verb", verb.as_str()))
    }

    /// What was done, with the post or the person it was done about.
    fn act(&self, key: &str, act: Acted, telling: &Telling) -> String {
        let args = Args::default().text("verb", act.verb().as_str());
        let args = match act {
            Acted::All(_) => args,
            Acted::Post(_, no) => args.text("no", no.to_string()),
            Acted::Merged(stays, goes) => args
                .text("no", stays.to_string())
                .text("other", goes.to_string()),
            Acted::Person(_, person) => args.user("name", &self.name(telling, person)),
            Acted::Assigned(no, person) => args
                .text("no", no.to_string())
                .user("name", &self.name(telling, person)),
        };
        self.with(key, args)
    }

    fn deed(&self, deed: &Deed, telling: &Telling) -> String {
        let key = if deed.undone {
            "organizer-log-line-undone"
        } else {
            "organizer-log-line"
        };
        let args = Args::default()
            .text("day", self.day(deed.at))
            .user("by", &self.name(telling, deed.by))
            .raw("what", self.act("organizer-act", deed.act, telling));
        self.with(key, args)
    }

    fn candidate(&self, number: u32, person: PersonId, telling: &Telling) -> String {
        let room = telling.person(person).and_then(|it| it.room.clone());
        let args = Args::default()
            .text("number", number.to_string())
            .user("name", &self.name(telling, person));
        match room {
            Some(room) => self.with("organizer-candidate", args.user("room", &room)),
            None => self.with("organizer-candidate-unseen", args),
        }
    }
}
