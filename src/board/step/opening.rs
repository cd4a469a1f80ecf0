//! Neutral openings: what somebody is told privately waits until they answer, where their phone may be shared.

use super::routing::Message;
use super::{Heard, Turn, Way};
use crate::board::{
    Act, CareFact, CareSaying, ContentId, Fact, Keep, PersonId, PostNo, Saying, To, Topic, Unheard,
};
use crate::parser::{Command, Decision};

/// What a private word does where something waits for its writer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// It says no more than that they are there.
    Only,
    /// It is read on.
    AndReadOn,
}

impl Turn<'_> {
    /// Whether what is said to somebody about this has to wait for an answer of theirs.
    pub(super) fn must_wait(&self, person: PersonId, topic: Option<&Topic>) -> bool {
        let about: &[PostNo] = match topic {
            Some(Topic::Post(no) | Topic::Handoff(_, no) | Topic::Source(no)) => {
                std::slice::from_ref(no)
            }
            Some(Topic::Posts(posts)) => posts,
            Some(
                Topic::Notice(_)
                | Topic::Groups
                | Topic::Talk(_)
                | Topic::What(_)
                | Topic::Steward(_),
            )
            | None => return false,
        };
        let care = &self.board.care;
        if self.whispers == Some(person) {
            return false;
        }
        if self.is_unopened(person) {
            return true;
        }
        let asked_privately = |no: &PostNo| {
            let post = self.board.post(*no);
            post.is_some_and(|post| post.source.private && post.source.author == person)
        };
        let neutral = |no: &PostNo| {
            (self.policy.neutral_openings || self.is_sensitive(*no)) && !asked_privately(no)
        };
        about.iter().any(neutral) && !care.just_wrote(person, self.now)
    }

    /// Whether a post is sensitive: one on the board, or one that is being made.
    fn is_sensitive(&self, no: PostNo) -> bool {
        let new = self.done.facts.iter().rev().find_map(|fact| match fact {
            Fact::Posted {
                no: made, shape, ..
            }
            | Fact::Revised {
                no: made, shape, ..
            } if *made == no => Some(shape.sensitive),
            _ => None,
        });
        let known = self.board.post(no).map(|post| post.shape.sensitive);
        new.or(known) == Some(true)
    }

    /// Keeps something back until they answer; the first time they hear that there is news.
    pub(super) fn keep_back(&mut self, person: PersonId, saying: Saying, topic: Option<Topic>) {
        let first = !self.is_unopened(person);
        let unheard = Unheard { saying, topic };
        self.fact(Fact::Care(CareFact::Waits { person, unheard }));
        if first {
            let act = Act::Say {
                saying: Saying::Care(CareSaying::Neutral),
                answers: None,
                topic: None,
            };
            self.act(To::Person(person), act);
        }
    }

    /// As the board will be once this step is folded.
    fn is_unopened(&self, person: PersonId) -> bool {
        let latest = self.done.facts.iter().rev().find_map(|fact| match fact {
            Fact::Care(CareFact::Waits { person: it, .. }) if *it == person => Some(true),
            Fact::Care(CareFact::Opened { person: it }) if *it == person => Some(false),
            _ => None,
        });
        latest.unwrap_or_else(|| self.board.is_unopened(person))
    }

    /// Somebody for whom something waits wrote: they hear it, unless their words end it unheard.
    pub(super) fn open_by(&mut self, it: &Message<'_>) -> Opens {
        let who = it.heard.who;
        match &it.reading.command {
            Some(Command::Stop { post: None }) => {
                self.let_go_unheard(who);
                let saying = Saying::Care(CareSaying::LetGo);
                self.answer(it.heard, it.msg, saying, None);
                Opens::Only
            }
            // Neither of these has to hear first what it is about.
            Some(Command::NotSafe { post: None } | Command::Rest) => Opens::AndReadOn,
            command => {
                self.open(who);
                let named = command.as_ref().is_some_and(names_what_it_does);
                let marked = it.reading.decision == Decision::Post && it.reading.confidence >= 1.0;
                if named || marked {
                    Opens::AndReadOn
                } else {
                    Opens::Only
                }
            }
        }
    }

    /// An emoji in their private chat is an answer too.
    pub(super) fn open_by_emoji(&mut self, heard: &Heard) {
        if heard.way == Way::Private {
            self.open(heard.who);
        }
    }

    fn open(&mut self, person: PersonId) {
        let waiting = self.board.care.waiting_for(person).to_vec();
        if waiting.is_empty() {
            return;
        }
        self.fact(Fact::Care(CareFact::Opened { person }));
        for Unheard { saying, topic } in waiting {
            let act = Act::Say {
                saying,
                answers: None,
                topic,
            };
            self.act(To::Person(person), act);
        }
    }

    /// What waits is never told, and the conversations it would have opened are over.
    pub(super) fn let_go_unheard(&mut self, person: PersonId) {
        let waiting = self.board.care.waiting_for(person).to_vec();
        if waiting.is_empty() {
            return;
        }
        self.fact(Fact::Care(CareFact::Opened { person }));
        let unheard = |topic: &Option<Topic>| match topic {
            Some(Topic::Handoff(id, _)) => Some(*id),
            _ => None,
        };
        let mut over: Vec<_> = waiting.iter().filter_map(|it| unheard(&it.topic)).collect();
        over.sort_unstable();
        over.dedup();
        for it in waiting {
            if let Some((_, relay)) = it.relayed() {
                self.keep(Keep::Erase(ContentId::Relay(relay)));
            }
        }
        for id in over {
            let Some(handoff) = self.board.handoff(id).copied() else {
                continue;
            };
            self.fact(Fact::HandoffClosed { handoff: id });
            if let Some(other) = handoff.other(person) {
                let no = handoff.no;
                self.tell(other, no, Saying::HandoffOver { no });
            }
        }
    }

    /// Words that wait for somebody are not kept once the conversation they belong to is over.
    pub(super) fn erase_unheard(&mut self) {
        let closed: Vec<_> = self
            .done
            .facts
            .iter()
            .filter_map(|fact| match fact {
                Fact::HandoffClosed { handoff } => Some(*handoff),
                _ => None,
            })
            .collect();
        for id in closed {
            let Some(handoff) = self.board.handoff(id).copied() else {
                continue;
            };
            for end in [handoff.author, handoff.claimant] {
                let waiting = self.board.care.waiting_for(end).iter();
                let relays: Vec<_> = waiting
                    .filter_map(Unheard::relayed)
                    .filter(|(of, _)| *of == id)
                    .collect();
                for (_, relay) in relays {
                    self.keep(Keep::Erase(ContentId::Relay(relay)));
                }
            }
        }
    }
}

/// Whether a command is more than an answer to "there is news".
pub(super) fn names_what_it_does(command: &Command) -> bool {
    !matches!(
        command,
        Command::Yes { .. }
            | Command::No { .. }
            | Command::Choice { .. }
            | Command::Claim { post: None, .. }
            | Command::Backup { post: None }
            | Command::Release { post: None }
            | Command::Done { post: None }
            | Command::Withdraw { post: None }
            | Command::SomeoneElse { post: None }
            | Command::Share { post: None }
            | Command::Back
    )
}
