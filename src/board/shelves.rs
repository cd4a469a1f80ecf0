//! What stands on the board, so that it is found at once: by kind, by whether it is taken, by what it speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::drop_from;
use super::{Board, Kind, PersonId, Post, PostNo, RoomId, Shape, Tie};
use crate::parser::Category;

/// Posts on the board, by what they are and what they speak of.
#[derive(Clone, Default, PartialEq, Debug)]
pub(super) struct Shelves {
    all: BTreeMap<Shelf, BTreeSet<PostNo>>,
    by_trait: BTreeMap<(Shelf, Trait), BTreeSet<PostNo>>,
    /// Those that are shown in every room.
    everywhere: BTreeMap<Shelf, BTreeSet<PostNo>>,
    /// Those that stay home, by each room that has them.
    at_home: BTreeMap<(RoomId, Shelf), BTreeSet<PostNo>>,
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

/// The posts that somebody sees in a list.
pub(super) enum Seen<'r> {
    /// All of them.
    All,
    /// Those that are shown everywhere, those that this room has, and these.
    From(Option<RoomId>, &'r [PostNo]),
}

impl Shelves {
    /// Puts a post where it is found; `homes` are the rooms it stays in, where it does.
    pub fn put(&mut self, no: PostNo, post: &Post, homes: Option<&BTreeSet<RoomId>>) {
        let shelf = Shelf::of(post);
        self.all.entry(shelf).or_default().insert(no);
        match homes {
            None => drop(self.everywhere.entry(shelf).or_default().insert(no)),
            Some(homes) => {
                for room in homes {
                    self.at_home.entry((*room, shelf)).or_default().insert(no);
                }
            }
        }
        for it in traits(&post.shape) {
            self.by_trait.entry((shelf, it)).or_default().insert(no);
        }
    }

    pub fn take(&mut self, no: PostNo, post: &Post, homes: Option<&BTreeSet<RoomId>>) {
        let shelf = Shelf::of(post);
        drop_from(&mut self.all, &shelf, &no);
        match homes {
            None => drop_from(&mut self.everywhere, &shelf, &no),
            Some(homes) => {
                for room in homes {
                    drop_from(&mut self.at_home, &(*room, shelf), &no);
                }
            }
        }
        for it in traits(&post.shape) {
            drop_from(&mut self.by_trait, &(shelf, it), &no);
        }
    }

    /// What stands on a shelf, as far as it is seen from there.
    fn on(&self, shelf: Shelf, seen: &Seen<'_>) -> impl Iterator<Item = &BTreeSet<PostNo>> {
        let (here, home) = match seen {
            Seen::All => (self.all.get(&shelf), None),
            Seen::From(room, _) => {
                let home = room.and_then(|room| self.at_home.get(&(room, shelf)));
                (self.everywhere.get(&shelf), home)
            }
        };
        here.into_iter().chain(home)
    }

    /// The posts of these kinds, open or taken, lowest number first: as many as asked for.
    fn first(&self, kinds: &[Kind], taken: bool, most: usize, seen: &Seen<'_>) -> Vec<PostNo> {
        let shelves = kinds.iter().map(|&kind| Shelf { taken, kind });
        let shelves = shelves.flat_map(|shelf| self.on(shelf, seen));
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
                let Some(all) = self.by_trait.get(&(shelf, it)) else {
                    continue;
                };
                let (oldest, newest) =
                    (all.iter().take(looked_at), all.iter().rev().take(looked_at));
                let found: Vec<PostNo> = oldest.chain(newest).copied().collect();
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
    pub(super) fn listed(
        &self,
        kinds: &[Kind],
        most: usize,
        seen: &Seen<'_>,
    ) -> (Vec<PostNo>, usize) {
        let shelves = &self.index.shelves;
        let besides = match seen {
            Seen::All => &[][..],
            Seen::From(_, besides) => besides,
        };
        let (mut listed, mut count) = (Vec::new(), 0);
        for taken in [false, true] {
            let on = |no: &&PostNo| {
                let post = self.post(**no).filter(|post| post.is_live());
                post.map(Shelf::of)
                    .is_some_and(|it| it.taken == taken && kinds.contains(&it.kind))
            };
            let theirs: Vec<PostNo> = besides.iter().filter(on).copied().collect();
            let mut first = shelves.first(kinds, taken, most, seen);
            first.extend(&theirs);
            first.sort_unstable();
            first.truncate(most - listed.len());
            listed.extend(first);
            let all = kinds.iter().map(|&kind| Shelf { taken, kind });
            let stand = all.flat_map(|shelf| shelves.on(shelf, seen));
            count += stand.map(BTreeSet::len).sum::<usize>() + theirs.len();
        }
        (listed, count)
    }

    /// The rooms a post stays in, where it does.
    pub(super) fn homes(&self, no: PostNo, post: &Post) -> Option<BTreeSet<RoomId>> {
        let rooms = post.sources().filter(|source| !source.private);
        let rooms = rooms.map(|source| source.room).chain(post.home);
        self.stays_home(no).then(|| rooms.collect())
    }

    /// What somebody sees of what stays home, whichever room they are in: their own, and what they promised on.
    pub(super) fn at_home_for(&self, person: PersonId, near: Option<RoomId>) -> Vec<PostNo> {
        let stakes = self.stakes_of(person);
        let concern = stakes.filter(|(no, post)| post.concerns(person) && self.stays_home(*no));
        let besides = concern.filter(|(no, _)| near.is_none_or(|room| !self.shows_in(*no, room)));
        besides.map(|(no, _)| no).collect()
    }

    /// The oldest posts that every room shows and that take claims: as many as asked for, and how many there are.
    pub(super) fn oldest_everywhere(&self, most: usize) -> (Vec<PostNo>, usize) {
        let kinds = [Kind::Need, Kind::Offer];
        let (shelves, seen) = (&self.index.shelves, Seen::From(None, &[]));
        let stand = kinds.map(|kind| Shelf { taken: false, kind });
        let stand = stand.iter().flat_map(|&shelf| shelves.on(shelf, &seen));
        let count = stand.map(BTreeSet::len).sum();
        (shelves.first(&kinds, false, most, &seen), count)
    }

    /// The oldest posts that take claims, or that are taken: as many as asked for.
    pub(super) fn oldest(&self, taken: bool, most: usize) -> Vec<PostNo> {
        self.index
            .shelves
            .first(&[Kind::Need, Kind::Offer], taken, most, &Seen::All)
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
