//! What signal-cli says on its event stream, as far as the bridge reads it: JSON in, records out. Fields it
//! does not know, or that are null, are no error. Times are milliseconds since 1970.
//!
//! The names are those of the records in signal-cli's `org.asamk.signal.json` (0.13.19), seen on the wire of
//! that version too: `tests/fixtures/signal`.

use serde::{Deserialize, Deserializer};

/// One `receive` event.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Received {
    /// The account it came to: its number.
    #[serde(deserialize_with = "or_default")]
    pub account: String,
    /// What came.
    #[serde(deserialize_with = "or_default")]
    pub envelope: Envelope,
    /// Why it cannot be read, where that is so.
    pub exception: Option<Exception>,
}

/// Why signal-cli could not read a message.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Exception {
    /// The class of the failure, such as `UntrustedIdentityException`.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub kind: String,
}

/// Who sent something, when, and what it is: one of the optional parts, or nothing of interest.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Envelope {
    /// The sender's account id; missing where signal-cli knows only a number.
    pub source_uuid: Option<String>,
    /// The sender's number, where it is known.
    pub source_number: Option<String>,
    /// The name they go by.
    pub source_name: Option<String>,
    /// When it was sent, by the sender's clock; with the sender, the message's id.
    #[serde(deserialize_with = "or_default")]
    pub timestamp: i64,
    /// A message, a reaction or a deletion.
    pub data_message: Option<DataMessage>,
    /// Another text for an earlier message.
    pub edit_message: Option<EditMessage>,
    /// What another device of this account did.
    pub sync_message: Option<SyncMessage>,
    /// That messages of ours arrived, or were read.
    pub receipt_message: Option<ReceiptMessage>,
}

/// A message, a reaction, a deletion or a change of the group.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataMessage {
    /// When it was sent.
    #[serde(deserialize_with = "or_default")]
    pub timestamp: i64,
    /// Its text, with U+FFFC where somebody is mentioned.
    pub message: Option<String>,
    /// After how many seconds it vanishes; 0: never.
    #[serde(deserialize_with = "or_default")]
    pub expires_in_seconds: i64,
    /// It only sets the chat's timer.
    #[serde(deserialize_with = "or_default")]
    pub is_expiration_update: bool,
    /// It may be looked at once.
    #[serde(deserialize_with = "or_default")]
    pub view_once: bool,
    /// An emoji on another message.
    pub reaction: Option<Reaction>,
    /// The message it answers.
    pub quote: Option<Quote>,
    /// Who is mentioned where.
    #[serde(deserialize_with = "or_default")]
    pub mentions: Vec<Mention>,
    /// What is sent along.
    #[serde(deserialize_with = "or_default")]
    pub attachments: Vec<Attachment>,
    /// A sticker, sent along.
    pub sticker: Option<serde::de::IgnoredAny>,
    /// That an earlier message is taken back.
    pub remote_delete: Option<RemoteDelete>,
    /// The group it is in; missing: it is private.
    pub group_info: Option<GroupInfo>,
}

/// Another text for an earlier message.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EditMessage {
    /// Which: its time, or that of its latest edit.
    #[serde(deserialize_with = "or_default")]
    pub target_sent_timestamp: i64,
    /// Its whole new content.
    #[serde(deserialize_with = "or_default")]
    pub data_message: DataMessage,
}

/// What another device of this account did.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SyncMessage {
    /// It sent this.
    pub sent_message: Option<SentMessage>,
}

/// What another device of this account sent.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SentMessage {
    /// To whom; missing for a group.
    pub destination_uuid: Option<String>,
    /// Their number, where it is known.
    pub destination_number: Option<String>,
    /// The message.
    #[serde(flatten)]
    pub data: DataMessage,
    /// An edit instead of a message.
    pub edit_message: Option<EditMessage>,
}

/// An emoji on a message.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Reaction {
    /// The emoji.
    #[serde(deserialize_with = "or_default")]
    pub emoji: String,
    /// Whose message it is on.
    pub target_author_uuid: Option<String>,
    /// Their number.
    pub target_author_number: Option<String>,
    /// Which of theirs.
    #[serde(deserialize_with = "or_default")]
    pub target_sent_timestamp: i64,
    /// Taken off, not put on.
    #[serde(deserialize_with = "or_default")]
    pub is_remove: bool,
}

/// The message that is answered.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Quote {
    /// When it was sent.
    #[serde(deserialize_with = "or_default")]
    pub id: i64,
    /// By whom.
    pub author_uuid: Option<String>,
    /// Their number.
    pub author_number: Option<String>,
}

/// Somebody mentioned in a text.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mention {
    /// The name they go by, else their number or id.
    pub name: Option<String>,
    /// Their number.
    pub number: Option<String>,
    /// Their account id.
    pub uuid: Option<String>,
    /// Where the placeholder stands, in UTF-16 units.
    #[serde(deserialize_with = "or_default")]
    pub start: usize,
    /// How long it is, in UTF-16 units.
    #[serde(deserialize_with = "or_default")]
    pub length: usize,
}

/// Something sent along.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attachment {
    /// Its MIME type.
    #[serde(deserialize_with = "or_default")]
    pub content_type: String,
}

/// That a message is taken back.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RemoteDelete {
    /// Which: its time.
    #[serde(deserialize_with = "or_default")]
    pub timestamp: i64,
}

/// The group something is in.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GroupInfo {
    /// Its id, base64.
    #[serde(deserialize_with = "or_default")]
    pub group_id: String,
    /// What it calls itself.
    pub group_name: Option<String>,
    /// Which state of the group it was sent in.
    #[serde(deserialize_with = "or_default")]
    pub revision: i64,
    /// `DELIVER`: something is said in it; `UPDATE`: it changed.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub kind: String,
}

/// That messages of ours arrived, or were read.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReceiptMessage {
    /// Which.
    #[serde(deserialize_with = "or_default")]
    pub timestamps: Vec<i64>,
}

// A number, a name or a text never reaches a log.
macro_rules! debug_name_only {
    ($($kind:ident)*) => {$(
        impl std::fmt::Debug for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($kind), "(…)"))
            }
        }
    )*};
}
debug_name_only! {
    Exception Envelope DataMessage EditMessage SyncMessage SentMessage Reaction Quote Mention Attachment
    RemoteDelete GroupInfo ReceiptMessage
}

/// Null, as missing.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
