//! A stretch of one room's timeline, oldest first → the common event stream.

use std::collections::BTreeMap;

use matrix_sdk::deserialized_responses::{TimelineEvent, TimelineEventKind};
use matrix_sdk::ruma::OwnedUserId;
use matrix_sdk::{Error, Room};
use serde_json::Value;
use wegotus_chat::{
    EffectKey, Event, EventKey, EventKind, MessageRef, Name, PersonRef, Platform, ReactionChange,
    RoomChange, RoomRef, Sender, SenderKind, Text, Timestamp,
};

use crate::authors::Authors;
use crate::bridged::{self, Portal, Speaker};
use crate::incoming::{self, Heard, Incoming, Voice};
use crate::portals::Portals;
use crate::reactions::Reactions;
use crate::records::{KnownReaction, Unread};
use crate::rooms;
use crate::undecryptable::Waiting;

/// What has to be remembered from one event to understand a later one.
pub(crate) struct Reader {
    /// The bot's user id.
    pub own: OwnedUserId,
    /// Reactions that may be taken off.
    pub reactions: Reactions,
    /// Who wrote what.
    pub authors: Authors,
    /// Messages without a key.
    pub waiting: Waiting,
    /// Rooms behind which another network is.
    pub portals: Portals,
}

/// The room being read, asked once for what does not change meanwhile.
struct Here<'a> {
    room: &'a Room,
    named: RoomRef,
    private: bool,
    title: Option<Name>,
    portal: Option<Portal>,
    names: BTreeMap<String, Name>,
}

impl Reader {
    /// Reads `events` of `room`. A room not `known` was just entered: what was said before the bot
    /// came in, or while it was out, is none of its business; in a private chat, what was said before it
    /// was invited, for there the rest was written to it.
    ///
    /// # Errors
    /// When the homeserver has to be asked something and cannot be now; read the same again later.
    pub(crate) async fn read(
        &mut self,
        room: &Room,
        known: bool,
        events: &[TimelineEvent],
    ) -> Result<Vec<Event>, Error> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let mut here = Here {
            room,
            named: rooms::named(room.room_id()),
            private: rooms::is_private(room).await,
            title: rooms::title_of(room).await,
            portal: self.portals.look(room).await,
            names: BTreeMap::new(),
        };
        let raw: Vec<Value> = events.iter().map(as_json).collect();
        let read: Vec<Option<Incoming>> = events
            .iter()
            .zip(&raw)
            .map(|(event, raw)| {
                let read = incoming::read(raw, self.own.as_str())?;
                // What was sealed says of itself what it is, and no homeserver has checked its right to it:
                // only what anybody may say counts.
                let sealed = matches!(event.kind, TimelineEventKind::Decrypted(_));
                let sayable = raw.get("state_key").is_none()
                    && matches!(
                        read.heard,
                        Heard::Message { .. } | Heard::Edit { .. } | Heard::Reaction { .. }
                    );
                (sayable || !sealed).then_some(read)
            })
            .collect();
        let mut inside = known
            || !read
                .iter()
                .flatten()
                .any(|incoming| is_own(incoming, RoomChange::Joined));
        let mut heard = Vec::new();
        for ((event, raw), read) in events.iter().zip(&raw).zip(read) {
            if read
                .as_ref()
                .is_some_and(|incoming| is_own(incoming, RoomChange::Joined))
                || here.private && incoming::is_invitation(raw, self.own.as_str())
            {
                inside = true;
            }
            if !inside {
                continue;
            }
            inside = !read
                .as_ref()
                .is_some_and(|incoming| is_own(incoming, RoomChange::Left));
            let at = event.timestamp().map(|at| Timestamp(i64::from(at.get())));
            let found = match (&event.kind, read) {
                (TimelineEventKind::UnableToDecrypt { utd_info, .. }, _) => {
                    self.unreadable(&mut here, raw, utd_info.session_id.clone())
                        .await
                }
                (_, Some(incoming)) => {
                    let at = at.unwrap_or(incoming.at);
                    let speaker = here.speaker(&incoming.sender, raw);
                    self.readable(&mut here, Incoming { at, ..incoming }, speaker)
                        .await?
                }
                (_, None) => None,
            };
            heard.extend(found);
        }
        Ok(heard)
    }

    async fn readable(
        &mut self,
        here: &mut Here<'_>,
        event: Incoming,
        speaker: Speaker,
    ) -> Result<Option<Event>, Error> {
        if event.sender == self.own.as_str() && !matches!(event.heard, Heard::Own { .. }) {
            return Ok(self.own_echo(here, event).await);
        }
        let Incoming {
            id,
            sender,
            at,
            heard,
            ..
        } = here.spoken(event, speaker).await;
        let mut by = sender;
        let mut voice = Voice::Person;
        let kind = match heard {
            Heard::Message {
                body,
                reply_to,
                attachments,
                by: speaks,
            } => {
                voice = speaks;
                self.authors.add(here.room, &id, &by);
                EventKind::Message {
                    msg: here.message(&id),
                    body: Text::from(body),
                    reply_to: reply_to.map(|target| here.message(&target)),
                    attachments,
                }
            }
            Heard::Edit {
                target,
                body,
                by: speaks,
            } => {
                voice = speaks;
                let author = self.authors.of(here.room, here.portal.as_ref(), &target);
                if author.await?.as_ref() != Some(&by) {
                    return Ok(None);
                }
                EventKind::Edited {
                    msg: here.message(&target),
                    body: Text::from(body),
                }
            }
            Heard::Reaction { target, emoji } => {
                voice = here.hand_of(&by);
                let reaction = KnownReaction {
                    room: here.named.native.clone(),
                    target: target.clone(),
                    emoji: emoji.clone(),
                    by: by.clone(),
                    at,
                };
                self.reactions.add(id.clone(), reaction);
                let target = here.message(&target);
                EventKind::Reaction {
                    target,
                    emoji,
                    change: ReactionChange::Added,
                }
            }
            Heard::Redaction { target } => match self.reactions.find(&here.named.native, &target) {
                Some(reaction) if reaction.by == self.own.as_str() => return Ok(None),
                Some(reaction) => {
                    by = reaction.by.clone();
                    voice = here.hand_of(&by);
                    EventKind::Reaction {
                        target: here.message(&reaction.target),
                        emoji: reaction.emoji.clone(),
                        change: ReactionChange::Removed,
                    }
                }
                None => {
                    // A bridge takes back what somebody took back whose words it said.
                    if here.hand_of(&by) == Voice::Program
                        && let Some(author) = self.authors.known(here.room, &target)
                    {
                        by = author;
                    }
                    EventKind::Deleted {
                        msg: here.message(&target),
                    }
                }
            },
            Heard::Own { change } => EventKind::Membership {
                change,
                room_name: here.title.clone(),
            },
        };
        let kind_of_sender = match voice {
            _ if by == self.own.as_str() => SenderKind::Own,
            Voice::Person => SenderKind::Person,
            Voice::Program => SenderKind::Bot,
        };
        Ok(Some(here.event(id, by, kind_of_sender, at, kind).await))
    }

    /// The bot's own doings come back as echoes of what it sent; without a key only messages do.
    async fn own_echo(&mut self, here: &mut Here<'_>, event: Incoming) -> Option<Event> {
        let Incoming {
            id,
            sender,
            at,
            sent_as,
            heard,
        } = event;
        let acted_on = match heard {
            Heard::Message { .. } => {
                self.authors.add(here.room, &id, &sender);
                id.clone()
            }
            Heard::Edit { target, .. }
            | Heard::Reaction { target, .. }
            | Heard::Redaction { target }
                if sent_as.is_some() =>
            {
                target
            }
            _ => return None,
        };
        let kind = EventKind::Echo {
            msg: here.message(&acted_on),
            sent_as: sent_as.map(EffectKey),
        };
        Some(here.event(id, sender, SenderKind::Own, at, kind).await)
    }

    async fn unreadable(
        &mut self,
        here: &mut Here<'_>,
        raw: &Value,
        session: Option<String>,
    ) -> Option<Event> {
        let id = raw["event_id"].as_str()?.to_owned();
        let sender = raw["sender"].as_str()?.to_owned();
        let at = incoming::sent_at(raw);
        if sender == self.own.as_str() {
            let kind = EventKind::Echo {
                msg: here.message(&id),
                sent_as: incoming::sent_as(raw).map(EffectKey),
            };
            return Some(here.event(id, sender, SenderKind::Own, at, kind).await);
        }
        self.authors.add(here.room, &id, &sender);
        let room = here.room.room_id().to_string();
        self.waiting.add(Unread {
            room,
            event: id.clone(),
            session,
            at,
        });
        let kind = EventKind::Undecryptable {
            msg: here.message(&id),
        };
        Some(
            here.event(format!("utd:{id}"), sender, SenderKind::Person, at, kind)
                .await,
        )
    }
}

impl Here<'_> {
    /// Who says what an event says; of one that nobody says in words, its sender.
    fn speaker(&self, sender: &str, raw: &Value) -> Speaker {
        let portal = self.portal.as_ref();
        let is_said = raw["type"] == "m.room.message";
        let speaker = portal.filter(|_| is_said);
        speaker.map_or(Speaker::Sender, |it| it.speaker(sender, &raw["content"]))
    }

    /// The event as its speaker's.
    async fn spoken(&mut self, mut event: Incoming, speaker: Speaker) -> Incoming {
        // A bridge that passes on what the bot itself said elsewhere passes on nobody's words.
        let own = self.room.own_user_id().to_string();
        let speaker = match speaker {
            Speaker::Relayed { name, .. } if self.name_of(&own).await.as_str() == name => {
                Speaker::Program
            }
            speaker => speaker,
        };
        let (words, voice) = match &mut event.heard {
            Heard::Message { body, by, .. } | Heard::Edit { body, by, .. } => (body, by),
            _ => return event,
        };
        match speaker {
            Speaker::Sender => {}
            Speaker::Program => *voice = Voice::Program,
            Speaker::Relayed { native, name, body } => {
                if let Some(body) = body {
                    *words = body;
                }
                self.names.insert(native.clone(), bridged::name(&name));
                event.sender = native;
            }
        }
        event
    }

    /// Whose emoji it is: a bridge's own account puts its marks on what it passed on.
    fn hand_of(&self, sender: &str) -> Voice {
        match &self.portal {
            Some(portal) if portal.is_bot(sender) => Voice::Program,
            _ => Voice::Person,
        }
    }

    /// What somebody is called here, looked up once.
    async fn name_of(&mut self, person: &str) -> Name {
        if let Some(name) = self.names.get(person) {
            return name.clone();
        }
        // What a bridge calls somebody's account may be their number.
        let name = match rooms::name_of(self.room, person).await {
            name if self.is_made_up(person, &name) => Name::default(),
            name => name,
        };
        self.names.insert(person.to_owned(), name.clone());
        name
    }

    /// Whether a name is but a puppet's account.
    fn is_made_up(&self, person: &str, name: &Name) -> bool {
        let is_puppet = self.portal.as_ref().is_some_and(|it| it.is_puppet(person));
        let local = person.strip_prefix('@').and_then(|it| it.split(':').next());
        is_puppet && local == Some(name.as_str())
    }

    fn message(&self, id: &str) -> MessageRef {
        MessageRef::new(self.named.clone(), id)
    }

    async fn event(
        &mut self,
        key: String,
        sender: String,
        who: SenderKind,
        at: Timestamp,
        kind: EventKind,
    ) -> Event {
        let name = self.name_of(&sender).await;
        Event {
            key: EventKey(key),
            room: self.named.clone(),
            sender: Sender {
                person: PersonRef::new(Platform::Matrix, sender),
                name,
                kind: who,
                private: self.private,
            },
            at,
            vanishes: None,
            kind,
        }
    }
}

/// The event as JSON, decrypted where it could be.
pub(crate) fn as_json(event: &TimelineEvent) -> Value {
    serde_json::from_str(event.raw().json().get()).unwrap_or_default()
}

fn is_own(incoming: &Incoming, change: RoomChange) -> bool {
    incoming.heard == Heard::Own { change }
}
