//! The board as it is told over the control socket.

use serde::{Deserialize, Serialize};
use wegotus_chat::Text;

use crate::board::Kind;
use crate::parser::Category;

/// The boards of all networks.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct BoardAnswer {
    /// One for each network, in the order of their ids.
    pub networks: Vec<NetworkAnswer>,
}

/// One network's board.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NetworkAnswer {
    /// Its id.
    pub id: String,
    /// Its posts, by number.
    pub posts: Vec<PostAnswer>,
}

/// One post.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PostAnswer {
    /// Its number.
    pub number: u32,
    /// Need or offer.
    pub kind: Kind,
    /// `held`, `open`, `claimed`, `done`, `expired` or `withdrawn`.
    pub status: String,
    /// What it is about.
    pub category: Category,
    /// How many neighbours or things it takes.
    pub slots: u32,
    /// How many of those are claimed.
    pub claims: u32,
    /// When it is wanted, as the rooms see it.
    #[serde(default)]
    pub when: Option<String>,
    /// How it comes round, in English, where it does: "every Tuesday, 12:00".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// Where, roughly.
    #[serde(default, rename = "where")]
    pub place: Option<Text>,
    /// What it says, as the rooms see it.
    pub text: Text,
}
