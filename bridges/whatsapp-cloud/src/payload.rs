//! What Meta posts to the webhook, as far as the bridge reads it: JSON in, records out. Fields it does not know,
//! or that are null, are no error; a part that has another form is left out alone. Times are seconds since 1970.
//!
//! The shapes are those of Meta's webhook reference, <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages>
//! and the pages below it; each stands in `tests/fixtures/whatsapp-cloud` with where it is from.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One request.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Payload {
    /// Whose account it is about: `whatsapp_business_account`.
    #[serde(deserialize_with = "or_default")]
    pub object: String,
    /// A part for each business account.
    #[serde(deserialize_with = "or_default")]
    pub entry: Vec<Entry>,
}

/// What happened to one business account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// What happened.
    #[serde(deserialize_with = "or_default")]
    pub changes: Vec<Change>,
}

/// One thing that happened.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Of what kind: `messages`, `group_lifecycle_update` …
    #[serde(deserialize_with = "or_default")]
    pub field: String,
    /// What.
    #[serde(deserialize_with = "or_default")]
    pub value: What,
}

/// The parts of a change.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct What {
    /// Which of the account's numbers.
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata,
    /// Who wrote.
    #[serde(deserialize_with = "or_default")]
    pub contacts: Vec<Contact>,
    /// What they wrote; each is read by itself.
    #[serde(deserialize_with = "or_default")]
    pub messages: Vec<Value>,
    /// What became of messages of ours; each is read by itself.
    #[serde(deserialize_with = "or_default")]
    pub statuses: Vec<Value>,
    /// Groups that changed; each is read by itself.
    #[serde(deserialize_with = "or_default")]
    pub groups: Vec<Value>,
    /// What went wrong, for the whole number.
    #[serde(deserialize_with = "or_default")]
    pub errors: Vec<Failure>,
}

/// One of the business's numbers.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub phone_number_id: String,
    /// The number itself.
    #[serde(deserialize_with = "or_default")]
    pub display_phone_number: String,
}

/// Somebody who wrote. Since April 2026 there is a `user_id` that belongs to the business alone, and the number is
/// left out for people who took a user name.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// What they are called.
    #[serde(deserialize_with = "or_default")]
    pub profile: Profile,
    /// Their number.
    pub wa_id: Option<String>,
    /// Their id for this business alone.
    pub user_id: Option<String>,
}

/// What somebody is called.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The name they go by.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
}

/// One message, reaction, edit or deletion.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Message {
    /// Its id, `wamid.…`.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// The sender's number.
    pub from: Option<String>,
    /// The sender's id for this business alone.
    pub from_user_id: Option<String>,
    /// The group it is in.
    pub group_id: Option<String>,
    /// When, in seconds.
    #[serde(deserialize_with = "seconds")]
    pub timestamp: i64,
    /// Which of the parts below there is; what is not known is counted and passed over.
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub kind: String,
    /// What it answers.
    pub context: Option<Context>,
    /// Words.
    pub text: Option<Words>,
    /// A picture.
    pub image: Option<Media>,
    /// A film.
    pub video: Option<Media>,
    /// A sound.
    pub audio: Option<Media>,
    /// A file.
    pub document: Option<Media>,
    /// A place.
    pub location: Option<Location>,
    /// What was pressed under a template.
    pub button: Option<Button>,
    /// What was pressed or chosen under a message.
    pub interactive: Option<Interactive>,
    /// An emoji on a message.
    pub reaction: Option<Reaction>,
    /// A message's new words.
    pub edit: Option<Edit>,
    /// That a message was taken back.
    pub revoke: Option<Revoke>,
}

/// What a message answers.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Context {
    /// That message's id.
    pub id: Option<String>,
}

/// Words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Words {
    /// The words.
    #[serde(deserialize_with = "or_default")]
    pub body: String,
}

/// A picture, film, sound or file; only what is written under it is read.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Media {
    /// What is written under it.
    #[serde(deserialize_with = "or_default")]
    pub caption: String,
}

/// A place.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Location {
    /// What it is called.
    #[serde(deserialize_with = "or_default")]
    pub name: String,
    /// Where it is.
    #[serde(deserialize_with = "or_default")]
    pub address: String,
}

/// What was pressed under a template.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Button {
    /// What stood on it.
    #[serde(deserialize_with = "or_default")]
    pub text: String,
}

/// What was pressed or chosen under a message.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Interactive {
    /// A button.
    pub button_reply: Option<Chosen>,
    /// An entry of a list.
    pub list_reply: Option<Chosen>,
}

/// Something chosen.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// What stood on it.
    #[serde(deserialize_with = "or_default")]
    pub title: String,
}

/// An emoji on a message.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Reaction {
    /// The message it is on.
    #[serde(deserialize_with = "or_default")]
    pub message_id: String,
    /// The emoji; left out, or empty, where it was taken off.
    #[serde(deserialize_with = "or_default")]
    pub emoji: String,
}

/// A message's new words.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Edit {
    /// The message as it was first sent.
    #[serde(deserialize_with = "or_default")]
    pub original_message_id: String,
    /// What it is now.
    #[serde(deserialize_with = "or_default")]
    pub message: Box<Message>,
}

/// That a message was taken back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Revoke {
    /// Which.
    #[serde(deserialize_with = "or_default")]
    pub original_message_id: String,
}

/// What became of a message of ours.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Status {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    /// `sent`, `delivered`, `read`, `played` or `failed`.
    #[serde(deserialize_with = "or_default")]
    pub status: String,
    /// Which member of a group it is about, where it is about one.
    pub recipient_participant_id: Option<String>,
    /// What it was sent with: the key of what it says.
    pub biz_opaque_callback_data: Option<String>,
    /// Why it failed.
    #[serde(deserialize_with = "or_default")]
    pub errors: Vec<Failure>,
}

/// An error as Meta tells it; its words may carry a number, so only the code is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Failure {
    /// Its code.
    #[serde(deserialize_with = "or_default")]
    pub code: i64,
}

/// A group that was made, ended, or is called otherwise now.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Group {
    /// Its id.
    #[serde(deserialize_with = "or_default")]
    pub group_id: String,
    /// What happened to it: `group_create`, `group_delete` …
    #[serde(rename = "type", deserialize_with = "or_default")]
    pub kind: String,
    /// When, in seconds.
    #[serde(deserialize_with = "seconds")]
    pub timestamp: i64,
    /// What it is called.
    #[serde(deserialize_with = "or_default")]
    pub subject: String,
    /// Why it did not happen after all.
    #[serde(deserialize_with = "or_default")]
    pub errors: Vec<Failure>,
}

fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Seconds, as Meta writes them: a text of digits, or a number.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Seconds {
        Number(i64),
        Text(String),
    }
    Ok(match Option::deserialize(deserializer)? {
        Some(Seconds::Number(seconds)) => seconds,
        Some(Seconds::Text(text)) => text.trim().parse().unwrap_or_default(),
        None => 0,
    })
}
