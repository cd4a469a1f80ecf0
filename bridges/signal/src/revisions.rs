//! An edited message has several times, and people's apps name it by any of them: each time → the first one.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::native::Author;

/// One edit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Revision {
    /// Whose message; `None`: the bot's own.
    pub account: Option<String>,
    /// When it was edited: what it may be called from then on.
    pub at: i64,
    /// When it was first sent: what it is called here.
    pub first: i64,
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Revision({} of {})", self.at, self.first)
    }
}

/// The latest edits.
#[derive(Default)]
pub(crate) struct Revisions(HashMap<(Option<String>, i64), i64>);

impl Revisions {
    /// How many edits are remembered.
    pub(crate) const REMEMBERED: u64 = 1024;

    pub(crate) fn add(&mut self, revision: &Revision) {
        let key = (revision.account.clone(), revision.at);
        if revision.at != revision.first {
            self.0.insert(key, revision.first);
        }
    }

    /// The first time of the message that `author` sent or edited at `at`.
    pub(crate) fn first(&self, author: &Author, at: i64) -> i64 {
        if self.0.is_empty() {
            return at;
        }
        let account = match author {
            Author::Own => None,
            Author::Other(account) => Some(account.clone()),
        };
        self.0.get(&(account, at)).copied().unwrap_or(at)
    }
}
