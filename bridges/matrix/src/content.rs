//! What the bot says → Matrix event contents. Plain text; HTML only where somebody is called or something stands out,
//! around that.

use matrix_sdk::ruma::UserId;
use serde_json::{Value, json};
use wegotus_chat::{Part, PersonRef, Speech};

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
pub(crate) fn message(tone: Tone, text: &Speech, reply_to: Option<&str>, key: &str) -> Value {
    let mut content = words(tone, text);
    content[KEY_FIELD] = key.into();
    if let Some(event) = reply_to {
        content["m.relates_to"] = json!({"m.in_reply_to": {"event_id": event}});
    }
    content
}

/// A new text for one of the bot's own messages. Clients that know no edits show the outer body, which calls nobody
/// anew.
pub(crate) fn edit(tone: Tone, target: &str, text: &Speech, key: &str) -> Value {
    let mut content = words(tone, &format!("* {}", text.as_str()).into());
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

// Only those in `m.mentions` are called; empty, it says that names in the text call nobody (Matrix 1.7).
fn words(tone: Tone, text: &Speech) -> Value {
    let kind = match tone {
        Tone::Notice => "m.notice",
        Tone::Words => "m.text",
    };
    let mut content = json!({"msgtype": kind, "body": text.as_str(), "m.mentions": {}});
    let called = text.mentions().iter().map(|it| &it.person);
    let called: Vec<&str> = called.filter_map(account).collect();
    if !called.is_empty() {
        content["m.mentions"]["user_ids"] = json!(called);
    }
    if !called.is_empty() || text.parts().any(|part| matches!(part, Part::Strong(_))) {
        content["format"] = "org.matrix.custom.html".into();
        content["formatted_body"] = text.parts().map(html).collect::<String>().into();
    }
    content
}

/// Whom Matrix can call.
fn account(person: &PersonRef) -> Option<&str> {
    let is_account = UserId::parse(&person.native).is_ok();
    is_account.then_some(person.native.as_str())
}

fn html(part: Part<'_>) -> String {
    match part {
        Part::Words(words) => escaped(words),
        Part::Strong(words) => format!("<strong>{}</strong>", escaped(words)),
        Part::Name(person, name) => match account(person) {
            Some(account) => format!(
                "<a href=\"https://matrix.to/#/{}\">{}</a>",
                escaped(account),
                escaped(name)
            ),
            None => escaped(name),
        },
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("<br>"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use wegotus_chat::{Mention, Platform};

    use super::*;
    use crate::incoming::{self, Heard, Voice};

    fn read_back(kind: &str, content: &Value) -> incoming::Incoming {
        let event =
            json!({"type": kind, "event_id": "$1", "sender": "@bot:here", "content": content});
        incoming::read(&event, "@bot:here").unwrap()
    }

    #[test]
    fn who_is_called_is_called_by_account_and_the_rest_is_no_markup() {
        let called = |who: &str, at| Mention {
            person: PersonRef::new(Platform::Matrix, who),
            at,
        };
        let mentions = vec![
            called("@ben:here", 5..11),
            called("relayed:@b:here/Dan", 21..24),
        ];
        let text = Speech::calling("🤝 B<en>\" has #1,\nDan & @room".into(), mentions);
        let said = message(Tone::Notice, &text, None, "k");
        assert_eq!(said["body"], "🤝 B<en>\" has #1,\nDan & @room");
        assert_eq!(said["m.mentions"], json!({"user_ids": ["@ben:here"]}));
        assert_eq!(
            said["formatted_body"],
            "🤝 <a href=\"https://matrix.to/#/@ben:here\">B&lt;en&gt;&quot;</a> has #1,<br>Dan &amp; @room"
        );
        let edited = edit(Tone::Notice, "$0", &text, "k");
        assert_eq!(edited["m.mentions"], json!({}));
        assert_eq!(edited["m.new_content"]["m.mentions"], said["m.mentions"]);
    }

    #[test]
    fn what_stands_out_is_strong_in_html_and_bare_in_the_body() {
        let text =
            Speech::from("צורך \u{2068}#1\u{2069} · <eggs>\n#2").stressing(vec![9..17, 28..30]);
        let said = message(Tone::Notice, &text, None, "k");
        let html = "צורך <strong>\u{2068}#1\u{2069}</strong> · &lt;eggs&gt;<br><strong>#2</strong>";
        assert_eq!(
            (&said["body"], &said["formatted_body"]),
            (&json!(text.as_str()), &json!(html))
        );
        let edited = edit(Tone::Words, "$0", &text, "k");
        assert_eq!(edited["m.new_content"]["formatted_body"], html);
        // What comes back is read from the body.
        let back = read_back("m.room.message", &said);
        let Heard::Message { body, .. } = back.heard else {
            panic!("it is a message");
        };
        assert_eq!(body, text.as_str());
    }

    #[test]
    fn what_is_said_carries_its_key_and_no_markup() {
        let said = message(Tone::Notice, &"<b>@room</b> ✋".into(), Some("$0"), "k");
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
        let edited = read_back(
            "m.room.message",
            &edit(Tone::Notice, "$0", &"new".into(), "k2"),
        );
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
