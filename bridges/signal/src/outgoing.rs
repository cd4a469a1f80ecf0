//! One outbound thing → one request to signal-cli, one at a time, so that a time names one request's window.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Mutex, Notify, OwnedMutexGuard, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use wegotus_chat::{
    Action, Clock, Destination, EffectKey, MessageRef, OperatorAction, Outbound, Part, RoomRef,
    Sealed, SealedError, SendError, Sent, Speech, Units,
};

use crate::native::{self, Author, Place};
use crate::revisions::Revision;
use crate::rpc::{Rpc, RpcError};
use crate::sends::{Begun, Sends, Stood};
use crate::verdict::{self, LINK_AGAIN, Verdict};

/// How long a send is waited for; signal-cli itself may go on with it.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long signal-cli may go on with a send before nobody asks for its answer any more.
const LONGEST: Duration = Duration::from_secs(600);
/// How long to wait for a sign of a message in doubt.
const GRACE: Duration = Duration::from_secs(10);
/// How long to wait where the records cannot be written, or another send takes its time.
const A_MOMENT: Duration = Duration::from_secs(5);

/// What the listener has to hear of what was sent.
#[derive(Debug)]
pub(crate) enum News {
    /// A message whose answer was lost or came late stands.
    Stood(Stood),
    /// An own message has another time besides its first.
    Revised(Revision),
    /// signal-cli does not reach Signal.
    Offline,
    /// The account is not linked any more.
    Unlinked,
}

/// The account as it can be written with now.
#[derive(Clone)]
pub(crate) struct Live {
    pub rpc: Rpc,
    /// Its number.
    pub account: String,
    /// It is found to be unlinked: nobody waits for its answers any more.
    pub gone: CancellationToken,
}

/// Sends for one account.
pub(crate) struct Outgoing {
    clock: Arc<dyn Clock>,
    lane: Arc<Mutex<()>>,
    /// What was sent; `None` until it was read back.
    sends: Arc<Mutex<Option<Sends>>>,
    /// Somebody named a message that was in doubt.
    settled: Arc<Notify>,
    news: mpsc::UnboundedSender<News>,
}

/// A request and what it is about.
struct Request {
    live: Live,
    method: &'static str,
    params: Value,
}

impl Outgoing {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> (Self, mpsc::UnboundedReceiver<News>) {
        let (news, heard) = mpsc::unbounded_channel();
        let outgoing = Self {
            clock,
            lane: Arc::default(),
            sends: Arc::default(),
            settled: Arc::default(),
            news,
        };
        (outgoing, heard)
    }

    /// Reads back what was kept of earlier sends, once.
    pub(crate) async fn restore(&self, vault: Arc<dyn Sealed>) -> Result<(), SealedError> {
        let mut sends = self.sends.lock().await;
        if sends.is_none() {
            *sends = Some(Sends::load(vault).await?);
        }
        Ok(())
    }

    /// Somebody named messages of ours by these times; gives those that were in doubt and stand.
    pub(crate) async fn named(&self, times: &[i64]) -> Result<Vec<Stood>, SealedError> {
        if times.is_empty() {
            return Ok(Vec::new());
        }
        let mut sends = self.sends.lock().await;
        let Some(sends) = sends.as_mut() else {
            return Ok(Vec::new());
        };
        let stood = sends.named(times).await?;
        if !stood.is_empty() {
            self.settled.notify_waiters();
        }
        Ok(stood)
    }

    /// Sends one thing.
    pub(crate) async fn send(&self, live: Live, out: &Outbound) -> Result<Sent, SendError> {
        let room = match &out.to {
            Destination::Room(room) => room.clone(),
            Destination::Direct(person) => native::private(&person.native),
        };
        let mut params = match native::place(&room) {
            Place::Group(id) => json!({ "groupId": id }),
            Place::Private(account) => json!({ "recipient": [account] }),
        };
        params["account"] = json!(live.account);
        let request = |method, params| Request {
            live: live.clone(),
            method,
            params,
        };
        match &out.action {
            Action::Say { text, reply_to } => {
                write(&mut params, text);
                let quoted = reply_to.as_ref().filter(|it| it.room == room);
                if let Some((author, at)) = quoted.and_then(native::author_and_time) {
                    params["quoteTimestamp"] = json!(at);
                    params["quoteAuthor"] = json!(address(author, &live));
                }
                self.say(&out.key, &room, request("send", params)).await
            }
            Action::Edit { target, text } => {
                let first = own_time(target)?;
                write(&mut params, text);
                params["editTimestamp"] = json!(first);
                let at = self.repeat(request("send", params)).await?;
                let revision = Revision {
                    account: None,
                    at,
                    first,
                };
                let _stopping = self.news.send(News::Revised(revision));
                Ok(Sent {
                    message: target.clone(),
                })
            }
            Action::React { target, emoji } => {
                let (author, at) = native::author_and_time(target).ok_or_else(not_ours)?;
                params["emoji"] = json!(emoji);
                params["targetAuthor"] = json!(address(author, &live));
                params["targetTimestamp"] = json!(at);
                self.repeat(request("sendReaction", params)).await?;
                Ok(Sent {
                    message: target.clone(),
                })
            }
            Action::Delete { target } => {
                params["targetTimestamp"] = json!(own_time(target)?);
                self.repeat(request("remoteDelete", params)).await?;
                Ok(Sent {
                    message: target.clone(),
                })
            }
        }
    }

    /// Says something once: under its key it is written down before it is asked for.
    async fn say(
        &self,
        key: &EffectKey,
        room: &RoomRef,
        request: Request,
    ) -> Result<Sent, SendError> {
        let turn = self.turn().await?;
        let begun = match self.sends.lock().await.as_mut() {
            Some(sends) => sends.begin(key, room, self.clock.now()).await,
            None => return Err(SendError::Offline),
        };
        let number = match begun {
            Ok(Begun::Fresh(number)) => number,
            Ok(Begun::Stands(at)) => return Ok(own(room, at)),
            Ok(Begun::InDoubt) => {
                drop(turn);
                return self.sign_of(key, room).await;
            }
            Err(error) => {
                tracing::warn!(%error, "a send cannot be written down, so it waits");
                return Err(SendError::Retry { after: A_MOMENT });
            }
        };
        let (answer, answered) = oneshot::channel();
        let carrying = Carrying {
            clock: self.clock.clone(),
            sends: self.sends.clone(),
            news: self.news.clone(),
            key: key.clone(),
            room: room.clone(),
            number,
        };
        // The request goes on when its caller gives up, and what comes of it is written down.
        tokio::spawn(async move {
            let sent = carrying.carry_out(request, turn).await;
            if let Err(Ok(late)) = answer.send(sent) {
                carrying.tell_late(&late);
            }
        });
        tokio::select! {
            sent = answered => sent.unwrap_or(Err(SendError::MaybeSent)),
            () = self.clock.sleep(PATIENCE) => Err(SendError::MaybeSent),
        }
    }

    /// Waits a little for a sign that a message stands of which that is not known.
    async fn sign_of(&self, key: &EffectKey, room: &RoomRef) -> Result<Sent, SendError> {
        let mut enough = std::pin::pin!(self.clock.sleep(GRACE));
        loop {
            let settled = self.settled.notified();
            if let Some(sends) = self.sends.lock().await.as_ref()
                && let Some(at) = sends.standing(key)
            {
                return Ok(own(room, at));
            }
            tokio::select! {
                () = settled => {}
                () = &mut enough => return Err(SendError::MaybeSent),
            }
        }
    }

    /// Does what does no harm when it is done twice; gives its time.
    async fn repeat(&self, request: Request) -> Result<i64, SendError> {
        let _turn = self.turn().await?;
        let Some(answer) = request.ask(PATIENCE).await else {
            return Err(SendError::Offline);
        };
        match verdict::of(answer) {
            Verdict::Stands(at, _) => {
                if let Some(sends) = self.sends.lock().await.as_mut() {
                    sends.other(at);
                }
                Ok(at)
            }
            Verdict::Nothing(error) => Err(error),
            Verdict::Unlinked => Err(unlinked(&self.news)),
            Verdict::Unknown => Err(SendError::Retry { after: A_MOMENT }),
            Verdict::Network => {
                if !request.is_online().await {
                    let _stopping = self.news.send(News::Offline);
                }
                Err(SendError::Retry { after: A_MOMENT })
            }
        }
    }

    /// The right to be the one request there is.
    async fn turn(&self) -> Result<OwnedMutexGuard<()>, SendError> {
        tokio::select! {
            turn = self.lane.clone().lock_owned() => Ok(turn),
            () = self.clock.sleep(PATIENCE) => Err(SendError::Retry { after: A_MOMENT }),
        }
    }
}

impl Request {
    /// The answer; none where the account is gone before it came.
    async fn ask(&self, patience: Duration) -> Option<Result<Value, RpcError>> {
        let Live { rpc, gone, .. } = &self.live;
        let asking = rpc.call(self.method, self.params.clone(), patience);
        gone.run_until_cancelled(asking).await
    }

    /// Whether signal-cli reaches Signal.
    async fn is_online(&self) -> bool {
        self.live.rpc.pulse(&self.live.account).await.is_ok()
    }
}

/// A message on its way.
struct Carrying {
    clock: Arc<dyn Clock>,
    sends: Arc<Mutex<Option<Sends>>>,
    news: mpsc::UnboundedSender<News>,
    key: EffectKey,
    room: RoomRef,
    number: u64,
}

impl Carrying {
    async fn carry_out(
        &self,
        request: Request,
        turn: OwnedMutexGuard<()>,
    ) -> Result<Sent, SendError> {
        // The account was unlinked while it was on its way, and it may have gone out before: signal-cli, which may try it
        // for ten minutes more, must not keep the next account waiting for so long.
        let answer = request.ask(LONGEST).await;
        let mut verdict = answer.map_or(Verdict::Unknown, verdict::of);
        if verdict == Verdict::Network {
            // Without a connection nothing went out; with one, this request's may have been lost in the middle.
            verdict = if request.is_online().await {
                Verdict::Unknown
            } else {
                let _stopping = self.news.send(News::Offline);
                Verdict::Nothing(SendError::Offline)
            };
        }
        let mut sends = self.sends.lock().await;
        let Some(sends) = sends.as_mut() else {
            return Err(SendError::MaybeSent);
        };
        let (sent, kept) = match verdict {
            Verdict::Stands(at, missed) => {
                if let Some(missed) = missed {
                    tracing::warn!(%missed, "a message did not reach everybody in its group");
                }
                (Ok(own(&self.room, at)), sends.stands(self.number, at).await)
            }
            Verdict::Nothing(error) => (Err(error), sends.void(self.number).await),
            Verdict::Unlinked => (Err(unlinked(&self.news)), sends.void(self.number).await),
            Verdict::Unknown | Verdict::Network => {
                let now = self.clock.now();
                let kept = sends.unanswered(self.number, now).await;
                (Err(SendError::MaybeSent), kept)
            }
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "what became of a send cannot be written down");
        }
        drop(turn);
        sent
    }

    /// Its caller gave up; the board hears of it as of an echo.
    fn tell_late(&self, late: &Sent) {
        if let Some((Author::Own, at)) = native::author_and_time(&late.message) {
            let _stopping = self.news.send(News::Stood(Stood {
                key: self.key.clone(),
                room: self.room.clone(),
                at,
            }));
        }
    }
}

/// Says so, and has the listener find an account.
fn unlinked(news: &mpsc::UnboundedSender<News>) -> SendError {
    let _stopping = news.send(News::Unlinked);
    SendError::NeedsOperator(OperatorAction(LINK_AGAIN.to_owned()))
}

/// The bot's own message of this time.
pub(crate) fn own(room: &RoomRef, at: i64) -> Sent {
    Sent {
        message: native::message(room, &Author::Own, at),
    }
}

/// What is said, who is called in it (`start:length:recipient`) and what stands out (`start:length:STYLE`), in UTF-16
/// units (signal-cli's man page, `--mention` and `--text-style`).
fn write(params: &mut Value, text: &Speech) {
    let (mut called, mut styled) = (Vec::new(), Vec::new());
    for (part, Units { start, length }) in text.placed() {
        match part {
            Part::Words(_) => {}
            Part::Name(person, _) => called.push(format!("{start}:{length}:{}", person.native)),
            Part::Strong(_) => styled.push(format!("{start}:{length}:BOLD")),
        }
    }
    params["message"] = json!(text.as_str());
    params["mention"] = json!(called);
    params["textStyle"] = json!(styled);
}

/// How signal-cli calls an author.
fn address(author: Author, live: &Live) -> String {
    match author {
        Author::Own => live.account.clone(),
        Author::Other(account) => account,
    }
}

/// The time of a message that has to be the bot's own.
fn own_time(target: &MessageRef) -> Result<i64, SendError> {
    match native::author_and_time(target) {
        Some((Author::Own, at)) => Ok(at),
        _ => Err(not_ours()),
    }
}

fn not_ours() -> SendError {
    SendError::Rejected {
        reason: "it is no message of the bot's on Signal".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use wegotus_chat::{Mention, PersonRef, Platform};

    use super::*;

    #[test]
    fn who_is_called_and_what_stands_out_are_counted_in_utf16_units() {
        let who = |native: &str, at| Mention {
            person: PersonRef::new(Platform::Signal, native),
            at,
        };
        let written = |text: &Speech| {
            let mut params = json!({});
            write(&mut params, text);
            params
        };
        let text = "🤝 Ben🎈 has #1, נועה.";
        let mentions = vec![who("b973cfa5", 5..12), who("+12025550101", 21..29)];
        let number = 17..19;
        let text = Speech::calling(text.into(), mentions).stressing(vec![number]);
        let expected = json!({
            "message": "🤝 Ben🎈 has #1, נועה.",
            "mention": ["3:5:b973cfa5", "17:4:+12025550101"],
            "textStyle": ["13:2:BOLD"],
        });
        assert_eq!(written(&text), expected);
        let plain = json!({ "message": "🤝 Ben", "mention": [], "textStyle": [] });
        assert_eq!(written(&"🤝 Ben".into()), plain);
    }
}
