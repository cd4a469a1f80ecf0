//! What a sentence is about, with the words looked up.

use std::collections::BTreeMap;
use std::sync::Arc;

use wegotus_chat::{Name, PersonRef};

use crate::board::{Kind, PersonId, PostNo, Status};
use crate::parser::{Category, Language, Repeats, Urgency, When};
use crate::tracker::NetworkId;

/// Everything a sentence may have to name, taken from board and vault when it is said. No `Debug`: it
/// holds names and words.
#[derive(Clone, Default)]
pub struct Telling {
    /// The network's name.
    pub network: String,
    /// What people call each of the networks there are.
    pub groups: Arc<BTreeMap<NetworkId, Name>>,
    /// Who runs the network.
    pub run_by: Vec<String>,
    /// Where there is help besides, as the network's config says.
    pub contacts: Vec<String>,
    /// Posts it speaks of.
    pub posts: BTreeMap<PostNo, PostView>,
    /// People it speaks of.
    pub people: BTreeMap<PersonId, PersonView>,
    /// The words it passes on.
    pub relay: Option<String>,
}

/// A post, as others may see it.
#[derive(Clone)]
pub struct PostView {
    /// Its number.
    pub no: PostNo,
    /// Need or offer.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// What it is about.
    pub category: Category,
    /// What it says, redacted.
    pub summary: String,
    /// Where, roughly.
    pub place: Option<String>,
    /// When.
    pub when: Option<When>,
    /// How it comes round, where it does.
    pub repeats: Option<Repeats>,
    /// When it comes again, where it is done for this time.
    pub comes: Option<When>,
    /// How soon it matters.
    pub urgency: Urgency,
    /// It asks for money in a way that calls for care.
    pub caution: bool,
    /// How many it takes.
    pub slots: u32,
    /// How many are still wanted.
    pub free: u32,
    /// It is for somebody else than who wrote it.
    pub for_others: bool,
    /// The language it is written in.
    pub language: Option<Language>,
    /// The name of the room it comes from; none when it was asked privately.
    pub room: Option<String>,
}

/// A person, as the other end of a claim may see them.
#[derive(Clone)]
pub struct PersonView {
    /// The name they go by.
    pub name: String,
    /// The room they are known from.
    pub room: Option<String>,
    /// How to reach them, for when they share it.
    pub contact: String,
    /// Their account, where they are in the room in which it is said: there their name may call them.
    pub called: Option<PersonRef>,
}

impl Telling {
    /// The key of a sentence about this post, where it is worded otherwise for an offer: there the claimant takes
    /// and the author gives.
    pub(super) fn worded(&self, key: &str, no: PostNo) -> String {
        match self.post(no).map(|post| post.kind) {
            Some(Kind::Offer) => format!("{key}-offer"),
            Some(Kind::Need) | None => key.to_owned(),
        }
    }

    pub(super) fn post(&self, no: PostNo) -> Option<&PostView> {
        self.posts.get(&no)
    }

    /// What people call a network; its id where it is not there any more.
    pub(super) fn group<'a>(&'a self, id: &'a NetworkId) -> &'a str {
        self.groups.get(id).map_or(id.as_str(), Name::as_str)
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&PersonView> {
        self.people.get(&id)
    }
}
