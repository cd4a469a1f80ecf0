//! The SDK's message → what it says: words, attachments, what it is about. Pure.

use wegotus_chat::Attachment;
use whatsapp_rust::Jid;
use whatsapp_rust::proto_helpers::MessageExt;
use whatsapp_rust::waproto::whatsapp as wa;
use whatsapp_rust::waproto::whatsapp::message::protocol_message::Type;

/// What a message does.
pub(crate) enum Content<'a> {
    /// It says something.
    Says(Says<'a>),
    /// It replaces the words of one of its sender's.
    Edits {
        /// Of this one.
        id: &'a str,
        /// By these.
        says: Says<'a>,
    },
    /// It takes one back.
    Revokes(&'a wa::MessageKey),
    /// It puts an emoji on one, or takes it off (where it is empty).
    Reacts(&'a wa::MessageKey, &'a str),
    /// It makes the messages of the chat vanish after so many seconds, or not any more (0).
    Vanishing(u32),
    /// Nothing the bot has to do with: a poll, a call, what devices tell each other.
    Nothing,
}

/// Words and what comes with them.
pub(crate) struct Says<'a> {
    /// What was written; a caption; empty where there is none.
    pub text: &'a str,
    /// What was sent along.
    pub attachment: Option<Attachment>,
    /// What it answers, whom it mentions, when it vanishes.
    pub context: Option<&'a wa::ContextInfo>,
}

/// Takes a message apart.
pub(crate) fn of(message: &wa::Message) -> Content<'_> {
    let base = message.get_base_message();
    if let Some(protocol) = base.protocol_message.as_option() {
        return of_protocol(protocol);
    }
    if let Some(reaction) = base.reaction_message.as_option() {
        let emoji = reaction.text.as_deref().unwrap_or_default();
        return match reaction.key.as_option() {
            Some(key) => Content::Reacts(key, emoji),
            None => Content::Nothing,
        };
    }
    match says(message) {
        Some(says) => Content::Says(says),
        None => Content::Nothing,
    }
}

fn of_protocol(protocol: &wa::message::ProtocolMessage) -> Content<'_> {
    let key = protocol.key.as_option();
    match (protocol.r#type, key) {
        (Some(Type::REVOKE), Some(key)) => Content::Revokes(key),
        (Some(Type::MESSAGE_EDIT), Some(key)) => {
            let edited = protocol.edited_message.as_option();
            match (key.id.as_deref(), edited.and_then(says)) {
                (Some(id), Some(says)) => Content::Edits { id, says },
                _ => Content::Nothing,
            }
        }
        (Some(Type::EPHEMERAL_SETTING), _) => {
            Content::Vanishing(protocol.ephemeral_expiration.unwrap_or_default())
        }
        _ => Content::Nothing,
    }
}

/// What may be looked at once only is nobody's to keep: its words are left out.
fn says(message: &wa::Message) -> Option<Says<'_>> {
    let base = message.get_base_message();
    let is_secret = message.is_view_once();
    let said = if let Some(text) = base.conversation.as_deref().filter(|it| !it.is_empty()) {
        Says {
            text,
            attachment: None,
            context: None,
        }
    } else if let Some(it) = base.extended_text_message.as_option() {
        with(it.text.as_deref(), None, it.context_info.as_option())
    } else if let Some(it) = base.image_message.as_option() {
        let context = it.context_info.as_option();
        with(it.caption.as_deref(), Some(Attachment::Image), context)
    } else if let Some(it) = base.video_message.as_option() {
        let context = it.context_info.as_option();
        with(it.caption.as_deref(), Some(Attachment::Video), context)
    } else if let Some(it) = base.ptv_message.as_option() {
        with(None, Some(Attachment::Video), it.context_info.as_option())
    } else if let Some(it) = base.audio_message.as_option() {
        with(None, Some(Attachment::Audio), it.context_info.as_option())
    } else if let Some(it) = base.document_message.as_option() {
        let context = it.context_info.as_option();
        with(it.caption.as_deref(), Some(Attachment::File), context)
    } else if let Some(it) = base.sticker_message.as_option() {
        with(None, Some(Attachment::Image), it.context_info.as_option())
    } else if let Some(it) = base.location_message.as_option() {
        with(None, Some(Attachment::File), it.context_info.as_option())
    } else if let Some(it) = base.contact_message.as_option() {
        with(None, Some(Attachment::File), it.context_info.as_option())
    } else {
        return None;
    };
    let said = Says {
        text: if is_secret { "" } else { said.text },
        ..said
    };
    (!said.text.is_empty() || said.attachment.is_some()).then_some(said)
}

fn with<'a>(
    text: Option<&'a str>,
    attachment: Option<Attachment>,
    context: Option<&'a wa::ContextInfo>,
) -> Says<'a> {
    Says {
        text: text.unwrap_or_default().trim(),
        attachment,
        context,
    }
}

impl<'a> Says<'a> {
    /// The message it answers: its id and whose it is.
    pub(crate) fn quote(&self) -> Option<(&'a str, Jid)> {
        let context = self.context?;
        let id = context.stanza_id.as_deref().filter(|it| !it.is_empty())?;
        Some((id, address(context.participant.as_deref())?))
    }

    /// Whom it mentions.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = Jid> + 'a {
        let mentioned = self.context.map(|it| it.mentioned_jid.as_slice());
        let mentioned = mentioned.unwrap_or_default().iter();
        mentioned.filter_map(|it| address(Some(it)))
    }

    /// After how many seconds it vanishes.
    pub(crate) fn expiration(&self) -> Option<u32> {
        self.context?.expiration.filter(|it| *it > 0)
    }
}

/// A person's address, without their device.
pub(crate) fn address(text: Option<&str>) -> Option<Jid> {
    let jid: Jid = text?.parse().ok()?;
    (jid.is_pn() || jid.is_lid()).then(|| jid.to_non_ad())
}
