//! Copies of the boards, as they are handed over the control socket.

use serde::{Deserialize, Serialize};
use wegotus_chat::{Name, Text};

use super::PostAnswer;
use crate::parser::Verb;

/// Copies of the boards. No `Debug`: it holds text and names.
#[derive(Clone, Serialize, Deserialize)]
pub struct ExportAnswer {
    /// One for each network, in the order they are set up.
    pub networks: Vec<NetworkExport>,
}

/// A copy of one network's board.
#[derive(Clone, Serialize, Deserialize)]
pub struct NetworkExport {
    /// Its id.
    pub id: String,
    /// The copy; nothing where its organizers have not agreed to one.
    pub copy: Option<BoardCopy>,
}

/// What a copy is of.
#[derive(Clone, Serialize, Deserialize)]
pub struct BoardCopy {
    /// Its posts, by number.
    pub posts: Vec<PostExport>,
    /// What its organizers did, oldest first.
    pub deeds: Vec<DeedExport>,
}

/// A post, with the people it is about.
#[derive(Clone, Serialize, Deserialize)]
pub struct PostExport {
    /// As the rooms see it.
    #[serde(flatten)]
    pub post: PostAnswer,
    /// When it was made: an RFC 3339 instant in the network's zone.
    pub made: String,
    /// The room it comes from.
    pub room: Option<Text>,
    /// Who asks or offers, while that is kept.
    pub author: Option<Name>,
    /// Who promised.
    pub claimed_by: Vec<Name>,
}

/// Something an organizer did.
#[derive(Clone, Serialize, Deserialize)]
pub struct DeedExport {
    /// When: an RFC 3339 instant in the network's zone.
    pub at: String,
    /// Who.
    pub by: Option<Name>,
    /// What.
    pub act: Verb,
    /// With which posts.
    pub posts: Vec<u32>,
    /// With whom.
    pub person: Option<Name>,
    /// It was taken back.
    pub undone: bool,
}
