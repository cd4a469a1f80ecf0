//! What stands on the board, so that it is found at once: by kind, by whether it is taken, by what it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::{Board, Kind, Post, PostNo, Shape, Tie};
use crate::parser::Category;

/// Posts on the board, by what they are and what they speak of.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Shelves {
    all: BTreeMap<Shelf, BTreeSet<PostNo>>,
    by_trait: BTreeSet<(Shelf, Trait, PostNo)>,
}

/// Needs or offers, open or taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Shelf {
    pub taken: bool,
    pub kind: Kind,
}

/// What a post can be found by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Trait {
    Word(u32),
    Class(u32),
    Category(Category),
}

impl Shelves {
    pub fn put(&mut self, no: PostNo, post: &Post) {
        let shelf = Shelf::of(post);
        self.all.entry(shelf).or_default().insert(no);
        for it in traits(&post.shape) {
            self.by_trait.insert((shelf, it, no));
        }
    }

    pub fn take(&mut self, no: PostNo, post: &Post) {
        let shelf = Shelf::of(post);
        if let Some(all) = self.all.get_mut(&shelf) {
            all.remove(&no);
            if all.is_empty() {
                self.all.remove(&shelf);
            }
        }
        for it in traits(&post.shape) {
            self.by_trait.remove(&(shelf, it, no));
        }
    }

    /// How many posts of a kind there are, open or taken.
    fn count(&self, kind: Kind, taken: bool) -> usize {
        let all = self.all.get(&Shelf { taken, kind });
        all.map_or(0, BTreeSet::len)
    }

    /// The posts of these kinds, open or taken, lowest number first: as many as asked for.
    fn first(&self, kinds: &[Kind], taken: bool, most: usize) -> Vec<PostNo> {
        let shelves = kinds
            .iter()
            .filter_map(|&kind| self.all.get(&Shelf { taken, kind }));
        let mut first: Vec<PostNo> = shelves
            .flat_map(|all| all.iter().take(most).copied())
            .collect();
        first.sort_unstable();
        first.truncate(most);
        first
    }

    /// Posts that share something with this one: the rarest words first, of each the oldest and the newest
    /// `looked_at`, until there are `compared`. Fitting ones are open and of the other kind; the same ones are of
    /// this kind, taken or not.
    pub fn near(
        &self,
        shape: &Shape,
        how: Tie,
        looked_at: usize,
        compared: usize,
    ) -> BTreeSet<PostNo> {
        let (kind, taken) = match (how, shape.kind) {
            (Tie::Fits, Kind::Need) => (Kind::Offer, &[false][..]),
            (Tie::Fits, Kind::Offer) => (Kind::Need, &[false][..]),
            (Tie::Same, kind) => (kind, &[false, true][..]),
        };
        let mut lists: Vec<(bool, Vec<PostNo>)> = Vec::new();
        for it in traits(shape) {
            for &taken in taken {
                let shelf = Shelf { taken, kind };
                let range = (shelf, it, PostNo(0))..=(shelf, it, PostNo(u32::MAX));
                let all = || self.by_trait.range(range.clone()).map(|(_, _, no)| *no);
                let found: Vec<PostNo> = all()
                    .take(looked_at)
                    .chain(all().rev().take(looked_at))
                    .collect();
                lists.push((matches!(it, Trait::Category(_)), found));
            }
        }
        // A category alone says least.
        lists.sort_by_key(|(category, found)| (*category, found.len()));
        let mut near = BTreeSet::new();
        for no in lists.into_iter().flat_map(|(_, found)| found) {
            if near.len() >= compared {
                break;
            }
            near.insert(no);
        }
        near
    }
}

impl Board {
    /// The posts of these kinds on the board, open ones first, the oldest of each first: as many as asked for, and
    /// how many there are.
    pub(super) fn listed(&self, kinds: &[Kind], most: usize) -> (Vec<PostNo>, usize) {
        let shelves = &self.index.shelves;
        let mut listed = shelves.first(kinds, false, most);
        listed.extend(shelves.first(kinds, true, most - listed.len()));
        let counts = |kind: &Kind| shelves.count(*kind, false) + shelves.count(*kind, true);
        (listed, kinds.iter().map(counts).sum())
    }

    /// The oldest posts that take claims: as many as asked for.
    pub(super) fn oldest_open(&self, most: usize) -> Vec<PostNo> {
        self.index
            .shelves
            .first(&[Kind::Need, Kind::Offer], false, most)
    }
}

impl Shelf {
    fn of(post: &Post) -> Self {
        Self {
            taken: post.free() == 0,
            kind: post.shape.kind,
        }
    }
}

fn traits(shape: &Shape) -> impl Iterator<Item = Trait> {
    let words = shape.marks.words().map(|mark| Trait::Word(mark.word));
    let classes = shape
        .marks
        .words()
        .filter(|mark| mark.class != 0 && !mark.is_thing());
    words
        .chain(classes.map(|mark| Trait::Class(mark.class)))
        .chain(std::iter::once(Trait::Category(shape.category)))
}
