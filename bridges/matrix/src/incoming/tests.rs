use serde_json::json;

use super::*;

const OWN: &str = "@bot:here";

fn event(kind: &str, content: Value) -> Value {
    json!({"type": kind, "event_id": "$1", "sender": "@ana:here", "origin_server_ts": 1_700_000_000_000_i64,
        "content": content})
}

fn heard(kind: &str, content: Value) -> Option<Heard> {
    read(&event(kind, content), OWN).map(|incoming| incoming.heard)
}

fn says(body: &str, reply_to: Option<&str>) -> Option<Heard> {
    shows(body, reply_to, vec![])
}

fn shows(body: &str, reply_to: Option<&str>, attachments: Vec<Attachment>) -> Option<Heard> {
    Some(Heard::Message {
        body: body.into(),
        reply_to: reply_to.map(str::to_owned),
        attachments,
        by: Voice::Person,
    })
}

fn text(body: &str) -> Value {
    json!({"msgtype": "m.text", "body": body})
}

fn reply(body: &str) -> Value {
    json!({"msgtype": "m.text", "body": body, "m.relates_to": {"m.in_reply_to": {"event_id": "$0"}}})
}

#[test]
fn plain_words_are_taken_as_they_are() {
    let long = "x".repeat(200_000);
    for body in [
        "need a ride",
        "",
        "<b>1 < 2</b> & \u{202e}fdp",
        "أحتاج مساعدة",
        "two\nlines",
        &long,
    ] {
        assert_eq!(heard("m.room.message", text(body)), says(body, None));
    }
    let html = json!({"msgtype": "m.text", "body": "**hi**", "format": "org.matrix.custom.html",
        "formatted_body": "<strong>hi</strong><script>"});
    assert_eq!(heard("m.room.message", html), says("**hi**", None));
    assert_eq!(
        heard(
            "m.room.message",
            json!({"msgtype": "m.emote", "body": "waves"})
        ),
        says("waves", None)
    );
}

#[test]
fn who_and_when_come_along() {
    let read = read(&event("m.room.message", text("hi")), OWN).unwrap();
    assert_eq!(
        (read.id.as_str(), read.sender.as_str(), read.at),
        ("$1", "@ana:here", Timestamp(1_700_000_000_000))
    );
    assert_eq!(read.sent_as, None);
}

#[test]
fn a_reply_loses_the_quotation_of_older_clients() {
    for (body, rest) in [
        ("claim", "claim"),
        ("> <@bot:here> Need #1\n> second line\n\nclaim", "claim"),
        ("> * <@bot:here> waves\n\nclaim\nplease", "claim\nplease"),
        ("> <@bot:here> Need #1\nclaim", "claim"),
        ("> <@bot:here> only a quotation", ""),
        (
            "> somebody quoted by hand\n\nclaim",
            "> somebody quoted by hand\n\nclaim",
        ),
    ] {
        assert_eq!(
            heard("m.room.message", reply(body)),
            says(rest, Some("$0")),
            "{body}"
        );
    }
    let quoted = "> <@bot:here> not a reply\n\nclaim";
    assert_eq!(heard("m.room.message", text(quoted)), says(quoted, None));
}

#[test]
fn a_thread_answers_the_message_it_hangs_on_unless_it_names_another() {
    for (falling_back, answered) in [(true, "$root"), (false, "$newest")] {
        let content = json!({"msgtype": "m.text", "body": "claim", "m.relates_to": {"rel_type": "m.thread",
            "event_id": "$root", "is_falling_back": falling_back, "m.in_reply_to": {"event_id": "$newest"}}});
        assert_eq!(
            heard("m.room.message", content),
            says("claim", Some(answered))
        );
    }
}

#[test]
fn a_caption_is_what_differs_from_the_file_name() {
    for (kind, attachment) in [
        ("m.image", Attachment::Image),
        ("m.audio", Attachment::Audio),
        ("m.video", Attachment::Video),
        ("m.file", Attachment::File),
    ] {
        for (filename, caption) in [(None, ""), (Some("a.jpg"), ""), (Some("b.jpg"), "a.jpg")] {
            let mut content = json!({"msgtype": kind, "body": "a.jpg", "url": "mxc://here/1"});
            if let Some(filename) = filename {
                content["filename"] = filename.into();
            }
            assert_eq!(
                heard("m.room.message", content),
                shows(caption, None, vec![attachment])
            );
        }
    }
    let sticker = json!({"body": "cat", "info": {}, "url": "mxc://here/1"});
    assert_eq!(
        heard("m.sticker", sticker),
        shows("", None, vec![Attachment::Image])
    );
}

#[test]
fn programs_are_known_by_their_notices() {
    let Some(Heard::Message { by, .. }) = heard(
        "m.room.message",
        json!({"msgtype": "m.notice", "body": "beep"}),
    ) else {
        unreachable!("a notice is a message")
    };
    assert_eq!(by, Voice::Program);
}

#[test]
fn an_edit_gives_the_new_text_and_the_first_message() {
    let edit = json!({"msgtype": "m.text", "body": "* two rides",
        "m.new_content": {"msgtype": "m.text", "body": "two rides"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}});
    assert_eq!(
        heard("m.room.message", edit),
        Some(Heard::Edit {
            target: "$0".into(),
            body: "two rides".into(),
            by: Voice::Person
        })
    );
    let without_new = json!({"msgtype": "m.text", "body": "* x", "m.relates_to": {"rel_type": "m.replace", "event_id": "$0"}});
    assert_eq!(heard("m.room.message", without_new), None);
}

#[test]
fn reactions_and_redactions_name_their_target() {
    let put_on =
        json!({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$0", "key": "✋🏽"}});
    assert_eq!(
        heard("m.reaction", put_on),
        Some(Heard::Reaction {
            target: "$0".into(),
            emoji: "✋🏽".into()
        })
    );
    let taken_back = Some(Heard::Redaction {
        target: "$0".into(),
    });
    assert_eq!(
        heard("m.room.redaction", json!({"redacts": "$0"})),
        taken_back
    );
    let mut old_form = event("m.room.redaction", json!({"reason": "x"}));
    old_form["redacts"] = "$0".into();
    assert_eq!(
        read(&old_form, OWN).map(|incoming| incoming.heard),
        taken_back
    );
}

#[test]
fn the_bots_own_coming_and_going_is_heard_and_nobody_elses() {
    let member = |who: &str, now: &str, before: Option<&str>| {
        let mut event = event("m.room.member", json!({"membership": now}));
        event["state_key"] = who.into();
        if let Some(before) = before {
            event["unsigned"] = json!({"prev_content": {"membership": before}});
        }
        read(&event, OWN).map(|incoming| incoming.heard)
    };
    let joined = Some(Heard::Own {
        change: RoomChange::Joined,
    });
    let left = Some(Heard::Own {
        change: RoomChange::Left,
    });
    assert_eq!(member(OWN, "join", None), joined);
    assert_eq!(member(OWN, "join", Some("invite")), joined);
    assert_eq!(
        member(OWN, "join", Some("join")),
        None,
        "a new name is not a new room"
    );
    assert_eq!(member(OWN, "invite", None), None);
    assert_eq!(member(OWN, "leave", Some("join")), left);
    assert_eq!(member(OWN, "ban", Some("join")), left);
    assert_eq!(member("@ana:here", "leave", Some("join")), None);
}

#[test]
fn the_key_comes_back_by_content_or_by_transaction() {
    let mut own = event("m.room.message", text("hi"));
    own["unsigned"] = json!({"transaction_id": "wegotus-k1"});
    assert_eq!(read(&own, OWN).unwrap().sent_as.as_deref(), Some("k1"));
    own["content"][KEY_FIELD] = "k2".into();
    assert_eq!(read(&own, OWN).unwrap().sent_as.as_deref(), Some("k2"));
    own["content"][KEY_FIELD] = json!({"not": "a key"});
    own["unsigned"]["transaction_id"] = "somebody-elses".into();
    assert_eq!(read(&own, OWN).unwrap().sent_as, None);
}

#[test]
fn what_is_malformed_says_nothing() {
    for content in [
        json!({}),
        json!([]),
        json!(null),
        json!("text"),
        json!({"msgtype": "m.text"}),
        json!({"msgtype": 7, "body": "x"}),
        json!({"msgtype": "m.text", "body": ["x"]}),
        json!({"msgtype": "m.key.verification.request", "body": "x"}),
    ] {
        for kind in [
            "m.room.message",
            "m.reaction",
            "m.room.redaction",
            "m.room.member",
            "m.unheard.of",
        ] {
            assert_eq!(heard(kind, content.clone()), None, "{kind} {content}");
        }
    }
    for event in [
        json!({}),
        json!([]),
        json!(7),
        json!({"type": "m.room.message", "content": text("x")}),
    ] {
        assert_eq!(read(&event, OWN), None);
    }
    let mut odd_relation = text("hi");
    odd_relation["m.relates_to"] = json!({"m.in_reply_to": [1, 2], "rel_type": {}});
    assert_eq!(heard("m.room.message", odd_relation), says("hi", None));
}
