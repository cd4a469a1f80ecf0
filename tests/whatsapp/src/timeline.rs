//! What stands in each chat, as the people in it see it.

use std::collections::BTreeMap;

use wegotus_script::{Change, Place, Reaction, Seen};
use whatsapp_rust::waproto::whatsapp as wa;

/// What the bot goes by here.
pub(crate) const BOT: &str = "wegotus";

/// All chats.
#[derive(Default)]
pub(crate) struct Timeline(BTreeMap<Place, Vec<Seen>>);

impl Timeline {
    /// Somebody says something.
    pub(crate) fn add(
        &mut self,
        place: &Place,
        id: &str,
        who: &str,
        text: &str,
        reply_to: Option<&str>,
    ) {
        let all = self.0.entry(place.clone()).or_default();
        // Apps show a message that comes again once.
        if all.iter().any(|it| it.id == id) {
            return;
        }
        all.push(Seen {
            id: id.to_owned(),
            sender: who.to_owned(),
            is_bot: who == BOT,
            text: text.to_owned(),
            reply_to: reply_to.map(str::to_owned),
            edited: false,
            deleted: false,
            reactions: Vec::new(),
        });
    }

    /// The bot does something.
    pub(crate) fn take(&mut self, place: &Place, id: &str, message: &wa::Message, words: &str) {
        if let Some(reaction) = message.reaction_message.as_option() {
            let target = reaction.key.as_option().and_then(|it| it.id.as_deref());
            let emoji = reaction.text.as_deref().unwrap_or_default();
            self.react(place, target.unwrap_or_default(), BOT, emoji, Change::Added);
        } else if let Some(protocol) = message.protocol_message.as_option() {
            let target = protocol.key.as_option().and_then(|it| it.id.as_deref());
            let is_edit = protocol.edited_message.is_set();
            if let Some(seen) = self.find(place, target.unwrap_or_default()) {
                seen.edited |= is_edit;
                seen.deleted |= !is_edit;
                words.clone_into(&mut seen.text);
            }
        } else {
            let extended = message.extended_text_message.as_option();
            let context = extended.and_then(|it| it.context_info.as_option());
            let reply_to = context.and_then(|it| it.stanza_id.as_deref());
            self.add(place, id, BOT, words, reply_to);
        }
    }

    /// Somebody has one emoji on a message, or none.
    pub(crate) fn react(
        &mut self,
        place: &Place,
        id: &str,
        who: &str,
        emoji: &str,
        change: Change,
    ) {
        let Some(seen) = self.find(place, id) else {
            return;
        };
        seen.reactions.retain(|it| it.person != who);
        if change == Change::Added && !emoji.is_empty() {
            seen.reactions.push(Reaction {
                emoji: emoji.to_owned(),
                person: who.to_owned(),
            });
        }
    }

    pub(crate) fn find(&mut self, place: &Place, id: &str) -> Option<&mut Seen> {
        self.0.get_mut(place)?.iter_mut().find(|it| it.id == id)
    }

    pub(crate) fn at(&self, place: &Place) -> Vec<Seen> {
        self.0.get(place).cloned().unwrap_or_default()
    }
}
