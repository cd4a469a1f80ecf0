//! Posts by number. Numbers are given one after the other, so posts lie in a row, cut into pages: finding one takes as long
//! with a million as with a thousand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::{Post, PostNo};

/// How many posts are on a page.
const PAGE: u32 = 256;

/// All posts of a network. Kept in a snapshot as a map of number to post.
#[derive(Clone, Default, PartialEq, Debug, Deserialize)]
#[serde(from = "BTreeMap<PostNo, Post>")]
pub(super) struct Posts {
    /// By page; the posts of a page lie in the order of their numbers.
    pages: BTreeMap<u32, Vec<Option<Post>>>,
}

impl Posts {
    pub fn get(&self, no: PostNo) -> Option<&Post> {
        self.pages.get(&page(no))?.get(place(no))?.as_ref()
    }

    pub fn get_mut(&mut self, no: PostNo) -> Option<&mut Post> {
        self.pages.get_mut(&page(no))?.get_mut(place(no))?.as_mut()
    }

    /// Takes a post out, to be put back as something else.
    pub fn take(&mut self, no: PostNo) -> Option<Post> {
        self.pages.get_mut(&page(no))?.get_mut(place(no))?.take()
    }

    pub fn put(&mut self, no: PostNo, post: Post) {
        let (posts, place) = (self.pages.entry(page(no)).or_default(), place(no));
        if posts.len() <= place {
            posts.resize(place + 1, None);
        }
        if let Some(free) = posts.get_mut(place) {
            *free = Some(post);
        }
    }

    /// Lowest number first.
    pub fn iter(&self) -> impl Iterator<Item = (PostNo, &Post)> {
        self.pages.iter().flat_map(|(page, posts)| {
            let numbers = (0..PAGE).map(move |place| PostNo(page * PAGE + place));
            numbers
                .zip(posts)
                .filter_map(|(no, post)| Some((no, post.as_ref()?)))
        })
    }

    /// The highest number ever given.
    pub fn last(&self) -> Option<PostNo> {
        let (page, posts) = self.pages.last_key_value()?;
        let before = u32::try_from(posts.len().checked_sub(1)?).ok()?;
        Some(PostNo(page * PAGE + before))
    }
}

impl From<BTreeMap<PostNo, Post>> for Posts {
    fn from(all: BTreeMap<PostNo, Post>) -> Self {
        let mut posts = Self::default();
        all.into_iter().for_each(|(no, post)| posts.put(no, post));
        posts
    }
}

impl Serialize for Posts {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.iter())
    }
}

fn page(no: PostNo) -> u32 {
    no.0 / PAGE
}

fn place(no: PostNo) -> usize {
    (no.0 % PAGE) as usize
}
