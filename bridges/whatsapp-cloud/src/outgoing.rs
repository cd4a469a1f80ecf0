//! One outbound thing → one request to the Graph API, and what becomes of it: what the answer says, and what Meta
//! tells of it by webhook, whichever comes.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Mutex, Notify, watch};
use wegotus_chat::{
    Action, Clock, Destination, EffectKey, MessageRef, Outbound, Part, RoomRef, Sealed,
    SealedError, SendError, Sent, Speech, starred,
};

use crate::graph::{Graph, GraphError};
use crate::native::{self, Place};
use crate::payload::Status;
use crate::records::Windows;
use crate::sends::{Begun, Fate, Sends, Stood};
use crate::settings::Template;
use crate::tally::Tally;
use crate::verdict::{self, Trouble, Verdict};

/// How long to wait, once a message was taken, for Meta to tell that it came to nothing. Most failures are told so.
const GRACE: Duration = Duration::from_secs(3);
/// How long to wait for a sign of a message in doubt.
const SIGN: Duration = Duration::from_secs(10);
/// How long to wait where the records cannot be written, or a request got no answer that does no harm twice.
const A_MOMENT: Duration = Duration::from_secs(5);
/// The longest text WhatsApp takes, in letters; and the longest variable of a template.
const LONGEST: usize = 4096;
const LONGEST_VARIABLE: usize = 900;

/// Sends from one number.
pub(crate) struct Outgoing {
    graph: Graph,
    template: Option<Template>,
    clock: Arc<dyn Clock>,
    windows: Arc<Windows>,
    tally: Arc<Tally>,
    /// What was sent; `None` until it was read back.
    sends: Mutex<Option<Sends>>,
    /// Who waits to hear what became of a message.
    waiting: StdMutex<HashMap<EffectKey, watch::Sender<Option<Fate>>>>,
    /// Something went wrong that concerns more than one message.
    pub(crate) trouble: Arc<Notify>,
    /// Meta said that the account is blocked, since this was last looked at.
    pub(crate) shut: AtomicBool,
}

/// In what form something is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In words of one's own.
    Words,
    /// As the variable of a template.
    Template,
}

impl Outgoing {
    pub(crate) fn new(
        graph: Graph,
        template: Option<Template>,
        clock: Arc<dyn Clock>,
        windows: Arc<Windows>,
        tally: Arc<Tally>,
    ) -> Self {
        Self {
            graph,
            template,
            clock,
            windows,
            tally,
            sends: Mutex::default(),
            waiting: StdMutex::default(),
            trouble: Arc::default(),
            shut: AtomicBool::default(),
        }
    }

    /// Reads back what was kept of earlier sends, once.
    pub(crate) async fn restore(&self, vault: Arc<dyn Sealed>) -> Result<(), SealedError> {
        let mut sends = self.sends.lock().await;
        if sends.is_none() {
            *sends = Some(Sends::load(vault).await?);
        }
        Ok(())
    }

    /// Meta tells what became of a message. Gives it, where it stands and only this says so.
    pub(crate) async fn told(&self, status: &Status) -> Result<Option<Stood>, SealedError> {
        let fate = match status.status.as_str() {
            "sent" | "delivered" | "read" | "played" => Fate::Stands(status.id.clone()),
            // One member's phone did not get it; the others' did.
            "failed" if status.recipient_participant_id.is_some() => {
                self.tally.missed();
                return Ok(None);
            }
            "failed" => Fate::Failed(status.errors.first().map_or(-1, |it| it.code)),
            _ => return Ok(None),
        };
        let key = status.biz_opaque_callback_data.clone().map(EffectKey);
        let mut sends = self.sends.lock().await;
        let Some(sends) = sends.as_mut() else {
            return Ok(None);
        };
        let Some((key, stood)) = sends.told(key.as_ref(), &fate, &status.id).await? else {
            return Ok(None);
        };
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        match (waiting.get(&key), &fate) {
            (Some(waits), _) => drop(waits.send_replace(Some(fate))),
            (None, Fate::Failed(code)) => {
                self.tally.failed();
                tracing::warn!(
                    code,
                    "a message that Meta had taken came to nothing after all"
                );
            }
            (None, Fate::Stands(_)) => {}
        }
        Ok(stood)
    }

    /// Sends one thing.
    pub(crate) async fn send(&self, out: &Outbound) -> Result<Sent, SendError> {
        let room = match &out.to {
            Destination::Room(room) => room.clone(),
            Destination::Direct(person) => native::private(&person.native),
        };
        match &out.action {
            Action::Say { text, reply_to } => {
                let quoted = reply_to.as_ref().filter(|it| it.room == room);
                self.say(&out.key, &room, text, quoted).await
            }
            Action::React { target, emoji } => {
                let mut message = addressed(&room);
                message["type"] = json!("reaction");
                message["reaction"] = json!({ "message_id": target.native, "emoji": emoji });
                self.react(message).await?;
                Ok(Sent {
                    message: target.clone(),
                })
            }
            Action::Edit { .. } | Action::Delete { .. } => Err(SendError::Rejected {
                reason: "the Cloud API cannot change what was said".to_owned(),
            }),
        }
    }

    /// Says something once; as a template where words of one's own may not be written there.
    async fn say(
        &self,
        key: &EffectKey,
        room: &RoomRef,
        text: &Speech,
        quoted: Option<&MessageRef>,
    ) -> Result<Sent, SendError> {
        let mut form = match self.windows.is_open(room, self.clock.now()).await {
            true => Form::Words,
            false => Form::Template,
        };
        loop {
            let message = self.message(form, key, room, text, quoted)?;
            let verdict = match self.once(key, room, &message).await? {
                Ok(id) => {
                    return Ok(Sent {
                        message: native::message(room, &id),
                    });
                }
                Err(verdict) => verdict,
            };
            if verdict == Verdict::Silent && form == Form::Words {
                self.windows.close(room).await;
                form = Form::Template;
                continue;
            }
            return Err(self.refused(verdict));
        }
    }

    /// A request that says something.
    fn message(
        &self,
        form: Form,
        key: &EffectKey,
        room: &RoomRef,
        text: &Speech,
        quoted: Option<&MessageRef>,
    ) -> Result<Value, SendError> {
        let mut message = addressed(room);
        message["biz_opaque_callback_data"] = json!(key.0);
        match (form, &self.template) {
            (Form::Words, _) => {
                message["type"] = json!("text");
                message["text"] =
                    json!({ "body": up_to(&written(text), LONGEST), "preview_url": false });
                if let Some(quoted) = quoted {
                    message["context"] = json!({ "message_id": quoted.native });
                }
            }
            (Form::Template, Some(template)) => {
                message["type"] = json!("template");
                message["template"] = json!({
                    "name": template.name,
                    "language": { "code": template.language },
                    "components": [{
                        "type": "body",
                        "parameters": [{ "type": "text", "text": variable(text.as_str()) }],
                    }],
                });
            }
            (Form::Template, None) => return Err(Verdict::Silent.into()),
        }
        Ok(message)
    }

    /// Asks for a message once: under its key it is written down before it is asked for. The outer error says that
    /// nothing was asked, or that nobody knows; the inner one that Meta refuses.
    async fn once(
        &self,
        key: &EffectKey,
        room: &RoomRef,
        message: &Value,
    ) -> Result<Result<String, Verdict>, SendError> {
        let mut fate = self.wait_for(key);
        let begun = match self.sends.lock().await.as_mut() {
            Some(sends) => sends.begin(key, room).await,
            None => return Err(SendError::Offline),
        };
        let number = match begun {
            Ok(Begun::Fresh(number)) => number,
            Ok(Begun::Stands(id)) => return Ok(Ok(id)),
            Ok(Begun::InDoubt) => return self.sign_of(key, &mut fate).await,
            Err(error) => {
                tracing::warn!(%error, "a send cannot be written down, so it waits");
                return Err(SendError::Retry { after: A_MOMENT });
            }
        };
        match self.graph.post(message).await {
            Ok(id) => {
                if fate.told().is_none() {
                    self.settle(number, Some(&id)).await;
                }
                match fate.within(GRACE, &*self.clock).await {
                    Some(Fate::Failed(code)) => Ok(Err(verdict::of(code))),
                    Some(Fate::Stands(_)) | None => Ok(Ok(id)),
                }
            }
            Err(GraphError::NoAnswer) => self.sign_of(key, &mut fate).await,
            Err(GraphError::Unreachable) => {
                self.settle(number, None).await;
                self.trouble.notify_one();
                Err(SendError::Offline)
            }
            Err(GraphError::Refused(code)) => {
                self.settle(number, None).await;
                Ok(Err(verdict::of(code)))
            }
        }
    }

    /// Waits a little for a sign of what became of a message of which that is not known.
    async fn sign_of(
        &self,
        key: &EffectKey,
        fate: &mut Waiting<'_>,
    ) -> Result<Result<String, Verdict>, SendError> {
        let told = fate.within(SIGN, &*self.clock).await;
        if let Some(Fate::Failed(code)) = told {
            return Ok(Err(verdict::of(code)));
        }
        let sends = self.sends.lock().await;
        match sends.as_ref().and_then(|it| it.standing(key)) {
            Some(id) => Ok(Ok(id)),
            None => Err(SendError::MaybeSent),
        }
    }

    /// Puts an emoji on a message: that does no harm when it is done twice.
    async fn react(&self, message: Value) -> Result<(), SendError> {
        match self.graph.post(&message).await {
            Ok(_) => Ok(()),
            Err(GraphError::NoAnswer) => Err(SendError::Retry { after: A_MOMENT }),
            Err(GraphError::Unreachable) => {
                self.trouble.notify_one();
                Err(SendError::Offline)
            }
            Err(GraphError::Refused(code)) => Err(self.refused(verdict::of(code))),
        }
    }

    /// Writes down under which id a message stands, or that nothing was sent.
    async fn settle(&self, number: u64, id: Option<&str>) {
        let mut sends = self.sends.lock().await;
        let Some(sends) = sends.as_mut() else { return };
        let kept = match id {
            Some(id) => sends.stands(number, id).await,
            None => sends.void(number).await,
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "what became of a send cannot be written down");
        }
    }

    fn refused(&self, verdict: Verdict) -> SendError {
        if let Verdict::Operator(trouble) = &verdict {
            let is_shut = *trouble == Trouble::Shut;
            self.shut.fetch_or(is_shut, Ordering::Relaxed);
            self.trouble.notify_one();
        }
        verdict.into()
    }

    fn wait_for(&self, key: &EffectKey) -> Waiting<'_> {
        let (sender, fate) = watch::channel(None);
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.insert(key.clone(), sender);
        Waiting {
            outgoing: self,
            key: key.clone(),
            fate,
        }
    }
}

/// Waits to hear what became of a message, until it is dropped.
struct Waiting<'a> {
    outgoing: &'a Outgoing,
    key: EffectKey,
    fate: watch::Receiver<Option<Fate>>,
}

impl Waiting<'_> {
    fn told(&self) -> Option<Fate> {
        self.fate.borrow().clone()
    }

    async fn within(&mut self, span: Duration, clock: &dyn Clock) -> Option<Fate> {
        tokio::select! {
            told = self.fate.wait_for(Option::is_some) => told.ok().and_then(|it| it.clone()),
            () = clock.sleep(span) => None,
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let waiting = &self.outgoing.waiting;
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.remove(&self.key);
    }
}

/// The beginning of a request: to whom it is.
fn addressed(room: &RoomRef) -> Value {
    let mut message = json!({ "messaging_product": "whatsapp", "recipient_type": "individual" });
    match native::place(room) {
        Place::Group(id) => {
            message["recipient_type"] = json!("group");
            message["to"] = json!(id);
        }
        Place::Private(person) if native::is_number(&person) => message["to"] = json!(person),
        Place::Private(person) => message["recipient"] = json!(person),
    }
    message
}

/// What is said, as WhatsApp writes it; nobody is called, for the API knows no way to.
fn written(text: &Speech) -> String {
    let mut said = String::new();
    let mut parts = text.parts().peekable();
    while let Some(part) = parts.next() {
        let after = parts.peek().map_or("", Part::as_str);
        match part {
            Part::Words(words) | Part::Name(_, words) => said.push_str(words),
            Part::Strong(words) => said.push_str(&starred(words, &said, after)),
        }
    }
    said
}

/// A text of so many letters at most; what is cut off is marked.
fn up_to(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// A text as the variable of a template, which takes no line breaks, tabs or wide gaps.
fn variable(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let words = line.split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    });
    let lines = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>();
    up_to(&lines.join(" · "), LONGEST_VARIABLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_addressed_to_a_group_a_number_or_an_id() {
        let to = |room: &RoomRef| addressed(room).to_string();
        assert!(to(&native::group("Y2Fw")).contains(r#""recipient_type":"group","to":"Y2Fw""#));
        assert!(to(&native::private("12025550101")).contains(r#""to":"12025550101""#));
        assert!(to(&native::private("US.1349")).contains(r#""recipient":"US.1349""#));
    }

    #[test]
    fn what_stands_out_stands_between_asterisks() {
        let number = 10..13;
        let text = Speech::from("📌 Need #14 · eggs").stressing(vec![number]);
        assert_eq!(written(&text), "📌 Need *#14* · eggs");
        assert_eq!(written(&"📌 Need #14".into()), "📌 Need #14");
    }

    #[test]
    fn a_templates_variable_is_one_line_and_not_too_long() {
        assert_eq!(
            variable("Ben has it.\n\n Sat  10:00\t?\n"),
            "Ben has it. · Sat 10:00 ?"
        );
        let long = variable(&"ß".repeat(5000));
        assert_eq!(long.chars().count(), LONGEST_VARIABLE);
        assert!(long.ends_with('…'));
        assert_eq!(up_to("short", 5), "short");
    }
}
