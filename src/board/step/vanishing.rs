//! Where messages vanish, so do the posts made of them.

use super::Turn;
use crate::board::due::Due;
use crate::board::{ContentId, Fact, Keep, PostNo};

impl Turn<'_> {
    /// Takes every post off whose message vanished, and lets its words go; gives what else is due.
    pub(super) fn vanish(&mut self, due: Vec<Due>) -> Vec<Due> {
        let is_vanishing = |due: &Due| match due {
            Due::Vanish(no) => Some(*no),
            _ => None,
        };
        let gone: Vec<PostNo> = due.iter().filter_map(is_vanishing).collect();
        for no in &gone {
            self.take_off(*no, None);
            self.fact(Fact::Vanished { no: *no });
            self.keep(Keep::Erase(ContentId::Post(*no)));
        }
        let is_left = |due: &Due| due.post().is_none_or(|no| !gone.contains(&no));
        due.into_iter().filter(is_left).collect()
    }
}
