//! What Meta posts → common events, and what else can be learned from it. Pure.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;
use wegotus_chat::{
    Attachment, Event, EventKey, EventKind, Name, ReactionChange, RoomChange, RoomRef, Sender,
    SenderKind, Text, Timestamp,
};

use crate::native;
use crate::payload::{Change, Contact, Failure, Group, Media, Message, Payload, Status, What};
use crate::reactions::{On, Reactions};

/// A request that is signed and yet says nothing that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("it is not of the form of a webhook of WhatsApp's")]
pub struct Malformed;

/// What one request tells.
#[derive(Default)]
pub struct Found {
    /// What people did, in the order they did it.
    pub events: Vec<Event>,
    /// What became of messages of ours.
    pub(crate) statuses: Vec<Status>,
    /// Emoji that stand otherwise now.
    pub(crate) reactions: Vec<On>,
    /// What went wrong with the number as a whole.
    pub(crate) failures: Vec<Failure>,
    /// What was passed over.
    pub passed: Passed,
}

/// How much of a request was passed over, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Passed {
    /// Messages of a kind the Cloud API cannot show, or this bridge does not know.
    pub unsupported: u64,
    /// Parts without what makes them one.
    pub malformed: u64,
    /// Parts about another number of the same business.
    pub foreign: u64,
    /// Parts that are about no message: what an app may subscribe to besides.
    pub other: u64,
}

/// Who somebody is, as far as one message tells.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Who {
    /// Their number, digits alone.
    pub number: Option<String>,
    /// Their id for this business.
    pub user_id: Option<String>,
}

/// What people are called from their first message on, by their ids for this business.
pub(crate) type Known = HashMap<String, String>;

/// A request, taken apart.
pub struct Request(Payload);

/// Reads requests about one number.
pub struct Reader {
    phone_number_id: String,
}

impl Request {
    /// Takes a request's bytes apart.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let payload: Payload = serde_json::from_slice(bytes).map_err(|_| Malformed)?;
        if payload.object != "whatsapp_business_account" {
            return Err(Malformed);
        }
        Ok(Self(payload))
    }

    /// The ids for this business of all who wrote, each with the number it came with.
    pub(crate) fn people(&self) -> Vec<Who> {
        let changes = self.0.entry.iter().flat_map(|it| &it.changes);
        let people = changes.flat_map(|change| {
            let messages = change.value.messages.iter();
            messages.filter_map(|it| Some(who(&parsed(it)?, &change.value.contacts)))
        });
        people.filter(|it| it.user_id.is_some()).collect()
    }
}

impl Reader {
    /// A reader of what comes to the number with this id.
    #[must_use]
    pub fn new(phone_number_id: impl Into<String>) -> Self {
        Self {
            phone_number_id: phone_number_id.into(),
        }
    }

    /// Reads a request whose senders go by what they are called themselves.
    #[must_use]
    pub fn read(&self, request: Request, now: Timestamp) -> Found {
        self.read_with(request, &Known::default(), &Reactions::default(), now)
    }

    /// Reads a request, with what is known of people and of emoji that stand.
    pub(crate) fn read_with(
        &self,
        request: Request,
        known: &Known,
        reactions: &Reactions,
        now: Timestamp,
    ) -> Found {
        let mut found = Found::default();
        for change in request.0.entry.into_iter().flat_map(|it| it.changes) {
            self.change(&change, known, reactions, now, &mut found);
        }
        found.events.sort_by_key(|it| it.at);
        found
    }

    fn change(
        &self,
        change: &Change,
        known: &Known,
        reactions: &Reactions,
        now: Timestamp,
        found: &mut Found,
    ) {
        let What {
            metadata,
            contacts,
            messages,
            statuses,
            groups,
            errors,
        } = &change.value;
        match change.field.as_str() {
            "messages" | "group_lifecycle_update" => {}
            _ => {
                found.passed.other += 1;
                return;
            }
        }
        if metadata.phone_number_id != self.phone_number_id {
            found.passed.foreign += 1;
            return;
        }
        found.failures.extend(errors);
        for message in messages {
            let message: Option<Message> = parsed(message);
            let Some(message) = message.filter(|it| !it.id.is_empty()) else {
                found.passed.malformed += 1;
                continue;
            };
            let who = who(&message, contacts);
            let Some(person) = called(&who, known) else {
                found.passed.malformed += 1;
                continue;
            };
            let name = name(&who, contacts);
            let room = match message.group_id.as_deref().filter(|it| !it.is_empty()) {
                Some(group) => native::group(group),
                None => native::private(&person),
            };
            let from = From {
                private: matches!(native::place(&room), native::Place::Private(_)),
                at: time(message.timestamp, now),
                person,
                name,
                room,
            };
            from.message(&message, reactions, found);
        }
        for status in statuses {
            match parsed::<Status>(status).filter(|it| !it.id.is_empty()) {
                Some(status) => found.statuses.push(status),
                None => found.passed.malformed += 1,
            }
        }
        for group in groups {
            match parsed::<Group>(group).filter(|it| !it.group_id.is_empty()) {
                Some(group) => self.group(&group, now, found),
                None => found.passed.malformed += 1,
            }
        }
    }

    fn group(&self, group: &Group, now: Timestamp, found: &mut Found) {
        let change = match group.kind.as_str() {
            "group_create" => RoomChange::Joined,
            "group_delete" => RoomChange::Left,
            _ => {
                found.passed.other += 1;
                return;
            }
        };
        // What did not happen after all.
        if !group.errors.is_empty() {
            found.failures.extend(&group.errors);
            return;
        }
        let Group {
            group_id,
            kind,
            timestamp,
            subject,
            ..
        } = group;
        found.events.push(Event {
            key: EventKey(format!("group/{group_id}/{kind}/{timestamp}")),
            room: native::group(group_id),
            sender: own(&self.phone_number_id, false),
            at: time(*timestamp, now),
            vanishes: None,
            kind: EventKind::Membership {
                change,
                room_name: (!subject.is_empty()).then(|| Name::from(subject.as_str())),
            },
        });
    }
}

/// The bot itself, as a sender.
pub(crate) fn own(phone_number_id: &str, private: bool) -> Sender {
    Sender {
        person: native::person(phone_number_id),
        name: Name::default(),
        kind: SenderKind::Own,
        private,
    }
}

/// Who wrote, where and when.
struct From {
    person: String,
    name: Name,
    room: RoomRef,
    private: bool,
    at: Timestamp,
}

impl From {
    fn message(&self, message: &Message, reactions: &Reactions, found: &mut Found) {
        let id = message.id.as_str();
        if message.kind == "reaction" {
            self.reaction(message, reactions, found);
            return;
        }
        let kind = match message.kind.as_str() {
            "edit" => message.edit.as_ref().and_then(|edit| {
                let (body, _) = content(&edit.message)?;
                let msg = native::message(&self.room, &edit.original_message_id);
                let body = Text::from(body);
                (!edit.original_message_id.is_empty()).then_some(EventKind::Edited { msg, body })
            }),
            "revoke" => message
                .revoke
                .as_ref()
                .filter(|it| !it.original_message_id.is_empty())
                .map(|it| EventKind::Deleted {
                    msg: native::message(&self.room, &it.original_message_id),
                }),
            _ => content(message).map(|(body, attachments)| {
                let answered = message.context.as_ref().and_then(|it| it.id.as_deref());
                EventKind::Message {
                    msg: native::message(&self.room, id),
                    body: Text::from(body),
                    reply_to: answered.map(|it| native::message(&self.room, it)),
                    attachments,
                }
            }),
        };
        match kind {
            Some(kind) => found.events.push(self.event(id.to_owned(), kind)),
            None => found.passed.unsupported += 1,
        }
    }

    /// WhatsApp has one emoji of each person's on a message, and does not say which one it takes off.
    fn reaction(&self, message: &Message, reactions: &Reactions, found: &mut Found) {
        let reaction = message.reaction.as_ref();
        let Some(reaction) = reaction.filter(|it| !it.message_id.is_empty()) else {
            found.passed.malformed += 1;
            return;
        };
        let now = On {
            by: self.person.clone(),
            message: reaction.message_id.clone(),
            emoji: reaction.emoji.clone(),
            at: self.at,
        };
        let there = |it: &&On| it.by == now.by && it.message == now.message;
        let before = found.reactions.iter().rev().find(there);
        let before = before.or_else(|| reactions.of(&now.by, &now.message));
        if before.is_some_and(|it| it.at > now.at) {
            return;
        }
        let change = |emoji: &str, change| EventKind::Reaction {
            target: native::message(&self.room, &reaction.message_id),
            emoji: emoji.to_owned(),
            change,
        };
        let gone = before.map(|it| it.emoji.as_str());
        if let Some(gone) = gone.filter(|it| !it.is_empty() && *it != now.emoji) {
            let kind = change(gone, ReactionChange::Removed);
            let key = format!("{}/off", message.id);
            found.events.push(self.event(key, kind));
        }
        if !now.emoji.is_empty() {
            let kind = change(&now.emoji, ReactionChange::Added);
            found.events.push(self.event(message.id.clone(), kind));
        }
        found.reactions.push(now);
    }

    fn event(&self, key: String, kind: EventKind) -> Event {
        Event {
            key: EventKey(key),
            room: self.room.clone(),
            sender: Sender {
                person: native::person(&self.person),
                name: self.name.clone(),
                kind: SenderKind::Person,
                private: self.private,
            },
            at: self.at,
            vanishes: None,
            kind,
        }
    }
}

/// The words of a message and what was sent along; `None` where it is of a kind without either.
fn content(message: &Message) -> Option<(String, Vec<Attachment>)> {
    let caption = |media: &Option<Media>| media.as_ref().map_or("", |it| &it.caption).to_owned();
    let content = match message.kind.as_str() {
        "text" => (message.text.as_ref()?.body.clone(), Vec::new()),
        "image" => (caption(&message.image), vec![Attachment::Image]),
        "sticker" => (String::new(), vec![Attachment::Image]),
        "video" => (caption(&message.video), vec![Attachment::Video]),
        "audio" => (caption(&message.audio), vec![Attachment::Audio]),
        "document" => (caption(&message.document), vec![Attachment::File]),
        "contacts" => (String::new(), vec![Attachment::File]),
        "location" => {
            let place = message.location.as_ref()?;
            let parts = [place.name.as_str(), &place.address];
            let parts = parts.into_iter().filter(|it| !it.is_empty());
            let place = parts.collect::<Vec<_>>().join(", ");
            (place, vec![Attachment::File])
        }
        "button" => (message.button.as_ref()?.text.clone(), Vec::new()),
        "interactive" => {
            let chosen = message.interactive.as_ref()?;
            let chosen = chosen
                .button_reply
                .as_ref()
                .or(chosen.list_reply.as_ref())?;
            (chosen.title.clone(), Vec::new())
        }
        _ => return None,
    };
    Some(content).filter(|(body, attachments)| !body.is_empty() || !attachments.is_empty())
}

/// Who wrote a message: what it says itself, and what stands of them beside it.
fn who(message: &Message, contacts: &[Contact]) -> Who {
    let set = |it: &Option<String>| it.clone().filter(|it| !it.is_empty());
    let number = |it: &Option<String>| set(it).map(|it| it.trim_start_matches('+').to_owned());
    let mut who = Who {
        number: number(&message.from),
        user_id: set(&message.from_user_id),
    };
    if let Some(contact) = contact(&who, contacts) {
        who.number = who.number.or_else(|| number(&contact.wa_id));
        who.user_id = who.user_id.or_else(|| set(&contact.user_id));
    }
    // People without a number to show may be named by the other id in its place.
    if let Some(named) = who.number.take_if(|it| !native::is_number(it)) {
        who.user_id.get_or_insert(named);
    }
    who
}

/// What stands of somebody beside their message. For some countries the number there has another form, so the only
/// one there is theirs.
fn contact<'a>(who: &Who, contacts: &'a [Contact]) -> Option<&'a Contact> {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let found = contacts
        .iter()
        .find(|it| same(&it.user_id, &who.user_id) || same(&it.wa_id, &who.number));
    found.or(match contacts {
        [only] => Some(only),
        _ => None,
    })
}

fn name(who: &Who, contacts: &[Contact]) -> Name {
    let name = contact(who, contacts).map(|it| it.profile.name.as_str());
    Name::from(name.unwrap_or_default())
}

/// What somebody is called in references: as in their first message, their number where it was told then.
pub(crate) fn called(who: &Who, known: &Known) -> Option<String> {
    let before = who.user_id.as_ref().and_then(|it| known.get(it));
    let it = before.or(who.number.as_ref()).or(who.user_id.as_ref());
    it.cloned()
}

/// Seconds → a time; `now` where there are none.
fn time(seconds: i64, now: Timestamp) -> Timestamp {
    if seconds <= 0 {
        now
    } else {
        Timestamp(seconds.saturating_mul(1000))
    }
}

fn parsed<T: DeserializeOwned>(part: &Value) -> Option<T> {
    T::deserialize(part).ok()
}
