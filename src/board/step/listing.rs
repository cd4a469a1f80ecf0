//! Looking: `board`, `needs`, `offers`, `mine`.

use super::routing::Message;
use super::{Turn, Way};
use crate::board::shelves::Seen;
use crate::board::{Kind, Post, PostNo, Saying, Which};
use crate::parser::Command;

/// Most posts a private list shows: a message has its limits too.
const PRIVATE_LIST: usize = 50;

impl Turn<'_> {
    pub(super) fn list(&mut self, it: &Message<'_>, command: &Command) {
        let who = it.heard.who;
        let which = match command {
            Command::Needs => Which::Needs,
            Command::Offers => Which::Offers,
            Command::Mine => Which::Mine,
            _ => Which::Board,
        };
        let most = match it.heard.way {
            Way::Room => self.policy.list_in_room.saturating_sub(2).max(1),
            Way::Private => PRIVATE_LIST,
        };
        // Oldest unclaimed first: they have waited longest.
        let (posts, all): (Vec<PostNo>, usize) = match which {
            Which::Mine => {
                let mut mine = self.mine(who);
                mine.sort_by_key(|(no, post)| (post.free() == 0, *no));
                let all = mine.len();
                (mine.into_iter().map(|(no, _)| no).take(most).collect(), all)
            }
            Which::Board => self.listed_for(it, &[Kind::Need, Kind::Offer], most),
            Which::Needs => self.listed_for(it, &[Kind::Need], most),
            Which::Offers => self.listed_for(it, &[Kind::Offer], most),
        };
        let more = u32::try_from(all.saturating_sub(posts.len())).unwrap_or(u32::MAX);
        self.answer(it.heard, it.msg, Saying::List { which, posts, more }, None);
    }

    /// What is on the board, as far as it may be seen from there, and how much that is in all.
    fn listed_for(&self, it: &Message<'_>, kinds: &[Kind], most: usize) -> (Vec<PostNo>, usize) {
        let who = it.heard.who;
        match it.heard.way {
            Way::Room => {
                let seen = Seen::From(Some(it.heard.room), &[]);
                self.board.listed(kinds, most, &seen)
            }
            Way::Private if self.organizes(who) => self.board.listed(kinds, most, &Seen::All),
            Way::Private => {
                let near = self.board.person(who).and_then(|known| known.room);
                let besides = self.board.at_home_for(who, near);
                self.board.listed(kinds, most, &Seen::From(near, &besides))
            }
        }
    }

    fn mine(&self, who: crate::board::PersonId) -> Vec<(PostNo, &Post)> {
        self.board.stakes_of(who).collect()
    }
}
