//! Private words that belong to no network by themselves: kept while their author is asked which one is meant.

use std::time::Duration;

use wegotus_chat::Timestamp;

use super::Turn;
use crate::board::{Content, ContentId, Fact, Keep, MsgId, PersonId, Saying, To, Topic, Visit};
use crate::tracker::NetworkId;

/// How long words are kept for somebody who does not say which network they are for.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// How soon the same question is asked again when more words come.
const ASK_AGAIN: Duration = Duration::from_secs(3600);
/// How long what they write next is for the network they chose.
const CHOICE_HOLDS: Duration = Duration::from_secs(3600);
/// How soon a stranger is told again.
const TELL_AGAIN: Duration = Duration::from_secs(24 * 3600);

/// What somebody did whose words belong to no network by themselves.
#[derive(Clone, PartialEq, Debug)]
pub enum Came {
    /// They wrote; these networks know them.
    Words {
        /// The message.
        msg: MsgId,
        /// All of it.
        kept: Content,
        /// The networks to choose from.
        groups: Vec<NetworkId>,
        /// They tried to answer the question.
        asks: Asks,
    },
    /// They answered the question with something that is none of its answers.
    WrongNumber,
    /// They wrote something that is kept anew.
    Edited {
        /// The message.
        msg: MsgId,
        /// All of it, as it is now.
        kept: Content,
    },
    /// They took back something that is kept.
    Deleted {
        /// The message.
        msg: MsgId,
    },
    /// They said which network they mean, and what was kept is there.
    Chose(NetworkId),
    /// They wrote, and no network knows them.
    Stranger,
}

/// Whether a question stands to be asked anew, though it was asked a moment ago.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// At once.
    Now,
    /// Only when some time has passed.
    InTime,
}

impl Turn<'_> {
    pub(super) fn visited(&mut self, who: PersonId, came: Came) {
        if self.board.is_blocked(who) {
            return;
        }
        let known = self.board.visitor(who).cloned();
        let waits = known.and_then(|known| match known.visit {
            Visit::Waits {
                asked,
                groups,
                messages,
            } => Some((asked, groups, messages, known.until)),
            Visit::Told | Visit::Chose { .. } => None,
        });
        match (came, waits) {
            (
                Came::Words {
                    msg,
                    kept,
                    groups,
                    asks,
                },
                waits,
            ) => {
                self.keep(Keep::Put(ContentId::Visit(msg), kept));
                let Some((asked, before, mut messages, until)) = waits else {
                    return self.ask_group(who, groups, vec![msg], self.now.plus(KEPT));
                };
                if !messages.contains(&msg) {
                    messages.push(msg);
                }
                if asks == Asks::Now || self.now.since(asked) >= ASK_AGAIN {
                    return self.ask_group(who, groups, messages, until);
                }
                let visit = Visit::Waits {
                    asked,
                    groups: before,
                    messages,
                };
                self.stands(who, visit, until);
            }
            (Came::WrongNumber, Some((_, groups, messages, until))) => {
                self.ask_group(who, groups, messages, until);
            }
            (Came::Edited { msg, kept }, Some((_, _, messages, _))) => {
                if messages.contains(&msg) {
                    self.keep(Keep::Put(ContentId::Visit(msg), kept));
                }
            }
            (Came::Deleted { msg }, Some((asked, groups, mut messages, until))) => {
                messages.retain(|kept| *kept != msg);
                self.keep(Keep::Erase(ContentId::Visit(msg)));
                if messages.is_empty() {
                    return self.fact(Fact::VisitOver { person: who });
                }
                let visit = Visit::Waits {
                    asked,
                    groups,
                    messages,
                };
                self.stands(who, visit, until);
            }
            (Came::Chose(group), Some((_, _, messages, _))) => {
                self.let_go_of(&messages);
                let visit = Visit::Chose {
                    group: group.clone(),
                    at: self.now,
                };
                self.stands(who, visit, self.now.plus(CHOICE_HOLDS));
                self.tell_visitor(who, Saying::GroupNoted { group });
            }
            (Came::Stranger, None) => {
                // Once a day: whoever writes on without reading is not written to on and on.
                if self.board.visitor(who).is_none() {
                    self.stands(who, Visit::Told, self.now.plus(TELL_AGAIN));
                    self.tell_visitor(who, Saying::HowToReach);
                }
            }
            // Nothing of theirs waits any more.
            (
                Came::WrongNumber | Came::Edited { .. } | Came::Deleted { .. } | Came::Chose(_),
                None,
            )
            | (Came::Stranger, Some(_)) => {}
        }
    }

    /// A visit has had its time.
    pub(super) fn end_visit(&mut self, who: PersonId) {
        match self.board.visitor(who).map(|known| known.visit.clone()) {
            Some(Visit::Waits { messages, .. }) => {
                self.let_go_of(&messages);
                self.tell_visitor(who, Saying::GroupLapsed);
            }
            // Nothing of a stranger stays.
            Some(Visit::Told) if self.board.person(who).is_none() => {
                self.keep(Keep::Erase(ContentId::Person(who)));
            }
            Some(Visit::Told | Visit::Chose { .. }) | None => {}
        }
        self.fact(Fact::VisitOver { person: who });
    }

    fn ask_group(
        &mut self,
        who: PersonId,
        groups: Vec<NetworkId>,
        messages: Vec<MsgId>,
        until: Timestamp,
    ) {
        let visit = Visit::Waits {
            asked: self.now,
            groups: groups.clone(),
            messages,
        };
        self.stands(who, visit, until);
        self.tell_visitor(who, Saying::WhichGroup { groups });
    }

    fn stands(&mut self, person: PersonId, visit: Visit, until: Timestamp) {
        self.fact(Fact::Visited {
            person,
            visit,
            until,
        });
    }

    fn tell_visitor(&mut self, who: PersonId, saying: Saying) {
        self.say(To::Person(who), saying, Some(Topic::Groups));
    }

    fn let_go_of(&mut self, messages: &[MsgId]) {
        for msg in messages {
            self.keep(Keep::Erase(ContentId::Visit(*msg)));
        }
    }
}
