//! What the bot says → words, in the room's language.
//!
//! **Architecture invariant:** no sentence a user sees stands in code; each is in `config/replies`.

mod care;
mod claims;
#[cfg(test)]
mod languages;
mod letters;
mod links;
mod marks;
mod organizing;
mod phrases;
mod recurring;
mod safety;
mod telling;
#[cfg(test)]
mod tests;

pub use phrases::{PhraseError, Phrases};
pub use telling::{PersonView, PostView, Telling};

use wegotus_chat::Timestamp;

use crate::board::{Kind, Outcome, PostNo, Saying, Status, Which};
use crate::parser::{Category, Language, Precision, Urgency, When};
use marks::{Mark, marked};
use phrases::Args;
use recurring::as_told;

/// Speaks one language in one network's time zone.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    phrases: &'a Phrases,
    language: Language,
    zone: &'a jiff::tz::TimeZone,
}

impl<'a> Voice<'a> {
    /// A voice; a language without replies of its own is spoken in English.
    #[must_use]
    pub fn new(phrases: &'a Phrases, language: Language, zone: &'a jiff::tz::TimeZone) -> Self {
        Self {
            phrases,
            language,
            zone,
        }
    }

    fn word(&self, key: &str) -> String {
        self.phrases.say(self.language, key, Args::default())
    }

    fn with(&self, key: &str, args: Args) -> String {
        self.phrases.say(self.language, key, args)
    }

    /// What somebody wrote, or a number with its mark, apart from what stands around it.
    fn apart(&self, text: &str) -> String {
        phrases::isolated(text, self.language)
    }

    /// A saying, in words, for [`Telling::speech`]; empty when what it speaks of is gone.
    #[must_use]
    pub fn say(&self, saying: &Saying, telling: &Telling) -> String {
        let about = |no: &PostNo| Args::default().text("no", no.to_string());
        let plain = |key: &str, no: &PostNo| self.with(key, about(no));
        let kind = |key: &str, no: &PostNo| telling.worded(key, *no);
        match saying {
            Saying::Arrived => {
                let args = Args::default().user("network", &telling.network);
                match telling.run_by.join(", ") {
                    by if by.is_empty() => self.with("arrived", args),
                    by => self.with("arrived-run-by", args.user("by", &by)),
                }
            }
            Saying::ClaimTaken {
                no,
                by,
                count,
                left,
                short,
            } => {
                let args = self
                    .calling(about(no), *by, telling)
                    .number("count", *count)
                    .number("left", *left);
                let several = telling.post(*no).is_some_and(|post| post.slots > 1);
                if let Some(when) = self.this_time(*no, telling).filter(|_| !several) {
                    return self.with("claim-taken-this-time", args.text("when", when));
                }
                let key = match (short, several) {
                    (true, _) => "claim-taken-short",
                    (false, true) => "claim-taken-some",
                    (false, false) => "claim-taken",
                };
                self.with(key, args)
            }
            Saying::ClaimAdded {
                no,
                by,
                count,
                left,
                short,
            } => {
                let args = self
                    .calling(about(no), *by, telling)
                    .number("count", *count)
                    .number("left", *left);
                let key = if *short {
                    "claim-added-short"
                } else {
                    "claim-added"
                };
                self.with(key, args)
            }
            Saying::HelperAdds { no, helper, count } => {
                let args = about(no).user("name", &self.name(telling, *helper));
                self.with("helper-adds", args.number("count", *count))
            }
            Saying::ClaimTooLate { no } => plain("claim-too-late", no),
            Saying::ClaimHeld { no } => plain("claim-held", no),
            Saying::ClaimOwn { no } => plain("claim-own", no),
            Saying::Closed { no, status } => {
                if let Some(when) = self.next_time(*no, telling) {
                    return self.with("closed-for-now", about(no).text("when", when));
                }
                self.with("closed", about(no).text("status", status.as_str()))
            }
            Saying::NoSuchPost { no } => plain("no-such-post", no),
            Saying::NotYours { no } => plain("not-yours", no),
            Saying::WhichPost { posts, to } => self.headed(to.key(), posts, telling),
            Saying::BackupNoted { no, place } => {
                self.with("backup-noted", about(no).number("place", *place))
            }
            Saying::ReleaseNoted {
                no,
                promoted: false,
            } => plain("release-noted", no),
            Saying::ReleaseNoted { no, promoted: true } => plain("release-noted-next", no),
            Saying::OpenAgain { no } => self.about_post(&kind("open-again", no), *no, telling),
            Saying::HelperLeft { no, next: None } => plain(&kind("helper-left", no), no),
            Saying::HelperLeft {
                no,
                next: Some(next),
            } => {
                let args = about(no).user("name", &self.name(telling, *next));
                self.with(&kind("helper-left-next", no), args)
            }
            Saying::MeetHelper { no, helper, .. } => {
                let args = self
                    .met(*no, telling)
                    .user("name", &self.name(telling, *helper));
                match telling
                    .person(*helper)
                    .and_then(|person| person.room.as_deref())
                {
                    Some(room) => self.with("meet-helper", args.user("room", room)),
                    None => self.with("meet-helper-private", args),
                }
            }
            Saying::MeetAuthor { no, promoted, .. } => {
                let key = if *promoted {
                    "meet-author-next"
                } else {
                    "meet-author"
                };
                let mut text = self.with(key, self.met(*no, telling));
                if telling.post(*no).is_some_and(|post| post.for_others) {
                    text.push('\n');
                    text.push_str(&self.word("meet-for-others"));
                }
                text
            }
            Saying::Thanked { no } => plain(&kind("thanked", no), no),
            Saying::DoneNoted { no } => match self.next_time(*no, telling) {
                Some(when) => self.with("done-noted-for-now", about(no).text("when", when)),
                None => plain("done-noted", no),
            },
            Saying::AskOutcome { no } => plain(&kind("ask-outcome", no), no),
            Saying::Claims(saying) => self.claims(saying, telling),
            Saying::Letters(saying) => self.letters(saying, telling),
            Saying::Links(saying) => self.links(saying, telling),
            Saying::OutcomeNoted { no, outcome, again } => {
                let next = self.next_time(*no, telling);
                let over = match outcome {
                    Outcome::AllDone => Some("outcome-all-done-for-now"),
                    Outcome::NotSure if !*again => Some("outcome-not-sure-for-now"),
                    _ => None,
                };
                if let (Some(key), Some(when)) = (over, next) {
                    return self.with(key, about(no).text("when", when));
                }
                let key = match outcome {
                    Outcome::NotSure if *again => "outcome-not-sure-yet".to_owned(),
                    Outcome::AllDone => "outcome-all-done".to_owned(),
                    Outcome::SameHelper => kind("outcome-same-helper", no),
                    Outcome::SomeoneElse => kind("outcome-someone-else", no),
                    Outcome::NotSure => kind("outcome-not-sure", no),
                };
                plain(&key, no)
            }
            Saying::OtherSaysDone { no } => plain(&kind("other-says-done", no), no),
            Saying::StillNeeded { no } => plain(&kind("still-needed", no), no),
            Saying::WithdrawNoted { no } => plain("withdraw-noted", no),
            Saying::OtherWithdrew { no } => plain(&kind("other-withdrew", no), no),
            Saying::HeldForNow { no, until } => self.with(
                "held-for-now",
                about(no).text("time", self.time_of_day(*until)),
            ),
            Saying::SettingNoted { setting } => {
                let args = Args::default().text("setting", setting.to_string());
                self.with("setting-noted", args)
            }
            Saying::SettingUnread { name } => match name {
                Some(name) => {
                    let args = Args::default().text("example", name.example());
                    self.with("setting-unread", args)
                }
                None => self.word("setting-unknown"),
            },
            Saying::Settings { settings } => {
                let mut text = self.word("settings");
                for setting in settings {
                    text.push('\n');
                    text.push_str(&self.apart(&setting.to_string()));
                }
                text
            }
            Saying::OrganizersSet => self.word("organizers-set"),
            Saying::Digest { posts, last, more } => self.digest(posts, last, *more, telling),
            Saying::NightNeed { no } => self.about_post("night-need", *no, telling),
            Saying::NightsNoted { on: true } => self.word("nights-on"),
            Saying::NightsNoted { on: false } => self.word("nights-off"),
            Saying::UnmetNeed { no } => self.about_post("unmet-need", *no, telling),
            Saying::AskCheckIn { no } => self.about_post("ask-check-in", *no, telling),
            Saying::CheckInNoted { posts } => {
                let numbers: Vec<String> = posts.iter().map(PostNo::to_string).collect();
                let args = Args::default()
                    .text("numbers", numbers.join(", "))
                    .number("count", u32::try_from(posts.len()).unwrap_or(u32::MAX));
                self.with("check-in-noted", args)
            }
            Saying::CheckInLapsed { no } => self.with(
                "check-in-lapsed",
                about(no).text("number", no.0.to_string()),
            ),
            Saying::HelperSilent { no, next: None } => plain("helper-silent", no),
            Saying::HelperSilent {
                no,
                next: Some(next),
            } => {
                let args = about(no).user("name", &self.name(telling, *next));
                self.with("helper-silent-next", args)
            }
            Saying::LateDropOut { no } => self.about_post("late-drop-out", *no, telling),
            Saying::AskStillNeeded { no } => {
                self.about_post(&kind("ask-still-needed", no), *no, telling)
            }
            Saying::Several { sayings } => {
                let number = sayings.iter().flat_map(Saying::posts).next();
                let number = number.map_or_else(String::new, |no| no.0.to_string());
                let mut text = self.with("several", Args::default().text("number", number));
                for saying in sayings {
                    text.push('\n');
                    text.push_str(&self.say(saying, telling));
                }
                text
            }
            Saying::WhichAnswer { posts } => self.headed("which-answer", posts, telling),
            Saying::AskFits { no, with, kind } => {
                let key = match kind {
                    Kind::Need => "ask-fits-need",
                    Kind::Offer => "ask-fits-offer",
                };
                self.asked_of_two(key, *no, *with, telling)
            }
            Saying::AskSame { no, with } => self.asked_of_two("ask-same", *no, *with, telling),
            Saying::PairingNoted { no } => plain("pairing-noted", no),
            Saying::PairingLeft { no } => plain("pairing-left", no),
            Saying::PairingOver { no } => plain("pairing-over", no),
            Saying::Merged { no, gone } => {
                self.with("merged", about(no).text("gone", gone.to_string()))
            }
            Saying::Parted { no, other } => {
                self.with("parted", about(no).text("other", other.to_string()))
            }
            Saying::PartOf { no, into } => {
                self.with("part-of", about(no).text("into", into.to_string()))
            }
            Saying::AlreadyPosted { no } => plain("already-posted", no),
            Saying::ExtendNoted { no } => plain("extend-noted", no),
            Saying::Nudge { posts, more } => {
                let key = if posts.len() == 1 {
                    "nudge"
                } else {
                    "nudge-many"
                };
                let mut text = self.headed(key, posts, telling);
                if *more > 0 {
                    text.push('\n');
                    text.push_str(&self.with("list-more", Args::default().number("more", *more)));
                }
                text
            }
            Saying::RelayFailed { no } => plain("relay-failed", no),
            Saying::Relay {
                no,
                from,
                corrected,
                ..
            } => {
                let Some(text) = telling.relay.as_deref() else {
                    return String::new();
                };
                let name = self.name(telling, *from);
                let key = if *corrected {
                    "relay-corrected"
                } else {
                    "relay"
                };
                self.with(key, about(no).user("name", &name).user("text", text))
            }
            Saying::WhichHandoff { posts } => self.headed("which-handoff", posts, telling),
            Saying::AttachmentLeft { no } => plain("attachment-left", no),
            Saying::Contact { no, from, .. } => {
                let contact = telling.person(*from).map(|person| person.contact.clone());
                let args = about(no)
                    .user("name", &self.name(telling, *from))
                    .user("contact", &contact.unwrap_or_default());
                self.with("contact", args)
            }
            Saying::ShareNoted { no } => plain("share-noted", no),
            Saying::HandoffOver { no } => plain("handoff-over", no),
            Saying::List { which, posts, more } => self.list(*which, posts, *more, telling),
            Saying::Ignoring => self.word("ignoring"),
            Saying::Listening => self.word("listening"),
            Saying::AskForget => self.word("ask-forget"),
            Saying::Forgotten => self.word("forgotten"),
            Saying::Help { private: false } => self.word("help-room"),
            Saying::Help { private: true } => self.word("help-private"),
            Saying::CannotSee { kind: Kind::Need } => self.word("cannot-see-need"),
            Saying::CannotSee { kind: Kind::Offer } => self.word("cannot-see-offer"),
            Saying::WhatIsIt { kind: Kind::Need } => self.word("what-is-it-need"),
            Saying::WhatIsIt { kind: Kind::Offer } => self.word("what-is-it-offer"),
            Saying::NotUnderstood => self.word("not-understood"),
            Saying::WhichGroup { groups } => {
                let mut text = self.word("which-group");
                for (number, group) in (1_u32..).zip(groups) {
                    let args = Args::default()
                        .text("number", number.to_string())
                        .user("network", telling.group(group));
                    text.push('\n');
                    text.push_str(&self.with("which-group-line", args));
                }
                text
            }
            Saying::GroupNoted { group } => {
                let args = Args::default().user("network", telling.group(group));
                self.with("group-noted", args)
            }
            Saying::Speaks { language } => {
                let language = self.word(&format!("language-{}", language.tag()));
                self.with("speaks", Args::default().text("language", language))
            }
            Saying::Safety(saying) => self.safety(saying, telling),
            Saying::Organizers(saying) => self.organizers(saying, telling),
            Saying::GroupLapsed => self.word("group-lapsed"),
            Saying::HowToReach => self.word("how-to-reach"),
            Saying::Care(care) => self.care(care, telling),
        }
    }

    /// A notice that shows these posts. An acknowledgement stands under its source, so it names
    /// neither the room nor the language again.
    #[must_use]
    pub fn notice(&self, posts: &[PostNo], stands: Stands, telling: &Telling) -> String {
        let shown: Vec<&PostView> = posts.iter().filter_map(|no| telling.post(*no)).collect();
        match shown.as_slice() {
            [] => String::new(),
            [post] => {
                let line = self.line(
                    post,
                    if stands == Stands::InAnotherRoom {
                        Detail::Full
                    } else {
                        Detail::Own
                    },
                );
                let key = match (post.status, post.kind) {
                    (Status::Open, _) if stands == Stands::WithItsAuthor => "notice-open-own",
                    (Status::Open, Kind::Need) => "notice-open-need",
                    (Status::Open, Kind::Offer) => "notice-open-offer",
                    (Status::Claimed, _) => "notice-claimed",
                    (Status::Done, _) => "notice-done",
                    (Status::Expired, _) => "notice-expired",
                    (Status::Withdrawn, _) => "notice-withdrawn",
                    (Status::Held | Status::Hidden, _) => "notice-held",
                };
                let args = Args::default()
                    .raw("sentence", ended(line))
                    .strong("no", post.no.to_string());
                let mut text = self.with(key, args);
                if post.caution && post.status == Status::Open {
                    text.push(' ');
                    text.push_str(&self.word("notice-caution"));
                }
                if let Some(when) = self.next_time(post.no, telling) {
                    let again = Args::default().text("when", when);
                    text.push(' ');
                    text.push_str(&self.with("notice-comes-again", again));
                }
                text
            }
            several => {
                let number = several[0].no.0.to_string();
                let mut text = self.with("notice-many", Args::default().text("number", number));
                for post in several.iter().filter(|post| {
                    !matches!(
                        post.status,
                        Status::Withdrawn | Status::Hidden | Status::Held
                    )
                }) {
                    let args = Args::default()
                        .raw("line", self.line(post, Detail::Full))
                        .text("status", self.status(post.status));
                    let open = post.status == Status::Open;
                    text.push('\n');
                    let key = if open {
                        "notice-many-line"
                    } else {
                        "notice-many-line-closed"
                    };
                    text.push_str(&self.with(key, args));
                }
                text
            }
        }
    }

    /// What a notice says whose posts were erased, where it cannot be taken back.
    #[must_use]
    pub fn erased(&self) -> String {
        self.word("notice-erased")
    }

    /// The short line that stands in for an edit where the network allows none.
    #[must_use]
    pub fn changed(&self, post: &PostView) -> String {
        let args = Args::default()
            .strong("no", post.no.to_string())
            .text("status", self.status(post.status));
        self.with("changed", args)
    }

    /// `at` as people of this network write it.
    fn time_of_day(&self, at: Timestamp) -> String {
        at.to_jiff()
            .to_zoned(self.zone.clone())
            .strftime("%H:%M")
            .to_string()
    }

    /// The day and the time of an instant.
    fn day(&self, at: Timestamp) -> String {
        let precision = Precision::Time;
        self.when(When { at, precision })
    }

    fn when(&self, when: When) -> String {
        let local = when.at.to_jiff().to_zoned(self.zone.clone());
        let args = Args::default()
            .text(
                "weekday",
                self.word(&format!(
                    "weekday-{}",
                    local.weekday().to_monday_one_offset()
                )),
            )
            .text("day", local.day().to_string())
            .text("month", self.word(&format!("month-{}", local.month())))
            .text("time", self.time_of_day(when.at));
        self.with(
            match when.precision {
                Precision::Day => "when-day",
                Precision::Time => "when-time",
            },
            args,
        )
    }

    fn status(&self, status: Status) -> String {
        self.word(&format!("status-{}", status.as_str()))
    }

    fn name(&self, telling: &Telling, person: crate::board::PersonId) -> String {
        let name = telling.person(person).map(|person| person.name.clone());
        // Some go by no name where they write from.
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| self.word("somebody"))
    }

    /// With the name of somebody, who is called by it where they are in the room.
    fn calling(&self, args: Args, person: crate::board::PersonId, telling: &Telling) -> Args {
        args.person("name", self.name(telling, person), telling.called(person))
    }

    /// What two ends hear of the post that brings them together: its number and what it is about, which a phone
    /// may show to whoever holds it, and its words, which come last.
    fn met(&self, no: PostNo, telling: &Telling) -> Args {
        let category = telling.post(no).map_or(Category::Other, |it| it.category);
        let post = match category {
            Category::Other => no.to_string(),
            some => {
                let category = self.word(&format!("category-{}", some.as_str()));
                format!("{no} · {category}")
            }
        };
        Args::default()
            .text("post", post)
            .user("summary", &summary(telling, no))
    }

    fn about_post(&self, key: &str, no: PostNo, telling: &Telling) -> String {
        let line = telling.post(no).map_or_else(
            || self.apart(&no.to_string()),
            |post| self.line(post, Detail::Short),
        );
        self.with(
            key,
            Args::default()
                .text("no", no.to_string())
                .raw("sentence", ended(line)),
        )
    }

    /// What is asked about somebody's own post and another's; empty where the other's words are gone.
    fn asked_of_two(&self, key: &str, no: PostNo, with: PostNo, telling: &Telling) -> String {
        let Some(other) = telling.post(with) else {
            return String::new();
        };
        let args = Args::default()
            .text("no", no.to_string())
            .raw("sentence", ended(self.line(other, Detail::Full)));
        self.with(key, args)
    }

    /// A sentence, and under it a line a post.
    fn headed(&self, key: &str, posts: &[PostNo], telling: &Telling) -> String {
        let shown: Vec<&PostView> = posts.iter().filter_map(|no| telling.post(*no)).collect();
        let Some(first) = shown.first() else {
            return String::new();
        };
        let number = match key {
            "which-handoff" => first.no.to_string(),
            _ => first.no.0.to_string(),
        };
        let mut text = self.with(key, Args::default().text("number", number));
        for post in shown {
            text.push('\n');
            text.push_str(&self.line(post, Detail::Short));
        }
        text
    }

    fn digest(&self, posts: &[PostNo], last: &[PostNo], more: u32, telling: &Telling) -> String {
        let shown: Vec<&PostView> = posts.iter().filter_map(|no| telling.post(*no)).collect();
        let Some(first) = shown.first() else {
            return String::new();
        };
        let number = Args::default().text("number", first.no.0.to_string());
        let mut lines = vec![self.with("digest", number)];
        for post in shown {
            let line = self.line(post, Detail::Short);
            lines.push(if last.contains(&post.no) {
                self.with("digest-line-last", Args::default().raw("line", line))
            } else {
                line
            });
        }
        if more > 0 {
            lines.push(self.with("list-more", Args::default().number("more", more)));
        }
        lines.join("\n")
    }

    fn list(&self, which: Which, posts: &[PostNo], more: u32, telling: &Telling) -> String {
        let which = match which {
            Which::Board => "board",
            Which::Needs => "needs",
            Which::Offers => "offers",
            Which::Mine => "mine",
        };
        let args = Args::default().text("which", which);
        if posts.is_empty() {
            return self.with("list-empty", args);
        }
        let mut lines = vec![self.with("list-head", args)];
        for post in posts.iter().filter_map(|no| telling.post(*no)) {
            let args = Args::default()
                .raw("line", self.line(post, Detail::Short))
                .text("status", self.status(post.status));
            let open = post.status == Status::Open;
            lines.push(self.with(
                if open {
                    "list-line"
                } else {
                    "list-line-status"
                },
                args,
            ));
        }
        if more > 0 {
            lines.push(self.with("list-more", Args::default().number("more", more)));
        }
        lines.join("\n")
    }

    /// `Need #14 · baby · diapers size 4 · Elm St · Tue 24 Nov, 07:00 · from Signal · Block 5`; the number stands out,
    /// for that is what people look for on a phone, and what they write back.
    fn line(&self, post: &PostView, detail: Detail) -> String {
        let kind = match post.kind {
            Kind::Need => "kind-need",
            Kind::Offer => "kind-offer",
        };
        let mut parts = vec![format!(
            "{} {}",
            self.word(kind),
            marked(&self.apart(&post.no.to_string()), Mark::Strong)
        )];
        if post.urgency == Urgency::Urgent {
            parts.push(self.word("urgent"));
        }
        if detail == Detail::Full && post.category != Category::Other {
            parts.push(self.word(&format!("category-{}", post.category.as_str())));
        }
        parts.push(self.apart(post.summary.trim_end_matches(['.', ' '])));
        if let Some(place) = post
            .place
            .as_deref()
            .filter(|place| !post.summary.contains(place))
        {
            parts.push(self.apart(place));
        }
        parts.extend(post.repeats.map(|repeats| self.round(repeats)));
        parts.extend(post.when.map(|when| self.when(as_told(when, post))));
        if post.for_others {
            parts.push(self.word("for-somebody-else"));
        }
        if post.slots > 1 && post.status == Status::Open {
            let args = Args::default()
                .number("left", post.free)
                .number("slots", post.slots);
            parts.push(self.with("slots-left", args));
        }
        if detail == Detail::Full {
            if let Some(language) = post.language.filter(|language| *language != self.language) {
                let language = self.word(&format!("language-{}", language.tag()));
                parts.push(self.with("written-in", Args::default().text("language", language)));
            }
            if let Some(room) = &post.room {
                parts.push(self.with("from", Args::default().user("room", room)));
            }
        }
        parts.join(" · ")
    }
}

/// Where a notice stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// In a room that has not seen the source.
    InAnotherRoom,
    /// In a room, under its source.
    UnderItsSource,
    /// In the private chat in which its author asked.
    WithItsAuthor,
}

/// How much a line about a post tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// To another room, which has not seen the source.
    Full,
    /// Under its own source.
    Own,
    /// In a list.
    Short,
}

/// A line as a sentence of its own.
fn ended(mut line: String) -> String {
    let closing = |c: char| matches!(c, '.' | '!' | '?' | '…' | '؟' | '\u{2069}');
    if !line.trim_end_matches('\u{2069}').ends_with(closing) {
        line.push('.');
    }
    line
}

fn summary(telling: &Telling, no: PostNo) -> String {
    telling
        .post(no)
        .map(|post| post.summary.clone())
        .unwrap_or_default()
}
