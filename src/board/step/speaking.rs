//! Which language the bot speaks where: `language es`, and what a room's posts teach.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::{Fact, Saying, Source};
use crate::parser::Language;

impl Turn<'_> {
    /// `language es`: in a room what an organizer asks for holds for everybody there, privately anybody's
    /// for themselves. False where it is not for them to say.
    pub(super) fn speak(&mut self, it: &Message<'_>, language: Language) -> bool {
        let (room, person) = (it.heard.room, it.heard.who);
        match it.heard.way {
            Way::Private => self.fact(Fact::PersonSpeaks {
                person,
                language,
                chosen: true,
            }),
            Way::Room => {
                let organizers = &self.policy.organizers;
                if !organizers.is_empty() && !organizers.contains(&person) {
                    return false;
                }
                let chosen = true;
                self.fact(Fact::RoomSpeaks {
                    room,
                    language,
                    chosen,
                });
            }
        }
        self.answer(it.heard, it.msg, Saying::Speaks { language }, None);
        true
    }

    /// Whoever has said nothing yet and asks what the bot is, is answered in their own language.
    pub(super) fn learn_who_asks(&mut self, it: &Message<'_>) {
        let person = it.heard.who;
        let known = self.board.person(person);
        let knows = known.is_some_and(|known| known.tongue.speaks().is_some());
        let language = it.reading.language.filter(|it| *it != self.policy.language);
        if let Some(language) = language
            && it.heard.way == Way::Private
            && !knows
        {
            let chosen = false;
            self.fact(Fact::PersonSpeaks {
                person,
                language,
                chosen,
            });
        }
    }

    /// A post in `language` was made: a room that nobody set a language for takes that of its posts.
    pub(super) fn learn_language(&mut self, source: &Source, language: Option<Language>) {
        let (Some(language), Some(room)) = (language, self.board.room(source.room)) else {
            return;
        };
        let set = room.language.is_some() || room.tongue.chosen.is_some();
        let now = room.tongue.learned.unwrap_or(self.policy.language);
        if source.private || set || language == now || !room.tongue.settles_on(language) {
            return;
        }
        self.fact(Fact::RoomSpeaks {
            room: source.room,
            language,
            chosen: false,
        });
    }
}
