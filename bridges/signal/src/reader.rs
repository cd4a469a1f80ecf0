//! What signal-cli hands over → common events, and what else can be learned from it. Pure.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use wegotus_chat::{
    Attachment, Event, EventKey, EventKind, MessageRef, Name, ReactionChange, RoomRef, Sender,
    SenderKind, Text, Timestamp,
};

use crate::envelope::{self, DataMessage, EditMessage, Envelope, GroupInfo, Mention, Received};
use crate::native::{self, Author};
use crate::revisions::{Revision, Revisions};

/// Whose account it is.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// The account's number.
    pub number: String,
    /// Its account id, once it is known.
    pub account: Option<String>,
}

impl Own {
    pub(crate) fn is(&self, account: Option<&str>, number: Option<&str>) -> bool {
        let same = |a: &str, b: Option<&str>| !a.is_empty() && Some(a) == b;
        same(&self.number, number)
            || self
                .account
                .as_deref()
                .is_some_and(|own| same(own, account))
    }
}

/// What one envelope tells.
#[derive(Debug, Default)]
pub struct Found {
    /// What somebody did.
    pub event: Option<Event>,
    /// Own messages it names, by time: they were sent, whatever became of the answer to the request.
    pub(crate) stood: Vec<i64>,
    /// An edit: what it is called from now on besides its first name.
    pub(crate) revision: Option<Revision>,
    /// A group that changed.
    pub(crate) changed: Option<Changed>,
    /// Somebody wrote privately with this account, from another device.
    pub(crate) personal: bool,
    /// It could not be read, for this reason of signal-cli's.
    pub(crate) unreadable: Option<String>,
}

/// A group that changed, or that the bot was asked into.
#[derive(PartialEq, Eq)]
pub(crate) struct Changed {
    /// Its id.
    pub group: String,
    /// By whom.
    pub by: String,
}

impl fmt::Debug for Changed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Changed(…)")
    }
}

/// Reads envelopes one after the other.
#[derive(Default)]
pub struct Reader {
    pub(crate) own: Own,
    pub(crate) revisions: Revisions,
    /// The state each group was last seen in.
    groups: HashMap<String, i64>,
    names: Names,
}

/// Who sent an envelope.
struct From<'a> {
    account: &'a str,
    envelope: &'a Envelope,
}

impl Reader {
    /// A reader of one account's envelopes.
    #[must_use]
    pub fn new(own: Own) -> Self {
        Self {
            own,
            ..Self::default()
        }
    }

    /// Reads one.
    pub fn read(&mut self, received: &Received) -> Found {
        let envelope = &received.envelope;
        let mut found = Found {
            unreadable: received.exception.as_ref().map(|it| it.kind.clone()),
            ..Found::default()
        };
        if let Some(receipt) = &envelope.receipt_message {
            found.stood.clone_from(&receipt.timestamps);
        }
        if let Some(sent) = envelope
            .sync_message
            .as_ref()
            .and_then(|it| it.sent_message.as_ref())
        {
            found.personal = self.is_personal(sent);
        }
        let account = envelope
            .source_uuid
            .as_deref()
            .or(envelope.source_number.as_deref());
        let own = self.own.is(
            envelope.source_uuid.as_deref(),
            envelope.source_number.as_deref(),
        );
        let Some(account) = account.filter(|account| !account.is_empty() && !own) else {
            return found;
        };
        let from = From { account, envelope };
        self.names.heard(account, envelope.source_name.as_deref());
        if let Some(data) = &envelope.data_message {
            self.data(&from, data, &mut found);
        } else if let Some(edit) = &envelope.edit_message {
            self.edit(&from, edit, &mut found);
        }
        found
    }

    fn data(&mut self, from: &From<'_>, data: &DataMessage, found: &mut Found) {
        if let Some(group) = &data.group_info {
            let known = self.groups.insert(group.group_id.clone(), group.revision);
            if group.kind == "UPDATE" || known.is_some_and(|known| known != group.revision) {
                found.changed = Some(Changed {
                    group: group.group_id.clone(),
                    by: from.account.to_owned(),
                });
            }
        }
        let room = room(from, data.group_info.as_ref());
        let kind = if let Some(reaction) = &data.reaction {
            let author = (
                reaction.target_author_uuid.as_deref(),
                reaction.target_author_number.as_deref(),
            );
            let target = self.named(&room, author, reaction.target_sent_timestamp, found);
            target.map(|target| EventKind::Reaction {
                target,
                emoji: reaction.emoji.clone(),
                change: if reaction.is_remove {
                    ReactionChange::Removed
                } else {
                    ReactionChange::Added
                },
            })
        } else if let Some(deleted) = &data.remote_delete {
            // Only an author can take a message back.
            let author = Author::Other(from.account.to_owned());
            let first = self.revisions.first(&author, deleted.timestamp);
            Some(EventKind::Deleted {
                msg: native::message(&room, &author, first),
            })
        } else {
            self.message(from, &room, data, found)
        };
        found.event = kind.map(|kind| event(from, room, kind, data));
    }

    fn message(
        &self,
        from: &From<'_>,
        room: &RoomRef,
        data: &DataMessage,
        found: &mut Found,
    ) -> Option<EventKind> {
        let attachments = attachments(data);
        let body = self.body(data);
        if data.is_expiration_update || (body.is_empty() && attachments.is_empty()) {
            return None;
        }
        let reply_to = data.quote.as_ref().and_then(|quote| {
            let author = (quote.author_uuid.as_deref(), quote.author_number.as_deref());
            self.named(room, author, quote.id, found)
        });
        let author = Author::Other(from.account.to_owned());
        Some(EventKind::Message {
            msg: native::message(room, &author, from.envelope.timestamp),
            body: Text::from(body),
            reply_to,
            attachments,
        })
    }

    /// An edit is signed by its sender, and names a message by its time alone, so it is always one of theirs.
    fn edit(&mut self, from: &From<'_>, edit: &EditMessage, found: &mut Found) {
        let author = Author::Other(from.account.to_owned());
        let first = self.revisions.first(&author, edit.target_sent_timestamp);
        let revision = Revision {
            account: Some(from.account.to_owned()),
            at: from.envelope.timestamp,
            first,
        };
        self.revisions.add(&revision);
        found.revision = Some(revision);
        let room = room(from, edit.data_message.group_info.as_ref());
        let kind = EventKind::Edited {
            msg: native::message(&room, &author, first),
            body: Text::from(self.body(&edit.data_message)),
        };
        found.event = Some(event(from, room, kind, &edit.data_message));
    }

    /// The message that `author` sent at `at`, under its first name; notes where it is one of the bot's own.
    fn named(
        &self,
        room: &RoomRef,
        (account, number): (Option<&str>, Option<&str>),
        at: i64,
        found: &mut Found,
    ) -> Option<MessageRef> {
        let author = if self.own.is(account, number) {
            found.stood.push(at);
            Author::Own
        } else {
            Author::Other(account.or(number)?.to_owned())
        };
        let first = self.revisions.first(&author, at);
        Some(native::message(room, &author, first))
    }

    /// Whether it was written to somebody else, privately: a bot's phone has nobody to write to.
    fn is_personal(&self, sent: &envelope::SentMessage) -> bool {
        let (account, number) = (
            sent.destination_uuid.as_deref(),
            sent.destination_number.as_deref(),
        );
        let edited = sent.edit_message.as_ref().map(|it| &it.data_message);
        let says = |data: &DataMessage| data.message.is_some() || !data.attachments.is_empty();
        (account.is_some() || number.is_some())
            && !self.own.is(account, number)
            && (says(&sent.data) || edited.is_some_and(says))
    }
}

impl Reader {
    /// The text with names where people are mentioned; what may be looked at once only is nobody's to keep.
    fn body(&self, data: &DataMessage) -> String {
        match &data.message {
            Some(text) if !data.view_once => {
                let name = |it: &Mention| {
                    let own = self.own.is(it.uuid.as_deref(), it.number.as_deref());
                    let name = it.uuid.as_deref().and_then(|it| self.names.of(it));
                    if own { "" } else { name.unwrap_or("@") }.to_owned()
                };
                with_names(text, &data.mentions, name)
            }
            _ => String::new(),
        }
    }
}

/// The names that people who wrote lately go by. signal-cli itself gives a number with a mention.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    const REMEMBERED: usize = 4096;

    fn heard(&mut self, account: &str, name: Option<&str>) {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name else { return };
        let name = format!("@{name}");
        if self.of(account) != Some(&name) {
            if self.0.len() >= Self::REMEMBERED {
                self.0.clear();
            }
            self.0.insert(account.to_owned(), name);
        }
    }

    fn of(&self, account: &str) -> Option<&str> {
        self.0.get(account).map(String::as_str)
    }
}

/// Puts each mention's name where its placeholder stands. A mention that fits nowhere is left out.
fn with_names(text: &str, mentions: &[Mention], name: impl Fn(&Mention) -> String) -> String {
    if mentions.is_empty() {
        return text.to_owned();
    }
    let mut mentions: Vec<&Mention> = mentions.iter().filter(|it| it.length > 0).collect();
    mentions.sort_by_key(|it| it.start);
    let mut mentions = mentions.into_iter().peekable();
    let (mut named, mut at, mut skip) = (String::with_capacity(text.len()), 0, 0);
    for letter in text.chars() {
        while mentions.next_if(|it| it.start < at).is_some() {}
        if let Some(mention) = mentions.next_if(|it| it.start == at && at >= skip) {
            named.push_str(&name(mention));
            skip = at.saturating_add(mention.length);
        }
        if at >= skip {
            named.push(letter);
        }
        at += letter.len_utf16();
    }
    named.trim().to_owned()
}

fn room(from: &From<'_>, group: Option<&GroupInfo>) -> RoomRef {
    match group {
        Some(group) => native::group(&group.group_id),
        None => native::private(from.account),
    }
}

fn event(from: &From<'_>, room: RoomRef, kind: EventKind, data: &DataMessage) -> Event {
    let at = from.envelope.timestamp;
    let what = match kind {
        EventKind::Edited { .. } => "edit",
        EventKind::Deleted { .. } => "delete",
        EventKind::Reaction { .. } => "reaction",
        _ => "message",
    };
    let vanishes = u64::try_from(data.expires_in_seconds)
        .ok()
        .filter(|it| *it > 0);
    Event {
        key: EventKey(format!("{}/{at}/{what}", from.account)),
        room,
        sender: Sender {
            person: native::person(from.account),
            name: Name::from(from.envelope.source_name.clone().unwrap_or_default()),
            kind: SenderKind::Person,
            private: data.group_info.is_none(),
        },
        at: Timestamp(at),
        vanishes: vanishes.map(|after| Timestamp(at).plus(Duration::from_secs(after))),
        kind,
    }
}

fn attachments(data: &DataMessage) -> Vec<Attachment> {
    let sent = data.attachments.iter().map(|it| {
        match it.content_type.split('/').next().unwrap_or_default() {
            "image" => Attachment::Image,
            "audio" => Attachment::Audio,
            "video" => Attachment::Video,
            _ => Attachment::File,
        }
    });
    let sticker = data.sticker.is_some().then_some(Attachment::Image);
    sent.chain(sticker).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mention(who: &str, start: usize, length: usize) -> Mention {
        Mention {
            uuid: Some(who.to_owned()),
            start,
            length,
            ..Mention::default()
        }
    }

    #[test]
    fn names_stand_where_people_are_mentioned() {
        let name = |it: &Mention| it.uuid.clone().unwrap_or_default();
        let (ana, ben) = (mention("@Ana", 6, 1), mention("@Ben", 9, 1));
        assert_eq!(
            with_names(
                "👋 hi \u{fffc}, \u{fffc}!",
                &[ben.clone(), ana.clone()],
                name
            ),
            "👋 hi @Ana, @Ben!"
        );
        for (start, length) in [(0, 0), (1, 1), (usize::MAX, 1), (0, usize::MAX)] {
            let _no_panic = with_names("👋", &[mention("@Ana", start, length)], name);
        }
        assert_eq!(with_names("ok", &[ana, ben], name), "ok");
    }
}
