//! One outbound thing → one message to WhatsApp, under an id made from its key, at a person's pace.

use std::collections::HashMap;
use std::sync::{Arc, Mutex as Latch, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::sync::{Mutex, MutexGuard, oneshot};
use wegotus_chat::{
    Action, Clock, Destination, EffectKey, MessageRef, Outbound, Part, PersonRef, RoomRef,
    SendError, Sent, Speech, starred,
};
use whatsapp_rust::Jid;
use whatsapp_rust::buffa::MessageField;
use whatsapp_rust::proto_helpers::{MessageBuilderExt, MessageExt, build_reaction_message};
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

use crate::lately::Lately;
use crate::native::{self, Author, Person, Place};
use crate::pace::{Luck, Next, Pace, Past, What};
use crate::port::{NotSent, Typing, WaPort};
use crate::records::Records;
use crate::store;

/// How long WhatsApp is given to say that it took a message.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to wait before what was not answered is sent again, under the same id.
const A_MOMENT: Duration = Duration::from_secs(5);
/// How long to wait where WhatsApp is too busy, or finds the bot too busy.
const A_WHILE: Duration = Duration::from_secs(120);
/// The longest wait for tomorrow: the day's number may be raised meanwhile.
const AN_HOUR: Duration = Duration::from_secs(3600);

/// Sends for one account.
pub(crate) struct Outgoing {
    clock: Arc<dyn Clock>,
    records: Records,
    pace: Pace,
    luck: Arc<Luck>,
    pub(crate) lately: Lately,
    /// One message at a time, as a person writes; with what was written so far, once it was read back.
    lane: Mutex<Option<Past>>,
    /// Who waits for WhatsApp's answer, by id.
    waiting: Latch<HashMap<String, oneshot::Sender<Option<u16>>>>,
}

impl Outgoing {
    pub(crate) fn new(
        clock: Arc<dyn Clock>,
        records: Records,
        pace: Pace,
        luck: Arc<Luck>,
    ) -> Self {
        Self {
            clock,
            records,
            pace,
            luck,
            lately: Lately::default(),
            lane: Mutex::default(),
            waiting: Latch::default(),
        }
    }

    /// The account was linked just now: its number is young.
    pub(crate) async fn linked(&self) {
        let mut lane = self.lane.lock().await;
        let past = Past::linked(self.clock.now());
        if let Err(error) = self.records.keep_past(&past).await {
            tracing::warn!(%error, "since when the account is linked cannot be written down");
        }
        *lane = Some(past);
    }

    /// WhatsApp took the message with this id, or refuses it with this code.
    pub(crate) fn acked(&self, id: &str, code: Option<u16>) {
        if let Some(waiting) = self.waiting().remove(id) {
            // Nobody waits any more.
            let _ = waiting.send(code);
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashMap<String, oneshot::Sender<Option<u16>>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends one thing.
    pub(crate) async fn send(
        &self,
        port: &Arc<dyn WaPort>,
        out: &Outbound,
    ) -> Result<Sent, SendError> {
        let room = match &out.to {
            Destination::Room(room) => room.clone(),
            Destination::Direct(person) => native::private(&Person::of(person)),
        };
        let chat = address(&room).ok_or_else(not_ours)?;
        let id = id(&out.key);
        let letter = Letter {
            port,
            room: &room,
            chat: &chat,
            lately: &self.lately,
            now: self.clock.now().0,
        };
        let message = letter.write(&out.action).await?;
        let (what, letters) = match &out.action {
            Action::Say { text, .. } if chat.is_pn() || chat.is_lid() => {
                (What::Private, text.as_str().chars().count())
            }
            Action::Say { text, .. } => (What::Public, text.as_str().chars().count()),
            Action::Edit { .. } | Action::React { .. } | Action::Delete { .. } => (What::Change, 0),
        };
        let mut lane = self.lane.lock().await;
        self.take_time(port, &chat, &mut lane, what, letters)
            .await?;
        let sent = self.hand_over(port, &chat, &id, message).await;
        if let Err(error) = sent {
            return Err(verdict(error));
        }
        self.note(&mut lane, what).await;
        drop(lane);
        let own = native::message(&room, &Author::Own, &id);
        let message = match &out.action {
            Action::Say { text, .. } => {
                self.lately.said(&own, text.as_str());
                own
            }
            Action::Edit { target, .. }
            | Action::React { target, .. }
            | Action::Delete { target } => target.clone(),
        };
        Ok(Sent { message })
    }

    /// Waits, and is seen writing, as long as a person would.
    async fn take_time(
        &self,
        port: &Arc<dyn WaPort>,
        chat: &Jid,
        lane: &mut MutexGuard<'_, Option<Past>>,
        what: What,
        letters: usize,
    ) -> Result<(), SendError> {
        if lane.is_none() {
            let past = self.records.past().await.map_err(|error| {
                tracing::warn!(%error, "what the bot wrote today cannot be read, so it waits");
                SendError::Retry { after: A_MOMENT }
            })?;
            **lane = Some(past);
        }
        let past = lane.get_or_insert_default();
        let now = self.clock.now();
        match self.pace.next(past, what, letters, now, &*self.luck) {
            Next::Tomorrow(after) => {
                tracing::warn!(
                    "the bot wrote as many messages on WhatsApp today as its number may; the rest waits. whatsapp.a_day says how many"
                );
                let after = after.min(AN_HOUR);
                Err(SendError::Retry { after })
            }
            Next::Go { wait, writing } => {
                if !wait.is_zero() {
                    self.clock.sleep(wait).await;
                }
                if !writing.is_zero() {
                    port.typing(chat, Typing::On).await;
                    self.clock.sleep(writing).await;
                    port.typing(chat, Typing::Off).await;
                }
                Ok(())
            }
        }
    }

    /// Hands a message over, and waits until WhatsApp has it.
    async fn hand_over(
        &self,
        port: &Arc<dyn WaPort>,
        chat: &Jid,
        id: &str,
        message: wa::Message,
    ) -> Result<(), NotSent> {
        let (answer, answered) = oneshot::channel();
        self.waiting().insert(id.to_owned(), answer);
        let sent = async {
            port.send(chat, id, message).await?;
            match answered.await {
                Ok(None) => Ok(()),
                Ok(Some(code)) => Err(NotSent::Refused(code)),
                Err(_) => Err(NotSent::Unknown),
            }
        };
        let sent = tokio::select! {
            sent = sent => sent,
            () = self.clock.sleep(PATIENCE) => Err(NotSent::Unknown),
        };
        self.waiting().remove(id);
        sent
    }

    async fn note(&self, lane: &mut MutexGuard<'_, Option<Past>>, what: What) {
        let past = lane.get_or_insert_default();
        past.wrote(what, self.clock.now());
        if what != What::Change
            && let Err(error) = self.records.keep_past(past).await
        {
            tracing::warn!(%error, "how much the bot wrote today cannot be written down");
        }
    }
}

/// What is needed to write a message.
struct Letter<'a> {
    port: &'a Arc<dyn WaPort>,
    room: &'a RoomRef,
    chat: &'a Jid,
    lately: &'a Lately,
    now: i64,
}

impl Letter<'_> {
    async fn write(&self, action: &Action) -> Result<wa::Message, SendError> {
        match action {
            Action::Say { text, reply_to } => {
                let quoted = reply_to.as_ref().filter(|it| it.room == *self.room);
                let context = match quoted {
                    Some(quoted) => self.quote(quoted).await?,
                    None => None,
                };
                let mut message = self.words(text, context).await;
                if let Some(timer) = self.lately.timer(self.room) {
                    message.set_ephemeral_expiration(timer);
                }
                Ok(message)
            }
            Action::Edit { target, text } => {
                let mut content = self.words(text, None).await;
                if let Some(timer) = self.lately.timer(self.room) {
                    content.set_ephemeral_expiration(timer);
                }
                Ok(protocol(wa::message::ProtocolMessage {
                    key: MessageField::some(self.own_key(target).await?),
                    r#type: Some(Type::MESSAGE_EDIT),
                    edited_message: MessageField::some(content),
                    timestamp_ms: Some(self.now),
                    ..Default::default()
                }))
            }
            Action::React { target, emoji } => {
                let key = self.key(target).await?;
                Ok(build_reaction_message(key, emoji.as_str(), self.now))
            }
            Action::Delete { target } => Ok(protocol(wa::message::ProtocolMessage {
                key: MessageField::some(wa::MessageKey {
                    participant: None,
                    ..self.own_key(target).await?
                }),
                r#type: Some(Type::REVOKE),
                ..Default::default()
            })),
        }
    }

    /// Words, in a group with those called in them whom it knows: in WhatsApp's text their address stands in the place of
    /// their name, and apps show that again.
    async fn words(&self, text: &Speech, context: Option<wa::ContextInfo>) -> wa::Message {
        let mut called = Vec::new();
        let mut said = String::new();
        let mut parts = text.parts().peekable();
        while let Some(part) = parts.next() {
            match part {
                Part::Words(words) => said.push_str(words),
                Part::Strong(words) => {
                    let after = parts.peek().map_or("", Part::as_str);
                    said.push_str(&starred(words, &said, after));
                }
                Part::Name(person, name) => match self.member(person).await {
                    Some(jid) => {
                        said.push('@');
                        said.push_str(&jid.user);
                        called.push(jid.to_string());
                    }
                    None => said.push_str(name),
                },
            }
        }
        let context = match (context, called.is_empty()) {
            (context, true) => context,
            (context, false) => Some(wa::ContextInfo {
                mentioned_jid: called,
                ..context.unwrap_or_default()
            }),
        };
        match context {
            Some(context) => wa::Message::text_with_context(said.as_str(), context),
            None => wa::Message::text(said.as_str()),
        }
    }

    /// What somebody is called among the members of this group.
    async fn member(&self, person: &PersonRef) -> Option<Jid> {
        let is_group = !self.chat.is_pn() && !self.chat.is_lid();
        let jid = Person::of(person).jid().filter(|_| is_group)?;
        let jid = self.port.called(self.chat, &jid).await.ok()?;
        // A group that goes by hidden ids shows nobody's number.
        let own = self.called(&Author::Own).await.ok()??;
        (own.is_lid() == jid.is_lid()).then_some(jid)
    }

    /// What a reply carries of the message it answers; nothing where that is not one of WhatsApp's.
    async fn quote(&self, quoted: &MessageRef) -> Result<Option<wa::ContextInfo>, SendError> {
        let Some((author, id)) = native::author_and_id(quoted) else {
            return Ok(None);
        };
        let Some(author) = self.called(&author).await? else {
            return Ok(None);
        };
        let words = self.lately.words(quoted);
        Ok(Some(wa::ContextInfo {
            stanza_id: Some(id.to_owned()),
            participant: Some(author.to_string()),
            quoted_message: MessageField::some(wa::Message::text(words.as_str())),
            ..Default::default()
        }))
    }

    /// The key of one of the bot's own messages.
    async fn own_key(&self, target: &MessageRef) -> Result<wa::MessageKey, SendError> {
        match native::author_and_id(target) {
            Some((Author::Own, _)) => self.key(target).await,
            _ => Err(not_ours()),
        }
    }

    async fn key(&self, target: &MessageRef) -> Result<wa::MessageKey, SendError> {
        let (author, id) = native::author_and_id(target).ok_or_else(not_ours)?;
        let participant = if self.chat.is_pn() || self.chat.is_lid() {
            None
        } else {
            self.called(&author).await?.map(|it| it.to_string())
        };
        Ok(wa::MessageKey {
            remote_jid: Some(self.chat.to_string()),
            from_me: Some(author == Author::Own),
            id: Some(id.to_owned()),
            participant,
        })
    }

    /// What an author is called in this chat.
    async fn called(&self, author: &Author) -> Result<Option<Jid>, SendError> {
        let own = self.port.own();
        let jid = match author {
            Author::Own => own.number.or(own.lid).map(|it| it.to_non_ad()),
            Author::Other(person) => person.jid(),
        };
        let Some(jid) = jid else { return Ok(None) };
        if self.chat.is_pn() || self.chat.is_lid() {
            return Ok(Some(jid));
        }
        let called = self.port.called(self.chat, &jid).await;
        called.map(Some).map_err(verdict)
    }
}

fn protocol(it: wa::message::ProtocolMessage) -> wa::Message {
    wa::Message {
        protocol_message: MessageField::some(it),
        ..Default::default()
    }
}

/// The id a key has on WhatsApp: as long as those of its own apps, and the same for ever.
pub(crate) fn id(key: &EffectKey) -> String {
    let hash = store::hex(&Sha256::digest(&key.0)[..9]);
    format!("3EB0{}", hash.to_uppercase())
}

fn address(room: &RoomRef) -> Option<Jid> {
    match native::place(room)? {
        Place::Group(jid) => Some(jid),
        Place::Private(person) => person.jid(),
    }
}

/// Nothing is said twice under one id, so whatever is not known to stand is tried again.
fn verdict(error: NotSent) -> SendError {
    match error {
        NotSent::Offline => SendError::Offline,
        NotSent::Unknown => SendError::Retry { after: A_MOMENT },
        NotSent::NotLinked => SendError::Offline,
        NotSent::Refused(429 | 500..=599) => SendError::Retry { after: A_WHILE },
        // WhatsApp's answer to a number that writes first to people it does not know.
        NotSent::Refused(463) => rejected(
            "WhatsApp does not let this number write to them first; it may once they wrote to the bot",
        ),
        NotSent::Refused(code) => rejected(&format!("WhatsApp refuses it with code {code}")),
        NotSent::Wrong(why) => rejected(why),
    }
}

fn rejected(reason: &str) -> SendError {
    SendError::Rejected {
        reason: reason.to_owned(),
    }
}

fn not_ours() -> SendError {
    rejected("it is no message or chat of WhatsApp's")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_one_id_for_ever() {
        let id = |key: &str| super::id(&EffectKey(key.to_owned()));
        assert_eq!(id("post 1"), "3EB06498011D73838F91C2");
        assert_ne!(id("post 1"), id("post 2"));
        assert_eq!(id("").len(), 22);
    }

    #[test]
    fn what_is_not_known_to_stand_is_tried_again_and_what_is_refused_is_not() {
        let retried = |error| matches!(verdict(error), SendError::Retry { .. });
        assert!(retried(NotSent::Unknown));
        assert!(retried(NotSent::Refused(429)));
        assert!(retried(NotSent::Refused(503)));
        assert_eq!(verdict(NotSent::Offline), SendError::Offline);
        for code in [401, 403, 463] {
            let verdict = verdict(NotSent::Refused(code));
            assert!(matches!(verdict, SendError::Rejected { .. }), "{code}");
        }
    }
}
