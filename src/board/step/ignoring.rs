//! "ignore me": somebody is not read any more, unless they speak to the bot.

use super::routing::Message;
use super::{Heard, Said, Turn, Way};
use crate::board::{Fact, MsgId, PersonId, Saying, Topic};
use crate::parser::Command;

impl Turn<'_> {
    /// Whether this may be looked at: anything from anybody, but from whoever asked not to be read only what is
    /// said to the bot, and what they do to their own posts.
    pub(super) fn may_read(&self, heard: &Heard) -> bool {
        if heard.way == Way::Private || !self.board.is_ignored(heard.who) {
            return true;
        }
        match &heard.what {
            Said::Message {
                reply_to,
                reading,
                text,
                ..
            } => {
                let to_bot = reply_to.is_some_and(|msg| self.is_bots(msg));
                reading.command == Some(Command::ListenToMe)
                    || reading.command == Some(Command::ForgetMe)
                    || (to_bot || names_bot(text.as_str())) && reading.command.is_some()
            }
            Said::Edit { msg, .. } | Said::Delete { msg } => self.is_own_source(heard.who, *msg),
            Said::React { target, .. } | Said::Unreact { target, .. } => {
                self.is_bots(*target) || self.is_own_source(heard.who, *target)
            }
        }
    }

    /// Whether a message speaks of a post or a conversation without being a post's source: the bot's own do.
    fn is_bots(&self, msg: MsgId) -> bool {
        let topic = self.board.topic(msg);
        topic.is_some_and(|topic| !matches!(topic, Topic::Source(_)))
    }

    fn is_own_source(&self, person: PersonId, msg: MsgId) -> bool {
        matches!(self.board.topic(msg), Some(Topic::Source(no)) if self.board.is_author(*no, person))
    }

    /// "ignore me". What they have on the board stays until they say; what was asked of them is dropped.
    pub(super) fn ignore_me(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        self.fact(Fact::Ignored { person });
        self.drop_doubts_of(person);
        self.drop_early_of(person);
        let asked = self.board.person(person).map(|it| it.questions.clone());
        for question in asked.unwrap_or_default() {
            self.fact(Fact::Answered { person, question });
        }
        self.answer(it.heard, it.msg, Saying::Ignoring, None);
        true
    }

    /// "listen to me"; from whoever is read anyhow it is chatter, unless said to the bot alone.
    pub(super) fn listen_to_me(&mut self, it: &Message<'_>) -> bool {
        let person = it.heard.who;
        let ignored = self.board.is_ignored(person);
        if ignored {
            self.fact(Fact::Heeded { person });
        }
        if ignored || it.heard.way == Way::Private {
            self.answer(it.heard, it.msg, Saying::Listening, None);
            return true;
        }
        false
    }

    /// Forgets which messages of somebody's might be posts.
    pub(super) fn drop_doubts_of(&mut self, person: PersonId) {
        let doubts = self.board.doubts.iter();
        let theirs = doubts.filter(|(_, doubt)| doubt.source.author == person);
        for msg in theirs.map(|(msg, _)| *msg).collect::<Vec<_>>() {
            self.close_doubt(msg);
        }
    }
}

/// Whether a message begins with the bot's name.
fn names_bot(text: &str) -> bool {
    let text = text.trim_start().trim_start_matches(['@', '/', '!']);
    let name = text.get(.."wegotus".len());
    name.is_some_and(|name| name.eq_ignore_ascii_case("wegotus"))
}
