//! The corrections made in chat, as they are told over the control socket.

use serde::{Deserialize, Serialize};

/// The corrections of all networks.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct CorrectionsAnswer {
    /// One for each network, in the order of their ids.
    pub networks: Vec<NetworkCorrections>,
}

/// One network's corrections.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NetworkCorrections {
    /// Its id.
    pub id: String,
    /// The phrases that misled the bot, those most often wrong first.
    pub phrases: Vec<PhraseCorrections>,
}

/// One phrase of the lexicon that misled the bot.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PhraseCorrections {
    /// The phrase, as the lexicon has it; nothing where it was no one phrase, or one the lexicon has no more.
    pub phrase: Option<String>,
    /// How often somebody answered `no` or ❌.
    pub times: u32,
    /// How many posts came of it, those taken off among them.
    pub posts: u32,
}
