//! What the SDK hands over → common events, and what else can be learned from it. Pure.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use wegotus_chat::{
    Event, EventKey, EventKind, MessageRef, Name, ReactionChange, RoomRef, Sender, SenderKind,
    Text, Timestamp,
};
use whatsapp_rust::Jid;
use whatsapp_rust::types::events::InboundMessage;
use whatsapp_rust::types::message::{EditAttribute, MessageInfo};
use whatsapp_rust::wacore_binary::JidExt;
use whatsapp_rust::waproto::whatsapp as wa;

use crate::content::{self, Content, Says, address};
use crate::lately::Lately;
use crate::native::{self, Author, Person};
use crate::people::People;

/// What one message tells.
#[derive(Default)]
pub(crate) struct Found {
    /// What somebody did.
    pub events: Vec<Event>,
    /// Somebody wrote privately with this account, from its phone.
    pub personal: bool,
}

/// Reads messages one after the other.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) people: People,
    /// Who may take back what others said, by group.
    pub(crate) admins: HashMap<RoomRef, BTreeSet<Person>>,
    pub(crate) lately: Lately,
    names: Names,
}

/// Everybody a message tells of. Whoever of them is known at one address only should be looked up before it is
/// read, for it may decide what they are called.
pub(crate) fn addresses(inbound: &InboundMessage) -> Vec<Jid> {
    let source = &inbound.info.source;
    let mut all = vec![source.sender.to_non_ad()];
    if !source.chat.is_group() {
        all.push(source.chat.to_non_ad());
    }
    let participant = |key: &wa::MessageKey| address(key.participant.as_deref());
    match content::of(&inbound.message) {
        Content::Says(says) => {
            all.extend(says.quote().map(|(_, author)| author));
            all.extend(says.mentions());
        }
        Content::Edits { says, .. } => all.extend(says.mentions()),
        Content::Revokes(key) | Content::Reacts(key, _) => all.extend(participant(key)),
        Content::Vanishing(_) | Content::Nothing => {}
    }
    all
}

/// Where and by whom something was done.
struct Scene<'a> {
    info: &'a MessageInfo,
    room: RoomRef,
    who: Person,
    private: bool,
}

impl Reader {
    /// A reader of one account's messages.
    pub(crate) fn new(people: People, lately: Lately) -> Self {
        Self {
            people,
            lately,
            ..Self::default()
        }
    }

    /// The chat and the person a message is of; `None` where it is not for the bot: status updates, channels, lists.
    fn scene<'a>(&mut self, info: &'a MessageInfo) -> Option<Scene<'a>> {
        let source = &info.source;
        if let Some(other) = &source.sender_alt {
            self.people.learn(&source.sender, other);
        }
        let private = !source.chat.is_group();
        let is_person = |jid: &Jid| jid.is_pn() || jid.is_lid();
        if !is_person(&source.sender) || (private && !is_person(&source.chat)) {
            return None;
        }
        let who = self.people.name(&source.sender.to_non_ad());
        let room = if private {
            native::private(&self.people.name(&source.chat.to_non_ad()))
        } else {
            native::group(&source.chat)
        };
        Some(Scene {
            info,
            room,
            who,
            private,
        })
    }

    /// What a reaction is on and by whom, under one name, where the message is one.
    pub(crate) fn reaction(&mut self, inbound: &InboundMessage) -> Option<String> {
        let Content::Reacts(key, _) = content::of(&inbound.message) else {
            return None;
        };
        let scene = self.scene(&inbound.info)?;
        let target = self.keyed(&scene, key)?;
        Some(format!(
            "{}\n{}\n{}",
            target.room.native,
            target.native,
            scene.who.to_ref().native
        ))
    }

    /// Reads one. `before` is the emoji its sender had put on the message that it is a reaction to: WhatsApp says
    /// neither which one is taken off, nor that another takes the place of the first.
    pub(crate) fn read(&mut self, inbound: &InboundMessage, before: Option<&str>) -> Found {
        let info = &inbound.info;
        let content = content::of(&inbound.message);
        if info.source.is_from_me || self.people.own.is(&info.source.sender) {
            let is_said = matches!(content, Content::Says(_));
            return Found {
                personal: is_said && !info.source.chat.is_group(),
                ..Found::default()
            };
        }
        let Some(scene) = self.scene(info) else {
            return Found::default();
        };
        self.names.heard(&scene.who, &info.push_name);
        let events = match content {
            Content::Says(says) => self.said(&scene, &says),
            Content::Edits { id, says } => self.edited(&scene, id, &says),
            Content::Revokes(key) => self.revoked(&scene, key),
            Content::Reacts(key, emoji) => self.reacted(&scene, key, emoji, before),
            Content::Vanishing(seconds) => {
                self.lately.set_timer(&scene.room, seconds);
                Vec::new()
            }
            Content::Nothing => Vec::new(),
        };
        Found {
            events,
            personal: false,
        }
    }

    /// One that is there and cannot be read yet.
    pub(crate) fn unreadable(&mut self, info: &MessageInfo) -> Option<Event> {
        if info.source.is_from_me || self.people.own.is(&info.source.sender) {
            return None;
        }
        let scene = self.scene(info)?;
        let msg = native::message(&scene.room, &scene.author(), &info.id);
        Some(scene.event("unread", EventKind::Undecryptable { msg }, None))
    }

    fn said(&mut self, scene: &Scene<'_>, says: &Says<'_>) -> Vec<Event> {
        let timer = says.expiration().or(scene.info.ephemeral_expiration);
        self.lately
            .set_timer(&scene.room, timer.unwrap_or_default());
        let msg = native::message(&scene.room, &scene.author(), &scene.info.id);
        let body = self.body(says);
        self.lately.said(&msg, &body);
        let reply_to = says.quote().map(|(id, author)| {
            let author = self.people.author(&author);
            native::message(&scene.room, &author, id)
        });
        let kind = EventKind::Message {
            msg,
            body: Text::from(body),
            reply_to,
            attachments: says.attachment.into_iter().collect(),
        };
        vec![scene.event("", kind, timer)]
    }

    /// An edit names a message by its id alone, and is always one of its sender's.
    fn edited(&mut self, scene: &Scene<'_>, id: &str, says: &Says<'_>) -> Vec<Event> {
        let msg = native::message(&scene.room, &scene.author(), id);
        let body = self.body(says);
        self.lately.said(&msg, &body);
        let timer = says.expiration().or_else(|| self.lately.timer(&scene.room));
        let body = Text::from(body);
        vec![scene.event("", EventKind::Edited { msg, body }, timer)]
    }

    /// One's own message, or, in a group, an admin anybody's.
    fn revoked(&mut self, scene: &Scene<'_>, key: &wa::MessageKey) -> Vec<Event> {
        let author = match address(key.participant.as_deref()) {
            Some(author) if !key.from_me.unwrap_or_default() => self.people.author(&author),
            _ => scene.author(),
        };
        let is_admin = || {
            let admins = self.admins.get(&scene.room);
            scene.info.edit == EditAttribute::AdminRevoke
                && admins.is_some_and(|it| it.contains(&scene.who))
        };
        let Some(id) = key.id.as_deref() else {
            return Vec::new();
        };
        if author != scene.author() && !is_admin() {
            return Vec::new();
        }
        let msg = native::message(&scene.room, &author, id);
        self.lately.unsaid(&msg);
        vec![scene.event("", EventKind::Deleted { msg }, None)]
    }

    fn reacted(
        &mut self,
        scene: &Scene<'_>,
        key: &wa::MessageKey,
        emoji: &str,
        before: Option<&str>,
    ) -> Vec<Event> {
        let Some(target) = self.keyed(scene, key) else {
            return Vec::new();
        };
        let changed = |emoji: &str, change| EventKind::Reaction {
            target: target.clone(),
            emoji: emoji.to_owned(),
            change,
        };
        let mut events = Vec::new();
        if let Some(before) = before.filter(|it| *it != emoji) {
            let gone = changed(before, ReactionChange::Removed);
            events.push(scene.event("before", gone, None));
        }
        if !emoji.is_empty() {
            events.push(scene.event("", changed(emoji, ReactionChange::Added), None));
        }
        events
    }

    /// The message a key names. "From me" is its sender's word for a message of their own.
    fn keyed(&mut self, scene: &Scene<'_>, key: &wa::MessageKey) -> Option<MessageRef> {
        let participant = address(key.participant.as_deref());
        let author = match (key.from_me.unwrap_or_default(), participant, scene.private) {
            (true, _, _) => scene.author(),
            (false, Some(participant), _) => self.people.author(&participant),
            // In a private chat the other one is the bot.
            (false, None, true) => Author::Own,
            (false, None, false) => return None,
        };
        Some(native::message(&scene.room, &author, key.id.as_deref()?))
    }

    /// The words, with names where people are mentioned.
    fn body(&mut self, says: &Says<'_>) -> String {
        let mut body = says.text.to_owned();
        for jid in says.mentions() {
            let name = match self.people.author(&jid) {
                Author::Own => String::new(),
                Author::Other(person) => match self.names.of(&person) {
                    Some(name) => format!("@{name}"),
                    None => "@".to_owned(),
                },
            };
            body = body.replace(&format!("@{}", jid.user), &name);
        }
        body.trim().to_owned()
    }
}

impl Scene<'_> {
    fn author(&self) -> Author {
        Author::Other(self.who.clone())
    }

    /// `part` tells one event of a message from another.
    fn event(&self, part: &str, kind: EventKind, timer: Option<u32>) -> Event {
        let at = Timestamp(self.info.timestamp.timestamp_millis());
        let person = self.who.to_ref();
        let timer = timer.filter(|it| *it > 0);
        let key = format!("{}/{}/{}", self.room.native, person.native, self.info.id);
        Event {
            key: EventKey(if part.is_empty() {
                key
            } else {
                format!("{key}/{part}")
            }),
            room: self.room.clone(),
            sender: Sender {
                person,
                name: Name::from(self.info.push_name.trim()),
                kind: SenderKind::Person,
                private: self.private,
            },
            at,
            vanishes: timer.map(|it| at.plus(Duration::from_secs(it.into()))),
            kind,
        }
    }
}

/// The names that people who wrote lately go by. A mention itself gives a number.
#[derive(Default)]
struct Names(HashMap<Person, String>);

impl Names {
    const REMEMBERED: usize = 4096;

    fn heard(&mut self, person: &Person, name: &str) {
        let name = name.trim();
        if name.is_empty() || self.of(person) == Some(name) {
            return;
        }
        if self.0.len() >= Self::REMEMBERED {
            self.0.clear();
        }
        self.0.insert(person.clone(), name.to_owned());
    }

    fn of(&self, person: &Person) -> Option<&str> {
        self.0.get(person).map(String::as_str)
    }
}
