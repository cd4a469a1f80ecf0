//! What is due, and when.

use wegotus_chat::Timestamp;

use super::{AskAgain, Board, HandoffId, MsgId, PersonId, Post, PostNo, State, Status};

/// Something that is due at an instant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Due {
    /// A message in doubt is forgotten.
    Doubt(MsgId),
    /// An answer to a message that is not known is forgotten.
    Early(PersonId, MsgId),
    /// A held post goes on the board.
    Show(PostNo),
    /// The rooms are reminded of a post.
    Nudge(PostNo),
    /// An author is asked whether a post is still wanted.
    AskExpiry(PostNo),
    /// A post expires.
    Expire(PostNo),
    /// A post that comes round takes its next turn.
    Turn(PostNo),
    /// A post's message vanishes.
    Vanish(PostNo),
    /// A claimant who was asked whether they still have it has said nothing.
    Silence(PostNo),
    /// An author who was not sure is asked again how it went.
    AskAgain(PostNo),
    /// Words of which nobody said whom they are for are let go.
    Letters(PersonId),
    /// A hand-off closes.
    Handoff(HandoffId),
    /// Somebody who promised is asked whether they are still on it.
    CheckIn(PostNo, PersonId),
    /// The rooms are shown what is open.
    Digest,
    /// What waits for somebody is asked.
    Ask(PersonId),
    /// No organizer was seen for long: the rooms are told.
    Unled,
    /// A talk with an organizer is over.
    Talk(PersonId),
    /// The words and people of a closed post are erased.
    Erase(PostNo),
    /// It is no longer needed where a message stands.
    Message(MsgId),
    /// Somebody asked to be forgotten and did not say so again.
    Forget(PersonId),
    /// Somebody who was forgotten could not be told so.
    Farewell(PersonId),
    /// What organizers did long ago is told no more.
    Deeds,
    /// What is known of somebody who did not say which network they mean is forgotten.
    Visit(PersonId),
}

impl Due {
    pub(super) fn of_post(no: PostNo, post: &Post) -> Vec<(Timestamp, Self)> {
        let timing = post.timing;
        let mut dues = Vec::new();
        dues.extend(post.source.vanishes.map(|at| (at, Self::Vanish(no))));
        if post.hidden.is_none() {
            dues.extend(post.turns(no));
        }
        match post.state {
            // What is off the rooms runs out like anything else, and is not spoken of till then.
            State::Held(_) | State::Live if post.hidden.is_some() => {
                dues.push((timing.expires, Self::Expire(no)));
            }
            State::Held(until) => dues.push((until, Self::Show(no))),
            State::Live => {
                dues.push((timing.expires, Self::Expire(no)));
                dues.extend(timing.ask.map(|at| (at, Self::AskExpiry(no))));
                let waiting = post.claims.iter().filter(|claim| !claim.done);
                dues.extend(
                    waiting.filter_map(|it| Some((it.check_in?, Self::CheckIn(no, it.person)))),
                );
                let questioned = post.claims.iter().filter_map(|claim| claim.over);
                dues.extend(questioned.map(|over| (over.until, Self::Silence(no))));
                if post.status() == Status::Open {
                    dues.extend(timing.nudge.map(|at| (at, Self::Nudge(no))));
                }
            }
            State::Done(_) | State::Expired(_) | State::Withdrawn(_) => {
                dues.extend(post.erase.map(|at| (at, Self::Erase(no))));
                if let (State::Done(_), AskAgain::At(at)) = (post.state, post.again) {
                    dues.push((at, Self::AskAgain(no)));
                }
            }
        }
        dues
    }
}

impl Due {
    /// The post that takes its next turn, where that is what is due.
    pub(super) fn turns(&self) -> Option<PostNo> {
        match self {
            Self::Turn(no) => Some(*no),
            _ => None,
        }
    }

    /// The post it is about, where it is about one.
    pub(super) fn post(self) -> Option<PostNo> {
        match self {
            Self::Show(no)
            | Self::Nudge(no)
            | Self::AskExpiry(no)
            | Self::Expire(no)
            | Self::Turn(no)
            | Self::Vanish(no)
            | Self::Erase(no)
            | Self::CheckIn(no, _) => Some(no),
            _ => None,
        }
    }
}

/// The next instant at which [`Input::Tick`](super::Input::Tick) has something to do.
#[must_use]
pub fn next_due(board: &Board) -> Option<Timestamp> {
    let mut dues = board.index.dues.iter();
    dues.find(|(_, due)| board.minds(*due)).map(|(at, _)| *at)
}

impl Board {
    /// Whether this is done when it is due. While the bot is paused only what forgets something is.
    fn minds(&self, due: Due) -> bool {
        !self.is_paused()
            || matches!(
                due,
                Due::Doubt(_)
                    | Due::Early(..)
                    | Due::Handoff(_)
                    | Due::Deeds
                    | Due::Erase(_)
                    | Due::Message(_)
                    | Due::Forget(_)
                    | Due::Farewell(_)
                    | Due::Visit(_)
                    | Due::Letters(_)
            )
    }

    pub(super) fn due_by(&self, now: Timestamp) -> impl Iterator<Item = Due> {
        self.index
            .dues
            .iter()
            .take_while(move |(at, _)| *at <= now)
            .filter(|(_, due)| self.minds(*due))
            .map(|(_, due)| *due)
    }
}
