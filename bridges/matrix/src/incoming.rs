//! One Matrix event as JSON → what it says. Pure; whatever is malformed or of no interest says nothing.

use serde_json::Value;
use wegotus_chat::{Attachment, RoomChange, Timestamp};

/// The content field in which the bot writes the key it sent something under. A homeserver forgets
/// transaction ids after a while; this it never does.
pub(crate) const KEY_FIELD: &str = "org.wegotus.key";

/// What the bot's transaction ids begin with; the key follows.
pub(crate) const TXN_PREFIX: &str = "wegotus-";

/// One event.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Incoming {
    /// Its id.
    pub id: String,
    /// Who sent it.
    pub sender: String,
    /// When, by the sender's homeserver.
    pub at: Timestamp,
    /// The key the bot sent it under, if it was the bot.
    pub sent_as: Option<String>,
    /// What it says.
    pub heard: Heard,
}

/// What an event says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Heard {
    /// A new message.
    Message {
        body: String,
        reply_to: Option<String>,
        attachments: Vec<Attachment>,
        by: Voice,
    },
    /// A new text for a message. Whether its author wrote it is for the caller to find out.
    Edit {
        target: String,
        body: String,
        by: Voice,
    },
    /// An emoji.
    Reaction { target: String, emoji: String },
    /// Something was taken back: a message or a reaction.
    Redaction { target: String },
    /// The bot's own place in the room changed.
    Own { change: RoomChange },
}

/// Who speaks, as far as the message tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Voice {
    /// A person's client.
    Person,
    /// A program: programs speak `m.notice`.
    Program,
}

/// Reads one event; `own` is the bot's user id.
pub(crate) fn read(event: &Value, own: &str) -> Option<Incoming> {
    let content = &event["content"];
    let heard = match event["type"].as_str()? {
        "m.room.message" if event.get("state_key").is_none() => message(content)?,
        "m.sticker" => Heard::Message {
            body: String::new(),
            reply_to: reply_to(content),
            attachments: vec![Attachment::Image],
            by: Voice::Person,
        },
        "m.reaction" => reaction(content)?,
        "m.room.redaction" => {
            // Room versions before 11 name the target outside the content.
            let target = content["redacts"]
                .as_str()
                .or_else(|| event["redacts"].as_str())?;
            Heard::Redaction {
                target: target.to_owned(),
            }
        }
        "m.room.member" if event["state_key"] == own => Heard::Own {
            change: own_change(event)?,
        },
        _ => return None,
    };
    Some(Incoming {
        id: event["event_id"].as_str()?.to_owned(),
        sender: event["sender"].as_str()?.to_owned(),
        at: sent_at(event),
        sent_as: sent_as(event),
        heard,
    })
}

/// Whether the event invites the bot into the room.
pub(crate) fn is_invitation(event: &Value, own: &str) -> bool {
    event["type"] == "m.room.member"
        && event["state_key"] == own
        && event["content"]["membership"] == "invite"
}

/// When the event says it was sent; the beginning of time when it does not say.
pub(crate) fn sent_at(event: &Value) -> Timestamp {
    Timestamp(event["origin_server_ts"].as_i64().unwrap_or(0))
}

/// The key the bot sent this under: from the content, or from the transaction id.
pub(crate) fn sent_as(event: &Value) -> Option<String> {
    let written = event["content"][KEY_FIELD].as_str();
    let by_transaction = || {
        event["unsigned"]["transaction_id"]
            .as_str()?
            .strip_prefix(TXN_PREFIX)
    };
    written.or_else(by_transaction).map(str::to_owned)
}

fn message(content: &Value) -> Option<Heard> {
    let relation = &content["m.relates_to"];
    if relation["rel_type"] == "m.replace" {
        let new = &content["m.new_content"];
        let (body, _, by) = words(new)?;
        return Some(Heard::Edit {
            target: relation["event_id"].as_str()?.to_owned(),
            body,
            by,
        });
    }
    let reply_to = reply_to(content);
    let (mut body, attachments, by) = words(content)?;
    if reply_to.is_some() {
        body = without_fallback(&body).to_owned();
    }
    Some(Heard::Message {
        body,
        reply_to,
        attachments,
        by,
    })
}

/// A message's text (or caption), what hangs on it, and who speaks.
fn words(content: &Value) -> Option<(String, Vec<Attachment>, Voice)> {
    let body = content["body"].as_str()?;
    let kind = content["msgtype"].as_str()?;
    let attachment = match kind {
        "m.image" => Some(Attachment::Image),
        "m.audio" => Some(Attachment::Audio),
        "m.video" => Some(Attachment::Video),
        "m.file" => Some(Attachment::File),
        // Clients talking to clients; nobody wrote it.
        _ if kind.starts_with("m.key.verification.") => return None,
        _ => None,
    };
    let by = match kind {
        "m.notice" | "m.server_notice" => Voice::Program,
        _ => Voice::Person,
    };
    Some(match attachment {
        Some(attachment) => {
            // The body is a caption only beside a file name that differs from it (Matrix 1.10).
            let caption = content["filename"]
                .as_str()
                .is_some_and(|name| name != body);
            (
                if caption {
                    body.to_owned()
                } else {
                    String::new()
                },
                vec![attachment],
                by,
            )
        }
        None => (body.to_owned(), vec![], by),
    })
}

/// The message this one answers. In a thread whose client only falls back to naming the thread's
/// newest message, it answers the message the thread hangs on.
fn reply_to(content: &Value) -> Option<String> {
    let relation = &content["m.relates_to"];
    let named = relation["m.in_reply_to"]["event_id"].as_str();
    let target = if relation["rel_type"] == "m.thread" {
        let root = relation["event_id"].as_str();
        if relation["is_falling_back"] == true {
            root
        } else {
            named.or(root)
        }
    } else {
        named
    };
    target.map(str::to_owned)
}

/// Cuts the quotation older clients put before a reply: lines that begin with `> `, the first of
/// them naming a user, then an empty line (Matrix before 1.13).
fn without_fallback(body: &str) -> &str {
    if !(body.starts_with("> <@") || body.starts_with("> * <@")) {
        return body;
    }
    let mut rest = body;
    while rest.starts_with('>') {
        rest = rest.split_once('\n').map_or("", |(_, after)| after);
    }
    rest.strip_prefix('\n').unwrap_or(rest)
}

fn reaction(content: &Value) -> Option<Heard> {
    let relation = &content["m.relates_to"];
    (relation["rel_type"] == "m.annotation").then_some(())?;
    Some(Heard::Reaction {
        target: relation["event_id"].as_str()?.to_owned(),
        emoji: relation["key"].as_str()?.to_owned(),
    })
}

fn own_change(event: &Value) -> Option<RoomChange> {
    let before = event["unsigned"]["prev_content"]["membership"].as_str();
    match event["content"]["membership"].as_str()? {
        // A new name or picture also comes as "join".
        "join" if before != Some("join") => Some(RoomChange::Joined),
        "leave" | "ban" => Some(RoomChange::Left),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
