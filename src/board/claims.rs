//! Claims in depth: parts of a need, what has gone quiet, and how it went.
//!
//! **Parts.** Whoever says that they can do a part only ("I can do the way there") has claimed all the same, and their
//! words go to the author with the question whether that covers it. "Yes", or no answer: it stays as it is. "No": the
//! claim stays, and one more slot opens for the rest; once nobody holds a part any more, the post is whole again. The
//! words are told to the author alone, never in a room again, and are forgotten once told.
//!
//! **Take-over.** Where nothing was heard from a claimant for long, or for half a day with the time of the post near,
//! the next neighbour to claim is put in line and the claimant is asked whether they still have it, without a name.
//! "No", or silence for some hours, hands it on to the first in line. A word in the hand-off says "yes" too.

use serde::{Deserialize, Serialize};
use wegotus_chat::Timestamp;

use super::{Board, HandoffId, PersonId, Post, PostNo, RelayId};

/// A claimant is asked whether they still have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TakeOver {
    /// Who would take it over.
    pub by: PersonId,
    /// When silence hands it on.
    pub until: Timestamp,
}

/// When an author who was not sure is asked again how it went.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskAgain {
    /// They were sure, or not asked yet.
    #[default]
    No,
    /// Then.
    At(Timestamp),
    /// They were.
    Asked,
}

/// One thing that happened to a claim. Opaque ids only.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "claim", rename_all = "snake_case")]
pub enum ClaimFact {
    /// Somebody's claim covers a part only: the rest is one more slot.
    Parted { no: PostNo, person: PersonId },
    /// A claimant showed that they still have it.
    Seen {
        no: PostNo,
        person: PersonId,
        at: Timestamp,
    },
    /// A claimant is asked whether they still have it.
    Questioned {
        no: PostNo,
        person: PersonId,
        over: TakeOver,
    },
    /// Silence hands it on no earlier than this.
    AnswerBy { no: PostNo, until: Timestamp },
    /// Nobody wants to take it over any more.
    LeftBe { no: PostNo },
    /// The author is asked again how it went.
    Again { no: PostNo, again: AskAgain },
    /// Words are kept until they are told, under this number.
    Sealed { relay: RelayId },
}

/// Something said about a claim.
#[expect(
    missing_docs,
    reason = "the line over each variant says what its fields are"
)]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "claim", rename_all = "snake_case")]
pub enum ClaimSaying {
    /// To one who takes a part, where they claimed.
    PartTaken { no: PostNo, by: PersonId },
    /// To the author, privately: what they wrote; does that cover it?
    AskCovers {
        no: PostNo,
        helper: PersonId,
        relay: RelayId,
        handoff: HandoffId,
    },
    /// To the author: it is covered.
    Covered { no: PostNo },
    /// To the author: the rest stays open.
    RestNoted { no: PostNo, promoted: bool },
    /// To a room: a part of it is still open.
    RestOpen { no: PostNo },
    /// To one who would take something over: its claimant is being asked; their place in line.
    TakeOverAsked { no: PostNo, place: u32 },
    /// To a claimant, privately: do you still have it? Silence for so many hours hands it on.
    AskStillYours { no: PostNo, hours: u32 },
    /// To them: good.
    StillYours { no: PostNo },
    /// To them: they did not say, so it went on.
    WentOn { no: PostNo },
    /// To one who would take it over: its claimant still has it.
    StillTheirs { no: PostNo },
}

impl ClaimSaying {
    /// The post it speaks of.
    #[must_use]
    pub fn post(&self) -> PostNo {
        match self {
            Self::PartTaken { no, .. }
            | Self::AskCovers { no, .. }
            | Self::Covered { no }
            | Self::RestNoted { no, .. }
            | Self::RestOpen { no }
            | Self::TakeOverAsked { no, .. }
            | Self::AskStillYours { no, .. }
            | Self::StillYours { no }
            | Self::WentOn { no }
            | Self::StillTheirs { no } => *no,
        }
    }

    /// The person it names.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::PartTaken { by: person, .. } | Self::AskCovers { helper: person, .. } => {
                Some(*person)
            }
            _ => None,
        }
    }

    /// Whether it is still true.
    #[must_use]
    pub fn holds(&self, board: &Board) -> bool {
        let post = |no: PostNo| board.post(no).filter(|post| post.is_live());
        match self {
            Self::AskCovers { handoff, .. } => board.handoff(*handoff).is_some(),
            Self::RestOpen { no } => post(*no).is_some_and(|post| post.free() > 0),
            Self::AskStillYours { no, .. } => post(*no).is_some_and(Post::is_questioned),
            _ => true,
        }
    }
}

impl Post {
    /// Whether one of its claimants is asked whether they still have it.
    #[must_use]
    pub fn is_questioned(&self) -> bool {
        self.claims.iter().any(|claim| claim.over.is_some())
    }

    /// Somebody does not want to take over any more what they asked for.
    pub(super) fn left_be_by(&mut self, person: PersonId) {
        for claim in &mut self.claims {
            claim.over = claim.over.filter(|over| over.by != person);
        }
    }
}

impl Board {
    pub(super) fn apply_to_claim(&mut self, fact: &ClaimFact) {
        match *fact {
            ClaimFact::Parted { no, person } => self.change(no, |post| {
                let claim = post.claims.iter_mut().find(|it| it.person == person);
                if let Some(claim) = claim.filter(|claim| !claim.part) {
                    claim.part = true;
                    post.parts = post.parts.saturating_add(1);
                }
            }),
            ClaimFact::Seen { no, person, at } => self.change_claim(no, |claim| {
                if claim.person == person {
                    claim.seen = Some(at);
                    claim.over = None;
                }
            }),
            ClaimFact::Questioned { no, person, over } => self.change_claim(no, |claim| {
                if claim.person == person {
                    claim.over = Some(over);
                }
            }),
            ClaimFact::AnswerBy { no, until } => self.change_claim(no, |claim| {
                if let Some(over) = &mut claim.over {
                    over.until = until;
                }
            }),
            ClaimFact::LeftBe { no } => self.change_claim(no, |claim| claim.over = None),
            ClaimFact::Again { no, again } => self.change_unseen(no, |post| post.again = again),
            ClaimFact::Sealed { relay } => {
                self.relays = self.relays.max(relay.0.saturating_add(1));
            }
        }
    }

    /// Changes claims in a way that no notice shows.
    fn change_claim(&mut self, no: PostNo, how: impl FnMut(&mut super::Claim)) {
        self.change_unseen(no, |post| post.claims.iter_mut().for_each(how));
    }
}
