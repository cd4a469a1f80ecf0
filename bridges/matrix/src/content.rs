//! What the bot says → Matrix event contents. Plain text only: no HTML, nobody mentioned.

use serde_json::{Value, json};

use crate::incoming::KEY_FIELD;

/// How the bot speaks in a room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tone {
    /// As programs do, in `m.notice`, which no program answers.
    Notice,
    /// As people do: bridges to other networks pass no notices on
    /// (mautrix's `bridge_notices`, which is off).
    Words,
}

/// A message.
pub(crate) fn message(tone: Tone, text: &str, reply_to: Option<&str>, key: &str) -> Value {
    let mut content = words(tone, text);
    content[KEY_FIELD] = key.into();
    if let Some(event) = reply_to {
        content["m.relates_to"] = json!({"m.in_reply_to": {"event_id": event}});
    }
    content
}

/// A new text for one of the bot's own messages. Clients that know no edits show the outer body.
pub(crate) fn edit(tone: Tone, target: &str, text: &str, key: &str) -> Value {
    let mut content = words(tone, &format!("* {text}"));
    content[KEY_FIELD] = key.into();
    content["m.new_content"] = words(tone, text);
    content["m.relates_to"] = json!({"rel_type": "m.replace", "event_id": target});
    content
}

/// An emoji on a message.
pub(crate) fn reaction(target: &str, emoji: &str, key: &str) -> Value {
    json!({
        KEY_FIELD: key,
        "m.relates_to": {"rel_type": "m.annotation", "event_id": target, "key": emoji},
    })
}

// An empty `m.mentions` says that names in the text call nobody (Matrix 1.7).
fn words(tone: Tone, text: &str) -> Value {
    let kind = match tone {
        Tone::Notice => "m.notice",
        Tone::Words => "m.text",
    };
    json!({"msgtype": kind, "body": text, "m.mentions": {}})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incoming::{self, Heard, Voice};

    fn read_back(kind: &str, content: &Value) -> incoming::Incoming {
        let event =
            json!({"type": kind, "event_id": "$1", "sender": "@bot:here", "content": content});
        incoming::read(&event, "@bot:here").unwrap()
    }

    #[test]
    fn what_is_said_carries_its_key_and_no_markup() {
        let said = message(Tone::Notice, "<b>@room</b> ✋", Some("$0"), "k");
        assert!(said.get("formatted_body").is_none() && said["m.mentions"] == json!({}));
        let back = read_back("m.room.message", &said);
        assert_eq!(back.sent_as.as_deref(), Some("k"));
        assert_eq!(
            back.heard,
            Heard::Message {
                body: "<b>@room</b> ✋".into(),
                reply_to: Some("$0".into()),
                attachments: vec![],
                by: Voice::Program
            }
        );
    }

    #[test]
    fn edits_and_reactions_carry_their_key_too() {
        let edited = read_back("m.room.message", &edit(Tone::Notice, "$0", "new", "k2"));
        assert_eq!(edited.sent_as.as_deref(), Some("k2"));
        assert_eq!(
            edited.heard,
            Heard::Edit {
                target: "$0".into(),
                body: "new".into(),
                by: Voice::Program
            }
        );
        let reacted = read_back("m.reaction", &reaction("$0", "✅", "k3"));
        assert_eq!(reacted.sent_as.as_deref(), Some("k3"));
        assert_eq!(
            reacted.heard,
            Heard::Reaction {
                target: "$0".into(),
                emoji: "✅".into()
            }
        );
    }
}
