//! One need that was put up twice: pasted into several rooms by its author, or told by two people.

use std::time::Duration;

use super::Turn;
use super::posting::home;
use crate::board::{
    Act, Apart, Fact, OrganizerFact, Parting, PersonId, PostNo, Question, Saying, Shape, Source,
    State, To, Topic, is_pasted,
};

/// How long after a post the same words of its author still mean that post.
const PASTED_WITHIN: Duration = Duration::from_secs(48 * 3600);
/// How many of somebody's last posts are compared.
const COMPARED: usize = 50;

impl Turn<'_> {
    /// Whether a message only says again what its author put up already: then it is another source of that post.
    pub(super) fn is_told_again(&mut self, source: &Source, shape: &Shape) -> bool {
        let recent = self.board.posts_of(source.author).take(COMPARED);
        let mut recent = recent.take_while(|(_, post)| self.now.since(post.made) < PASTED_WITHIN);
        let same = recent.find(|(_, post)| {
            matches!(post.state, State::Live | State::Held(_)) && is_pasted(&post.shape, shape)
        });
        let Some((no, post)) = same else {
            return false;
        };
        self.fact(Fact::SourceAdded {
            no,
            source: *source,
        });
        if self.board.fresh.contains(&no) && !post.source.private && !source.private {
            // No other room shows it yet: this one gets its notice as an answer.
            self.acknowledge(no, source);
            return true;
        }
        // Who asked privately is not named to a room, though they ask there too now.
        let to = if post.source.private {
            To::Person(source.author)
        } else {
            home(source)
        };
        let act = Act::Say {
            saying: Saying::AlreadyPosted { no },
            answers: Some(source.msg),
            topic: Some(Topic::Post(no)),
        };
        self.act(to, act);
        true
    }

    /// Makes one post of two. The one that more was promised on stays, else the older; all promises come along. Gives
    /// which stays and which goes, and how they stood; none where they cannot be one.
    pub(super) fn merge(&mut self, one: PostNo, other: PostNo) -> Option<(PostNo, PostNo, Apart)> {
        let (first, second) = (self.board.post(one)?, self.board.post(other)?);
        let alike = first.shape.kind == second.shape.kind;
        if one == other || !alike || !first.is_live() || !second.is_live() {
            return None;
        }
        let older = one < other;
        let stays = match first.promised().cmp(&second.promised()) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => older,
        };
        let ((no, kept), (gone, lost)) = if stays {
            ((one, first), (other, second))
        } else {
            ((other, second), (one, first))
        };
        for claim in &lost.claims {
            if self.board.apart(claim.person, kept.source.author) {
                self.let_go(gone, claim.person);
            }
        }
        self.close_handoffs(gone, None);
        self.drop_questions(gone, lost);
        self.fact(Fact::Merged {
            no: gone,
            into: no,
            at: self.now,
        });
        let mut told = vec![kept.source.author, lost.source.author];
        told.extend(lost.claims.iter().map(|claim| claim.person));
        told.sort_unstable();
        told.dedup();
        for person in told {
            self.tell(person, no, Saying::Merged { no, gone });
        }
        for claim in &lost.claims {
            let meets = !self.board.apart(claim.person, kept.source.author);
            if meets && claim.person != kept.source.author && kept.claim_of(claim.person).is_none()
            {
                self.introduce(no, kept, claim.person, super::claiming::Promotion::No);
                self.plan_check_in(no, &kept.shape, claim.person);
            }
        }
        Some((no, gone, Apart::of(kept, lost)))
    }

    /// Makes two posts of one again: each has its own promises back, as far as they are held still.
    pub(super) fn make_two(&mut self, from: PostNo, no: PostNo, apart: &Apart) {
        let (Some(kept), Some(lost)) = (self.board.post(from), self.board.post(no)) else {
            return;
        };
        let promised = apart.promised.iter().copied();
        let held =
            |(person, _): &(PersonId, u32)| kept.claim_of(*person).is_some_and(|it| !it.done);
        let apart = Apart {
            promised: promised.filter(held).collect(),
            ..apart.clone()
        };
        let helpers: Vec<PersonId> = apart.promised.iter().map(|(person, _)| *person).collect();
        for person in helpers.iter().filter(|it| !apart.helped.contains(it)) {
            self.close_handoffs(from, Some(*person));
            let question = Question::CheckIn(from);
            self.fact(Fact::Answered {
                person: *person,
                question,
            });
        }
        let timing = self.policy.timing(&lost.shape, self.now);
        self.organizers(OrganizerFact::Parted(Parting {
            no,
            from,
            apart,
            at: self.now,
            timing,
        }));
        self.begin_round(no, &lost.shape);
        let source = lost.source;
        self.acknowledge(no, &source);
        let mut told = vec![kept.source.author, source.author];
        told.extend(&helpers);
        told.sort_unstable();
        told.dedup();
        for person in told {
            self.tell(
                person,
                no,
                Saying::Parted {
                    no: from,
                    other: no,
                },
            );
        }
        for person in helpers {
            self.plan_check_in(no, &lost.shape, person);
            self.introduce(no, lost, person, super::claiming::Promotion::No);
        }
    }
}
