//! Looking: `board`, `needs`, `offers`, `mine`.

use super::routing::Message;
use super::{Turn, Way};
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
        let listed = |post: &Post| match which {
            Which::Board => true,
            Which::Needs => post.shape.kind == Kind::Need,
            Which::Offers => post.shape.kind == Kind::Offer,
            Which::Mine => false,
        };
        let mut posts: Vec<(PostNo, &Post)> = match which {
            Which::Mine => self.mine(who),
            _ => self
                .board
                .live()
                .filter(|(_, post)| post.is_live() && listed(post))
                .collect(),
        };
        // Oldest unclaimed first: they have waited longest.
        posts.sort_by_key(|(no, post)| (post.free() == 0, *no));
        let most = match it.heard.way {
            Way::Room => self.policy.list_in_room.saturating_sub(2).max(1),
            Way::Private => PRIVATE_LIST,
        };
        let more = u32::try_from(posts.len().saturating_sub(most)).unwrap_or(u32::MAX);
        let posts = posts.into_iter().take(most).map(|(no, _)| no).collect();
        self.answer(it.heard, it.msg, Saying::List { which, posts, more }, None);
    }

    fn mine(&self, who: crate::board::PersonId) -> Vec<(PostNo, &Post)> {
        self.board
            .live()
            .filter(|(_, post)| post.concerns(who) || post.backups.contains(&who))
            .collect()
    }
}
