//! `not safe`: two people are parted for good, and an organizer hears of it if their neighbour wants that.
//!
//! The other end is told no more than that the conversation is over.

use super::Turn;
use super::routing::Message;
use crate::board::{CareFact, CareSaying, Choosing, Fact, PersonId, PostNo, Saying, To, Topic};
use crate::parser::Command;

impl Turn<'_> {
    /// Somebody does not feel safe with the other end.
    pub(super) fn not_safe(&mut self, it: &Message<'_>, named: Option<PostNo>) -> bool {
        let who = it.heard.who;
        let mut met = self.others_meant(it, named);
        met.sort_unstable();
        met.dedup_by_key(|(other, _)| *other);
        if met.len() > 1 {
            let mut posts: Vec<PostNo> = met.iter().map(|(_, no)| *no).collect();
            posts.sort_unstable();
            posts.dedup();
            self.answer(it.heard, it.msg, Saying::WhichHandoff { posts }, None);
            return true;
        }
        let met = met.first().copied();
        if let Some((other, _)) = met {
            self.part(who, other);
        }
        let organizers: Vec<PersonId> = self
            .policy
            .organizers
            .iter()
            .copied()
            .filter(|organizer| {
                *organizer != who && met.is_none_or(|(other, _)| other != *organizer)
            })
            .take(9)
            .collect();
        if organizers.is_empty() {
            let saying = Saying::Care(CareSaying::NotSafeAlone);
            self.answer(it.heard, it.msg, saying, None);
            return true;
        }
        let choosing = Choosing {
            met,
            organizers: organizers.clone(),
        };
        let person = who;
        self.fact(Fact::Care(CareFact::AskedWhom { person, choosing }));
        let saying = Saying::Care(CareSaying::NotSafe { organizers });
        self.answer(it.heard, it.msg, saying, None);
        true
    }

    /// The answer to the question which organizer shall hear of it. False when none was asked, or it is none.
    pub(super) fn told_whom(&mut self, it: &Message<'_>, command: &Command) -> bool {
        let person = it.heard.who;
        let Some(choosing) = self.board.care.choosing(person).cloned() else {
            return false;
        };
        // What answers another message answers that.
        let elsewhere = it.reply_to.and_then(|msg| self.board.topic(msg)).is_some();
        if elsewhere {
            return false;
        }
        let organizer = match command {
            Command::Choice { number, .. } => {
                let nth = usize::from(*number).checked_sub(1);
                match nth.and_then(|nth| choosing.organizers.get(nth)) {
                    Some(organizer) => Some(*organizer),
                    None => return false,
                }
            }
            Command::No { .. } | Command::Nobody => None,
            _ => return false,
        };
        self.fact(Fact::Care(CareFact::ToldWhom { person }));
        let saying = Saying::Care(CareSaying::NotSafeTold { organizer });
        self.answer(it.heard, it.msg, saying, None);
        if let Some(organizer) = organizer {
            let saying = Saying::Care(CareSaying::SomebodyUnsafe {
                person,
                other: choosing.met.map(|(other, _)| other),
                no: choosing.met.map(|(_, no)| no),
            });
            self.start_talk(person, Some(organizer));
            self.say(To::Person(organizer), saying, Some(Topic::Talk(person)));
        }
        true
    }

    /// Whom they can mean: the other end of the hand-off they answer, of the post they name, of all they have.
    fn others_meant(&self, it: &Message<'_>, named: Option<PostNo>) -> Vec<(PersonId, PostNo)> {
        let who = it.heard.who;
        let quoted = it.reply_to.filter(|_| named.is_none());
        if let Some(Topic::Handoff(id, _)) = quoted.and_then(|msg| self.board.topic(msg))
            && let Some(handoff) = self.board.handoff(*id)
        {
            return handoff
                .other(who)
                .map(|other| (other, handoff.no))
                .into_iter()
                .collect();
        }
        let about = match (named, quoted) {
            (Some(no), _) => vec![no],
            (None, Some(msg)) => self.board.posts_about(msg),
            (None, None) => Vec::new(),
        };
        if about.is_empty() {
            let open = self.board.handoffs_of(who);
            return open
                .filter_map(|(_, handoff)| Some((handoff.other(who)?, handoff.no)))
                .collect();
        }
        let mut others = Vec::new();
        for no in about {
            let Some(post) = self.board.post(no) else {
                continue;
            };
            let author = post.source.author;
            if author == who {
                others.extend(post.claims.iter().map(|claim| (claim.person, no)));
                let open = self.board.handoffs_of(who).filter(|(_, it)| it.no == no);
                others.extend(open.map(|(_, handoff)| (handoff.claimant, no)));
            } else if post.claim_of(who).is_some()
                || self.board.handoffs_of(who).any(|(_, it)| it.no == no)
            {
                others.push((author, no));
            }
        }
        others
    }

    /// Ends all there is between two people, and keeps it so. `who` wants it; the other hears that it is over.
    fn part(&mut self, who: PersonId, other: PersonId) {
        self.fact(Fact::Care(CareFact::KeptApart { a: who, b: other }));
        let mut told = Vec::new();
        let between: Vec<_> = self
            .board
            .handoffs_of(who)
            .filter(|(_, handoff)| handoff.other(who) == Some(other))
            .map(|(id, handoff)| (id, handoff.no))
            .collect();
        for (handoff, no) in between {
            self.fact(Fact::HandoffClosed { handoff });
            told.push(no);
        }
        let mut theirs: Vec<(PostNo, PersonId, PersonId)> = Vec::new();
        for (author, helper) in [(who, other), (other, who)] {
            let own = self.board.stakes_of(author);
            let own = own.filter(|(_, post)| post.source.author == author && !post.rests());
            theirs.extend(own.map(|(no, _)| (no, author, helper)));
        }
        theirs.sort_unstable();
        for (no, _, helper) in theirs {
            let Some(post) = self.board.post(no) else {
                continue;
            };
            if post.backups.contains(&helper) {
                self.fact(Fact::BackupLeft { no, person: helper });
            }
            if post.claim_of(helper).is_some() {
                self.let_go(no, helper);
                self.fill(no, &[helper]);
                told.push(no);
            }
        }
        told.sort_unstable();
        told.dedup();
        for no in told {
            self.tell(other, no, Saying::HandoffOver { no });
        }
    }
}
